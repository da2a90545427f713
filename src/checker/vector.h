/* Vectors of intervals as integers and radii, and their sums of products.

   The midpoints of a vector are integers over one power of two. Those that
   would make the integers very long lose their last bits, and their radii grow
   by as much; all else is exact: sums and products of integers, rounded once at
   the end. What was exact stays exact up to that one rounding. Radii are added
   up in a word, rounded upwards. */

#ifndef RANKCERT_CHECKER_VECTOR_H
#define RANKCERT_CHECKER_VECTOR_H

#include "interval.h"
#include "upper.h"

/* |x - middle 2^e| <= radius and |middle 2^e| <= length, where e is the
   vector's exponent. */
typedef struct {
    mpz_t middle;
    ck_upper radius, length;
} ck_ball;

typedef struct {
    ck_ball *items;
    long count, exponent;
    int bounded; /* all of them; else the items mean nothing */
} ck_vector;

/* The rows or the columns of a matrix. */
typedef struct {
    ck_vector *at;
    ck_ball *items; /* of them all */
    long count;
} ck_vectors;

/* Balls have middles of 4 prec bits at most, besides what their ends have.
   To be cleared. */
void ck_vectors_init_rows(ck_vectors *v, const ck_imatrix *m, long prec);
void ck_vectors_init_columns(ck_vectors *v, const ck_imatrix *m, long prec);
void ck_vectors_clear(ck_vectors *v);

/* All balls 0, exponent 0; with room for middles of so many bits. */
void ck_vector_init(ck_vector *v, long count, long bits);
void ck_vector_clear(ck_vector *v);

/* |sum - middle 2^exponent| <= radius, unless it is not bounded. */
typedef struct {
    mpz_t middle; /* the caller's */
    long exponent;
    ck_upper radius;
    int bounded;
} ck_sum;

/* s = the sum of a_k b_k. */
void ck_vector_dot(ck_sum *s, const ck_vector *a, const ck_vector *b);

/* y = an enclosure of s: the whole line when that is not bounded. */
void ck_sum_enclose(mpfi_ptr y, const ck_sum *s);

#endif
