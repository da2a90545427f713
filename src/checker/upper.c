#include "upper.h"

enum { SET_BITS = 31, SUM_BITS = 62 };

/* The leading SET_BITS bits of |x|, which has `bits` of them, more than that:
   they lie in one limb or two. */
static uint64_t
leading(mpz_srcptr x, size_t bits)
{
    const size_t from = bits - SET_BITS;
    const mp_size_t limb = (mp_size_t)(from / GMP_NUMB_BITS);
    const unsigned shift = (unsigned)(from % GMP_NUMB_BITS);
    uint64_t found = (uint64_t)mpz_getlimbn(x, limb) >> shift;

    if (shift > 0) /* no test can see this: the bits beyond are cut off below */
        found |= (uint64_t)mpz_getlimbn(x, limb + 1) << (GMP_NUMB_BITS - shift);
    return found & (((uint64_t)1 << SET_BITS) - 1);
}

void
ck_upper_set(ck_upper *u, mpz_srcptr x, long exponent)
{
    const size_t bits = mpz_sizeinbase(x, 2);

    if (mpz_sgn(x) == 0) {
        *u = (ck_upper){0, 0};
    } else if (bits <= SET_BITS) {
        const unsigned shift = (unsigned)(SET_BITS - bits);

        u->mantissa = (uint64_t)mpz_getlimbn(x, 0) << shift;
        u->exponent = exponent - (long)shift;
    } else {
        u->mantissa = leading(x, bits);
        if (mpz_scan1(x, 0) < bits - SET_BITS)
            u->mantissa++;
        u->exponent = exponent + (long)(bits - SET_BITS);
    }
}

/* m / 2^by, rounded upwards. 0 < m < 2^63. */
static uint64_t
shifted(uint64_t m, long by)
{
    const uint64_t one = 1;

    if (by >= 63)
        return 1;
    return (m >> by) + ((m & ((one << by) - 1)) != 0);
}

void
ck_upper_add_product(ck_upper *sum, const ck_upper *x, const ck_upper *y)
{
    const uint64_t product = x->mantissa * y->mantissa;
    const long exponent = x->exponent + y->exponent;

    if (product == 0)
        return;
    if (sum->mantissa == 0) {
        *sum = (ck_upper){product, exponent};
    } else if (sum->exponent >= exponent) {
        sum->mantissa += shifted(product, sum->exponent - exponent);
    } else {
        sum->mantissa =
            product + shifted(sum->mantissa, exponent - sum->exponent);
        sum->exponent = exponent;
    }
    if (sum->mantissa >> SUM_BITS != 0) {
        sum->mantissa = shifted(sum->mantissa, 1);
        sum->exponent++;
    }
}

void
ck_upper_get(mpfr_ptr x, const ck_upper *u)
{
    mpfr_set_uj_2exp(x, u->mantissa, u->exponent, MPFR_RNDU);
}

int
ck_upper_get_integer(mpz_ptr x, const ck_upper *u, long exponent, long most)
{
    const long shift = u->exponent + exponent;

    mpz_set_ui(x, 0);
    if (u->mantissa == 0)
        return 1;
    if (shift > most - SUM_BITS)
        return 0;
    mpz_import(x, 1, 1, sizeof u->mantissa, 0, 0, &u->mantissa);
    if (shift >= 0)
        mpz_mul_2exp(x, x, (mp_bitcnt_t)shift);
    else
        mpz_cdiv_q_2exp(x, x, (mp_bitcnt_t)-shift);
    return 1;
}
