/* R23: no equilibrium in a box, or only the one that is known. */

#ifndef RANKCERT_CHECKER_EXCLUSION_H
#define RANKCERT_CHECKER_EXCLUSION_H

#include "krawczyk.h"

/* Checks the exclusion E at `node` (proofs/certificate-format.md) for the box
   near +- reach. layer: the full space's, in which near (N x d) is enclosed;
   reach encloses the reach.

   alone = 0: the last group must be excluded. Then no equilibrium has every
   coordinate within reach of near.
   alone = 1: every group must be unique (the member `reach` has been read by
   the caller). Then at most one equilibrium has: the one that is known, when it
   does.

   1 when all of it holds; else 0 after ck_malformed, ck_reject or
   ck_uncertain. */
int ck_check_exclusion(const ck_node *node, const ck_layer *layer,
                       const ck_imatrix *near, mpfi_srcptr reach,
                       int alone) CK_MUST_CHECK;

#endif
