/* Products of interval matrices: of integers and radii where there are several
   of them, of intervals for a single one. */

#include "vector.h"

void
ck_dot(mpfi_t s, const mpfi_t *x, long xstep, const mpfi_t *y, long ystep,
       long count)
{
    mpfi_t product;

    mpfi_init2(product, mpfi_get_prec(s));
    mpfi_set_ui(s, 0);
    for (long k = 0; k < count; k++) {
        mpfi_mul(product, x[k * xstep], y[k * ystep]);
        mpfi_add(s, s, product);
    }
    mpfi_clear(product);
}

/* c = all products of rows and columns. */
static void
multiply(ck_imatrix *c, const ck_vectors *rows, const ck_vectors *columns)
{
    ck_sum sum;

    mpz_init(sum.middle);
    for (long i = 0; i < rows->count; i++)
        for (long j = 0; j < columns->count; j++) {
            ck_vector_dot(&sum, &rows->at[i], &columns->at[j]);
            ck_sum_enclose(ck_imatrix_at(c, i, j), &sum);
        }
    mpz_clear(sum.middle);
}

void
ck_imatrix_multiply(ck_imatrix *c, const ck_imatrix *a, const ck_imatrix *b)
{
    ck_vectors rows, columns;

    ck_vectors_init_rows(&rows, a, c->prec);
    ck_vectors_init_columns(&columns, b, c->prec);
    multiply(c, &rows, &columns);
    ck_vectors_clear(&columns);
    ck_vectors_clear(&rows);
}

void
ck_imatrix_multiply_transpose(ck_imatrix *c, const ck_imatrix *a,
                              const ck_imatrix *b)
{
    ck_vectors rows, columns;

    ck_vectors_init_rows(&rows, a, c->prec);
    ck_vectors_init_rows(&columns, b, c->prec);
    multiply(c, &rows, &columns);
    ck_vectors_clear(&columns);
    ck_vectors_clear(&rows);
}
