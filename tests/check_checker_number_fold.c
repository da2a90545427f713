/* The folding rules of the normal form, and what is not defined. */

#include "checker_support.h"

static void
expect(const char *text, const char *expected)
{
    const char *why = NULL;
    char *normal;
    ck_number x;

    ck_number_init(&x);
    ck_assert_msg(
        ck_number_parse(&x, text, strlen(text), 0, &ck_default_limits, &why),
        "%s: %s", text, why);
    normal = ck_number_text(&x);
    ck_assert_msg(strcmp(normal, expected) == 0, "%s: %s, not %s", text, normal,
                  expected);
    ck_release(normal);
    ck_number_clear(&x);
}

static void
bad(const char *text, const char *why_not)
{
    const char *why = NULL;
    ck_number x;

    ck_number_init(&x);
    ck_assert_msg(
        !ck_number_parse(&x, text, strlen(text), 0, &ck_default_limits, &why),
        "%s", text);
    ck_assert_msg(strstr(why, why_not) != NULL, "%s: %s", text, why);
    ck_number_clear(&x);
}

START_TEST(rationals)
{
    expect("1/3 + 1/6", "1/2");
    expect("1/3 - 1/3", "0");
    expect("2/3 * 3/2", "1");
    expect("1/2 / (1/4)", "2");
    expect("(2/3)^3", "8/27");
    expect("(2/3)^-3", "27/8");
    expect("0^0", "1");
    expect("0^5", "0");
    expect("7^0", "1");
    expect("(-1)^1000000", "1");
}
END_TEST

START_TEST(functions_of_rationals)
{
    expect("sqrt(9/4)", "3/2");
    expect("sqrt(0)", "0");
    expect("sqrt(8)", "sqrt(8)");
    expect("sqrt(4/3)", "sqrt(4/3)");
    expect("sqrt(3/4)", "sqrt(3/4)");
    expect("exp(0)", "1");
    expect("cos(0)", "1");
    expect("log(1)", "0");
    expect("sin(0)", "0");
    expect("atan(0)", "0");
    expect("exp(1)", "exp(1)");
    expect("cos(1)", "cos(1)");
    expect("log(2)", "log(2)");
    expect("sin(1)", "sin(1)");
    expect("atan(1)", "atan(1)");
    expect("exp(2)", "exp(2)");
    expect("cos(-3)", "cos(-3)");
    expect("sqrt(-(-pi))", "sqrt(pi)");
    expect("exp(-pi)", "exp(-pi)");
    expect("-(-pi)", "pi");
    expect("2/pi", "2/pi");
    expect("0-pi", "-pi");
    expect("0*pi", "0");
    expect("1*pi", "pi");
    expect("1/pi", "1/pi");
    expect("exp(sin(1) - sin(1))", "exp(sin(1)-sin(1))");
}
END_TEST

START_TEST(neutral_elements)
{
    expect("pi + 0", "pi");
    expect("0 + pi", "pi");
    expect("pi - 0", "pi");
    expect("0 - pi", "-pi");
    expect("0 - -pi", "pi");
    expect("pi * 1", "pi");
    expect("1 * pi", "pi");
    expect("pi * 0", "0");
    expect("0 * pi", "0");
    expect("0 / pi", "0");
    expect("pi / 1", "pi");
    expect("1 / pi", "1/pi");
    expect("pi ^ 0", "1");
    expect("pi ^ 1", "pi");
    expect("pi ^ 2", "pi^2");
    expect("pi ^ -1", "pi^-1");
    expect("- - pi", "pi");
    expect("-(-pi)", "pi");
    expect("-pi", "-pi");
    expect("1 + pi", "1+pi");
    expect("1 - pi", "1-pi");
    expect("2 * pi", "2*pi");
}
END_TEST

START_TEST(not_defined)
{
    bad("1/0", "division by zero");
    bad("0/0", "division by zero");
    bad("pi/0", "division by zero");
    bad("pi/(1-1)", "division by zero");
    bad("0^-1", "division by zero");
    bad("0/(pi-pi)", "division by what may be zero");
    bad("0/sin(pi)", "division by what may be zero");
    bad("sqrt(-1)", "the root of a negative number");
    bad("sqrt(-4)", "the root of a negative number");
    bad("log(0)", "the logarithm of a number that is not positive");
    bad("log(-1)", "the logarithm of a number that is not positive");
    bad("2^(1/2)", "an exponent that is not an integer");
    bad("2^pi", "an exponent that is not an integer");
    bad("pi^pi", "an exponent that is not an integer");
    /* What cannot be zero may divide. */
    expect("0/(exp(1)-sqrt(2))", "0");
    expect("0/(-pi)", "0");
}
END_TEST

START_TEST(limits)
{
    bad("2^1048577", "an exponent beyond the limit");
    bad("pi^1048577", "an exponent beyond the limit");
    bad("2^-99999999999999999999", "an exponent beyond the limit");
    bad("2^1048576", "a number of more than 1048576 bits");
    bad("4^1048575", "a number of more than 1048576 bits");
    bad("(1/4)^1048575", "a number of more than 1048576 bits");
    bad("2^1048575*2", "a number of more than 1048576 bits");
    bad("1/2^1048575/2", "a number of more than 1048576 bits");
    expect("1^1048576", "1");
    expect("pi^1048576", "pi^1048576");
    expect("2^1048575/2^1048575", "1");
}
END_TEST

START_TEST(the_limit_on_exponents_is_a_flag)
{
    ck_limits few = ck_default_limits;
    const char *why;
    ck_number x;

    few.max_exponent = 7;
    ck_number_init(&x);
    ck_assert(ck_number_parse(&x, "pi^-7", 5, 0, &few, &why));
    ck_assert(!ck_number_parse(&x, "pi^-8", 5, 0, &few, &why));
    ck_number_clear(&x);
}
END_TEST

START_TEST(too_many_operations)
{
    static char text[16384];
    char *to = text;

    to += sprintf(to, "pi");
    for (int k = 0; k < 2047; k++)
        to += sprintf(to, "+pi");
    {
        const char *why;
        ck_number x;

        /* 4095 steps */
        ck_number_init(&x);
        ck_assert(ck_number_parse(&x, text, strlen(text), 0, &ck_default_limits,
                                  &why));
        ck_number_clear(&x);
    }
    sprintf(to, "+pi");
    bad(text, "too many operations");
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("number_fold");

    tcase_set_timeout(tcase, 120);
    tcase_add_test(tcase, rationals);
    tcase_add_test(tcase, functions_of_rationals);
    tcase_add_test(tcase, neutral_elements);
    tcase_add_test(tcase, not_defined);
    tcase_add_test(tcase, limits);
    tcase_add_test(tcase, the_limit_on_exponents_is_a_flag);
    tcase_add_test(tcase, too_many_operations);
    return run_checker_tests("number_fold", tcase);
}
