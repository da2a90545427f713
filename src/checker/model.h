/* The model of a statement. */

#ifndef RANKCERT_CHECKER_MODEL_H
#define RANKCERT_CHECKER_MODEL_H

#include "number.h"

typedef enum { CK_UNIFORM = 0, CK_FIXED, CK_SOFTMAX } ck_attention;
typedef enum { CK_NORM_NONE = 0, CK_NORM_RMS, CK_NORM_LAYER } ck_norm;

/* Matrices of one shape that repeat cyclically: layer t uses items[t % count].
   count 0: there are none. A statement has one as a plain matrix, several as
   {"layers": [M0, M1, ...]}. */
typedef struct {
    size_t count;
    ck_matrix *items; /* owned */
} ck_weights;

/* The matrix of layer t >= 0, borrowed; NULL when there are none. */
const ck_matrix *ck_weights_at(const ck_weights *w, long t);
void ck_weights_clear(ck_weights *w);

/* Reads a plain matrix or layers; w is empty before, and to be cleared whatever
   is returned. rows and cols as for ck_read_matrix; every layer's matrix has
   the first one's shape. */
int ck_read_weights(const ck_node *node, long rows, long cols,
                    ck_weights *w) CK_MUST_CHECK;

typedef struct {
    long tokens, dim;
    unsigned char *mask; /* tokens x tokens, row i marks what i attends to */
    long *degree;        /* n_i */
    int lower_triangular;
    ck_attention attention;
    ck_weights fixed;      /* FIXED: N x N */
    ck_weights query, key; /* SOFTMAX: d x q */
    ck_number scale;       /* SOFTMAX */
    ck_norm norm;
    ck_weights value; /* d x d */
} ck_model;

void ck_model_init(ck_model *m);
void ck_model_clear(ck_model *m);

/* Reads /statement/model. */
int ck_read_model(const ck_node *node, ck_model *m) CK_MUST_CHECK;

/* Checks the member `hypotheses`: the right words for this model and kind, and
   each of them true. needs_norm: the kind's claims need LayerNorm. */
int ck_check_hypotheses(const ck_node *node, const ck_model *m,
                        int needs_norm) CK_MUST_CHECK;

/* The conditions of the words `scale` and `weights` alone, of a model that is
   not the statement's own: 1, or 0 after a failure. */
int ck_check_model(ck_outcome *o, const ck_model *m) CK_MUST_CHECK;

/* 1 when token i attends to token j, both from 0. */
int ck_attends(const ck_model *m, long i, long j);

/* 1 when the list holds two rising lists of tokens, both non-empty and without
   a common token, and no token of either attends to one outside of it (R7). */
int ck_check_sources(const ck_node *list, const ck_model *m) CK_MUST_CHECK;

/* 1 when distances[i] (N of them) is the length of a shortest path from
   `centre` to token i along edges, for all i, and no other token has a lesser
   greatest distance; tokens from 0. Else 0 after ck_reject (R1, mask.c). */
int ck_check_distances(ck_outcome *o, const ck_model *m, long centre,
                       const long *distances) CK_MUST_CHECK;

/* Takes from each row its mean. */
void ck_qmatrix_centre_rows(ck_qmatrix *w);

/* After how many layers all weights begin anew: 1 when every layer has the
   same, at most LONG_MAX. */
long ck_model_period(const ck_model *m);

/* 1 when every layer has the same weights, so that the model is one layer map
   (R11); else 0 after ck_reject. */
int ck_check_one_layer(ck_outcome *o, const ck_model *m) CK_MUST_CHECK;

/* w = W of layer t exactly, centred for norm `layer`: 1, or 0 when it is not
   rational (w is then 0 x 0). w is resized. */
int ck_model_value(ck_qmatrix *w, const ck_model *m, long t);

/* a = R30's matrix M exactly, N x N: the fixed weights of layer t, which are
   rational, else 1 / n_i on the mask. a is resized. */
void ck_model_consensus(ck_qmatrix *a, const ck_model *m, long t);

/* a = the attention weights of layer t exactly, N x N: 1, or 0 for softmax. */
int ck_model_weights(ck_qmatrix *a, const ck_model *m, long t);

#endif
