/* What the tests of claims that compare two orbits share. */

#ifndef RANKCERT_TESTS_SLOWER_SUPPORT_H
#define RANKCERT_TESTS_SLOWER_SUPPORT_H

#include "claim_document.h"

/* A claim about three tokens in the plane: their mask, norm and start, and the
   other fields of the claim. */
#define SLOWER(mask, norm, start, fields)                                      \
    "rankcert: 1\n"                                                            \
    "model: {tokens: 3, dim: 2, mask: " mask                                   \
    ", attention: uniform, norm: " norm ", value: {identity: 2}}\n"            \
    "start: " start "\n"                                                       \
    "claims:\n  - {kind: slower, " fields "}"

/* Distinct tokens; tokens that agree; two that are opposite. */
#define SPREAD "[[1, 0], [0, 1], [3, 1]]"
#define EQUAL "[[1, 2], [1, 2], [1, 2]]"
#define OPPOSITE "[[1, 0], [-1, 0], [0, 1]]"

#endif
