/* The exponential of a number <= 0, in integers over one unit. */

#include "softmax_row.h"

/* The series is used up to so many terms; beyond, MPFR is faster. */
enum { TERMS_MOST = 24 };

/* For -2^-m <= x <= 0, m >= 2, and m (terms + 1) >= places:

       exp(x) = 1 + x (1 + x/2 (1 + ... x/n T)),  n = terms,

   where T differs from 1 by at most 2^-m, which changes the sum by at most a
   unit. Each step rounds twice, by at most a unit each, and multiplies what
   errors there were by at most 1/4: together they stay below 3 units. */
static void
sum_series(mpz_ptr e, mpz_srcptr x, mpz_srcptr unit, long places, long terms)
{
    mpz_set(e, unit);
    for (long k = terms; k > 0; k--) {
        mpz_mul(e, e, x);
        mpz_fdiv_q_2exp(e, e, (mp_bitcnt_t)places);
        if (k > 1) /* no test can see this: it saves work */
            mpz_fdiv_q_ui(e, e, (unsigned long)k);
        mpz_add(e, e, unit);
    }
}

/* By MPFR: at most a unit off for the exponential, which is at most 1, and one
   for the integer. */
static void
use_mpfr(mpz_ptr e, mpz_srcptr x, long places)
{
    mpfr_t y, exact;

    mpfr_init2(y, (mpfr_prec_t)places);
    mpfr_init2(exact, (mpfr_prec_t)mpz_sizeinbase(x, 2) + 1);
    mpfr_set_z_2exp(exact, x, -places, MPFR_RNDN);
    mpfr_exp(y, exact, MPFR_RNDN);
    mpfr_mul_2si(y, y, places, MPFR_RNDN);
    mpfr_get_z(e, y, MPFR_RNDN);
    mpfr_clear(exact);
    mpfr_clear(y);
}

void
ck_integer_exp(mpz_ptr e, mpz_srcptr x, mpz_srcptr unit, long places)
{
    const long m = places - (long)mpz_sizeinbase(x, 2);

    /* no test can see this: the series will do for m = 1 too, and is slower
       than MPFR when long */
    if (m >= 2 && places / m < TERMS_MOST)
        sum_series(e, x, unit, places, places / m);
    else
        use_mpfr(e, x, places);
}
