#include "magnitude.h"

void
ck_magnitude_init(ck_magnitude *x, long prec)
{
    mpfi_init2(x->enclosure, (mpfr_prec_t)prec);
    mpfi_set_ui(x->enclosure, 0);
    mpq_init(x->rational);
    x->exact = 1;
}

void
ck_magnitude_clear(ck_magnitude *x)
{
    mpfi_clear(x->enclosure);
    mpq_clear(x->rational);
}

void
ck_magnitude_set(ck_magnitude *x, mpq_srcptr value)
{
    mpfi_set_q(x->enclosure, value);
    mpq_set(x->rational, value);
    x->exact = 1;
}

void
ck_magnitude_set_interval(ck_magnitude *x, mpfi_srcptr enclosure)
{
    mpfi_set(x->enclosure, enclosure);
    x->exact = 0;
}

int
ck_magnitude_set_number(ck_magnitude *x, const ck_number *value)
{
    x->exact = ck_number_is_rational(value);
    if (x->exact) /* no test can see this: else it is not looked at */
        mpq_set(x->rational, value->rational);
    return ck_number_enclose(x->enclosure, value);
}

void
ck_magnitude_copy(ck_magnitude *x, const ck_magnitude *from)
{
    mpfi_set(x->enclosure, from->enclosure);
    mpq_set(x->rational, from->rational);
    x->exact = from->exact;
}

void
ck_magnitude_multiply(ck_magnitude *x, const ck_magnitude *y)
{
    mpfi_mul(x->enclosure, x->enclosure, y->enclosure);
    x->exact = x->exact && y->exact;
    if (x->exact) /* no test can see this: else it is not looked at */
        mpq_mul(x->rational, x->rational, y->rational);
}

void
ck_magnitude_multiply_rational(ck_magnitude *x, mpq_srcptr y)
{
    ck_magnitude factor;

    ck_magnitude_init(&factor, (long)mpfi_get_prec(x->enclosure));
    ck_magnitude_set(&factor, y);
    ck_magnitude_multiply(x, &factor);
    ck_magnitude_clear(&factor);
}

/* ---- Comparisons ---- */

/* Is every point of x at most every point of y (CK_HOLDS), above it
   (CK_FAILS)? */
static ck_answer
compare_enclosures(mpfi_srcptr x, mpfi_srcptr y)
{
    if (!ck_is_bounded(x) || !ck_is_bounded(y))
        return CK_UNKNOWN;
    if (mpfr_lessequal_p(&x->right, &y->left))
        return CK_HOLDS;
    return mpfr_greater_p(&x->left, &y->right) ? CK_FAILS : CK_UNKNOWN;
}

ck_answer
ck_magnitude_at_most(const ck_magnitude *x, const ck_magnitude *y)
{
    const ck_answer answer = compare_enclosures(x->enclosure, y->enclosure);

    /* no test can see this: what is certain by enclosures is so exactly */
    if (answer != CK_UNKNOWN || !x->exact || !y->exact)
        return answer;
    return mpq_cmp(x->rational, y->rational) <= 0 ? CK_HOLDS : CK_FAILS;
}

/* ---- Powers ---- */

/* end = x^exponent, rounded in that direction; x >= 0 (what is below is taken
   for 0). */
static void
power_end(mpfr_ptr end, mpfr_srcptr x, mpz_srcptr exponent, mpfr_rnd_t round)
{
    if (mpfr_sgn(x) < 0) /* no test can see this: the number is >= 0 */
        mpfr_set_ui(end, mpz_sgn(exponent) == 0, round);
    else
        mpfr_pow_z(end, x, exponent, round);
}

void
ck_power_enclose(mpfi_ptr y, const ck_power *power)
{
    mpfi_srcptr base = power->base->enclosure;
    mpfi_t raised;

    mpfi_init2(raised, mpfi_get_prec(y));
    power_end(&raised->left, &base->left, power->exponent, MPFR_RNDD);
    power_end(&raised->right, &base->right, power->exponent, MPFR_RNDU);
    mpfi_mul(y, power->scale->enclosure, raised);
    mpfi_clear(raised);
}

/* 1 with y = the power, when all of it is exact and not too long. */
static int
find_exactly(mpq_t y, const ck_power *power)
{
    const ck_magnitude *base = power->base;
    size_t bits;
    unsigned long n;

    if (!power->scale->exact || !base->exact ||
        mpz_cmp_ui(power->exponent, CK_POWER_BITS) > 0)
        return 0;
    n = mpz_get_ui(power->exponent);
    bits = mpz_sizeinbase(mpq_numref(base->rational), 2) +
           mpz_sizeinbase(mpq_denref(base->rational), 2);
    if (n > 0 && bits > CK_POWER_BITS / n)
        return 0;
    mpz_pow_ui(mpq_numref(y), mpq_numref(base->rational), n);
    mpz_pow_ui(mpq_denref(y), mpq_denref(base->rational), n);
    mpq_mul(y, y, power->scale->rational);
    return 1;
}

/* The sign of x - power in *sign, when both are exact: 1. */
static int
compare_exactly(int *sign, const ck_magnitude *x, const ck_power *power)
{
    mpq_t y;
    int good;

    if (!x->exact)
        return 0;
    mpq_init(y);
    good = find_exactly(y, power);
    if (good) /* no test can see this: else the sign is not looked at */
        *sign = mpq_cmp(x->rational, y);
    mpq_clear(y);
    return good;
}

ck_answer
ck_at_most_power(const ck_magnitude *x, const ck_power *power)
{
    ck_answer answer;
    mpfi_t y;
    int sign;

    mpfi_init2(y, mpfi_get_prec(x->enclosure));
    ck_power_enclose(y, power);
    answer = compare_enclosures(x->enclosure, y);
    mpfi_clear(y);
    /* no test can see this: what is certain by enclosures is so exactly */
    if (answer != CK_UNKNOWN || !compare_exactly(&sign, x, power))
        return answer;
    return sign <= 0 ? CK_HOLDS : CK_FAILS;
}

ck_answer
ck_power_at_most(const ck_power *power, const ck_magnitude *x)
{
    ck_answer answer;
    mpfi_t y;
    int sign;

    mpfi_init2(y, mpfi_get_prec(x->enclosure));
    ck_power_enclose(y, power);
    answer = compare_enclosures(y, x->enclosure);
    mpfi_clear(y);
    /* no test can see this: what is certain by enclosures is so exactly */
    if (answer != CK_UNKNOWN || !compare_exactly(&sign, x, power))
        return answer;
    return sign >= 0 ? CK_HOLDS : CK_FAILS;
}

/* ---- Messages ---- */

void
ck_magnitude_text(char text[80], const ck_magnitude *x)
{
    ck_interval_text(text, x->enclosure);
}

void
ck_power_text(char text[80], const ck_power *power)
{
    mpfi_t y;

    mpfi_init2(y, mpfi_get_prec(power->scale->enclosure));
    ck_power_enclose(y, power);
    ck_interval_text(text, y);
    mpfi_clear(y);
}
