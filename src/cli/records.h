/* The records that reports are made of, filled as claims are settled. */

#ifndef RANKCERT_CLI_RECORDS_H
#define RANKCERT_CLI_RECORDS_H

#include <stddef.h>

#include "cli/jobs.h"
#include "cli/load.h"
#include "report/report.h"

/* Arrays over all claims to verify, in order: jobs[k], claims[k], ... speak of
   the same one. */
typedef struct {
    size_t count;
    cli_job *jobs;
    rc_report_claim *claims;
    char **reasons;        /* owned texts behind claims[k].reason, or NULL */
    const char **ids;      /* of the claims */
    const char **files;    /* each claim's file */
    const cli_case **from; /* each claim's case */
    char **documents;      /* owned texts behind claims[k].document, or NULL */
    /* Over all files that could be read. */
    size_t case_count;
    rc_report_case *cases;
    rc_report_error *errors;
} cli_records;

/* Every claim, undecided, of the cases without errors; only those with the id
   `only` when it is not NULL. Borrows from cases. RC_OK or RC_NOMEM; records
   is to be cleared whatever it is. */
rc_status cli_records_init(cli_records *records, const cli_cases *cases,
                           const char *only) RC_MUST_CHECK;
void cli_records_clear(cli_records *records);

/* Fills claims[k] from the settled jobs[k]. timeout is the limit as the user
   wrote it. RC_OK or RC_NOMEM (the reason is then empty). */
rc_status cli_records_settle(cli_records *records, size_t k,
                             const char *timeout) RC_MUST_CHECK;

#endif
