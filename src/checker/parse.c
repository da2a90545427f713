/* From bytes to a tree, in canonical form only. */

#include <stdio.h>
#include <string.h>

#include "read.h"

#define CANONICAL (JSON_COMPACT | JSON_SORT_KEYS | JSON_ENSURE_ASCII)

/* How deep brackets nest outside of texts; jansson recurses over them. */
static long
nesting(const char *bytes, size_t length)
{
    long depth = 0, most = 0;
    int inside = 0;

    for (size_t k = 0; k < length; k++) {
        const char c = bytes[k];

        /* no test can see this: outside of texts it is no JSON */
        if (inside && c == '\\')
            k++;
        else if (c == '"')
            inside = !inside;
        else if (!inside && (c == '[' || c == '{'))
            /* no test can see this: equal ones are the same */
            most = ++depth > most ? depth : most;
        else if (!inside && (c == ']' || c == '}'))
            depth--;
    }
    return most;
}

static int
is_ascii(ck_outcome *o, const char *bytes, size_t length)
{
    for (size_t k = 0; k < length; k++)
        if ((bytes[k] < ' ' && k + 1 < length) || bytes[k] > '~')
            return ck_malformed(o, "/", "byte %lu is not a printing character",
                                (unsigned long)k + 1);
    return 1;
}

/* Real numbers, wherever they are. The depth is bounded. */
static int
has_no_real(const ck_node *node)
{
    ck_node one;
    void *at;

    if (json_is_real(node->json))
        return ck_node_malformed(node, "numbers are integers or texts");
    for (size_t k = 0; k < json_array_size(node->json); k++) {
        ck_item(&one, node, k);
        if (!has_no_real(&one))
            return 0;
    }
    if (!json_is_object(node->json))
        return 1;
    for (at = json_object_iter((json_t *)(size_t)node->json); at != NULL;
         at = json_object_iter_next((json_t *)(size_t)node->json, at)) {
        ck_member(&one, node, json_object_iter_key(at));
        if (!has_no_real(&one))
            return 0;
    }
    return 1;
}

typedef struct {
    ck_outcome *o;
    const char *bytes;
    size_t length, at;
} comparison;

static int
compare_piece(const char *piece, size_t size, void *context)
{
    comparison *c = context;

    for (size_t k = 0; k < size; k++, c->at++)
        /* no test can see this: whole JSON is no beginning of other JSON */
        if (c->at >= c->length || c->bytes[c->at] != piece[k])
            return -1;
    return 0;
}

/* The file must be what writing its own tree gives, and a newline. */
static int
is_canonical(ck_outcome *o, const json_t *json, const char *bytes,
             size_t length)
{
    comparison c = {o, bytes, length, 0};

    if (json_dump_callback(json, compare_piece, &c, CANONICAL) != 0 ||
        c.at + 1 != length || bytes[c.at] != '\n')
        return ck_malformed(o, "/", "not in canonical form from byte %lu on",
                            (unsigned long)c.at + 1);
    return 1;
}

json_t *
ck_parse(ck_outcome *o, const char *bytes, size_t length)
{
    json_error_t error;
    json_t *json;
    ck_node root = {.o = o};

    if (length > o->limits->max_bytes) {
        ck_malformed(o, "/", "limit: more than %lu bytes",
                     (unsigned long)o->limits->max_bytes);
        return NULL;
    }
    if (!is_ascii(o, bytes, length))
        return NULL;
    if (nesting(bytes, length) > o->limits->max_depth) {
        ck_malformed(o, "/", "limit: nested deeper than %ld",
                     o->limits->max_depth);
        return NULL;
    }
    json = json_loadb(bytes, length, JSON_REJECT_DUPLICATES, &error);
    if (json == NULL) {
        ck_malformed(o, "/", "not JSON at byte %d: %s", error.position,
                     error.text);
        return NULL;
    }
    root.json = json;
    if (!json_is_object(json))
        ck_malformed(o, "/", "expected an object");
    else if (has_no_real(&root) && is_canonical(o, json, bytes, length))
        return json;
    json_decref(json);
    return NULL;
}
