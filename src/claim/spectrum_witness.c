/* What another program needs to check the second eigenvalue again: an order of
   the tokens, two sources, pivots, or that Schur's criterion will do (R30). */

#include "spectrum.h"

#define LEAST_BITS 32

void
rc_spectrum_state(rc_certificate *out, const rc_claim *claim)
{
    const rc_value *map = rc_claim_get(claim, "second-eigenvalue");
    const rc_value *least = rc_value_get(map, "at-least");
    const rc_value *most = rc_value_get(map, "at-most");

    if (least != NULL)
        rc_certificate_put_number(out, "at-least", least->number);
    if (most != NULL)
        rc_certificate_put_number(out, "at-most", most->number);
}

/* Whether the conclusion rests on this bound, on the one that fails or on all;
   and on the method, not on the bound's being above 1 or below 0. */
static int
is_shown(const rc_spectrum_work *w, const rc_spectrum_bound *bound)
{
    const rc_spectrum_bound *failed = rc_spectrum_failed(w);

    return !bound->is_trivial && (failed == NULL || failed == bound);
}

/* The bits that a checker needs: as many as the engine needed and as many
   again, for intervals that are rounded otherwise. */
static slong
check_bits(const rc_spectrum_work *w)
{
    slong bits = 0;

    for (size_t k = 0; k < w->count; k++)
        if (is_shown(w, w->bounds + k) && bits < 2 * w->bounds[k].bits)
            bits = 2 * w->bounds[k].bits;
    return bits;
}

static void
put_pivots(const rc_spectrum_work *w)
{
    rc_certificate *out = w->job->out;

    rc_certificate_open_map(out, "pivots");
    for (size_t k = 0; k < w->count; k++) {
        const rc_spectrum_bound *bound = w->bounds + k;

        if (!is_shown(w, bound))
            continue;
        rc_certificate_open_map(out, bound->name);
        if (bound->pivots.has_minus)
            rc_pivots_put(out, "minus", &bound->pivots.minus);
        if (bound->pivots.has_plus)
            rc_pivots_put(out, "plus", &bound->pivots.plus);
        rc_certificate_close(out);
    }
    rc_certificate_close(out);
    rc_certificate_set_check_bits(out, check_bits(w));
}

static void
put_polynomial(const rc_spectrum_work *w)
{
    rc_certificate *out = w->job->out;
    const slong bits = check_bits(w);

    rc_certificate_open_list(out, "polynomial");
    for (size_t k = 0; k < w->count; k++)
        if (is_shown(w, w->bounds + k))
            rc_certificate_put_text(out, NULL, w->bounds[k].name);
    rc_certificate_close(out);
    rc_certificate_set_check_bits(out, bits > LEAST_BITS ? bits : LEAST_BITS);
}

static int
shows_nothing(const rc_spectrum_work *w)
{
    for (size_t k = 0; k < w->count; k++)
        if (is_shown(w, w->bounds + k))
            return 0;
    return 1;
}

void
rc_spectrum_put_witness(const rc_spectrum_work *w)
{
    rc_certificate *out = w->job->out;
    const rc_spectrum *s = &w->spectrum;

    rc_certificate_add_result(out, "R30");
    rc_certificate_fill(out, RC_PART_WITNESS);
    if (s->method == RC_SPECTRUM_ORDER)
        rc_certificate_put_places(out, "order", s->order, s->n);
    else if (s->method == RC_SPECTRUM_SOURCES)
        rc_mask_put_sources(out, "sources", &s->facts);
    else if (s->method == RC_SPECTRUM_SYMMETRIC && !shows_nothing(w))
        put_pivots(w);
    else
        put_polynomial(w);
    rc_certificate_fill(out, RC_PART_VALUES);
}
