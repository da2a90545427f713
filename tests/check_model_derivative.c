/* Derivatives against difference quotients: by the mean value theorem
   (F(x + h v) - F(x)) / h is, coordinate by coordinate, some derivative on the
   segment times v, so D over a ball that holds the segment, times v, contains
   it. */

#include "model_support.h"

enum { TRIALS = 240, LOW = 128, HIGH = 512 };

/* quotient (N d x 1) = (F(X + 2^-k V) - F(X)) 2^k by the naive map. */
static void
difference_quotient(arb_mat_t quotient, const rc_layer *layer,
                    const fmpq_mat_t X, const fmpq_mat_t V, slong k, int mixed)
{
    const slong n = fmpq_mat_nrows(X), d = fmpq_mat_ncols(X);
    fmpq_mat_t moved;
    arb_mat_t at, before, after;

    fmpq_mat_init(moved, n, d);
    arb_mat_init(at, n, d);
    arb_mat_init(before, n, d);
    arb_mat_init(after, n, d);
    for (slong e = 0; e < n * d; e++) {
        fmpq *out = fmpq_mat_entry(moved, e / d, e % d);

        fmpq_div_2exp(out, fmpq_mat_entry(V, e / d, e % d), (ulong)k);
        fmpq_add(out, out, fmpq_mat_entry(X, e / d, e % d));
    }
    arb_mat_set_fmpq_mat(at, X, HIGH);
    (mixed ? naive_mix : naive_layer)(before, layer, at, HIGH);
    arb_mat_set_fmpq_mat(at, moved, HIGH);
    (mixed ? naive_mix : naive_layer)(after, layer, at, HIGH);
    arb_mat_sub(after, after, before, HIGH);
    arb_mat_scalar_mul_2exp_si(after, after, k);
    for (slong e = 0; e < n * d; e++)
        arb_set(arb_mat_entry(quotient, e, 0),
                arb_mat_entry(after, e / d, e % d));
    arb_mat_clear(after);
    arb_mat_clear(before);
    arb_mat_clear(at);
    fmpq_mat_clear(moved);
}

/* B = balls that hold the segment from X to X + 2^-k V. */
static void
set_segment(arb_mat_t B, const fmpq_mat_t X, const fmpq_mat_t V, slong k)
{
    fmpq_t end;
    arb_t ball;

    fmpq_init(end);
    arb_init(ball);
    for (slong i = 0; i < fmpq_mat_nrows(X); i++)
        for (slong a = 0; a < fmpq_mat_ncols(X); a++) {
            fmpq_div_2exp(end, fmpq_mat_entry(V, i, a), (ulong)k);
            fmpq_add(end, end, fmpq_mat_entry(X, i, a));
            arb_set_fmpq(ball, end, LOW);
            arb_set_fmpq(arb_mat_entry(B, i, a), fmpq_mat_entry(X, i, a), LOW);
            arb_union(arb_mat_entry(B, i, a), arb_mat_entry(B, i, a), ball,
                      LOW);
        }
    arb_clear(ball);
    fmpq_clear(end);
}

/* D (N d x N d) over B, of the mixing alone or of the whole layer. */
static rc_status
derivative_over(arb_mat_t D, const rc_layer *layer, const arb_mat_t B,
                int mixed)
{
    const slong n = arb_mat_nrows(B), d = arb_mat_ncols(B);
    rc_layer_ball_t ball;
    rc_status status = RC_OK;

    ck_assert_int_eq(rc_layer_ball_init(ball, layer, LOW), RC_OK);
    if (!mixed)
        status = rc_layer_derivative(D, ball, B, LOW);
    for (slong i = 0; mixed && status == RC_OK && i < n; i++) {
        arb_mat_t rows;

        arb_mat_window_init(rows, D, i * d, 0, (i + 1) * d, n * d);
        status = rc_layer_mix_derivative(rows, ball, B, i, 0, n, LOW);
        arb_mat_window_clear(rows);
    }
    rc_layer_ball_clear(ball);
    ck_assert(status != RC_OK || arb_mat_is_finite(D));
    return status;
}

typedef struct {
    long decided, tight, undecided;
} outcome;

static void
check_quotient(outcome *o, const rc_layer *layer, const fmpq_mat_t X,
               const fmpq_mat_t V, slong k, int mixed)
{
    const slong n = fmpq_mat_nrows(X), d = fmpq_mat_ncols(X);
    arb_mat_t B, D, direction, product, quotient;
    rc_status status;

    arb_mat_init(B, n, d);
    arb_mat_init(D, n * d, n * d);
    arb_mat_init(direction, n * d, 1);
    arb_mat_init(product, n * d, 1);
    arb_mat_init(quotient, n * d, 1);
    set_segment(B, X, V, k);
    status = derivative_over(D, layer, B, mixed);
    if (status == RC_OK) {
        for (slong e = 0; e < n * d; e++)
            arb_set_fmpq(arb_mat_entry(direction, e, 0),
                         fmpq_mat_entry(V, e / d, e % d), LOW);
        arb_mat_mul(product, D, direction, LOW);
        difference_quotient(quotient, layer, X, V, k, mixed);
        expect_encloses(product, quotient);
        o->decided++;
        o->tight += accuracy_bits(product) >= 10;
    } else {
        ck_assert_int_eq(status, RC_UNCERTAIN);
        o->undecided++;
    }
    arb_mat_clear(quotient);
    arb_mat_clear(product);
    arb_mat_clear(direction);
    arb_mat_clear(D);
    arb_mat_clear(B);
}

START_TEST(derivatives_contain_difference_quotients)
{
    const long trials = random_trials(TRIALS);
    uint64_t state = random_start();
    outcome outcomes[2] = {{0, 0, 0}, {0, 0, 0}};

    for (long trial = 0; trial < trials; trial++) {
        const slong n = 1 + random_below(&state, 5);
        const slong d = trial % 4 ? n : 1 + random_below(&state, 5);
        const slong k = trial % 3 ? 30 + random_below(&state, 30)
                                  : random_below(&state, 30);
        exact_layer m;
        fmpq_mat_t X, V;

        random_layer(&m, n, d,
                     trial % 5 ? RC_ATTENTION_SOFTMAX : RC_ATTENTION_FIXED,
                     (rc_norm)(trial % 3), (int)(trial / 3 % MASK_KINDS),
                     1 + random_below(&state, 4), &state);
        fmpq_mat_init(X, n, d);
        fmpq_mat_init(V, n, d);
        random_fmpq_mat(X, &state, 3);
        random_fmpq_mat(V, &state, 3);
        for (int mixed = 0; mixed < 2; mixed++)
            check_quotient(outcomes + mixed, &m.layer, X, V, k, mixed);
        fmpq_mat_clear(V);
        fmpq_mat_clear(X);
        layer_end(&m);
    }
    for (int mixed = 0; mixed < 2; mixed++) {
        const outcome *o = outcomes + mixed;

        printf("%s: decided %ld, of them tight %ld, undecided %ld\n",
               mixed ? "mixing" : "layer", o->decided, o->tight, o->undecided);
        ck_assert_int_gt(o->decided, (mixed ? 9 : 7) * trials / 10);
        ck_assert_int_gt(o->tight, trials / 2);
        ck_assert(mixed || o->undecided > 0);
    }
}
END_TEST

/* The columns that are asked for are those of the whole derivative. */
START_TEST(any_columns_can_be_asked_for)
{
    uint64_t state = random_start();

    for (int attention = 0; attention < 3; attention++) {
        const slong n = 4, d = 3;
        exact_layer m;
        rc_layer_ball_t ball;
        fmpq_mat_t q;
        arb_mat_t X, whole, some, part;

        random_layer(&m, n, d, (rc_attention)attention, RC_NORM_NONE,
                     CAUSAL_WINDOW, 3, &state);
        fmpq_mat_init(q, n, d);
        arb_mat_init(X, n, d);
        arb_mat_init(whole, d, n * d);
        random_fmpq_mat(q, &state, 3);
        arb_mat_set_fmpq_mat(X, q, LOW);
        ck_assert_int_eq(rc_layer_ball_init(ball, &m.layer, LOW), RC_OK);
        for (slong k = 0; k < n * n * n; k++) {
            const slong i = k % n, first = k / n % n, last = k / n / n + 1;

            if (last < first)
                continue;
            arb_mat_init(some, d, (last - first) * d);
            ck_assert_int_eq(
                rc_layer_mix_derivative(whole, ball, X, i, 0, n, LOW), RC_OK);
            ck_assert_int_eq(
                rc_layer_mix_derivative(some, ball, X, i, first, last, LOW),
                RC_OK);
            arb_mat_window_init(part, whole, 0, first * d, d, last * d);
            ck_assert(arb_mat_equal(some, part));
            arb_mat_window_clear(part);
            for (slong l = 0; l < n; l++)
                for (slong e = 0; e < d * d && !rc_mask_has(m.mask, i, l); e++)
                    ck_assert(arb_is_zero(
                        arb_mat_entry(whole, e / d, l * d + e % d)));
            arb_mat_clear(some);
        }
        rc_layer_ball_clear(ball);
        arb_mat_clear(whole);
        arb_mat_clear(X);
        fmpq_mat_clear(q);
        layer_end(&m);
    }
}
END_TEST

/* A layer of tokens that all see each other, softmax. */
static void
start_complete(exact_layer *m, slong n, rc_norm norm)
{
    layer_start(m, n, 2, RC_ATTENTION_SOFTMAX, norm);
    rc_mask_add_complete(m->mask);
    read_entries(m->value, 2, 2, "1 1/2 0 1");
    read_entries(m->query, 2, 2, "1 0 3 1");
    read_entries(m->key, 2, 2, "2 1 0 1");
}

START_TEST(zero_and_infinity_are_uncertain)
{
    for (int kind = 0; kind < 5; kind++) {
        exact_layer m;
        rc_layer_ball_t ball;
        arb_mat_t X, D, row;
        arb_ptr bad;

        start_complete(&m, 2, RC_NORM_RMS);
        arb_mat_init(X, 2, 2);
        arb_mat_init(D, 4, 4);
        arb_mat_init(row, 2, 4);
        bad = arb_mat_entry(X, 1, 0);
        arb_one(arb_mat_entry(X, 0, 0));
        arb_one(arb_mat_entry(X, 1, 1));
        ck_assert_int_eq(rc_layer_ball_init(ball, &m.layer, LOW), RC_OK);
        ck_assert_int_eq(rc_layer_derivative(D, ball, X, LOW), RC_OK);
        if (kind == 0)
            arb_indeterminate(bad);
        else if (kind == 1)
            arb_zero_pm_inf(bad);
        else if (kind == 2)
            arb_pos_inf(bad);
        else if (kind == 3)
            arb_mat_zero(X); /* y = 0 */
        else
            widen(X, -1); /* y may be 0 */
        ck_assert_int_eq(rc_layer_derivative(D, ball, X, LOW), RC_UNCERTAIN);
        if (kind < 3)
            ck_assert_int_eq(
                rc_layer_mix_derivative(row, ball, X, 0, 0, 2, LOW),
                RC_UNCERTAIN);
        rc_layer_ball_clear(ball);
        arb_mat_clear(row);
        arb_mat_clear(D);
        arb_mat_clear(X);
        layer_end(&m);
    }
}
END_TEST

START_TEST(layer_that_is_not_finite_is_uncertain)
{
    exact_layer m;
    rc_layer_ball_t ball;
    arb_mat_t X, D;

    start_complete(&m, 3, RC_NORM_NONE);
    arb_mat_init(X, 3, 2);
    arb_mat_init(D, 6, 6);
    for (slong k = 0; k < 6; k++)
        arb_set_si(arb_mat_entry(X, k / 2, k % 2), k);
    for (int kind = 0; kind < 2; kind++) {
        ck_assert_int_eq(rc_layer_ball_init(ball, &m.layer, LOW), RC_OK);
        ck_assert_int_eq(rc_layer_derivative(D, ball, X, LOW), RC_OK);
        arb_indeterminate(
            arb_mat_entry(kind == 0 ? ball->value : ball->scores, 1, 0));
        ck_assert_int_eq(rc_layer_derivative(D, ball, X, LOW), RC_UNCERTAIN);
        rc_layer_ball_clear(ball);
    }
    arb_mat_clear(D);
    arb_mat_clear(X);
    layer_end(&m);
}
END_TEST

/* Where all tokens are equal the softmax part vanishes: A = 1/n and
   D = W^T / n, however steep the scores are. */
START_TEST(equal_tokens_have_no_softmax_part)
{
    exact_layer m;
    rc_layer_ball_t ball;
    arb_mat_t X, D;
    fmpq_t wanted;

    start_complete(&m, 2, RC_NORM_NONE);
    read_entries(m.query, 2, 2, "1000000 0 3 1");
    arb_mat_init(X, 2, 2);
    arb_mat_init(D, 4, 4);
    fmpq_init(wanted);
    for (slong i = 0; i < 2; i++) {
        arb_one(arb_mat_entry(X, i, 0));
        arb_set_si(arb_mat_entry(X, i, 1), -3);
    }
    ck_assert_int_eq(rc_layer_ball_init(ball, &m.layer, LOW), RC_OK);
    ck_assert_int_eq(rc_layer_derivative(D, ball, X, LOW), RC_OK);
    ck_assert_int_ge(accuracy_bits(D), 90);
    for (slong k = 0; k < 16; k++) {
        const slong a = k / 4 % 2, b = k % 2;

        fmpq_div_2exp(wanted, rc_matrix_entry(m.value, b, a)->rational, 1);
        ck_assert(arb_contains_fmpq(arb_mat_entry(D, k / 4, k % 4), wanted));
    }
    rc_layer_ball_clear(ball);
    fmpq_clear(wanted);
    arb_mat_clear(D);
    arb_mat_clear(X);
    layer_end(&m);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        derivatives_contain_difference_quotients,
        any_columns_can_be_asked_for,
        zero_and_infinity_are_uncertain,
        layer_that_is_not_finite_is_uncertain,
        equal_tokens_have_no_softmax_part,
    };

    return RUN_TESTS("derivative", tests);
}
