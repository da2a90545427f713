/* Case files read and parsed. */

#ifndef RANKCERT_CLI_LOAD_H
#define RANKCERT_CLI_LOAD_H

#include <stddef.h>

#include <rankcert/case.h>

#include "cli/files.h"

typedef struct {
    const char *path; /* owned by the list of files, like name */
    const char *name; /* see cli_file */
    char sha256[65];  /* of the very bytes that were parsed */
    rc_errors errors;
    rc_case parsed; /* empty when there are errors */
} cli_case;

typedef struct {
    cli_files files;
    cli_case *items; /* the files that could be read, in order */
    size_t count;
    size_t bad; /* of them have errors */
} cli_cases;

void cli_cases_init(cli_cases *cases);
void cli_cases_clear(cli_cases *cases);

/* Expands the operands (see cli_files_add), reads every file once and parses
   it. Errors in files go to standard error like those of a compiler; files
   that cannot be read are counted in cases->files.unreadable after a message.
   RC_OK whatever the errors; RC_NOMEM. cases is fresh from cli_cases_init. */
rc_status cli_cases_load(cli_cases *cases, char *const *operands,
                         size_t count) RC_MUST_CHECK;

#endif
