/* Entries of .npy files, from their bits to rationals. */

#include <stdint.h>

#include "case_npy.h"

/* IEEE 754: a float of so many bytes has so many bits of fraction. */
static unsigned
fraction_bits(size_t size)
{
    return size == 2 ? 10 : size == 4 ? 23 : 52;
}

/* x = (-1)^s f 2^(1 - bias) for exponent e = 0, else (-1)^s (1 + f) 2^(e -
   bias), with the fraction f < 1; both as an integer times a power of two. */
static int
set_float(mpq_t x, const mpz_t bits, size_t size)
{
    const unsigned fraction = fraction_bits(size);
    const unsigned all = 8 * (unsigned)size, top = all - 1 - fraction;
    unsigned long exponent;
    long power;
    mpz_t high;

    mpz_init(high);
    mpz_fdiv_q_2exp(high, bits, fraction);
    mpz_fdiv_r_2exp(high, high, top);
    exponent = mpz_get_ui(high);
    mpz_clear(high);
    if (exponent == (1UL << top) - 1)
        return 0;
    power = (exponent == 0 ? 1 : (long)exponent) - ((1L << (top - 1)) - 1) -
            (long)fraction;
    mpz_set_ui(mpq_denref(x), 1);
    mpz_fdiv_r_2exp(mpq_numref(x), bits, fraction);
    if (exponent != 0)
        mpz_setbit(mpq_numref(x), fraction);
    if (mpz_tstbit(bits, all - 1))
        mpq_neg(x, x);
    if (power < 0) /* no test can see this: 0 is as good in either */
        mpq_div_2exp(x, x, (mp_bitcnt_t)-power);
    else
        mpq_mul_2exp(x, x, (mp_bitcnt_t)power);
    return 1;
}

/* Two's complement when it is signed. */
static void
set_integer(mpq_t x, const mpz_t bits, const ck_npy *npy)
{
    const mp_bitcnt_t all = 8 * (mp_bitcnt_t)npy->size;

    mpq_set_z(x, bits);
    if (npy->type == 'i' && mpz_tstbit(bits, all - 1)) {
        mpz_set_ui(mpq_numref(x), 1);
        mpz_mul_2exp(mpq_numref(x), mpq_numref(x), all);
        mpz_sub(mpq_numref(x), bits, mpq_numref(x));
    }
}

int
ck_npy_entry(mpq_t x, const ck_npy *npy, const unsigned char *bytes, long i,
             long j)
{
    const size_t place = npy->by_columns
                             ? (size_t)j * (size_t)npy->rows + (size_t)i
                             : (size_t)i * (size_t)npy->cols + (size_t)j;
    int good = 1;
    mpz_t bits;

    mpz_init(bits);
    mpz_import(bits, npy->size, npy->big_endian ? 1 : -1, 1, 0, 0,
               bytes + npy->offset + place * npy->size);
    if (npy->type == 'f')
        good = set_float(x, bits, npy->size);
    else
        set_integer(x, bits, npy);
    mpz_clear(bits);
    return good;
}
