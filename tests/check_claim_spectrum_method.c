/* Which method a model's second eigenvalue is had by. */

#include "spectrum_support.h"

static void
expect_method(const char *yaml, rc_spectrum_method method, const char *exact)
{
    spectrum_fixture f;
    char *text;

    ck_assert_int_eq(spectrum_open(&f, yaml), RC_OK);
    ck_assert_msg(f.s.method == method, "%s: %d", yaml, (int)f.s.method);
    text = fmpq_get_str(NULL, 10, f.s.exact);
    ck_assert_msg(strcmp(text, exact) == 0, "%s: %s", yaml, text);
    flint_free(text);
    spectrum_close(&f);
}

START_TEST(one_token_has_no_second_eigenvalue)
{
    expect_method(SPECTRUM("1", "complete", "at-most: 0"), RC_SPECTRUM_ORDER,
                  "0");
}
END_TEST

START_TEST(ordered_tokens_show_the_diagonal)
{
    expect_method(SPECTRUM("4", "causal", "at-most: 1"), RC_SPECTRUM_ORDER,
                  "1/2");
    /* token 3 first, two tokens with 1/1: lambda_2 is 1 */
    expect_method(
        SPECTRUM("3", "{edges: [[3, 1], [1, 2], [3, 2]]}", "at-most: 1"),
        RC_SPECTRUM_ORDER, "1/2");
    expect_method(SPECTRUM("3", "{edges: [[1, 3]]}", "at-most: 1"),
                  RC_SPECTRUM_ORDER, "1");
    expect_method(SPECTRUM_OF("3", "causal",
                              "{fixed: [[1, 0, 0], [3/4, 1/4, 0], [1/3, 1/3, "
                              "1/3]]}",
                              "at-most: 1"),
                  RC_SPECTRUM_ORDER, "1/3");
    expect_method(SPECTRUM_OF("2", "causal",
                              "{softmax: {query: [[1]], key: "
                              "[[1]]}}",
                              "at-most: 1"),
                  RC_SPECTRUM_ORDER, "1/2");
}
END_TEST

START_TEST(an_order_has_each_after_what_it_attends_to)
{
    spectrum_fixture f;
    const rc_mask *mask;

    ck_assert_int_eq(
        spectrum_open(&f, SPECTRUM("5",
                                   "{edges: [[5, 1], [1, 3], [3, 2], [4, 2], "
                                   "[5, 4]]}",
                                   "at-most: 1")),
        RC_OK);
    mask = f.run.c.model.mask;
    ck_assert_int_eq(f.s.method, RC_SPECTRUM_ORDER);
    for (long k = 0; k < 5; k++)
        for (long l = k + 1; l < 5; l++) {
            ck_assert_int_ne(f.s.order[k], f.s.order[l]);
            ck_assert(!rc_mask_has(mask, f.s.order[k], f.s.order[l]));
        }
    spectrum_close(&f);
}
END_TEST

START_TEST(two_sources_give_one)
{
    expect_method(SPECTRUM("4", "{edges: [[1, 2], [2, 1], [3, 4], [4, 3]]}",
                           "at-most: 1"),
                  RC_SPECTRUM_SOURCES, "1");
}
END_TEST

START_TEST(symmetric_masks_are_counted)
{
    expect_method(SPECTRUM("3", PATH_3, "at-most: 1"), RC_SPECTRUM_SYMMETRIC,
                  "0");
    expect_method(SPECTRUM_OF("3", PATH_3,
                              "{softmax: {query: [[1]], key: [[1]]}}",
                              "at-most: 1"),
                  RC_SPECTRUM_SYMMETRIC, "0");
    expect_method(SPECTRUM("3", CYCLE_3, "at-most: 1"), RC_SPECTRUM_POLYNOMIAL,
                  "0");
    /* fixed weights have no M = D^-1 G */
    expect_method(SPECTRUM_OF("2", "complete",
                              "{fixed: [[1/2, 1/2], [1/2, 1/2]]}",
                              "at-most: 1"),
                  RC_SPECTRUM_POLYNOMIAL, "0");
}
END_TEST

/* Which of the four, or none, with this status. */
static void
expect_status(long tokens, const char *mask, const char *attention,
              rc_status status)
{
    spectrum_fixture f;
    char yaml[512];

    snprintf(yaml, sizeof yaml, SPECTRUM_OF("%ld", "%s", "%s", "at-most: 1"),
             tokens, mask, attention);
    ck_assert_int_eq(spectrum_open(&f, yaml), status);
    ck_assert_int_eq(f.s.method == RC_SPECTRUM_NONE, status != RC_OK);
    spectrum_close(&f);
}

START_TEST(there_are_limits)
{
    expect_status(1024, "{window: 1}", "uniform", RC_OK);
    expect_status(1025, "{window: 1}", "uniform", RC_LIMIT);
    expect_status(257, "{union: [{causal-window: 2}, {edges: [[257, 1]]}]}",
                  "uniform", RC_LIMIT);
    expect_status(4096, "{causal-window: 2}", "uniform", RC_OK);
    expect_status(2, "complete",
                  "{fixed: {per-layer: [[[1/2, 1/2], [1/2, 1/2]], [[1/2, "
                  "1/2], [1/2, 1/2]]]}}",
                  RC_DOMAIN);
    expect_status(2, "complete",
                  "{fixed: {per-layer: [[[1/2, 1/2], [1/2, 1/2]]]}}", RC_OK);
}
END_TEST

START_TEST(entries_are_exact)
{
    spectrum_fixture f;
    fmpq_t q, expected;

    fmpq_init(q);
    fmpq_init(expected);
    ck_assert_int_eq(spectrum_open(&f, SPECTRUM("3", PATH_3, "at-most: 1")),
                     RC_OK);
    rc_spectrum_entry(q, &f.job, 1, 0);
    fmpq_set_si(expected, 1, 3);
    ck_assert(fmpq_equal(q, expected));
    rc_spectrum_entry(q, &f.job, 0, 2);
    ck_assert(fmpq_is_zero(q));
    spectrum_close(&f);
    ck_assert_int_eq(
        spectrum_open(&f, SPECTRUM_OF("2", "complete",
                                      "{fixed: [[1/2, 1/2], [2/7, 5/7]]}",
                                      "at-most: 1")),
        RC_OK);
    rc_spectrum_entry(q, &f.job, 1, 0);
    fmpq_set_si(expected, 2, 7);
    ck_assert(fmpq_equal(q, expected));
    spectrum_close(&f);
    fmpq_clear(expected);
    fmpq_clear(q);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("spectrum method");

    tcase_add_test(tcase, one_token_has_no_second_eigenvalue);
    tcase_add_test(tcase, ordered_tokens_show_the_diagonal);
    tcase_add_test(tcase, an_order_has_each_after_what_it_attends_to);
    tcase_add_test(tcase, two_sources_give_one);
    tcase_add_test(tcase, symmetric_masks_are_counted);
    tcase_add_test(tcase, there_are_limits);
    tcase_add_test(tcase, entries_are_exact);
    return run_claim_tests(tcase);
}
