/* What the files of claim kind `matrix-rank` share. */

#ifndef RC_CLAIM_MATRIX_RANK_H
#define RC_CLAIM_MATRIX_RANK_H

#include "claim.h"
#include "inertia.h"

/* What is known of the matrix so far. */
typedef struct {
    const rc_job *job;
    const rc_matrix_struct *matrix;
    slong rows, cols, least; /* least: the smaller of both */
    int is_rational;
    slong lower, upper; /* bounds of the exact rank */
    /* Not for rational matrices: where a minor of size lower is, certified
       nonzero with minor_bits; room for `least` places each. */
    slong *minor_rows, *minor_cols;
    slong minor_bits;
    slong above, below; /* certified counts; -1 while unknown */
    rc_pivots pivots;   /* what they were counted by, with count_bits */
    slong count_bits;
    slong bits; /* what the exact rank (0) and the counts took */
} rc_rank_work;

/* The greatest rank that the claim says is reached; 0 when it says nothing. */
slong rc_rank_stated(const rc_rank_work *w);

/* ---- matrix_rank_witness.c ---- */

/* The claim's fields in normal form, see rc_claim_engine. */
void rc_rank_state(rc_certificate *out, const rc_claim *claim);

/* Fills in the witness of R26 and R27 for a claim that is proved, refuted by
   its rank (rank or rank-at-least) or refuted by its numerical rank. Something
   must be known: for a matrix that is not rational, a minor or the counts.
   RC_OK, RC_NOMEM. */
typedef enum {
    RC_RANK_PROVED = 0,
    RC_RANK_REFUTED,
    RC_RANK_REFUTED_BY_COUNT
} rc_rank_conclusion;
rc_status rc_rank_put_witness(const rc_rank_work *w,
                              rc_rank_conclusion conclusion) RC_MUST_CHECK;

#endif
