#include "inside.h"

/* One proof under way. */
typedef struct {
    const rc_subspace *subspace;
    const rc_point *wide;
    rc_layer_ball_t layer; /* that of the z_i */
    arb_mat_t gram;
    rc_point inner; /* Z and lambda */
    rc_point outer; /* Z U, and from the group at hand on the centres */
    arb_mat_t X;    /* Z U */
    slong prec;
} work;

static void
work_init(work *w, const rc_point *wide, const rc_subspace *subspace,
          const rc_layer_ball_t ball, slong prec)
{
    w->subspace = subspace;
    w->wide = wide;
    w->prec = prec;
    arb_mat_init(w->gram, subspace->dim, subspace->dim);
    rc_layer_ball_restrict(w->layer, w->gram, ball, subspace->U,
                           subspace->pivots, prec);
    rc_point_init(&w->inner, ball->tokens, subspace->dim);
    rc_point_init(&w->outer, ball->tokens, ball->dim);
    arb_mat_init(w->X, ball->tokens, ball->dim);
}

static void
work_clear(work *w)
{
    arb_mat_clear(w->X);
    rc_point_clear(&w->outer);
    rc_point_clear(&w->inner);
    rc_layer_ball_clear(w->layer);
    arb_mat_clear(w->gram);
}

/* The centres, inside and outside. Later tokens have theirs as well: sums are
   taken about the mean of all, and should be as narrow as they were. */
static void
set_centre(work *w)
{
    const rc_subspace *s = w->subspace;

    arb_mat_get_mid(w->outer.X, w->wide->X);
    arb_mat_get_mid(w->outer.lambda, w->wide->lambda);
    arb_mat_set(w->inner.lambda, w->outer.lambda);
    for (slong i = 0; i < arb_mat_nrows(w->X); i++)
        for (slong b = 0; b < s->dim; b++)
            arb_set(arb_mat_entry(w->inner.X, i, b),
                    arb_mat_entry(w->outer.X, i, s->pivots[b]));
}

/* X's rows first..last-1 = Z U. */
static void
enclose_tokens(work *w, slong first, slong last)
{
    arb_mat_t z, x;

    arb_mat_window_init(z, w->inner.X, first, 0, last, w->subspace->dim);
    arb_mat_window_init(x, w->X, first, 0, last, arb_mat_ncols(w->X));
    arb_mat_mul(x, z, w->subspace->U, w->prec);
    arb_mat_window_clear(x);
    arb_mat_window_clear(z);
}

/* The proof of one group; its tokens are then data in outer. */
static rc_status
certify_group(work *w, arf_t e, const rc_radii *radii,
              const rc_layer_ball_t ball, slong first, slong last)
{
    const rc_equilibrium_system inside = {
        .layer = w->layer, .gram = w->gram, .first = first, .last = last};
    const rc_equilibrium_system full = {
        .layer = ball, .first = first, .last = last};
    rc_status status;

    status = rc_krawczyk_solve(&w->inner, e, &inside, w->prec);
    if (status != RC_OK)
        return status;
    enclose_tokens(w, first, last);
    status = rc_krawczyk_confirm(&w->outer, w->X, radii, &full, w->prec);
    for (slong i = first; status == RC_OK && i < last; i++)
        for (slong a = 0; a < ball->dim; a++)
            arb_set(arb_mat_entry(w->outer.X, i, a), arb_mat_entry(w->X, i, a));
    return status;
}

rc_status
rc_inside_certify(arb_mat_t Z, rc_point *tight, rc_radii *radii,
                  const rc_point *wide, const rc_subspace *subspace,
                  const rc_layer_ball_t ball, const rc_job *job, slong prec)
{
    const slong n = ball->tokens, group = rc_equilibrium_group(ball);
    rc_radii *found = rc_radii_new(n / group);
    rc_status status = RC_OK;
    work w;

    if (found == NULL)
        return RC_NOMEM;
    work_init(&w, wide, subspace, ball, prec);
    set_centre(&w);
    for (slong g = 0; status == RC_OK && g < n / group; g++) {
        rc_job_progress(job, "token %ld of %ld in a subspace at %ld bits",
                        (long)(g * group) + 1, (long)n, (long)prec);
        status = rc_job_stopped(job)
                     ? RC_STOPPED
                     : certify_group(&w, found[g].e, radii + g, ball, g * group,
                                     (g + 1) * group);
    }
    for (slong g = 0; status == RC_OK && g < n / group; g++)
        arf_set(radii[g].e, found[g].e);
    if (status == RC_OK) {
        arb_mat_set(Z, w.inner.X);
        arb_mat_set(tight->X, w.X);
        arb_mat_set(tight->lambda, w.inner.lambda);
    }
    work_clear(&w);
    rc_radii_free(found, n / group);
    return status;
}
