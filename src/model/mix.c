#include "model.h"

rc_status
rc_layer_mix(arb_mat_t Y, const rc_layer_ball_t layer, const arb_mat_t X,
             slong first, slong last, slong prec)
{
    const slong n = layer->tokens, d = layer->dim, m = last - first;
    arb_mat_t A, centre, deviation, mixed;
    rc_status status;

    arb_mat_init(A, m, n);
    arb_mat_init(centre, 1, d);
    arb_mat_init(deviation, n, d);
    arb_mat_init(mixed, m, d);
    status = rc_attention_weights(A, layer, X, first, last, prec);
    if (status == RC_OK) {
        rc_model_centre(centre, X, prec);
        rc_model_subtract_row(deviation, X, centre, prec);
        arb_mat_mul(mixed, A, deviation, prec);
        rc_model_add_row(mixed, mixed, centre, prec);
        arb_mat_mul(Y, mixed, layer->value, prec);
        if (!arb_mat_is_finite(Y))
            status = RC_UNCERTAIN;
    }
    arb_mat_clear(mixed);
    arb_mat_clear(deviation);
    arb_mat_clear(centre);
    arb_mat_clear(A);
    return status;
}

rc_status
rc_normalise_rows(arb_mat_t Y, slong *token, slong prec)
{
    const slong d = arb_mat_ncols(Y);
    rc_status status = RC_OK;
    arb_t scale;

    arb_init(scale);
    for (slong i = 0; status == RC_OK && i < arb_mat_nrows(Y); i++) {
        arb_ptr y = arb_mat_entry(Y, i, 0);

        arb_dot(scale, NULL, 0, y, 1, y, 1, d, prec);
        if (!arb_is_finite(scale) || !arb_is_positive(scale)) {
            if (token != NULL)
                *token = i;
            status = RC_UNCERTAIN;
            break;
        }
        arb_rsqrt(scale, scale, prec);
        _arb_vec_scalar_mul(y, y, d, scale, prec);
    }
    arb_clear(scale);
    return status;
}

rc_status
rc_layer_apply(arb_mat_t Xplus, const rc_layer_ball_t layer, const arb_mat_t X,
               slong *token, slong prec)
{
    rc_status status;

    if (token != NULL)
        *token = -1;
    status = rc_layer_mix(Xplus, layer, X, 0, layer->tokens, prec);
    if (status == RC_OK && layer->normalise)
        status = rc_normalise_rows(Xplus, token, prec);
    if (status == RC_OK && !arb_mat_is_finite(Xplus))
        status = RC_UNCERTAIN;
    return status;
}
