/* What a certificate holds of a ladder (proofs/certificate-format.md). */

#include "every_rank.h"
#include "kernel.h"

void
rc_every_rank_state(rc_certificate *out, const rc_claim *claim)
{
    const rc_value *ranks = rc_claim_get(claim, "ranks");
    const rc_value *basis = rc_claim_get(claim, "basis");

    if (basis != NULL)
        rc_certificate_put_matrix(out, "basis", basis->matrix);
    if (rc_claim_get(claim, "branches") != NULL)
        rc_certificate_put_text(out, "branches", "all");
    if (ranks->word != NULL) {
        rc_certificate_put_text(out, "ranks", "all");
        return;
    }
    rc_certificate_open_list(out, "ranks");
    for (size_t k = 0; k < ranks->count; k++)
        rc_certificate_put_integer(out, NULL, ranks->integers[k]);
    rc_certificate_close(out);
}

/* What was certified with so many bits leaves room for other rounding with a
   few more. */
static slong
check_bits(const rc_every_rank_work *w)
{
    return (w->bits + w->bits / 4 + 63) / 32 * 32;
}

/* The middle of the box over the coordinates from p on. */
static void
put_centre(rc_certificate *out, const rc_ladder_record *r, slong i)
{
    rc_certificate_open_list(out, NULL);
    for (slong k = r->tokens[i].coordinate; k < arb_mat_ncols(r->centre); k++)
        rc_certificate_put_dyadic(out, NULL,
                                  arb_midref(arb_mat_entry(r->centre, i, k)));
    rc_certificate_close(out);
}

/* [branch, coordinate], ["inside", lambda, e]; and for softmax
   [branch, coordinate, centre, lambda, e]. */
static void
put_token(rc_certificate *out, const rc_ladder_record *r, slong i)
{
    const rc_ladder_token *token = r->tokens + i;
    const int softmax = arb_mat_nrows(r->centre) > 0;
    const int inside = token->branch == RC_LADDER_INSIDE;

    rc_certificate_open_list(out, NULL);
    rc_certificate_put_text(out, NULL, rc_ladder_branch_name(token->branch));
    if (softmax || !inside)
        rc_certificate_put_integer(out, NULL, token->coordinate + 1);
    if (softmax)
        put_centre(out, r, i);
    if (softmax || inside) {
        rc_certificate_put_dyadic(out, NULL, token->lambda);
        rc_certificate_put_dyadic(out, NULL, token->e);
    }
    rc_certificate_close(out);
}

static void
put_record(rc_certificate *out, const rc_ladder_record *r, slong tokens)
{
    rc_certificate_open_map(out, NULL);
    rc_certificate_put_integer(out, "keep", r->kept);
    rc_certificate_put_integer(out, "rank", r->rank);
    rc_certificate_open_list(out, "tokens");
    for (slong i = r->kept; i < r->count; i++)
        put_token(out, r, i);
    if (r->count < tokens) {
        rc_certificate_open_list(out, NULL);
        rc_certificate_put_text(out, NULL, "none");
        rc_certificate_close(out);
    }
    rc_certificate_close(out);
    rc_certificate_close(out);
}

void
rc_every_rank_put_witness(const rc_every_rank_work *w)
{
    rc_certificate *out = w->job->out;

    if (w->layer.attention == RC_ATTENTION_SOFTMAX)
        rc_certificate_add_result(out, "R11");
    rc_certificate_add_result(out, "R12");
    rc_certificate_add_result(out, "R13");
    rc_certificate_set_check_bits(out, check_bits(w));
    rc_certificate_fill(out, RC_PART_WITNESS);
    rc_certificate_open_list(out, "chains");
    for (slong k = 0; k < w->found.count; k++)
        put_record(out, w->found.items + k, w->job->c->model.tokens);
    rc_certificate_close(out);
    rc_certificate_fill(out, RC_PART_VALUES);
}

void
rc_every_rank_put_bound(const rc_every_rank_work *w, slong rank,
                        const fmpq_mat_struct *value)
{
    rc_certificate *out = w->job->out;

    rc_certificate_add_result(out, "R12");
    rc_certificate_fill(out, RC_PART_WITNESS);
    rc_certificate_put_integer(out, "rank", rank);
    if (value != NULL) {
        rc_certificate_open_map(out, "value");
        rc_kernel_put(out, value);
        rc_certificate_close(out);
    }
    rc_certificate_fill(out, RC_PART_VALUES);
}
