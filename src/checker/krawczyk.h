/* R11: the Krawczyk operator of the equations of an equilibrium. */

#ifndef RANKCERT_CHECKER_KRAWCZYK_H
#define RANKCERT_CHECKER_KRAWCZYK_H

#include "layer.h"

/* Unknown are the tokens first..last-1 and their lambda; the rows of X before
   `first` are data. */
typedef struct {
    const ck_layer *layer;
    const ck_imatrix *gram; /* NULL: the identity */
    long first, last;
} ck_system;

/* The unknowns in order: token by token, coordinates before lambda. */

/* K(box), about the centre: `centre` and `box` hold the unknown tokens in rows
   first..last-1 (the centre's are points inside the box) and data in the
   earlier rows, the same in both; likewise lambda (N x 1). image has
   (last - first)(k + 1) entries, initialised. 0 when something is not bounded
   or no approximate inverse was found. */
int ck_krawczyk(mpfi_t *image, const ck_system *system,
                const ck_imatrix *centre, const ck_imatrix *centre_lambda,
                const ck_imatrix *box,
                const ck_imatrix *box_lambda) CK_MUST_CHECK;

/* lambda's unknown rows = <y_i, x_i> over X; 0 when not bounded. */
int ck_system_lambda(ck_imatrix *lambda, const ck_system *system,
                     const ck_imatrix *X) CK_MUST_CHECK;

#endif
