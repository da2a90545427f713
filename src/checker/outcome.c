#include "outcome.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const ck_limits ck_default_limits = {
    .max_bytes = (size_t)64 << 20,
    .max_memory = (size_t)1 << 30,
    .max_seconds = 600,
    .max_depth = 32,
    .max_dim = 4096,
    .max_bits = 1048576,
    .max_exponent = 1L << 26,
    .max_steps = 1000000,
};

void
ck_outcome_init(ck_outcome *o, const ck_limits *limits)
{
    memset(o, 0, sizeof *o);
    o->limits = limits;
}

int
ck_good(const ck_outcome *o)
{
    return o->verdict == CK_OPEN;
}

/* Keeps the first failure. */
static void
fail(ck_outcome *o, ck_verdict verdict, const char *format, va_list arguments)
{
    if (o->verdict == CK_REJECTED || o->verdict == CK_MALFORMED)
        return;
    o->verdict = verdict;
    vsnprintf(o->message, sizeof o->message, format, arguments);
}

int
ck_malformed(ck_outcome *o, const char *path, const char *format, ...)
{
    va_list arguments;

    if (ck_good(o))
        snprintf(o->path, sizeof o->path, "%s", path);
    va_start(arguments, format);
    fail(o, CK_MALFORMED, format, arguments);
    va_end(arguments);
    return 0;
}

int
ck_reject(ck_outcome *o, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    fail(o, CK_REJECTED, format, arguments);
    va_end(arguments);
    return 0;
}

int
ck_uncertain(ck_outcome *o, const char *format, ...)
{
    va_list arguments;

    if (ck_good(o))
        o->uncertain = 1;
    va_start(arguments, format);
    fail(o, CK_REJECTED, format, arguments);
    va_end(arguments);
    return 0;
}

int
ck_accept(ck_outcome *o)
{
    if (!ck_good(o))
        return 0;
    o->verdict = CK_ACCEPTED;
    return 1;
}
