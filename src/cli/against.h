/* This run compared with the certificates of an earlier one. */

#ifndef RANKCERT_CLI_AGAINST_H
#define RANKCERT_CLI_AGAINST_H

#include <stddef.h>

#include <rankcert/flint.h>

#include "cli/golden.h"
#include "report/report.h"

typedef struct {
    cli_golden golden;
    const char *directory; /* borrowed */
    fmpq_t factor; /* a margin is lost when it shrank by more than this */
    rc_report_change *changes;
    char **texts; /* owned: before and after of each change */
    size_t count, allocated;
} cli_against;

void cli_against_init(cli_against *against);
void cli_against_clear(cli_against *against);

/* The whole text as a rational number from 1. 0, or -1 when it is none. */
int cli_parse_factor(fmpq_t factor, const char *text);

/* Compares a claim of this run: its verdict, and its certificate, NULL when it
   has none. Calls come in the order of the report. name and id are borrowed
   until the changes were reported. RC_OK or RC_NOMEM. */
rc_status cli_against_compare(cli_against *against, const char *name,
                              const char *id, rc_verdict verdict,
                              const char *document) RC_MUST_CHECK;

/* Says that a claim is part of this run without comparing it: it was not
   verified to its end. */
void cli_against_pass(cli_against *against, const char *name, const char *id);

/* Adds the certificates that no claim of this run has; the last call. RC_OK or
   RC_NOMEM. */
rc_status cli_against_finish(cli_against *against) RC_MUST_CHECK;

/* All changes, borrowed from against. */
rc_report_against cli_against_report(const cli_against *against);

#endif
