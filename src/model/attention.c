#include "model.h"

/* R22. Softmax does not change when every score of a row moves by the same
   amount, so row i uses <x_i B, x_j - c> with one exact point c near all tokens
   (differences of scores: what x_i contributes to all of them drops out) and
   then subtracts an exact number near the largest (no overflow). */

/* shift = an exact number near the largest of s_j, j in N_i. */
static void
row_shift(arf_t shift, arb_srcptr s, const rc_mask *mask, slong i, slong n)
{
    int found = 0;

    for (slong j = 0; j < n; j++)
        if (rc_mask_has(mask, i, j) &&
            (!found || arf_cmp(arb_midref(s + j), shift) > 0)) {
            arf_set(shift, arb_midref(s + j));
            found = 1;
        }
}

/* a = [0, t / (1 + t)] for the greatest point t of ratio. */
static void
weight_up_to(arb_t a, const arb_t ratio, slong prec)
{
    arb_t top, zero;

    arb_init(top);
    arb_init(zero);
    arb_get_ubound_arf(arb_midref(top), ratio, prec);
    arb_add_ui(a, top, 1, prec);
    arb_div(a, top, a, prec);
    arb_union(a, zero, a, prec);
    arb_clear(zero);
    arb_clear(top);
}

/* a = e / (e + rest), written so that e occurs once. The exact e is positive
   and the exact rest is not negative, though what encloses them may reach
   below zero: exp(-10^30) is enclosed by zero and a tiny radius. What is known
   of any weight is that it is in [0, 1]. */
static void
weight_from(arb_t a, const arb_t e, const arb_t rest, slong prec)
{
    if (!arb_is_finite(e) || !arb_is_finite(rest)) {
        arb_indeterminate(a);
    } else if (arb_is_positive(e)) {
        arb_div(a, rest, e, prec);
        arb_nonnegative_part(a, a);
        arb_add_ui(a, a, 1, prec);
        arb_inv(a, a, prec);
    } else if (arb_is_positive(rest)) {
        arb_div(a, e, rest, prec);
        weight_up_to(a, a, prec);
    } else {
        arb_indeterminate(a);
    }
    if (!arb_is_finite(a))
        arb_unit_interval(a);
}

/* a[j] = exp(s_j) / sum_k exp(s_k) over N_i, 0 off the mask. The sum of the
   others comes from running sums on both sides: subtracting e_j from the whole
   would forget that it is the same e_j. */
static void
softmax_row(arb_ptr a, arb_srcptr s, const rc_mask *mask, slong i, slong n,
            slong prec)
{
    arb_ptr e = _arb_vec_init(n);
    arb_ptr after = _arb_vec_init(n + 1); /* after[j]: sum of e_k, k >= j */
    arb_t before, rest;
    arf_t shift;

    arb_init(before);
    arb_init(rest);
    arf_init(shift);
    row_shift(shift, s, mask, i, n);
    for (slong j = n - 1; j >= 0; j--) {
        if (rc_mask_has(mask, i, j)) {
            arb_sub_arf(e + j, s + j, shift, prec);
            arb_exp(e + j, e + j, prec);
        }
        arb_add(after + j, after + j + 1, e + j, prec);
    }
    for (slong j = 0; j < n; j++) {
        arb_zero(a + j);
        if (!rc_mask_has(mask, i, j))
            continue;
        arb_add(rest, before, after + j + 1, prec);
        weight_from(a + j, e + j, rest, prec);
        arb_add(before, before, e + j, prec);
    }
    arf_clear(shift);
    arb_clear(rest);
    arb_clear(before);
    _arb_vec_clear(after, n + 1);
    _arb_vec_clear(e, n);
}

/* S (m x N) = <x_i B, x_j - c> for the rows of the window R of X. */
static void
score_rows(arb_mat_t S, const arb_mat_t R, const arb_mat_t X,
           const arb_mat_t scores, slong prec)
{
    const slong m = arb_mat_nrows(R), n = arb_mat_nrows(X),
                d = arb_mat_ncols(X);
    arb_mat_t left, centre, deviation, transpose;

    arb_mat_init(left, m, d);
    arb_mat_init(centre, 1, d);
    arb_mat_init(deviation, n, d);
    arb_mat_init(transpose, d, n);
    rc_model_centre(centre, X, prec);
    rc_model_subtract_row(deviation, X, centre, prec);
    arb_mat_transpose(transpose, deviation);
    arb_mat_mul(left, R, scores, prec);
    arb_mat_mul(S, left, transpose, prec);
    arb_mat_clear(transpose);
    arb_mat_clear(deviation);
    arb_mat_clear(centre);
    arb_mat_clear(left);
}

rc_status
rc_attention_weights(arb_mat_t A, const rc_layer_ball_t layer,
                     const arb_mat_t X, slong first, slong last, slong prec)
{
    const slong n = layer->tokens;
    arb_mat_t R, S;
    rc_status status = RC_OK;

    if (!arb_mat_is_finite(X))
        return RC_UNCERTAIN;
    if (!layer->softmax) {
        arb_mat_window_init(R, layer->weights, first, 0, last, n);
        arb_mat_set(A, R);
        arb_mat_window_clear(R);
        return RC_OK;
    }
    arb_mat_window_init(R, X, first, 0, last, layer->dim);
    arb_mat_init(S, last - first, n);
    score_rows(S, R, X, layer->scores, prec);
    if (!arb_mat_is_finite(S))
        status = RC_UNCERTAIN;
    for (slong i = first; status == RC_OK && i < last; i++)
        softmax_row(arb_mat_entry(A, i - first, 0),
                    arb_mat_entry(S, i - first, 0), layer->mask, i, n, prec);
    arb_mat_clear(S);
    arb_mat_window_clear(R);
    return status;
}
