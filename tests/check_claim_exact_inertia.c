/* Sylvester's law over the rationals. */

#include "symmetric_support.h"

START_TEST(random_matrices_have_the_exact_signs)
{
    const long trials = random_trials(2000);
    uint64_t state = random_start();
    long pairs = 0, singular = 0;

    for (long k = 0; k < trials; k++) {
        const slong n = 1 + random_below(&state, 7);
        slong positive, negative, p, q;
        fmpq_mat_t S, copy, lower;
        rc_pivots pivots;

        fmpq_mat_init(S, n, n);
        fmpq_mat_init(copy, n, n);
        fmpq_mat_init(lower, n, n);
        ck_assert_int_eq(rc_pivots_init(&pivots, n), RC_OK);
        random_symmetric(S, &state);
        fmpq_mat_set(copy, S);
        for (slong i = 0; i < n; i++) /* the upper triangle is not read */
            for (slong j = 0; j <= i; j++)
                fmpq_set(fmpq_mat_entry(lower, i, j), fmpq_mat_entry(S, i, j));
        ck_assert_int_eq(rc_exact_inertia(&p, &q, &pivots, lower, NULL, NULL),
                         RC_OK);
        singular += count_signs(&positive, &negative, copy) < n;
        ck_assert_int_eq(p, positive);
        ck_assert_int_eq(q, negative);
        ck_assert_int_eq(pivots.n, positive + negative);
        for (slong i = 0; i < pivots.n; i++)
            pairs += pivots.is_pair[i];
        follow_pivots(&p, &q, S, &pivots);
        ck_assert_int_eq(p, positive);
        ck_assert_int_eq(q, negative);
        rc_pivots_clear(&pivots);
        fmpq_mat_clear(lower);
        fmpq_mat_clear(copy);
        fmpq_mat_clear(S);
    }
    ck_assert_int_gt(pairs, 0);
    ck_assert_int_gt(singular, 0);
}
END_TEST

START_TEST(what_is_zero_is_not_counted)
{
    slong positive, negative;
    fmpq_mat_t S;
    rc_pivots pivots;

    fmpq_mat_init(S, 3, 3);
    ck_assert_int_eq(rc_pivots_init(&pivots, 3), RC_OK);
    ck_assert_int_eq(
        rc_exact_inertia(&positive, &negative, &pivots, S, NULL, NULL), RC_OK);
    ck_assert_int_eq(positive + negative, 0);
    ck_assert_int_eq(pivots.n, 0);
    fmpq_mat_one(S); /* and the next time all rows are there again */
    ck_assert_int_eq(
        rc_exact_inertia(&positive, &negative, &pivots, S, NULL, NULL), RC_OK);
    ck_assert_int_eq(pivots.n, 3);
    ck_assert_int_eq(pivots.order[2], 2);
    for (slong i = 0; i < 3; i++) /* all ones: one pivot */
        for (slong j = 0; j < 3; j++)
            fmpq_one(fmpq_mat_entry(S, i, j));
    ck_assert_int_eq(
        rc_exact_inertia(&positive, &negative, NULL, S, NULL, NULL), RC_OK);
    ck_assert_int_eq(positive, 1);
    ck_assert_int_eq(negative, 0);
    rc_pivots_clear(&pivots);
    fmpq_mat_clear(S);
}
END_TEST

START_TEST(it_can_be_stopped)
{
    slong positive, negative;
    fmpq_mat_t S;

    fmpq_mat_init(S, 3, 3);
    for (int left = 0; left < 4; left++) {
        int asked = left;

        fmpq_mat_one(S);
        ck_assert_int_eq(
            rc_exact_inertia(&positive, &negative, NULL, S, stop_after, &asked),
            left < 3 ? RC_STOPPED : RC_OK);
    }
    fmpq_mat_clear(S);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("exact inertia");

    tcase_add_test(tcase, random_matrices_have_the_exact_signs);
    tcase_add_test(tcase, what_is_zero_is_not_counted);
    tcase_add_test(tcase, it_can_be_stopped);
    return run_claim_tests(tcase);
}
