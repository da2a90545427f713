/* Claim kind `spectrum`: bounds of the second eigenvalue of the consensus
   matrix (R30), with precision raised until each is decided. */

#include <string.h>

#include "spectrum.h"

#define EXACT_AFTER_BITS 512 /* what is open then may be an equality */

static const rc_field eigenvalue_fields[] = {
    {.name = "at-least", .type = RC_FIELD_NUMBER, .help = "|lambda_2| >= this"},
    {.name = "at-most", .type = RC_FIELD_NUMBER, .help = "|lambda_2| <= this"},
    {.name = NULL},
};

const rc_field rc_spectrum_fields[] = {
    {.name = "second-eigenvalue",
     .type = RC_FIELD_MAP,
     .flags = RC_FIELD_REQUIRED,
     .fields = eigenvalue_fields,
     .help = "the greatest absolute value among the eigenvalues of the matrix "
             "with 1/n_i on the mask, or of the fixed weights, but for one "
             "that is 1"},
    {.name = NULL},
};

void
rc_spectrum_validate(const rc_case *c, const rc_claim *claim, rc_errors *errors)
{
    const rc_value *map = rc_claim_get(claim, "second-eigenvalue");

    (void)c;
    if (rc_value_get(map, "at-least") == NULL &&
        rc_value_get(map, "at-most") == NULL)
        rc_errors_add(errors, map->at,
                      "second-eigenvalue needs one of at-least, at-most");
}

/* ---- The bounds ---- */

int
rc_spectrum_judge(const rc_spectrum_bound *bound)
{
    switch (bound->relation) {
    case RC_SPECTRUM_OPEN:
        return 0;
    case RC_SPECTRUM_EQUAL:
        return 1;
    case RC_SPECTRUM_BELOW:
        return bound->is_upper ? 1 : -1;
    case RC_SPECTRUM_ABOVE:
        return bound->is_upper ? -1 : 1;
    }
    return 0;
}

const rc_spectrum_bound *
rc_spectrum_failed(const rc_spectrum_work *w)
{
    for (size_t k = 0; k < w->count; k++)
        if (rc_spectrum_judge(w->bounds + k) < 0)
            return w->bounds + k;
    return NULL;
}

static int
is_decided(const rc_spectrum_work *w)
{
    for (size_t k = 0; k < w->count; k++)
        if (rc_spectrum_judge(w->bounds + k) == 0)
            return rc_spectrum_failed(w) != NULL;
    return 1;
}

static rc_status
bounds_init(rc_spectrum_work *w)
{
    const rc_value *map = rc_claim_get(w->job->claim, "second-eigenvalue");
    rc_status status = RC_OK;

    for (const rc_field *f = eigenvalue_fields; f->name != NULL; f++) {
        const rc_value *value = rc_value_get(map, f->name);
        rc_spectrum_bound *bound = w->bounds + w->count;

        if (value == NULL || status != RC_OK)
            continue;
        *bound =
            (rc_spectrum_bound){.name = f->name,
                                .is_upper = strcmp(f->name, "at-most") == 0,
                                .theta = value->number};
        w->count++;
        status = rc_spectrum_pivots_init(&bound->pivots, w->spectrum.n);
    }
    return status;
}

/* ---- One bound ---- */

static int
is_exact(rc_spectrum_method method)
{
    return method == RC_SPECTRUM_ORDER || method == RC_SPECTRUM_SOURCES;
}

/* How `value` compares with theta. */
static rc_spectrum_relation
relation_of_order(int order)
{
    return order < 0   ? RC_SPECTRUM_BELOW
           : order > 0 ? RC_SPECTRUM_ABOVE
                       : RC_SPECTRUM_EQUAL;
}

/* Decides without a method where theta is outside of [0, 1], or against the
   exact value: rational bounds exactly. */
static void
look_at_rational(rc_spectrum_bound *bound, const rc_spectrum *s)
{
    const fmpq *theta = bound->theta->rational;

    if (is_exact(s->method)) {
        bound->relation = relation_of_order(fmpq_cmp(s->exact, theta));
    } else if (fmpq_sgn(theta) < 0 ||
               (fmpq_is_zero(theta) && !bound->is_upper)) {
        bound->is_trivial = 1;
        bound->relation = RC_SPECTRUM_ABOVE; /* or equal, at 0 */
    } else if (fmpq_cmp_si(theta, 1) > 0 ||
               (fmpq_is_one(theta) && bound->is_upper)) {
        bound->is_trivial = 1;
        bound->relation = RC_SPECTRUM_BELOW; /* or equal, at 1 */
    }
}

/* The same for other bounds, in balls; with bits in reach of any checker, as
   the certificate does not say with how many. */
static void
look_at_ball(rc_spectrum_bound *bound, const rc_spectrum *s, const arb_t theta,
             slong prec)
{
    arb_t limit;

    if (prec > RC_NUMBER_DOMAIN_BITS)
        return;
    arb_init(limit);
    if (is_exact(s->method)) {
        arb_set_fmpq(limit, s->exact, prec);
        bound->relation = arb_gt(theta, limit)   ? RC_SPECTRUM_BELOW
                          : arb_lt(theta, limit) ? RC_SPECTRUM_ABOVE
                                                 : RC_SPECTRUM_OPEN;
    } else {
        arb_one(limit);
        bound->relation = arb_gt(theta, limit)     ? RC_SPECTRUM_BELOW
                          : arb_is_negative(theta) ? RC_SPECTRUM_ABOVE
                                                   : RC_SPECTRUM_OPEN;
        bound->is_trivial = bound->relation != RC_SPECTRUM_OPEN;
    }
    arb_clear(limit);
}

/* What only the method tells. */
static rc_status
apply_method(rc_spectrum_bound *bound, const rc_spectrum *s, const arb_t theta,
             slong prec)
{
    if (s->method == RC_SPECTRUM_SYMMETRIC && arb_is_nonnegative(theta))
        return rc_spectrum_count(&bound->relation, &bound->pivots, s, theta,
                                 prec);
    if (s->method == RC_SPECTRUM_POLYNOMIAL && arb_is_positive(theta))
        bound->relation = rc_spectrum_schur(s->c, theta, prec);
    return RC_OK;
}

static rc_status
look_at(rc_spectrum_bound *bound, const rc_spectrum *s, slong prec)
{
    rc_status status = RC_OK;
    arb_t theta;

    if (rc_number_is_rational(bound->theta)) {
        look_at_rational(bound, s);
        if (bound->relation != RC_SPECTRUM_OPEN)
            return RC_OK;
    }
    bound->bits = prec;
    arb_init(theta);
    rc_number_get_arb(theta, bound->theta, prec);
    if (arb_is_finite(theta)) {
        look_at_ball(bound, s, theta, prec);
        if (bound->relation == RC_SPECTRUM_OPEN)
            status = apply_method(bound, s, theta, prec);
    }
    arb_clear(theta);
    return status;
}

/* ---- All of them ---- */

static int
can_be_exact(const rc_spectrum_work *w)
{
    return w->spectrum.method == RC_SPECTRUM_SYMMETRIC &&
           w->spectrum.n <= RC_SPECTRUM_MOST_EXACT;
}

/* Decides the rational bounds that are open (or all of them) by exact
   elimination. */
static rc_status
eliminate_exactly(rc_spectrum_work *w, int all)
{
    rc_status status = RC_OK;

    for (size_t k = 0; status == RC_OK && k < w->count; k++) {
        rc_spectrum_bound *bound = w->bounds + k;

        if (bound->is_trivial || !rc_number_is_rational(bound->theta) ||
            (!all && bound->relation != RC_SPECTRUM_OPEN))
            continue;
        bound->bits = 0;
        status = rc_spectrum_count_exactly(&bound->relation, &bound->pivots,
                                           !bound->is_upper, &w->spectrum,
                                           bound->theta->rational);
    }
    return status;
}

/* A certificate is about exact matrices or about enclosed ones. So one bound
   that fails exactly will do, but for all to hold they are all shown exactly,
   or what was shown is open again. */
static rc_status
look_exactly(rc_spectrum_work *w)
{
    int mixed = 0;
    rc_status status = eliminate_exactly(w, 0);

    if (status != RC_OK || rc_spectrum_failed(w) != NULL)
        return status;
    for (size_t k = 0; k < w->count; k++)
        mixed |= !w->bounds[k].is_trivial &&
                 !rc_number_is_rational(w->bounds[k].theta);
    if (!mixed)
        return eliminate_exactly(w, 1);
    for (size_t k = 0; k < w->count; k++)
        if (rc_number_is_rational(w->bounds[k].theta) &&
            !w->bounds[k].is_trivial)
            w->bounds[k].relation = RC_SPECTRUM_OPEN;
    return RC_OK;
}

static rc_status
raise_precision(rc_spectrum_work *w)
{
    const slong most = w->job->limits.max_bits;

    for (slong bits = RC_FIRST_BITS; bits <= most; bits *= 2) {
        rc_status status = RC_OK;

        if (rc_job_stopped(w->job))
            return RC_STOPPED;
        rc_job_progress(w->job, "the eigenvalues of %ld tokens at %ld bits",
                        (long)w->spectrum.n, (long)bits);
        w->bits = bits;
        for (size_t k = 0; status == RC_OK && k < w->count; k++)
            if (w->bounds[k].relation == RC_SPECTRUM_OPEN)
                status = look_at(w->bounds + k, &w->spectrum, bits);
        if (status != RC_OK || is_decided(w))
            return status;
        if ((bits == EXACT_AFTER_BITS || 2 * bits > most) && can_be_exact(w)) {
            status = look_exactly(w);
            if (status != RC_OK || is_decided(w))
                return status;
        }
    }
    return RC_LIMIT;
}

static rc_status
decide(const rc_job *job)
{
    rc_spectrum_work w = {.job = job};
    rc_status status = rc_spectrum_init(&w.spectrum, job);

    if (status == RC_DOMAIN) {
        rc_certificate_decide(job->out, RC_UNSUPPORTED, 0,
                              "the fixed weights differ by layer, so there is "
                              "no one matrix to have eigenvalues");
        status = RC_OK;
    } else if (status != RC_NOMEM) {
        const rc_status found = status;

        status = bounds_init(&w);
        if (status == RC_OK)
            status = found == RC_STOPPED ? found : raise_precision(&w);
        if (status != RC_NOMEM)
            status = rc_spectrum_conclude(&w, status);
    }
    for (size_t k = 0; k < w.count; k++)
        rc_spectrum_pivots_clear(&w.bounds[k].pivots);
    rc_spectrum_clear(&w.spectrum);
    return status;
}

const rc_claim_engine rc_spectrum_engine = {
    .meaning = "the second eigenvalue of the consensus matrix, in absolute "
               "value, is within the stated bounds (R30)",
    .decide = decide,
    .describe = rc_spectrum_describe,
    .state = rc_spectrum_state,
};
