/* The certificate's document, byte by byte, and when there is none. */

#include <config.h>

#include <stdlib.h>
#include <string.h>

#include <rankcert/certificate.h>

#include "check_report.h"

static rc_certificate *c;

static void
put_statement(void)
{
    rc_certificate_fill(c, RC_PART_STATEMENT);
    rc_certificate_open_map(c, "claim");
    rc_certificate_put_text(c, "kind", "mask");
    rc_certificate_close(c);
    rc_certificate_fill(c, RC_PART_VALUES);
}

static void
put_witness(void)
{
    rc_certificate_fill(c, RC_PART_WITNESS);
    rc_certificate_put_integer(c, "centre", 3);
    rc_certificate_fill(c, RC_PART_VALUES);
    rc_certificate_add_result(c, "R1");
}

/* A certificate with all that a document needs. */
static void
setup(void)
{
    c = rc_certificate_new();
    ck_assert_ptr_nonnull(c);
    put_statement();
    put_witness();
    rc_certificate_decide(c, RC_PROVED, 64, "%s", "");
}

static void
teardown(void)
{
    rc_certificate_free(c);
    flint_cleanup();
}

static void
assert_document(const char *hypotheses, const char *wanted)
{
    char *text;

    ck_assert_int_eq(rc_certificate_has_document(c), 1);
    ck_assert_int_eq(rc_certificate_document(&text, c, "B", "00ff", hypotheses),
                     RC_OK);
    ck_assert_str_eq(text, wanted);
    free(text);
}

static void
assert_no_document(int has)
{
    char *text;

    ck_assert_int_eq(rc_certificate_has_document(c), has);
    ck_assert_int_eq(rc_certificate_document(&text, c, "B", "00ff", ""),
                     RC_DOMAIN);
    ck_assert_ptr_null(text);
}

/* SHA-256 of {"claim":{"kind":"mask"}}. */
#define DIGEST                                                                 \
    "721a2949c1931cf6ddd62d055ddbb50c0c71415bf61d7960aca9579c6de4529b"
#define REST                                                                   \
    "\"statement\":{\"claim\":{\"kind\":\"mask\"}},\"statement-sha256\":"      \
    "\"" DIGEST "\",\"verdict\":"

START_TEST(a_whole_document)
{
    rc_certificate_put_integer(c, "not", 1);
    assert_document("", "{\"bits\":0,\"case\":{\"claim\":\"B\",\"sha256\":"
                        "\"00ff\"},\"certificate\":1,\"hypotheses\":[],"
                        "\"producer\":{\"rankcert\":\"" PACKAGE_VERSION
                        "\"},\"results\":[\"R1\"]," REST
                        "\"proved\",\"witness\":{\"centre\":3}}\n");
}
END_TEST

/* With check bits the numbers depend on FLINT; results are sorted by number
   and each is there once. */
START_TEST(bits_results_and_hypotheses)
{
    char wanted[1024];

    rc_certificate_add_result(c, "R11");
    rc_certificate_add_result(c, "R2");
    rc_certificate_add_result(c, "R11");
    rc_certificate_add_result(c, "R255");
    rc_certificate_set_check_bits(c, 32);
    rc_certificate_decide(c, RC_REFUTED, 64, "%s", "");
    snprintf(wanted, sizeof wanted,
             "{\"bits\":32,\"case\":{\"claim\":\"B\",\"sha256\":\"00ff\"},"
             "\"certificate\":1,\"hypotheses\":[\"norm\",\"scale\"],"
             "\"producer\":{\"flint\":\"%s\",\"rankcert\":\"%s\"},"
             "\"results\":[\"R1\",\"R2\",\"R11\",\"R255\"],%s\"refuted\","
             "\"witness\":{\"centre\":3}}\n",
             flint_version, PACKAGE_VERSION, REST);
    assert_document("norm scale ", wanted);
    assert_document(" norm  scale", wanted);
}
END_TEST

START_TEST(undefined_has_one_too)
{
    rc_certificate_decide(c, RC_UNDEFINED, 0, "%s", "");
    ck_assert_int_eq(rc_certificate_has_document(c), 1);
}
END_TEST

START_TEST(what_is_open_has_none)
{
    rc_certificate_decide(c, RC_UNDECIDED, 64, "%s", "");
    assert_no_document(0);
    rc_certificate_decide(c, RC_UNSUPPORTED, 64, "%s", "");
    assert_no_document(0);
}
END_TEST

START_TEST(without_witness_results_or_statement_there_is_none)
{
    rc_certificate_clear_witness(c);
    assert_no_document(0);
    rc_certificate_add_result(c, "R1"); /* results alone */
    assert_no_document(0);
    put_witness();
    ck_assert_int_eq(rc_certificate_has_document(c), 1);
    rc_certificate_clear_witness(c);
    rc_certificate_fill(c, RC_PART_WITNESS);
    rc_certificate_put_integer(c, "centre", 3); /* a witness alone */
    assert_no_document(0);
    rc_certificate_add_result(c, "R26"); /* both */
    ck_assert_int_eq(rc_certificate_status(c), RC_OK);
    ck_assert_int_eq(rc_certificate_has_document(c), 1);
}
END_TEST

START_TEST(without_statement_there_is_none)
{
    rc_certificate_clear_statement(c);
    assert_no_document(1);
    put_statement();
    ck_assert_int_eq(rc_certificate_has_document(c), 1);
}
END_TEST

START_TEST(a_failure_leaves_none)
{
    rc_certificate_open_map(c, "open");
    assert_no_document(0);
    rc_certificate_close(c);
    ck_assert_int_eq(rc_certificate_has_document(c), 1);
    rc_certificate_put_integer(c, NULL, 1);
    assert_no_document(0);
    rc_certificate_reset(c);
    assert_no_document(0);
}
END_TEST

START_TEST(the_witness_can_be_put_anew)
{
    rc_certificate_fill(c, RC_PART_WITNESS);
    rc_certificate_open_list(c, "half");
    rc_certificate_set_check_bits(c, 64);
    rc_certificate_add_result(c, "R12");
    rc_certificate_clear_witness(c); /* with a list open */
    rc_certificate_put_integer(c, "centre", 3);
    rc_certificate_add_result(c, "R1");
    rc_certificate_fill(c, RC_PART_VALUES);
    ck_assert_int_eq(rc_certificate_status(c), RC_OK);
    assert_document("", "{\"bits\":0,\"case\":{\"claim\":\"B\",\"sha256\":"
                        "\"00ff\"},\"certificate\":1,\"hypotheses\":[],"
                        "\"producer\":{\"rankcert\":\"" PACKAGE_VERSION
                        "\"},\"results\":[\"R1\"]," REST
                        "\"proved\",\"witness\":{\"centre\":3}}\n");
    /* the other parts are left alone, and what is open there */
    rc_certificate_open_map(c, "open");
    rc_certificate_clear_witness(c);
    rc_certificate_clear_statement(c);
    rc_certificate_put_integer(c, "inside", 1);
    rc_certificate_close(c);
    char *values = rc_certificate_values_json(c);
    ck_assert_str_eq(values, "{\"open\":{\"inside\":1}}");
    free(values);
}
END_TEST

START_TEST(parts_change_only_between_values)
{
    rc_certificate_open_map(c, "open");
    rc_certificate_fill(c, RC_PART_WITNESS);
    ck_assert_int_eq(rc_certificate_status(c), RC_DOMAIN);
    rc_certificate_fill(c, RC_PART_STATEMENT); /* what failed stays so */
    ck_assert_int_eq(rc_certificate_status(c), RC_DOMAIN);
}
END_TEST

START_TEST(a_reset_forgets_all_parts)
{
    char *values;

    rc_certificate_set_check_bits(c, 64);
    rc_certificate_fill(c, RC_PART_WITNESS);
    rc_certificate_reset(c);
    rc_certificate_put_integer(c, "value", 1); /* into the values again */
    values = rc_certificate_values_json(c);
    ck_assert_str_eq(values, "{\"value\":1}");
    free(values);
    rc_certificate_decide(c, RC_PROVED, 0, "%s", "");
    assert_no_document(0);
    put_witness();
    assert_no_document(1);
    put_statement();
    assert_document("", "{\"bits\":0,\"case\":{\"claim\":\"B\",\"sha256\":"
                        "\"00ff\"},\"certificate\":1,\"hypotheses\":[],"
                        "\"producer\":{\"rankcert\":\"" PACKAGE_VERSION
                        "\"},\"results\":[\"R1\"]," REST
                        "\"proved\",\"witness\":{\"centre\":3}}\n");
}
END_TEST

START_TEST(results_have_numbers)
{
    static const char *const wrong[] = {
        "",    "R",  "1",    "R0",  "R01", "R1x",
        "R-1", "r1", "R256", "R1 ", "RR1", "R99999999999999999999999"};

    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
        rc_certificate_reset(c);
        rc_certificate_add_result(c, wrong[k]);
        ck_assert_msg(rc_certificate_status(c) == RC_DOMAIN, "%s", wrong[k]);
    }
}
END_TEST

START_TEST(check_bits_begin_at_32)
{
    static const slong wrong[] = {31, 1, -1, -64};

    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
        rc_certificate_reset(c);
        rc_certificate_set_check_bits(c, wrong[k]);
        ck_assert_int_eq(rc_certificate_status(c), RC_DOMAIN);
    }
    rc_certificate_reset(c);
    rc_certificate_set_check_bits(c, 0);
    rc_certificate_set_check_bits(c, 32);
    ck_assert_int_eq(rc_certificate_status(c), RC_OK);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("document");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, a_whole_document);
    tcase_add_test(tcase, bits_results_and_hypotheses);
    tcase_add_test(tcase, undefined_has_one_too);
    tcase_add_test(tcase, what_is_open_has_none);
    tcase_add_test(tcase, without_witness_results_or_statement_there_is_none);
    tcase_add_test(tcase, without_statement_there_is_none);
    tcase_add_test(tcase, a_failure_leaves_none);
    tcase_add_test(tcase, the_witness_can_be_put_anew);
    tcase_add_test(tcase, parts_change_only_between_values);
    tcase_add_test(tcase, a_reset_forgets_all_parts);
    tcase_add_test(tcase, results_have_numbers);
    tcase_add_test(tcase, check_bits_begin_at_32);
    return run_case("document", tcase);
}
