/* exp(x): the interval holds the ends' exponentials, as MPFR rounds them, and
   is hardly wider. */

#include "checker/layer.h"
#include "checker_interval.h"

enum { PREC = 256, MORE = 1024 };

/* y holds exp at both ends, and its own ends are within 2^-slack of them,
   relatively. */
static void
expect_exp(mpfi_srcptr y, mpfi_srcptr x, long slack)
{
    mpfr_t low, high;

    mpfr_init2(low, MORE);
    mpfr_init2(high, MORE);
    mpfr_exp(low, &x->left, MPFR_RNDU);
    mpfr_exp(high, &x->right, MPFR_RNDD);
    ck_assert(mpfr_lessequal_p(&y->left, low));
    ck_assert(mpfr_greaterequal_p(&y->right, high));
    mpfr_div(low, low, &y->left, MPFR_RNDU);
    mpfr_div(high, &y->right, high, MPFR_RNDU);
    mpfr_sub_ui(low, low, 1, MPFR_RNDU);
    mpfr_sub_ui(high, high, 1, MPFR_RNDU);
    ck_assert(mpfr_cmp_ui_2exp(low, 1, -slack) <= 0);
    ck_assert(mpfr_cmp_ui_2exp(high, 1, -slack) <= 0);
    mpfr_clear(high);
    mpfr_clear(low);
}

/* x = m 2^e, and its right end `width` units of 2^e further. */
static void
expect_at(long m, long width, long e, long slack)
{
    mpfi_t x, y;

    mpfi_init2(x, PREC);
    mpfi_init2(y, PREC);
    mpfr_set_si_2exp(&x->left, m, e, MPFR_RNDN);
    mpfr_set_si_2exp(&x->right, m + width, e, MPFR_RNDN);
    ck_exp(y, x);
    expect_exp(y, x, slack);
    ck_exp(x, x);
    ck_assert(mpfi_cmp(x, y) == 0 || mpfr_equal_p(&x->left, &y->left));
    ck_assert(mpfr_equal_p(&x->right, &y->right));
    mpfi_clear(y);
    mpfi_clear(x);
}

START_TEST(points)
{
    static const long m[] = {1, -1, 3, -3, 1000003, -1000003};

    for (size_t k = 0; k < sizeof m / sizeof *m; k++)
        for (long e = -600; e <= 4; e++)
            expect_at(m[k], 0, e, PREC - 8);
}
END_TEST

START_TEST(intervals)
{
    for (long e = -600; e <= -3; e++) {
        const long slack = -2 * e - 4 < PREC - 8 ? -2 * e - 4 : PREC - 8;

        expect_at(5, 1, e, slack);
        expect_at(-6, 1, e, slack);
        expect_at(-1, 2, e, slack);
    }
    /* where one exponential no longer does: 2^-8 wide, or wider */
    expect_at(700, 1, -8, 16);
    expect_at(701, 2, -8, PREC - 8);
    expect_at(-64, 128, -5, PREC - 8);
}
END_TEST

/* Just where the series needs 16 terms: x up to 2^-17 with 256 bits. */
START_TEST(the_edge_of_the_series)
{
    for (long e = -24; e <= -10; e++) {
        expect_at(1, 0, e, PREC - 8);
        expect_at(-1, 0, e, PREC - 8);
        expect_at((1L << 40) - 1, 0, e - 40, PREC - 8);
    }
}
END_TEST

START_TEST(few_bits)
{
    mpfi_t x, y;

    for (long prec = 2; prec < 80; prec++) {
        mpfi_init2(x, prec);
        mpfi_init2(y, prec);
        for (long e = -100; e < 4; e++)
            for (long m = -3; m <= 3; m += 2) {
                mpfr_set_si_2exp(&x->left, m, e, MPFR_RNDD);
                mpfr_set_si_2exp(&x->right, m + 1, e, MPFR_RNDU);
                ck_exp(y, x);
                expect_exp(y, x, -100);
            }
        mpfi_clear(y);
        mpfi_clear(x);
    }
}
END_TEST

START_TEST(nothing_is_exactly_one)
{
    mpfi_t x;

    mpfi_init2(x, PREC);
    mpfi_set_ui(x, 0);
    ck_exp(x, x);
    ck_assert(mpfr_cmp_ui(&x->left, 1) == 0);
    ck_assert(mpfr_cmp_ui(&x->right, 1) == 0);
    mpfi_clear(x);
}
END_TEST

START_TEST(what_is_not_bounded)
{
    mpfi_t x, y;

    mpfi_init2(x, PREC);
    mpfi_init2(y, PREC);
    mpfr_set_si(&x->left, -1, MPFR_RNDN);
    mpfr_set_inf(&x->right, 1);
    ck_exp(y, x);
    ck_assert(!ck_is_bounded(y));
    mpfr_set_inf(&x->right, 1);
    mpfr_set_inf(&x->left, 1);
    ck_exp(y, x);
    ck_assert(!ck_is_bounded(y));
    mpfr_set_nan(&x->left);
    mpfr_set_nan(&x->right);
    ck_exp(y, x);
    ck_assert(!ck_is_bounded(y));
    mpfi_set_si(x, 1);
    mpfi_mul_2ui(x, x, 80); /* overflow */
    ck_exp(y, x);
    ck_assert(!ck_is_bounded(y));
    mpfi_neg(x, x); /* underflow */
    ck_exp(y, x);
    ck_assert(ck_is_bounded(y));
    ck_assert(mpfr_sgn(&y->left) == 0 && mpfr_sgn(&y->right) > 0);
    mpfi_clear(y);
    mpfi_clear(x);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("exponential");

    tcase_add_test(tcase, points);
    tcase_add_test(tcase, intervals);
    tcase_add_test(tcase, the_edge_of_the_series);
    tcase_add_test(tcase, few_bits);
    tcase_add_test(tcase, nothing_is_exactly_one);
    tcase_add_test(tcase, what_is_not_bounded);
    return run_checker_tests("checker exponential", tcase);
}
