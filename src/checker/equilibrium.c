/* Claim kind `equilibrium`: there is one near a point, with its rank (R11,
   R12); or there is none (R23); or the model breaks down at that point (R24).
 */

#include "equilibrium.h"
#include "breakdown.h"
#include "exclusion.h"
#include "points.h"

/* `near` speaks of an equilibrium with every coordinate within 1/20. */
enum { REACH_DENOMINATOR = 20 };

/* What the statement says. */
typedef struct {
    ck_matrix near;
    long rank; /* -1: absent */
} fields;

/* ---- The statement ---- */

static int
read_fields(const ck_certificate *c, fields *f)
{
    ck_node near, rank;

    f->rank = -1;
    if (!ck_object(&c->claim, "kind near ?rank"))
        return 0;
    ck_member(&near, &c->claim, "near");
    ck_member(&rank, &c->claim, "rank");
    return ck_read_matrix(&near, c->model.tokens, c->model.dim, &f->near) &&
           (rank.json == NULL || ck_integer(&rank, 0, CK_RANK_MOST, &f->rank));
}

/* The verdict is one about every point near `near`: there is no other way to
   refute a claim without a rank. */
static int
is_about_none(const ck_certificate *c, const fields *f)
{
    ck_node exclusion;

    ck_member(&exclusion, &c->witness, "exclusion");
    return c->verdict == CK_REFUTED && (f->rank < 0 || exclusion.json != NULL);
}

static void
say(ck_words *words, const ck_certificate *c, const fields *f)
{
    ck_words_add(words, "an equilibrium is within 1/%d of ", REACH_DENOMINATOR);
    ck_words_add_matrix(words, &f->near);
    ck_words_add(words, " in every coordinate, the only one in a cube about "
                        "it");
    if (f->rank >= 0)
        ck_words_add(words, ", and its rank is %ld", f->rank);
    ck_words_add(words, ": %s", ck_claimed_name(c->verdict));
    if (c->verdict == CK_UNDEFINED)
        ck_words_add(words, ", the model breaks down at that point itself");
    else if (is_about_none(c, f))
        ck_words_add(words, ", there is none");
    else if (c->verdict == CK_REFUTED)
        ck_words_add(words, ", it has another rank");
}

/* ---- No equilibrium there ---- */

static int
check_none(const ck_certificate *c, const ck_layer *layer,
           const ck_imatrix *near, mpfi_srcptr reach)
{
    ck_node exclusion;

    if (!ck_object(&c->witness, "exclusion") || !ck_results_are(c, "R23"))
        return 0;
    ck_member(&exclusion, &c->witness, "exclusion");
    return ck_check_exclusion(&exclusion, layer, near, reach, 0);
}

/* ---- An equilibrium, and its rank ---- */

/* The keys and results of a witness that proves an equilibrium. */
static int
check_shape(const ck_certificate *c, const fields *f, const ck_node *alone)
{
    if (f->rank < 0)
        return ck_object(&c->witness, "centre lambda radii radius") &&
               ck_results_are(c, "R11");
    if (c->verdict == CK_PROVED)
        return ck_object(&c->witness, "centre lambda ?minor radii radius "
                                      "?subspace ?upper") &&
               ck_results_are(c, "R11 R12");
    return ck_object(&c->witness, "?alone centre lambda ?minor radii radius "
                                  "?subspace ?upper") &&
           ck_results_are(c, alone->json != NULL ? "R11 R12 R23" : "R11 R12");
}

/* The equilibrium lies in near +- reach, and no other does. */
static int
check_alone(const ck_certificate *c, const ck_equilibrium *at,
            const ck_imatrix *near, const ck_node *alone, mpfr_srcptr exact)
{
    mpfi_t reach;
    int good;

    mpfi_init2(reach, (mpfr_prec_t)near->prec);
    mpfi_set_fr(reach, exact);
    good = ck_check_inside(c->o, &at->X, near, 0, near->rows, exact,
                           "near +- the reach of alone") &&
           ck_check_exclusion(alone, at->layer, near, reach, 1);
    mpfi_clear(reach);
    return good;
}

/* `near` means this equilibrium and no other. */
static int
check_meant(const ck_certificate *c, const ck_equilibrium *at,
            const ck_imatrix *near, const ck_node *alone)
{
    ck_node node;
    mpfr_t reach;
    int good;

    if (alone->json == NULL)
        return ck_equilibrium_holds(c->o, at, near, "near in centre +- u");
    ck_member(&node, alone, "reach");
    good = ck_read_positive(&node, reach) &&
           check_alone(c, at, near, alone, reach);
    mpfr_clear(reach);
    return good;
}

static int
conclude(const ck_certificate *c, const fields *f, long lower, long upper)
{
    if (c->verdict == CK_PROVED ? lower == f->rank && upper == f->rank
                                : lower > f->rank || upper < f->rank)
        return 1;
    return ck_reject(c->o,
                     "the rank is between %ld and %ld: that does not show the "
                     "claim %s",
                     lower, upper, ck_claimed_name(c->verdict));
}

/* What a stated rank asks for besides the equilibrium. */
static int
check_rank(const ck_certificate *c, const fields *f, const ck_equilibrium *at,
           const ck_imatrix *near, const ck_node *alone)
{
    long lower, upper;

    return ck_equilibrium_rank(&c->witness, at, &lower, &upper) &&
           conclude(c, f, lower, upper) &&
           (c->verdict == CK_PROVED || check_meant(c, at, near, alone));
}

/* The groups' proofs, in the subspace when there is one, near `near`; then the
   rank. */
static int
check_found(const ck_certificate *c, const fields *f, ck_equilibrium *at,
            const ck_imatrix *near, mpfi_srcptr reach)
{
    ck_node node, alone;
    ck_subspace subspace = {0};
    const ck_subspace *inside;
    int good;

    ck_member(&alone, &c->witness, "alone");
    ck_member(&node, &c->witness, "subspace");
    inside = node.json != NULL ? &subspace : NULL;
    good = (inside == NULL || ck_check_subspace(&node, at->layer, &subspace)) &&
           ck_equilibrium_prove(c->o, at, inside) &&
           ck_check_inside(c->o, &at->X, near, 0, near->rows, &reach->left,
                           "near +- 1/20") &&
           (f->rank < 0 || check_rank(c, f, at, near, &alone));
    ck_subspace_clear(&subspace);
    return good;
}

static int
check_one(const ck_certificate *c, const fields *f, const ck_layer *layer,
          const ck_imatrix *near, mpfi_srcptr reach)
{
    ck_equilibrium at;
    ck_node alone;
    int good;

    ck_member(&alone, &c->witness, "alone");
    if (!check_shape(c, f, &alone))
        return 0;
    good = ck_equilibrium_read(&c->witness, layer, &at) &&
           check_found(c, f, &at, near, reach);
    ck_equilibrium_clear(&at);
    return good;
}

/* ---- The verdicts ---- */

/* An answer in intervals. */
static int
check_enclosed(const ck_certificate *c, const fields *f)
{
    const long prec = c->o->bits;
    ck_layer layer;
    ck_imatrix near;
    mpfi_t reach;
    int good;

    ck_imatrix_init(&near, f->near.rows, f->near.cols, prec);
    mpfi_init2(reach, (mpfr_prec_t)prec);
    mpfi_set_ui(reach, 1);
    mpfi_div_ui(reach, reach, REACH_DENOMINATOR);
    if (!ck_layer_init(&layer, &c->model, 0, prec) ||
        !ck_imatrix_enclose(&near, &f->near))
        good = ck_uncertain(c->o,
                            "the model or `near` has no bounded enclosure with "
                            "%ld bits",
                            prec);
    else if (is_about_none(c, f))
        good = check_none(c, &layer, &near, reach);
    else
        good = check_one(c, f, &layer, &near, reach);
    ck_layer_clear(&layer);
    mpfi_clear(reach);
    ck_imatrix_clear(&near);
    return good;
}

static int
check_undefined(const ck_certificate *c, const fields *f)
{
    ck_node node;
    long token;

    if (!ck_object(&c->witness, "token") || !ck_results_are(c, "R24"))
        return 0;
    ck_member(&node, &c->witness, "token");
    return ck_integer(&node, 1, c->model.tokens, &token) &&
           ck_check_breakdown(c->o, &c->model, &f->near, 0, token - 1);
}

static int
check_bits(const ck_certificate *c)
{
    if (c->verdict == CK_UNDEFINED && c->bits != 0)
        return ck_node_malformed(&c->bits_at,
                                 "is %ld; a breakdown needs no intervals, so "
                                 "it is 0",
                                 c->bits);
    if (c->verdict != CK_UNDEFINED && c->bits == 0)
        return ck_node_malformed(&c->bits_at, "this verdict needs intervals");
    return 1;
}

static int
check_answer(const ck_certificate *c, const fields *f, ck_words *words)
{
    say(words, c, f);
    if (!check_bits(c))
        return 0;
    return c->verdict == CK_UNDEFINED ? check_undefined(c, f)
                                      : check_enclosed(c, f);
}

static int
check(ck_certificate *c, ck_words *words)
{
    fields f;
    int good;

    ck_matrix_init(&f.near);
    good = read_fields(c, &f) && ck_check_one_layer(c->o, &c->model) &&
           check_answer(c, &f, words);
    ck_matrix_clear(&f.near);
    return good;
}

const ck_kind ck_equilibrium_kind = {
    .kind = "equilibrium",
    .needs_model = 1,
    .needs_norm = 1,
    .check = check,
};
