/* The value matrix in rationals, centred for LayerNorm `layer`. */

#include "model_support.h"

enum { TRIALS = 100 };

START_TEST(values_are_the_entries_and_centred_rows_sum_to_zero)
{
    const long trials = random_trials(TRIALS);
    uint64_t state = random_start();

    for (long trial = 0; trial < trials; trial++) {
        const slong d = 1 + random_below(&state, 6);
        const rc_norm norm = (rc_norm)(trial % 3);
        exact_layer m;
        fmpq_mat_t W, got;
        fmpq_t sum, shift, one;

        random_layer(&m, 2, d, RC_ATTENTION_UNIFORM, norm, CAUSAL, 9, &state);
        fmpq_mat_init(W, d, d);
        fmpq_mat_init(got, d, d);
        fmpq_init(sum);
        fmpq_init(shift);
        fmpq_init(one);
        rc_matrix_get_fmpq_mat(W, m.value);
        ck_assert_int_eq(rc_layer_rational_value(got, &m.layer), 1);
        if (norm != RC_NORM_LAYER)
            ck_assert(fmpq_mat_equal(got, W));
        for (slong a = 0; norm == RC_NORM_LAYER && a < d; a++) {
            /* each row moves by one number, and then sums to zero */
            fmpq_sub(shift, fmpq_mat_entry(W, a, 0), fmpq_mat_entry(got, a, 0));
            fmpq_zero(sum);
            for (slong b = 0; b < d; b++) {
                fmpq_sub(one, fmpq_mat_entry(W, a, b),
                         fmpq_mat_entry(got, a, b));
                ck_assert(fmpq_equal(one, shift));
                fmpq_add(sum, sum, fmpq_mat_entry(got, a, b));
            }
            ck_assert(fmpq_is_zero(sum));
        }
        fmpq_clear(one);
        fmpq_clear(shift);
        fmpq_clear(sum);
        fmpq_mat_clear(got);
        fmpq_mat_clear(W);
        layer_end(&m);
    }
}
END_TEST

START_TEST(expressions_change_nothing)
{
    exact_layer m;
    fmpq_mat_t got, before;

    layer_start(&m, 1, 2, RC_ATTENTION_UNIFORM, RC_NORM_LAYER);
    read_entries(m.value, 2, 2, "1 2 3 sqrt(2)");
    fmpq_mat_init(got, 2, 2);
    fmpq_mat_init(before, 2, 2);
    for (slong k = 0; k < 4; k++)
        fmpq_set_si(fmpq_mat_entry(got, k / 2, k % 2), 7 + k, 3);
    fmpq_mat_set(before, got);
    ck_assert_int_eq(rc_layer_rational_value(got, &m.layer), 0);
    ck_assert(fmpq_mat_equal(got, before));
    fmpq_mat_clear(before);
    fmpq_mat_clear(got);
    layer_end(&m);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        values_are_the_entries_and_centred_rows_sum_to_zero,
        expressions_change_nothing,
    };

    return RUN_TESTS("rational value", tests);
}
