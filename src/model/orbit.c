#include <stdlib.h>

#include "model.h"

typedef rc_status (*visitor)(void *context, slong t, const arb_mat_t X,
                             slong prec);

/* The steps, once the layers are enclosed. X and next are swapped, never
   copied. */
static rc_status
run_steps(const rc_orbit *orbit, rc_layer_ball_struct *balls, arb_mat_t X,
          arb_mat_t next, visitor visit, void *context, rc_orbit_place *place,
          slong prec)
{
    rc_status status = visit(context, 0, X, prec);

    for (slong t = 0; status == RC_OK && t < orbit->steps; t++) {
        place->step = t;
        status = rc_layer_apply(next, balls + t % orbit->period, X,
                                &place->token, prec);
        if (status != RC_OK)
            break;
        arb_mat_swap(X, next);
        status = visit(context, t + 1, X, prec);
    }
    return status;
}

rc_status
rc_orbit_run(const rc_orbit *orbit, visitor visit, void *context,
             rc_orbit_place *place, slong prec)
{
    const slong n = orbit->start->rows, d = orbit->start->cols;
    rc_layer_ball_struct *balls;
    arb_mat_t X, next;
    rc_status status = RC_OK;

    place->step = 0;
    place->token = -1;
    balls = calloc((size_t)orbit->period, sizeof(*balls));
    if (balls == NULL)
        return RC_NOMEM;
    arb_mat_init(X, n, d);
    arb_mat_init(next, n, d);
    rc_matrix_get_arb_mat(X, orbit->start, prec);
    for (slong t = 0; t < orbit->period; t++) {
        rc_status one = rc_layer_ball_init(balls + t, orbit->layers + t, prec);

        if (status == RC_OK)
            status = one;
    }
    if (status == RC_OK && !arb_mat_is_finite(X))
        status = RC_UNCERTAIN;
    if (status == RC_OK)
        status = run_steps(orbit, balls, X, next, visit, context, place, prec);
    for (slong t = 0; t < orbit->period; t++)
        rc_layer_ball_clear(balls + t);
    arb_mat_clear(next);
    arb_mat_clear(X);
    free(balls);
    return status;
}
