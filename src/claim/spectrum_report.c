/* What is said about a second eigenvalue: verdict, figures, the claim in
   words. */

#include <stdlib.h>

#include "second_eigenvalue.h"

#define REPORT_BITS 20

static const char *
method_name(rc_spectrum_method method)
{
    switch (method) {
    case RC_SPECTRUM_ORDER:
        return "order";
    case RC_SPECTRUM_SOURCES:
        return "two sources";
    case RC_SPECTRUM_SYMMETRIC:
        return "symmetric";
    case RC_SPECTRUM_POLYNOMIAL:
        return "polynomial";
    case RC_SPECTRUM_NONE:
        break;
    }
    return "none";
}

/* Adds " in [lower, upper]". */
static rc_status
add_enclosure(rc_text *text, const arb_t lambda)
{
    char *lower = rc_decimal_lower(lambda, 6);
    char *upper = rc_decimal_upper(lambda, 6);
    const int lost = lower == NULL || upper == NULL;

    if (!lost)
        rc_text_add(text, " in [%s, %s]", lower, upper);
    free(upper);
    free(lower);
    return lost ? RC_NOMEM : RC_OK;
}

/* value = "|lambda_2| in [lower, upper]", or "|lambda_2|" when there is no
   enclosure: the verdict does not rest on it. */
static rc_status
put_values(const rc_spectrum_work *w, rc_text *value)
{
    rc_certificate *out = w->job->out;
    rc_status status;
    arb_t lambda;

    arb_init(lambda);
    status = rc_spectrum_enclose(lambda, &w->spectrum, REPORT_BITS);
    rc_certificate_put_text(out, "method", method_name(w->spectrum.method));
    rc_text_add(value, "|lambda_2|");
    if (status == RC_OK) {
        rc_certificate_put_enclosure(out, "second-eigenvalue", lambda);
        status = add_enclosure(value, lambda);
        if (!value->lost)
            rc_certificate_set_figure(out, "%s", value->bytes);
    }
    arb_clear(lambda);
    return value->lost || status == RC_NOMEM ? RC_NOMEM : RC_OK;
}

static const rc_spectrum_bound *
open_bound(const rc_spectrum_work *w)
{
    for (size_t k = 0; k < w->count; k++)
        if (w->bounds[k].relation == RC_SPECTRUM_OPEN)
            return w->bounds + k;
    return NULL;
}

static const char *
words_of(const rc_spectrum_bound *bound)
{
    return bound->is_upper ? "at most" : "at least";
}

/* What a bound that stayed open, and whose text is given, says. */
static void
conclude_open(const rc_spectrum_work *w, const rc_spectrum_bound *bound,
              const char *theta, const char *value)
{
    rc_certificate *out = w->job->out;

    if (w->spectrum.method == RC_SPECTRUM_NONE)
        rc_certificate_decide(
            out, RC_UNSUPPORTED, 0,
            "with %ld tokens there is no method for this mask: eigenvalues are "
            "counted for symmetric masks without fixed weights and %d tokens, "
            "and else the characteristic polynomial is worked out for %d "
            "tokens and %d bits in a coefficient",
            (long)w->spectrum.n, RC_SPECTRUM_MOST_SYMMETRIC,
            RC_SPECTRUM_MOST_POLYNOMIAL, RC_SPECTRUM_MOST_BITS);
    else if (w->spectrum.method == RC_SPECTRUM_POLYNOMIAL &&
             rc_number_is_zero(bound->theta))
        rc_certificate_decide(
            out, RC_UNSUPPORTED, 0,
            "a bound of 0 needs a symmetric mask without fixed weights, or a "
            "mask that orders the tokens");
    else
        rc_certificate_decide(
            out, RC_UNDECIDED, w->bits,
            "%s does not separate from the bound \"%s %s\" with %ld bits, the "
            "limit",
            value, words_of(bound), theta, (long)w->bits);
}

static void
conclude_decided(const rc_spectrum_work *w, const rc_spectrum_bound *failed,
                 const char *theta, const char *value)
{
    slong bits = 0;

    for (size_t k = 0; k < w->count; k++)
        if (bits < w->bounds[k].bits)
            bits = w->bounds[k].bits;
    if (failed != NULL)
        rc_certificate_decide(w->job->out, RC_REFUTED, failed->bits,
                              "%s, certified not %s %s", value,
                              words_of(failed), theta);
    else
        rc_certificate_decide(w->job->out, RC_PROVED, bits, "%s", "");
    rc_spectrum_put_witness(w);
}

rc_status
rc_spectrum_conclude(const rc_spectrum_work *w, rc_status status)
{
    const rc_spectrum_bound *failed = rc_spectrum_failed(w);
    const rc_spectrum_bound *named = failed != NULL ? failed : open_bound(w);
    char *theta = NULL;
    rc_text value;
    rc_status filled = RC_OK;

    if (status == RC_STOPPED) {
        rc_job_give_up(w->job, status, w->bits, "comparing |lambda_2|");
        return RC_OK;
    }
    rc_text_init(&value);
    filled = put_values(w, &value);
    if (named != NULL)
        theta = rc_number_get_text(named->theta);
    if (named != NULL && theta == NULL)
        filled = RC_NOMEM;
    if (filled == RC_OK && status == RC_OK)
        conclude_decided(w, failed, theta, value.bytes);
    else if (filled == RC_OK && named != NULL)
        conclude_open(w, named, theta, value.bytes);
    free(theta);
    rc_text_clear(&value);
    return filled;
}

void
rc_spectrum_describe(rc_text *text, const rc_case *c, const rc_claim *claim)
{
    const rc_value *map = rc_claim_get(claim, "second-eigenvalue");
    const rc_value *least = rc_value_get(map, "at-least");
    const rc_value *most = rc_value_get(map, "at-most");

    rc_text_add(text,
                "the second eigenvalue of the matrix %s is, in absolute "
                "value,",
                c->model.attention == RC_ATTENTION_FIXED
                    ? "of fixed weights"
                    : "with 1/n_i on the mask");
    if (least != NULL) {
        rc_text_add(text, " at least ");
        rc_text_add_number(text, least->number);
    }
    if (most != NULL) {
        rc_text_add(text, least != NULL ? " and at most " : " at most ");
        rc_text_add_number(text, most->number);
    }
}
