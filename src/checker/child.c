/* The process that checks one file. Whatever happens to it is a result for that
   file alone; only a complete record that it wrote counts. */

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

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

    if (getrlimit(resource, &limit) != 0)
        _exit(1);
    if (soft + margin < limit.rlim_max) /* no limit is the greatest value */
        limit.rlim_max = soft + margin;
    limit.rlim_cur = soft < limit.rlim_max ? soft : limit.rlim_max;
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

static _Noreturn void
finish_unreadable(int why)
{
    ck_record record;

    ck_record_init(&record);
    record.result = CK_RESULT_UNREADABLE;
    record.texts[CK_TEXT_MESSAGE] = strerror(why);
    finish(&record);
}

_Noreturn void
ck_child(const char *path, const ck_limits *limits, const ck_case_file *source,
         int fd)
{
    ck_outcome o;
    ck_report report;
    ck_record record;
    char *bytes;
    size_t length;
    int why;

    report_fd = fd;
    prepare(limits);
    why = ck_read_file(path, limits->max_bytes, &bytes, &length);
    if (why != 0)
        finish_unreadable(why);
    ck_outcome_init(&o, limits);
    ck_check_certificate(&o, &report, bytes, length, source);
    ck_record_set(&record, &o, &report);
    finish(&record);
}
