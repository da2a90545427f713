/* R12: subspaces that every layer maps into itself, whatever the attention. */

#ifndef RC_CLAIM_SUBSPACE_H
#define RC_CLAIM_SUBSPACE_H

#include "claim.h"
#include "krawczyk.h"

/* How U is given: unit vectors; rational; one line, an eigenvector of W. */
typedef enum {
    RC_SUBSPACE_COORDINATES = 0,
    RC_SUBSPACE_BASIS,
    RC_SUBSPACE_LINE
} rc_subspace_form;

/* The span of the rows of U (dim x d), with U the identity on the columns
   pivots[0..dim), and U W = W_U U exactly (for the true U in its enclosure,
   W the value matrix, centred for LayerNorm `layer`). */
typedef struct {
    slong dim;
    slong *pivots;
    arb_mat_t U;
    const char *kind; /* in words, for reports */
    rc_subspace_form form;
    fmpq_mat_t basis; /* U exactly; 0 x 0 unless the form is basis */
    rc_point line; /* the centre (1 x d) of the proof of an eigenvector ... */
    arf_t line_e;  /* ... and its radius, when the form is line */
} rc_subspace;

/* An invariant subspace that seems to hold the tokens X, whose rank seems to be
   `rank`, by the methods known here until one of that dimension is found:
   coordinates closed under W's exact nonzero pattern; a rational subspace from
   the factors of W's characteristic polynomial; for tokens on one line, a
   certified eigenvector. Invariance is certain; that the tokens lie in it is a
   guess for the caller to prove. The whole space when nothing smaller is found.
   RC_OK; RC_NOMEM; RC_STOPPED. s is initialised by this call and to be cleared
   whatever is returned. */
rc_status rc_subspace_find(rc_subspace *s, const rc_layer *layer,
                           const rc_layer_ball_t ball, const arb_mat_t X,
                           slong rank, const rc_job *job,
                           slong prec) RC_MUST_CHECK;
void rc_subspace_clear(rc_subspace *s);

#endif
