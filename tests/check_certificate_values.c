/* The values of a certificate: their JSON, and what must not be put. */

#include <stdlib.h>
#include <string.h>

#include <check.h>

#include <rankcert/certificate.h>

static rc_certificate *c;

static void
setup(void)
{
    c = rc_certificate_new();
    ck_assert_ptr_nonnull(c);
}

static void
teardown(void)
{
    rc_certificate_free(c);
    flint_cleanup();
}

static void
assert_values(const char *wanted)
{
    char *values = rc_certificate_values_json(c);

    ck_assert_int_eq(rc_certificate_status(c), RC_OK);
    ck_assert_str_eq(values, wanted);
    free(values);
}

START_TEST(keys_are_sorted)
{
    rc_certificate_put_integer(c, "zeta", -3);
    rc_certificate_put_bool(c, "beta", 2);
    rc_certificate_put_bool(c, "gamma", 0);
    rc_certificate_put_text(c, "alpha", "a \"b\"\n\xc3\xa9");
    assert_values("{\"alpha\":\"a \\\"b\\\"\\n\xc3\xa9\",\"beta\":true,"
                  "\"gamma\":false,\"zeta\":-3}");
}
END_TEST

START_TEST(integers_are_whole)
{
    rc_certificate_put_integer(c, "least", WORD_MIN);
    rc_certificate_put_integer(c, "most", WORD_MAX);
#if FLINT_BITS == 64
    assert_values("{\"least\":-9223372036854775808,"
                  "\"most\":9223372036854775807}");
#else
    assert_values("{\"least\":-2147483648,\"most\":2147483647}");
#endif
}
END_TEST

START_TEST(maps_and_lists_nest)
{
    rc_certificate_open_list(c, "checks");
    rc_certificate_open_map(c, NULL);
    rc_certificate_put_integer(c, "at", 3);
    rc_certificate_close(c);
    rc_certificate_open_list(c, NULL);
    rc_certificate_put_text(c, NULL, "x");
    rc_certificate_put_integer(c, NULL, 1);
    rc_certificate_put_bool(c, NULL, 1);
    rc_certificate_close(c);
    rc_certificate_close(c);
    rc_certificate_open_map(c, "empty");
    rc_certificate_close(c);
    rc_certificate_put_integer(c, "after", 1);
    assert_values("{\"after\":1,\"checks\":[{\"at\":3},[\"x\",1,true]],"
                  "\"empty\":{}}");
}
END_TEST

/* Both ends of an enclosure, rounded outward: 1/3 lies strictly between, and
   no decimal of 20 digits between either end and the ball. */
START_TEST(enclosures_are_rounded_outward)
{
    arb_t x;

    arb_init(x);
    arb_set_ui(x, 1);
    arb_div_ui(x, x, 3, 256);
    rc_certificate_put_enclosure(c, "third", x);
    arb_neg(x, x);
    rc_certificate_put_lower(c, "lower", x);
    rc_certificate_put_upper(c, "upper", x);
    assert_values("{\"lower\":\"-0.33333333333333333334\","
                  "\"third\":[\"0.33333333333333333333\","
                  "\"0.33333333333333333334\"],"
                  "\"upper\":\"-0.33333333333333333333\"}");
    arb_clear(x);
}
END_TEST

START_TEST(what_is_not_finite_is_said)
{
    arb_t x;

    arb_init(x);
    arb_zero_pm_inf(x);
    rc_certificate_put_enclosure(c, "all", x);
    arb_indeterminate(x);
    rc_certificate_open_list(c, "none");
    rc_certificate_put_enclosure(c, NULL, x);
    rc_certificate_close(c);
    assert_values("{\"all\":[\"-inf\",\"inf\"],"
                  "\"none\":[[\"nan\",\"nan\"]]}");
    arb_clear(x);
}
END_TEST

START_TEST(open_values_are_an_error)
{
    rc_certificate_open_map(c, "x");
    ck_assert_int_eq(rc_certificate_status(c), RC_DOMAIN);
    rc_certificate_close(c); /* mended: nothing was lost */
    assert_values("{\"x\":{}}");
    rc_certificate_close(c);
    ck_assert_int_eq(rc_certificate_status(c), RC_DOMAIN);
}
END_TEST

/* Each mistake is kept, and what follows changes nothing. */
static void
assert_wrong(rc_status wanted)
{
    char *values;

    ck_assert_int_eq(rc_certificate_status(c), wanted);
    rc_certificate_put_integer(c, "later", 1);
    rc_certificate_open_list(c, "later");
    rc_certificate_close(c);
    ck_assert_int_eq(rc_certificate_status(c), wanted);
    values = rc_certificate_values_json(c);
    ck_assert_ptr_nonnull(values);
    ck_assert_ptr_null(strstr(values, "later"));
    free(values);
}

START_TEST(a_map_wants_keys)
{
    rc_certificate_put_integer(c, NULL, 1);
    assert_wrong(RC_DOMAIN);
}
END_TEST

START_TEST(a_map_wants_each_key_once)
{
    rc_certificate_put_integer(c, "x", 1);
    rc_certificate_open_list(c, "x");
    assert_wrong(RC_DOMAIN);
}
END_TEST

START_TEST(a_list_wants_no_keys)
{
    rc_certificate_open_list(c, "x");
    rc_certificate_put_bool(c, "y", 1);
    assert_wrong(RC_DOMAIN);
}
END_TEST

START_TEST(text_is_utf_8)
{
    rc_certificate_put_text(c, "x", "\xff");
    assert_wrong(RC_DOMAIN);
}
END_TEST

START_TEST(nesting_has_a_limit)
{
    int k;

    rc_certificate_open_list(c, "x");
    for (k = 0; k < 10; k++)
        rc_certificate_open_list(c, NULL);
    for (k = 0; k < 11; k++)
        rc_certificate_close(c);
    ck_assert_int_eq(rc_certificate_status(c), RC_OK);
    rc_certificate_open_list(c, "y");
    for (k = 0; k < 100; k++)
        rc_certificate_open_list(c, NULL);
    assert_wrong(RC_LIMIT);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("values");
    TCase *tcase = tcase_create("values");
    SRunner *runner;
    int failed;

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, keys_are_sorted);
    tcase_add_test(tcase, integers_are_whole);
    tcase_add_test(tcase, maps_and_lists_nest);
    tcase_add_test(tcase, enclosures_are_rounded_outward);
    tcase_add_test(tcase, what_is_not_finite_is_said);
    tcase_add_test(tcase, open_values_are_an_error);
    tcase_add_test(tcase, a_map_wants_keys);
    tcase_add_test(tcase, a_map_wants_each_key_once);
    tcase_add_test(tcase, a_list_wants_no_keys);
    tcase_add_test(tcase, text_is_utf_8);
    tcase_add_test(tcase, nesting_has_a_limit);
    suite_add_tcase(suite, tcase);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    flint_cleanup();
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
