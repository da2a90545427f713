/* R12: an equilibrium solved for inside an invariant subspace. */

#ifndef RC_CLAIM_INSIDE_H
#define RC_CLAIM_INSIDE_H

#include "krawczyk.h"
#include "subspace.h"

/* Proves that the one equilibrium in `wide` lies in the subspace, x_i = z_i U,
   group by group: the equations for the z_i have a solution about the pivots'
   columns of the same centre, the midpoints of `wide`, and with the tokens
   Z U as data the proof about that centre with the radii r and u holds in the
   full space, and holds the group's Z U.

   RC_OK: Z (N x dim) encloses the coordinates, `tight` the tokens Z U and their
   lambda, and the radii e are those of the proof inside. RC_UNCERTAIN,
   RC_STOPPED, RC_NOMEM: nothing is certified; tight and radii are unchanged. */
rc_status rc_inside_certify(arb_mat_t Z, rc_point *tight, rc_radii *radii,
                            const rc_point *wide, const rc_subspace *subspace,
                            const rc_layer_ball_t ball, const rc_job *job,
                            slong prec) RC_MUST_CHECK;

#endif
