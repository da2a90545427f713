/* The certificates of an earlier run, for rankcert verify --against. */

#ifndef RANKCERT_CLI_GOLDEN_H
#define RANKCERT_CLI_GOLDEN_H

#include <stddef.h>

#include "certificate/summary.h"
#include "cli/load.h"

typedef struct {
    char *name, *id; /* of the case and the claim; owned */
    int readable;    /* else summary holds nothing */
    int met;         /* for the caller: a claim of this run is it */
    rc_summary summary;
} cli_golden_item;

typedef struct {
    cli_golden_item *items; /* sorted by name and id, each once */
    size_t count, allocated;
    size_t unreadable; /* files and folders that could not be read */
    size_t bad;        /* files that are no certificates */
} cli_golden;

/* Reads the certificates below the folder `directory` when a folder was named
   for this run, else those of the run's cases; only those of claims `only`
   when it is not NULL. What cannot be read or is none is counted after a
   message. golden is all zero before. RC_OK or RC_NOMEM. */
rc_status cli_golden_read(cli_golden *golden, const char *directory,
                          const cli_cases *cases,
                          const char *only) RC_MUST_CHECK;
void cli_golden_clear(cli_golden *golden);

/* The certificate of a claim, or NULL. */
cli_golden_item *cli_golden_find(const cli_golden *golden, const char *name,
                                 const char *id);

#endif
