/* The figures, the statement and the witness of a claim, kept as JSON trees. */

#include <stdlib.h>

#include <rankcert/certificate.h>
#include <rankcert/exact.h>

#include "certificate/internal.h"

#define DIGITS 20

/* Maps want a new key, lists none. Anything else is a mistake of the caller's
   and kept as RC_DOMAIN. */
int
rc_certificate_has_place(rc_certificate *c, const char *key)
{
    const json_t *here;
    int fits;

    if (c->status != RC_OK)
        return 0;
    here = c->open[c->depth - 1];
    if (json_is_array(here))
        fits = key == NULL;
    else
        fits = key != NULL && json_object_get(here, key) == NULL;
    if (!fits)
        rc_certificate_fail(c, RC_DOMAIN);
    return fits;
}

void
rc_certificate_put(rc_certificate *c, const char *key, json_t *x)
{
    json_t *here = c->open[c->depth - 1];
    int failed = x == NULL;

    if (!failed && json_is_array(here))
        failed = json_array_append_new(here, x);
    else if (!failed)
        failed = json_object_set_new(here, key, x);
    if (failed)
        rc_certificate_fail(c, RC_NOMEM);
}

void
rc_certificate_put_integer(rc_certificate *c, const char *key, slong x)
{
    if (rc_certificate_has_place(c, key))
        rc_certificate_put(c, key, json_integer((json_int_t)x));
}

void
rc_certificate_put_bool(rc_certificate *c, const char *key, int x)
{
    if (rc_certificate_has_place(c, key))
        rc_certificate_put(c, key, json_boolean(x));
}

void
rc_certificate_put_text(rc_certificate *c, const char *key, const char *text)
{
    json_t *made, *unchecked;

    if (!rc_certificate_has_place(c, key))
        return;
    made = json_string(text);
    if (made == NULL) {
        /* Either no memory or not UTF-8; the unchecked form tells which. */
        unchecked = json_string_nocheck(text);
        rc_certificate_fail(c, unchecked != NULL ? RC_DOMAIN : RC_NOMEM);
        json_decref(unchecked);
        return;
    }
    rc_certificate_put(c, key, made);
}

typedef char *rounding(const arb_t x, slong digits);

static json_t *
decimal(const arb_t x, rounding *round)
{
    char *text = round(x, DIGITS);
    json_t *made;

    if (text == NULL)
        return NULL;
    made = json_string(text);
    free(text);
    return made;
}

void
rc_certificate_put_enclosure(rc_certificate *c, const char *key, const arb_t x)
{
    rc_certificate_open_list(c, key);
    rc_certificate_put_lower(c, NULL, x);
    rc_certificate_put_upper(c, NULL, x);
    rc_certificate_close(c);
}

void
rc_certificate_put_upper(rc_certificate *c, const char *key, const arb_t x)
{
    if (rc_certificate_has_place(c, key))
        rc_certificate_put(c, key, decimal(x, rc_decimal_upper));
}

void
rc_certificate_put_lower(rc_certificate *c, const char *key, const arb_t x)
{
    if (rc_certificate_has_place(c, key))
        rc_certificate_put(c, key, decimal(x, rc_decimal_lower));
}

/* Puts an empty map or list and makes it the place for what follows. */
static void
open_container(rc_certificate *c, const char *key, json_t *made)
{
    rc_certificate_put(c, key, made);
    if (c->status == RC_OK)
        c->open[c->depth++] = made;
}

static int
can_open(rc_certificate *c, const char *key)
{
    if (!rc_certificate_has_place(c, key))
        return 0;
    if (c->depth == RC_VALUES_MAX_DEPTH) {
        rc_certificate_fail(c, RC_LIMIT);
        return 0;
    }
    return 1;
}

void
rc_certificate_open_map(rc_certificate *c, const char *key)
{
    if (can_open(c, key))
        open_container(c, key, json_object());
}

void
rc_certificate_open_list(rc_certificate *c, const char *key)
{
    if (can_open(c, key))
        open_container(c, key, json_array());
}

void
rc_certificate_close(rc_certificate *c)
{
    if (c->status != RC_OK)
        return;
    if (c->depth == 1)
        rc_certificate_fail(c, RC_DOMAIN);
    else
        c->depth--;
}

char *
rc_certificate_values_json(const rc_certificate *c)
{
    return json_dumps(c->parts[RC_PART_VALUES], JSON_COMPACT | JSON_SORT_KEYS);
}
