/* One line on the terminal about the claims at work. */

#ifndef RANKCERT_CLI_PROGRESS_H
#define RANKCERT_CLI_PROGRESS_H

#include <stddef.h>

#include "cli/jobs.h"

typedef struct {
    size_t columns; /* of the terminal on standard error; 0: no line */
    size_t shown;   /* columns the line takes now */
    char line[512]; /* what it says */
} cli_progress;

void cli_progress_init(cli_progress *progress);

/* Shows "7/20 claims; ID: what, 3 s; ..." as far as it fits, once the first
   claim of the list has taken a second. ids[j] names job j. */
void cli_progress_show(cli_progress *progress, const char *const *ids,
                       const cli_running *running, size_t count, size_t settled,
                       size_t total);

/* Takes the line away, so that something else can be written. */
void cli_progress_erase(cli_progress *progress);

#endif
