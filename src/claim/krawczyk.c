#include "krawczyk.h"

#include "search/search.h"

/* Radii of boxes are 2^-k, where k is never less than this. */
#define LEAST_EXPONENT 2

/* The widest box that can be certified leaves other arithmetic no room: its
   radius is divided by 2^ROOM_EXPONENT. */
#define ROOM_EXPONENT 2

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

/* x = its midpoint rounded to the nearest multiple of 2^-bits, halves upward.
   What is not finite stays. */
static void
round_to_grid(arb_t x, slong bits)
{
    arf_t half;

    mag_zero(arb_radref(x));
    if (!arf_is_finite(arb_midref(x)))
        return;
    arf_init(half);
    arf_one(half);
    arf_mul_2exp_si(half, half, -1);
    arf_mul_2exp_si(arb_midref(x), arb_midref(x), bits);
    arf_add(arb_midref(x), arb_midref(x), half, ARF_PREC_EXACT, ARF_RND_DOWN);
    arf_floor(arb_midref(x), arb_midref(x));
    arf_mul_2exp_si(arb_midref(x), arb_midref(x), -bits);
    arf_clear(half);
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
                      rc_operator_unknown(&w->map, &w->map.centre, j), k, 4,
                      w->map.prec);
        if (j % (w->map.dim + 1) == w->map.dim)
            inside = inside &&
                     arb_is_positive(rc_operator_unknown(&w->map, &w->box, j));
    }
    return inside;
}

/* w->e for the smallest box that can hold the solution, w->map.image its
   enclosure. */
static int
find_solution(proof *w)
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

/* 1 when the tokens in c +- 2^-u hold the enclosure in `tight` and have their
   lambda in lambda +- 2^-r. */
static int
lambda_follows(proof *w, const rc_point *tight)
{
    const rc_equilibrium_system *s = w->map.system;
    const rc_point *centre = &w->map.centre;
    int follows = 1;

    set_box(w, w->u);
    for (slong j = 0; follows && j < w->map.size; j++)
        follows =
            j % (w->map.dim + 1) == w->map.dim ||
            fits(rc_operator_unknown(&w->map, tight, j),
                 rc_operator_unknown(&w->map, centre, j), w->u, 4, w->map.prec);
    follows = follows && rc_equilibrium_lambda(w->box.lambda, s, w->box.X,
                                               w->map.prec) == RC_OK;
    for (slong i = s->first; follows && i < s->last; i++)
        follows =
            fits(arb_mat_entry(w->box.lambda, i, 0),
                 arb_mat_entry(centre->lambda, i, 0), w->r, 2, w->map.prec);
    return follows;
}

/* w->u: the proof speaks of tokens and lambda together. Shrinks the tokens'
   part of the box until it forces lambda into its own, so that uniqueness holds
   among tokens alone. */
static int
detach_lambda(proof *w, const rc_point *tight)
{
    for (w->u = w->r; w->u < w->r + w->map.prec; w->u++)
        if (lambda_follows(w, tight))
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
    if (radii == NULL)
        return;
    arf_one(radii->e);
    arf_mul_2exp_si(radii->e, radii->e, -w->e);
    arf_one(radii->r);
    arf_mul_2exp_si(radii->r, radii->r, -w->r);
    arf_one(radii->u);
    arf_mul_2exp_si(radii->u, radii->u, -w->u);
}

rc_status
rc_krawczyk_certify(rc_point *tight, rc_point *wide, rc_radii *radii,
                    const rc_equilibrium_system *system, slong prec)
{
    proof w;
    int found;

    rc_operator_init(&w.map, system, tight, prec);
    rc_point_init(&w.box, arb_mat_nrows(tight->X), arb_mat_ncols(tight->X));
    for (slong j = 0; j < w.map.size; j++)
        round_to_grid(rc_operator_unknown(&w.map, &w.map.centre, j),
                      centre_bits(prec));
    found = find_solution(&w);
    for (slong j = 0; found && j < w.map.size; j++)
        arb_set(rc_operator_unknown(&w.map, tight, j), w.map.image + j);
    found = found && find_unique(&w) && detach_lambda(&w, tight);
    if (found)
        hand_out(&w, wide, radii);
    rc_point_clear(&w.box);
    rc_operator_clear(&w.map);
    return found ? RC_OK : RC_UNCERTAIN;
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
            status = rc_krawczyk_certify(tight, wide, NULL, &system, prec);
    }
    return status;
}
