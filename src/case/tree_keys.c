/* The keys of a mapping: all text, each given once. */

#include "case/tree.h"

#include <stdlib.h>
#include <string.h>

#include "case/errors.h"
#include "case/quote.h"

typedef struct {
    const char *text;
    size_t length;
    rc_position at;
} key;

static int
compare_text(const key *a, const key *b)
{
    size_t shorter = a->length < b->length ? a->length : b->length;
    int order = memcmp(a->text, b->text, shorter);

    return order != 0 ? order
                      : (a->length > b->length) - (a->length < b->length);
}

/* By text, and equal texts by position. */
static int
compare_keys(const void *left, const void *right)
{
    const key *a = left, *b = right;
    int order = compare_text(a, b);

    if (order != 0)
        return order;
    if (a->at.line != b->at.line)
        return a->at.line < b->at.line ? -1 : 1;
    return (a->at.column > b->at.column) - (a->at.column < b->at.column);
}

/* The keys that are text; the others are errors. Returns their number. */
static size_t
collect(key *keys, const rc_tree *tree, const rc_node *map, rc_errors *errors)
{
    size_t count = 0;
    const rc_node *k = rc_node_first(tree, map);

    for (; k != NULL; k = rc_node_next(tree, rc_node_next(tree, k))) {
        if (k->kind == RC_NODE_LIST || k->kind == RC_NODE_MAP)
            rc_errors_add(errors, rc_node_at(k), "a key must be text, found %s",
                          k->kind == RC_NODE_LIST ? "a list" : "a mapping");
        if (k->kind != RC_NODE_SCALAR)
            continue;
        keys[count].text = rc_node_text(tree, k);
        keys[count].length = k->count;
        keys[count].at = rc_node_at(k);
        count++;
    }
    return count;
}

static void
report_duplicates(const key *keys, size_t count, rc_errors *errors)
{
    const key *first = keys;

    for (size_t k = 1; k < count && !rc_errors_full(errors); k++) {
        rc_quotation q;

        if (compare_text(first, &keys[k]) != 0) {
            first = &keys[k];
            continue;
        }
        rc_errors_add(errors, keys[k].at,
                      "duplicate key %s; it was first given at %zu:%zu",
                      rc_quote(&q, first->text, first->length), first->at.line,
                      first->at.column);
    }
}

rc_status
rc_tree_check_keys(const rc_tree *tree, const rc_node *map, rc_errors *errors)
{
    if (map->count == 0)
        return RC_OK;

    key *keys = malloc(map->count * sizeof *keys);

    if (keys == NULL)
        return RC_NOMEM;

    size_t count = collect(keys, tree, map, errors);

    qsort(keys, count, sizeof *keys, compare_keys);
    report_duplicates(keys, count, errors);
    free(keys);
    return RC_OK;
}
