/* `scores`, `direction`, `spread` and `size` of a collapse, at their
   boundaries, and when LayerNorm may begin. */

#include "checker_collapse.h"

/* ||B||_2 = 1/4, so b just above is enough, and b = 1/4 itself is not. */
START_TEST(scores)
{
    checker_parts parts = collapse_softmax();

    expect_with(&parts, "/witness/scores", "'1025*2^-12'", CK_ACCEPTED, NULL,
                NULL);
    expect_rejected(&parts, "/witness/scores", "'1*2^-2'",
                    "scores: b^2 I - B^T B of layer 0 is not certified "
                    "positive definite");
    expect_rejected(&parts, "/witness/scores", "'1023*2^-12'",
                    "scores: b^2 I - B^T B of layer 0 has a negative");
    /* the scale divides them */
    expect_with(&parts, "/statement/model/attention/softmax/scale", "'3'",
                CK_ACCEPTED, NULL, NULL);
    expect_rejected(&parts, "/statement/model/attention/softmax/scale", "'1/2'",
                    "scores: b^2 I - B^T B of layer 0 is not");
    expect_rejected(&parts, "/statement/model/attention/softmax/scale", "'1/3'",
                    "scores: b^2 I - B^T B of layer 0 has a negative");
    /* B^T B, and not the other way round, or B alone */
    expect_rejected(&parts, "/statement/model/attention/softmax/query",
                    "[['0','0'],['3/2','0']]", "scores: b^2 I - B^T B");
}
END_TEST

/* Those of every layer are to be covered. */
START_TEST(scores_of_layers)
{
    checker_parts parts = collapse_softmax();

    expect_with(&parts, "/statement/model/attention/softmax/query",
                "{'layers': [[['1/2','0'],['0','1/2']], "
                "[['9/10','0'],['0','0']]]}",
                CK_ACCEPTED, NULL, NULL);
    expect_rejected(&parts, "/statement/model/attention/softmax/query",
                    "{'layers': [[['1/2','0'],['0','1/2']], "
                    "[['11/10','0'],['0','0']]]}",
                    "scores: b^2 I - B^T B of layer 1 has a negative");
    expect_rejected(&parts, "/statement/model/attention/softmax/key",
                    "{'layers': [[['11/10','0'],['0','0']], "
                    "[['1/2','0'],['0','1/2']]]}",
                    "scores: b^2 I - B^T B of layer 0 has a negative");
}
END_TEST

/* ||x_i||^2 <= 2: Z^2 >= 2. */
START_TEST(size)
{
    checker_parts parts = collapse_softmax();

    expect_with(&parts, "/witness/size", "'1449*2^-10'", CK_ACCEPTED, NULL,
                NULL);
    expect_rejected(&parts, "/witness/size", "'181*2^-7'",
                    "size: its square is less than B^2 max ||x_i||^2");
    /* equality: 1^2 + 0 */
    parts.statement = COLLAPSE_STATEMENT(
        "'replay': 6, ",
        COLLAPSE_MODEL(COLLAPSE_SOFTMAX, "2", COLLAPSE_CAUSAL,
                       COLLAPSE_IDENTITY, "none"),
        "[['3/5','4/5'],['4/5','3/5']]");
    expect_with(&parts, "/witness/size", "'1*2^0'", CK_ACCEPTED, NULL, NULL);
    expect_rejected(&parts, "/witness/size", "'1048575*2^-20'", "size: ");
}
END_TEST

/* Whichever token is the longest, with LayerNorm's bound before T as well. */
START_TEST(longest)
{
    checker_parts parts = collapse_softmax();

    parts.statement = COLLAPSE_STATEMENT(
        "'replay': 6, ",
        COLLAPSE_MODEL(COLLAPSE_SOFTMAX, "2", COLLAPSE_CAUSAL,
                       COLLAPSE_IDENTITY, "none"),
        "[['1','1'],['0','0']]");
    expect_parts(&parts, CK_ACCEPTED, NULL, NULL);
    expect_rejected(&parts, "/witness/size", "'181*2^-7'",
                    "size: its square is less than");
}
END_TEST

/* With B^2 = 32 of a basis Z^2 >= 64. */
START_TEST(size_with_basis)
{
    checker_parts parts = collapse_softmax();
    json_t *root = checker_build(&parts);

    checker_put(root, "/witness/value",
                "{'basis': [['4','0'],['0','1']], 'norms': ['1*2^2','1*2^0']}");
    checker_put(root, "/witness/phases/0/exponent", "'9*2^3'");
    expect_document(root, CK_REJECTED, NULL, "size: its square is less");
    checker_put(root, "/witness/size", "'1*2^3'");
    expect_document(root, CK_REJECTED, NULL, "floors: ");
    checker_put(root, "/witness/size", "'1048575*2^-17'");
    expect_document(root, CK_REJECTED, NULL, "size: its square is less");
    json_decref(root);
}
END_TEST

/* Softmax from layer 1 on: ||x_i(1)|| is smaller than ||x_2(0)||. */
START_TEST(size_when_captured)
{
    checker_parts parts = collapse_softmax();
    json_t *root;

    parts.results = "['R1','R2','R3','R4','R5','R10','R18','R29']";
    root = checker_build(&parts);
    checker_put(root, "/witness/capture", "1");
    checker_put(root, "/witness/spread-squared", "'1*2^0'");
    expect_document(root, CK_ACCEPTED, NULL, NULL);
    /* x_2(1) = A_22 (1, 1), A_22 = e^(1/2) / (1 + e^(1/2)) = 0.6225 */
    checker_put(root, "/witness/size", "'7*2^-3'");
    expect_document(root, CK_REJECTED, NULL, "size: its square is less");
    checker_put(root, "/witness/size", "'901*2^-10'");
    expect_document(root, CK_REJECTED, NULL, "size: its square is less");
    checker_put(root, "/witness/size", "'1803*2^-11'");
    expect_document(root, CK_ACCEPTED, NULL, NULL);
    json_decref(root);
}
END_TEST

/* S(X(1)) = 1/2 */
START_TEST(spread)
{
    checker_parts parts = collapse_captured();

    expect_with(&parts, "/witness/spread-squared", "'1048577*2^-21'",
                CK_ACCEPTED, NULL, NULL);
    expect_rejected(&parts, "/witness/spread-squared", "'1048575*2^-21'",
                    "spread-squared is less than the sum");
    /* of X(1), not of X(0) or X(2) */
    expect_malformed(&parts, "/witness/capture", "0", "/witness", NULL);
    expect_with(&parts, "/witness/capture", "2", CK_ACCEPTED, NULL, NULL);
    parts = collapse_window();
    parts.results = "['R3','R4','R10','R18','R29']";
    expect_with(&parts, "/witness/spread-squared", "'1*2^2'", CK_MALFORMED,
                NULL, NULL);
}
END_TEST

/* The spreads of all columns count, over all tokens: columns 1/2, 1/3, 1/2
   and 1, 1, 3/2 of X(1). */
START_TEST(spread_of_window)
{
    checker_parts parts = collapse_window();
    json_t *root;

    parts.results = "['R3','R4','R10','R18','R29']";
    root = checker_build(&parts);
    checker_put(root, "/witness/capture", "1");
    checker_put(root, "/witness/spread-squared", "'9*2^-3'");
    expect_document(root, CK_ACCEPTED, NULL, NULL);
    checker_put(root, "/witness/spread-squared", "'131*2^-7'");
    expect_document(root, CK_REJECTED, NULL, "spread-squared is less");
    json_decref(root);
}
END_TEST

/* S_0 is that of the start, also when it is no rational. */
START_TEST(spread_of_start)
{
    checker_parts parts = collapse_halving();

    parts.statement =
        COLLAPSE_STATEMENT("'constant-at-most': '1001/1000', ",
                           COLLAPSE_HALVING, "[['0','0'],['sqrt(2)','0']]");
    expect_parts(&parts, CK_ACCEPTED, NULL, NULL);
    expect_rejected(&parts, "/statement/claim/constant-at-most", "'999/1000'",
                    "constant-at-most");
    /* equality is not certified there */
    expect_rejected(&parts, "/statement/claim/constant-at-most", "'1'",
                    "constant-at-most");
    expect_rejected(&parts, "/statement/start/1/0", "'1/(exp(1)-exp(1))'",
                    "the start has no bounded enclosure");
}
END_TEST

/* ---- LayerNorm ---- */

/* <x_i, v> / ||v|| = 7 / (5 sqrt(2)) = 0.98995 */
START_TEST(heights)
{
    checker_parts parts = collapse_rms();
    json_t *root = checker_build(&parts);

    checker_put(root, "/witness/height", "'8109*2^-13'");
    expect_document(root, CK_ACCEPTED, NULL, NULL);
    checker_put(root, "/witness/height", "'8111*2^-13'");
    expect_document(root, CK_REJECTED, NULL, "direction: <x_1, v> in");
    json_decref(root);
    /* equality where it is exact */
    expect_rejected(&parts, "/witness/direction", "['1','0']",
                    "direction: <x_1, v> in");
    expect_rejected(&parts, "/witness/direction", "['3','4']",
                    "direction: <x_2, v> in");
    expect_rejected(&parts, "/witness/direction", "['-1','-1']",
                    "direction: <x_1, v> in");
    expect_rejected(&parts, "/witness/direction", "['0','0']",
                    "direction: ||v|| is not certified positive");
    expect_rejected(&parts, "/witness/direction", "['3','4']",
                    "is below h ||v|| in");
    expect_with(&parts, "/witness/direction", "['1/3','1/3']", CK_ACCEPTED,
                NULL, NULL);
}
END_TEST

/* A single token needs a direction as well. */
START_TEST(single_token)
{
    checker_parts parts = collapse_rms();

    parts.statement = COLLAPSE_STATEMENT(
        "",
        COLLAPSE_MODEL("'uniform'", "1", "[[[1,1]]]", COLLAPSE_ROTATION, "rms"),
        "[['3/5','4/5']]");
    parts.witness = "{'capture': 0, 'denominator': '64', "
                    "'direction': ['0', '0'], 'height': '1*2^-1', "
                    "'phases': [{'factor': '32', 'length': 1, "
                    "'tilt': '1*2^-1'}], 'spread-squared': '0'}";
    parts.results = "['R3','R8','R9','R29']";
    expect_parts(&parts, CK_REJECTED, NULL, "direction: ");
    expect_with(&parts, "/witness/direction", "['3','4']", CK_ACCEPTED, NULL,
                NULL);
    {
        json_t *root = checker_build(&parts);

        /* equality, but not in binary */
        checker_put(root, "/witness/direction", "['3','4']");
        checker_put(root, "/witness/height", "'1*2^0'");
        expect_document(root, CK_REJECTED, NULL,
                        "is not certified at least h ||v|| in");
        json_decref(root);
    }
}
END_TEST

/* The columns of y spread by sqrt(2) / 7 each: S = 4/49 = 0.0816327. */
START_TEST(projected_spread)
{
    checker_parts parts = collapse_rms();

    expect_with(&parts, "/witness/spread-squared", "'42801*2^-19'", CK_ACCEPTED,
                NULL, NULL);
    expect_rejected(&parts, "/witness/spread-squared", "'42797*2^-19'",
                    "spread-squared is less than the sum");
    parts = collapse_rms_captured();
    /* x(1) = (-7, 24)/25 and (-1, 7)/sqrt(50), S = 1/49 */
    expect_with(&parts, "/witness/spread-squared", "'5351*2^-18'", CK_ACCEPTED,
                NULL, NULL);
    expect_rejected(&parts, "/witness/spread-squared", "'5349*2^-18'",
                    "spread-squared is less than the sum");
}
END_TEST

START_TEST(when_it_begins)
{
    checker_parts parts = collapse_rms();

    expect_rejected(&parts, "/statement/start/0/0", "'59/100'",
                    "capture: the rows of the start are not rational with "
                    "length 1");
    expect_rejected(&parts, "/statement/start/1", "['sqrt(2)/2','sqrt(2)/2']",
                    "capture: the rows of the start");
    expect_rejected(&parts, "/statement/start/1", "['4/5','4/5']",
                    "capture: the rows of the start");
    expect_rejected(&parts, "/statement/model/norm", "'layer'", "value: ");
    parts.statement =
        COLLAPSE_STATEMENT("'replay': 6, ",
                           COLLAPSE_MODEL("'uniform'", "2", COLLAPSE_CAUSAL,
                                          COLLAPSE_IDENTITY, "layer"),
                           COLLAPSE_UNITS);
    expect_parts(&parts, CK_REJECTED, NULL,
                 "capture: tokens have mean 0 from layer 1 on");
    parts = collapse_rms_captured();
    expect_rejected(&parts, "/statement/start", "[['3','4'],['-3','-4']]",
                    "||y_2|| of the step from X(0) is not certified positive");
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("collapse_start");

    tcase_add_test(tcase, scores);
    tcase_add_test(tcase, scores_of_layers);
    tcase_add_test(tcase, size);
    tcase_add_test(tcase, longest);
    tcase_add_test(tcase, size_with_basis);
    tcase_add_test(tcase, size_when_captured);
    tcase_add_test(tcase, spread);
    tcase_add_test(tcase, spread_of_window);
    tcase_add_test(tcase, spread_of_start);
    tcase_add_test(tcase, heights);
    tcase_add_test(tcase, single_token);
    tcase_add_test(tcase, projected_spread);
    tcase_add_test(tcase, when_it_begins);
    return run_checker_tests("collapse_start", tcase);
}
