/* Claim kind `mask`: breadth-first search decides it in integers (R1). */

#include <limits.h>
#include <stdint.h>
#include <string.h>

#include "claim.h"

enum { WORD_BITS = 64 };

/* The mask as a graph, and room for one search. A set of tokens is `words`
   words of bits. */
typedef struct {
    long tokens;
    size_t words;
    uint64_t *successors; /* row j: the tokens i that attend to j */
    uint64_t *reached;    /* so far */
    long *queue;          /* what was reached, in order */
    long *distance;       /* from the start; only of what was reached */
} graph;

/* What the statement says; absent fields are -1, or NULL. */
typedef struct {
    int quasi, strong;
    long radius;
    long *centres; /* from 0 */
    size_t count;
    int has_centres;
} fields;

/* What is so. */
typedef struct {
    int quasi, strong;
    long radius;              /* -1: none */
    unsigned char *is_centre; /* tokens */
    size_t count;             /* of centres */
} facts;

static void
graph_init(graph *g, const ck_model *m)
{
    size_t n = (size_t)m->tokens;

    g->tokens = m->tokens;
    g->words = (n + WORD_BITS - 1) / WORD_BITS;
    g->successors = ck_allocate(n * g->words, sizeof *g->successors);
    g->reached = ck_allocate(g->words, sizeof *g->reached);
    g->queue = ck_allocate(n, sizeof *g->queue);
    g->distance = ck_allocate(n, sizeof *g->distance);
    for (long i = 0; i < m->tokens; i++)
        for (long j = 0; j < m->tokens; j++)
            if (ck_attends(m, i, j))
                g->successors[(size_t)j * g->words + (size_t)i / WORD_BITS] |=
                    UINT64_C(1) << (i % WORD_BITS);
}

static void
graph_clear(graph *g)
{
    ck_release(g->successors);
    ck_release(g->reached);
    ck_release(g->queue);
    ck_release(g->distance);
}

/* Puts the successors of `token` that were not reached into the queue, which
   holds `count`; returns how many it holds then. */
static long
visit(graph *g, long token, long count)
{
    const uint64_t *row = g->successors + (size_t)token * g->words;

    for (size_t w = 0; w < g->words; w++) {
        uint64_t fresh = row[w] & ~g->reached[w];

        g->reached[w] |= fresh;
        for (long bit = 0; fresh != 0; fresh >>= 1, bit++)
            if ((fresh & 1) != 0) {
                long found = (long)w * WORD_BITS + bit;

                g->distance[found] = g->distance[token] + 1;
                g->queue[count++] = found;
            }
    }
    return count;
}

/* Fills distance for what can be reached from `start`. The greatest distance,
   or -1 when some token cannot be reached. */
static long
search(graph *g, long start)
{
    long count = 1;

    memset(g->reached, 0, g->words * sizeof *g->reached);
    g->reached[start / WORD_BITS] = UINT64_C(1) << (start % WORD_BITS);
    g->queue[0] = start;
    g->distance[start] = 0;
    for (long k = 0; k < count && count < g->tokens; k++)
        count = visit(g, g->queue[k], count);
    return count == g->tokens ? g->distance[g->queue[count - 1]] : -1;
}

static int
is_reached(const graph *g, long i)
{
    return (g->reached[i / WORD_BITS] >> (i % WORD_BITS) & 1) != 0;
}

/* ---- The statement ---- */

static int
read_flag(const ck_node *claim, const char *name, int *flag)
{
    ck_node node;

    *flag = -1;
    ck_member(&node, claim, name);
    return node.json == NULL || ck_bool(&node, flag);
}

static int
read_fields(const ck_certificate *c, fields *f)
{
    ck_node radius, centres;

    f->radius = -1;
    if (!ck_object(&c->claim, "?centres kind ?quasi-strongly-connected "
                              "?radius ?strongly-connected") ||
        !read_flag(&c->claim, "quasi-strongly-connected", &f->quasi) ||
        !read_flag(&c->claim, "strongly-connected", &f->strong))
        return 0;
    ck_member(&radius, &c->claim, "radius");
    if (radius.json != NULL && !ck_integer(&radius, 0, LONG_MAX, &f->radius))
        return 0;
    ck_member(&centres, &c->claim, "centres");
    f->has_centres = centres.json != NULL;
    if (f->has_centres &&
        !ck_places(&centres, c->model.tokens, 0, (size_t)c->model.tokens,
                   &f->centres, &f->count))
        return 0;
    if (f->quasi < 0 && f->strong < 0 && f->radius < 0 && !f->has_centres)
        return ck_node_malformed(&c->claim, "no field says anything");
    return 1;
}

static void
say(ck_words *words, const fields *f, ck_claimed verdict)
{
    const char *separator = "";

    ck_words_add(words, "the mask ");
    if (f->quasi >= 0) {
        ck_words_add(words, "is %squasi-strongly connected",
                     f->quasi ? "" : "not ");
        separator = ", ";
    }
    if (f->strong >= 0) {
        ck_words_add(words, "%sis %sstrongly connected", separator,
                     f->strong ? "" : "not ");
        separator = ", ";
    }
    if (f->radius >= 0) {
        ck_words_add(words, "%shas radius %ld", separator, f->radius);
        separator = ", ";
    }
    if (f->has_centres) {
        ck_words_add(words, "%shas exactly these centres:", separator);
        for (size_t k = 0; k < f->count; k++)
            ck_words_add(words, " %ld", f->centres[k] + 1);
        if (f->count == 0)
            ck_words_add(words, " none");
    }
    ck_words_add(words, ": %s", ck_claimed_name(verdict));
}

/* ---- The witness: a centre ---- */

/* distances, of a search from the centre that has just been made */
static int
check_distances(ck_outcome *o, const graph *g, const ck_node *list, long centre)
{
    for (long i = 0; i < g->tokens; i++) {
        ck_node item;
        long written;

        ck_item(&item, list, (size_t)i);
        if (!ck_integer(&item, 0, LONG_MAX, &written))
            return 0;
        if (!is_reached(g, i))
            return ck_reject(o, "token %ld does not reach token %ld",
                             centre + 1, i + 1);
        if (written != g->distance[i])
            return ck_reject(o,
                             "the distance from token %ld to token %ld is "
                             "%ld, not %ld",
                             centre + 1, i + 1, g->distance[i], written);
    }
    return 1;
}

/* One entry of eccentricities: an integer, or -1 for null. */
static int
read_eccentricity(const ck_node *list, long i, long *written)
{
    ck_node item;

    ck_item(&item, list, (size_t)i);
    *written = -1;
    return json_is_null(item.json) || ck_integer(&item, 0, LONG_MAX, written);
}

static int
wrong_eccentricity(ck_outcome *o, long i, long is, long written)
{
    if (is < 0)
        return ck_reject(o,
                         "token %ld does not reach all, but its eccentricity "
                         "is given as %ld",
                         i + 1, written);
    if (written < 0)
        return ck_reject(o,
                         "token %ld reaches all, but its eccentricity is given "
                         "as null",
                         i + 1);
    return ck_reject(o, "the eccentricity of token %ld is %ld, not %ld", i + 1,
                     is, written);
}

/* Checks all eccentricities and takes the facts from them; *centre = the first
   token with the least one, -1 when there is none. */
static int
check_eccentricities(ck_outcome *o, graph *g, const ck_node *list, facts *so,
                     long *centre)
{
    *centre = -1;
    so->radius = -1;
    so->count = 0;
    for (long i = 0; i < g->tokens; i++) {
        long written, is = search(g, i);

        if (!read_eccentricity(list, i, &written))
            return 0;
        if (written != is)
            return wrong_eccentricity(o, i, is, written);
        so->is_centre[i] = is >= 0;
        so->count += is >= 0;
        if (is >= 0 && (so->radius < 0 || is < so->radius)) {
            so->radius = is;
            *centre = i;
        }
    }
    so->quasi = so->count > 0;
    so->strong = so->count == (size_t)g->tokens;
    return 1;
}

static int
read_list(const ck_node *witness, const char *name, long tokens, ck_node *list)
{
    size_t count;

    ck_member(list, witness, name);
    return ck_list(list, (size_t)tokens, (size_t)tokens, &count);
}

/* All of both lists before anything is compared. */
static int
read_integers(const ck_node *distances, const ck_node *eccentricities,
              long tokens)
{
    long written;

    for (long i = 0; i < tokens; i++) {
        ck_node item;

        ck_item(&item, distances, (size_t)i);
        if (!ck_integer(&item, 0, LONG_MAX, &written) ||
            !read_eccentricity(eccentricities, i, &written))
            return 0;
    }
    return 1;
}

static int
check_centre(const ck_certificate *c, graph *g, facts *so)
{
    ck_node node, distances, eccentricities;
    long centre, first;

    if (!ck_object(&c->witness, "centre distances eccentricities"))
        return 0;
    ck_member(&node, &c->witness, "centre");
    if (!ck_integer(&node, 1, g->tokens, &centre) ||
        !read_list(&c->witness, "distances", g->tokens, &distances) ||
        !read_list(&c->witness, "eccentricities", g->tokens, &eccentricities) ||
        !read_integers(&distances, &eccentricities, g->tokens))
        return 0;
    (void)search(g, centre - 1);
    if (!check_distances(c->o, g, &distances, centre - 1) ||
        !check_eccentricities(c->o, g, &eccentricities, so, &first))
        return 0;
    if (first != centre - 1)
        return ck_reject(c->o,
                         "token %ld is the first with the least eccentricity, "
                         "not token %ld",
                         first + 1, centre);
    return 1;
}

/* ---- The witness: two sources ---- */

static int
check_sources(const ck_certificate *c, facts *so)
{
    ck_node list;

    if (!ck_object(&c->witness, "sources"))
        return 0;
    ck_member(&list, &c->witness, "sources");
    so->quasi = 0;
    so->strong = 0;
    so->radius = -1;
    so->count = 0;
    return ck_check_sources(&list, &c->model);
}

/* ---- The conclusion ---- */

static void
tell_flag(ck_words *why, const char *name, int stated, int is)
{
    if (stated >= 0 && stated != is)
        ck_words_add(why, "%sthe mask is %s%s", why->length > 0 ? "; " : "",
                     is ? "" : "not ", name);
}

static void
tell_radius(ck_words *why, const fields *f, const facts *so)
{
    const char *separator = why->length > 0 ? "; " : "";

    if (f->radius < 0 || f->radius == so->radius)
        return;
    if (so->radius < 0)
        ck_words_add(why, "%sthere is no radius", separator);
    else
        ck_words_add(why, "%sthe radius is %ld, not %ld", separator, so->radius,
                     f->radius);
}

static void
tell_centres(ck_words *why, const fields *f, const facts *so)
{
    const char *separator = why->length > 0 ? "; " : "";

    if (!f->has_centres)
        return;
    for (size_t k = 0; k < f->count; k++)
        if (!so->is_centre[f->centres[k]]) {
            ck_words_add(why, "%stoken %ld is not a centre", separator,
                         f->centres[k] + 1);
            return;
        }
    /* places are rising, so without the same number some centre is missing */
    if (f->count != so->count)
        ck_words_add(why, "%s%zu tokens are centres, not %zu", separator,
                     so->count, f->count);
}

static int
conclude(const ck_certificate *c, const fields *f, const facts *so)
{
    ck_words why = {NULL, 0, 0};
    int differs;

    tell_flag(&why, "quasi-strongly connected", f->quasi, so->quasi);
    tell_flag(&why, "strongly connected", f->strong, so->strong);
    tell_radius(&why, f, so);
    tell_centres(&why, f, so);
    differs = why.length > 0;
    if (differs && c->verdict != CK_REFUTED)
        ck_reject(c->o, "%s", why.bytes);
    ck_words_clear(&why);
    if (!differs && c->verdict != CK_PROVED)
        ck_reject(c->o, "every field of the claim holds");
    return ck_good(c->o);
}

/* ---- The kind ---- */

static int
check_witness(const ck_certificate *c, facts *so)
{
    ck_node sources;
    graph g;
    int good;

    if (json_is_object(c->witness.json)) {
        ck_member(&sources, &c->witness, "sources");
        if (sources.json != NULL)
            return check_sources(c, so);
    }
    graph_init(&g, &c->model);
    good = check_centre(c, &g, so);
    graph_clear(&g);
    return good;
}

static int
check_envelope(const ck_certificate *c)
{
    if (c->bits != 0)
        return ck_node_malformed(&c->bits_at,
                                 "is %ld; a mask needs no "
                                 "intervals, so it is 0",
                                 c->bits);
    if (c->verdict == CK_UNDEFINED)
        return ck_malformed(c->o, "/verdict",
                            "a claim about a mask is never undefined");
    return ck_results_are(c, "R1");
}

static int
check(ck_certificate *c, ck_words *words)
{
    fields f = {-1, -1, -1, NULL, 0, 0};
    facts so = {0, 0, -1, NULL, 0};
    int good = 0;

    if (read_fields(c, &f)) {
        say(words, &f, c->verdict);
        so.is_centre = ck_allocate((size_t)c->model.tokens, 1);
        good =
            check_envelope(c) && check_witness(c, &so) && conclude(c, &f, &so);
        ck_release(so.is_centre);
    }
    ck_release(f.centres);
    return good;
}

const ck_kind ck_mask_kind = {
    .kind = "mask",
    .needs_model = 1,
    .check = check,
};
