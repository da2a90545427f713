/* R28: the quantities that orbits are checked for, compared with numbers. */

#ifndef RANKCERT_CHECKER_QUANTITY_H
#define RANKCERT_CHECKER_QUANTITY_H

#include "interval.h"

typedef enum {
    CK_MU = 0,            /* ||X - 1 m||_F, m the mean of the rows */
    CK_SIGMA,             /* the index-th largest singular value */
    CK_RANK_ONE_DISTANCE, /* sqrt(||X||_F^2 - sigma_1^2) */
    CK_DIAMETER,          /* the greatest ||x_i - x_k||; 0 for one token */
    CK_COSINE_MIN,        /* over the pairs of tokens */
    CK_COSINE_MAX,
    CK_COSINE_MEAN,
    CK_NORM_MAX /* the greatest ||x_i|| */
} ck_quantity_kind;

enum { CK_QUANTITY_KINDS = CK_NORM_MAX + 1 };

typedef struct {
    ck_quantity_kind kind;
    long index; /* sigma's, from 1 to min(N, d) */
} ck_quantity;

/* Reads "mu", "sigma 2", ...; cosines need two tokens. */
int ck_read_quantity(const ck_node *node, long tokens, long dim,
                     ck_quantity *q) CK_MUST_CHECK;

/* What is known of one X (N x d, bounded, borrowed); each part is worked out
   when it is first asked for. */
typedef struct {
    const ck_imatrix *X;
    ck_imatrix gram; /* X X^T, or X^T X when N > d; 0 x 0: not yet */
    unsigned char known[CK_QUANTITY_KINDS];
    mpfi_t value[CK_QUANTITY_KINDS]; /* of mu N mu^2, of lengths the square */
    long zero_row; /* a token whose norm is not certified positive, or -1; then
                      the cosines' values say nothing */
} ck_quantities;

void ck_quantities_init(ck_quantities *all, const ck_imatrix *X);
void ck_quantities_clear(ck_quantities *all);

typedef enum {
    CK_UNKNOWN = 0,
    CK_HOLDS, /* certified true for every X and bound enclosed */
    CK_FAILS  /* certified false for every X and bound enclosed */
} ck_answer;

/* Is q(X) >= bound, q(X) <= bound? Equality counts when it is exact. The bound
   is bounded. */
ck_answer ck_quantity_at_least(ck_quantities *all, const ck_quantity *q,
                               mpfi_srcptr bound);
ck_answer ck_quantity_at_most(ck_quantities *all, const ck_quantity *q,
                              mpfi_srcptr bound);

/* For messages: what is known of q(X), "[1.25, 1.26]"; of singular values in
   comparison with the bound. */
void ck_quantity_text(char text[160], ck_quantities *all, const ck_quantity *q,
                      mpfi_srcptr bound);

/* ---- Parts of the above (quantity_value.c) ---- */

/* The value of a kind that has one in ck_quantities: all but singular values
   and the rank-one distance. */
mpfi_srcptr ck_quantity_value(ck_quantities *all, ck_quantity_kind kind);

/* most = an enclosure of the greater of the two, least of the lesser. */
void ck_fold_max(mpfi_t most, mpfi_srcptr x);
void ck_fold_min(mpfi_t least, mpfi_srcptr x);

/* The smaller of X X^T and X^T X. */
const ck_imatrix *ck_quantity_gram(ck_quantities *all);

#endif
