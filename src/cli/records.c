/* The records that reports are made of, filled as claims are settled. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/records.h"

static int
is_wanted(const rc_claim *claim, const char *only)
{
    return only == NULL || strcmp(claim->id, only) == 0;
}

static rc_status
allocate(cli_records *r, size_t claims, size_t cases, size_t errors)
{
    /* One more each, so that nothing is not taken for no memory. */
    r->jobs = calloc(claims + 1, sizeof *r->jobs);
    r->claims = calloc(claims + 1, sizeof *r->claims);
    r->reasons = calloc(claims + 1, sizeof *r->reasons);
    r->ids = calloc(claims + 1, sizeof *r->ids);
    r->files = calloc(claims + 1, sizeof *r->files);
    r->from = calloc(claims + 1, sizeof *r->from);
    r->documents = calloc(claims + 1, sizeof *r->documents);
    r->cases = calloc(cases + 1, sizeof *r->cases);
    r->errors = calloc(errors + 1, sizeof *r->errors);
    if (r->jobs == NULL || r->claims == NULL || r->reasons == NULL ||
        r->ids == NULL || r->files == NULL || r->from == NULL ||
        r->documents == NULL || r->cases == NULL || r->errors == NULL)
        return RC_NOMEM;
    return RC_OK;
}

static void
add_claim(cli_records *r, const cli_case *c, size_t index)
{
    const rc_claim *claim = &c->parsed.claims[index];
    rc_report_claim *report = &r->claims[r->count];

    r->jobs[r->count].source = &c->parsed;
    r->jobs[r->count].index = index;
    r->ids[r->count] = claim->id;
    r->files[r->count] = c->path;
    r->from[r->count] = c;
    report->id = claim->id;
    report->kind = claim->schema->kind;
    report->expected = claim->expect;
    report->verdict = RC_UNDECIDED;
    report->reason = "";
    report->figure = "";
    r->count++;
}

static void
add_case(cli_records *r, const cli_case *c, rc_report_error *errors,
         const char *only)
{
    rc_report_case *report = &r->cases[r->case_count++];

    report->file = c->path;
    report->sha256 = c->sha256;
    report->title = c->parsed.title;
    report->errors = errors;
    report->error_count = c->errors.count;
    for (size_t k = 0; k < c->errors.count; k++) {
        errors[k].line = c->errors.items[k].at.line;
        errors[k].column = c->errors.items[k].at.column;
        errors[k].message = c->errors.items[k].message;
    }
    report->claims = &r->claims[r->count];
    for (size_t k = 0; k < c->parsed.claim_count; k++)
        if (is_wanted(&c->parsed.claims[k], only))
            add_claim(r, c, k);
    report->claim_count = (size_t)(&r->claims[r->count] - report->claims);
}

rc_status
cli_records_init(cli_records *r, const cli_cases *cases, const char *only)
{
    size_t claims = 0, errors = 0;

    memset(r, 0, sizeof *r);
    for (size_t k = 0; k < cases->count; k++) {
        claims += cases->items[k].parsed.claim_count;
        errors += cases->items[k].errors.count;
    }
    if (allocate(r, claims, cases->count, errors) != RC_OK)
        return RC_NOMEM;
    errors = 0;
    for (size_t k = 0; k < cases->count; k++) {
        add_case(r, &cases->items[k], &r->errors[errors], only);
        errors += cases->items[k].errors.count;
    }
    return RC_OK;
}

void
cli_records_clear(cli_records *r)
{
    if (r->jobs != NULL)
        cli_jobs_clear(r->jobs, r->count);
    if (r->reasons != NULL)
        for (size_t k = 0; k < r->count; k++)
            free(r->reasons[k]);
    if (r->documents != NULL)
        for (size_t k = 0; k < r->count; k++)
            free(r->documents[k]);
    free(r->jobs);
    free(r->claims);
    free(r->reasons);
    free(r->ids);
    free(r->files);
    free(r->from);
    free(r->documents);
    free(r->cases);
    free(r->errors);
    memset(r, 0, sizeof *r);
}

static void
put_reason(FILE *out, const cli_job *job, const char *timeout)
{
    const char *said =
        job->certificate != NULL ? rc_certificate_reason(job->certificate) : "";

    switch (job->end) {
    case CLI_END_FINISHED:
        fputs(said, out);
        break;
    case CLI_END_NOT_RUN:
    case CLI_END_INTERRUPTED:
        fputs("interrupted", out);
        break;
    case CLI_END_TIMEOUT:
        fprintf(out, "timeout of %s s", timeout);
        if (*said != '\0')
            fprintf(out, ": %s", said);
        break;
    case CLI_END_TIMEOUT_ABANDONED:
        fprintf(out, "timeout of %s s; abandoned in one long step", timeout);
        break;
    case CLI_END_FAILED:
        fprintf(out, "internal error: %s", rc_status_name(job->status));
        break;
    }
}

/* Why the claim came out so, in memory of its own; NULL: out of memory. */
static char *
make_reason(const cli_job *job, const char *timeout)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    int failed;

    if (out == NULL)
        return NULL;
    put_reason(out, job, timeout);
    failed = ferror(out);
    if (fclose(out) == 0 && !failed)
        return text;
    free(text);
    return NULL;
}

rc_status
cli_records_settle(cli_records *r, size_t k, const char *timeout)
{
    const cli_job *job = &r->jobs[k];
    rc_report_claim *claim = &r->claims[k];

    claim->microseconds = job->microseconds;
    if (job->certificate != NULL && job->end != CLI_END_FAILED) {
        claim->certificate = job->certificate;
        claim->bits = rc_certificate_bits(job->certificate);
        claim->figure = rc_certificate_figure(job->certificate);
    }
    /* Only a claim that came back by itself can have been decided. */
    if (job->end == CLI_END_FINISHED)
        claim->verdict = rc_certificate_verdict(job->certificate);
    r->reasons[k] = make_reason(job, timeout);
    if (r->reasons[k] == NULL)
        return RC_NOMEM;
    claim->reason = r->reasons[k];
    return RC_OK;
}
