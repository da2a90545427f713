/* R23: no equilibrium in a box, or only the one that is known. */

#ifndef RANKCERT_CHECKER_EXCLUSION_H
#define RANKCERT_CHECKER_EXCLUSION_H

#include "krawczyk.h"

/* Checks the exclusion E at `node` (proofs/certificate-format.md) for the box
   near +- reach, an upper bound being given as an interval. alone = 0: the last
   group must be excluded; alone = 1: every group must be unique (the member
   `reach` has been read by the caller). */
int ck_check_exclusion(const ck_node *node, const ck_layer *layer,
                       const ck_imatrix *near, mpfi_srcptr reach,
                       int alone) CK_MUST_CHECK;

#endif
