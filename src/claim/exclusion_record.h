/* The record of an exclusion (R23), which is what another program checks:
   section "Exclusion" of proofs/certificate-format.md. */

#ifndef RC_CLAIM_EXCLUSION_RECORD_H
#define RC_CLAIM_EXCLUSION_RECORD_H

#include <rankcert/certificate.h>

#include "operator.h"

/* Why a box holds no equilibrium, cheapest first. */
typedef enum {
    RC_OUT_NOT = 0, /* no reason is known */
    RC_OUT_LENGTH,
    RC_OUT_SIGN,
    RC_OUT_PLAIN,
    RC_OUT_MEAN_VALUE,
    RC_OUT_SIEVE
} rc_out;

typedef enum {
    RC_NODE_SPLIT = 0,
    RC_NODE_CUT,
    RC_NODE_OUT,
    RC_NODE_UNIQUE
} rc_node_kind;

typedef struct {
    rc_node_kind kind;
    slong token;      /* SPLIT and OUT, from 0 */
    slong coordinate; /* SPLIT, from 0 */
    rc_out why;       /* OUT */
    arb_ptr rows;     /* CUT: as many balls as the group's box */
} rc_exclusion_node;

typedef enum {
    RC_THEN_BOX = 0, /* later tokens take the whole box */
    RC_THEN_UNIQUE,  /* later tokens take the enclosure of the only one */
    RC_THEN_EXCLUDED
} rc_then;

/* One group of tokens. Boxes are rows of balls whose ends mid - rad and
   mid + rad are meant exactly. */
typedef struct {
    slong first, last, dim;
    rc_then then;
    arb_ptr box; /* (last - first) dim balls */
    /* The proof that the group's tokens are unique: its members are written
       when has_unique. */
    int has_unique;
    arb_ptr centre, lambda; /* (last - first) dim and (last - first) points */
    arf_t e, r, u;
    slong count, allocated;
    rc_exclusion_node *nodes; /* in preorder */
} rc_exclusion_group;

typedef struct {
    slong count, allocated;
    rc_exclusion_group *groups;
    int lost; /* memory ran out: the record is not complete */
} rc_exclusion;

void rc_exclusion_init(rc_exclusion *e);
void rc_exclusion_clear(rc_exclusion *e);
void rc_exclusion_reset(rc_exclusion *e); /* as after rc_exclusion_init */

/* Puts the record as the value E of the format: a map with `groups`, and with
   `reach` when that is not NULL. */
void rc_exclusion_put(rc_certificate *out, const char *key,
                      const rc_exclusion *e, const arf_struct *reach);

/* ---- Filling it. Each takes NULL for a record that is not wanted, and works
   on the group opened last ---- */

/* A group of tokens first..last-1, whose box is in X's rows. */
void rc_exclusion_open_group(rc_exclusion *e, slong first, slong last,
                             const arb_mat_t X);
void rc_exclusion_add_split(rc_exclusion *e, slong token, slong coordinate);
void rc_exclusion_add_cut(rc_exclusion *e, const arb_mat_t X);
void rc_exclusion_add_out(rc_exclusion *e, slong token, rc_out why);
void rc_exclusion_add_unique(rc_exclusion *e);

/* The proof of the group's uniqueness: the unknown rows of centre, at their
   midpoints. */
void rc_exclusion_set_unique(rc_exclusion *e, const rc_point *centre,
                             const arf_t radius_e, const arf_t radius_r,
                             const arf_t radius_u);

/* What follows for the group. The tree is dropped for RC_THEN_BOX, and the
   proof of uniqueness when neither `then` nor a leaf refers to it. */
void rc_exclusion_close_group(rc_exclusion *e, rc_then then);

#endif
