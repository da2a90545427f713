/* Claim kind `orbit`: checks on X(0), ..., X(T), with precision raised until
   every check is decided. */

#include <stdlib.h>
#include <string.h>

#include "claim.h"
#include "quantity.h"

#define MAX_STEPS 1000000

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

/* The four comparisons. `below` is the side on which the claim holds. */
static const struct {
    const char *name, *sign;
    int below, strict;
} comparisons[] = {
    {"at-least", ">=", 0, 0},
    {"at-most", "<=", 1, 0},
    {"less-than", "<", 1, 1},
    {"more-than", ">", 0, 1},
};

#define COMPARISONS (sizeof(comparisons) / sizeof(comparisons[0]))

/* One comparison of one check. */
typedef struct {
    rc_quantity quantity;
    const char *quantity_name;
    size_t comparison;
    const rc_number_struct *bound;
    slong first, last;     /* the layers it speaks of */
    unsigned char *proved; /* per layer first..last */
    slong pending;         /* layers neither proved nor refuted */
    slong worst_at;        /* the layer with the least room, -1: none yet */
    arb_t worst;           /* the enclosure there */
    slong refuted_at;      /* -1, or the first layer where it fails */
} check;

typedef struct {
    const rc_job *job;
    check *checks;
    size_t count;
    const check *refuted; /* the first check found to fail */
    slong steps, bits, refuted_bits;
    arb_t bound, value;
} decision;

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

        for (size_t i = 0; i < COMPARISONS; i++)
            compared |= rc_value_get(map, comparisons[i].name) != NULL;
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
add_check(decision *d, const rc_value *map, size_t comparison,
          const rc_value *bound)
{
    const rc_value *at = rc_value_get(map, "at");
    check *one = d->checks + d->count;

    *one = (check){.comparison = comparison,
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
    d->count++;
    return one->proved == NULL ? RC_NOMEM : RC_OK;
}

static rc_status
decision_init(decision *d, const rc_job *job)
{
    const rc_value *list = rc_claim_get(job->claim, "checks");
    const size_t maps = list == NULL ? 0 : list->count;
    rc_status status = RC_OK;

    *d = (decision){.job = job,
                    .steps = rc_claim_get(job->claim, "steps")->integer};
    arb_init(d->bound);
    arb_init(d->value);
    d->checks = calloc(maps * COMPARISONS + 1, sizeof(*d->checks));
    if (d->checks == NULL)
        return RC_NOMEM;
    for (size_t k = 0; status == RC_OK && k < maps; k++)
        for (size_t i = 0; status == RC_OK && i < COMPARISONS; i++) {
            const rc_value *bound =
                rc_value_get(list->items[k], comparisons[i].name);

            if (bound != NULL)
                status = add_check(d, list->items[k], i, bound);
        }
    return status;
}

static void
decision_clear(decision *d)
{
    for (size_t k = 0; k < d->count; k++) {
        free(d->checks[k].proved);
        arb_clear(d->checks[k].worst);
    }
    free(d->checks);
    arb_clear(d->value);
    arb_clear(d->bound);
}

/* ---- One layer ---- */

/* Three branches: 1 certified true, -1 certified false, 0 unknown. Both sides
   are finite. */
static int
compare(const arb_t value, size_t comparison, const arb_t bound)
{
    const int below = comparisons[comparison].below;
    const int strict = comparisons[comparison].strict;

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
note_worst(check *one, slong t, const arb_t value)
{
    const int below = comparisons[one->comparison].below;

    if (one->worst_at < 0 || one->worst_at == t ||
        (below ? arb_gt(value, one->worst) : arb_lt(value, one->worst))) {
        one->worst_at = t;
        arb_set(one->worst, value);
    }
}

static rc_status
look_at(decision *d, check *one, slong t, rc_quantities *all, slong prec)
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
    decision *d = context;
    rc_quantities all;
    rc_status status = RC_OK;

    if (rc_job_stopped(d->job))
        return RC_STOPPED;
    rc_job_progress(d->job, "layer %ld of %ld at %ld bits", (long)t,
                    (long)d->steps, (long)prec);
    rc_quantities_init(&all, X, d->job->limits.stop, d->job->limits.context,
                       prec);
    for (size_t k = 0; status == RC_OK && k < d->count; k++) {
        check *one = d->checks + k;

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

/* ---- Verdicts ---- */

static const check *
find_pending(const decision *d)
{
    for (size_t k = 0; k < d->count; k++)
        if (d->checks[k].pending > 0)
            return d->checks + k;
    return NULL;
}

static rc_status
put_check(rc_certificate *out, const check *one)
{
    char *bound = rc_number_get_text(one->bound);

    if (bound == NULL)
        return RC_NOMEM;
    rc_certificate_open_map(out, NULL);
    rc_certificate_put_text(out, "quantity", one->quantity_name);
    rc_certificate_put_text(out, "comparison",
                            comparisons[one->comparison].name);
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
put_checks(const decision *d)
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
set_figure(const decision *d, const check *one)
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
conclude_refuted(const decision *d, const check *one)
{
    char *bound = rc_number_get_text(one->bound);

    if (bound == NULL)
        return RC_NOMEM;
    rc_certificate_decide(d->job->out, RC_REFUTED, d->refuted_bits,
                          "%s at layer %ld is certified not %s %s",
                          one->quantity_name, (long)one->refuted_at,
                          comparisons[one->comparison].sign, bound);
    free(bound);
    return set_figure(d, one);
}

static rc_status
conclude_pending(const decision *d, const check *one, rc_status status,
                 const rc_orbit_place *place)
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
            one->quantity_name, comparisons[one->comparison].sign,
            (long)one->pending, (long)(one->last - one->first + 1),
            (long)d->bits);
    return set_figure(d, one);
}

static rc_status
conclude(const decision *d, rc_status status, const rc_orbit_place *place)
{
    const check *pending = find_pending(d);
    rc_status filled = put_checks(d);

    if (filled != RC_OK)
        return filled;
    if (status == RC_DOMAIN) {
        rc_certificate_decide(d->job->out, RC_UNDEFINED, 0,
                              "y_%ld is exactly zero in layer %ld, where "
                              "LayerNorm is undefined",
                              (long)place->token + 1, (long)place->step);
        return RC_OK;
    }
    if (d->refuted != NULL)
        return conclude_refuted(d, d->refuted);
    if (status != RC_OK || pending != NULL)
        return conclude_pending(d, pending, status, place);
    rc_certificate_decide(d->job->out, RC_PROVED, d->bits, "%s", "");
    return set_figure(d, d->count > 0 ? d->checks + d->count - 1 : NULL);
}

/* ---- Rising precision ---- */

/* Whether y_i = 0 exactly in the layer where balls could not go on: it cannot
   be in an earlier one, and in a later one balls will stop there too. RC_DOMAIN
   with *place, RC_UNCERTAIN, RC_STOPPED, RC_NOMEM. */
static rc_status
look_for_breakdown(const decision *d, const rc_orbit *orbit,
                   rc_orbit_place *place)
{
    rc_orbit head = *orbit;
    rc_orbit_place zero;
    rc_status status;

    head.steps = place->step + 1;
    status = rc_orbit_find_breakdown(&head, &zero, d->job->limits.stop,
                                     d->job->limits.context);
    if (status == RC_DOMAIN)
        *place = zero;
    return status == RC_OK ? RC_UNCERTAIN : status;
}

/* Runs the orbit with more and more bits. RC_OK: it was followed to its end,
   and nothing is pending or something is refuted; RC_DOMAIN with *place;
   RC_LIMIT at the cap; RC_STOPPED; RC_NOMEM. */
static rc_status
raise_precision(decision *d, const rc_orbit *orbit, rc_orbit_place *place)
{
    const slong most = d->job->limits.max_bits;
    slong searched = -1; /* the last layer searched for a breakdown */

    for (slong bits = RC_FIRST_BITS; bits <= most; bits *= 2) {
        rc_status status;

        d->bits = bits;
        status = rc_orbit_run(orbit, visit, d, place, bits);
        if (status == RC_UNCERTAIN && place->token >= 0 &&
            place->step > searched) {
            searched = place->step;
            status = look_for_breakdown(d, orbit, place);
        }
        if (status != RC_UNCERTAIN &&
            (status != RC_OK || d->refuted != NULL || find_pending(d) == NULL))
            return status;
    }
    return RC_LIMIT;
}

static rc_status
decide(const rc_job *job)
{
    decision d;
    rc_layer layer;
    rc_orbit orbit;
    rc_orbit_place place = {0};
    rc_status status;

    rc_job_layer(&layer, job->c);
    status = decision_init(&d, job);
    orbit = (rc_orbit){.layers = &layer,
                       .period = 1,
                       .start = job->c->start,
                       .steps = d.steps};
    if (status == RC_OK) {
        status = raise_precision(&d, &orbit, &place);
        if (status != RC_NOMEM)
            status = conclude(&d, status, &place);
    }
    decision_clear(&d);
    return status;
}

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
    for (size_t i = 0; i < COMPARISONS; i++) {
        const rc_value *bound = rc_value_get(map, comparisons[i].name);

        if (bound == NULL)
            continue;
        rc_text_add(text, "%s%s ", separator, comparisons[i].sign);
        rc_text_add_number(text, bound->number);
        separator = " and ";
    }
}

static void
describe(rc_text *text, const rc_case *c, const rc_claim *claim)
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

const rc_claim_engine rc_orbit_engine = {
    .meaning = "the orbit from the start exists for all steps and every check "
               "holds on it",
    .decide = decide,
    .describe = describe,
};
