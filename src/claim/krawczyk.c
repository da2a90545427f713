#include "krawczyk.h"

#include "search/search.h"

void
rc_point_init(rc_point *p, slong tokens, slong dim)
{
    arb_mat_init(p->X, tokens, dim);
    arb_mat_init(p->lambda, tokens, 1);
}

void
rc_point_clear(rc_point *p)
{
    arb_mat_clear(p->X);
    arb_mat_clear(p->lambda);
}

void
rc_point_set(rc_point *p, const rc_point *q)
{
    arb_mat_set(p->X, q->X);
    arb_mat_set(p->lambda, q->lambda);
}

/* One proof under way. */
typedef struct {
    const rc_equilibrium_system *system;
    slong size, dim, prec;
    arb_mat_t inverse;  /* Y, approximate, exact numbers */
    arb_mat_t newton;   /* c - Y G(c) */
    arb_mat_t jacobian; /* G'(b), then Y G'(b) */
    rc_point centre, box;
    arb_ptr image; /* the Krawczyk operator's */
} krawczyk;

static void
krawczyk_init(krawczyk *w, const rc_equilibrium_system *system,
              const rc_point *centre, slong prec)
{
    const slong n = arb_mat_nrows(centre->X), d = arb_mat_ncols(centre->X);

    w->system = system;
    w->size = rc_equilibrium_system_size(system);
    w->dim = d;
    w->prec = prec;
    arb_mat_init(w->inverse, w->size, w->size);
    arb_mat_init(w->newton, w->size, 1);
    arb_mat_init(w->jacobian, w->size, w->size);
    rc_point_init(&w->centre, n, d);
    rc_point_init(&w->box, n, d);
    rc_point_set(&w->centre, centre);
    w->image = _arb_vec_init(w->size);
}

static void
krawczyk_clear(krawczyk *w)
{
    _arb_vec_clear(w->image, w->size);
    rc_point_clear(&w->box);
    rc_point_clear(&w->centre);
    arb_mat_clear(w->jacobian);
    arb_mat_clear(w->newton);
    arb_mat_clear(w->inverse);
}

/* The k-th unknown of a point: token by token, coordinates before lambda. */
static arb_ptr
unknown(const krawczyk *w, const rc_point *p, slong k)
{
    const slong i = w->system->first + k / (w->dim + 1), a = k % (w->dim + 1);

    return a < w->dim ? arb_mat_entry(p->X, i, a)
                      : arb_mat_entry(p->lambda, i, 0);
}

/* Y and c - Y G(c); *step bounds |Y G(c)|. */
static rc_status
prepare(krawczyk *w, mag_t step)
{
    arb_mat_t G;
    mag_t one;
    rc_status status;

    arb_mat_init(G, w->size, 1);
    mag_init(one);
    mag_zero(step);
    status = rc_equilibrium_residual(G, w->system, w->centre.X,
                                     w->centre.lambda, w->prec);
    if (status == RC_OK)
        status = rc_equilibrium_jacobian(w->jacobian, w->system, w->centre.X,
                                         w->centre.lambda, w->prec);
    if (status == RC_OK &&
        !arb_mat_approx_inv(w->inverse, w->jacobian, w->prec))
        status = RC_UNCERTAIN;
    if (status == RC_OK) {
        arb_mat_get_mid(w->inverse, w->inverse);
        arb_mat_mul(w->newton, w->inverse, G, w->prec);
        for (slong k = 0; k < w->size; k++) {
            arb_ptr entry = arb_mat_entry(w->newton, k, 0);

            arb_get_mag(one, entry);
            mag_max(step, step, one);
            arb_sub(entry, unknown(w, &w->centre, k), entry, w->prec);
        }
        if (!arb_mat_is_finite(w->newton) || !arb_mat_is_finite(w->inverse))
            status = RC_UNCERTAIN;
    }
    mag_clear(one);
    arb_mat_clear(G);
    return status;
}

/* box = centre with radius r in every unknown. */
static void
set_box(krawczyk *w, const mag_t r)
{
    rc_point_set(&w->box, &w->centre);
    for (slong k = 0; k < w->size; k++)
        mag_set(arb_radref(unknown(w, &w->box, k)), r);
}

/* sum = an upper bound of sum_j | (I - Y G'(b))_kj |. */
static void
row_sum(mag_t sum, const krawczyk *w, slong k)
{
    arb_t entry;
    mag_t one;

    arb_init(entry);
    mag_init(one);
    mag_zero(sum);
    for (slong j = 0; j < w->size; j++) {
        arb_set(entry, arb_mat_entry(w->jacobian, k, j));
        if (j == k)
            arb_sub_ui(entry, entry, 1, w->prec);
        arb_get_mag(one, entry);
        mag_add(sum, sum, one);
    }
    mag_clear(one);
    arb_clear(entry);
}

/* 1 when the operator maps the box of radius r into its interior and every
   lambda is positive on it; the image is then in w->image. */
static int
maps_inside(krawczyk *w, const mag_t r)
{
    mag_t reach;
    int inside = 1;

    set_box(w, r);
    if (mag_is_inf(r) ||
        rc_equilibrium_jacobian(w->jacobian, w->system, w->box.X, w->box.lambda,
                                w->prec) != RC_OK)
        return 0;
    arb_mat_mul(w->jacobian, w->inverse, w->jacobian, w->prec);
    mag_init(reach);
    for (slong k = 0; inside && k < w->size; k++) {
        arb_srcptr box = unknown(w, &w->box, k);

        row_sum(reach, w, k);
        mag_mul(reach, reach, r);
        arb_set(w->image + k, arb_mat_entry(w->newton, k, 0));
        arb_add_error_mag(w->image + k, reach);
        inside = arb_is_finite(w->image + k) && arb_is_finite(box) &&
                 arb_contains_interior(box, w->image + k);
        if (k % (w->dim + 1) == w->dim)
            inside = inside && arb_is_positive(box);
    }
    mag_clear(reach);
    return inside;
}

/* Copies the unknown rows of one point to another. */
static void
copy_unknowns(const krawczyk *w, rc_point *to, const rc_point *from)
{
    for (slong k = 0; k < w->size; k++)
        arb_set(unknown(w, to, k), unknown(w, from, k));
}

/* Looks for a larger box in which the solution is unique: radii 2^-4, 2^-16,
   2^-64, ... above r. */
static void
widen(krawczyk *w, rc_point *wide, const mag_t r)
{
    mag_t trial;

    mag_init(trial);
    for (slong e = 4; e <= w->prec; e *= 4) {
        mag_set_ui_2exp_si(trial, 1, -e);
        if (mag_cmp(trial, r) <= 0)
            break;
        if (maps_inside(w, trial)) {
            copy_unknowns(w, wide, &w->box);
            break;
        }
    }
    mag_clear(trial);
}

/* 1 when every equilibrium with its unknown tokens in box.X has its lambda in
   wide.lambda: lambda_i = <y_i, x_i> there. With a gram matrix the product is
   x_i gram y_i^T. */
static int
lambda_follows(const krawczyk *w, const rc_point *box, const rc_point *wide)
{
    const rc_equilibrium_system *s = w->system;
    arb_mat_t Y, metric, y;
    arb_t product;
    int follows;

    arb_mat_init(Y, s->last - s->first, w->dim);
    arb_mat_init(metric, 1, w->dim);
    arb_init(product);
    follows =
        rc_layer_mix(Y, s->layer, box->X, s->first, s->last, w->prec) == RC_OK;
    for (slong i = s->first; follows && i < s->last; i++) {
        arb_mat_window_init(y, Y, i - s->first, 0, i - s->first + 1, w->dim);
        if (s->gram == NULL)
            arb_mat_set(metric, y);
        else
            arb_mat_mul(metric, y, s->gram, w->prec);
        arb_dot(product, NULL, 0, arb_mat_entry(box->X, i, 0), 1,
                arb_mat_entry(metric, 0, 0), 1, w->dim, w->prec);
        arb_mat_window_clear(y);
        follows = arb_is_finite(product) &&
                  arb_contains(arb_mat_entry(wide->lambda, i, 0), product);
    }
    arb_clear(product);
    arb_mat_clear(metric);
    arb_mat_clear(Y);
    return follows;
}

/* Whether the unknown tokens of inner lie in those of outer. */
static int
tokens_inside(const krawczyk *w, const rc_point *inner, const rc_point *outer)
{
    for (slong i = w->system->first; i < w->system->last; i++)
        for (slong a = 0; a < w->dim; a++)
            if (!arb_contains(arb_mat_entry(outer->X, i, a),
                              arb_mat_entry(inner->X, i, a)))
                return 0;
    return 1;
}

/* The proof speaks of tokens and lambda together. Shrinks the tokens' part of
   `wide` until their box forces lambda into its own, so that uniqueness holds
   among tokens alone. */
static rc_status
detach_lambda(krawczyk *w, const rc_point *tight, rc_point *wide)
{
    for (int k = 0; k < w->prec && tokens_inside(w, tight, wide); k++) {
        rc_point_set(&w->box, &w->centre);
        copy_unknowns(w, &w->box, wide);
        if (lambda_follows(w, &w->box, wide))
            return RC_OK;
        for (slong i = w->system->first; i < w->system->last; i++)
            for (slong a = 0; a < w->dim; a++) {
                mag_ptr r = arb_radref(arb_mat_entry(wide->X, i, a));

                mag_mul_2exp_si(r, r, -1);
            }
    }
    return RC_UNCERTAIN;
}

rc_status
rc_krawczyk_certify(rc_point *tight, rc_point *wide,
                    const rc_equilibrium_system *system, slong prec)
{
    krawczyk w;
    mag_t r;
    rc_status status;

    krawczyk_init(&w, system, tight, prec);
    mag_init(r);
    status = prepare(&w, r);
    mag_mul_2exp_si(r, r, 2);
    if (mag_is_zero(r))
        mag_set_ui_2exp_si(r, 1, -prec);
    if (status == RC_OK && !maps_inside(&w, r))
        status = RC_UNCERTAIN;
    if (status == RC_OK) {
        copy_unknowns(&w, wide, &w.box);
        for (slong k = 0; k < w.size; k++)
            arb_set(unknown(&w, tight, k), w.image + k);
        widen(&w, wide, r);
        status = detach_lambda(&w, tight, wide);
    }
    mag_clear(r);
    krawczyk_clear(&w);
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
