#include "subspace.h"

#include <stdlib.h>

#include "invariant_factor.h"
#include "krawczyk.h"

static rc_status
subspace_init(rc_subspace *s, slong dim, slong d, const char *kind)
{
    s->dim = dim;
    s->kind = kind;
    s->pivots = calloc((size_t)dim + 1, sizeof(slong));
    arb_mat_init(s->U, dim, d);
    return s->pivots == NULL ? RC_NOMEM : RC_OK;
}

void
rc_subspace_clear(rc_subspace *s)
{
    free(s->pivots);
    arb_mat_clear(s->U);
}

/* Column `a` of X is zero as far as prec bits can see. */
static int
column_vanishes(const arb_mat_t X, slong a, slong prec)
{
    for (slong i = 0; i < arb_mat_nrows(X); i++)
        if (arf_cmpabs_2exp_si(arb_midref(arb_mat_entry(X, i, a)), -prec / 2) >
            0)
            return 0;
    return 1;
}

/* Whether W[j][k] (centred for LayerNorm `layer`) is exactly zero; `value` is
   that matrix when W is rational, else NULL. */
static int
entry_is_zero(const rc_layer *layer, const fmpq_mat_struct *value, slong j,
              slong k)
{
    if (value != NULL)
        return fmpq_is_zero(fmpq_mat_entry(value, j, k));
    return layer->norm != RC_NORM_LAYER &&
           rc_number_is_zero(rc_matrix_entry(layer->value, j, k));
}

/* in[a] = 1 for the coordinates that X uses and all that W leads to from
   them. Returns how many. */
static slong
close_coordinates(unsigned char *in, const rc_layer *layer,
                  const fmpq_mat_struct *value, const arb_mat_t X, slong prec)
{
    const slong d = layer->dim;
    slong count = 0;
    int grown = 1;

    for (slong a = 0; a < d; a++)
        in[a] = (unsigned char)!column_vanishes(X, a, prec);
    while (grown) {
        grown = 0;
        for (slong j = 0; j < d; j++)
            for (slong k = 0; in[j] && k < d; k++)
                if (!in[k] && !entry_is_zero(layer, value, j, k))
                    in[k] = 1, grown = 1;
    }
    for (slong a = 0; a < d; a++)
        count += in[a];
    return count;
}

static rc_status
find_coordinates(rc_subspace *s, const rc_layer *layer,
                 const fmpq_mat_struct *value, const arb_mat_t X, slong prec)
{
    const slong d = layer->dim;
    unsigned char *in = calloc((size_t)d, 1);
    slong row = 0;
    rc_status status;

    if (in == NULL) {
        (void)subspace_init(s, 0, d, "");
        return RC_NOMEM;
    }
    status = subspace_init(s, close_coordinates(in, layer, value, X, prec), d,
                           "coordinates closed under W");
    for (slong a = 0; status == RC_OK && a < d; a++)
        if (in[a]) {
            s->pivots[row] = a;
            arb_one(arb_mat_entry(s->U, row, a));
            row++;
        }
    if (s->dim == d)
        s->kind = "the whole space";
    free(in);
    return status;
}

/* Replaces s by the span of basis' rows, a rational invariant subspace in
   reduced row echelon form. */
static rc_status
set_rational(rc_subspace *s, const fmpq_mat_t basis, slong prec)
{
    const slong d = fmpq_mat_ncols(basis), dim = fmpq_mat_nrows(basis);
    rc_status status;

    rc_subspace_clear(s);
    status = subspace_init(s, dim, d, "a rational invariant subspace of W");
    for (slong i = 0; status == RC_OK && i < dim; i++) {
        slong pivot = 0;

        while (fmpq_is_zero(fmpq_mat_entry(basis, i, pivot)))
            pivot++;
        s->pivots[i] = pivot;
        for (slong a = 0; a < d; a++)
            arb_set_fmpq(arb_mat_entry(s->U, i, a), fmpq_mat_entry(basis, i, a),
                         prec);
    }
    return status;
}

static rc_status
try_rational(rc_subspace *s, const fmpq_mat_t value, const arb_mat_t X,
             slong prec)
{
    fmpq_mat_t basis;
    rc_status status = RC_OK;

    if (rc_invariant_basis(basis, value, X, prec)) {
        if (fmpq_mat_nrows(basis) < s->dim)
            status = set_rational(s, basis, prec);
        fmpq_mat_clear(basis);
    }
    return status;
}

/* v (1 x d) = a certified enclosure of a left eigenvector of W near the first
   token, its unit length and positive eigenvalue by R11 for a single token. */
static rc_status
certify_eigenvector(arb_mat_t v, const rc_layer_ball_t ball, const arb_mat_t X,
                    const rc_job *job, slong prec)
{
    rc_layer_ball_struct one = *ball;
    rc_point tight, wide;
    rc_mask *mask;
    arb_mat_t first;
    slong token;
    rc_status status = rc_mask_new(&mask, 1);

    if (status != RC_OK)
        return status;
    one.tokens = 1;
    one.mask = mask;
    one.softmax = 0;
    arb_mat_init(one.weights, 1, 1);
    arb_one(arb_mat_entry(one.weights, 0, 0));
    rc_point_init(&tight, 1, ball->dim);
    rc_point_init(&wide, 1, ball->dim);
    arb_mat_window_init(first, X, 0, 0, 1, ball->dim);
    status = rc_equilibrium_certify(&tight, &wide, &token, &one, NULL, first,
                                    job, prec);
    if (status == RC_OK)
        arb_mat_set(v, tight.X);
    arb_mat_window_clear(first);
    rc_point_clear(&wide);
    rc_point_clear(&tight);
    arb_mat_clear(one.weights);
    rc_mask_free(mask);
    return status;
}

/* Replaces s by the line of a certified eigenvector, when there is one. */
static rc_status
try_line(rc_subspace *s, const rc_layer_ball_t ball, const arb_mat_t X,
         const rc_job *job, slong prec)
{
    const slong d = ball->dim;
    slong pivot = 0;
    arb_mat_t v;
    rc_status status;

    arb_mat_init(v, 1, d);
    status = certify_eigenvector(v, ball, X, job, prec);
    for (slong a = 0; status == RC_OK && a < d; a++)
        if (arf_cmpabs(arb_midref(arb_mat_entry(v, 0, a)),
                       arb_midref(arb_mat_entry(v, 0, pivot))) > 0)
            pivot = a;
    if (status == RC_OK && arb_is_nonzero(arb_mat_entry(v, 0, pivot))) {
        rc_subspace_clear(s);
        status = subspace_init(s, 1, d, "the line of an eigenvector of W");
        arb_mat_scalar_div_arb(s->U, v, arb_mat_entry(v, 0, pivot), prec);
        arb_one(arb_mat_entry(s->U, 0, pivot));
        if (status == RC_OK)
            s->pivots[0] = pivot;
    }
    arb_mat_clear(v);
    return status == RC_UNCERTAIN ? RC_OK : status;
}

rc_status
rc_subspace_find(rc_subspace *s, const rc_layer *layer,
                 const rc_layer_ball_t ball, const arb_mat_t X, slong rank,
                 const rc_job *job, slong prec)
{
    fmpq_mat_t value;
    int rational;
    rc_status status;

    fmpq_mat_init(value, layer->dim, layer->dim);
    rational = rc_layer_rational_value(value, layer);
    status = find_coordinates(s, layer, rational ? value : NULL, X, prec);
    if (status == RC_OK && s->dim > rank && rational)
        status = try_rational(s, value, X, prec);
    if (status == RC_OK && s->dim > rank && rank == 1)
        status = try_line(s, ball, X, job, prec);
    fmpq_mat_clear(value);
    return status;
}
