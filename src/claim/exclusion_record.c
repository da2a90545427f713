#include "exclusion_record.h"

#include <stdlib.h>

void
rc_exclusion_init(rc_exclusion *e)
{
    *e = (rc_exclusion){0};
}

static slong
group_size(const rc_exclusion_group *g)
{
    return (g->last - g->first) * g->dim;
}

static void
drop_tree(rc_exclusion_group *g)
{
    for (slong k = 0; k < g->count; k++)
        if (g->nodes[k].rows != NULL)
            _arb_vec_clear(g->nodes[k].rows, group_size(g));
    g->count = 0;
}

static void
group_clear(rc_exclusion_group *g)
{
    drop_tree(g);
    free(g->nodes);
    _arb_vec_clear(g->box, group_size(g));
    _arb_vec_clear(g->centre, group_size(g));
    _arb_vec_clear(g->lambda, g->last - g->first);
    arf_clear(g->e);
    arf_clear(g->r);
    arf_clear(g->u);
}

void
rc_exclusion_clear(rc_exclusion *e)
{
    for (slong k = 0; k < e->count; k++)
        group_clear(e->groups + k);
    free(e->groups);
}

void
rc_exclusion_reset(rc_exclusion *e)
{
    rc_exclusion_clear(e);
    rc_exclusion_init(e);
}

/* ---- Filling ---- */

/* Room for one item more in a list of `count` items of `size` bytes: the list,
   maybe moved, or NULL when there is no memory. */
static void *
with_room(void *items, slong count, slong *allocated, size_t size)
{
    void *moved;

    if (count < *allocated)
        return items;
    moved = realloc(items, (size_t)(2 * count + 4) * size);
    if (moved != NULL)
        *allocated = 2 * count + 4;
    return moved;
}

/* rows = the rows first..last-1 of X. */
static void
copy_rows(arb_ptr rows, const rc_exclusion_group *g, const arb_mat_t X)
{
    for (slong i = g->first; i < g->last; i++)
        for (slong a = 0; a < g->dim; a++)
            arb_set(rows + (i - g->first) * g->dim + a, arb_mat_entry(X, i, a));
}

void
rc_exclusion_open_group(rc_exclusion *e, slong first, slong last,
                        const arb_mat_t X)
{
    rc_exclusion_group *g;

    if (e == NULL || e->lost)
        return;
    g = with_room(e->groups, e->count, &e->allocated, sizeof *g);
    e->lost = g == NULL;
    if (e->lost)
        return;
    e->groups = g;
    g += e->count++;
    *g = (rc_exclusion_group){
        .first = first, .last = last, .dim = arb_mat_ncols(X)};
    g->box = _arb_vec_init(group_size(g));
    g->centre = _arb_vec_init(group_size(g));
    g->lambda = _arb_vec_init(last - first);
    arf_init(g->e);
    arf_init(g->r);
    arf_init(g->u);
    copy_rows(g->box, g, X);
}

/* A node more in the group opened last; NULL when it is not wanted or there is
   no memory. */
static rc_exclusion_node *
add_node(rc_exclusion *e, rc_node_kind kind)
{
    rc_exclusion_group *g;
    rc_exclusion_node *nodes;

    if (e == NULL || e->lost)
        return NULL;
    g = e->groups + e->count - 1;
    nodes = with_room(g->nodes, g->count, &g->allocated, sizeof *nodes);
    e->lost = nodes == NULL;
    if (e->lost)
        return NULL;
    g->nodes = nodes;
    nodes[g->count] = (rc_exclusion_node){.kind = kind};
    return nodes + g->count++;
}

void
rc_exclusion_add_split(rc_exclusion *e, slong token, slong coordinate)
{
    rc_exclusion_node *node = add_node(e, RC_NODE_SPLIT);

    if (node == NULL)
        return;
    node->token = token;
    node->coordinate = coordinate;
}

void
rc_exclusion_add_cut(rc_exclusion *e, const arb_mat_t X)
{
    rc_exclusion_node *node = add_node(e, RC_NODE_CUT);

    if (node == NULL)
        return;
    node->rows = _arb_vec_init(group_size(e->groups + e->count - 1));
    copy_rows(node->rows, e->groups + e->count - 1, X);
}

void
rc_exclusion_add_out(rc_exclusion *e, slong token, rc_out why)
{
    rc_exclusion_node *node = add_node(e, RC_NODE_OUT);

    if (node == NULL)
        return;
    node->token = token;
    node->why = why;
}

void
rc_exclusion_add_unique(rc_exclusion *e)
{
    (void)add_node(e, RC_NODE_UNIQUE);
}

void
rc_exclusion_set_unique(rc_exclusion *e, const rc_point *centre,
                        const arf_t radius_e, const arf_t radius_r,
                        const arf_t radius_u)
{
    rc_exclusion_group *g;

    if (e == NULL || e->lost)
        return;
    g = e->groups + e->count - 1;
    g->has_unique = 1;
    copy_rows(g->centre, g, centre->X);
    for (slong i = g->first; i < g->last; i++)
        arb_set(g->lambda + i - g->first, arb_mat_entry(centre->lambda, i, 0));
    arf_set(g->e, radius_e);
    arf_set(g->r, radius_r);
    arf_set(g->u, radius_u);
}

static int
refers_to_unique(const rc_exclusion_group *g)
{
    for (slong k = 0; k < g->count; k++)
        if (g->nodes[k].kind == RC_NODE_UNIQUE)
            return 1;
    return g->then == RC_THEN_UNIQUE;
}

void
rc_exclusion_close_group(rc_exclusion *e, rc_then then)
{
    rc_exclusion_group *g;

    if (e == NULL || e->lost)
        return;
    g = e->groups + e->count - 1;
    g->then = then;
    if (then == RC_THEN_BOX)
        drop_tree(g);
    g->has_unique = g->has_unique && refers_to_unique(g);
}

/* ---- Writing ---- */

/* The pair [low, high]. */
static void
put_pair(rc_certificate *out, const arb_t x)
{
    arf_t radius, end;

    arf_init(radius);
    arf_init(end);
    arf_set_mag(radius, arb_radref(x));
    rc_certificate_open_list(out, NULL);
    arf_sub(end, arb_midref(x), radius, ARF_PREC_EXACT, ARF_RND_DOWN);
    rc_certificate_put_dyadic(out, NULL, end);
    arf_add(end, arb_midref(x), radius, ARF_PREC_EXACT, ARF_RND_DOWN);
    rc_certificate_put_dyadic(out, NULL, end);
    rc_certificate_close(out);
    arf_clear(end);
    arf_clear(radius);
}

static void
put_pairs(rc_certificate *out, const char *key, const rc_exclusion_group *g,
          arb_srcptr rows)
{
    rc_certificate_open_list(out, key);
    for (slong i = 0; i < g->last - g->first; i++) {
        rc_certificate_open_list(out, NULL);
        for (slong a = 0; a < g->dim; a++)
            put_pair(out, rows + i * g->dim + a);
        rc_certificate_close(out);
    }
    rc_certificate_close(out);
}

static void
put_node(rc_certificate *out, const rc_exclusion_group *g,
         const rc_exclusion_node *node)
{
    static const char *const kinds[] = {"split", "cut", "out", "unique"};
    static const char *const reasons[] = {"",      "length",     "sign",
                                          "plain", "mean-value", "sieve"};

    rc_certificate_open_list(out, NULL);
    rc_certificate_put_text(out, NULL, kinds[node->kind]);
    if (node->kind == RC_NODE_CUT)
        put_pairs(out, NULL, g, node->rows);
    if (node->kind == RC_NODE_SPLIT || node->kind == RC_NODE_OUT)
        rc_certificate_put_integer(out, NULL, node->token + 1);
    if (node->kind == RC_NODE_SPLIT)
        rc_certificate_put_integer(out, NULL, node->coordinate + 1);
    if (node->kind == RC_NODE_OUT)
        rc_certificate_put_text(out, NULL, reasons[node->why]);
    rc_certificate_close(out);
}

static void
put_unique(rc_certificate *out, const rc_exclusion_group *g)
{
    rc_certificate_open_map(out, "unique");
    rc_certificate_open_list(out, "centre");
    for (slong i = 0; i < g->last - g->first; i++) {
        rc_certificate_open_list(out, NULL);
        for (slong a = 0; a < g->dim; a++)
            rc_certificate_put_dyadic(out, NULL,
                                      arb_midref(g->centre + i * g->dim + a));
        rc_certificate_close(out);
    }
    rc_certificate_close(out);
    rc_certificate_open_list(out, "lambda");
    for (slong i = 0; i < g->last - g->first; i++)
        rc_certificate_put_dyadic(out, NULL, arb_midref(g->lambda + i));
    rc_certificate_close(out);
    rc_certificate_open_list(out, "radii");
    rc_certificate_put_dyadic(out, NULL, g->e);
    rc_certificate_put_dyadic(out, NULL, g->r);
    rc_certificate_put_dyadic(out, NULL, g->u);
    rc_certificate_close(out);
    rc_certificate_close(out);
}

void
rc_exclusion_put(rc_certificate *out, const char *key, const rc_exclusion *e,
                 const arf_struct *reach)
{
    static const char *const thens[] = {"box", "unique", "excluded"};

    rc_certificate_open_map(out, key);
    rc_certificate_open_list(out, "groups");
    for (slong k = 0; k < e->count; k++) {
        const rc_exclusion_group *g = e->groups + k;

        rc_certificate_open_map(out, NULL);
        put_pairs(out, "box", g, g->box);
        rc_certificate_put_text(out, "then", thens[g->then]);
        rc_certificate_open_list(out, "tree");
        for (slong j = 0; j < g->count; j++)
            put_node(out, g, g->nodes + j);
        rc_certificate_close(out);
        if (g->has_unique)
            put_unique(out, g);
        rc_certificate_close(out);
    }
    rc_certificate_close(out);
    if (reach != NULL)
        rc_certificate_put_dyadic(out, "reach", reach);
    rc_certificate_close(out);
}
