/* What is said about two orbits. */

#include "slower_support.h"

static void
expect_figure(const char *yaml, const char *figure)
{
    claim_run run;

    claim_open(&run, yaml);
    claim_verify(&run, 0, NULL);
    ck_assert_msg(strcmp(rc_certificate_figure(run.out), figure) == 0, "%s",
                  rc_certificate_figure(run.out));
    claim_close(&run);
}

START_TEST(the_figure_is_the_smallest_ratio)
{
    /* ratios 2, 4 and 8, in whatever order they are asked for */
    expect_figure(SLOWER("causal", "none", SPREAD,
                         "than: {value: [[1/2, 0], [0, 1/2]]}, at: [3, 1, 2]"),
                  "ratio(1) in [1.99999, 2.00001]");
    expect_figure(SLOWER("causal", "none", SPREAD,
                         "than: {value: [[2, 0], [0, 2]]}, at: [3, 1, 2]"),
                  "ratio(3) in [0.124999, 0.125001]");
    /* mu there is exactly zero: there is no ratio */
    expect_figure(SLOWER("causal", "none", "[[1, 0], [1, 0], [1, 0]]",
                         "than: {mask: {window: 0}}, at: [1]"),
                  "");
}
END_TEST

START_TEST(a_ratio_may_have_a_lower_bound_only)
{
    claim_run run;

    claim_open(&run, SLOWER("causal", "none", SPREAD,
                            "than: {mask: complete}, at: [2]"));
    ck_assert_int_eq(claim_verify(&run, 0, NULL), RC_PROVED);
    ck_assert_msg(strncmp(rc_certificate_figure(run.out), "ratio(2) >= ", 12) ==
                      0,
                  "%s", rc_certificate_figure(run.out));
    ck_assert_ptr_nonnull(json_object_get(
        json_array_get(json_object_get(run.values, "layers"), 0),
        "ratio-at-least"));
    claim_close(&run);
}
END_TEST

START_TEST(values_are_enclosures_at_each_layer)
{
    /* mu(X(0)) of [[0, 0], [3, 0], [0, 0]] is sqrt(6), and nothing moves */
    expect_claim(SLOWER("{window: 0}", "none", "[[0, 0], [3, 0], [0, 0]]",
                        "than: {value: [[1/2, 0], [0, 1/2]]}, at: [1]"),
                 RC_PROVED, "",
                 "{\"layers\":[{\"at\":1,\"mu\":[\"2.4494897427831780");
    expect_claim(SLOWER("{window: 0}", "none", "[[0, 0], [3, 0], [0, 0]]",
                        "than: {value: [[1/2, 0], [0, 1/2]]}, at: [1]"),
                 RC_PROVED, "", "\"mu-than\":[\"1.2247448713915890");
}
END_TEST

START_TEST(refutations_name_both_sides)
{
    expect_claim(SLOWER("{window: 0}", "none", "[[0, 0], [3, 0], [0, 0]]",
                        "than: {value: [[2, 0], [0, 2]]}, at: [1]"),
                 RC_REFUTED,
                 "at layer 1 mu is in [2.44948, 2.44949] here, and there at "
                 "least 4.89897: certified not greater here",
                 "");
}
END_TEST

static void
expect_words(const char *yaml, const char *words)
{
    claim_run run;
    char *text;

    claim_open(&run, yaml);
    text = rc_case_describe(&run.c);
    ck_assert_ptr_nonnull(text);
    ck_assert_msg(strstr(text, words) != NULL, "%s", text);
    free(text);
    claim_close(&run);
}

START_TEST(what_differs_is_put_into_words)
{
    expect_words(SLOWER("causal", "none", SPREAD,
                        "than: {norm: rms, mask: complete}, at: [4, 1]"),
                 "greater than that of another model's at t = 1, 4; the other "
                 "model has\n"
                 "      mask: complete\n"
                 "      LayerNorm: rms: every token is divided by its norm\n"
                 "      and else what this one has (exp");
    expect_words(SLOWER("causal", "none", SPREAD,
                        "than: {attention: {softmax: {query: {identity: 2}, "
                        "key: {identity: 2}}}}, at: [1]"),
                 "the other model has\n      attention: softmax of scores");
    /* the layers change what is random in these */
    expect_words(SLOWER("causal", "none", SPREAD, "than: {layers: 2}, at: [1]"),
                 "the other model has\n"
                 "      attention: uniform (1/n_i on the mask)\n"
                 "      value W_V = [[1, 0], [0, 1]]\n"
                 "      and else");
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("slower report");

    tcase_add_test(tcase, the_figure_is_the_smallest_ratio);
    tcase_add_test(tcase, a_ratio_may_have_a_lower_bound_only);
    tcase_add_test(tcase, values_are_enclosures_at_each_layer);
    tcase_add_test(tcase, refutations_name_both_sides);
    tcase_add_test(tcase, what_differs_is_put_into_words);
    return run_claim_tests(tcase);
}
