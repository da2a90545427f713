/* The tree of an exclusion: nodes in preorder, about the topmost box of a stack
   that holds what is not settled yet. Each split is one more box on the stack,
   so that there are never more of them than nodes; nothing recurses. */

#include <stdint.h>

#include "exclusion_steps.h"
#include "proof.h"

/* Reads token i of the group, from 0. */
static int
read_token(const ck_group *g, const ck_node *node, long *i)
{
    ck_node at;

    ck_item(&at, node, 1);
    if (!ck_integer(&at, g->system.first + 1, g->system.last, i))
        return 0;
    --*i;
    return 1;
}

static int
split(ck_group *g, const ck_node *node, ck_box **stack)
{
    const long d = g->system.layer->dim;
    ck_node at;
    long i, a;

    ck_item(&at, node, 2);
    return read_token(g, node, &i) && ck_integer(&at, 1, d, &a) &&
           ck_box_split(stack, (i - g->system.first) * d + a - 1, node);
}

/* What K and the box share lies in `rest`. */
static int
image_is_kept(ck_group *g, const ck_node *node, const ck_box *box,
              const ck_box *rest, const ck_imatrix *image)
{
    char text[80];

    for (long k = 0; k < rest->rows * rest->cols; k++) {
        mpfi_srcptr shared = image->entries[k + k / rest->cols];

        if (ck_pair_keeps(&rest->pairs[k], &box->pairs[k], shared))
            continue;
        ck_interval_text(text, shared);
        return ck_uncertain(g->o,
                            "node %lu of the tree: cut: token %ld, coordinate "
                            "%ld: K = %s and the box may meet outside of the "
                            "rows",
                            (unsigned long)node->index + 1,
                            g->system.first + k / rest->cols + 1,
                            k % rest->cols + 1, text);
    }
    return 1;
}

static int
check_cut(ck_group *g, const ck_node *node, const ck_box *box,
          const ck_box *rest)
{
    const unsigned long number = (unsigned long)node->index + 1;
    ck_imatrix image, lambda;
    int good;

    if (!ck_box_holds(box, rest))
        return ck_reject(g->o,
                         "node %lu of the tree: cut: the rows are not inside "
                         "the box",
                         number);
    ck_imatrix_init(&image, ck_system_size(&g->system), 1, g->X.prec);
    ck_imatrix_init(&lambda, g->X.rows, 1, g->X.prec);
    good = ck_box_image(&image, &lambda, &g->system, &g->X);
    if (good)
        good = image_is_kept(g, node, box, rest, &image);
    else
        ck_uncertain(g->o,
                     "node %lu of the tree: cut: K is not finite, or no "
                     "approximate inverse was found",
                     number);
    ck_imatrix_clear(&lambda);
    ck_imatrix_clear(&image);
    return good;
}

static int
cut(ck_group *g, const ck_node *node, ck_box **stack)
{
    ck_node rows;
    ck_box *rest;

    ck_item(&rows, node, 1);
    if (!ck_box_read(&rows, (*stack)->rows, (*stack)->cols, &rest))
        return 0;
    if (!check_cut(g, node, *stack, rest)) {
        ck_box_free(rest);
        return 0;
    }
    ck_box_pop(stack);
    rest->below = *stack;
    *stack = rest;
    return 1;
}

static int
out(ck_group *g, const ck_node *node, ck_box **stack)
{
    ck_node at;
    long i;
    int why;

    ck_item(&at, node, 2);
    if (!read_token(g, node, &i) || !ck_word(&at, ck_why_names, &why))
        return 0;
    if (!ck_is_out(&g->system, &g->X, i, (ck_why)why))
        return ck_uncertain(g->o,
                            "node %lu of the tree: token %ld is not certified "
                            "out by '%s'",
                            (unsigned long)node->index + 1, i + 1,
                            ck_why_names[why]);
    ck_box_pop(stack);
    return 1;
}

static int
keep(ck_group *g, const ck_node *node, ck_box **stack)
{
    if (!g->has_unique)
        return ck_node_malformed(node, "the group has no `unique`");
    if (!ck_check_inside(g->o, &g->X, &g->centre, g->system.first,
                         g->system.last, g->u, "leaf `unique`"))
        return 0;
    g->kept = 1;
    ck_box_pop(stack);
    return 1;
}

/* Kinds of nodes: the items of each, and what it does. */
static const char *const names[] = {"split", "cut", "out", "unique", NULL};
static const size_t sizes[] = {3, 2, 3, 1};
static int (*const steps[])(ck_group *, const ck_node *,
                            ck_box **) = {split, cut, out, keep};

/* Settles or divides the topmost box as the node says. */
static int
take_node(ck_group *g, const ck_node *node, ck_box **stack)
{
    ck_node name;
    size_t count;
    int kind;

    ck_box_enclose(&g->X, *stack, g->system.first);
    ck_item(&name, node, 0);
    return ck_list(node, 1, 3, &count) && ck_word(&name, names, &kind) &&
           ck_list(node, sizes[kind], sizes[kind], &count) &&
           steps[kind](g, node, stack);
}

/* Goes on with node number `next` of `count`. */
static int
go_on(ck_group *g, const ck_node *tree, size_t next, size_t count,
      ck_box **stack)
{
    ck_node node;

    if (next == count)
        return ck_node_malformed(tree, "the tree ends too early");
    ck_item(&node, tree, next);
    if (*stack == NULL)
        return ck_node_malformed(&node, "a node after the tree's end");
    return take_node(g, &node, stack);
}

int
ck_walk_tree(ck_group *g, const ck_node *node, const ck_box *box)
{
    ck_box *stack = ck_box_copy(box);
    size_t count, next = 0;
    int good = ck_list(node, 0, SIZE_MAX, &count);

    g->kept = 0;
    while (good && (stack != NULL || next < count))
        good = go_on(g, node, next++, count, &stack);
    ck_box_free(stack);
    return good;
}
