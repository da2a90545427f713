/* What a certificate holds of an equilibrium (proofs/certificate-format.md). */

#include "equilibrium.h"
#include "kernel.h"

void
rc_equilibrium_state(rc_certificate *out, const rc_claim *claim)
{
    const rc_value *rank = rc_claim_get(claim, "rank");

    rc_certificate_put_matrix(out, "near", rc_claim_get(claim, "near")->matrix);
    if (rank != NULL)
        rc_certificate_put_integer(out, "rank", rank->integer);
}

/* What was certified with so many bits leaves room for other rounding with a
   few more. */
static slong
check_bits(const rc_equilibrium_decision *s)
{
    return (s->bits + s->bits / 4 + 63) / 32 * 32;
}

/* ---- The proof ---- */

static void
put_middle(rc_certificate *out, const char *key, const arb_t x)
{
    rc_certificate_put_dyadic(out, key, arb_midref(x));
}

static void
put_middles(rc_certificate *out, const char *key, arb_srcptr x, slong count)
{
    rc_certificate_open_list(out, key);
    for (slong k = 0; k < count; k++)
        put_middle(out, NULL, x + k);
    rc_certificate_close(out);
}

static void
put_centre(const rc_equilibrium_decision *s)
{
    rc_certificate *out = s->job->out;
    const slong n = arb_mat_nrows(s->wide.X), d = arb_mat_ncols(s->wide.X);

    rc_certificate_open_list(out, "centre");
    for (slong i = 0; i < n; i++)
        put_middles(out, NULL, arb_mat_entry(s->wide.X, i, 0), d);
    rc_certificate_close(out);
    put_middles(out, "lambda", arb_mat_entry(s->wide.lambda, 0, 0), n);
}

static void
put_radii(const rc_equilibrium_decision *s)
{
    rc_certificate *out = s->job->out;

    rc_certificate_open_list(out, "radii");
    for (slong g = 0; g < s->groups; g++) {
        rc_certificate_open_list(out, NULL);
        rc_certificate_put_dyadic(out, NULL, s->radii[g].e);
        rc_certificate_put_dyadic(out, NULL, s->radii[g].r);
        rc_certificate_put_dyadic(out, NULL, s->radii[g].u);
        rc_certificate_close(out);
    }
    rc_certificate_close(out);
    rc_certificate_put_dyadic(out, "radius", s->radius);
}

/* ---- The rank ---- */

static void
put_basis(rc_certificate *out, const rc_subspace *s)
{
    rc_certificate_open_list(out, "basis");
    for (slong i = 0; i < s->dim; i++) {
        rc_certificate_open_list(out, NULL);
        for (slong a = 0; a < fmpq_mat_ncols(s->basis); a++)
            rc_certificate_put_fmpq(out, NULL, fmpq_mat_entry(s->basis, i, a));
        rc_certificate_close(out);
    }
    rc_certificate_close(out);
    rc_certificate_put_places(out, "pivots", s->pivots, s->dim);
}

static void
put_line(rc_certificate *out, const rc_subspace *s)
{
    rc_certificate_open_map(out, "line");
    put_middles(out, "centre", arb_mat_entry(s->line.X, 0, 0),
                arb_mat_ncols(s->line.X));
    put_middle(out, "lambda", arb_mat_entry(s->line.lambda, 0, 0));
    rc_certificate_put_integer(out, "pivot", s->pivots[0] + 1);
    rc_certificate_put_dyadic(out, "radius", s->line_e);
    rc_certificate_close(out);
}

static void
put_subspace(rc_certificate *out, const rc_subspace *s)
{
    rc_certificate_open_map(out, "subspace");
    switch (s->form) {
    case RC_SUBSPACE_COORDINATES:
        rc_certificate_put_places(out, "coordinates", s->pivots, s->dim);
        break;
    case RC_SUBSPACE_BASIS:
        put_basis(out, s);
        break;
    case RC_SUBSPACE_LINE:
        put_line(out, s);
        break;
    }
    rc_certificate_close(out);
}

static void
put_minor(rc_certificate *out, const rc_rank_bounds *rank)
{
    if (rank->lower == 0)
        return;
    rc_certificate_open_map(out, "minor");
    rc_certificate_put_places(out, "cols", rank->cols, rank->lower);
    rc_certificate_put_places(out, "rows", rank->rows, rank->lower);
    rc_certificate_close(out);
}

static void
put_upper(const rc_equilibrium_decision *s)
{
    const rc_bound_source source = s->rank.source;
    rc_certificate *out = s->job->out;
    fmpq_mat_t M;

    if (source == RC_BOUND_SIZE)
        return;
    rc_certificate_open_map(out, "upper");
    if (source == RC_BOUND_SUBSPACE) {
        rc_certificate_put_text(out, "from", "subspace");
    } else if (source == RC_BOUND_VALUE ? rc_rational_value(M, &s->layer)
                                        : rc_rational_weights(M, &s->layer)) {
        rc_certificate_put_text(out, "from",
                                source == RC_BOUND_VALUE ? "value" : "weights");
        rc_kernel_put(out, M);
        fmpq_mat_clear(M);
    }
    rc_certificate_close(out);
}

static void
put_rank(const rc_equilibrium_decision *s)
{
    rc_certificate *out = s->job->out;

    rc_certificate_add_result(out, "R12");
    put_minor(out, &s->rank);
    if (s->rank.inside)
        put_subspace(out, &s->rank.subspace);
    put_upper(s);
    if (s->alone) {
        rc_certificate_add_result(out, "R23");
        rc_exclusion_put(out, "alone", &s->exclusion, s->reach);
    }
}

/* ---- The witnesses ---- */

void
rc_equilibrium_put_proof(const rc_equilibrium_decision *s, int with_rank)
{
    rc_certificate *out = s->job->out;

    rc_certificate_add_result(out, "R11");
    rc_certificate_set_check_bits(out, check_bits(s));
    rc_certificate_fill(out, RC_PART_WITNESS);
    put_centre(s);
    put_radii(s);
    if (with_rank)
        put_rank(s);
    rc_certificate_fill(out, RC_PART_VALUES);
}

void
rc_equilibrium_put_exclusion(const rc_equilibrium_decision *s)
{
    rc_certificate *out = s->job->out;

    rc_certificate_add_result(out, "R23");
    rc_certificate_set_check_bits(out, check_bits(s));
    rc_certificate_fill(out, RC_PART_WITNESS);
    rc_exclusion_put(out, "exclusion", &s->exclusion, NULL);
    rc_certificate_fill(out, RC_PART_VALUES);
}

void
rc_equilibrium_put_breakdown(const rc_equilibrium_decision *s, slong token)
{
    rc_certificate *out = s->job->out;

    rc_certificate_add_result(out, "R24");
    rc_certificate_fill(out, RC_PART_WITNESS);
    rc_certificate_put_integer(out, "token", token + 1);
    rc_certificate_fill(out, RC_PART_VALUES);
}
