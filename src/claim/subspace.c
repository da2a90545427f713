#include "subspace.h"

#include <stdlib.h>

#include "invariant_factor.h"

/* The zero subspace of R^d. To be cleared even when memory ran out. */
static rc_status
subspace_init(rc_subspace *s, slong d)
{
    s->dim = 0;
    s->kind = "";
    s->form = RC_SUBSPACE_COORDINATES;
    s->pivots = calloc((size_t)d + 1, sizeof(slong));
    arb_mat_init(s->U, 0, d);
    fmpq_mat_init(s->basis, 0, 0);
    rc_point_init(&s->line, 1, d);
    arf_init(s->line_e);
    return s->pivots == NULL ? RC_NOMEM : RC_OK;
}

void
rc_subspace_clear(rc_subspace *s)
{
    free(s->pivots);
    arb_mat_clear(s->U);
    fmpq_mat_clear(s->basis);
    rc_point_clear(&s->line);
    arf_clear(s->line_e);
}

/* Makes room for dim rows of U, all zero. */
static void
set_dim(rc_subspace *s, slong dim, rc_subspace_form form, const char *kind)
{
    const slong d = arb_mat_ncols(s->U);

    s->dim = dim;
    s->form = form;
    s->kind = kind;
    arb_mat_clear(s->U);
    arb_mat_init(s->U, dim, d);
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

    if (in == NULL)
        return RC_NOMEM;
    set_dim(s, close_coordinates(in, layer, value, X, prec),
            RC_SUBSPACE_COORDINATES, "coordinates closed under W");
    for (slong a = 0; a < d; a++)
        if (in[a]) {
            s->pivots[row] = a;
            arb_one(arb_mat_entry(s->U, row, a));
            row++;
        }
    if (s->dim == d)
        s->kind = "the whole space";
    free(in);
    return RC_OK;
}

/* Replaces s by the span of basis' rows, a rational invariant subspace in
   reduced row echelon form. */
static void
set_rational(rc_subspace *s, const fmpq_mat_t basis, slong prec)
{
    const slong d = fmpq_mat_ncols(basis), dim = fmpq_mat_nrows(basis);

    set_dim(s, dim, RC_SUBSPACE_BASIS, "a rational invariant subspace of W");
    fmpq_mat_clear(s->basis);
    fmpq_mat_init_set(s->basis, basis);
    for (slong i = 0; i < dim; i++) {
        slong pivot = 0;

        while (fmpq_is_zero(fmpq_mat_entry(basis, i, pivot)))
            pivot++;
        s->pivots[i] = pivot;
        for (slong a = 0; a < d; a++)
            arb_set_fmpq(arb_mat_entry(s->U, i, a), fmpq_mat_entry(basis, i, a),
                         prec);
    }
}

static void
try_rational(rc_subspace *s, const fmpq_mat_t value, const arb_mat_t X,
             slong prec)
{
    fmpq_mat_t basis;

    if (rc_invariant_basis(basis, value, X, prec)) {
        if (fmpq_mat_nrows(basis) < s->dim)
            set_rational(s, basis, prec);
        fmpq_mat_clear(basis);
    }
}

/* v (1 x d) = a certified enclosure of a left eigenvector of W near the first
   token, its unit length and positive eigenvalue by R11 for a single token;
   centre and e are those of the proof. */
static rc_status
certify_eigenvector(arb_mat_t v, rc_point *centre, arf_t e,
                    const rc_layer_ball_t ball, const arb_mat_t X,
                    const rc_job *job, slong prec)
{
    rc_layer_ball_struct one = *ball;
    rc_point tight;
    rc_radii radii;
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
    rc_radii_init(&radii);
    arb_mat_window_init(first, X, 0, 0, 1, ball->dim);
    status = rc_equilibrium_certify(&tight, centre, &radii, &token, &one, first,
                                    job, prec);
    if (status == RC_OK)
        arb_mat_set(v, tight.X);
    arf_set(e, radii.e);
    arb_mat_window_clear(first);
    rc_radii_clear(&radii);
    rc_point_clear(&tight);
    arb_mat_clear(one.weights);
    rc_mask_free(mask);
    return status;
}

/* U = v / v_p: one at the pivot, exactly. */
static void
set_line(rc_subspace *s, const arb_mat_t v, slong pivot, slong prec)
{
    set_dim(s, 1, RC_SUBSPACE_LINE, "the line of an eigenvector of W");
    arb_mat_scalar_div_arb(s->U, v, arb_mat_entry(v, 0, pivot), prec);
    arb_one(arb_mat_entry(s->U, 0, pivot));
    s->pivots[0] = pivot;
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
    status = certify_eigenvector(v, &s->line, s->line_e, ball, X, job, prec);
    for (slong a = 0; status == RC_OK && a < d; a++)
        if (arf_cmpabs(arb_midref(arb_mat_entry(v, 0, a)),
                       arb_midref(arb_mat_entry(v, 0, pivot))) > 0)
            pivot = a;
    if (status == RC_OK && arb_is_nonzero(arb_mat_entry(v, 0, pivot)))
        set_line(s, v, pivot, prec);
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
    rc_status status = subspace_init(s, layer->dim);

    fmpq_mat_init(value, layer->dim, layer->dim);
    rational = rc_layer_rational_value(value, layer);
    if (status == RC_OK)
        status = find_coordinates(s, layer, rational ? value : NULL, X, prec);
    if (status == RC_OK && s->dim > rank && rational)
        try_rational(s, value, X, prec);
    if (status == RC_OK && s->dim > rank && rank == 1)
        status = try_line(s, ball, X, job, prec);
    fmpq_mat_clear(value);
    return status;
}
