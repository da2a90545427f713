#include "model.h"

typedef rc_status (*visitor)(void *context, slong t, const arb_mat_t X,
                             slong prec);

/* The steps, with layer 0 enclosed in ball. Layers that differ are enclosed
   anew in each step: they may be too many to be held. X and next are swapped,
   never copied. */
static rc_status
run_steps(const rc_orbit *orbit, rc_layer_ball_t ball, arb_mat_t X,
          arb_mat_t next, visitor visit, void *context, rc_orbit_place *place,
          slong prec)
{
    rc_status status = visit(context, 0, X, prec);

    for (slong t = 0; status == RC_OK && t < orbit->steps; t++) {
        place->step = t;
        if (t > 0 && orbit->period > 1) {
            rc_layer_ball_clear(ball);
            status = rc_layer_ball_init(ball, orbit->layers + t % orbit->period,
                                        prec);
        }
        if (status == RC_OK)
            status = rc_layer_apply(next, ball, X, &place->token, prec);
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
    rc_layer_ball_t ball;
    arb_mat_t X, next;
    rc_status status;

    place->step = 0;
    place->token = -1;
    arb_mat_init(X, n, d);
    arb_mat_init(next, n, d);
    rc_matrix_get_arb_mat(X, orbit->start, prec);
    status = rc_layer_ball_init(ball, orbit->layers, prec);
    if (status == RC_OK && !arb_mat_is_finite(X))
        status = RC_UNCERTAIN;
    if (status == RC_OK)
        status = run_steps(orbit, ball, X, next, visit, context, place, prec);
    rc_layer_ball_clear(ball);
    arb_mat_clear(next);
    arb_mat_clear(X);
    return status;
}
