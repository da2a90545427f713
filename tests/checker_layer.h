/* Layers for the tests of the checker, and the same layer evaluated the slow
   and plain way, with many bits. */

#ifndef RANKCERT_TESTS_CHECKER_LAYER_H
#define RANKCERT_TESTS_CHECKER_LAYER_H

#include "checker_interval.h"
#include "checker_model.h"
#include "random.h"

#include "checker/layer.h"

enum { REFERENCE_BITS = 400 };

#define LAYER_MODEL(tokens, dim, mask, attention, norm, value)                 \
    "{'tokens': " tokens ", 'dim': " dim ", 'mask': " mask                     \
    ", 'attention': " attention ", 'norm': '" norm "', 'value': " value "}"
#define LAYER_CAUSAL "[[[1, 1]], [[1, 2]], [[1, 3]]]"
#define LAYER_HOLES "[[[1, 3]], [[2, 2]], [[1, 1], [3, 3]]]"
#define LAYER_VALUE "[['1', '2'], ['-3', '1/2']]"
#define LAYER_SOFTMAX                                                          \
    "{'softmax': {'key': [['1', '1/2', '0'], ['-2', '1', '1']], "              \
    "'query': [['3/4', '-1', '1'], ['1', '2', '-1/2']], 'scale': 'sqrt(2)'}}"
#define LAYER_FIXED                                                            \
    "{'fixed': [['1/2', '1/4', '1/4'], ['0', '1', '0'], ['1/3', '0', '2/3']]}"

/* Models of three tokens in the plane, of all kinds. */
static const char *const layer_models[] = {
    LAYER_MODEL("3", "2", LAYER_CAUSAL, "'uniform'", "rms", LAYER_VALUE),
    LAYER_MODEL("3", "2", LAYER_HOLES, "'uniform'", "layer", LAYER_VALUE),
    LAYER_MODEL("3", "2", LAYER_HOLES, LAYER_FIXED, "rms", LAYER_VALUE),
    LAYER_MODEL("3", "2", LAYER_CAUSAL, LAYER_SOFTMAX, "rms", LAYER_VALUE),
    LAYER_MODEL("3", "2", LAYER_HOLES, LAYER_SOFTMAX, "layer",
                "[['sqrt(3)', '2'], ['-3', 'exp(1)']]"),
};
enum { LAYER_MODELS = 5 };

static inline void
open_layer(ck_layer *layer, ck_model *model, const char *text, long prec)
{
    read_model(model, text);
    ck_assert(ck_layer_init(layer, model, 0, prec));
}

static inline void
close_layer(ck_layer *layer, ck_model *model)
{
    ck_layer_clear(layer);
    ck_model_clear(model);
}

/* ---- Random boxes and points ---- */

/* A number from -1 to 1, of 40 bits. */
static inline double
random_share(uint64_t *state)
{
    return (double)(random_bits(state) >> 24) / 549755813888.0 - 1;
}

/* Entries about numbers from -1 to 1, with that radius. */
static inline void
random_box(ck_imatrix *box, double radius, uint64_t *state)
{
    for (long k = 0; k < box->rows * box->cols; k++) {
        const double middle = random_share(state);

        mpfi_interv_d(box->entries[k], middle - radius, middle + radius);
    }
}

/* point = one in the box, sometimes with entries at its ends. */
static inline void
random_point(ck_imatrix *point, const ck_imatrix *box, uint64_t *state)
{
    mpfr_t share, width;

    mpfr_inits2(REFERENCE_BITS, share, width, (mpfr_ptr)NULL);
    for (long k = 0; k < box->rows * box->cols; k++) {
        mpfi_srcptr x = box->entries[k];

        mpfr_set_d(share, random_share(state), MPFR_RNDN);
        mpfr_abs(share, share, MPFR_RNDN);
        if (random_bits(state) % 4 == 0)
            mpfr_rint(share, share, MPFR_RNDN);
        mpfr_sub(width, &x->right, &x->left, MPFR_RNDN);
        mpfr_mul(width, width, share, MPFR_RNDN);
        mpfr_add(width, width, &x->left, MPFR_RNDN);
        mpfi_set_fr(point->entries[k], width);
    }
    mpfr_clears(share, width, (mpfr_ptr)NULL);
}

/* ---- The layer, plainly ---- */

static inline void
reference_enclose(ck_imatrix *made, const ck_matrix *x)
{
    ck_imatrix_init(made, x->rows, x->cols, REFERENCE_BITS);
    ck_assert(ck_imatrix_enclose(made, x));
}

/* product = x y, sum by sum. */
static inline void
reference_product(ck_imatrix *product, const ck_imatrix *x, const ck_imatrix *y)
{
    mpfi_t term;

    mpfi_init2(term, REFERENCE_BITS);
    for (long i = 0; i < x->rows; i++)
        for (long j = 0; j < y->cols; j++) {
            mpfi_set_ui(ck_imatrix_at(product, i, j), 0);
            for (long k = 0; k < x->cols; k++) {
                mpfi_mul(term, ck_imatrix_at(x, i, k), ck_imatrix_at(y, k, j));
                mpfi_add(ck_imatrix_at(product, i, j),
                         ck_imatrix_at(product, i, j), term);
            }
        }
    mpfi_clear(term);
}

/* s_ij = <x_i W_Q, x_j W_K> / scale, turned into exp(s_ij) on the mask. */
static inline void
reference_exponentials(ck_imatrix *A, const ck_model *m, const ck_imatrix *X)
{
    ck_imatrix query, key, asked, offered;
    mpfi_t scale;

    reference_enclose(&query, &m->query.items[0]);
    reference_enclose(&key, &m->key.items[0]);
    ck_imatrix_init(&asked, m->tokens, query.cols, REFERENCE_BITS);
    ck_imatrix_init(&offered, m->tokens, query.cols, REFERENCE_BITS);
    reference_product(&asked, X, &query);
    reference_product(&offered, X, &key);
    mpfi_init2(scale, REFERENCE_BITS);
    ck_assert(ck_number_enclose(scale, &m->scale));
    for (long i = 0; i < m->tokens; i++)
        for (long j = 0; j < m->tokens; j++) {
            mpfi_ptr s = ck_imatrix_at(A, i, j);

            if (!ck_attends(m, i, j))
                continue;
            ck_dot(s, (const mpfi_t *)asked.entries + i * asked.cols, 1,
                   (const mpfi_t *)offered.entries + j * asked.cols, 1,
                   asked.cols);
            mpfi_div(s, s, scale);
            mpfi_exp(s, s);
        }
    mpfi_clear(scale);
    ck_imatrix_clear(&offered);
    ck_imatrix_clear(&asked);
    ck_imatrix_clear(&key);
    ck_imatrix_clear(&query);
}

/* A (N x N, zeros) = the attention weights at X. */
static inline void
reference_weights(ck_imatrix *A, const ck_model *m, const ck_imatrix *X)
{
    mpfi_t sum;

    if (m->attention == CK_FIXED) {
        ck_assert(ck_imatrix_enclose(A, &m->fixed.items[0]));
        return;
    }
    if (m->attention == CK_SOFTMAX)
        reference_exponentials(A, m, X);
    mpfi_init2(sum, REFERENCE_BITS);
    for (long i = 0; i < m->tokens; i++) {
        mpfi_set_ui(sum, 0);
        for (long j = 0; j < m->tokens; j++) {
            if (m->attention == CK_UNIFORM && ck_attends(m, i, j))
                mpfi_set_ui(ck_imatrix_at(A, i, j), 1);
            mpfi_add(sum, sum, ck_imatrix_at(A, i, j));
        }
        for (long j = 0; j < m->tokens; j++)
            mpfi_div(ck_imatrix_at(A, i, j), ck_imatrix_at(A, i, j), sum);
    }
    mpfi_clear(sum);
}

/* Takes the mean of its coordinates from each token. */
static inline void
reference_centre(ck_imatrix *Y)
{
    mpfi_t mean;

    mpfi_init2(mean, REFERENCE_BITS);
    for (long i = 0; i < Y->rows; i++) {
        mpfi_set_ui(mean, 0);
        for (long a = 0; a < Y->cols; a++)
            mpfi_add(mean, mean, ck_imatrix_at(Y, i, a));
        mpfi_div_ui(mean, mean, (unsigned long)Y->cols);
        for (long a = 0; a < Y->cols; a++)
            mpfi_sub(ck_imatrix_at(Y, i, a), ck_imatrix_at(Y, i, a), mean);
    }
    mpfi_clear(mean);
}

/* Y (N x d) = A(X) X W, centred for norm `layer`. X and Y have REFERENCE_BITS.
 */
static inline void
reference_mix(ck_imatrix *Y, const ck_model *m, const ck_imatrix *X)
{
    ck_imatrix A, value, mean;

    ck_imatrix_init(&A, m->tokens, m->tokens, REFERENCE_BITS);
    ck_imatrix_init(&mean, m->tokens, m->dim, REFERENCE_BITS);
    reference_enclose(&value, &m->value.items[0]);
    reference_weights(&A, m, X);
    reference_product(&mean, &A, X);
    reference_product(Y, &mean, &value);
    if (m->norm == CK_NORM_LAYER)
        reference_centre(Y);
    ck_imatrix_clear(&value);
    ck_imatrix_clear(&mean);
    ck_imatrix_clear(&A);
}

/* ---- Comparing ---- */

/* The thin enclosure x of one number may lie in the enclosure `in`. */
static inline void
expect_in(mpfi_srcptr x, mpfi_srcptr in)
{
    ck_assert(ck_is_bounded(x) && ck_is_bounded(in));
    ck_assert_msg(
        mpfr_cmp(&x->right, &in->left) >= 0 &&
            mpfr_cmp(&x->left, &in->right) <= 0,
        "%.17g is not in [%.17g, %.17g]", mpfr_get_d(&x->left, MPFR_RNDN),
        mpfr_get_d(&in->left, MPFR_RNDN), mpfr_get_d(&in->right, MPFR_RNDN));
}

/* x is the one number `text`, exactly. */
static inline void
expect_exactly(mpfi_srcptr x, const char *text)
{
    mpq_t q;

    mpq_init(q);
    ck_assert_int_eq(mpq_set_str(q, text, 10), 0);
    ck_assert_msg(mpfr_cmp_q(&x->left, q) == 0 && mpfr_cmp_q(&x->right, q) == 0,
                  "[%.17g, %.17g] is not %s", mpfr_get_d(&x->left, MPFR_RNDN),
                  mpfr_get_d(&x->right, MPFR_RNDN), text);
    mpq_clear(q);
}

/* The entries are these numbers, exactly; texts separated by blanks. */
static inline void
expect_entries(const ck_imatrix *m, const char *texts)
{
    char one[64];
    int used;

    for (long k = 0; k < m->rows * m->cols; k++) {
        ck_assert_int_eq(sscanf(texts, "%63s%n", one, &used), 1);
        expect_exactly(m->entries[k], one);
        texts += used;
    }
}

/* |end - the number in decimal| < 10^-9. */
static inline void
expect_near(mpfr_srcptr end, double number)
{
    const double found = mpfr_get_d(end, MPFR_RNDN);

    ck_assert_msg(found - number < 1e-9 && number - found < 1e-9,
                  "%.17g is not near %.17g", found, number);
}

/* m (rows x cols, initialised by this) of rationals, separated by blanks. */
static inline void
read_points(ck_imatrix *m, long rows, long cols, long prec, const char *texts)
{
    char one[64];
    mpq_t q;
    int used;

    mpq_init(q);
    ck_imatrix_init(m, rows, cols, prec);
    for (long k = 0; k < rows * cols; k++) {
        ck_assert_int_eq(sscanf(texts, "%63s%n", one, &used), 1);
        ck_assert_int_eq(mpq_set_str(q, one, 10), 0);
        mpfi_set_q(m->entries[k], q);
        texts += used;
    }
    mpq_clear(q);
}

#endif
