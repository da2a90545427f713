#include "case/tree.h"

#include <stdlib.h>
#include <string.h>

void
rc_tree_clear(rc_tree *tree)
{
    free(tree->nodes);
    free(tree->text);
    memset(tree, 0, sizeof *tree);
}

const rc_node *
rc_tree_root(const rc_tree *tree)
{
    return &tree->nodes[0];
}

rc_position
rc_node_at(const rc_node *node)
{
    rc_position at = {node->line, node->column};

    return at;
}

const rc_node *
rc_node_first(const rc_tree *tree, const rc_node *node)
{
    return node->first == 0 ? NULL : &tree->nodes[node->first];
}

const rc_node *
rc_node_next(const rc_tree *tree, const rc_node *node)
{
    return node->next == 0 ? NULL : &tree->nodes[node->next];
}

const char *
rc_node_text(const rc_tree *tree, const rc_node *node)
{
    return tree->text + node->first;
}

int
rc_node_is(const rc_tree *tree, const rc_node *node, const char *text)
{
    return node->kind == RC_NODE_SCALAR && node->count == strlen(text) &&
           memcmp(rc_node_text(tree, node), text, node->count) == 0;
}

rc_status
rc_tree_add_node(rc_tree *tree, rc_node_kind kind, rc_position at,
                 uint32_t *index)
{
    if (tree->count == RC_TREE_MAX_NODES)
        return RC_LIMIT;
    if (tree->count == tree->allocated) {
        size_t allocated = tree->allocated + tree->allocated / 2 + 64;
        rc_node *nodes = realloc(tree->nodes, allocated * sizeof *nodes);

        if (nodes == NULL)
            return RC_NOMEM;
        tree->nodes = nodes;
        tree->allocated = allocated;
    }

    rc_node *node = &tree->nodes[tree->count];

    memset(node, 0, sizeof *node);
    node->kind = (unsigned char)kind;
    node->line = (uint32_t)at.line;
    node->column = (uint32_t)at.column;
    *index = (uint32_t)tree->count++;
    return RC_OK;
}

rc_status
rc_tree_set_text(rc_tree *tree, uint32_t index, const char *text, size_t length)
{
    size_t needed = tree->text_length + length + 1;

    if (needed > UINT32_MAX)
        return RC_NOMEM;
    if (needed > tree->text_allocated) {
        size_t allocated = needed + needed / 2 + 256;
        char *moved = realloc(tree->text, allocated);

        if (moved == NULL)
            return RC_NOMEM;
        tree->text = moved;
        tree->text_allocated = allocated;
    }
    memcpy(tree->text + tree->text_length, text, length);
    tree->text[needed - 1] = '\0';
    tree->nodes[index].first = (uint32_t)tree->text_length;
    tree->nodes[index].count = (uint32_t)length;
    tree->text_length = needed;
    return RC_OK;
}
