/* What reports say of equilibria. */

#include "claim/equilibrium.h"
#include "claim_support.h"

#define FIGURE_1                                                               \
    "rankcert: 1\n"                                                            \
    "model: {tokens: 2, dim: 2, mask: causal, attention: uniform, norm: rms, " \
    "value: [[1/2, 1], [0, 1]]}\n"                                             \
    "claims:\n  - {kind: equilibrium, near: "

/* The claim has this verdict, a figure of this form, and values with and
   without these parts. */
static void
expect_report(const char *yaml, rc_verdict verdict, const char *figure,
              const char *with, const char *without)
{
    claim_run run;
    char *values;

    claim_open(&run, yaml);
    ck_assert_int_eq(claim_verify(&run, 0, NULL), verdict);
    ck_assert_msg(strstr(rc_certificate_figure(run.out), figure) ==
                      rc_certificate_figure(run.out),
                  "%s", rc_certificate_figure(run.out));
    values = rc_certificate_values_json(run.out);
    ck_assert_ptr_nonnull(values);
    ck_assert_msg(strstr(values, with) != NULL, "%s", values);
    ck_assert_msg(strstr(values, without) == NULL, "%s", values);
    free(values);
    claim_close(&run);
}

START_TEST(an_equilibrium_has_its_tokens_and_radius)
{
    expect_report(FIGURE_1 "[[0, 1], [-3/5, -4/5]]}", RC_PROVED, "radius 0.0",
                  "\"equilibrium\":[[[\"", "rank");
}
END_TEST

START_TEST(a_rank_has_its_bounds_and_singular_value)
{
    expect_report(FIGURE_1 "[[0, 1], [-3/5, -4/5]], rank: 2}", RC_PROVED,
                  "sigma 2 >= 0.4472, radius 0.0",
                  "\"rank\":2,\"rank-at-least\":2,\"rank-at-most\":2,"
                  "\"rank-bound\":\"the number of tokens or coordinates\","
                  "\"sigma\":[\"",
                  "token\":");
    expect_report(FIGURE_1 "[[0, 1], [0, 1]], rank: 2}", RC_REFUTED,
                  "sigma 1 >= 1.414, radius 0.0",
                  "\"rank-bound\":\"coordinates closed under W\"", "token\":");
}
END_TEST

START_TEST(nothing_has_no_tokens)
{
    expect_report(FIGURE_1 "[[0, 1], [3/5, -4/5]]}", RC_REFUTED,
                  "none within 1/20", "\"token\":2", "equilibrium");
    expect_report(FIGURE_1 "[[0, 1], [0, -1]]}", RC_UNDEFINED, "", "{}",
                  "token");
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("equilibrium report");

    tcase_add_test(tcase, an_equilibrium_has_its_tokens_and_radius);
    tcase_add_test(tcase, a_rank_has_its_bounds_and_singular_value);
    tcase_add_test(tcase, nothing_has_no_tokens);
    return run_claim_tests(tcase);
}
