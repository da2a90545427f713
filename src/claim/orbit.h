/* What the files of claim kind `orbit` share. */

#ifndef RC_CLAIM_ORBIT_H
#define RC_CLAIM_ORBIT_H

#include "claim.h"
#include "quantity.h"

/* The comparisons, in the order in which a check of several bounds is taken
   apart. `below` is the side on which the claim holds. */
typedef struct {
    const char *name, *sign;
    int below, strict;
} rc_orbit_comparison;

#define RC_ORBIT_COMPARISONS 4
extern const rc_orbit_comparison rc_orbit_comparisons[RC_ORBIT_COMPARISONS];

/* One comparison of one check. */
typedef struct {
    rc_quantity quantity;
    const char *quantity_name;
    const rc_orbit_comparison *comparison;
    const rc_number_struct *bound;
    slong first, last;     /* the layers it speaks of */
    unsigned char *proved; /* per layer first..last; 0: not (yet) */
    slong pending;         /* layers neither proved nor refuted */
    slong worst_at;        /* the layer with the least room, -1: none yet */
    arb_t worst;           /* the enclosure there */
    slong refuted_at;      /* -1, or the first layer where it fails */
    int exact;             /* decided over the rationals: there is no room */
    int has_room;          /* room was set */
    arf_t room;   /* the least certified distance from the bound so far */
    slong needed; /* the bits that the layers decided so far seem to need */
} rc_orbit_check;

typedef struct {
    const rc_job *job;
    rc_orbit_check *checks;
    size_t count;
    const rc_orbit_check *refuted; /* the first check found to fail */
    slong steps, bits, refuted_bits;
    slong failed_bits; /* the last precision that left something open */
    slong needed;      /* the bits that following the orbit seems to need */
    arb_t bound, value;
} rc_orbit_decision;

/* Whether y_i = 0 exactly in the layer *place where balls could not go on: it
   cannot be in an earlier one, and in a later one balls will stop there too.
   RC_DOMAIN with *place, RC_UNCERTAIN, RC_STOPPED, RC_NOMEM. orbit.c */
rc_status rc_orbit_look_for_breakdown(rc_orbit_place *place, const rc_job *job,
                                      const rc_orbit *orbit) RC_MUST_CHECK;

/* ---- orbit_exact.c ---- */

/* Compares over the rationals what is open, as far as the orbit, the quantity
   and the bound allow: fills in `proved`, `exact`, and the refuted check. RC_OK
   whatever is still open; RC_STOPPED; RC_NOMEM. */
rc_status rc_orbit_compare_exactly(rc_orbit_decision *d,
                                   const rc_orbit *orbit) RC_MUST_CHECK;

/* ---- orbit_witness.c ---- */

/* 1 when every comparison that the verdict rests on is exact. */
int rc_orbit_all_exact(const rc_orbit_decision *d);

/* Takes in how far value is from bound, given compare's answer 1 (the check
   holds) or -1 (it fails) of two enclosures worked out with prec bits; scale
   as rc_quantities_scale gives it. 0, with nothing changed, when the answer
   needs a positive distance and none is certified; else 1. */
int rc_orbit_note_room(rc_orbit_check *one, int answer, const arb_t value,
                       const arb_t bound, arb_srcptr scale, slong prec);

/* Takes in how accurate X(t) is, under LayerNorm: the norms that led to it are
   certified positive with about as many bits to spare. */
void rc_orbit_note_layer(rc_orbit_decision *d, slong t, const arb_mat_t X,
                         slong prec);

/* The bits that the norms which led to X, under LayerNorm, seem to need, from
   how accurate X came out with prec bits. */
slong rc_orbit_layer_bits(const arb_mat_t X, slong prec);

/* The bits for a checker: `needed` and some to spare. */
slong rc_orbit_spare_bits(slong needed);

/* Writes a room that is certified again with ease: the greatest power of two
   that is at most half of it; zero for none. */
void rc_orbit_put_room(rc_certificate *out, const char *key, const arf_t room);

/* The claim's fields in normal form, see rc_claim_engine. */
void rc_orbit_state(rc_certificate *out, const rc_claim *claim);

/* Fills in the witness of R28: rooms, or the check that fails. */
void rc_orbit_put_witness(const rc_orbit_decision *d);

/* Fills in the witness of R24. */
void rc_orbit_put_breakdown(const rc_orbit_decision *d,
                            const rc_orbit_place *place);

/* ---- orbit_report.c ---- */

/* Fills in verdict, figures and witness once the run is over. status is
   RC_OK (followed to its end, nothing open), RC_DOMAIN with *place, RC_LIMIT
   or RC_STOPPED. RC_OK; RC_NOMEM. */
rc_status rc_orbit_conclude(const rc_orbit_decision *d, rc_status status,
                            const rc_orbit_place *place) RC_MUST_CHECK;

/* The first comparison that is open at some layer, or NULL. */
const rc_orbit_check *rc_orbit_pending(const rc_orbit_decision *d);

/* The claim in words, see rc_claim_engine. */
void rc_orbit_describe(rc_text *text, const rc_case *c, const rc_claim *claim);

#endif
