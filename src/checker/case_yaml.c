/* YAML to a tree, from libyaml's events: depth and kinds are checked before
   they cost anything, and memory grows with the file and no faster. */

#include <stdio.h>
#include <string.h>

#include <yaml.h>

#include "case_reader.h"

/* A list or mapping that is still open; the tree owns it. */
typedef struct {
    json_t *json;
    char *key; /* of a mapping: it waits for its value */
} frame;

typedef struct {
    ck_outcome *o;
    json_t *root; /* NULL: no document so far */
    frame open[CK_CASE_DEPTH];
    size_t depth;
} builder;

static int
fail(const builder *b, const yaml_mark_t *mark, const char *what)
{
    char place[64];

    snprintf(place, sizeof place, "line %zu, column %zu", mark->line + 1,
             mark->column + 1);
    return ck_malformed(b->o, place, "%s", what);
}

static frame *
top(builder *b)
{
    return b->depth > 0 ? &b->open[b->depth - 1] : NULL;
}

static int
is_key_next(builder *b)
{
    frame *f = top(b);

    return f != NULL && json_is_object(f->json) && f->key == NULL;
}

/* Puts a value, which is taken over, where it belongs. */
static void
add(builder *b, json_t *value)
{
    frame *f = top(b);

    if (f == NULL) {
        b->root = value;
    } else if (json_is_array(f->json)) {
        (void)json_array_append_new(f->json, value);
    } else {
        (void)json_object_set_new_nocheck(f->json, f->key, value);
        ck_release(f->key);
        f->key = NULL;
    }
}

/* ---- Events ---- */

/* Of any node: neither anchor nor tag. */
static int
is_plain_node(const builder *b, const yaml_event_t *event,
              const yaml_char_t *anchor, const yaml_char_t *tag)
{
    if (anchor != NULL)
        return fail(b, &event->start_mark, "anchors are not part of cases");
    if (tag != NULL)
        return fail(b, &event->start_mark, "tags are not part of cases");
    return 1;
}

static int
take_key(builder *b, const yaml_event_t *event, const char *text, size_t length)
{
    frame *f = top(b);

    if (json_object_get(f->json, text) != NULL)
        return fail(b, &event->start_mark, "a key is given twice");
    f->key = ck_allocate(length + 1, 1);
    memcpy(f->key, text, length);
    return 1;
}

static int
on_scalar(builder *b, const yaml_event_t *event)
{
    const char *text = (const char *)event->data.scalar.value;
    size_t length = event->data.scalar.length;

    if (!is_plain_node(b, event, event->data.scalar.anchor,
                       event->data.scalar.tag))
        return 0;
    if (strlen(text) != length)
        return fail(b, &event->start_mark, "a text with a zero byte");
    if (is_key_next(b))
        return take_key(b, event, text, length);
    add(b, json_stringn_nocheck(text, length));
    return 1;
}

/* A list or mapping begins: `made`, which is taken over. */
static int
on_open(builder *b, const yaml_event_t *event, json_t *made)
{
    const char *why = NULL;

    if (is_key_next(b))
        why = "a key is no text";
    else if (b->depth == CK_CASE_DEPTH)
        why = "limit: nested deeper than 64";
    if (why != NULL) {
        json_decref(made);
        return fail(b, &event->start_mark, why);
    }
    add(b, made);
    b->open[b->depth].json = made;
    b->open[b->depth].key = NULL;
    b->depth++;
    return 1;
}

static int
on_event(builder *b, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        return b->root == NULL ||
               fail(b, &event->start_mark, "a second document");
    case YAML_ALIAS_EVENT:
        return fail(b, &event->start_mark, "aliases are not part of cases");
    case YAML_SCALAR_EVENT:
        return on_scalar(b, event);
    case YAML_SEQUENCE_START_EVENT:
        return is_plain_node(b, event, event->data.sequence_start.anchor,
                             event->data.sequence_start.tag) &&
               on_open(b, event, json_array());
    case YAML_MAPPING_START_EVENT:
        return is_plain_node(b, event, event->data.mapping_start.anchor,
                             event->data.mapping_start.tag) &&
               on_open(b, event, json_object());
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        b->depth--;
        return 1;
    default:
        return 1;
    }
}

/* ---- The whole file ---- */

static int
build(builder *b, yaml_parser_t *parser)
{
    int good = 1, last = 0;

    while (good && !last) {
        yaml_event_t event;

        if (!yaml_parser_parse(parser, &event))
            return fail(b, &parser->problem_mark,
                        parser->problem != NULL ? parser->problem
                                                : "not readable as YAML");
        good = on_event(b, &event);
        last = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    return good;
}

/* libyaml compares every one with all before it, and tags are refused anyway.
 */
static int
has_tag_directive(const char *bytes, size_t length)
{
    static const char word[] = {'%', 'T', 'A', 'G'};

    for (size_t k = 0; k + sizeof word <= length; k++)
        if ((k == 0 || bytes[k - 1] == '\n') &&
            memcmp(bytes + k, word, sizeof word) == 0)
            return 1;
    return 0;
}

static void
release_keys(builder *b)
{
    for (size_t k = 0; k < b->depth; k++)
        ck_release(b->open[k].key);
}

json_t *
ck_case_tree(ck_outcome *o, const char *bytes, size_t length)
{
    builder b = {.o = o};
    yaml_parser_t parser;
    int good;

    if (has_tag_directive(bytes, length)) {
        ck_malformed(o, "the file", "%%TAG directives are not part of cases");
        return NULL;
    }
    /* no test can see this: it fails only when memory runs out */
    if (!yaml_parser_initialize(&parser)) {
        ck_malformed(o, "the file", "no memory for reading YAML");
        return NULL;
    }
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)bytes, length);
    good = build(&b, &parser);
    yaml_parser_delete(&parser);
    release_keys(&b);
    if (b.root == NULL)
        good = ck_malformed(o, "the file", "is empty");
    if (good)
        return b.root;
    json_decref(b.root);
    return NULL;
}
