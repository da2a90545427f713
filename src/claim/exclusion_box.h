/* What shows that one box holds no equilibrium (R23), without the sieve. */

#ifndef RC_CLAIM_EXCLUSION_BOX_H
#define RC_CLAIM_EXCLUSION_BOX_H

#include "exclusion_record.h"

/* The first reason why no equilibrium of the layer (with LayerNorm) has its
   tokens first..last-1 in those rows of the box X and its earlier tokens in the
   others, and *token, the one whose equation cannot hold; RC_OUT_NOT when none
   is certified. Cheap reasons come first. Each is certified with room, so that
   another program's arithmetic, somewhat wider than this one, certifies it
   too. */
rc_out rc_exclusion_reason(slong *token, const rc_layer_ball_t layer,
                           const arb_mat_t X, slong first, slong last,
                           slong prec) RC_MUST_CHECK;

#endif
