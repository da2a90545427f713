/* What is known about one claim after the engine has looked at it: the
   verdict, why, the certified figures, and what another program needs to check
   it again (proofs/certificate-format.md). Claims fill it, reports read it.

   Setters never fail by themselves: the first failure (out of memory,
   unbalanced nesting) is kept and reported by rc_certificate_status, so that
   filling code reads straight through. A certificate belongs to one thread at a
   time. */

#ifndef RANKCERT_CERTIFICATE_H
#define RANKCERT_CERTIFICATE_H

#include <stddef.h>

#include <rankcert/exact.h>
#include <rankcert/flint.h>
#include <rankcert/types.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct rc_certificate rc_certificate;

/* Undecided, 0 bits, no reason, no values. NULL: out of memory. */
rc_certificate *rc_certificate_new(void);
void rc_certificate_free(rc_certificate *c); /* NULL is fine */

/* Forgets everything that was filled in, as after rc_certificate_new. */
void rc_certificate_reset(rc_certificate *c);

rc_status rc_certificate_status(const rc_certificate *c) RC_MUST_CHECK;

/* The verdict, the precision that decided it (0: exact arithmetic), and one
   sentence why ("" when the verdict says it all). */
void rc_certificate_decide(rc_certificate *c, rc_verdict verdict, slong bits,
                           const char *format, ...) RC_PRINTF(4, 5);

/* The figure that decided, for one column of a table: "radius 1e-30". */
void rc_certificate_set_figure(rc_certificate *c, const char *format, ...)
    RC_PRINTF(2, 3);

/* Values. key names the value inside a map and is NULL inside a list. */
void rc_certificate_put_integer(rc_certificate *c, const char *key, slong x);
void rc_certificate_put_bool(rc_certificate *c, const char *key, int x);
void rc_certificate_put_text(rc_certificate *c, const char *key,
                             const char *text);
/* An enclosure as the list [lower, upper] of decimal strings, rounded outward
   to 20 significant digits. */
void rc_certificate_put_enclosure(rc_certificate *c, const char *key,
                                  const arb_t x);
/* One bound as a decimal string rounded up or down to 20 digits. */
void rc_certificate_put_upper(rc_certificate *c, const char *key,
                              const arb_t x);
void rc_certificate_put_lower(rc_certificate *c, const char *key,
                              const arb_t x);
void rc_certificate_open_map(rc_certificate *c, const char *key);
void rc_certificate_open_list(rc_certificate *c, const char *key);
void rc_certificate_close(rc_certificate *c);

/* ---- The certificate document ---- */

/* What the put functions above fill: the figures for reports (at first), the
   statement or the witness. No map or list may be open. */
typedef enum {
    RC_PART_VALUES = 0,
    RC_PART_STATEMENT,
    RC_PART_WITNESS
} rc_certificate_part;
void rc_certificate_fill(rc_certificate *c, rc_certificate_part part);
/* Forgets what was put into the witness, and the results and check bits. */
void rc_certificate_clear_witness(rc_certificate *c);
/* Forgets what was put into the statement. */
void rc_certificate_clear_statement(rc_certificate *c);

/* Numbers as the document writes them: normal form, p/q, m*2^e (x finite). A
   matrix is a list of rows; a list of places counts from 1 (items from 0). */
void rc_certificate_put_number(rc_certificate *c, const char *key,
                               const rc_number_t x);
void rc_certificate_put_matrix(rc_certificate *c, const char *key,
                               const rc_matrix_t m);
void rc_certificate_put_fmpq(rc_certificate *c, const char *key,
                             const fmpq_t x);
void rc_certificate_put_dyadic(rc_certificate *c, const char *key,
                               const arf_t x);
void rc_certificate_put_places(rc_certificate *c, const char *key,
                               const slong *items, slong count);
void rc_certificate_put_null(rc_certificate *c, const char *key);

/* Adds a numbered result ("R11") that the conclusion rests on; twice is once.
   The document lists them in order. */
void rc_certificate_add_result(rc_certificate *c, const char *result);

/* The precision a checker is to work with, from 32; 0 (at first): exact
   arithmetic will do. */
void rc_certificate_set_check_bits(rc_certificate *c, slong bits);

/* 1 when the verdict is proved, refuted or undefined and a witness with its
   results was filled in: there is a document. */
int rc_certificate_has_document(const rc_certificate *c);

/* The canonical document, ending in a newline, of a certificate with both
   statement and witness. hypotheses: words separated by blanks, sorted.
   RC_OK with *text owned by the caller and freed with free(); RC_DOMAIN when
   there is no document; RC_NOMEM. */
rc_status rc_certificate_document(char **text, const rc_certificate *c,
                                  const char *claim_id,
                                  const char *case_sha256,
                                  const char *hypotheses) RC_MUST_CHECK;

rc_verdict rc_certificate_verdict(const rc_certificate *c) RC_MUST_CHECK;
slong rc_certificate_bits(const rc_certificate *c);
const char *rc_certificate_reason(const rc_certificate *c); /* never NULL */
const char *rc_certificate_figure(const rc_certificate *c); /* never NULL */

/* The values as one JSON object, compact, keys sorted. Owned by the caller,
   freed with free(); NULL: out of memory. */
char *rc_certificate_values_json(const rc_certificate *c);

/* SHA-256 of bytes[0..length) as 64 hexadecimal digits and a zero byte. */
void rc_sha256_hex(char digest[65], const void *bytes, size_t length);

#ifdef __cplusplus
}
#endif

#endif
