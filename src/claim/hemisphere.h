/* Tokens seen from a direction (R8, R9). */

#ifndef RC_CLAIM_HEMISPHERE_H
#define RC_CLAIM_HEMISPHERE_H

#include <rankcert/flint.h>
#include <rankcert/types.h>

/* X (N x d) encloses tokens of length 1, v (1 x d) is a direction of any
   length. height > 0 with <x_i, v> >= height ||v|| for all i, and
   spread_squared >= the sum of the squared spreads of the columns of y,
   y_i = x_i ||v|| / <x_i, v>: both of at most 40 bits and with some room for
   other arithmetic. RC_OK; RC_UNCERTAIN: not certified, some <x_i, v> may be 0
   or less, or something is not finite. */
rc_status rc_hemisphere_bounds(arf_t height, arf_t spread_squared,
                               const arb_mat_t X, const fmpq_mat_t v,
                               slong prec) RC_MUST_CHECK;

/* spread_squared >= the sum of the squared spreads of the columns of X, rounded
   in the same way. RC_OK; RC_UNCERTAIN: X is not finite. */
rc_status rc_spread_squared(arf_t spread_squared, const arb_mat_t X,
                            slong prec) RC_MUST_CHECK;

#endif
