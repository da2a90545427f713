/* {cayley: K}: the orthogonal matrix (I - K)(I + K)^-1 of a skew-symmetric
   rational K. */

#include "case/reader.h"

#include <stdlib.h>
#include <string.h>

#include "case/errors.h"
#include "case/quote.h"

/* Entry (i, j) of K as it is quoted in messages. */
static rc_status
quote_entry(rc_quotation *q, const rc_matrix_t K, slong i, slong j)
{
    char *text = rc_number_get_text(rc_matrix_entry(K, i, j));

    if (text == NULL)
        return RC_NOMEM;
    rc_quote(q, text, strlen(text));
    free(text);
    return RC_OK;
}

/* Entry (i, j) is wrong: why. */
static rc_status
report_entry(rc_reader *r, const rc_node *node, const rc_matrix_t K, slong i,
             slong j, const char *why)
{
    rc_quotation q;

    if (quote_entry(&q, K, i, j) != RC_OK)
        return RC_NOMEM;
    rc_errors_add(r->errors, rc_matrix_entry_at(r, node, i, j),
                  "entry (%ld, %ld) of the matrix to transform is %s, but %s",
                  (long)i + 1, (long)j + 1, q.text, why);
    return RC_INPUT;
}

/* Entries (i, j) and (j, i) do not cancel. */
static rc_status
report_pair(rc_reader *r, const rc_node *node, const rc_matrix_t K, slong i,
            slong j)
{
    rc_quotation lower, upper;

    if (quote_entry(&lower, K, i, j) != RC_OK ||
        quote_entry(&upper, K, j, i) != RC_OK)
        return RC_NOMEM;
    rc_errors_add(r->errors, rc_matrix_entry_at(r, node, i, j),
                  "the matrix to transform is not skew-symmetric: entry "
                  "(%ld, %ld) is %s and entry (%ld, %ld) is %s; one must be "
                  "minus the other",
                  (long)i + 1, (long)j + 1, lower.text, (long)j + 1,
                  (long)i + 1, upper.text);
    return RC_INPUT;
}

/* 1 when both are rational and x = -y. */
static int
are_opposite(const rc_number_t x, const rc_number_t y)
{
    fmpq_t sum;
    int opposite;

    fmpq_init(sum);
    fmpq_add(sum, x->rational, y->rational);
    opposite = fmpq_is_zero(sum);
    fmpq_clear(sum);
    return opposite;
}

static rc_status
check_entry(rc_reader *r, const rc_node *node, const rc_matrix_t K, slong i,
            slong j)
{
    if (!rc_number_is_rational(rc_matrix_entry(K, i, j)))
        return report_entry(r, node, K, i, j,
                            "'cayley' needs rational numbers");
    if (i == j && !rc_number_is_zero(rc_matrix_entry(K, i, i)))
        return report_entry(r, node, K, i, i,
                            "the diagonal of a skew-symmetric matrix is 0");
    if (i > j && rc_number_is_rational(rc_matrix_entry(K, j, i)) &&
        !are_opposite(rc_matrix_entry(K, i, j), rc_matrix_entry(K, j, i)))
        return report_pair(r, node, K, i, j);
    return RC_OK;
}

/* Whether another error is worth looking for: each entry of a list has its
   place, all entries of other forms have the same one. */
static int
goes_on(const rc_reader *r, const rc_node *node, rc_status status)
{
    return status == RC_OK ||
           (status == RC_INPUT && node->kind == RC_NODE_LIST &&
            !rc_errors_full(r->errors));
}

static rc_status
check_skew(rc_reader *r, const rc_node *node, const rc_matrix_t K)
{
    rc_status status = rc_check_shape(r, node, K, "the matrix to transform",
                                      K->rows, K->rows, "square");

    if (status != RC_OK)
        return status;
    for (slong i = 0; i < K->rows && goes_on(r, node, status); i++)
        for (slong j = 0; j < K->cols && goes_on(r, node, status); j++)
            status = rc_worse(status, check_entry(r, node, K, i, j));
    return status;
}

rc_status
rc_read_cayley(rc_reader *r, const rc_node *node, rc_matrix_t m)
{
    rc_matrix_t K;
    rc_status status;

    rc_matrix_init_empty(K);
    status = rc_read_matrix(r, node, K);
    if (status == RC_OK)
        status = check_skew(r, node, K);
    if (status == RC_OK)
        status = rc_spend_entries(r, node, K->rows, K->cols);
    if (status == RC_OK)
        status = rc_matrix_set_cayley(m, K);
    rc_matrix_clear(K);
    if (status != RC_LIMIT)
        return status;
    rc_errors_add(r->errors, rc_node_at(node),
                  "the transform of this matrix could have more than %zu bits, "
                  "which is the most that is worked out",
                  RC_CAYLEY_MAX_BITS);
    return RC_INPUT;
}
