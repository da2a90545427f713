/* What the claim kinds share, and the one table of them. */

#ifndef RC_CLAIM_CLAIM_H
#define RC_CLAIM_CLAIM_H

#include <rankcert/claim.h>
#include <rankcert/model.h>

#include "text.h"

#define RC_FIRST_BITS 64
#define RC_DEFAULT_MAX_BITS 16384

/* One claim under way. */
typedef struct {
    const rc_case *c;
    const rc_claim *claim;
    rc_certificate *out;
    rc_limits limits; /* defaults filled in */
} rc_job;

int rc_job_stopped(const rc_job *job);
void rc_job_progress(const rc_job *job, const char *format, ...)
    RC_PRINTF(2, 3);

/* Fills in undecided for a status that ended the work: stop, limit. */
void rc_job_give_up(const rc_job *job, rc_status status, slong bits,
                    const char *doing);

/* Layer t of a model, borrowed from it. */
void rc_model_layer(rc_layer *layer, const rc_case_model *model, size_t t);

/* After how many layers all of the model's weights begin anew: 1 when every
   layer is alike, at most 4096^3 (value, query and key). */
uint64_t rc_model_period(const rc_case_model *model);

/* The first layers of the model, each borrowed from it: *period =
   min(rc_model_period, most) of them, most >= 1, so that layer t of the first
   `most` is layers[t mod *period]. RC_OK with *layers owned by the caller and
   freed with free(); RC_NOMEM with *layers NULL. */
rc_status rc_model_layers(rc_layer **layers, slong *period,
                          const rc_case_model *model, slong most) RC_MUST_CHECK;

/* The same for the case's own model. */
void rc_job_layer(rc_layer *layer, const rc_case *c, size_t t);
uint64_t rc_job_period(const rc_case *c);
rc_status rc_job_layers(rc_layer **layers, slong *period, const rc_case *c,
                        slong most) RC_MUST_CHECK;

/* A model in normal form, as certificates write it. statement.c */
void rc_model_put(rc_certificate *out, const char *key,
                  const rc_case_model *model);

/* One key of the model in words, starting within a line and ending without a
   newline: "mask", "attention", "value" or "norm". describe.c */
void rc_model_describe_key(rc_text *text, const rc_case_model *model,
                           const char *key);

/* R7's two source components as certificates and reports write them, for the
   facts of a mask that is not quasi-strongly connected. mask.c */
void rc_mask_put_sources(rc_certificate *out, const char *key,
                         const rc_mask_facts *facts);

/* What a kind does. decide fills the certificate; it returns RC_OK whatever
   the verdict, RC_NOMEM when memory ran out. describe puts the claim into
   words, starting within a line and ending without a newline. Each kind's file
   defines its fields, its engine and, where fields cannot say it all, its
   validation; the table in claim.c lists them. */
typedef struct rc_claim_engine {
    const char *meaning; /* what `proved` means, one sentence */
    rc_status (*decide)(const rc_job *job);
    void (*describe)(rc_text *text, const rc_case *c, const rc_claim *claim);
    /* Puts the claim's fields in normal form, except its kind, into the open
       map of the statement (proofs/certificate-format.md). */
    void (*state)(rc_certificate *out, const rc_claim *claim);
    int needs_norm; /* LayerNorm is a hypothesis */
} rc_claim_engine;

extern const rc_field rc_mask_fields[], rc_orbit_fields[],
    rc_equilibrium_fields[], rc_matrix_rank_fields[], rc_slower_fields[],
    rc_collapse_fields[], rc_spectrum_fields[];
extern const rc_claim_engine rc_mask_engine, rc_orbit_engine,
    rc_equilibrium_engine, rc_matrix_rank_engine, rc_slower_engine,
    rc_collapse_engine, rc_spectrum_engine;
void rc_orbit_validate(const rc_case *c, const rc_claim *claim,
                       rc_errors *errors);
void rc_matrix_rank_validate(const rc_case *c, const rc_claim *claim,
                             rc_errors *errors);
void rc_spectrum_validate(const rc_case *c, const rc_claim *claim,
                          rc_errors *errors);

#endif
