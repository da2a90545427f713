/* Certifying that there is no equilibrium in a box. */

#ifndef RC_CLAIM_EXCLUSION_H
#define RC_CLAIM_EXCLUSION_H

#include "claim.h"
#include "exclusion_record.h"

/* *excluded = 1 when it is certified that no equilibrium of the layer (with
   LayerNorm) has every coordinate within `reach` of `near`; *token is then
   the token whose equation cannot hold. *alone = 1 when that was not certified,
   but that at most one has. 0 says nothing. By interval evaluation with
   subdivision (R23), token by token when the mask is lower triangular. RC_OK;
   RC_STOPPED; RC_NOMEM.

   record: NULL, or an initialised record, whose contents are replaced by the
   tree that the answers rest on. With *excluded its last group is excluded;
   with *alone every group is unique. Otherwise, and when RC_OK is not returned,
   it shows nothing.

   All that is recorded was certified with room, so that another program does it
   with intervals of prec bits: what it encloses may be somewhat wider, its
   centres and approximate inverses may differ. */
rc_status rc_equilibrium_exclude(int *excluded, int *alone, slong *token,
                                 const rc_layer_ball_t layer,
                                 const arb_mat_t near, const arb_t reach,
                                 rc_exclusion *record, const rc_job *job,
                                 slong prec) RC_MUST_CHECK;

#endif
