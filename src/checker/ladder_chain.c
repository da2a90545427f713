/* R13: chains of tokens, and the rank that they come to. */

#include <string.h>

#include "claim.h"
#include "ladder.h"
#include "points.h"

/* ---- What there is ---- */

long
ck_ladder_attended(const ck_ladder *l)
{
    long lowest = l->model->dim;

    for (long j = 0; j < l->count; j++)
        if (ck_attends(l->model, l->count, j) && l->coordinate[j] < lowest)
            lowest = l->coordinate[j];
    return lowest;
}

long
ck_ladder_lowest(const ck_ladder *l)
{
    long lowest = l->model->dim;

    for (long j = 0; j < l->count; j++)
        if (l->coordinate[j] < lowest)
            lowest = l->coordinate[j];
    return lowest;
}

/* How many tokens are below all before them. */
static long
count_directions(const ck_ladder *l)
{
    long lowest = l->model->dim, count = 0;

    for (long j = 0; j < l->count; j++)
        if (l->coordinate[j] < lowest) {
            lowest = l->coordinate[j];
            count++;
        }
    return count;
}

/* ---- Reading a token ---- */

static const char *const words[] = {"A", "B", "inside", "none", NULL};

enum { NONE = 3 };

/* lambda and e, the last two of the item's parts. */
static int
read_lambda(const ck_node *node, size_t at, ck_ladder_item *item)
{
    ck_node lambda, e;
    int good;

    ck_item(&lambda, node, at);
    ck_item(&e, node, at + 1);
    mpfr_clears(item->lambda, item->e, (mpfr_ptr)NULL);
    good = ck_read_dyadic(&lambda, item->lambda);
    return ck_read_positive(&e, item->e) && good;
}

static int
read_coordinate(const ck_node *node, const ck_ladder *l, ck_ladder_item *item)
{
    ck_node coordinate;
    long p = 0;

    ck_item(&coordinate, node, 1);
    if (!ck_integer(&coordinate, 1, l->model->dim, &p))
        return 0;
    item->coordinate = p - 1;
    return 1;
}

/* [branch, coordinate], ["inside", lambda, e]; for softmax
   [branch, coordinate, centre, lambda, e]. */
static int
read_item(const ck_node *node, const ck_ladder *l, ck_ladder_item *item)
{
    const int softmax = l->model->attention == CK_SOFTMAX;
    const int inside = item->branch == CK_BRANCH_INSIDE;
    const size_t parts = softmax ? 5 : inside ? 3 : 2;
    size_t count;

    if (!ck_list(node, parts, parts, &count))
        return 0;
    item->coordinate = ck_ladder_attended(l);
    if ((softmax || !inside) && !read_coordinate(node, l, item))
        return 0;
    if (softmax)
        ck_item(&item->centre, node, 2);
    return (!softmax && !inside) || read_lambda(node, parts - 2, item);
}

/* ---- Checking a token ---- */

/* Where the token may be: a direction is free below the tokens attended to;
   inside is the span of these. */
static int
check_place(const ck_ladder *l, const ck_ladder_item *item)
{
    const long attended = ck_ladder_attended(l);
    const int inside = item->branch == CK_BRANCH_INSIDE;

    if (inside && attended == l->model->dim)
        return ck_reject(l->o,
                         "token %ld is inside, but attends to no earlier one",
                         l->count + 1);
    if (inside ? item->coordinate < ck_ladder_lowest(l) ||
                     item->coordinate > attended
               : item->coordinate >= attended)
        return ck_reject(l->o,
                         "token %ld: its lowest coordinate %ld does not suit "
                         "%s, the tokens it attends to having %ld",
                         l->count + 1, item->coordinate + 1,
                         words[item->branch], attended + 1);
    return 1;
}

/* A token below all before it is not zero there. */
static int
check_direction(const ck_ladder *l, const ck_ladder_item *item)
{
    mpfi_srcptr z = ck_imatrix_at(&l->Z, l->count, item->coordinate);
    char text[80];

    if (item->coordinate >= ck_ladder_lowest(l) || !mpfi_has_zero(z))
        return 1;
    ck_interval_text(text, z);
    return ck_uncertain(l->o,
                        "token %ld: its coordinate %ld = %s in a new direction "
                        "is not certified to be other than zero",
                        l->count + 1, item->coordinate + 1, text);
}

static int
add_token(const ck_node *node, ck_ladder *l, ck_branch branch)
{
    ck_ladder_item item = {.branch = branch};
    int good;

    mpfr_init_set_ui(item.lambda, 0, MPFR_RNDN);
    mpfr_init_set_ui(item.e, 0, MPFR_RNDN);
    good = read_item(node, l, &item) && check_place(l, &item) &&
           (l->model->attention == CK_SOFTMAX ? ck_ladder_softmax(l, &item)
                                              : ck_ladder_direct(l, &item)) &&
           check_direction(l, &item);
    mpfr_clears(item.lambda, item.e, (mpfr_ptr)NULL);
    l->branch[l->count] = branch;
    l->coordinate[l->count] = item.coordinate;
    l->count++;
    return good;
}

/* The chain ends with what is not there. */
static int
check_none(const ck_node *node, ck_ladder *l)
{
    const long lowest = ck_ladder_lowest(l);
    size_t count;

    if (!ck_list(node, 1, 1, &count))
        return 0;
    if (l->model->attention == CK_SOFTMAX)
        return ck_node_malformed(node, "no discriminant speaks of softmax");
    if (lowest == 0)
        return ck_node_malformed(node, "no direction is left");
    return ck_ladder_none(l, lowest - 1);
}

/* ---- A chain ---- */

/* The tokens from keep on; the last item may be ["none"]. */
static int
follow_tokens(const ck_node *list, ck_ladder *l, int may_end,
              ck_ladder_chain *chain)
{
    const size_t left = (size_t)(l->model->tokens - chain->keep);
    size_t count;

    if (!ck_list(list, 1, left, &count))
        return 0;
    for (size_t k = 0; k < count; k++) {
        ck_node item, word;
        size_t parts;
        int which;

        ck_item(&item, list, k);
        if (!ck_list(&item, 1, 5, &parts))
            return 0;
        ck_item(&word, &item, 0);
        if (!ck_word(&word, words, &which))
            return 0;
        chain->none = which == NONE;
        if (chain->none && (!may_end || k + 1 < count))
            return ck_node_malformed(&item, "a chain does not end here");
        if (chain->none ? !check_none(&item, l)
                        : !add_token(&item, l, (ck_branch)which))
            return 0;
    }
    return 1;
}

static int
check_rank(const ck_node *node, const ck_ladder *l,
           const ck_ladder_chain *chain)
{
    const long lower = count_directions(l);
    const long upper = l->model->dim - ck_ladder_lowest(l);

    if (chain->none)
        return 1;
    if (l->count < l->model->tokens)
        return ck_node_malformed(node, "a chain of %ld tokens, of %ld",
                                 l->count, l->model->tokens);
    if (lower == chain->rank && upper == chain->rank)
        return 1;
    return ck_reject(l->o,
                     "the rank of a chain is between %ld and %ld, and stated "
                     "is %ld",
                     lower, upper, chain->rank);
}

/* Of the chain before, the first token that is not kept. */
static void
put_aside(ck_ladder *l, ck_ladder_chain *chain)
{
    const long i = chain->keep;

    chain->replaced = i < l->count ? (int)l->branch[i] : -1;
    for (long k = 0; i < l->count && k < l->model->dim; k++)
        mpfi_set(ck_imatrix_at(&l->before, 0, k), ck_imatrix_at(&l->Z, i, k));
}

int
ck_ladder_follow(const ck_node *node, ck_ladder *l, int may_end,
                 ck_ladder_chain *chain)
{
    ck_node keep, rank, tokens;

    if (!ck_object(node, "keep rank tokens"))
        return 0;
    ck_member(&keep, node, "keep");
    ck_member(&rank, node, "rank");
    ck_member(&tokens, node, "tokens");
    chain->none = 0;
    if (!ck_integer(&keep, 0, l->count, &chain->keep) ||
        !ck_integer(&rank, 1, CK_RANK_MOST, &chain->rank))
        return 0;
    put_aside(l, chain);
    l->count = chain->keep;
    return follow_tokens(&tokens, l, may_end, chain) &&
           check_rank(node, l, chain);
}
