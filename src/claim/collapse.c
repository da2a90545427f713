/* Claim kind `collapse`: mu falls exponentially, for all time (R4, R5, R9). */

#include <stdlib.h>

#include "collapse.h"
#include "second_eigenvalue.h"

#define MAX_REPLAY 1000000
#define LAMBDA_BITS 48
#define HELD_LAYERS (MAX_REPLAY + 1) /* of a longer period: all that is met */

const rc_field rc_collapse_fields[] = {
    {.name = "rate-at-most",
     .type = RC_FIELD_NUMBER,
     .help = "the sharp bound's rate per layer, in the long run"},
    {.name = "constant-at-most",
     .type = RC_FIELD_NUMBER,
     .help = "the sharp bound of mu at t = 0"},
    {.name = "replay",
     .type = RC_FIELD_INTEGER,
     .least = 0,
     .most = MAX_REPLAY,
     .help = "T: mu on the certified orbit is below both bounds up to layer T"},
    {.name = NULL},
};

rc_status
rc_collapse_init(rc_collapse *c, const rc_job *job)
{
    const rc_case_model *m = &job->c->model;
    rc_status status;

    *c = (rc_collapse){.job = job,
                       .tokens = m->tokens,
                       .dim = m->dim,
                       .softmax = m->attention == RC_ATTENTION_SOFTMAX,
                       .normalise = m->norm != RC_NORM_NONE};
    rc_value_bound_init(&c->value);
    fmpq_init(c->value_squared);
    arf_init(c->scores);
    fmpq_init(c->start_spread_exact);
    fmpq_init(c->start_length_exact);
    arb_init(c->start_spread);
    arb_init(c->start_length);
    arf_init(c->size);
    fmpq_mat_init(c->direction, 1, m->dim);
    arf_init(c->height);
    arf_init(c->spread);
    fmpz_init(c->denominator);
    for (slong k = 0; k < RC_COLLAPSE_PHASES; k++)
        rc_collapse_phase_init(c->phases + k);
    arb_init(c->decay);
    rc_floor_block_init(&c->ideal);
    arf_init(c->epsilon);
    arf_init(c->paper_size);
    arb_init(c->paper_decay);
    arb_init(c->lambda);
    arb_init(c->observed.margin);
    arb_init(c->observed.paper_margin);
    arb_init(c->observed.decay);
    c->weight_layers = m->fixed.count > 0 ? (slong)m->fixed.count : 1;
    status = rc_job_layers(&c->layers, &c->period, job->c, HELD_LAYERS);
    return status == RC_OK ? rc_mask_get_facts(&c->facts, m->mask) : status;
}

void
rc_collapse_clear(rc_collapse *c)
{
    arb_clear(c->observed.decay);
    arb_clear(c->observed.paper_margin);
    arb_clear(c->observed.margin);
    arb_clear(c->lambda);
    arb_clear(c->paper_decay);
    arf_clear(c->paper_size);
    arf_clear(c->epsilon);
    rc_floor_block_clear(&c->ideal);
    arb_clear(c->decay);
    for (slong k = 0; k < RC_COLLAPSE_PHASES; k++)
        rc_collapse_phase_clear(c->phases + k, c->tokens);
    fmpz_clear(c->denominator);
    arf_clear(c->spread);
    arf_clear(c->height);
    fmpq_mat_clear(c->direction);
    arf_clear(c->size);
    arb_clear(c->start_length);
    arb_clear(c->start_spread);
    fmpq_clear(c->start_length_exact);
    fmpq_clear(c->start_spread_exact);
    arf_clear(c->scores);
    fmpq_clear(c->value_squared);
    rc_value_bound_clear(&c->value);
    rc_mask_facts_clear(&c->facts);
    free(c->layers);
}

/* |lambda_2|, which is no part of the proof: without it less is said. */
static rc_status
find_lambda(rc_collapse *c)
{
    rc_status status = rc_second_eigenvalue(c->lambda, c->job, LAMBDA_BITS);

    c->has_lambda = status == RC_OK;
    return status == RC_NOMEM ? RC_NOMEM : RC_OK;
}

static rc_status
decide(const rc_job *job)
{
    rc_collapse c;
    rc_status status = rc_collapse_init(&c, job);

    if (status == RC_OK) {
        rc_collapse_read_start(&c);
        status = rc_collapse_check_model(&c);
    }
    if (status == RC_OK)
        status = rc_collapse_capture(&c);
    if (status == RC_OK)
        status = rc_collapse_find_phases(&c);
    if (status == RC_OK)
        status = find_lambda(&c);
    if (status == RC_OK)
        status = rc_collapse_compare(&c);
    if (status == RC_OK) {
        rc_collapse_find_paper(&c);
        status = rc_collapse_replay(&c);
    }
    if (status == RC_OK)
        status = rc_collapse_report(&c);
    if (status == RC_OK) {
        rc_collapse_put_witness(&c);
        rc_certificate_decide(job->out, RC_PROVED, c.bits, "%s", "");
    }
    rc_collapse_clear(&c);
    return status == RC_DOMAIN ? RC_OK : status; /* there is a verdict */
}

const rc_claim_engine rc_collapse_engine = {
    .meaning = "attention contracts along the orbit from the start, and mu is "
               "below a bound that falls exponentially, for all time",
    .decide = decide,
    .describe = rc_collapse_describe,
    .state = rc_collapse_state,
};
