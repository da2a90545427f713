/* Claim kind `spectrum`: bounds held and not held, on either side of each
   boundary. */

#include "spectrum_support.h"

/* ---- One bound, by every method ---- */

/* |lambda_2| is p/q = `half` in each of these. */
static void
expect_bound(const char *tokens, const char *mask, const char *attention,
             const char *bound, rc_verdict verdict, const char *reason)
{
    char yaml[2048];

    snprintf(yaml, sizeof yaml, SPECTRUM_OF("%s", "%s", "%s", "%s"), tokens,
             mask, attention, bound);
    expect_claim(yaml, verdict, reason, "");
}

/* Bounds next to |lambda_2| = 1/2. */
static void
expect_next_to_half(const char *tokens, const char *mask, const char *attention)
{
    expect_bound(tokens, mask, attention, "at-least: 0.499999", RC_PROVED, "");
    expect_bound(tokens, mask, attention, "at-least: 0.500001", RC_REFUTED,
                 "certified not at least 500001/1000000");
    expect_bound(tokens, mask, attention, "at-most: 0.500001", RC_PROVED, "");
    expect_bound(tokens, mask, attention, "at-most: 0.499999", RC_REFUTED,
                 "certified not at most 499999/1000000");
    expect_bound(tokens, mask, attention,
                 "at-least: 0.499999, at-most: 0.500001", RC_PROVED, "");
    expect_bound(tokens, mask, attention,
                 "at-least: 0.500001, at-most: 0.500002", RC_REFUTED,
                 "not at least");
    expect_bound(tokens, mask, attention,
                 "at-least: 0.499998, at-most: 0.499999", RC_REFUTED,
                 "not at most");
    expect_bound(tokens, mask, attention, "at-least: sqrt(1/4 - 2^-50)",
                 RC_PROVED, "");
    expect_bound(tokens, mask, attention, "at-most: sqrt(1/4 - 2^-50)",
                 RC_REFUTED, "not at most sqrt(");
    expect_bound(tokens, mask, attention, "at-most: sqrt(1/4 + 2^-50)",
                 RC_PROVED, "");
}

START_TEST(bounds_are_compared_by_every_method)
{
    expect_next_to_half("4", "causal", "uniform");
    expect_next_to_half("3", PATH_3, "uniform");
    expect_next_to_half("5", STAR_5, "uniform");
    expect_next_to_half("6", HALVES_6, "uniform");
    expect_next_to_half("3", CYCLE_3, "uniform");
    expect_next_to_half("3", PATH_3, "{softmax: {query: [[1]], key: [[2]]}}");
    expect_next_to_half("3", PATH_3,
                        "{fixed: [[1/2, 1/2, 0], [1/3, 1/3, 1/3], [0, 1/2, "
                        "1/2]]}");
}
END_TEST

/* ---- Equality ---- */

static void
expect_equality_passes(const char *tokens, const char *mask)
{
    expect_bound(tokens, mask, "uniform", "at-least: 1/2", RC_PROVED, "");
    expect_bound(tokens, mask, "uniform", "at-most: 1/2", RC_PROVED, "");
    expect_bound(tokens, mask, "uniform", "at-least: 1/2, at-most: 1/2",
                 RC_PROVED, "");
    expect_bound(tokens, mask, "uniform", "at-least: 1/2, at-most: 0.49",
                 RC_REFUTED, "not at most 49/100");
}

START_TEST(equality_is_decided_where_it_is_exact)
{
    expect_equality_passes("4", "causal");
    expect_equality_passes("3", PATH_3);
    expect_equality_passes("5", STAR_5);
    expect_equality_passes("6", HALVES_6);
    expect_bound("4", "complete", "uniform", "at-most: 0", RC_PROVED, "");
    expect_bound("4", "complete", "uniform", "at-least: 0", RC_PROVED, "");
    expect_bound("4", "complete", "uniform", "at-least: 1e-30", RC_REFUTED,
                 "not at least");
    expect_bound("3", PATH_3, "uniform", "at-most: 0", RC_REFUTED,
                 "not at most 0");
    expect_bound("1", "complete", "uniform", "at-most: 0", RC_PROVED, "");
    expect_bound("4", "{edges: [[1, 2], [2, 1], [3, 4], [4, 3]]}", "uniform",
                 "at-least: 1, at-most: 1", RC_PROVED, "");
    expect_bound("3", PATH_3, "uniform", "at-most: 1", RC_PROVED, "");
    expect_bound("3", PATH_3, "uniform", "at-least: 1", RC_REFUTED,
                 "not at least 1");
    expect_bound("3", CYCLE_3, "uniform", "at-least: 1", RC_REFUTED,
                 "not at least 1");
}
END_TEST

START_TEST(exact_elimination_starts_where_balls_stay_open)
{
    const char *yaml = SPECTRUM("5", STAR_5, "at-least: 1/2");

    expect_claim_bits(yaml, 64, RC_PROVED, "", "");
    expect_claim_bits(yaml, 16384, RC_PROVED, "", "");
    /* an irrational bound beside it leaves no exact matrix */
    expect_claim_bits(
        SPECTRUM("5", STAR_5, "at-least: 1/2, at-most: sqrt(1/2)"), 1024,
        RC_UNDECIDED, "\"at least 1/2\" with 1024 bits", "");
    expect_claim_bits(
        SPECTRUM("5", STAR_5, "at-least: sqrt(1/5), at-most: 1/2"), 1024,
        RC_UNDECIDED, "\"at most 1/2\" with 1024 bits", "");
    /* but for one that needs no matrix, and for a refutation */
    expect_claim(SPECTRUM("5", STAR_5, "at-least: 1/2, at-most: sqrt(2)"),
                 RC_PROVED, "", "");
    expect_claim(SPECTRUM("5", STAR_5, "at-least: 1, at-most: sqrt(1/2)"),
                 RC_REFUTED, "not at least 1", "");
    expect_claim_bits(SPECTRUM("5", STAR_5, "at-most: sqrt(1/2) * sqrt(1/2)"),
                      1024, RC_UNDECIDED, "does not separate", "");
    expect_claim_bits(SPECTRUM("128", "{star: 1}", "at-most: 1/2"), 512,
                      RC_PROVED, "", "");
    expect_claim_bits(SPECTRUM("129", "{star: 1}", "at-most: 1/2"), 512,
                      RC_UNDECIDED, "does not separate", "");
    expect_claim_bits(SPECTRUM("3", CYCLE_3, "at-most: 1/2"), 1024,
                      RC_UNDECIDED, "\"at most 1/2\" with 1024 bits", "");
}
END_TEST

/* ---- Bounds that say it all ---- */

START_TEST(bounds_beyond_zero_and_one_need_no_method)
{
    static const char *const masks[] = {PATH_3, CYCLE_3, "causal"};

    for (size_t k = 0; k < 3; k++) {
        expect_bound("3", masks[k], "uniform", "at-most: 2", RC_PROVED, "");
        expect_bound("3", masks[k], "uniform", "at-least: 2", RC_REFUTED,
                     "not at least 2");
        expect_bound("3", masks[k], "uniform", "at-least: -1/3", RC_PROVED, "");
        expect_bound("3", masks[k], "uniform", "at-most: -1/3", RC_REFUTED,
                     "not at most -1/3");
        expect_bound("3", masks[k], "uniform", "at-most: sqrt(2)", RC_PROVED,
                     "");
        expect_bound("3", masks[k], "uniform", "at-most: -sqrt(2)", RC_REFUTED,
                     "not at most");
        expect_bound("3", masks[k], "uniform", "at-least: -sqrt(2)", RC_PROVED,
                     "");
        expect_bound("3", masks[k], "uniform", "at-least: 0.4, at-most: 2",
                     RC_PROVED, "");
    }
}
END_TEST

/* ---- What is not decided ---- */

START_TEST(no_matrix_or_no_method_is_unsupported)
{
    const char *big = "{union: [{causal-window: 2}, {edges: [[300, 1]]}]}";

    expect_bound("2", "complete",
                 "{fixed: {per-layer: [[[1/2, 1/2], [1/2, 1/2]], [[1/2, 1/2], "
                 "[1/3, 2/3]]]}}",
                 "at-most: 2", RC_UNSUPPORTED, "differ by layer");
    expect_bound("300", big, "uniform", "at-most: 1/2", RC_UNSUPPORTED,
                 "with 300 tokens there is no method");
    expect_bound("300", big, "uniform", "at-most: 2", RC_PROVED, "");
    expect_bound("3", CYCLE_3, "uniform", "at-most: 0", RC_UNSUPPORTED,
                 "a bound of 0 needs");
}
END_TEST

START_TEST(fields_are_checked)
{
    expect_claim_error(SPECTRUM("3", "causal", ""),
                       "second-eigenvalue needs one of at-least, at-most");
    expect_claim_error("rankcert: 1\nmodel: {tokens: 1, dim: 1, mask: causal, "
                       "attention: uniform, norm: none, value: [[1]]}\n"
                       "claims: [{kind: spectrum}]",
                       "has no 'second-eigenvalue'");
    expect_claim_error("rankcert: 1\nclaims: [{kind: spectrum, "
                       "second-eigenvalue: {at-most: 1}}]",
                       "needs a 'model'");
}
END_TEST

START_TEST(it_can_be_stopped)
{
    int left = 1;
    const rc_limits limits = {.stop = stop_after, .context = &left};
    claim_run run;

    claim_open(&run, SPECTRUM("3", PATH_3, "at-most: 0.6"));
    ck_assert_int_eq(claim_verify(&run, 0, &limits), RC_UNDECIDED);
    ck_assert(strstr(run.reason, "stopped") != NULL);
    claim_close(&run);
}
END_TEST

START_TEST(a_long_window_is_decided)
{
    expect_claim(
        SPECTRUM("512", "{window: 2}", "at-least: 0.9999, at-most: 0.99999"),
        RC_PROVED, "", "\"method\":\"symmetric\"");
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("spectrum");

    tcase_set_timeout(tcase, 120);
    tcase_add_test(tcase, bounds_are_compared_by_every_method);
    tcase_add_test(tcase, equality_is_decided_where_it_is_exact);
    tcase_add_test(tcase, exact_elimination_starts_where_balls_stay_open);
    tcase_add_test(tcase, bounds_beyond_zero_and_one_need_no_method);
    tcase_add_test(tcase, no_matrix_or_no_method_is_unsupported);
    tcase_add_test(tcase, fields_are_checked);
    tcase_add_test(tcase, it_can_be_stopped);
    tcase_add_test(tcase, a_long_window_is_decided);
    return run_claim_tests(tcase);
}
