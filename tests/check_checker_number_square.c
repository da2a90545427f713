/* R28: squares that are seen to be rational. */

#include "checker_interval.h"

static void
set(ck_number *x, const char *text)
{
    const char *why = NULL;

    ck_assert_msg(
        ck_number_parse(x, text, strlen(text), 0, &ck_default_limits, &why),
        "%s: %s", text, why);
}

/* wanted: a rational, or NULL when there is no such square. */
static void
expect_square(const char *text, const char *wanted, int wanted_sign)
{
    ck_number x, y;
    mpq_t square;
    int sign;

    ck_number_init(&x);
    ck_number_init(&y);
    mpq_init(square);
    set(&x, text);
    if (wanted == NULL) {
        ck_assert_msg(!ck_number_square(square, &sign, &x), "%s", text);
    } else {
        set(&y, wanted);
        ck_assert_msg(ck_number_square(square, &sign, &x), "%s", text);
        ck_assert_msg(mpq_equal(square, y.rational), "%s", text);
        ck_assert_msg(sign == wanted_sign, "%s: sign %d", text, sign);
    }
    mpq_clear(square);
    ck_number_clear(&y);
    ck_number_clear(&x);
}

START_TEST(rationals)
{
    expect_square("0", "0", 0);
    expect_square("7", "49", 1);
    expect_square("-7/3", "49/9", -1);
}
END_TEST

START_TEST(products_of_roots)
{
    expect_square("sqrt(3)", "3", 1);
    expect_square("-sqrt(3)", "3", -1);
    expect_square("sqrt(6/5)/7", "6/245", 1);
    expect_square("-7/sqrt(6/5)", "245/6", -1);
    expect_square("sqrt(2)*sqrt(3)*sqrt(5)", "30", 1);
    expect_square("sqrt(2)*-sqrt(3)*-sqrt(5)", "30", 1);
    expect_square("sqrt(2)/sqrt(3)/-sqrt(5)", "2/15", -1);
    expect_square("sqrt(2)/(sqrt(3)/sqrt(5))", "10/3", 1);
    expect_square("-(sqrt(2)*sqrt(3))", "6", -1);
}
END_TEST

START_TEST(powers)
{
    expect_square("sqrt(2/3)^2", "4/9", 1);
    expect_square("sqrt(2/3)^3", "8/27", 1);
    expect_square("(-sqrt(2/3))^3", "8/27", -1);
    expect_square("(-sqrt(2/3))^4", "16/81", 1);
    expect_square("sqrt(2/3)^-3", "27/8", 1);
    expect_square("(-sqrt(2/3))^-3", "27/8", -1);
    expect_square("(-sqrt(2/3))^-2", "9/4", 1);
    expect_square("-sqrt(2)^2", "4", -1);
}
END_TEST

START_TEST(roots_of_what_is_rational)
{
    expect_square("sqrt(sqrt(2)*sqrt(8))", "4", 1);
    expect_square("sqrt(sqrt(3)/sqrt(12))", "1/2", 1);
    expect_square("sqrt(-sqrt(2)*-sqrt(8))", "4", 1);
    expect_square("sqrt(sqrt(5))", NULL, 0);
    expect_square("sqrt(2/sqrt(5))", NULL, 0); /* 4/5: not the denominator */
    expect_square("sqrt(sqrt(5)/2)", NULL, 0); /* 5/4: not the numerator */
    /* not a number at all */
    expect_square("sqrt(-sqrt(2)*sqrt(8))", NULL, 0);
    expect_square("sqrt(-sqrt(2))", NULL, 0);
}
END_TEST

START_TEST(nothing_else)
{
    static const char *const texts[] = {"pi",
                                        "-pi",
                                        "pi^2",
                                        "sqrt(pi)",
                                        "exp(1)",
                                        "log(2)",
                                        "sin(1)",
                                        "cos(1)",
                                        "atan(1)",
                                        "sqrt(2)+1",
                                        "1+sqrt(2)",
                                        "sqrt(2)-sqrt(2)",
                                        "sqrt(2)*pi",
                                        "pi*sqrt(2)",
                                        "sqrt(2)/pi",
                                        "pi/sqrt(2)",
                                        "pi/pi",
                                        "sqrt(2)*(sqrt(2)+1)",
                                        "(sqrt(2)-1)^2",
                                        "sqrt(sqrt(2)+1)"};

    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
        expect_square(texts[k], NULL, 0);
}
END_TEST

/* There is a square, with a denominator of so many bits. */
static void
expect_large(const char *text, size_t bits)
{
    ck_number x;
    mpq_t square;
    int sign;

    ck_number_init(&x);
    mpq_init(square);
    set(&x, text);
    ck_assert_msg(ck_number_square(square, &sign, &x), "%s", text);
    ck_assert_uint_eq(mpz_sizeinbase(mpq_denref(square), 2), bits);
    mpq_clear(square);
    ck_number_clear(&x);
}

/* What is worked out on the way has a limit, one at a time and altogether. */
START_TEST(sizes)
{
    char text[8192] = "sqrt(2)^1000000";

    expect_square("sqrt(2)^1000000*sqrt(3)/sqrt(2)^1000000", "3", 1);
    expect_square("sqrt(5/3)^500000/sqrt(5/3)^500000", "1", 1);
    expect_square("sqrt(5/3)^600000/sqrt(5/3)^600000", NULL, 0);
    expect_large("sqrt(3/2)^1048576", 1048577); /* just within */
    expect_square("sqrt(7/2)^1048576", NULL, 0);
    expect_square("sqrt(1048577/1048576)^1000000", NULL, 0);
    expect_square("sqrt(5/4)^1000000*sqrt(7/3)^900000", NULL, 0);
    for (int k = 0; k < 400; k++)
        strcat(text, k % 2 == 0 ? "/sqrt(2)^1000" : "*sqrt(2)^1000");
    expect_square(text, NULL, 0);
    text[15 + 30 * 13] = '\0';
    expect_square(text, "2^1000000", 1);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("number square");

    tcase_add_test(tcase, rationals);
    tcase_add_test(tcase, products_of_roots);
    tcase_add_test(tcase, powers);
    tcase_add_test(tcase, roots_of_what_is_rational);
    tcase_add_test(tcase, nothing_else);
    tcase_add_test(tcase, sizes);
    return run_checker_tests("number square", tcase);
}
