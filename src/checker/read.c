#include "read.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* The path of a node into text[0..size): the root's is "". Returns the length
   used. */
static size_t
write_path(char *text, size_t size, const ck_node *node)
{
    size_t used;
    int more;

    if (node->parent == NULL) {
        text[0] = '\0';
        return 0;
    }
    used = write_path(text, size, node->parent);
    if (node->key != NULL)
        more = snprintf(text + used, size - used, "/%s", node->key);
    else
        more = snprintf(text + used, size - used, "/%lu",
                        (unsigned long)node->index);
    if (more < 0) /* no test can see this: no format is wrong */
        return used;
    return used + (size_t)more < size ? used + (size_t)more : size - 1;
}

int
ck_node_malformed(const ck_node *node, const char *format, ...)
{
    char path[256], message[512];
    va_list arguments;

    write_path(path, sizeof path, node);
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    return ck_malformed(node->o, path[0] != '\0' ? path : "/", "%s", message);
}

/* ---- Objects ---- */

/* The length of the key that begins at `keys`. */
static size_t
key_length(const char *keys)
{
    return strcspn(keys, " ");
}

static int
is_listed(const char *keys, const char *key)
{
    const size_t length = strlen(key);

    while (*keys != '\0') {
        size_t size;

        keys += strspn(keys, " ");
        keys += *keys == '?';
        size = key_length(keys);
        if (size > 0 && size == length && strncmp(keys, key, size) == 0)
            return 1;
        keys += size;
    }
    return 0;
}

static int
has_required(const ck_node *node, const char *keys)
{
    char key[64];

    while (*keys != '\0') {
        size_t size;
        int optional;

        keys += strspn(keys, " ");
        optional = *keys == '?';
        keys += optional;
        size = key_length(keys);
        if (size >= sizeof key)
            return ck_node_malformed(node, "a key is too long");
        memcpy(key, keys, size);
        key[size] = '\0';
        if (size > 0 && !optional && json_object_get(node->json, key) == NULL)
            return ck_node_malformed(node, "the key '%s' is missing", key);
        keys += size;
    }
    return 1;
}

static const char *
type_name(const json_t *json)
{
    static const char *const names[] = {
        [JSON_OBJECT] = "an object",   [JSON_ARRAY] = "a list",
        [JSON_STRING] = "a text",      [JSON_INTEGER] = "an integer",
        [JSON_REAL] = "a real number", [JSON_TRUE] = "true",
        [JSON_FALSE] = "false",        [JSON_NULL] = "null",
    };

    return json == NULL ? "nothing" : names[json_typeof(json)];
}

int
ck_object(const ck_node *node, const char *keys)
{
    void *at;

    if (!json_is_object(node->json))
        return ck_node_malformed(node, "expected an object, found %s",
                                 type_name(node->json));
    /* jansson wants objects to walk over without const, and leaves them. */
    for (at = json_object_iter((json_t *)(size_t)node->json); at != NULL;
         at = json_object_iter_next((json_t *)(size_t)node->json, at))
        if (!is_listed(keys, json_object_iter_key(at)))
            return ck_node_malformed(node, "unknown key '%.40s'",
                                     json_object_iter_key(at));
    return has_required(node, keys);
}

void
ck_member(ck_node *out, const ck_node *node, const char *key)
{
    *out = (ck_node){.o = node->o,
                     .json = json_object_get(node->json, key),
                     .parent = node,
                     .key = key};
}

/* ---- Lists ---- */

int
ck_list(const ck_node *node, size_t least, size_t most, size_t *count)
{
    *count = 0;
    if (!json_is_array(node->json))
        return ck_node_malformed(node, "expected a list, found %s",
                                 type_name(node->json));
    *count = json_array_size(node->json);
    if (*count < least || *count > most)
        return ck_node_malformed(node, "expected %lu to %lu items, found %lu",
                                 (unsigned long)least, (unsigned long)most,
                                 (unsigned long)*count);
    return 1;
}

void
ck_item(ck_node *out, const ck_node *node, size_t index)
{
    *out = (ck_node){.o = node->o,
                     .json = json_array_get(node->json, index),
                     .parent = node,
                     .index = index};
}

/* ---- Scalars ---- */

int
ck_integer(const ck_node *node, long least, long most, long *x)
{
    json_int_t value;

    *x = 0;
    if (!json_is_integer(node->json))
        return ck_node_malformed(node, "expected an integer, found %s",
                                 type_name(node->json));
    value = json_integer_value(node->json);
    if (value < least || value > most)
        return ck_node_malformed(
            node,
            "expected an integer from %ld to %ld, found %" JSON_INTEGER_FORMAT,
            least, most, value);
    *x = (long)value;
    return 1;
}

int
ck_bool(const ck_node *node, int *x)
{
    *x = 0;
    if (!json_is_boolean(node->json))
        return ck_node_malformed(node, "expected true or false, found %s",
                                 type_name(node->json));
    *x = json_is_true(node->json);
    return 1;
}

int
ck_text(const ck_node *node, const char **text)
{
    *text = "";
    if (!json_is_string(node->json))
        return ck_node_malformed(node, "expected a text, found %s",
                                 type_name(node->json));
    *text = json_string_value(node->json);
    if (strlen(*text) != json_string_length(node->json))
        return ck_node_malformed(node, "a text with a zero byte");
    return 1;
}

int
ck_word(const ck_node *node, const char *const *words, int *which)
{
    const char *text;

    *which = 0;
    if (!ck_text(node, &text))
        return 0;
    for (int k = 0; words[k] != NULL; k++)
        if (strcmp(words[k], text) == 0) {
            *which = k;
            return 1;
        }
    return ck_node_malformed(node, "unknown word '%.40s'", text);
}

int
ck_places(const ck_node *node, long most, size_t least, size_t most_items,
          long **items, size_t *count)
{
    ck_node one;
    long previous = 0;

    *items = NULL;
    if (!ck_list(node, least, most_items, count))
        return 0;
    *items = ck_allocate(*count + 1, sizeof **items);
    for (size_t k = 0; k < *count; k++) {
        ck_item(&one, node, k);
        if (!ck_integer(&one, previous + 1, most, &previous))
            return 0;
        (*items)[k] = previous - 1;
    }
    return 1;
}
