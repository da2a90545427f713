/* From a whole case and a claim's name to a statement. */

#include "checker_case.h"

#define MODEL                                                                  \
    "model: {tokens: 2, dim: 1, mask: causal, attention: uniform, "            \
    "value: [[1]], norm: none}\n"
#define MADE                                                                   \
    "'model':{'tokens':2,'dim':1,'mask':[[[1,1]],[[1,2]]],"                    \
    "'attention':'uniform','value':[['1']],'norm':'none'}"
#define MASK "{'claim':{'kind':'mask','radius':1}," MADE "}"

START_TEST(a_case)
{
    expect_statement("rankcert: 1\ntitle: t\npaper: P1\n" MODEL
                     "start: [[1], [2]]\nclaims:\n"
                     "  - {id: A, kind: mask, radius: 1}\n"
                     "  - {id: B, kind: orbit, steps: 3}\n"
                     "  - {id: C, kind: equilibrium, near: [[1], [2]]}\n"
                     "  - {id: D, kind: matrix-rank, matrix: [[1]], rank: 1}\n",
                     "A", MASK);
    expect_statement("rankcert: 1\n" MODEL "start: [[1], [1/2]]\nclaims:\n"
                     "  - {id: A, kind: mask, radius: 1}\n"
                     "  - {id: B, kind: orbit, steps: 3}\n",
                     "B",
                     "{'claim':{'kind':'orbit','steps':3,'checks':[]},"
                     "'start':[['1'],['1/2']]," MADE "}");
    expect_statement("rankcert: 1\n" MODEL
                     "claims: [{id: C, kind: equilibrium, near: [[1], [2]]}]",
                     "C",
                     "{'claim':{'kind':'equilibrium','near':[['1'],['2']]},"
                     "" MADE "}");
    expect_statement(
        "rankcert: 1\n" MODEL
        "claims: [{id: D, kind: matrix-rank, matrix: [[1]], rank: 1}]",
        "D", "{'claim':{'kind':'matrix-rank','matrix':[['1']],'rank':1}}");
    expect_statement(
        "rankcert: 1\n"
        "claims: [{id: D, kind: matrix-rank, matrix: [[1]], rank: 1}]",
        "D", "{'claim':{'kind':'matrix-rank','matrix':[['1']],'rank':1}}");
}
END_TEST

START_TEST(names)
{
    static const char yaml[] = "rankcert: 1\n" MODEL "claims:\n"
                               "  - {kind: mask, radius: 1}\n"
                               "  - {kind: mask, radius: 2}\n"
                               "  - {kind: mask, radius: 3, id: mask-1x}\n"
                               "  - {kind: mask, radius: 4, id: other}\n"
                               "  - {kind: mask, radius: 5}\n";

    expect_statement(yaml, "mask-1", MASK);
    expect_statement(yaml, "mask-2",
                     "{'claim':{'kind':'mask','radius':2}," MADE "}");
    expect_statement(yaml, "mask-1x",
                     "{'claim':{'kind':'mask','radius':3}," MADE "}");
    expect_statement(yaml, "other",
                     "{'claim':{'kind':'mask','radius':4}," MADE "}");
    expect_statement(yaml, "mask-5",
                     "{'claim':{'kind':'mask','radius':5}," MADE "}");
    expect_no_statement(yaml, "mask-4", "0 claims are called 'mask-4'");
    expect_no_statement(yaml, "mask-6", "0 claims are called 'mask-6'");
    expect_no_statement(yaml, "", "0 claims are called ''");
}
END_TEST

START_TEST(names_are_of_one_claim)
{
    expect_no_statement("rankcert: 1\n" MODEL
                        "claims: [{id: A, kind: mask, radius: 1}, "
                        "{id: A, kind: mask, radius: 1}]",
                        "A", "/claims: 2 claims are called 'A'");
    expect_no_statement("rankcert: 1\n" MODEL
                        "claims: [{kind: mask, radius: 1}, "
                        "{id: mask-1, kind: mask, radius: 1}]",
                        "mask-1", "2 claims are called 'mask-1'");
    /* a claim whose name is not known could be the one */
    expect_no_statement("rankcert: 1\n" MODEL
                        "claims: [{id: A, kind: mask, radius: 1}, {id: B}, "
                        "{radius: 1}]",
                        "A", "/claims/2/kind: expected a text");
    expect_no_statement("rankcert: 1\n" MODEL
                        "claims: [{id: A, kind: mask, radius: 1}, "
                        "{id: [A], kind: mask}]",
                        "A", "/claims/1/id: expected a text");
    expect_no_statement("rankcert: 1\n" MODEL
                        "claims: [{id: [A], kind: mask, radius: 1}]",
                        "A", "/claims/0/id: expected a text");
    expect_no_statement("rankcert: 1\nclaims: [A]", "A",
                        "/claims/0/kind: expected a text");
    expect_no_statement("rankcert: 1\nclaims: []", "A", "/claims: expected 1");
    expect_no_statement("rankcert: 1\nclaims: A", "A",
                        "/claims: expected a list");
}
END_TEST

START_TEST(the_head)
{
    static const char claim[] = "claims: [{id: A, kind: mask, radius: 1}]";
    char yaml[512];

    snprintf(yaml, sizeof yaml, MODEL "%s", claim);
    expect_no_statement(yaml, "A", "the key 'rankcert' is missing");
    snprintf(yaml, sizeof yaml, "rankcert: 2\n" MODEL "%s", claim);
    expect_no_statement(yaml, "A",
                        "/rankcert: expected an integer from 1 to 1");
    snprintf(yaml, sizeof yaml, "rankcert: 1.0\n" MODEL "%s", claim);
    expect_no_statement(yaml, "A", "/rankcert: expected an integer");
    expect_no_statement("rankcert: 1\n" MODEL, "A",
                        "the key 'claims' is missing");
    snprintf(yaml, sizeof yaml, "rankcert: 1\nparameters: {}\n" MODEL "%s",
             claim);
    expect_no_statement(yaml, "A", "unknown key 'parameters'");
    expect_no_statement("[rankcert, 1]", "A", "expected an object");
    expect_no_statement("", "A", "the file: is empty");
    expect_no_statement("a: [", "A", "line 2, column 1: did not find");
}
END_TEST

START_TEST(what_the_claim_speaks_of)
{
    expect_no_statement("rankcert: 1\nclaims: [{id: A, kind: mask}]", "A",
                        "/model: expected an object, found nothing");
    expect_no_statement("rankcert: 1\n" MODEL
                        "claims: [{id: A, kind: orbit, steps: 1}]",
                        "A", "/start: ");
    expect_no_statement("rankcert: 1\n" MODEL "start: 1\n"
                        "claims: [{id: A, kind: orbit, steps: 1}]",
                        "A", "/start: ");
    expect_no_statement("rankcert: 1\nmodel: {}\n"
                        "claims: [{id: A, kind: mask}]",
                        "A", "/model: the key 'attention' is missing");
    expect_no_statement("rankcert: 1\n" MODEL
                        "claims: [{id: A, kind: mask, radius: x}]",
                        "A", "/claims/0/radius: expected an integer");
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("case_file");

    tcase_add_test(tcase, a_case);
    tcase_add_test(tcase, names);
    tcase_add_test(tcase, names_are_of_one_claim);
    tcase_add_test(tcase, the_head);
    tcase_add_test(tcase, what_the_claim_speaks_of);
    return run_checker_tests("case_file", tcase);
}
