/* Rational invariant subspaces from the factors of a characteristic
   polynomial. */

#ifndef RC_CLAIM_INVARIANT_FACTOR_H
#define RC_CLAIM_INVARIANT_FACTOR_H

#include <rankcert/flint.h>

/* Looks for the divisor q of W's characteristic polynomial of least degree
   with X q(W) = 0 as far as prec bits can see, and sets basis to the reduced
   row echelon form of the left kernel of q(W): its span is invariant,
   exactly, and seems to hold X's rows. Returns 1 with basis initialised (fewer
   rows than columns), else 0. */
int rc_invariant_basis(fmpq_mat_t basis, const fmpq_mat_t W, const arb_mat_t X,
                       slong prec);

#endif
