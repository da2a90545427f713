/* The model of a statement. */

#ifndef RANKCERT_CHECKER_MODEL_H
#define RANKCERT_CHECKER_MODEL_H

#include "number.h"

typedef enum { CK_UNIFORM = 0, CK_FIXED, CK_SOFTMAX } ck_attention;
typedef enum { CK_NORM_NONE = 0, CK_NORM_RMS, CK_NORM_LAYER } ck_norm;

typedef struct {
    long tokens, dim;
    unsigned char *mask; /* tokens x tokens, row i marks what i attends to */
    long *degree;        /* n_i */
    int lower_triangular;
    ck_attention attention;
    ck_matrix fixed;      /* FIXED: N x N */
    ck_matrix query, key; /* SOFTMAX: d x q */
    ck_number scale;      /* SOFTMAX */
    ck_norm norm;
    ck_matrix value; /* d x d */
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

/* w = W exactly, centred for norm `layer`: 1, or 0 when W is not rational (w is
   then 0 x 0). w is resized. */
int ck_model_value(ck_qmatrix *w, const ck_model *m);

/* a = R30's matrix M exactly, N x N: the fixed weights, which are rational,
   else 1 / n_i on the mask. a is resized. */
void ck_model_consensus(ck_qmatrix *a, const ck_model *m);

/* a = the attention weights exactly, N x N: 1, or 0 for softmax. */
int ck_model_weights(ck_qmatrix *a, const ck_model *m);

#endif
