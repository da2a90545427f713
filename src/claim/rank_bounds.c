#include "rank_bounds.h"

#include <stdlib.h>

#include "inside.h"
#include "minor.h"

rc_status
rc_rank_bounds_init(rc_rank_bounds *bounds, slong tokens, slong dim)
{
    const size_t least = (size_t)(tokens < dim ? tokens : dim);

    *bounds = (rc_rank_bounds){.from = "", .exact_from = ""};
    arb_init(bounds->minor);
    bounds->rows = calloc(least + 1, sizeof *bounds->rows);
    bounds->cols = calloc(least + 1, sizeof *bounds->cols);
    return bounds->rows == NULL || bounds->cols == NULL ? RC_NOMEM : RC_OK;
}

/* Leaves the subspace behind. */
static void
drop_subspace(rc_rank_bounds *bounds)
{
    if (bounds->inside)
        rc_subspace_clear(&bounds->subspace);
    bounds->inside = 0;
}

void
rc_rank_bounds_clear(rc_rank_bounds *bounds)
{
    drop_subspace(bounds);
    free(bounds->cols);
    free(bounds->rows);
    arb_clear(bounds->minor);
}

/* ---- What needs no solving ---- */

int
rc_rational_value(fmpq_mat_t M, const rc_layer *layer)
{
    fmpq_mat_init(M, layer->dim, layer->dim);
    if (rc_layer_rational_value(M, layer))
        return 1;
    fmpq_mat_clear(M);
    return 0;
}

int
rc_rational_weights(fmpq_mat_t M, const rc_layer *layer)
{
    const slong n = rc_mask_tokens(layer->mask);
    int exact = 1;

    fmpq_mat_init(M, n, n);
    for (slong i = 0; exact && i < n; i++)
        for (slong j = 0; exact && j < n; j++)
            if (rc_mask_has(layer->mask, i, j))
                exact =
                    rc_layer_exact_weight(fmpq_mat_entry(M, i, j), layer, i, j);
    if (!exact)
        fmpq_mat_clear(M);
    return exact;
}

/* The exact bound falls to M's rank; M is cleared. */
static void
lower_exact(rc_rank_bounds *bounds, fmpq_mat_t M, rc_bound_source source,
            const char *from)
{
    const slong rank = fmpq_mat_rref(M, M);

    if (rank < bounds->exact) {
        bounds->exact = rank;
        bounds->exact_from = from;
        bounds->exact_source = source;
    }
    fmpq_mat_clear(M);
}

/* Bounds that need no solving. An invertible lower triangular A says nothing,
   so it is not eliminated. */
void
rc_rank_bounds_start(rc_rank_bounds *bounds, const rc_layer *layer)
{
    const slong n = rc_mask_tokens(layer->mask), d = layer->dim;
    fmpq_mat_t M;

    bounds->exact = n < d ? n : d;
    bounds->exact_from = "the number of tokens or coordinates";
    bounds->exact_source = RC_BOUND_SIZE;
    if (rc_rational_value(M, layer))
        lower_exact(bounds, M, RC_BOUND_VALUE, "the rank of the value matrix");
    if (!rc_mask_is_lower_triangular(layer->mask) &&
        rc_rational_weights(M, layer))
        lower_exact(bounds, M, RC_BOUND_WEIGHTS, "the rank of the weights");
}

/* ---- The minor ---- */

static int
compare_places(const void *a, const void *b)
{
    const slong x = *(const slong *)a, y = *(const slong *)b;

    return (x > y) - (x < y);
}

/* The minor must stand errors this many bits larger than they are: other
   arithmetic makes others. */
#define SPARE_RADIUS_BITS 2

/* lower, minor and its places, from the tokens or their coordinates. */
static rc_status
certify_minor(rc_rank_bounds *bounds, const arb_mat_t tokens, const rc_job *job,
              slong prec)
{
    arb_mat_t wide;
    arb_t det;
    slong rank;
    rc_status status;

    arb_mat_init(wide, arb_mat_nrows(tokens), arb_mat_ncols(tokens));
    arb_init(det);
    arb_mat_set(wide, tokens);
    for (slong i = 0; i < arb_mat_nrows(wide); i++)
        for (slong a = 0; a < arb_mat_ncols(wide); a++) {
            mag_ptr r = arb_radref(arb_mat_entry(wide, i, a));

            mag_mul_2exp_si(r, r, SPARE_RADIUS_BITS);
        }
    status = rc_place_minor(&rank, bounds->rows, bounds->cols, det, wide,
                            job->limits.stop, job->limits.context, prec);
    if (status == RC_OK && arb_is_finite(det) && arb_is_nonzero(det)) {
        bounds->lower = rank;
        status =
            rc_place_minor(&rank, bounds->rows, bounds->cols, bounds->minor,
                           tokens, job->limits.stop, job->limits.context, prec);
    }
    qsort(bounds->rows, (size_t)bounds->lower, sizeof(slong), compare_places);
    qsort(bounds->cols, (size_t)bounds->lower, sizeof(slong), compare_places);
    arb_clear(det);
    arb_mat_clear(wide);
    return status;
}

/* ---- Both bounds ---- */

/* Looks for a subspace smaller than the bound and solves there; then `inside`
   is 1 and Z (initialised by this call) holds the coordinates, else the
   tokens. */
static rc_status
go_inside(arb_mat_t Z, rc_rank_bounds *bounds, rc_point *tight,
          const rc_point *wide, rc_radii *radii, const rc_layer *layer,
          const rc_layer_ball_t ball, slong seen, const rc_job *job, slong prec)
{
    rc_subspace *s = &bounds->subspace;
    rc_status status =
        rc_subspace_find(s, layer, ball, tight->X, seen, job, prec);

    if (status == RC_OK && s->dim > 0 && s->dim < bounds->upper) {
        arb_mat_init(Z, ball->tokens, s->dim);
        status = rc_inside_certify(Z, tight, radii, wide, s, ball, job, prec);
        if (status == RC_OK) {
            bounds->inside = 1;
            bounds->upper = s->dim;
            bounds->from = s->kind;
            bounds->source = RC_BOUND_SUBSPACE;
            return RC_OK;
        }
        arb_mat_clear(Z);
    }
    arb_mat_init(Z, ball->tokens, ball->dim);
    arb_mat_set(Z, tight->X);
    rc_subspace_clear(s);
    return status;
}

rc_status
rc_equilibrium_rank_bounds(rc_rank_bounds *bounds, rc_point *tight,
                           const rc_point *wide, rc_radii *radii,
                           const rc_layer *layer, const rc_layer_ball_t ball,
                           const rc_job *job, slong prec)
{
    arb_mat_t Z;
    slong seen;
    rc_status status, minor_status;

    /* what was found for another equilibrium does not hold for this one */
    drop_subspace(bounds);
    bounds->lower = 0;
    bounds->upper = bounds->exact;
    bounds->from = bounds->exact_from;
    bounds->source = bounds->exact_source;
    status = rc_largest_minor(&seen, NULL, tight->X, job->limits.stop,
                              job->limits.context, prec);
    if (status != RC_OK)
        return status;
    status =
        go_inside(Z, bounds, tight, wide, radii, layer, ball, seen, job, prec);
    minor_status = certify_minor(bounds, Z, job, prec);
    arb_mat_clear(Z);
    return status != RC_OK ? status : minor_status;
}
