/* The exact point near the tokens' mean. */

#include "model/model.h"

#include "model_support.h"

enum { TRIALS = 100, LOW = 64 };

START_TEST(centre_is_exact_and_near_the_mean)
{
    const long trials = random_trials(TRIALS);
    uint64_t state = random_start();

    for (long trial = 0; trial < trials; trial++) {
        const slong n = 1 + random_below(&state, 6);
        const slong d = 1 + random_below(&state, 4);
        fmpq_mat_t q;
        fmpq_t mean, share;
        arb_mat_t X, c;

        fmpq_mat_init(q, n, d);
        fmpq_init(mean);
        fmpq_init(share);
        arb_mat_init(X, n, d);
        arb_mat_init(c, 1, d);
        random_fmpq_mat(q, &state, 9);
        arb_mat_set_fmpq_mat(X, q, LOW);
        rc_model_centre(c, X, LOW);
        for (slong a = 0; a < d; a++) {
            arb_ptr at = arb_mat_entry(c, 0, a);

            ck_assert(arb_is_exact(at) && arb_is_finite(at));
            fmpq_zero(mean);
            for (slong i = 0; i < n; i++)
                fmpq_add(mean, mean, fmpq_mat_entry(q, i, a));
            fmpq_set_si(share, 1, (ulong)n);
            fmpq_mul(mean, mean, share);
            arb_add_error_2exp_si(at, -50);
            ck_assert(arb_contains_fmpq(at, mean));
        }
        arb_mat_clear(c);
        arb_mat_clear(X);
        fmpq_clear(share);
        fmpq_clear(mean);
        fmpq_mat_clear(q);
    }
}
END_TEST

START_TEST(centre_is_finite_whatever_the_tokens_are)
{
    for (int kind = 0; kind < 5; kind++) {
        arb_mat_t X, c;
        arb_ptr bad;

        arb_mat_init(X, 3, 2);
        arb_mat_init(c, 1, 2);
        arb_mat_one(X);
        bad = arb_mat_entry(X, 1, 0);
        if (kind == 0)
            arb_indeterminate(bad);
        else if (kind == 1)
            arb_pos_inf(bad);
        else if (kind == 2)
            arb_neg_inf(bad);
        else if (kind == 3)
            arb_zero_pm_inf(bad);
        else
            arb_add_error_2exp_si(bad, 1000000);
        rc_model_centre(c, X, LOW);
        ck_assert(arb_mat_is_finite(c) && arb_mat_is_exact(c));
        arb_mat_clear(c);
        arb_mat_clear(X);
    }
}
END_TEST

/* got encloses X moved by `sign` times the row. */
static void
expect_shifted(const arb_mat_t got, const fmpq_mat_t X, const fmpq_mat_t row,
               int sign)
{
    fmpq_t wanted;

    fmpq_init(wanted);
    for (slong i = 0; i < fmpq_mat_nrows(X); i++)
        for (slong a = 0; a < fmpq_mat_ncols(X); a++) {
            (sign > 0 ? fmpq_add : fmpq_sub)(wanted, fmpq_mat_entry(X, i, a),
                                             fmpq_mat_entry(row, 0, a));
            ck_assert(arb_contains_fmpq(arb_mat_entry(got, i, a), wanted));
        }
    ck_assert_int_ge(accuracy_bits(got), 50);
    fmpq_clear(wanted);
}

START_TEST(rows_are_shifted_by_the_row)
{
    const long trials = random_trials(TRIALS);
    uint64_t state = random_start();

    for (long trial = 0; trial < trials; trial++) {
        const slong n = 1 + random_below(&state, 4);
        const slong d = 1 + random_below(&state, 4);
        fmpq_mat_t q, row;
        arb_mat_t X, c, moved;

        fmpq_mat_init(q, n, d);
        fmpq_mat_init(row, 1, d);
        arb_mat_init(X, n, d);
        arb_mat_init(c, 1, d);
        arb_mat_init(moved, n, d);
        random_fmpq_mat(q, &state, 9);
        random_fmpq_mat(row, &state, 9);
        arb_mat_set_fmpq_mat(X, q, LOW);
        arb_mat_set_fmpq_mat(c, row, LOW);
        rc_model_subtract_row(moved, X, c, LOW);
        expect_shifted(moved, q, row, -1);
        rc_model_add_row(moved, moved, c, LOW); /* in place */
        ck_assert(arb_mat_contains_fmpq_mat(moved, q));
        rc_model_add_row(moved, X, c, LOW);
        expect_shifted(moved, q, row, 1);
        rc_model_subtract_row(moved, moved, c, LOW);
        ck_assert(arb_mat_contains_fmpq_mat(moved, q));
        arb_mat_clear(moved);
        arb_mat_clear(c);
        arb_mat_clear(X);
        fmpq_mat_clear(row);
        fmpq_mat_clear(q);
    }
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        centre_is_exact_and_near_the_mean,
        centre_is_finite_whatever_the_tokens_are,
        rows_are_shifted_by_the_row,
    };

    return RUN_TESTS("centre", tests);
}
