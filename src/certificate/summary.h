/* What can be compared of two certificates of one claim. Private to the
   project. */

#ifndef RANKCERT_CERTIFICATE_SUMMARY_H
#define RANKCERT_CERTIFICATE_SUMMARY_H

#include <stddef.h>

#include <rankcert/flint.h>
#include <rankcert/types.h>

/* A margin is the room that a proof leaves: the radius of a cube with one
   equilibrium, or how far a quantity keeps from its bound. */
typedef struct {
    rc_verdict verdict;
    char statement[65]; /* its digest */
    char *claim;        /* the claim's id; owned */
    arf_ptr margins;    /* not negative, infinite where a comparison was exact
                           and has none; owned; NULL when there are none */
    size_t count;
    int per_check; /* margins[k] is that of check k + 1 */
} rc_summary;

/* Why a text is no certificate. */
typedef struct {
    char message[160];
} rc_summary_error;

/* Reads a certificate as far as the members above go; the rest is a checker's
   business. RC_OK with *summary to be cleared; RC_INPUT with *error filled and
   nothing to clear; RC_NOMEM likewise. */
rc_status rc_summary_read(rc_summary *summary, const char *bytes, size_t length,
                          rc_summary_error *error) RC_MUST_CHECK;
void rc_summary_clear(rc_summary *summary);

/* 1 when before > factor * after, exactly. factor is not negative. */
int rc_margin_shrank(const arf_t before, const arf_t after,
                     const fmpq_t factor);

/* A margin rounded down to six digits, or as m*2^e when it is out of all
   proportion, or "exact" when it is infinite. Owned by the caller, freed with
   free(); NULL: out of memory. */
char *rc_margin_text(const arf_t margin);

#endif
