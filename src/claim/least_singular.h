/* The least singular value of a matrix of full column rank. */

#ifndef RC_CLAIM_LEAST_SINGULAR_H
#define RC_CLAIM_LEAST_SINGULAR_H

#include <rankcert/flint.h>
#include <rankcert/types.h>

/* sigma encloses the least singular value of M (n x k, n >= k >= 1): from above
   by the length of M v for a vector v, from below by the Cholesky factors of
   M^T M - mu I, which is then positive definite. RC_OK: sigma is positive;
   RC_UNCERTAIN: prec bits, or the radii of M, did not let that be seen. */
rc_status rc_least_singular(arb_t sigma, const arb_mat_t M,
                            slong prec) RC_MUST_CHECK;

#endif
