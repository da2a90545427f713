#include "interval.h"

#include <stdio.h>

void
ck_imatrix_init(ck_imatrix *m, long rows, long cols, long prec)
{
    m->rows = rows;
    m->cols = cols;
    m->prec = prec;
    m->entries = ck_allocate((size_t)rows * (size_t)cols, sizeof *m->entries);
    for (long k = 0; k < rows * cols; k++) {
        mpfi_init2(m->entries[k], prec);
        mpfi_set_ui(m->entries[k], 0);
    }
}

void
ck_imatrix_clear(ck_imatrix *m)
{
    for (long k = 0; k < m->rows * m->cols; k++)
        mpfi_clear(m->entries[k]);
    ck_release(m->entries);
    m->rows = m->cols = 0;
    m->entries = NULL;
}

mpfi_ptr
ck_imatrix_at(const ck_imatrix *m, long i, long j)
{
    return m->entries[i * m->cols + j];
}

void
ck_imatrix_set(ck_imatrix *m, const ck_imatrix *from)
{
    for (long k = 0; k < m->rows * m->cols; k++)
        mpfi_set(m->entries[k], from->entries[k]);
}

int
ck_is_bounded(mpfi_srcptr x)
{
    return mpfr_number_p(&x->left) != 0 && mpfr_number_p(&x->right) != 0;
}

int
ck_imatrix_is_bounded(const ck_imatrix *m)
{
    for (long k = 0; k < m->rows * m->cols; k++)
        if (!ck_is_bounded(m->entries[k]))
            return 0;
    return 1;
}

int
ck_imatrix_enclose(ck_imatrix *m, const ck_matrix *x)
{
    for (long k = 0; k < m->rows * m->cols; k++)
        if (!ck_number_enclose(m->entries[k], &x->entries[k]))
            return 0;
    return 1;
}

void
ck_imatrix_set_rationals(ck_imatrix *m, const ck_qmatrix *x)
{
    for (long k = 0; k < m->rows * m->cols; k++)
        mpfi_set_q(m->entries[k], x->entries[k]);
}

void
ck_interval_text(char text[80], mpfi_srcptr x)
{
    mpfr_snprintf(text, 80, "[%.12RDg, %.12RUg]", &x->left, &x->right);
}
