#include "search.h"

#define MAX_STEPS 200
#define MAX_HALVINGS 12

/* What one Newton iteration works with. */
typedef struct {
    const rc_equilibrium_system *system;
    arb_mat_t G, J, step, X, lambda; /* X, lambda: the trial point */
    slong prec;
} newton;

static void
newton_init(newton *w, const rc_equilibrium_system *system, const arb_mat_t X,
            slong prec)
{
    const slong size = rc_equilibrium_system_size(system);

    w->system = system;
    w->prec = prec;
    arb_mat_init(w->G, size, 1);
    arb_mat_init(w->J, size, size);
    arb_mat_init(w->step, size, 1);
    arb_mat_init(w->X, arb_mat_nrows(X), arb_mat_ncols(X));
    arb_mat_init(w->lambda, arb_mat_nrows(X), 1);
}

static void
newton_clear(newton *w)
{
    arb_mat_clear(w->G);
    arb_mat_clear(w->J);
    arb_mat_clear(w->step);
    arb_mat_clear(w->X);
    arb_mat_clear(w->lambda);
}

/* Unknown tokens lose their radii: they are a point again. */
static void
drop_radii(const rc_equilibrium_system *system, arb_mat_t X, arb_mat_t lambda)
{
    for (slong i = system->first; i < system->last; i++) {
        for (slong a = 0; a < arb_mat_ncols(X); a++)
            mag_zero(arb_radref(arb_mat_entry(X, i, a)));
        mag_zero(arb_radref(arb_mat_entry(lambda, i, 0)));
    }
}

/* lambda_i = <y_i, x_i> / <x_i, x_i>, the best factor for this x_i. */
static rc_status
guess_lambda(arb_mat_t lambda, const rc_equilibrium_system *system,
             const arb_mat_t X, slong prec)
{
    const slong d = arb_mat_ncols(X), first = system->first;
    arb_mat_t Y;
    arb_t square;
    rc_status status;

    arb_mat_init(Y, system->last - first, d);
    arb_init(square);
    status = rc_layer_mix(Y, system->layer, X, first, system->last, prec);
    for (slong i = first; status == RC_OK && i < system->last; i++) {
        arb_srcptr x = arb_mat_entry(X, i, 0);
        arb_ptr out = arb_mat_entry(lambda, i, 0);

        arb_dot(square, NULL, 0, x, 1, x, 1, d, prec);
        arb_dot(out, NULL, 0, arb_mat_entry(Y, i - first, 0), 1, x, 1, d, prec);
        arb_div(out, out, square, prec);
        if (!arb_is_finite(out))
            status = RC_UNCERTAIN;
    }
    arb_clear(square);
    arb_mat_clear(Y);
    return status;
}

/* size = an approximation of || G(X, lambda) ||. */
static rc_status
residual_size(arf_t size, newton *w, const arb_mat_t X, const arb_mat_t lambda)
{
    arb_t norm;
    rc_status status;

    status = rc_equilibrium_residual(w->G, w->system, X, lambda, w->prec);
    arb_init(norm);
    arb_mat_frobenius_norm(norm, w->G, w->prec);
    arf_set(size, arb_midref(norm));
    arb_clear(norm);
    return status == RC_OK && arf_is_finite(size) ? RC_OK : RC_UNCERTAIN;
}

/* The trial point: (X, lambda) - 2^(-halvings) step. */
static void
move(newton *w, const arb_mat_t X, const arb_mat_t lambda, slong halvings)
{
    const slong d = arb_mat_ncols(X), first = w->system->first;
    arb_t change;

    arb_init(change);
    arb_mat_set(w->X, X);
    arb_mat_set(w->lambda, lambda);
    for (slong i = first; i < w->system->last; i++)
        for (slong a = 0; a <= d; a++) {
            arb_ptr x = a < d ? arb_mat_entry(w->X, i, a)
                              : arb_mat_entry(w->lambda, i, 0);

            arb_mul_2exp_si(
                change, arb_mat_entry(w->step, (i - first) * (d + 1) + a, 0),
                -halvings);
            arb_sub(x, x, change, w->prec);
        }
    drop_radii(w->system, w->X, w->lambda);
    arb_clear(change);
}

/* One damped step. RC_OK with *rest set when nothing smaller than the
   arithmetic's noise is left to gain. */
static rc_status
newton_step(newton *w, arb_mat_t X, arb_mat_t lambda, int *rest)
{
    arf_t before, after;
    mag_t length;
    slong halvings = 0;
    rc_status status;

    arf_init(before);
    arf_init(after);
    mag_init(length);
    status = residual_size(before, w, X, lambda);
    if (status == RC_OK)
        status = rc_equilibrium_jacobian(w->J, w->system, X, lambda, w->prec);
    if (status == RC_OK && !arb_mat_approx_solve(w->step, w->J, w->G, w->prec))
        status = RC_UNCERTAIN;
    if (status == RC_OK) {
        arb_mat_bound_frobenius_norm(length, w->step);
        *rest = mag_cmp_2exp_si(length, -w->prec / 2) < 0;
        do {
            move(w, X, lambda, halvings);
            status = residual_size(after, w, w->X, w->lambda);
        } while (!*rest && (status != RC_OK || arf_cmp(after, before) >= 0) &&
                 ++halvings <= MAX_HALVINGS);
        if (halvings > MAX_HALVINGS) /* stuck: noise, or no way down */
            status = RC_UNCERTAIN;
        if (status == RC_OK) {
            arb_mat_swap(X, w->X);
            arb_mat_swap(lambda, w->lambda);
        }
    }
    mag_clear(length);
    arf_clear(after);
    arf_clear(before);
    return status;
}

rc_status
rc_approx_equilibrium(arb_mat_t X, arb_mat_t lambda,
                      const rc_equilibrium_system *system,
                      int (*stop)(void *context), void *context, slong prec)
{
    newton w;
    rc_status status;
    int rest = 0;

    newton_init(&w, system, X, prec);
    drop_radii(system, X, lambda);
    status = guess_lambda(lambda, system, X, prec);
    drop_radii(system, X, lambda);
    for (int k = 0; status == RC_OK && !rest && k < MAX_STEPS; k++) {
        if (stop != NULL && stop(context))
            status = RC_STOPPED;
        else
            status = newton_step(&w, X, lambda, &rest);
    }
    newton_clear(&w);
    if (status == RC_OK && !rest)
        status = RC_UNCERTAIN;
    return status;
}
