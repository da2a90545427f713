/* Schur's criterion against polynomials whose roots are known. */

#include "checker_interval.h"

#include "checker/polynomial.h"

/* The coefficients from the constant one on. */
static ck_side
side_of(long degree, const long *coefficients, const char *theta)
{
    ck_polynomial c = {.degree = degree};
    mpfi_t enclosed;
    ck_side side;

    c.coefficients = ck_allocate((size_t)degree + 1, sizeof *c.coefficients);
    for (long k = 0; k <= degree; k++)
        mpz_init_set_si(c.coefficients[k], coefficients[k]);
    mpfi_init2(enclosed, 128);
    read_interval(enclosed, theta);
    side = ck_schur_side(&c, enclosed);
    mpfi_clear(enclosed);
    ck_polynomial_clear(&c);
    return side;
}

static const long half[] = {-1, 2};                  /* 1/2 */
static const long minus_half[] = {1, 2};             /* -1/2 */
static const long circle[] = {1, -2, 4};             /* of absolute value 1/2 */
static const long apart[] = {2, -9, 4};              /* 2, 1/4 */
static const long on_circle[] = {1, -5, 4};          /* 1, 1/4 */
static const long zeros[] = {0, 0, 0, 3};            /* 0, 0, 0 */
static const long quintic[] = {-8, 0, 12, 0, 0, 27}; /* see below */

START_TEST(one_root)
{
    ck_assert_int_eq(side_of(1, half, "0.51"), CK_BELOW);
    ck_assert_int_eq(side_of(1, half, "0.49"), CK_ABOVE);
    ck_assert_int_eq(side_of(1, half, "0.5"), CK_NEITHER);
    ck_assert_int_eq(side_of(1, half, "0.49..0.51"), CK_NEITHER);
    ck_assert_int_eq(side_of(1, half, "0.5..0.51"), CK_NEITHER);
    ck_assert_int_eq(side_of(1, half, "0.49..0.5"), CK_NEITHER);
    ck_assert_int_eq(side_of(1, half, "0.500001..0.7"), CK_BELOW);
    ck_assert_int_eq(side_of(1, half, "0.3..0.499999"), CK_ABOVE);
    ck_assert_int_eq(side_of(1, minus_half, "0.51"), CK_BELOW);
    ck_assert_int_eq(side_of(1, minus_half, "0.49"), CK_ABOVE);
}
END_TEST

START_TEST(no_root)
{
    ck_assert_int_eq(side_of(0, (const long[]){7}, "0.5"), CK_BELOW);
}
END_TEST

START_TEST(several_roots)
{
    ck_assert_int_eq(side_of(2, circle, "0.50001"), CK_BELOW);
    ck_assert_int_eq(side_of(2, circle, "0.49999"), CK_ABOVE);
    ck_assert_int_eq(side_of(2, circle, "0.5"), CK_NEITHER);
    /* the product of the roots is small: the second step tells */
    ck_assert_int_eq(side_of(2, apart, "1"), CK_ABOVE);
    ck_assert_int_eq(side_of(2, apart, "1.9999"), CK_ABOVE);
    ck_assert_int_eq(side_of(2, apart, "2.0001"), CK_BELOW);
    ck_assert_int_eq(side_of(2, apart, "2"), CK_NEITHER);
    ck_assert_int_eq(side_of(2, apart, "0.24"), CK_ABOVE);
    ck_assert_int_eq(side_of(2, on_circle, "1"), CK_NEITHER);
    ck_assert_int_eq(side_of(3, zeros, "0.001"), CK_BELOW);
}
END_TEST

/* 27 z^5 + 12 z^2 - 8: the real root is 0.6448..., and the absolute values of
   the pairs are 0.7487... and 0.9052... */
START_TEST(more_steps)
{
    ck_assert_int_eq(side_of(5, quintic, "1"), CK_BELOW);
    ck_assert_int_eq(side_of(5, quintic, "0.9053"), CK_BELOW);
    ck_assert_int_eq(side_of(5, quintic, "0.9052"), CK_ABOVE);
}
END_TEST

/* (2 z - 1)^12 needs more bits than digits of theta: nothing else comes out. */
START_TEST(little_precision)
{
    static const long power[] = {1,      -24,    264,     -1760,  7920,
                                 -25344, 59136,  -101376, 126720, -112640,
                                 67584,  -24576, 4096};

    ck_assert_int_eq(side_of(12, power, "0.6"), CK_BELOW);
    ck_assert_int_eq(side_of(12, power, "0.4"), CK_ABOVE);
    ck_assert_int_eq(side_of(12, power, "0.5"), CK_NEITHER);
    ck_assert_int_eq(side_of(12, power, "0.5000000000001"), CK_NEITHER);
}
END_TEST

START_TEST(unbounded)
{
    ck_assert_int_eq(side_of(1, half, "1..@Inf@"), CK_NEITHER);
    ck_assert_int_eq(side_of(2, circle, "1..@Inf@"), CK_NEITHER);
    ck_assert_int_eq(side_of(2, circle, "@NaN@..@NaN@"), CK_NEITHER);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("schur");

    tcase_add_test(tcase, one_root);
    tcase_add_test(tcase, no_root);
    tcase_add_test(tcase, several_roots);
    tcase_add_test(tcase, more_steps);
    tcase_add_test(tcase, little_precision);
    tcase_add_test(tcase, unbounded);
    return run_checker_tests("schur", tcase);
}
