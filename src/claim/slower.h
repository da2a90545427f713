/* What the files of claim kind `slower` share. */

#ifndef RC_CLAIM_SLOWER_H
#define RC_CLAIM_SLOWER_H

#include "orbit.h"

/* One of the two orbits. */
typedef struct {
    const char *name; /* "model", "than" */
    const rc_case_model *model;
    rc_layer *layers;
    rc_orbit orbit;
    rc_orbit_place place; /* where it could not go on */
    slong searched; /* the last layer searched for a breakdown, -1: none */
    slong needed;   /* the bits that following it seems to need */
} rc_slower_side;

#define RC_SLOWER_SIDES 2

/* One of the layers at which mu is compared. */
typedef struct {
    slong at;
    arb_struct mu[RC_SLOWER_SIDES];
    int known;            /* both were enclosed */
    int answer;           /* 1: here above there, -1: certified not, 0: open */
    rc_orbit_check check; /* its room: mu here is the value, mu there the
                             bound */
} rc_slower_layer;

typedef struct {
    const rc_job *job;
    rc_slower_side sides[RC_SLOWER_SIDES];
    rc_slower_layer *layers; /* in rising order */
    size_t count;
    slong bits, failed_bits;      /* the last precision, and the last in vain */
    const rc_slower_side *broken; /* whose LayerNorm breaks down, or NULL */
    /* the orbit that is followed right now, and how far */
    slong which;
    size_t next;
} rc_slower_work;

/* The first layer with this answer, or NULL. */
const rc_slower_layer *rc_slower_find(const rc_slower_work *w, int answer);

/* ---- slower_report.c ---- */

/* Fills in verdict, figures and witness. status is RC_OK (decided), RC_DOMAIN
   with w->broken, RC_LIMIT or RC_STOPPED. RC_OK; RC_NOMEM. */
rc_status rc_slower_conclude(const rc_slower_work *w,
                             rc_status status) RC_MUST_CHECK;

/* The claim in words, see rc_claim_engine. */
void rc_slower_describe(rc_text *text, const rc_case *c, const rc_claim *claim);

/* ---- slower_witness.c ---- */

/* The claim's fields in normal form, see rc_claim_engine. */
void rc_slower_state(rc_certificate *out, const rc_claim *claim);

/* Fills in the witness: rooms, or the layer that fails. */
void rc_slower_put_witness(const rc_slower_work *w);

/* Fills in the witness of R24. */
void rc_slower_put_breakdown(const rc_slower_work *w);

#endif
