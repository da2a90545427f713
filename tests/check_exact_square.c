/* Squares of numbers that are a rational times a square root. */

#include "exact_support.h"

/* text's square and sign; and the enclosure of text agrees. */
static void
expect_square(const char *text, const char *wanted, int wanted_sign)
{
    rc_number_t x, y;
    fmpq_t square;
    arb_t value, root;
    int sign = 7;

    rc_number_init(x);
    rc_number_init(y);
    fmpq_init(square);
    arb_init(value);
    arb_init(root);
    read_number(x, text);
    read_number(y, wanted);
    ck_assert_int_eq(rc_number_square(square, &sign, x), RC_OK);
    ck_assert_msg(fmpq_equal(square, y->rational), "%s", text);
    ck_assert(fmpq_is_canonical(square));
    ck_assert_msg(sign == wanted_sign, "%s: sign %d", text, sign);
    rc_number_get_arb(value, x, 128);
    arb_set_fmpq(root, square, 128);
    arb_sqrt(root, root, 128);
    arb_mul_si(root, root, sign, 128);
    ck_assert_msg(arb_overlaps(value, root), "%s", text);
    arb_clear(root);
    arb_clear(value);
    fmpq_clear(square);
    rc_number_clear(y);
    rc_number_clear(x);
}

static void
expect_none(const char *text, rc_status wanted)
{
    rc_number_t x;
    fmpq_t square;
    int sign = 7;

    rc_number_init(x);
    fmpq_init(square);
    fmpq_set_si(square, 355, 113);
    read_number(x, text);
    ck_assert_msg(rc_number_square(square, &sign, x) == wanted, "%s", text);
    ck_assert_int_eq(sign, 7);
    ck_assert(fmpz_equal_si(fmpq_numref(square), 355));
    fmpq_clear(square);
    rc_number_clear(x);
}

START_TEST(rationals)
{
    expect_square("0", "0", 0);
    expect_square("-2/3", "4/9", -1);
    expect_square("5", "25", 1);
    expect_square("sqrt(4)", "4", 1);
}
END_TEST

START_TEST(roots_and_what_is_made_of_them)
{
    expect_square("sqrt(2)", "2", 1);
    expect_square("-sqrt(2)", "2", -1);
    expect_square("-(-sqrt(2)*3)", "18", 1);
    expect_square("sqrt(1958123)/2^41", "1958123/2^82", 1);
    expect_square("sqrt(2)*sqrt(3)", "6", 1);
    expect_square("sqrt(2)*-sqrt(3)", "6", -1);
    expect_square("-sqrt(2)*-sqrt(3)", "6", 1);
    expect_square("-3/sqrt(2)", "9/2", -1);
    expect_square("sqrt(2/3)/-sqrt(5/7)/-3", "14/135", 1);
    expect_square("sqrt(3)^3", "27", 1);
    expect_square("(-sqrt(3))^3", "27", -1);
    expect_square("(-sqrt(3))^2", "9", 1);
    expect_square("(-sqrt(3))^-3", "1/27", -1);
    expect_square("(-sqrt(3))^-4", "1/81", 1);
}
END_TEST

START_TEST(roots_of_roots)
{
    expect_square("sqrt(sqrt(2)*sqrt(8))", "4", 1);
    expect_square("sqrt(sqrt(2)/sqrt(50))", "1/5", 1);
    expect_square("sqrt(sqrt(3)^4)", "9", 1);
    expect_none("sqrt(sqrt(2))", RC_DOMAIN);
    expect_none("sqrt(sqrt(2)*sqrt(3))", RC_DOMAIN);
    expect_none("sqrt(sqrt(1/2)*sqrt(1/4*3^3))", RC_DOMAIN);
    /* the numerator alone, the denominator alone */
    expect_none("sqrt(2/sqrt(3))", RC_DOMAIN);
    expect_none("sqrt(sqrt(3)/2)", RC_DOMAIN);
}
END_TEST

START_TEST(anything_else_is_not_of_the_form)
{
    static const char *const texts[] = {"pi",
                                        "pi/pi",
                                        "exp(1)",
                                        "log(2)",
                                        "sin(1)",
                                        "cos(1)",
                                        "atan(1)",
                                        "-pi",
                                        "sqrt(pi)",
                                        "pi^2",
                                        "sqrt(2)+0.5",
                                        "sqrt(2)-sqrt(2)",
                                        "1+sqrt(2)",
                                        "3*pi",
                                        "pi*3",
                                        "sqrt(2)/pi",
                                        "pi/sqrt(2)",
                                        "exp(1)^0*pi",
                                        "sqrt(2)*(1+sqrt(2))",
                                        "sqrt(sqrt(2)-1)",
                                        "(1+sqrt(2))*sqrt(2)"};

    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
        expect_none(texts[k], RC_DOMAIN);
}
END_TEST

/* There is a square, with a denominator of so many bits. */
static void
expect_large(const char *text, size_t bits)
{
    rc_number_t x;
    fmpq_t square;
    int sign;

    rc_number_init(x);
    fmpq_init(square);
    read_number(x, text);
    ck_assert_int_eq(rc_number_square(square, &sign, x), RC_OK);
    ck_assert_uint_eq(fmpz_bits(fmpq_denref(square)), bits);
    fmpq_clear(square);
    rc_number_clear(x);
}

START_TEST(squares_are_capped)
{
    char text[8192] = "sqrt(2)^1000000";

    /* two squares of 1048576 bits, one of them of one more */
    expect_square("sqrt(2)^1048575*sqrt(3)/sqrt(3)/sqrt(2)^1048575", "1", 1);
    expect_none("sqrt(2)^1048576*sqrt(3)/sqrt(3)/sqrt(2)^1048575", RC_LIMIT);
    expect_none("sqrt(5/3)^1048576", RC_LIMIT);
    expect_large("sqrt(3/2)^1048576", 1048577); /* just within */
    expect_none("sqrt(2)^1048576*sqrt(3/2)^700000", RC_LIMIT);
    expect_none("sqrt(2)^1048576/sqrt(2/3)^700000", RC_LIMIT);
    /* each square is small enough, but not all of them together */
    for (int k = 0; k < 30; k++)
        strcat(text, k % 2 == 0 ? "/sqrt(2)^1000000" : "*sqrt(2)^1000000");
    expect_none(text, RC_LIMIT);
    text[16 * 9 - 1] = '\0';
    expect_square(text, "2^1000000", 1);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("exact/square");
    TCase *tcase = tcase_create("exact/square");
    SRunner *runner;
    int failed;

    tcase_add_test(tcase, rationals);
    tcase_add_test(tcase, roots_and_what_is_made_of_them);
    tcase_add_test(tcase, roots_of_roots);
    tcase_add_test(tcase, anything_else_is_not_of_the_form);
    tcase_add_test(tcase, squares_are_capped);
    suite_add_tcase(suite, tcase);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    flint_cleanup();
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
