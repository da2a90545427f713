/* Minors that look far from zero. */

#include "claim/minor.h"
#include "claim_support.h"
#include "random.h"

/* M = A B for random m x k and k x n integer matrices; its exact rank. */
static slong
random_product(arb_mat_t M, slong k, uint64_t *state)
{
    const slong m = arb_mat_nrows(M), n = arb_mat_ncols(M);
    fmpz_mat_t A, B, C;
    slong rank;

    fmpz_mat_init(A, m, k);
    fmpz_mat_init(B, k, n);
    fmpz_mat_init(C, m, n);
    for (slong i = 0; i < m * k; i++)
        fmpz_set_si(fmpz_mat_entry(A, i / k, i % k),
                    random_below(state, 7) - 3);
    for (slong i = 0; i < k * n; i++)
        fmpz_set_si(fmpz_mat_entry(B, i / n, i % n),
                    random_below(state, 7) - 3);
    fmpz_mat_mul(C, A, B);
    rank = fmpz_mat_rank(C);
    arb_mat_set_fmpz_mat(M, C);
    arb_mat_scalar_div_si(M, M, 7, 128);
    fmpz_mat_clear(C);
    fmpz_mat_clear(B);
    fmpz_mat_clear(A);
    return rank;
}

START_TEST(a_certified_minor_is_never_larger_than_the_rank)
{
    const long trials = random_trials(500);
    uint64_t state = random_start();
    long met = 0;

    for (long trial = 0; trial < trials; trial++) {
        arb_mat_t M;
        arb_t det;
        slong rank, seen;

        arb_mat_init(M, 1 + random_below(&state, 6),
                     1 + random_below(&state, 6));
        arb_init(det);
        rank = random_product(M, 1 + random_below(&state, 4), &state);
        ck_assert_int_eq(rc_largest_minor(&seen, det, M, NULL, NULL, 128),
                         RC_OK);
        if (arb_is_finite(det) && arb_is_nonzero(det)) {
            ck_assert_int_le(seen, rank);
            met += seen == rank;
        }
        arb_clear(det);
        arb_mat_clear(M);
    }
    ck_assert_int_gt(met, trials * 9 / 10);
}
END_TEST

/* The determinant is that of the minor, over the whole of its balls. */
START_TEST(a_minor_with_radii_may_be_zero)
{
    arb_mat_t M;
    arb_t det;
    slong rank;

    arb_mat_init(M, 2, 3);
    arb_init(det);
    arb_set_si(arb_mat_entry(M, 0, 0), 2);
    arb_set_si(arb_mat_entry(M, 1, 2), 3);
    ck_assert_int_eq(rc_largest_minor(&rank, det, M, NULL, NULL, 64), RC_OK);
    ck_assert_int_eq(rank, 2);
    arb_abs(det, det);
    ck_assert(arb_contains_si(det, 6) && arb_is_positive(det));
    for (slong k = 0; k < 6; k++)
        mag_one(arb_radref(arb_mat_entry(M, k / 3, k % 3)));
    mag_set_ui(arb_radref(arb_mat_entry(M, 1, 2)), 3);
    ck_assert_int_eq(rc_largest_minor(&rank, det, M, NULL, NULL, 64), RC_OK);
    ck_assert_int_eq(rank, 2);
    ck_assert(arb_contains_zero(det));
    arb_indeterminate(arb_mat_entry(M, 1, 2));
    ck_assert_int_eq(rc_largest_minor(&rank, det, M, NULL, NULL, 64), RC_OK);
    ck_assert(rank < 2 || !arb_is_finite(det) || arb_contains_zero(det));
    ck_assert_int_eq(rc_largest_minor(&rank, NULL, M, NULL, NULL, 64), RC_OK);
    arb_clear(det);
    arb_mat_clear(M);
}
END_TEST

START_TEST(the_places_are_those_of_the_minor)
{
    slong rows[2] = {-1, -1}, cols[2] = {-1, -1}, rank;
    arb_mat_t M;
    arb_t det;

    arb_mat_init(M, 3, 2);
    arb_init(det);
    arb_set_si(arb_mat_entry(M, 0, 1), 2);
    arb_set_si(arb_mat_entry(M, 2, 0), 3);
    ck_assert_int_eq(rc_place_minor(&rank, rows, cols, det, M, NULL, NULL, 64),
                     RC_OK);
    ck_assert_int_eq(rank, 2);
    ck_assert_int_eq(rows[0], 2);
    ck_assert_int_eq(cols[0], 0);
    ck_assert_int_eq(rows[1], 0);
    ck_assert_int_eq(cols[1], 1);
    ck_assert(arb_contains_si(det, 6) && arb_is_positive(det));
    arb_clear(det);
    arb_mat_clear(M);
}
END_TEST

START_TEST(looking_can_be_stopped)
{
    arb_mat_t M;
    slong rank;
    int asked = 0;

    arb_mat_init(M, 8, 8);
    arb_mat_one(M);
    ck_assert_int_eq(rc_largest_minor(&rank, NULL, M, stop_after, &asked, 64),
                     RC_STOPPED);
    asked = 1000;
    ck_assert_int_eq(rc_largest_minor(&rank, NULL, M, stop_after, &asked, 64),
                     RC_OK);
    ck_assert_int_eq(rank, 8);
    arb_mat_clear(M);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("minor");

    tcase_add_test(tcase, a_certified_minor_is_never_larger_than_the_rank);
    tcase_add_test(tcase, a_minor_with_radii_may_be_zero);
    tcase_add_test(tcase, the_places_are_those_of_the_minor);
    tcase_add_test(tcase, looking_can_be_stopped);
    return run_claim_tests(tcase);
}
