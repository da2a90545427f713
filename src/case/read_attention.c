/* Where the attention weights come from. */

#include "case/reader.h"

#include "case/errors.h"

enum { FORM_SOFTMAX, FORM_FIXED };

static const rc_field forms[] = {
    [FORM_SOFTMAX] = {.name = "softmax"},
    [FORM_FIXED] = {.name = "fixed"},
    {.name = "bounded", .flags = RC_FIELD_LATER},
    {.name = NULL},
};

/* What an unknown word could have been. */
static const char *const all_attentions[] = {
    "uniform", "{softmax: {query: M, key: M, scale: s}}", "{fixed: M}", NULL};

static const rc_field softmax_fields[] = {
    {.name = "query", .flags = RC_FIELD_REQUIRED},
    {.name = "key", .flags = RC_FIELD_REQUIRED},
    {.name = "scale"},
    {.name = NULL},
};

/* -1, 0 (held as zero), 1, or 2 when no precision in reach tells. */
static int
sign(const rc_number_t x)
{
    int found = 2;
    arb_t ball;

    if (rc_number_is_rational(x))
        return fmpq_sgn(x->rational);
    arb_init(ball);
    for (slong prec = 64; found == 2 && prec <= RC_NUMBER_DOMAIN_BITS;
         prec *= 2) {
        rc_number_get_arb(ball, x, prec);
        if (!arb_is_finite(ball))
            continue;
        if (arb_is_positive(ball))
            found = 1;
        else if (arb_is_negative(ball))
            found = -1;
    }
    arb_clear(ball);
    return found;
}

static rc_status
read_scale(rc_reader *r, const rc_node *node, rc_number_t scale)
{
    rc_status status = rc_read_number(r, node, scale);

    if (status != RC_OK)
        return status;
    switch (sign(scale)) {
    case 1:
        return RC_OK;
    case 2:
        rc_errors_add(r->errors, rc_node_at(node),
                      "the scale cannot be told from 0 with %d bits; it must "
                      "be positive",
                      RC_NUMBER_DOMAIN_BITS);
        return RC_INPUT;
    default:
        return rc_expected(r, node, "a positive scale");
    }
}

/* The query or key matrix, d x q. *at stays NULL when it is absent. */
static rc_status
read_projection(rc_reader *r, const rc_node *map, const char *name,
                const char *title, rc_weights *weights, const rc_node **at)
{
    *at = rc_find(r, map, name, NULL);
    if (*at == NULL)
        return RC_INPUT;

    rc_status status = rc_read_weights(r, *at, weights);

    if (status != RC_OK)
        return status;

    slong rows = r->dim > 0 ? r->dim : weights->items->rows;

    return rc_check_weights(r, *at, weights, title, rows, weights->items->cols,
                            weights->count == 1
                                ? "dim rows"
                                : "dim rows, as many columns in every layer");
}

static rc_status
read_projections(rc_reader *r, const rc_node *map, rc_case_model *model)
{
    const rc_node *query, *key;
    rc_status status = read_projection(r, map, "query", "the query matrix",
                                       &model->query, &query);
    rc_status other =
        read_projection(r, map, "key", "the key matrix", &model->key, &key);

    status = rc_worse(status, other);
    if (status != RC_OK || model->query.items->cols == model->key.items->cols)
        return status;
    rc_errors_add(r->errors, rc_node_at(key),
                  "the key matrix has %ld columns, but the query matrix has "
                  "%ld; they must agree",
                  (long)model->key.items->cols, (long)model->query.items->cols);
    return RC_INPUT;
}

static rc_status
read_softmax(rc_reader *r, const rc_node *node, rc_case_model *model)
{
    rc_status status =
        rc_expect_map(r, node, "a mapping with query, key and scale");

    if (status != RC_OK)
        return status;
    model->attention = RC_ATTENTION_SOFTMAX;
    status = rc_check_keys(r, node, "'softmax'", softmax_fields, NULL);
    status = rc_worse(status, read_projections(r, node, model));

    const rc_node *scale = rc_find(r, node, "scale", NULL);

    if (scale != NULL && status != RC_NOMEM)
        status = rc_worse(status, read_scale(r, scale, model->scale));
    return status;
}

/* What one random matrix does wrong the next ones will too: that is said
   once. */
static rc_status
check_all_fixed(rc_reader *r, const rc_node *node, const rc_case_model *model)
{
    rc_status status = RC_OK;

    for (size_t k = 0; k < model->fixed.count && status != RC_NOMEM; k++) {
        const rc_node *at = rc_weights_node(r, node, k);

        if (at == node && status != RC_OK)
            break;
        status = rc_worse(
            status, rc_check_fixed(r, at, &model->fixed.items[k], model->mask));
    }
    return status;
}

static rc_status
read_fixed(rc_reader *r, const rc_node *node, rc_case_model *model)
{
    rc_status status = rc_read_weights(r, node, &model->fixed);

    model->attention = RC_ATTENTION_FIXED;
    if (status != RC_OK)
        return status;

    slong rows = r->tokens > 0 ? r->tokens : model->fixed.items->rows;

    status =
        rc_check_weights(r, node, &model->fixed, "the matrix of fixed weights",
                         rows, rows, "tokens x tokens");
    if (status == RC_OK && model->mask != NULL)
        status = check_all_fixed(r, node, model);
    return status;
}

rc_status
rc_read_attention(rc_reader *r, const rc_node *node, rc_case_model *model)
{
    size_t form = 0;
    const rc_node *value = NULL;

    if (rc_node_is(r->tree, node, "uniform"))
        return RC_OK; /* the zero value */
    if (node->kind == RC_NODE_SCALAR && node->count > 0)
        return rc_unknown(r, node, "attention", "", all_attentions);

    rc_status status = rc_expect_map(r, node, "uniform or a mapping");

    if (status == RC_OK)
        status = rc_read_form(r, node, "an attention", forms, &form, &value);
    if (status != RC_OK)
        return status;
    return form == FORM_SOFTMAX ? read_softmax(r, value, model)
                                : read_fixed(r, value, model);
}
