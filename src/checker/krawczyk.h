/* R11: the equations of an equilibrium and their Krawczyk operator. */

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

/* The unknowns in order: token by token, coordinates before lambda. Equations
   likewise: token by token, y_i - lambda_i x_i before ||x_i||^2 - 1. */

/* Their number, (last - first)(k + 1). */
long ck_system_size(const ck_system *system);

/* ---- The equations (system.c); each returns 0 when something is not
   bounded, and works with the precision of what it makes ---- */

/* G (size x 1, initialised) = the equations' left sides. */
int ck_system_residual(ck_imatrix *G, const ck_system *system,
                       const ck_imatrix *X,
                       const ck_imatrix *lambda) CK_MUST_CHECK;

/* J (size x size, initialised) = their derivative. */
int ck_system_jacobian(ck_imatrix *J, const ck_system *system,
                       const ck_imatrix *X,
                       const ck_imatrix *lambda) CK_MUST_CHECK;

/* lambda's unknown rows = <y_i, x_i> over X. */
int ck_system_lambda(ck_imatrix *lambda, const ck_system *system,
                     const ck_imatrix *X) CK_MUST_CHECK;

/* ---- The operator (krawczyk.c) ---- */

/* K(box), about the centre: `centre` and `box` hold the unknown tokens in rows
   first..last-1 (the centre's are points inside the box) and data in the
   earlier rows, the same in both; likewise lambda (N x 1). image has
   (last - first)(k + 1) entries, initialised. 0 when something is not bounded,
   the centre is not inside the box or no approximate inverse was found. */
int ck_krawczyk(mpfi_t *image, const ck_system *system,
                const ck_imatrix *centre, const ck_imatrix *centre_lambda,
                const ck_imatrix *box,
                const ck_imatrix *box_lambda) CK_MUST_CHECK;

/* shift (size x 1, initialised) = K(box) - centre, the same way: free of the
   centre's rounding. */
int ck_krawczyk_shift(ck_imatrix *shift, const ck_system *system,
                      const ck_imatrix *centre, const ck_imatrix *centre_lambda,
                      const ck_imatrix *box,
                      const ck_imatrix *box_lambda) CK_MUST_CHECK;

/* The same for several boxes about one centre: what does not depend on the box
   is worked out once. */
typedef struct {
    const ck_system *system;
    const ck_imatrix *centre, *centre_lambda; /* borrowed */
    ck_imatrix point;    /* P: points, the middle of some derivative */
    ck_imatrix inverse;  /* Y: points, approximately P's inverse */
    ck_imatrix defect;   /* I - Y P */
    ck_imatrix step;     /* -Y G(centre), one column */
    ck_imatrix jacobian; /* G'(box), of the last box */
} ck_operator;

/* Prepares for boxes about the centre, the first of which is to be this one.
   The operator is initialised and to be cleared whatever is returned; 0 as
   from ck_krawczyk. */
int ck_operator_init(ck_operator *k, const ck_system *system,
                     const ck_imatrix *centre, const ck_imatrix *centre_lambda,
                     const ck_imatrix *box,
                     const ck_imatrix *box_lambda) CK_MUST_CHECK;
void ck_operator_clear(ck_operator *k);

/* shift (size x 1, initialised) = K(box) - centre. 0 as from ck_krawczyk. */
int ck_operator_shift(ck_imatrix *shift, ck_operator *k, const ck_imatrix *box,
                      const ck_imatrix *box_lambda) CK_MUST_CHECK;

/* The entry of X or lambda that holds unknown number u. */
mpfi_ptr ck_system_unknown(const ck_system *system, const ck_imatrix *X,
                           const ck_imatrix *lambda, long u);

#endif
