/* Attention masks: a word or one of the forms, and the same in words. */

#include "case/read_mask.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "case/errors.h"

enum {
    FORM_WINDOW,
    FORM_CAUSAL_WINDOW,
    FORM_DILATED_WINDOW,
    FORM_GLOBAL_WINDOW,
    FORM_STAR,
    FORM_EDGES,
    FORM_MATRIX,
    FORM_UNION
};

static const rc_field forms[] = {
    [FORM_WINDOW] = {.name = "window"},
    [FORM_CAUSAL_WINDOW] = {.name = "causal-window"},
    [FORM_DILATED_WINDOW] = {.name = "dilated-window"},
    [FORM_GLOBAL_WINDOW] = {.name = "global-window"},
    [FORM_STAR] = {.name = "star"},
    [FORM_EDGES] = {.name = "edges"},
    [FORM_MATRIX] = {.name = "matrix"},
    [FORM_UNION] = {.name = "union"},
    {.name = NULL},
};

/* What an unknown word could have been. */
static const char *const all_masks[] = {
    "complete",
    "causal",
    "{window: k}",
    "{causal-window: k}",
    "{dilated-window: {width: k, step: s}}",
    "{global-window: {global: g, width: k}}",
    "{star: c}",
    "{edges: [[j, i], ...]}",
    "{matrix: [[1, ...], ...]}",
    "{union: [mask, ...]}",
    NULL};

static rc_status read_any(rc_mask_reader *m, const rc_node *node);

void
rc_mask_say(rc_mask_reader *m, const char *format, ...)
{
    size_t room = sizeof m->words - m->length;
    va_list args;

    va_start(args, format);

    int length = vsnprintf(m->words + m->length, room, format, args);

    va_end(args);
    if (length > 0)
        m->length += (size_t)length < room ? (size_t)length : room - 1;
}

long
rc_mask_most_tokens(const rc_mask_reader *m)
{
    return m->r->tokens > 0 ? m->r->tokens : RC_MASK_MAX_TOKENS;
}

rc_status
rc_mask_built(rc_mask_reader *m, const rc_node *node, rc_status status)
{
    if (status != RC_DOMAIN)
        return status;
    return rc_expected(m->r, node, "a mask that fits the number of tokens");
}

static rc_status
read_bare(rc_mask_reader *m, const rc_node *node)
{
    if (rc_node_is(m->r->tree, node, "complete")) {
        rc_mask_say(m, "complete");
        if (m->mask != NULL)
            rc_mask_add_complete(m->mask);
        return RC_OK;
    }
    if (rc_node_is(m->r->tree, node, "causal")) {
        rc_mask_say(m, "causal");
        if (m->mask != NULL)
            rc_mask_add_causal(m->mask);
        return RC_OK;
    }
    return rc_unknown(m->r, node, "mask", "", all_masks);
}

static int
is_union(const rc_mask_reader *m, const rc_node *node)
{
    return node->kind == RC_NODE_MAP &&
           rc_find(m->r, node, "union", NULL) != NULL;
}

/* Recursion is as deep as the tree at most, RC_TREE_MAX_DEPTH. */
static rc_status
read_union(rc_mask_reader *m, const rc_node *node)
{
    rc_status status = rc_expect_filled_list(m->r, node, "a list of masks");
    const char *before = "union of ";

    if (status != RC_OK)
        return status;
    for (const rc_node *part = rc_node_first(m->r->tree, node);
         part != NULL && status != RC_NOMEM && m->parts <= RC_MASK_PARTS_MAX;) {
        const rc_node *next = rc_node_next(m->r->tree, part);
        int nested = is_union(m, part);

        rc_mask_say(m, "%s%s", before, nested ? "(" : "");
        status = rc_worse(status, read_any(m, part));
        rc_mask_say(m, "%s", nested ? ")" : "");
        before = next != NULL && rc_node_next(m->r->tree, next) != NULL
                     ? ", "
                     : " and ";
        part = next;
    }
    return status;
}

/* One more mask; RC_INPUT when there are too many, said once. */
static rc_status
count_part(rc_mask_reader *m, const rc_node *node)
{
    m->parts++;
    if (m->parts <= RC_MASK_PARTS_MAX)
        return RC_OK;
    if (m->parts == RC_MASK_PARTS_MAX + 1)
        rc_errors_add(m->r->errors, rc_node_at(node),
                      "the mask is put together from more than %d masks, "
                      "which is the most that is read",
                      RC_MASK_PARTS_MAX);
    return RC_INPUT;
}

static rc_status
read_form(rc_mask_reader *m, size_t form, const rc_node *value)
{
    switch (form) {
    case FORM_WINDOW:
        return rc_read_window(m, value);
    case FORM_CAUSAL_WINDOW:
        return rc_read_causal_window(m, value);
    case FORM_DILATED_WINDOW:
        return rc_read_dilated_window(m, value);
    case FORM_GLOBAL_WINDOW:
        return rc_read_global_window(m, value);
    case FORM_STAR:
        return rc_read_star(m, value);
    case FORM_EDGES:
        return rc_read_edges(m, value);
    case FORM_MATRIX:
        return rc_read_mask_matrix(m, value);
    default:
        return read_union(m, value);
    }
}

static rc_status
read_any(rc_mask_reader *m, const rc_node *node)
{
    size_t form = 0;
    const rc_node *value = NULL;
    rc_status status = count_part(m, node);

    if (status != RC_OK)
        return status;
    if (node->kind == RC_NODE_SCALAR && node->count > 0)
        return read_bare(m, node);
    status = rc_expect_map(m->r, node,
                           "a mask, which is complete, causal or "
                           "a mapping");
    if (status == RC_OK)
        status = rc_read_form(m->r, node, "a mask", forms, &form, &value);
    return status == RC_OK ? read_form(m, form, value) : status;
}

rc_status
rc_read_mask(rc_reader *r, const rc_node *node, rc_mask **mask, char **words)
{
    rc_mask_reader m = {.r = r};
    rc_status status = RC_OK;

    *mask = NULL;
    *words = NULL;
    if (r->tokens > 0)
        status = rc_mask_new(&m.mask, r->tokens);
    if (status == RC_OK)
        status = read_any(&m, node);
    if (status == RC_OK) {
        *words = strdup(m.words);
        if (*words == NULL)
            status = RC_NOMEM;
    }
    if (status == RC_OK)
        *mask = m.mask;
    else
        rc_mask_free(m.mask);
    return status;
}
