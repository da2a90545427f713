/* A certificate's life, its verdict and its texts. */

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <rankcert/certificate.h>

#include "certificate/internal.h"

rc_certificate *
rc_certificate_new(void)
{
    rc_certificate *c = calloc(1, sizeof *c);
    int failed = 0;

    if (c == NULL)
        return NULL;
    for (size_t k = 0; k < RC_CERTIFICATE_PARTS; k++) {
        c->parts[k] = json_object();
        failed |= c->parts[k] == NULL;
    }
    if (failed) {
        rc_certificate_free(c);
        return NULL;
    }
    c->open[0] = c->parts[RC_PART_VALUES];
    c->depth = 1;
    return c;
}

void
rc_certificate_free(rc_certificate *c)
{
    if (c == NULL)
        return;
    for (size_t k = 0; k < RC_CERTIFICATE_PARTS; k++)
        json_decref(c->parts[k]);
    free(c->reason);
    free(c->figure);
    free(c);
}

void
rc_certificate_reset(rc_certificate *c)
{
    for (size_t k = 0; k < RC_CERTIFICATE_PARTS; k++)
        (void)json_object_clear(c->parts[k]);
    c->part = RC_PART_VALUES;
    c->open[0] = c->parts[RC_PART_VALUES];
    c->depth = 1;
    c->check_bits = 0;
    memset(c->results, 0, sizeof c->results);
    free(c->reason);
    c->reason = NULL;
    free(c->figure);
    c->figure = NULL;
    c->verdict = RC_UNDECIDED;
    c->bits = 0;
    c->status = RC_OK;
}

void
rc_certificate_fill(rc_certificate *c, rc_certificate_part part)
{
    if (c->status != RC_OK)
        return;
    if (c->depth != 1) {
        rc_certificate_fail(c, RC_DOMAIN);
        return;
    }
    c->part = part;
    c->open[0] = c->parts[part];
}

static void
clear_part(rc_certificate *c, rc_certificate_part part)
{
    (void)json_object_clear(c->parts[part]);
    if (c->part == part)
        c->depth = 1; /* what was open there is gone */
}

void
rc_certificate_clear_witness(rc_certificate *c)
{
    clear_part(c, RC_PART_WITNESS);
    c->check_bits = 0;
    memset(c->results, 0, sizeof c->results);
}

void
rc_certificate_clear_statement(rc_certificate *c)
{
    clear_part(c, RC_PART_STATEMENT);
}

void
rc_certificate_fail(rc_certificate *c, rc_status status)
{
    if (c->status == RC_OK)
        c->status = status;
}

rc_status
rc_certificate_status(const rc_certificate *c)
{
    if (c->status == RC_OK && c->depth != 1)
        return RC_DOMAIN;
    return c->status;
}

/* Replaces *text, which is left alone when memory runs out. */
static void
set_text(rc_certificate *c, char **text, const char *format, va_list arguments)
{
    va_list again;
    char *made = NULL;
    int length;

    va_copy(again, arguments);
    length = vsnprintf(NULL, 0, format, arguments);
    if (length >= 0)
        made = malloc((size_t)length + 1);
    if (made != NULL &&
        vsnprintf(made, (size_t)length + 1, format, again) == length) {
        free(*text);
        *text = made;
    } else {
        free(made);
        rc_certificate_fail(c, RC_NOMEM);
    }
    va_end(again);
}

void
rc_certificate_decide(rc_certificate *c, rc_verdict verdict, slong bits,
                      const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    set_text(c, &c->reason, format, arguments);
    va_end(arguments);
    c->verdict = verdict;
    c->bits = bits;
}

void
rc_certificate_set_figure(rc_certificate *c, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    set_text(c, &c->figure, format, arguments);
    va_end(arguments);
}

/* A certificate that could not be filled proves nothing. */
rc_verdict
rc_certificate_verdict(const rc_certificate *c)
{
    return c->status == RC_OK ? c->verdict : RC_UNDECIDED;
}

slong
rc_certificate_bits(const rc_certificate *c)
{
    return c->bits;
}

const char *
rc_certificate_reason(const rc_certificate *c)
{
    return c->reason != NULL ? c->reason : "";
}

const char *
rc_certificate_figure(const rc_certificate *c)
{
    return c->figure != NULL ? c->figure : "";
}
