/* Positive semidefinite rational matrices, exactly. */

#ifndef RC_CLAIM_SEMIDEFINITE_H
#define RC_CLAIM_SEMIDEFINITE_H

#include <rankcert/flint.h>
#include <rankcert/types.h>

/* Whether the rational symmetric S (n x n) is positive semidefinite, decided
   exactly by elimination with diagonal pivots (R18): 1 or 0. Only the lower
   triangle is read. */
int rc_is_semidefinite(const fmpq_mat_t S) RC_MUST_CHECK;

/* Whether ||M||_2 <= bound, exactly, for a rational M and bound >= 0: 1 or
   0. */
int rc_norm_is_at_most(const fmpq_mat_t M, const fmpq_t bound) RC_MUST_CHECK;

/* norm = a dyadic number above 0 of at most 16 bits with ||M||_2 <= norm,
   exactly, for a rational M: close to the least such number, and equal to
   ||M||_2 where that has few bits itself. RC_OK; RC_NOMEM. */
rc_status rc_norm_bound(arf_t norm, const fmpq_mat_t M) RC_MUST_CHECK;

#endif
