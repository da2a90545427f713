/* Case files read and parsed. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rankcert/certificate.h>
#include <rankcert/claim.h>

#include "cli/cli.h"
#include "cli/content.h"
#include "cli/load.h"
#include "report/report.h"

void
cli_cases_init(cli_cases *cases)
{
    memset(cases, 0, sizeof *cases);
    cli_files_init(&cases->files);
}

void
cli_cases_clear(cli_cases *cases)
{
    for (size_t k = 0; k < cases->count; k++) {
        rc_case_clear(&cases->items[k].parsed);
        rc_errors_clear(&cases->items[k].errors);
    }
    free(cases->items);
    cli_files_clear(&cases->files);
    cli_cases_init(cases);
}

static void
print_errors(const cli_case *c, const cli_content *file)
{
    for (size_t k = 0; k < c->errors.count; k++) {
        const rc_error *error = &c->errors.items[k];
        rc_report_error shown = {error->at.line, error->at.column,
                                 error->message};

        rc_report_input_error(stderr, c->path, file->bytes, file->length,
                              &shown);
    }
}

/* Where the file lies, with the slash at its end, in memory of its own; "" for
   the current folder, NULL: out of memory. */
static char *
folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');

    return strndup(path, slash == NULL ? 0 : (size_t)(slash - path) + 1);
}

/* RC_OK, RC_INPUT, RC_NOMEM; c is to be cleared whatever it is. */
static rc_status
parse(cli_case *c, const cli_content *file)
{
    size_t kind_count;
    const rc_claim_schema *kinds = rc_claim_schemas(&kind_count);
    rc_status status;
    char *folder;

    rc_errors_init(&c->errors);
    rc_sha256_hex(c->sha256, file->bytes, file->length);
    folder = folder_of(c->path);
    if (folder == NULL)
        return RC_NOMEM;
    status = rc_case_read(&c->parsed, file->bytes, file->length, folder, kinds,
                          kind_count, &c->errors);
    free(folder);
    print_errors(c, file);
    return c->errors.lost ? RC_NOMEM : status;
}

static rc_status
load(cli_cases *cases, const cli_file *named)
{
    const char *path = named->path;
    cli_case *c = &cases->items[cases->count];
    cli_content file = {NULL, 0, 0};
    rc_status status = cli_content_read(&file, path);

    if (status == RC_IO) {
        cli_cannot_read(path);
        cases->files.unreadable++;
        status = RC_OK;
    } else if (status == RC_OK) {
        c->path = path;
        c->name = named->name;
        cases->count++;
        status = parse(c, &file);
        if (status == RC_INPUT) {
            cases->bad++;
            status = RC_OK;
        }
    }
    free(file.bytes);
    return status;
}

rc_status
cli_cases_load(cli_cases *cases, char *const *operands, size_t count)
{
    rc_status status = RC_OK;

    for (size_t k = 0; k < count && status == RC_OK; k++)
        status = cli_files_add(&cases->files, operands[k]);
    if (status == RC_OK && cases->files.count > 0) {
        cases->items = calloc(cases->files.count, sizeof *cases->items);
        status = cases->items == NULL ? RC_NOMEM : RC_OK;
    }
    for (size_t k = 0; k < cases->files.count && status == RC_OK; k++)
        status = load(cases, &cases->files.items[k]);
    return status;
}
