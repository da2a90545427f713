/* What the tests of claim kind `collapse` share: cases in few words, and a
   collapse that is worked out step by step. */

#ifndef RANKCERT_TESTS_COLLAPSE_SUPPORT_H
#define RANKCERT_TESTS_COLLAPSE_SUPPORT_H

#include "claim_document.h"

#define COLLAPSE(tokens, dim, mask, attention, value, norm, start, fields)     \
    "rankcert: 1\n"                                                            \
    "model: {tokens: " tokens ", dim: " dim ", mask: " mask                    \
    ", attention: " attention ", value: " value ", norm: " norm "}\n"          \
    "start: " start "\n"                                                       \
    "claims:\n  - {kind: collapse" fields "}"

/* Two causal tokens, W = I: mu(X(t)) = 2^-t and every bound is equal to it. */
#define HALVING(fields)                                                        \
    COLLAPSE("2", "2", "causal", "uniform", "{identity: 2}", "none",           \
             "[[0, 0], [1, 1]]", fields)

/* Scores x (I / 2) y^T. */
#define SOFTMAX                                                                \
    "{softmax: {query: [[1, 0], [0, 1]], key: [[1/2, 0], [0, 1/2]]}}"

#endif
