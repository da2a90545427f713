/* Child processes for a few files each, several at a time, and their records in
   the order of the files. */

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "program.h"

/* How many files a child is given; it may leave some. */
enum { BATCH = 8 };

/* One file. */
typedef struct {
    int done;
    char *bytes;      /* of the record */
    ck_record record; /* when done; borrows from bytes */
    char message[160];
} job;

/* A child, and the files whose results are not settled yet. A report is settled
   by the mark that the child goes on, or by its end with code 0. */
typedef struct {
    size_t next, end;
    int reported; /* on `next` */
    pid_t pid;
    int fd;      /* the end of the pipe that is read */
    char *bytes; /* what came and was not used so far */
    size_t length, allocated;
} worker;

typedef struct {
    const ck_options *options;
    const ck_files *files;
    const ck_case_file *source;
    job *jobs;
    size_t started, printed; /* files */
    worker *workers;         /* `running` of them */
    size_t running;
    struct pollfd *polled; /* theirs, and at last the signals' */
    int shown;             /* something was printed */
    ck_summary summary;
} run;

/* ---- Signals: the handler tells the loop through a pipe ---- */

static int signal_pipe[2] = {-1, -1};
static volatile sig_atomic_t signal_seen;

static void
on_signal(int number)
{
    int saved = errno;

    if (signal_seen == 0)
        signal_seen = number;
    if (write(signal_pipe[1], "", 1) < 0)
        errno = 0; /* full: the loop will see it */
    errno = saved;
}

/* A signal that is ignored stays ignored, as nohup and shells want it. */
static void
take_signal(int number)
{
    struct sigaction action;

    if (sigaction(number, NULL, &action) != 0 || action.sa_handler == SIG_IGN)
        return;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_signal;
    (void)sigemptyset(&action.sa_mask);
    (void)sigaction(number, &action, NULL);
}

static int
start_signals(void)
{
    if (pipe(signal_pipe) != 0)
        return 0;
    for (int k = 0; k < 2; k++)
        if (fcntl(signal_pipe[k], F_SETFL, O_NONBLOCK) != 0)
            return 0;
    take_signal(SIGINT);
    take_signal(SIGTERM);
    return 1;
}

/* ---- One file ---- */

static void fail(job *j, ck_result result, const char *format, ...)
    CK_PRINTF(3, 4);

static void
fail(job *j, ck_result result, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    vsnprintf(j->message, sizeof j->message, format, arguments);
    va_end(arguments);
    ck_record_init(&j->record);
    j->record.result = result;
    j->record.texts[CK_TEXT_MESSAGE] = j->message;
    j->done = 1;
}

/* What came of a child that ended while the file was its next. */
static void
judge(job *j, int status, const ck_limits *limits)
{
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
        fail(j, CK_RESULT_REJECTED,
             "limit: more than %ld seconds of processor time are needed "
             "(--max-seconds)",
             limits->max_seconds);
    else if (WIFSIGNALED(status))
        fail(j, CK_RESULT_INTERNAL, "the check was ended by signal %d",
             WTERMSIG(status));
    else if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        fail(j, CK_RESULT_INTERNAL, "the check ended with code %d",
             WIFEXITED(status) ? WEXITSTATUS(status) : -1);
    else
        fail(j, CK_RESULT_INTERNAL, "the check left no complete report");
}

/* ---- One child ---- */

/* Starts a child for the worker's files: 1, or 0 after the next one failed. */
static int
start(run *r, worker *w)
{
    job *j = &r->jobs[w->next];
    int ends[2];

    w->reported = 0;
    fflush(stdout); /* a child must not write it again */
    if (pipe(ends) != 0) {
        fail(j, CK_RESULT_INTERNAL, "no pipe for it: %s", strerror(errno));
        return 0;
    }
    w->pid = fork();
    if (w->pid == 0) {
        (void)close(ends[0]);
        ck_child(r->files->paths + w->next, w->end - w->next,
                 &r->options->limits, r->source, ends[1]);
    }
    (void)close(ends[1]);
    if (w->pid < 0) {
        fail(j, CK_RESULT_INTERNAL, "no process for it: %s", strerror(errno));
        (void)close(ends[0]);
        return 0;
    }
    w->fd = ends[0];
    return 1;
}

/* Starts a child for what is left: 1 when one runs. */
static int
go_on(run *r, worker *w)
{
    while (w->next < w->end) {
        if (start(r, w))
            return 1;
        w->next++;
    }
    ck_release(w->bytes);
    w->bytes = NULL;
    return 0;
}

static void
settle(run *r, worker *w)
{
    r->jobs[w->next++].done = 1;
    w->reported = 0;
}

/* The child is gone. */
static void
end(run *r, worker *w)
{
    job *j = &r->jobs[w->next];
    int status = 0, good;
    pid_t got;

    (void)close(w->fd);
    do
        got = waitpid(w->pid, &status, 0);
    while (got < 0 && errno == EINTR);
    good = got == w->pid && WIFEXITED(status) && WEXITSTATUS(status) == 0 &&
           w->length == 0;
    w->length = 0;
    if (good && w->reported) {
        settle(r, w);
        return;
    }
    ck_release(j->bytes);
    j->bytes = NULL;
    if (got != w->pid)
        fail(j, CK_RESULT_INTERNAL, "the check was lost");
    else
        judge(j, status, &r->options->limits);
    settle(r, w);
}

/* Room for more; a child that writes too much is ended, and judged by that. */
static void
make_room(worker *w)
{
    size_t more = 2 * w->allocated + 4096;
    char *bytes;

    if (w->length < w->allocated)
        return;
    bytes = ck_allocate(more, 1);
    if (w->length > 0)
        memcpy(bytes, w->bytes, w->length);
    ck_release(w->bytes);
    w->bytes = bytes;
    w->allocated = more;
}

/* Uses one record, or the mark after it: the number of bytes, 0 while there is
   neither. */
static size_t
take(run *r, worker *w)
{
    job *j = &r->jobs[w->next];
    ck_record record;
    size_t used;

    if (w->reported) {
        if (w->length == 0 || w->bytes[0] != CK_GOES_ON ||
            w->next + 1 == w->end)
            return 0;
        settle(r, w);
        return 1;
    }
    used = ck_record_read(&record, w->bytes, w->length);
    if (used > 0) {
        j->bytes = ck_allocate(used, 1);
        memcpy(j->bytes, w->bytes, used);
        w->reported = ck_record_read(&j->record, j->bytes, used) == used;
    }
    return used;
}

static void
deliver(run *r, worker *w)
{
    size_t used;

    while ((used = take(r, w)) > 0) {
        w->length -= used;
        memmove(w->bytes, w->bytes + used, w->length);
    }
}

/* 1 when the child has closed its end. */
static int
receive(run *r, worker *w)
{
    ssize_t got;

    if (w->length > CK_RECORD_MOST) {
        (void)kill(w->pid, SIGKILL);
        return 1;
    }
    make_room(w);
    got = read(w->fd, w->bytes + w->length, w->allocated - w->length);
    if (got > 0) {
        w->length += (size_t)got;
        deliver(r, w);
    }
    return got == 0 || (got < 0 && errno != EINTR);
}

/* ---- The loop ---- */

static void
print_done(run *r)
{
    while (r->printed < r->started && r->jobs[r->printed].done) {
        job *j = &r->jobs[r->printed];

        if (ck_print_file(r->options, r->files->paths[r->printed], &j->record,
                          !r->shown))
            r->shown = 1;
        r->summary.counts[j->record.result]++;
        r->summary.total++;
        ck_release(j->bytes);
        j->bytes = NULL;
        r->printed++;
    }
}

/* The next files for one child: fewer when they would leave others idle. */
static size_t
share(const run *r)
{
    size_t left = r->files->count - r->started;
    size_t most = (size_t)r->options->jobs;
    size_t fair = (left + most - 1) / most;

    return fair < BATCH ? fair : BATCH;
}

/* As many as may run; what waits to be printed is bounded too. */
static void
start_more(run *r)
{
    size_t most = (size_t)r->options->jobs;

    while (r->running < most && r->started < r->files->count &&
           r->started - r->printed < BATCH * most) {
        worker *w = &r->workers[r->running];

        memset(w, 0, sizeof *w);
        w->next = r->started;
        r->started += share(r);
        w->end = r->started;
        if (go_on(r, w))
            r->running++;
    }
}

static void
wait_for_some(run *r)
{
    size_t kept = 0, running = r->running;

    for (size_t k = 0; k < running; k++) {
        r->polled[k].fd = r->workers[k].fd;
        r->polled[k].events = POLLIN;
        r->polled[k].revents = 0;
    }
    r->polled[running].fd = signal_pipe[0];
    r->polled[running].events = POLLIN;
    r->polled[running].revents = 0;
    if (poll(r->polled, (nfds_t)running + 1, -1) < 0)
        return; /* a signal */
    for (size_t k = 0; k < running; k++) {
        worker w = r->workers[k];
        int runs = 1;

        if (r->polled[k].revents != 0 && receive(r, &w)) {
            end(r, &w);
            runs = go_on(r, &w);
        }
        if (runs)
            r->workers[kept++] = w;
    }
    r->running = kept;
}

/* What children have reported before a signal counts. */
static void
receive_the_rest(run *r)
{
    for (size_t k = 0; k < r->running; k++) {
        worker *w = &r->workers[k];
        struct pollfd one = {.fd = w->fd, .events = POLLIN};

        while (poll(&one, 1, 0) == 1 && !receive(r, w))
            one.revents = 0;
    }
    print_done(r);
}

static void
stop_all(run *r)
{
    for (size_t k = 0; k < r->running; k++) {
        worker *w = &r->workers[k];

        (void)kill(w->pid, SIGKILL);
        end(r, w);
        ck_release(w->bytes);
    }
    r->running = 0;
}

static void
loop(run *r)
{
    while (signal_seen == 0 && r->printed < r->files->count) {
        start_more(r);
        if (r->running > 0)
            wait_for_some(r);
        if (signal_seen == 0)
            print_done(r);
    }
    receive_the_rest(r);
    stop_all(r);
    r->summary.unchecked = r->files->count - r->printed;
}

static int
exit_code(const ck_summary *summary)
{
    const size_t *counts = summary->counts;

    if (signal_seen != 0)
        return CK_EXIT_SIGNAL + signal_seen;
    if (counts[CK_RESULT_INTERNAL] > 0)
        return CK_EXIT_INTERNAL;
    if (counts[CK_RESULT_MALFORMED] > 0)
        return CK_EXIT_MALFORMED;
    if (counts[CK_RESULT_UNREADABLE] > 0 || summary->unreadable > 0)
        return CK_EXIT_UNREADABLE;
    if (counts[CK_RESULT_ACCEPTED] == 0 ||
        counts[CK_RESULT_ACCEPTED] != summary->total)
        return CK_EXIT_REJECTED;
    return CK_EXIT_ACCEPTED;
}

int
ck_run(const ck_options *options, const ck_files *files,
       const ck_case_file *source)
{
    run r = {.options = options, .files = files, .source = source};
    size_t slots = (size_t)options->jobs + 1;
    int code = CK_EXIT_INTERNAL;

    r.summary.unreadable = files->unreadable;
    r.jobs = ck_allocate(files->count + 1, sizeof *r.jobs);
    r.workers = ck_allocate(slots, sizeof *r.workers);
    r.polled = ck_allocate(slots, sizeof *r.polled);
    if (start_signals()) {
        ck_print_start(options);
        loop(&r);
        ck_print_summary(options, &r.summary);
        code = exit_code(&r.summary);
    } else
        ck_complain("cannot wait for signals: %s", strerror(errno));
    for (size_t k = 0; k < files->count; k++)
        ck_release(r.jobs[k].bytes);
    ck_release(r.jobs);
    ck_release(r.workers);
    ck_release(r.polled);
    return code;
}
