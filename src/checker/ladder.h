/* R13: chains of tokens over coordinates in which W is upper triangular,
   checked token by token (proofs/certificate-format.md, "Claim `every-rank`").

   x_i = z_i T. The equations of token i are divided by its own weight: with
   mu = lambda_i / A_ii and S = sum over j < i of (A_ij / A_ii) z_j,

       (mu - a_k) z_k = (S U)_k + sum over j < k of U_jk z_j,   U = T W T^-1. */

#ifndef RANKCERT_CHECKER_LADDER_H
#define RANKCERT_CHECKER_LADDER_H

#include "proof.h"

typedef enum { CK_BRANCH_A = 0, CK_BRANCH_B, CK_BRANCH_INSIDE } ck_branch;

typedef struct {
    ck_outcome *o;
    const ck_model *model;
    ck_layer layer;  /* value U; scores T B T^T */
    ck_imatrix U;    /* the same value, entries with few bits where these do */
    ck_imatrix gram; /* T T^T; 0 x 0 without a basis */
    /* The chain as it stands. */
    long count;        /* tokens */
    ck_branch *branch; /* N */
    long *coordinate;  /* N: z_i is zero before it, from 0 */
    ck_imatrix Z;      /* N x d: enclosures */
    ck_imatrix before; /* 1 x d: the token that a chain last replaced */
} ck_ladder;

/* ---- The model (ladder_model.c) ---- */

/* Checks that the mask is lower triangular and U upper triangular, exactly, in
   the basis T (NULL: the identity; else rational, d x d), and encloses what the
   chains need. The ladder is initialised by this call and to be cleared
   whatever is returned; 0 after a failure. */
int ck_ladder_init(ck_ladder *ladder, ck_outcome *o, const ck_model *model,
                   const ck_qmatrix *T) CK_MUST_CHECK;
void ck_ladder_clear(ck_ladder *ladder);

/* ---- One token (ladder_token.c, ladder_softmax.c) ---- */

/* What an item of a chain says. */
typedef struct {
    ck_branch branch;
    long coordinate; /* p, from 0 */
    mpfr_t lambda, e;
    ck_node centre; /* softmax only */
} ck_ladder_item;

/* The lowest coordinate of the tokens before that the next one attends to, or
   of all tokens; d without any. */
long ck_ladder_attended(const ck_ladder *ladder);
long ck_ladder_lowest(const ck_ladder *ladder);

/* The next row of Z = an enclosure of a token as the item says, for all tokens
   before it in theirs. 0 after a failure. */
int ck_ladder_direct(ck_ladder *ladder,
                     const ck_ladder_item *item) CK_MUST_CHECK;
int ck_ladder_softmax(ck_ladder *ladder,
                      const ck_ladder_item *item) CK_MUST_CHECK;

/* There is no next token with lowest coordinate p: the discriminant is
   certified negative. Not for softmax. */
int ck_ladder_none(ck_ladder *ladder, long p) CK_MUST_CHECK;

/* ---- Chains (ladder_chain.c) ---- */

/* What a chain of the witness came to. */
typedef struct {
    long keep, rank;
    int none;     /* it ends at a token that is not there */
    int replaced; /* the branch of the token after those kept in the chain
                     before, which is then l->before; -1: there was none */
} ck_ladder_chain;

/* Reads and checks one chain, {"keep", "rank", "tokens"}; may_end: "none" is
   allowed. On success it has N tokens of rank exactly `rank`, or ends with
   none. */
int ck_ladder_follow(const ck_node *node, ck_ladder *ladder, int may_end,
                     ck_ladder_chain *chain) CK_MUST_CHECK;

#endif
