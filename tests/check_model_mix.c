/* Y = A X W and LayerNorm: exact rational references, and what must never be
   accepted. */

#include "model_support.h"

enum { TRIALS = 200, LOW = 64, HIGH = 512 };

/* Y = A X W in rationals; the attention is not softmax. */
static void
rational_mix(fmpq_mat_t Y, const rc_layer *layer, const fmpq_mat_t X)
{
    const slong n = fmpq_mat_nrows(X), d = fmpq_mat_ncols(X);
    fmpq_mat_t A, W;

    fmpq_mat_init(A, n, n);
    fmpq_mat_init(W, d, d);
    rc_matrix_get_fmpq_mat(W, layer->value);
    if (layer->attention == RC_ATTENTION_FIXED)
        rc_matrix_get_fmpq_mat(A, layer->fixed);
    else
        for (slong i = 0; i < n; i++)
            for (slong j = 0; j < n; j++)
                if (rc_mask_has(layer->mask, i, j))
                    fmpq_set_si(fmpq_mat_entry(A, i, j), 1,
                                (ulong)rc_mask_degree(layer->mask, i));
    fmpq_mat_mul(Y, A, X);
    fmpq_mat_mul(Y, Y, W);
    fmpq_mat_clear(W);
    fmpq_mat_clear(A);
}

START_TEST(mixing_encloses_the_rational_answer)
{
    const long trials = random_trials(TRIALS);
    uint64_t state = random_start();

    for (long trial = 0; trial < trials; trial++) {
        const slong n = 1 + random_below(&state, 7);
        const slong d = 1 + random_below(&state, 6);
        const slong first = random_below(&state, n);
        const slong last = first + 1 + random_below(&state, n - first);
        exact_layer m;
        rc_layer_ball_t ball;
        fmpq_mat_t q, exact;
        arb_mat_t X, Y;

        random_layer(&m, n, d,
                     trial % 2 ? RC_ATTENTION_FIXED : RC_ATTENTION_UNIFORM,
                     RC_NORM_NONE, (int)(trial / 2 % MASK_KINDS), 9, &state);
        fmpq_mat_init(q, n, d);
        fmpq_mat_init(exact, n, d);
        arb_mat_init(X, n, d);
        arb_mat_init(Y, last - first, d);
        random_fmpq_mat(q, &state, 9);
        rational_mix(exact, &m.layer, q);
        arb_mat_set_fmpq_mat(X, q, LOW);
        ck_assert_int_eq(rc_layer_ball_init(ball, &m.layer, LOW), RC_OK);
        ck_assert_int_eq(rc_layer_mix(Y, ball, X, first, last, LOW), RC_OK);
        for (slong i = first; i < last; i++)
            for (slong a = 0; a < d; a++)
                ck_assert(arb_contains_fmpq(arb_mat_entry(Y, i - first, a),
                                            fmpq_mat_entry(exact, i, a)));
        ck_assert_int_ge(accuracy_bits(Y), 50);
        rc_layer_ball_clear(ball);
        arb_mat_clear(Y);
        arb_mat_clear(X);
        fmpq_mat_clear(exact);
        fmpq_mat_clear(q);
        layer_end(&m);
    }
}
END_TEST

START_TEST(layers_enclose_the_definition)
{
    const long trials = random_trials(TRIALS);
    uint64_t state = random_start();
    long decided = 0, undecided = 0;

    for (long trial = 0; trial < trials; trial++) {
        const slong n = 1 + random_below(&state, 6);
        const slong d = 1 + random_below(&state, 6);
        exact_layer m;
        rc_layer_ball_t ball;
        fmpq_mat_t q;
        arb_mat_t X, Y, naive;
        rc_status status;

        any_layer(&m, n, d, 1 + random_below(&state, 5), &state);
        fmpq_mat_init(q, n, d);
        arb_mat_init(X, n, d);
        arb_mat_init(Y, n, d);
        arb_mat_init(naive, n, d);
        random_fmpq_mat(q, &state, 3);
        arb_mat_set_fmpq_mat(X, q, LOW);
        ck_assert_int_eq(rc_layer_ball_init(ball, &m.layer, LOW), RC_OK);
        status = rc_layer_apply(Y, ball, X, NULL, LOW);
        if (status == RC_OK) {
            arb_mat_set_fmpq_mat(X, q, HIGH);
            naive_layer(naive, &m.layer, X, HIGH);
            expect_encloses(Y, naive);
            ck_assert_int_ge(accuracy_bits(Y), 25);
        }
        decided += status == RC_OK;
        undecided += status == RC_UNCERTAIN;
        rc_layer_ball_clear(ball);
        arb_mat_clear(naive);
        arb_mat_clear(Y);
        arb_mat_clear(X);
        fmpq_mat_clear(q);
        layer_end(&m);
    }
    printf("decided %ld, undecided %ld\n", decided, undecided);
    ck_assert_int_eq(decided + undecided, trials);
    ck_assert_int_gt(decided, 3 * trials / 4);
    ck_assert_int_gt(undecided, 0);
}
END_TEST

START_TEST(rows_come_out_with_length_one)
{
    arb_mat_t Y;
    fmpq_t x;
    slong token = -7;

    arb_mat_init(Y, 2, 2);
    fmpq_init(x);
    arb_set_si(arb_mat_entry(Y, 0, 0), 3);
    arb_set_si(arb_mat_entry(Y, 0, 1), -4);
    arb_set_si(arb_mat_entry(Y, 1, 1), -1);
    arb_mul_2exp_si(arb_mat_entry(Y, 1, 1), arb_mat_entry(Y, 1, 1), -100000);
    ck_assert_int_eq(rc_normalise_rows(Y, &token, LOW), RC_OK);
    ck_assert_int_eq(token, -7);
    fmpq_set_si(x, 3, 5);
    ck_assert(arb_contains_fmpq(arb_mat_entry(Y, 0, 0), x));
    fmpq_set_si(x, -4, 5);
    ck_assert(arb_contains_fmpq(arb_mat_entry(Y, 0, 1), x));
    ck_assert(arb_contains_si(arb_mat_entry(Y, 1, 1), -1));
    ck_assert(arb_is_zero(arb_mat_entry(Y, 1, 0)));
    ck_assert_int_ge(accuracy_bits(Y), 60);
    fmpq_clear(x);
    arb_mat_clear(Y);
}
END_TEST

/* Y = rows (1, 1), bad, (0, 0): the bad row is found first. */
static void
expect_bad_row(const arb_t first, const arb_t second)
{
    arb_mat_t Y;
    slong token = -7;

    for (slong prec = LOW; prec <= HIGH; prec *= 2) {
        arb_mat_init(Y, 3, 2);
        arb_one(arb_mat_entry(Y, 0, 0));
        arb_one(arb_mat_entry(Y, 0, 1));
        arb_set(arb_mat_entry(Y, 1, 0), first);
        arb_set(arb_mat_entry(Y, 1, 1), second);
        ck_assert_int_eq(rc_normalise_rows(Y, &token, prec), RC_UNCERTAIN);
        ck_assert_int_eq(token, 1);
        arb_mat_clear(Y);
        arb_mat_init(Y, 1, 2);
        arb_set(arb_mat_entry(Y, 0, 0), first);
        arb_set(arb_mat_entry(Y, 0, 1), second);
        ck_assert_int_eq(rc_normalise_rows(Y, NULL, prec), RC_UNCERTAIN);
        arb_mat_clear(Y);
    }
}

START_TEST(rows_that_may_be_zero_have_no_direction)
{
    arb_t zero, bad, one;

    arb_init(zero);
    arb_init(bad);
    arb_init(one);
    arb_one(one);
    expect_bad_row(zero, zero);
    /* touches zero at its end */
    arb_set_str(bad, "[1 +/- 1]", LOW);
    expect_bad_row(bad, zero);
    expect_bad_row(zero, bad);
    /* zero inside */
    arb_zero(bad);
    arb_add_error_2exp_si(bad, -1000);
    expect_bad_row(bad, bad);
    /* not finite, though the other entry is certainly not zero */
    arb_indeterminate(bad);
    expect_bad_row(bad, one);
    expect_bad_row(one, bad);
    arb_pos_inf(bad);
    expect_bad_row(one, bad);
    expect_bad_row(bad, zero);
    arb_neg_inf(bad);
    expect_bad_row(one, bad);
    arb_zero_pm_inf(bad);
    expect_bad_row(one, bad);
    expect_bad_row(bad, one);
    arb_one(bad);
    mag_inf(arb_radref(bad));
    expect_bad_row(bad, one);
    arb_clear(one);
    arb_clear(bad);
    arb_clear(zero);
}
END_TEST

/* Radii just below and at the midpoint: zero is outside, then inside. */
START_TEST(one_unit_decides_whether_zero_is_touched)
{
    arb_mat_t Y;

    for (int touches = 0; touches < 2; touches++) {
        arb_ptr y;

        arb_mat_init(Y, 1, 1);
        y = arb_mat_entry(Y, 0, 0);
        arb_one(y);
        if (touches)
            arb_add_error_2exp_si(y, 0);
        else
            mag_set_ui_2exp_si(arb_radref(y), 1, -2);
        ck_assert_int_eq(rc_normalise_rows(Y, NULL, LOW),
                         touches ? RC_UNCERTAIN : RC_OK);
        ck_assert(touches || arb_contains_si(y, 1));
        ck_assert(arb_mat_is_finite(Y));
        arb_mat_clear(Y);
    }
}
END_TEST

/* Two opposite tokens that see each other, and a third that does not. */
static void
start_opposite(exact_layer *m, rc_norm norm)
{
    layer_start(m, 3, 2, RC_ATTENTION_UNIFORM, norm);
    ck_assert_int_eq(rc_mask_add_edge(m->mask, 1, 2), RC_OK);
    read_entries(m->value, 2, 2, "1 2 0 1");
}

START_TEST(a_token_that_mixes_to_zero_is_named)
{
    for (int norm = RC_NORM_NONE; norm <= RC_NORM_LAYER; norm++) {
        exact_layer m;
        rc_layer_ball_t ball;
        arb_mat_t X, Y;
        slong token = -7;
        rc_status status;

        start_opposite(&m, (rc_norm)norm);
        arb_mat_init(X, 3, 2);
        arb_mat_init(Y, 3, 2);
        for (slong i = 0; i < 3; i++)
            arb_set_si(arb_mat_entry(X, i, 0), i == 2 ? -5 : 5);
        for (slong prec = LOW; prec <= HIGH; prec *= 2) {
            ck_assert_int_eq(rc_layer_ball_init(ball, &m.layer, prec), RC_OK);
            status = rc_layer_apply(Y, ball, X, &token, prec);
            ck_assert_int_eq(status,
                             norm == RC_NORM_NONE ? RC_OK : RC_UNCERTAIN);
            ck_assert_int_eq(token, norm == RC_NORM_NONE ? -1 : 2);
            ck_assert_int_eq(rc_layer_apply(Y, ball, X, NULL, prec), status);
            rc_layer_ball_clear(ball);
        }
        ck_assert(norm != RC_NORM_NONE ||
                  arb_contains_zero(arb_mat_entry(Y, 2, 0)));
        arb_mat_clear(Y);
        arb_mat_clear(X);
        layer_end(&m);
    }
}
END_TEST

START_TEST(input_that_is_not_finite_is_uncertain)
{
    for (int kind = 0; kind < 4; kind++)
        for (int norm = RC_NORM_NONE; norm <= RC_NORM_LAYER; norm++) {
            exact_layer m;
            rc_layer_ball_t ball;
            arb_mat_t X, Y;
            slong token = -7;

            start_opposite(&m, (rc_norm)norm);
            /* nobody's value sees the coordinate that is not finite */
            read_entries(m.value, 2, 2, "1 2 0 0");
            arb_mat_init(X, 3, 2);
            arb_mat_init(Y, 3, 2);
            for (slong i = 0; i < 3; i++)
                arb_one(arb_mat_entry(X, i, 0));
            if (kind == 0)
                arb_indeterminate(arb_mat_entry(X, 0, 1));
            else if (kind == 1)
                arb_zero_pm_inf(arb_mat_entry(X, 0, 1));
            else if (kind == 2)
                arb_pos_inf(arb_mat_entry(X, 0, 1));
            ck_assert_int_eq(rc_layer_ball_init(ball, &m.layer, LOW), RC_OK);
            ck_assert_int_eq(rc_layer_mix(Y, ball, X, 0, 3, LOW),
                             kind < 3 ? RC_UNCERTAIN : RC_OK);
            ck_assert_int_eq(rc_layer_apply(Y, ball, X, &token, LOW),
                             kind < 3 ? RC_UNCERTAIN : RC_OK);
            ck_assert_int_eq(token, -1);
            rc_layer_ball_clear(ball);
            arb_mat_clear(Y);
            arb_mat_clear(X);
            layer_end(&m);
        }
}
END_TEST

/* Infinity in the layer's own data. */
START_TEST(layer_that_is_not_finite_is_uncertain)
{
    exact_layer m;
    rc_layer_ball_t ball;
    arb_mat_t X, Y;

    start_opposite(&m, RC_NORM_RMS);
    arb_mat_init(X, 3, 2);
    arb_mat_init(Y, 3, 2);
    for (slong k = 0; k < 6; k++)
        arb_set_si(arb_mat_entry(X, k / 2, k % 2), 1 + k);
    ck_assert_int_eq(rc_layer_ball_init(ball, &m.layer, LOW), RC_OK);
    ck_assert_int_eq(rc_layer_apply(Y, ball, X, NULL, LOW), RC_OK);
    arb_zero_pm_inf(arb_mat_entry(ball->value, 0, 1));
    ck_assert_int_eq(rc_layer_mix(Y, ball, X, 0, 3, LOW), RC_UNCERTAIN);
    ck_assert_int_eq(rc_layer_apply(Y, ball, X, NULL, LOW), RC_UNCERTAIN);
    rc_layer_ball_clear(ball);
    ck_assert_int_eq(rc_layer_ball_init(ball, &m.layer, LOW), RC_OK);
    arb_indeterminate(arb_mat_entry(ball->weights, 2, 1));
    ck_assert_int_eq(rc_layer_mix(Y, ball, X, 0, 3, LOW), RC_UNCERTAIN);
    ck_assert_int_eq(rc_layer_apply(Y, ball, X, NULL, LOW), RC_UNCERTAIN);
    rc_layer_ball_clear(ball);
    arb_mat_clear(Y);
    arb_mat_clear(X);
    layer_end(&m);
}
END_TEST

/* Weights sum to one, so a large part common to all tokens is not mixed: the
   differences keep their digits at any distance from the origin. */
START_TEST(what_tokens_have_in_common_costs_no_digits)
{
    exact_layer m;
    rc_layer_ball_t ball;
    arb_mat_t X, Y;

    layer_start(&m, 3, 1, RC_ATTENTION_UNIFORM, RC_NORM_NONE);
    rc_mask_add_complete(m.mask);
    read_entries(m.value, 1, 1, "1");
    arb_mat_init(X, 3, 1);
    arb_mat_init(Y, 3, 1);
    for (slong i = 0; i < 3; i++) {
        arb_one(arb_mat_entry(X, i, 0));
        arb_mul_2exp_si(arb_mat_entry(X, i, 0), arb_mat_entry(X, i, 0), 60);
    }
    ck_assert_int_eq(rc_layer_ball_init(ball, &m.layer, 62), RC_OK);
    ck_assert_int_eq(rc_layer_mix(Y, ball, X, 0, 3, 62), RC_OK);
    for (slong i = 0; i < 3; i++)
        ck_assert(arb_equal(arb_mat_entry(Y, i, 0), arb_mat_entry(X, i, 0)));
    rc_layer_ball_clear(ball);
    arb_mat_clear(Y);
    arb_mat_clear(X);
    layer_end(&m);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        mixing_encloses_the_rational_answer,
        layers_enclose_the_definition,
        rows_come_out_with_length_one,
        rows_that_may_be_zero_have_no_direction,
        one_unit_decides_whether_zero_is_touched,
        a_token_that_mixes_to_zero_is_named,
        input_that_is_not_finite_is_uncertain,
        layer_that_is_not_finite_is_uncertain,
        what_tokens_have_in_common_costs_no_digits,
    };

    return RUN_TESTS("mix", tests);
}
