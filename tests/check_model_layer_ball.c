/* A layer's data as balls, and the layer inside an invariant subspace. */

#include "model_support.h"

enum { TRIALS = 150, LOW = 64, HIGH = 256 };

/* The rational W_Q W_K^T of a layer. */
static void
rational_scores(fmpq_mat_t B, const rc_layer *layer)
{
    const slong d = layer->dim, q = layer->query->cols;
    fmpq_mat_t query, key, transpose;

    fmpq_mat_init(query, d, q);
    fmpq_mat_init(key, d, q);
    fmpq_mat_init(transpose, q, d);
    rc_matrix_get_fmpq_mat(query, layer->query);
    rc_matrix_get_fmpq_mat(key, layer->key);
    fmpq_mat_transpose(transpose, key);
    fmpq_mat_mul(B, query, transpose);
    fmpq_mat_clear(transpose);
    fmpq_mat_clear(key);
    fmpq_mat_clear(query);
}

static void
check_weights(const rc_layer_ball_t ball, const exact_layer *m)
{
    fmpq_t wanted;

    fmpq_init(wanted);
    for (slong i = 0; i < ball->tokens; i++)
        for (slong j = 0; j < ball->tokens; j++) {
            arb_srcptr a = arb_mat_entry(ball->weights, i, j);

            if (!rc_mask_has(m->mask, i, j)) {
                ck_assert(arb_is_zero(a));
                continue;
            }
            fmpq_set_si(wanted, 1, (ulong)rc_mask_degree(m->mask, i));
            if (m->layer.attention == RC_ATTENTION_FIXED)
                fmpq_set(wanted, rc_matrix_entry(m->fixed, i, j)->rational);
            ck_assert(arb_contains_fmpq(a, wanted));
            ck_assert_int_ge(arb_rel_accuracy_bits(a), LOW - 4);
        }
    fmpq_clear(wanted);
}

/* scores times the scale encloses W_Q W_K^T. */
static void
check_scores(const rc_layer_ball_t ball, const exact_layer *m)
{
    const slong d = ball->dim;
    fmpq_mat_t B;
    arb_t product, scale;

    fmpq_mat_init(B, d, d);
    arb_init(product);
    arb_init(scale);
    arb_one(scale);
    if (m->layer.scale != NULL)
        rc_number_get_arb(scale, m->scale, HIGH);
    rational_scores(B, &m->layer);
    for (slong k = 0; k < d * d; k++) {
        arb_mul(product, arb_mat_entry(ball->scores, k / d, k % d), scale,
                HIGH);
        ck_assert(arb_contains_fmpq(product, fmpq_mat_entry(B, k / d, k % d)));
    }
    ck_assert_int_ge(accuracy_bits(ball->scores), LOW - 10);
    arb_clear(scale);
    arb_clear(product);
    fmpq_mat_clear(B);
}

START_TEST(balls_enclose_the_data)
{
    const long trials = random_trials(TRIALS);
    uint64_t state = random_start();

    for (long trial = 0; trial < trials; trial++) {
        const slong n = 1 + random_below(&state, 6);
        const slong d = 1 + random_below(&state, 5);
        exact_layer m;
        rc_layer_ball_t ball;
        fmpq_mat_t W;

        random_layer(&m, n, d, (rc_attention)(trial % 3),
                     (rc_norm)(trial / 3 % 3), (int)(trial / 9 % MASK_KINDS), 9,
                     &state);
        ck_assert_int_eq(rc_layer_ball_init(ball, &m.layer, LOW), RC_OK);
        ck_assert_int_eq(ball->tokens, n);
        ck_assert_int_eq(ball->dim, d);
        ck_assert_ptr_eq(ball->mask, m.mask);
        ck_assert_int_eq(ball->softmax,
                         m.layer.attention == RC_ATTENTION_SOFTMAX);
        ck_assert_int_eq(ball->normalise, m.layer.norm != RC_NORM_NONE);
        fmpq_mat_init(W, d, d);
        ck_assert_int_eq(rc_layer_rational_value(W, &m.layer), 1);
        ck_assert(arb_mat_contains_fmpq_mat(ball->value, W));
        ck_assert_int_ge(accuracy_bits(ball->value), LOW - 10);
        if (ball->softmax)
            check_scores(ball, &m);
        else
            check_weights(ball, &m);
        ck_assert_int_eq(arb_mat_nrows(ball->weights), ball->softmax ? 0 : n);
        ck_assert_int_eq(arb_mat_nrows(ball->scores), ball->softmax ? d : 0);
        fmpq_mat_clear(W);
        rc_layer_ball_clear(ball);
        layer_end(&m);
    }
}
END_TEST

/* One number of the layer has no finite enclosure at 64 bits. */
START_TEST(data_that_is_not_finite_is_uncertain)
{
    for (int where = 0; where < 6; where++) {
        exact_layer m;
        rc_layer_ball_t ball;

        layer_start(&m, 2, 2,
                    where == 0 ? RC_ATTENTION_FIXED : RC_ATTENTION_SOFTMAX,
                    where == 5 ? RC_NORM_LAYER : RC_NORM_RMS);
        read_entries(m.value, 2, 2,
                     where == 1 || where == 5 ? NOT_FINITE_AT_64 " 0 0 1"
                                              : "1 0 0 1");
        read_entries(m.fixed, 2, 2,
                     where == 0 ? "1 0 " NOT_FINITE_AT_64 " 1" : "1 0 0 1");
        read_entries(m.query, 2, 1, where == 2 ? "1 " NOT_FINITE_AT_64 : "1 1");
        read_entries(m.key, 2, 1, where == 3 ? "1 " NOT_FINITE_AT_64 : "1 1");
        /* the inverse has an enclosure that contains zero */
        read_entry(m.scale, where == 4 ? "exp(1/10^40)-1" : "2");
        m.layer.scale = m.scale;
        ck_assert_int_eq(rc_layer_ball_init(ball, &m.layer, LOW), RC_UNCERTAIN);
        rc_layer_ball_clear(ball);
        ck_assert_int_eq(rc_layer_ball_init(ball, &m.layer, HIGH), RC_OK);
        rc_layer_ball_clear(ball);
        layer_end(&m);
    }
}
END_TEST

/* ---- Restriction ---- */

/* U (k x d) in reduced form with random pivots, and W with U W = inner U for
   a random inner (k x k): with T = [U; the unit rows off the pivots],
   W = T^-1 [inner, 0; anything] T. */
static void
random_invariant(fmpq_mat_t U, slong *pivots, fmpq_mat_t W, fmpq_mat_t inner,
                 uint64_t *state)
{
    const slong k = fmpq_mat_nrows(U), d = fmpq_mat_ncols(U);
    fmpq_mat_t T, inverse, block;
    slong p = 0, free_row = k;

    fmpq_mat_init(T, d, d);
    fmpq_mat_init(inverse, d, d);
    fmpq_mat_init(block, d, d);
    random_fmpq_mat(U, state, 3);
    random_fmpq_mat(inner, state, 3);
    random_fmpq_mat(block, state, 3);
    for (slong a = 0; a < d; a++) {
        const int pivot =
            p < k && (d - a == k - p || random_below(state, 2) == 0);

        for (slong b = 0; pivot && b < k; b++)
            fmpq_set_si(fmpq_mat_entry(U, b, a), b == p, 1);
        if (pivot)
            pivots[p++] = a;
        else
            fmpq_one(fmpq_mat_entry(T, free_row++, a));
    }
    for (slong e = 0; e < k * d; e++) {
        fmpq_set(fmpq_mat_entry(T, e / d, e % d),
                 fmpq_mat_entry(U, e / d, e % d));
        if (e % d < k)
            fmpq_set(fmpq_mat_entry(block, e / d, e % d),
                     fmpq_mat_entry(inner, e / d, e % d));
        else
            fmpq_zero(fmpq_mat_entry(block, e / d, e % d));
    }
    ck_assert(fmpq_mat_inv(inverse, T));
    fmpq_mat_mul(W, inverse, block);
    fmpq_mat_mul(W, W, T);
    fmpq_mat_clear(block);
    fmpq_mat_clear(inverse);
    fmpq_mat_clear(T);
}

/* Mixing z and then placing it in the subspace is placing and then mixing. */
static void
check_commutes(const rc_layer_ball_t restricted, const rc_layer_ball_t ball,
               const fmpq_mat_t z, const fmpq_mat_t U)
{
    const slong n = ball->tokens, d = ball->dim, k = restricted->dim;
    fmpq_mat_t placed;
    arb_mat_t Z, X, inside, basis, left, right;

    fmpq_mat_init(placed, n, d);
    arb_mat_init(Z, n, k);
    arb_mat_init(X, n, d);
    arb_mat_init(inside, n, k);
    arb_mat_init(basis, k, d);
    arb_mat_init(left, n, d);
    arb_mat_init(right, n, d);
    fmpq_mat_mul(placed, z, U);
    arb_mat_set_fmpq_mat(Z, z, HIGH);
    arb_mat_set_fmpq_mat(X, placed, HIGH);
    arb_mat_set_fmpq_mat(basis, U, HIGH);
    ck_assert_int_eq(rc_layer_mix(inside, restricted, Z, 0, n, HIGH), RC_OK);
    ck_assert_int_eq(rc_layer_mix(right, ball, X, 0, n, HIGH), RC_OK);
    arb_mat_mul(left, inside, basis, HIGH);
    ck_assert(arb_mat_overlaps(left, right));
    ck_assert_int_ge(accuracy_bits(left), HIGH - 60);
    ck_assert_int_ge(accuracy_bits(right), HIGH - 60);
    arb_mat_clear(right);
    arb_mat_clear(left);
    arb_mat_clear(basis);
    arb_mat_clear(inside);
    arb_mat_clear(X);
    arb_mat_clear(Z);
    fmpq_mat_clear(placed);
}

static void
check_gram(const arb_mat_t gram, const fmpq_mat_t U)
{
    const slong k = fmpq_mat_nrows(U);
    fmpq_mat_t exact, transpose;

    fmpq_mat_init(exact, k, k);
    fmpq_mat_init(transpose, fmpq_mat_ncols(U), k);
    fmpq_mat_transpose(transpose, U);
    fmpq_mat_mul(exact, U, transpose);
    ck_assert(arb_mat_contains_fmpq_mat(gram, exact));
    ck_assert_int_ge(accuracy_bits(gram), HIGH - 20);
    fmpq_mat_clear(transpose);
    fmpq_mat_clear(exact);
}

START_TEST(the_restricted_layer_acts_on_coordinates)
{
    const long trials = random_trials(TRIALS);
    uint64_t state = random_start();

    for (long trial = 0; trial < trials; trial++) {
        const slong n = 1 + random_below(&state, 5);
        const slong d = 1 + random_below(&state, 5);
        const slong k = 1 + random_below(&state, d);
        slong pivots[5];
        exact_layer m;
        rc_layer_ball_t ball, restricted;
        fmpq_mat_t U, W, inner, z;
        arb_mat_t basis, gram;

        random_layer(&m, n, d, (rc_attention)(trial % 3), RC_NORM_RMS,
                     (int)(trial / 3 % MASK_KINDS), 2, &state);
        fmpq_mat_init(U, k, d);
        fmpq_mat_init(W, d, d);
        fmpq_mat_init(inner, k, k);
        fmpq_mat_init(z, n, k);
        arb_mat_init(basis, k, d);
        arb_mat_init(gram, k, k);
        random_invariant(U, pivots, W, inner, &state);
        random_fmpq_mat(z, &state, 2);
        set_exact(m.value, W);
        arb_mat_set_fmpq_mat(basis, U, HIGH);
        ck_assert_int_eq(rc_layer_ball_init(ball, &m.layer, HIGH), RC_OK);
        rc_layer_ball_restrict(restricted, gram, ball, basis, pivots, HIGH);
        ck_assert_int_eq(restricted->dim, k);
        ck_assert_int_eq(restricted->tokens, n);
        ck_assert_int_eq(restricted->normalise, 0);
        ck_assert(arb_mat_contains_fmpq_mat(restricted->value, inner));
        check_gram(gram, U);
        check_commutes(restricted, ball, z, U);
        rc_layer_ball_clear(restricted);
        rc_layer_ball_clear(ball);
        arb_mat_clear(gram);
        arb_mat_clear(basis);
        fmpq_mat_clear(z);
        fmpq_mat_clear(inner);
        fmpq_mat_clear(W);
        fmpq_mat_clear(U);
        layer_end(&m);
    }
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        balls_enclose_the_data,
        data_that_is_not_finite_is_uncertain,
        the_restricted_layer_acts_on_coordinates,
    };

    return RUN_TESTS("layer ball", tests);
}
