/* What is said about two orbits: verdict, figures, the claim in words. */

#include <stdlib.h>
#include <string.h>

#include "slower.h"

static const char *
whose(const rc_slower_side *side)
{
    return strcmp(side->name, "than") == 0 ? "the other model" : "the model";
}

/* ---- Figures ---- */

/* ratio = mu here / mu there, with no more than a lower bound of it certain
   when that is not finite; 0 when there is nothing to say. */
static int
get_ratio(arb_t ratio, arf_t least, const rc_slower_layer *layer, slong prec)
{
    arf_t there;

    if (!layer->known || arb_is_zero(layer->mu + 1))
        return 0;
    arf_init(there);
    arb_div(ratio, layer->mu, layer->mu + 1, prec);
    arb_get_lbound_arf(least, layer->mu, prec);
    arb_get_ubound_arf(there, layer->mu + 1, prec);
    if (arf_sgn(least) > 0)
        arf_div(least, least, there, prec, ARF_RND_DOWN);
    else
        arf_zero(least);
    arf_clear(there);
    return 1;
}

/* "ratio(8) in [lower, upper]" or "ratio(8) >= lower". */
static rc_status
set_figure(const rc_slower_work *w, slong at, const arb_t ratio,
           const arf_t least)
{
    rc_certificate *out = w->job->out;
    char *lower, *upper;
    arb_t bound;
    int lost;

    arb_init(bound);
    arb_set_arf(bound, least);
    lower = rc_decimal_lower(arb_is_finite(ratio) ? ratio : bound, 6);
    upper = rc_decimal_upper(ratio, 6);
    lost = lower == NULL || upper == NULL;
    if (!lost && arb_is_finite(ratio))
        rc_certificate_set_figure(out, "ratio(%ld) in [%s, %s]", (long)at,
                                  lower, upper);
    else if (!lost)
        rc_certificate_set_figure(out, "ratio(%ld) >= %s", (long)at, lower);
    free(upper);
    free(lower);
    arb_clear(bound);
    return lost ? RC_NOMEM : RC_OK;
}

static void
put_layer(rc_certificate *out, const rc_slower_layer *layer, const arb_t ratio,
          const arf_t least, int has_ratio)
{
    arb_t bound;

    rc_certificate_open_map(out, NULL);
    rc_certificate_put_integer(out, "at", layer->at);
    rc_certificate_put_enclosure(out, "mu", layer->mu);
    rc_certificate_put_enclosure(out, "mu-than", layer->mu + 1);
    if (has_ratio && arb_is_finite(ratio)) {
        rc_certificate_put_enclosure(out, "ratio", ratio);
    } else if (has_ratio) {
        arb_init(bound);
        arb_set_arf(bound, least);
        rc_certificate_put_lower(out, "ratio-at-least", bound);
        arb_clear(bound);
    }
    rc_certificate_close(out);
}

/* The figure is the smallest ratio, by lower bounds. */
static rc_status
put_layers(const rc_slower_work *w)
{
    rc_certificate *out = w->job->out;
    rc_status status = RC_OK;
    slong smallest_at = -1;
    arb_t ratio, smallest;
    arf_t least, smallest_least;

    arb_init(ratio);
    arb_init(smallest);
    arf_init(least);
    arf_init(smallest_least);
    rc_certificate_open_list(out, "layers");
    for (size_t k = 0; k < w->count; k++) {
        const rc_slower_layer *layer = w->layers + k;
        const int has_ratio = get_ratio(ratio, least, layer, w->bits);

        if (layer->known)
            put_layer(out, layer, ratio, least, has_ratio);
        if (has_ratio &&
            (smallest_at < 0 || arf_cmp(least, smallest_least) < 0)) {
            smallest_at = layer->at;
            arb_set(smallest, ratio);
            arf_set(smallest_least, least);
        }
    }
    rc_certificate_close(out);
    if (smallest_at >= 0)
        status = set_figure(w, smallest_at, smallest, smallest_least);
    arf_clear(smallest_least);
    arf_clear(least);
    arb_clear(smallest);
    arb_clear(ratio);
    return status;
}

/* ---- The verdict ---- */

static rc_status
conclude_refuted(const rc_slower_work *w, const rc_slower_layer *failed)
{
    char *least = rc_decimal_lower(failed->mu, 6);
    char *most = rc_decimal_upper(failed->mu, 6);
    char *other = rc_decimal_lower(failed->mu + 1, 6);
    const int lost = least == NULL || most == NULL || other == NULL;

    if (!lost)
        rc_certificate_decide(w->job->out, RC_REFUTED, w->bits,
                              "at layer %ld mu is in [%s, %s] here, and there "
                              "at least %s: certified not greater here",
                              (long)failed->at, least, most, other);
    free(other);
    free(most);
    free(least);
    return lost ? RC_NOMEM : RC_OK;
}

/* The orbit that could not be followed to its end, or NULL. */
static const rc_slower_side *
stuck_side(const rc_slower_work *w)
{
    for (slong side = 0; side < RC_SLOWER_SIDES; side++)
        if (w->sides[side].place.token >= 0)
            return w->sides + side;
    return NULL;
}

static void
conclude_open(const rc_slower_work *w, rc_status status)
{
    const rc_slower_side *stuck = stuck_side(w);
    const rc_slower_layer *open = rc_slower_find(w, 0);
    rc_certificate *out = w->job->out;

    if (status == RC_STOPPED)
        rc_job_give_up(w->job, status, w->bits, "following the orbits");
    else if (stuck != NULL)
        rc_certificate_decide(out, RC_UNDECIDED, w->bits,
                              "||y_%ld|| of %s in layer %ld is not certified "
                              "positive with %ld bits, the limit",
                              (long)stuck->place.token + 1, whose(stuck),
                              (long)stuck->place.step, (long)w->bits);
    else if (open == NULL || !open->known)
        rc_job_give_up(w->job, status, w->bits, "enclosing the models");
    else
        rc_certificate_decide(out, RC_UNDECIDED, w->bits,
                              "mu here and mu there do not separate at layer "
                              "%ld with %ld bits, the limit",
                              (long)open->at, (long)w->bits);
}

rc_status
rc_slower_conclude(const rc_slower_work *w, rc_status status)
{
    const rc_slower_layer *failed = rc_slower_find(w, -1);
    rc_status filled = put_layers(w);

    if (filled != RC_OK)
        return filled;
    if (status == RC_DOMAIN) {
        rc_certificate_decide(w->job->out, RC_UNDEFINED, 0,
                              "y_%ld of %s is exactly zero in layer %ld, where "
                              "LayerNorm is undefined",
                              (long)w->broken->place.token + 1,
                              whose(w->broken), (long)w->broken->place.step);
        rc_slower_put_breakdown(w);
        return RC_OK;
    }
    if (status != RC_OK) {
        conclude_open(w, status);
        return RC_OK;
    }
    rc_slower_put_witness(w);
    if (failed != NULL)
        return conclude_refuted(w, failed);
    rc_certificate_decide(w->job->out, RC_PROVED, w->bits, "%s", "");
    return RC_OK;
}

/* ---- In words ---- */

/* Whether `key` is among the keys "mask, norm". */
static int
is_listed(const char *keys, const char *key)
{
    const size_t length = strlen(key);

    while (*keys != '\0') {
        const size_t here = strcspn(keys, ",");

        if (here == length && strncmp(keys, key, length) == 0)
            return 1;
        keys += here;
        keys += strspn(keys, ", ");
    }
    return 0;
}

/* `layers` changes what is random in attention and value. */
void
rc_slower_describe(rc_text *text, const rc_case *c, const rc_claim *claim)
{
    static const char *const keys[] = {"mask", "attention", "value", "norm"};
    const rc_value *at = rc_claim_get(claim, "at");
    const rc_value *than = rc_claim_get(claim, "than");
    const int layers = is_listed(than->word, "layers");

    (void)c;
    rc_text_add(text, "mu(X(t)) of the model's orbit from the start is greater "
                      "than that of another model's at t =");
    for (size_t k = 0; k < at->count; k++)
        rc_text_add(text, "%s %ld", k > 0 ? "," : "", at->integers[k]);
    rc_text_add(text, "; the other model has");
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
        if (is_listed(than->word, keys[k]) || (layers && (k == 1 || k == 2))) {
            rc_text_add(text, "\n      ");
            rc_model_describe_key(text, than->model, keys[k]);
        }
    rc_text_add(text, "\n      and else what this one has");
}
