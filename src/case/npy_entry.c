/* Entries of .npy files, from bits to rationals. */

#include "case/npy.h"

/* The bytes as one unsigned number. */
static uint64_t
load(const rc_npy *npy, const unsigned char *bytes)
{
    uint64_t x = 0;

    for (size_t k = 0; k < npy->size; k++)
        x = x << 8 | bytes[npy->big_endian ? k : npy->size - 1 - k];
    return x;
}

/* x = value; ulong may be smaller than value. */
static void
set_unsigned(fmpz_t x, uint64_t value)
{
    fmpz_set_ui(x, (ulong)(value >> 32));
    fmpz_mul_2exp(x, x, 32);
    fmpz_add_ui(x, x, (ulong)(value & UINT64_C(0xffffffff)));
}

static void
set_integer(fmpq_t x, const rc_npy *npy, uint64_t value)
{
    const unsigned bits = 8 * (unsigned)npy->size;
    fmpz_t wrap;

    fmpz_one(fmpq_denref(x));
    set_unsigned(fmpq_numref(x), value);
    if (npy->type == RC_NPY_UNSIGNED || !(value >> (bits - 1) & 1))
        return;
    fmpz_init(wrap);
    fmpz_one(wrap);
    fmpz_mul_2exp(wrap, wrap, bits);
    fmpz_sub(fmpq_numref(x), fmpq_numref(x), wrap);
    fmpz_clear(wrap);
}

/* x = (-1)^sign mantissa 2^exponent. */
static void
set_scaled(fmpq_t x, int negative, uint64_t mantissa, long exponent)
{
    fmpz_one(fmpq_denref(x));
    set_unsigned(fmpq_numref(x), mantissa);
    if (negative)
        fmpz_neg(fmpq_numref(x), fmpq_numref(x));
    if (exponent < 0)
        fmpq_div_2exp(x, x, (flint_bitcnt_t)-exponent);
    else
        fmpq_mul_2exp(x, x, (flint_bitcnt_t)exponent);
}

/* IEEE 754: a sign, an exponent and a fraction with a hidden one. */
static rc_status
set_float(fmpq_t x, const rc_npy *npy, uint64_t value, const char **name)
{
    const unsigned fraction_bits = npy->size == 2   ? 10
                                   : npy->size == 4 ? 23
                                                    : 52;
    const unsigned exponent_bits = 8 * (unsigned)npy->size - 1 - fraction_bits;
    const uint64_t hidden = UINT64_C(1) << fraction_bits;
    const uint64_t most = (UINT64_C(1) << exponent_bits) - 1;
    const uint64_t fraction = value & (hidden - 1);
    const uint64_t exponent = value >> fraction_bits & most;
    const int negative = (int)(value >> (8 * npy->size - 1));
    const long bias = (long)(most >> 1) + (long)fraction_bits;

    if (exponent == most) {
        *name = fraction != 0 ? "nan" : negative ? "-inf" : "inf";
        return RC_DOMAIN;
    }
    if (exponent == 0)
        set_scaled(x, negative, fraction, 1 - bias);
    else
        set_scaled(x, negative, fraction | hidden, (long)exponent - bias);
    return RC_OK;
}

rc_status
rc_npy_get(fmpq_t x, const rc_npy *npy, const unsigned char *bytes,
           const char **name)
{
    const uint64_t value = load(npy, bytes);

    if (npy->type == RC_NPY_FLOAT)
        return set_float(x, npy, value, name);
    set_integer(x, npy, value);
    return RC_OK;
}
