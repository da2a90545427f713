#include "contract.h"

#include "operator.h"

/* The greatest radius among the unknown tokens. */
static void
greatest_radius(mag_t radius, const rc_operator *w, const arb_mat_t X)
{
    mag_zero(radius);
    for (slong i = w->system->first; i < w->system->last; i++)
        for (slong a = 0; a < w->dim; a++)
            mag_max(radius, radius, arb_radref(arb_mat_entry(X, i, a)));
}

/* Replaces every unknown of the box by what it shares with the image; 0 when
   one of them shares nothing, *token is then its token. */
static int
intersect(rc_operator *w, rc_point *box, slong *token)
{
    for (slong k = 0; k < w->size; k++) {
        arb_ptr entry = rc_operator_unknown(w, box, k);

        if (!arb_intersection(entry, entry, w->image + k, w->prec)) {
            *token = w->system->first + k / (w->dim + 1);
            return 0;
        }
    }
    return 1;
}

/* after <= 3/4 before, up to rounding: how far to go on is no matter of
   proof. */
static int
lost_a_quarter(const mag_t before, const mag_t after)
{
    mag_t lost;
    int quarter;

    if (mag_is_zero(before))
        return 0;
    mag_init(lost);
    mag_sub(lost, before, after);
    mag_mul_2exp_si(lost, lost, 2);
    quarter = mag_cmp(lost, before) >= 0;
    mag_clear(lost);
    return quarter;
}

rc_status
rc_equilibrium_contract(int *empty, int *shrunk, slong *token, arb_mat_t X,
                        const rc_equilibrium_system *system, slong prec)
{
    rc_operator w;
    rc_point box;
    mag_t before, after;
    rc_status status;

    *empty = *shrunk = 0;
    mag_init(before);
    mag_init(after);
    rc_point_init(&box, arb_mat_nrows(X), arb_mat_ncols(X));
    arb_mat_set(box.X, X);
    status = rc_equilibrium_lambda(box.lambda, system, X, prec);
    rc_operator_init(&w, system, &box, prec);
    if (status == RC_OK)
        status = rc_operator_prepare(&w, after);
    if (status == RC_OK)
        status = rc_operator_apply(&w, &box);
    if (status == RC_OK) {
        greatest_radius(before, &w, X);
        *empty = !intersect(&w, &box, token);
        if (!*empty) {
            arb_mat_set(X, box.X);
            greatest_radius(after, &w, X);
            *shrunk = lost_a_quarter(before, after);
        }
    }
    rc_operator_clear(&w);
    rc_point_clear(&box);
    mag_clear(after);
    mag_clear(before);
    return status;
}
