/* Claim kind `orbit`: the orbit X(0), ..., X(T) is followed in intervals, and
   each check compared on the way, or it is followed over the rationals for
   checks that are compared exactly (R28); or it is followed exactly to where
   LayerNorm breaks down (R24). */

#include <limits.h>
#include <stdint.h>
#include <string.h>

#include "breakdown.h"
#include "orbit.h"
#include "orbit_follow.h"

enum { AT_LEAST = 0, AT_MOST, LESS_THAN, MORE_THAN };

static const char *const comparison_words[] = {"at-least", "at-most",
                                               "less-than", "more-than", NULL};
static const char *const comparison_signs[] = {">=", "<=", "<", ">"};

typedef struct {
    long steps;
    size_t count;
    ck_orbit_check *checks;
} fields;

/* ---- The statement ---- */

static int
read_at(const ck_node *node, long steps, ck_orbit_check *check)
{
    static const char *const words[] = {"all", NULL};
    int which;

    check->first = 0;
    check->last = steps;
    if (json_is_string(node->json))
        return ck_word(node, words, &which);
    if (!ck_integer(node, 0, steps, &check->first))
        return 0;
    check->last = check->first;
    return 1;
}

static int
read_check(const ck_certificate *c, const ck_node *node, long steps,
           ck_orbit_check *check)
{
    ck_node at, bound, comparison, quantity;

    if (!ck_object(node, "at bound comparison quantity"))
        return 0;
    ck_member(&at, node, "at");
    ck_member(&bound, node, "bound");
    ck_member(&comparison, node, "comparison");
    ck_member(&quantity, node, "quantity");
    return read_at(&at, steps, check) &&
           ck_read_number(&bound, &check->bound) &&
           ck_word(&comparison, comparison_words, &check->comparison) &&
           ck_read_quantity(&quantity, c->model.tokens, c->model.dim,
                            &check->quantity) &&
           ck_text(&quantity, &check->name);
}

static int
read_fields(const ck_certificate *c, fields *f)
{
    ck_node steps, list, item;
    size_t count;

    if (!ck_object(&c->claim, "checks kind steps"))
        return 0;
    ck_member(&steps, &c->claim, "steps");
    ck_member(&list, &c->claim, "checks");
    if (!ck_integer(&steps, 0, LONG_MAX, &f->steps) ||
        !ck_list(&list, 0, SIZE_MAX, &count))
        return 0;
    f->checks = ck_allocate(count + 1, sizeof *f->checks);
    for (size_t k = 0; k < count; k++) {
        ck_item(&item, &list, k);
        ck_number_init(&f->checks[k].bound);
        f->count = k + 1;
        if (!read_check(c, &item, f->steps, &f->checks[k]))
            return 0;
    }
    return 1;
}

static void
fields_clear(fields *f)
{
    for (size_t k = 0; k < f->count; k++)
        ck_number_clear(&f->checks[k].bound);
    ck_release(f->checks);
}

static void
say(ck_words *words, const fields *f, ck_claimed verdict)
{
    ck_words_add(words, "the orbit from the start is defined for %ld layer%s",
                 f->steps, f->steps == 1 ? "" : "s");
    for (size_t k = 0; k < f->count; k++) {
        const ck_orbit_check *check = &f->checks[k];

        ck_words_add(words, "%s%s ", k == 0 ? ", with " : ", ", check->name);
        if (check->first == check->last)
            ck_words_add(words, "at layer %ld ", check->first);
        else
            ck_words_add(words, "at every layer ");
        ck_words_add(words, "%s ", comparison_signs[check->comparison]);
        ck_words_add_number(words, &check->bound);
    }
    ck_words_add(words, ": %s", ck_claimed_name(verdict));
}

/* ---- The witness ---- */

static void
demands_init(ck_orbit_demands *list, size_t count, long prec)
{
    list->count = count;
    list->demands = ck_allocate(count + 1, sizeof *list->demands);
    for (size_t k = 0; k < count; k++) {
        mpfi_init2(list->demands[k].limit,
                   (mpfr_prec_t)(prec > 0 ? prec : MPFR_PREC_MIN));
        mpq_init(list->demands[k].square);
    }
}

static void
demands_clear(ck_orbit_demands *list)
{
    for (size_t k = 0; k < list->count; k++) {
        mpfi_clear(list->demands[k].limit);
        mpq_clear(list->demands[k].square);
    }
    ck_release(list->demands);
}

/* d's sides, for a check that is proved (`holds`) or refuted. */
static void
set_sides(ck_orbit_demand *d, int holds)
{
    const int comparison = d->check->comparison;
    const int at_least = comparison == AT_LEAST || comparison == MORE_THAN;
    const int strict = comparison == LESS_THAN || comparison == MORE_THAN;

    d->above = at_least == holds;
    d->differ = strict == holds;
}

/* d->limit. Where equality is not enough the room is to be positive. */
static int
set_limit(ck_outcome *o, ck_orbit_demand *d, mpfr_srcptr room)
{
    if (d->differ && mpfr_zero_p(room))
        return ck_reject(o, "check %zu: the room is not positive", d->number);
    if (!ck_number_enclose(d->limit, &d->check->bound))
        return ck_uncertain(o,
                            "check %zu: the bound has no bounded enclosure "
                            "with %ld bits",
                            d->number, o->bits);
    if (d->above)
        mpfi_add_fr(d->limit, d->limit, room);
    else
        mpfi_sub_fr(d->limit, d->limit, room);
    return 1;
}

static int
check_sign(const ck_node *node, mpfr_srcptr room)
{
    if (mpfr_sgn(room) < 0)
        return ck_node_malformed(node, "a room is not negative");
    return 1;
}

static int
read_room(const ck_certificate *c, const ck_node *node, ck_orbit_demand *d)
{
    mpfr_t room;
    int good;

    good = ck_read_dyadic(node, room) && check_sign(node, room) &&
           set_limit(c->o, d, room);
    mpfr_clear(room);
    return good;
}

/* A demand about the check of that place, with the room, or "exact", at
   `node`. */
static int
read_demand(const ck_certificate *c, const ck_node *node, const fields *f,
            size_t place, ck_orbit_demand *d)
{
    d->check = &f->checks[place];
    d->number = place + 1;
    set_sides(d, c->verdict == CK_PROVED);
    d->exact = json_is_string(node->json) &&
               strcmp(json_string_value(node->json), "exact") == 0;
    return d->exact ? ck_orbit_read_bound(c->o, d) : read_room(c, node, d);
}

static int
read_proof(const ck_certificate *c, const fields *f, ck_orbit_demands *list)
{
    ck_node rooms, item;
    size_t count;

    if (!ck_object(&c->witness, "rooms"))
        return 0;
    ck_member(&rooms, &c->witness, "rooms");
    if (!ck_list(&rooms, f->count, f->count, &count))
        return 0;
    demands_init(list, count, c->o->bits);
    for (size_t k = 0; k < count; k++) {
        ck_orbit_demand *d = &list->demands[k];

        ck_item(&item, &rooms, k);
        d->first = f->checks[k].first;
        d->last = f->checks[k].last;
        if (!read_demand(c, &item, f, k, d))
            return 0;
    }
    return 1;
}

static int
read_refutation(const ck_certificate *c, const fields *f,
                ck_orbit_demands *list)
{
    ck_node check, layer, room;
    long number, t;

    if (!ck_object(&c->witness, "check layer room"))
        return 0;
    ck_member(&check, &c->witness, "check");
    ck_member(&layer, &c->witness, "layer");
    ck_member(&room, &c->witness, "room");
    if (!ck_integer(&check, 1, (long)f->count, &number) ||
        !ck_integer(&layer, f->checks[number - 1].first,
                    f->checks[number - 1].last, &t))
        return 0;
    demands_init(list, 1, c->o->bits);
    list->demands[0].first = t;
    list->demands[0].last = t;
    return read_demand(c, &room, f, (size_t)number - 1, &list->demands[0]);
}

/* ---- The orbit ---- */

static int
differs(ck_outcome *o, const ck_orbit_demand *d, long t, ck_quantities *all,
        ck_answer answer)
{
    char is[160], limit[80];

    ck_quantity_text(is, all, &d->check->quantity, d->limit);
    ck_interval_text(limit, d->limit);
    if (answer == CK_FAILS)
        return ck_reject(o,
                         "check %zu: %s at layer %ld (%s) is not %s %s, the "
                         "bound with the room",
                         d->number, d->check->name, t, is,
                         d->above ? "at least" : "at most", limit);
    return ck_uncertain(o,
                        "check %zu: %s at layer %ld (%s) is not certified %s "
                        "%s, the bound with the room",
                        d->number, d->check->name, t, is,
                        d->above ? "at least" : "at most", limit);
}

/* Everything demanded of X = X(t). */
static int
check_layer(ck_outcome *o, const ck_orbit_demands *list, const ck_imatrix *X,
            long t)
{
    ck_quantities all;
    int good = 1;

    ck_quantities_init(&all, X);
    for (size_t k = 0; k < list->count; k++) {
        const ck_orbit_demand *d = &list->demands[k];
        ck_answer answer;

        if (d->exact || t < d->first || t > d->last)
            continue;
        answer = d->above
                     ? ck_quantity_at_least(&all, &d->check->quantity, d->limit)
                     : ck_quantity_at_most(&all, &d->check->quantity, d->limit);
        if (answer != CK_HOLDS)
            good = differs(o, d, t, &all, answer);
    }
    ck_quantities_clear(&all);
    return good;
}

typedef struct {
    ck_outcome *o;
    const ck_orbit_demands *list;
} visitor;

static int
visit(void *context, const ck_imatrix *X, long t)
{
    const visitor *v = context;

    return check_layer(v->o, v->list, X, t);
}

static int
check_orbit(const ck_certificate *c, const fields *f,
            const ck_orbit_demands *list)
{
    visitor v = {c->o, list};

    return ck_follow_orbit(c, f->steps, visit, &v);
}

/* ---- The conclusion ---- */

/* Intervals are used unless there is something to compare and all of it is
   compared exactly. */
static int
check_bits(const ck_certificate *c, const ck_orbit_demands *list)
{
    int exact = list->count > 0;

    for (size_t k = 0; k < list->count; k++)
        exact = exact && list->demands[k].exact;
    if (exact && c->bits != 0)
        return ck_node_malformed(&c->bits_at, "exact arithmetic needs none");
    if (!exact && c->bits == 0)
        return ck_node_malformed(&c->bits_at, "an orbit needs intervals");
    return 1;
}

static int
check_enclosed(const ck_certificate *c, const fields *f)
{
    ck_orbit_demands list = {0, NULL};
    int good;

    if (!ck_results_are(c, "R28"))
        return 0;
    good = (c->verdict == CK_PROVED ? read_proof(c, f, &list)
                                    : read_refutation(c, f, &list)) &&
           check_bits(c, &list) && (c->bits == 0 || check_orbit(c, f, &list)) &&
           ck_orbit_check_exact(c, &list);
    demands_clear(&list);
    return good;
}

static int
check_undefined(const ck_certificate *c, const fields *f)
{
    ck_node layer_node, token_node;
    long layer, token;

    if (!ck_results_are(c, "R24"))
        return 0;
    if (c->bits != 0)
        return ck_node_malformed(&c->bits_at, "exact arithmetic needs none");
    if (!ck_object(&c->witness, "layer token"))
        return 0;
    ck_member(&layer_node, &c->witness, "layer");
    ck_member(&token_node, &c->witness, "token");
    return ck_integer(&layer_node, 0, f->steps - 1, &layer) &&
           ck_integer(&token_node, 1, c->model.tokens, &token) &&
           ck_check_breakdown(c->o, &c->model, &c->start, layer, token - 1);
}

static int
check_claim(const ck_certificate *c, const fields *f, ck_words *words)
{
    const long most = c->o->limits->max_steps;

    say(words, f, c->verdict);
    if (f->steps > most)
        return ck_reject(c->o,
                         "limit: the orbit has more than %ld layers "
                         "(--max-steps)",
                         most);
    return c->verdict == CK_UNDEFINED ? check_undefined(c, f)
                                      : check_enclosed(c, f);
}

static int
check(ck_certificate *c, ck_words *words)
{
    fields f = {0, 0, NULL};
    int good = read_fields(c, &f) && check_claim(c, &f, words);

    fields_clear(&f);
    return good;
}

const ck_kind ck_orbit_kind = {
    .kind = "orbit", .needs_model = 1, .needs_start = 1, .check = check};
