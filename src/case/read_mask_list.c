/* Masks that are written out: edges, or a matrix of 0 and 1. */

#include "case/read_mask.h"

#include "case/errors.h"

/* A pair [from, to]: `to` attends to `from`. */
static rc_status
read_edge(rc_mask_reader *m, const rc_node *node)
{
    long from = 0, to = 0;

    if (node->kind != RC_NODE_LIST || node->count != 2)
        return rc_expected(m->r, node,
                           "a pair [j, i] of token numbers (i attends to j)");

    const rc_node *first = rc_node_first(m->r->tree, node);
    const rc_node *second = rc_node_next(m->r->tree, first);
    rc_status status =
        rc_read_integer(m->r, first, 1, rc_mask_most_tokens(m), &from);

    status = rc_worse(
        status, rc_read_integer(m->r, second, 1, rc_mask_most_tokens(m), &to));
    if (status != RC_OK || m->mask == NULL)
        return status;
    return rc_mask_built(m, node, rc_mask_add_edge(m->mask, from - 1, to - 1));
}

rc_status
rc_read_edges(rc_mask_reader *m, const rc_node *node)
{
    rc_status status = rc_expect_list(m->r, node, "a list of pairs [j, i]");

    if (status != RC_OK)
        return status;
    rc_mask_say(m, "list of %zu edge%s", (size_t)node->count,
                node->count == 1 ? "" : "s");
    for (const rc_node *edge = rc_node_first(m->r->tree, node);
         edge != NULL && status != RC_NOMEM;
         edge = rc_node_next(m->r->tree, edge))
        status = rc_worse(status, read_edge(m, edge));
    return status;
}

/* Entry (i, j) of a mask matrix. */
static rc_status
read_mark(rc_mask_reader *m, const rc_node *node, long i, long j, int *set)
{
    long mark = 0;

    if (node->kind != RC_NODE_SCALAR ||
        !rc_parse_integer(rc_node_text(m->r->tree, node), node->count, 0, 1,
                          &mark))
        return rc_expected(m->r, node, "0 or 1");
    *set = mark == 1;
    if (!*set || m->mask == NULL)
        return RC_OK;
    return rc_mask_built(m, node, rc_mask_add_edge(m->mask, j, i));
}

/* Row i of a good length whose entries are good, but for the diagonal. */
static rc_status
check_marks(rc_mask_reader *m, const rc_node *row, long i, int any, int self)
{
    if (!any)
        rc_errors_add(m->r->errors, rc_node_at(row),
                      "row %ld is empty: every token attends to itself at "
                      "least",
                      i + 1);
    else if (!self)
        rc_errors_add(m->r->errors, rc_node_at(row),
                      "row %ld has a 0 on the diagonal: every token attends "
                      "to itself",
                      i + 1);
    return any && self ? RC_OK : RC_INPUT;
}

static rc_status
read_mark_row(rc_mask_reader *m, const rc_node *row, long i, long tokens)
{
    rc_status status =
        rc_expect_list(m->r, row, "a row, which is a list of 0 and 1");
    int any = 0, self = 0;
    long j = 0;

    if (status != RC_OK)
        return status;
    if ((long)row->count != tokens) {
        rc_errors_add(m->r->errors, rc_node_at(row),
                      "row %ld of the mask has %ld entries, expected %ld",
                      i + 1, (long)row->count, tokens);
        return RC_INPUT;
    }
    for (const rc_node *mark = rc_node_first(m->r->tree, row);
         mark != NULL && status != RC_NOMEM;
         mark = rc_node_next(m->r->tree, mark), j++) {
        int set = 0;

        status = rc_worse(status, read_mark(m, mark, i, j, &set));
        any |= set;
        self |= set && i == j;
    }
    return status == RC_OK ? check_marks(m, row, i, any, self) : status;
}

rc_status
rc_read_mask_matrix(rc_mask_reader *m, const rc_node *node)
{
    rc_status status = rc_expect_filled_list(m->r, node, "a list of rows");
    long i = 0;

    if (status != RC_OK)
        return status;

    long tokens = m->r->tokens > 0 ? m->r->tokens : (long)node->count;

    if ((long)node->count != tokens) {
        rc_errors_add(m->r->errors, rc_node_at(node),
                      "the mask has %ld rows, expected %ld (tokens)",
                      (long)node->count, tokens);
        return RC_INPUT;
    }
    rc_mask_say(m, "adjacency matrix");
    for (const rc_node *row = rc_node_first(m->r->tree, node);
         row != NULL && status != RC_NOMEM;
         row = rc_node_next(m->r->tree, row), i++)
        status = rc_worse(status, read_mark_row(m, row, i, tokens));
    return status;
}
