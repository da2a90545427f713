/* R18. The matrix times the common denominator is eliminated without fractions
   (Bareiss): what stands in place (i, j) after some pivots is a minor, and
   dividing by the pivot before is exact. With positive pivots so far, the
   diagonal's signs are those of the Schur complement. */

#include "semidefinite.h"

/* ---- Matrices ---- */

void
ck_qmatrix_transpose(ck_qmatrix *t, const ck_qmatrix *m)
{
    ck_qmatrix_resize(t, m->cols, m->rows);
    for (long i = 0; i < m->rows; i++)
        for (long j = 0; j < m->cols; j++)
            mpq_set(*ck_qmatrix_at(t, j, i), *ck_qmatrix_at(m, i, j));
}

/* Row i of both divided by the entry (i, i) of work, which is not zero. */
static void
divide_row(ck_qmatrix *work, ck_qmatrix *t, long i)
{
    mpq_t pivot;

    mpq_init(pivot);
    mpq_set(pivot, *ck_qmatrix_at(work, i, i));
    for (long j = 0; j < work->cols; j++) {
        mpq_div(*ck_qmatrix_at(work, i, j), *ck_qmatrix_at(work, i, j), pivot);
        mpq_div(*ck_qmatrix_at(t, i, j), *ck_qmatrix_at(t, i, j), pivot);
    }
    mpq_clear(pivot);
}

/* Row i of both less `factor` times row k. */
static void
subtract_row(ck_qmatrix *m, long i, long k, mpq_srcptr factor)
{
    mpq_t product;

    mpq_init(product);
    for (long j = 0; j < m->cols; j++) {
        mpq_mul(product, factor, *ck_qmatrix_at(m, k, j));
        mpq_sub(*ck_qmatrix_at(m, i, j), *ck_qmatrix_at(m, i, j), product);
    }
    mpq_clear(product);
}

static void
swap_rows(ck_qmatrix *m, long i, long k)
{
    for (long j = 0; j < m->cols; j++)
        mpq_swap(*ck_qmatrix_at(m, i, j), *ck_qmatrix_at(m, k, j));
}

/* Column k of work becomes the unit vector; 0 when there is no pivot. */
static int
clear_column(ck_qmatrix *work, ck_qmatrix *t, long k)
{
    long pivot = k;
    mpq_t factor;

    while (pivot < work->rows && mpq_sgn(*ck_qmatrix_at(work, pivot, k)) == 0)
        pivot++;
    if (pivot == work->rows)
        return 0;
    swap_rows(work, k, pivot);
    swap_rows(t, k, pivot);
    divide_row(work, t, k);
    mpq_init(factor);
    for (long i = 0; i < work->rows; i++) {
        if (i == k)
            continue;
        mpq_set(factor, *ck_qmatrix_at(work, i, k));
        subtract_row(work, i, k, factor);
        subtract_row(t, i, k, factor);
    }
    mpq_clear(factor);
    return 1;
}

int
ck_qmatrix_invert(ck_qmatrix *t, const ck_qmatrix *m)
{
    ck_qmatrix work;
    int good = 1;

    ck_qmatrix_init(&work);
    ck_qmatrix_resize(&work, m->rows, m->cols);
    ck_qmatrix_resize(t, m->rows, m->cols);
    for (long i = 0; i < m->rows; i++) {
        mpq_set_ui(*ck_qmatrix_at(t, i, i), 1, 1);
        for (long j = 0; j < m->cols; j++)
            mpq_set(*ck_qmatrix_at(&work, i, j), *ck_qmatrix_at(m, i, j));
    }
    for (long k = 0; good && k < m->rows; k++)
        good = clear_column(&work, t, k);
    ck_qmatrix_clear(&work);
    return good;
}

/* ---- Elimination ---- */

typedef struct {
    long n;
    mpz_t *entries; /* those with i <= j are in use */
    unsigned char *done;
    mpz_t before, work; /* the pivot before; 1 at first */
} elimination;

static mpz_t *
at(const elimination *e, long i, long j)
{
    /* no test can see this: with i = j both are the same */
    return i <= j ? &e->entries[i * e->n + j] : &e->entries[j * e->n + i];
}

static void
elimination_init(elimination *e, const ck_qmatrix *m)
{
    mpz_t common;

    e->n = m->rows;
    e->entries = ck_allocate((size_t)e->n * (size_t)e->n, sizeof *e->entries);
    e->done = ck_allocate((size_t)e->n, 1);
    mpz_init_set_ui(e->before, 1);
    mpz_init(e->work);
    mpz_init_set_ui(common, 1);
    /* no test can see this: behind the last i there is no j */
    for (long i = 0; i < e->n; i++)
        for (long j = i; j < e->n; j++)
            mpz_lcm(common, common, mpq_denref(*ck_qmatrix_at(m, i, j)));
    /* no test can see this, either */
    for (long i = 0; i < e->n; i++)
        for (long j = i; j < e->n; j++) {
            mpq_t *x = ck_qmatrix_at(m, i, j);

            mpz_init(*at(e, i, j));
            mpz_divexact(e->work, common, mpq_denref(*x));
            mpz_mul(*at(e, i, j), mpq_numref(*x), e->work);
        }
    mpz_clear(common);
}

static void
elimination_clear(elimination *e)
{
    /* no test can see this: behind the last i there is no j */
    for (long i = 0; i < e->n; i++)
        for (long j = i; j < e->n; j++)
            mpz_clear(*at(e, i, j));
    mpz_clear(e->before);
    mpz_clear(e->work);
    ck_release(e->done);
    ck_release(e->entries);
}

/* a_ij = (a_kk a_ij - a_ik a_jk) / before, for all i <= j that are left. */
static void
take_pivot(elimination *e, long k)
{
    e->done[k] = 1;
    for (long i = 0; i < e->n; i++)
        for (long j = i; !e->done[i] && j < e->n; j++) {
            if (e->done[j]) /* no test can see this: it saves work */
                continue;
            mpz_mul(e->work, *at(e, k, k), *at(e, i, j));
            mpz_submul(e->work, *at(e, i, k), *at(e, j, k));
            mpz_divexact(*at(e, i, j), e->work, e->before);
        }
    mpz_set(e->before, *at(e, k, k));
}

/* The first row left whose diagonal entry is not zero; n when there is none. */
static long
find_pivot(const elimination *e)
{
    long k = 0;

    while (k < e->n && (e->done[k] || mpz_sgn(*at(e, k, k)) == 0))
        k++;
    return k;
}

static int
rest_is_zero(const elimination *e)
{
    for (long i = 0; i < e->n; i++)
        for (long j = i; !e->done[i] && j < e->n; j++)
            /* no test can see this: with such an entry a pivot was negative */
            if (!e->done[j] && mpz_sgn(*at(e, i, j)) != 0)
                return 0;
    return 1;
}

int
ck_is_semidefinite(const ck_qmatrix *m)
{
    elimination e;
    int good;

    elimination_init(&e, m);
    for (;;) {
        const long k = find_pivot(&e);

        if (k == e.n) {
            good = rest_is_zero(&e);
            break;
        }
        /* no test can see this: a pivot is not 0 */
        good = mpz_sgn(*at(&e, k, k)) > 0;
        if (!good)
            break;
        take_pivot(&e, k);
    }
    elimination_clear(&e);
    return good;
}

int
ck_norm_is_within(const ck_qmatrix *m, mpq_srcptr s)
{
    ck_qmatrix turned, product;
    int good;

    ck_qmatrix_init(&turned);
    ck_qmatrix_init(&product);
    ck_qmatrix_transpose(&turned, m);
    ck_qmatrix_multiply(&product, &turned, m);
    for (long i = 0; i < product.rows; i++)
        for (long j = 0; j < product.cols; j++) {
            mpq_t *x = ck_qmatrix_at(&product, i, j);

            mpq_neg(*x, *x);
            if (i == j)
                mpq_add(*x, *x, s);
        }
    good = ck_is_semidefinite(&product);
    ck_qmatrix_clear(&product);
    ck_qmatrix_clear(&turned);
    return good;
}
