/* What reports say of a ladder. */

#include <stdlib.h>

#include "every_rank.h"

void
rc_every_rank_describe(rc_text *text, const rc_case *c, const rc_claim *claim)
{
    const rc_value *ranks = rc_claim_get(claim, "ranks");
    const rc_value *basis = rc_claim_get(claim, "basis");

    (void)c;
    if (ranks->word != NULL) {
        rc_text_add(text, "for every rank from 1 to the lesser of tokens and "
                          "dim");
    } else {
        rc_text_add(text, "for the rank%s", ranks->count == 1 ? "" : "s");
        for (size_t k = 0; k < ranks->count; k++)
            rc_text_add(text, "%s %ld", k == 0 ? "" : ",", ranks->integers[k]);
    }
    rc_text_add(text, " there is an equilibrium of exactly that rank");
    if (rc_claim_get(claim, "branches") != NULL)
        rc_text_add(text, ", one for each choice of branches that is there");
    if (basis != NULL) {
        rc_text_add(text, ", W being triangular in the basis ");
        rc_text_add_matrix(text, basis->matrix);
    }
}

/* ---- Values ---- */

static void
put_branches(rc_certificate *out, const rc_ladder_record *r)
{
    rc_certificate_open_list(out, "branches");
    for (slong i = 0; i < r->count; i++)
        rc_certificate_put_text(out, NULL,
                                rc_ladder_branch_name(r->tokens[i].branch));
    rc_certificate_close(out);
}

static void
put_if_known(rc_certificate *out, const char *key, const arb_t x)
{
    if (arb_is_finite(x))
        rc_certificate_put_enclosure(out, key, x);
}

static void
put_figures(rc_certificate *out, const rc_ladder_record *r)
{
    put_branches(out, r);
    rc_certificate_put_upper(out, "radius", r->radius);
    put_if_known(out, "sigma", r->sigma);
    if (r->count > 1) {
        put_if_known(out, "cosine-min", r->least);
        put_if_known(out, "cosine-mean", r->mean);
    }
}

/* The first equilibrium of each rank, and how many there are. */
static void
put_rank(const rc_every_rank_work *w, slong rank)
{
    const slong tokens = w->job->c->model.tokens;
    rc_certificate *out = w->job->out;
    slong equilibria = 0, missing = 0;

    rc_certificate_open_map(out, NULL);
    rc_certificate_put_integer(out, "rank", rank);
    for (slong k = 0; k < w->found.count; k++) {
        const rc_ladder_record *r = w->found.items + k;

        if (r->rank != rank)
            continue;
        if (r->count < tokens)
            missing++;
        else if (equilibria++ == 0)
            put_figures(out, r);
    }
    rc_certificate_put_integer(out, "equilibria", equilibria);
    if (w->all_branches)
        rc_certificate_put_integer(out, "missing-branches", missing);
    rc_certificate_close(out);
}

/* The record of full length with the least sigma that is known, or NULL. */
static const rc_ladder_record *
find_least(const rc_every_rank_work *w)
{
    const rc_ladder_record *least = NULL;

    for (slong k = 0; k < w->found.count; k++) {
        const rc_ladder_record *r = w->found.items + k;

        if (r->count == w->job->c->model.tokens && arb_is_finite(r->sigma) &&
            (least == NULL ||
             arf_cmp(arb_midref(r->sigma), arb_midref(least->sigma)) < 0))
            least = r;
    }
    return least;
}

static rc_status
set_figure(const rc_every_rank_work *w)
{
    const rc_ladder_record *least = find_least(w);
    char *lower;

    if (least == NULL)
        return RC_OK;
    lower = rc_decimal_lower(least->sigma, 4);
    if (lower == NULL)
        return RC_NOMEM;
    rc_certificate_set_figure(
        w->job->out, "%ld rank%s, sigma %ld >= %s", (long)w->rank_count,
        w->rank_count == 1 ? "" : "s", (long)least->rank, lower);
    free(lower);
    return RC_OK;
}

rc_status
rc_every_rank_put_found(const rc_every_rank_work *w)
{
    rc_certificate *out = w->job->out;

    rc_certificate_open_list(out, "ranks");
    for (slong k = 0; k < w->rank_count; k++)
        put_rank(w, w->ranks[k]);
    rc_certificate_close(out);
    return rc_certificate_verdict(out) == RC_PROVED ? set_figure(w) : RC_OK;
}

/* ---- What is missing ---- */

/* Before "in [-1.5, -1.4]", where there is a value. */
static const char *
name_obstacle(rc_ladder_obstacle obstacle)
{
    switch (obstacle) {
    case RC_LADDER_EIGENVALUE:
        return "its lambda = A_ii a_p is not positive but";
    case RC_LADDER_DIFFERENCE:
        return "a_p is not told from a later a_k, the difference is";
    case RC_LADDER_DISCRIMINANT:
        return "the discriminant of its new direction is";
    case RC_LADDER_COORDINATE:
        return "its coordinate in the new direction is not told from 0, it is";
    case RC_LADDER_RESOLVENT:
        return "no lambda was found for it";
    case RC_LADDER_PATH:
        return "its branch could not be followed from uniform weights to "
               "softmax";
    case RC_LADDER_PROOF:
        return "what was found for it was not certified";
    case RC_LADDER_NOTHING:
        break;
    }
    return "the tries allowed were used up";
}

static int
has_value(rc_ladder_obstacle obstacle)
{
    return obstacle == RC_LADDER_EIGENVALUE ||
           obstacle == RC_LADDER_DIFFERENCE ||
           obstacle == RC_LADDER_DISCRIMINANT ||
           obstacle == RC_LADDER_COORDINATE;
}

rc_status
rc_every_rank_put_missing(const rc_every_rank_work *w)
{
    char *lower = rc_decimal_lower(w->value, 6);
    char *upper = rc_decimal_upper(w->value, 6);
    const int known = has_value(w->obstacle);

    if (lower == NULL || upper == NULL) {
        free(upper);
        free(lower);
        return RC_NOMEM;
    }
    rc_certificate_decide(
        w->job->out, RC_UNDECIDED, w->bits,
        "rank %ld: a branch is missing in every chain that was tried, in the "
        "longest of them at token %ld: %s%s%s%s%s%s%s",
        (long)w->missing, (long)w->missing_token + 1,
        name_obstacle(w->obstacle), known ? " in [" : "", known ? lower : "",
        known ? ", " : "", known ? upper : "", known ? "]" : "",
        w->uncertain ? " with the bits allowed" : "");
    free(upper);
    free(lower);
    return RC_OK;
}
