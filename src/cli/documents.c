/* The certificates of a run: written, and compared with an earlier run's. */

#include <stdlib.h>
#include <string.h>

#include "case/quote.h"
#include "cli/cli.h"
#include "cli/content.h"
#include "cli/documents.h"

void
cli_documents_init(cli_documents *d)
{
    d->out = NULL;
    d->unwritten = 0;
    cli_against_init(&d->against);
}

void
cli_documents_clear(cli_documents *d)
{
    cli_against_clear(&d->against);
}

int
cli_documents_wanted(const cli_documents *d)
{
    return d->out != NULL || d->against.directory != NULL;
}

/* ---- Before ---- */

static int
compare_names(const void *a, const void *b)
{
    return strcmp((*(const cli_case *const *)a)->name,
                  (*(const cli_case *const *)b)->name);
}

/* Cases of one name would have the same certificates: RC_INPUT after a
   message. RC_OK, RC_NOMEM. */
static rc_status
check_names(const cli_cases *cases)
{
    const cli_case **sorted = calloc(cases->count + 1, sizeof(cli_case *));
    rc_status status = RC_OK;

    if (sorted == NULL)
        return RC_NOMEM;
    for (size_t k = 0; k < cases->count; k++)
        sorted[k] = &cases->items[k];
    qsort(sorted, cases->count, sizeof *sorted, compare_names);
    for (size_t k = 1; k < cases->count && status == RC_OK; k++)
        if (compare_names(&sorted[k - 1], &sorted[k]) == 0) {
            rc_quotation one, other;

            cli_usage_error(
                &cli_verify_command,
                "the certificates of %s and %s would have the same names",
                rc_quote(&one, sorted[k - 1]->path,
                         strlen(sorted[k - 1]->path)),
                rc_quote(&other, sorted[k]->path, strlen(sorted[k]->path)));
            status = RC_INPUT;
        }
    free(sorted);
    return status;
}

rc_status
cli_documents_prepare(cli_documents *d, const cli_cases *cases,
                      const char *only)
{
    const char *directory = d->against.directory;
    rc_status status = RC_OK;

    if (cli_documents_wanted(d))
        status = check_names(cases);
    if (status == RC_OK && directory != NULL)
        status = cli_golden_read(&d->against.golden, directory, cases, only);
    return status;
}

/* ---- Claim by claim ---- */

/* d->unwritten counts what cannot be written, after a message. */
static rc_status
write_document(cli_documents *d, cli_records *r, size_t k, const char *text)
{
    char *path = cli_certificate_path(d->out, r->from[k]->name, r->ids[k]);
    rc_status status = path != NULL ? cli_content_write(path, text) : RC_NOMEM;

    if (status == RC_OK) {
        r->documents[k] = path;
        r->claims[k].document = path;
        return RC_OK;
    }
    if (status == RC_IO) {
        cli_cannot_write(path);
        d->unwritten++;
        status = RC_OK;
    }
    free(path);
    return status;
}

static rc_status
compare(cli_documents *d, const cli_records *r, size_t k, const char *text)
{
    const char *name = r->from[k]->name, *id = r->ids[k];
    cli_end end = r->jobs[k].end;

    if (end == CLI_END_NOT_RUN || end == CLI_END_INTERRUPTED) {
        cli_against_pass(&d->against, name, id);
        return RC_OK;
    }
    return cli_against_compare(&d->against, name, id, r->claims[k].verdict,
                               text);
}

/* Claim k has no certificate, which is worth a word when it was decided. */
static void
say_if_missing(const cli_documents *d, const cli_records *r, size_t k)
{
    const rc_report_claim *claim = &r->claims[k];
    const char *name = r->from[k]->name;
    rc_quotation quotation;

    if (d->out == NULL || claim->verdict == RC_UNDECIDED ||
        claim->verdict == RC_UNSUPPORTED)
        return;
    cli_error("case %s, claim %s: this proof has no certificate",
              rc_quote(&quotation, name, strlen(name)), claim->id);
}

rc_status
cli_documents_settle(cli_documents *d, cli_records *r, size_t k)
{
    const cli_job *job = &r->jobs[k];
    rc_status status = RC_DOMAIN;
    char *text = NULL;

    if (!cli_documents_wanted(d))
        return RC_OK;
    /* The certificate of a claim that was abandoned is its thread's. */
    if (job->end == CLI_END_FINISHED)
        status = rc_claim_document(&text, job->certificate, job->source,
                                   job->index, r->from[k]->sha256);
    if (status == RC_DOMAIN) {
        say_if_missing(d, r, k);
        status = RC_OK;
    }
    if (status == RC_OK && text != NULL && d->out != NULL)
        status = write_document(d, r, k, text);
    if (status == RC_OK && d->against.directory != NULL)
        status = compare(d, r, k, text);
    free(text);
    return status;
}
