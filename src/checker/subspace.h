/* R12: a subspace that the value matrix maps into itself. */

#ifndef RANKCERT_CHECKER_SUBSPACE_H
#define RANKCERT_CHECKER_SUBSPACE_H

#include "layer.h"

/* The rows of some exact matrix in U span the subspace. It is the identity on
   the columns pivots, and U W = W_U U for some W_U (W being centred for norm
   `layer`). */
typedef struct {
    long dim;     /* k, at least 1 */
    long *pivots; /* k columns, from 0 */
    ck_imatrix U; /* k x d */
} ck_subspace;

/* Reads the member `subspace` of a witness and checks its conditions
   (proofs/certificate-format.md, "Subspace"). layer is one of the model's,
   and W that layer's: nothing is said of others. s is
   initialised by this call and to be cleared whatever is returned; 0 after
   ck_malformed, ck_reject or ck_uncertain. */
int ck_check_subspace(const ck_node *node, const ck_layer *layer,
                      ck_subspace *s) CK_MUST_CHECK;
void ck_subspace_clear(ck_subspace *s);

#endif
