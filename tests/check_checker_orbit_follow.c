/* Orbits of claims: how far they are followed, and where they cannot be. */

#include "checker_collapse.h"

#define NOWHERE "log(sin(1)^2+cos(1)^2-1)"

START_TEST(starts)
{
    checker_parts parts = collapse_halving();

    expect_rejected(&parts, "/statement/start/0/0", "'" NOWHERE "'",
                    "the start has no bounded enclosure");
}
END_TEST

START_TEST(models)
{
    checker_parts parts = collapse_softmax();

    expect_rejected(&parts, "/statement/model/attention/softmax/query/0/0",
                    "'" NOWHERE "'", "scores: those of layer 0 have no");
    parts = collapse_rms_captured();
    expect_rejected(&parts, "/statement/start",
                    "[['exp(700000000)','0'],['0','exp(700000000)']]", NULL);
}
END_TEST

/* y_2 = 0 in the step from layer 0: nothing is captured after it. */
START_TEST(breakdowns)
{
    checker_parts parts = collapse_rms_captured();

    expect_rejected(&parts, "/statement/start", "[['3','4'],['-3','-4']]",
                    "||y_2|| of the step from X(0) is not certified positive");
}
END_TEST

/* T layers for the capture, T' for the replay. */
START_TEST(layers)
{
    checker_parts parts = collapse_captured();
    json_t *root = checker_build(&parts);

    checker_put(root, "/witness/capture", "5");
    checker_put(root, "/witness/spread-squared", "'1*2^-9'");
    expect_document(root, CK_ACCEPTED, NULL, NULL);
    checker_put(root, "/witness/spread-squared", "'1048575*2^-29'");
    expect_document(root, CK_REJECTED, NULL, "spread-squared");
    checker_put(root, "/witness/capture", "6");
    expect_document(root, CK_ACCEPTED, NULL, NULL);
    json_decref(root);
}
END_TEST

/* Every layer has its own W: mu is halved, and doubled in every second layer
   by W. */
START_TEST(weights_of_layers)
{
    checker_parts parts = {
        .statement =
            "{'claim': {'checks': ["
            "{'at': 1, 'bound': '1/2', 'comparison': 'at-least', "
            "'quantity': 'mu'}, "
            "{'at': 2, 'bound': '1/2', 'comparison': 'at-least', "
            "'quantity': 'mu'}, "
            "{'at': 3, 'bound': '1/4', 'comparison': 'at-most', "
            "'quantity': 'mu'}], 'kind': 'orbit', 'steps': 3}, 'model': " //
        COLLAPSE_MODEL("'uniform'", "2", COLLAPSE_CAUSAL,
                       "{'layers': [" COLLAPSE_IDENTITY
                       ", [['2','0'],['0','2']]]}",
                       "none") ", 'start': " COLLAPSE_APART "}",
        .witness = "{'rooms': ['0', '0', '0']}",
        .results = "['R28']",
        .verdict = "proved",
        .bits = 64};

    expect_parts(&parts, CK_ACCEPTED, NULL, NULL);
    expect_rejected(&parts, "/statement/claim/checks/1/bound", "'17/32'",
                    "check 2: mu at layer 2");
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("orbit_follow");

    tcase_add_test(tcase, starts);
    tcase_add_test(tcase, models);
    tcase_add_test(tcase, breakdowns);
    tcase_add_test(tcase, layers);
    tcase_add_test(tcase, weights_of_layers);
    return run_checker_tests("orbit_follow", tcase);
}
