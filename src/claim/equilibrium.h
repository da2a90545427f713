/* What the files of the claim kind `equilibrium` share. */

#ifndef RC_CLAIM_EQUILIBRIUM_H
#define RC_CLAIM_EQUILIBRIUM_H

#include "claim.h"
#include "exclusion_record.h"
#include "rank_bounds.h"

/* `near` speaks of an equilibrium with every coordinate within 1/20. */
#define RC_REACH_DENOMINATOR 20

/* One claim being decided. */
typedef struct {
    const rc_job *job;
    rc_layer layer;
    slong wanted; /* the rank, or -1 */
    slong token;  /* where the last attempt failed */
    slong bits;
    int certified; /* an equilibrium near `near` was certified at least once */
    int surveyed;  /* it was tried to exclude all within reach */
    arb_mat_t near, guess;
    rc_point tight, wide; /* the equilibrium, and where it is the only one */
    slong groups;
    rc_radii *radii; /* of its proof, one per group */
    arf_t radius;    /* the least u: it is the only one in that cube */
    rc_rank_bounds rank;
    rc_exclusion exclusion; /* of all, or of all but this one ... */
    int alone;              /* ... which is then 1 ... */
    arf_t reach;            /* ... as far from `near` as this, at least */
} rc_equilibrium_decision;

/* Puts the claim's fields in normal form into the open map. */
void rc_equilibrium_state(rc_certificate *out, const rc_claim *claim);

/* s->radius = the least u of all groups. */
void rc_equilibrium_set_radius(rc_equilibrium_decision *s);

/* 1 when the enclosure lies within that radius of the centre, with a sixteenth
   to spare: then the cube of that radius holds the equilibrium, and no
   other. */
int rc_equilibrium_fits(const rc_equilibrium_decision *s);

/* reach encloses 1/20. */
void rc_equilibrium_reach(arb_t reach, slong prec);

/* 1: every coordinate of the equilibrium is certified within reach of `near`;
   -1: some coordinate is certified not to be; 0: unknown. */
int rc_equilibrium_within_reach(const rc_equilibrium_decision *s, slong prec);

/* s->reach = an upper bound of the distance from `near` to the equilibrium,
   with a thousandth to spare. */
void rc_equilibrium_set_least_reach(rc_equilibrium_decision *s, slong prec);

/* The certified figures, for reports, with the rank's when with_rank is 1.
   RC_OK; RC_STOPPED; RC_NOMEM. */
rc_status rc_equilibrium_put_found(const rc_equilibrium_decision *s,
                                   int with_rank) RC_MUST_CHECK;

/* The witnesses: of the equilibrium and, when with_rank is 1, its rank; that
   there is none; that y_token is zero. */
void rc_equilibrium_put_proof(const rc_equilibrium_decision *s, int with_rank);
void rc_equilibrium_put_exclusion(const rc_equilibrium_decision *s);
void rc_equilibrium_put_breakdown(const rc_equilibrium_decision *s,
                                  slong token);

#endif
