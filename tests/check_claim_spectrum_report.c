/* What is said about second eigenvalues. */

#include "spectrum_support.h"

/* Verifies, and looks for these parts in figure and values. */
static void
expect_report(const char *yaml, const char *figure, const char *values)
{
    claim_run run;
    char *text;

    claim_open(&run, yaml);
    claim_verify(&run, 0, NULL);
    text = json_dumps(run.values, JSON_COMPACT | JSON_SORT_KEYS);
    ck_assert_msg(strcmp(rc_certificate_figure(run.out), figure) == 0, "%s",
                  rc_certificate_figure(run.out));
    ck_assert_msg(strstr(text, values) != NULL, "%s", text);
    free(text);
    claim_close(&run);
}

START_TEST(the_figure_is_an_enclosure)
{
    expect_report(SPECTRUM("4", "causal", "at-most: 1"),
                  "|lambda_2| in [0.5, 0.5]",
                  "{\"method\":\"order\",\"second-eigenvalue\":[\"0.5\","
                  "\"0.5\"]}");
    expect_report(SPECTRUM("4", "complete", "at-most: 1"),
                  "|lambda_2| in [0, 0]", "\"method\":\"symmetric\"");
    expect_report(SPECTRUM("3", PATH_3, "at-most: 0.4"),
                  "|lambda_2| in [0.499999, 0.500001]",
                  "\"method\":\"symmetric\"");
    expect_report(SPECTRUM("3", CYCLE_3, "at-most: 0.4"),
                  "|lambda_2| in [0.499999, 0.500001]",
                  "\"method\":\"polynomial\"");
    expect_report(SPECTRUM("4", "{edges: [[1, 2], [2, 1], [3, 4], [4, 3]]}",
                           "at-most: 1"),
                  "|lambda_2| in [1, 1]", "\"method\":\"two sources\"");
    expect_report(SPECTRUM("300",
                           "{union: [{causal-window: 2}, {edges: [[300, "
                           "1]]}]}",
                           "at-most: 2"),
                  "", "{\"method\":\"none\"}");
}
END_TEST

START_TEST(reasons_name_both_sides)
{
    expect_claim(SPECTRUM("4", "causal", "at-least: 3/5"), RC_REFUTED,
                 "|lambda_2| in [0.5, 0.5], certified not at least 3/5", "");
    expect_claim(SPECTRUM("3", PATH_3, "at-least: 0.1, at-most: 2/5"),
                 RC_REFUTED,
                 "|lambda_2| in [0.499999, 0.500001], certified not at most "
                 "2/5",
                 "");
    expect_claim_bits(SPECTRUM("3", CYCLE_3, "at-least: 0.1, at-most: 1/2"),
                      128, RC_UNDECIDED,
                      "|lambda_2| in [0.499999, 0.500001] does not separate "
                      "from the bound \"at most 1/2\" with 128 bits, the limit",
                      "");
}
END_TEST

START_TEST(bits_are_those_that_decided)
{
    claim_run run;

    claim_open(&run, SPECTRUM("3", PATH_3, "at-most: 0.4"));
    claim_verify(&run, 0, NULL);
    ck_assert_int_eq(rc_certificate_bits(run.out), 64);
    claim_close(&run);
    claim_open(&run, SPECTRUM("3", PATH_3, "at-most: 1/2"));
    claim_verify(&run, 0, NULL);
    ck_assert_int_eq(rc_certificate_bits(run.out), 0);
    claim_close(&run);
    claim_open(&run, SPECTRUM("3", PATH_3,
                              "at-least: 0.1, at-most: 1/2 + "
                              "2^-100"));
    claim_verify(&run, 0, NULL);
    ck_assert_int_eq(rc_certificate_bits(run.out), 128);
    claim_close(&run);
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

START_TEST(claims_are_put_into_words)
{
    expect_words(SPECTRUM("3", PATH_3, "at-least: 1/4, at-most: 0.5"),
                 "the second eigenvalue of the matrix with 1/n_i on the mask "
                 "is, in absolute value, at least 1/4 and at most 1/2 (exp");
    expect_words(SPECTRUM("3", PATH_3, "at-most: 0.5"),
                 "absolute value, at most 1/2 (exp");
    expect_words(SPECTRUM_OF("2", "complete",
                             "{fixed: [[1/2, 1/2], [1/2, 1/2]]}",
                             "at-least: 0"),
                 "matrix of fixed weights is, in absolute value, at least 0 "
                 "(exp");
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("spectrum report");

    tcase_add_test(tcase, the_figure_is_an_enclosure);
    tcase_add_test(tcase, reasons_name_both_sides);
    tcase_add_test(tcase, bits_are_those_that_decided);
    tcase_add_test(tcase, claims_are_put_into_words);
    return run_claim_tests(tcase);
}
