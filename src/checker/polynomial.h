/* R30: the eigenvalues of a stochastic matrix but for one 1, as the roots of a
   polynomial. */

#ifndef RANKCERT_CHECKER_POLYNOMIAL_H
#define RANKCERT_CHECKER_POLYNOMIAL_H

#include <mpfi.h>

#include "number.h"

/* coefficients[0] + ... + coefficients[degree] z^degree, exactly. */
typedef struct {
    long degree;
    mpz_t *coefficients; /* degree + 1 */
} ck_polynomial;

/* c = an integer multiple of det(x I - M) / (x - 1), exactly, for an N x N
   rational matrix M, N >= 1, of entries that are not negative and rows that sum
   to 1. c is initialised by this call. */
void ck_other_eigenvalues(ck_polynomial *c, const ck_qmatrix *M);
void ck_polynomial_clear(ck_polynomial *c);

typedef enum {
    CK_NEITHER = 0, /* not certified */
    CK_BELOW,       /* every root is below theta in absolute value */
    CK_ABOVE        /* some root is above theta in absolute value */
} ck_side;

/* Schur's criterion (schur.c), for every theta enclosed, all of them positive,
   with theta's precision. c's leading coefficient is not zero. */
ck_side ck_schur_side(const ck_polynomial *c, mpfi_srcptr theta);

#endif
