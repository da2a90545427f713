/* What the tests of the layer map share: random models with exact data, and a
   naive evaluation of the map that has nothing in common with src/model. */

#ifndef RANKCERT_TESTS_MODEL_SUPPORT_H
#define RANKCERT_TESTS_MODEL_SUPPORT_H

#include <stdio.h>
#include <string.h>

#include <check.h>

#include <rankcert/model.h>

#include "random.h"

/* A number that is finite from some precision on, and not at 64 bits. */
#define NOT_FINITE_AT_64 "1/(exp(1/10^40)-1)"

/* ---- Exact numbers and matrices ---- */

static inline void
read_entry(rc_number_t x, const char *text)
{
    rc_text_error error;

    ck_assert_msg(rc_number_set_text(x, text, strlen(text), &error) == RC_OK,
                  "%s: %s", text, error.message);
}

/* m (initialised) = rows x cols entries, separated by spaces in text. */
static inline void
read_entries(rc_matrix_t m, slong rows, slong cols, const char *text)
{
    char *copy = malloc(strlen(text) + 1), *rest = copy, *word;

    ck_assert_ptr_nonnull(copy);
    strcpy(copy, text);
    ck_assert_int_eq(rc_matrix_resize(m, rows, cols), RC_OK);
    for (slong k = 0; k < rows * cols; k++) {
        word = strtok_r(k == 0 ? copy : NULL, " ", &rest);
        ck_assert_msg(word != NULL, "too few entries: %s", text);
        read_entry(rc_matrix_entry(m, k / cols, k % cols), word);
    }
    ck_assert_ptr_null(strtok_r(NULL, " ", &rest));
    free(copy);
}

/* x = p / q with |p| <= most, 1 <= q <= most. */
static inline void
random_rational(fmpq_t x, uint64_t *state, long most)
{
    fmpq_set_si(x, random_below(state, 2 * most + 1) - most,
                (ulong)(1 + random_below(state, most)));
}

static inline void
random_fmpq_mat(fmpq_mat_t m, uint64_t *state, long most)
{
    for (slong i = 0; i < fmpq_mat_nrows(m); i++)
        for (slong j = 0; j < fmpq_mat_ncols(m); j++)
            random_rational(fmpq_mat_entry(m, i, j), state, most);
}

/* m (initialised) = q. */
static inline void
set_exact(rc_matrix_t m, const fmpq_mat_t q)
{
    ck_assert_int_eq(rc_matrix_resize(m, fmpq_mat_nrows(q), fmpq_mat_ncols(q)),
                     RC_OK);
    for (slong i = 0; i < m->rows; i++)
        for (slong j = 0; j < m->cols; j++)
            rc_number_set_fmpq(rc_matrix_entry(m, i, j),
                               fmpq_mat_entry(q, i, j));
}

static inline void
random_exact(rc_matrix_t m, slong rows, slong cols, uint64_t *state, long most)
{
    fmpq_mat_t q;

    fmpq_mat_init(q, rows, cols);
    random_fmpq_mat(q, state, most);
    set_exact(m, q);
    fmpq_mat_clear(q);
}

/* ---- Random masks ---- */

enum {
    COMPLETE,
    CAUSAL,
    WINDOW,
    CAUSAL_WINDOW,
    DILATED,
    GLOBAL,
    STAR,
    EDGES,
    UNION,
    MASK_KINDS
};

static inline void
add_random_mask(rc_mask *mask, int kind, uint64_t *state)
{
    const long n = rc_mask_tokens(mask);
    rc_status status = RC_OK;

    switch (kind) {
    case COMPLETE:
        rc_mask_add_complete(mask);
        break;
    case CAUSAL:
        rc_mask_add_causal(mask);
        break;
    case WINDOW:
        status = rc_mask_add_window(mask, random_below(state, n + 1));
        break;
    case CAUSAL_WINDOW:
        status = rc_mask_add_causal_window(mask, 1 + random_below(state, n));
        break;
    case DILATED:
        status = rc_mask_add_dilated_window(mask, random_below(state, 3),
                                            1 + random_below(state, 3));
        break;
    case GLOBAL:
        status = rc_mask_add_global(mask, random_below(state, n + 1));
        if (status == RC_OK)
            status = rc_mask_add_window(mask, random_below(state, 2));
        break;
    case STAR:
        status = rc_mask_add_star(mask, random_below(state, n));
        break;
    case EDGES:
        for (long k = 0; status == RC_OK && k < 2 * n; k++)
            status = rc_mask_add_edge(mask, random_below(state, n),
                                      random_below(state, n));
        break;
    default: /* UNION */
        add_random_mask(mask, (int)random_below(state, UNION), state);
        add_random_mask(mask, (int)random_below(state, UNION), state);
    }
    ck_assert_int_eq(status, RC_OK);
}

/* ---- Random layers ---- */

/* A layer together with what it borrows. */
typedef struct {
    rc_layer layer;
    rc_mask *mask;
    rc_matrix_t value, query, key, fixed;
    rc_number_t scale;
} exact_layer;

/* All data empty: the caller fills in what the attention needs. */
static inline void
layer_start(exact_layer *m, slong n, slong d, rc_attention attention,
            rc_norm norm)
{
    ck_assert_int_eq(rc_mask_new(&m->mask, n), RC_OK);
    rc_matrix_init_empty(m->value);
    rc_matrix_init_empty(m->query);
    rc_matrix_init_empty(m->key);
    rc_matrix_init_empty(m->fixed);
    rc_number_init(m->scale);
    memset(&m->layer, 0, sizeof m->layer);
    m->layer.mask = m->mask;
    m->layer.dim = d;
    m->layer.attention = attention;
    m->layer.norm = norm;
    m->layer.value = m->value;
    if (attention == RC_ATTENTION_FIXED)
        m->layer.fixed = m->fixed;
    if (attention == RC_ATTENTION_SOFTMAX) {
        m->layer.query = m->query;
        m->layer.key = m->key;
    }
}

static inline void
layer_end(exact_layer *m)
{
    rc_matrix_clear(m->value);
    rc_matrix_clear(m->query);
    rc_matrix_clear(m->key);
    rc_matrix_clear(m->fixed);
    rc_number_clear(m->scale);
    rc_mask_free(m->mask);
}

/* Positive rational rows on the mask that sum to one. */
static inline void
random_fixed(rc_matrix_t fixed, const rc_mask *mask, uint64_t *state)
{
    const slong n = rc_mask_tokens(mask);
    fmpq_mat_t q;
    fmpq_t sum;

    fmpq_mat_init(q, n, n);
    fmpq_init(sum);
    for (slong i = 0; i < n; i++) {
        fmpq_zero(sum);
        for (slong j = 0; j < n; j++)
            if (rc_mask_has(mask, i, j)) {
                fmpq_set_si(fmpq_mat_entry(q, i, j), 1 + random_below(state, 9),
                            (ulong)(1 + random_below(state, 9)));
                fmpq_add(sum, sum, fmpq_mat_entry(q, i, j));
            }
        for (slong j = 0; j < n; j++)
            fmpq_div(fmpq_mat_entry(q, i, j), fmpq_mat_entry(q, i, j), sum);
    }
    set_exact(fixed, q);
    fmpq_clear(sum);
    fmpq_mat_clear(q);
}

/* Entries p / q with |p| <= most; the scale is 1, 3/2 or sqrt(2). */
static inline void
random_layer(exact_layer *m, slong n, slong d, rc_attention attention,
             rc_norm norm, int mask_kind, long most, uint64_t *state)
{
    layer_start(m, n, d, attention, norm);
    add_random_mask(m->mask, mask_kind, state);
    random_exact(m->value, d, d, state, most);
    if (attention == RC_ATTENTION_FIXED)
        random_fixed(m->fixed, m->mask, state);
    if (attention == RC_ATTENTION_SOFTMAX) {
        const slong q = 1 + random_below(state, d + 1);
        const long scale = random_below(state, 3);

        random_exact(m->query, d, q, state, most);
        random_exact(m->key, d, q, state, most);
        read_entry(m->scale, scale == 1 ? "3/2" : "sqrt(2)");
        m->layer.scale = scale == 0 ? NULL : m->scale;
    }
}

/* A random one of everything. */
static inline void
any_layer(exact_layer *m, slong n, slong d, long most, uint64_t *state)
{
    const rc_attention attention = (rc_attention)random_below(state, 3);
    const rc_norm norm = (rc_norm)random_below(state, 3);
    const int mask = (int)random_below(state, MASK_KINDS);

    random_layer(m, n, d, attention, norm, mask, most, state);
}

/* ---- Balls ---- */

/* Widens every entry of X by 2^-bits. */
static inline void
widen(arb_mat_t X, slong bits)
{
    for (slong i = 0; i < arb_mat_nrows(X); i++)
        for (slong j = 0; j < arb_mat_ncols(X); j++)
            arb_add_error_2exp_si(arb_mat_entry(X, i, j), -bits);
}

/* p = q moved, in every entry, by a random fraction of 2^-bits, ends
   included: inside q's ball after widen. */
static inline void
random_point_near(fmpq_mat_t p, const fmpq_mat_t q, slong bits, uint64_t *state)
{
    fmpq_t step;

    fmpq_init(step);
    for (slong i = 0; i < fmpq_mat_nrows(q); i++)
        for (slong j = 0; j < fmpq_mat_ncols(q); j++) {
            fmpq_set_si(step, random_below(state, 17) - 8, 8);
            fmpq_div_2exp(step, step, (flint_bitcnt_t)bits);
            fmpq_add(fmpq_mat_entry(p, i, j), fmpq_mat_entry(q, i, j), step);
        }
    fmpq_clear(step);
}

/* The largest radius of an entry, relative to the largest entry or to 1. */
static inline slong
accuracy_bits(const arb_mat_t X)
{
    slong bits = WORD_MAX;

    for (slong i = 0; i < arb_mat_nrows(X); i++)
        for (slong j = 0; j < arb_mat_ncols(X); j++) {
            arb_srcptr x = arb_mat_entry(X, i, j);
            slong one = -fmpz_get_si(MAG_EXPREF(arb_radref(x)));

            if (arb_rel_accuracy_bits(x) > one)
                one = arb_rel_accuracy_bits(x);
            if (mag_is_zero(arb_radref(x)))
                continue;
            if (mag_is_inf(arb_radref(x)))
                one = -WORD_MAX;
            if (one < bits)
                bits = one;
        }
    return bits;
}

/* F encloses what `fine` encloses much more finely. An exact F cannot contain
   a ball, so they need only meet. */
static inline void
expect_encloses(const arb_mat_t F, const arb_mat_t fine)
{
    ck_assert(arb_mat_is_finite(F));
    ck_assert_int_ge(accuracy_bits(fine), 200);
    ck_assert(arb_mat_overlaps(F, fine));
}

/* ---- The layer map, once more and naively ---- */

/* A_ij by the definition, with no shift and no sharing. */
static inline void
naive_weight(arb_t a, const rc_layer *layer, const arb_mat_t B,
             const arb_mat_t X, slong i, slong j, slong prec)
{
    const slong n = arb_mat_nrows(X), d = arb_mat_ncols(X);
    arb_t s, e, sum;

    arb_zero(a);
    if (!rc_mask_has(layer->mask, i, j))
        return;
    if (layer->attention == RC_ATTENTION_UNIFORM) {
        arb_set_ui(a, (ulong)rc_mask_degree(layer->mask, i));
        arb_inv(a, a, prec);
        return;
    }
    if (layer->attention == RC_ATTENTION_FIXED) {
        rc_number_get_arb(a, rc_matrix_entry(layer->fixed, i, j), prec);
        return;
    }
    arb_init(s);
    arb_init(e);
    arb_init(sum);
    for (slong k = 0; k < n; k++) {
        if (!rc_mask_has(layer->mask, i, k))
            continue;
        arb_zero(s);
        for (slong p = 0; p < d; p++)
            for (slong q = 0; q < d; q++) {
                arb_mul(e, arb_mat_entry(X, i, p), arb_mat_entry(B, p, q),
                        prec);
                arb_addmul(s, e, arb_mat_entry(X, k, q), prec);
            }
        arb_exp(e, s, prec);
        arb_add(sum, sum, e, prec);
        if (k == j)
            arb_set(a, e);
    }
    arb_div(a, a, sum, prec);
    arb_clear(sum);
    arb_clear(e);
    arb_clear(s);
}

/* B = W_Q W_K^T / scale. */
static inline void
naive_scores(arb_mat_t B, const rc_layer *layer, slong prec)
{
    arb_t q, k, scale;

    arb_mat_zero(B);
    if (layer->attention != RC_ATTENTION_SOFTMAX)
        return;
    arb_init(q);
    arb_init(k);
    arb_init(scale);
    arb_one(scale);
    if (layer->scale != NULL)
        rc_number_get_arb(scale, layer->scale, prec);
    for (slong a = 0; a < layer->dim; a++)
        for (slong b = 0; b < layer->dim; b++) {
            for (slong c = 0; c < layer->query->cols; c++) {
                rc_number_get_arb(q, rc_matrix_entry(layer->query, a, c), prec);
                rc_number_get_arb(k, rc_matrix_entry(layer->key, b, c), prec);
                arb_addmul(arb_mat_entry(B, a, b), q, k, prec);
            }
            arb_div(arb_mat_entry(B, a, b), arb_mat_entry(B, a, b), scale,
                    prec);
        }
    arb_clear(scale);
    arb_clear(k);
    arb_clear(q);
}

static inline void
naive_weights(arb_mat_t A, const rc_layer *layer, const arb_mat_t X, slong prec)
{
    arb_mat_t B;

    arb_mat_init(B, layer->dim, layer->dim);
    naive_scores(B, layer, prec);
    for (slong i = 0; i < arb_mat_nrows(X); i++)
        for (slong j = 0; j < arb_mat_nrows(X); j++)
            naive_weight(arb_mat_entry(A, i, j), layer, B, X, i, j, prec);
    arb_mat_clear(B);
}

/* Y = A X W, and for LayerNorm `layer` minus the mean over the coordinates. */
static inline void
naive_mix(arb_mat_t Y, const rc_layer *layer, const arb_mat_t X, slong prec)
{
    const slong n = arb_mat_nrows(X), d = arb_mat_ncols(X);
    arb_mat_t A, W;
    arb_t mean;

    arb_mat_init(A, n, n);
    arb_mat_init(W, d, d);
    arb_init(mean);
    naive_weights(A, layer, X, prec);
    rc_matrix_get_arb_mat(W, layer->value, prec);
    arb_mat_mul_classical(Y, A, X, prec);
    arb_mat_mul_classical(Y, Y, W, prec);
    for (slong i = 0; layer->norm == RC_NORM_LAYER && i < n; i++) {
        arb_zero(mean);
        for (slong a = 0; a < d; a++)
            arb_add(mean, mean, arb_mat_entry(Y, i, a), prec);
        arb_div_ui(mean, mean, (ulong)d, prec);
        for (slong a = 0; a < d; a++)
            arb_sub(arb_mat_entry(Y, i, a), arb_mat_entry(Y, i, a), mean, prec);
    }
    arb_clear(mean);
    arb_mat_clear(W);
    arb_mat_clear(A);
}

/* The whole layer; entries are not finite where y_i may be zero. */
static inline void
naive_layer(arb_mat_t Y, const rc_layer *layer, const arb_mat_t X, slong prec)
{
    const slong d = arb_mat_ncols(X);
    arb_t norm;

    naive_mix(Y, layer, X, prec);
    if (layer->norm == RC_NORM_NONE)
        return;
    arb_init(norm);
    for (slong i = 0; i < arb_mat_nrows(X); i++) {
        arb_zero(norm);
        for (slong a = 0; a < d; a++)
            arb_addmul(norm, arb_mat_entry(Y, i, a), arb_mat_entry(Y, i, a),
                       prec);
        arb_sqrt(norm, norm, prec);
        for (slong a = 0; a < d; a++)
            arb_div(arb_mat_entry(Y, i, a), arb_mat_entry(Y, i, a), norm, prec);
    }
    arb_clear(norm);
}

/* ---- A program of tests ---- */

static inline int
run_model_tests(const char *name, const TTest *const *tests, size_t count)
{
    Suite *suite = suite_create(name);
    TCase *tcase = tcase_create(name);
    SRunner *runner;
    int failed;

    for (size_t k = 0; k < count; k++)
        tcase_add_test(tcase, tests[k]);
    suite_add_tcase(suite, tcase);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    flint_cleanup();
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#define RUN_TESTS(name, tests)                                                 \
    run_model_tests(name, tests, sizeof(tests) / sizeof *(tests))

#endif
