/* Numbers and sizes on the command line; the options themselves are tested by
   tests/cli/check.sh. */

#include <stdint.h>

#include "checker/program.h"
#include "checker_support.h"

START_TEST(sizes)
{
    static const char *const bad[] = {
        "",   "0",  "K",   "1KB", "1k", "-1", "+1",
        " 1", "1 ", "1.5", "0K",  "1T", "x",  "99999999999999999999999"};

    ck_assert_uint_eq(ck_parse_size("1"), 1);
    ck_assert_uint_eq(ck_parse_size("9"), 9);
    ck_assert_uint_eq(ck_parse_size("05"), 5);
    ck_assert_uint_eq(ck_parse_size("64K"), 65536);
    ck_assert_uint_eq(ck_parse_size("3M"), 3145728);
    ck_assert_uint_eq(ck_parse_size("2G"), (size_t)2147483648);
    ck_assert_uint_eq(ck_parse_size("18446744073709551615"), SIZE_MAX);
    ck_assert_uint_eq(ck_parse_size("17179869183G"), (size_t)17179869183 << 30);
    ck_assert_uint_eq(ck_parse_size("17179869184G"), 0);
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++)
        ck_assert_msg(ck_parse_size(bad[k]) == 0, "%s", bad[k]);
}
END_TEST

START_TEST(counts)
{
    ck_assert_int_eq(ck_parse_count("1", 1, 5), 1);
    ck_assert_int_eq(ck_parse_count("5", 1, 5), 5);
    ck_assert_int_eq(ck_parse_count("0", 0, 5), 0);
    ck_assert_int_eq(ck_parse_count("9", 0, 9), 9);
    ck_assert_int_eq(ck_parse_count("0", 1, 5), -1);
    ck_assert_int_eq(ck_parse_count("6", 1, 5), -1);
    ck_assert_int_eq(ck_parse_count("", 0, 5), -1);
    ck_assert_int_eq(ck_parse_count("-1", -5, 5), -1);
    ck_assert_int_eq(ck_parse_count("+1", 0, 5), -1);
    ck_assert_int_eq(ck_parse_count("1x", 0, 5), -1);
    ck_assert_int_eq(ck_parse_count("99999999999999999999", 0, INT64_MAX), -1);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("options");

    tcase_add_test(tcase, sizes);
    tcase_add_test(tcase, counts);
    return run_checker_tests("checker options", tcase);
}
