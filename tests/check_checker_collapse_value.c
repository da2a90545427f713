/* `value` of a collapse: R18 and R9, exactly, at their boundaries. */

#include "checker_collapse.h"

/* The halving tokens under another value matrix, without bounds. */
static checker_parts
under(const char *value, const char *witness_value)
{
    static char statement[512], witness[512];
    checker_parts parts = collapse_halving();

    snprintf(statement, sizeof statement,
             COLLAPSE_STATEMENT("",
                                COLLAPSE_MODEL("'uniform'", "2",
                                               COLLAPSE_CAUSAL, "%s", "none"),
                                COLLAPSE_APART),
             value);
    snprintf(witness, sizeof witness,
             "{'capture': 0, 'denominator': '2', 'phases': "
             "[{'factor': '1', 'length': 1}], 'value': %s}",
             witness_value);
    parts.statement = statement;
    parts.witness = witness;
    return parts;
}

static void
expect_value(const char *value, const char *witness_value, const char *message)
{
    checker_parts parts = under(value, witness_value);

    expect_parts(&parts, message == NULL ? CK_ACCEPTED : CK_REJECTED, NULL,
                 message);
}

#define CONTRACTION "{'contraction': true}"

START_TEST(contractions)
{
    const char *message = "value: I - W^T W of layer 0 is not positive semidef";

    expect_value(COLLAPSE_ROTATION, CONTRACTION, NULL);
    expect_value("[['0','0'],['0','0']]", CONTRACTION, NULL);
    expect_value("[['1/2','0'],['0','-1']]", CONTRACTION, NULL);
    expect_value("[['1','0'],['0','1000001/1000000']]", CONTRACTION, message);
    /* eigenvalues 0, but of norm 1 and beyond */
    expect_value("[['0','1'],['0','0']]", CONTRACTION, NULL);
    expect_value("[['0','1000001/1000000'],['0','0']]", CONTRACTION, message);
    expect_value("[['1','1/1000000'],['0','0']]", CONTRACTION, message);
    expect_value("[['sqrt(2)/2','0'],['0','1']]", CONTRACTION,
                 "value: W of layer 0 is not rational");
}
END_TEST

/* S^-1 W S for W = [[1/2, 1], [0, 1]], S = diag(4, 1): [[1/2, 1/4], [0, 1]].
   ||S||_2 = 4, ||S^-1||_2 = 1. */
#define GROWING "[['1/2','1'],['0','1']]"
#define BASIS(entries, norms) "{'basis': " entries ", 'norms': " norms "}"
#define DIAGONAL "[['4','0'],['0','1']]"

START_TEST(bases)
{
    expect_value(GROWING, CONTRACTION, "is not positive semidefinite");
    expect_value(GROWING, BASIS(DIAGONAL, "['1*2^2','1*2^0']"), NULL);
    /* the row sum is 1/2 + 1/2 at diag(2, 1), above 1 before */
    expect_value(GROWING, BASIS("[['2','0'],['0','1']]", "['1*2^1','1*2^0']"),
                 NULL);
    expect_value(GROWING,
                 BASIS("[['199/100','0'],['0','1']]", "['1*2^1','1*2^0']"),
                 "value: row 1 of |S^-1 W S| of layer 0 has a sum above 1");
    expect_value("[['1/2','-1'],['0','1']]",
                 BASIS("[['199/100','0'],['0','1']]", "['1*2^1','1*2^0']"),
                 "value: row 1 of |S^-1 W S|");
    expect_value(GROWING, BASIS(DIAGONAL, "['4194303*2^-20','1*2^0']"),
                 "value: alpha^2 I - S^T S is not positive semidefinite");
    expect_value(GROWING, BASIS(DIAGONAL, "['1*2^2','1048575*2^-20']"),
                 "value: beta^2 I - S^-T S^-1 is not positive semidefinite");
    expect_value(GROWING, BASIS("[['1','1'],['1','1']]", "['1*2^9','1*2^9']"),
                 "value: the basis S is not invertible");
    expect_value("[['1/2','0'],['0','11/10']]",
                 BASIS(DIAGONAL, "['1*2^2','1*2^0']"),
                 "value: row 2 of |S^-1 W S|");
    /* S itself is on the right, its inverse on the left */
    expect_value("[['1/2','0'],['1','1/2']]",
                 BASIS(DIAGONAL, "['1*2^2','1*2^0']"),
                 "value: row 2 of |S^-1 W S|");
}
END_TEST

/* B^2 = d alpha^2 beta^2 = 2 16 enters the constant: sqrt(32 2/4 2). */
START_TEST(bound)
{
    checker_parts parts = under(GROWING, BASIS(DIAGONAL, "['1*2^2','1*2^0']"));

    expect_with(&parts, "/statement/claim/constant-at-most", "'5657/1000'",
                CK_ACCEPTED, NULL, NULL);
    expect_with(&parts, "/statement/claim/constant-at-most", "'7071/1250'",
                CK_REJECTED, NULL, "constant-at-most");
}
END_TEST

/* ---- R9 ---- */

static void
expect_isometry(const char *value, const char *message)
{
    checker_parts parts = collapse_rms();

    expect_with(&parts, "/statement/model/value", value,
                message == NULL ? CK_ACCEPTED : CK_REJECTED, NULL, message);
}

START_TEST(isometries)
{
    const char *message = "value: W of layer 0 does not preserve norms: W W^T";

    expect_isometry(COLLAPSE_IDENTITY, NULL);
    expect_isometry("[['0','1'],['-1','0']]", NULL);
    expect_isometry("[['1','0'],['0','999999/1000000']]", message);
    expect_isometry("[['1','1/1000000'],['0','1']]", message);
    expect_isometry("[['0','0'],['0','0']]", message);
    expect_isometry("[['sqrt(2)/2','sqrt(2)/2'],['-sqrt(2)/2','sqrt(2)/2']]",
                    "is not rational");
}
END_TEST

/* Tokens of mean 0 in the plane are +-(1, -1) / sqrt(2), so that W need only
   take (1, -1) to one of these, up to (c, c). */
#define LAYER(value)                                                           \
    COLLAPSE_STATEMENT(                                                        \
        "", COLLAPSE_MODEL("'uniform'", "2", COLLAPSE_CAUSAL, value, "layer"), \
        "[['1','0'],['3','1']]")

static checker_parts
captured_layer(void)
{
    checker_parts parts = collapse_rms();

    parts.statement = LAYER(COLLAPSE_IDENTITY);
    parts.witness = "{'capture': 1, 'denominator': '64', "
                    "'direction': ['1', '-1'], 'height': '1*2^-1', "
                    "'phases': [{'factor': '48', 'length': 1, "
                    "'tilt': '1*2^-1'}], 'spread-squared': '1*2^-20'}";
    parts.results = "['R3','R8','R9','R10','R29']";
    return parts;
}

START_TEST(centred_isometries)
{
    const char *message =
        "value: W of layer 0 does not preserve norms where the mean is 0";
    checker_parts parts = captured_layer();

    expect_parts(&parts, CK_ACCEPTED, NULL, NULL);
    expect_with(&parts, "/statement/model/value", "[['6','5'],['5','6']]",
                CK_ACCEPTED, NULL, NULL);
    expect_with(&parts, "/statement/model/value", "[['1','0'],['0','2']]",
                CK_REJECTED, NULL, message);
    expect_with(&parts, "/statement/model/value", "[['6','5'],['5','5']]",
                CK_REJECTED, NULL, message);
    /* what it does where the mean is not 0 does not matter */
    expect_with(&parts, "/statement/model/value", "[['1','0'],['7','8']]",
                CK_ACCEPTED, NULL, NULL);
    parts.statement = LAYER("[['2','3'],['1','4']]");
    expect_with(&parts, "/witness/direction", "['-1','1']", CK_ACCEPTED, NULL,
                NULL);
    expect_with(&parts, "/statement/model/norm", "'rms'", CK_REJECTED, NULL,
                "does not preserve norms: W W^T is not I");
}
END_TEST

/* ---- Weights that differ by layer ---- */

#define LAYERS(first, second) "{'layers': [" first ", " second "]}"
#define TOO_LONG "[['11/10','0'],['0','1']]"

START_TEST(layers)
{
    expect_value(LAYERS(COLLAPSE_IDENTITY, COLLAPSE_ROTATION), CONTRACTION,
                 NULL);
    expect_value(LAYERS(COLLAPSE_IDENTITY, TOO_LONG), CONTRACTION,
                 "value: I - W^T W of layer 1 is not positive semidefinite");
    expect_value(LAYERS(TOO_LONG, COLLAPSE_IDENTITY), CONTRACTION,
                 "value: I - W^T W of layer 0 is not positive semidefinite");
    expect_value(LAYERS(COLLAPSE_IDENTITY, "[['1','sqrt(2)'],['0','1']]"),
                 CONTRACTION, "value: W of layer 1 is not rational");
    /* one basis for all */
    expect_value(LAYERS(GROWING, "[['1/2','0'],['0','1']]"),
                 BASIS(DIAGONAL, "['1*2^2','1*2^0']"), NULL);
    expect_value(LAYERS(GROWING, "[['1/2','0'],['1','1/2']]"),
                 BASIS(DIAGONAL, "['1*2^2','1*2^0']"),
                 "value: row 2 of |S^-1 W S| of layer 1");
    expect_isometry(LAYERS(COLLAPSE_ROTATION, COLLAPSE_IDENTITY), NULL);
    expect_isometry(LAYERS(COLLAPSE_ROTATION, TOO_LONG),
                    "value: W of layer 1 does not preserve norms");
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("collapse_value");

    tcase_add_test(tcase, contractions);
    tcase_add_test(tcase, bases);
    tcase_add_test(tcase, bound);
    tcase_add_test(tcase, isometries);
    tcase_add_test(tcase, centred_isometries);
    tcase_add_test(tcase, layers);
    return run_checker_tests("collapse_value", tcase);
}
