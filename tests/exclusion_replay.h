/* Follows the record of an exclusion as a checker would: every box, cut and
   leaf by twice the precision, and where known equilibria end. */

#ifndef RANKCERT_TESTS_EXCLUSION_REPLAY_H
#define RANKCERT_TESTS_EXCLUSION_REPLAY_H

#include "claim/contract.h"
#include "claim/exclusion.h"
#include "claim/exclusion_box.h"
#include "claim_layer.h"

typedef struct {
    const layer_fixture *f;
    const rc_exclusion_group *g;
    slong next, kept; /* nodes so far, leaves `unique` among them */
    slong prec;
    arb_mat_t X; /* data, then the current box */
    /* An equilibrium, or NULL; `held` while it lies in the current box. */
    const fmpq_mat_struct *known;
    slong found; /* leaves that hold it */
} replay;

static inline rc_equilibrium_system
replay_system(const replay *r)
{
    return (rc_equilibrium_system){
        .layer = r->f->ball, .first = r->g->first, .last = r->g->last};
}

static inline void
replay_set_rows(replay *r, arb_srcptr rows)
{
    for (slong i = r->g->first; i < r->g->last; i++)
        for (slong a = 0; a < r->g->dim; a++)
            arb_set(arb_mat_entry(r->X, i, a), rows++);
}

static inline int
replay_holds_known(const replay *r)
{
    for (slong i = r->g->first; i < r->g->last; i++)
        for (slong a = 0; a < r->g->dim; a++)
            if (!arb_contains_fmpq(arb_mat_entry(r->X, i, a),
                                   fmpq_mat_entry(r->known, i, a)))
                return 0;
    return 1;
}

/* Each ball of `parts` lies in the box, and its ends have few bits. */
static inline void
replay_check_rows(const replay *r, arb_srcptr parts)
{
    for (slong i = r->g->first; i < r->g->last; i++)
        for (slong a = 0; a < r->g->dim; a++, parts++) {
            ck_assert(arb_contains(arb_mat_entry(r->X, i, a), parts));
            ck_assert(!mag_is_zero(arb_radref(parts)));
            ck_assert_int_le(arf_bits(arb_midref(parts)), r->f->prec);
        }
}

/* end = the lower (side 0) or upper end of x, exactly. */
static inline void
replay_end(arf_t end, const arb_t x, int side)
{
    arf_t radius;

    arf_init(radius);
    arf_set_mag(radius, arb_radref(x));
    if (side == 0)
        arf_neg(radius, radius);
    arf_add(end, arb_midref(x), radius, ARF_PREC_EXACT, ARF_RND_DOWN);
    arf_clear(radius);
}

/* K over the current box, in w->image. */
static inline void
replay_image(replay *r, rc_operator *w, const rc_equilibrium_system *system)
{
    rc_point box;
    mag_t step;

    mag_init(step);
    rc_point_init(&box, arb_mat_nrows(r->X), r->g->dim);
    arb_mat_set(box.X, r->X);
    ck_assert_int_eq(rc_equilibrium_lambda(box.lambda, system, r->X, r->prec),
                     RC_OK);
    rc_operator_init(w, system, &box, r->prec);
    ck_assert_int_eq(rc_operator_prepare(w, step), RC_OK);
    ck_assert_int_eq(rc_operator_apply(w, &box), RC_OK);
    rc_point_clear(&box);
    mag_clear(step);
}

/* The rows end where the box ends, or strictly outside of K. */
static inline void
replay_cut(replay *r, arb_srcptr rows)
{
    const rc_equilibrium_system system = replay_system(r);
    const slong d = r->g->dim;
    rc_operator w;
    arf_t end, whole, image;

    arf_init(end);
    arf_init(whole);
    arf_init(image);
    replay_image(r, &w, &system);
    for (slong k = 0; k < (r->g->last - r->g->first) * d; k++)
        for (int side = 0; side < 2; side++) {
            replay_end(end, rows + k, side);
            replay_end(whole, arb_mat_entry(r->X, r->g->first + k / d, k % d),
                       side);
            replay_end(image, w.image + k + k / d, side);
            ck_assert(arf_equal(end, whole) ||
                      (side == 0 ? arf_cmp(end, image) < 0
                                 : arf_cmp(end, image) > 0));
        }
    rc_operator_clear(&w);
    arf_clear(image);
    arf_clear(whole);
    arf_clear(end);
}

static inline void
replay_out(replay *r, const rc_exclusion_node *node)
{
    const rc_equilibrium_system system = replay_system(r);
    slong token = -1;
    int empty = 0, shrunk;

    ck_assert_int_ge(node->token, r->g->first);
    ck_assert_int_lt(node->token, r->g->last);
    ck_assert_int_ne(node->why, RC_OUT_NOT);
    if (node->why == RC_OUT_SIEVE)
        ck_assert(rc_equilibrium_contract(&empty, &shrunk, &token, r->X,
                                          &system, r->prec) == RC_OK &&
                  empty);
    else
        ck_assert_int_eq(rc_exclusion_reason(&token, r->f->ball, r->X,
                                             r->g->first, r->g->last, r->prec),
                         node->why);
    ck_assert_int_eq(token, node->token);
    ck_assert(r->known == NULL || !replay_holds_known(r));
}

static inline void
replay_unique(replay *r)
{
    arb_t region;
    arb_srcptr centre = r->g->centre;

    ck_assert(r->g->has_unique);
    arb_init(region);
    for (slong i = r->g->first; i < r->g->last; i++)
        for (slong a = 0; a < r->g->dim; a++) {
            arb_get_mid_arb(region, centre++);
            arb_add_error_arf(region, r->g->u);
            ck_assert(arb_contains_interior(region, arb_mat_entry(r->X, i, a)));
        }
    arb_clear(region);
    r->kept++;
    r->found += r->known != NULL && replay_holds_known(r);
}

/* The nodes below the current box; X is as before afterwards. */
static inline void
replay_node(replay *r)
{
    const rc_exclusion_node *node = r->g->nodes + r->next++;
    arb_mat_t before;
    int known;

    ck_assert_int_le(r->next, r->g->count);
    arb_mat_init(before, arb_mat_nrows(r->X), arb_mat_ncols(r->X));
    arb_mat_set(before, r->X);
    switch (node->kind) {
    case RC_NODE_SPLIT:
        for (int side = 0; side < 2; side++) {
            rc_box_half(arb_mat_entry(r->X, node->token, node->coordinate),
                        arb_mat_entry(before, node->token, node->coordinate),
                        side);
            replay_node(r);
        }
        break;
    case RC_NODE_CUT:
        known = r->known != NULL && replay_holds_known(r);
        replay_check_rows(r, node->rows);
        replay_cut(r, node->rows);
        replay_set_rows(r, node->rows);
        ck_assert(!known || replay_holds_known(r));
        replay_node(r);
        break;
    case RC_NODE_OUT:
        replay_out(r, node);
        break;
    case RC_NODE_UNIQUE:
        replay_unique(r);
        break;
    }
    arb_mat_set(r->X, before);
    arb_mat_clear(before);
}

/* The conditions `solution`, `uniqueness` and `detached` of the group's proof;
   the group's rows of `solution` become K, the enclosure. */
static inline void
replay_proof(const replay *r, arb_mat_t solution)
{
    const rc_equilibrium_system system = replay_system(r);
    rc_point box;
    rc_operator w;
    mag_t step;
    arb_srcptr centre = r->g->centre, lambda = r->g->lambda;

    ck_assert(r->g->has_unique);
    ck_assert(arf_sgn(r->g->e) > 0 && arf_cmp(r->g->u, r->g->r) <= 0);
    mag_init(step);
    rc_point_init(&box, arb_mat_nrows(r->X), r->g->dim);
    arb_mat_set(box.X, r->X);
    for (slong i = r->g->first; i < r->g->last; i++) {
        for (slong a = 0; a < r->g->dim; a++)
            arb_set(arb_mat_entry(box.X, i, a), centre++);
        arb_set(arb_mat_entry(box.lambda, i, 0), lambda++);
    }
    rc_operator_init(&w, &system, &box, r->prec);
    ck_assert_int_eq(rc_operator_prepare(&w, step), RC_OK);
    for (int wide = 0; wide < 2; wide++) {
        rc_operator_copy(&w, &box, &w.centre);
        for (slong k = 0; k < w.size; k++)
            arb_add_error_arf(rc_operator_unknown(&w, &box, k),
                              wide ? r->g->r : r->g->e);
        ck_assert_int_eq(rc_operator_apply(&w, &box), RC_OK);
        for (slong k = 0; k < w.size; k++) {
            arb_srcptr part = rc_operator_unknown(&w, &box, k);

            ck_assert(arb_contains_interior(part, w.image + k));
            if (k % (r->g->dim + 1) == r->g->dim)
                ck_assert(arb_is_positive(part));
            else if (!wide)
                arb_set(arb_mat_entry(solution,
                                      r->g->first + k / (r->g->dim + 1),
                                      k % (r->g->dim + 1)),
                        w.image + k);
        }
    }
    rc_operator_clear(&w);
    rc_point_clear(&box);
    mag_clear(step);
}

static inline int
replay_is_apart(const replay *r, const arb_mat_t solution)
{
    for (slong i = r->g->first; i < r->g->last; i++)
        for (slong a = 0; a < r->g->dim; a++)
            if (!arb_overlaps(arb_mat_entry(solution, i, a),
                              arb_mat_entry(r->X, i, a)))
                return 1;
    return 0;
}

/* One group: its box holds what it must, its tree covers the box, and what
   follows does follow. */
static inline void
replay_group(replay *r, const arb_mat_t near, const arb_t reach)
{
    arb_mat_t solution;
    arb_t least;
    int known;

    arb_init(least);
    arb_mat_init(solution, arb_mat_nrows(r->X), r->g->dim);
    replay_set_rows(r, r->g->box);
    for (slong i = r->g->first; i < r->g->last; i++)
        for (slong a = 0; a < r->g->dim; a++) {
            arb_set(least, arb_mat_entry(near, i, a));
            arb_add_error(least, reach);
            ck_assert(arb_contains_interior(arb_mat_entry(r->X, i, a), least));
        }
    known = r->known != NULL && replay_holds_known(r);
    r->next = r->kept = r->found = 0;
    if (r->g->has_unique)
        replay_proof(r, solution);
    if (r->g->then == RC_THEN_BOX) {
        ck_assert_int_eq(r->g->count, 0);
        ck_assert(!r->g->has_unique);
    } else {
        replay_node(r);
        ck_assert_int_eq(r->next, r->g->count);
        ck_assert(!known || r->found > 0);
    }
    if (r->g->then == RC_THEN_EXCLUDED)
        ck_assert(!known && (r->kept == 0 || replay_is_apart(r, solution)));
    if (r->g->then == RC_THEN_UNIQUE)
        for (slong i = r->g->first; i < r->g->last; i++)
            for (slong a = 0; a < r->g->dim; a++)
                arb_set(arb_mat_entry(r->X, i, a),
                        arb_mat_entry(solution, i, a));
    if (known && r->g->then == RC_THEN_UNIQUE)
        ck_assert(replay_holds_known(r));
    arb_mat_clear(solution);
    arb_clear(least);
}

/* All of it. `known` is an equilibrium whose coordinates are all within reach
   of near, or NULL. */
static inline void
replay_exclusion(const rc_exclusion *e, const layer_fixture *f,
                 const arb_mat_t near, const arb_t reach, int excluded,
                 int alone, const fmpq_mat_struct *known)
{
    replay r = {.f = f, .prec = 2 * f->prec, .known = known};
    slong next = 0;

    arb_mat_init(r.X, f->ball->tokens, f->ball->dim);
    for (slong k = 0; k < e->count; k++) {
        r.g = e->groups + k;
        ck_assert_int_eq(r.g->first, next);
        next = r.g->last;
        ck_assert_int_eq(r.g->then == RC_THEN_EXCLUDED,
                         excluded && k == e->count - 1);
        ck_assert(!alone || r.g->then == RC_THEN_UNIQUE);
        replay_group(&r, near, reach);
    }
    if (!excluded)
        ck_assert_int_eq(next, f->ball->tokens);
    ck_assert(!e->lost && (!excluded || e->count > 0));
    arb_mat_clear(r.X);
}

#endif
