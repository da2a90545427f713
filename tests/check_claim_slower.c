/* Claim kind `slower`: every verdict, and what its fields may hold. */

#include "slower_support.h"

START_TEST(what_collapses_less_is_slower)
{
    expect_claim(SLOWER("causal", "none", SPREAD,
                        "than: {mask: complete}, at: [1, 2, 8]"),
                 RC_PROVED, "", "");
    expect_claim(SLOWER("complete", "none", SPREAD,
                        "than: {mask: causal}, at: [1, 2, 8]"),
                 RC_REFUTED, "at layer 1", "");
    expect_claim(
        SLOWER("{window: 1}", "rms", SPREAD, "than: {mask: complete}, at: [3]"),
        RC_PROVED, "", "");
    expect_claim(SLOWER("{window: 1}", "none", SPREAD,
                        "than: {value: [[1/2, 0], [0, 1/2]]}, at: [1, 5]"),
                 RC_PROVED, "", "");
    expect_claim(SLOWER("{window: 1}", "none", SPREAD,
                        "than: {value: [[2, 0], [0, 2]]}, at: [1]"),
                 RC_REFUTED, "at layer 1", "");
}
END_TEST

/* 2^-t against (1/2 - tiny)^t or (1/2 + tiny)^t: mu is near, not equal. */
START_TEST(what_is_near_takes_more_bits)
{
    expect_claim(SLOWER("causal", "none", SPREAD,
                        "than: {value: [[1 - 2^-200, 0], [0, 1 - 2^-200]]}, "
                        "at: [1, 3]"),
                 RC_PROVED, "", "");
    expect_claim(SLOWER("causal", "none", SPREAD,
                        "than: {value: [[1 + 2^-200, 0], [0, 1 + 2^-200]]}, "
                        "at: [1, 3]"),
                 RC_REFUTED, "at layer 1", "");
    expect_claim_bits(SLOWER("causal", "none", SPREAD,
                             "than: {value: [[1 - 2^-200, 0], [0, 1 - "
                             "2^-200]]}, at: [1, 3]"),
                      128, RC_UNDECIDED, "do not separate at layer 1", "");
}
END_TEST

START_TEST(one_layer_that_fails_refutes)
{
    /* W = 2 I in even layers only: ahead at 1, behind at no later one */
    expect_claim(SLOWER("causal", "none", SPREAD,
                        "than: {value: {per-layer: [[[1/2, 0], [0, 1/2]], "
                        "[[4, 0], [0, 4]]]}}, at: [1, 2]"),
                 RC_REFUTED, "at layer 2", "");
    expect_claim(SLOWER("causal", "none", SPREAD,
                        "than: {value: {per-layer: [[[1/2, 0], [0, 1/2]], "
                        "[[4, 0], [0, 4]]]}}, at: [1]"),
                 RC_PROVED, "", "");
}
END_TEST

START_TEST(equality_is_not_slower)
{
    /* mu is 0 in both, exactly */
    expect_claim(
        SLOWER("causal", "none", EQUAL, "than: {mask: {window: 0}}, at: [1]"),
        RC_REFUTED, "certified not greater here", "");
    /* and the same number in both, which balls do not see */
    expect_claim_bits(
        SLOWER("causal", "none", SPREAD, "than: {norm: none}, at: [1]"), 256,
        RC_UNDECIDED, "do not separate at layer 1 with 256 bits, the limit",
        "");
    expect_claim_bits(SLOWER("causal", "none", SPREAD, "than: {}, at: [1]"),
                      256, RC_UNDECIDED, "do not separate", "");
}
END_TEST

/* ---- Breakdowns ---- */

START_TEST(either_orbit_may_break_down)
{
    expect_claim(SLOWER("{edges: [[1, 2], [2, 1]]}", "rms", OPPOSITE,
                        "than: {mask: causal}, at: [1]"),
                 RC_UNDEFINED, "y_1 of the model is exactly zero in layer 0",
                 "");
    expect_claim(SLOWER("{window: 0}", "rms", OPPOSITE,
                        "than: {mask: {edges: [[1, 2], [2, 1]]}}, at: [0, 4]"),
                 RC_UNDEFINED,
                 "y_1 of the other model is exactly zero in layer 0", "");
    /* nothing is asked of a layer where it would break down */
    expect_claim(SLOWER("{window: 0}", "rms", OPPOSITE,
                        "than: {value: {per-layer: [[[1, 0], [0, 1]], [[0, "
                        "0], [0, 0]]]}}, at: [2]"),
                 RC_UNDEFINED,
                 "y_1 of the other model is exactly zero in layer 1", "");
    expect_claim_bits(SLOWER("{window: 0}", "rms", OPPOSITE,
                             "than: {value: {per-layer: [[[1, 0], [0, 1]], "
                             "[[0, 0], [0, 0]]]}}, at: [1]"),
                      128, RC_UNDECIDED, "do not separate", "");
}
END_TEST

START_TEST(a_breakdown_that_is_not_shown_stays_open)
{
    /* sqrt(2)^2 - 2 is zero, and not rational as far as folding sees */
    expect_claim_bits(
        SLOWER("{window: 0}", "rms", SPREAD,
               "than: {value: [[sqrt(2) * sqrt(2) - 2, 0], [0, 1]]}, at: [1]"),
        128, RC_UNDECIDED,
        "||y_1|| of the other model in layer 0 is not certified positive with "
        "128 bits, the limit",
        "");
}
END_TEST

/* ---- Fields ---- */

START_TEST(fields_are_checked)
{
    expect_claim_error(SLOWER("causal", "none", SPREAD, "than: {}, at: []"),
                       "found an empty list");
    expect_claim_error(
        SLOWER("causal", "none", SPREAD, "than: {}, at: [3, 1, 3]"),
        "3 is listed twice");
    expect_claim_error(
        SLOWER("causal", "none", SPREAD, "than: {}, at: [1000001]"),
        "expected an integer from 0 to 1000000");
    expect_claim_error(SLOWER("causal", "none", SPREAD, "than: {}, at: [-1]"),
                       "expected an integer from 0 to 1000000");
    expect_claim_error(SLOWER("causal", "none", SPREAD, "than: {}"),
                       "has no 'at'");
    expect_claim_error(SLOWER("causal", "none", SPREAD, "at: [1]"),
                       "has no 'than'");
    expect_claim_error(
        SLOWER("causal", "none", SPREAD, "than: {tokens: 4}, at: [1]"),
        "'tokens' is 4 here, but 3 in the model");
    expect_claim_error("rankcert: 1\nmodel: {tokens: 1, dim: 1, mask: causal, "
                       "attention: uniform, norm: none, value: [[1]]}\n"
                       "claims: [{kind: slower, than: {}, at: [1]}]",
                       "needs a 'start'");
}
END_TEST

START_TEST(it_can_be_stopped)
{
    /* in either orbit: the first asks three times */
    for (int asked = 0; asked < 6; asked++) {
        int left = asked;
        const rc_limits limits = {.stop = stop_after, .context = &left};
        claim_run run;

        claim_open(&run, SLOWER("causal", "none", SPREAD,
                                "than: {mask: complete}, at: [2]"));
        ck_assert_int_eq(claim_verify(&run, 0, &limits), RC_UNDECIDED);
        ck_assert(strstr(run.reason, "stopped while following") != NULL);
        claim_close(&run);
    }
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("slower");

    tcase_add_test(tcase, what_collapses_less_is_slower);
    tcase_add_test(tcase, what_is_near_takes_more_bits);
    tcase_add_test(tcase, one_layer_that_fails_refutes);
    tcase_add_test(tcase, equality_is_not_slower);
    tcase_add_test(tcase, either_orbit_may_break_down);
    tcase_add_test(tcase, a_breakdown_that_is_not_shown_stays_open);
    tcase_add_test(tcase, fields_are_checked);
    tcase_add_test(tcase, it_can_be_stopped);
    return run_claim_tests(tcase);
}
