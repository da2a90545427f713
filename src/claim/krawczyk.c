#include "krawczyk.h"

#include <stdlib.h>

#include "search/search.h"

/* Radii of boxes are 2^-k, where k is never less than this. */
#define LEAST_EXPONENT 2

/* The widest box that can be certified leaves other arithmetic no room (that of
   softmax weights has many ways): its radius is divided by 2^ROOM_EXPONENT. */
#define ROOM_EXPONENT 1

/* What must lie in a box of radius r lies within (1 - 2^-room) r: images of
   boxes, which have the room above, and lambda. */
#define IMAGE_ROOM 4
#define LAMBDA_ROOM 2

void
rc_radii_init(rc_radii *radii)
{
    arf_init(radii->e);
    arf_init(radii->r);
    arf_init(radii->u);
}

void
rc_radii_clear(rc_radii *radii)
{
    arf_clear(radii->e);
    arf_clear(radii->r);
    arf_clear(radii->u);
}

rc_radii *
rc_radii_new(slong count)
{
    rc_radii *radii = malloc((size_t)count * sizeof *radii);

    for (slong k = 0; radii != NULL && k < count; k++)
        rc_radii_init(radii + k);
    return radii;
}

void
rc_radii_free(rc_radii *radii, slong count)
{
    for (slong k = 0; radii != NULL && k < count; k++)
        rc_radii_clear(radii + k);
    free(radii);
}

/* One proof under way. The radii of its boxes are 2^-e, 2^-r, 2^-u. */
typedef struct {
    rc_operator map;
    rc_point box;
    slong e, r, u;
} proof;

/* How many bits after the binary point a centre keeps. The operator squares
   its error, so more would cost room in certificates and gain nothing. */
static slong
centre_bits(slong prec)
{
    return prec - prec / 4;
}

/* x = its midpoint rounded to the nearest multiple of 2^-bits. What is not
   finite stays. */
static void
round_to_grid(arb_t x, slong bits)
{
    arf_ptr mid = arb_midref(x);
    fmpz_t whole;

    mag_zero(arb_radref(x));
    arf_mul_2exp_si(mid, mid, bits);
    if (arf_is_finite(mid) && !arf_is_int(mid)) {
        fmpz_init(whole);
        arf_get_fmpz(whole, mid, ARF_RND_NEAR);
        arf_set_fmpz(mid, whole);
        fmpz_clear(whole);
    }
    arf_mul_2exp_si(mid, mid, -bits);
}

/* 1 when |x - centre| is certified to be at most (1 - 2^-spare) 2^-k: x is
   then in the interior of that box, with room to spare. What is not finite
   has no such bound. */
static int
fits(const arb_t x, const arb_t centre, slong k, slong spare, slong prec)
{
    arb_t offset;
    mag_t far, room;
    int inside;

    arb_init(offset);
    mag_init(far);
    mag_init(room);
    arb_sub(offset, x, centre, prec);
    arb_get_mag(far, offset);
    mag_set_ui_2exp_si(room, (1UL << spare) - 1, -k - spare);
    inside = arb_is_finite(offset) && mag_cmp(far, room) <= 0;
    mag_clear(room);
    mag_clear(far);
    arb_clear(offset);
    return inside;
}

/* x = 2^-k, and k for such an x. */
static void
set_radius(arf_t x, slong k)
{
    arf_one(x);
    arf_mul_2exp_si(x, x, -k);
}

static slong
exponent_of(const arf_t x)
{
    return 1 - arf_abs_bound_lt_2exp_si(x);
}

static void
proof_init(proof *w, const rc_equilibrium_system *system,
           const rc_point *centre, slong prec)
{
    rc_operator_init(&w->map, system, centre, prec);
    rc_point_init(&w->box, arb_mat_nrows(centre->X), arb_mat_ncols(centre->X));
}

static void
proof_clear(proof *w)
{
    rc_point_clear(&w->box);
    rc_operator_clear(&w->map);
}

static void
round_centre(proof *w)
{
    for (slong j = 0; j < w->map.size; j++)
        round_to_grid(rc_operator_unknown(&w->map, &w->map.centre, j),
                      centre_bits(w->map.prec));
}

/* Whether unknown number j is a lambda. */
static int
is_lambda(const proof *w, slong j)
{
    return j % (w->map.dim + 1) == w->map.dim;
}

/* w->box = the box of radius 2^-k about the centre. */
static void
set_box(proof *w, slong k)
{
    rc_point_set(&w->box, &w->map.centre);
    for (slong j = 0; j < w->map.size; j++)
        mag_set_ui_2exp_si(arb_radref(rc_operator_unknown(&w->map, &w->box, j)),
                           1, -k);
}

/* 1 when the operator maps the box of radius 2^-k about the centre into its
   interior and every lambda is positive on it; the image is then in
   w->map.image. */
static int
maps_inside(proof *w, slong k)
{
    int inside;

    set_box(w, k);
    inside = rc_operator_apply(&w->map, &w->box) == RC_OK;
    for (slong j = 0; inside && j < w->map.size; j++) {
        inside = fits(w->map.image + j,
                      rc_operator_unknown(&w->map, &w->map.centre, j), k,
                      IMAGE_ROOM, w->map.prec);
        if (is_lambda(w, j))
            inside = inside &&
                     arb_is_positive(rc_operator_unknown(&w->map, &w->box, j));
    }
    return inside;
}

/* w->e for the smallest box that can hold the solution, and its enclosure. */
static int
find_solution(proof *w, rc_point *tight)
{
    mag_t step;
    int found;

    mag_init(step);
    found = rc_operator_prepare(&w->map, step) == RC_OK;
    mag_mul_2exp_si(step, step, 2);
    w->e = centre_bits(w->map.prec);
    while (w->e > LEAST_EXPONENT && mag_cmp_2exp_si(step, -w->e) > 0)
        w->e--;
    found = found && maps_inside(w, w->e);
    for (slong j = 0; found && j < w->map.size; j++)
        arb_set(rc_operator_unknown(&w->map, tight, j), w->map.image + j);
    mag_clear(step);
    return found;
}

/* w->r for a box in which the solution is unique: the largest, by bisection of
   its exponent, knowing that 2^-e will do, and then a step back. */
static int
find_unique(proof *w)
{
    slong fails = LEAST_EXPONENT, passes = w->e;

    while (passes - fails > 1) {
        const slong k = fails + (passes - fails) / 2;

        if (maps_inside(w, k))
            passes = k;
        else
            fails = k;
    }
    w->r = passes + ROOM_EXPONENT < w->e ? passes + ROOM_EXPONENT : w->e;
    return maps_inside(w, w->r);
}

/* 1 when the tokens in c +- 2^-u hold those of X and have their lambda in
   lambda +- 2^-r. */
static int
lambda_follows(proof *w, const arb_mat_t X)
{
    const rc_equilibrium_system *s = w->map.system;
    const rc_point *centre = &w->map.centre;
    const slong prec = w->map.prec;
    int follows = 1;

    set_box(w, w->u);
    for (slong i = s->first; i < s->last; i++)
        for (slong a = 0; follows && a < w->map.dim; a++)
            follows =
                fits(arb_mat_entry(X, i, a), arb_mat_entry(centre->X, i, a),
                     w->u, IMAGE_ROOM, prec);
    follows = follows &&
              rc_equilibrium_lambda(w->box.lambda, s, w->box.X, prec) == RC_OK;
    for (slong i = s->first; follows && i < s->last; i++)
        follows =
            fits(arb_mat_entry(w->box.lambda, i, 0),
                 arb_mat_entry(centre->lambda, i, 0), w->r, LAMBDA_ROOM, prec);
    return follows;
}

/* w->u: the proof speaks of tokens and lambda together. Shrinks the tokens'
   part of the box until it forces lambda into its own, so that uniqueness holds
   among tokens alone. */
static int
detach_lambda(proof *w, const arb_mat_t X)
{
    for (w->u = w->r; w->u < w->r + w->map.prec; w->u++)
        if (lambda_follows(w, X))
            return 1;
    return 0;
}

/* What was found, for the caller. */
static void
hand_out(proof *w, rc_point *wide, rc_radii *radii)
{
    set_box(w, w->u);
    for (slong i = w->map.system->first; i < w->map.system->last; i++)
        mag_set_ui_2exp_si(arb_radref(arb_mat_entry(w->box.lambda, i, 0)), 1,
                           -w->r);
    rc_operator_copy(&w->map, wide, &w->box);
    if (radii != NULL) {
        set_radius(radii->e, w->e);
        set_radius(radii->r, w->r);
        set_radius(radii->u, w->u);
    }
}

rc_status
rc_krawczyk_certify(rc_point *tight, rc_point *wide, rc_radii *radii,
                    const rc_equilibrium_system *system, slong prec)
{
    proof w;
    int found;

    proof_init(&w, system, tight, prec);
    round_centre(&w);
    found = find_solution(&w, tight) && find_unique(&w) &&
            detach_lambda(&w, tight->X);
    if (found)
        hand_out(&w, wide, radii);
    proof_clear(&w);
    return found ? RC_OK : RC_UNCERTAIN;
}

rc_status
rc_krawczyk_solve(rc_point *tight, arf_t e, const rc_equilibrium_system *system,
                  slong prec)
{
    proof w;
    int found;

    proof_init(&w, system, tight, prec);
    round_centre(&w);
    found = find_solution(&w, tight);
    if (found)
        set_radius(e, w.e);
    proof_clear(&w);
    return found ? RC_OK : RC_UNCERTAIN;
}

rc_status
rc_krawczyk_confirm(const rc_point *centre, const arb_mat_t X,
                    const rc_radii *radii, const rc_equilibrium_system *system,
                    slong prec)
{
    proof w;
    mag_t step;
    int holds;

    proof_init(&w, system, centre, prec);
    mag_init(step);
    w.r = exponent_of(radii->r);
    w.u = exponent_of(radii->u);
    holds = rc_operator_prepare(&w.map, step) == RC_OK &&
            maps_inside(&w, w.r) && lambda_follows(&w, X);
    mag_clear(step);
    proof_clear(&w);
    return holds ? RC_OK : RC_UNCERTAIN;
}

/* ---- All groups ---- */

slong
rc_equilibrium_group(const rc_layer_ball_t layer)
{
    return rc_mask_is_lower_triangular(layer->mask) ? 1 : layer->tokens;
}

rc_status
rc_equilibrium_certify(rc_point *tight, rc_point *wide, rc_radii *radii,
                       slong *token, const rc_layer_ball_t layer,
                       const arb_mat_t guess, const rc_job *job, slong prec)
{
    const slong n = layer->tokens, group = rc_equilibrium_group(layer);
    rc_status status = RC_OK;

    arb_mat_get_mid(tight->X, guess);
    arb_mat_zero(tight->lambda);
    for (slong i = 0; status == RC_OK && i < n; i += group) {
        rc_equilibrium_system system = {
            .layer = layer, .first = i, .last = i + group};

        *token = i;
        rc_job_progress(job, "token %ld of %ld at %ld bits", (long)i + 1,
                        (long)n, (long)prec);
        status =
            rc_approx_equilibrium(tight->X, tight->lambda, &system,
                                  job->limits.stop, job->limits.context, prec);
        if (status == RC_OK)
            status = rc_krawczyk_certify(
                tight, wide, radii == NULL ? NULL : radii + i / group, &system,
                prec);
    }
    return status;
}
