/* Counting singular values above a number. */

#ifndef RC_CLAIM_INERTIA_H
#define RC_CLAIM_INERTIA_H

#include <rankcert/flint.h>
#include <rankcert/types.h>

/* *positive and *negative = the numbers of positive and negative eigenvalues
   of the symmetric S (n x n), certified by Sylvester's law on a block LDL^T
   with complete pivoting in balls; S is destroyed and only its lower triangle
   is read. RC_OK: positive + negative = n. RC_UNCERTAIN: some pivot's sign is
   open. `stop` (may be NULL) is polled; RC_STOPPED. */
rc_status rc_inertia(slong *positive, slong *negative, arb_mat_t S,
                     int (*stop)(void *context), void *context,
                     slong prec) RC_MUST_CHECK;

/* *above = the number of singular values of M that are > t, *below that of
   those < t, t > 0, out of min(rows, cols). Statuses as above. */
rc_status rc_count_singular_values(slong *above, slong *below,
                                   const arb_mat_t M, const arb_t t,
                                   int (*stop)(void *context), void *context,
                                   slong prec) RC_MUST_CHECK;

#endif
