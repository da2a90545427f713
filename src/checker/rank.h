/* R12, R26, R27: ranks and inertia from witnesses. */

#ifndef RANKCERT_CHECKER_RANK_H
#define RANKCERT_CHECKER_RANK_H

#include "interval.h"

/* A witness {"free", "side", "vectors"} for a kernel of the rational matrix m.
   `node` is the object that holds these members (its key set has been checked);
   `what` names the matrix in messages. On success *bound is the upper bound of
   the rank. */
int ck_check_kernel(const ck_node *node, const ck_qmatrix *m, const char *what,
                    long *bound) CK_MUST_CHECK;

/* A witness {"cols", "rows"} of a minor of the interval matrix m: certified
   invertible. *size is its size. */
int ck_check_minor(const ck_node *node, const ck_imatrix *m, const char *what,
                   long *size) CK_MUST_CHECK;

/* A witness {"cols", "modulus", "rows"} of a minor of the rational matrix. */
int ck_check_modular_minor(const ck_node *node, const ck_qmatrix *m,
                           long *size) CK_MUST_CHECK;

/* The numbers of positive and negative eigenvalues of the symmetric S, which
   is destroyed, by elimination with the pivots as listed by the node
   ([[1], [3, 2], ...]). */
int ck_check_inertia(const ck_node *pivots, ck_imatrix *S, long *positive,
                     long *negative) CK_MUST_CHECK;

/* Numbers of eigenvalues. */
typedef struct {
    long positive, negative, zero;
} ck_inertia_counts;

/* The same in exact arithmetic. The list, which may be empty, may end early
   when all that is left is zero: as many zero eigenvalues come of it. */
int ck_check_exact_inertia(const ck_node *pivots, ck_qmatrix *S,
                           ck_inertia_counts *counts) CK_MUST_CHECK;

/* One pivot of a list: *i, and *j or -1, from 0 and below n, both still open.
 */
int ck_read_pivot(const ck_node *list, size_t k, long n,
                  const unsigned char *open, long *i, long *j) CK_MUST_CHECK;

/* The same with pivots of our own choice, as far as their signs are certified:
   the counts are lower bounds for every matrix in S, and exact when they add
   up to its size. */
void ck_inertia(ck_imatrix *S, ck_inertia_counts *counts);

#endif
