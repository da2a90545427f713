/* R13: chains of tokens, each in a new direction or inside of the span of those
   before it; and what the files of the claim kind `every-rank` share.

   Tokens are given by their coordinates z in a basis T, x = z T, in which the
   value matrix is upper triangular: T W T^-1. A token whose lowest coordinate
   is p has zeros before p, exactly, so the spans of the coordinates p, ..., d
   are invariant whatever the attention is. */

#ifndef RC_CLAIM_LADDER_H
#define RC_CLAIM_LADDER_H

#include "claim.h"
#include "operator.h"

/* ---- The model in the basis (ladder_model.c) ---- */

typedef struct {
    slong tokens, dim, prec;
    const rc_mask *mask;   /* borrowed; lower triangular */
    rc_layer_ball_t layer; /* of the z_i, without LayerNorm; value has exact
                              zeros below its diagonal */
    arb_mat_t gram;        /* T T^T, d x d: ||x||^2 = z gram z^T */
    arb_mat_t basis;       /* T, d x d */
    int has_basis;         /* 0: T and gram are the identity */
} rc_ladder_model;

/* Whether W (centred for LayerNorm `layer`) is upper triangular in the basis T
   (rational, invertible; NULL: the identity). 1: it is, exactly; 0: entry *row,
   *col below the diagonal is not exactly zero; -1: W is not rational, and with
   a basis or LayerNorm `layer` it has to be. */
int rc_ladder_is_triangular(slong *row, slong *col, const rc_layer *layer,
                            const rc_matrix_struct *T);

/* Encloses the model, for which rc_ladder_is_triangular answers 1, with prec
   bits. RC_OK; RC_UNCERTAIN when something has no finite enclosure. To be
   cleared in any case. */
rc_status rc_ladder_model_init(rc_ladder_model *model, const rc_layer *layer,
                               const rc_matrix_struct *T,
                               slong prec) RC_MUST_CHECK;
void rc_ladder_model_clear(rc_ladder_model *model);

/* ---- One token (ladder_token.c, ladder_softmax.c) ---- */

/* A and B: the lesser and the greater root c of R13's equation, x = c v + s;
   inside: lambda is sought instead. */
typedef enum {
    RC_LADDER_A = 0,
    RC_LADDER_B,
    RC_LADDER_INSIDE
} rc_ladder_branch;

const char *rc_ladder_branch_name(rc_ladder_branch branch); /* "A" */

typedef struct {
    rc_ladder_branch branch;
    slong coordinate; /* p, from 0: z has zeros before it */
    arf_t lambda, e;  /* the proof: lambda +- e for fixed weights inside; the
                         middle of R11's box and its radius for softmax */
} rc_ladder_token;

/* Why there is no token. */
typedef enum {
    RC_LADDER_NOTHING = 0,
    RC_LADDER_EIGENVALUE,   /* value: A_ii a_p, not certified positive */
    RC_LADDER_DIFFERENCE,   /* value: A_ii (a_p - a_k), not without zero */
    RC_LADDER_DISCRIMINANT, /* value: that of c, not certified positive */
    RC_LADDER_COORDINATE,   /* value: c, not certified nonzero */
    RC_LADDER_RESOLVENT,    /* no lambda was found */
    RC_LADDER_PATH,         /* softmax: the branch ended between the weights */
    RC_LADDER_PROOF         /* R11, or the signs, were not certified */
} rc_ladder_obstacle;

/* ---- Chains (ladder_chain.c) ---- */

typedef struct {
    const rc_ladder_model *model; /* borrowed */
    slong count;                  /* tokens settled */
    rc_ladder_token *tokens;      /* N of them */
    arb_mat_t Z; /* N x d: enclosures of the tokens, zero from `count` on */
    arb_mat_t centre; /* N x d: softmax: the middles of R11's boxes */
    rc_ladder_obstacle obstacle; /* of the last step that failed ... */
    arb_t value;                 /* ... and its value */
} rc_ladder_chain;

/* An empty chain. RC_NOMEM; to be cleared in any case. */
rc_status rc_ladder_chain_init(rc_ladder_chain *chain,
                               const rc_ladder_model *model) RC_MUST_CHECK;
void rc_ladder_chain_clear(rc_ladder_chain *chain);

/* Forgets the tokens from `count` on. */
void rc_ladder_chain_cut(rc_ladder_chain *chain, slong count);

/* Of the tokens that there are: the lowest coordinate (d when there are none),
   and how many were in a new direction: below all before them. With
   d - lowest == rank the tokens have rank exactly `rank` (R12, R13). */
slong rc_ladder_chain_lowest(const rc_ladder_chain *chain);
slong rc_ladder_chain_rank(const rc_ladder_chain *chain);

/* The lowest coordinate of the tokens that the next one attends to, but for
   itself; d when it attends to none. */
slong rc_ladder_chain_attended(const rc_ladder_chain *chain);

/* Appends a token: A or B with lowest coordinate p, p < attended (and then
   z_p is certified not zero if that is below all before it); or inside, with
   p == attended < d. RC_OK: for all tokens before it in their enclosures there
   is such a token, in its own. RC_DOMAIN: certified that there is none;
   RC_UNCERTAIN: not certified with these bits; RC_LIMIT: none was found, or
   what should not be zero is as good as zero;
   RC_STOPPED; RC_NOMEM: the chain is then as before, and obstacle and value say
   why. */
rc_status rc_ladder_append(rc_ladder_chain *chain, rc_ladder_branch branch,
                           slong p, const rc_job *job) RC_MUST_CHECK;

/* The same in two parts, for the caller in ladder_chain.c: for fixed weights,
   given by the row w of the token (N entries); and for softmax. `token`, its
   row of Z (and of centre) are what they make. */
rc_status rc_ladder_solve(rc_ladder_chain *chain, rc_ladder_token *token,
                          arb_srcptr w, const rc_job *job) RC_MUST_CHECK;
rc_status rc_ladder_solve_softmax(rc_ladder_chain *chain,
                                  rc_ladder_token *token,
                                  const rc_job *job) RC_MUST_CHECK;

/* ---- The search for chains (ladder_search.c) ---- */

/* Extends or rebuilds the chain to N tokens of rank k, keeping what it can of
   it: new directions first, B before A, then inside; on the way back from a
   missing branch the others, and tokens inside where there are more tokens than
   ranks. RC_OK; RC_DOMAIN: there is none among these; RC_LIMIT: none was found
   with the tries allowed, or none among these though not for certain;
   RC_UNCERTAIN: more bits may help; RC_STOPPED; RC_NOMEM. *failed is then (but
   for the last two) the token, from 0, of the longest chain that failed, with
   obstacle and value (of the chain). */
rc_status rc_ladder_search(rc_ladder_chain *chain, slong k, slong *failed,
                           const rc_job *job) RC_MUST_CHECK;

#endif
