/* What another program needs to compare two orbits again: how far mu is apart,
   and with how many bits that will be seen. */

#include "slower.h"

void
rc_slower_state(rc_certificate *out, const rc_claim *claim)
{
    const rc_value *at = rc_claim_get(claim, "at");

    rc_certificate_open_list(out, "at");
    for (size_t k = 0; k < at->count; k++)
        rc_certificate_put_integer(out, NULL, at->integers[k]);
    rc_certificate_close(out);
    rc_model_put(out, "than", rc_claim_get(claim, "than")->model);
}

static slong
check_bits(const rc_slower_work *w)
{
    const rc_slower_layer *failed = rc_slower_find(w, -1);
    slong needed = w->failed_bits;

    for (slong side = 0; side < RC_SLOWER_SIDES; side++)
        if (w->sides[side].needed > needed)
            needed = w->sides[side].needed;
    for (size_t k = 0; k < w->count; k++)
        if ((failed == NULL || failed == w->layers + k) &&
            w->layers[k].check.needed > needed)
            needed = w->layers[k].check.needed;
    return rc_orbit_spare_bits(needed);
}

void
rc_slower_put_witness(const rc_slower_work *w)
{
    const rc_slower_layer *failed = rc_slower_find(w, -1);
    rc_certificate *out = w->job->out;

    rc_certificate_add_result(out, "R6");
    rc_certificate_add_result(out, "R28");
    rc_certificate_set_check_bits(out, check_bits(w));
    rc_certificate_fill(out, RC_PART_WITNESS);
    if (failed != NULL) {
        rc_certificate_put_integer(out, "layer", failed->at);
        rc_orbit_put_room(out, "room", failed->check.room);
    } else {
        rc_certificate_open_list(out, "rooms");
        for (size_t k = 0; k < w->count; k++)
            rc_orbit_put_room(out, NULL, w->layers[k].check.room);
        rc_certificate_close(out);
    }
    rc_certificate_fill(out, RC_PART_VALUES);
}

void
rc_slower_put_breakdown(const rc_slower_work *w)
{
    rc_certificate *out = w->job->out;

    rc_certificate_add_result(out, "R24");
    rc_certificate_fill(out, RC_PART_WITNESS);
    rc_certificate_put_integer(out, "layer", w->broken->place.step);
    rc_certificate_put_text(out, "of", w->broken->name);
    rc_certificate_put_integer(out, "token", w->broken->place.token + 1);
    rc_certificate_fill(out, RC_PART_VALUES);
}
