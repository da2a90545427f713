/* The bounds of R29 at a layer, and what is asked of rate and constant. */

#include <stdlib.h>

#include "collapse.h"

#define PREC 128
#define DYADIC_BITS 64
#define FIRST_BITS 64
#define EXACT_BITS (WORD(1) << 22) /* larger rationals are not worked out */
#define POWER_BITS (WORD(1) << 27) /* the same when only compared, once */

/* ---- The paper's form ---- */

static slong
greatest_degree(const rc_collapse *c)
{
    slong most = 1;

    for (slong i = 0; i < c->tokens; i++)
        if (rc_mask_degree(c->layers->mask, i) > most)
            most = rc_mask_degree(c->layers->mask, i);
    return most;
}

/* The least weight on an edge, in any layer: uniform and fixed attention. */
static void
least_weight(fmpq_t least, const rc_collapse *c)
{
    fmpq_set_si(least, 1, (ulong)greatest_degree(c));
    for (slong t = 0; c->job->c->model.attention == RC_ATTENTION_FIXED &&
                      t < c->weight_layers;
         t++)
        for (slong k = 0; k < c->tokens * c->tokens; k++) {
            const fmpq *a = c->layers[t].fixed->entries[k].rational;

            if (fmpq_sgn(a) > 0 && fmpq_cmp(a, least) < 0)
                fmpq_set(least, a);
        }
}

/* x = 1 / (1 + (n - 1) exp(2 b Y^2)) for the greatest degree n. */
static void
least_softmax(arb_t x, rc_collapse *c)
{
    arb_t y;

    arb_init(y);
    arf_one(c->paper_size);
    if (!c->normalise) {
        rc_collapse_enclose_start(c, PREC);
        arb_set_fmpq(y, c->value_squared, PREC);
        arb_mul(y, y, c->start_length, PREC);
        arb_sqrt(y, y, PREC);
        rc_collapse_round_up(c->paper_size, y);
        if (arf_is_zero(c->paper_size))
            arf_one(c->paper_size);
    }
    arb_set_arf(y, c->paper_size);
    arb_sqr(y, y, PREC);
    arb_mul_2exp_si(y, y, 1);
    arb_set_arf(x, c->scores);
    arb_mul(x, x, y, PREC);
    arb_exp(x, x, 2 * PREC);
    arb_mul_si(x, x, greatest_degree(c) - 1, PREC);
    arb_add_ui(x, x, 1, PREC);
    arb_inv(x, x, PREC);
    arb_clear(y);
}

void
rc_collapse_find_paper(rc_collapse *c)
{
    const slong r = c->facts.radius;
    arb_t x, y;
    fmpq_t least;

    arb_init(x);
    arb_init(y);
    fmpq_init(least);
    if (c->softmax) {
        least_softmax(x, c);
    } else {
        least_weight(least, c);
        arb_set_fmpq(x, least, PREC);
    }
    if (c->normalise) {
        arb_set_arf(y, c->height);
        arb_mul(x, x, y, PREC);
    }
    if (c->softmax || c->normalise)
        rc_collapse_round_down(c->epsilon, x);
    else /* compared over the rationals: 1/2 is 1/2 */
        arb_get_lbound_arf(c->epsilon, x, DYADIC_BITS);
    arb_zero(c->paper_decay);
    if (r > 0) {
        arb_set_arf(x, c->epsilon);
        arb_pow_ui(x, x, (ulong)r, PREC);
        arb_neg(x, x);
        arb_log1p(x, x, PREC);
        arb_neg(x, x);
        arb_div_si(c->paper_decay, x, r, PREC);
    }
    fmpq_clear(least);
    arb_clear(y);
    arb_clear(x);
}

/* ---- Bounds at a layer ---- */

/* x = x B^2 N / 4. */
static void
scale_bound(arb_t x, const rc_collapse *c, slong prec)
{
    arb_t y;

    arb_init(y);
    arb_set_fmpq(y, c->value_squared, prec);
    arb_mul(x, x, y, prec);
    arb_mul_si(x, x, c->tokens, prec);
    arb_mul_2exp_si(x, x, -2);
    arb_clear(y);
}

/* S of the phase's beginning: that of the start is known better. */
static void
phase_spread(arb_t spread, const rc_collapse *c, slong k)
{
    if (k == 0 && c->capture == 0 && !c->normalise)
        arb_set(spread, c->start_spread);
    else
        arb_set_arf(spread, c->phases[k].spread);
}

/* The phase that layer t belongs to, -1 before the first. */
static slong
phase_at(const rc_collapse *c, const fmpz_t t)
{
    slong k = c->phase_count - 1;

    while (k >= 0 && fmpz_cmp(t, c->phases[k].from) < 0)
        k--;
    return k;
}

/* power = 2 floor((t - from) / length) of the phase. */
static void
bound_power(fmpz_t power, const rc_collapse_phase *phase, const fmpz_t t)
{
    fmpz_sub(power, t, phase->from);
    fmpz_fdiv_q_ui(power, power, phase->block.length);
    fmpz_mul_2exp(power, power, 1);
}

void
rc_collapse_bound(arb_t bound, const rc_collapse *c, const fmpz_t t, slong prec)
{
    const slong k = phase_at(c, t);
    arb_t x;
    fmpz_t power;

    if (k < 0 && c->normalise) {
        arb_one(bound);
        arb_max(bound, bound, c->start_length, prec);
        arb_mul_si(bound, bound, c->tokens, prec);
        return;
    }
    arb_init(x);
    fmpz_init(power);
    if (k < 0) {
        arb_set(bound, c->start_spread);
    } else {
        phase_spread(bound, c, k);
        bound_power(power, c->phases + k, t);
        arb_set_fmpz(x, c->phases[k].block.factor);
        arb_div_fmpz(x, x, c->denominator, prec);
        arb_pow_fmpz(x, x, power, prec);
        arb_mul(bound, bound, x, prec);
    }
    scale_bound(bound, c, prec);
    fmpz_clear(power);
    arb_clear(x);
}

void
rc_collapse_paper_bound(arb_t bound, const rc_collapse *c, slong t, slong prec)
{
    const slong r = c->facts.radius;
    const slong after = c->normalise ? t - c->capture : t;
    arb_t x;

    arb_init(x);
    if (c->normalise)
        arb_set_arf(bound, c->spread);
    else
        arb_set(bound, c->start_spread);
    scale_bound(bound, c, prec);
    if (r > 0) {
        arb_set_arf(x, c->epsilon);
        arb_pow_ui(x, x, (ulong)r, prec);
        arb_sub_ui(x, x, 1, prec);
        arb_neg(x, x);
        arb_pow_ui(x, x, 2 * (ulong)(after / r), prec);
        arb_mul(bound, bound, x, prec);
    }
    arb_clear(x);
}

/* bound = B^2 (N / 4) S(X(0)) base^power; 0 when that is too large. */
static int
exact_bound(fmpq_t bound, const rc_collapse *c, const fmpq_t base, slong power)
{
    if (power > 0 && fmpq_height_bits(base) > (ulong)(EXACT_BITS / power))
        return 0;
    fmpq_pow_si(bound, base, power);
    fmpq_mul(bound, bound, c->start_spread_exact);
    fmpq_mul(bound, bound, c->value_squared);
    fmpq_mul_si(bound, bound, c->tokens);
    fmpq_div_2exp(bound, bound, 2);
    return 1;
}

int
rc_collapse_exact_bound(fmpq_t bound, const rc_collapse *c, slong t)
{
    const rc_collapse_phase *phase = c->phases;
    fmpq_t base;
    slong power = 0;
    int known;

    if (c->normalise || !c->rational_start || (c->softmax && t > 0))
        return 0;
    fmpq_init(base);
    fmpq_one(base);
    if (t > 0) { /* the one phase of weights that depend on nothing */
        fmpq_set_fmpz_frac(base, phase->block.factor, c->denominator);
        power = 2 * (slong)((ulong)t / phase->block.length);
    }
    known = exact_bound(bound, c, base, power);
    fmpq_clear(base);
    return known;
}

int
rc_collapse_exact_paper_bound(fmpq_t bound, const rc_collapse *c, slong t)
{
    const slong r = c->facts.radius;
    fmpq_t base;
    int known;

    if (c->normalise || !c->rational_start || (c->softmax && t > 0))
        return 0;
    fmpq_init(base);
    arf_get_fmpq(base, c->epsilon);
    known = fmpq_height_bits(base) <= (ulong)(EXACT_BITS / (r + 1));
    if (known) {
        fmpq_pow_si(base, base, r);
        fmpq_sub_si(base, base, 1);
        fmpq_neg(base, base);
        known = exact_bound(bound, c, base, r > 0 ? 2 * (t / r) : 0);
    }
    fmpq_clear(base);
    return known;
}

/* ---- What is asked ---- */

/* Three branches: 1 when R / D <= r^m, -1 when not, 0 when it is not known;
   r >= 0 is rational. */
static int
compare_powers(const fmpq_t r, const rc_collapse *c)
{
    const rc_floor_block *block = &c->phases[c->phase_count - 1].block;
    fmpz_t left, right;
    int order;

    if (fmpq_height_bits(r) > (ulong)POWER_BITS / block->length)
        return 0;
    fmpz_init(left);
    fmpz_init(right);
    fmpz_pow_ui(left, fmpq_denref(r), block->length);
    fmpz_mul(left, left, block->factor);
    fmpz_pow_ui(right, fmpq_numref(r), block->length);
    fmpz_mul(right, right, c->denominator);
    order = fmpz_cmp(left, right);
    fmpz_clear(right);
    fmpz_clear(left);
    return order <= 0 ? 1 : -1;
}

/* The same by logarithms, r any positive number. */
static int
compare_decays(const rc_number_t r, rc_collapse *c)
{
    const rc_floor_block *block = &c->phases[c->phase_count - 1].block;
    arb_t decay, asked;
    int answer = 0;

    arb_init(decay);
    arb_init(asked);
    for (slong bits = FIRST_BITS;
         answer == 0 && bits <= c->job->limits.max_bits && bits <= 4096;
         bits *= 2) {
        rc_floor_decay(decay, block->factor, c->denominator, bits);
        rc_number_get_arb(asked, r, bits);
        arb_log(asked, asked, bits);
        arb_mul_ui(asked, asked, block->length, bits);
        arb_neg(asked, asked);
        answer = !arb_is_finite(asked)  ? 0
                 : arb_ge(decay, asked) ? 1
                 : arb_lt(decay, asked) ? -1
                                        : 0;
        if (answer > 0 && bits > c->bits)
            c->bits = bits;
    }
    arb_clear(asked);
    arb_clear(decay);
    return answer;
}

static int
compare_rate(const rc_number_t r, rc_collapse *c)
{
    const rc_floor_block *block = &c->phases[c->phase_count - 1].block;
    int answer;

    if (rc_number_is_rational(r) && fmpq_sgn(r->rational) <= 0)
        return fmpq_sgn(r->rational) == 0 && fmpz_is_zero(block->factor) ? 1
                                                                         : -1;
    answer = compare_decays(r, c);
    if (answer == 0 && rc_number_is_rational(r))
        answer = compare_powers(r->rational, c);
    return answer;
}

/* The rate that was asked for is not reached: can any be, by R5? */
static rc_status
refuse_rate(const rc_collapse *c, const rc_number_t r)
{
    char *text = rc_number_get_text(r), *least = NULL, *reached = NULL;
    rc_status status = RC_NOMEM;
    arb_t asked, rate;

    arb_init(asked);
    arb_init(rate);
    arb_neg(rate, c->decay);
    arb_exp(rate, rate, PREC);
    rc_number_get_arb(asked, r, PREC);
    reached = rc_decimal_upper(rate, 8);
    if (c->has_lambda)
        least = rc_decimal_lower(c->lambda, 8);
    if (text == NULL || reached == NULL || (c->has_lambda && least == NULL))
        goto done;
    status = RC_DOMAIN;
    if (c->has_lambda && arb_gt(c->lambda, asked))
        rc_certificate_decide(c->job->out, RC_UNSUPPORTED, c->bits,
                              "no rate below |lambda_2| >= %s can come of R5, "
                              "asked %s",
                              least, text);
    else
        rc_certificate_decide(c->job->out, RC_UNDECIDED, c->bits,
                              "the rate %s is reached, asked %s", reached,
                              text);
done:
    free(reached);
    free(least);
    free(text);
    arb_clear(rate);
    arb_clear(asked);
    return status;
}

/* 1 and x = R29's bound at t = 0 exactly; 0 when it is not rational. */
static int
exact_constant(fmpq_t x, const rc_collapse *c)
{
    if (!c->normalise)
        return rc_collapse_exact_bound(x, c, 0);
    if (c->capture == 0) {
        arf_get_fmpq(x, c->spread);
        fmpq_div_2exp(x, x, 2);
    } else if (c->rational_start) {
        fmpq_one(x);
        if (fmpq_cmp(c->start_length_exact, x) > 0)
            fmpq_set(x, c->start_length_exact);
    } else {
        return 0;
    }
    fmpq_mul_si(x, x, c->tokens);
    return 1;
}

/* Whether the bound at t = 0 is certified to be at most k^2, k >= 0. */
static int
constant_is_at_most(const rc_number_t k, rc_collapse *c)
{
    fmpq_t bound;
    arb_t x, y;
    fmpz_t zero;
    int good = 0;

    fmpq_init(bound);
    if (rc_number_is_rational(k) && exact_constant(bound, c)) {
        fmpq_t square;

        fmpq_init(square);
        fmpq_mul(square, k->rational, k->rational);
        good = fmpq_sgn(k->rational) >= 0 && fmpq_cmp(bound, square) <= 0;
        fmpq_clear(square);
        fmpq_clear(bound);
        return good;
    }
    arb_init(x);
    arb_init(y);
    fmpz_init(zero);
    for (slong bits = FIRST_BITS;
         !good && bits <= c->job->limits.max_bits && bits <= 4096; bits *= 2) {
        rc_collapse_enclose_start(c, bits);
        rc_collapse_bound(x, c, zero, bits);
        rc_number_get_arb(y, k, bits);
        good = arb_is_nonnegative(y);
        arb_sqr(y, y, bits);
        good = good && arb_is_finite(y) && arb_le(x, y);
        if (good && bits > c->bits)
            c->bits = bits;
    }
    fmpz_clear(zero);
    arb_clear(y);
    arb_clear(x);
    fmpq_clear(bound);
    return good;
}

static rc_status
refuse_constant(rc_collapse *c, const rc_number_t k)
{
    char *text = rc_number_get_text(k), *reached;
    arb_t x;
    fmpz_t zero;

    arb_init(x);
    fmpz_init(zero);
    rc_collapse_enclose_start(c, PREC);
    rc_collapse_bound(x, c, zero, PREC);
    arb_sqrt(x, x, PREC);
    reached = rc_decimal_upper(x, 8);
    if (text != NULL && reached != NULL)
        rc_certificate_decide(c->job->out, RC_UNDECIDED, c->bits,
                              "the constant %s is reached, asked %s", reached,
                              text);
    fmpz_clear(zero);
    arb_clear(x);
    if (text == NULL || reached == NULL) {
        free(text);
        free(reached);
        return RC_NOMEM;
    }
    free(text);
    free(reached);
    return RC_DOMAIN;
}

rc_status
rc_collapse_compare(rc_collapse *c)
{
    const rc_value *rate = rc_claim_get(c->job->claim, "rate-at-most");
    const rc_value *constant = rc_claim_get(c->job->claim, "constant-at-most");

    if (rate != NULL && compare_rate(rate->number, c) <= 0)
        return refuse_rate(c, rate->number);
    if (constant != NULL && !constant_is_at_most(constant->number, c))
        return refuse_constant(c, constant->number);
    return RC_OK;
}
