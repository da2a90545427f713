/* The characteristic polynomial of the consensus matrix, and where its roots
   are. */

#include "random.h"
#include "spectrum_support.h"

/* c times (x - 1) is a multiple of det(x I - M), worked out by FLINT over the
   rationals. */
static void
verify_polynomial(const rc_job *job, const fmpz_poly_t c)
{
    const slong n = job->c->model.tokens;
    fmpq_mat_t M;
    fmpq_poly_t found, expected, factor;

    fmpq_mat_init(M, n, n);
    fmpq_poly_init(found);
    fmpq_poly_init(expected);
    fmpq_poly_init(factor);
    for (slong i = 0; i < n; i++)
        for (slong j = 0; j < n; j++)
            rc_spectrum_entry(fmpq_mat_entry(M, i, j), job, i, j);
    fmpq_mat_charpoly(expected, M);
    fmpq_poly_set_coeff_si(factor, 1, 1);
    fmpq_poly_set_coeff_si(factor, 0, -1);
    fmpq_poly_set_fmpz_poly(found, c);
    fmpq_poly_mul(found, found, factor);
    fmpq_poly_make_monic(found, found);
    ck_assert(fmpq_poly_equal(found, expected));
    fmpq_poly_clear(factor);
    fmpq_poly_clear(expected);
    fmpq_poly_clear(found);
    fmpq_mat_clear(M);
}

START_TEST(a_small_polynomial_is_right)
{
    spectrum_fixture f;
    char *text;

    ck_assert_int_eq(spectrum_open(&f, SPECTRUM("3", CYCLE_3, "at-most: 1")),
                     RC_OK);
    text = fmpz_poly_get_str_pretty(f.s.c, "x");
    ck_assert_str_eq(text, "4*x^2-2*x+1");
    flint_free(text);
    verify_polynomial(&f.job, f.s.c);
    spectrum_close(&f);
}
END_TEST

START_TEST(random_polynomials_are_right)
{
    const long trials = random_trials(100);
    uint64_t state = random_start();

    for (long trial = 0; trial < trials; trial++) {
        const long n = 2 + random_below(&state, 9);
        char mask[2048], yaml[4096];
        int used = snprintf(mask, sizeof mask, "{edges: [[1, 2]");
        spectrum_fixture f;
        fmpz_poly_t c;

        for (long k = 0; k < 3 * n; k++)
            used += snprintf(mask + used, sizeof mask - (size_t)used,
                             ", [%ld, %ld]", 1 + random_below(&state, n),
                             1 + random_below(&state, n));
        snprintf(mask + used, sizeof mask - (size_t)used, "]}");
        snprintf(yaml, sizeof yaml, SPECTRUM("%ld", "%s", "at-most: 1"), n,
                 mask);
        (void)!spectrum_open(&f, yaml); /* whatever its own method is */
        fmpz_poly_init(c);
        ck_assert_int_eq(rc_spectrum_polynomial(c, &f.job), RC_OK);
        verify_polynomial(&f.job, c);
        fmpz_poly_clear(c);
        spectrum_close(&f);
    }
}
END_TEST

START_TEST(fixed_weights_are_taken_as_they_are)
{
    spectrum_fixture f;

    /* denominators that differ by row, and more than one prime's worth */
    ck_assert_int_eq(
        spectrum_open(
            &f, SPECTRUM_OF("3", "complete",
                            "{fixed: [[1/2, 1/3, 1/6], [1/1000000007, "
                            "1/1000000009, 1 - 1/1000000007 - 1/1000000009], "
                            "[2/7, 1/7, 4/7]]}",
                            "at-most: 1")),
        RC_OK);
    ck_assert_int_eq(f.s.method, RC_SPECTRUM_POLYNOMIAL);
    verify_polynomial(&f.job, f.s.c);
    spectrum_close(&f);
}
END_TEST

/* Two tokens with weights of denominator 2^e. */
static rc_status
polynomial_with_bits(long e)
{
    spectrum_fixture f;
    char yaml[1024];
    rc_status status;

    snprintf(yaml, sizeof yaml,
             SPECTRUM_OF("2", "complete",
                         "{fixed: [[1/2, 1/2], [2^-%ld, 1 - 2^-%ld]]}",
                         "at-most: 1"),
             e, e);
    status = spectrum_open(&f, yaml);
    if (status == RC_OK)
        verify_polynomial(&f.job, f.s.c);
    spectrum_close(&f);
    return status;
}

START_TEST(there_are_limits)
{
    spectrum_fixture f;
    char yaml[512];

    /* 2 + 1 bits for the first row, e + 1 + 1 for the second */
    ck_assert_int_eq(polynomial_with_bits(RC_SPECTRUM_MOST_BITS - 5), RC_OK);
    ck_assert_int_eq(polynomial_with_bits(RC_SPECTRUM_MOST_BITS - 4), RC_LIMIT);
    for (long n = 256; n <= 257; n++) {
        snprintf(yaml, sizeof yaml,
                 SPECTRUM("%ld",
                          "{union: [{causal-window: 2}, {edges: [[%ld, 1]]}]}",
                          "at-most: 1"),
                 n, n);
        ck_assert_int_eq(spectrum_open(&f, yaml), n > 256 ? RC_LIMIT : RC_OK);
        spectrum_close(&f);
    }
}
END_TEST

START_TEST(it_can_be_stopped)
{
    int left = 0;
    spectrum_fixture f;
    fmpz_poly_t c;

    fmpz_poly_init(c);
    ck_assert_int_eq(spectrum_open(&f, SPECTRUM("3", CYCLE_3, "at-most: 1")),
                     RC_OK);
    f.job.limits.stop = stop_after;
    f.job.limits.context = &left;
    ck_assert_int_eq(rc_spectrum_polynomial(c, &f.job), RC_STOPPED);
    spectrum_close(&f);
    fmpz_poly_clear(c);
}
END_TEST

/* ---- Schur's criterion ---- */

/* For theta = p / q, with 256 bits. */
static void
expect_roots(const char *poly, slong p, ulong q, rc_spectrum_relation relation)
{
    fmpz_poly_t c;
    arb_t theta;

    fmpz_poly_init(c);
    arb_init(theta);
    ck_assert_int_eq(fmpz_poly_set_str(c, poly), 0);
    set_ratio(theta, p, q);
    ck_assert_int_eq(rc_spectrum_schur(c, theta, 256), relation);
    arb_clear(theta);
    fmpz_poly_clear(c);
}

START_TEST(roots_are_told_inside_from_outside)
{
    /* 4x^2 - 2x + 1: two complex roots, |.| = 1/2 */
    expect_roots("3  1 -2 4", 49999, 100000, RC_SPECTRUM_ABOVE);
    expect_roots("3  1 -2 4", 50001, 100000, RC_SPECTRUM_BELOW);
    expect_roots("3  1 -2 4", 1, 2, RC_SPECTRUM_OPEN);
    /* 2x - 1 */
    expect_roots("2  -1 2", 50001, 100000, RC_SPECTRUM_BELOW);
    expect_roots("2  -1 2", 49999, 100000, RC_SPECTRUM_ABOVE);
    expect_roots("2  -1 2", 1, 2, RC_SPECTRUM_OPEN);
    /* x^3: all roots zero */
    expect_roots("4  0 0 0 1", 1, 1000000, RC_SPECTRUM_BELOW);
    /* (2x - 1)(10x - 1)(10x + 3): the largest counts */
    expect_roots("4  3 -26 -60 200", 51, 100, RC_SPECTRUM_BELOW);
    expect_roots("4  3 -26 -60 200", 2, 5, RC_SPECTRUM_ABOVE);
    expect_roots("4  3 -26 -60 200", 1, 100, RC_SPECTRUM_ABOVE);
    /* (2x - 1)(8x - 1) at 1/4: q is its own reverse */
    expect_roots("3  1 -10 16", 1, 4, RC_SPECTRUM_OPEN);
}
END_TEST

START_TEST(few_bits_leave_it_open)
{
    fmpz_poly_t c;
    arb_t theta;

    fmpz_poly_init(c);
    arb_init(theta);
    fmpz_poly_set_str(c, "3  1 -2 4");
    set_ratio(theta, 50001, 100000);
    ck_assert_int_eq(rc_spectrum_schur(c, theta, 8), RC_SPECTRUM_OPEN);
    arb_indeterminate(theta);
    ck_assert_int_eq(rc_spectrum_schur(c, theta, 256), RC_SPECTRUM_OPEN);
    arb_clear(theta);
    fmpz_poly_clear(c);
}
END_TEST

/* Random polynomials with known real roots. */
START_TEST(random_roots_are_placed)
{
    const long trials = random_trials(500);
    uint64_t state = random_start();
    long below = 0, above = 0;

    for (long trial = 0; trial < trials; trial++) {
        const long degree = 1 + random_below(&state, 8);
        long largest = 0;
        const long theta = 5 + 10 * random_below(&state, 20);
        rc_spectrum_relation relation;
        fmpz_poly_t c, factor;
        arb_t ball;

        fmpz_poly_init(c);
        fmpz_poly_init(factor);
        arb_init(ball);
        fmpz_poly_set_si(c, 1);
        for (long k = 0; k < degree; k++) { /* root / 200, multiples of 10 */
            const long root = 10 * (random_below(&state, 41) - 20);

            fmpz_poly_zero(factor);
            fmpz_poly_set_coeff_si(factor, 1, 200);
            fmpz_poly_set_coeff_si(factor, 0, -root);
            fmpz_poly_mul(c, c, factor);
            if (labs(root) > largest)
                largest = labs(root);
        }
        set_ratio(ball, theta, 200);
        relation = rc_spectrum_schur(c, ball, 512);
        if (relation == RC_SPECTRUM_BELOW) {
            ck_assert_int_lt(largest, theta);
            below++;
        } else if (relation == RC_SPECTRUM_ABOVE) {
            ck_assert_int_gt(largest, theta);
            above++;
        }
        ck_assert(largest > theta || relation == RC_SPECTRUM_BELOW);
        arb_clear(ball);
        fmpz_poly_clear(factor);
        fmpz_poly_clear(c);
    }
    ck_assert_int_gt(below, 0);
    ck_assert_int_gt(above, 0);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("spectrum polynomial");

    tcase_set_timeout(tcase, 120);
    tcase_add_test(tcase, a_small_polynomial_is_right);
    tcase_add_test(tcase, random_polynomials_are_right);
    tcase_add_test(tcase, fixed_weights_are_taken_as_they_are);
    tcase_add_test(tcase, there_are_limits);
    tcase_add_test(tcase, it_can_be_stopped);
    tcase_add_test(tcase, roots_are_told_inside_from_outside);
    tcase_add_test(tcase, few_bits_leave_it_open);
    tcase_add_test(tcase, random_roots_are_placed);
    return run_claim_tests(tcase);
}
