/* Claims verified by a pool of threads.

   One lock guards the pool. The thread of cli_jobs_run sleeps on a condition
   with a short time limit, so that signals and deadlines are seen without
   anything asynchronous. A worker keeps its certificate to itself until the
   claim is settled: one that was abandoned finds that out under the lock and
   gives nothing away. */

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/clock.h"
#include "cli/jobs.h"
#include "cli/signals.h"

#define TICK (CLI_SECOND / 20)
#define GRACE (2 * CLI_SECOND)

typedef struct pool pool;

typedef struct worker {
    pool *pool;
    pthread_t thread;
    struct worker *next; /* in the list of all workers */
    atomic_int told;     /* the cli_end that `stop` told the engine, or 0 */
    /* The rest under the lock. */
    int busy, abandoned;
    size_t job;
    int64_t start;
    char doing[sizeof((cli_running *)0)->doing];
} worker;

struct pool {
    pthread_mutex_t lock;
    pthread_cond_t changed; /* a job was settled */
    cli_job *jobs;
    unsigned char *settled; /* per job */
    size_t count, next;     /* jobs; the first that nobody has taken */
    size_t settled_count, shown;
    worker *workers;
    size_t alive; /* workers that can take a job */
    size_t left_behind;
    int64_t interrupted; /* when a signal was seen; 0: never */
    cli_jobs_limits limits;
    cli_jobs_watch watch;
};

/* ---- In a worker ---- */

/* Polled by the engine, from whatever thread it uses. */
static int
stop(void *context)
{
    worker *w = context;
    int64_t timeout = w->pool->limits.timeout;

    if (cli_signals_caught() != 0)
        atomic_store(&w->told, CLI_END_INTERRUPTED);
    else if (timeout > 0 && cli_now() - w->start >= timeout)
        atomic_store(&w->told, CLI_END_TIMEOUT);
    else
        return 0;
    return 1;
}

static void
progress(void *context, const char *what)
{
    worker *w = context;

    pthread_mutex_lock(&w->pool->lock);
    snprintf(w->doing, sizeof w->doing, "%s", what);
    pthread_mutex_unlock(&w->pool->lock);
}

/* The verdict counts, whenever it came; an undecided claim that was told to
   stop says so instead of what the engine made of it. */
static cli_end
end_of(worker *w, rc_status status, const rc_certificate *certificate)
{
    int told = atomic_load(&w->told);

    if (status != RC_OK)
        return CLI_END_FAILED;
    if (told != 0 && rc_certificate_verdict(certificate) == RC_UNDECIDED)
        return (cli_end)told;
    return CLI_END_FINISHED;
}

static void
settle(pool *p, size_t job, cli_end end, int64_t microseconds)
{
    p->jobs[job].end = end;
    p->jobs[job].microseconds = microseconds;
    p->settled[job] = 1;
    p->settled_count++;
    pthread_cond_signal(&p->changed);
}

static int
take(worker *w)
{
    pool *p = w->pool;

    if (p->next == p->count || cli_signals_caught() != 0)
        return 0;
    w->job = p->next++;
    w->start = cli_now();
    w->busy = 1;
    w->doing[0] = '\0';
    atomic_store(&w->told, 0);
    return 1;
}

/* Verifies the job that was taken; called and left with the lock held. */
static void
verify(worker *w)
{
    pool *p = w->pool;
    cli_job *job = &p->jobs[w->job];
    rc_limits limits = {p->limits.max_bits, stop,
                        p->watch.tick != NULL ? progress : NULL, w};
    rc_certificate *certificate;
    rc_status status = RC_NOMEM;
    cli_end end = CLI_END_FAILED;

    pthread_mutex_unlock(&p->lock);
    certificate = rc_certificate_new();
    if (certificate != NULL) {
        status = rc_claim_verify(certificate, job->source, job->index, &limits);
        if (status == RC_OK)
            status = rc_certificate_status(certificate);
        end = end_of(w, status, certificate);
    }
    pthread_mutex_lock(&p->lock);
    if (w->abandoned) {
        rc_certificate_free(certificate);
        return;
    }
    job->certificate = certificate;
    job->status = status;
    w->busy = 0;
    settle(p, w->job, end, cli_now() - w->start);
}

static void *
work(void *context)
{
    worker *w = context;

    pthread_mutex_lock(&w->pool->lock);
    while (!w->abandoned && take(w))
        verify(w);
    pthread_mutex_unlock(&w->pool->lock);
    flint_cleanup();
    return NULL;
}

/* ---- In the thread of cli_jobs_run, with the lock held ---- */

/* Signals are for the main thread: a worker starts with all of them blocked. */
static int
create_thread(worker *w)
{
    sigset_t all, before;
    int failed;

    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    failed = pthread_create(&w->thread, NULL, work, w);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return failed;
}

static rc_status
add_worker(pool *p)
{
    worker *w = calloc(1, sizeof *w);

    if (w == NULL)
        return RC_NOMEM;
    w->pool = p;
    if (create_thread(w) != 0) {
        free(w);
        return RC_NOMEM;
    }
    w->next = p->workers;
    p->workers = w;
    p->alive++;
    return RC_OK;
}

static void
abandon(pool *p, worker *w, cli_end end, int64_t now)
{
    w->abandoned = 1;
    w->busy = 0;
    pthread_detach(w->thread);
    p->alive--;
    p->left_behind++;
    settle(p, w->job, end, now - w->start);
}

/* Abandons the claims that were told to stop and had time to. */
static void
abandon_late(pool *p, int64_t now)
{
    int64_t timeout = p->limits.timeout;
    int64_t grace = timeout / 10 > GRACE ? timeout / 10 : GRACE;

    for (worker *w = p->workers; w != NULL; w = w->next) {
        if (!w->busy)
            continue;
        if (p->interrupted != 0 && now - p->interrupted >= GRACE)
            abandon(p, w, CLI_END_INTERRUPTED, now);
        else if (timeout > 0 && now - w->start >= timeout + grace)
            abandon(p, w, CLI_END_TIMEOUT_ABANDONED, now);
    }
}

/* Settles what nobody will take any more. */
static void
settle_rest(pool *p, cli_end end, rc_status status)
{
    for (; p->next < p->count; p->next++) {
        p->jobs[p->next].status = status;
        settle(p, p->next, end, 0);
    }
}

static void
look_after(pool *p)
{
    int64_t now = cli_now();

    if (cli_signals_caught() != 0) {
        if (p->interrupted == 0)
            p->interrupted = now;
        settle_rest(p, CLI_END_NOT_RUN, RC_STOPPED);
    }
    abandon_late(p, now);
    while (p->next < p->count && p->alive < p->limits.threads &&
           p->left_behind > 0)
        if (add_worker(p) != RC_OK)
            break;
    if (p->alive == 0)
        settle_rest(p, CLI_END_FAILED, RC_NOMEM);
}

/* Tells of the jobs settled so far, in order; without the lock, since telling
   may have to wait for a terminal. */
static void
show_settled(pool *p)
{
    while (p->shown < p->count && p->settled[p->shown]) {
        pthread_mutex_unlock(&p->lock);
        p->watch.settled(p->watch.context, p->shown);
        pthread_mutex_lock(&p->lock);
        p->shown++;
    }
}

/* Puts w among the longest running. */
static size_t
insert(cli_running *running, size_t count, const worker *w, int64_t now)
{
    size_t at = count;
    int64_t age = now - w->start;

    while (at > 0 && running[at - 1].microseconds < age)
        at--;
    if (at == CLI_RUNNING_MAX)
        return count;
    if (count < CLI_RUNNING_MAX)
        count++;
    memmove(&running[at + 1], &running[at], (count - at - 1) * sizeof *running);
    running[at].job = w->job;
    running[at].microseconds = age;
    memcpy(running[at].doing, w->doing, sizeof w->doing);
    return count;
}

static void
show_running(pool *p)
{
    cli_running running[CLI_RUNNING_MAX];
    size_t count = 0, settled = p->settled_count;
    int64_t now = cli_now();

    if (p->watch.tick == NULL)
        return;
    for (const worker *w = p->workers; w != NULL; w = w->next)
        if (w->busy)
            count = insert(running, count, w, now);
    pthread_mutex_unlock(&p->lock);
    p->watch.tick(p->watch.context, running, count, settled);
    pthread_mutex_lock(&p->lock);
}

static void
wait_a_tick(pool *p)
{
    int64_t until = cli_now() + TICK;
    struct timespec limit;

    limit.tv_sec = (time_t)(until / CLI_SECOND);
    limit.tv_nsec = (long)(until % CLI_SECOND) * 1000;
    (void)pthread_cond_timedwait(&p->changed, &p->lock, &limit);
}

static void
run(pool *p)
{
    while (p->settled_count < p->count) {
        wait_a_tick(p);
        look_after(p);
        show_settled(p);
        show_running(p);
    }
    show_settled(p);
}

/* ---- The pool ---- */

static rc_status
pool_init(pool *p, cli_job *jobs, size_t count)
{
    pthread_condattr_t attributes;
    int failed;

    p->jobs = jobs;
    p->count = count;
    p->settled = calloc(count + 1, 1);
    if (p->settled == NULL)
        return RC_NOMEM;
    if (pthread_mutex_init(&p->lock, NULL) != 0) {
        free(p->settled);
        return RC_NOMEM;
    }
    failed = pthread_condattr_init(&attributes);
    if (!failed) {
        failed = pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC) ||
                 pthread_cond_init(&p->changed, &attributes);
        pthread_condattr_destroy(&attributes);
    }
    if (failed) {
        pthread_mutex_destroy(&p->lock);
        free(p->settled);
    }
    return failed ? RC_NOMEM : RC_OK;
}

/* The workers have no job left. Those left behind are not waited for. */
static void
join_workers(pool *p)
{
    for (worker *w = p->workers, *next; w != NULL; w = next) {
        next = w->next;
        if (w->abandoned)
            continue;
        pthread_join(w->thread, NULL);
        free(w);
    }
}

static void
pool_free(pool *p)
{
    pthread_cond_destroy(&p->changed);
    pthread_mutex_destroy(&p->lock);
    free(p->settled);
    free(p);
}

rc_status
cli_jobs_run(cli_job *jobs, size_t count, const cli_jobs_limits *limits,
             const cli_jobs_watch *watch, size_t *left_behind)
{
    pool *p = calloc(1, sizeof *p);
    rc_status status = RC_OK;

    *left_behind = 0;
    if (p == NULL)
        return RC_NOMEM;
    p->limits = *limits;
    p->watch = *watch;
    if (pool_init(p, jobs, count) != RC_OK) {
        free(p);
        return RC_NOMEM;
    }
    pthread_mutex_lock(&p->lock);
    while (p->alive < limits->threads && p->alive < count && status == RC_OK)
        status = add_worker(p);
    if (p->alive > 0 || count == 0) {
        status = RC_OK;
        run(p);
    }
    *left_behind = p->left_behind;
    pthread_mutex_unlock(&p->lock);
    join_workers(p);
    if (*left_behind == 0) /* else they still look into the pool */
        pool_free(p);
    return status;
}

void
cli_jobs_clear(cli_job *jobs, size_t count)
{
    for (size_t k = 0; k < count; k++)
        rc_certificate_free(jobs[k].certificate);
}
