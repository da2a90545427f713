/* Decimal bounds, read back as exact rationals and compared with the ends of
   the ball, which arf arithmetic gives exactly. */

#include "exact_support.h"
#include "random.h"

/* low <= text <= high for a bound of x, as tight as `digits` digits allow: on
   the right side of the end, and by at most 3 units of the last digit. Ends
   are exact: mid - rad and mid + rad as rationals. */
static void
expect_tight(const char *text, const fmpq_t end, int up, slong digits)
{
    rc_number_t x;
    fmpq_t slack, unit;
    int side;

    rc_number_init(x);
    fmpq_init(slack);
    fmpq_init(unit);
    read_number(x, text);
    ck_assert(rc_number_is_rational(x));
    side = fmpq_cmp(x->rational, end);
    ck_assert_msg(up ? side >= 0 : side <= 0, "%s", text);
    /* |text - end| 10^(digits - 1) <= 3 |end| */
    fmpq_sub(slack, x->rational, end);
    fmpq_abs(slack, slack);
    fmpq_set_si(unit, 10, 1);
    fmpq_pow_si(unit, unit, digits - 1);
    fmpq_mul(slack, slack, unit);
    fmpq_abs(unit, end);
    fmpq_mul_si(unit, unit, 3);
    ck_assert_msg(fmpq_cmp(slack, unit) <= 0, "%s", text);
    fmpq_clear(slack);
    fmpq_clear(unit);
    rc_number_clear(x);
}

/* Significant digits of a decimal: all but zeros in front and behind. */
static slong
significant_digits(const char *text)
{
    slong count = 0, zeros = 0;

    for (; *text != '\0' && *text != 'e'; text++) {
        if (*text < '0' || *text > '9')
            continue;
        if (*text != '0') {
            count += zeros + 1;
            zeros = 0;
        } else if (count > 0) {
            zeros++;
        }
    }
    return count;
}

static void
check_bounds(const arb_t x, slong digits)
{
    char *lower = rc_decimal_lower(x, digits);
    char *upper = rc_decimal_upper(x, digits);
    arf_t end;
    fmpq_t exact;

    arf_init(end);
    fmpq_init(exact);
    arb_get_lbound_arf(end, x, ARF_PREC_EXACT);
    arf_get_fmpq(exact, end);
    expect_tight(lower, exact, 0, digits);
    arb_get_ubound_arf(end, x, ARF_PREC_EXACT);
    arf_get_fmpq(exact, end);
    expect_tight(upper, exact, 1, digits);
    ck_assert_int_le(significant_digits(lower), digits);
    ck_assert_int_le(significant_digits(upper), digits);
    fmpq_clear(exact);
    arf_clear(end);
    free(lower);
    free(upper);
}

static void
random_ball(arb_t x, uint64_t *state)
{
    slong scale = random_below(state, 5) == 0 ? 3000 : 60;
    fmpz_t m;

    fmpz_init_set_ui(m, random_bits(state) >> random_below(state, 64));
    if (random_below(state, 2))
        fmpz_mul_ui(m, m, random_bits(state));
    if (random_below(state, 2))
        fmpz_neg(m, m);
    arb_set_fmpz(x, m);
    arb_mul_2exp_si(x, x, random_below(state, 2 * scale) - scale);
    if (random_below(state, 2))
        mag_set_ui_2exp_si(arb_radref(x), (ulong)random_below(state, 1 << 20),
                           random_below(state, 2 * scale) - scale);
    fmpz_clear(m);
}

START_TEST(random_bounds_are_outward_and_tight)
{
    uint64_t state = random_start();
    long trial, trials = random_trials(10000);
    long exact = 0, crossing = 0;

    for (trial = 0; trial < trials; trial++) {
        arb_t x;

        arb_init(x);
        random_ball(x, &state);
        check_bounds(x, 1 + random_below(&state, trial % 10 ? 30 : 1000));
        exact += arb_is_exact(x);
        crossing += arb_contains_zero(x) && !arb_is_zero(x);
        arb_clear(x);
    }
    printf("exact %ld, around zero %ld\n", exact, crossing);
    ck_assert_int_gt(exact, trials / 10);
    ck_assert_int_gt(crossing, trials / 20);
}
END_TEST

/* Powers of ten and their neighbours, where a carry changes the exponent. */
START_TEST(bounds_near_powers_of_ten_are_outward)
{
    slong e, shift;

    for (e = 0; e <= 40; e++)
        for (shift = -2; shift <= 2; shift++) {
            fmpz_t m;
            arb_t x;

            arb_init(x);
            fmpz_init(m);
            fmpz_ui_pow_ui(m, 10, (ulong)e);
            fmpz_mul_2exp(m, m, 100);
            fmpz_add_si(m, m, shift);
            arb_set_fmpz(x, m);
            arb_mul_2exp_si(x, x, -100);
            check_bounds(x, 1);
            check_bounds(x, 20);
            arb_neg(x, x);
            check_bounds(x, 20);
            fmpz_clear(m);
            arb_clear(x);
        }
}
END_TEST

/* lower and upper as printed; x is read at 300 bits. */
static void
expect_text(const char *number, slong digits, const char *lower,
            const char *upper)
{
    rc_number_t n;
    char *got;
    arb_t x;

    rc_number_init(n);
    arb_init(x);
    read_number(n, number);
    rc_number_get_arb(x, n, 300);
    got = rc_decimal_lower(x, digits);
    ck_assert_str_eq(got, lower);
    free(got);
    got = rc_decimal_upper(x, digits);
    ck_assert_str_eq(got, upper);
    free(got);
    arb_clear(x);
    rc_number_clear(n);
}

START_TEST(texts_are_plain_where_that_is_shorter)
{
    expect_text("0", 5, "0", "0");
    expect_text("1/2", 1, "0.5", "0.5");
    expect_text("-1/2", 3, "-0.5", "-0.5");
    expect_text("5/4", 2, "1.2", "1.3");
    expect_text("-5/4", 2, "-1.3", "-1.2");
    expect_text("1/3", 3, "0.333", "0.334");
    expect_text("-1/3", 3, "-0.334", "-0.333");
    expect_text("1200", 5, "1200", "1200");
    expect_text("120000", 5, "120000", "120000");
    expect_text("100000", 1, "100000", "100000");
    expect_text("1000000", 1, "1e6", "1e6");
    expect_text("12345678", 3, "12300000", "12400000");
    expect_text("1234567890", 3, "1.23e9", "1.24e9");
    expect_text("123.4375", 7, "123.4375", "123.4375");
    expect_text("123.4375", 5, "123.43", "123.44");
    expect_text("1/1024", 5, "0.00097656", "0.00097657");
    expect_text("2^-20", 3, "9.53e-7", "9.54e-7");
    expect_text("1/65536", 1, "0.00001", "0.00002");
    expect_text("999.9", 3, "999", "1000");
    expect_text("pi", 20, "3.1415926535897932384", "3.1415926535897932385");
    /* digits out of range are taken as the nearest in range */
    expect_text("1/3", 0, "0.3", "0.4");
}
END_TEST

START_TEST(large_and_small_exponents_are_exact)
{
    expect_text("2^-100000", 3, "1e-30103", "1.01e-30103");
    expect_text("2^100000", 3, "9.99e30102", "1e30103");
    expect_text("-2^100000", 3, "-1e30103", "-9.99e30102");
    expect_text("2^332192", 2, "5.7e99999", "5.8e99999");
    expect_text("2^-332192", 2, "1.7e-100000", "1.8e-100000");
}
END_TEST

/* What is past the exponents that are written has coarse bounds, at once even
   where the exponent itself is a large integer. */
START_TEST(huge_exponents_have_coarse_bounds)
{
    fmpz_t e;
    arb_t x;
    int sign, k;

    fmpz_init(e);
    arb_init(x);
    for (sign = -1; sign <= 1; sign += 2)
        for (k = 0; k < 3; k++) {
            static const char *const texts[][2] = {{"1e100000", "inf"},
                                                   {"0", "1e-99999"}};
            int tiny;

            for (tiny = 0; tiny < 2; tiny++) {
                char *lower, *upper, below[32], above[32];

                fmpz_set_si(e, 332194);
                if (k > 0)
                    fmpz_ui_pow_ui(e, 10, k == 1 ? 15 : 400);
                if (tiny)
                    fmpz_neg(e, e);
                arb_set_si(x, sign);
                arb_mul_2exp_fmpz(x, x, e);
                lower = rc_decimal_lower(x, 10);
                upper = rc_decimal_upper(x, 10);
                snprintf(below, sizeof below, "%s", texts[tiny][0]);
                snprintf(above, sizeof above, "%s", texts[tiny][1]);
                if (sign < 0) {
                    snprintf(below, sizeof below, "-%s", texts[tiny][1]);
                    snprintf(above, sizeof above, "%s%s", tiny ? "" : "-",
                             texts[tiny][0]);
                }
                ck_assert_str_eq(lower, below);
                ck_assert_str_eq(upper, above);
                free(lower);
                free(upper);
            }
        }
    arb_clear(x);
    fmpz_clear(e);
}
END_TEST

/* x with mid and rad as given, both possibly not finite. */
START_TEST(what_is_not_finite_has_words)
{
    arb_t x;
    char *lower, *upper;
    int k;

    arb_init(x);
    for (k = 0; k < 6; k++) {
        static const char *const expected[][2] = {
            {"nan", "nan"},   {"-inf", "inf"}, {"inf", "inf"},
            {"-inf", "-inf"}, {"-inf", "inf"}, {"nan", "nan"},
        };

        arb_zero(x);
        if (k == 0)
            arb_indeterminate(x);
        if (k == 1)
            arb_zero_pm_inf(x);
        if (k == 2)
            arb_pos_inf(x);
        if (k == 3)
            arb_neg_inf(x);
        if (k == 4) {
            arb_pos_inf(x);
            mag_inf(arb_radref(x));
        }
        if (k == 5)
            arf_nan(arb_midref(x));
        lower = rc_decimal_lower(x, 10);
        upper = rc_decimal_upper(x, 10);
        ck_assert_str_eq(lower, expected[k][0]);
        ck_assert_str_eq(upper, expected[k][1]);
        free(lower);
        free(upper);
    }
    arb_clear(x);
}
END_TEST

/* mid and rad of very different sizes: no exact sum is ever formed. */
START_TEST(distant_midpoints_and_radii_are_bounded_at_once)
{
    arb_t x;
    char *text;

    arb_init(x);
    arb_one(x);
    mag_set_ui_2exp_si(arb_radref(x), 1, -1000000000);
    text = rc_decimal_lower(x, 5);
    ck_assert_str_eq(text, "0.99999");
    free(text);
    text = rc_decimal_upper(x, 5);
    ck_assert_str_eq(text, "1.0001");
    free(text);
    arb_clear(x);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("decimal");

    tcase_set_timeout(tcase, 600);
    tcase_add_test(tcase, random_bounds_are_outward_and_tight);
    tcase_add_test(tcase, bounds_near_powers_of_ten_are_outward);
    tcase_add_test(tcase, texts_are_plain_where_that_is_shorter);
    tcase_add_test(tcase, large_and_small_exponents_are_exact);
    tcase_add_test(tcase, huge_exponents_have_coarse_bounds);
    tcase_add_test(tcase, what_is_not_finite_has_words);
    tcase_add_test(tcase, distant_midpoints_and_radii_are_bounded_at_once);
    return run_tests(tcase);
}
