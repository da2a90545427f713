#include "rank_bounds.h"

#include "minor.h"
#include "subspace.h"

void
rc_rank_bounds_init(rc_rank_bounds *bounds)
{
    bounds->lower = 0;
    bounds->upper = 0;
    bounds->from = "";
    bounds->exact = 0;
    bounds->exact_from = "";
    arb_init(bounds->minor);
}

void
rc_rank_bounds_clear(rc_rank_bounds *bounds)
{
    arb_clear(bounds->minor);
}

/* The exact bound falls to this rank. */
static void
lower_exact(rc_rank_bounds *bounds, slong rank, const char *from)
{
    if (rank < bounds->exact) {
        bounds->exact = rank;
        bounds->exact_from = from;
    }
}

/* A with exact entries: 1, or 0 when the weights depend on X. */
static int
exact_weights(fmpq_mat_t A, const rc_layer *layer)
{
    const slong n = rc_mask_tokens(layer->mask);

    for (slong i = 0; i < n; i++)
        for (slong j = 0; j < n; j++)
            if (rc_mask_has(layer->mask, i, j) &&
                !rc_layer_exact_weight(fmpq_mat_entry(A, i, j), layer, i, j))
                return 0;
    return 1;
}

/* Bounds that need no solving. An invertible lower triangular A says nothing,
   so it is not eliminated. */
void
rc_rank_bounds_start(rc_rank_bounds *bounds, const rc_layer *layer)
{
    const slong n = rc_mask_tokens(layer->mask), d = layer->dim;
    fmpq_mat_t A, W;

    bounds->exact = n < d ? n : d;
    bounds->exact_from = "the number of tokens or coordinates";
    fmpq_mat_init(W, d, d);
    if (rc_layer_rational_value(W, layer))
        lower_exact(bounds, fmpq_mat_rref(W, W),
                    "the rank of the value matrix");
    fmpq_mat_clear(W);
    if (rc_mask_is_lower_triangular(layer->mask))
        return;
    fmpq_mat_init(A, n, n);
    if (exact_weights(A, layer))
        lower_exact(bounds, fmpq_mat_rref(A, A), "the rank of the weights");
    fmpq_mat_clear(A);
}

/* minor and lower from the coordinates z (N x dim) of the tokens. */
static rc_status
certify_minor(rc_rank_bounds *bounds, const arb_mat_t z, const rc_job *job,
              slong prec)
{
    slong rank;
    rc_status status = rc_largest_minor(
        &rank, bounds->minor, z, job->limits.stop, job->limits.context, prec);

    if (status == RC_OK && arb_is_finite(bounds->minor) &&
        arb_is_nonzero(bounds->minor))
        bounds->lower = rank;
    return status;
}

/* Whether the tokens z U all lie in the box of uniqueness. */
static int
lies_in(const arb_mat_t z, const arb_mat_t U, const arb_mat_t box, slong prec)
{
    arb_mat_t X;
    int inside;

    arb_mat_init(X, arb_mat_nrows(z), arb_mat_ncols(U));
    arb_mat_mul(X, z, U, prec);
    inside = arb_mat_is_finite(X) && arb_mat_contains(box, X);
    arb_mat_clear(X);
    return inside;
}

/* Solves for the tokens inside the subspace. RC_OK when exactly one
   equilibrium was certified there and it is the one in wide; its coordinates
   are then in z. */
static rc_status
solve_inside(arb_mat_t z, const rc_subspace *s, const rc_point *tight,
             const rc_point *wide, const rc_layer_ball_t ball,
             const rc_job *job, slong prec)
{
    const slong n = ball->tokens;
    rc_layer_ball_t restricted;
    rc_point inner, inner_wide;
    arb_mat_t gram;
    slong token;
    rc_status status;

    arb_mat_init(gram, s->dim, s->dim);
    rc_layer_ball_restrict(restricted, gram, ball, s->U, s->pivots, prec);
    rc_point_init(&inner, n, s->dim);
    rc_point_init(&inner_wide, n, s->dim);
    for (slong i = 0; i < n; i++)
        for (slong b = 0; b < s->dim; b++)
            arb_set(arb_mat_entry(z, i, b),
                    arb_mat_entry(tight->X, i, s->pivots[b]));
    status = rc_equilibrium_certify(&inner, &inner_wide, &token, restricted,
                                    gram, z, job, prec);
    if (status == RC_OK && !lies_in(inner.X, s->U, wide->X, prec))
        status = RC_UNCERTAIN;
    if (status == RC_OK)
        arb_mat_set(z, inner.X);
    rc_point_clear(&inner_wide);
    rc_point_clear(&inner);
    rc_layer_ball_clear(restricted);
    arb_mat_clear(gram);
    return status;
}

rc_status
rc_equilibrium_rank_bounds(rc_rank_bounds *bounds, const rc_point *tight,
                           const rc_point *wide, const rc_layer *layer,
                           const rc_layer_ball_t ball, const rc_job *job,
                           slong prec)
{
    rc_subspace s;
    arb_mat_t z;
    slong seen;
    int smaller;
    rc_status status, minor_status;

    /* what was found for another equilibrium does not hold for this one */
    bounds->lower = 0;
    bounds->upper = bounds->exact;
    bounds->from = bounds->exact_from;
    status = rc_largest_minor(&seen, NULL, tight->X, job->limits.stop,
                              job->limits.context, prec);
    if (status != RC_OK)
        return status;
    status = rc_subspace_find(&s, layer, ball, tight->X, seen, job, prec);
    smaller = s.dim > 0 && s.dim < ball->dim;
    arb_mat_init(z, ball->tokens, s.dim);
    if (status == RC_OK && smaller)
        status = solve_inside(z, &s, tight, wide, ball, job, prec);
    if (status == RC_OK && smaller && s.dim < bounds->upper) {
        bounds->upper = s.dim;
        bounds->from = s.kind;
    }
    minor_status = certify_minor(
        bounds, status == RC_OK && smaller ? z : tight->X, job, prec);
    arb_mat_clear(z);
    rc_subspace_clear(&s);
    return status != RC_OK ? status : minor_status;
}
