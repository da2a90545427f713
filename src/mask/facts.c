/* R1: centres, distances and radius of a mask, or two source components.

   Everything rests on one step, searching breadth-first over bit rows. Along
   edges the search runs over the successors of a token (who attends to it),
   against them over N_i itself. */

#include <stdlib.h>
#include <string.h>

#include "mask/mask.h"

/* A graph to search. Row i holds the neighbours of token i; its words outside
   first[i]..last[i] are zero, which is what makes local masks cheap. */
typedef struct {
    long n;
    size_t words;
    const uint64_t *rows;
    size_t *first, *last;
    uint64_t *transposed; /* owned rows, or NULL when they are borrowed */
} graph;

/* The state of one search. seen holds every token reached, and queue the same
   tokens in the order they were reached. */
typedef struct {
    uint64_t *seen;
    long *queue;
    long count;
} search;

static void
graph_clear(graph *g)
{
    free(g->first);
    free(g->last);
    free(g->transposed);
    memset(g, 0, sizeof *g);
}

static rc_status
graph_find_ranges(graph *g)
{
    long i;

    g->first = calloc((size_t)g->n, sizeof *g->first);
    g->last = calloc((size_t)g->n, sizeof *g->last);
    if (g->first == NULL || g->last == NULL)
        return RC_NOMEM;
    for (i = 0; i < g->n; i++) {
        const uint64_t *row = g->rows + (size_t)i * g->words;
        size_t from = 0, to = g->words - 1;

        while (row[from] == 0) /* ends at the self-loop */
            from++;
        while (row[to] == 0)
            to--;
        g->first[i] = from;
        g->last[i] = to;
    }
    return RC_OK;
}

/* Neighbours are those a token attends to: searching goes against edges. */
static rc_status
graph_init_backward(graph *g, const rc_mask *mask)
{
    memset(g, 0, sizeof *g);
    g->n = mask->n;
    g->words = mask->words;
    g->rows = mask->rows;
    return graph_find_ranges(g);
}

/* Neighbours are those who attend to a token: searching goes along edges. */
static rc_status
graph_init_forward(graph *g, const rc_mask *mask)
{
    size_t k;
    long i;

    memset(g, 0, sizeof *g);
    g->n = mask->n;
    g->words = mask->words;
    g->transposed =
        calloc((size_t)mask->n * mask->words, sizeof *g->transposed);
    if (g->transposed == NULL)
        return RC_NOMEM;
    for (i = 0; i < mask->n; i++)
        for (k = 0; k < mask->words; k++) {
            uint64_t word = rc_mask_row(mask, i)[k];

            for (; word != 0; word &= word - 1) {
                long j = (long)k * RC_WORD_BITS + rc_bits_lowest(word);

                rc_bits_set(g->transposed + (size_t)j * g->words, i);
            }
        }
    g->rows = g->transposed;
    return graph_find_ranges(g);
}

static rc_status
search_init(search *s, const graph *g)
{
    s->count = 0;
    s->seen = calloc(g->words, sizeof *s->seen);
    s->queue = calloc((size_t)g->n, sizeof *s->queue);
    return s->seen != NULL && s->queue != NULL ? RC_OK : RC_NOMEM;
}

static void
search_clear(search *s)
{
    free(s->seen);
    free(s->queue);
}

static void
search_forget(search *s, const graph *g)
{
    memset(s->seen, 0, g->words * sizeof *s->seen);
    s->count = 0;
}

/* Queues the neighbours of token i that were not seen. */
static void
search_expand(search *s, const graph *g, long i)
{
    const uint64_t *row = g->rows + (size_t)i * g->words;
    size_t k;

    for (k = g->first[i]; k <= g->last[i]; k++) {
        uint64_t fresh = row[k] & ~s->seen[k];

        s->seen[k] |= fresh;
        for (; fresh != 0; fresh &= fresh - 1)
            s->queue[s->count++] =
                (long)k * RC_WORD_BITS + rc_bits_lowest(fresh);
    }
}

/* Adds every token reachable from start to s, which already holds a set closed
   under the graph without start. Returns the greatest distance from start
   among the tokens added. */
static long
search_from(search *s, const graph *g, long start)
{
    long next = s->count, level_end, distance = 0;

    rc_bits_set(s->seen, start);
    s->queue[s->count++] = start;
    level_end = s->count;
    /* Once all are seen the last of them lie one step beyond this level. */
    while (next < s->count && s->count < g->n) {
        search_expand(s, g, s->queue[next++]);
        if (next == level_end && s->count > level_end) {
            distance++;
            level_end = s->count;
        }
    }
    return level_end < s->count ? distance + 1 : distance;
}

/* The last start of a series of searches that together see every token not
   seen before. It reaches all of those if any one of them does: each later
   start is reached by no earlier one. */
static long
last_start(search *s, const graph *g)
{
    long i, last = -1;

    for (i = 0; i < g->n; i++)
        if (!rc_bits_has(s->seen, i)) {
            search_from(s, g, i);
            last = i;
        }
    return last;
}

/* What is searched and where, for one mask. */
typedef struct {
    graph along, against;
    search s;
} workspace;

static rc_status
workspace_init(workspace *w, const rc_mask *mask)
{
    memset(w, 0, sizeof *w);
    if (graph_init_forward(&w->along, mask) != RC_OK ||
        graph_init_backward(&w->against, mask) != RC_OK)
        return RC_NOMEM;
    return search_init(&w->s, &w->along);
}

static void
workspace_clear(workspace *w)
{
    graph_clear(&w->along);
    graph_clear(&w->against);
    search_clear(&w->s);
}

/* A token that reaches all if any token does. w->s ends as what it reaches. */
static long
find_root(workspace *w)
{
    long root = last_start(&w->s, &w->along);

    search_forget(&w->s, &w->along);
    search_from(&w->s, &w->along, root);
    return root;
}

/* Marks in set[] every token from which root is reached. */
static void
mark_ancestors(unsigned char *set, unsigned char mark, workspace *w, long root)
{
    long k;

    search_forget(&w->s, &w->against);
    search_from(&w->s, &w->against, root);
    for (k = 0; k < w->s.count; k++)
        set[w->s.queue[k]] = mark;
}

/* The distances from the centre: a token is one step farther than the first
   token that reached it, and those are expanded in the order of distance. */
static void
fill_distances(rc_mask_facts *facts, workspace *w)
{
    search *s = &w->s;

    search_forget(s, &w->along);
    rc_bits_set(s->seen, facts->centre);
    s->queue[s->count++] = facts->centre;
    facts->distance[facts->centre] = 0;
    for (long next = 0; next < s->count; next++) {
        const long from = s->queue[next], known = s->count;

        search_expand(s, &w->along, from);
        for (long k = known; k < s->count; k++)
            facts->distance[s->queue[k]] = facts->distance[from] + 1;
    }
}

/* root reaches all, so the centres are exactly the tokens that reach root. */
static void
fill_centres(rc_mask_facts *facts, workspace *w, long root)
{
    long i, centres = 0;

    mark_ancestors(facts->is_centre, 1, w, root);
    for (i = 0; i < facts->tokens; i++) {
        if (!facts->is_centre[i])
            continue;
        centres++;
        search_forget(&w->s, &w->along);
        facts->eccentricity[i] = search_from(&w->s, &w->along, i);
        if (facts->radius < 0 || facts->eccentricity[i] < facts->radius) {
            facts->radius = facts->eccentricity[i];
            facts->centre = i;
        }
    }
    facts->quasi_strongly_connected = 1;
    facts->strongly_connected = centres == facts->tokens;
    fill_distances(facts, w);
}

/* root does not reach all, and w->s holds what it reaches. By the choice of
   root (see last_start) every token that reaches root is reached by it: they
   are a source component. The tokens root does not reach hold another, for no
   edge enters them from what root reaches. */
static void
fill_sources(rc_mask_facts *facts, workspace *w, long root)
{
    long i, other;
    unsigned char first;

    other = last_start(&w->s, &w->along);
    mark_ancestors(facts->source, 1, w, root);
    mark_ancestors(facts->source, 2, w, other);
    /* The first component is the one with the lowest token. */
    for (i = 0; facts->source[i] == 0; i++)
        ;
    first = facts->source[i];
    if (first == 1)
        return;
    for (; i < facts->tokens; i++)
        if (facts->source[i] != 0)
            facts->source[i] = (unsigned char)(3 - facts->source[i]);
}

static rc_status
facts_init(rc_mask_facts *facts, long n)
{
    long i;

    memset(facts, 0, sizeof *facts);
    facts->tokens = n;
    facts->radius = -1;
    facts->centre = -1;
    facts->is_centre = calloc((size_t)n, sizeof *facts->is_centre);
    facts->source = calloc((size_t)n, sizeof *facts->source);
    facts->eccentricity = calloc((size_t)n, sizeof *facts->eccentricity);
    facts->distance = calloc((size_t)n, sizeof *facts->distance);
    if (facts->is_centre == NULL || facts->source == NULL ||
        facts->eccentricity == NULL || facts->distance == NULL)
        return RC_NOMEM;
    for (i = 0; i < n; i++)
        facts->eccentricity[i] = facts->distance[i] = -1;
    return RC_OK;
}

rc_status
rc_mask_get_facts(rc_mask_facts *facts, const rc_mask *mask)
{
    workspace w;
    long root;

    if (facts_init(facts, mask->n) != RC_OK) {
        rc_mask_facts_clear(facts);
        return RC_NOMEM;
    }
    if (workspace_init(&w, mask) != RC_OK) {
        workspace_clear(&w);
        rc_mask_facts_clear(facts);
        return RC_NOMEM;
    }
    root = find_root(&w);
    if (w.s.count == mask->n)
        fill_centres(facts, &w, root);
    else
        fill_sources(facts, &w, root);
    workspace_clear(&w);
    return RC_OK;
}

void
rc_mask_facts_clear(rc_mask_facts *facts)
{
    free(facts->is_centre);
    free(facts->eccentricity);
    free(facts->distance);
    free(facts->source);
    memset(facts, 0, sizeof *facts);
}
