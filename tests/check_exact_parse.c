/* Reading numbers: the grammar, and errors where they are. */

#include <time.h>

#include "exact/expression.h"
#include "exact_support.h"

START_TEST(operators_bind_as_usual)
{
    static const char *const pairs[][2] = {
        {"-3/5", "-3/5"},       {"6/-4", "-3/2"},
        {"-2^2", "-4"},         {"(-2)^2", "4"},
        {"2^-1", "1/2"},        {"2^-2^2", "1/16"},
        {"2^3^2", "512"},       {"(2^3)^2", "64"},
        {"2^(6/3)", "4"},       {"2^+3", "8"},
        {"0^0", "1"},           {"0^5", "0"},
        {"(-1)^1048575", "-1"}, {"1-2-3", "-4"},
        {"1-(2-3)", "2"},       {"12/6/2", "1"},
        {"12/(6/2)", "4"},      {"1+2*3", "7"},
        {"(1+2)*3", "9"},       {"2*3^2", "18"},
        {"2/3^2", "2/9"},       {"+-+-3", "3"},
        {"1--1", "2"},          {"2*-3", "-6"},
        {" \t1\n+ 2\r", "3"},   {"sqrt ( 9 / 4 )", "3/2"},
        {"1/3+1/6", "1/2"},
    };
    size_t k;

    for (k = 0; k < sizeof pairs / sizeof *pairs; k++)
        expect_normal(pairs[k][0], pairs[k][1]);
}
END_TEST

static const struct {
    const char *text;
    size_t offset;
    const char *part;
} bad[] = {
    {"", 0, "found nothing"},
    {" \t\n", 3, "found nothing"},
    {"nan", 0, "finite"},
    {"NaN", 0, "finite"},
    {"-inf", 1, "finite"},
    {"+Infinity", 1, "finite"},
    {"1+INF", 2, "finite"},
    {"foo", 0, "unknown name 'foo'; known are sqrt, exp, log"},
    {"2*sqr(2)", 2, "unknown name 'sqr'; known are sqrt"},
    {"Pi", 0, "unknown name 'Pi'"},
    {"cso(1)", 0, "unknown name 'cso'"},
    {"_", 0, "unknown name '_'"},
    {"sin", 3, "expected '(' after sin, found the end"},
    {"sqrt 2", 5, "expected '(' after sqrt, found '2'"},
    {"sqrt()", 5, "expected a number before ')'"},
    {"2 3", 2, "expected an operator or the end, found '3'"},
    {"2pi", 1, "found 'p'"},
    {"1,000", 1, "found ','"},
    {"1.2.3", 3, "found '.'"},
    {"1e5.5", 3, "found '.'"},
    {"pi(2)", 2, "found '('"},
    {"3;", 1, "found ';'"},
    {"(1", 2, "')' for the '(' at byte 0, found the end"},
    {"1+((2)*3", 8, "'(' at byte 2, found the end"},
    {"(1 2)", 3, "'(' at byte 0, found '2'"},
    {"exp(1,2)", 5, "found ','"},
    {"1)", 1, "')' without a '('"},
    {"()", 1, "expected a number before ')'"},
    {"1+", 2, "expected a number, found the end"},
    {"1 + *2", 4, "expected a number, found '*'"},
    {"2**3", 2, "expected a number, found '*'"},
    {"2^", 2, "expected a number, found the end"},
    {"-", 1, "expected a number, found the end"},
    {"\xcf\x80", 0, "found the byte 0xcf"},
    {"1\x7f", 1, "found the byte 0x7f"},
    {"1/0", 1, "division by zero"},
    {"1+2/(3-3)", 3, "division by zero"},
    {"pi/0", 2, "division by zero"},
    {"0^-1", 1, "division by zero"},
    {"1/(pi-pi)", 1, "no finite enclosure at 4096 bits"},
    {"0/(pi-pi)", 1, "no finite enclosure at 4096 bits"},
    {"(pi-pi)^-2", 7, "no finite enclosure at 4096 bits"},
    {"1+sqrt(-2)", 2, "square root of a negative number"},
    {"sqrt(pi-4)", 0, "square root of a negative number"},
    {"sqrt(pi-pi)", 0, "no finite enclosure at 4096 bits"},
    {"log(0)", 0, "not positive"},
    {"log(-1/2)", 0, "not positive"},
    {"log(3-pi)", 0, "not positive"},
    {"log(pi-pi)", 0, "no finite enclosure at 4096 bits"},
    {"2^(1/2)", 1, "must be an integer"},
    {"2^pi", 1, "must be an integer"},
    {"2^(2^30)", 1, "1048576"},
    {"pi^1048577", 2, "1048576"},
    {"pi^-1048577", 2, "1048576"},
    {"2^1048576", 1, "1048576 bits"},
    {"2^-1048576", 1, "1048576 bits"},
    {"((2^1000)^1000)^1000", 15, "1048576 bits"},
    {"2^1048575*2", 9, "1048576 bits"},
    {"exp(exp(exp(100)))", 4, "2^20"},
    {"exp(10^100000)", 0, "2^20"},
    {"exp(-10^100000)", 0, "2^20"},
    {"exp(10^6)", 0, "2^1048576 or more"},
    {"exp(-10^6)", 0, "2^-1048576 or less"},
    {"exp(700000)*exp(700000)", 11, "2^1048576 or more"},
    {"sin(10^99999)", 0, "2^4096"},
    {"sin(2^4096)", 0, "2^4096 or more"},
    {"exp(2^20)", 0, "2^20 or more"},
    {"cos(10^99999*pi)", 0, "2^4096"},
};

START_TEST(errors_say_what_and_where)
{
    size_t k;

    for (k = 0; k < sizeof bad / sizeof *bad; k++)
        expect_error(bad[k].text, strlen(bad[k].text), bad[k].offset,
                     bad[k].part);
    expect_error("1\0+1", 4, 1, "found the byte 0x00");
    expect_error("\0", 1, 0, "found the byte 0x00");
}
END_TEST

START_TEST(long_names_fit_into_the_message)
{
    char *text = repeat("", "q", 3000, "");

    expect_error(text, 3000, 0, "qqq...'; known are sqrt");
    free(text);
    text = repeat("", "sqrt", 16, "");
    expect_error(text, strlen(text), 0, "unknown name 'sqrtsqrt");
    free(text);
}
END_TEST

START_TEST(large_values_within_the_caps_are_read)
{
    static const char *const good[] = {
        "2^1048575",      "2^-1048575",   "sin(10^1000)",    "cos(2^4095)",
        "exp(700000)",    "exp(-700000)", "atan(10^100000)", "log(2^-1000000)",
        "sqrt(3^600001)", "pi^600000",    "pi^-600000",
    };
    size_t k;

    for (k = 0; k < sizeof good / sizeof *good; k++) {
        rc_number_t x;
        arb_t y;

        rc_number_init(x);
        arb_init(y);
        read_number(x, good[k]);
        rc_number_get_arb(y, x, RC_NUMBER_DOMAIN_BITS);
        ck_assert(arb_is_finite(y));
        rc_number_get_arb(y, x, 64);
        arb_clear(y);
        rc_number_clear(x);
    }
}
END_TEST

static void
expect_reads(const char *head, const char *part, size_t count, const char *tail)
{
    char *text = repeat(head, part, count, tail);
    rc_number_t x;

    rc_number_init(x);
    read_number(x, text);
    rc_number_clear(x);
    free(text);
}

static void
expect_refused(const char *head, const char *part, size_t count,
               const char *tail, size_t offset, const char *message)
{
    char *text = repeat(head, part, count, tail);

    expect_error(text, strlen(text), offset, message);
    free(text);
}

START_TEST(nesting_is_capped)
{
    char *close = repeat("1", ")", 200, "");

    expect_reads("", "(", 200, close);
    expect_refused("", "(", 201, close, 200, "200 nested");
    expect_refused("", "sin(", 100000, "1", 803, "200 nested");
    expect_refused("1", "^1", 100000, "", 401, "200 nested");
    expect_reads("1", "^1", 200, "");
    expect_reads("", "-", 900000, "1"); /* signs do not nest */
    free(close);
}
END_TEST

START_TEST(length_is_capped)
{
    expect_reads("1", " ", RC_NUMBER_MAX_LENGTH - 1, "");
    expect_refused("1", " ", RC_NUMBER_MAX_LENGTH, "", RC_NUMBER_MAX_LENGTH,
                   "1048576 bytes");
}
END_TEST

START_TEST(operations_are_capped)
{
    /* each adds a function and a sum */
    expect_reads("sin(1)", "+sin(1)", 2047, "");
    expect_refused("sin(1)", "+sin(1)", 2048, "", 2047 * 7 + 6, "4096");
    expect_reads("1", "+1", 500000, "");
}
END_TEST

/* Texts that ask for much exact arithmetic in little space end soon. */
START_TEST(time_is_bounded)
{
    static const struct {
        const char *head, *part;
        size_t count;
        const char *message; /* NULL: the text is a number */
    } greedy[] = {
        {"1", "+1/3^600000", 90000, "33554432 bits in all"},
        {"1", "+1e-99999", 100000, "33554432 bits in all"},
        {"1", "*3^600000/3^600000", 50000, "33554432 bits in all"},
        {"exp(1)", "+2^1000000*pi", 70000, "33554432 bits in all"},
        {"pi", "+sqrt(3^600001)", 60000, "33554432 bits in all"},
        {"1", "+1/3^30000-1/3^30001", 40000, "33554432 bits in all"},
        {"1", "+1/3", 200000, NULL},
    };
    size_t k;

    for (k = 0; k < sizeof greedy / sizeof *greedy; k++) {
        char *text =
            repeat(greedy[k].head, greedy[k].part, greedy[k].count, "");
        clock_t start = clock();
        rc_text_error error = {0, ""};
        rc_number_t x;

        rc_number_init(x);
        ck_assert_int_eq(rc_number_set_text(x, text, strlen(text), &error),
                         greedy[k].message == NULL ? RC_OK : RC_INPUT);
        ck_assert_msg(greedy[k].message == NULL ||
                          strstr(error.message, greedy[k].message),
                      "%.40s: %s", text, error.message);
        ck_assert_msg(clock() - start < 60 * CLOCKS_PER_SEC, "%.40s", text);
        printf("%.24s...: %.2f s\n", text,
               (double)(clock() - start) / CLOCKS_PER_SEC);
        rc_number_clear(x);
        free(text);
    }
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("parse");

    tcase_set_timeout(tcase, 600);
    tcase_add_test(tcase, operators_bind_as_usual);
    tcase_add_test(tcase, errors_say_what_and_where);
    tcase_add_test(tcase, long_names_fit_into_the_message);
    tcase_add_test(tcase, large_values_within_the_caps_are_read);
    tcase_add_test(tcase, nesting_is_capped);
    tcase_add_test(tcase, length_is_capped);
    tcase_add_test(tcase, operations_are_capped);
    tcase_add_test(tcase, time_is_bounded);
    return run_tests(tcase);
}
