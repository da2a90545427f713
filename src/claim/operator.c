#include "operator.h"

void
rc_point_init(rc_point *p, slong tokens, slong dim)
{
    arb_mat_init(p->X, tokens, dim);
    arb_mat_init(p->lambda, tokens, 1);
}

void
rc_point_clear(rc_point *p)
{
    arb_mat_clear(p->X);
    arb_mat_clear(p->lambda);
}

void
rc_point_set(rc_point *p, const rc_point *q)
{
    arb_mat_set(p->X, q->X);
    arb_mat_set(p->lambda, q->lambda);
}

arb_ptr
rc_operator_unknown(const rc_operator *w, const rc_point *p, slong k)
{
    const slong i = w->system->first + k / (w->dim + 1), a = k % (w->dim + 1);

    return a < w->dim ? arb_mat_entry(p->X, i, a)
                      : arb_mat_entry(p->lambda, i, 0);
}

void
rc_operator_copy(const rc_operator *w, rc_point *to, const rc_point *from)
{
    for (slong k = 0; k < w->size; k++)
        arb_set(rc_operator_unknown(w, to, k), rc_operator_unknown(w, from, k));
}

void
rc_operator_init(rc_operator *w, const rc_equilibrium_system *system,
                 const rc_point *centre, slong prec)
{
    const slong n = arb_mat_nrows(centre->X), d = arb_mat_ncols(centre->X);

    w->system = system;
    w->size = rc_equilibrium_system_size(system);
    w->dim = d;
    w->prec = prec;
    arb_mat_init(w->inverse, w->size, w->size);
    arb_mat_init(w->newton, w->size, 1);
    arb_mat_init(w->jacobian, w->size, w->size);
    rc_point_init(&w->centre, n, d);
    rc_point_set(&w->centre, centre);
    for (slong k = 0; k < w->size; k++)
        mag_zero(arb_radref(rc_operator_unknown(w, &w->centre, k)));
    w->image = _arb_vec_init(w->size);
}

void
rc_operator_clear(rc_operator *w)
{
    _arb_vec_clear(w->image, w->size);
    rc_point_clear(&w->centre);
    arb_mat_clear(w->jacobian);
    arb_mat_clear(w->newton);
    arb_mat_clear(w->inverse);
}

rc_status
rc_operator_prepare(rc_operator *w, mag_t step)
{
    arb_mat_t G;
    mag_t one;
    rc_status status;

    arb_mat_init(G, w->size, 1);
    mag_init(one);
    mag_zero(step);
    status = rc_equilibrium_residual(G, w->system, w->centre.X,
                                     w->centre.lambda, w->prec);
    if (status == RC_OK)
        status = rc_equilibrium_jacobian(w->jacobian, w->system, w->centre.X,
                                         w->centre.lambda, w->prec);
    if (status == RC_OK &&
        !arb_mat_approx_inv(w->inverse, w->jacobian, w->prec))
        status = RC_UNCERTAIN;
    if (status == RC_OK) {
        arb_mat_get_mid(w->inverse, w->inverse);
        arb_mat_mul(w->newton, w->inverse, G, w->prec);
        for (slong k = 0; k < w->size; k++) {
            arb_ptr entry = arb_mat_entry(w->newton, k, 0);

            arb_get_mag(one, entry);
            mag_max(step, step, one);
            arb_sub(entry, rc_operator_unknown(w, &w->centre, k), entry,
                    w->prec);
        }
        if (!arb_mat_is_finite(w->newton) || !arb_mat_is_finite(w->inverse))
            status = RC_UNCERTAIN;
    }
    mag_clear(one);
    arb_mat_clear(G);
    return status;
}

/* reach = an upper bound of sum_j | (I - Y G'(b))_kj | (radius of b_j). */
static void
row_reach(mag_t reach, const rc_operator *w, const rc_point *box, slong k)
{
    arb_t entry;
    mag_t one;

    arb_init(entry);
    mag_init(one);
    mag_zero(reach);
    for (slong j = 0; j < w->size; j++) {
        arb_set(entry, arb_mat_entry(w->jacobian, k, j));
        if (j == k)
            arb_sub_ui(entry, entry, 1, w->prec);
        arb_get_mag(one, entry);
        mag_addmul(reach, one, arb_radref(rc_operator_unknown(w, box, j)));
    }
    mag_clear(one);
    arb_clear(entry);
}

rc_status
rc_operator_apply(rc_operator *w, const rc_point *box)
{
    mag_t reach;
    rc_status status = rc_equilibrium_jacobian(w->jacobian, w->system, box->X,
                                               box->lambda, w->prec);

    if (status != RC_OK)
        return status;
    arb_mat_mul(w->jacobian, w->inverse, w->jacobian, w->prec);
    mag_init(reach);
    for (slong k = 0; k < w->size; k++) {
        row_reach(reach, w, box, k);
        arb_set(w->image + k, arb_mat_entry(w->newton, k, 0));
        arb_add_error_mag(w->image + k, reach);
    }
    mag_clear(reach);
    return _arb_vec_is_finite(w->image, w->size) ? RC_OK : RC_UNCERTAIN;
}

rc_status
rc_equilibrium_lambda(arb_mat_t lambda, const rc_equilibrium_system *system,
                      const arb_mat_t X, slong prec)
{
    const slong first = system->first, d = system->layer->dim;
    arb_mat_t Y, y, metric;
    rc_status status;

    arb_mat_init(Y, system->last - first, d);
    arb_mat_init(metric, 1, d);
    status = rc_layer_mix(Y, system->layer, X, first, system->last, prec);
    for (slong i = first; status == RC_OK && i < system->last; i++) {
        arb_ptr out = arb_mat_entry(lambda, i, 0);

        arb_mat_window_init(y, Y, i - first, 0, i - first + 1, d);
        if (system->gram == NULL)
            arb_mat_set(metric, y);
        else
            arb_mat_mul(metric, y, system->gram, prec);
        arb_dot(out, NULL, 0, arb_mat_entry(X, i, 0), 1,
                arb_mat_entry(metric, 0, 0), 1, d, prec);
        arb_mat_window_clear(y);
        if (!arb_is_finite(out))
            status = RC_UNCERTAIN;
    }
    arb_mat_clear(metric);
    arb_mat_clear(Y);
    return status;
}
