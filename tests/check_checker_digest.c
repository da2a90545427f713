/* SHA-256 against known answers (FIPS 180-2). */

#include "checker_support.h"

START_TEST(known_answers)
{
    char digest[65];
    char *million = malloc(1000000);

    ck_sha256_hex(digest, "", 0);
    ck_assert_str_eq(digest, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934c"
                             "a495991b7852b855");
    ck_sha256_hex(digest, NULL, 0);
    ck_assert_str_eq(digest, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934c"
                             "a495991b7852b855");
    ck_sha256_hex(digest, "abcd", 3);
    ck_assert_str_eq(digest, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9c"
                             "b410ff61f20015ad");
    ck_assert_ptr_nonnull(million);
    memset(million, 'a', 1000000);
    ck_sha256_hex(digest, million, 1000000);
    ck_assert_str_eq(digest, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e"
                             "046d39ccc7112cd0");
    free(million);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("digest");

    tcase_add_test(tcase, known_answers);
    return run_checker_tests("checker digest", tcase);
}
