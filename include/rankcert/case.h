/* Case files: YAML to a model, a start and claims, with every error found.

   Reading is driven by tables. The model's keys are fixed; what a claim kind
   may hold is declared by its own schema, which the caller passes in, so that
   a new kind changes nothing here. The format is described in
   cases/README.md.

   A case is constant once read: any number of threads may use it. */

#ifndef RANKCERT_CASE_H
#define RANKCERT_CASE_H

#include <stddef.h>

#include <rankcert/exact.h>
#include <rankcert/mask.h>
#include <rankcert/types.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
    size_t line, column; /* both from 1 */
} rc_position;

/* A hostile file can hold millions of errors. Once this many are listed one
   more says so, and the rest is dropped. */
#define RC_ERRORS_MAX 10000

/* Errors in the order found; the messages are owned. */
typedef struct {
    rc_position at;
    char *message; /* one line: what was found, what is allowed */
} rc_error;

typedef struct {
    rc_error *items;
    size_t count, allocated;
    int lost; /* memory ran out while adding */
} rc_errors;

void rc_errors_init(rc_errors *errors);
void rc_errors_clear(rc_errors *errors);
void rc_errors_add(rc_errors *errors, rc_position at, const char *format, ...)
    RC_PRINTF(3, 4);
/* Sorts by position; equal positions keep their order. */
void rc_errors_sort(rc_errors *errors);

/* ---- Schemas: what the fields of a mapping may hold ---- */

typedef enum {
    RC_FIELD_BOOL,
    RC_FIELD_INTEGER,         /* least..most */
    RC_FIELD_INTEGER_OR_WORD, /* least..most, or one of words */
    RC_FIELD_WORD,            /* one of words; any text when words is NULL */
    RC_FIELD_NUMBER,
    RC_FIELD_TOKENS,   /* list of distinct token numbers 1..N */
    RC_FIELD_INTEGERS, /* list of distinct integers least..most, at least one */
    RC_FIELD_MATRIX,   /* any matrix form of the format; see shape */
    RC_FIELD_MODEL,    /* keys of the model that replace the case's own */
    RC_FIELD_MAP,      /* a mapping described by fields */
    RC_FIELD_LIST      /* a list of mappings described by fields */
} rc_field_type;

typedef enum {
    RC_SHAPE_ANY,
    RC_SHAPE_TOKENS_BY_DIM /* N x d: one row per token */
} rc_shape;

enum {
    RC_FIELD_REQUIRED = 1,
    RC_FIELD_LATER = 2 /* in the format, rejected as not yet supported */
};

typedef struct rc_field {
    const char *name;
    rc_field_type type;
    unsigned flags;
    const char *help; /* one line for --help and the documentation */
    long least, most;
    const char *const *words; /* NULL-terminated */
    rc_shape shape;
    const struct rc_field *fields; /* terminated by a NULL name */
} rc_field;

typedef struct rc_value {
    const rc_field *field;
    rc_position at;     /* of the value */
    rc_position key_at; /* of its key */
    long integer;       /* BOOL (0 or 1), INTEGER, INTEGER_OR_WORD */
    char *word;         /* WORD, INTEGER_OR_WORD; MODEL: the keys given,
                           "mask, norm"; else NULL */
    rc_number_t number; /* NUMBER */
    rc_matrix_t matrix; /* MATRIX */
    long *tokens;       /* TOKENS, from 0 */
    long *integers;     /* INTEGERS, in rising order */
    struct rc_case_model *model; /* MODEL: the whole of it, owned; else NULL */
    struct rc_value **items;     /* MAP: the fields given; LIST: one MAP each */
    size_t count;                /* of tokens, integers or items */
} rc_value;

/* The value given for a field of a MAP, or NULL. */
const rc_value *rc_value_get(const rc_value *map, const char *name);

struct rc_case;
struct rc_claim;

/* One kind of claim, as the reader needs to know it. */
typedef struct {
    const char *kind;
    const rc_field *fields; /* NULL: in the format, not yet supported */
    /* What fields alone cannot say (ranges that depend on the model, fields
       that exclude each other): adds errors. NULL when nothing is left. It is
       only called when the model and the claim's fields had no error. */
    void (*validate)(const struct rc_case *, const struct rc_claim *,
                     rc_errors *);
    int needs_model; /* 0 only for claims that speak of no model */
    int needs_start;
    const struct rc_claim_engine *engine; /* for the claim room alone */
} rc_claim_schema;

/* ---- Cases ---- */

typedef struct rc_claim {
    char *id;
    char *note; /* NULL when absent */
    rc_verdict expect;
    const rc_claim_schema *schema;
    rc_value *fields; /* a MAP */
    rc_position at;   /* of the claim */
} rc_claim;

/* A weight matrix of the model, the same in every layer or one for each:
   layer t uses items[t mod count]. */
typedef struct {
    rc_matrix_struct *items; /* owned; all of one shape */
    size_t count;            /* 0: the model has no such weights */
} rc_weights;

/* The matrix of layer t, owned by the weights; NULL when there is none. */
const rc_matrix_struct *rc_weights_at(const rc_weights *weights, size_t t);

/* The model's exact data. */
typedef struct rc_case_model {
    long tokens, dim;
    rc_mask *mask;
    char *mask_text; /* the mask in words: "causal", "window 3" */
    rc_attention attention;
    rc_weights query, key; /* softmax: d x q each */
    rc_number_t scale;     /* softmax: certified nonzero; default 1 */
    rc_weights fixed;      /* fixed: N x N, rational, checked exactly */
    rc_weights value;      /* d x d */
    rc_norm norm;
} rc_case_model;

typedef struct rc_case {
    char *title; /* NULL when absent, like paper */
    char *paper;
    int has_model, has_start;
    rc_case_model model;
    rc_matrix_t start; /* N x d */
    rc_claim *claims;
    size_t claim_count;
} rc_case;

/* Reads one case from bytes[0..length). folder is where the paths of {file:
   ...} start, that of the case file: "" is the current one, and NULL refuses
   to read files. kinds is an array of kind_count schemas that outlive the case.
   RC_OK; RC_INPUT with at least one error added (all that were found, sorted)
   and *c cleared; RC_NOMEM with *c cleared. c is initialised by this call and
   must be cleared with rc_case_clear whatever the status. */
rc_status rc_case_read(rc_case *c, const char *bytes, size_t length,
                       const char *folder, const rc_claim_schema *kinds,
                       size_t kind_count, rc_errors *errors) RC_MUST_CHECK;
void rc_case_clear(rc_case *c);

const rc_value *rc_claim_get(const rc_claim *claim, const char *name);

#ifdef __cplusplus
}
#endif

#endif
