#include <stdarg.h>
#include <stdio.h>

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
rc_job_layer(rc_layer *layer, const rc_case *c)
{
    const rc_case_model *m = &c->model;

    *layer = (rc_layer){
        .mask = m->mask,
        .dim = m->dim,
        .attention = m->attention,
        .norm = m->norm,
        .value = m->value,
        .query = m->query,
        .key = m->key,
        .fixed = m->fixed,
        .scale = m->scale,
    };
}
