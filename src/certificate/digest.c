/* SHA-256 of the bytes that were certified. */

#include <stdint.h>

#include <nettle/sha2.h>
#include <nettle/version.h>

#include <rankcert/certificate.h>

void
rc_sha256_hex(char digest[65], const void *bytes, size_t length)
{
    static const char digits[] = "0123456789abcdef";
    struct sha256_ctx context;
    uint8_t raw[SHA256_DIGEST_SIZE];
    size_t k;

    sha256_init(&context);
    if (length > 0)
        sha256_update(&context, length, bytes);
#if NETTLE_VERSION_MAJOR >= 4
    sha256_digest(&context, raw);
#else
    sha256_digest(&context, sizeof raw, raw);
#endif
    for (k = 0; k < sizeof raw; k++) {
        digest[2 * k] = digits[raw[k] >> 4];
        digest[2 * k + 1] = digits[raw[k] & 15];
    }
    digest[64] = '\0';
}
