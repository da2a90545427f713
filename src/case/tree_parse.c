/* libyaml's events to a tree. Events, and not libyaml's documents, so that
   depth and size are checked before they cost anything. */

#include "case/tree.h"

#include <string.h>
#include <yaml.h>

#include "case/quote.h"

/* A list or mapping that is still open. */
typedef struct {
    uint32_t node, last; /* last: its last child so far; 0: none */
    int wants_value;     /* MAP: the last child is a key */
} frame;

typedef struct {
    rc_tree *tree;
    rc_errors *errors;
    frame open[RC_TREE_MAX_DEPTH];
    size_t depth;
    size_t documents;
} builder;

static rc_position
position(const yaml_mark_t *mark)
{
    rc_position at = {mark->line + 1, mark->column + 1};

    return at;
}

static void
link_child(builder *b, uint32_t child)
{
    if (b->depth == 0)
        return;

    frame *top = &b->open[b->depth - 1];
    rc_node *parent = &b->tree->nodes[top->node];

    if (top->last == 0)
        parent->first = child;
    else
        b->tree->nodes[top->last].next = child;
    top->last = child;
    if (parent->kind == RC_NODE_LIST || !top->wants_value)
        parent->count++;
    top->wants_value = !top->wants_value;
}

static rc_status
add_child(builder *b, rc_node_kind kind, const yaml_event_t *event,
          uint32_t *index)
{
    rc_position at = position(&event->start_mark);
    rc_status status = rc_tree_add_node(b->tree, kind, at, index);

    if (status == RC_OK)
        link_child(b, *index);
    if (status != RC_LIMIT)
        return status;
    rc_errors_add(b->errors, at,
                  "the file has more than %zu values, which is the most "
                  "that is read",
                  RC_TREE_MAX_NODES);
    return RC_INPUT;
}

/* Anchors and tags of any node. */
static void
refuse_properties(builder *b, const yaml_event_t *event,
                  const yaml_char_t *anchor, const yaml_char_t *tag)
{
    rc_position at = position(&event->start_mark);
    rc_quotation q;

    if (anchor != NULL)
        rc_errors_add(
            b->errors, at,
            "anchor %s: anchors and aliases are not part of the "
            "case format",
            rc_quote(&q, (const char *)anchor, strlen((const char *)anchor)));
    if (tag != NULL)
        rc_errors_add(
            b->errors, at, "tag %s: tags are not part of the case format",
            rc_quote(&q, (const char *)tag, strlen((const char *)tag)));
}

static rc_status
on_alias(builder *b, const yaml_event_t *event)
{
    const char *name = (const char *)event->data.alias.anchor;
    uint32_t index;
    rc_quotation q;

    rc_errors_add(b->errors, position(&event->start_mark),
                  "alias %s: anchors and aliases are not part of the case "
                  "format",
                  rc_quote(&q, name, strlen(name)));
    return add_child(b, RC_NODE_UNREADABLE, event, &index);
}

static rc_status
on_scalar(builder *b, const yaml_event_t *event)
{
    uint32_t index;
    rc_status status = add_child(b, RC_NODE_SCALAR, event, &index);

    if (status != RC_OK)
        return status;
    refuse_properties(b, event, event->data.scalar.anchor,
                      event->data.scalar.tag);

    rc_node *node = &b->tree->nodes[index];

    node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    node->verbatim =
        node->plain && event->start_mark.line == event->end_mark.line;
    return rc_tree_set_text(b->tree, index,
                            (const char *)event->data.scalar.value,
                            event->data.scalar.length);
}

static rc_status
on_open(builder *b, rc_node_kind kind, const yaml_event_t *event)
{
    uint32_t index;

    if (b->depth == RC_TREE_MAX_DEPTH) {
        rc_errors_add(b->errors, position(&event->start_mark),
                      "lists and mappings are nested more than %d deep, "
                      "which is the most that is read",
                      RC_TREE_MAX_DEPTH);
        return RC_INPUT;
    }

    rc_status status = add_child(b, kind, event, &index);

    if (status != RC_OK)
        return status;
    if (kind == RC_NODE_LIST)
        refuse_properties(b, event, event->data.sequence_start.anchor,
                          event->data.sequence_start.tag);
    else
        refuse_properties(b, event, event->data.mapping_start.anchor,
                          event->data.mapping_start.tag);
    b->open[b->depth].node = index;
    b->open[b->depth].last = 0;
    b->open[b->depth].wants_value = 0;
    b->depth++;
    return RC_OK;
}

static rc_status
on_close(builder *b)
{
    const rc_node *node = &b->tree->nodes[b->open[--b->depth].node];

    if (node->kind != RC_NODE_MAP)
        return RC_OK;
    return rc_tree_check_keys(b->tree, node, b->errors);
}

/* RC_STOPPED: a second document begins; the first one is whole. */
static rc_status
on_document(builder *b, const yaml_event_t *event)
{
    if (b->documents++ == 0)
        return RC_OK;
    rc_errors_add(b->errors, position(&event->start_mark),
                  "a second document begins here; a case file holds one");
    return RC_STOPPED;
}

static rc_status
on_event(builder *b, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        return on_document(b, event);
    case YAML_ALIAS_EVENT:
        return on_alias(b, event);
    case YAML_SCALAR_EVENT:
        return on_scalar(b, event);
    case YAML_SEQUENCE_START_EVENT:
        return on_open(b, RC_NODE_LIST, event);
    case YAML_MAPPING_START_EVENT:
        return on_open(b, RC_NODE_MAP, event);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        return on_close(b);
    default:
        return RC_OK;
    }
}

static rc_status
report_syntax(const yaml_parser_t *parser, rc_errors *errors)
{
    rc_position at = position(&parser->problem_mark);
    rc_position from = position(&parser->context_mark);
    const char *problem =
        parser->problem == NULL ? "not readable" : parser->problem;

    if (parser->error == YAML_MEMORY_ERROR)
        return RC_NOMEM;
    if (parser->context == NULL)
        rc_errors_add(errors, at, "YAML syntax: %s", problem);
    else
        rc_errors_add(errors, at, "YAML syntax: %s, %s (from %zu:%zu)", problem,
                      parser->context, from.line, from.column);
    return RC_INPUT;
}

static rc_status
build(builder *b, yaml_parser_t *parser)
{
    for (;;) {
        yaml_event_t event;

        if (!yaml_parser_parse(parser, &event))
            return report_syntax(parser, b->errors);

        int last = event.type == YAML_STREAM_END_EVENT;
        rc_status status = on_event(b, &event);

        yaml_event_delete(&event);
        if (status != RC_OK)
            return status == RC_STOPPED ? RC_OK : status;
        if (last)
            break;
    }
    if (b->documents > 0)
        return RC_OK;

    rc_position start = {1, 1};

    rc_errors_add(b->errors, start, "the file is empty");
    return RC_INPUT;
}

/* A byte order mark would count as a column. */
static size_t
skip_byte_order_mark(const char *bytes, size_t length)
{
    return length >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

rc_status
rc_tree_parse(rc_tree *tree, const char *bytes, size_t length,
              rc_errors *errors)
{
    yaml_parser_t parser;
    builder b = {.tree = tree, .errors = errors};
    size_t skipped = skip_byte_order_mark(bytes, length);

    memset(tree, 0, sizeof *tree);
    if (!yaml_parser_initialize(&parser))
        return RC_NOMEM;
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(
        &parser, (const unsigned char *)bytes + skipped, length - skipped);

    rc_status status = build(&b, &parser);

    yaml_parser_delete(&parser);
    return status;
}
