/* R29: matrices of integers from 0 to D, and their powers by floors. */

#ifndef RANKCERT_CHECKER_FLOOR_POWER_H
#define RANKCERT_CHECKER_FLOOR_POWER_H

#include <gmp.h>

#include "outcome.h"

/* n x n integers from 0 to D, each of as many limbs as D has. */
typedef struct {
    long n;
    mp_size_t limbs;
    mp_limb_t *entries; /* row-major, least limb first */
} ck_floors;

/* All zeros; D >= 1. */
void ck_floors_init(ck_floors *F, long n, mpz_srcptr D);
void ck_floors_clear(ck_floors *F);

/* F_ij = x; 0, and F unchanged, unless 0 <= x and x has no more limbs than
   D. */
int ck_floors_set(ck_floors *F, long i, long j, mpz_srcptr x) CK_MUST_CHECK;

/* R = D - sum_c min_i (F_m)_ic, by R29's binary exponentiation from the leading
   digit of m >= 1. F is F_1, which is left as it is. 1; or 0, with R = D, when
   some row of F has a sum beyond D, which R29 excludes. */
int ck_floor_power(mpz_t R, const ck_floors *F, mpz_srcptr D,
                   long m) CK_MUST_CHECK;

#endif
