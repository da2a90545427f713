/* The checker's kind `equilibrium`: the rank, by a minor and a subspace or a
   kernel. */

#include "checker_equilibrium.h"

#define SAME_WITNESS(more)                                                     \
    WITNESS(SAME_CENTRE, SAME_LAMBDA, SAME_RADII, "'1*2^-10'", more)
#define SAME_MINOR(col) ", 'minor': {'cols': [" col "], 'rows': [1]}"
#define SECOND ", 'subspace': {'coordinates': [2]}"
#define FROM_SUBSPACE ", 'upper': {'from': 'subspace'}"

/* Both tokens are (0, 1): rank 1. */
static const checker_parts same = {
    .statement = EQUILIBRIUM(SAME_NEAR, RANK("1"), CAUSAL(SAME_VALUE)),
    .witness = SAME_WITNESS(SAME_MINOR("1") SECOND FROM_SUBSPACE),
    .results = WITH_RANK,
    .verdict = "proved",
    .hypotheses = "['norm']",
    .bits = 64};

#define PAIR_WITNESS(more)                                                     \
    WITNESS(PAIR_CENTRE, PAIR_LAMBDA, PAIR_RADII, "'1*2^-9'", more)
#define PAIR_MINOR ", 'minor': {'cols': [1,2], 'rows': [1,2]}"

/* Two independent tokens: rank 2. */
static const checker_parts pair = {
    .statement = EQUILIBRIUM(PAIR_NEAR, RANK("2"), PAIR_MODEL),
    .witness = PAIR_WITNESS(PAIR_MINOR),
    .results = WITH_RANK,
    .verdict = "proved",
    .hypotheses = "['norm']",
    .bits = 64};

/* With another value of these parts. */
static void
expect_rank(const checker_parts *parts, const char *rank, const char *verdict,
            ck_verdict expected, const char *message)
{
    json_t *root = checker_build(parts);

    checker_put(root, "/statement/claim/rank", rank);
    checker_member(root, "verdict", json_string(verdict));
    checker_sign(root);
    expect_document(root, expected, NULL, message);
    json_decref(root);
}

/* ---- Conclusions ---- */

START_TEST(the_exact_rank)
{
    expect_accepted(&same, "the only one in a cube about it, and its rank is "
                           "1: proved");
    expect_accepted(&pair, ", and its rank is 2: proved");
}
END_TEST

START_TEST(another_rank)
{
    const char *of_same = "the rank is between 1 and 1: that does not show the "
                          "claim";

    expect_rank(&same, "0", "proved", CK_REJECTED, of_same);
    expect_rank(&same, "2", "proved", CK_REJECTED, of_same);
    expect_rank(&same, "1", "refuted", CK_REJECTED, of_same);
    expect_rank(&same, "0", "refuted", CK_ACCEPTED, NULL);
    expect_rank(&same, "2", "refuted", CK_ACCEPTED, NULL);
    expect_rank(&pair, "1", "proved", CK_REJECTED, "between 2 and 2");
    expect_rank(&pair, "1", "refuted", CK_ACCEPTED, NULL);
    expect_rank(&pair, "2", "refuted", CK_REJECTED, "between 2 and 2");
    expect_rank(&pair, "3", "refuted", CK_ACCEPTED, NULL);
}
END_TEST

START_TEST(one_bound_alone)
{
    checker_parts parts = same;

    parts.witness = SAME_WITNESS(SECOND FROM_SUBSPACE);
    expect_rank(&parts, "1", "proved", CK_REJECTED, "between 0 and 1");
    expect_rank(&parts, "0", "proved", CK_REJECTED, "between 0 and 1");
    expect_rank(&parts, "0", "refuted", CK_REJECTED, "between 0 and 1");
    expect_rank(&parts, "2", "refuted", CK_ACCEPTED, NULL);
    parts.witness = SAME_WITNESS(SAME_MINOR("2"));
    expect_rank(&parts, "1", "proved", CK_REJECTED, "between 1 and 2");
    expect_rank(&parts, "2", "proved", CK_REJECTED, "between 1 and 2");
    expect_rank(&parts, "0", "refuted", CK_ACCEPTED, NULL);
    expect_rank(&parts, "2", "refuted", CK_REJECTED, "between 1 and 2");
    expect_rank(&parts, "3", "refuted", CK_ACCEPTED, NULL);
    parts.witness = SAME_WITNESS("");
    expect_rank(&parts, "1", "proved", CK_REJECTED, "between 0 and 2");
}
END_TEST

/* Without `upper` the bound is the least of N and d. */
START_TEST(the_bound_of_the_shape)
{
    checker_parts parts =
        equilibrium_parts(EQUILIBRIUM("[['0','1']]", RANK("1"),
                                      ONE_TOKEN("2", "rms", SAME_VALUE)),
                          WITNESS("[['0','1*2^0']]", "['1*2^1']",
                                  "[['1*2^-20','1*2^-6','1*2^-9']]",
                                  "'1*2^-10'", SAME_MINOR("2")),
                          WITH_RANK, "proved");

    expect_accepted(&parts, "rank is 1: proved");
    parts.statement = EQUILIBRIUM(
        "[['1'],['1']]", RANK("1"),
        MODEL("'uniform'", "2", "1", "[[[1,1]],[[1,2]]]", "rms", "[['1']]"));
    parts.witness = WITNESS("[['1*2^0'],['1*2^0']]", "['1*2^0','1*2^0']",
                            "[['1*2^-20','1*2^-6','1*2^-9'],"
                            "['1*2^-20','1*2^-6','1*2^-9']]",
                            "'1*2^-10'", SAME_MINOR("1"));
    expect_accepted(&parts, "rank is 1: proved");
}
END_TEST

/* ---- The minor ---- */

START_TEST(the_minor_is_invertible)
{
    checker_parts parts = same;

    expect_rejected(&pair, "/witness/minor", "{'cols': [1], 'rows': [1]}",
                    "minor of the tokens was not certified");
    parts.statement = EQUILIBRIUM(SAME_NEAR, RANK("2"), CAUSAL(SAME_VALUE));
    parts.witness = SAME_WITNESS(PAIR_MINOR);
    expect_parts(&parts, CK_REJECTED, NULL,
                 "the 2 x 2 minor of the tokens was not certified");
}
END_TEST

/* Inside the subspace there is one column. */
START_TEST(the_minor_is_of_the_tokens_in_the_subspace)
{
    expect_malformed(&same, "/witness/minor/cols/0", "2",
                     "/witness/minor/cols/0", NULL);
    expect_malformed(&same, "/witness/minor/rows/0", "3",
                     "/witness/minor/rows/0", NULL);
    expect_malformed(&same, "/witness/minor", "{'cols': [], 'rows': []}", NULL,
                     NULL);
    expect_malformed(&same, "/witness/minor", "1", "/witness/minor", NULL);
}
END_TEST

/* ---- Kernels ---- */

#define FROM_VALUE(side, free_at, vectors)                                     \
    ", 'upper': {'free': " free_at ", 'from': 'value', 'side': '" side         \
    "', 'vectors': " vectors "}"
#define FROM_WEIGHTS(side, free_at, vectors)                                   \
    ", 'upper': {'free': " free_at ", 'from': 'weights', 'side': '" side       \
    "', 'vectors': " vectors "}"

START_TEST(a_kernel_of_the_value_matrix)
{
    checker_parts parts = same;

    parts.statement =
        EQUILIBRIUM(SAME_NEAR, RANK("1"), CAUSAL("[['0','0'],['0','2']]"));
    parts.witness =
        SAME_WITNESS(SAME_MINOR("2") FROM_VALUE("left", "[1]", "[['1','0']]"));
    expect_accepted(&parts, ": proved");
    expect_rejected(&parts, "/witness/upper/vectors", "[['1','1']]",
                    "of W is not zero");
    expect_malformed(&parts, "/witness/upper/more", "1", "/witness/upper",
                     NULL);
    expect_malformed(&parts, "/witness/upper/free", NULL, "/witness/upper",
                     NULL);
    /* of A, which is invertible, it is none */
    expect_rejected(&parts, "/witness/upper/from", "'weights'",
                    "of the weights is not zero");
}
END_TEST

START_TEST(a_kernel_of_the_centred_value_matrix)
{
    checker_parts parts = equilibrium_parts(
        EQUILIBRIUM("[['sqrt(1/2)','-7/10'],['sqrt(1/2)','-7/10']]", RANK("1"),
                    MODEL("'uniform'", "2", "2", "[[[1,1]],[[1,2]]]", "layer",
                          "[['2','0'],['0','2']]")),
        WITNESS("[['46341*2^-16','-46341*2^-16'],"
                "['46341*2^-16','-46341*2^-16']]",
                "['1*2^1','1*2^1']",
                "[['1*2^-12','1*2^-6','1*2^-10'],"
                "['1*2^-12','1*2^-6','1*2^-10']]",
                "'1*2^-11'",
                SAME_MINOR("2") FROM_VALUE("left", "[1]", "[['1','1']]")),
        WITH_RANK, "proved");

    expect_accepted(&parts, ": proved");
}
END_TEST

START_TEST(a_kernel_needs_a_rational_value_matrix)
{
    checker_parts parts = equilibrium_parts(
        EQUILIBRIUM("[['0','1']]", RANK("1"),
                    ONE_TOKEN("2", "rms", "[['sin(1)','0'],['0','2']]")),
        WITNESS("[['0','1*2^0']]", "['1*2^1']",
                "[['1*2^-20','1*2^-6','1*2^-9']]", "'1*2^-10'",
                SAME_MINOR("2")),
        WITH_RANK, "proved");

    expect_accepted(&parts, ": proved");
    expect_malformed(&parts, "/witness/upper",
                     "{'free': [1], 'from': 'value', 'side': 'left', "
                     "'vectors': [['1','0']]}",
                     "/witness/upper", "W is not rational");
}
END_TEST

START_TEST(a_kernel_of_the_weights)
{
    checker_parts parts = same;

    parts.statement = EQUILIBRIUM(SAME_NEAR, RANK("1"), COMPLETE(SAME_VALUE));
    parts.witness =
        WITNESS(SAME_CENTRE, SAME_LAMBDA, "[['1*2^-20','1*2^-6','1*2^-9']]",
                "'1*2^-10'",
                SAME_MINOR("2") FROM_WEIGHTS("right", "[1]", "[['1','-1']]"));
    expect_accepted(&parts, ": proved");
    expect_rejected(&parts, "/witness/upper/vectors", "[['1','1']]",
                    "of the weights is not zero");
    expect_rejected(&parts, "/witness/upper/from", "'value'",
                    "of W is not zero");
    parts.statement =
        EQUILIBRIUM(SAME_NEAR, RANK("1"),
                    MODEL("{'fixed': [['1/3','2/3'],['1/3','2/3']]}", "2", "2",
                          "[[[1,2]],[[1,2]]]", "rms", SAME_VALUE));
    parts.hypotheses = "['norm','weights']";
    expect_rejected(&parts, "/witness/upper/vectors", "[['1','-1']]",
                    "of the weights is not zero");
    expect_with(&parts, "/witness/upper/vectors", "[['1','-1/2']]", CK_ACCEPTED,
                NULL, NULL);
}
END_TEST

/* Softmax without scores has the same weights, but as a function of X. */
START_TEST(weights_that_depend_on_the_tokens)
{
    checker_parts parts = equilibrium_parts(
        EQUILIBRIUM(SAME_NEAR, RANK("1"),
                    MODEL("{'softmax': {'key': [['0'],['0']], 'query': "
                          "[['0'],['0']], 'scale': '1'}}",
                          "2", "2", "[[[1,2]],[[1,2]]]", "rms", SAME_VALUE)),
        WITNESS(SAME_CENTRE, SAME_LAMBDA, "[['1*2^-20','1*2^-6','1*2^-9']]",
                "'1*2^-10'",
                SAME_MINOR("2") FROM_WEIGHTS("right", "[1]", "[['1','-1']]")),
        WITH_RANK, "proved");

    parts.hypotheses = "['norm','scale']";
    expect_parts(&parts, CK_MALFORMED, "/witness/upper",
                 "the weights depend on the tokens");
}
END_TEST

START_TEST(upper_is_read)
{
    checker_parts parts = same;

    parts.witness = SAME_WITNESS(SAME_MINOR("2") FROM_SUBSPACE);
    expect_parts(&parts, CK_MALFORMED, "/witness/upper/from",
                 "there is no subspace");
    expect_malformed(&same, "/witness/upper/from", "'shape'",
                     "/witness/upper/from", NULL);
    expect_malformed(&same, "/witness/upper/free", "[1]", "/witness/upper",
                     NULL);
    expect_malformed(&same, "/witness/upper", "{}", "/witness/upper/from",
                     NULL);
    expect_malformed(&same, "/witness/upper", "1", NULL, NULL);
    expect_malformed(&same, "/witness/upper/from", "'value'", "/witness/upper",
                     NULL);
}
END_TEST

/* ---- Solutions inside a subspace ---- */

START_TEST(a_subspace_of_coordinates)
{
    expect_rejected(&same, "/witness/subspace/coordinates", "[1]", "solution");
    /* upper triangular: only the last coordinate is mapped into itself */
    expect_rejected(&same, "/statement/model/value", "[['1','0'],['1','2']]",
                    "not invariant");
    expect_with(&same, "/statement/model/value", "[['1','1'],['0','2']]",
                CK_ACCEPTED, NULL, NULL);
}
END_TEST

/* 3 belongs to (1, 1): tokens z (1, 1) with 2 z^2 = 1. */
#define HALF_ROOT "46341*2^-16"
#define DIAGONAL_WITNESS(subspace, second)                                     \
    WITNESS("[['" HALF_ROOT "','" second "'],['" HALF_ROOT "','" second "']]", \
            "['3*2^0','3*2^0']",                                               \
            "[['1*2^-12','1*2^-6','1*2^-10'],"                                 \
            "['1*2^-12','1*2^-6','1*2^-10']]",                                 \
            "'1*2^-11'", SAME_MINOR("1") subspace FROM_SUBSPACE)
#define DIAGONAL_BASIS ", 'subspace': {'basis': [['1','1']], 'pivots': [1]}"
#define DIAGONAL_LINE                                                          \
    ", 'subspace': {'line': {'centre': ['" HALF_ROOT "','" HALF_ROOT           \
    "'], 'lambda': '3*2^0', 'pivot': 1, 'radius': '1*2^-12'}}"

static const checker_parts diagonal = {
    .statement =
        EQUILIBRIUM("[['sqrt(1/2)','sqrt(1/2)'],['sqrt(1/2)','sqrt(1/2)']]",
                    RANK("1"), CAUSAL("[['2','1'],['1','2']]")),
    .witness = DIAGONAL_WITNESS(DIAGONAL_BASIS, HALF_ROOT),
    .results = WITH_RANK,
    .verdict = "proved",
    .hypotheses = "['norm']",
    .bits = 64};

START_TEST(a_rational_subspace)
{
    expect_accepted(&diagonal, ": proved");
    expect_rejected(&diagonal, "/witness/subspace/basis", "[['1','-1']]",
                    "solution");
    expect_rejected(&diagonal, "/witness/subspace/basis", "[['1','2']]",
                    "not invariant");
}
END_TEST

START_TEST(the_line_of_an_eigenvector)
{
    checker_parts parts = diagonal;

    parts.witness = DIAGONAL_WITNESS(DIAGONAL_LINE, HALF_ROOT);
    expect_accepted(&parts, ": proved");
    expect_rejected(&parts, "/witness/subspace/line/lambda", "'1*2^0'",
                    "solution");
}
END_TEST

/* The last coordinate of the centre is 2^-13 off, the pivot's is not. */
START_TEST(what_was_found_is_inside_the_cube)
{
    checker_parts parts = diagonal;

    parts.witness = DIAGONAL_WITNESS(DIAGONAL_BASIS, "46349*2^-16");
    expect_accepted(&parts, ": proved");
    expect_rejected(&parts, "/witness/radius", "'1*2^-14'",
                    "centre +- radius: token 1, coordinate 2");
    expect_with(&diagonal, "/witness/radius", "'1*2^-14'", CK_ACCEPTED, NULL,
                NULL);
}
END_TEST

/* In the subspace as well the first token's enclosure is what the second
   takes. */
START_TEST(enclosures_are_data_in_the_subspace)
{
    json_t *root = checker_build(&same);

    checker_put(root, "/witness/radii/1/0", "'1*2^-30'");
    expect_document(root, CK_ACCEPTED, NULL, NULL);
    checker_put(root, "/witness/radii/0/0", "'1*2^-11'");
    expect_document(root, CK_REJECTED, NULL, "solution: token 2");
    checker_put(root, "/witness/radii/1/0", "'1*2^-14'");
    expect_document(root, CK_ACCEPTED, NULL, NULL);
    json_decref(root);
}
END_TEST

/* Uniqueness is asked for in the full space: (1, 0) and (0, 1) have the same
   eigenvalue, so that only the line of one of them holds one solution. */
START_TEST(uniqueness_is_among_all_tokens)
{
    expect_rejected(&same, "/statement/model/value", "[['2','0'],['0','2']]",
                    "uniqueness");
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("equilibrium_rank");

    tcase_add_test(tcase, the_exact_rank);
    tcase_add_test(tcase, another_rank);
    tcase_add_test(tcase, one_bound_alone);
    tcase_add_test(tcase, the_bound_of_the_shape);
    tcase_add_test(tcase, the_minor_is_invertible);
    tcase_add_test(tcase, the_minor_is_of_the_tokens_in_the_subspace);
    tcase_add_test(tcase, a_kernel_of_the_value_matrix);
    tcase_add_test(tcase, a_kernel_of_the_centred_value_matrix);
    tcase_add_test(tcase, a_kernel_needs_a_rational_value_matrix);
    tcase_add_test(tcase, a_kernel_of_the_weights);
    tcase_add_test(tcase, weights_that_depend_on_the_tokens);
    tcase_add_test(tcase, upper_is_read);
    tcase_add_test(tcase, a_subspace_of_coordinates);
    tcase_add_test(tcase, a_rational_subspace);
    tcase_add_test(tcase, the_line_of_an_eigenvector);
    tcase_add_test(tcase, what_was_found_is_inside_the_cube);
    tcase_add_test(tcase, enclosures_are_data_in_the_subspace);
    tcase_add_test(tcase, uniqueness_is_among_all_tokens);
    return run_checker_tests("checker equilibrium rank", tcase);
}
