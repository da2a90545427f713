/* A token inside of the span (R13): lambda with ||R (lambda - w U)^-1|| = 1. */

#include "search.h"

#define MAX_STEPS 100
#define MAX_CORRECTIONS 12 /* with more bits, from a lambda that is good */
#define FIRST_BITS 128

typedef struct {
    arb_t top; /* w times the greatest a_k */
    arb_t norm, product, lambda;
    slong prec;
    arb_ptr right;    /* r's, with as many bits as are worked with */
    arb_ptr x, slope; /* x(lambda) and its derivative */
    rc_resolvent r;
} work;

static void
work_init(work *s, const rc_resolvent *r)
{
    s->r = *r;
    s->right = _arb_vec_init(r->dim);
    s->r.right = s->right;
    s->x = _arb_vec_init(r->dim);
    s->slope = _arb_vec_init(r->dim);
    arb_init(s->top);
    arb_init(s->norm);
    arb_init(s->product);
    arb_init(s->lambda);
}

static void
work_clear(work *s)
{
    arb_clear(s->lambda);
    arb_clear(s->product);
    arb_clear(s->norm);
    arb_clear(s->top);
    _arb_vec_clear(s->slope, s->r.dim);
    _arb_vec_clear(s->x, s->r.dim);
    _arb_vec_clear(s->right, s->r.dim);
}

/* Works with prec bits from now on. */
static void
set_precision(work *s, const rc_resolvent *r, slong prec)
{
    s->prec = prec;
    for (slong k = r->first; k < r->dim; k++) {
        arb_get_mid_arb(s->right + k, r->right + k);
        arb_set_round(s->right + k, s->right + k, prec);
        mag_zero(arb_radref(s->right + k));
    }
}

/* top = w times the greatest a_k, without a radius. */
static void
set_top(arb_t top, const rc_resolvent *r, slong prec)
{
    slong best = r->first;

    for (slong k = r->first; k < r->dim; k++)
        if (arf_cmp(arb_midref(arb_mat_entry(r->value, k, k)),
                    arb_midref(arb_mat_entry(r->value, best, best))) > 0)
            best = k;
    arb_mul(top, arb_mat_entry(r->value, best, best), r->weight, prec);
    mag_zero(arb_radref(top));
}

/* norm = ||x(lambda)||, product = <x, x'>; nothing is certified. */
static void
evaluate(work *s)
{
    const rc_resolvent *r = &s->r;

    rc_resolvent_apply(s->x, r, s->lambda, r->first, s->prec);
    rc_resolvent_slope(s->slope, r, s->lambda, s->x, s->prec);
    for (slong k = r->first; k < r->dim; k++) {
        mag_zero(arb_radref(s->x + k));
        mag_zero(arb_radref(s->slope + k));
    }
    rc_resolvent_product(s->norm, r, s->x, s->x, s->prec);
    rc_resolvent_product(s->product, r, s->x, s->slope, s->prec);
    arb_sqrt(s->norm, s->norm, s->prec);
    mag_zero(arb_radref(s->norm));
    mag_zero(arb_radref(s->product));
}

/* The sign of ||x|| - 1 at top + 2^e; 0 as well where that is no number. */
static int
sign_at(work *s, slong e)
{
    arb_one(s->lambda);
    arb_mul_2exp_si(s->lambda, s->lambda, e);
    arb_add(s->lambda, s->top, s->lambda, s->prec);
    mag_zero(arb_radref(s->lambda));
    evaluate(s);
    return arf_is_finite(arb_midref(s->norm))
               ? arf_cmp_si(arb_midref(s->norm), 1)
               : 0;
}

/* low, high: ||x|| > 1 at the first, < 1 at the other. */
static int
bracket(arb_t low, arb_t high, work *s)
{
    slong e = 0;
    const int outside = sign_at(s, e) >= 0;

    arb_set(low, s->lambda);
    arb_set(high, s->lambda);
    while (sign_at(s, e) >= 0 && e < s->prec) {
        arb_set(low, s->lambda);
        e++;
    }
    if (outside) {
        arb_set(high, s->lambda);
        return e < s->prec;
    }
    while (sign_at(s, e) <= 0 && e > -s->prec) {
        arb_set(high, s->lambda);
        e--;
    }
    arb_set(low, s->lambda);
    return sign_at(s, e) > 0;
}

/* Newton's step for 1 / ||x|| - 1, which is nearly linear; *small when it does
   not move lambda any more. */
static void
step(work *s, int *small)
{
    arb_t move;

    arb_init(move);
    arb_inv(move, s->norm, s->prec);
    arb_sub_ui(move, move, 1, s->prec);
    arb_pow_ui(s->norm, s->norm, 3, s->prec);
    arb_mul(move, move, s->norm, s->prec);
    arb_div(move, move, s->product, s->prec);
    arb_add(s->lambda, s->lambda, move, s->prec);
    mag_zero(arb_radref(s->lambda));
    mag_zero(arb_radref(move));
    arb_mul_2exp_si(move, move, s->prec - 8);
    *small = arf_cmpabs(arb_midref(move), arb_midref(s->lambda)) < 0;
    arb_clear(move);
}

static int
is_between(const arb_t x, const arb_t low, const arb_t high)
{
    return arf_cmp(arb_midref(low), arb_midref(x)) < 0 &&
           arf_cmp(arb_midref(x), arb_midref(high)) < 0;
}

/* s->lambda from the bracket. */
static void
refine(work *s, arb_t low, arb_t high)
{
    int small = 0;

    for (int k = 0; k < MAX_STEPS && !small; k++) {
        evaluate(s);
        arb_set(arf_cmp_si(arb_midref(s->norm), 1) > 0 ? low : high, s->lambda);
        step(s, &small);
        if (!small && !is_between(s->lambda, low, high)) {
            arb_add(s->lambda, low, high, s->prec);
            arb_mul_2exp_si(s->lambda, s->lambda, -1);
            mag_zero(arb_radref(s->lambda));
        }
    }
}

/* s->lambda from itself: a few more of Newton's steps. */
static int
correct(work *s)
{
    int small = 0;

    for (int k = 0; k < MAX_CORRECTIONS && !small; k++) {
        evaluate(s);
        step(s, &small);
        if (!arf_is_finite(arb_midref(s->lambda)) ||
            arf_cmp(arb_midref(s->lambda), arb_midref(s->top)) <= 0)
            return 0;
    }
    return small;
}

/* With prec bits, from nothing. */
static int
start(work *s, const rc_resolvent *r, slong prec)
{
    arb_t low, high;
    int found;

    arb_init(low);
    arb_init(high);
    set_precision(s, r, prec);
    set_top(s->top, r, s->prec);
    found = bracket(low, high, s);
    if (found) {
        arb_set(s->lambda, high);
        refine(s, low, high);
        found = arf_is_finite(arb_midref(s->lambda));
    }
    arb_clear(high);
    arb_clear(low);
    return found;
}

/* Twice the bits at a time. */
static int
climb(work *s, const rc_resolvent *r, slong prec)
{
    int found = start(s, r, FIRST_BITS);

    while (found && s->prec < prec) {
        set_precision(s, r, 2 * s->prec < prec ? 2 * s->prec : prec);
        set_top(s->top, r, s->prec);
        found = correct(s);
    }
    return found;
}

rc_status
rc_approx_resolvent(arf_t lambda, const rc_resolvent *r, slong prec)
{
    work s;
    int found;

    work_init(&s, r);
    found = prec > FIRST_BITS && climb(&s, r, prec);
    if (!found)
        found = start(&s, r, prec);
    arf_set(lambda, arb_midref(s.lambda));
    work_clear(&s);
    return found ? RC_OK : RC_UNCERTAIN;
}
