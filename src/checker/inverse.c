/* Inverses: approximate ones, and the proof that there is one. */

#include "interval.h"

/* M, points, row by row, turning into its inverse in place. Rows are exchanged
   by their pointers; order[k] is the row of M that came to be the k-th pivot's.
 */
typedef struct {
    long size;
    mpfr_t **rows;
    long *order;
    mpfr_t factor, product;
} elimination;

static void
elimination_init(elimination *e, const ck_imatrix *m)
{
    e->size = m->rows;
    e->rows = ck_allocate((size_t)e->size, sizeof *e->rows);
    e->order = ck_allocate((size_t)e->size, sizeof *e->order);
    mpfr_inits2(m->prec, e->factor, e->product, (mpfr_ptr)NULL);
    for (long i = 0; i < e->size; i++) {
        e->order[i] = i;
        e->rows[i] = ck_allocate((size_t)e->size, sizeof **e->rows);
        for (long j = 0; j < e->size; j++) {
            mpfr_init2(e->rows[i][j], m->prec);
            mpfi_mid(e->rows[i][j], ck_imatrix_at(m, i, j));
        }
    }
}

static void
elimination_clear(elimination *e)
{
    for (long i = 0; i < e->size; i++) {
        for (long j = 0; j < e->size; j++)
            mpfr_clear(e->rows[i][j]);
        ck_release(e->rows[i]);
    }
    ck_release(e->rows);
    ck_release(e->order);
    mpfr_clears(e->factor, e->product, (mpfr_ptr)NULL);
}

/* Brings the largest entry of column k from row k on into row k; 0 when there
   is none but zeros and what is no number. */
static int
choose_pivot(elimination *e, long k)
{
    mpfr_t *row = e->rows[k];
    const long place = e->order[k];
    long best = -1;

    for (long i = k; i < e->size; i++)
        /* no test can see this: other pivots give no bounded inverse */
        if (mpfr_regular_p(e->rows[i][k]) &&
            /* no test can see this: which one of equal ones */
            (best < 0 || mpfr_cmpabs(e->rows[i][k], e->rows[best][k]) > 0))
            best = i;
    if (best < 0)
        return 0;
    e->rows[k] = e->rows[best];
    e->rows[best] = row;
    e->order[k] = e->order[best];
    e->order[best] = place;
    return 1;
}

/* Row k is divided by its pivot, whose place takes 1 / pivot. */
static void
scale_row(elimination *e, long k)
{
    mpfr_t *row = e->rows[k];

    mpfr_set(e->factor, row[k], MPFR_RNDN);
    mpfr_set_ui(row[k], 1, MPFR_RNDN);
    for (long j = 0; j < e->size; j++)
        if (!mpfr_zero_p(row[j])) /* no test can see this: it saves work */
            mpfr_div(row[j], row[j], e->factor, MPFR_RNDN);
}

/* Row i loses its entry in column k, whose place takes the inverse's. */
static void
subtract_row(elimination *e, long i, long k)
{
    mpfr_t *row = e->rows[i], *pivot = e->rows[k];

    if (mpfr_zero_p(row[k])) /* no test can see this: it saves work */
        return;
    mpfr_set(e->factor, row[k], MPFR_RNDN);
    mpfr_set_ui(row[k], 0, MPFR_RNDN);
    for (long j = 0; j < e->size; j++) {
        if (mpfr_zero_p(pivot[j])) /* no test can see this: it saves work */
            continue;
        mpfr_mul(e->product, e->factor, pivot[j], MPFR_RNDN);
        mpfr_sub(row[j], row[j], e->product, MPFR_RNDN);
    }
}

int
ck_imatrix_approx_inverse(ck_imatrix *y, const ck_imatrix *m)
{
    elimination e;
    int good = 1;

    elimination_init(&e, m);
    for (long k = 0; good && k < e.size; k++) {
        good = choose_pivot(&e, k);
        if (good) /* no test can see this: after a failure nothing is used */
            scale_row(&e, k);
        /* no test can see this, either */
        for (long i = 0; good && i < e.size; i++)
            if (i != k)
                subtract_row(&e, i, k);
    }
    /* no test can see this, either */
    for (long i = 0; good && i < e.size; i++)
        for (long j = 0; j < e.size; j++)
            mpfi_set_fr(ck_imatrix_at(y, i, e.order[j]), e.rows[i][j]);
    elimination_clear(&e);
    return good && ck_imatrix_is_bounded(y);
}

/* 1 when the row sums of |I - product| are certified below 1: then every
   matrix in the product is invertible, its two factors with it. */
static int
is_near_identity(const ck_imatrix *product)
{
    mpfi_t entry, sum;
    int good = 1;

    mpfi_init2(entry, product->prec);
    mpfi_init2(sum, product->prec);
    for (long i = 0; good && i < product->rows; i++) {
        mpfi_set_ui(sum, 0);
        for (long j = 0; j < product->cols; j++) {
            mpfi_ui_sub(entry, i == j, ck_imatrix_at(product, i, j));
            mpfi_abs(entry, entry);
            mpfi_add(sum, sum, entry);
        }
        /* no test can see this: nothing is below 1 but numbers */
        good = ck_is_bounded(sum) && mpfr_cmp_ui(&sum->right, 1) < 0;
    }
    mpfi_clear(sum);
    mpfi_clear(entry);
    return good;
}

int
ck_imatrix_is_invertible(const ck_imatrix *m)
{
    ck_imatrix y, product;
    int good;

    /* no test can see this: there is no bounded inverse then */
    if (!ck_imatrix_is_bounded(m))
        return 0;
    ck_imatrix_init(&y, m->rows, m->rows, m->prec);
    ck_imatrix_init(&product, m->rows, m->rows, m->prec);
    good = ck_imatrix_approx_inverse(&y, m);
    if (good) /* no test can see this: it saves work */
        ck_imatrix_multiply(&product, &y, m);
    /* no test can see this: zeros are not near */
    good = good && is_near_identity(&product);
    ck_imatrix_clear(&product);
    ck_imatrix_clear(&y);
    return good;
}
