/* The paper's form of the bound, with one epsilon and the mask's radius
   (R29). */

#include "collapse.h"

/* h under LayerNorm, else 1: what the least weight is multiplied by. */
static void
set_share(mpq_t share, const ck_collapse *k)
{
    if (k->normed)
        mpq_set(share, k->height);
    else
        mpq_set_ui(share, 1, 1);
}

/* ---- epsilon ---- */

static int
conclude(const ck_collapse *k, ck_answer answer)
{
    return ck_collapse_conclude(k, answer,
                                "paper: epsilon is above the least weight");
}

/* epsilon (1 + (n - 1) exp(2 b Y^2)) <= share for every degree; without softmax
   b = 0. */
static int
check_degrees(const ck_collapse *k, mpq_srcptr share)
{
    ck_answer answer = CK_HOLDS;
    mpq_t exponent;

    mpq_init(exponent);
    mpq_mul(exponent, k->paper.size, k->paper.size);
    mpq_mul(exponent, exponent, k->scores);
    mpq_mul_2exp(exponent, exponent, 1);
    /* no test can see this: the greatest degree, the last, decides */
    for (long d = 0; answer == CK_HOLDS && d < k->degree_count; d++)
        answer = ck_floor_fits(k->paper.epsilon, k->degrees[d], exponent, share,
                               k->c->o->bits);
    mpq_clear(exponent);
    return conclude(k, answer);
}

/* epsilon <= share A_ij on edges of layer t. */
static int
check_weights(const ck_collapse *k, mpq_srcptr share, long t)
{
    ck_qmatrix a;
    mpq_t least;
    int good = 1;

    mpq_init(least);
    ck_qmatrix_init(&a);
    good = ck_model_weights(&a, k->m, t);
    for (long e = 0; good && e < a.rows * a.cols; e++) {
        mpq_mul(least, a.entries[e], share);
        good = !k->m->mask[e] || mpq_cmp(k->paper.epsilon, least) <= 0;
    }
    ck_qmatrix_clear(&a);
    mpq_clear(least);
    return conclude(k, good ? CK_HOLDS : CK_FAILS);
}

static int
check_epsilon(const ck_collapse *k)
{
    mpq_t share;
    int good = 1;

    mpq_init(share);
    set_share(share, k);
    if (k->m->attention != CK_FIXED)
        good = check_degrees(k, share);
    else
        /* no test can see this: the first failure is kept, layers repeat */
        for (long t = 0; good && t < (long)k->m->fixed.count; t++)
            good = check_weights(k, share, t);
    mpq_clear(share);
    return good;
}

/* Z_0^2 >= B^2 max ||x_i(0)||^2 */
static int
check_size(const ck_collapse *k)
{
    return k->normed ||
           ck_collapse_size(k, k->paper.size, &k->start_norm, "paper: size");
}

int
ck_collapse_paper(const ck_collapse *k)
{
    return k->replay < 0 || (ck_check_distances(k->c->o, k->m, k->paper.centre,
                                                k->paper.distances) &&
                             check_epsilon(k) && check_size(k));
}

/* ---- The bound ---- */

/* base = 1 - epsilon^r, which is exact unless it is too long. */
static void
set_base(ck_magnitude *base, const ck_collapse *k)
{
    const unsigned long r = (unsigned long)k->paper.radius;
    mpq_t x, one;

    mpq_init(x);
    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    mpz_pow_ui(mpq_numref(x), mpq_numref(k->paper.epsilon), r);
    mpz_pow_ui(mpq_denref(x), mpq_denref(k->paper.epsilon), r);
    mpq_sub(x, one, x);
    ck_magnitude_set(base, x);
    mpq_clear(one);
    mpq_clear(x);
}

void
ck_paper_bound(ck_bound *bound, const ck_collapse *k, long t)
{
    const long since = k->normed ? t - k->capture : t;

    ck_bound_set_spread(bound, k,
                        k->normed ? &k->phases[0].spread : &k->start_spread);
    set_base(&bound->base, k);
    mpz_set_si(bound->exponent,
               k->paper.radius > 0 ? since / k->paper.radius : 0);
    mpz_mul_2exp(bound->exponent, bound->exponent, 1);
}
