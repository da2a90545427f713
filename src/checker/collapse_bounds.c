/* R29's bound of mu(X(t))^2 at each layer, and what the claim says of it:
   `rate-at-most` and `constant-at-most`. */

#include "collapse.h"

void
ck_bound_init(ck_bound *bound, long prec)
{
    ck_magnitude_init(&bound->scale, prec);
    ck_magnitude_init(&bound->base, prec);
    mpz_init(bound->exponent);
}

void
ck_bound_clear(ck_bound *bound)
{
    ck_magnitude_clear(&bound->scale);
    ck_magnitude_clear(&bound->base);
    mpz_clear(bound->exponent);
}

/* ---- The bound at a layer ---- */

void
ck_bound_set_spread(ck_bound *bound, const ck_collapse *k,
                    const ck_magnitude *spread)
{
    mpq_t factor;

    mpq_init(factor);
    mpq_set_ui(factor, (unsigned long)k->m->tokens, 4);
    mpq_canonicalize(factor);
    mpq_mul(factor, factor, k->value);
    ck_magnitude_copy(&bound->scale, spread);
    ck_magnitude_multiply_rational(&bound->scale, factor);
    mpq_clear(factor);
}

/* N max(1, max_i ||x_i(0)||^2) */
static void
set_largest(ck_bound *bound, const ck_collapse *k)
{
    ck_magnitude *scale = &bound->scale;
    ck_magnitude one;
    mpq_t number;

    mpq_init(number);
    mpq_set_ui(number, 1, 1);
    ck_magnitude_init(&one, k->c->o->bits);
    ck_magnitude_set(&one, number);
    ck_magnitude_copy(scale, &k->start_norm);
    ck_fold_max(scale->enclosure, one.enclosure);
    /* no test can see this: equal ones are the same */
    if (scale->exact && mpq_cmp(scale->rational, number) < 0)
        ck_magnitude_copy(scale, &one);
    mpq_set_si(number, k->m->tokens, 1);
    ck_magnitude_multiply_rational(scale, number);
    ck_magnitude_clear(&one);
    mpq_clear(number);
}

/* The phase in which layer t >= T lies. */
static long
find_phase(const ck_collapse *k, long t)
{
    long which = 0;

    while (which + 1 < k->phase_count &&
           mpz_cmp_si(k->phases[which + 1].begin, t) <= 0)
        which++;
    return which;
}

/* 2 floor((t - T_k) / m_k) */
static void
set_exponent(mpz_t exponent, const ck_phase *phase, long t)
{
    mpz_set_si(exponent, t);
    mpz_sub(exponent, exponent, phase->begin);
    mpz_fdiv_q_ui(exponent, exponent, (unsigned long)phase->length);
    mpz_mul_2exp(exponent, exponent, 1);
}

void
ck_collapse_bound(ck_bound *bound, const ck_collapse *k, long t)
{
    long which;

    mpz_set_ui(bound->exponent, 0);
    if (t < k->capture) {
        if (k->normed)
            set_largest(bound, k);
        else
            ck_bound_set_spread(bound, k, &k->start_spread);
        return;
    }
    which = find_phase(k, t);
    ck_bound_set_spread(bound, k, &k->phases[which].spread);
    ck_collapse_ratio(&bound->base, k, which);
    set_exponent(bound->exponent, &k->phases[which], t);
}

/* ---- What the claim says ---- */

/* x = an enclosure of a number of the claim that is certified >= 0. */
static int
read_claimed(const ck_collapse *k, ck_magnitude *x, const ck_number *number,
             const char *name)
{
    ck_outcome *o = k->c->o;

    if (!ck_magnitude_set_number(x, number))
        return ck_uncertain(o, "%s has no bounded enclosure with %ld bits",
                            name, o->bits);
    if (mpfr_sgn(&x->enclosure->left) >= 0)
        return 1;
    /* no test can see this: 0 is never the upper end alone */
    if (mpfr_sgn(&x->enclosure->right) < 0)
        return ck_reject(o, "%s is negative", name);
    return ck_uncertain(o, "%s is not certified >= 0 with %ld bits", name,
                        o->bits);
}

/* R / D <= r^m in the last phase. */
static int
check_rate(const ck_collapse *k)
{
    const long last = k->phase_count - 1;
    ck_magnitude ratio, one, rate;
    ck_power power = {&one, &rate, NULL};
    mpz_t length;
    mpq_t x;
    int good;

    if (!k->has_rate)
        return 1;
    mpz_init_set_si(length, k->phases[last].length);
    mpq_init(x);
    mpq_set_ui(x, 1, 1);
    ck_magnitude_init(&ratio, k->c->o->bits);
    ck_magnitude_init(&one, k->c->o->bits);
    ck_magnitude_init(&rate, k->c->o->bits);
    ck_collapse_ratio(&ratio, k, last);
    ck_magnitude_set(&one, x);
    power.exponent = length;
    good = read_claimed(k, &rate, &k->rate, "rate-at-most") &&
           ck_collapse_conclude(
               k, ck_at_most_power(&ratio, &power),
               "rate-at-most: the rate of the last phase is greater");
    ck_magnitude_clear(&rate);
    ck_magnitude_clear(&one);
    ck_magnitude_clear(&ratio);
    mpq_clear(x);
    mpz_clear(length);
    return good;
}

/* The bound at t = 0 is at most c^2. */
static int
check_constant(const ck_collapse *k)
{
    ck_magnitude constant;
    ck_bound bound;
    int good;

    if (!k->has_constant)
        return 1;
    ck_magnitude_init(&constant, k->c->o->bits);
    ck_bound_init(&bound, k->c->o->bits);
    ck_collapse_bound(&bound, k, 0);
    good = read_claimed(k, &constant, &k->constant, "constant-at-most");
    ck_magnitude_multiply(&constant, &constant);
    /* no test can see this: after a failure only its message counts */
    good = good && ck_collapse_conclude(
                       k, ck_magnitude_at_most(&bound.scale, &constant),
                       "constant-at-most: the bound at layer 0 is greater");
    ck_bound_clear(&bound);
    ck_magnitude_clear(&constant);
    return good;
}

int
ck_collapse_bounds(const ck_collapse *k)
{
    return check_rate(k) && check_constant(k);
}

/* ---- Words ---- */

enum { TOLD_DIGITS = 6 };

/* The square root of the bound at layer 0, rounded up. */
static void
tell_constant(ck_words *words, const ck_collapse *k)
{
    char text[64];
    ck_bound bound;
    mpfr_t x;

    ck_bound_init(&bound, k->c->o->bits);
    ck_collapse_bound(&bound, k, 0);
    mpfr_init2(x, k->c->o->bits);
    mpfr_sqrt(x, &bound.scale.enclosure->right, MPFR_RNDU);
    mpfr_snprintf(text, sizeof text, "%.*RUg", TOLD_DIGITS, x);
    ck_words_add(words, "%s", text);
    mpfr_clear(x);
    ck_bound_clear(&bound);
}

/* (R / D)^(1 / m) of the last phase, rounded up. */
static void
tell_rate(ck_words *words, const ck_collapse *k)
{
    const long last = k->phase_count - 1;
    ck_magnitude ratio;
    char text[64];
    mpfr_t x;

    ck_magnitude_init(&ratio, k->c->o->bits);
    ck_collapse_ratio(&ratio, k, last);
    mpfr_init2(x, k->c->o->bits);
    mpfr_rootn_ui(x, &ratio.enclosure->right,
                  (unsigned long)k->phases[last].length, MPFR_RNDU);
    mpfr_snprintf(text, sizeof text, "%.*RUg", TOLD_DIGITS, x);
    ck_words_add(words, "%s", text);
    mpfr_clear(x);
    ck_magnitude_clear(&ratio);
}

void
ck_collapse_tell(ck_words *words, const ck_collapse *k)
{
    ck_words_add(words, ", with C = ");
    tell_constant(words, k);
    ck_words_add(words, " and r = ");
    tell_rate(words, k);
    ck_words_add(words, " rounded up");
}
