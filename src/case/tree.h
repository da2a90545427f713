/* A YAML document as a tree of lists, mappings and texts with positions.

   Nothing of YAML's typing is kept: a scalar is its text. Anchors, aliases
   and tags are refused, so the tree is as large as the file and no larger.
   Nodes and texts live in two arrays of the tree; a node costs 24 bytes. */

#ifndef RANKCERT_CASE_TREE_H
#define RANKCERT_CASE_TREE_H

#include <stddef.h>
#include <stdint.h>

#include <rankcert/case.h>

#define RC_TREE_MAX_DEPTH 64
/* Room for the largest matrix, RC_MATRIX_MAX_DIM squared, and then some. */
#define RC_TREE_MAX_NODES ((size_t)18 << 20)

typedef enum {
    RC_NODE_SCALAR,
    RC_NODE_LIST,
    RC_NODE_MAP,
    RC_NODE_UNREADABLE /* already reported; readers pass over it silently */
} rc_node_kind;

typedef struct {
    unsigned char kind;
    unsigned char plain;    /* SCALAR: without quotes, not a block */
    unsigned char verbatim; /* SCALAR: plain and on one line of the file */
    uint32_t line, column;  /* from 1 */
    uint32_t next;          /* the next sibling; 0: none */
    uint32_t first;         /* SCALAR: offset of the text; else first child */
    uint32_t count;         /* SCALAR: bytes; LIST: entries; MAP: pairs */
} rc_node;

/* Node 0 is the root. */
typedef struct {
    rc_node *nodes;
    size_t count, allocated;
    char *text;
    size_t text_length, text_allocated;
} rc_tree;

/* Reads the one document in bytes[0..length), which rc_text_check has passed.
   RC_OK with a whole tree, though errors may have been added for parts of it
   (duplicate keys, keys that are not text, tags, anchors, aliases, a second
   document); RC_INPUT with errors added and no tree to go on with (a syntax
   error, an empty file, too deep, too many nodes); RC_NOMEM. tree is
   initialised by this call and must be cleared whatever the status. */
rc_status rc_tree_parse(rc_tree *tree, const char *bytes, size_t length,
                        rc_errors *errors) RC_MUST_CHECK;
void rc_tree_clear(rc_tree *tree);

const rc_node *rc_tree_root(const rc_tree *tree);
rc_position rc_node_at(const rc_node *node);

/* The first child of a LIST, or the first key of a MAP (its value is next to
   it, then the second key, ...); NULL: none. */
const rc_node *rc_node_first(const rc_tree *tree, const rc_node *node);
const rc_node *rc_node_next(const rc_tree *tree, const rc_node *node);

/* The text of a SCALAR: node->count bytes and a zero byte. */
const char *rc_node_text(const rc_tree *tree, const rc_node *node);

/* 1 when node is a SCALAR with exactly this text. */
int rc_node_is(const rc_tree *tree, const rc_node *node, const char *text);

/* ---- For the files that build trees ---- */

/* Adds a node without links; *index is its place. RC_OK, RC_LIMIT (too many
   nodes), RC_NOMEM. */
rc_status rc_tree_add_node(rc_tree *tree, rc_node_kind kind, rc_position at,
                           uint32_t *index) RC_MUST_CHECK;
/* Gives node number index this text. RC_OK or RC_NOMEM. */
rc_status rc_tree_set_text(rc_tree *tree, uint32_t index, const char *text,
                           size_t length) RC_MUST_CHECK;
/* Adds an error for every key of the MAP map that was given before, and for
   every key that is not text. RC_OK or RC_NOMEM. */
rc_status rc_tree_check_keys(const rc_tree *tree, const rc_node *map,
                             rc_errors *errors) RC_MUST_CHECK;

#endif
