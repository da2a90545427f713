/* R22: derivatives of the layer map.

   With m_i = sum_j A_ij x_j, Delta_j = x_j - m_i and scores s_ij = x_i B x_j^T,
   dA_ij = A_ij (ds_ij - sum_k A_ik ds_ik) gives, for row vectors,
       dm_i = sum_l dx_l [ A_il (I + (x_i B)^T Delta_l) ] + dx_i B Cov_i,
       Cov_i = sum_j A_ij Delta_j^T Delta_j.
   The mean and covariance are taken about m_i, which is what keeps the
   derivative small where the tokens are close together. */

#include "model.h"

/* What the blocks of row i are made of. */
typedef struct {
    arb_mat_t weights; /* 1 x N */
    arb_mat_t left;    /* 1 x d: x_i B */
    arb_mat_t spread;  /* N x d: Delta W */
    arb_mat_t self;    /* d x d: B Cov_i W */
    const rc_layer_ball_struct *layer;
} row_parts;

static void
row_init(row_parts *row, const rc_layer_ball_t layer)
{
    const slong n = layer->tokens, d = layer->dim;

    row->layer = layer;
    arb_mat_init(row->weights, 1, n);
    arb_mat_init(row->left, 1, d);
    arb_mat_init(row->spread, n, d);
    arb_mat_init(row->self, d, d);
}

static void
row_clear(row_parts *row)
{
    arb_mat_clear(row->weights);
    arb_mat_clear(row->left);
    arb_mat_clear(row->spread);
    arb_mat_clear(row->self);
}

/* delta = X - 1 m_i, through an exact centre so that m_i keeps what the
   tokens share. */
static void
deviation_from_mean(arb_mat_t delta, const arb_mat_t X, const arb_mat_t weights,
                    slong prec)
{
    arb_mat_t centre, mean;

    arb_mat_init(centre, 1, arb_mat_ncols(X));
    arb_mat_init(mean, 1, arb_mat_ncols(X));
    rc_model_centre(centre, X, prec);
    rc_model_subtract_row(delta, X, centre, prec);
    arb_mat_mul(mean, weights, delta, prec);
    rc_model_subtract_row(delta, delta, mean, prec);
    arb_mat_clear(mean);
    arb_mat_clear(centre);
}

/* self = B (sum_j A_ij Delta_j^T Delta_j) W, given spread = Delta W. */
static void
set_self(row_parts *row, const arb_mat_t delta, slong prec)
{
    const slong n = row->layer->tokens, d = row->layer->dim;
    arb_mat_t weighted, covariance;

    arb_mat_init(weighted, d, n);
    arb_mat_init(covariance, d, d);
    for (slong j = 0; j < n; j++)
        for (slong a = 0; a < d; a++)
            arb_mul(arb_mat_entry(weighted, a, j),
                    arb_mat_entry(row->weights, 0, j),
                    arb_mat_entry(delta, j, a), prec);
    arb_mat_mul(covariance, weighted, row->spread, prec);
    arb_mat_mul(row->self, row->layer->scores, covariance, prec);
    arb_mat_clear(covariance);
    arb_mat_clear(weighted);
}

static rc_status
row_set(row_parts *row, const arb_mat_t X, slong i, slong prec)
{
    const rc_layer_ball_struct *layer = row->layer;
    arb_mat_t delta, window;
    rc_status status;

    status = rc_attention_weights(row->weights, layer, X, i, i + 1, prec);
    if (status != RC_OK || !layer->softmax)
        return status;
    arb_mat_init(delta, layer->tokens, layer->dim);
    arb_mat_window_init(window, X, i, 0, i + 1, layer->dim);
    arb_mat_mul(row->left, window, layer->scores, prec);
    deviation_from_mean(delta, X, row->weights, prec);
    arb_mat_mul(row->spread, delta, layer->value, prec);
    set_self(row, delta, prec);
    arb_mat_window_clear(window);
    arb_mat_clear(delta);
    return RC_OK;
}

/* D[a][b] = d y_i,a / d x_l,b into the window of D from column `column`. */
static void
put_block(arb_mat_t D, slong column, const row_parts *row, slong i, slong l,
          slong prec)
{
    const rc_layer_ball_struct *layer = row->layer;
    arb_srcptr weight = arb_mat_entry(row->weights, 0, l);

    for (slong a = 0; a < layer->dim; a++)
        for (slong b = 0; b < layer->dim; b++) {
            arb_ptr out = arb_mat_entry(D, a, column + b);

            arb_set(out, arb_mat_entry(layer->value, b, a));
            if (layer->softmax)
                arb_addmul(out, arb_mat_entry(row->spread, l, a),
                           arb_mat_entry(row->left, 0, b), prec);
            arb_mul(out, out, weight, prec);
            if (layer->softmax && l == i)
                arb_add(out, out, arb_mat_entry(row->self, b, a), prec);
        }
}

rc_status
rc_layer_mix_derivative(arb_mat_t D, const rc_layer_ball_t layer,
                        const arb_mat_t X, slong i, slong first, slong last,
                        slong prec)
{
    row_parts row;
    rc_status status;

    row_init(&row, layer);
    status = row_set(&row, X, i, prec);
    if (status == RC_OK) {
        arb_mat_zero(D);
        for (slong l = first; l < last; l++)
            if (rc_mask_has(layer->mask, i, l))
                put_block(D, (l - first) * layer->dim, &row, i, l, prec);
        if (!arb_mat_is_finite(D))
            status = RC_UNCERTAIN;
    }
    row_clear(&row);
    return status;
}

/* D = (I - u^T u) D / ||y||: the derivative of y / ||y|| after that of y, with
   u = y / ||y||. D is d x m, y is d numbers. */
static rc_status
chain_normalise(arb_mat_t D, arb_srcptr y, slong d, slong prec)
{
    const slong m = arb_mat_ncols(D);
    arb_mat_t u, along;
    arb_t norm;
    rc_status status;

    arb_mat_init(u, 1, d);
    arb_mat_init(along, 1, m);
    arb_init(norm);
    _arb_vec_set(arb_mat_entry(u, 0, 0), y, d);
    arb_dot(norm, NULL, 0, y, 1, y, 1, d, prec);
    status = rc_normalise_rows(u, NULL, prec);
    if (status == RC_OK) {
        arb_rsqrt(norm, norm, prec);
        arb_mat_mul(along, u, D, prec);
        for (slong a = 0; a < d; a++)
            for (slong b = 0; b < m; b++)
                arb_submul(arb_mat_entry(D, a, b), arb_mat_entry(u, 0, a),
                           arb_mat_entry(along, 0, b), prec);
        arb_mat_scalar_mul_arb(D, D, norm, prec);
        if (!arb_mat_is_finite(D))
            status = RC_UNCERTAIN;
    }
    arb_clear(norm);
    arb_mat_clear(along);
    arb_mat_clear(u);
    return status;
}

rc_status
rc_layer_derivative(arb_mat_t D, const rc_layer_ball_t layer, const arb_mat_t X,
                    slong prec)
{
    const slong n = layer->tokens, d = layer->dim;
    rc_status status = RC_OK;
    arb_mat_t Y, slab, window;

    arb_mat_init(Y, 1, d);
    arb_mat_init(slab, d, n * d);
    for (slong i = 0; status == RC_OK && i < n; i++) {
        status = rc_layer_mix_derivative(slab, layer, X, i, 0, n, prec);
        if (status == RC_OK && layer->normalise)
            status = rc_layer_mix(Y, layer, X, i, i + 1, prec);
        if (status == RC_OK && layer->normalise)
            status = chain_normalise(slab, arb_mat_entry(Y, 0, 0), d, prec);
        if (status == RC_OK) {
            arb_mat_window_init(window, D, i * d, 0, (i + 1) * d, n * d);
            arb_mat_set(window, slab);
            arb_mat_window_clear(window);
        }
    }
    arb_mat_clear(slab);
    arb_mat_clear(Y);
    return status;
}
