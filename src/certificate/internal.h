/* What a certificate is made of; seen by this folder only. */

#ifndef RANKCERT_CERTIFICATE_INTERNAL_H
#define RANKCERT_CERTIFICATE_INTERNAL_H

#include <jansson.h>

#include <rankcert/certificate.h>

/* Maps and lists open at once, the outermost map among them. Claims need three
   or four; the cap only keeps the stack a plain array. */
#define RC_VALUES_MAX_DEPTH 16

struct rc_certificate {
    rc_status status; /* the first failure of any setter */
    rc_verdict verdict;
    slong bits;
    char *reason; /* NULL: "" */
    char *figure; /* NULL: "" */
    /* open[0] is the map of all values and owned; open[k + 1] is borrowed from
       open[k]. Values go into open[depth - 1]. */
    json_t *open[RC_VALUES_MAX_DEPTH];
    size_t depth;
};

/* Keeps the first failure. */
void rc_certificate_fail(rc_certificate *c, rc_status status);

#endif
