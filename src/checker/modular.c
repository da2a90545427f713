#include "modular.h"

#include <limits.h>

/* 64-bit arithmetic is what GMP's functions with `unsigned long` offer here. */
_Static_assert(ULONG_MAX / 2 >= LONG_MAX && sizeof(long) == 8,
               "moduli up to 2^63 - 1 need a 64-bit long");
__extension__ typedef unsigned __int128 wide;

unsigned long
ck_multiply_mod(unsigned long a, unsigned long b, unsigned long p)
{
    return (unsigned long)((wide)a * b % p);
}

unsigned long
ck_subtract_mod(unsigned long a, unsigned long b, unsigned long p)
{
    return (a + (p - b)) % p; /* below 2^64 before */
}

/* By Euclid: throughout, s a = r and t a = u mod p. */
int
ck_invert_mod(unsigned long *inverse, unsigned long a, unsigned long p)
{
    unsigned long r = a % p, s = 1, u = p, t = 0;

    while (r != 0) {
        const unsigned long quotient = u / r, rest = u % r;
        const unsigned long used = ck_multiply_mod(quotient % p, s, p);
        const unsigned long next = ck_subtract_mod(t, used, p);

        u = r;
        t = s;
        r = rest;
        s = next;
    }
    *inverse = t;
    return u == 1;
}

int
ck_reduce_mod(unsigned long *residue, mpq_srcptr x, unsigned long p)
{
    unsigned long inverse;

    if (!ck_invert_mod(&inverse, mpz_fdiv_ui(mpq_denref(x), p), p))
        return 0;
    *residue = ck_multiply_mod(mpz_fdiv_ui(mpq_numref(x), p), inverse, p);
    return 1;
}
