/* What is known about one claim after the engine has looked at it: the
   verdict, why, and the certified figures. Claims fill it, reports read it.

   Setters never fail by themselves: the first failure (out of memory,
   unbalanced nesting) is kept and reported by rc_certificate_status, so that
   filling code reads straight through. A certificate belongs to one thread at a
   time. */

#ifndef RANKCERT_CERTIFICATE_H
#define RANKCERT_CERTIFICATE_H

#include <stddef.h>

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
