/* The checker's kind `matrix-rank`: what follows from a minor, a kernel and a
   count, and what does not. */

#include "checker_support.h"

#define STATEMENT(matrix, fields)                                              \
    "{'claim': {'kind': 'matrix-rank', 'matrix': " matrix fields "}}"

/* rank 2 */
#define PLANE "[['1','2','3'],['2','4','6'],['1','1','1']]"
#define LOWER "'lower': {'cols': [1,2], 'modulus': 7, 'rows': [1,3]}"
#define LOWER_ONE "'lower': {'cols': [1], 'modulus': 7, 'rows': [1]}"
#define UPPER                                                                  \
    "'upper': {'free': [2], 'side': 'left', 'vectors': [['-2','1','0']]}"

/* singular values 3, 2, 1/2 */
#define DIAGONAL "[['3','0','0'],['0','0','2'],['0','1/2','0']]"
#define NUMERICAL(rank, tolerance)                                             \
    ", 'numerical-rank': {'rank': " rank ", 'tolerance': '" tolerance "'}"
#define COUNT(above, below, pivots)                                            \
    "'count': {'above': " above ", 'below': " below ", 'pivots': " pivots "}"

static checker_parts
rank_parts(const char *statement, const char *witness, const char *verdict,
           const char *results, long bits)
{
    checker_parts parts = {.statement = statement,
                           .witness = witness,
                           .results = results,
                           .verdict = verdict,
                           .bits = bits};

    return parts;
}

/* message: NULL when it is to be accepted */
static void
expect_exact(const char *statement, const char *witness, const char *verdict,
             const char *message)
{
    checker_parts parts = rank_parts(statement, witness, verdict, "['R27']", 0);

    if (message == NULL)
        expect_accepted(&parts, verdict);
    else
        expect_parts(&parts, CK_REJECTED, NULL, message);
}

START_TEST(exact_rank)
{
    const char *two = STATEMENT(PLANE, ", 'rank': 2");
    const char *one = STATEMENT(PLANE, ", 'rank': 1");
    const char *three = STATEMENT(PLANE, ", 'rank': 3");

    expect_exact(two, "{" LOWER "," UPPER "}", "proved", NULL);
    expect_exact(two, "{" LOWER "}", "proved", "rank is between 2 and 3");
    expect_exact(two, "{" UPPER "}", "proved", "rank is between 0 and 2");
    expect_exact(two, "{" LOWER_ONE "," UPPER "}", "proved",
                 "rank is between 1 and 2: that does not show the claim "
                 "proved");
    expect_exact(two, "{" LOWER "," UPPER "}", "refuted",
                 "that does not show the claim refuted");
    expect_exact(one, "{" LOWER "}", "refuted", NULL);
    expect_exact(one, "{" LOWER_ONE "}", "refuted", "between 1 and 3");
    expect_exact(one, "{" LOWER_ONE "," UPPER "}", "proved", "between 1 and 2");
    expect_exact(one, "{" UPPER "}", "refuted", "between 0 and 2");
    expect_exact(three, "{" UPPER "}", "refuted", NULL);
    expect_exact(three, "{" LOWER "}", "refuted", "between 2 and 3");
    expect_exact(three, "{" LOWER "," UPPER "}", "proved", "between 2 and 2");
}
END_TEST

START_TEST(rank_at_least)
{
    const char *two = STATEMENT(PLANE, ", 'rank-at-least': 2");
    const char *three = STATEMENT(PLANE, ", 'rank-at-least': 3");

    expect_exact(two, "{" LOWER "}", "proved", NULL);
    expect_exact(two, "{" LOWER_ONE "}", "proved", "between 1 and 3");
    expect_exact(two, "{" UPPER "}", "refuted", "between 0 and 2");
    expect_exact(three, "{" LOWER "}", "proved", "between 2 and 3");
    expect_exact(three, "{" UPPER "}", "refuted", NULL);
    expect_exact(three, "{" LOWER "}", "refuted", "between 2 and 3");
    expect_exact(STATEMENT(PLANE, ", 'rank-at-least': 1"), "{" LOWER "}",
                 "proved", NULL);
    /* no witness needs to show what is so anyway */
    expect_exact(
        STATEMENT("[['1','0'],['0','1'],['0','0']]", ", 'rank-at-least': 3"),
        "{" LOWER_ONE "}", "refuted", NULL);
    expect_exact(
        STATEMENT("[['1','0','0'],['0','1','0']]", ", 'rank-at-least': 3"),
        "{" LOWER_ONE "}", "refuted", NULL);
}
END_TEST

/* rank 2 = min(rows, cols) needs no kernel */
START_TEST(full_rank)
{
    expect_exact(STATEMENT("[['1','2'],['3','4'],['5','6']]", ", 'rank': 2"),
                 "{'lower': {'cols': [1,2], 'modulus': 7, 'rows': [1,2]}}",
                 "proved", NULL);
    expect_exact(STATEMENT("[['1','3','5'],['2','4','6']]", ", 'rank': 2"),
                 "{'lower': {'cols': [1,2], 'modulus': 7, 'rows': [1,2]}}",
                 "proved", NULL);
    expect_exact(STATEMENT("[['0']]", ", 'rank': 0"),
                 "{'upper': {'free': [1], 'side': 'right', 'vectors': "
                 "[['1']]}}",
                 "proved", NULL);
}
END_TEST

START_TEST(several_fields)
{
    checker_parts parts =
        rank_parts(STATEMENT(PLANE, ", 'rank': 2, 'rank-at-least': 1"),
                   "{" LOWER "," UPPER "}", "proved", "['R27']", 0);

    expect_accepted(&parts,
                    "the matrix [[1, 2, 3], [2, 4, 6], [1, 1, 1]] has rank 2, "
                    "has rank at least 1: proved");
    expect_rejected(&parts, "/statement/claim/rank-at-least", "3", NULL);
    expect_rejected(&parts, "/statement/claim/rank", "1", NULL);
    parts.verdict = "refuted";
    expect_parts(&parts, CK_REJECTED, NULL, "does not show the claim refuted");
    expect_with(&parts, "/statement/claim/rank-at-least", "3", CK_ACCEPTED,
                NULL, NULL);
    expect_with(&parts, "/statement/claim/rank", "1", CK_ACCEPTED, NULL, NULL);
}
END_TEST

/* Zeros are stated like any other number. */
START_TEST(rank_zero)
{
    const char *zero = STATEMENT(PLANE, ", 'rank': 0");
    checker_parts parts =
        rank_parts(zero, "{" LOWER_ONE "}", "refuted", "['R27']", 0);

    expect_accepted(&parts, "[1, 1, 1]] has rank 0: refuted");
    expect_exact(zero, "{" LOWER_ONE "}", "proved", "between 1 and 3");
    parts.statement = STATEMENT(PLANE, ", 'rank-at-least': 0");
    parts.verdict = "proved";
    expect_accepted(&parts, "[1, 1, 1]] has rank at least 0: proved");
    parts =
        rank_parts(STATEMENT("[['2']]", NUMERICAL("0", "3")),
                   "{" COUNT("0", "1", "[[1]]") "}", "proved", "['R26']", 64);
    expect_accepted(&parts, "the matrix [[2]] has exactly 0 singular values "
                            "above 3 and none equal to it: proved");
    parts.verdict = "refuted";
    expect_parts(&parts, CK_REJECTED, NULL,
                 "between 0 and 1, and 0 singular values are above");
    parts.statement = STATEMENT("[['2']]", NUMERICAL("1", "3"));
    expect_parts(&parts, CK_ACCEPTED, NULL, NULL);
}
END_TEST

/* ---- Not rational ---- */

#define ROOTS "[['sqrt(2)','2'],['1','sqrt(3)']]" /* det sqrt(6) - 2 */
#define FLAT "[['sqrt(2)','2'],['1','sqrt(2)']]"  /* det 0 */
#define BOTH "'lower': {'cols': [1,2], 'rows': [1,2]}"

START_TEST(irrational_minors)
{
    checker_parts parts = rank_parts(STATEMENT(ROOTS, ", 'rank': 2"),
                                     "{" BOTH "}", "proved", "['R27']", 64);

    expect_accepted(&parts, "has rank 2: proved");
    expect_malformed(&parts, "/witness/lower/modulus", "7", "/witness/lower",
                     NULL);
    expect_with(&parts, "/statement/claim/matrix", FLAT, CK_REJECTED, NULL,
                "2 x 2 minor of the matrix was not certified invertible");
    expect_with(&parts, "/statement/claim/matrix",
                "[['log(sin(1)^2+cos(1)^2-1)','2'],['1','2']]", CK_REJECTED,
                NULL, "the matrix has no bounded enclosure with 256 bits");
    expect_malformed(&parts, "/witness/upper",
                     "{'free': [1], 'side': 'left', 'vectors': [['1','0']]}",
                     "/witness/upper", "the matrix is not rational");
    expect_with(&parts, "/statement/claim/matrix", "[['1','2'],['3','4']]",
                CK_MALFORMED, "/bits", "needs none");
    parts.bits = 0;
    expect_parts(&parts, CK_MALFORMED, "/bits", "needs intervals");
}
END_TEST

/* ---- Numerical ranks ---- */

static void
expect_count(const char *statement, const char *witness, const char *verdict,
             const char *message)
{
    checker_parts parts =
        rank_parts(statement, witness, verdict, "['R26']", 64);

    if (message == NULL)
        expect_accepted(&parts, verdict);
    else
        expect_parts(&parts, CK_REJECTED, NULL, message);
}

START_TEST(numerical_rank)
{
    const char *one = STATEMENT(DIAGONAL, NUMERICAL("2", "1"));

    expect_count(one, "{" COUNT("2", "1", "[[1],[2],[3]]") "}", "proved", NULL);
    expect_count(one, "{" COUNT("2", "1", "[[1],[2],[3]]") "}", "refuted",
                 "the rank is between 0 and 3, and 2 singular values are above "
                 "the tolerance");
    expect_count(one, "{" COUNT("3", "1", "[[1],[2],[3]]") "}", "proved",
                 "2 singular values are above the tolerance and 1 below, not 3 "
                 "and 1");
    expect_count(one, "{" COUNT("2", "0", "[[1],[2],[3]]") "}", "proved",
                 "and 1 below, not 2 and 0");
    expect_count(one, "{" COUNT("1", "1", "[[1],[2],[3]]") "}", "refuted",
                 "not 1 and 1");
    expect_count(STATEMENT(DIAGONAL, NUMERICAL("1", "1")),
                 "{" COUNT("2", "1", "[[1],[2],[3]]") "}", "refuted", NULL);
    expect_count(STATEMENT(DIAGONAL, NUMERICAL("1", "1")),
                 "{" COUNT("2", "1", "[[1],[2],[3]]") "}", "proved",
                 "does not show the claim proved");
    expect_count(STATEMENT(DIAGONAL, NUMERICAL("1", "2")),
                 "{" COUNT("1", "1", "[[1],[2],[3]]") "}", "proved",
                 "pivot 2, in [0, ");
    expect_count(STATEMENT(DIAGONAL, NUMERICAL("0", "sqrt(10)")),
                 "{" COUNT("0", "3", "[[1],[2],[3]]") "}", "proved", NULL);
    expect_count(STATEMENT(DIAGONAL, NUMERICAL("3", "0")),
                 "{" COUNT("3", "0", "[[1],[2],[3]]") "}", "proved",
                 "the tolerance is not certified positive");
    expect_count(STATEMENT(DIAGONAL, NUMERICAL("3", "-1/4")),
                 "{" COUNT("3", "0", "[[1],[2],[3]]") "}", "proved",
                 "the tolerance is not certified positive");
    expect_count(
        STATEMENT(DIAGONAL, NUMERICAL("3", "log(sin(1)^2+cos(1)^2-1)")),
        "{" COUNT("3", "0", "[[1],[2],[3]]") "}", "proved",
        "the tolerance is not certified positive");
}
END_TEST

/* The smaller of both products is taken; 1/4 above, and the pair (1, 2). */
START_TEST(shapes)
{
    expect_count(
        STATEMENT("[['3','0'],['0','2'],['0','0']]", NUMERICAL("2", "1")),
        "{" COUNT("2", "0", "[[1],[2]]") "}", "proved", NULL);
    expect_count(
        STATEMENT("[['3','0','0'],['0','2','0']]", NUMERICAL("2", "1")),
        "{" COUNT("2", "0", "[[1],[2]]") "}", "proved", NULL);
    expect_count(STATEMENT("[['1','1'],['1','1']]", NUMERICAL("1", "1")),
                 "{" COUNT("1", "1", "[[1,2]]") "}", "proved", NULL);
    /* not symmetric, M^T M differs from M M^T */
    expect_count(
        STATEMENT("[['1','2'],['0','1'],['0','0']]", NUMERICAL("1", "1")),
        "{" COUNT("1", "1", "[[2],[1]]") "}", "proved", NULL);
    expect_count(
        STATEMENT("[['log(sin(1)^2+cos(1)^2-1)']]", NUMERICAL("1", "1")),
        "{" COUNT("1", "0", "[[1]]") "}", "proved",
        "the matrix has no bounded enclosure with 256 bits");
    expect_count(STATEMENT("[['exp(700000000)']]", NUMERICAL("1", "1")),
                 "{" COUNT("1", "0", "[[1]]") "}", "proved",
                 "the matrix has no bounded enclosure with 256 bits");
}
END_TEST

START_TEST(counts_and_ranks)
{
    checker_parts parts = rank_parts(
        STATEMENT(DIAGONAL, NUMERICAL("2", "1") ", 'rank': 3"),
        "{" COUNT("2", "1", "[[1],[2],[3]]") ", 'lower': {'cols': [1,2,3], "
                                             "'modulus': 7, 'rows': [1,2,3]}}",
        "proved", "['R26','R27']", 64);

    expect_accepted(&parts, "has rank 3, has exactly 2 singular values above 1 "
                            "and none equal to it: proved");
    expect_with(&parts, "/witness/count", NULL, CK_MALFORMED, "/results", NULL);
    expect_with(&parts, "/witness/lower", NULL, CK_MALFORMED, "/results", NULL);
    parts.results = "['R26']";
    expect_parts(&parts, CK_MALFORMED, "/results", NULL);
    parts.results = "['R27']";
    expect_parts(&parts, CK_MALFORMED, "/results", NULL);
    parts.results = "['R26','R27']";
    parts.bits = 0;
    expect_parts(&parts, CK_MALFORMED, "/bits", "needs intervals");
    parts.bits = 64;
    parts.statement = STATEMENT(DIAGONAL, NUMERICAL("1", "1") ", 'rank': 3");
    expect_parts(&parts, CK_REJECTED, NULL, "does not show");
    parts.verdict = "refuted";
    expect_parts(&parts, CK_ACCEPTED, NULL, NULL);
    parts.statement = STATEMENT(DIAGONAL, ", 'rank': 2");
    expect_parts(&parts, CK_MALFORMED, "/witness/count",
                 "no numerical rank is stated");
    parts.statement = STATEMENT(DIAGONAL, NUMERICAL("2", "1") ", 'rank': 3");
    parts.witness = "{" COUNT(
        "2", "1",
        "[[1],[2],[3]]") ", 'upper': {'free': "
                         "[1], 'side': 'left', 'vectors': [['1','0','0']]}}";
    expect_parts(&parts, CK_REJECTED, NULL, "kernel vector 1 times column 1");
}
END_TEST

/* ---- Forms ---- */

/* A claim that is malformed is not put in words. */
START_TEST(no_words)
{
    checker_parts parts =
        rank_parts(STATEMENT(PLANE, ", 'rank': -2"), "{" LOWER "," UPPER "}",
                   "proved", "['R27']", 0);
    json_t *root = checker_build(&parts);
    char *text = checker_text(root);
    ck_outcome o;
    ck_report report;

    ck_outcome_init(&o, &ck_default_limits);
    ck_check_certificate(&o, &report, text, strlen(text), NULL);
    ck_assert_int_eq(o.verdict, CK_MALFORMED);
    ck_assert_ptr_null(report.words.bytes);
    ck_report_clear(&report);
    free(text);
    json_decref(root);
}
END_TEST

START_TEST(statements)
{
    checker_parts parts =
        rank_parts(STATEMENT(PLANE, ", 'rank': 2"), "{" LOWER "," UPPER "}",
                   "proved", "['R27']", 0);

    expect_malformed(&parts, "/statement/claim/rank", NULL, "/statement/claim",
                     "no field says anything");
    expect_malformed(&parts, "/statement/claim/rank", "-1",
                     "/statement/claim/rank", NULL);
    expect_malformed(&parts, "/statement/claim/rank", "'2'",
                     "/statement/claim/rank", NULL);
    expect_malformed(&parts, "/statement/claim/rank-at-least", "-1",
                     "/statement/claim/rank-at-least", NULL);
    expect_malformed(&parts, "/statement/claim/near", "1", "/statement/claim",
                     NULL);
    expect_malformed(&parts, "/statement/claim/matrix", "[]",
                     "/statement/claim/matrix", NULL);
    expect_malformed(&parts, "/statement/claim/matrix", NULL,
                     "/statement/claim", NULL);
    expect_malformed(&parts, "/statement/claim/numerical-rank", "{'rank': 1}",
                     "/statement/claim/numerical-rank", NULL);
    expect_malformed(&parts, "/statement/claim/numerical-rank",
                     "{'rank': -1, 'tolerance': '1'}",
                     "/statement/claim/numerical-rank/rank", NULL);
    expect_malformed(&parts, "/statement/claim/numerical-rank",
                     "{'rank': 1, 'tolerance': '1.0'}",
                     "/statement/claim/numerical-rank/tolerance", NULL);
    /* a numerical rank without a count does not follow, nor is it wrong */
    expect_with(&parts, "/statement/claim/numerical-rank",
                "{'rank': 2, 'tolerance': '1'}", CK_REJECTED, NULL,
                "does not show the claim proved");
    parts.verdict = "refuted";
    expect_with(&parts, "/statement/claim/numerical-rank",
                "{'rank': 2, 'tolerance': '1'}", CK_REJECTED, NULL,
                "does not show the claim refuted");
    parts.verdict = "undefined";
    expect_parts(&parts, CK_MALFORMED, "/verdict", NULL);
}
END_TEST

START_TEST(witnesses)
{
    checker_parts parts =
        rank_parts(STATEMENT(PLANE, ", 'rank': 2"), "{" LOWER "," UPPER "}",
                   "proved", "['R27']", 0);

    expect_with(&parts, "/witness/lower/rows", "[1,2]", CK_REJECTED, NULL,
                "elimination modulo 7");
    expect_malformed(&parts, "/witness/lower/modulus", NULL, "/witness/lower",
                     NULL);
    expect_malformed(&parts, "/witness/upper/side", NULL, "/witness/upper",
                     NULL);
    expect_malformed(&parts, "/witness/upper/more", "1", "/witness/upper",
                     NULL);
    expect_malformed(&parts, "/witness/more", "1", "/witness", NULL);
    parts.witness = "{}";
    expect_parts(&parts, CK_MALFORMED, "/witness", "it shows nothing");
    parts.witness = "{" LOWER "," UPPER "}";
    parts.bits = 64;
    expect_parts(&parts, CK_MALFORMED, "/bits", "needs none");
    parts.witness = "{" UPPER "}";
    expect_parts(&parts, CK_MALFORMED, "/bits", "needs none");
}
END_TEST

START_TEST(counts)
{
    checker_parts parts = rank_parts(STATEMENT(DIAGONAL, NUMERICAL("2", "1")),
                                     "{" COUNT("2", "1", "[[1],[2],[3]]") "}",
                                     "proved", "['R26']", 64);

    expect_malformed(&parts, "/witness/count/above", "4",
                     "/witness/count/above", NULL);
    expect_malformed(&parts, "/witness/count/above", "-1",
                     "/witness/count/above", NULL);
    expect_malformed(&parts, "/witness/count/below", "4",
                     "/witness/count/below", NULL);
    expect_malformed(&parts, "/witness/count/below", "-1",
                     "/witness/count/below", NULL);
    expect_malformed(&parts, "/witness/count/below", NULL, "/witness/count",
                     NULL);
    expect_malformed(&parts, "/witness/count/pivots/2", NULL,
                     "/witness/count/pivots", "index 3 is missing");
    expect_malformed(&parts, "/witness/count/pivots/2", "[4]",
                     "/witness/count/pivots/2/0", NULL);
    /* 3 is above the 2 rows or columns of the smaller product */
    parts.statement =
        STATEMENT("[['3','0'],['0','2'],['0','0']]", NUMERICAL("2", "1"));
    parts.witness = "{" COUNT("3", "0", "[[1],[2]]") "}";
    expect_parts(&parts, CK_MALFORMED, "/witness/count/above", NULL);
    parts.statement =
        STATEMENT("[['3','0','0'],['0','2','0']]", NUMERICAL("2", "1"));
    expect_parts(&parts, CK_MALFORMED, "/witness/count/above", NULL);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("matrix-rank");

    tcase_add_test(tcase, exact_rank);
    tcase_add_test(tcase, rank_at_least);
    tcase_add_test(tcase, full_rank);
    tcase_add_test(tcase, several_fields);
    tcase_add_test(tcase, rank_zero);
    tcase_add_test(tcase, irrational_minors);
    tcase_add_test(tcase, numerical_rank);
    tcase_add_test(tcase, shapes);
    tcase_add_test(tcase, counts_and_ranks);
    tcase_add_test(tcase, no_words);
    tcase_add_test(tcase, statements);
    tcase_add_test(tcase, witnesses);
    tcase_add_test(tcase, counts);
    return run_checker_tests("matrix-rank", tcase);
}
