/* Mappings: which keys are known, and which one was meant. */

#include "case/reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "case/errors.h"
#include "case/nearest.h"
#include "case/quote.h"

static size_t
count_fields(const rc_field *fields)
{
    size_t count = 0;

    while (fields != NULL && fields[count].name != NULL)
        count++;
    return count;
}

static const rc_field *
find_field(const rc_reader *r, const rc_node *key, const rc_field *fields)
{
    for (; fields != NULL && fields->name != NULL; fields++)
        if (rc_node_is(r->tree, key, fields->name))
            return fields;
    return NULL;
}

/* "a, b, c", cut with "..." when there is no room for more. */
static void
join(char *text, size_t size, const char *const *words)
{
    size_t length = 0;

    text[0] = '\0';
    for (size_t k = 0; words[k] != NULL; k++) {
        size_t room = size - length;
        int fits = strlen(words[k]) + sizeof ", , ..." <= room;

        snprintf(text + length, room, "%s%s", k == 0 ? "" : ", ",
                 fits ? words[k] : "...");
        length += strlen(text + length);
        if (!fits)
            break;
    }
}

rc_status
rc_unknown(rc_reader *r, const rc_node *node, const char *what,
           const char *where, const char *const *words)
{
    const char *text = rc_node_text(r->tree, node);
    rc_nearest nearest = {NULL, 0, 0};
    rc_quotation q;

    if (rc_errors_full(r->errors))
        return RC_INPUT;
    rc_quote(&q, text, node->count);
    for (size_t k = 0; words[k] != NULL; k++)
        rc_nearest_offer(&nearest, text, node->count, words[k]);
    if (nearest.name != NULL && !nearest.tied) {
        rc_errors_add(r->errors, rc_node_at(node),
                      "unknown %s %s%s; did you mean '%s'?", what, q.text,
                      where, nearest.name);
        return RC_INPUT;
    }

    char all[1024];

    join(all, sizeof all, words);
    rc_errors_add(r->errors, rc_node_at(node), "unknown %s %s%s; allowed: %s",
                  what, q.text, where, all);
    return RC_INPUT;
}

/* The names of own and more, without those not yet supported. */
static const char **
list_names(const rc_field *own, const rc_field *more)
{
    const rc_field *tables[2] = {own, more};
    size_t count = 0;
    const char **names =
        malloc((count_fields(own) + count_fields(more) + 1) * sizeof *names);

    if (names == NULL)
        return NULL;
    for (size_t t = 0; t < 2; t++)
        for (size_t k = 0; k < count_fields(tables[t]); k++)
            if (!(tables[t][k].flags & RC_FIELD_LATER))
                names[count++] = tables[t][k].name;
    names[count] = NULL;
    return names;
}

static rc_status
check_key(rc_reader *r, const rc_node *key, const char *owner,
          const rc_field *own, const rc_field *more)
{
    const rc_field *field = find_field(r, key, own);

    if (field == NULL)
        field = find_field(r, key, more);
    if (field != NULL && !(field->flags & RC_FIELD_LATER))
        return RC_OK;
    if (field != NULL) {
        rc_errors_add(r->errors, rc_node_at(key), "'%s' is not yet supported",
                      field->name);
        return RC_INPUT;
    }

    const char **names = list_names(own, more);
    char where[64];

    if (names == NULL)
        return RC_NOMEM;
    snprintf(where, sizeof where, " in %s", owner);

    rc_status status = rc_unknown(r, key, "key", where, names);

    free(names);
    return status;
}

static rc_status
check_required(rc_reader *r, const rc_node *node, const char *owner,
               const rc_field *fields)
{
    rc_status status = RC_OK;

    for (; fields != NULL && fields->name != NULL; fields++) {
        if (!(fields->flags & RC_FIELD_REQUIRED) ||
            rc_find(r, node, fields->name, NULL) != NULL)
            continue;
        rc_errors_add(r->errors, rc_node_at(node),
                      "%s has no '%s', which is required", owner, fields->name);
        status = RC_INPUT;
    }
    return status;
}

rc_status
rc_check_keys(rc_reader *r, const rc_node *node, const char *owner,
              const rc_field *own, const rc_field *more)
{
    rc_status status = RC_OK;
    const rc_node *key = rc_node_first(r->tree, node);

    while (key != NULL && status != RC_NOMEM) {
        if (key->kind == RC_NODE_SCALAR)
            status = rc_worse(status, check_key(r, key, owner, own, more));
        else
            status = rc_worse(status, RC_INPUT); /* reported by the tree */
        key = rc_node_next(r->tree, rc_node_next(r->tree, key));
    }
    status = rc_worse(status, check_required(r, node, owner, own));
    return rc_worse(status, check_required(r, node, owner, more));
}

const rc_node *
rc_find(const rc_reader *r, const rc_node *map, const char *name,
        const rc_node **key)
{
    const rc_node *k = rc_node_first(r->tree, map);

    while (k != NULL) {
        const rc_node *value = rc_node_next(r->tree, k);

        if (rc_node_is(r->tree, k, name)) {
            if (key != NULL)
                *key = k;
            return value;
        }
        k = rc_node_next(r->tree, value);
    }
    return NULL;
}

/* The place of the only key. RC_INPUT when there are none or several. */
static rc_status
find_form(rc_reader *r, const rc_node *node, const char *owner,
          const rc_field *forms, size_t *form)
{
    if (node->count != 1) {
        rc_errors_add(r->errors, rc_node_at(node),
                      "expected exactly one key in %s, found %zu", owner,
                      (size_t)node->count);
        return RC_INPUT;
    }
    *form =
        (size_t)(find_field(r, rc_node_first(r->tree, node), forms) - forms);
    return RC_OK;
}

rc_status
rc_read_form(rc_reader *r, const rc_node *node, const char *owner,
             const rc_field *forms, size_t *form, const rc_node **value)
{
    rc_status status = rc_check_keys(r, node, owner, forms, NULL);

    if (status != RC_OK)
        return status;
    status = find_form(r, node, owner, forms, form);
    if (status == RC_OK)
        *value = rc_node_next(r->tree, rc_node_first(r->tree, node));
    return status;
}
