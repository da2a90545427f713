/* Claim kind `slower` (R6): mu of the model's orbit is above mu of another
   model's orbit from the same start, with precision raised until that is
   decided at every layer asked for. */

#include <stdlib.h>

#include "slower.h"

#define MAX_LAYER 1000000

const rc_field rc_slower_fields[] = {
    {.name = "than",
     .type = RC_FIELD_MODEL,
     .flags = RC_FIELD_REQUIRED,
     .help = "the other model: keys that replace those of the model"},
    {.name = "at",
     .type = RC_FIELD_INTEGERS,
     .flags = RC_FIELD_REQUIRED,
     .least = 0,
     .most = MAX_LAYER,
     .help = "the layers t at which mu here is greater than mu there"},
    {.name = NULL},
};

static const rc_orbit_comparison is_above = {"more-than", ">", 0, 1};

const rc_slower_layer *
rc_slower_find(const rc_slower_work *w, int answer)
{
    for (size_t k = 0; k < w->count; k++)
        if (w->layers[k].answer == answer)
            return w->layers + k;
    return NULL;
}

/* ---- The work ---- */

static rc_status
side_init(rc_slower_side *side, const char *name, const rc_case_model *model,
          const rc_case *c, slong steps)
{
    rc_status status;

    *side = (rc_slower_side){.name = name, .model = model, .searched = -1};
    side->orbit.start = c->start;
    side->orbit.steps = steps;
    status = rc_model_layers(&side->layers, &side->orbit.period, model,
                             steps > 0 ? steps : 1);
    side->orbit.layers = side->layers;
    return status;
}

static rc_status
work_init(rc_slower_work *w, const rc_job *job)
{
    const rc_value *at = rc_claim_get(job->claim, "at");
    const rc_case_model *than = rc_claim_get(job->claim, "than")->model;
    const slong steps = at->integers[at->count - 1];
    rc_status status;

    *w = (rc_slower_work){.job = job};
    w->layers = calloc(at->count, sizeof *w->layers);
    if (w->layers == NULL)
        return RC_NOMEM;
    w->count = at->count;
    for (size_t k = 0; k < w->count; k++) {
        rc_slower_layer *layer = w->layers + k;

        layer->at = at->integers[k];
        layer->check.comparison = &is_above;
        arf_init(layer->check.room);
        for (slong side = 0; side < RC_SLOWER_SIDES; side++)
            arb_init(layer->mu + side);
    }
    status = side_init(w->sides, "model", &job->c->model, job->c, steps);
    if (status == RC_OK)
        status = side_init(w->sides + 1, "than", than, job->c, steps);
    return status;
}

static void
work_clear(rc_slower_work *w)
{
    for (size_t k = 0; k < w->count; k++) {
        arf_clear(w->layers[k].check.room);
        for (slong side = 0; side < RC_SLOWER_SIDES; side++)
            arb_clear(w->layers[k].mu + side);
    }
    free(w->layers);
    for (slong side = 0; side < RC_SLOWER_SIDES; side++)
        free(w->sides[side].layers);
}

/* ---- The two orbits ---- */

/* Called for every X(t) of the orbit w->which. */
static rc_status
visit(void *context, slong t, const arb_mat_t X, slong prec)
{
    rc_slower_work *w = context;
    rc_slower_side *side = w->sides + w->which;

    if (rc_job_stopped(w->job))
        return RC_STOPPED;
    rc_job_progress(w->job, "layer %ld of %ld of the %s orbit at %ld bits",
                    (long)t, (long)side->orbit.steps,
                    w->which == 0 ? "first" : "second", (long)prec);
    if (t > 0 && side->model->norm != RC_NORM_NONE) {
        const slong bits = rc_orbit_layer_bits(X, prec);

        if (bits > side->needed)
            side->needed = bits;
    }
    if (w->next < w->count && w->layers[w->next].at == t)
        rc_mu(w->layers[w->next++].mu + w->which, X, prec);
    return RC_OK;
}

/* RC_OK; RC_DOMAIN when this orbit breaks down; RC_UNCERTAIN, RC_STOPPED,
   RC_NOMEM. */
static rc_status
follow(rc_slower_work *w, slong which)
{
    rc_slower_side *side = w->sides + which;
    rc_status status;

    w->which = which;
    w->next = 0;
    side->needed = 0;
    side->place.token = -1;
    status = rc_orbit_run(&side->orbit, visit, w, &side->place, w->bits);
    if (status == RC_UNCERTAIN && side->place.token >= 0 &&
        side->place.step > side->searched) {
        side->searched = side->place.step;
        status =
            rc_orbit_look_for_breakdown(&side->place, w->job, &side->orbit);
    }
    if (status == RC_DOMAIN)
        w->broken = side;
    return status;
}

/* ---- Comparing ---- */

/* A layer that is decided stays so. */
static void
compare(rc_slower_layer *layer, slong prec)
{
    arb_srcptr here = layer->mu, there = layer->mu + 1;
    int answer = 0;

    layer->known = arb_is_finite(here) && arb_is_finite(there);
    if (layer->answer != 0 || !layer->known)
        return;
    if (arb_gt(here, there))
        answer = 1;
    else if (arb_le(here, there))
        answer = -1;
    if (answer != 0 &&
        rc_orbit_note_room(&layer->check, answer, here, there, NULL, prec))
        layer->answer = answer;
}

static rc_status
raise_precision(rc_slower_work *w)
{
    const slong most = w->job->limits.max_bits;

    for (slong bits = RC_FIRST_BITS; bits <= most; bits *= 2) {
        rc_status status;

        w->bits = bits;
        status = follow(w, 0);
        if (status == RC_OK)
            status = follow(w, 1);
        for (size_t k = 0; status == RC_OK && k < w->count; k++)
            compare(w->layers + k, bits);
        if (status == RC_OK &&
            (rc_slower_find(w, -1) != NULL || rc_slower_find(w, 0) == NULL))
            return RC_OK;
        if (status != RC_OK && status != RC_UNCERTAIN)
            return status;
        w->failed_bits = bits;
    }
    return RC_LIMIT;
}

static rc_status
decide(const rc_job *job)
{
    rc_slower_work w;
    rc_status status = work_init(&w, job);

    if (status == RC_OK) {
        status = raise_precision(&w);
        if (status != RC_NOMEM)
            status = rc_slower_conclude(&w, status);
    }
    work_clear(&w);
    return status;
}

const rc_claim_engine rc_slower_engine = {
    .meaning = "both models' orbits from the start exist, and at every layer "
               "asked for mu of this model's is greater than mu of the other's "
               "(R6)",
    .decide = decide,
    .describe = rc_slower_describe,
    .state = rc_slower_state,
};
