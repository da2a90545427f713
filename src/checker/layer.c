#include "layer.h"

/* ---- The model's data ---- */

/* weights = the rows 1/n_i on the mask. */
static void
set_uniform(ck_imatrix *weights, const ck_model *model)
{
    for (long i = 0; i < model->tokens; i++)
        for (long j = 0; j < model->tokens; j++) {
            mpfi_ptr weight = ck_imatrix_at(weights, i, j);

            if (!ck_attends(model, i, j))
                continue;
            mpfi_set_ui(weight, 1);
            mpfi_div_ui(weight, weight, (unsigned long)model->degree[i]);
        }
}

/* Divides every entry by the scale, unless that is not certified positive. One
   division, which is exact for a power of two. */
static int
divide_by_scale(ck_imatrix *scores, const ck_number *scale)
{
    mpfi_t factor;
    int good;

    mpfi_init2(factor, scores->prec);
    good = ck_number_enclose(factor, scale) && mpfi_is_strictly_pos(factor);
    mpfi_inv(factor, factor);
    for (long k = 0; k < scores->rows * scores->cols; k++)
        mpfi_mul(scores->entries[k], scores->entries[k], factor);
    mpfi_clear(factor);
    return good;
}

/* scores = W_Q W_K^T / scale. */
static int
set_scores(ck_imatrix *scores, const ck_model *model, long t)
{
    const ck_matrix *left = ck_weights_at(&model->query, t);
    const ck_matrix *right = ck_weights_at(&model->key, t);
    ck_imatrix query, key;
    int good;

    ck_imatrix_init(&query, left->rows, left->cols, scores->prec);
    ck_imatrix_init(&key, right->rows, right->cols, scores->prec);
    good = ck_imatrix_enclose(&query, left) && ck_imatrix_enclose(&key, right);
    if (good) {
        ck_imatrix_multiply_transpose(scores, &query, &key);
        good = divide_by_scale(scores, &model->scale);
    }
    ck_imatrix_clear(&key);
    ck_imatrix_clear(&query);
    return good;
}

/* Takes from each row its mean. */
static void
centre_rows(ck_imatrix *value)
{
    mpfi_t mean;

    mpfi_init2(mean, value->prec);
    for (long i = 0; i < value->rows; i++) {
        mpfi_set_ui(mean, 0);
        for (long j = 0; j < value->cols; j++)
            mpfi_add(mean, mean, ck_imatrix_at(value, i, j));
        mpfi_div_ui(mean, mean, (unsigned long)value->cols);
        for (long j = 0; j < value->cols; j++)
            mpfi_sub(ck_imatrix_at(value, i, j), ck_imatrix_at(value, i, j),
                     mean);
    }
    mpfi_clear(mean);
}

/* Rational entries are centred exactly, so that zeros stay zeros. */
static int
set_value(ck_imatrix *value, const ck_model *model, long t)
{
    ck_qmatrix exact;
    int good = 1;

    ck_qmatrix_init(&exact);
    if (ck_model_value(&exact, model, t)) {
        ck_imatrix_set_rationals(value, &exact);
    } else {
        good = ck_imatrix_enclose(value, ck_weights_at(&model->value, t));
        if (model->norm == CK_NORM_LAYER)
            centre_rows(value);
    }
    ck_qmatrix_clear(&exact);
    return good;
}

/* A layer of that size, all zeros. */
static void
init_empty(ck_layer *layer, const ck_model *model, long t, long tokens,
           long dim, int softmax, long prec)
{
    const long n = softmax ? 0 : tokens, k = softmax ? dim : 0;

    layer->model = model;
    layer->t = t;
    layer->tokens = tokens;
    layer->dim = dim;
    layer->prec = prec;
    ck_imatrix_init(&layer->weights, n, n, prec);
    ck_imatrix_init(&layer->scores, k, k, prec);
    ck_imatrix_init(&layer->value, dim, dim, prec);
}

int
ck_layer_init(ck_layer *layer, const ck_model *model, long t, long prec)
{
    int good = 1;

    init_empty(layer, model, t, model->tokens, model->dim,
               model->attention == CK_SOFTMAX, prec);
    if (model->attention == CK_SOFTMAX)
        good = set_scores(&layer->scores, model, t);
    else if (model->attention == CK_FIXED)
        good = ck_imatrix_enclose(&layer->weights,
                                  ck_weights_at(&model->fixed, t));
    else
        set_uniform(&layer->weights, model);
    return set_value(&layer->value, model, t) && good;
}

int
ck_layer_turn(ck_layer *layer, long t)
{
    const ck_model *model = layer->model;
    const long period = ck_model_period(model), prec = layer->prec;

    if (layer->t % period == t % period)
        return 1;
    ck_layer_clear(layer);
    return ck_layer_init(layer, model, t, prec);
}

void
ck_layer_clear(ck_layer *layer)
{
    ck_imatrix_clear(&layer->value);
    ck_imatrix_clear(&layer->scores);
    ck_imatrix_clear(&layer->weights);
}

/* ---- Layers made from a layer ---- */

void
ck_layer_restrict(ck_layer *restricted, ck_imatrix *gram, const ck_layer *layer,
                  const ck_imatrix *U, const long *pivots)
{
    const int softmax = layer->scores.rows > 0;
    ck_imatrix image;

    init_empty(restricted, layer->model, layer->t, layer->tokens, U->rows,
               softmax, layer->prec);
    ck_imatrix_set(&restricted->weights, &layer->weights);
    ck_imatrix_init(&image, U->rows, U->cols, layer->prec);
    if (softmax) {
        ck_imatrix_multiply(&image, U, &layer->scores);
        ck_imatrix_multiply_transpose(&restricted->scores, &image, U);
    }
    ck_imatrix_multiply(&image, U, &layer->value);
    for (long i = 0; i < U->rows; i++)
        for (long j = 0; j < U->rows; j++)
            mpfi_set(ck_imatrix_at(&restricted->value, i, j),
                     ck_imatrix_at(&image, i, pivots[j]));
    ck_imatrix_multiply_transpose(gram, U, U);
    ck_imatrix_clear(&image);
}

void
ck_layer_single(ck_layer *single, const ck_layer *layer)
{
    init_empty(single, layer->model, layer->t, 1, layer->dim, 0, layer->prec);
    mpfi_set_ui(ck_imatrix_at(&single->weights, 0, 0), 1);
    ck_imatrix_set(&single->value, &layer->value);
}
