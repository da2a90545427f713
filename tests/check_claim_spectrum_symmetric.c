/* Counting eigenvalues of symmetric masks. */

#include "spectrum_support.h"
#include "symmetric_support.h"

START_TEST(symmetry_is_seen)
{
    static const char *const masks[] = {"complete", "{window: 2}", STAR_5,
                                        "{edges: [[1, 2], [2, 1]]}"};
    static const char *const others[] = {
        "causal", "{causal-window: 2}", "{edges: [[1, 2]]}",
        "{edges: [[2, 1]]}", "{edges: [[5, 4], [1, 2], [2, 1]]}"};
    char yaml[512];
    claim_run run;

    for (size_t k = 0; k < sizeof masks / sizeof *masks; k++) {
        snprintf(yaml, sizeof yaml, SPECTRUM("5", "%s", "at-most: 1"),
                 masks[k]);
        claim_open(&run, yaml);
        ck_assert(rc_spectrum_mask_is_symmetric(run.c.model.mask));
        claim_close(&run);
    }
    for (size_t k = 0; k < sizeof others / sizeof *others; k++) {
        snprintf(yaml, sizeof yaml, SPECTRUM("5", "%s", "at-most: 1"),
                 others[k]);
        claim_open(&run, yaml);
        ck_assert(!rc_spectrum_mask_is_symmetric(run.c.model.mask));
        claim_close(&run);
    }
}
END_TEST

START_TEST(elimination_leaves_what_is_dense_for_last)
{
    spectrum_fixture f;

    /* of two tokens of a star that are left, either may be the last */
    ck_assert_int_eq(spectrum_open(&f, SPECTRUM("5", STAR_5, "at-most: 1")),
                     RC_OK);
    for (slong k = 0; k < 3; k++)
        ck_assert_int_ne(f.s.order[k], 2);
    spectrum_close(&f);
    /* a window is eliminated from one end */
    ck_assert_int_eq(
        spectrum_open(&f, SPECTRUM("40", "{window: 2}", "at-most: 1")), RC_OK);
    for (slong k = 0; k < 40; k++)
        ck_assert_int_eq(f.s.order[k], k);
    spectrum_close(&f);
    ck_assert_int_eq(
        spectrum_open(&f, SPECTRUM("40",
                                   "{global-window: {global: 2, width: "
                                   "1}}",
                                   "at-most: 1")),
        RC_OK);
    for (slong k = 0; k < 36; k++)
        ck_assert_int_gt(f.s.order[k], 1);
    spectrum_close(&f);
}
END_TEST

/* ---- The relation ---- */

/* In balls and exactly, for theta = p/q. */
static void
expect_relation(const char *yaml, slong p, ulong q, rc_spectrum_relation balls,
                rc_spectrum_relation exactly)
{
    rc_spectrum_relation relation;
    spectrum_fixture f;
    arb_t ball;
    fmpq_t theta;

    arb_init(ball);
    fmpq_init(theta);
    fmpq_set_si(theta, p, q);
    set_ratio(ball, p, q);
    ck_assert_int_eq(spectrum_open(&f, yaml), RC_OK);
    ck_assert_int_eq(f.s.method, RC_SPECTRUM_SYMMETRIC);
    ck_assert_int_eq(rc_spectrum_count(&relation, NULL, &f.s, ball, 128),
                     RC_OK);
    ck_assert_int_eq(relation, balls);
    ck_assert_int_eq(rc_spectrum_count_exactly(&relation, NULL, 0, &f.s, theta),
                     RC_OK);
    ck_assert_int_eq(relation, exactly);
    spectrum_close(&f);
    fmpq_clear(theta);
    arb_clear(ball);
}

/* 1/2 is |lambda_2|, theta is next to it, on it, and 0, 1 and beyond. */
static void
expect_half(const char *yaml)
{
    expect_relation(yaml, 499999, 1000000, RC_SPECTRUM_ABOVE,
                    RC_SPECTRUM_ABOVE);
    expect_relation(yaml, 500001, 1000000, RC_SPECTRUM_BELOW,
                    RC_SPECTRUM_BELOW);
    expect_relation(yaml, 1, 2, RC_SPECTRUM_OPEN, RC_SPECTRUM_EQUAL);
    expect_relation(yaml, 1, 1000, RC_SPECTRUM_ABOVE, RC_SPECTRUM_ABOVE);
    expect_relation(yaml, 999999, 1000000, RC_SPECTRUM_BELOW,
                    RC_SPECTRUM_BELOW);
    expect_relation(yaml, 1, 1, RC_SPECTRUM_OPEN, RC_SPECTRUM_BELOW);
    expect_relation(yaml, 1000001, 1000000, RC_SPECTRUM_BELOW,
                    RC_SPECTRUM_BELOW);
}

START_TEST(numbers_on_either_side_are_told)
{
    expect_half(SPECTRUM("3", PATH_3, "at-most: 1"));
    expect_half(SPECTRUM("5", STAR_5, "at-most: 1"));
    expect_half(SPECTRUM("6", HALVES_6, "at-most: 1"));
}
END_TEST

START_TEST(the_complete_mask_has_zero)
{
    const char *yaml = SPECTRUM("4", "complete", "at-most: 1");

    expect_relation(yaml, 0, 1, RC_SPECTRUM_OPEN, RC_SPECTRUM_EQUAL);
    expect_relation(yaml, 1, 1000000, RC_SPECTRUM_BELOW, RC_SPECTRUM_BELOW);
}
END_TEST

/* A theta that is not known well says nothing. */
START_TEST(a_wide_theta_is_open)
{
    rc_spectrum_relation relation;
    spectrum_fixture f;
    arb_t theta;

    arb_init(theta);
    ck_assert_int_eq(spectrum_open(&f, SPECTRUM("3", PATH_3, "at-most: 1")),
                     RC_OK);
    set_ratio(theta, 3, 5);
    arb_add_error_2exp_si(theta, -3); /* [0.475, 0.725] */
    ck_assert_int_eq(rc_spectrum_count(&relation, NULL, &f.s, theta, 128),
                     RC_OK);
    ck_assert_int_eq(relation, RC_SPECTRUM_OPEN);
    spectrum_close(&f);
    arb_clear(theta);
}
END_TEST

/* ---- The pivots ---- */

/* S = G + sign p/q D */
static void
fill(fmpq_mat_t S, const rc_mask *mask, int sign, slong p, ulong q)
{
    fmpq_t theta;

    fmpq_init(theta);
    fmpq_set_si(theta, sign * p, q);
    for (slong i = 0; i < fmpq_mat_nrows(S); i++) {
        for (slong j = 0; j < fmpq_mat_ncols(S); j++)
            fmpq_set_si(fmpq_mat_entry(S, i, j), rc_mask_has(mask, i, j), 1);
        fmpq_set_si(fmpq_mat_entry(S, i, i), rc_mask_degree(mask, i), 1);
        fmpq_mul(fmpq_mat_entry(S, i, i), fmpq_mat_entry(S, i, i), theta);
        fmpq_add_si(fmpq_mat_entry(S, i, i), fmpq_mat_entry(S, i, i), 1);
    }
    fmpq_clear(theta);
}

/* The pivots that a proof rests on, by balls (lower < 0) or exactly: they are
   those that are listed, and give these numbers of positive and negative
   eigenvalues (-1: not needed). */
static void
expect_pivots(const char *yaml, slong p, ulong q, int lower,
              const slong minus[2], const slong plus[2])
{
    const slong *const wanted[] = {minus, plus};
    rc_spectrum_relation relation;
    rc_spectrum_pivots pivots;
    spectrum_fixture f;
    fmpq_t theta;
    arb_t ball;

    fmpq_init(theta);
    arb_init(ball);
    fmpq_set_si(theta, p, q);
    set_ratio(ball, p, q);
    ck_assert_int_eq(spectrum_open(&f, yaml), RC_OK);
    ck_assert_int_eq(rc_spectrum_pivots_init(&pivots, f.s.n), RC_OK);
    ck_assert_int_eq(
        lower < 0
            ? rc_spectrum_count(&relation, &pivots, &f.s, ball, 128)
            : rc_spectrum_count_exactly(&relation, &pivots, lower, &f.s, theta),
        RC_OK);
    ck_assert_int_eq(pivots.has_minus, minus[0] >= 0);
    ck_assert_int_eq(pivots.has_plus, plus[0] >= 0);
    for (int k = 0; k < 2; k++) {
        slong positive, negative;
        fmpq_mat_t S;

        if (wanted[k][0] < 0)
            continue;
        fmpq_mat_init(S, f.s.n, f.s.n);
        fill(S, f.run.c.model.mask, k == 0 ? -1 : 1, p, q);
        follow_pivots(&positive, &negative, S,
                      k == 0 ? &pivots.minus : &pivots.plus);
        ck_assert_int_eq(positive, wanted[k][0]);
        ck_assert_int_eq(negative, wanted[k][1]);
        fmpq_mat_clear(S);
    }
    rc_spectrum_pivots_clear(&pivots);
    spectrum_close(&f);
    arb_clear(ball);
    fmpq_clear(theta);
}

START_TEST(pivots_are_those_that_a_proof_needs)
{
    static const slong none[] = {-1, -1};
    const char *path = SPECTRUM("3", PATH_3, "at-most: 1");
    const char *halves = SPECTRUM("6", HALVES_6, "at-most: 1");

    /* eigenvalues 1, 1/2, -1/6 */
    expect_pivots(path, 2, 5, -1, (slong[]){2, 1}, none);
    expect_pivots(path, 3, 5, -1, (slong[]){1, 2}, (slong[]){3, 0});
    expect_pivots(path, 2, 5, 0, (slong[]){2, 1}, none);
    expect_pivots(path, 3, 5, 1, (slong[]){1, 2}, (slong[]){3, 0});
    expect_pivots(path, 1, 2, 1, (slong[]){1, 1}, none);
    expect_pivots(path, 1, 2, 0, (slong[]){1, 1}, (slong[]){3, 0});
    /* 1, 1/4 four times, -1/2 */
    expect_pivots(halves, 2, 5, -1, none, (slong[]){5, 1});
    expect_pivots(halves, 1, 5, -1, (slong[]){5, 1}, none);
    expect_pivots(halves, 3, 5, -1, (slong[]){1, 5}, (slong[]){6, 0});
    expect_pivots(halves, 1, 2, 1, none, (slong[]){5, 0});
    expect_pivots(halves, 1, 2, 0, (slong[]){1, 5}, (slong[]){5, 0});
}
END_TEST

START_TEST(counting_can_be_stopped)
{
    rc_spectrum_relation relation;
    spectrum_fixture f;
    fmpq_t theta;
    arb_t ball;
    int left;

    fmpq_init(theta);
    arb_init(ball);
    fmpq_set_si(theta, 3, 5);
    set_ratio(ball, 3, 5);
    ck_assert_int_eq(spectrum_open(&f, SPECTRUM("3", PATH_3, "at-most: 1")),
                     RC_OK);
    f.job.limits.stop = stop_after;
    f.job.limits.context = &left;
    for (int asked = 0; asked < 5; asked += 4) { /* in either matrix */
        left = asked;
        ck_assert_int_eq(rc_spectrum_count(&relation, NULL, &f.s, ball, 128),
                         RC_STOPPED);
        ck_assert_int_eq(relation, RC_SPECTRUM_OPEN);
        left = asked;
        ck_assert_int_eq(
            rc_spectrum_count_exactly(&relation, NULL, 0, &f.s, theta),
            RC_STOPPED);
        ck_assert_int_eq(relation, RC_SPECTRUM_OPEN);
    }
    spectrum_close(&f);
    arb_clear(ball);
    fmpq_clear(theta);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("spectrum symmetric");

    tcase_add_test(tcase, symmetry_is_seen);
    tcase_add_test(tcase, elimination_leaves_what_is_dense_for_last);
    tcase_add_test(tcase, numbers_on_either_side_are_told);
    tcase_add_test(tcase, the_complete_mask_has_zero);
    tcase_add_test(tcase, a_wide_theta_is_open);
    tcase_add_test(tcase, pivots_are_those_that_a_proof_needs);
    tcase_add_test(tcase, counting_can_be_stopped);
    return run_claim_tests(tcase);
}
