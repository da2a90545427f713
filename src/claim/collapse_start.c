/* From which layer on a collapse is shown (R10): the start itself, or a later
   layer, from which more is known. The orbit is followed once, with rising
   precision, and looked at in the layers 0, 1, 2, 4, 8, ... */

#include "collapse.h"
#include "hemisphere.h"

#include "search/search.h"

#define FIRST_BITS 128
#define FINE_BITS 512        /* of another look for a hemisphere, at most */
#define MOST_BITS 4096       /* that the orbit is followed with */
#define LAST_LAYER 4096      /* LayerNorm: where the search for one ends */
#define LAST_WEAK_LAYER 1024 /* none: where better weights are given up */
#define LEAST_LAST 64
#define PATIENCE 64      /* layers that may still bring a better hemisphere */
#define WORK_BITS 28     /* of N N d layers that are followed */
#define GOOD_EXPONENT -3 /* E <= 2^-3 is good enough to start from */
#define GOOD_HEIGHT -2   /* h >= 2^-2 likewise */

typedef struct {
    rc_collapse *c;
    slong last;     /* the last layer to look at */
    slong looked;   /* the last one that was */
    int found;      /* something holds at c->capture */
    int done;       /* and it is good enough, or as good as it gets */
    arf_t exponent; /* without LayerNorm: E at c->capture */
} search;

/* ---- What is known of one X ---- */

/* spread = the sum of the squared spreads of X's columns. */
static void
enclose_spread(arb_t spread, const arb_mat_t X, slong prec)
{
    arb_t least, most;

    arb_init(least);
    arb_init(most);
    arb_zero(spread);
    /* one token is not spread out, exactly */
    for (slong a = 0; arb_mat_nrows(X) > 1 && a < arb_mat_ncols(X); a++) {
        arb_set(least, arb_mat_entry(X, 0, a));
        arb_set(most, least);
        for (slong i = 1; i < arb_mat_nrows(X); i++) {
            arb_min(least, least, arb_mat_entry(X, i, a), prec);
            arb_max(most, most, arb_mat_entry(X, i, a), prec);
        }
        arb_sub(most, most, least, prec);
        arb_addmul(spread, most, most, prec);
    }
    arb_clear(most);
    arb_clear(least);
}

/* The same exactly. */
static void
find_exact_spread(fmpq_t spread, const rc_matrix_struct *X)
{
    fmpq_t width;

    fmpq_init(width);
    fmpq_zero(spread);
    for (slong a = 0; a < X->cols; a++) {
        const fmpq *least = rc_matrix_entry(X, 0, a)->rational, *most = least;

        for (slong i = 1; i < X->rows; i++) {
            const fmpq *x = rc_matrix_entry(X, i, a)->rational;

            if (fmpq_cmp(x, least) < 0)
                least = x;
            if (fmpq_cmp(x, most) > 0)
                most = x;
        }
        fmpq_sub(width, most, least);
        fmpq_addmul(spread, width, width);
    }
    fmpq_clear(width);
}

/* length = max_i ||x_i||^2. */
static void
enclose_length(arb_t length, const arb_mat_t X, slong prec)
{
    const slong d = arb_mat_ncols(X);
    arb_t one;

    arb_init(one);
    arb_zero(length);
    for (slong i = 0; i < arb_mat_nrows(X); i++) {
        arb_srcptr x = arb_mat_entry(X, i, 0);

        arb_dot(one, NULL, 0, x, 1, x, 1, d, prec);
        arb_max(length, length, one, prec);
    }
    arb_clear(one);
}

/* Z >= ||x_i|| B, positive. */
static void
find_size(arf_t size, const rc_collapse *c, const arb_t length)
{
    arb_t x;

    arb_init(x);
    arb_set_fmpq(x, c->value_squared, FIRST_BITS);
    arb_mul(x, x, length, FIRST_BITS);
    arb_sqrt(x, x, FIRST_BITS);
    rc_collapse_round_up(size, x);
    if (arf_is_zero(size))
        arf_one(size);
    arb_clear(x);
}

/* ---- One layer ---- */

/* Whether X is so wide that more bits would say more. */
static int
is_blurred(const arb_mat_t X, slong prec)
{
    for (slong i = 0; i < arb_mat_nrows(X); i++)
        for (slong a = 0; a < arb_mat_ncols(X); a++)
            if (mag_cmp_2exp_si(arb_radref(arb_mat_entry(X, i, a)), -prec / 2) >
                0)
                return 1;
    return 0;
}

/* Without LayerNorm: are the weights better bounded here? */
static void
look_at_tokens(search *s, slong t, const arb_mat_t X, slong prec)
{
    rc_collapse *c = s->c;
    arb_t x;
    arf_t size, spread, exponent;

    arb_init(x);
    arf_init(size);
    arf_init(spread);
    arf_init(exponent);
    enclose_length(x, X, prec);
    find_size(size, c, x);
    enclose_spread(x, X, prec);
    rc_collapse_round_up(spread, x);
    if (c->softmax)
        rc_collapse_exponent(exponent, c, size, spread);
    arf_mul_2exp_si(s->exponent, s->exponent, -1);
    if (t == 0 || arf_cmp(exponent, s->exponent) < 0) {
        s->found = 1;
        c->capture = t;
        c->capture_bits = prec;
        arf_set(c->size, size);
        arf_set(c->spread, spread);
        arf_set(s->exponent, exponent);
    } else {
        arf_mul_2exp_si(s->exponent, s->exponent, 1);
    }
    s->done =
        t >= s->last || arf_cmpabs_2exp_si(s->exponent, GOOD_EXPONENT) <= 0;
    arf_clear(exponent);
    arf_clear(spread);
    arf_clear(size);
    arb_clear(x);
}

/* LayerNorm: are all tokens in a hemisphere, farther from its rim? RC_OK
   whether or not; RC_STOPPED, RC_NOMEM. */
static rc_status
look_for_hemisphere(search *s, slong t, const arb_mat_t X, slong prec)
{
    rc_collapse *c = s->c;
    fmpq_mat_t v;
    arf_t height, spread, half;
    rc_status status;

    fmpq_mat_init(v, 1, c->dim);
    arf_init(height);
    arf_init(spread);
    arf_init(half);
    status = rc_approx_direction(v, X, c->job->limits.stop,
                                 c->job->limits.context, prec);
    arf_mul_2exp_si(half, c->height, 1);
    if (status == RC_OK)
        status = rc_hemisphere_bounds(height, spread, X, v, prec);
    if (status == RC_OK && (!s->found || arf_cmp(height, half) > 0)) {
        if (!s->found && s->last > t + PATIENCE)
            s->last = t + PATIENCE;
        s->found = 1;
        c->capture = t;
        c->capture_bits = prec;
        if (c->tokens == 1) /* exactly: one token is not spread out */
            arf_zero(spread);
        fmpq_mat_set(c->direction, v);
        arf_set(c->height, height);
        arf_set(c->spread, spread);
    }
    s->done = s->found && arf_cmpabs_2exp_si(c->height, GOOD_HEIGHT) >= 0;
    arf_clear(half);
    arf_clear(spread);
    arf_clear(height);
    fmpq_mat_clear(v);
    return status == RC_UNCERTAIN ? RC_OK : status;
}

/* RC_DOMAIN ends the run: the search is done. */
static rc_status
visit(void *context, slong t, const arb_mat_t X, slong prec)
{
    search *s = context;
    rc_status status = RC_OK;

    if (rc_job_stopped(s->c->job))
        return RC_STOPPED;
    rc_job_progress(s->c->job, "layer %ld at %ld bits", (long)t, (long)prec);
    if ((t & (t - 1)) == 0 && (t > 0 || !s->c->normalise || s->c->unit_start)) {
        if (t > 0 && is_blurred(X, prec))
            return RC_UNCERTAIN;
        if (t > s->looked)
            s->looked = t;
        if (s->c->normalise)
            status = look_for_hemisphere(s, t, X, prec);
        else
            look_at_tokens(s, t, X, prec);
    }
    if (status != RC_OK)
        return status;
    return s->done || t >= s->last ? RC_DOMAIN : RC_OK;
}

/* ---- The orbit ---- */

static slong
last_layer(const rc_collapse *c)
{
    const slong most = c->normalise ? LAST_LAYER : LAST_WEAK_LAYER;
    slong last = (WORD(1) << WORK_BITS) / (c->tokens * c->tokens * c->dim);

    if (!c->normalise && !c->softmax)
        return 0;
    if (last < LEAST_LAST && c->normalise)
        last = LEAST_LAST;
    return last < most ? last : most;
}

/* RC_DOMAIN when LayerNorm breaks down up to where balls could not go on. */
static rc_status
look_for_breakdown(const rc_collapse *c, const rc_orbit *orbit,
                   rc_orbit_place *place)
{
    rc_orbit head = *orbit;

    head.steps = place->step + 1;
    return rc_orbit_find_breakdown(&head, place, c->job->limits.stop,
                                   c->job->limits.context);
}

/* Follows the orbit once. RC_OK: the search came to its end; RC_UNCERTAIN: more
   bits are needed; RC_DOMAIN with *place: LayerNorm breaks down; RC_STOPPED,
   RC_NOMEM. */
static rc_status
follow(search *s, const rc_orbit *orbit, rc_orbit_place *place, slong *searched,
       slong bits)
{
    rc_status status = rc_orbit_run(orbit, visit, s, place, bits);

    if (status == RC_DOMAIN)
        return RC_OK;
    if (status == RC_UNCERTAIN && place->token >= 0 &&
        place->step > *searched) {
        *searched = place->step;
        status = look_for_breakdown(s->c, orbit, place);
        if (status == RC_OK)
            status = RC_UNCERTAIN;
    }
    return status;
}

/* With rising precision, as long as that can help. Statuses as for follow;
   RC_LIMIT with *bits at the cap. */
static rc_status
raise_precision(search *s, const rc_orbit *orbit, rc_orbit_place *place,
                slong *bits)
{
    const slong cap = s->c->job->limits.max_bits;
    const slong most = cap < MOST_BITS ? cap : MOST_BITS;
    slong searched = -1; /* the last layer searched for a breakdown */

    for (*bits = most < FIRST_BITS ? most : FIRST_BITS;; *bits *= 2) {
        rc_status status = follow(s, orbit, place, &searched, *bits);
        const int last = *bits > most / 2;

        if (status == RC_OK && (s->found || *bits >= FINE_BITS || last))
            return RC_OK;
        if (status != RC_OK && status != RC_UNCERTAIN)
            return status;
        if (s->found && *bits >= FINE_BITS)
            return RC_OK; /* what was found will do */
        if (last)
            return s->found ? RC_OK : RC_LIMIT;
    }
}

/* What a search that found nothing says. */
static rc_status
conclude(const search *s, rc_status status, slong bits,
         const rc_orbit_place *place)
{
    rc_certificate *out = s->c->job->out;

    if (status == RC_DOMAIN) {
        rc_collapse_put_breakdown(s->c, place);
    } else if (status == RC_OK ||
               (status == RC_LIMIT && place->token < 0 && s->looked >= 0)) {
        rc_certificate_decide(out, RC_UNDECIDED, bits,
                              "no hemisphere was found that holds all tokens, "
                              "in %ld layers, with %ld bits",
                              (long)s->looked, (long)bits);
    } else if (status == RC_LIMIT && place->token >= 0) {
        rc_certificate_decide(out, RC_UNDECIDED, bits,
                              "||y_%ld|| in layer %ld is not certified "
                              "positive with %ld bits, the limit",
                              (long)place->token + 1, (long)place->step,
                              (long)bits);
    } else {
        rc_job_give_up(s->c->job, status, bits, "following the orbit");
    }
    return RC_DOMAIN;
}

rc_status
rc_collapse_capture(rc_collapse *c)
{
    search s = {.c = c, .last = last_layer(c), .looked = -1};
    const rc_orbit orbit = {.layers = c->layers,
                            .period = c->period,
                            .start = c->job->c->start,
                            .steps = s.last};
    rc_orbit_place place = {.token = -1};
    rc_status status;
    slong bits;

    arf_init(s.exponent);
    arf_one(c->size);
    status = raise_precision(&s, &orbit, &place, &bits);
    if (status != RC_NOMEM && (status != RC_OK || !s.found))
        status = conclude(&s, status, bits, &place);
    if (status == RC_OK && c->capture_bits > c->bits)
        c->bits = c->capture_bits;
    arf_clear(s.exponent);
    return status;
}

void
rc_collapse_enclose_start(rc_collapse *c, slong prec)
{
    const rc_matrix_struct *start = c->job->c->start;
    arb_mat_t X;

    arb_mat_init(X, start->rows, start->cols);
    rc_matrix_get_arb_mat(X, start, prec);
    enclose_spread(c->start_spread, X, prec);
    enclose_length(c->start_length, X, prec);
    arb_mat_clear(X);
}

/* *unit = 1 when every row of X has length 1; length = the greatest squared. */
static void
read_lengths(int *unit, fmpq_t length, const rc_matrix_struct *X)
{
    fmpq_t one;

    fmpq_init(one);
    *unit = 1;
    for (slong i = 0; i < X->rows; i++) {
        fmpq_zero(one);
        for (slong a = 0; a < X->cols; a++) {
            const fmpq *x = rc_matrix_entry(X, i, a)->rational;

            fmpq_addmul(one, x, x);
        }
        *unit = *unit && fmpq_is_one(one);
        if (fmpq_cmp(one, length) > 0)
            fmpq_set(length, one);
    }
    fmpq_clear(one);
}

void
rc_collapse_read_start(rc_collapse *c)
{
    const rc_matrix_struct *start = c->job->c->start;

    c->rational_start = rc_matrix_is_rational(start);
    c->unit_start = 0;
    if (c->rational_start) {
        find_exact_spread(c->start_spread_exact, start);
        read_lengths(&c->unit_start, c->start_length_exact, start);
    }
    if (c->job->c->model.norm != RC_NORM_RMS)
        c->unit_start = 0;
}
