/* Claim kind `collapse`: every verdict, just inside and just outside of what
   it takes. */

#include "collapse_support.h"

/* ---- Proved ---- */

START_TEST(two_tokens_halve)
{
    expect_claim(HALVING(""), RC_PROVED, "", "\"constant\"");
    expect_claim(HALVING(", rate-at-most: 1/2, constant-at-most: 1, replay: 9"),
                 RC_PROVED, "", "");
}
END_TEST

START_TEST(equality_passes_and_nothing_below)
{
    expect_claim(HALVING(", rate-at-most: 1/2"), RC_PROVED, "", "");
    expect_claim(HALVING(", rate-at-most: 1/2 + 1e-30"), RC_PROVED, "", "");
    expect_claim(HALVING(", rate-at-most: 1/2 - 1e-30"), RC_UNSUPPORTED,
                 "no rate below |lambda_2|", "");
    expect_claim(HALVING(", rate-at-most: -1/2"), RC_UNSUPPORTED, "R5", "");
    expect_claim(HALVING(", rate-at-most: 0"), RC_UNSUPPORTED, "R5", "");
    expect_claim(HALVING(", constant-at-most: 1"), RC_PROVED, "", "");
    expect_claim(HALVING(", constant-at-most: 1 - 1e-30"), RC_UNDECIDED,
                 "the constant 1", "");
    expect_claim(HALVING(", constant-at-most: -1"), RC_UNDECIDED,
                 "the constant 1", "");
    /* irrational numbers are compared by balls, where equality stays open */
    expect_claim(HALVING(", rate-at-most: sqrt(1/4 + 1e-30)"), RC_PROVED, "",
                 "");
    expect_claim(HALVING(", rate-at-most: sqrt(2) - 1"), RC_UNSUPPORTED, "R5",
                 "");
    expect_claim(HALVING(", rate-at-most: 1 - sqrt(3)"), RC_UNSUPPORTED, "R5",
                 "");
    expect_claim(HALVING(", constant-at-most: sqrt(1 + 1e-30)"), RC_PROVED, "",
                 "");
    expect_claim(HALVING(", constant-at-most: sqrt(1 - 1e-30)"), RC_UNDECIDED,
                 "the constant 1", "");
    expect_claim(HALVING(", constant-at-most: -sqrt(2)"), RC_UNDECIDED,
                 "the constant 1", "");
}
END_TEST

/* All weights alike: rate 0, and everything is there after one layer. */
START_TEST(rate_zero)
{
#define COMPLETE(fields)                                                       \
    COLLAPSE("3", "1", "complete", "uniform", "[[1]]", "none",                 \
             "[[0], [1], [3]]", fields)
    expect_claim(COMPLETE(", rate-at-most: 0, replay: 4"), RC_PROVED, "",
                 "\"rate\":");
    expect_claim(COMPLETE(", rate-at-most: sqrt(2)/1000"), RC_PROVED, "", "");
    expect_claim(COMPLETE(", rate-at-most: -1e-30"), RC_UNSUPPORTED, "R5", "");
    /* 3/4 9 = 27/4 */
    expect_claim(COMPLETE(", constant-at-most: 2598/1000"), RC_UNDECIDED,
                 "the constant 2.598", "");
    expect_claim(COMPLETE(", constant-at-most: 2.5981"), RC_PROVED, "", "");
}
END_TEST

START_TEST(one_token_and_tokens_that_agree)
{
    expect_claim(COLLAPSE("1", "1", "causal", "uniform", "[[1]]", "none",
                          "[[5]]",
                          ", rate-at-most: 0, constant-at-most: 0, replay: 3"),
                 RC_PROVED, "", "");
    expect_claim(COLLAPSE("1", "2", "causal", SOFTMAX, "{identity: 2}", "rms",
                          "[[3, 4]]", ", rate-at-most: 0, replay: 3"),
                 RC_PROVED, "", "");
    expect_claim(COLLAPSE("1", "2", "causal", SOFTMAX, "{identity: 2}", "rms",
                          "[[3/5, 4/5]]",
                          ", rate-at-most: 0, constant-at-most: 0, replay: 3"),
                 RC_PROVED, "", "");
    expect_claim(COLLAPSE("3", "1", "causal", "uniform", "[[1]]", "none",
                          "[[2], [2], [2]]",
                          ", constant-at-most: 0, replay: 5"),
                 RC_PROVED, "", "");
    expect_claim(COLLAPSE("3", "2", "causal", SOFTMAX, "{identity: 2}", "none",
                          "[[0, 0], [0, 0], [0, 0]]",
                          ", constant-at-most: 0, replay: 5"),
                 RC_PROVED, "", "");
}
END_TEST

START_TEST(softmax_gets_near_consensus)
{
#define SOFT(fields)                                                           \
    COLLAPSE("2", "2", "causal", SOFTMAX, "{identity: 2}", "none",             \
             "[[0, 0], [1, 1]]", fields)
    expect_claim(SOFT(", rate-at-most: 0.51, constant-at-most: 1, replay: 20"),
                 RC_PROVED, "", "");
    expect_claim(SOFT(", rate-at-most: 0.5"), RC_UNDECIDED, "the rate 0.5", "");
    expect_claim(SOFT(", rate-at-most: 0.49"), RC_UNSUPPORTED, "R5", "");
    /* without scores the weights are uniform */
    expect_claim(COLLAPSE("2", "2", "causal",
                          "{softmax: {query: [[0, 0], [0, 0]], "
                          "key: [[1, 0], [0, 1]]}}",
                          "{identity: 2}", "none", "[[0, 0], [1, 1]]",
                          ", rate-at-most: 1/2 + 1e-6, constant-at-most: 1, "
                          "replay: 12"),
                 RC_PROVED, "", "");
}
END_TEST

START_TEST(layers_that_differ)
{
    /* the least weights over both layers are 1/2 and 1/4 */
#define LAYERS(fields)                                                         \
    COLLAPSE("2", "1", "causal",                                               \
             "{fixed: {per-layer: [[[1, 0], [1/2, 1/2]], [[1, 0], "            \
             "[1/4, 3/4]]]}}",                                                 \
             "{per-layer: [[[1]], [[-1/2]], [[1]]]}", "none", "[[0], [1]]",    \
             fields)
    expect_claim(LAYERS(", rate-at-most: 3/4, replay: 12"), RC_PROVED, "", "");
    expect_claim(LAYERS(", rate-at-most: 3/4 - 1e-30"), RC_UNDECIDED,
                 "the rate 0.75", "");
    expect_claim(COLLAPSE("2", "1", "causal", "uniform",
                          "{per-layer: [[[1]], [[1.0000001]]]}", "none",
                          "[[0], [1]]", ""),
                 RC_UNSUPPORTED, "R18", "");
}
END_TEST

/* ---- LayerNorm ---- */

#define NORM(norm, attention, value, start, fields)                            \
    COLLAPSE("2", "2", "causal", attention, value, norm, start, fields)

START_TEST(layer_norms)
{
    expect_claim(NORM("rms", "uniform", "[[0, -1], [1, 0]]", "[[1, 0], [0, 1]]",
                      ", rate-at-most: 0.51, replay: 20"),
                 RC_PROVED, "", "\"height\"");
    expect_claim(NORM("rms", SOFTMAX, "[[0, -1], [1, 0]]",
                      "[[3/5, 4/5], [1, 0]]",
                      ", rate-at-most: 0.51, replay: 20"),
                 RC_PROVED, "", "\"height\"");
    /* not of length 1: from a later layer */
    expect_claim(NORM("rms", SOFTMAX, "[[0, -1], [1, 0]]", "[[2, 0], [0, 3]]",
                      ", replay: 20, constant-at-most: 4.2426407"),
                 RC_PROVED, "", "\"height\"");
    expect_claim(NORM("rms", "uniform", "[[0, -1], [1, 0]]", "[[2, 0], [0, 3]]",
                      ", constant-at-most: 4.2426406"),
                 RC_UNDECIDED, "the constant 4.24264", "");
    expect_claim(COLLAPSE("2", "3", "causal", "uniform", "{identity: 3}",
                          "layer", "[[1, 2, 4], [1, 3, -1]]", ", replay: 20"),
                 RC_PROVED, "", "\"height\"");
}
END_TEST

/* The tokens lie above a line by 1e-30. */
START_TEST(barely_in_a_hemisphere)
{
    expect_claim(NORM("rms", "uniform", "{identity: 2}",
                      "[[1, 1e-30], [-1, 1e-30]]", ", replay: 12"),
                 RC_PROVED, "", "\"height\"");
}
END_TEST

START_TEST(opposite_tokens_break_down)
{
    expect_claim(
        NORM("rms", "uniform", "{identity: 2}", "[[1, 0], [-1, 0]]", ""),
        RC_UNDEFINED, "y_2 is exactly zero in layer 0", "{}");
    expect_claim(COLLAPSE("2", "3", "causal", "uniform", "{identity: 3}",
                          "layer", "[[1, 2, 4], [5, 5, 5]]", ""),
                 RC_PROVED, "", "");
    expect_claim(COLLAPSE("2", "3", "causal", "uniform", "{identity: 3}",
                          "layer", "[[5, 5, 5], [1, 2, 4]]", ""),
                 RC_UNDEFINED, "y_1 is exactly zero in layer 0", "{}");
}
END_TEST

/* ---- Refuted ---- */

#define SOURCES(attention, value, norm, fields)                                \
    COLLAPSE("3", "2", "{edges: [[1, 3], [2, 3]]}", attention, value, norm,    \
             "[[1, 0], [0, 1], [3/5, 4/5]]", fields)

START_TEST(two_sources_refute_whatever_is_asked)
{
    static const char *const all[] = {
        SOURCES("uniform", "{identity: 2}", "none", ""),
        SOURCES("uniform", "[[0, 0], [0, 0]]", "none", ""),
        SOURCES("uniform", "[[2, 1], [0, 2]]", "rms", ", rate-at-most: 1/2"),
        SOURCES("uniform", "{identity: 2}", "layer", ", replay: 5"),
        SOURCES("uniform", "[[sqrt(2), 0], [0, 1]]", "none",
                ", constant-at-most: 100, rate-at-most: 99/100, replay: 4"),
        SOURCES(SOFTMAX, "{identity: 2}", "rms", ""),
        SOURCES("{fixed: [[1, 0, 0], [0, 1, 0], [1/3, 1/3, 1/3]]}",
                "{identity: 2}", "none", ""),
    };

    for (size_t k = 0; k < sizeof all / sizeof *all; k++) {
        json_t *root;

        expect_claim(all[k], RC_REFUTED, "no token reaches all others",
                     "{\"source-components\":[[1],[2]]}");
        root = document_of(all[k], 0, RC_REFUTED);
        expect_part(root, "results", "['R1','R7']");
        expect_part(root, "witness", "{'sources':[[1],[2]]}");
        json_decref(root);
    }
}
END_TEST

/* ---- Unsupported ---- */

START_TEST(values_that_are_not_supported)
{
    expect_claim(
        NORM("none", "uniform", "[[1, 1], [0, 1]]", "[[0, 0], [1, 1]]", ""),
        RC_UNSUPPORTED, "R18 does not bound", "{}");
    expect_claim(NORM("none", "uniform", "[[1/2, 1], [0, 1]]",
                      "[[0, 0], [1, 1]]", ", replay: 20"),
                 RC_PROVED, "", "");
    expect_claim(NORM("none", "uniform", "[[1 + 1e-30, 0], [0, 1]]",
                      "[[0, 0], [1, 1]]", ""),
                 RC_UNSUPPORTED, "R18", "{}");
    expect_claim(NORM("none", "uniform", "[[sqrt(2)/2, 0], [0, 1]]",
                      "[[0, 0], [1, 1]]", ""),
                 RC_UNSUPPORTED, "R18", "{}");
    expect_claim(
        NORM("rms", "uniform", "[[1/2, 1], [0, 1]]", "[[1, 0], [0, 1]]", ""),
        RC_UNSUPPORTED, "R9 ", "{}");
    expect_claim(NORM("rms", "uniform", "[[1 - 1e-30, 0], [0, 1]]",
                      "[[1, 0], [0, 1]]", ""),
                 RC_UNSUPPORTED, "R9 ", "{}");
    expect_claim(NORM("rms", "uniform",
                      "[[sqrt(2)/2, sqrt(2)/2], [-sqrt(2)/2, sqrt(2)/2]]",
                      "[[1, 0], [0, 1]]", ""),
                 RC_UNSUPPORTED, "R9 ", "{}");
    expect_claim(
        NORM("layer", "uniform", "[[1, 0], [0, 3]]", "[[1, 0], [2, 0]]", ""),
        RC_UNSUPPORTED, "R9 ", "{}");
}
END_TEST

/* ---- Undecided ---- */

START_TEST(no_hemisphere)
{
    /* the second token looks away from itself only a little */
    expect_claim(NORM("rms", "{fixed: [[1, 0], [1e-9, 1 - 1e-9]]}",
                      "{identity: 2}", "[[1, 0], [-1, 0]]", ""),
                 RC_UNDECIDED, "no hemisphere was found", "{}");
}
END_TEST

#define FAR                                                                    \
    COLLAPSE("2", "1", "causal", "{softmax: {query: [[1]], key: [[1]]}}",      \
             "[[1]]", "none", "[[0], [20]]", "")

START_TEST(too_few_bits)
{
    static const char near[] =
        NORM("rms", "uniform", "{identity: 2}", "[[1/3, 1e-30], [-1/3, 1e-30]]",
             ", replay: 3");

    expect_claim(near, RC_PROVED, "", "");
    expect_claim_bits(near, 64, RC_UNDECIDED,
                      "||y_2|| in layer 0 is not certified positive with 64 "
                      "bits, the limit",
                      "{}");
    /* token 2 looks at token 1 with a weight of exp(-400) */
    expect_claim(FAR, RC_PROVED, "", "");
    expect_claim_bits(FAR, 128, RC_UNDECIDED,
                      "no block of layers contracts by as much as 128 binary "
                      "places show, the limit",
                      "{}");
    /* an irrational start: equality in layer 0 is never certified */
    expect_claim_bits(COLLAPSE("2", "1", "causal", "uniform", "[[1]]", "none",
                               "[[0], [sqrt(2)]]", ", replay: 3"),
                      256, RC_UNDECIDED,
                      "mu(X(0)) is not certified to be below the bounds with "
                      "256 bits, the limit",
                      "");
}
END_TEST

START_TEST(no_more_bits_than_allowed)
{
    const rc_limits limits = {.max_bits = 64};
    claim_run run;

    claim_open(&run, SOFT(", replay: 20"));
    ck_assert_int_eq(claim_verify(&run, 0, &limits), RC_PROVED);
    ck_assert_int_eq(rc_certificate_bits(run.out), 64);
    claim_close(&run);
}
END_TEST

START_TEST(it_can_be_stopped)
{
    for (int asked = 0; asked < 6; asked++) {
        int left = asked;
        const rc_limits limits = {.stop = stop_after, .context = &left};
        claim_run run;

        claim_open(&run, SOFT(", replay: 20"));
        ck_assert_int_eq(claim_verify(&run, 0, &limits), RC_UNDECIDED);
        ck_assert_msg(strstr(run.reason, "stopped") != NULL, "%s", run.reason);
        claim_close(&run);
    }
}
END_TEST

/* ---- Fields ---- */

START_TEST(fields_are_checked)
{
    expect_claim_error(HALVING(", replay: -1"), "from 0 to 1000000");
    expect_claim_error(HALVING(", replay: 1000001"), "from 0 to 1000000");
    expect_claim_error(HALVING(", rate: 1/2"), "rate");
    expect_claim_error("rankcert: 1\nmodel: {tokens: 1, dim: 1, mask: causal, "
                       "attention: uniform, norm: none, value: [[1]]}\n"
                       "claims: [{kind: collapse}]",
                       "needs a 'start'");
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("collapse");

    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, two_tokens_halve);
    tcase_add_test(tcase, equality_passes_and_nothing_below);
    tcase_add_test(tcase, rate_zero);
    tcase_add_test(tcase, one_token_and_tokens_that_agree);
    tcase_add_test(tcase, softmax_gets_near_consensus);
    tcase_add_test(tcase, layers_that_differ);
    tcase_add_test(tcase, layer_norms);
    tcase_add_test(tcase, barely_in_a_hemisphere);
    tcase_add_test(tcase, opposite_tokens_break_down);
    tcase_add_test(tcase, two_sources_refute_whatever_is_asked);
    tcase_add_test(tcase, values_that_are_not_supported);
    tcase_add_test(tcase, no_hemisphere);
    tcase_add_test(tcase, too_few_bits);
    tcase_add_test(tcase, no_more_bits_than_allowed);
    tcase_add_test(tcase, it_can_be_stopped);
    tcase_add_test(tcase, fields_are_checked);
    return run_claim_tests(tcase);
}
