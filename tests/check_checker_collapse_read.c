/* The witness of a collapse: every member has its form, and no other is
   there. */

#include "checker_collapse.h"

/* A member that is missing, and one that is not to be there. */
static void
expect_exact_keys(checker_parts parts, const char *object, const char *keys)
{
    char key[64], path[128];

    for (const char *at = keys; *at != '\0';) {
        const size_t length = strcspn(at, " ");

        memcpy(key, at, length);
        key[length] = '\0';
        snprintf(path, sizeof path, "%s/%s", object, key);
        expect_malformed(&parts, path, NULL, object, NULL);
        at += length + strspn(at + length, " ");
    }
    snprintf(path, sizeof path, "%s/more", object);
    expect_malformed(&parts, path, "1", object, NULL);
}

START_TEST(members)
{
    checker_parts parts = collapse_replayed();

    expect_exact_keys(collapse_halving(), "/witness",
                      "capture denominator phases value");
    expect_exact_keys(collapse_captured(), "/witness",
                      "capture denominator phases value spread-squared paper");
    expect_exact_keys(collapse_softmax(), "/witness",
                      "capture denominator phases value scores size paper");
    expect_exact_keys(collapse_rms(), "/witness",
                      "capture denominator phases direction height "
                      "spread-squared paper");
    expect_exact_keys(collapse_halving(), "/witness/phases/0", "factor length");
    expect_exact_keys(collapse_softmax(), "/witness/phases/0",
                      "blocks exponent factor floors length spread-squared");
    expect_exact_keys(collapse_softmax(), "/witness/phases/1",
                      "exponent factor floors length");
    expect_exact_keys(collapse_rms(), "/witness/phases/0",
                      "factor length tilt");
    expect_exact_keys(collapse_replayed(), "/witness/paper",
                      "centre distances epsilon");
    expect_exact_keys(collapse_softmax(), "/witness/paper",
                      "centre distances epsilon size");
    parts.statement =
        COLLAPSE_STATEMENT("'replay': 0, ", COLLAPSE_HALVING, COLLAPSE_APART);
    expect_parts(&parts, CK_ACCEPTED, NULL, NULL);
    expect_exact_keys(parts, "/witness/paper", "centre distances epsilon");
}
END_TEST

START_TEST(members_of_others)
{
    checker_parts parts = collapse_halving();

    expect_malformed(&parts, "/witness/paper", "{}", "/witness", NULL);
    expect_malformed(&parts, "/witness/scores", "'1*2^0'", "/witness", NULL);
    expect_malformed(&parts, "/witness/size", "'1*2^0'", "/witness", NULL);
    expect_malformed(&parts, "/witness/direction", "['1','1']", "/witness",
                     NULL);
    expect_malformed(&parts, "/witness/height", "'1*2^0'", "/witness", NULL);
    expect_malformed(&parts, "/witness/spread-squared", "'1*2^1'", "/witness",
                     NULL);
    expect_malformed(&parts, "/witness/phases/0/tilt", "'1*2^0'",
                     "/witness/phases/0", NULL);
    expect_malformed(&parts, "/witness/phases/0/blocks", "'1'",
                     "/witness/phases/0", NULL);
    expect_malformed(&parts, "/witness/phases/0/exponent", "'0'",
                     "/witness/phases/0", NULL);
    expect_malformed(&parts, "/witness", "[]", "/witness", NULL);
    parts = collapse_rms();
    expect_malformed(&parts, "/witness/value", "{'contraction': true}",
                     "/witness", NULL);
    expect_malformed(&parts, "/witness/size", "'1*2^0'", "/witness", NULL);
    expect_malformed(&parts, "/witness/paper/size", "'1*2^0'", "/witness/paper",
                     NULL);
}
END_TEST

START_TEST(scalars)
{
    checker_parts parts = collapse_softmax();

    expect_malformed(&parts, "/witness/capture", "-1", "/witness/capture",
                     NULL);
    expect_malformed(&parts, "/witness/capture", "'0'", "/witness/capture",
                     NULL);
    expect_malformed(&parts, "/witness/denominator", "'0'",
                     "/witness/denominator", NULL);
    expect_malformed(&parts, "/witness/denominator", "'-1'",
                     "/witness/denominator", NULL);
    expect_malformed(&parts, "/witness/denominator", "'129/2'",
                     "/witness/denominator", "expected an integer");
    expect_malformed(&parts, "/witness/denominator", "64",
                     "/witness/denominator", NULL);
    expect_malformed(&parts, "/witness/scores", "'0'", "/witness/scores",
                     "is to be positive");
    expect_malformed(&parts, "/witness/scores", "'-1*2^-1'", "/witness/scores",
                     NULL);
    expect_malformed(&parts, "/witness/size", "'0'", "/witness/size", NULL);
    expect_malformed(&parts, "/witness/size", "'3/2'", "/witness/size", NULL);
    expect_malformed(&parts, "/witness/phases", "[]", "/witness/phases", NULL);
    expect_malformed(&parts, "/witness/phases/0/length", "0",
                     "/witness/phases/0/length", NULL);
    expect_malformed(&parts, "/witness/phases/0/factor", "'-1'",
                     "/witness/phases/0/factor", NULL);
    expect_malformed(&parts, "/witness/phases/0/blocks", "'0'",
                     "/witness/phases/0/blocks", NULL);
    expect_malformed(&parts, "/witness/phases/0/blocks", "'3/2'",
                     "/witness/phases/0/blocks", NULL);
    expect_malformed(&parts, "/witness/phases/0/exponent", "'-1*2^-9'",
                     "/witness/phases/0/exponent", "not to be negative");
    expect_malformed(&parts, "/witness/phases/0/spread-squared", "'-1*2^-9'",
                     "/witness/phases/0/spread-squared", NULL);
    expect_malformed(&parts, "/witness/paper/centre", "0",
                     "/witness/paper/centre", NULL);
    expect_malformed(&parts, "/witness/paper/centre", "3",
                     "/witness/paper/centre", NULL);
    expect_malformed(&parts, "/witness/paper/distances", "[0]",
                     "/witness/paper/distances", NULL);
    expect_malformed(&parts, "/witness/paper/distances/1", "-1",
                     "/witness/paper/distances/1", NULL);
    expect_malformed(&parts, "/witness/paper/epsilon", "'0'",
                     "/witness/paper/epsilon", NULL);
    expect_malformed(&parts, "/witness/paper/size", "'0'",
                     "/witness/paper/size", NULL);
    parts = collapse_captured();
    expect_malformed(&parts, "/witness/spread-squared", "'-1*2^-1'",
                     "/witness/spread-squared", NULL);
}
END_TEST

START_TEST(floors)
{
    checker_parts parts = collapse_softmax();

    expect_malformed(&parts, "/witness/phases/0/floors", "[[1, '64']]",
                     "/witness/phases/0/floors", NULL);
    expect_malformed(&parts, "/witness/phases/0/floors",
                     "[[1, '64'], [2, '16'], [3, '1']]",
                     "/witness/phases/0/floors", NULL);
    expect_malformed(&parts, "/witness/phases/0/floors",
                     "[[2, '16'], [1, '64']]", "/witness/phases/0/floors/0/0",
                     NULL);
    expect_malformed(&parts, "/witness/phases/0/floors/1", "[3, '16']",
                     "/witness/phases/0/floors/1/0", NULL);
    expect_malformed(&parts, "/witness/phases/0/floors/1", "[2, '-1']",
                     "/witness/phases/0/floors/1/1", NULL);
    expect_malformed(&parts, "/witness/phases/0/floors/1", "[2, '1/2']",
                     "/witness/phases/0/floors/1/1", NULL);
    expect_malformed(&parts, "/witness/phases/0/floors/1", "[2, '16', 0]",
                     "/witness/phases/0/floors/1", NULL);
}
END_TEST

START_TEST(values)
{
    checker_parts parts = collapse_halving();

    expect_malformed(&parts, "/witness/value/contraction", "false",
                     "/witness/value/contraction", "is to be true");
    expect_malformed(&parts, "/witness/value/contraction", "1",
                     "/witness/value/contraction", NULL);
    expect_malformed(&parts, "/witness/value", "{}", "/witness/value", NULL);
    expect_malformed(&parts, "/witness/value/norms", "['1*2^0','1*2^0']",
                     "/witness/value", NULL);
    expect_malformed(&parts, "/witness/value/more", "1", "/witness/value",
                     NULL);
    expect_malformed(&parts, "/witness/value",
                     "{'basis': [['1','0'],['0','1']]}", "/witness/value",
                     NULL);
    expect_malformed(&parts, "/witness/value",
                     "{'basis': [['1','0'],['0','1']], 'norms': ['1*2^0']}",
                     "/witness/value/norms", NULL);
    expect_malformed(&parts, "/witness/value",
                     "{'basis': [['1','0'],['0','1']], 'norms': ['1*2^0','0']}",
                     "/witness/value/norms/1", NULL);
    expect_malformed(&parts, "/witness/value",
                     "{'basis': [['1','0']], 'norms': ['1*2^0','1*2^0']}",
                     "/witness/value/basis", NULL);
}
END_TEST

START_TEST(hemispheres)
{
    checker_parts parts = collapse_rms();

    expect_malformed(&parts, "/witness/direction", "['1']",
                     "/witness/direction", NULL);
    expect_malformed(&parts, "/witness/direction/1", "'sqrt(2)'",
                     "/witness/direction/1", NULL);
    expect_malformed(&parts, "/witness/height", "'0'", "/witness/height", NULL);
    expect_malformed(&parts, "/witness/phases/0/tilt", "'0'",
                     "/witness/phases/0/tilt", NULL);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("collapse_read");

    tcase_add_test(tcase, members);
    tcase_add_test(tcase, members_of_others);
    tcase_add_test(tcase, scalars);
    tcase_add_test(tcase, floors);
    tcase_add_test(tcase, values);
    tcase_add_test(tcase, hemispheres);
    return run_checker_tests("collapse_read", tcase);
}
