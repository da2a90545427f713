/* R23: no equilibrium in a box, or only the one that is known.

   What is shown. Let X be any equilibrium with every coordinate within reach
   of near. By induction over the groups, the tokens of each settled group lie
   in what later groups take as data:
   - they lie in the group's box, which holds near +- reach; the tree covers
     this box, with everything enclosed over the data, in which X's earlier
     tokens are. So they are in some leaf of the tree, and none that is `out`:
     without leaf `unique` there is no such X;
   - in a leaf `unique` they lie in centre +- u, where lambda = <y, x> lies in
     lambda +- r (`detached`): with it they are the zero of G in the box of
     radius r, for X's own earlier tokens (`uniqueness`). The box of radius e
     about the same centre holds one zero as well, and it is in the enclosure
     (`solution`). The larger of the two boxes holds the smaller one, and only
     one zero: so both are the same, and the tokens lie in the enclosure;
   - if the enclosure and the box are apart there is no such X;
   - `box` needs no more than that they lie in the box.
   Uniqueness holds for each choice of data: if every group is `unique`, two
   such X have the same tokens in the first group, hence in the second, and so
   on. They are the same: the one that is known, when it is within reach. */

#include "exclusion.h"

#include "exclusion_steps.h"
#include "points.h"
#include "proof.h"

enum { THEN_BOX = 0, THEN_EXCLUDED, THEN_UNIQUE };
static const char *const thens[] = {"box", "excluded", "unique", NULL};

static void
group_init(ck_group *g, const ck_node *node, const ck_layer *layer)
{
    const long n = layer->tokens, d = layer->dim, prec = layer->prec;

    *g = (ck_group){.o = node->o, .system = {.layer = layer}};
    ck_imatrix_init(&g->X, n, d, prec);
    ck_imatrix_init(&g->centre, n, d, prec);
    ck_imatrix_init(&g->centre_lambda, n, 1, prec);
    ck_imatrix_init(&g->solved, n, d, prec);
    ck_imatrix_init(&g->solved_lambda, n, 1, prec);
    mpfr_init2(g->u, MPFR_PREC_MIN);
}

static void
group_clear(ck_group *g)
{
    mpfr_clear(g->u);
    ck_imatrix_clear(&g->solved_lambda);
    ck_imatrix_clear(&g->solved);
    ck_imatrix_clear(&g->centre_lambda);
    ck_imatrix_clear(&g->centre);
    ck_imatrix_clear(&g->X);
}

/* ---- The group's proof ---- */

static int
read_centre(ck_group *g, const ck_node *node)
{
    const long first = g->system.first, last = g->system.last;
    const size_t rows = (size_t)(last - first);
    ck_node centre, lambda, row, one;
    size_t count;
    int good;

    ck_member(&centre, node, "centre");
    ck_member(&lambda, node, "lambda");
    good = ck_list(&centre, rows, rows, &count) &&
           ck_list(&lambda, rows, rows, &count);
    for (long i = first; good && i < last; i++) {
        ck_item(&row, &centre, (size_t)(i - first));
        ck_item(&one, &lambda, (size_t)(i - first));
        good = ck_read_point_row(&row, &g->centre, i) &&
               ck_read_point(&one, ck_imatrix_at(&g->centre_lambda, i, 0));
    }
    return good;
}

/* Reads and checks `unique`, when it is there. */
static int
check_unique(ck_group *g, const ck_node *node)
{
    ck_node member;
    ck_radii radii;
    int good;

    g->has_unique = node->json != NULL;
    if (!g->has_unique)
        return 1;
    if (!ck_object(node, "centre lambda radii"))
        return 0;
    ck_member(&member, node, "radii");
    ck_imatrix_set(&g->centre, &g->X);
    good = ck_read_radii(&member, &radii) && read_centre(g, node) &&
           ck_check_solution(g->o, &g->solved, &g->solved_lambda, &g->system,
                             &g->centre, &g->centre_lambda, radii.e) &&
           ck_check_uniqueness(g->o, &g->system, &g->centre, &g->centre_lambda,
                               &radii);
    mpfr_swap(g->u, radii.u);
    ck_radii_clear(&radii);
    return good;
}

/* ---- One group ---- */

/* near +- reach lies in the box. */
static int
check_box(const ck_group *g, const ck_box *box, const ck_imatrix *near,
          mpfi_srcptr reach)
{
    for (long k = 0; k < box->rows * box->cols; k++) {
        const long at = g->system.first * box->cols + k;

        if (!ck_pair_holds(&box->pairs[k], near->entries[at], reach))
            return ck_uncertain(g->o,
                                "the box of token %ld, coordinate %ld, is not "
                                "certified to hold `near` +- the reach",
                                at / box->cols + 1, at % box->cols + 1);
    }
    return 1;
}

/* The enclosure of `unique` and the box, which X holds, have no point in
   common. */
static int
is_apart(const ck_group *g)
{
    const long d = g->X.cols;

    for (long k = g->system.first * d; k < g->system.last * d; k++)
        if (ck_are_apart(g->solved.entries[k], g->X.entries[k]))
            return 1;
    return 0;
}

/* Settles the box with the tree and makes the group's rows of X what later
   tokens take. */
static int
settle(ck_group *g, const ck_node *node, const ck_box *box, int then)
{
    const long d = g->X.cols;
    ck_node tree;
    size_t count;

    ck_member(&tree, node, "tree");
    if (then == THEN_UNIQUE && !g->has_unique)
        return ck_node_malformed(node, "then 'unique' without `unique`");
    if (then == THEN_BOX ? !ck_list(&tree, 0, 0, &count)
                         : !ck_walk_tree(g, &tree, box))
        return 0;
    ck_box_enclose(&g->X, box, g->system.first);
    if (then == THEN_EXCLUDED && g->kept && !is_apart(g))
        return ck_uncertain(g->o,
                            "tokens %ld to %ld are not excluded: the enclosure "
                            "of `unique` may meet the box",
                            g->system.first + 1, g->system.last);
    for (long k = g->system.first * d;
         then == THEN_UNIQUE && k < g->system.last * d; k++)
        mpfi_set(g->X.entries[k], g->solved.entries[k]);
    return 1;
}

static int
check_group(ck_group *g, const ck_node *node, const ck_imatrix *near,
            mpfi_srcptr reach, int then)
{
    ck_node member;
    ck_box *box;
    int good;

    ck_member(&member, node, "box");
    if (!ck_box_read(&member, g->system.last - g->system.first, g->X.cols,
                     &box))
        return 0;
    ck_member(&member, node, "unique");
    good = check_box(g, box, near, reach) && check_unique(g, &member) &&
           settle(g, node, box, then);
    ck_box_free(box);
    return good;
}

/* ---- All groups ---- */

/* Reads the group's keys and what becomes of it, which depends on its place. */
static int
read_then(const ck_node *node, int alone, int is_last, int *then)
{
    ck_node member;

    if (!ck_object(node, "box then tree ?unique"))
        return 0;
    ck_member(&member, node, "then");
    if (!ck_word(&member, thens, then))
        return 0;
    if (alone && *then != THEN_UNIQUE)
        return ck_node_malformed(&member, "expected 'unique'");
    if (!is_last && *then == THEN_EXCLUDED)
        return ck_node_malformed(&member, "groups after an excluded one");
    if (!alone && is_last && *then != THEN_EXCLUDED)
        return ck_reject(node->o, "the last group is not excluded");
    return 1;
}

int
ck_check_exclusion(const ck_node *node, const ck_layer *layer,
                   const ck_imatrix *near, mpfi_srcptr reach, int alone)
{
    const long step = layer->model->lower_triangular ? 1 : layer->tokens;
    const size_t most = (size_t)(layer->tokens / step);
    ck_node groups, one;
    size_t count;
    ck_group g;
    int good = 1, then;

    if (!ck_check_one_layer(node->o, layer->model) ||
        !ck_object(node, alone ? "groups reach" : "groups"))
        return 0;
    ck_member(&groups, node, "groups");
    if (!ck_list(&groups, alone ? most : 1, most, &count))
        return 0;
    group_init(&g, node, layer);
    /* no test can see this: after a failure only its message counts */
    for (size_t k = 0; good && k < count; k++) {
        ck_item(&one, &groups, k);
        g.system.first = (long)k * step;
        g.system.last = g.system.first + step;
        good = read_then(&one, alone, k + 1 == count, &then) &&
               check_group(&g, &one, near, reach, then);
    }
    group_clear(&g);
    return good;
}
