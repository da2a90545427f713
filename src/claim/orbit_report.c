/* What is said about an orbit: verdict, figures, the claim in words. */

#include <stdlib.h>

#include "orbit.h"

const rc_orbit_check *
rc_orbit_pending(const rc_orbit_decision *d)
{
    for (size_t k = 0; k < d->count; k++)
        if (d->checks[k].pending > 0)
            return d->checks + k;
    return NULL;
}

static rc_status
put_check(rc_certificate *out, const rc_orbit_check *one)
{
    char *bound = rc_number_get_text(one->bound);

    if (bound == NULL)
        return RC_NOMEM;
    rc_certificate_open_map(out, NULL);
    rc_certificate_put_text(out, "quantity", one->quantity_name);
    rc_certificate_put_text(out, "comparison", one->comparison->name);
    rc_certificate_put_text(out, "bound", bound);
    rc_certificate_put_text(out, "verdict",
                            rc_verdict_name(one->refuted_at >= 0 ? RC_REFUTED
                                            : one->pending > 0   ? RC_UNDECIDED
                                                                 : RC_PROVED));
    if (one->worst_at >= 0) {
        rc_certificate_put_integer(out, "at", one->worst_at);
        rc_certificate_put_enclosure(out, "value", one->worst);
    }
    rc_certificate_close(out);
    free(bound);
    return RC_OK;
}

static rc_status
put_checks(const rc_orbit_decision *d)
{
    rc_status status = RC_OK;

    rc_certificate_put_integer(d->job->out, "steps", d->steps);
    rc_certificate_open_list(d->job->out, "checks");
    for (size_t k = 0; status == RC_OK && k < d->count; k++)
        status = put_check(d->job->out, d->checks + k);
    rc_certificate_close(d->job->out);
    return status;
}

/* "mu(32) in [lower, upper]" of the comparison that decided. */
static rc_status
set_figure(const rc_orbit_decision *d, const rc_orbit_check *one)
{
    char *lower, *upper;

    if (one == NULL || one->worst_at < 0)
        return RC_OK;
    lower = rc_decimal_lower(one->worst, 6);
    upper = rc_decimal_upper(one->worst, 6);
    if (lower != NULL && upper != NULL)
        rc_certificate_set_figure(d->job->out, "%s(%ld) in [%s, %s]",
                                  one->quantity_name, (long)one->worst_at,
                                  lower, upper);
    free(upper);
    free(lower);
    return lower == NULL || upper == NULL ? RC_NOMEM : RC_OK;
}

static rc_status
conclude_refuted(const rc_orbit_decision *d, const rc_orbit_check *one)
{
    char *bound = rc_number_get_text(one->bound);

    if (bound == NULL)
        return RC_NOMEM;
    rc_certificate_decide(d->job->out, RC_REFUTED, d->refuted_bits,
                          "%s at layer %ld is certified not %s %s",
                          one->quantity_name, (long)one->refuted_at,
                          one->comparison->sign, bound);
    free(bound);
    return set_figure(d, one);
}

static rc_status
conclude_pending(const rc_orbit_decision *d, const rc_orbit_check *one,
                 rc_status status, const rc_orbit_place *place)
{
    if (status == RC_STOPPED)
        rc_job_give_up(d->job, RC_STOPPED, d->bits, "following the orbit");
    else if (place->token >= 0)
        rc_certificate_decide(d->job->out, RC_UNDECIDED, d->bits,
                              "||y_%ld|| in layer %ld is not certified "
                              "positive with %ld bits, the limit",
                              (long)place->token + 1, (long)place->step,
                              (long)d->bits);
    else if (one == NULL)
        rc_job_give_up(d->job, status, d->bits, "enclosing the model");
    else
        rc_certificate_decide(
            d->job->out, RC_UNDECIDED, d->bits,
            "%s %s its bound is open at %ld of %ld layers with %ld bits, the "
            "limit",
            one->quantity_name, one->comparison->sign, (long)one->pending,
            (long)(one->last - one->first + 1), (long)d->bits);
    return set_figure(d, one);
}

rc_status
rc_orbit_conclude(const rc_orbit_decision *d, rc_status status,
                  const rc_orbit_place *place)
{
    const rc_orbit_check *pending = rc_orbit_pending(d);
    rc_status filled = put_checks(d);

    if (filled != RC_OK)
        return filled;
    if (status == RC_DOMAIN) {
        rc_certificate_decide(d->job->out, RC_UNDEFINED, 0,
                              "y_%ld is exactly zero in layer %ld, where "
                              "LayerNorm is undefined",
                              (long)place->token + 1, (long)place->step);
        rc_orbit_put_breakdown(d, place);
        return RC_OK;
    }
    if (status != RC_OK || (d->refuted == NULL && pending != NULL))
        return conclude_pending(d, pending, status, place);
    rc_orbit_put_witness(d);
    if (d->refuted != NULL)
        return conclude_refuted(d, d->refuted);
    rc_certificate_decide(d->job->out, RC_PROVED,
                          rc_orbit_all_exact(d) ? 0 : d->bits, "%s", "");
    return set_figure(d, d->count > 0 ? d->checks + d->count - 1 : NULL);
}

/* ---- In words ---- */

static void
describe_check(rc_text *text, const rc_value *map)
{
    const rc_value *at = rc_value_get(map, "at");
    const char *separator = "";

    rc_text_add(text, "\n      %s", rc_value_get(map, "quantity")->word);
    if (at != NULL && at->word == NULL)
        rc_text_add(text, "(%ld) ", at->integer);
    else
        rc_text_add(text, "(t) at every t ");
    for (size_t i = 0; i < RC_ORBIT_COMPARISONS; i++) {
        const rc_value *bound = rc_value_get(map, rc_orbit_comparisons[i].name);

        if (bound == NULL)
            continue;
        rc_text_add(text, "%s%s ", separator, rc_orbit_comparisons[i].sign);
        rc_text_add_number(text, bound->number);
        separator = " and ";
    }
}

void
rc_orbit_describe(rc_text *text, const rc_case *c, const rc_claim *claim)
{
    const rc_value *checks = rc_claim_get(claim, "checks");

    (void)c;
    rc_text_add(text, "the orbit from the start is defined for %ld layers",
                rc_claim_get(claim, "steps")->integer);
    if (checks != NULL && checks->count > 0)
        rc_text_add(text, ", and on it");
    for (size_t k = 0; checks != NULL && k < checks->count; k++)
        describe_check(text, checks->items[k]);
}
