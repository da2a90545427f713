/* Numbers on the command line. Options themselves: tests/cli/usage.sh. */

#include <stdlib.h>

#include <check.h>

#include "cli/options.h"

START_TEST(integers)
{
    ck_assert_int_eq(cli_parse_integer("64", 64, 128), 64);
    ck_assert_int_eq(cli_parse_integer("128", 64, 128), 128);
    ck_assert_int_eq(cli_parse_integer("0065", 64, 128), 65);
    ck_assert_int_eq(cli_parse_integer("0", 0, 1), 0);
    ck_assert_int_eq(cli_parse_integer("63", 64, 128), -1);
    ck_assert_int_eq(cli_parse_integer("129", 64, 128), -1);
    ck_assert_int_eq(cli_parse_integer("", 0, 128), -1);
    ck_assert_int_eq(cli_parse_integer("-1", -5, 128), -1);
    ck_assert_int_eq(cli_parse_integer("+65", 64, 128), -1);
    ck_assert_int_eq(cli_parse_integer(" 65", 64, 128), -1);
    ck_assert_int_eq(cli_parse_integer("65 ", 64, 128), -1);
    ck_assert_int_eq(cli_parse_integer("65.0", 64, 128), -1);
    ck_assert_int_eq(cli_parse_integer("0x41", 0, 128), -1);
    ck_assert_int_eq(cli_parse_integer("99999999999999999999", 0, 128), -1);
}
END_TEST

static const struct {
    const char *text;
    int64_t microseconds;
} times[] = {
    {"1", 1000000},
    {"2.5", 2500000},
    {".5", 500000},
    {"5.", 5000000},
    {"007", 7000000},
    {"0.000001", 1},
    /* Rounded up: a limit above zero stays one. */
    {"0.0000001", 1},
    {"1.0000019", 1000002},
    {"1.0000010", 1000001},
    {"1000000000", INT64_C(1000000000000000)},
    {"1000000000.1", INT64_C(1000000000100000)},
    {"1000000001", -1},
    {"99999999999999999999999999", -1},
    {"0", -1},
    {"0.0", -1},
    {"0.00000000", -1},
    {"", -1},
    {".", -1},
    {"-1", -1},
    {"+1", -1},
    {" 1", -1},
    {"1 ", -1},
    {"1s", -1},
    {"1e3", -1},
    {"1.2.3", -1},
    {"1,5", -1},
    {"inf", -1},
    {"nan", -1},
    {"0x1", -1},
};

START_TEST(seconds)
{
    ck_assert_msg(cli_parse_seconds(times[_i].text) == times[_i].microseconds,
                  "'%s'", times[_i].text);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("options");
    TCase *tcase = tcase_create("options");
    SRunner *runner;
    int failed;

    tcase_add_test(tcase, integers);
    tcase_add_loop_test(tcase, seconds, 0, (int)(sizeof times / sizeof *times));
    suite_add_tcase(suite, tcase);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
