#include "model.h"

/* weights = the rows 1/n_i on the mask. */
static void
set_uniform(arb_mat_t weights, const rc_mask *mask, slong prec)
{
    const slong n = rc_mask_tokens(mask);
    arb_t weight;

    arb_init(weight);
    for (slong i = 0; i < n; i++) {
        arb_set_si(weight, rc_mask_degree(mask, i));
        arb_inv(weight, weight, prec);
        for (slong j = 0; j < n; j++)
            if (rc_mask_has(mask, i, j))
                arb_set(arb_mat_entry(weights, i, j), weight);
    }
    arb_clear(weight);
}

/* scores = W_Q W_K^T / scale. */
static void
set_scores(arb_mat_t scores, const rc_layer *layer, slong prec)
{
    arb_mat_t query, key, transpose;
    const slong d = layer->dim, q = layer->query->cols;

    arb_mat_init(query, d, q);
    arb_mat_init(key, d, q);
    arb_mat_init(transpose, q, d);
    rc_matrix_get_arb_mat(query, layer->query, prec);
    rc_matrix_get_arb_mat(key, layer->key, prec);
    arb_mat_transpose(transpose, key);
    arb_mat_mul(scores, query, transpose, prec);
    if (layer->scale != NULL) {
        arb_t scale;

        arb_init(scale);
        rc_number_get_arb(scale, layer->scale, prec);
        arb_mat_scalar_div_arb(scores, scores, scale, prec);
        arb_clear(scale);
    }
    arb_mat_clear(query);
    arb_mat_clear(key);
    arb_mat_clear(transpose);
}

/* W (I - 11^T/d): each row loses its mean. */
static void
centre_value(arb_mat_t value, slong prec)
{
    const slong d = arb_mat_ncols(value);
    arb_t mean;

    arb_init(mean);
    for (slong a = 0; a < arb_mat_nrows(value); a++) {
        arb_zero(mean);
        for (slong b = 0; b < d; b++)
            arb_add(mean, mean, arb_mat_entry(value, a, b), prec);
        arb_div_si(mean, mean, d, prec);
        for (slong b = 0; b < d; b++)
            arb_sub(arb_mat_entry(value, a, b), arb_mat_entry(value, a, b),
                    mean, prec);
    }
    arb_clear(mean);
}

rc_status
rc_layer_ball_init(rc_layer_ball_t ball, const rc_layer *layer, slong prec)
{
    const slong n = rc_mask_tokens(layer->mask), d = layer->dim;
    const int softmax = layer->attention == RC_ATTENTION_SOFTMAX;

    ball->tokens = n;
    ball->dim = d;
    ball->mask = layer->mask;
    ball->softmax = softmax;
    ball->normalise = layer->norm != RC_NORM_NONE;
    arb_mat_init(ball->weights, softmax ? 0 : n, softmax ? 0 : n);
    arb_mat_init(ball->scores, softmax ? d : 0, softmax ? d : 0);
    arb_mat_init(ball->value, d, d);

    if (softmax)
        set_scores(ball->scores, layer, prec);
    else if (layer->attention == RC_ATTENTION_FIXED)
        rc_matrix_get_arb_mat(ball->weights, layer->fixed, prec);
    else
        set_uniform(ball->weights, layer->mask, prec);

    rc_matrix_get_arb_mat(ball->value, layer->value, prec);
    if (layer->norm == RC_NORM_LAYER)
        centre_value(ball->value, prec);

    if (!arb_mat_is_finite(ball->weights) || !arb_mat_is_finite(ball->scores) ||
        !arb_mat_is_finite(ball->value))
        return RC_UNCERTAIN;
    return RC_OK;
}

void
rc_layer_ball_clear(rc_layer_ball_t ball)
{
    arb_mat_clear(ball->weights);
    arb_mat_clear(ball->scores);
    arb_mat_clear(ball->value);
}

/* R = the columns pivots[0..k) of P. */
static void
take_columns(arb_mat_t R, const arb_mat_t P, const slong *pivots)
{
    for (slong i = 0; i < arb_mat_nrows(R); i++)
        for (slong b = 0; b < arb_mat_ncols(R); b++)
            arb_set(arb_mat_entry(R, i, b), arb_mat_entry(P, i, pivots[b]));
}

void
rc_layer_ball_restrict(rc_layer_ball_t restricted, arb_mat_t gram,
                       const rc_layer_ball_t layer, const arb_mat_t U,
                       const slong *pivots, slong prec)
{
    const slong k = arb_mat_nrows(U), d = layer->dim;
    arb_mat_t product, transpose;

    *restricted = *layer;
    restricted->dim = k;
    restricted->normalise = 0; /* z_i's own norm is not that of x_i */
    arb_mat_init(restricted->weights, arb_mat_nrows(layer->weights),
                 arb_mat_ncols(layer->weights));
    arb_mat_set(restricted->weights, layer->weights);
    arb_mat_init(restricted->scores, layer->softmax ? k : 0,
                 layer->softmax ? k : 0);
    arb_mat_init(restricted->value, k, k);
    arb_mat_init(product, k, d);
    arb_mat_init(transpose, d, k);

    arb_mat_transpose(transpose, U);
    arb_mat_mul(gram, U, transpose, prec);
    arb_mat_mul(product, U, layer->value, prec);
    take_columns(restricted->value, product, pivots);
    if (layer->softmax) {
        arb_mat_mul(product, U, layer->scores, prec);
        arb_mat_mul(restricted->scores, product, transpose, prec);
    }
    arb_mat_clear(product);
    arb_mat_clear(transpose);
}
