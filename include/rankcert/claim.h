/* Certifying claims. */

#ifndef RANKCERT_CLAIM_H
#define RANKCERT_CLAIM_H

#include <stddef.h>

#include <rankcert/case.h>
#include <rankcert/certificate.h>
#include <rankcert/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Limits and callbacks of one verification. All may be zero. */
typedef struct {
    slong max_bits; /* precision doubles from 64 up to this; 0: 16384 */
    /* Polled between steps; nonzero ends the claim as undecided. NULL: never.
       It may be called from any thread that verifies. */
    int (*stop)(void *context);
    /* Told what is being done: "layer 12 of 64 at 256 bits". NULL: nobody. */
    void (*progress)(void *context, const char *what);
    void *context;
} rc_limits;

/* The schemas of all kinds of claims, for rc_case_read. Static storage. */
const rc_claim_schema *rc_claim_schemas(size_t *count);

/* What `proved` means for a kind, one sentence; NULL for an unknown kind. */
const char *rc_claim_meaning(const char *kind);

/* Decides claim number `index` of a case that was read without error, and
   fills the certificate (reset first). RC_OK whatever the verdict is; RC_NOMEM.
   `proved` is set only when every inequality of the claim's result (see the
   table in cases/README.md) was certified; a stop or a limit leaves the verdict
   undecided with the reason. Thread-safe. FLINT's per-thread caches are left
   to the caller (flint_cleanup at thread end). */
rc_status rc_claim_verify(rc_certificate *certificate, const rc_case *c,
                          size_t index, const rc_limits *limits) RC_MUST_CHECK;

/* The certificate of claim number `index` of c (proofs/certificate-format.md),
   from what rc_claim_verify filled in for it: canonical JSON, ending in a
   newline. case_sha256: the digest of the case file. The statement is added to
   the certificate. RC_OK with *text owned by the caller and freed with free();
   RC_DOMAIN when the verdict has no certificate (undecided, unsupported);
   RC_NOMEM. */
rc_status rc_claim_document(char **text, rc_certificate *certificate,
                            const rc_case *c, size_t index,
                            const char *case_sha256) RC_MUST_CHECK;

/* The parsed statement in words, several lines, ending in a newline. Owned by
   the caller, freed with free(); NULL: out of memory. */
char *rc_case_describe(const rc_case *c);

#ifdef __cplusplus
}
#endif

#endif
