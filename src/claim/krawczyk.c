#include "krawczyk.h"

#include "search/search.h"

/* One proof under way. */
typedef struct {
    rc_operator map;
    rc_point box;
} proof;

/* 1 when the operator maps the box of radius r about the centre into its
   interior and every lambda is positive on it; the box is then in w->box, the
   image in w->map.image. Finiteness comes first: what is not finite would
   pass as inside. */
static int
maps_inside(proof *w, const mag_t r)
{
    const slong size = w->map.size;
    int inside = !mag_is_inf(r);

    rc_point_set(&w->box, &w->map.centre);
    for (slong k = 0; k < size; k++)
        mag_set(arb_radref(rc_operator_unknown(&w->map, &w->box, k)), r);
    inside = inside && rc_operator_apply(&w->map, &w->box) == RC_OK;
    for (slong k = 0; inside && k < size; k++) {
        arb_srcptr box = rc_operator_unknown(&w->map, &w->box, k);

        inside =
            arb_is_finite(box) && arb_contains_interior(box, w->map.image + k);
        if (k % (w->map.dim + 1) == w->map.dim)
            inside = inside && arb_is_positive(box);
    }
    return inside;
}

/* Looks for the largest box, up to a factor of two or so, in which the solution
   is unique: bisects the exponent of its radius, knowing that r will do. */
static void
widen(proof *w, rc_point *wide, const mag_t r)
{
    slong fails = 2, passes = w->map.prec;
    mag_t trial;

    mag_init(trial);
    while (passes > fails && mag_cmp_2exp_si(r, -passes) >= 0)
        passes--;
    while (passes - fails > 1) {
        const slong e = fails + (passes - fails) / 2;

        mag_set_ui_2exp_si(trial, 1, -e);
        if (maps_inside(w, trial)) {
            rc_operator_copy(&w->map, wide, &w->box);
            passes = e;
        } else {
            fails = e;
        }
    }
    mag_clear(trial);
}

/* 1 when every equilibrium with its unknown tokens in w->box has its lambda in
   wide.lambda. */
static int
lambda_follows(proof *w, const rc_point *wide)
{
    const rc_equilibrium_system *s = w->map.system;
    int follows =
        rc_equilibrium_lambda(w->box.lambda, s, w->box.X, w->map.prec) == RC_OK;

    for (slong i = s->first; follows && i < s->last; i++)
        follows = arb_contains(arb_mat_entry(wide->lambda, i, 0),
                               arb_mat_entry(w->box.lambda, i, 0));
    return follows;
}

/* Whether the unknown tokens of inner lie in those of outer. */
static int
tokens_inside(const proof *w, const rc_point *inner, const rc_point *outer)
{
    for (slong i = w->map.system->first; i < w->map.system->last; i++)
        for (slong a = 0; a < w->map.dim; a++)
            if (!arb_contains(arb_mat_entry(outer->X, i, a),
                              arb_mat_entry(inner->X, i, a)))
                return 0;
    return 1;
}

/* The proof speaks of tokens and lambda together. Shrinks the tokens' part of
   `wide` until their box forces lambda into its own, so that uniqueness holds
   among tokens alone. */
static rc_status
detach_lambda(proof *w, const rc_point *tight, rc_point *wide)
{
    for (slong k = 0; k < w->map.prec && tokens_inside(w, tight, wide); k++) {
        rc_point_set(&w->box, &w->map.centre);
        rc_operator_copy(&w->map, &w->box, wide);
        if (lambda_follows(w, wide))
            return RC_OK;
        for (slong i = w->map.system->first; i < w->map.system->last; i++)
            for (slong a = 0; a < w->map.dim; a++) {
                mag_ptr r = arb_radref(arb_mat_entry(wide->X, i, a));

                mag_mul_2exp_si(r, r, -1);
            }
    }
    return RC_UNCERTAIN;
}

/* The proof itself, from the smallest box that can hold the solution on. */
static rc_status
prove(proof *w, rc_point *tight, rc_point *wide)
{
    mag_t r;
    rc_status status;

    mag_init(r);
    status = rc_operator_prepare(&w->map, r);
    mag_mul_2exp_si(r, r, 2);
    if (mag_is_zero(r))
        mag_set_ui_2exp_si(r, 1, -w->map.prec);
    if (status == RC_OK && !maps_inside(w, r))
        status = RC_UNCERTAIN;
    if (status == RC_OK) {
        rc_operator_copy(&w->map, wide, &w->box);
        for (slong k = 0; k < w->map.size; k++)
            arb_set(rc_operator_unknown(&w->map, tight, k), w->map.image + k);
        widen(w, wide, r);
        status = detach_lambda(w, tight, wide);
    }
    mag_clear(r);
    return status;
}

rc_status
rc_krawczyk_certify(rc_point *tight, rc_point *wide,
                    const rc_equilibrium_system *system, slong prec)
{
    proof w;
    rc_status status;

    rc_operator_init(&w.map, system, tight, prec);
    rc_point_init(&w.box, arb_mat_nrows(tight->X), arb_mat_ncols(tight->X));
    status = prove(&w, tight, wide);
    rc_point_clear(&w.box);
    rc_operator_clear(&w.map);
    return status;
}

rc_status
rc_equilibrium_certify(rc_point *tight, rc_point *wide, slong *token,
                       const rc_layer_ball_t layer, const arb_mat_struct *gram,
                       const arb_mat_t guess, const rc_job *job, slong prec)
{
    const slong n = layer->tokens;
    const slong group = rc_mask_is_lower_triangular(layer->mask) ? 1 : n;
    rc_status status = RC_OK;

    arb_mat_get_mid(tight->X, guess);
    arb_mat_zero(tight->lambda);
    for (slong i = 0; status == RC_OK && i < n; i += group) {
        rc_equilibrium_system system = {
            .layer = layer, .gram = gram, .first = i, .last = i + group};

        *token = i;
        rc_job_progress(job, "token %ld of %ld at %ld bits", (long)i + 1,
                        (long)n, (long)prec);
        status =
            rc_approx_equilibrium(tight->X, tight->lambda, &system,
                                  job->limits.stop, job->limits.context, prec);
        if (status == RC_OK)
            status = rc_krawczyk_certify(tight, wide, &system, prec);
    }
    return status;
}
