/* The words of the shared types. */

#include <stdlib.h>
#include <string.h>

#include <check.h>

#include <rankcert/rankcert.h>

START_TEST(verdicts_have_the_words_of_the_format)
{
    ck_assert_str_eq(rc_verdict_name(RC_UNDECIDED), "undecided");
    ck_assert_str_eq(rc_verdict_name(RC_PROVED), "proved");
    ck_assert_str_eq(rc_verdict_name(RC_REFUTED), "refuted");
    ck_assert_str_eq(rc_verdict_name(RC_UNDEFINED), "undefined");
    ck_assert_str_eq(rc_verdict_name(RC_UNSUPPORTED), "unsupported");
}
END_TEST

START_TEST(a_verdict_nobody_set_is_undecided)
{
    rc_verdict verdict;

    memset(&verdict, 0, sizeof verdict);
    ck_assert_str_eq(rc_verdict_name(verdict), "undecided");
}
END_TEST

START_TEST(norms_and_attentions_have_the_words_of_the_format)
{
    ck_assert_str_eq(rc_norm_name(RC_NORM_NONE), "none");
    ck_assert_str_eq(rc_norm_name(RC_NORM_RMS), "rms");
    ck_assert_str_eq(rc_norm_name(RC_NORM_LAYER), "layer");
    ck_assert_str_eq(rc_attention_name(RC_ATTENTION_UNIFORM), "uniform");
    ck_assert_str_eq(rc_attention_name(RC_ATTENTION_FIXED), "fixed");
    ck_assert_str_eq(rc_attention_name(RC_ATTENTION_SOFTMAX), "softmax");
}
END_TEST

START_TEST(statuses_have_distinct_words)
{
    int i, j;

    for (i = RC_OK; i <= RC_NOMEM; i++)
        for (j = RC_OK; j < i; j++)
            ck_assert_str_ne(rc_status_name((rc_status)i),
                             rc_status_name((rc_status)j));
}
END_TEST

/* A value outside an enumeration is a caller's error, but these names go into
   messages: they must be words all the same, and never a positive verdict. */
START_TEST(values_out_of_range_have_words_too)
{
    ck_assert_str_eq(rc_status_name((rc_status)99), "unknown status");
    ck_assert_str_eq(rc_verdict_name((rc_verdict)99), "unknown verdict");
    ck_assert_str_eq(rc_norm_name((rc_norm)99), "unknown norm");
    ck_assert_str_eq(rc_attention_name((rc_attention)99), "unknown attention");
}
END_TEST

START_TEST(the_version_is_three_numbers)
{
    int dots = 0;
    const char *c;

    ck_assert_uint_gt(strlen(rc_version()), 0);
    for (c = rc_version(); *c != '\0'; c++) {
        ck_assert(*c == '.' || (*c >= '0' && *c <= '9'));
        dots += *c == '.';
    }
    ck_assert_int_eq(dots, 2);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("types");
    TCase *tcase = tcase_create("names");
    SRunner *runner;
    int failed;

    tcase_add_test(tcase, verdicts_have_the_words_of_the_format);
    tcase_add_test(tcase, a_verdict_nobody_set_is_undecided);
    tcase_add_test(tcase, norms_and_attentions_have_the_words_of_the_format);
    tcase_add_test(tcase, statuses_have_distinct_words);
    tcase_add_test(tcase, values_out_of_range_have_words_too);
    tcase_add_test(tcase, the_version_is_three_numbers);
    suite_add_tcase(suite, tcase);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
