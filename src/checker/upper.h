/* Small upper bounds: numbers >= 0 in a word, rounded upwards. */

#ifndef RANKCERT_CHECKER_UPPER_H
#define RANKCERT_CHECKER_UPPER_H

/* before mpfr.h, which then has functions for uintmax_t */
#include <stdint.h>

#include <gmp.h>
#include <mpfr.h>

/* mantissa 2^exponent. What was set has a mantissa of 0, or from 2^30 to 2^31;
   a sum of products one below 2^62. */
typedef struct {
    uint64_t mantissa;
    long exponent;
} ck_upper;

/* u >= |x| 2^exponent, by less than one part in 2^29; equal when |x| has no
   more than 31 bits from its first to its last. */
void ck_upper_set(ck_upper *u, mpz_srcptr x, long exponent);

/* sum >= sum + x y, rounded by less than one part in 2^58. x and y were set. */
void ck_upper_add_product(ck_upper *sum, const ck_upper *x, const ck_upper *y);

/* x >= u; +inf when there is no such number. */
void ck_upper_get(mpfr_ptr x, const ck_upper *u);

/* 1, and x the least integer >= u 2^exponent; 0 when that has more than `most`
   bits, most >= 64. */
int ck_upper_get_integer(mpz_ptr x, const ck_upper *u, long exponent,
                         long most);

#endif
