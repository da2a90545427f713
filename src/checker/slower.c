/* Claim kind `slower`: the orbits of two models from one start are followed in
   intervals, and their mu compared (R6, R28); or one of them exactly to where
   LayerNorm breaks down (R24). */

#include <limits.h>

#include "breakdown.h"
#include "claim.h"
#include "layer.h"
#include "quantity.h"

typedef struct {
    ck_model than;
    long *layers; /* rising */
    size_t count;
    long last; /* of the layers */
} fields;

/* What the witness says: at its layers, `more` has a mu that is greater by its
   room. */
typedef struct {
    size_t count;
    const long *layers; /* borrowed, rising */
    mpfr_t *rooms;      /* >= 0; `ready` of them are initialised */
    size_t ready;
    int refutes; /* than's mu is the greater one */
} demands;

/* Both models' layers, and X(t) and Z(t). */
typedef struct {
    ck_layer layers[2];
    ck_imatrix tokens[2], next;
} race;

static const char *const orbit_names[2] = {"X", "Z"};

/* ---- The statement ---- */

/* A rising list of layers, from 0. */
static int
read_layers(const ck_node *list, fields *f)
{
    if (!ck_list(list, 1, (size_t)-1, &f->count))
        return 0;
    f->layers = ck_allocate(f->count, sizeof *f->layers);
    f->last = -1;
    for (size_t k = 0; k < f->count; k++) {
        ck_node item;

        ck_item(&item, list, k);
        if (!ck_integer(&item, f->last + 1, LONG_MAX - 1, &f->layers[k]))
            return 0;
        f->last = f->layers[k];
    }
    return 1;
}

static int
check_size(const ck_node *than, const char *key, long is, long wanted)
{
    ck_node node;

    ck_member(&node, than, key);
    if (is != wanted)
        return ck_node_malformed(&node, "is %ld, in the model %ld", is, wanted);
    return 1;
}

static int
read_fields(const ck_certificate *c, fields *f)
{
    ck_node list, than;

    if (!ck_object(&c->claim, "at kind than"))
        return 0;
    ck_member(&list, &c->claim, "at");
    ck_member(&than, &c->claim, "than");
    return read_layers(&list, f) && ck_read_model(&than, &f->than) &&
           check_size(&than, "tokens", f->than.tokens, c->model.tokens) &&
           check_size(&than, "dim", f->than.dim, c->model.dim);
}

static void
say(ck_words *words, const fields *f, ck_claimed verdict)
{
    ck_words_add(words, "mu of the orbit from the start is greater than with "
                        "this model instead: ");
    ck_about_model(words, &f->than);
    ck_words_add(words, "; at layer%s", f->count == 1 ? "" : "s");
    for (size_t k = 0; k < f->count; k++)
        ck_words_add(words, "%s %ld", k > 0 ? "," : "", f->layers[k]);
    ck_words_add(words, ": %s", ck_claimed_name(verdict));
}

/* ---- The witness ---- */

static void
demands_init(demands *d, const long *layers, size_t count, int refutes)
{
    d->count = count;
    d->layers = layers;
    d->refutes = refutes;
    d->rooms = ck_allocate(count, sizeof *d->rooms);
}

static void
demands_clear(demands *d)
{
    for (size_t k = 0; k < d->ready; k++)
        mpfr_clear(d->rooms[k]);
    ck_release(d->rooms);
}

/* The next room. For a proof equality is not enough. */
static int
read_room(const ck_node *node, demands *d)
{
    mpfr_ptr room = d->rooms[d->ready++];

    if (!ck_read_dyadic(node, room))
        return 0;
    if (mpfr_sgn(room) < 0)
        return ck_node_malformed(node, "a room is not negative");
    if (!d->refutes && mpfr_zero_p(room))
        return ck_reject(node->o, "the room at layer %ld is not positive",
                         d->layers[d->ready - 1]);
    return 1;
}

static int
read_proof(const ck_certificate *c, const fields *f, demands *d)
{
    ck_node rooms, item;
    size_t count;

    if (!ck_object(&c->witness, "rooms"))
        return 0;
    ck_member(&rooms, &c->witness, "rooms");
    if (!ck_list(&rooms, f->count, f->count, &count))
        return 0;
    demands_init(d, f->layers, count, 0);
    for (size_t k = 0; k < count; k++) {
        ck_item(&item, &rooms, k);
        if (!read_room(&item, d))
            return 0;
    }
    return 1;
}

static int
read_refutation(const ck_certificate *c, const fields *f, demands *d)
{
    ck_node layer, room;
    long t;

    if (!ck_object(&c->witness, "layer room"))
        return 0;
    ck_member(&layer, &c->witness, "layer");
    ck_member(&room, &c->witness, "room");
    if (!ck_integer(&layer, 0, f->last, &t))
        return 0;
    for (size_t k = 0; k < f->count; k++)
        if (f->layers[k] == t) {
            demands_init(d, f->layers + k, 1, 1);
            return read_room(&room, d);
        }
    return ck_node_malformed(&layer, "layer %ld is not one of the claim", t);
}

/* ---- Comparison ---- */

/* The least that N mu^2 of the greater one must be, for all that the other's,
   `less`, may be: with the room r, less + 2 r sqrt(N less) + N r^2, as
   (mu + r)^2 = mu^2 + 2 r mu + r^2. */
static void
add_room(mpfi_t limit, mpfi_srcptr less, mpfr_srcptr room, long n)
{
    mpfi_t square, root;

    mpfi_init2(square, mpfi_get_prec(limit));
    mpfi_init2(root, mpfi_get_prec(limit));
    mpfi_set(limit, less);
    /* a square is not negative, whatever its enclosure says */
    if (mpfr_sgn(&limit->left) < 0) /* no test can see this: 0 is 0 */
        mpfr_set_zero(&limit->left, 1);
    mpfi_mul_ui(root, limit, (unsigned long)n);
    mpfi_sqrt(root, root);
    mpfi_mul_2ui(root, root, 1);
    mpfi_mul_fr(root, root, room);
    mpfi_set_fr(square, room);
    mpfi_sqr(square, square);
    mpfi_mul_ui(square, square, (unsigned long)n);
    mpfi_add(limit, limit, root);
    mpfi_add(limit, limit, square);
    mpfi_clear(square);
    mpfi_clear(root);
}

/* `more`, N mu^2 of the one, against what it must be. */
static ck_answer
compare(mpfi_srcptr more, mpfi_srcptr limit)
{
    /* no test can see this: nothing is certified of infinite ends below */
    if (!ck_is_bounded(more) || !ck_is_bounded(limit))
        return CK_UNKNOWN;
    /* a square is not negative, whatever its enclosure says */
    if (mpfr_sgn(&limit->right) <= 0 ||
        mpfr_greaterequal_p(&more->left, &limit->right))
        return CK_HOLDS;
    return mpfr_less_p(&more->right, &limit->left) ? CK_FAILS : CK_UNKNOWN;
}

static int
differs(ck_outcome *o, const demands *d, long t, mpfi_srcptr more,
        mpfi_srcptr limit, ck_answer answer)
{
    char is[80], wanted[80];
    const char *name = orbit_names[d->refutes ? 1 : 0];

    ck_interval_text(is, more);
    ck_interval_text(wanted, limit);
    if (answer == CK_FAILS)
        return ck_reject(o,
                         "layer %ld: N mu(%s)^2 (in %s) is not at least that "
                         "of the other orbit with the room, in %s",
                         t, name, is, wanted);
    return ck_uncertain(o,
                        "layer %ld: N mu(%s)^2 (in %s) is not certified at "
                        "least that of the other orbit with the room, in %s",
                        t, name, is, wanted);
}

static int
check_room(ck_outcome *o, const demands *d, size_t k, const race *r)
{
    ck_quantities all[2];
    ck_answer answer;
    mpfi_srcptr more;
    mpfi_t limit;
    int good = 1;

    for (int which = 0; which < 2; which++)
        ck_quantities_init(&all[which], &r->tokens[which]);
    mpfi_init2(limit, (mpfr_prec_t)o->bits);
    more = ck_quantity_value(&all[d->refutes], CK_MU);
    add_room(limit, ck_quantity_value(&all[!d->refutes], CK_MU), d->rooms[k],
             r->tokens[0].rows);
    answer = compare(more, limit);
    if (answer != CK_HOLDS)
        good = differs(o, d, d->layers[k], more, limit, answer);
    mpfi_clear(limit);
    for (int which = 0; which < 2; which++)
        ck_quantities_clear(&all[which]);
    return good;
}

/* ---- Both orbits ---- */

static int
race_init(race *r, const ck_certificate *c, const fields *f)
{
    const ck_model *models[2] = {&c->model, &f->than};
    const long bits = c->o->bits;
    int good = 1;

    for (int which = 0; which < 2; which++) {
        if (!ck_layer_init(&r->layers[which], models[which], 0, bits))
            good = 0;
        ck_imatrix_init(&r->tokens[which], c->model.tokens, c->model.dim, bits);
        if (!ck_imatrix_enclose(&r->tokens[which], &c->start))
            good = 0;
    }
    ck_imatrix_init(&r->next, c->model.tokens, c->model.dim, bits);
    if (!good)
        return ck_uncertain(c->o,
                            "the models and the start have no bounded "
                            "enclosure with %ld bits",
                            bits);
    return 1;
}

static void
race_clear(race *r)
{
    for (int which = 0; which < 2; which++) {
        ck_layer_clear(&r->layers[which]);
        ck_imatrix_clear(&r->tokens[which]);
    }
    ck_imatrix_clear(&r->next);
}

/* From layer t to the next. */
static int
advance(ck_outcome *o, race *r, long t)
{
    for (int which = 0; which < 2; which++) {
        const ck_imatrix kept = r->tokens[which];

        if (!ck_orbit_step(o, &r->next, &r->layers[which], &kept,
                           orbit_names[which], t))
            return 0;
        r->tokens[which] = r->next;
        r->next = kept;
    }
    return 1;
}

/* To the layer `end`, from layer *t. */
static int
advance_to(ck_outcome *o, race *r, long end, long *t)
{
    for (; *t < end; ++*t)
        if (!advance(o, r, *t))
            return 0;
    return 1;
}

/* A refutation too speaks of orbits that exist up to the last layer. */
static int
follow(ck_outcome *o, race *r, const demands *d, long last)
{
    long t = 0;

    for (size_t k = 0; k < d->count; k++)
        if (!advance_to(o, r, d->layers[k], &t) || !check_room(o, d, k, r))
            return 0;
    return advance_to(o, r, last, &t);
}

static int
check_orbits(const ck_certificate *c, const fields *f, const demands *d)
{
    race r;
    int good = race_init(&r, c, f) && follow(c->o, &r, d, f->last);

    race_clear(&r);
    return good;
}

/* ---- The conclusion ---- */

static int
check_enclosed(const ck_certificate *c, const fields *f)
{
    demands d = {0};
    int good;

    if (!ck_results_are(c, "R6 R28"))
        return 0;
    if (c->bits == 0)
        return ck_node_malformed(&c->bits_at, "orbits need intervals");
    good = (c->verdict == CK_PROVED ? read_proof(c, f, &d)
                                    : read_refutation(c, f, &d)) &&
           check_orbits(c, f, &d);
    demands_clear(&d);
    return good;
}

static int
check_undefined(const ck_certificate *c, const fields *f)
{
    static const char *const words[] = {"model", "than", NULL};
    ck_node layer_node, of_node, token_node;
    long layer, token;
    int which;

    if (!ck_results_are(c, "R24"))
        return 0;
    if (c->bits != 0)
        return ck_node_malformed(&c->bits_at, "exact arithmetic needs none");
    if (!ck_object(&c->witness, "layer of token"))
        return 0;
    ck_member(&layer_node, &c->witness, "layer");
    ck_member(&of_node, &c->witness, "of");
    ck_member(&token_node, &c->witness, "token");
    return ck_integer(&layer_node, 0, f->last - 1, &layer) &&
           ck_word(&of_node, words, &which) &&
           ck_integer(&token_node, 1, c->model.tokens, &token) &&
           ck_check_breakdown(c->o, which == 0 ? &c->model : &f->than,
                              &c->start, layer, token - 1);
}

static int
check_claim(const ck_certificate *c, const fields *f, ck_words *words)
{
    const long most = c->o->limits->max_steps;

    say(words, f, c->verdict);
    if (f->last > most)
        return ck_reject(c->o,
                         "limit: the orbits have more than %ld layers "
                         "(--max-steps)",
                         most);
    if (!ck_check_model(c->o, &f->than))
        return 0;
    return c->verdict == CK_UNDEFINED ? check_undefined(c, f)
                                      : check_enclosed(c, f);
}

static int
check(ck_certificate *c, ck_words *words)
{
    fields f = {.count = 0};
    int good;

    ck_model_init(&f.than);
    good = read_fields(c, &f) && check_claim(c, &f, words);
    ck_release(f.layers);
    ck_model_clear(&f.than);
    return good;
}

const ck_kind ck_slower_kind = {
    .kind = "slower", .needs_model = 1, .needs_start = 1, .check = check};
