/* What is said about a collapse: which figures are there, that they agree with
   each other, and the claim in words. */

#include "collapse_support.h"

#define LINED(fields)                                                          \
    COLLAPSE("3", "1", "causal", "uniform", "[[1]]", "none",                   \
             "[[0], [1], [3]]", fields)

/* The values of a proved claim; the run stays open. */
static json_t *
values_of(claim_run *run, const char *yaml)
{
    claim_open(run, yaml);
    claim_verify(run, 0, NULL);
    ck_assert_msg(run->verdict == RC_PROVED, "%s", run->reason);
    return run->values;
}

/* values[path] is there, or not. */
static void
expect_there(json_t *values, const char *const *paths, int there)
{
    for (; *paths != NULL; paths++)
        ck_assert_msg((document_at(values, *paths) != NULL) == there, "%s: %s",
                      *paths, there ? "missing" : "unexpected");
}

/* x = the middle of an enclosure, or the number. */
static double
number_at(json_t *values, const char *path)
{
    json_t *x = document_at(values, path);

    ck_assert_msg(x != NULL, "no %s", path);
    if (json_is_array(x))
        return (strtod(json_string_value(json_array_get(x, 0)), NULL) +
                strtod(json_string_value(json_array_get(x, 1)), NULL)) /
               2;
    if (json_is_integer(x))
        return (double)json_integer_value(x);
    return strtod(json_string_value(x), NULL);
}

static void
expect_near(json_t *values, const char *path, double wanted)
{
    const double found = number_at(values, path);

    ck_assert_msg(found - wanted < 1e-6 && wanted - found < 1e-6,
                  "%s is %.9g, not %.9g", path, found, wanted);
}

START_TEST(figures_of_linear_layers)
{
    static const char *const there[] = {
        "paper/epsilon",  "paper/radius",        "paper/rate",
        "paper/decay",    "paper/constant",      "sharp/capture",
        "sharp/phases/1", "sharp/constant",      "sharp/block-length",
        "sharp/rate",     "sharp/decay",         "spectral/second-eigenvalue",
        "spectral/decay", "observed/rate",       "observed/decay",
        "observed/from",  "to-spectral",         "tightness",
        "gain",           "sharp/phases/1/rate", NULL};
    static const char *const absent[] = {"replay", "sharp/height",
                                         "sharp/phases/1/exponent",
                                         "sharp/phases/2", NULL};
    claim_run run;
    json_t *values = values_of(&run, LINED(""));

    expect_there(values, there, 1);
    expect_there(values, absent, 0);
    expect_near(values, "paper/epsilon", 1.0 / 3);
    expect_near(values, "paper/radius", 1);
    expect_near(values, "paper/rate", 2.0 / 3);
    expect_near(values, "paper/decay", 0.405465108);
    expect_near(values, "paper/constant", 2.598076211);
    expect_near(values, "sharp/constant", 2.598076211);
    expect_near(values, "spectral/second-eigenvalue", 0.5);
    expect_near(values, "spectral/decay", 0.693147181);
    expect_near(values, "observed/rate", 0.5);
    expect_near(values, "gain",
                number_at(values, "sharp/decay") /
                    number_at(values, "paper/decay"));
    expect_near(values, "to-spectral",
                number_at(values, "sharp/decay") /
                    number_at(values, "spectral/decay"));
    expect_near(values, "tightness",
                number_at(values, "sharp/decay") /
                    number_at(values, "observed/decay"));
    claim_close(&run);
}
END_TEST

START_TEST(figures_of_replays)
{
    static const char *const there[] = {
        "replay/to",           "replay/margin",          "replay/margin-at",
        "replay/paper-margin", "replay/paper-margin-at", NULL};
    static const char *const absent[] = {"observed", "tightness", NULL};
    claim_run run;
    json_t *values = values_of(&run, LINED(", replay: 12"));

    expect_there(values, there, 1);
    expect_near(values, "replay/to", 12);
    ck_assert(number_at(values, "replay/margin") > 0);
    claim_close(&run);
    values = values_of(&run, HALVING(", replay: 12"));
    ck_assert(number_at(values, "replay/margin") <= 0);
    ck_assert(number_at(values, "replay/margin") > -1e-12);
    claim_close(&run);
    values = values_of(&run, HALVING(", replay: 0"));
    expect_there(values, absent, 0);
    claim_close(&run);
}
END_TEST

/* A rate 0 has no decay, and no ratio to one. */
START_TEST(figures_of_rate_zero)
{
    static const char *const absent[] = {"sharp/decay",
                                         "gain",
                                         "tightness",
                                         "to-spectral",
                                         "spectral/decay",
                                         "observed",
                                         "sharp/phases/1/decay",
                                         NULL};
    static const char *const alone[] = {"paper/decay", NULL};
    claim_run run;
    json_t *values =
        values_of(&run, COLLAPSE("3", "1", "complete", "uniform", "[[1]]",
                                 "none", "[[0], [1], [3]]", ""));

    expect_there(values, absent, 0);
    expect_near(values, "sharp/rate", 0);
    expect_near(values, "spectral/second-eigenvalue", 0);
    claim_close(&run);
    /* one token: no radius, and the paper's form says nothing */
    values = values_of(&run, COLLAPSE("1", "1", "causal", "uniform", "[[1]]",
                                      "none", "[[4]]", ", replay: 2"));
    expect_near(values, "paper/radius", 0);
    expect_near(values, "paper/constant", 0);
    expect_near(values, "sharp/rate", 0);
    expect_there(values, alone, 1);
    expect_near(values, "paper/decay", 0);
    claim_close(&run);
}
END_TEST

START_TEST(figures_of_layer_norm)
{
    static const char *const there[] = {
        "sharp/height", "sharp/phases/1/exponent", "sharp/phases/2/from", NULL};
    claim_run run;
    json_t *values =
        values_of(&run, COLLAPSE("2", "2", "causal", SOFTMAX, "{identity: 2}",
                                 "rms", "[[2, 0], [0, 3]]", ", replay: 9"));

    expect_there(values, there, 1);
    expect_near(values, "sharp/constant", 4.242640687); /* sqrt(2 9) */
    expect_near(values, "sharp/phases/1/from",
                number_at(values, "sharp/capture"));
    claim_close(&run);
}
END_TEST

START_TEST(figures_in_short)
{
    claim_run run;

    values_of(&run, HALVING(""));
    /* rounded up */
    ck_assert_str_eq(rc_certificate_figure(run.out),
                     "rate 0.50001, |lambda_2| 0.5, paper's decay 0.69");
    claim_close(&run);
    values_of(&run, COLLAPSE("2", "1", "complete", "uniform", "[[1]]", "none",
                             "[[0], [1]]", ""));
    ck_assert_ptr_nonnull(strstr(rc_certificate_figure(run.out), "rate 0, "));
    claim_close(&run);
}
END_TEST

/* ---- In words ---- */

static void
expect_words(const char *yaml, const char *wanted)
{
    claim_run run;
    rc_text text;

    claim_open(&run, yaml);
    rc_text_init(&text);
    rc_collapse_describe(&text, &run.c, run.c.claims);
    ck_assert_ptr_nonnull(text.bytes);
    ck_assert_str_eq(text.bytes, wanted);
    rc_text_clear(&text);
    claim_close(&run);
}

START_TEST(words)
{
#define WORDS                                                                  \
    "the attention of the orbit from the start contracts, so that mu(X(t)) "   \
    "falls below a bound that tends to 0 exponentially, for all t"
    expect_words(HALVING(""), WORDS);
    expect_words(HALVING(", rate-at-most: 1/2"),
                 WORDS ", at a rate of at most 1/2");
    expect_words(HALVING(", constant-at-most: sqrt(2)"),
                 WORDS ", from a constant of at most sqrt(2)");
    expect_words(HALVING(", replay: 7, rate-at-most: 0.5"),
                 WORDS ", at a rate of at most 1/2, and mu is certified below "
                       "it and below the paper's form in layers 0 to 7");
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("collapse_report");

    tcase_add_test(tcase, figures_of_linear_layers);
    tcase_add_test(tcase, figures_of_replays);
    tcase_add_test(tcase, figures_of_rate_zero);
    tcase_add_test(tcase, figures_of_layer_norm);
    tcase_add_test(tcase, figures_in_short);
    tcase_add_test(tcase, words);
    return run_claim_tests(tcase);
}
