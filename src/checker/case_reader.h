/* Case files, as cases/README.md describes them, for comparing a certificate's
   statement with the case that it names. Nothing is computed from what is read
   here, and what a certificate's own reading checks (sizes that fit, words that
   are known, numbers that are numbers) is not checked again: a statement that
   was built from something else differs from every certificate's.

   A case's YAML is held as JSON: lists, objects, and texts for all scalars.
   Nodes are of that tree; failures go to their outcome as `malformed`, with the
   path in the tree. What returns JSON returns a new reference, NULL after a
   failure. */

#ifndef RANKCERT_CHECKER_CASE_READER_H
#define RANKCERT_CHECKER_CASE_READER_H

#include "claim.h"

/* What the case format itself limits. */
enum {
    CK_CASE_DEPTH = 64,   /* lists and mappings, nested */
    CK_CASE_WIDTH = 4096, /* widths and steps of windows */
    CK_CASE_PARTS = 64    /* masks that one is put together from */
};

/* The tree of the one document in bytes[0..length). Anchors, aliases, tags,
   keys given twice and keys that are no text are refused. NULL after
   ck_malformed with the line and column for a path. */
json_t *ck_case_tree(ck_outcome *o, const char *bytes, size_t length);

/* ---- Scalars (case_scalar.c) ---- */

/* Decimal digits without a leading zero, from least to most; least >= 0. */
int ck_case_integer(const ck_node *node, long least, long most,
                    long *x) CK_MUST_CHECK;
json_t *ck_case_integer_json(const ck_node *node, long least, long most);
/* A number, and one that is rational; x is initialised before. */
int ck_case_number(const ck_node *node, ck_number *x) CK_MUST_CHECK;
int ck_case_rational(const ck_node *node, mpq_t x) CK_MUST_CHECK;
/* Its normal form. */
json_t *ck_case_rational_json(mpq_srcptr x);
/* "true" or "false" as a boolean. */
json_t *ck_case_bool(const ck_node *node);
/* The value itself, and a text, as the tree has it. */
json_t *ck_case_share(const ck_node *node);
json_t *ck_case_text(const ck_node *node);

/* Puts the value, which is taken over, into the object; 0 when it is NULL. */
int ck_case_put(json_t *object, const char *key, json_t *value) CK_MUST_CHECK;

/* The node is a mapping of one key, which is forms[*which]; the list ends with
   NULL. *value is its value, and borrows node. */
int ck_case_form(const ck_node *node, const char *const *forms, int *which,
                 ck_node *value) CK_MUST_CHECK;

/* ---- Parts of a statement ---- */

/* A list of rows of texts, from any form of matrix; a random one is that of
   layer 0. */
json_t *ck_case_matrix(const ck_node *node);
/* The same, where random matrices are those of the layer, from 0. *drawn is set
   to 1 when there is one, else left alone. */
json_t *ck_case_layer_matrix(const ck_node *node, long layer, int *drawn);
/* One matrix, or {"layers": [...]}, from a weight of a model that has `layers`
   (1 when it says nothing). */
json_t *ck_case_weights(const ck_node *node, long layers);

/* The forms with files of their own. cayley: node is a matrix of texts, of any
   size. npy: node is the path of a .npy file, in the folder of the case. */
json_t *ck_case_cayley(const ck_node *node);
json_t *ck_case_random(const ck_node *node, long layer);
json_t *ck_case_npy(const ck_node *node);

/* The runs of each token, from any form of mask. */
json_t *ck_case_mask(const ck_node *node, long tokens);
json_t *ck_case_model(const ck_node *node);
/* The claim of a statement. model: the case's, for claims that name another by
   what differs. needs_model, needs_start: whether it speaks of those of the
   case. */
json_t *ck_case_claim(const ck_node *node, const ck_node *model,
                      int *needs_model, int *needs_start);

#endif
