/* The paper's form: centre, radius and epsilon. */

#include "checker_collapse.h"

#define PAPER "/witness/paper/"

static void
expect_paper(checker_parts parts, const char *at, const char *value,
             const char *message)
{
    expect_with(&parts, at, value, message == NULL ? CK_ACCEPTED : CK_REJECTED,
                NULL, message);
}

START_TEST(distances)
{
    expect_paper(collapse_replayed(), PAPER "distances", "[0, 2]",
                 "the distance from token 1 to token 2 is 1, not 2");
    expect_paper(collapse_replayed(), PAPER "distances", "[1, 1]",
                 "the distance from token 1 to token 1 is 0, not 1");
    expect_paper(collapse_replayed(), PAPER "centre", "2",
                 "token 2 does not reach token 1");
}
END_TEST

/* A centre with another eccentricity has no right radius. */
START_TEST(radius)
{
    checker_parts parts = collapse_window();
    json_t *root;

    parts.results = "['R1','R3','R4','R18','R29']";
    root = checker_build(&parts);
    checker_put(root, "/statement/claim/replay", "3");
    checker_sign(root);
    checker_put(root, "/witness/paper",
                "{'centre': 2, 'distances': [1, 0, 1], "
                "'epsilon': '5461*2^-14'}");
    expect_document(root, CK_ACCEPTED, NULL, NULL);
    checker_put(root, "/witness/paper",
                "{'centre': 1, 'distances': [0, 1, 2], "
                "'epsilon': '5461*2^-14'}");
    expect_document(root, CK_REJECTED, NULL,
                    "the eccentricity of token 2 is 1, less than 2 of token 1");
    json_decref(root);
}
END_TEST

START_TEST(uniform)
{
    const char *message = "paper: epsilon is above the least weight";

    expect_paper(collapse_replayed(), PAPER "epsilon", "'1048577*2^-21'",
                 message);
    expect_paper(collapse_replayed(), PAPER "epsilon", "'1048575*2^-21'", NULL);
    expect_paper(collapse_replayed(), PAPER "epsilon", "'3*2^0'", message);
    {
        /* with a replay of layer 0 alone as well */
        checker_parts parts = collapse_replayed();

        parts.statement = COLLAPSE_STATEMENT("'replay': 0, ", COLLAPSE_HALVING,
                                             COLLAPSE_APART);
        expect_rejected(&parts, "/witness/paper/epsilon", "'3*2^0'", message);
    }
    /* h / 2 */
    expect_paper(collapse_rms(), PAPER "epsilon", "'1*2^-1'", message);
    expect_paper(collapse_rms(), PAPER "epsilon", "'64513*2^-17'", message);
}
END_TEST

START_TEST(fixed)
{
    const char *message = "paper: epsilon is above the least weight";

    expect_paper(collapse_fixed(), PAPER "epsilon", "'1048577*2^-22'", message);
    expect_paper(collapse_fixed(), PAPER "epsilon", "'1048575*2^-22'", NULL);
}
END_TEST

/* Fixed weights under LayerNorm: h/4. */
START_TEST(fixed_units)
{
    checker_parts parts = collapse_rms();
    json_t *root;

    parts.statement = COLLAPSE_STATEMENT(
        "'replay': 6, ",
        COLLAPSE_MODEL("{'fixed': [['1','0'],['1/4','3/4']]}", "2",
                       COLLAPSE_CAUSAL, COLLAPSE_ROTATION, "rms"),
        COLLAPSE_UNITS);
    parts.hypotheses = "['weights']";
    root = checker_build(&parts);
    /* floor(63/4) = 15 */
    checker_put(root, "/witness/phases/0/factor", "'49'");
    checker_put(root, PAPER "epsilon", "'63*2^-8'");
    expect_document(root, CK_ACCEPTED, NULL, NULL);
    checker_put(root, PAPER "epsilon", "'64513*2^-18'");
    expect_document(root, CK_REJECTED, NULL, "paper: epsilon is above");
    json_decref(root);
}
END_TEST

/* With Z_0 = 3/2: 1 / (1 + e^(2 1/2 9/4)) = 0.095349. */
START_TEST(softmax)
{
    expect_paper(collapse_softmax(), PAPER "epsilon", "'6247*2^-16'", NULL);
    expect_paper(collapse_softmax(), PAPER "epsilon", "'6249*2^-16'",
                 "paper: epsilon is above the least weight");
    expect_paper(collapse_softmax(), PAPER "size", "'181*2^-7'",
                 "paper: size: its square is less than B^2 max ||x_i||^2");
    expect_paper(collapse_softmax(), PAPER "size", "'1449*2^-10'", NULL);
    /* a larger one lowers epsilon */
    expect_paper(collapse_softmax(), PAPER "size", "'1*2^1'",
                 "paper: epsilon is above the least weight");
}
END_TEST

/* Under LayerNorm: h / (1 + e^(2 b)), b = 1/2: 0.264738. */
START_TEST(softmax_units)
{
    checker_parts parts = collapse_rms();
    json_t *root;

    parts.statement = COLLAPSE_STATEMENT(
        "'replay': 6, ",
        COLLAPSE_MODEL(COLLAPSE_SOFTMAX, "2", COLLAPSE_CAUSAL,
                       COLLAPSE_ROTATION, "rms"),
        COLLAPSE_UNITS);
    parts.witness = "{'capture': 0, 'denominator': '64', "
                    "'direction': ['1', '1'], 'height': '63*2^-6', "
                    "'paper': {'centre': 1, 'distances': [0, 1], "
                    "'epsilon': '17349*2^-16'}, "
                    "'phases': [{'exponent': '19*2^-7', 'factor': '36', "
                    "'floors': [[1, '63'], [2, '28']], 'length': 1, "
                    "'tilt': '63*2^-6'}], 'scores': '1*2^-1', "
                    "'spread-squared': '21*2^-8'}";
    parts.results = "['R1','R2','R3','R8','R9','R29']";
    parts.hypotheses = "['scale']";
    root = checker_build(&parts);
    expect_document(root, CK_ACCEPTED, NULL, NULL);
    checker_put(root, PAPER "epsilon", "'17351*2^-16'");
    expect_document(root, CK_REJECTED, NULL, "paper: epsilon is above");
    json_decref(root);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("collapse_paper");

    tcase_add_test(tcase, distances);
    tcase_add_test(tcase, radius);
    tcase_add_test(tcase, uniform);
    tcase_add_test(tcase, fixed);
    tcase_add_test(tcase, fixed_units);
    tcase_add_test(tcase, softmax);
    tcase_add_test(tcase, softmax_units);
    return run_checker_tests("collapse_paper", tcase);
}
