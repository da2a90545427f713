/* Weight matrices, one for all layers or one for each. */

#include "case/reader.h"

#include <stdlib.h>

const rc_matrix_struct *
rc_weights_at(const rc_weights *weights, size_t t)
{
    return weights->count == 0 ? NULL : weights->items + t % weights->count;
}

rc_status
rc_weights_add(rc_weights *weights, rc_matrix_t m)
{
    rc_matrix_struct *items =
        realloc(weights->items, (weights->count + 1) * sizeof *items);

    if (items == NULL)
        return RC_NOMEM;
    weights->items = items;
    items[weights->count++] = *m;
    rc_matrix_init_empty(m);
    return RC_OK;
}

void
rc_weights_clear(rc_weights *weights)
{
    for (size_t k = 0; k < weights->count; k++)
        rc_matrix_clear(weights->items + k);
    free(weights->items);
    weights->items = NULL;
    weights->count = 0;
}
