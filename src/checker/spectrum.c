/* Claim kind `spectrum`: the second eigenvalue of the consensus matrix, known
   exactly or compared with each bound (R30). */

#include "spectrum.h"
#include "claim.h"
#include "interval.h"
#include "polynomial.h"

enum { AT_LEAST = 0, AT_MOST, BOUNDS };

static const char *const bound_names[] = {"at-least", "at-most", NULL};

/* Precisions for a bound that is not rational. */
enum { COMPARE_BITS = 128, COMPARE_BITS_MOST = 8192 };

/* With nothing to show, so few are written. */
enum { BITS_OF_NOTHING = 32 };

/* A bound of the statement, and what is shown against it. */
typedef struct {
    int stated;
    ck_number theta;
    ck_second_facts facts;
} second_bound;

typedef struct {
    second_bound bounds[BOUNDS];
} fields;

/* ---- The statement ---- */

static int
read_fields(const ck_certificate *c, fields *f)
{
    if (!ck_object(&c->claim, "?at-least ?at-most kind"))
        return 0;
    for (int k = 0; k < BOUNDS; k++) {
        ck_node node;

        ck_member(&node, &c->claim, bound_names[k]);
        f->bounds[k].stated = node.json != NULL;
        if (node.json != NULL && !ck_read_number(&node, &f->bounds[k].theta))
            return 0;
    }
    if (!f->bounds[AT_LEAST].stated && !f->bounds[AT_MOST].stated)
        return ck_node_malformed(&c->claim, "no field says anything");
    return 1;
}

static void
say(ck_words *words, const fields *f, ck_claimed verdict)
{
    const char *separator = "";

    ck_words_add(words, "the second eigenvalue of the consensus matrix is, in "
                        "absolute value, ");
    for (int k = 0; k < BOUNDS; k++) {
        if (!f->bounds[k].stated)
            continue;
        ck_words_add(words, "%s%s ", separator,
                     k == AT_LEAST ? "at least" : "at most");
        ck_words_add_number(words, &f->bounds[k].theta);
        separator = " and ";
    }
    ck_words_add(words, ": %s", ck_claimed_name(verdict));
}

/* ---- Comparison with what is known exactly ---- */

static void
set_facts(ck_second_facts *facts, int sign)
{
    facts->less = sign < 0;
    facts->at_most = sign <= 0;
    facts->at_least = sign >= 0;
    facts->more = sign > 0;
}

/* What is certified of `exact` against the enclosure of theta. */
static int
compare_enclosed(ck_second_facts *facts, mpq_srcptr exact,
                 const ck_number *theta, long bits)
{
    mpfi_t enclosed;
    int sign = 0;

    mpfi_init2(enclosed, (mpfr_prec_t)bits);
    if (ck_number_enclose(enclosed, theta)) {
        if (mpfr_cmp_q(&enclosed->left, exact) > 0)
            sign = -1;
        else if (mpfr_cmp_q(&enclosed->right, exact) < 0)
            sign = 1;
    }
    mpfi_clear(enclosed);
    if (sign == 0)
        return 0;
    set_facts(facts, sign);
    return 1;
}

/* How the exact number compares with theta; 0, without facts, when that was not
   certified. */
static int
compare(ck_second_facts *facts, mpq_srcptr exact, const ck_number *theta)
{
    if (ck_number_is_rational(theta)) {
        set_facts(facts, mpq_cmp(exact, theta->rational));
        return 1;
    }
    for (long bits = COMPARE_BITS; bits <= COMPARE_BITS_MOST; bits *= 2)
        if (compare_enclosed(facts, exact, theta, bits))
            return 1;
    return 0;
}

/* |lambda_2| is known. */
static int
compare_all(ck_outcome *o, fields *f, mpq_srcptr exact)
{
    for (int k = 0; k < BOUNDS; k++)
        if (f->bounds[k].stated &&
            !compare(&f->bounds[k].facts, exact, &f->bounds[k].theta))
            return ck_reject(o,
                             "%s: the bound is not certified to differ from "
                             "the second eigenvalue, which is rational",
                             bound_names[k]);
    return 1;
}

/* 0 <= |lambda_2| <= 1, which settles a bound outside; one that is not stated
   is 0. */
static void
settle_outside(second_bound *b)
{
    ck_second_facts against;
    mpq_t end;

    mpq_init(end);
    if (compare(&against, end, &b->theta)) {
        b->facts.more |= against.more;
        b->facts.at_least |= against.at_least;
    }
    mpq_set_ui(end, 1, 1);
    if (compare(&against, end, &b->theta)) {
        b->facts.less |= against.less;
        b->facts.at_most |= against.at_most;
    }
    mpq_clear(end);
}

/* ---- The witness: an order ---- */

/* place[i] = where token i is in the list. */
static int
read_order(const ck_node *list, const ck_model *m, long *place)
{
    const size_t n = (size_t)m->tokens;
    size_t count;

    if (!ck_list(list, n, n, &count))
        return 0;
    for (long i = 0; i < m->tokens; i++)
        place[i] = -1;
    for (size_t k = 0; k < n; k++) {
        ck_node item;
        long token;

        ck_item(&item, list, k);
        if (!ck_integer(&item, 1, m->tokens, &token))
            return 0;
        if (place[token - 1] >= 0)
            return ck_node_malformed(&item, "token %ld is listed twice", token);
        place[token - 1] = (long)k;
    }
    return 1;
}

static int
check_triangular(ck_outcome *o, const ck_model *m, const long *place)
{
    for (long i = 0; i < m->tokens; i++)
        for (long j = 0; j < m->tokens; j++)
            if (ck_attends(m, i, j) && place[j] > place[i])
                return ck_reject(o,
                                 "token %ld attends to token %ld, which comes "
                                 "later in the order",
                                 i + 1, j + 1);
    return 1;
}

/* The second largest of the diagonal, with multiplicity; 0 when there is but
   one. */
static void
find_second(mpq_t second, const ck_model *m)
{
    ck_qmatrix M;
    mpq_t first;

    ck_qmatrix_init(&M);
    ck_model_consensus(&M, m, 0);
    mpq_init(first);
    for (long i = 0; i < m->tokens; i++) {
        mpq_srcptr x = *ck_qmatrix_at(&M, i, i);

        /* no test can see this: with equality both ways are the same */
        if (mpq_cmp(x, first) > 0) {
            mpq_set(second, first);
            mpq_set(first, x);
            /* no test can see this: with equality nothing changes */
        } else if (mpq_cmp(x, second) > 0) {
            mpq_set(second, x);
        }
    }
    mpq_clear(first);
    ck_qmatrix_clear(&M);
}

static int
compare_second(const ck_certificate *c, fields *f)
{
    mpq_t second;
    int good;

    mpq_init(second);
    find_second(second, &c->model);
    good = compare_all(c->o, f, second);
    mpq_clear(second);
    return good;
}

static int
check_order(const ck_certificate *c, const ck_node *list, fields *f)
{
    long *place = ck_allocate((size_t)c->model.tokens, sizeof *place);
    int good = read_order(list, &c->model, place) &&
               check_triangular(c->o, &c->model, place) && compare_second(c, f);

    ck_release(place);
    return good;
}

/* ---- The witness: two sources ---- */

static int
check_sources(const ck_certificate *c, const ck_node *list, fields *f)
{
    mpq_t one;
    int good;

    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    good = ck_check_sources(list, &c->model) && compare_all(c->o, f, one);
    mpq_clear(one);
    return good;
}

/* ---- The witness: bound by bound ---- */

/* A refutation speaks of one bound, and both kinds only of stated ones. */
static int
check_spoken(const ck_certificate *c, const ck_node *node, size_t count)
{
    if (c->verdict == CK_REFUTED && count > 1)
        return ck_node_malformed(node, "a refutation speaks of one bound");
    return 1;
}

static int
check_stated(const ck_node *node, const fields *f, int which)
{
    if (!f->bounds[which].stated)
        return ck_node_malformed(node, "no bound %s is stated",
                                 bound_names[which]);
    return 1;
}

static int
check_pivots(const ck_certificate *c, const ck_node *node, fields *f)
{
    if (!ck_object(node, "?at-least ?at-most") ||
        !check_spoken(c, node, json_object_size(node->json)))
        return 0;
    if (json_object_size(node->json) == 0)
        return ck_node_malformed(node, "it speaks of no bound");
    if (!ck_check_symmetric(c->o, &c->model))
        return 0;
    for (int k = 0; k < BOUNDS; k++) {
        second_bound *b = &f->bounds[k];
        ck_node lists;

        ck_member(&lists, node, bound_names[k]);
        if (lists.json == NULL)
            continue;
        if (!check_stated(&lists, f, k))
            return 0;
        if (c->bits == 0 && !ck_number_is_rational(&b->theta))
            return ck_node_malformed(&c->bits_at, "a bound that is not "
                                                  "rational needs intervals");
        if (!ck_check_symmetric_counts(&lists, &c->model, &b->theta, &b->facts))
            return 0;
    }
    return 1;
}

/* The side of theta > 0 that R30's polynomial shows. */
static int
check_side(const ck_certificate *c, const ck_polynomial *roots, second_bound *b,
           const char *name)
{
    mpfi_t theta;
    ck_side side = CK_NEITHER;
    int good;

    mpfi_init2(theta, (mpfr_prec_t)c->o->bits);
    good =
        ck_number_enclose(theta, &b->theta) && mpfi_is_strictly_pos(theta) > 0;
    if (good) /* no test can see this: it saves work */
        side = ck_schur_side(roots, theta);
    mpfi_clear(theta);
    if (!good)
        return ck_uncertain(c->o, "%s: the bound is not certified positive",
                            name);
    if (side == CK_NEITHER)
        return ck_uncertain(c->o,
                            "%s: Schur's criterion does not come to an end "
                            "with %ld bits",
                            name, c->o->bits);
    set_facts(&b->facts, side == CK_BELOW ? -1 : 1);
    return 1;
}

/* named[k]: the list holds that bound. */
static int
read_names(const ck_certificate *c, const ck_node *list, const fields *f,
           int named[BOUNDS])
{
    size_t count;

    if (!ck_list(list, 0, BOUNDS, &count) || !check_spoken(c, list, count))
        return 0;
    if (count == 0 && c->bits != BITS_OF_NOTHING)
        return ck_node_malformed(&c->bits_at,
                                 "is %ld, not %d: no bound needs "
                                 "more",
                                 c->bits, BITS_OF_NOTHING);
    for (size_t k = 0; k < count; k++) {
        ck_node item;
        int which;

        ck_item(&item, list, k);
        if (!ck_word(&item, bound_names, &which) ||
            !check_stated(&item, f, which))
            return 0;
        if (named[which])
            return ck_node_malformed(&item, "is listed twice");
        named[which] = 1;
    }
    return 1;
}

static int
check_polynomial(const ck_certificate *c, const ck_node *list, fields *f)
{
    int named[BOUNDS] = {0, 0}, good = 1;
    ck_polynomial roots;
    ck_qmatrix M;

    if (!read_names(c, list, f, named))
        return 0;
    /* no test can see this: it saves work */
    if (!named[AT_LEAST] && !named[AT_MOST])
        return 1;
    ck_qmatrix_init(&M);
    ck_model_consensus(&M, &c->model, 0);
    ck_other_eigenvalues(&roots, &M);
    /* no test can see this: the first failure is kept */
    for (int k = 0; good && k < BOUNDS; k++)
        good =
            !named[k] || check_side(c, &roots, &f->bounds[k], bound_names[k]);
    ck_polynomial_clear(&roots);
    ck_qmatrix_clear(&M);
    return good;
}

/* ---- The conclusion ---- */

/* Every stated bound follows. */
static int
follows(const fields *f)
{
    for (int k = 0; k < BOUNDS; k++) {
        const ck_second_facts *facts = &f->bounds[k].facts;

        if (f->bounds[k].stated &&
            !(k == AT_LEAST ? facts->at_least : facts->at_most))
            return 0;
    }
    return 1;
}

/* The opposite of some stated bound follows. */
static int
is_contradicted(const fields *f)
{
    return f->bounds[AT_LEAST].facts.less || f->bounds[AT_MOST].facts.more;
}

static int
conclude(const ck_certificate *c, const fields *f)
{
    if (c->verdict == CK_PROVED ? follows(f) : is_contradicted(f))
        return 1;
    return ck_reject(c->o, "what the witness shows does not make the claim %s",
                     ck_claimed_name(c->verdict));
}

/* ---- The kind ---- */

static int
check_witness(const ck_certificate *c, fields *f)
{
    static const struct {
        const char *name;
        int is_exact, is_enclosed; /* with bits 0, with others */
        int (*check)(const ck_certificate *, const ck_node *, fields *);
    } ways[] = {{"order", 1, 0, check_order},
                {"sources", 1, 0, check_sources},
                {"pivots", 1, 1, check_pivots},
                {"polynomial", 0, 1, check_polynomial}};

    if (!ck_object(&c->witness, "?order ?pivots ?polynomial ?sources"))
        return 0;
    if (json_object_size(c->witness.json) != 1)
        return ck_node_malformed(&c->witness, "expected exactly one member");
    for (size_t k = 0; k < sizeof ways / sizeof *ways; k++) {
        ck_node node;

        ck_member(&node, &c->witness, ways[k].name);
        if (node.json == NULL)
            continue;
        if (!(c->bits == 0 ? ways[k].is_exact : ways[k].is_enclosed))
            return ck_node_malformed(&c->bits_at, "this witness needs %s",
                                     c->bits == 0 ? "intervals" : "none");
        return ways[k].check(c, &node, f);
    }
    return 0;
}

static int
check_claim(const ck_certificate *c, fields *f, ck_words *words)
{
    say(words, f, c->verdict);
    if (c->verdict == CK_UNDEFINED)
        return ck_malformed(c->o, "/verdict", "a spectrum is never undefined");
    if (c->model.fixed.count > 1)
        return ck_malformed(c->o, "/statement/model/attention/fixed",
                            "weights that differ by layer have no consensus "
                            "matrix");
    if (!ck_results_are(c, "R30"))
        return 0;
    if (!check_witness(c, f))
        return 0;
    for (int k = 0; k < BOUNDS; k++)
        settle_outside(&f->bounds[k]);
    return conclude(c, f);
}

static int
check(ck_certificate *c, ck_words *words)
{
    fields f = {{{0}}};
    int good;

    for (int k = 0; k < BOUNDS; k++)
        ck_number_init(&f.bounds[k].theta);
    good = read_fields(c, &f) && check_claim(c, &f, words);
    for (int k = 0; k < BOUNDS; k++)
        ck_number_clear(&f.bounds[k].theta);
    return good;
}

const ck_kind ck_spectrum_kind = {
    .kind = "spectrum", .needs_model = 1, .check = check};
