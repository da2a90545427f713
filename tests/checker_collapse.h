/* Certificates of kind `collapse` that are right, to be broken member by
   member. Every condition that can hold with equality does so, or nearly. */

#ifndef RANKCERT_TESTS_CHECKER_COLLAPSE_H
#define RANKCERT_TESTS_CHECKER_COLLAPSE_H

#include "checker_support.h"

#define COLLAPSE_MODEL(attention, tokens, mask, value, norm)                   \
    "{'attention': " attention ", 'dim': 2, 'mask': " mask ", 'norm': '" norm  \
    "', 'tokens': " tokens ", 'value': " value "}"
#define COLLAPSE_STATEMENT(fields, model, start)                               \
    "{'claim': {" fields "'kind': 'collapse'}, 'model': " model                \
    ", 'start': " start "}"

#define COLLAPSE_CAUSAL "[[[1,1]],[[1,2]]]"
#define COLLAPSE_IDENTITY "[['1','0'],['0','1']]"
#define COLLAPSE_ROTATION "[['3/5','4/5'],['-4/5','3/5']]"
#define COLLAPSE_APART "[['0','0'],['1','1']]"
#define COLLAPSE_HALVING                                                       \
    COLLAPSE_MODEL("'uniform'", "2", COLLAPSE_CAUSAL, COLLAPSE_IDENTITY, "none")

/* Two tokens, the second half-way to the first in every layer: mu(t) = 2^-t,
   and so is the bound, S_0 = 2. */
static inline checker_parts
collapse_halving(void)
{
    checker_parts parts = {
        .statement = COLLAPSE_STATEMENT(
            "'constant-at-most': '1', 'rate-at-most': '1/2', ",
            COLLAPSE_HALVING, COLLAPSE_APART),
        .witness = "{'capture': 0, 'denominator': '2', 'phases': "
                   "[{'factor': '1', 'length': 1}], "
                   "'value': {'contraction': true}}",
        .results = "['R3','R4','R18','R29']",
        .verdict = "proved",
        .bits = 64};

    return parts;
}

/* The same with the paper's form, which is 2^-t as well. */
static inline checker_parts
collapse_replayed(void)
{
    checker_parts parts = collapse_halving();

    parts.statement =
        COLLAPSE_STATEMENT("'replay': 6, ", COLLAPSE_HALVING, COLLAPSE_APART);
    parts.witness = "{'capture': 0, 'denominator': '2', 'paper': {'centre': 1, "
                    "'distances': [0, 1], 'epsilon': '1*2^-1'}, 'phases': "
                    "[{'factor': '1', 'length': 1}], "
                    "'value': {'contraction': true}}";
    parts.results = "['R1','R3','R4','R18','R29']";
    return parts;
}

/* Two phases: S_0 = 2 falls to 2/4^3 = 1/32 after 3 blocks. */
static inline checker_parts
collapse_phased(void)
{
    checker_parts parts = collapse_replayed();

    parts.witness = "{'capture': 0, 'denominator': '2', 'paper': {'centre': 1, "
                    "'distances': [0, 1], 'epsilon': '1*2^-1'}, 'phases': "
                    "[{'blocks': '3', 'factor': '1', 'length': 1, "
                    "'spread-squared': '1*2^-5'}, "
                    "{'factor': '1', 'length': 1}], "
                    "'value': {'contraction': true}}";
    parts.results = "['R1','R3','R4','R5','R18','R29']";
    return parts;
}

/* From layer 1 on: S(X(1)) = 1/2. */
static inline checker_parts
collapse_captured(void)
{
    checker_parts parts = collapse_replayed();

    parts.witness = "{'capture': 1, 'denominator': '2', 'paper': {'centre': 1, "
                    "'distances': [0, 1], 'epsilon': '1*2^-1'}, 'phases': "
                    "[{'factor': '1', 'length': 1}], "
                    "'spread-squared': '1*2^-1', "
                    "'value': {'contraction': true}}";
    parts.results = "['R1','R3','R4','R10','R18','R29']";
    return parts;
}

/* Three tokens, each attending to its neighbours: F_3 by one square and one
   product. */
#define COLLAPSE_WINDOW "[[[1,2]],[[1,3]],[[2,3]]]"
static inline checker_parts
collapse_window(void)
{
    checker_parts parts = collapse_halving();

    parts.statement =
        COLLAPSE_STATEMENT("",
                           COLLAPSE_MODEL("'uniform'", "3", COLLAPSE_WINDOW,
                                          COLLAPSE_IDENTITY, "none"),
                           "[['0','0'],['1','1'],['0','2']]");
    parts.witness = "{'capture': 0, 'denominator': '6', 'phases': "
                    "[{'factor': '3', 'length': 3}], "
                    "'value': {'contraction': true}}";
    return parts;
}

/* Fixed weights, 1 and 1/4 3/4. */
static inline checker_parts
collapse_fixed(void)
{
    checker_parts parts = collapse_replayed();

    parts.statement = COLLAPSE_STATEMENT(
        "'replay': 6, ",
        COLLAPSE_MODEL("{'fixed': [['1','0'],['1/4','3/4']]}", "2",
                       COLLAPSE_CAUSAL, COLLAPSE_IDENTITY, "none"),
        COLLAPSE_APART);
    parts.witness = "{'capture': 0, 'denominator': '4', 'paper': {'centre': 1, "
                    "'distances': [0, 1], 'epsilon': '1*2^-2'}, 'phases': "
                    "[{'factor': '3', 'length': 1}], "
                    "'value': {'contraction': true}}";
    parts.hypotheses = "['weights']";
    return parts;
}

/* Softmax with B = I/4, b = 1/2, S_0 = 2, ||x_i||^2 <= 2. First
   E >= b Z sqrt(S_0), then that of the second phase. */
#define COLLAPSE_SOFTMAX                                                       \
    "{'softmax': {'key': [['1/2','0'],['0','1/2']], "                          \
    "'query': [['1/2','0'],['0','1/2']], 'scale': '1'}}"
static inline checker_parts
collapse_softmax(void)
{
    checker_parts parts = collapse_phased();

    parts.statement = COLLAPSE_STATEMENT(
        "'replay': 6, ",
        COLLAPSE_MODEL(COLLAPSE_SOFTMAX, "2", COLLAPSE_CAUSAL,
                       COLLAPSE_IDENTITY, "none"),
        COLLAPSE_APART);
    parts.witness =
        "{'capture': 0, 'denominator': '64', "
        "'paper': {'centre': 1, 'distances': [0, 1], 'epsilon': '3*2^-5', "
        "'size': '3*2^-1'}, 'phases': ["
        "{'blocks': '8', 'exponent': '17*2^-4', 'factor': '48', "
        "'floors': [[1, '64'], [2, '16']], 'length': 1, "
        "'spread-squared': '11*2^-9'}, "
        "{'exponent': '1*2^-3', 'factor': '34', "
        "'floors': [[1, '64'], [2, '30']], 'length': 1}], "
        "'scores': '1*2^-1', 'size': '3*2^-1', "
        "'value': {'contraction': true}}";
    parts.results = "['R1','R2','R3','R4','R5','R18','R29']";
    parts.hypotheses = "['scale']";
    return parts;
}

/* LayerNorm with a rotation; v = (1, 1), <x_i, v> / ||v|| = 0.98995, S_0 above
   4/49. */
#define COLLAPSE_UNITS "[['3/5','4/5'],['4/5','3/5']]"
static inline checker_parts
collapse_rms(void)
{
    checker_parts parts = {
        .statement =
            COLLAPSE_STATEMENT("'replay': 6, ",
                               COLLAPSE_MODEL("'uniform'", "2", COLLAPSE_CAUSAL,
                                              COLLAPSE_ROTATION, "rms"),
                               COLLAPSE_UNITS),
        .witness = "{'capture': 0, 'denominator': '64', "
                   "'direction': ['1', '1'], 'height': '63*2^-6', "
                   "'paper': {'centre': 1, 'distances': [0, 1], "
                   "'epsilon': '63*2^-7'}, "
                   "'phases': [{'factor': '33', 'length': 1, "
                   "'tilt': '63*2^-6'}], 'spread-squared': '21*2^-8'}",
        .results = "['R1','R3','R8','R9','R29']",
        .verdict = "proved",
        .bits = 64};

    return parts;
}

/* The same from layer 1 on, from tokens of other lengths. */
static inline checker_parts
collapse_rms_captured(void)
{
    checker_parts parts = collapse_rms();

    parts.statement =
        COLLAPSE_STATEMENT("'replay': 6, ",
                           COLLAPSE_MODEL("'uniform'", "2", COLLAPSE_CAUSAL,
                                          COLLAPSE_ROTATION, "rms"),
                           "[['3','4'],['4','3']]");
    parts.witness = "{'capture': 1, 'denominator': '64', "
                    "'direction': ['-1', '7'], 'height': '31*2^-5', "
                    "'paper': {'centre': 1, 'distances': [0, 1], "
                    "'epsilon': '31*2^-6'}, "
                    "'phases': [{'factor': '33', 'length': 1, "
                    "'tilt': '31*2^-5'}], 'spread-squared': '1*2^-3'}";
    parts.results = "['R1','R3','R8','R9','R10','R29']";
    return parts;
}

#endif
