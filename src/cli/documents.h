/* The certificates of a run: written, and compared with an earlier run's. */

#ifndef RANKCERT_CLI_DOCUMENTS_H
#define RANKCERT_CLI_DOCUMENTS_H

#include <stddef.h>

#include "cli/against.h"
#include "cli/records.h"

typedef struct {
    const char *out;     /* the folder to write to; NULL: none is written */
    cli_against against; /* its directory is NULL: none is compared */
    size_t unwritten;    /* certificates that could not be written */
} cli_documents;

/* Nothing is written or compared. */
void cli_documents_init(cli_documents *documents);
void cli_documents_clear(cli_documents *documents);

int cli_documents_wanted(const cli_documents *documents);

/* What must be known before anything is verified: that the cases have
   different names, and what there was before, since this run may write over
   it. RC_OK; RC_INPUT after a message about two cases of one name; RC_NOMEM. */
rc_status cli_documents_prepare(cli_documents *documents,
                                const cli_cases *cases,
                                const char *only) RC_MUST_CHECK;

/* Writes and compares what the settled claim k came to. What cannot be written
   is counted after a message. RC_OK; RC_NOMEM, or what was wrong with the
   certificate. */
rc_status cli_documents_settle(cli_documents *documents, cli_records *records,
                               size_t k) RC_MUST_CHECK;

#endif
