/* Products of matrices of long integers (limb_product.c). */

#ifndef RANKCERT_CHECKER_LIMB_PRODUCT_H
#define RANKCERT_CHECKER_LIMB_PRODUCT_H

#include <gmp.h>

/* c = a b, for n x n matrices of integers >= 0: those of a and b have `limbs`
   limbs each, least first, row by row, those of c 2 limbs. Every entry of the
   product is below 2^bits, and bits at most the number of bits of 2 limbs. c
   does not alias a and b, which may be the same. */
void ck_limb_product(mp_limb_t *c, const mp_limb_t *a, const mp_limb_t *b,
                     long n, mp_size_t limbs, size_t bits);

#endif
