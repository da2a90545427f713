/* Numbers of bounds: what enclosures decide, and what is decided exactly. */

#include "checker/magnitude.h"
#include "checker_support.h"

enum { PREC = 64 };

static void
set(ck_magnitude *x, const char *text)
{
    mpq_t value;

    mpq_init(value);
    mpq_set_str(value, text, 10);
    mpq_canonicalize(value);
    ck_magnitude_init(x, PREC);
    ck_magnitude_set(x, value);
    mpq_clear(value);
}

static void
set_interval(ck_magnitude *x, double left, double right)
{
    mpfi_t enclosure;

    mpfi_init2(enclosure, PREC);
    mpfi_interv_d(enclosure, left, right);
    ck_magnitude_init(x, PREC);
    ck_magnitude_set_interval(x, enclosure);
    mpfi_clear(enclosure);
}

static void
expect_at_most(const char *x, const char *y, ck_answer wanted)
{
    ck_magnitude a, b;

    set(&a, x);
    set(&b, y);
    ck_assert_int_eq(ck_magnitude_at_most(&a, &b), wanted);
    ck_magnitude_clear(&b);
    ck_magnitude_clear(&a);
}

/* A product is exact when both factors are. */
START_TEST(products)
{
    ck_magnitude x, y;

    set_interval(&x, 1, 2);
    set(&y, "3");
    ck_magnitude_multiply(&x, &y);
    ck_assert_int_eq(x.exact, 0);
    ck_magnitude_multiply(&y, &x);
    ck_assert_int_eq(y.exact, 0);
    ck_magnitude_clear(&y);
    ck_magnitude_clear(&x);
    set(&x, "2/3");
    set(&y, "3");
    ck_magnitude_multiply(&x, &y);
    ck_assert_int_eq(x.exact, 1);
    ck_assert_int_eq(mpq_cmp_ui(x.rational, 2, 1), 0);
    ck_magnitude_clear(&y);
    ck_magnitude_clear(&x);
}
END_TEST

START_TEST(exact)
{
    expect_at_most("0", "0", CK_HOLDS);
    expect_at_most("1/3", "1/3", CK_HOLDS);
    expect_at_most("1/3", "1/2", CK_HOLDS);
    expect_at_most("1/2", "1/3", CK_FAILS);
    /* nearer than 64 bits */
    expect_at_most("1/3",
                   "100000000000000000000000000001/"
                   "300000000000000000000000000000",
                   CK_HOLDS);
    expect_at_most("100000000000000000000000000001/"
                   "300000000000000000000000000000",
                   "1/3", CK_FAILS);
}
END_TEST

static void
expect_between(double left, double right, double other_left, double other_right,
               ck_answer wanted)
{
    ck_magnitude a, b;

    set_interval(&a, left, right);
    set_interval(&b, other_left, other_right);
    ck_assert_int_eq(ck_magnitude_at_most(&a, &b), wanted);
    ck_magnitude_clear(&b);
    ck_magnitude_clear(&a);
}

START_TEST(enclosures)
{
    expect_between(1, 2, 2, 3, CK_HOLDS);
    expect_between(1, 2.125, 2, 3, CK_UNKNOWN);
    expect_between(2, 3, 1, 2, CK_UNKNOWN);
    expect_between(2.125, 3, 1, 2, CK_FAILS);
    expect_between(1, 1, 1, 1, CK_HOLDS);
    /* what is not bounded says nothing */
    expect_between(1, 2, 3, 1.0 / 0.0, CK_UNKNOWN);
    expect_between(3, 1.0 / 0.0, 1, 2, CK_UNKNOWN);
    expect_between(0.0 / 0.0, 0.0 / 0.0, 1, 2, CK_UNKNOWN);
    expect_between(1, 2, 0.0 / 0.0, 0.0 / 0.0, CK_UNKNOWN);
}
END_TEST

/* One of both exact is not enough where enclosures overlap. */
START_TEST(mixed)
{
    ck_magnitude a, b;

    set(&a, "1/3");
    set(&b, "1/3");
    b.exact = 0;
    ck_assert_int_eq(ck_magnitude_at_most(&a, &b), CK_UNKNOWN);
    ck_assert_int_eq(ck_magnitude_at_most(&b, &a), CK_UNKNOWN);
    /* what comes of it is not exact, and a copy is as its model */
    ck_magnitude_multiply(&a, &b);
    ck_assert_int_eq(a.exact, 0);
    ck_magnitude_copy(&b, &a);
    ck_assert_int_eq(b.exact, 0);
    ck_magnitude_clear(&b);
    set(&b, "5");
    ck_magnitude_copy(&a, &b);
    ck_assert_int_eq(a.exact, 1);
    ck_magnitude_multiply(&a, &a);
    ck_magnitude_clear(&b);
    set(&b, "25");
    ck_assert_int_eq(ck_magnitude_at_most(&a, &b), CK_HOLDS);
    ck_assert_int_eq(ck_magnitude_at_most(&b, &a), CK_HOLDS);
    ck_assert(mpfi_is_inside_ui(25, a.enclosure));
    a.exact = 0;
    ck_magnitude_multiply(&b, &a);
    ck_assert_int_eq(b.exact, 0);
    ck_magnitude_clear(&b);
    ck_magnitude_clear(&a);
}
END_TEST

/* ---- Powers ---- */

static void
expect_powers(const char *x, const char *scale, const char *base,
              const char *exponent, ck_answer at_most, ck_answer at_least)
{
    ck_magnitude value, s, b;
    ck_power power = {&s, &b, NULL};
    mpz_t n;

    set(&value, x);
    set(&s, scale);
    set(&b, base);
    mpz_init_set_str(n, exponent, 10);
    power.exponent = n;
    ck_assert_int_eq(ck_at_most_power(&value, &power), at_most);
    ck_assert_int_eq(ck_power_at_most(&power, &value), at_least);
    mpz_clear(n);
    ck_magnitude_clear(&b);
    ck_magnitude_clear(&s);
    ck_magnitude_clear(&value);
}

START_TEST(powers)
{
    expect_powers("1/9", "1", "1/3", "2", CK_HOLDS, CK_HOLDS);
    expect_powers("2/9", "2", "1/3", "2", CK_HOLDS, CK_HOLDS);
    expect_powers("1/9", "2", "1/3", "2", CK_HOLDS, CK_FAILS);
    expect_powers("1/9", "1", "1/3", "3", CK_FAILS, CK_HOLDS);
    expect_powers("1", "1", "0", "0", CK_HOLDS, CK_HOLDS);
    expect_powers("0", "1", "0", "1", CK_HOLDS, CK_HOLDS);
    expect_powers("1", "1", "0", "1", CK_FAILS, CK_HOLDS);
    expect_powers("1/7", "1/7", "1", "99999999999999999999999999", CK_UNKNOWN,
                  CK_UNKNOWN);
    /* 2^64 is not taken for 0 */
    expect_powers("1/7", "1/7", "1", "18446744073709551616", CK_UNKNOWN,
                  CK_UNKNOWN);
    expect_powers("0", "5", "1/2", "99999999999999999999999999", CK_HOLDS,
                  CK_UNKNOWN);
    /* nearer than 64 bits */
    expect_powers("100000000000000000000000000001/"
                  "900000000000000000000000000000",
                  "1", "1/3", "2", CK_FAILS, CK_HOLDS);
    expect_powers("99999999999999999999999999999/"
                  "900000000000000000000000000000",
                  "1", "1/3", "2", CK_HOLDS, CK_FAILS);
}
END_TEST

/* The longest powers that are worked out: n (bits of 1 and of 3) = 3 n. */
START_TEST(long_powers)
{
    char most[32], beyond[32];
    ck_magnitude one, base, value;
    ck_power power = {&one, &base, NULL};
    mpz_t n;

    snprintf(most, sizeof most, "%d", CK_POWER_BITS / 3);
    snprintf(beyond, sizeof beyond, "%d", CK_POWER_BITS / 3 + 1);
    set(&one, "1");
    set(&base, "1/3");
    set(&value, "0");
    mpz_init_set_str(n, most, 10);
    power.exponent = n;
    mpz_set_ui(mpq_numref(value.rational), 1);
    mpz_ui_pow_ui(mpq_denref(value.rational), 3, mpz_get_ui(n));
    mpfi_set_q(value.enclosure, value.rational);
    ck_assert_int_eq(ck_at_most_power(&value, &power), CK_HOLDS);
    ck_assert_int_eq(ck_power_at_most(&power, &value), CK_HOLDS);
    mpz_set_str(n, beyond, 10);
    mpz_mul_ui(mpq_denref(value.rational), mpq_denref(value.rational), 3);
    mpfi_set_q(value.enclosure, value.rational);
    ck_assert_int_eq(ck_at_most_power(&value, &power), CK_UNKNOWN);
    ck_assert_int_eq(ck_power_at_most(&power, &value), CK_UNKNOWN);
    mpz_clear(n);
    ck_magnitude_clear(&value);
    ck_magnitude_clear(&base);
    ck_magnitude_clear(&one);
}
END_TEST

/* Each part may be what is not exact. */
START_TEST(powers_of_enclosures)
{
    for (int which = 0; which < 4; which++) {
        ck_magnitude parts[3];
        ck_power power = {&parts[0], &parts[1], NULL};
        mpz_t n;

        set(&parts[0], "1/7");
        set(&parts[1], "1/3");
        set(&parts[2], "1/63");
        mpz_init_set_ui(n, 2);
        power.exponent = n;
        if (which < 3)
            parts[which].exact = 0;
        ck_assert_int_eq(ck_at_most_power(&parts[2], &power),
                         which < 3 ? CK_UNKNOWN : CK_HOLDS);
        ck_assert_int_eq(ck_power_at_most(&power, &parts[2]),
                         which < 3 ? CK_UNKNOWN : CK_HOLDS);
        mpz_clear(n);
        for (int k = 0; k < 3; k++)
            ck_magnitude_clear(&parts[k]);
    }
}
END_TEST

/* Below 0 only by rounding: taken for 0. */
START_TEST(enclosures_of_powers)
{
    ck_magnitude one, base;
    ck_power power = {&one, &base, NULL};
    mpfi_t y;
    mpz_t n;

    set(&one, "1");
    set_interval(&base, -0.25, 0.5);
    mpz_init_set_ui(n, 2);
    mpfi_init2(y, PREC);
    power.exponent = n;
    ck_power_enclose(y, &power);
    ck_assert(mpfi_is_inside_d(0, y) && mpfi_is_inside_d(0.25, y));
    ck_assert(!mpfi_is_inside_d(0.26, y));
    mpz_set_ui(n, 0);
    ck_power_enclose(y, &power);
    ck_assert(mpfi_is_inside_d(1, y) && !mpfi_is_inside_d(0, y));
    mpz_clear(n);
    mpfi_clear(y);
    ck_magnitude_clear(&base);
    ck_magnitude_clear(&one);
}
END_TEST

START_TEST(numbers)
{
    const char *why;
    ck_number number;
    ck_magnitude x;

    ck_number_init(&number);
    ck_magnitude_init(&x, PREC);
    ck_assert(ck_number_parse(&number, "2/3", 3, 1, &ck_default_limits, &why));
    ck_assert(ck_magnitude_set_number(&x, &number));
    ck_assert_int_eq(x.exact, 1);
    ck_assert(mpq_cmp_ui(x.rational, 2, 3) == 0);
    ck_assert(
        ck_number_parse(&number, "sqrt(2)", 7, 1, &ck_default_limits, &why));
    ck_assert(ck_magnitude_set_number(&x, &number));
    ck_assert_int_eq(x.exact, 0);
    ck_magnitude_clear(&x);
    ck_number_clear(&number);
}
END_TEST

START_TEST(texts)
{
    ck_magnitude one, half;
    ck_power power = {&one, &half, NULL};
    char text[80];
    mpz_t n;

    set(&one, "1");
    set(&half, "1/2");
    mpz_init_set_ui(n, 3);
    power.exponent = n;
    ck_magnitude_text(text, &half);
    ck_assert_str_eq(text, "[0.5, 0.5]");
    ck_power_text(text, &power);
    ck_assert_str_eq(text, "[0.125, 0.125]");
    mpz_clear(n);
    ck_magnitude_clear(&half);
    ck_magnitude_clear(&one);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("magnitude");

    tcase_add_test(tcase, products);
    tcase_add_test(tcase, exact);
    tcase_add_test(tcase, enclosures);
    tcase_add_test(tcase, mixed);
    tcase_add_test(tcase, powers);
    tcase_add_test(tcase, long_powers);
    tcase_add_test(tcase, powers_of_enclosures);
    tcase_add_test(tcase, enclosures_of_powers);
    tcase_add_test(tcase, numbers);
    tcase_add_test(tcase, texts);
    return run_checker_tests("magnitude", tcase);
}
