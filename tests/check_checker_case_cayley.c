/* Cayley transforms of case files. */

#include "checker_case.h"

static void
expect_transform(const char *yaml, const char *json)
{
    expect_part(ck_case_cayley, yaml, json);
}

static void
expect_no_transform(const char *yaml, const char *path, const char *message)
{
    expect_no_part(ck_case_cayley, yaml, path, message);
}

START_TEST(known)
{
    expect_transform("[[0]]", "[['1']]");
    expect_transform("[[0, 1/2], [-1/2, 0]]", "[['3/5','-4/5'],['4/5','3/5']]");
    expect_transform("[[0, 0.5], [-1 + 1/2, 1 - 1]]",
                     "[['3/5','-4/5'],['4/5','3/5']]");
    expect_transform("[[0, 1], [-1, 0]]", "[['0','-1'],['1','0']]");
    expect_transform("[[0, 1, 1/2], [-1, 0, -3], [-1/2, 3, 0]]",
                     "[['7/9','4/45','-28/45'],['4/9','-7/9','4/9'],"
                     "['-4/9','-28/45','-29/45']]");
    expect_transform("[[0, 0, 1], [0, 0, 0], [-1, 0, 0]]",
                     "[['0','0','-1'],['0','1','0'],['1','0','0']]");
}
END_TEST

START_TEST(not_skew)
{
    expect_no_transform("[[1]]", "/", "not skew-symmetric in entry 1, 1");
    expect_no_transform("[[0, 1], [1, 0]]", "/",
                        "not skew-symmetric in entry 2, 1");
    expect_no_transform("[[0, 1], [-1, 2^-99]]", "/",
                        "not skew-symmetric in entry 2, 2");
    expect_no_transform("[[0, 0, 1], [0, 0, 0], [1, 0, 0]]", "/",
                        "not skew-symmetric in entry 3, 1");
    expect_no_transform("[[0, 1]]", "/", "is 1 x 2, not square");
    expect_no_transform("[[0], [1]]", "/", "is 2 x 1, not square");
}
END_TEST

START_TEST(not_rational)
{
    expect_no_transform("[[0, pi], [-pi, 0]]", "/0/1", "is not rational");
    expect_no_transform("[[0, 1], [-exp(1), 0]]", "/1/0", "is not rational");
    expect_no_transform("[[0, y], [-1, 0]]", "/0/1", "'y' is not a number");
    expect_no_transform("[[0, [1]], [-1, 0]]", "/0/1", "expected a text");
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("case_cayley");

    tcase_add_test(tcase, known);
    tcase_add_test(tcase, not_skew);
    tcase_add_test(tcase, not_rational);
    return run_checker_tests("case_cayley", tcase);
}
