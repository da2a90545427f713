/* What of the model a collapse rests on: the mask (R7), the values (R18, R9),
   the scores (R2). */

#include "collapse.h"
#include "score_norm.h"

#define FIRST_SCORE_BITS 128
#define FIRST_LAYERS 16 /* where a breakdown is looked for */

static rc_status
check_mask(const rc_collapse *c)
{
    if (c->facts.quasi_strongly_connected)
        return RC_OK;
    rc_collapse_put_sources(c);
    rc_certificate_decide(c->job->out, RC_REFUTED, 0,
                          "no token reaches all others: two sets of tokens "
                          "attend to nothing outside themselves (R7)");
    rc_certificate_set_figure(c->job->out, "two source components");
    return RC_DOMAIN;
}

/* Whether LayerNorm breaks down in the first layers, which is then the verdict
   whatever hypothesis is missing. RC_OK: not there. */
static rc_status
look_for_breakdown(const rc_collapse *c)
{
    const rc_orbit orbit = {.layers = c->layers,
                            .period = c->period,
                            .start = c->job->c->start,
                            .steps = FIRST_LAYERS};
    rc_orbit_place place = {.token = -1};
    rc_status status = rc_orbit_find_breakdown(
        &orbit, &place, c->job->limits.stop, c->job->limits.context);

    if (status == RC_DOMAIN)
        rc_collapse_put_breakdown(c, &place);
    return status == RC_STOPPED ? RC_OK : status;
}

/* The values are not what is needed; why is a sentence. */
static rc_status
conclude_values(const rc_collapse *c, rc_text *why)
{
    rc_status status = c->normalise ? look_for_breakdown(c) : RC_OK;

    if (status != RC_OK)
        return status;
    if (why->lost)
        return RC_NOMEM;
    rc_certificate_decide(c->job->out, RC_UNSUPPORTED, 0, "%s", why->bytes);
    return RC_DOMAIN;
}

static rc_status
check_values(rc_collapse *c)
{
    rc_text why;
    rc_status status;

    rc_text_init(&why);
    if (c->normalise)
        status = rc_value_preserves_norms(&why, c->job);
    else
        status = rc_value_bound_find(&c->value, &why, c->job);
    if (status == RC_DOMAIN)
        status = conclude_values(c, &why);
    else if (status == RC_STOPPED) {
        rc_job_give_up(c->job, status, 0, "bounding the products of W_V");
        status = RC_DOMAIN;
    }
    fmpq_one(c->value_squared);
    if (status == RC_OK && !c->normalise)
        fmpq_set(c->value_squared, c->value.squared);
    rc_text_clear(&why);
    return status;
}

static rc_status
check_scores(rc_collapse *c)
{
    const slong most = c->job->limits.max_bits;
    slong bits = most < FIRST_SCORE_BITS ? most : FIRST_SCORE_BITS;
    rc_status status = RC_UNCERTAIN;

    if (!c->softmax)
        return RC_OK;
    for (; status == RC_UNCERTAIN; bits *= 2) {
        status = rc_score_norm(c->scores, c->job, bits);
        if (status == RC_OK && bits > c->bits)
            c->bits = bits;
        if (bits > most / 2)
            break;
    }
    if (status == RC_STOPPED) {
        rc_job_give_up(c->job, status, 0, "bounding W_Q W_K^T");
        return RC_DOMAIN;
    }
    if (status != RC_UNCERTAIN)
        return status;
    rc_certificate_decide(c->job->out, RC_UNSUPPORTED, 0,
                          "W_Q W_K^T / scale has no certified bound (R2)");
    return RC_DOMAIN;
}

rc_status
rc_collapse_check_model(rc_collapse *c)
{
    rc_status status = check_mask(c);

    if (status == RC_OK)
        status = check_values(c);
    return status == RC_OK ? check_scores(c) : status;
}
