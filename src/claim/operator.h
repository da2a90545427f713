/* The Krawczyk operator of the system of R11. */

#ifndef RC_CLAIM_OPERATOR_H
#define RC_CLAIM_OPERATOR_H

#include <rankcert/model.h>

/* N x k tokens and their N factors. */
typedef struct {
    arb_mat_t X, lambda;
} rc_point;

void rc_point_init(rc_point *p, slong tokens, slong dim);
void rc_point_clear(rc_point *p);
void rc_point_set(rc_point *p, const rc_point *q);

/* K(b) = c - Y G(c) + (I - Y G'(b)) (b - c) about one centre c. */
typedef struct {
    const rc_equilibrium_system *system;
    slong size, dim, prec;
    arb_mat_t inverse;  /* Y, an approximate inverse, exact numbers */
    arb_mat_t newton;   /* c - Y G(c) */
    arb_mat_t jacobian; /* room for G'(b) and Y G'(b) */
    rc_point centre;    /* c in the unknown rows, data in the others */
    arb_ptr image;      /* K(b), size entries */
} rc_operator;

/* centre's unknown rows are taken at their midpoints. */
void rc_operator_init(rc_operator *w, const rc_equilibrium_system *system,
                      const rc_point *centre, slong prec);
void rc_operator_clear(rc_operator *w);

/* The k-th unknown of a point: token by token, coordinates before lambda. */
arb_ptr rc_operator_unknown(const rc_operator *w, const rc_point *p, slong k);

/* to's unknown rows = from's. */
void rc_operator_copy(const rc_operator *w, rc_point *to, const rc_point *from);

/* Works out Y and c - Y G(c); *step bounds every |Y G(c)|_k. To be called
   once, first. RC_OK or RC_UNCERTAIN. */
rc_status rc_operator_prepare(rc_operator *w, mag_t step) RC_MUST_CHECK;

/* w->image = K(box), for a box whose unknowns have the centre's as midpoints
   and whose other rows are the centre's. Every zero of the system in the box
   lies in it. RC_OK: it is finite; RC_UNCERTAIN. */
rc_status rc_operator_apply(rc_operator *w, const rc_point *box) RC_MUST_CHECK;

/* lambda's unknown rows = enclosures of <y_i, x_i> (x_i gram y_i^T) over X:
   every equilibrium with its tokens in X has its lambda there. RC_OK: they are
   finite; RC_UNCERTAIN. */
rc_status rc_equilibrium_lambda(arb_mat_t lambda,
                                const rc_equilibrium_system *system,
                                const arb_mat_t X, slong prec) RC_MUST_CHECK;

#endif
