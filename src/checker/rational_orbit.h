/* R28: orbits over the rationals, X(t + 1) = A X(t) W. */

#ifndef RANKCERT_CHECKER_RATIONAL_ORBIT_H
#define RANKCERT_CHECKER_RATIONAL_ORBIT_H

#include "model.h"

/* A rational matrix as integers over one denominator. */
typedef struct {
    long rows, cols;
    mpz_t *entries; /* row-major */
    mpz_t denominator;
} ck_fractions;

typedef struct {
    const ck_model *model; /* borrowed */
    long t;
    ck_qmatrix X;                /* X(t), to be read */
    ck_fractions weights, value; /* of the layer that was applied last */
} ck_rational_orbit;

/* orbit is at X(0). 1; else 0 after ck_reject, when the model has LayerNorm or
   softmax, or some W, some fixed weight or the start is not rational. To be
   cleared whatever is returned. */
int ck_rational_orbit_init(ck_outcome *o, ck_rational_orbit *orbit,
                           const ck_model *model,
                           const ck_matrix *start) CK_MUST_CHECK;
void ck_rational_orbit_clear(ck_rational_orbit *orbit);

/* From X(t) to X(t + 1). 1; else 0 after ck_reject, when a numerator or
   denominator has more than max_bits bits. */
int ck_rational_orbit_step(ck_outcome *o,
                           ck_rational_orbit *orbit) CK_MUST_CHECK;

/* mu(X)^2, the square of the greatest ||x_i - x_k|| (0 for one token), that of
   the greatest ||x_i||, exactly. */
void ck_mu_square(mpq_t square, const ck_qmatrix *X);
void ck_diameter_square(mpq_t square, const ck_qmatrix *X);
void ck_norm_max_square(mpq_t square, const ck_qmatrix *X);

#endif
