/* UTF-8, decoded strictly. */

#include "utf8.h"

/* The least code that needs a sequence of this many bytes. */
static const unsigned long least_code[5] = {0, 0, 0x80, 0x800, 0x10000};

static size_t
sequence_length(unsigned char first)
{
    if (first < 0x80)
        return 1;
    if ((first & 0xe0) == 0xc0)
        return 2;
    if ((first & 0xf0) == 0xe0)
        return 3;
    if ((first & 0xf8) == 0xf0)
        return 4;
    return 0;
}

size_t
rc_utf8_decode(unsigned long *code, const char *text, size_t length)
{
    const unsigned char *s = (const unsigned char *)text;
    size_t bytes = sequence_length(s[0]);

    if (bytes == 0 || bytes > length)
        return 0;
    *code = bytes == 1 ? s[0] : s[0] & (0x7fUL >> bytes);
    for (size_t k = 1; k < bytes; k++) {
        if ((s[k] & 0xc0) != 0x80)
            return 0;
        *code = *code << 6 | (s[k] & 0x3fUL);
    }
    if (*code < least_code[bytes] || *code > 0x10ffff ||
        (*code >= 0xd800 && *code <= 0xdfff))
        return 0;
    return bytes;
}

size_t
rc_utf8_count(const char *text, size_t length)
{
    size_t count = 0;

    for (size_t k = 0; k < length; k++)
        count += ((unsigned char)text[k] & 0xc0) != 0x80;
    return count;
}
