#include "points.h"

int
ck_read_point(const ck_node *node, mpfi_ptr x)
{
    mpfr_t exact;
    int good = ck_read_dyadic(node, exact);

    mpfi_set_fr(x, exact);
    mpfr_clear(exact);
    return good;
}

/* A list of `count` dyadics into entries[0..count). */
static int
read_list(const ck_node *node, mpfi_t *entries, long count)
{
    ck_node item;
    size_t found;

    if (!ck_list(node, (size_t)count, (size_t)count, &found))
        return 0;
    for (long k = 0; k < count; k++) {
        ck_item(&item, node, (size_t)k);
        if (!ck_read_point(&item, entries[k]))
            return 0;
    }
    return 1;
}

int
ck_read_point_row(const ck_node *node, const ck_imatrix *m, long i)
{
    return read_list(node, m->entries + i * m->cols, m->cols);
}

int
ck_read_point_column(const ck_node *node, const ck_imatrix *m)
{
    return read_list(node, m->entries, m->rows);
}

int
ck_read_points(const ck_node *node, const ck_imatrix *m)
{
    ck_node row;
    size_t count;

    if (!ck_list(node, (size_t)m->rows, (size_t)m->rows, &count))
        return 0;
    for (long i = 0; i < m->rows; i++) {
        ck_item(&row, node, (size_t)i);
        if (!ck_read_point_row(&row, m, i))
            return 0;
    }
    return 1;
}

int
ck_read_positive(const ck_node *node, mpfr_t x)
{
    if (!ck_read_dyadic(node, x))
        return 0;
    if (mpfr_sgn(x) <= 0)
        return ck_node_malformed(node, "is to be positive");
    return 1;
}
