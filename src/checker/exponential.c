/* The exponential of an interval, with one exponential of MPFR or none: where
   tokens have nearly met all scores of a row are nearly the same. */

#include "layer.h"

/* The series is used up to so many terms; beyond, MPFR is faster. */
enum { TERMS_MOST = 16 };

/* The greatest m with |x| <= 2^-m for every x, or `most` when that is less.
   x is bounded. */
static long
smallness(mpfi_srcptr x, long most)
{
    long m = most;
    mpfr_srcptr ends[2] = {&x->left, &x->right};

    for (int k = 0; k < 2; k++)
        if (!mpfr_zero_p(ends[k]) && -mpfr_get_exp(ends[k]) < m)
            m = -mpfr_get_exp(ends[k]);
    return m;
}

/* For |x| <= 2^-m, m >= 2. With `steps` = n,

       exp(x) = 1 + x (1 + x/2 (1 + ... x/n T)),
       T = 1 + x/(n+1) + x^2/((n+1)(n+2)) + ...,

   so T differs from 1 by at most 2^-m/(1 - 2^-m) <= 2^(1-m). */
static void
sum_series(mpfi_ptr y, mpfi_srcptr x, long m, long steps)
{
    mpfi_t sum, error;

    mpfi_init2(sum, mpfi_get_prec(y));
    mpfi_init2(error, mpfi_get_prec(y));
    mpfi_interv_si(error, -1, 1);
    mpfi_div_2exp(error, error, (unsigned long)(m - 1));
    mpfi_add_ui(sum, error, 1);
    for (long k = steps; k > 0; k--) {
        mpfi_mul(sum, sum, x);
        mpfi_div_ui(sum, sum, (unsigned long)k);
        mpfi_add_ui(sum, sum, 1);
    }
    mpfi_set(y, sum);
    mpfi_clear(error);
    mpfi_clear(sum);
}

/* One exponential for both ends: exp(a + w) <= exp(a) (1 + w (1 + w)) for
   w <= 1, w being the width. */
static void
from_left_end(mpfi_ptr y, mpfi_srcptr x, mpfr_srcptr width)
{
    mpfi_t factor, left;
    int inexact;

    mpfi_init2(factor, mpfi_get_prec(y));
    mpfi_init2(left, mpfi_get_prec(y));
    mpfr_set_ui(&factor->left, 1, MPFR_RNDD);
    mpfr_add_ui(&factor->right, width, 1, MPFR_RNDU);
    mpfr_mul(&factor->right, &factor->right, width, MPFR_RNDU);
    mpfr_add_ui(&factor->right, &factor->right, 1, MPFR_RNDU);
    inexact = mpfr_exp(&left->left, &x->left, MPFR_RNDD);
    mpfr_set(&left->right, &left->left, MPFR_RNDU);
    if (inexact != 0)
        mpfr_nextabove(&left->right);
    mpfi_mul(y, left, factor);
    mpfi_clear(left);
    mpfi_clear(factor);
}

void
ck_exp(mpfi_ptr y, mpfi_srcptr x)
{
    const long prec = (long)mpfi_get_prec(y);
    long m;
    mpfr_t width;

    if (!ck_is_bounded(x)) {
        mpfi_exp(y, x);
        return;
    }
    m = smallness(x, prec);
    if (m >= 2 && prec / m < TERMS_MOST) {
        sum_series(y, x, m, prec / m + 1);
        return;
    }
    mpfr_init2(width, 32);
    mpfr_sub(width, &x->right, &x->left, MPFR_RNDU);
    if (mpfr_cmp_ui_2exp(width, 1, -8) <= 0)
        from_left_end(y, x, width);
    else
        mpfi_exp(y, x);
    mpfr_clear(width);
}
