/* The model: tokens, mask, attention, value matrix and LayerNorm. */

#include "case/reader.h"

#include <stdlib.h>
#include <string.h>

#include "case/errors.h"

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

/* Of a model that replaces part of the case's. */
static const rc_field other_fields[] = {
    {.name = "tokens"},    {.name = "dim"},   {.name = "mask"},
    {.name = "attention"}, {.name = "value"}, {.name = "norm"},
    {.name = "layers"},    {.name = NULL},
};

/* Where a model's keys are looked up: in `own`, then in `rest`, which may be
   NULL. */
typedef struct {
    const rc_node *own, *rest;
} model_source;

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

static const rc_node *
find(const rc_reader *r, const model_source *source, const char *name)
{
    const rc_node *node = rc_find(r, source->own, name, NULL);

    return node == NULL && source->rest != NULL
               ? rc_find(r, source->rest, name, NULL)
               : node;
}

/* ---- Attention that is taken over ---- */

/* Fixed weights that were right for the case's mask must be so for another. */
static rc_status
check_taken_over(rc_reader *r, const rc_node *mask, const rc_case_model *model)
{
    for (size_t t = 0; t < model->fixed.count; t++)
        for (long i = 0; i < model->tokens; i++)
            for (long j = 0; j < model->tokens; j++) {
                const rc_number_struct *weight =
                    rc_matrix_entry(model->fixed.items + t, i, j);

                if (rc_mask_has(model->mask, i, j) != rc_number_is_zero(weight))
                    continue;
                rc_errors_add(r->errors, rc_node_at(mask),
                              "the model's fixed weights do not fit this mask "
                              "(token %ld on token %ld); it needs an "
                              "'attention' of its own",
                              i + 1, j + 1);
                return RC_INPUT;
            }
    return RC_OK;
}

/* The attention of `rest` under a mask of `own`. */
static rc_status
take_attention_over(rc_reader *r, const rc_node *node, const rc_node *mask_node,
                    rc_case_model *model)
{
    rc_mask *const mask = model->mask;
    rc_status status;

    model->mask = NULL; /* what is wrong with it is not the attention's place */
    status = rc_read_attention(r, node, model);
    model->mask = mask;
    if (status == RC_OK && mask != NULL &&
        model->attention == RC_ATTENTION_FIXED)
        status = check_taken_over(r, mask_node, model);
    return status;
}

/* ---- A whole model ---- */

/* All but the sizes. */
static rc_status
read_parts(rc_reader *r, const model_source *source, rc_case_model *model)
{
    const rc_node *mask = find(r, source, "mask");
    const rc_node *attention = find(r, source, "attention");
    const rc_node *value = find(r, source, "value");
    const rc_node *norm = find(r, source, "norm");
    const int taken_over = rc_find(r, source->own, "attention", NULL) == NULL &&
                           rc_find(r, source->own, "mask", NULL) != NULL;
    rc_status status = RC_OK;

    if (mask != NULL)
        status = rc_read_mask(r, mask, &model->mask, &model->mask_text);
    if (attention != NULL && status != RC_NOMEM)
        status = rc_worse(
            status, taken_over ? take_attention_over(r, attention, mask, model)
                               : rc_read_attention(r, attention, model));
    if (value != NULL && status != RC_NOMEM)
        status = rc_worse(status, read_value(r, value, &model->value));
    if (norm != NULL)
        status = rc_worse(status, read_norm(r, norm, &model->norm));
    return status;
}

rc_status
rc_read_model(rc_reader *r, const rc_node *node, rc_case_model *model)
{
    const model_source source = {.own = node};
    rc_status status = rc_expect_map(r, node, "a mapping: the model");

    if (status != RC_OK)
        return status;
    set_default_scale(model->scale);
    status = rc_check_keys(r, node, "the model", model_fields, NULL);
    status = rc_worse(status, read_sizes(r, node, model));
    return rc_worse(status, read_parts(r, &source, model));
}

/* A size that is given again must be the model's, when that is known. */
static rc_status
check_size(rc_reader *r, const rc_node *map, const char *name, long most,
           long known)
{
    const rc_node *node = rc_find(r, map, name, NULL);
    long size = known;
    rc_status status;

    if (node == NULL)
        return RC_OK;
    status = rc_read_integer(r, node, 1, most, &size);
    if (status != RC_OK || known == 0 || size == known)
        return status;
    rc_errors_add(r->errors, rc_node_at(node),
                  "'%s' is %ld here, but %ld in the model; they must agree",
                  name, size, known);
    return RC_INPUT;
}

static rc_status
read_other_sizes(rc_reader *r, const rc_node *map, rc_case_model *model)
{
    const rc_node *layers = rc_find(r, map, "layers", NULL);
    rc_status status =
        check_size(r, map, "tokens", RC_MASK_MAX_TOKENS, r->tokens);

    status =
        rc_worse(status, check_size(r, map, "dim", RC_MATRIX_MAX_DIM, r->dim));
    if (layers != NULL)
        status =
            rc_worse(status, rc_read_integer(r, layers, 1, RC_MATRIX_MAX_DIM,
                                             &r->layers));
    model->tokens = r->tokens;
    model->dim = r->dim;
    return status;
}

rc_status
rc_read_other_model(rc_reader *r, const rc_node *node, rc_case_model *model)
{
    const model_source source = {.own = node, .rest = r->model};
    const long layers = r->layers;
    rc_status status =
        rc_expect_map(r, node, "a mapping: keys of the model to replace");

    if (status != RC_OK)
        return status;
    set_default_scale(model->scale);
    status = rc_check_keys(r, node, "a model", other_fields, NULL);
    /* A mask is a bit for each pair, an entry of a matrix many bytes. */
    status =
        rc_worse(status, rc_spend_entries(r, node, r->tokens, r->tokens / 64));
    status = rc_worse(status, read_other_sizes(r, node, model));
    status = rc_worse(status, read_parts(r, &source, model));
    r->layers = layers;
    return status;
}
