/* Residues modulo p, from 2 to 2^63 - 1: integers from 0 to p - 1. */

#ifndef RANKCERT_CHECKER_MODULAR_H
#define RANKCERT_CHECKER_MODULAR_H

#include <gmp.h>

#include "outcome.h"

unsigned long ck_multiply_mod(unsigned long a, unsigned long b,
                              unsigned long p);
unsigned long ck_subtract_mod(unsigned long a, unsigned long b,
                              unsigned long p);

/* *inverse = 1 / a mod p, for any a; 0 when a is not prime to p. */
int ck_invert_mod(unsigned long *inverse, unsigned long a,
                  unsigned long p) CK_MUST_CHECK;

/* *residue = x mod p; 0 when the denominator is not prime to p. */
int ck_reduce_mod(unsigned long *residue, mpq_srcptr x,
                  unsigned long p) CK_MUST_CHECK;

#endif
