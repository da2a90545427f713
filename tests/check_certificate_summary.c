/* Certificates read back: what is taken from them, and what is none. */

#include <stdlib.h>
#include <string.h>

#include <rankcert/certificate.h>

#include "certificate/summary.h"
#include "check_report.h"

/* A certificate about a statement of `kind`; the rest as given. */
static char *
certificate(const char *kind, const char *verdict, const char *witness)
{
    char statement[128], digest[65];
    char *text = malloc(4096);

    ck_assert_ptr_nonnull(text);
    snprintf(statement, sizeof statement, "{\"claim\":{\"kind\":\"%s\"}}",
             kind);
    rc_sha256_hex(digest, statement, strlen(statement));
    snprintf(text, 4096,
             "{\"case\":{\"claim\":\"B\"},\"certificate\":1,\"statement\":%s,"
             "\"statement-sha256\":\"%s\",\"verdict\":\"%s\",\"witness\":%s}\n",
             statement, digest, verdict, witness);
    return text;
}

static rc_status
read_text(rc_summary *summary, const char *text, rc_summary_error *error)
{
    return rc_summary_read(summary, text, strlen(text), error);
}

/* The margins as texts, separated by blanks. */
static void
assert_margins(const char *kind, const char *witness, const char *wanted,
               int per_check)
{
    char *text = certificate(kind, "proved", witness);
    char found[256] = "";
    rc_summary_error error;
    rc_summary summary;

    ck_assert_int_eq(read_text(&summary, text, &error), RC_OK);
    for (size_t k = 0; k < summary.count; k++) {
        char *margin = rc_margin_text(summary.margins + k);

        ck_assert_ptr_nonnull(margin);
        strcat(strcat(found, margin), " ");
        free(margin);
    }
    ck_assert_str_eq(found, wanted);
    ck_assert_int_eq(summary.per_check, per_check);
    rc_summary_clear(&summary);
    free(text);
}

START_TEST(verdicts_statements_and_names)
{
    static const char *const verdicts[] = {"proved", "refuted", "undefined"};
    rc_summary_error error;
    rc_summary summary;

    for (int k = 0; k < 3; k++) {
        char *text = certificate("mask", verdicts[k], "{}");

        ck_assert_int_eq(read_text(&summary, text, &error), RC_OK);
        ck_assert_str_eq(rc_verdict_name(summary.verdict), verdicts[k]);
        ck_assert_str_eq(summary.claim, "B");
        ck_assert_ptr_nonnull(strstr(text, summary.statement));
        ck_assert_uint_eq(strlen(summary.statement), 64);
        ck_assert_uint_eq(summary.count, 0);
        rc_summary_clear(&summary);
        free(text);
    }
}
END_TEST

START_TEST(margins_of_each_kind)
{
    assert_margins("equilibrium", "{\"radius\":\"3*2^-3\"}", "0.375 ", 0);
    assert_margins("equilibrium", "{\"exclusion\":{}}", "", 0);
    assert_margins("equilibrium", "{\"token\":1}", "", 0);
    assert_margins("orbit", "{\"rooms\":[\"1*2^0\",\"0\",\"5*2^1\"]}",
                   "1 0 10 ", 1);
    assert_margins("orbit", "{\"rooms\":[]}", "", 1);
    assert_margins("orbit", "{\"check\":1,\"room\":\"1*2^-1\"}", "0.5 ", 0);
    assert_margins("orbit", "{\"rooms\":[\"exact\",\"1*2^0\"]}", "exact 1 ", 1);
    assert_margins("orbit", "{\"check\":1,\"room\":\"exact\"}", "exact ", 0);
    assert_margins("mask", "{\"radius\":\"1*2^0\"}", "", 0);
    assert_margins("matrix-rank", "{\"room\":\"1*2^0\"}", "", 0);
    /* rounded down to six digits; beyond all proportion as written */
    assert_margins("equilibrium", "{\"radius\":\"12345679*2^0\"}", "12345600 ",
                   0);
    assert_margins("equilibrium",
                   "{\"radius\":\"1*2^-99999999999999999999999\"}",
                   "1*2^-99999999999999999999999 ", 0);
    assert_margins("equilibrium",
                   "{\"radius\":\"3*2^99999999999999999999999\"}",
                   "3*2^99999999999999999999999 ", 0);
}
END_TEST

static void
assert_malformed(const char *text, const char *why)
{
    rc_summary_error error;
    rc_summary summary;

    ck_assert_msg(read_text(&summary, text, &error) == RC_INPUT, "%s", text);
    ck_assert_msg(strstr(error.message, why) != NULL, "%s: %s", text,
                  error.message);
    ck_assert_ptr_null(summary.claim);
    ck_assert_ptr_null(summary.margins);
}

START_TEST(margins_are_dyadic)
{
    static const char *const wrong[] = {
        "1",          "\"1\"",         "\"\"",        "\"-1*2^0\"",
        "\"2*2^0\"",  "\"0*2^0\"",     "\"01*2^0\"",  "\"1*2^\"",
        "\"*2^1\"",   "\"1*2^01\"",    "\"1*2^-0\"",  "\"1*2^+1\"",
        "\"+1*2^0\"", "\"1*2^1x\"",    "\"x*2^1\"",   "\"1*2^1*2^1\"",
        "\"00\"",     "null",          "{}",          "[[]]",
        "\"1*2^-\"",  "\"-*2^1\"",     "\" 1*2^0\"",  "\"1*2^ 0\"",
        "1.5",        "[\"1*2^0\",1]", "\"1.5*2^0\"", "\"nan\""};
    static const char *const kinds[][2] = {
        {"equilibrium", "radius"}, {"orbit", "rooms"}, {"orbit", "room"}};

    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++)
        for (size_t l = 0; l < 3; l++) {
            char witness[128];
            char *text;

            snprintf(witness, sizeof witness, "{\"%s\":%s}", kinds[l][1],
                     wrong[k]);
            text = certificate(kinds[l][0], "proved", witness);
            assert_malformed(text, "dyadic");
            free(text);
        }
    for (size_t k = 0; k < 3; k++) {
        static const char *const inexact[][2] = {
            {"equilibrium", "{\"radius\":\"exact\"}"},
            {"orbit", "{\"room\":\"Exact\"}"},
            {"orbit", "{\"rooms\":[\"exact \"]}"}};
        char *text = certificate(inexact[k][0], "proved", inexact[k][1]);

        assert_malformed(text, "dyadic");
        free(text);
    }
}
END_TEST

/* What replaces a part of a certificate makes it malformed. */
static void
assert_spoilt(const char *from, const char *to, const char *why)
{
    char *text = certificate("mask", "proved", "{}");
    char *at = strstr(text, from);
    char spoilt[4096];

    ck_assert_ptr_nonnull(at);
    snprintf(spoilt, sizeof spoilt, "%.*s%s%s", (int)(at - text), text, to,
             at + strlen(from));
    assert_malformed(spoilt, why);
    free(text);
}

START_TEST(malformed_certificates)
{
    assert_malformed("", "1:0");
    assert_malformed("[]", "format 1");
    assert_malformed("3", "1:1");
    assert_malformed("{}", "format 1");
    assert_malformed("{\"certificate\":1,\"certificate\":1}", "duplicate");
    assert_spoilt("\"certificate\":1", "\"certificate\":2", "format 1");
    assert_spoilt("\"certificate\":1", "\"certificate\":\"1\"", "format 1");
    assert_spoilt("{\"claim\":\"B\"}", "{}", "names no claim");
    assert_spoilt("{\"claim\":\"B\"}", "[]", "names no claim");
    assert_spoilt("{\"claim\":\"B\"}", "{\"claim\":1}", "names no claim");
    assert_spoilt("\"proved\"", "\"undecided\"", "verdict");
    assert_spoilt("\"proved\"", "\"unsupported\"", "verdict");
    assert_spoilt("\"proved\"", "1", "verdict");
    assert_spoilt("\"verdict\":\"proved\",", "", "verdict");
    assert_spoilt("\"kind\":\"mask\"", "\"kind\":\"masks\"", "not that of");
    assert_spoilt("\"statement\":", "\"statements\":", "no statement");
    assert_spoilt("\"statement-sha256\":", "\"sha256\":", "no statement");
    assert_spoilt("\"witness\":{}", "\"witness\":[]", "no witness");
    assert_spoilt(",\"witness\":{}", "", "no witness");
    assert_spoilt("}}\n", "}", "");
    assert_spoilt("\n", "x", "");
    assert_spoilt("B", "\xff", "");
}
END_TEST

START_TEST(a_kind_is_wanted)
{
    char digest[65], text[512];

    rc_sha256_hex(digest, "{\"claim\":{}}", 12);
    snprintf(text, sizeof text,
             "{\"case\":{\"claim\":\"B\"},\"certificate\":1,\"statement\":"
             "{\"claim\":{}},\"statement-sha256\":\"%s\",\"verdict\":"
             "\"proved\",\"witness\":{}}",
             digest);
    assert_malformed(text, "kind");
}
END_TEST

/* Every certificate cut short, and with any one byte changed, is read or not,
   and nothing else happens. */
START_TEST(broken_certificates)
{
    char *text = certificate("orbit", "proved",
                             "{\"rooms\":[\"1*2^0\",\"0\",\"5*2^1\"]}");
    size_t length = strlen(text), read = 0;
    rc_summary_error error;
    rc_summary summary;

    for (size_t k = 0; k < length - 1; k++)
        ck_assert_int_eq(rc_summary_read(&summary, text, k, &error), RC_INPUT);
    for (size_t k = 0; k < length; k++)
        for (int byte = 0; byte < 256; byte++) {
            char kept = text[k];

            text[k] = (char)byte;
            if (rc_summary_read(&summary, text, length, &error) == RC_OK) {
                rc_summary_clear(&summary);
                read++;
            }
            text[k] = kept;
        }
    ck_assert_uint_gt(read, length);
    free(text);
}
END_TEST

START_TEST(shrinking_is_strict_and_exact)
{
    arf_t before, after;
    fmpq_t factor;

    arf_init(before);
    arf_init(after);
    fmpq_init(factor);
    fmpq_set_si(factor, 3, 2);
    arf_set_si_2exp_si(before, 3, -1000);
    arf_set_si_2exp_si(after, 2, -1000);
    ck_assert_int_eq(rc_margin_shrank(before, after, factor), 0);
    arf_set_si_2exp_si(before, 3, 0); /* 3 + 2^-1000 */
    arf_set_si_2exp_si(after, 1, -1000);
    arf_add(before, before, after, ARF_PREC_EXACT, ARF_RND_DOWN);
    arf_set_si(after, 2);
    ck_assert_int_eq(rc_margin_shrank(before, after, factor), 1);
    ck_assert_int_eq(rc_margin_shrank(after, before, factor), 0);
    arf_zero(after);
    ck_assert_int_eq(rc_margin_shrank(before, after, factor), 1);
    ck_assert_int_eq(rc_margin_shrank(after, after, factor), 0);
    arf_pos_inf(after); /* exact by now */
    ck_assert_int_eq(rc_margin_shrank(before, after, factor), 0);
    arf_clear(before);
    arf_clear(after);
    fmpq_clear(factor);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("summary");
    int code;

    tcase_add_test(tcase, verdicts_statements_and_names);
    tcase_add_test(tcase, margins_of_each_kind);
    tcase_add_test(tcase, margins_are_dyadic);
    tcase_add_test(tcase, malformed_certificates);
    tcase_add_test(tcase, a_kind_is_wanted);
    tcase_add_test(tcase, broken_certificates);
    tcase_add_test(tcase, shrinking_is_strict_and_exact);
    code = run_case("summary", tcase);
    flint_cleanup();
    return code;
}
