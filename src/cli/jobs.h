/* Claims verified by a pool of threads.

   FLINT calls cannot be interrupted. A claim that does not come back soon
   after it was told to stop is therefore abandoned: it counts as undecided,
   its thread is left behind, and another takes its place. */

#ifndef RANKCERT_CLI_JOBS_H
#define RANKCERT_CLI_JOBS_H

#include <stddef.h>
#include <stdint.h>

#include <rankcert/claim.h>

/* How the work on a claim ended. */
typedef enum {
    CLI_END_NOT_RUN = 0,       /* interrupted before it began */
    CLI_END_FINISHED,          /* it came back by itself */
    CLI_END_INTERRUPTED,       /* undecided: told to stop by a signal */
    CLI_END_TIMEOUT,           /* undecided: told to stop at its deadline */
    CLI_END_TIMEOUT_ABANDONED, /* the same, and it did not come back */
    CLI_END_FAILED             /* out of memory, or a certificate gone wrong */
} cli_end;

typedef struct {
    const rc_case *source; /* in, with index: claim `index` of a case */
    size_t index;
    cli_end end;                 /* out, like everything below */
    rc_status status;            /* what went wrong when it failed */
    rc_certificate *certificate; /* owned by the job; NULL: none */
    int64_t microseconds;
} cli_job;

typedef struct {
    size_t threads; /* at least 1 */
    slong max_bits;
    int64_t timeout; /* microseconds for one claim; 0: none */
} cli_jobs_limits;

/* A claim at work. */
typedef struct {
    size_t job;
    int64_t microseconds;
    char doing[96]; /* "" until the engine tells */
} cli_running;

/* Called in the thread of cli_jobs_run only. */
typedef struct {
    /* Job number `job` is settled; called in order of the jobs. */
    void (*settled)(void *context, size_t job);
    /* Called some times a second with what runs, longest first. NULL: not
       wanted. */
    void (*tick)(void *context, const cli_running *running, size_t count,
                 size_t settled);
    void *context;
} cli_jobs_watch;

#define CLI_RUNNING_MAX 4 /* claims that tick is told of */

/* Settles every job: jobs[0..count) are verified, or not when a signal came
   (see signals.h). *left_behind becomes the number of threads that still run
   on the cases' data: the caller then must neither free that data nor return
   from main. RC_OK; RC_NOMEM when no thread could be started at all. */
rc_status cli_jobs_run(cli_job *jobs, size_t count,
                       const cli_jobs_limits *limits,
                       const cli_jobs_watch *watch,
                       size_t *left_behind) RC_MUST_CHECK;

/* Frees the certificates. */
void cli_jobs_clear(cli_job *jobs, size_t count);

#endif
