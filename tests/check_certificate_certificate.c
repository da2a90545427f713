/* A certificate's life, its verdict and its texts. */

#include <stdlib.h>
#include <string.h>

#include <check.h>

#include <rankcert/certificate.h>

static rc_certificate *
new_certificate(void)
{
    rc_certificate *c = rc_certificate_new();

    ck_assert_ptr_nonnull(c);
    return c;
}

static void
assert_is_empty(const rc_certificate *c)
{
    char *values = rc_certificate_values_json(c);

    ck_assert_int_eq(rc_certificate_status(c), RC_OK);
    ck_assert_int_eq(rc_certificate_verdict(c), RC_UNDECIDED);
    ck_assert_int_eq(rc_certificate_bits(c), 0);
    ck_assert_str_eq(rc_certificate_reason(c), "");
    ck_assert_str_eq(rc_certificate_figure(c), "");
    ck_assert_str_eq(values, "{}");
    free(values);
}

START_TEST(a_new_one_is_undecided_and_empty)
{
    rc_certificate *c = new_certificate();

    assert_is_empty(c);
    rc_certificate_free(c);
    rc_certificate_free(NULL);
}
END_TEST

START_TEST(it_keeps_what_was_decided)
{
    rc_certificate *c = new_certificate();

    rc_certificate_decide(c, RC_REFUTED, 128, "rank %d, not %d", 2, 1);
    rc_certificate_set_figure(c, "radius %s", "1e-30");
    ck_assert_int_eq(rc_certificate_status(c), RC_OK);
    ck_assert_int_eq(rc_certificate_verdict(c), RC_REFUTED);
    ck_assert_int_eq(rc_certificate_bits(c), 128);
    ck_assert_str_eq(rc_certificate_reason(c), "rank 2, not 1");
    ck_assert_str_eq(rc_certificate_figure(c), "radius 1e-30");
    rc_certificate_free(c);
}
END_TEST

START_TEST(the_last_decision_counts)
{
    rc_certificate *c = new_certificate();

    rc_certificate_decide(c, RC_PROVED, 64, "a first reason");
    rc_certificate_decide(c, RC_UNDECIDED, 256, "%s", "");
    ck_assert_int_eq(rc_certificate_verdict(c), RC_UNDECIDED);
    ck_assert_int_eq(rc_certificate_bits(c), 256);
    ck_assert_str_eq(rc_certificate_reason(c), "");
    rc_certificate_free(c);
}
END_TEST

START_TEST(reasons_may_be_long)
{
    rc_certificate *c = new_certificate();
    char *text = malloc(100001);

    ck_assert_ptr_nonnull(text);
    memset(text, 'x', 100000);
    text[100000] = '\0';
    rc_certificate_decide(c, RC_PROVED, 64, "%s", text);
    ck_assert_str_eq(rc_certificate_reason(c), text);
    /* A text may be made from the one it replaces. */
    rc_certificate_decide(c, RC_PROVED, 64, "%.3s!", rc_certificate_reason(c));
    ck_assert_str_eq(rc_certificate_reason(c), "xxx!");
    free(text);
    rc_certificate_free(c);
}
END_TEST

START_TEST(reset_forgets_everything)
{
    rc_certificate *c = new_certificate();

    rc_certificate_decide(c, RC_PROVED, 64, "reason");
    rc_certificate_set_figure(c, "figure");
    rc_certificate_put_integer(c, "x", 1);
    rc_certificate_open_map(c, "open");
    rc_certificate_reset(c);
    assert_is_empty(c);
    rc_certificate_put_integer(c, "x", 1); /* no such key any more */
    ck_assert_int_eq(rc_certificate_status(c), RC_OK);
    rc_certificate_free(c);
}
END_TEST

START_TEST(one_gone_wrong_proves_nothing)
{
    rc_certificate *c = new_certificate();

    rc_certificate_decide(c, RC_PROVED, 64, "reason");
    rc_certificate_close(c);
    ck_assert_int_eq(rc_certificate_status(c), RC_DOMAIN);
    ck_assert_int_eq(rc_certificate_verdict(c), RC_UNDECIDED);
    rc_certificate_decide(c, RC_PROVED, 64, "again");
    ck_assert_int_eq(rc_certificate_verdict(c), RC_UNDECIDED);
    rc_certificate_reset(c);
    assert_is_empty(c);
    rc_certificate_free(c);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("certificate");
    TCase *tcase = tcase_create("certificate");
    SRunner *runner;
    int failed;

    tcase_add_test(tcase, a_new_one_is_undecided_and_empty);
    tcase_add_test(tcase, it_keeps_what_was_decided);
    tcase_add_test(tcase, the_last_decision_counts);
    tcase_add_test(tcase, reasons_may_be_long);
    tcase_add_test(tcase, reset_forgets_everything);
    tcase_add_test(tcase, one_gone_wrong_proves_nothing);
    suite_add_tcase(suite, tcase);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
