#include "case/reader.h"

#include "case/errors.h"
#include "case/quote.h"

rc_status
rc_worse(rc_status a, rc_status b)
{
    if (a == RC_NOMEM || b == RC_NOMEM)
        return RC_NOMEM;
    return a == RC_OK ? b : a;
}

/* What was found instead, for a message. */
static const char *
describe(const rc_reader *r, const rc_node *node, rc_quotation *q)
{
    if (node->kind == RC_NODE_LIST)
        return "a list";
    if (node->kind == RC_NODE_MAP)
        return "a mapping";
    if (node->plain && node->count == 0)
        return "nothing";
    return rc_quote(q, rc_node_text(r->tree, node), node->count);
}

rc_status
rc_expected(rc_reader *r, const rc_node *node, const char *what)
{
    rc_quotation q;

    if (node->kind != RC_NODE_UNREADABLE)
        rc_errors_add(r->errors, rc_node_at(node), "expected %s, found %s",
                      what, describe(r, node, &q));
    return RC_INPUT;
}

rc_status
rc_expect_map(rc_reader *r, const rc_node *node, const char *what)
{
    return node->kind == RC_NODE_MAP ? RC_OK : rc_expected(r, node, what);
}

rc_status
rc_expect_list(rc_reader *r, const rc_node *node, const char *what)
{
    return node->kind == RC_NODE_LIST ? RC_OK : rc_expected(r, node, what);
}

rc_status
rc_expect_filled_list(rc_reader *r, const rc_node *node, const char *what)
{
    rc_status status = rc_expect_list(r, node, what);

    if (status != RC_OK)
        return status;
    if (node->count >= 1 && node->count <= RC_MATRIX_MAX_DIM)
        return RC_OK;
    if (node->count == 0)
        rc_errors_add(r->errors, rc_node_at(node),
                      "expected %s, found an empty list", what);
    else
        rc_errors_add(r->errors, rc_node_at(node),
                      "expected %s, found a list of %zu entries; at most %d "
                      "are read",
                      what, (size_t)node->count, RC_MATRIX_MAX_DIM);
    return RC_INPUT;
}
