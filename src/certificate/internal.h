/* What a certificate is made of; seen by this folder only. */

#ifndef RANKCERT_CERTIFICATE_INTERNAL_H
#define RANKCERT_CERTIFICATE_INTERNAL_H

#include <jansson.h>

#include <rankcert/certificate.h>

/* Maps and lists open at once, the outermost map among them. Claims need nine
   or ten; the cap only keeps the stack a plain array. */
#define RC_VALUES_MAX_DEPTH 16

#define RC_CERTIFICATE_PARTS 3

/* The documents: the number of their format, and how jansson writes them. */
#define RC_FORMAT 1
#define RC_CANONICAL (JSON_COMPACT | JSON_SORT_KEYS | JSON_ENSURE_ASCII)

/* Results are numbered from 1; the cap only keeps the set a plain array. */
#define RC_RESULT_MOST 255

struct rc_certificate {
    rc_status status; /* the first failure of any setter */
    rc_verdict verdict;
    slong bits;
    char *reason;                        /* NULL: "" */
    char *figure;                        /* NULL: "" */
    json_t *parts[RC_CERTIFICATE_PARTS]; /* the root maps, owned */
    rc_certificate_part part;            /* which of them is being filled */
    slong check_bits;
    unsigned char results[RC_RESULT_MOST + 1]; /* 1 for those rested on */
    /* open[0] is parts[part]; open[k + 1] is borrowed from open[k]. Values go
       into open[depth - 1]. */
    json_t *open[RC_VALUES_MAX_DEPTH];
    size_t depth;
};

/* Keeps the first failure. */
void rc_certificate_fail(rc_certificate *c, rc_status status);

/* Whether a value with this key may be put where things are put now. When not,
   the failure is kept. */
int rc_certificate_has_place(rc_certificate *c, const char *key);

/* Puts x there, which is released when that fails; NULL means memory ran
   out. */
void rc_certificate_put(rc_certificate *c, const char *key, json_t *x);

#endif
