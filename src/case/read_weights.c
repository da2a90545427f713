/* Weights that may differ by layer: {per-layer: [...]}, and random ones in a
   model with `layers`. */

#include "case/reader.h"

/* The list of {per-layer: ...}; NULL for other forms. */
static const rc_node *
per_layer_list(const rc_reader *r, const rc_node *node)
{
    return node->kind == RC_NODE_MAP && node->count == 1
               ? rc_find(r, node, "per-layer", NULL)
               : NULL;
}

const rc_node *
rc_weights_node(const rc_reader *r, const rc_node *node, size_t k)
{
    const rc_node *list = per_layer_list(r, node);

    if (list == NULL)
        return node;
    node = rc_node_first(r->tree, list);
    while (k-- > 0)
        node = rc_node_next(r->tree, node);
    return node;
}

/* One matrix more. */
static rc_status
read_next(rc_reader *r, const rc_node *node, rc_weights *weights)
{
    rc_matrix_t m;
    rc_status status;

    rc_matrix_init_empty(m);
    status = rc_read_matrix(r, node, m);
    if (status == RC_OK)
        status = rc_weights_add(weights, m);
    rc_matrix_clear(m);
    return status;
}

/* The matrix of one layer, which is said already: `layers` cannot say it once
   more. */
static rc_status
read_of_layer(rc_reader *r, const rc_node *node, rc_weights *weights)
{
    rc_status status;

    r->drawn = 0;
    status = read_next(r, node, weights);
    if (status != RC_OK || !r->drawn || r->layers <= 1)
        return status;
    rc_errors_add(r->errors, rc_node_at(node),
                  "a random matrix inside 'per-layer' is that of one layer; "
                  "the model's 'layers' is for random weights outside of it");
    return RC_INPUT;
}

static rc_status
read_per_layer(rc_reader *r, const rc_node *list, rc_weights *weights)
{
    rc_status status =
        rc_expect_filled_list(r, list, "a list of matrices, one per layer");

    if (status != RC_OK)
        return status;
    for (const rc_node *node = rc_node_first(r->tree, list);
         node != NULL && status != RC_NOMEM; node = rc_node_next(r->tree, node))
        status = rc_worse(status, read_of_layer(r, node, weights));
    return status;
}

rc_status
rc_read_weights(rc_reader *r, const rc_node *node, rc_weights *weights)
{
    const rc_node *list = per_layer_list(r, node);
    rc_status status;

    if (list != NULL)
        return read_per_layer(r, list, weights);
    r->drawn = 0;
    status = read_next(r, node, weights);
    for (r->layer = 1; status == RC_OK && r->drawn && r->layer < r->layers;
         r->layer++)
        status = read_next(r, node, weights);
    r->layer = 0;
    return status;
}

rc_status
rc_check_weights(rc_reader *r, const rc_node *node, const rc_weights *weights,
                 const char *name, slong rows, slong cols, const char *shape)
{
    rc_status status = RC_OK;

    for (size_t k = 0; k < weights->count; k++) {
        const rc_node *at = rc_weights_node(r, node, k);

        if (at == node && status != RC_OK)
            break; /* the layers of a random matrix have one shape */
        status = rc_worse(status, rc_check_shape(r, at, &weights->items[k],
                                                 name, rows, cols, shape));
    }
    return status;
}
