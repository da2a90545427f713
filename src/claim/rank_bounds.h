/* R12: certified bounds on the rank of an equilibrium. */

#ifndef RC_CLAIM_RANK_BOUNDS_H
#define RC_CLAIM_RANK_BOUNDS_H

#include "krawczyk.h"

typedef struct {
    slong lower, upper;
    arb_t minor;      /* the lower x lower minor that is not zero */
    const char *from; /* what the upper bound rests on, in words */
    slong exact;      /* the upper bound that holds for every equilibrium */
    const char *exact_from;
} rc_rank_bounds;

void rc_rank_bounds_init(rc_rank_bounds *bounds);
void rc_rank_bounds_clear(rc_rank_bounds *bounds);

/* exact, from what holds for every equilibrium: min(N, d), rank W, and rank A
   where A does not depend on X (lambda_i > 0, so X has the row space of A X W).
   To be called once, first. */
void rc_rank_bounds_start(rc_rank_bounds *bounds, const rc_layer *layer);

/* Bounds the rank of the one equilibrium that `wide` holds and `tight`
   encloses. upper falls to the dimension of an invariant subspace when the
   equilibrium is solved again inside it, exactly, and found inside `wide`.
   lower: a certified minor of the tokens' coordinates there.
   RC_OK; RC_UNCERTAIN when the subspace's own proof failed at prec bits (the
   bounds hold all the same); RC_STOPPED; RC_NOMEM. */
rc_status
rc_equilibrium_rank_bounds(rc_rank_bounds *bounds, const rc_point *tight,
                           const rc_point *wide, const rc_layer *layer,
                           const rc_layer_ball_t ball, const rc_job *job,
                           slong prec) RC_MUST_CHECK;

#endif
