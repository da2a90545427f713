/* SHA-256 against the examples of FIPS 180-4. */

#include <stdlib.h>
#include <string.h>

#include <check.h>

#include <rankcert/certificate.h>

static void
assert_digest(const void *bytes, size_t length, const char *wanted)
{
    char digest[65];

    memset(digest, 'x', sizeof digest);
    rc_sha256_hex(digest, bytes, length);
    ck_assert_str_eq(digest, wanted);
}

START_TEST(known_digests)
{
    static const char two_blocks[] =
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    char *many = malloc(1000000);

    ck_assert_ptr_nonnull(many);
    memset(many, 'a', 1000000);
    assert_digest("", 0,
                  "e3b0c44298fc1c149afbf4c8996fb924"
                  "27ae41e4649b934ca495991b7852b855");
    assert_digest(NULL, 0,
                  "e3b0c44298fc1c149afbf4c8996fb924"
                  "27ae41e4649b934ca495991b7852b855");
    assert_digest("abc", 3,
                  "ba7816bf8f01cfea414140de5dae2223"
                  "b00361a396177a9cb410ff61f20015ad");
    assert_digest(two_blocks, strlen(two_blocks),
                  "248d6a61d20638b8e5c026930c3e6039"
                  "a33ce45964ff2167f6ecedd419db06c1");
    assert_digest(many, 1000000,
                  "cdc76e5c9914fb9281a1c7e284d73e67"
                  "f1809a48a497200e046d39ccc7112cd0");
    free(many);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("digest");
    TCase *tcase = tcase_create("digest");
    SRunner *runner;
    int failed;

    tcase_add_test(tcase, known_digests);
    suite_add_tcase(suite, tcase);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
