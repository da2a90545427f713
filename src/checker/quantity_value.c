/* R28: enclosures of quantities (lengths as their squares), and the Gram
   matrix whose eigenvalues are the squares of the singular values. */

#include <string.h>

#include "quantity.h"

void
ck_quantities_init(ck_quantities *all, const ck_imatrix *X)
{
    all->X = X;
    ck_imatrix_init(&all->gram, 0, 0, X->prec);
    memset(all->known, 0, sizeof all->known);
    all->zero_row = -1;
    for (int k = 0; k < CK_QUANTITY_KINDS; k++)
        mpfi_init2(all->value[k], (mpfr_prec_t)X->prec);
}

void
ck_quantities_clear(ck_quantities *all)
{
    ck_imatrix_clear(&all->gram);
    for (int k = 0; k < CK_QUANTITY_KINDS; k++)
        mpfi_clear(all->value[k]);
}

/* sum += the squares of x_i - x_k; k = -1: of x_i. */
static void
add_squares(mpfi_t sum, const ck_imatrix *X, long i, long k)
{
    mpfi_t term;

    mpfi_init2(term, (mpfr_prec_t)X->prec);
    for (long c = 0; c < X->cols; c++) {
        if (k >= 0)
            mpfi_sub(term, ck_imatrix_at(X, i, c), ck_imatrix_at(X, k, c));
        else
            mpfi_set(term, ck_imatrix_at(X, i, c));
        mpfi_sqr(term, term);
        mpfi_add(sum, sum, term);
    }
    mpfi_clear(term);
}

/* N mu^2 = N sum ||x_i - x_1||^2 - ||sum (x_i - x_1)||^2 */
static void
find_mu(mpfi_t value, const ck_imatrix *X)
{
    mpfi_t sum, term;

    mpfi_init2(sum, (mpfr_prec_t)X->prec);
    mpfi_init2(term, (mpfr_prec_t)X->prec);
    mpfi_set_ui(value, 0);
    for (long i = 1; i < X->rows; i++)
        add_squares(value, X, i, 0);
    mpfi_mul_ui(value, value, (unsigned long)X->rows);
    for (long c = 0; c < X->cols; c++) {
        mpfi_set_ui(sum, 0);
        for (long i = 1; i < X->rows; i++) {
            mpfi_sub(term, ck_imatrix_at(X, i, c), ck_imatrix_at(X, 0, c));
            mpfi_add(sum, sum, term);
        }
        mpfi_sqr(sum, sum);
        mpfi_sub(value, value, sum);
    }
    mpfi_clear(term);
    mpfi_clear(sum);
}

/* [max of the lower ends, max of the upper ends]; min likewise */
void
ck_fold_max(mpfi_t most, mpfi_srcptr x)
{
    mpfr_max(&most->left, &most->left, &x->left, MPFR_RNDD);
    mpfr_max(&most->right, &most->right, &x->right, MPFR_RNDU);
}

void
ck_fold_min(mpfi_t least, mpfi_srcptr x)
{
    mpfr_min(&least->left, &least->left, &x->left, MPFR_RNDD);
    mpfr_min(&least->right, &least->right, &x->right, MPFR_RNDU);
}

static void
find_diameter(mpfi_t value, const ck_imatrix *X)
{
    mpfi_t square;

    mpfi_init2(square, (mpfr_prec_t)X->prec);
    mpfi_set_ui(value, 0);
    for (long i = 0; i < X->rows; i++)
        for (long k = 0; k < i; k++) {
            mpfi_set_ui(square, 0);
            add_squares(square, X, i, k);
            ck_fold_max(value, square);
        }
    mpfi_clear(square);
}

static void
find_norm_max(mpfi_t value, const ck_imatrix *X)
{
    mpfi_t square;

    mpfi_init2(square, (mpfr_prec_t)X->prec);
    mpfi_set_ui(value, 0);
    for (long i = 0; i < X->rows; i++) {
        mpfi_set_ui(square, 0);
        add_squares(square, X, i, -1);
        ck_fold_max(value, square);
    }
    mpfi_clear(square);
}

/* ---- Cosines ---- */

/* cosine = <x_i, x_k> / sqrt(||x_i||^2 ||x_k||^2), within [-1, 1] by
   Cauchy and Schwarz */
static void
find_cosine(mpfi_t cosine, const ck_imatrix *X, const ck_imatrix *squares,
            long i, long k)
{
    mpfi_t norms;

    mpfi_init2(norms, (mpfr_prec_t)X->prec);
    mpfi_mul(norms, ck_imatrix_at(squares, i, 0), ck_imatrix_at(squares, k, 0));
    mpfi_sqrt(norms, norms);
    ck_dot(cosine, (const mpfi_t *)(X->entries + i * X->cols), 1,
           (const mpfi_t *)(X->entries + k * X->cols), 1, X->cols);
    mpfi_div(cosine, cosine, norms);
    mpfi_interv_si(norms, -1, 1); /* also for what is no number: */
    mpfr_max(&cosine->left, &cosine->left, &norms->left, MPFR_RNDD);
    mpfr_min(&cosine->right, &cosine->right, &norms->right, MPFR_RNDU);
    mpfi_clear(norms);
}

static void
fold_cosines(ck_quantities *all, const ck_imatrix *squares)
{
    const long n = all->X->rows;
    mpfi_t cosine;

    mpfi_init2(cosine, (mpfr_prec_t)all->X->prec);
    mpfi_set_ui(all->value[CK_COSINE_MIN], 1);
    mpfi_set_si(all->value[CK_COSINE_MAX], -1);
    mpfi_set_ui(all->value[CK_COSINE_MEAN], 0);
    for (long i = 0; i < n; i++)
        for (long k = 0; k < i; k++) {
            find_cosine(cosine, all->X, squares, i, k);
            ck_fold_min(all->value[CK_COSINE_MIN], cosine);
            ck_fold_max(all->value[CK_COSINE_MAX], cosine);
            mpfi_add(all->value[CK_COSINE_MEAN], all->value[CK_COSINE_MEAN],
                     cosine);
        }
    mpfi_div_ui(all->value[CK_COSINE_MEAN], all->value[CK_COSINE_MEAN],
                (unsigned long)(n * (n - 1) / 2));
    mpfi_clear(cosine);
}

/* All three; they say nothing when some norm is not certified positive. */
static void
find_cosines(ck_quantities *all)
{
    ck_imatrix squares;

    all->known[CK_COSINE_MIN] = 1;
    all->known[CK_COSINE_MAX] = 1;
    all->known[CK_COSINE_MEAN] = 1;
    ck_imatrix_init(&squares, all->X->rows, 1, all->X->prec);
    for (long i = 0; i < squares.rows; i++) {
        mpfi_ptr square = ck_imatrix_at(&squares, i, 0);

        add_squares(square, all->X, i, -1);
        if (mpfr_sgn(&square->left) <= 0)
            all->zero_row = i;
    }
    fold_cosines(all, &squares);
    ck_imatrix_clear(&squares);
}

mpfi_srcptr
ck_quantity_value(ck_quantities *all, ck_quantity_kind kind)
{
    mpfi_ptr value = all->value[kind];

    if (all->known[kind]) /* no test can see this: it saves work */
        return value;
    all->known[kind] = 1;
    if (kind == CK_MU)
        find_mu(value, all->X);
    else if (kind == CK_DIAMETER)
        find_diameter(value, all->X);
    else if (kind == CK_NORM_MAX)
        find_norm_max(value, all->X);
    else
        find_cosines(all);
    return value;
}

/* ---- The Gram matrix ---- */

const ck_imatrix *
ck_quantity_gram(ck_quantities *all)
{
    const ck_imatrix *X = all->X;
    ck_imatrix turned;

    if (all->gram.rows > 0) /* no test can see this: it saves work */
        return &all->gram;
    ck_imatrix_clear(&all->gram);
    /* no test can see this: the other one has zero eigenvalues besides */
    if (X->rows <= X->cols) {
        ck_imatrix_init(&all->gram, X->rows, X->rows, X->prec);
        ck_imatrix_multiply_transpose(&all->gram, X, X);
        return &all->gram;
    }
    ck_imatrix_init(&turned, X->cols, X->rows, X->prec);
    for (long i = 0; i < X->rows; i++)
        for (long c = 0; c < X->cols; c++)
            mpfi_set(ck_imatrix_at(&turned, c, i), ck_imatrix_at(X, i, c));
    ck_imatrix_init(&all->gram, X->cols, X->cols, X->prec);
    ck_imatrix_multiply_transpose(&all->gram, &turned, &turned);
    ck_imatrix_clear(&turned);
    return &all->gram;
}
