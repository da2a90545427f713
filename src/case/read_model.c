/* The model: tokens, mask, attention, value matrix and LayerNorm. */

#include "case/reader.h"

#include <stdlib.h>
#include <string.h>

static const rc_field model_fields[] = {
    {.name = "tokens", .flags = RC_FIELD_REQUIRED},
    {.name = "dim", .flags = RC_FIELD_REQUIRED},
    {.name = "mask", .flags = RC_FIELD_REQUIRED},
    {.name = "attention", .flags = RC_FIELD_REQUIRED},
    {.name = "value", .flags = RC_FIELD_REQUIRED},
    {.name = "norm", .flags = RC_FIELD_REQUIRED},
    {.name = "layers"},
    {.name = NULL},
};

static const char *const norm_words[] = {
    [RC_NORM_NONE] = "none",
    [RC_NORM_RMS] = "rms",
    [RC_NORM_LAYER] = "layer",
    NULL,
};

void
rc_case_model_init(rc_case_model *model)
{
    memset(model, 0, sizeof *model);
    rc_number_init(model->scale);
}

void
rc_case_model_clear(rc_case_model *model)
{
    rc_mask_free(model->mask);
    free(model->mask_text);
    rc_weights_clear(&model->query);
    rc_weights_clear(&model->key);
    rc_weights_clear(&model->fixed);
    rc_weights_clear(&model->value);
    rc_number_clear(model->scale);
    memset(model, 0, sizeof *model);
}

/* The default scale, 1. */
static void
set_default_scale(rc_number_t scale)
{
    fmpq_t one;

    fmpq_init(one);
    fmpq_one(one);
    rc_number_set_fmpq(scale, one);
    fmpq_clear(one);
}

static rc_status
read_sizes(rc_reader *r, const rc_node *map, rc_case_model *model)
{
    const rc_node *tokens = rc_find(r, map, "tokens", NULL);
    const rc_node *dim = rc_find(r, map, "dim", NULL);
    const rc_node *layers = rc_find(r, map, "layers", NULL);
    rc_status status = RC_OK;

    if (tokens != NULL)
        status =
            rc_read_integer(r, tokens, 1, RC_MASK_MAX_TOKENS, &model->tokens);
    if (dim != NULL)
        status = rc_worse(
            status, rc_read_integer(r, dim, 1, RC_MATRIX_MAX_DIM, &model->dim));
    if (layers != NULL)
        status =
            rc_worse(status, rc_read_integer(r, layers, 1, RC_MATRIX_MAX_DIM,
                                             &r->layers));
    r->tokens = model->tokens;
    r->dim = model->dim;
    return status;
}

static rc_status
read_value(rc_reader *r, const rc_node *node, rc_weights *value)
{
    rc_status status = rc_read_weights(r, node, value);

    if (status != RC_OK)
        return status;
    if (r->dim > 0)
        return rc_check_weights(r, node, value, "the value matrix", r->dim,
                                r->dim, "dim x dim");
    return rc_check_weights(r, node, value, "the value matrix",
                            value->items->rows, value->items->rows, "square");
}

static rc_status
read_norm(rc_reader *r, const rc_node *node, rc_norm *norm)
{
    size_t index = 0;
    rc_status status = rc_read_word(r, node, "norm", norm_words, &index);

    *norm = (rc_norm)index;
    return status;
}

rc_status
rc_read_model(rc_reader *r, const rc_node *node, rc_case_model *model)
{
    rc_status status = rc_expect_map(r, node, "a mapping: the model");

    if (status != RC_OK)
        return status;
    set_default_scale(model->scale);
    status = rc_check_keys(r, node, "the model", model_fields, NULL);
    status = rc_worse(status, read_sizes(r, node, model));

    const rc_node *mask = rc_find(r, node, "mask", NULL);
    const rc_node *attention = rc_find(r, node, "attention", NULL);
    const rc_node *value = rc_find(r, node, "value", NULL);
    const rc_node *norm = rc_find(r, node, "norm", NULL);

    if (mask != NULL)
        status = rc_worse(
            status, rc_read_mask(r, mask, &model->mask, &model->mask_text));
    if (attention != NULL && status != RC_NOMEM)
        status = rc_worse(status, rc_read_attention(r, attention, model));
    if (value != NULL && status != RC_NOMEM)
        status = rc_worse(status, read_value(r, value, &model->value));
    if (norm != NULL)
        status = rc_worse(status, read_norm(r, norm, &model->norm));
    return status;
}
