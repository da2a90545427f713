/* mu on the certified orbit: against the bounds, where a replay is asked for,
   and the rate at which it falls, for comparison. */

#include <stdlib.h>

#include "collapse.h"

#define FIRST_BITS 128
#define LAYERS 64      /* that are followed when no replay is asked for */
#define WORK_BITS 27   /* of N N d layers that are then followed, at most */
#define RATE_BITS 4096 /* spent on a rate that nobody asked for, at most */
#define SHARP_BITS 20  /* relative accuracy of mu in it */
#define MARGIN_BITS 64

typedef struct {
    rc_collapse *c;
    int compares; /* a replay is asked for */
    slong last;
    unsigned char *open; /* per layer 0..last: not yet compared */
    slong pending;
    int blurred;        /* mu at the ends of the rate is not accurate */
    arb_t mu, from, to; /* mu here, and at the ends of the rate */
    arb_t square, bound;
} replay;

/* ---- Comparing ---- */

/* Whether x may be less than y is, as far as their lower ends tell. */
static int
begins_lower(const arb_t x, const arb_t y)
{
    arf_t a, b;
    int lower;

    arf_init(a);
    arf_init(b);
    arb_get_lbound_arf(a, x, MARGIN_BITS);
    arb_get_lbound_arf(b, y, MARGIN_BITS);
    lower = arf_cmp(a, b) < 0;
    arf_clear(b);
    arf_clear(a);
    return lower;
}

/* least = the smaller of itself and log(bound / mu), at its layer; what is said
   of it is a lower bound, so that lower ends are compared. */
static void
note_margin(arb_t least, slong *at, const arb_t bound, const arb_t square,
            slong t, int first)
{
    arb_t margin;

    if (!arb_is_positive(square) || !arb_is_positive(bound))
        return; /* mu = 0: any bound will do */
    arb_init(margin);
    arb_div(margin, bound, square, MARGIN_BITS);
    arb_log(margin, margin, MARGIN_BITS);
    arb_mul_2exp_si(margin, margin, -1);
    if (first || begins_lower(margin, least)) {
        arb_set(least, margin);
        *at = t;
    }
    arb_clear(margin);
}

/* Whether the paper's form speaks of layer t. */
static int
has_paper(const rc_collapse *c, slong t)
{
    return !c->normalise || t >= c->capture;
}

static void
compare_layer(replay *r, slong t, slong prec)
{
    rc_collapse *c = r->c;
    rc_collapse_observed *seen = &c->observed;
    fmpz_t layer;
    int good;

    fmpz_init_set_si(layer, t);
    rc_collapse_bound(r->bound, c, layer, prec);
    good = arb_le(r->square, r->bound);
    if (good)
        note_margin(seen->margin, &seen->margin_at, r->bound, r->square, t,
                    seen->margin_at < 0);
    if (good && has_paper(c, t)) {
        rc_collapse_paper_bound(r->bound, c, t, prec);
        good = arb_le(r->square, r->bound);
        if (good)
            note_margin(seen->paper_margin, &seen->paper_margin_at, r->bound,
                        r->square, t, seen->paper_margin_at < 0);
    }
    if (good) {
        r->open[t] = 0;
        r->pending--;
        if (prec > seen->bits)
            seen->bits = prec;
    }
    fmpz_clear(layer);
}

/* Keeps mu at the ends of the rate: the later half of what is followed. */
static void
note_rate(replay *r, slong t)
{
    const slong from = r->last / 2;

    if (t == from)
        arb_set(r->from, r->mu);
    if (t == r->last)
        arb_set(r->to, r->mu);
    if ((t == from || t == r->last) && !arb_is_zero(r->mu) &&
        arb_rel_accuracy_bits(r->mu) < SHARP_BITS)
        r->blurred = 1;
}

static rc_status
visit(void *context, slong t, const arb_mat_t X, slong prec)
{
    replay *r = context;

    if (rc_job_stopped(r->c->job))
        return RC_STOPPED;
    rc_job_progress(r->c->job, "replay: layer %ld of %ld at %ld bits", (long)t,
                    (long)r->last, (long)prec);
    rc_mu(r->mu, X, prec);
    note_rate(r, t);
    if (r->compares && r->open[t]) {
        arb_sqr(r->square, r->mu, prec);
        compare_layer(r, t, prec);
    }
    return RC_OK;
}

/* ---- Exactly ---- */

static rc_status
visit_exactly(void *context, slong t, const fmpq_mat_t X)
{
    replay *r = context;
    fmpq_t square, bound;

    if (!r->open[t])
        return RC_OK;
    fmpq_init(square);
    fmpq_init(bound);
    rc_mu_squared(square, X);
    if (rc_collapse_exact_bound(bound, r->c, t) &&
        fmpq_cmp(square, bound) <= 0) {
        rc_collapse_observed *seen = &r->c->observed;

        arb_set_fmpq(r->square, square, MARGIN_BITS);
        arb_set_fmpq(r->bound, bound, MARGIN_BITS);
        note_margin(seen->margin, &seen->margin_at, r->bound, r->square, t,
                    seen->margin_at < 0);
        if (rc_collapse_exact_paper_bound(bound, r->c, t) &&
            fmpq_cmp(square, bound) <= 0) {
            arb_set_fmpq(r->bound, bound, MARGIN_BITS);
            note_margin(seen->paper_margin, &seen->paper_margin_at, r->bound,
                        r->square, t, seen->paper_margin_at < 0);
            r->open[t] = 0;
            r->pending--;
        }
    }
    fmpq_clear(bound);
    fmpq_clear(square);
    return RC_OK;
}

/* The start alone, exactly: bounds at t = 0 do not depend on the weights. */
static rc_status
compare_start(replay *r)
{
    const rc_matrix_struct *start = r->c->job->c->start;
    fmpq_mat_t X;
    rc_status status;

    if (r->c->normalise || !r->c->rational_start)
        return RC_OK;
    fmpq_mat_init(X, start->rows, start->cols);
    rc_matrix_get_fmpq_mat(X, start);
    status = visit_exactly(r, 0, X);
    fmpq_mat_clear(X);
    return status;
}

/* ---- Rising precision ---- */

/* What is still open, over the rationals where the orbit stays there. */
static rc_status
compare_exactly(replay *r, const rc_orbit *orbit)
{
    rc_orbit head = *orbit;

    if (!rc_orbit_is_rational(orbit))
        return RC_OK;
    while (head.steps > 0 && !r->open[head.steps])
        head.steps--;
    return rc_rational_orbit_run(&head, visit_exactly, r,
                                 r->c->job->limits.stop,
                                 r->c->job->limits.context);
}

/* RC_OK: all is compared; RC_LIMIT with *bits, the cap, when not; RC_STOPPED;
   RC_NOMEM. */
static rc_status
raise_precision(replay *r, const rc_orbit *orbit, slong *bits)
{
    const slong most = r->c->job->limits.max_bits;
    int exact = 0;

    for (*bits = most < FIRST_BITS ? most : FIRST_BITS;; *bits *= 2) {
        rc_orbit_place place;
        rc_status status;

        r->blurred = 0;
        rc_collapse_enclose_start(r->c, *bits);
        status = rc_orbit_run(orbit, visit, r, &place, *bits);
        if (status == RC_OK && r->pending > 0 && !exact) {
            exact = 1;
            status = compare_exactly(r, orbit);
            if (status == RC_LIMIT) /* balls may do for what is left */
                status = RC_OK;
        }
        if (status != RC_OK && status != RC_UNCERTAIN)
            return status;
        if (status == RC_OK && r->pending == 0 &&
            (!r->blurred || *bits >= RATE_BITS))
            return RC_OK;
        if (*bits > most / 2 || (r->pending == 0 && *bits >= RATE_BITS))
            return r->pending == 0 ? RC_OK : RC_LIMIT;
    }
}

static void
find_rate(replay *r)
{
    rc_collapse_observed *seen = &r->c->observed;

    seen->from = r->last / 2;
    seen->to = r->last;
    seen->has_rate = !r->blurred && seen->to > seen->from &&
                     arb_is_positive(r->from) && arb_is_positive(r->to);
    if (!seen->has_rate)
        return;
    arb_div(seen->decay, r->from, r->to, MARGIN_BITS);
    arb_log(seen->decay, seen->decay, MARGIN_BITS);
    arb_div_si(seen->decay, seen->decay, seen->to - seen->from, MARGIN_BITS);
}

static rc_status
conclude(replay *r, rc_status status, slong bits)
{
    const rc_job *job = r->c->job;
    slong t = 0;

    if (status == RC_OK)
        find_rate(r);
    if (status == RC_OK || status == RC_NOMEM)
        return status;
    if (!r->compares) /* the rate is no part of the claim */
        return RC_OK;
    if (status == RC_STOPPED) {
        rc_job_give_up(job, status, bits, "replaying the orbit");
        return RC_DOMAIN;
    }
    while (t < r->last && !r->open[t])
        t++;
    rc_certificate_decide(job->out, RC_UNDECIDED, bits,
                          "mu(X(%ld)) is not certified to be below the bounds "
                          "with %ld bits, the limit",
                          (long)t, (long)bits);
    return RC_DOMAIN;
}

static slong
layers_to_follow(const rc_collapse *c, const rc_value *asked)
{
    const slong work =
        (WORD(1) << WORK_BITS) / (c->tokens * c->tokens * c->dim);

    if (asked != NULL)
        return asked->integer;
    return work < LAYERS ? work : LAYERS;
}

rc_status
rc_collapse_replay(rc_collapse *c)
{
    const rc_value *asked = rc_claim_get(c->job->claim, "replay");
    replay r = {.c = c, .compares = asked != NULL};
    const rc_orbit orbit = {.layers = c->layers,
                            .period = c->period,
                            .start = c->job->c->start,
                            .steps = layers_to_follow(c, asked)};
    rc_status status = RC_OK;
    slong bits = 0;

    r.last = orbit.steps;
    r.open = malloc((size_t)r.last + 1);
    if (r.open == NULL)
        return RC_NOMEM;
    for (slong t = 0; t <= r.last; t++)
        r.open[t] = 1;
    r.pending = r.compares ? r.last + 1 : 0;
    c->observed.last = r.last;
    c->observed.margin_at = c->observed.paper_margin_at = -1;
    arb_init(r.mu);
    arb_init(r.from);
    arb_init(r.to);
    arb_init(r.square);
    arb_init(r.bound);
    if (r.compares)
        status = compare_start(&r);
    if (status == RC_OK)
        status = raise_precision(&r, &orbit, &bits);
    status = conclude(&r, status, bits);
    if (status == RC_OK && c->observed.bits > c->bits)
        c->bits = c->observed.bits;
    arb_clear(r.bound);
    arb_clear(r.square);
    arb_clear(r.to);
    arb_clear(r.from);
    arb_clear(r.mu);
    free(r.open);
    return status;
}
