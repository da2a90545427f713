/* Orbits over the rationals, as far as they are rational: integers over one
   common denominator. */

#ifndef RANKCERT_CHECKER_EXACT_ORBIT_H
#define RANKCERT_CHECKER_EXACT_ORBIT_H

#include "model.h"

typedef struct {
    long rows, cols;
    mpz_t *entries;
    mpz_t denominator; /* positive, of all entries */
} ck_zmatrix;

typedef struct {
    const ck_model *m; /* borrowed */
    ck_zmatrix X;      /* X(t) */
    long t;
} ck_exact_orbit;

/* 1 when the start is rational: then the orbit is at X(0), and to be cleared.
   Else 0, with nothing to clear. */
int ck_exact_orbit_init(ck_exact_orbit *orbit, const ck_model *m,
                        const ck_matrix *start) CK_MUST_CHECK;
void ck_exact_orbit_clear(ck_exact_orbit *orbit);

/* 1 and on to X(t + 1), when the norm is `none`, and W and the attention
   weights of layer t are rational; else 0. */
int ck_exact_orbit_step(ck_exact_orbit *orbit) CK_MUST_CHECK;

/* x = N mu(X(t))^2 */
void ck_exact_orbit_mu(mpq_t x, const ck_exact_orbit *orbit);

#endif
