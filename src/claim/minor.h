/* A certified lower bound of a rank. */

#ifndef RC_CLAIM_MINOR_H
#define RC_CLAIM_MINOR_H

#include <rankcert/flint.h>
#include <rankcert/types.h>

/* *rank = the rank of M as prec bits see it, and det = the determinant of a
   minor of that size, enclosed with preconditioning: M has at least that rank
   when it is finite and without zero. det may be NULL. `stop` (may be NULL) is
   polled. RC_OK, RC_STOPPED, RC_NOMEM. */
rc_status rc_largest_minor(slong *rank, arb_ptr det, const arb_mat_t M,
                           int (*stop)(void *context), void *context,
                           slong prec) RC_MUST_CHECK;

/* The same, and rows[0..*rank), cols[0..*rank) = where that minor is, in the
   order in which it was found; both have room for min(rows, cols) places. */
rc_status rc_place_minor(slong *rank, slong *rows, slong *cols, arb_ptr det,
                         const arb_mat_t M, int (*stop)(void *context),
                         void *context, slong prec) RC_MUST_CHECK;

#endif
