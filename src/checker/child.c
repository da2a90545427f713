/* The process that checks one file, or several in turn. Whatever happens to it
   is a result for the file at work alone; only a complete record that it wrote
   counts. */

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include <mpfr.h>

#include "program.h"

/* For what happens when memory runs out. */
static int report_fd;
static size_t memory_limit;

static _Noreturn void
finish(const ck_record *record)
{
    _exit(ck_record_write(report_fd, record) ? 0 : 1);
}

static void
memory_is_exhausted(void)
{
    char message[128];
    ck_record record;

    ck_record_init(&record);
    snprintf(message, sizeof message,
             "limit: more than %zu bytes of memory are needed (--max-memory)",
             memory_limit);
    record.result = CK_RESULT_REJECTED;
    record.texts[CK_TEXT_MESSAGE] = message;
    finish(&record);
}

static void
set_limit(int resource, rlim_t soft, rlim_t margin)
{
    struct rlimit limit;

    /* no test can see this: it does not fail */
    if (getrlimit(resource, &limit) != 0)
        _exit(1);
    /* no test can see this: equal ones are the same */
    if (soft + margin < limit.rlim_max) /* no limit is the greatest value */
        limit.rlim_max = soft + margin;
    /* no test can see this: equal ones are the same */
    limit.rlim_cur = soft < limit.rlim_max ? soft : limit.rlim_max;
    /* no test can see this: it does not fail */
    if (setrlimit(resource, &limit) != 0)
        _exit(1);
}

/* Signals as they were before the program took some for itself, no core file,
   and no more time than is allowed: SIGXCPU then ends the process. */
static void
prepare(const ck_limits *limits)
{
    (void)signal(SIGINT, SIG_DFL);
    (void)signal(SIGTERM, SIG_DFL);
    (void)signal(SIGPIPE, SIG_DFL);
    (void)signal(SIGXCPU, SIG_DFL);
    set_limit(RLIMIT_CORE, 0, 0);
    set_limit(RLIMIT_CPU, (rlim_t)limits->max_seconds, 5);
    memory_limit = limits->max_memory;
    ck_memory_limit(limits->max_memory, memory_is_exhausted);
}

/* Writes the record of the file; without it the process is of no use. */
static void
report(const ck_record *record)
{
    if (!ck_record_write(report_fd, record))
        _exit(1);
}

static int
report_unreadable(int why)
{
    ck_record record;

    ck_record_init(&record);
    record.result = CK_RESULT_UNREADABLE;
    record.texts[CK_TEXT_MESSAGE] = strerror(why);
    report(&record);
    return 0;
}

/* 1 when it was accepted. */
static int
check_file(const char *path, const ck_limits *limits,
           const ck_case_file *source)
{
    ck_outcome o;
    ck_report about;
    ck_record record;
    char *bytes;
    size_t length;
    int why = ck_read_file(path, limits->max_bytes, &bytes, &length);

    if (why != 0)
        return report_unreadable(why);
    ck_outcome_init(&o, limits);
    ck_check_certificate(&o, &about, bytes, length, source);
    ck_record_set(&record, &o, &about);
    report(&record);
    ck_report_clear(&about);
    ck_release(bytes);
    return o.verdict == CK_ACCEPTED;
}

/* 1 when the process is as good as new: no memory was left behind, and the next
   file has as good as all of its own time. */
static int
is_as_new(size_t memory)
{
    mpfr_free_cache();
    return ck_memory_used() == memory && clock() < CLOCKS_PER_SEC / 10;
}

static void
go_on(void)
{
    static const char mark = CK_GOES_ON;
    ssize_t written;

    do
        written = write(report_fd, &mark, 1);
    /* no test can see this: no signal comes with a handler */
    while (written < 0 && errno == EINTR);
    if (written != 1) /* no test can see this: a record was just written */
        _exit(1);
}

_Noreturn void
ck_child(char *const *paths, size_t count, const ck_limits *limits,
         const ck_case_file *source, int fd)
{
    size_t before;

    report_fd = fd;
    prepare(limits);
    before = ck_memory_used();
    for (size_t k = 0; k < count; k++) {
        if (!check_file(paths[k], limits, source) || !is_as_new(before))
            break;
        if (k + 1 < count)
            go_on();
    }
    _exit(0);
}
