/* R23: at an equilibrium y_i = lambda_i x_i with lambda_i > 0 and ||x_i|| = 1,
   so f = y_i - <y_i, x_i> x_i is zero and <y_i, x_i> is positive. A box is
   excluded when one of these is certified to fail on all of it; f is enclosed
   in mean-value form, f(c) + f'(box)(box - c). */

#include "exclusion.h"

#include <stdlib.h>

#include "contract.h"
#include "krawczyk.h"
#include "search/search.h"

/* Boxes per group of tokens: bisecting many coordinates leads nowhere, so
   beyond a few of them only a handful is tried. */
#define FEW_COORDINATES 4
#define MANY_BOXES 4096
#define FEW_BOXES 64
#define MAX_DEPTH 48 /* bisections of one box */

/* ---- One box ---- */

/* Df (d x m d) = the derivative of f by the unknown tokens, from D = that of
   y_i: Df = D - x^T (x D + y [own block]) - <y, x> I [own block]. */
static void
derivative_of_f(arb_mat_t D, arb_srcptr x, arb_srcptr y, slong d, slong own,
                slong prec)
{
    const slong m = arb_mat_ncols(D);
    arb_ptr along = _arb_vec_init(m);
    arb_t product;

    arb_init(product);
    arb_dot(product, NULL, 0, x, 1, y, 1, d, prec);
    for (slong b = 0; b < m; b++)
        for (slong a = 0; a < d; a++)
            arb_addmul(along + b, x + a, arb_mat_entry(D, a, b), prec);
    for (slong b = 0; b < d; b++)
        arb_add(along + own + b, along + own + b, y + b, prec);
    for (slong a = 0; a < d; a++) {
        for (slong b = 0; b < m; b++)
            arb_submul(arb_mat_entry(D, a, b), x + a, along + b, prec);
        arb_sub(arb_mat_entry(D, a, own + a), arb_mat_entry(D, a, own + a),
                product, prec);
    }
    arb_clear(product);
    _arb_vec_clear(along, m);
}

/* f at a point or box, plainly evaluated. */
static void
plain_f(arb_ptr f, arb_srcptr x, arb_srcptr y, slong d, slong prec)
{
    arb_t product;

    arb_init(product);
    arb_dot(product, NULL, 0, x, 1, y, 1, d, prec);
    for (slong a = 0; a < d; a++) {
        arb_mul(f + a, product, x + a, prec);
        arb_sub(f + a, y + a, f + a, prec);
    }
    arb_clear(product);
}

/* 1 when some entry is certified nonzero. */
static int
some_nonzero(arb_srcptr f, slong d)
{
    for (slong a = 0; a < d; a++)
        if (arb_is_finite(f + a) && arb_is_nonzero(f + a))
            return 1;
    return 0;
}

/* 1 when ||x|| = 1 or <y, x> > 0 is certified to fail. */
static int
conditions_fail(arb_srcptr x, arb_srcptr y, slong d, slong prec)
{
    arb_t t;
    int fail;

    arb_init(t);
    arb_dot(t, NULL, 0, x, 1, y, 1, d, prec);
    fail = arb_is_finite(t) && arb_is_nonpositive(t);
    arb_dot(t, NULL, 0, x, 1, x, 1, d, prec);
    arb_sub_ui(t, t, 1, prec);
    fail = fail || (arb_is_finite(t) && arb_is_nonzero(t));
    arb_clear(t);
    return fail;
}

/* f += Df (box - c) for the unknown tokens first..last-1. */
static void
add_mean_value(arb_ptr f, const arb_mat_t Df, const arb_mat_t X, slong first,
               slong last, slong prec)
{
    const slong d = arb_mat_ncols(X);
    arb_t offset;

    arb_init(offset);
    for (slong l = first; l < last; l++)
        for (slong b = 0; b < d; b++) {
            arb_zero(offset);
            mag_set(arb_radref(offset), arb_radref(arb_mat_entry(X, l, b)));
            for (slong a = 0; a < d; a++)
                arb_addmul(f + a, arb_mat_entry(Df, a, (l - first) * d + b),
                           offset, prec);
        }
    arb_clear(offset);
}

/* X0 = X with the unknown tokens at their midpoints. */
static void
set_centre(arb_mat_t X0, const arb_mat_t X, slong first, slong last)
{
    arb_mat_set(X0, X);
    for (slong l = first; l < last; l++)
        for (slong b = 0; b < arb_mat_ncols(X); b++)
            mag_zero(arb_radref(arb_mat_entry(X0, l, b)));
}

/* 1 when token i's equation is certified to fail for all X in the box. */
static int
token_excluded(const rc_layer_ball_t layer, const arb_mat_t X, slong i,
               slong first, slong last, slong prec)
{
    const slong d = layer->dim;
    arb_srcptr x = arb_mat_entry(X, i, 0);
    arb_mat_t Y, D, X0;
    arb_ptr f = _arb_vec_init(d);
    int excluded = 0;

    arb_mat_init(Y, 1, d);
    arb_mat_init(D, d, (last - first) * d);
    arb_mat_init(X0, layer->tokens, d);
    if (rc_layer_mix(Y, layer, X, i, i + 1, prec) == RC_OK) {
        arb_srcptr y = arb_mat_entry(Y, 0, 0);

        excluded = conditions_fail(x, y, d, prec);
        plain_f(f, x, y, d, prec);
        excluded = excluded || some_nonzero(f, d);
        if (!excluded && rc_layer_mix_derivative(D, layer, X, i, first, last,
                                                 prec) == RC_OK) {
            derivative_of_f(D, x, y, d, (i - first) * d, prec);
            set_centre(X0, X, first, last);
            if (rc_layer_mix(Y, layer, X0, i, i + 1, prec) == RC_OK) {
                plain_f(f, arb_mat_entry(X0, i, 0), y, d, prec);
                add_mean_value(f, D, X, first, last, prec);
                excluded = some_nonzero(f, d);
            }
        }
    }
    arb_mat_clear(X0);
    arb_mat_clear(D);
    arb_mat_clear(Y);
    _arb_vec_clear(f, d);
    return excluded;
}

/* ---- Subdivision ---- */

typedef struct {
    const rc_layer_ball_struct *layer;
    const rc_job *job;
    const rc_point *unique; /* NULL, or a box that holds one solution */
    slong first, last, prec;
    slong boxes;   /* that may still be looked at */
    slong failing; /* the token that failed in the last excluded box */
} cover;

static int
inside_unique(const cover *w, const arb_mat_t X)
{
    if (w->unique == NULL)
        return 0;
    for (slong i = w->first; i < w->last; i++)
        for (slong a = 0; a < arb_mat_ncols(X); a++)
            if (!arb_contains(arb_mat_entry(w->unique->X, i, a),
                              arb_mat_entry(X, i, a)))
                return 0;
    return 1;
}

static int
box_excluded(cover *w, const arb_mat_t X)
{
    for (slong i = w->first; i < w->last; i++)
        if (token_excluded(w->layer, X, i, w->first, w->last, w->prec)) {
            w->failing = i;
            return 1;
        }
    return 0;
}

/* The unknown coordinate with the greatest radius. */
static arb_ptr
widest(const cover *w, const arb_mat_t X)
{
    arb_ptr wide = arb_mat_entry(X, w->first, 0);

    for (slong i = w->first; i < w->last; i++)
        for (slong a = 0; a < arb_mat_ncols(X); a++)
            if (mag_cmp(arb_radref(arb_mat_entry(X, i, a)), arb_radref(wide)) >
                0)
                wide = arb_mat_entry(X, i, a);
    return wide;
}

/* What looking at a box as a whole tells. */
typedef enum { BOX_EXCLUDED, BOX_UNIQUE, BOX_OPEN } box_state;

/* Tries the conditions on the box, then shrinks it with the Krawczyk operator
   as long as that leads somewhere. */
static box_state
judge_box(cover *w, arb_mat_t X)
{
    const rc_equilibrium_system system = {
        .layer = w->layer, .first = w->first, .last = w->last};
    int empty, shrunk;

    do {
        if (box_excluded(w, X))
            return BOX_EXCLUDED;
        if (inside_unique(w, X))
            return BOX_UNIQUE;
        if (rc_equilibrium_contract(&empty, &shrunk, &w->failing, X, &system,
                                    w->prec) != RC_OK)
            return BOX_OPEN;
        if (empty)
            return BOX_EXCLUDED;
    } while (shrunk && !rc_job_stopped(w->job));
    return inside_unique(w, X) ? BOX_UNIQUE : BOX_OPEN;
}

/* half = the lower (side 0) or upper half of whole. Exactly: the halves must
   meet without a gap. */
static void
halve(arb_t half, const arb_t whole, int side)
{
    mag_mul_2exp_si(arb_radref(half), arb_radref(whole), -1);
    arf_set_mag(arb_midref(half), arb_radref(half));
    if (side == 0)
        arf_neg(arb_midref(half), arb_midref(half));
    arf_add(arb_midref(half), arb_midref(half), arb_midref(whole),
            ARF_PREC_EXACT, ARF_RND_DOWN);
}

/* RC_OK when every part of the box is excluded or inside the box of
   uniqueness (*kept counts the latter); RC_UNCERTAIN when that cannot be shown
   within the limits; RC_STOPPED. */
static rc_status
cover_box(cover *w, const arb_mat_t box, slong depth, slong *kept)
{
    arb_mat_t X;
    arb_t whole;
    rc_status status = RC_OK;
    box_state state;

    if (rc_job_stopped(w->job))
        return RC_STOPPED;
    if (--w->boxes < 0 || depth > MAX_DEPTH)
        return RC_UNCERTAIN;
    arb_mat_init(X, arb_mat_nrows(box), arb_mat_ncols(box));
    arb_mat_set(X, box);
    state = judge_box(w, X);
    if (state == BOX_UNIQUE) {
        ++*kept;
    } else if (state == BOX_OPEN) {
        arb_ptr wide = widest(w, X);

        arb_init(whole);
        arb_set(whole, wide);
        for (int side = 0; status == RC_OK && side < 2; side++) {
            halve(wide, whole, side);
            status = cover_box(w, X, depth + 1, kept);
        }
        arb_clear(whole);
    }
    arb_mat_clear(X);
    return status;
}

/* ---- Tokens in turn ---- */

/* Looks for a box in which the unknown tokens are unique, given the others.
   1 when found. */
static int
find_unique(rc_point *tight, rc_point *wide, const cover *w, const arb_mat_t X)
{
    const rc_equilibrium_system system = {
        .layer = w->layer, .first = w->first, .last = w->last};

    arb_mat_set(tight->X, X);
    return rc_approx_equilibrium(tight->X, tight->lambda, &system,
                                 w->job->limits.stop, w->job->limits.context,
                                 w->prec) == RC_OK &&
           rc_krawczyk_certify(tight, wide, NULL, &system, w->prec) == RC_OK;
}

static int
certainly_apart(const arb_mat_t P, const arb_mat_t X, slong first, slong last)
{
    for (slong i = first; i < last; i++)
        for (slong a = 0; a < arb_mat_ncols(X); a++)
            if (!arb_overlaps(arb_mat_entry(P, i, a), arb_mat_entry(X, i, a)))
                return 1;
    return 0;
}

/* Settles one group given the enclosures of the earlier tokens in X: excluded,
   or X's rows shrink to the only solution, or they stay the whole box and
   *alone becomes 0. */
static rc_status
settle_group(int *excluded, int *alone, cover *w, arb_mat_t X)
{
    rc_point tight, wide;
    slong kept = 0;
    rc_status status;

    rc_point_init(&tight, w->layer->tokens, w->layer->dim);
    rc_point_init(&wide, w->layer->tokens, w->layer->dim);
    w->unique = find_unique(&tight, &wide, w, X) ? &wide : NULL;
    w->boxes = (w->last - w->first) * w->layer->dim <= FEW_COORDINATES
                   ? MANY_BOXES
                   : FEW_BOXES;
    status = cover_box(w, X, 0, &kept);
    if (status == RC_OK &&
        (kept == 0 || certainly_apart(tight.X, X, w->first, w->last))) {
        *excluded = 1;
    } else if (status == RC_OK) {
        for (slong i = w->first; i < w->last; i++)
            for (slong a = 0; a < w->layer->dim; a++)
                arb_set(arb_mat_entry(X, i, a), arb_mat_entry(tight.X, i, a));
    } else {
        *alone = 0;
    }
    rc_point_clear(&wide);
    rc_point_clear(&tight);
    return status == RC_UNCERTAIN ? RC_OK : status;
}

rc_status
rc_equilibrium_exclude(int *excluded, int *alone, slong *token,
                       const rc_layer_ball_t layer, const arb_mat_t near,
                       const arb_t reach, rc_exclusion *record,
                       const rc_job *job, slong prec)
{
    const slong n = layer->tokens;
    const slong group = rc_mask_is_lower_triangular(layer->mask) ? 1 : n;
    rc_status status = RC_OK;
    arb_mat_t X;

    *excluded = 0;
    *alone = 1;
    if (record != NULL)
        rc_exclusion_reset(record);
    arb_mat_init(X, n, layer->dim);
    for (slong i = 0; i < n; i++)
        for (slong a = 0; a < layer->dim; a++) {
            arb_set(arb_mat_entry(X, i, a), arb_mat_entry(near, i, a));
            arb_add_error(arb_mat_entry(X, i, a), reach);
        }
    for (slong i = 0; status == RC_OK && !*excluded && i < n; i += group) {
        cover w = {.layer = layer,
                   .job = job,
                   .first = i,
                   .last = i + group,
                   .prec = prec,
                   .failing = i};

        rc_job_progress(job, "excluding equilibria: token %ld of %ld",
                        (long)i + 1, (long)n);
        status = settle_group(excluded, alone, &w, X);
        *token = w.failing;
    }
    arb_mat_clear(X);
    *alone = *alone && status == RC_OK;
    return status;
}
