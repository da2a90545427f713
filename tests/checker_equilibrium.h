/* Certificates about equilibria for the tests of the checker: small models
   whose equilibria are known exactly. */

#ifndef RANKCERT_TESTS_CHECKER_EQUILIBRIUM_H
#define RANKCERT_TESTS_CHECKER_EQUILIBRIUM_H

#include "checker_support.h"

#define EQUILIBRIUM(near, rank, model)                                         \
    "{'claim': {'kind': 'equilibrium', 'near': " near rank                     \
    "}, 'model': " model "}"
#define RANK(rank) ", 'rank': " rank

#define MODEL(attention, tokens, dim, mask, norm, value)                       \
    "{'attention': " attention ", 'dim': " dim ", 'mask': " mask               \
    ", 'norm': '" norm "', 'tokens': " tokens ", 'value': " value "}"
#define ONE_TOKEN(dim, norm, value)                                            \
    MODEL("'uniform'", "1", dim, "[[[1,1]]]", norm, value)
#define CAUSAL(value)                                                          \
    MODEL("'uniform'", "2", "2", "[[[1,1]],[[1,2]]]", "rms", value)
#define COMPLETE(value)                                                        \
    MODEL("'uniform'", "2", "2", "[[[1,2]],[[1,2]]]", "rms", value)

/* `more` follows the four members that are always there. */
#define WITNESS(centre, lambda, radii, radius, more)                           \
    "{'centre': " centre ", 'lambda': " lambda ", 'radii': " radii             \
    ", 'radius': " radius more "}"

/* ---- One number: x W = x, W = (1) ----

   About (1, 1), K - c over the box of radius e is +-e^2 for x, +-2 e^2 for
   lambda. */

#define ONE_MODEL ONE_TOKEN("1", "rms", "[['1']]")
#define ONE_RADII "[['1*2^-6','3*2^-3','1*2^-5']]"
#define ONE_WITNESS(more)                                                      \
    WITNESS("[['1*2^0']]", "['1*2^0']", ONE_RADII, "'1*2^-5'", more)
#define ONE_MINOR ", 'minor': {'cols': [1], 'rows': [1]}"

/* ---- Two tokens, causal: (0, 1) with lambda 1, (-1, 0) with 1/4 ---- */

#define PAIR_MODEL CAUSAL("[['1/2','1'],['0','1']]")
#define PAIR_NEAR "[['0','1'],['-1','0']]"
#define PAIR_CENTRE "[['0','1*2^0'],['-1*2^0','0']]"
#define PAIR_LAMBDA "['1*2^0','1*2^-2']"
#define PAIR_RADII                                                             \
    "[['1*2^-20','1*2^-6','1*2^-8'],['1*2^-20','1*2^-6','1*2^-9']]"

/* ---- Two tokens: both (0, 1), with lambda 2 ---- */

#define SAME_VALUE "[['1','0'],['0','2']]"
#define SAME_NEAR "[['0','1'],['0','1']]"
#define SAME_CENTRE "[['0','1*2^0'],['0','1*2^0']]"
#define SAME_LAMBDA "['1*2^1','1*2^1']"
#define SAME_RADII                                                             \
    "[['1*2^-20','1*2^-6','1*2^-9'],['1*2^-20','1*2^-6','1*2^-9']]"

#define FOUND "['R11']"
#define WITH_RANK "['R11','R12']"
#define MEANT_ALONE "['R11','R12','R23']"

static inline checker_parts
equilibrium_parts(const char *statement, const char *witness,
                  const char *results, const char *verdict)
{
    checker_parts parts = {.statement = statement,
                           .witness = witness,
                           .results = results,
                           .verdict = verdict,
                           .hypotheses = "['norm']",
                           .bits = 64};

    return parts;
}

#endif
