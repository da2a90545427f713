/* R11: existence and uniqueness of an equilibrium in a box. */

#ifndef RC_CLAIM_KRAWCZYK_H
#define RC_CLAIM_KRAWCZYK_H

#include "claim.h"
#include "operator.h"

/* The radii of a proof about a centre (c, lambda), powers of two, u <= r: the
   box of radius e holds a solution, the box of radius r at most one, and tokens
   in c +- u force lambda into lambda +- r. */
typedef struct {
    arf_t e, r, u;
} rc_radii;

void rc_radii_init(rc_radii *radii);
void rc_radii_clear(rc_radii *radii);

/* As many, initialised; NULL: out of memory. */
rc_radii *rc_radii_new(slong count);
void rc_radii_free(rc_radii *radii, slong count); /* NULL is fine */

/* Certifies that the system has exactly one solution in a box around a point.

   In: the unknown tokens of `tight` and their lambda are a point (radius
   zero), the other tokens enclosures of data. That point, rounded to 3/4 prec
   bits after the binary point, is the centre (c, lambda) of all boxes. Out,
   when RC_OK is returned: the unknown rows of `wide` are the box c +- u,
   lambda +- r, such that for all data in their enclosures exactly one
   equilibrium (lambda_i > 0) has its tokens in wide.X; the unknown rows of
   `tight` enclose it and its lambda, inside `wide`; `radii` (may be NULL) are
   those of the proof. Otherwise (RC_UNCERTAIN) nothing is certified and all may
   have changed.

   What is checked: everything finite, lambda_i > 0 on the box, and
   c - Y G(c) + (I - Y G'(b)) (b - c) in the interior of b for the boxes b of
   radius e, which gives `tight`, and r; touching the boundary fails. That
   system knows boxes of tokens and lambda together, so last the tokens' radius
   is halved until <y_i, x_i> over c +- u lies in lambda_i +- r. All of it holds
   with room to spare, so that other arithmetic can repeat it. */
rc_status rc_krawczyk_certify(rc_point *tight, rc_point *wide, rc_radii *radii,
                              const rc_equilibrium_system *system,
                              slong prec) RC_MUST_CHECK;

/* The first half of that proof alone, for a point that is known already: the
   centre and `tight` are as above, and when RC_OK is returned the unknown rows
   of `tight` enclose a solution for all data, found in the box of radius e.
   Else RC_UNCERTAIN. */
rc_status rc_krawczyk_solve(rc_point *tight, arf_t e,
                            const rc_equilibrium_system *system,
                            slong prec) RC_MUST_CHECK;

/* The other half, for data that may differ from those that the radii were found
   with: the unknown rows of `centre` are taken at their midpoints, its other
   rows are the data. RC_OK: the box of radius r holds at most one solution, the
   tokens in c +- u have their lambda in lambda +- r, and the unknown rows of X
   lie in c +- u. Else RC_UNCERTAIN. */
rc_status rc_krawczyk_confirm(const rc_point *centre, const arb_mat_t X,
                              const rc_radii *radii,
                              const rc_equilibrium_system *system,
                              slong prec) RC_MUST_CHECK;

/* How many tokens are solved for at once: one when the mask is lower
   triangular, else all. Tokens i with equal i / this number are a group. */
slong rc_equilibrium_group(const rc_layer_ball_t layer);

/* Refines `guess` by Newton's method and certifies it: token by token when the
   mask is lower triangular, else all at once. In the first case the boxes are
   to be read in order: for tokens 1..i-1 in `tight` there is exactly one
   token i in `wide`; so the product of `wide` holds exactly one equilibrium,
   and it lies in `tight`. radii (NULL when not wanted): initialised, one per
   group. RC_OK; RC_UNCERTAIN with *token the first token (or 0) where
   refinement or proof failed; RC_STOPPED. */
rc_status rc_equilibrium_certify(rc_point *tight, rc_point *wide,
                                 rc_radii *radii, slong *token,
                                 const rc_layer_ball_t layer,
                                 const arb_mat_t guess, const rc_job *job,
                                 slong prec) RC_MUST_CHECK;

#endif
