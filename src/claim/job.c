#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "claim.h"

int
rc_job_stopped(const rc_job *job)
{
    return job->limits.stop != NULL && job->limits.stop(job->limits.context);
}

void
rc_job_progress(const rc_job *job, const char *format, ...)
{
    char what[160];
    va_list list;

    if (job->limits.progress == NULL)
        return;
    va_start(list, format);
    vsnprintf(what, sizeof(what), format, list);
    va_end(list);
    job->limits.progress(job->limits.context, what);
}

void
rc_job_give_up(const rc_job *job, rc_status status, slong bits,
               const char *doing)
{
    if (status == RC_STOPPED)
        rc_certificate_decide(job->out, RC_UNDECIDED, bits,
                              "stopped while %s at %ld bits", doing,
                              (long)bits);
    else
        rc_certificate_decide(job->out, RC_UNDECIDED, bits,
                              "not decided while %s with %ld bits, the limit",
                              doing, (long)bits);
}

void
rc_model_layer(rc_layer *layer, const rc_case_model *m, size_t t)
{
    *layer = (rc_layer){
        .mask = m->mask,
        .dim = m->dim,
        .attention = m->attention,
        .norm = m->norm,
        .value = rc_weights_at(&m->value, t),
        .query = rc_weights_at(&m->query, t),
        .key = rc_weights_at(&m->key, t),
        .fixed = rc_weights_at(&m->fixed, t),
        .scale = m->scale,
    };
}

void
rc_job_layer(rc_layer *layer, const rc_case *c, size_t t)
{
    rc_model_layer(layer, &c->model, t);
}

/* The least common multiple of a period and that of the weights, if any. */
static uint64_t
join_period(uint64_t period, const rc_weights *weights)
{
    uint64_t a = period, b = weights->count;

    if (b == 0)
        return period;
    while (b > 0) {
        uint64_t rest = a % b;

        a = b;
        b = rest;
    }
    return period / a * weights->count;
}

uint64_t
rc_model_period(const rc_case_model *m)
{
    uint64_t period = join_period(1, &m->value);

    period = join_period(period, &m->query);
    period = join_period(period, &m->key);
    return join_period(period, &m->fixed);
}

uint64_t
rc_job_period(const rc_case *c)
{
    return rc_model_period(&c->model);
}

rc_status
rc_model_layers(rc_layer **layers, slong *period, const rc_case_model *m,
                slong most)
{
    const uint64_t whole = rc_model_period(m);
    const slong count = whole < (uint64_t)most ? (slong)whole : most;

    *period = count;
    *layers = malloc((size_t)count * sizeof(**layers));
    if (*layers == NULL)
        return RC_NOMEM;
    for (slong t = 0; t < count; t++)
        rc_model_layer(*layers + t, m, (size_t)t);
    return RC_OK;
}

rc_status
rc_job_layers(rc_layer **layers, slong *period, const rc_case *c, slong most)
{
    return rc_model_layers(layers, period, &c->model, most);
}
