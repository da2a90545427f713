/* The phases of R29: `exponent`, `tilt`, `floors`, `factor` and
   `spread-squared`. */

#include "collapse.h"
#include "floor_power.h"

/* ---- exponent ---- */

/* E >= 2 b Z^2 */
static int
exponent_covers_scores(const ck_collapse *k, const ck_phase *phase)
{
    mpq_t needed;
    int good;

    mpq_init(needed);
    mpq_mul(needed, k->size, k->size);
    mpq_mul(needed, needed, k->scores);
    mpq_mul_2exp(needed, needed, 1);
    good = mpq_cmp(phase->exponent, needed) >= 0;
    mpq_clear(needed);
    return good;
}

/* E^2 >= b^2 Z^2 B^2 S */
static ck_answer
exponent_covers_spread(const ck_collapse *k, const ck_phase *phase)
{
    ck_magnitude needed, square;
    ck_answer answer;
    mpq_t x;

    mpq_init(x);
    ck_magnitude_init(&needed, k->c->o->bits);
    ck_magnitude_init(&square, k->c->o->bits);
    mpq_mul(x, phase->exponent, phase->exponent);
    ck_magnitude_set(&square, x);
    mpq_mul(x, k->scores, k->size);
    mpq_mul(x, x, x);
    mpq_mul(x, x, k->value);
    ck_magnitude_copy(&needed, &phase->spread);
    ck_magnitude_multiply_rational(&needed, x);
    answer = ck_magnitude_at_most(&needed, &square);
    ck_magnitude_clear(&square);
    ck_magnitude_clear(&needed);
    mpq_clear(x);
    return answer;
}

static int
check_exponent(const ck_collapse *k, long which)
{
    const ck_phase *phase = &k->phases[which];

    /* without softmax all of it is 0 */
    return exponent_covers_scores(k, phase) ||
           ck_collapse_conclude(k, exponent_covers_spread(k, phase),
                                "exponent: it is less than the differences of "
                                "scores may be, in phase %ld",
                                which + 1);
}

/* ---- tilt ---- */

/* tau <= h, or tau h + tau sqrt(S) <= h: with h - tau h >= 0, squared. */
static int
check_tilt(const ck_collapse *k, long which)
{
    const ck_phase *phase = &k->phases[which];
    ck_magnitude left, right;
    ck_answer answer = CK_FAILS;
    mpq_t room;

    if (!k->normed || mpq_cmp(phase->tilt, k->height) <= 0)
        return 1;
    mpq_init(room);
    ck_magnitude_init(&left, k->c->o->bits);
    ck_magnitude_init(&right, k->c->o->bits);
    mpq_mul(room, phase->tilt, k->height);
    mpq_sub(room, k->height, room);
    if (mpq_sgn(room) >= 0) {
        mpq_mul(room, room, room);
        ck_magnitude_set(&right, room);
        mpq_mul(room, phase->tilt, phase->tilt);
        ck_magnitude_copy(&left, &phase->spread);
        ck_magnitude_multiply_rational(&left, room);
        answer = ck_magnitude_at_most(&left, &right);
    }
    ck_magnitude_clear(&right);
    ck_magnitude_clear(&left);
    mpq_clear(room);
    return ck_collapse_conclude(
        k, answer, "tilt: it is above h / min(1, h + sqrt(S)) in phase %ld",
        which + 1);
}

/* ---- floors ---- */

/* D tau */
static void
set_limit(mpq_t limit, const ck_collapse *k, const ck_phase *phase)
{
    mpq_set_z(limit, k->denominator);
    mpq_mul(limit, limit, phase->tilt);
}

static int
check_floors(const ck_collapse *k, long which)
{
    const ck_phase *phase = &k->phases[which];
    const long prec = k->c->o->bits + (long)mpz_sizeinbase(k->denominator, 2);
    mpq_t f, limit;
    int good = 1;

    if (!k->softmax)
        return 1;
    mpq_init(f);
    mpq_init(limit);
    set_limit(limit, k, phase);
    /* no test can see this: the first failure is kept */
    for (long d = 0; good && d < k->degree_count; d++) {
        mpq_set_z(f, phase->floors[d]);
        good = ck_collapse_conclude(
            k, ck_floor_fits(f, k->degrees[d], phase->exponent, limit, prec),
            "floors: f (1 + (n - 1) exp(E)) is above D tau for n = %ld in "
            "phase %ld",
            k->degrees[d], which + 1);
    }
    mpq_clear(limit);
    mpq_clear(f);
    return good;
}

/* ---- factor ---- */

/* x = floor(limit a) */
static void
floor_of(mpz_t x, mpq_srcptr limit, mpq_srcptr a)
{
    mpq_t product;

    mpq_init(product);
    mpq_mul(product, limit, a);
    mpz_fdiv_q(x, mpq_numref(product), mpq_denref(product));
    mpq_clear(product);
}

/* x = the entry of F_1 in row i under uniform weights and softmax. */
static void
find_floor(mpz_t x, const ck_collapse *k, const ck_phase *phase,
           mpq_srcptr limit, long i)
{
    mpq_t weight;
    long d = 0;

    if (k->softmax) {
        while (k->degrees[d] != k->m->degree[i])
            d++;
        mpz_set(x, phase->floors[d]);
        return;
    }
    mpq_init(weight);
    mpq_set_ui(weight, 1, (unsigned long)k->m->degree[i]);
    floor_of(x, limit, weight);
    mpq_clear(weight);
}

/* The rows of F_1 where they do not depend on j. */
static int
fill_rows(ck_floors *F, const ck_collapse *k, const ck_phase *phase,
          mpq_srcptr limit)
{
    mpz_t x;
    int good = 1;

    mpz_init(x);
    for (long i = 0; i < F->n; i++) {
        find_floor(x, k, phase, limit, i);
        for (long j = 0; j < F->n; j++)
            if (ck_attends(k->m, i, j))
                /* no test can see this: x is at most D */
                good = ck_floors_set(F, i, j, x) && good;
    }
    mpz_clear(x);
    return good;
}

/* a = the least weights of all layers. */
static void
find_least_weights(ck_qmatrix *a, const ck_collapse *k)
{
    ck_qmatrix other;

    ck_qmatrix_init(&other);
    (void)ck_model_weights(a, k->m, 0);
    /* no test can see this: layers repeat */
    for (long t = 1; t < (long)k->m->fixed.count; t++) {
        (void)ck_model_weights(&other, k->m, t);
        for (long e = 0; e < a->rows * a->cols; e++)
            /* no test can see this: equal ones are the same */
            if (mpq_cmp(other.entries[e], a->entries[e]) < 0)
                mpq_set(a->entries[e], other.entries[e]);
    }
    ck_qmatrix_clear(&other);
}

static int
fill_fixed(ck_floors *F, const ck_collapse *k, mpq_srcptr limit)
{
    ck_qmatrix a;
    mpz_t x;
    int good = 1;

    mpz_init(x);
    ck_qmatrix_init(&a);
    find_least_weights(&a, k);
    for (long i = 0; i < F->n; i++)
        for (long j = 0; j < F->n; j++) {
            floor_of(x, limit, *ck_qmatrix_at(&a, i, j));
            /* no test can see this: x is at most D */
            good = ck_floors_set(F, i, j, x) && good;
        }
    ck_qmatrix_clear(&a);
    mpz_clear(x);
    return good;
}

/* R = the factor of the phase; 0 when R29's conditions on F_1 do not hold,
   which those above exclude. */
static int
find_factor(mpz_t R, const ck_collapse *k, const ck_phase *phase)
{
    ck_floors F;
    mpq_t limit;
    int good;

    mpq_init(limit);
    set_limit(limit, k, phase);
    ck_floors_init(&F, k->m->tokens, k->denominator);
    good = k->m->attention == CK_FIXED ? fill_fixed(&F, k, limit)
                                       : fill_rows(&F, k, phase, limit);
    /* no test can see this: the conditions on tilt and floors exclude it */
    good = good && ck_floor_power(R, &F, k->denominator, phase->length);
    ck_floors_clear(&F);
    mpq_clear(limit);
    return good;
}

static int
check_factor(const ck_collapse *k, long which)
{
    const ck_phase *phase = &k->phases[which];
    mpz_t R;
    int good = 1;

    mpz_init(R);
    /* no test can see this: the conditions on tilt and floors exclude it */
    if (!find_factor(R, k, phase))
        good = ck_reject(k->c->o,
                         "factor: the first floors of phase %ld are too large",
                         which + 1);
    else if (mpz_cmp(R, phase->factor) != 0)
        good = ck_reject(k->c->o,
                         "factor: it is not that of the floors of phase %ld",
                         which + 1);
    mpz_clear(R);
    return good;
}

/* ---- spread-squared ---- */

/* R / D, as a number whose powers can be taken. */
void
ck_collapse_ratio(ck_magnitude *ratio, const ck_collapse *k, long which)
{
    mpq_t x;

    mpq_init(x);
    mpz_set(mpq_numref(x), k->phases[which].factor);
    mpz_set(mpq_denref(x), k->denominator);
    mpq_canonicalize(x);
    ck_magnitude_set(ratio, x);
    mpq_clear(x);
}

/* The next S is at least S (R / D)^(2 b); the last R is below D. */
static int
check_end(const ck_collapse *k, long which)
{
    const ck_phase *phase = &k->phases[which];
    ck_magnitude ratio;
    ck_power power = {&phase->spread, &ratio, NULL};
    ck_answer answer;
    mpz_t exponent;

    if (which == k->phase_count - 1)
        return mpz_cmp(phase->factor, k->denominator) < 0 ||
               ck_reject(k->c->o, "factor: that of the last phase is not below "
                                  "the denominator");
    /* with the bits that a power of so large an exponent costs */
    ck_magnitude_init(&ratio,
                      k->c->o->bits + (long)mpz_sizeinbase(phase->blocks, 2));
    ck_collapse_ratio(&ratio, k, which);
    mpz_init(exponent);
    mpz_mul_2exp(exponent, phase->blocks, 1);
    power.exponent = exponent;
    answer = ck_power_at_most(&power, &phase[1].spread);
    mpz_clear(exponent);
    ck_magnitude_clear(&ratio);
    return ck_collapse_conclude(k, answer,
                                "spread-squared: the next one is less than is "
                                "left at the end of phase %ld",
                                which + 1);
}

int
ck_collapse_phases(const ck_collapse *k)
{
    for (long which = 0; which < k->phase_count; which++)
        if (!check_exponent(k, which) || !check_tilt(k, which) ||
            !check_floors(k, which) || !check_end(k, which))
            return 0;
    for (long which = 0; which < k->phase_count; which++)
        if (!check_factor(k, which))
            return 0;
    return 1;
}
