/* One child process per file, several at a time, and their records in the order
   of the files. */

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

typedef enum { WAITING = 0, RUNNING, DONE } stage;

/* One file. */
typedef struct {
    stage stage;
    pid_t pid;
    int fd;      /* the end of the pipe that is read */
    char *bytes; /* what came so far */
    size_t length, allocated;
    ck_record record; /* when DONE; borrows from bytes */
    char message[160];
} job;

typedef struct {
    const ck_options *options;
    const ck_files *files;
    const ck_case_file *source;
    job *jobs;
    size_t started, printed; /* files */
    size_t running;
    size_t *slots;         /* the files at work, `running` of them */
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
    j->stage = DONE;
}

static void
start(run *r, size_t k)
{
    job *j = &r->jobs[k];
    int ends[2];

    fflush(stdout); /* a child must not write it again */
    if (pipe(ends) != 0) {
        fail(j, CK_RESULT_INTERNAL, "no pipe for it: %s", strerror(errno));
        return;
    }
    j->pid = fork();
    if (j->pid == 0) {
        (void)close(ends[0]);
        ck_child(r->files->paths[k], &r->options->limits, r->source, ends[1]);
    }
    (void)close(ends[1]);
    if (j->pid < 0) {
        fail(j, CK_RESULT_INTERNAL, "no process for it: %s", strerror(errno));
        (void)close(ends[0]);
        return;
    }
    j->fd = ends[0];
    j->stage = RUNNING;
    r->slots[r->running++] = k;
}

/* What the child left and how it ended; both must be right. */
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
    else if (!ck_record_read(&j->record, j->bytes, j->length))
        fail(j, CK_RESULT_INTERNAL, "the check left no complete report");
    j->stage = DONE;
}

static void
end(job *j, const ck_limits *limits)
{
    int status = 0;
    pid_t got;

    (void)close(j->fd);
    do
        got = waitpid(j->pid, &status, 0);
    while (got < 0 && errno == EINTR);
    if (got != j->pid)
        fail(j, CK_RESULT_INTERNAL, "the check was lost");
    else
        judge(j, status, limits);
}

/* Room for more; a child that writes too much is ended, and judged by that. */
static void
make_room(job *j)
{
    size_t more = 2 * j->allocated + 4096;
    char *bytes;

    if (j->length < j->allocated)
        return;
    bytes = ck_allocate(more, 1);
    if (j->length > 0)
        memcpy(bytes, j->bytes, j->length);
    ck_release(j->bytes);
    j->bytes = bytes;
    j->allocated = more;
}

/* 1 when the child has closed its end. */
static int
receive(job *j)
{
    ssize_t got;

    if (j->length > CK_RECORD_MOST) {
        (void)kill(j->pid, SIGKILL);
        return 1;
    }
    make_room(j);
    got = read(j->fd, j->bytes + j->length, j->allocated - j->length);
    if (got > 0)
        j->length += (size_t)got;
    return got == 0 || (got < 0 && errno != EINTR);
}

/* ---- The loop ---- */

static void
print_done(run *r)
{
    while (r->printed < r->started && r->jobs[r->printed].stage == DONE) {
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

/* As many as may run; what waits to be printed is bounded too. */
static void
start_more(run *r)
{
    size_t most = (size_t)r->options->jobs;

    while (r->running < most && r->started < r->files->count &&
           r->started - r->printed < 8 * most)
        start(r, r->started++);
}

static void
wait_for_some(run *r)
{
    size_t kept = 0, running = r->running;

    for (size_t k = 0; k < running; k++) {
        r->polled[k].fd = r->jobs[r->slots[k]].fd;
        r->polled[k].events = POLLIN;
        r->polled[k].revents = 0;
    }
    r->polled[running].fd = signal_pipe[0];
    r->polled[running].events = POLLIN;
    r->polled[running].revents = 0;
    if (poll(r->polled, (nfds_t)running + 1, -1) < 0)
        return; /* a signal */
    for (size_t k = 0; k < running; k++) {
        job *j = &r->jobs[r->slots[k]];

        if (r->polled[k].revents != 0 && receive(j))
            end(j, &r->options->limits);
        else
            r->slots[kept++] = r->slots[k];
    }
    r->running = kept;
}

static void
stop_all(run *r)
{
    for (size_t k = 0; k < r->running; k++) {
        job *j = &r->jobs[r->slots[k]];

        (void)kill(j->pid, SIGKILL);
        end(j, &r->options->limits);
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
    r.slots = ck_allocate(slots, sizeof *r.slots);
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
    ck_release(r.slots);
    ck_release(r.polled);
    return code;
}
