/* Claim kind `orbit`: checks on X(0), ..., X(T), with precision raised until
   every check is decided. */

#include <stdlib.h>
#include <string.h>

#include "orbit.h"

#define MAX_STEPS 1000000

/* What balls of this many bits leave open may be equal, and is tried over the
   rationals, once. */
#define EXACT_BITS 512

static const char *const all_word[] = {"all", NULL};

static const rc_field check_fields[] = {
    {.name = "quantity",
     .type = RC_FIELD_WORD,
     .flags = RC_FIELD_REQUIRED,
     .help = "mu, sigma K, rank-one-distance, diameter, cosine-min, "
             "cosine-max, cosine-mean or norm-max"},
    {.name = "at",
     .type = RC_FIELD_INTEGER_OR_WORD,
     .least = 0,
     .most = MAX_STEPS,
     .words = all_word,
     .help = "the layer t the check speaks of, or all (the default)"},
    {.name = "at-least", .type = RC_FIELD_NUMBER, .help = "quantity >= this"},
    {.name = "at-most", .type = RC_FIELD_NUMBER, .help = "quantity <= this"},
    {.name = "less-than", .type = RC_FIELD_NUMBER, .help = "quantity < this"},
    {.name = "more-than", .type = RC_FIELD_NUMBER, .help = "quantity > this"},
    {.name = NULL},
};

const rc_field rc_orbit_fields[] = {
    {.name = "steps",
     .type = RC_FIELD_INTEGER,
     .flags = RC_FIELD_REQUIRED,
     .least = 0,
     .most = MAX_STEPS,
     .help = "T: the orbit is X(0), ..., X(T)"},
    {.name = "checks",
     .type = RC_FIELD_LIST,
     .fields = check_fields,
     .help = "what holds on the orbit"},
    {.name = NULL},
};

const rc_orbit_comparison rc_orbit_comparisons[RC_ORBIT_COMPARISONS] = {
    {"at-least", ">=", 0, 0},
    {"at-most", "<=", 1, 0},
    {"less-than", "<", 1, 1},
    {"more-than", ">", 0, 1},
};

void
rc_orbit_validate(const rc_case *c, const rc_claim *claim, rc_errors *errors)
{
    const rc_value *list = rc_claim_get(claim, "checks");
    const long steps = rc_claim_get(claim, "steps")->integer;
    const long n = c->model.tokens, d = c->model.dim, least = n < d ? n : d;

    for (size_t k = 0; list != NULL && k < list->count; k++) {
        const rc_value *map = list->items[k];
        const rc_value *word = rc_value_get(map, "quantity");
        const rc_value *at = rc_value_get(map, "at");
        rc_quantity q;
        int compared = 0;

        for (size_t i = 0; i < RC_ORBIT_COMPARISONS; i++)
            compared |= rc_value_get(map, rc_orbit_comparisons[i].name) != NULL;
        if (!compared)
            rc_errors_add(errors, map->at,
                          "a check needs one of at-least, at-most, less-than, "
                          "more-than");
        if (!rc_quantity_parse(&q, word->word))
            rc_errors_add(errors, word->at,
                          "unknown quantity '%.40s': known are %s", word->word,
                          rc_quantity_names);
        else if (q.kind == RC_QUANTITY_SIGMA &&
                 (q.index < 1 || q.index > least))
            rc_errors_add(errors, word->at,
                          "'%.40s': a %ld by %ld matrix has singular values 1 "
                          "to %ld",
                          word->word, n, d, least);
        else if (strncmp(word->word, "cosine", 6) == 0 && n < 2)
            rc_errors_add(errors, word->at, "'%.40s' needs at least two tokens",
                          word->word);
        if (at != NULL && at->word == NULL && at->integer > steps)
            rc_errors_add(errors, at->at,
                          "layer %ld is beyond the orbit's %ld steps",
                          at->integer, steps);
    }
}

/* ---- The list of comparisons ---- */

static rc_status
add_check(rc_orbit_decision *d, const rc_value *map,
          const rc_orbit_comparison *comparison, const rc_value *bound)
{
    const rc_value *at = rc_value_get(map, "at");
    rc_orbit_check *one = d->checks + d->count;

    *one =
        (rc_orbit_check){.comparison = comparison,
                         .quantity_name = rc_value_get(map, "quantity")->word,
                         .bound = bound->number,
                         .worst_at = -1,
                         .refuted_at = -1,
                         .last = d->steps};
    if (!rc_quantity_parse(&one->quantity, one->quantity_name))
        return RC_INPUT; /* validation has refused it */
    if (at != NULL && at->word == NULL)
        one->first = one->last = at->integer;
    one->pending = one->last - one->first + 1;
    one->proved = calloc((size_t)one->pending, 1);
    arb_init(one->worst);
    arf_init(one->room);
    d->count++;
    return one->proved == NULL ? RC_NOMEM : RC_OK;
}

static rc_status
decision_init(rc_orbit_decision *d, const rc_job *job)
{
    const rc_value *list = rc_claim_get(job->claim, "checks");
    const size_t maps = list == NULL ? 0 : list->count;
    rc_status status = RC_OK;

    *d = (rc_orbit_decision){
        .job = job, .steps = rc_claim_get(job->claim, "steps")->integer};
    arb_init(d->bound);
    arb_init(d->value);
    d->checks = calloc(maps * RC_ORBIT_COMPARISONS + 1, sizeof(*d->checks));
    if (d->checks == NULL)
        return RC_NOMEM;
    for (size_t k = 0; status == RC_OK && k < maps; k++)
        for (size_t i = 0; status == RC_OK && i < RC_ORBIT_COMPARISONS; i++) {
            const rc_value *bound =
                rc_value_get(list->items[k], rc_orbit_comparisons[i].name);

            if (bound != NULL)
                status = add_check(d, list->items[k], rc_orbit_comparisons + i,
                                   bound);
        }
    return status;
}

static void
decision_clear(rc_orbit_decision *d)
{
    for (size_t k = 0; k < d->count; k++) {
        free(d->checks[k].proved);
        arb_clear(d->checks[k].worst);
        arf_clear(d->checks[k].room);
    }
    free(d->checks);
    arb_clear(d->value);
    arb_clear(d->bound);
}

/* ---- One layer ---- */

/* Three branches: 1 certified true, -1 certified false, 0 unknown. Both sides
   are finite. */
static int
compare(const arb_t value, const rc_orbit_comparison *comparison,
        const arb_t bound)
{
    const int below = comparison->below;
    const int strict = comparison->strict;

    if (below)
        return strict ? (arb_lt(value, bound)   ? 1
                         : arb_ge(value, bound) ? -1
                                                : 0)
                      : (arb_le(value, bound)   ? 1
                         : arb_gt(value, bound) ? -1
                                                : 0);
    return strict ? (arb_gt(value, bound)   ? 1
                     : arb_le(value, bound) ? -1
                                            : 0)
                  : (arb_ge(value, bound)   ? 1
                     : arb_lt(value, bound) ? -1
                                            : 0);
}

/* Keeps an enclosure that leaves least room, for the report: it gives way only
   to one that is certainly worse, or newer from the same layer. */
static void
note_worst(rc_orbit_check *one, slong t, const arb_t value)
{
    const int below = one->comparison->below;

    if (one->worst_at < 0 || one->worst_at == t ||
        (below ? arb_gt(value, one->worst) : arb_lt(value, one->worst))) {
        one->worst_at = t;
        arb_set(one->worst, value);
    }
}

static rc_status
look_at(rc_orbit_decision *d, rc_orbit_check *one, slong t, rc_quantities *all,
        slong prec)
{
    rc_status status = rc_quantities_get(d->value, all, &one->quantity);
    int answer;

    if (status == RC_UNCERTAIN)
        return RC_OK; /* stays pending; the next precision looks again */
    if (status != RC_OK)
        return status;
    rc_number_get_arb(d->bound, one->bound, prec);
    if (!arb_is_finite(d->bound))
        return RC_OK;
    note_worst(one, t, d->value);
    answer = compare(d->value, one->comparison, d->bound);
    if (answer != 0 &&
        !rc_orbit_note_room(one, answer, d->value, d->bound,
                            rc_quantities_scale(all, &one->quantity), prec))
        return RC_OK; /* no distance to show */
    if (answer > 0) {
        one->proved[t - one->first] = 1;
        one->pending--;
    } else if (answer < 0) {
        one->refuted_at = t;
        one->worst_at = t;
        arb_set(one->worst, d->value);
    }
    return RC_OK;
}

/* Called for every X(t) of a run. Once a check is refuted all that is left to
   learn is whether the orbit goes on to its end. */
static rc_status
visit(void *context, slong t, const arb_mat_t X, slong prec)
{
    rc_orbit_decision *d = context;
    rc_quantities all;
    rc_status status = RC_OK;

    if (rc_job_stopped(d->job))
        return RC_STOPPED;
    rc_orbit_note_layer(d, t, X, prec);
    rc_job_progress(d->job, "layer %ld of %ld at %ld bits", (long)t,
                    (long)d->steps, (long)prec);
    rc_quantities_init(&all, X, d->job->limits.stop, d->job->limits.context,
                       prec);
    for (size_t k = 0; status == RC_OK && k < d->count; k++) {
        rc_orbit_check *one = d->checks + k;

        if (d->refuted == NULL && t >= one->first && t <= one->last &&
            !one->proved[t - one->first])
            status = look_at(d, one, t, &all, prec);
        if (d->refuted == NULL && one->refuted_at >= 0) {
            d->refuted = one;
            d->refuted_bits = prec;
        }
    }
    rc_quantities_clear(&all);
    return status;
}

/* ---- Rising precision ---- */

rc_status
rc_orbit_look_for_breakdown(rc_orbit_place *place, const rc_job *job,
                            const rc_orbit *orbit)
{
    rc_orbit head = *orbit;
    rc_orbit_place zero;
    rc_status status;

    head.steps = place->step + 1;
    status = rc_orbit_find_breakdown(&head, &zero, job->limits.stop,
                                     job->limits.context);
    if (status == RC_DOMAIN)
        *place = zero;
    return status == RC_OK ? RC_UNCERTAIN : status;
}

static int
is_settled(const rc_orbit_decision *d)
{
    return d->refuted != NULL || rc_orbit_pending(d) == NULL;
}

/* Runs the orbit with more and more bits. RC_OK: it was followed to its end,
   and nothing is pending or something is refuted; RC_DOMAIN with *place;
   RC_LIMIT at the cap; RC_STOPPED; RC_NOMEM. */
static rc_status
raise_precision(rc_orbit_decision *d, const rc_orbit *orbit,
                rc_orbit_place *place)
{
    const slong most = d->job->limits.max_bits;
    slong searched = -1; /* the last layer searched for a breakdown */
    int compared = 0;    /* over the rationals */

    for (slong bits = RC_FIRST_BITS; bits <= most; bits *= 2) {
        rc_status status;

        d->bits = bits;
        status = rc_orbit_run(orbit, visit, d, place, bits);
        if (status == RC_UNCERTAIN && place->token >= 0 &&
            place->step > searched) {
            searched = place->step;
            status = rc_orbit_look_for_breakdown(place, d->job, orbit);
        }
        if (status == RC_OK && !is_settled(d) && !compared &&
            (bits >= EXACT_BITS || bits > most / 2)) {
            compared = 1;
            status = rc_orbit_compare_exactly(d, orbit);
        }
        if (status != RC_UNCERTAIN && (status != RC_OK || is_settled(d)))
            return status;
        d->failed_bits = bits;
    }
    return RC_LIMIT;
}

static rc_status
decide(const rc_job *job)
{
    rc_orbit_decision d;
    rc_layer *layers = NULL;
    rc_orbit orbit = {.start = job->c->start};
    rc_orbit_place place = {0};
    rc_status status;

    status = decision_init(&d, job);
    orbit.steps = d.steps;
    if (status == RC_OK)
        status = rc_job_layers(&layers, &orbit.period, job->c,
                               d.steps > 0 ? d.steps : 1);
    orbit.layers = layers;
    if (status == RC_OK) {
        status = raise_precision(&d, &orbit, &place);
        if (status != RC_NOMEM)
            status = rc_orbit_conclude(&d, status, &place);
    }
    free(layers);
    decision_clear(&d);
    return status;
}

const rc_claim_engine rc_orbit_engine = {
    .meaning = "the orbit from the start exists for all steps and every check "
               "holds on it",
    .decide = decide,
    .describe = rc_orbit_describe,
    .state = rc_orbit_state,
};
