/* Matrices of exact numbers. */

#include <stdlib.h>

#include "exact/expression.h"

void
rc_matrix_init_empty(rc_matrix_t m)
{
    m->rows = m->cols = 0;
    m->entries = NULL;
}

void
rc_matrix_clear(rc_matrix_t m)
{
    slong k;

    for (k = 0; k < m->rows * m->cols; k++)
        rc_number_clear(m->entries + k);
    free(m->entries);
    rc_matrix_init_empty(m);
}

/* m takes what made holds, and what m held is released. So a builder's inputs
   may be part of the matrix it replaces, and a failure leaves m as it was. */
static void
replace(rc_matrix_t m, rc_matrix_t made)
{
    rc_matrix_clear(m);
    *m = *made;
    rc_matrix_init_empty(made);
}

static rc_status
init_zero(rc_matrix_t m, slong rows, slong cols)
{
    size_t count;
    slong k;

    rc_matrix_init_empty(m);
    if (rows < 0 || cols < 0 || rows > RC_MATRIX_MAX_DIM ||
        cols > RC_MATRIX_MAX_DIM)
        return RC_LIMIT;
    count = (size_t)rows * (size_t)cols;
    if (count > 0) {
        m->entries = malloc(count * sizeof *m->entries);
        if (m->entries == NULL)
            return RC_NOMEM;
    }
    m->rows = rows;
    m->cols = cols;
    for (k = 0; k < rows * cols; k++)
        rc_number_init(m->entries + k);
    return RC_OK;
}

rc_status
rc_matrix_resize(rc_matrix_t m, slong rows, slong cols)
{
    rc_matrix_t made;
    rc_status status = init_zero(made, rows, cols);

    if (status == RC_OK)
        replace(m, made);
    return status;
}

rc_number_struct *
rc_matrix_entry(const rc_matrix_t m, slong i, slong j)
{
    return m->entries + i * m->cols + j;
}

/* Copies b into a, its upper left corner at row i, column j. */
static rc_status
copy_into(rc_matrix_t a, slong i, slong j, const rc_matrix_struct *b)
{
    rc_status status = RC_OK;
    slong k, l;

    for (k = 0; k < b->rows && status == RC_OK; k++)
        for (l = 0; l < b->cols && status == RC_OK; l++)
            status = rc_number_set(rc_matrix_entry(a, i + k, j + l),
                                   rc_matrix_entry(b, k, l));
    return status;
}

/* Ends a builder: m = made when all went well. */
static rc_status
finish(rc_matrix_t m, rc_matrix_t made, rc_status status)
{
    if (status == RC_OK)
        replace(m, made);
    rc_matrix_clear(made);
    return status;
}

rc_status
rc_matrix_set(rc_matrix_t a, const rc_matrix_t b)
{
    rc_matrix_t made;
    rc_status status;

    if (a == b)
        return RC_OK;
    status = init_zero(made, b->rows, b->cols);
    if (status == RC_OK)
        status = copy_into(made, 0, 0, b);
    return finish(a, made, status);
}

rc_status
rc_matrix_set_identity(rc_matrix_t m, slong dim)
{
    rc_matrix_t made;
    rc_status status = init_zero(made, dim, dim);
    slong k;

    for (k = 0; k < made->rows; k++)
        fmpq_one(rc_matrix_entry(made, k, k)->rational);
    return finish(m, made, status);
}

rc_status
rc_matrix_set_diagonal(rc_matrix_t m, const rc_matrix_t entries)
{
    rc_matrix_t made;
    rc_status status = init_zero(made, entries->cols, entries->cols);
    slong k;

    for (k = 0; k < entries->cols && status == RC_OK; k++)
        status = rc_number_set(rc_matrix_entry(made, k, k),
                               rc_matrix_entry(entries, 0, k));
    return finish(m, made, status);
}

/* x = first + k / steps * (last - first), 0 <= k <= steps, exactly first and
   last at the ends. RC_LIMIT: the expression is over a cap. */
static rc_status
set_between(rc_number_t x, const rc_number_t first, const rc_number_t last,
            slong k, slong steps)
{
    rc_builder b;
    rc_fault fault;
    fmpq_t share;

    if (k == 0 || k == steps)
        return rc_number_set(x, k == 0 ? first : last);
    fmpq_init(share);
    fmpq_set_si(share, k, (ulong)steps);
    rc_builder_init(&b);
    fault = rc_builder_push_number(&b, first);
    if (fault == RC_FAULT_NONE)
        fault = rc_builder_push_rational(&b, share);
    if (fault == RC_FAULT_NONE)
        fault = rc_builder_push_number(&b, last);
    if (fault == RC_FAULT_NONE)
        fault = rc_builder_push_number(&b, first);
    if (fault == RC_FAULT_NONE)
        fault = rc_builder_binary(&b, RC_STEP_SUBTRACT);
    if (fault == RC_FAULT_NONE)
        fault = rc_builder_binary(&b, RC_STEP_MULTIPLY);
    if (fault == RC_FAULT_NONE)
        fault = rc_builder_binary(&b, RC_STEP_ADD);
    if (fault == RC_FAULT_NONE)
        fault = rc_builder_finish(&b, x);
    rc_builder_clear(&b);
    fmpq_clear(share);
    if (fault == RC_FAULT_NONE)
        return RC_OK;
    return fault == RC_FAULT_NOMEM ? RC_NOMEM : RC_LIMIT;
}

rc_status
rc_matrix_set_bidiagonal(rc_matrix_t m, slong dim, const rc_number_t first,
                         const rc_number_t last, const rc_number_t super)
{
    rc_matrix_t made;
    rc_status status = init_zero(made, dim, dim);
    slong k;

    for (k = 0; k < dim && status == RC_OK; k++) {
        status =
            set_between(rc_matrix_entry(made, k, k), first, last, k, dim - 1);
        if (status == RC_OK && k + 1 < dim)
            status = rc_number_set(rc_matrix_entry(made, k, k + 1), super);
    }
    return finish(m, made, status);
}

rc_status
rc_matrix_set_block(rc_matrix_t m, const rc_matrix_struct *blocks, size_t count)
{
    rc_matrix_t made;
    rc_status status;
    slong rows = 0, cols = 0;
    size_t k;

    for (k = 0; k < count; k++) {
        rows += blocks[k].rows;
        cols += blocks[k].cols;
        if (rows > RC_MATRIX_MAX_DIM || cols > RC_MATRIX_MAX_DIM)
            return RC_LIMIT;
    }
    status = init_zero(made, rows, cols);
    rows = cols = 0;
    for (k = 0; k < count && status == RC_OK; k++) {
        status = copy_into(made, rows, cols, &blocks[k]);
        rows += blocks[k].rows;
        cols += blocks[k].cols;
    }
    return finish(m, made, status);
}

int
rc_matrix_is_rational(const rc_matrix_t m)
{
    slong k;

    for (k = 0; k < m->rows * m->cols; k++)
        if (!rc_number_is_rational(m->entries + k))
            return 0;
    return 1;
}

void
rc_matrix_get_fmpq_mat(fmpq_mat_t q, const rc_matrix_t m)
{
    slong i, j;

    for (i = 0; i < m->rows; i++)
        for (j = 0; j < m->cols; j++)
            fmpq_set(fmpq_mat_entry(q, i, j),
                     rc_matrix_entry(m, i, j)->rational);
}

void
rc_matrix_get_arb_mat(arb_mat_t a, const rc_matrix_t m, slong prec)
{
    slong i, j;

    for (i = 0; i < m->rows; i++)
        for (j = 0; j < m->cols; j++)
            rc_number_get_arb(arb_mat_entry(a, i, j), rc_matrix_entry(m, i, j),
                              prec);
}
