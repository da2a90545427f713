/* R13: one token over its coordinates, for a triangular value matrix. */

#include "model.h"

/* pivot = lambda - weight U_kk. */
static void
set_pivot(arb_t pivot, const rc_resolvent *r, const arb_t lambda, slong k,
          slong prec)
{
    arb_set(pivot, lambda);
    arb_submul(pivot, r->weight, arb_mat_entry(r->value, k, k), prec);
}

/* sum = sum over first <= j < k of x_j U_jk. */
static void
sum_before(arb_t sum, const rc_resolvent *r, arb_srcptr x, slong k, slong prec)
{
    arb_dot(sum, NULL, 0, x + r->first, 1, arb_mat_entry(r->value, r->first, k),
            r->dim, k - r->first, prec);
}

void
rc_resolvent_apply(arb_ptr x, const rc_resolvent *r, const arb_t lambda,
                   slong from, slong prec)
{
    arb_t pivot;

    arb_init(pivot);
    for (slong k = from; k < r->dim; k++) {
        sum_before(x + k, r, x, k, prec);
        arb_mul(x + k, x + k, r->weight, prec);
        if (r->right != NULL)
            arb_add(x + k, x + k, r->right + k, prec);
        set_pivot(pivot, r, lambda, k, prec);
        arb_div(x + k, x + k, pivot, prec);
    }
    arb_clear(pivot);
}

void
rc_resolvent_slope(arb_ptr slope, const rc_resolvent *r, const arb_t lambda,
                   arb_srcptr x, slong prec)
{
    arb_t pivot;

    arb_init(pivot);
    for (slong k = r->first; k < r->dim; k++) {
        sum_before(slope + k, r, slope, k, prec);
        arb_mul(slope + k, slope + k, r->weight, prec);
        arb_sub(slope + k, slope + k, x + k, prec);
        set_pivot(pivot, r, lambda, k, prec);
        arb_div(slope + k, slope + k, pivot, prec);
    }
    arb_clear(pivot);
}

void
rc_resolvent_product(arb_t product, const rc_resolvent *r, arb_srcptr x,
                     arb_srcptr y, slong prec)
{
    const slong first = r->first, count = r->dim - first;
    arb_ptr image;

    if (r->gram == NULL) {
        arb_dot(product, NULL, 0, x + first, 1, y + first, 1, count, prec);
        return;
    }
    image = _arb_vec_init(count);
    for (slong k = 0; k < count; k++)
        arb_dot(image + k, NULL, 0, x + first, 1,
                arb_mat_entry(r->gram, first, first + k), r->dim, count, prec);
    arb_dot(product, NULL, 0, image, 1, y + first, 1, count, prec);
    _arb_vec_clear(image, count);
}
