/* Walking a parsed certificate: every value with its JSON path, so that what
   is wrong can be named. A node is passed by value and borrows everything. */

#ifndef RANKCERT_CHECKER_READ_H
#define RANKCERT_CHECKER_READ_H

#include <jansson.h>

#include "outcome.h"

/* One value and where it is. The path is a chain of nodes on the C stack. */
typedef struct ck_node {
    ck_outcome *o;
    const json_t *json;           /* NULL: absent (optional members) */
    const struct ck_node *parent; /* NULL: the root */
    const char *key;              /* inside an object, else NULL */
    size_t index;                 /* inside a list, from 0 */
} ck_node;

/* Makes the node's value the reason for MALFORMED; returns 0. */
int ck_node_malformed(const ck_node *node, const char *format, ...)
    CK_PRINTF(2, 3);

/* Parses bytes[0..length) as canonical JSON (proofs/certificate-format.md, "The
   file"): an object at the top, keys sorted, no real numbers, at most
   max_depth deep. NULL after ck_malformed; else to be released with
   json_decref. */
json_t *ck_parse(ck_outcome *o, const char *bytes, size_t length);

/* Checks that the node is an object with exactly these keys. `keys` lists them
   separated by blanks; one that begins with '?' may be absent. */
int ck_object(const ck_node *node, const char *keys) CK_MUST_CHECK;

/* A member; out->json is NULL when it is absent (ck_object has seen to those
   that may not be). */
void ck_member(ck_node *out, const ck_node *node, const char *key);

/* Checks that the node is a list of least..most items and counts them. */
int ck_list(const ck_node *node, size_t least, size_t most,
            size_t *count) CK_MUST_CHECK;
void ck_item(ck_node *out, const ck_node *node, size_t index);

int ck_integer(const ck_node *node, long least, long most,
               long *x) CK_MUST_CHECK;
int ck_bool(const ck_node *node, int *x) CK_MUST_CHECK;
/* The text, borrowed, without embedded zero bytes. */
int ck_text(const ck_node *node, const char **text) CK_MUST_CHECK;
/* *which = the place of the text among words (NULL-terminated). */
int ck_word(const ck_node *node, const char *const *words,
            int *which) CK_MUST_CHECK;

/* A rising list of integers within 1..most, of least..most_items items; *items
   (from 0 on: each is one less than written) is released with ck_release. */
int ck_places(const ck_node *node, long most, size_t least, size_t most_items,
              long **items, size_t *count) CK_MUST_CHECK;

#endif
