/* A growing list of messages with positions. */

#include "case/errors.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void
rc_errors_init(rc_errors *errors)
{
    errors->items = NULL;
    errors->count = 0;
    errors->allocated = 0;
    errors->lost = 0;
}

void
rc_errors_clear(rc_errors *errors)
{
    for (size_t k = 0; k < errors->count; k++)
        free(errors->items[k].message);
    free(errors->items);
    rc_errors_init(errors);
}

int
rc_errors_full(const rc_errors *errors)
{
    return errors->count > RC_ERRORS_MAX;
}

static int
reserve(rc_errors *errors)
{
    if (errors->count < errors->allocated)
        return 1;

    size_t allocated = errors->allocated == 0 ? 8 : 2 * errors->allocated;
    rc_error *items = realloc(errors->items, allocated * sizeof *items);

    if (items == NULL)
        return 0;
    errors->items = items;
    errors->allocated = allocated;
    return 1;
}

/* The text in memory of its own, or NULL. Consumes args. */
static char *
format_message(const char *format, va_list args)
{
    va_list again;

    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    char *message = length < 0 ? NULL : malloc((size_t)length + 1);

    if (message != NULL)
        vsnprintf(message, (size_t)length + 1, format, again);
    va_end(again);
    return message;
}

static void
append(rc_errors *errors, rc_position at, const char *format, va_list args)
{
    char *message = reserve(errors) ? format_message(format, args) : NULL;

    if (message == NULL) {
        errors->lost = 1;
        return;
    }
    errors->items[errors->count].at = at;
    errors->items[errors->count].message = message;
    errors->count++;
}

static void RC_PRINTF(3, 4)
    append_line(rc_errors *errors, rc_position at, const char *format, ...)
{
    va_list args;

    va_start(args, format);
    append(errors, at, format, args);
    va_end(args);
}

void
rc_errors_add(rc_errors *errors, rc_position at, const char *format, ...)
{
    if (rc_errors_full(errors))
        return;
    if (errors->count == RC_ERRORS_MAX) {
        append_line(errors, at, "%d errors are listed; the rest is not",
                    RC_ERRORS_MAX);
        return;
    }

    va_list args;

    va_start(args, format);
    append(errors, at, format, args);
    va_end(args);
}

static int
is_before(rc_position a, rc_position b)
{
    return a.line < b.line || (a.line == b.line && a.column < b.column);
}

/* Insertion sort: stable, needs no memory, and files are read nearly in
   order. The note that errors were dropped stays last. */
void
rc_errors_sort(rc_errors *errors)
{
    size_t count =
        errors->count < RC_ERRORS_MAX ? errors->count : RC_ERRORS_MAX;

    for (size_t k = 1; k < count; k++) {
        rc_error moved = errors->items[k];
        size_t to = k;

        while (to > 0 && is_before(moved.at, errors->items[to - 1].at)) {
            errors->items[to] = errors->items[to - 1];
            to--;
        }
        errors->items[to] = moved;
    }
}
