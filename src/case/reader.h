/* Reading one node of the tree as something the format knows.

   Readers add errors and go on: RC_OK when the node was good, RC_INPUT when it
   was not (every error in it has been added), RC_NOMEM. They are silent about
   unreadable nodes, which have been reported before. */

#ifndef RANKCERT_CASE_READER_H
#define RANKCERT_CASE_READER_H

#include <rankcert/case.h>

#include "case/tree.h"

/* Entries that all matrices of a file may have together, those of the parts
   of a block matrix included: the largest matrix, or many small ones. */
#define RC_CASE_MAX_ENTRIES ((size_t)RC_MATRIX_MAX_DIM * RC_MATRIX_MAX_DIM)

typedef struct {
    const rc_tree *tree;
    rc_errors *errors;
    const char *folder;   /* where paths of files start; NULL: no files */
    const rc_node *model; /* the case's model, once read without an error */
    long tokens, dim;     /* of the model; 0 while unknown */
    long layers;          /* of the model; 0 when it does not say */
    long layer;           /* whose entries `random` gives */
    int drawn;            /* set when a `random` was read */
    size_t entries_left;  /* of RC_CASE_MAX_ENTRIES */
} rc_reader;

/* The status of two readings together. */
rc_status rc_worse(rc_status a, rc_status b);

/* Adds "expected ..., found ..." and returns RC_INPUT. */
rc_status rc_expected(rc_reader *r, const rc_node *node, const char *what);

/* RC_OK, or the error that something else was expected. */
rc_status rc_expect_map(rc_reader *r, const rc_node *node,
                        const char *what) RC_MUST_CHECK;
rc_status rc_expect_list(rc_reader *r, const rc_node *node,
                         const char *what) RC_MUST_CHECK;
/* A list of at least one entry and at most RC_MATRIX_MAX_DIM. */
rc_status rc_expect_filled_list(rc_reader *r, const rc_node *node,
                                const char *what) RC_MUST_CHECK;

/* ---- read_keys.c: mappings ---- */

/* Adds errors for unknown keys (naming the nearest known one), keys that are
   not yet supported and required keys that are absent. Known are the keys of
   own and of more, which may be NULL; owner says whose keys they are: "the
   model". node is a MAP. */
rc_status rc_check_keys(rc_reader *r, const rc_node *node, const char *owner,
                        const rc_field *own,
                        const rc_field *more) RC_MUST_CHECK;

/* The first value given for a key of the MAP, and the key through *key (which
   may be NULL); NULL when absent. */
const rc_node *rc_find(const rc_reader *r, const rc_node *map, const char *name,
                       const rc_node **key);

/* A MAP with exactly one key, one of forms: *form is its place in forms and
 *value its value. */
rc_status rc_read_form(rc_reader *r, const rc_node *node, const char *owner,
                       const rc_field *forms, size_t *form,
                       const rc_node **value) RC_MUST_CHECK;

/* Adds "unknown <what> '<text>'<where>" with the nearest of words, or all of
   them when none is near or several are. RC_INPUT. */
rc_status rc_unknown(rc_reader *r, const rc_node *node, const char *what,
                     const char *where, const char *const *words);

/* ---- read_scalar.c: texts ---- */

/* Decimal digits with an optional minus sign, nothing else. */
rc_status rc_read_integer(rc_reader *r, const rc_node *node, long least,
                          long most, long *x) RC_MUST_CHECK;
rc_status rc_read_bool(rc_reader *r, const rc_node *node,
                       long *x) RC_MUST_CHECK;
rc_status rc_read_number(rc_reader *r, const rc_node *node,
                         rc_number_t x) RC_MUST_CHECK;
/* One of words; *index is its place. name is the key it is the value of. */
rc_status rc_read_word(rc_reader *r, const rc_node *node, const char *name,
                       const char *const *words, size_t *index) RC_MUST_CHECK;
/* Text that is not blank, without the white space at its end and without
   control characters (lines and tabs are fine in several lines). Owned by the
   caller. */
rc_status rc_read_text(rc_reader *r, const rc_node *node, int several_lines,
                       char **text) RC_MUST_CHECK;
/* Parses text[0..length) as rc_read_integer does: 1, or 0 when it is not an
   integer from least to most. */
int rc_parse_integer(const char *text, size_t length, long least, long most,
                     long *x);

/* ---- read_matrix.c ---- */

/* Any matrix form. m is initialised; what it holds after RC_INPUT is of no
   use. */
rc_status rc_read_matrix(rc_reader *r, const rc_node *node,
                         rc_matrix_t m) RC_MUST_CHECK;
/* Takes the entries of a matrix, whose size was checked, out of the budget of
   the file. RC_OK, or RC_INPUT with an error. */
rc_status rc_spend_entries(rc_reader *r, const rc_node *node, slong rows,
                           slong cols) RC_MUST_CHECK;
/* Adds an error unless m is rows x cols. name: "the value matrix"; shape:
   "dim x dim". */
rc_status rc_check_shape(rc_reader *r, const rc_node *node, const rc_matrix_t m,
                         const char *name, slong rows, slong cols,
                         const char *shape) RC_MUST_CHECK;
/* Where entry (i, j) stands when the matrix is written as a list of rows, else
   where the matrix stands. */
rc_position rc_matrix_entry_at(const rc_reader *r, const rc_node *node, slong i,
                               slong j);

/* The values of the keys `cayley`, `random` and `file`: read_cayley.c,
   read_random.c, read_npy.c. As rc_read_matrix. */
rc_status rc_read_cayley(rc_reader *r, const rc_node *node,
                         rc_matrix_t m) RC_MUST_CHECK;
/* The entries of layer r->layer; sets r->drawn. */
rc_status rc_read_random(rc_reader *r, const rc_node *node,
                         rc_matrix_t m) RC_MUST_CHECK;
rc_status rc_read_npy(rc_reader *r, const rc_node *node,
                      rc_matrix_t m) RC_MUST_CHECK;

/* ---- weights.c, read_weights.c: matrices that may differ by layer ---- */

/* Makes m the last of the matrices and leaves it empty. RC_OK or RC_NOMEM. */
rc_status rc_weights_add(rc_weights *weights, rc_matrix_t m) RC_MUST_CHECK;
void rc_weights_clear(rc_weights *weights);

/* Any matrix form, or {per-layer: [...]} of them. What is random is read anew
   for each of r->layers layers. weights is all zero before, and must be cleared
   whatever the status. */
rc_status rc_read_weights(rc_reader *r, const rc_node *node,
                          rc_weights *weights) RC_MUST_CHECK;
/* Where matrix k of the weights, which were read from node, is written. */
const rc_node *rc_weights_node(const rc_reader *r, const rc_node *node,
                               size_t k);
/* rc_check_shape for each of the matrices. */
rc_status rc_check_weights(rc_reader *r, const rc_node *node,
                           const rc_weights *weights, const char *name,
                           slong rows, slong cols,
                           const char *shape) RC_MUST_CHECK;

/* ---- read_mask.c ---- */

/* *mask on r->tokens tokens (NULL and only checked while that is unknown) and
   the mask in words; both NULL after a failure, else owned by the caller. */
rc_status rc_read_mask(rc_reader *r, const rc_node *node, rc_mask **mask,
                       char **words) RC_MUST_CHECK;

/* ---- read_attention.c, check_fixed.c, read_model.c ---- */

/* Fills attention, query, key, scale and fixed of the model, whose mask may be
   NULL when it is not known. */
rc_status rc_read_attention(rc_reader *r, const rc_node *node,
                            rc_case_model *model) RC_MUST_CHECK;
/* Fixed weights are rational, row-stochastic, and positive exactly on the
   mask. m is N x N. */
rc_status rc_check_fixed(rc_reader *r, const rc_node *node, const rc_matrix_t m,
                         const rc_mask *mask) RC_MUST_CHECK;
/* Fills the model (initialised) and sets r->tokens and r->dim. */
rc_status rc_read_model(rc_reader *r, const rc_node *node,
                        rc_case_model *model) RC_MUST_CHECK;
/* Fills the model (initialised) with what the mapping says of it, and for the
   keys that it leaves out with what r->model says; without an r->model only
   what the mapping says is read. tokens and dim are those of the case's model.
 */
rc_status rc_read_other_model(rc_reader *r, const rc_node *node,
                              rc_case_model *model) RC_MUST_CHECK;
void rc_case_model_init(rc_case_model *model);
void rc_case_model_clear(rc_case_model *model);

/* ---- value.c, read_value.c, read_claim.c ---- */

/* An empty value of a field (NULL for the fields of a claim); NULL: out of
   memory. */
rc_value *rc_value_new(const rc_field *field);
void rc_value_free(rc_value *value); /* NULL is fine */
/* Makes item the last of value's items. RC_OK; RC_NOMEM, item is then freed. */
rc_status rc_value_append(rc_value *value, rc_value *item) RC_MUST_CHECK;

/* Reads the fields that are present in the MAP node into map; keys were
   checked. */
rc_status rc_read_fields(rc_reader *r, const rc_node *node,
                         const rc_field *fields, rc_value *map) RC_MUST_CHECK;

/* Reads all claims of the case into c->claims. good says that model and start
   had no error. */
rc_status rc_read_claims(rc_reader *r, const rc_node *node,
                         const rc_claim_schema *kinds, size_t kind_count,
                         int good, rc_case *c) RC_MUST_CHECK;
void rc_claim_clear(rc_claim *claim);

#endif
