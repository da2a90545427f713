/* The Krawczyk operator as a sieve: where in a box equilibria can still be. And
   the boxes themselves, which are exact so that a record can name them. */

#ifndef RC_CLAIM_CONTRACT_H
#define RC_CLAIM_CONTRACT_H

#include <rankcert/model.h>

/* A box is a matrix of balls whose ends mid - rad and mid + rad are meant
   exactly: few bits, so that radii are not rounded. */

/* box = a ball with few bits that holds `ball` (finite) and somewhat more at
   both ends. 1; 0 when it is out of range, box is then not finite. */
int rc_box_around(arb_t box, const arb_t ball, slong prec) RC_MUST_CHECK;

/* half = the lower (side 0) or upper half of `whole`, exactly: halves meet
   without a gap. */
void rc_box_half(arb_t half, const arb_t whole, int side);

/* Shrinks the unknown tokens of the box X to a part that holds every
   equilibrium (lambda_i > 0) which the box holds, for all data in the
   enclosures of the other tokens (R23). *empty = 1 when there is none, and
   *token is then one without a place; *shrunk = 1 when X was cut, which is not
   done unless some coordinate loses a quarter of its radius. Both are certified
   with room: another approximate inverse and other roundings give the same.
   RC_OK; RC_UNCERTAIN when the operator says nothing on this box. X changes
   with *shrunk = 1 only. */
rc_status rc_equilibrium_contract(int *empty, int *shrunk, slong *token,
                                  arb_mat_t X,
                                  const rc_equilibrium_system *system,
                                  slong prec) RC_MUST_CHECK;

#endif
