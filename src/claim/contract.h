/* The Krawczyk operator as a sieve: where in a box equilibria can still be. */

#ifndef RC_CLAIM_CONTRACT_H
#define RC_CLAIM_CONTRACT_H

#include <rankcert/model.h>

/* Shrinks the unknown tokens of the box X to a part that holds every
   equilibrium (lambda_i > 0) which the box holds, for all data in the
   enclosures of the other tokens (R23). *empty = 1 when there is none, and
   *token is then a token without a place; *shrunk = 1 when the widest unknown
   coordinate lost a quarter of its radius or more. RC_OK; RC_UNCERTAIN when
   the operator says nothing on this box; X is then unchanged. */
rc_status rc_equilibrium_contract(int *empty, int *shrunk, slong *token,
                                  arb_mat_t X,
                                  const rc_equilibrium_system *system,
                                  slong prec) RC_MUST_CHECK;

#endif
