/* What the files of the claim kind `every-rank` share. */

#ifndef RC_CLAIM_EVERY_RANK_H
#define RC_CLAIM_EVERY_RANK_H

#include "ladder.h"

/* With `branches: all`, so many choices of branches are looked at. */
#define RC_LADDER_MOST_CHOICES 4096

/* ---- What was found (ladder_record.c) ---- */

/* A chain as it was found: an equilibrium of that rank when it has N tokens;
   else one without a next token in a new direction, for certain. */
typedef struct {
    slong rank;
    slong count; /* tokens */
    slong kept;  /* the first of these are those of the record before */
    rc_ladder_token *tokens;
    arb_mat_t centre;         /* softmax: count x d */
    arb_t radius;             /* each coordinate z is known so well */
    arb_t sigma, least, mean; /* sigma_rank; cosines, for N > 1 */
    arb_t value;              /* without a next token: its discriminant */
} rc_ladder_record;

typedef struct {
    rc_ladder_record *items;
    slong count, allocated;
} rc_ladder_records;

/* Appends the chain, with figures when it has all tokens. RC_OK; RC_UNCERTAIN:
   the figures could not be enclosed (they are then not finite, and the record
   is there); RC_NOMEM. */
rc_status rc_ladder_records_add(rc_ladder_records *records,
                                const rc_ladder_chain *chain,
                                slong rank) RC_MUST_CHECK;
void rc_ladder_records_clear(rc_ladder_records *records); /* to none */

/* ---- The claim ---- */

typedef struct {
    const rc_job *job;
    rc_layer layer;
    const rc_matrix_struct *basis; /* T, or NULL */
    int all_branches;
    slong *ranks; /* what is asked for, rising */
    slong rank_count;
    slong bits;
    rc_ladder_records found;
    /* the greatest rank without a chain, or 0, and why */
    slong missing, missing_token;
    int uncertain; /* it is a matter of bits, the limit */
    rc_ladder_obstacle obstacle;
    arb_t value;
} rc_every_rank_work;

/* Every choice of A and B for the tokens 2..k, and then inside: a record for
   each, or for the choices that begin alike without a next token, in the order
   of choices, A before B (ladder_all.c). As rc_ladder_search otherwise. */
rc_status rc_ladder_all(rc_ladder_records *records, rc_ladder_chain *chain,
                        slong k, slong *failed,
                        const rc_job *job) RC_MUST_CHECK;

/* The claim's fields in normal form, and in words. */
void rc_every_rank_state(rc_certificate *out, const rc_claim *claim);
void rc_every_rank_describe(rc_text *text, const rc_case *c,
                            const rc_claim *claim);

/* The values and the figure of what was found. RC_OK; RC_NOMEM. */
rc_status rc_every_rank_put_found(const rc_every_rank_work *w) RC_MUST_CHECK;

/* Undecided: why. RC_OK; RC_NOMEM. */
rc_status rc_every_rank_put_missing(const rc_every_rank_work *w) RC_MUST_CHECK;

/* The witnesses: of all equilibria; that the rank is more than min(N, d) or
   than that of W. */
void rc_every_rank_put_witness(const rc_every_rank_work *w);
void rc_every_rank_put_bound(const rc_every_rank_work *w, slong rank,
                             const fmpq_mat_struct *value);

#endif
