/* A box around `near` is searched as a tree: each node is out, lies where the
   only equilibrium is known, is cut by the sieve or is halved. The record is
   that tree, and the answers are read off it. */

#include "exclusion.h"

#include "contract.h"
#include "exclusion_box.h"
#include "krawczyk.h"
#include "search/search.h"

/* Boxes per group of tokens: bisecting many coordinates leads nowhere, so
   beyond a few of them only a handful is tried. */
#define FEW_COORDINATES 4
#define MANY_BOXES 4096
#define FEW_BOXES 64
#define MAX_DEPTH 48 /* bisections of one box */

/* Boxes that are said to lie in c +- u stay 2^-UNIQUE_ROOM u away from its
   ends. */
#define UNIQUE_ROOM 10

/* A proof that one group is unique: tokens in `region`, c +- u, have the
   solution in `solution`, their enclosure with room. Other rows are data. */
typedef struct {
    rc_point tight, wide;
    rc_radii radii;
    arb_mat_t solution, region;
} proof;

typedef struct {
    const rc_layer_ball_struct *layer;
    const rc_job *job;
    rc_exclusion *record; /* NULL when not wanted */
    const proof *unique;  /* NULL: none */
    slong first, last, prec;
    slong boxes;   /* that may still be looked at */
    slong kept;    /* boxes inside the region of uniqueness */
    slong failing; /* the token that failed in the last excluded box */
} cover;

/* ---- Where the group is unique ---- */

static void
proof_init(proof *p, const rc_layer_ball_t layer)
{
    rc_point_init(&p->tight, layer->tokens, layer->dim);
    rc_point_init(&p->wide, layer->tokens, layer->dim);
    rc_radii_init(&p->radii);
    arb_mat_init(p->solution, layer->tokens, layer->dim);
    arb_mat_init(p->region, layer->tokens, layer->dim);
}

static void
proof_clear(proof *p)
{
    arb_mat_clear(p->region);
    arb_mat_clear(p->solution);
    rc_radii_clear(&p->radii);
    rc_point_clear(&p->wide);
    rc_point_clear(&p->tight);
}

/* ball = the midpoint +- radius, rounded up. */
static void
set_around(arb_t ball, const arb_t midpoint, const arf_t radius)
{
    arb_get_mid_arb(ball, midpoint);
    arb_add_error_arf(ball, radius);
}

/* wide = the enclosure with twice its radius and a little of the box's, as
   another program may have it. It is far smaller than the box, and that counts:
   its size is an error in the data of all later tokens. */
static void
set_wider(arb_t wide, const arb_t enclosure, const arf_t e, slong prec)
{
    mag_t more;

    mag_init(more);
    arb_set(wide, enclosure);
    arb_add_error_mag(wide, arb_radref(enclosure));
    arf_get_mag(more, e);
    mag_mul_2exp_si(more, more, -prec / 4);
    arb_add_error_mag(wide, more);
    mag_clear(more);
}

/* Looks for a box in which the unknown tokens are unique, given the others in
   X. 1 when found. */
static int
find_unique(proof *p, const cover *w, const arb_mat_t X)
{
    const rc_equilibrium_system system = {
        .layer = w->layer, .first = w->first, .last = w->last};
    arf_t inner;

    arb_mat_set(p->tight.X, X);
    if (rc_approx_equilibrium(p->tight.X, p->tight.lambda, &system,
                              w->job->limits.stop, w->job->limits.context,
                              w->prec) != RC_OK ||
        rc_krawczyk_certify(&p->tight, &p->wide, &p->radii, &system, w->prec) !=
            RC_OK)
        return 0;
    arf_init(inner);
    arf_mul_2exp_si(inner, p->radii.u, -UNIQUE_ROOM);
    arf_sub(inner, p->radii.u, inner, ARF_PREC_EXACT, ARF_RND_DOWN);
    for (slong i = w->first; i < w->last; i++)
        for (slong a = 0; a < w->layer->dim; a++) {
            arb_srcptr centre = arb_mat_entry(p->wide.X, i, a);

            set_wider(arb_mat_entry(p->solution, i, a),
                      arb_mat_entry(p->tight.X, i, a), p->radii.e, w->prec);
            set_around(arb_mat_entry(p->region, i, a), centre, inner);
        }
    arf_clear(inner);
    rc_exclusion_set_unique(w->record, &p->wide, p->radii.e, p->radii.r,
                            p->radii.u);
    return 1;
}

static int
inside_region(const cover *w, const arb_mat_t X)
{
    if (w->unique == NULL)
        return 0;
    for (slong i = w->first; i < w->last; i++)
        for (slong a = 0; a < w->layer->dim; a++)
            if (!arb_contains(arb_mat_entry(w->unique->region, i, a),
                              arb_mat_entry(X, i, a)))
                return 0;
    return 1;
}

/* 1 when the solution has no point in common with the box, in a coordinate of
   token *failing. */
static int
is_apart(cover *w, const arb_mat_t X)
{
    for (slong i = w->first; i < w->last; i++)
        for (slong a = 0; a < w->layer->dim; a++)
            if (!arb_overlaps(arb_mat_entry(w->unique->solution, i, a),
                              arb_mat_entry(X, i, a))) {
                w->failing = i;
                return 1;
            }
    return 0;
}

/* ---- The tree ---- */

/* 1 when the box is so small that roundings could decide, another program's
   differently. */
static int
is_too_small(const cover *w, const arb_mat_t X)
{
    for (slong i = w->first; i < w->last; i++)
        for (slong a = 0; a < w->layer->dim; a++)
            if (mag_cmp_2exp_si(arb_radref(arb_mat_entry(X, i, a)),
                                -w->prec / 2) >= 0)
                return 0;
    return 1;
}

/* Tries the conditions on the box, and shrinks it with the sieve as long as
   that leads somewhere. RC_OK with *open = 1 when it is to be halved;
   RC_UNCERTAIN when there were too many boxes or this one is too small;
   RC_STOPPED. */
static rc_status
judge_box(int *open, cover *w, arb_mat_t X)
{
    const rc_equilibrium_system system = {
        .layer = w->layer, .first = w->first, .last = w->last};
    int empty = 0, shrunk = 1;

    *open = 0;
    while (shrunk) {
        rc_out why;

        if (rc_job_stopped(w->job))
            return RC_STOPPED;
        if (--w->boxes < 0)
            return RC_UNCERTAIN;
        if (inside_region(w, X)) {
            rc_exclusion_add_unique(w->record);
            w->kept++;
            return RC_OK;
        }
        if (is_too_small(w, X))
            return RC_UNCERTAIN;
        why = rc_exclusion_reason(&w->failing, w->layer, X, w->first, w->last,
                                  w->prec);
        if (why == RC_OUT_NOT &&
            rc_equilibrium_contract(&empty, &shrunk, &w->failing, X, &system,
                                    w->prec) != RC_OK)
            break;
        if (why != RC_OUT_NOT || empty) {
            rc_exclusion_add_out(w->record, w->failing,
                                 empty ? RC_OUT_SIEVE : why);
            return RC_OK;
        }
        if (shrunk)
            rc_exclusion_add_cut(w->record, X);
    }
    *open = 1;
    return RC_OK;
}

/* The unknown coordinate with the greatest radius. */
static arb_ptr
widest(slong *token, slong *coordinate, const cover *w, const arb_mat_t X)
{
    arb_ptr wide = NULL;

    for (slong i = w->first; i < w->last; i++)
        for (slong a = 0; a < w->layer->dim; a++) {
            arb_ptr x = arb_mat_entry(X, i, a);

            if (wide == NULL || mag_cmp(arb_radref(x), arb_radref(wide)) > 0) {
                wide = x;
                *token = i;
                *coordinate = a;
            }
        }
    return wide;
}

/* RC_OK when every part of the box is out or in the region of uniqueness;
   RC_UNCERTAIN when that cannot be shown within the limits; RC_STOPPED. */
static rc_status
cover_box(cover *w, const arb_mat_t box, slong depth)
{
    arb_mat_t X;
    int open;
    rc_status status;

    if (depth > MAX_DEPTH)
        return RC_UNCERTAIN;
    arb_mat_init(X, arb_mat_nrows(box), arb_mat_ncols(box));
    arb_mat_set(X, box);
    status = judge_box(&open, w, X);
    if (status == RC_OK && open) {
        slong token = w->first, coordinate = 0;
        arb_ptr wide = widest(&token, &coordinate, w, X);
        arb_t whole;

        arb_init(whole);
        arb_set(whole, wide);
        rc_exclusion_add_split(w->record, token, coordinate);
        for (int side = 0; status == RC_OK && side < 2; side++) {
            rc_box_half(wide, whole, side);
            status = cover_box(w, X, depth + 1);
        }
        arb_clear(whole);
    }
    arb_mat_clear(X);
    return status;
}

/* ---- Tokens in turn ---- */

/* Settles one group given the enclosures of the earlier tokens in X: excluded,
   or X's rows shrink to the only solution, or they stay the whole box. */
static rc_status
settle_group(rc_then *then, cover *w, arb_mat_t X)
{
    proof p;
    rc_status status;

    *then = RC_THEN_BOX;
    proof_init(&p, w->layer);
    rc_exclusion_open_group(w->record, w->first, w->last, X);
    w->unique = find_unique(&p, w, X) ? &p : NULL;
    w->boxes = (w->last - w->first) * w->layer->dim <= FEW_COORDINATES
                   ? MANY_BOXES
                   : FEW_BOXES;
    status = cover_box(w, X, 0);
    if (status == RC_OK)
        *then =
            w->kept == 0 || is_apart(w, X) ? RC_THEN_EXCLUDED : RC_THEN_UNIQUE;
    rc_exclusion_close_group(w->record, *then);
    for (slong i = w->first; *then == RC_THEN_UNIQUE && i < w->last; i++)
        for (slong a = 0; a < w->layer->dim; a++)
            arb_set(arb_mat_entry(X, i, a), arb_mat_entry(p.solution, i, a));
    proof_clear(&p);
    return status == RC_UNCERTAIN ? RC_OK : status;
}

/* X = an exact box that holds all within reach of near; 0 when there is
   none. */
static int
set_box(arb_mat_t X, const arb_mat_t near, const arb_t reach, slong prec)
{
    arb_t ball;
    int good = 1;

    arb_init(ball);
    for (slong i = 0; i < arb_mat_nrows(X); i++)
        for (slong a = 0; a < arb_mat_ncols(X); a++) {
            arb_set(ball, arb_mat_entry(near, i, a));
            arb_add_error(ball, reach);
            good = rc_box_around(arb_mat_entry(X, i, a), ball, prec) && good;
        }
    arb_clear(ball);
    return good;
}

rc_status
rc_equilibrium_exclude(int *excluded, int *alone, slong *token,
                       const rc_layer_ball_t layer, const arb_mat_t near,
                       const arb_t reach, rc_exclusion *record,
                       const rc_job *job, slong prec)
{
    const slong n = layer->tokens;
    const slong group = rc_mask_is_lower_triangular(layer->mask) ? 1 : n;
    rc_then then = RC_THEN_BOX;
    rc_status status = RC_OK;
    arb_mat_t X;
    int good, all_unique;

    if (record != NULL)
        rc_exclusion_reset(record);
    *token = 0;
    arb_mat_init(X, n, layer->dim);
    all_unique = good = set_box(X, near, reach, prec);
    for (slong i = 0; good && i < n; i += group) {
        cover w = {.layer = layer,
                   .job = job,
                   .record = record,
                   .first = i,
                   .last = i + group,
                   .prec = prec,
                   .failing = i};

        rc_job_progress(job, "excluding equilibria: token %ld of %ld",
                        (long)i + 1, (long)n);
        status = settle_group(&then, &w, X);
        *token = w.failing;
        all_unique = all_unique && then == RC_THEN_UNIQUE;
        good = status == RC_OK && then != RC_THEN_EXCLUDED;
    }
    arb_mat_clear(X);
    if (status == RC_OK && record != NULL && record->lost)
        status = RC_NOMEM;
    *excluded = status == RC_OK && then == RC_THEN_EXCLUDED;
    *alone = status == RC_OK && all_unique;
    return status;
}
