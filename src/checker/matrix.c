#include "number.h"

void
ck_matrix_init(ck_matrix *m)
{
    *m = (ck_matrix){0, 0, NULL};
}

void
ck_matrix_clear(ck_matrix *m)
{
    for (long k = 0; k < m->rows * m->cols; k++)
        ck_number_clear(&m->entries[k]);
    ck_release(m->entries);
    ck_matrix_init(m);
}

void
ck_matrix_resize(ck_matrix *m, long rows, long cols)
{
    ck_matrix_clear(m);
    m->rows = rows;
    m->cols = cols;
    m->entries = ck_allocate((size_t)rows * (size_t)cols, sizeof *m->entries);
    for (long k = 0; k < rows * cols; k++)
        ck_number_init(&m->entries[k]);
}

ck_number *
ck_matrix_at(const ck_matrix *m, long i, long j)
{
    return &m->entries[i * m->cols + j];
}

/* The size of the matrix at `node`, which is to be rows x cols when these are
   not 0. Rows are checked for their lengths. */
static int
read_size(const ck_node *node, long *rows, long *cols)
{
    const size_t most = (size_t)node->o->limits->max_dim;
    const size_t height = (size_t)*rows, width = (size_t)*cols;
    size_t n, d = width;
    ck_node row;

    if (!ck_list(node, height > 0 ? height : 1, height > 0 ? height : most, &n))
        return 0;
    for (size_t i = 0; i < n; i++) {
        ck_item(&row, node, i);
        if (!ck_list(&row, d > 0 ? d : 1, d > 0 ? d : most, &d))
            return 0;
    }
    *rows = (long)n;
    *cols = (long)d;
    return 1;
}

int
ck_read_matrix(const ck_node *node, long rows, long cols, ck_matrix *m)
{
    ck_node row, entry;

    if (!read_size(node, &rows, &cols))
        return 0;
    ck_matrix_resize(m, rows, cols);
    for (long i = 0; i < rows; i++) {
        ck_item(&row, node, (size_t)i);
        for (long j = 0; j < cols; j++) {
            ck_item(&entry, &row, (size_t)j);
            if (!ck_read_number(&entry, ck_matrix_at(m, i, j)))
                return 0;
        }
    }
    return 1;
}

int
ck_matrix_is_rational(const ck_matrix *m)
{
    for (long k = 0; k < m->rows * m->cols; k++)
        if (!ck_number_is_rational(&m->entries[k]))
            return 0;
    return 1;
}

/* ---- Rationals alone ---- */

void
ck_qmatrix_init(ck_qmatrix *m)
{
    *m = (ck_qmatrix){0, 0, NULL};
}

void
ck_qmatrix_clear(ck_qmatrix *m)
{
    for (long k = 0; k < m->rows * m->cols; k++)
        mpq_clear(m->entries[k]);
    ck_release(m->entries);
    ck_qmatrix_init(m);
}

void
ck_qmatrix_resize(ck_qmatrix *m, long rows, long cols)
{
    ck_qmatrix_clear(m);
    m->rows = rows;
    m->cols = cols;
    m->entries = ck_allocate((size_t)rows * (size_t)cols, sizeof *m->entries);
    for (long k = 0; k < rows * cols; k++)
        mpq_init(m->entries[k]);
}

mpq_t *
ck_qmatrix_at(const ck_qmatrix *m, long i, long j)
{
    return &m->entries[i * m->cols + j];
}

int
ck_read_qmatrix(const ck_node *node, long rows, long cols, ck_qmatrix *m)
{
    ck_node row, entry;

    if (!read_size(node, &rows, &cols))
        return 0;
    ck_qmatrix_resize(m, rows, cols);
    for (long i = 0; i < rows; i++) {
        ck_item(&row, node, (size_t)i);
        for (long j = 0; j < cols; j++) {
            ck_item(&entry, &row, (size_t)j);
            if (!ck_read_rational(&entry, *ck_qmatrix_at(m, i, j)))
                return 0;
        }
    }
    return 1;
}

void
ck_qmatrix_from(ck_qmatrix *q, const ck_matrix *m)
{
    ck_qmatrix_resize(q, m->rows, m->cols);
    for (long k = 0; k < m->rows * m->cols; k++)
        mpq_set(q->entries[k], m->entries[k].rational);
}

void
ck_qmatrix_multiply(ck_qmatrix *c, const ck_qmatrix *a, const ck_qmatrix *b)
{
    mpq_t product;

    mpq_init(product);
    ck_qmatrix_resize(c, a->rows, b->cols);
    for (long i = 0; i < a->rows; i++)
        for (long k = 0; k < a->cols; k++) {
            /* no test can see this: it saves work */
            if (mpq_sgn(*ck_qmatrix_at(a, i, k)) == 0)
                continue;
            for (long j = 0; j < b->cols; j++) {
                /* no test can see this: it saves work */
                if (mpq_sgn(*ck_qmatrix_at(b, k, j)) == 0)
                    continue;
                mpq_mul(product, *ck_qmatrix_at(a, i, k),
                        *ck_qmatrix_at(b, k, j));
                mpq_add(*ck_qmatrix_at(c, i, j), *ck_qmatrix_at(c, i, j),
                        product);
            }
        }
    mpq_clear(product);
}
