/* The normal form as text gives back the same number. */

#include "checker_support.h"

static void
expect(const char *text, const char *expected)
{
    const char *why = NULL;
    char *normal;
    ck_number x, again;

    ck_number_init(&x);
    ck_number_init(&again);
    ck_assert_msg(
        ck_number_parse(&x, text, strlen(text), 0, &ck_default_limits, &why),
        "%s: %s", text, why);
    normal = ck_number_text(&x);
    ck_assert_str_eq(normal, expected);
    ck_assert_msg(ck_number_parse(&again, normal, strlen(normal), 1,
                                  &ck_default_limits, &why),
                  "%s: %s", normal, why);
    ck_assert_msg(ck_number_equal(&x, &again), "%s: %s", text, normal);
    ck_release(normal);
    ck_number_clear(&again);
    ck_number_clear(&x);
}

START_TEST(rationals)
{
    expect("0", "0");
    expect("-7", "-7");
    expect("6/4", "3/2");
    expect("-6/4", "-3/2");
}
END_TEST

START_TEST(sums)
{
    expect("pi + (1 + pi)", "pi+(1+pi)");
    expect("pi + 1 + pi", "pi+1+pi");
    expect("pi - (1 - pi)", "pi-(1-pi)");
    expect("pi - 1 - pi", "pi-1-pi");
    expect("1/2 + pi", "1/2+pi");
    expect("pi + -3", "pi+(-3)");
    expect("pi + -1/2", "pi+(-1/2)");
    expect("-1/2 + pi", "-1/2+pi");
    expect("-pi + pi", "-pi+pi");
    expect("pi + -exp(1)", "pi+(-exp(1))");
}
END_TEST

START_TEST(products)
{
    expect("pi*(2*pi)", "pi*(2*pi)");
    expect("pi*2*pi", "pi*2*pi");
    expect("pi/(2/pi)", "pi/(2/pi)");
    expect("pi/2/pi", "pi/2/pi");
    expect("(1 + pi)*pi", "(1+pi)*pi");
    expect("pi*(1 + pi)", "pi*(1+pi)");
    expect("1 + pi*pi", "1+pi*pi");
    expect("pi*(1/2)", "pi*(1/2)");
    expect("1/2*pi", "1/2*pi");
    expect("pi*-2", "pi*(-2)");
    expect("-2*pi", "-2*pi");
    expect("-(2*pi)", "-(2*pi)");
    expect("pi*-exp(1)", "pi*(-exp(1))");
}
END_TEST

START_TEST(powers_and_functions)
{
    expect("pi^2", "pi^2");
    expect("-pi^2", "-pi^2");
    expect("(-pi)^2", "(-pi)^2");
    expect("(pi^2)^3", "(pi^2)^3");
    expect("(2*pi)^-3", "(2*pi)^-3");
    expect("(1 + pi)^2", "(1+pi)^2");
    expect("sqrt(1 + pi)", "sqrt(1+pi)");
    expect("exp(-pi)", "exp(-pi)");
    expect("log(pi)^2", "log(pi)^2");
    expect("sin(cos(atan(pi)))", "sin(cos(atan(pi)))");
    expect("-exp(1)", "-exp(1)");
    expect("-(1 + pi)", "-(1+pi)");
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("number_text");

    tcase_add_test(tcase, rationals);
    tcase_add_test(tcase, sums);
    tcase_add_test(tcase, products);
    tcase_add_test(tcase, powers_and_functions);
    return run_checker_tests("number_text", tcase);
}
