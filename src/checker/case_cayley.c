/* {cayley: K}: (I - K)(I + K)^-1 of a skew-symmetric rational K. */

#include "case_reader.h"

/* k = the matrix of texts at `node`, whose entries are rational. */
static int
read_entries(const ck_node *node, ck_qmatrix *k)
{
    ck_node row, entry;

    ck_qmatrix_resize(k, (long)json_array_size(node->json),
                      (long)json_array_size(json_array_get(node->json, 0)));
    for (long i = 0; i < k->rows; i++) {
        ck_item(&row, node, (size_t)i);
        for (long j = 0; j < k->cols; j++) {
            ck_item(&entry, &row, (size_t)j);
            if (!ck_case_rational(&entry, *ck_qmatrix_at(k, i, j)))
                return 0;
        }
    }
    return 1;
}

/* Entries across the diagonal, and those on it, add up to 0. */
static int
check_skew(const ck_node *node, const ck_qmatrix *k)
{
    mpq_t sum;
    int good = 1;

    if (k->rows != k->cols)
        return ck_node_malformed(node,
                                 "the matrix to transform is %ld x %ld, not "
                                 "square",
                                 k->rows, k->cols);
    mpq_init(sum);
    /* no test can see this: only the first message stays, and to go on takes
       time alone */
    for (long i = 0; good && i < k->rows; i++)
        /* no test can see this either */
        for (long j = 0; good && j <= i; j++) {
            mpq_add(sum, *ck_qmatrix_at(k, i, j), *ck_qmatrix_at(k, j, i));
            if (mpq_sgn(sum) != 0)
                good = ck_node_malformed(node,
                                         "the matrix to transform is not "
                                         "skew-symmetric in entry %ld, %ld",
                                         i + 1, j + 1);
        }
    mpq_clear(sum);
    return good;
}

/* Row i -= factor times row p, from column `first` on. */
static void
subtract_row(ck_qmatrix *a, long i, long p, mpq_srcptr factor, long first)
{
    mpq_t term;

    mpq_init(term);
    for (long j = first; j < a->cols; j++) {
        /* no test can see this: it saves work */
        if (mpq_sgn(*ck_qmatrix_at(a, p, j)) == 0)
            continue;
        mpq_mul(term, factor, *ck_qmatrix_at(a, p, j));
        mpq_sub(*ck_qmatrix_at(a, i, j), *ck_qmatrix_at(a, i, j), term);
    }
    mpq_clear(term);
}

/* Turns [A, B] into [I, A^-1 B] by pivots on the diagonal. */
static void
eliminate(ck_qmatrix *a)
{
    mpq_t factor;

    mpq_init(factor);
    for (long p = 0; p < a->rows; p++) {
        mpq_inv(factor, *ck_qmatrix_at(a, p, p));
        for (long j = p; j < a->cols; j++)
            mpq_mul(*ck_qmatrix_at(a, p, j), *ck_qmatrix_at(a, p, j), factor);
        for (long i = 0; i < a->rows; i++) {
            if (i == p)
                continue;
            mpq_set(factor, *ck_qmatrix_at(a, i, p));
            subtract_row(a, i, p, factor, p);
        }
    }
    mpq_clear(factor);
}

/* a = [I + K, 2 I]. With K = -K^T, <x, (I + K) x> = <x, x>: no leading minor of
   I + K is 0, and so no pivot. */
static void
set_sides(ck_qmatrix *a, const ck_qmatrix *k)
{
    const long n = k->rows;

    ck_qmatrix_resize(a, n, 2 * n);
    for (long i = 0; i < n; i++) {
        for (long j = 0; j < n; j++)
            mpq_set(*ck_qmatrix_at(a, i, j), *ck_qmatrix_at(k, i, j));
        mpq_set_ui(*ck_qmatrix_at(a, i, i), 1, 1); /* K is 0 there */
        mpq_set_ui(*ck_qmatrix_at(a, i, n + i), 2, 1);
    }
}

/* (I - K)(I + K)^-1 = 2 (I + K)^-1 - I */
static json_t *
transform(const ck_qmatrix *k)
{
    const long n = k->rows;
    json_t *made = json_array();
    ck_qmatrix a;
    mpq_t one;

    ck_qmatrix_init(&a);
    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    set_sides(&a, k);
    eliminate(&a);
    for (long i = 0; i < n; i++) {
        json_t *row = json_array();

        mpq_sub(*ck_qmatrix_at(&a, i, n + i), *ck_qmatrix_at(&a, i, n + i),
                one);
        for (long j = 0; j < n; j++)
            (void)json_array_append_new(
                row, ck_case_rational_json(*ck_qmatrix_at(&a, i, n + j)));
        (void)json_array_append_new(made, row);
    }
    mpq_clear(one);
    ck_qmatrix_clear(&a);
    return made;
}

json_t *
ck_case_cayley(const ck_node *node)
{
    json_t *made = NULL;
    ck_qmatrix k;

    ck_qmatrix_init(&k);
    if (read_entries(node, &k) && check_skew(node, &k))
        made = transform(&k);
    ck_qmatrix_clear(&k);
    return made;
}
