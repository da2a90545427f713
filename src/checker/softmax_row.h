/* Softmax weights of one token in integers, where its scores are narrow. */

#ifndef RANKCERT_CHECKER_SOFTMAX_ROW_H
#define RANKCERT_CHECKER_SOFTMAX_ROW_H

#include "layer.h"
#include "vector.h"

/* Working storage, and what was found: weights as balls, over the unit
   2^-places. */
typedef struct {
    ck_vector weights; /* 0 off the mask */
    long places;
    mpz_t *errors; /* of each weight while it is worked out, in units */
    mpz_t unit;    /* 2^places */
    mpz_t total, spread, inverse, share, part, most;
    ck_sum score;
} ck_softmax_row;

/* Rows of `count` weights, to about prec bits; to be cleared. */
void ck_softmax_row_init(ck_softmax_row *row, long count, long prec);
void ck_softmax_row_clear(ck_softmax_row *row);

/* The weights of token i, whose scores are the products of its query with the
   offsets of those that it attends to, up to a number that all have in common.
   0, and the weights mean nothing, when some score is not known to about
   2^-16. */
int ck_softmax_row_set(ck_softmax_row *row, const ck_model *model, long i,
                       const ck_vector *query,
                       const ck_vectors *offsets) CK_MUST_CHECK;

/* e = an integer with |e - unit exp(x/unit)| <= CK_EXP_ERROR, for x <= 0 and
   unit = 2^places, places >= 16 (integer_exponential.c). e is not x. */
enum { CK_EXP_ERROR = 8 };
void ck_integer_exp(mpz_ptr e, mpz_srcptr x, mpz_srcptr unit, long places);

#endif
