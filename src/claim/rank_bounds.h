/* R12: certified bounds on the rank of an equilibrium. */

#ifndef RC_CLAIM_RANK_BOUNDS_H
#define RC_CLAIM_RANK_BOUNDS_H

#include "krawczyk.h"
#include "subspace.h"

/* What an upper bound rests on: the size of X, the rank of W or of A, an
   invariant subspace. */
typedef enum {
    RC_BOUND_SIZE = 0,
    RC_BOUND_VALUE,
    RC_BOUND_WEIGHTS,
    RC_BOUND_SUBSPACE
} rc_bound_source;

typedef struct {
    slong lower, upper;
    arb_t minor;        /* the lower x lower minor that is not zero ... */
    slong *rows, *cols; /* ... and its places, rising */
    const char *from;   /* what the upper bound rests on, in words */
    rc_bound_source source;
    slong exact; /* the upper bound that holds for every equilibrium */
    const char *exact_from;
    rc_bound_source exact_source;
    int inside; /* the equilibrium was solved for inside this subspace */
    rc_subspace subspace;
} rc_rank_bounds;

/* For N x d tokens. RC_NOMEM; to be cleared in any case. */
rc_status rc_rank_bounds_init(rc_rank_bounds *bounds, slong tokens,
                              slong dim) RC_MUST_CHECK;
void rc_rank_bounds_clear(rc_rank_bounds *bounds);

/* exact, from what holds for every equilibrium: min(N, d), rank W, and rank A
   where A does not depend on X (lambda_i > 0, so X has the row space of A X W).
   To be called once, first. */
void rc_rank_bounds_start(rc_rank_bounds *bounds, const rc_layer *layer);

/* The matrix behind exact_source: W, centred for LayerNorm `layer`, or A.
   1 with M initialised, or 0: it has no exact entries. */
int rc_rational_value(fmpq_mat_t M, const rc_layer *layer);
int rc_rational_weights(fmpq_mat_t M, const rc_layer *layer);

/* Bounds the rank of the one equilibrium that `wide` holds and `tight`
   encloses; radii are those of its proof, one per group. upper falls to the
   dimension of an invariant subspace when the equilibrium is solved for again
   inside it, about the same centre, and found inside `wide`, with the data that
   follow from there: `inside` is then 1, `tight` the enclosure that was found
   there and the radii e those of that proof.
   lower: a certified minor, with room to spare, of the tokens or, when `inside`
   is 1, of their coordinates in the subspace.
   RC_OK; RC_UNCERTAIN when the subspace's own proof failed at prec bits (the
   bounds hold all the same); RC_STOPPED; RC_NOMEM. */
rc_status rc_equilibrium_rank_bounds(rc_rank_bounds *bounds, rc_point *tight,
                                     const rc_point *wide, rc_radii *radii,
                                     const rc_layer *layer,
                                     const rc_layer_ball_t ball,
                                     const rc_job *job,
                                     slong prec) RC_MUST_CHECK;

#endif
