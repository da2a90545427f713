/* The envelope: every member missing, unknown, and out of its range. */

#include "checker_support.h"

#define MODEL                                                                  \
    "'model': {'attention': 'uniform', 'dim': 1, 'mask': [[[1,1]],[[1,2]]], "  \
    "'norm': 'none', 'tokens': 2, 'value': [['1']]}"

static const checker_parts chain = {
    .statement = "{'claim': {'kind': 'mask', 'radius': 1}, " MODEL "}",
    .witness = "{'centre': 1, 'distances': [0,1], 'eccentricities': [1,null]}",
    .results = "['R1']",
    .verdict = "proved"};

START_TEST(it_is_accepted)
{
    expect_accepted(&chain, "radius 1: proved");
}
END_TEST

START_TEST(every_member_is_needed_and_no_other)
{
    static const char *const members[] = {"/bits",
                                          "/case",
                                          "/certificate",
                                          "/hypotheses",
                                          "/producer",
                                          "/results",
                                          "/statement",
                                          "/statement-sha256",
                                          "/verdict",
                                          "/witness",
                                          "/case/claim",
                                          "/case/sha256",
                                          "/statement/claim",
                                          "/statement/model",
                                          "/producer/rankcert",
                                          "/statement/claim/kind"};

    for (size_t k = 0; k < sizeof members / sizeof *members; k++) {
        json_t *root = checker_build(&chain);

        checker_put(root, members[k], NULL);
        expect_document(root, CK_MALFORMED, NULL, NULL);
        json_decref(root);
    }
    expect_malformed(&chain, "/extra", "1", NULL, NULL);
    expect_malformed(&chain, "/case/extra", "1", NULL, NULL);
    expect_malformed(&chain, "/producer/extra", "'1'", NULL, NULL);
    expect_malformed(&chain, "/statement/extra", "1", NULL, NULL);
    expect_malformed(&chain, "/statement/start", "[['1'],['1']]", NULL, NULL);
}
END_TEST

START_TEST(members_have_their_types)
{
    static const char *const members[] = {"/bits",
                                          "/case",
                                          "/certificate",
                                          "/hypotheses",
                                          "/producer",
                                          "/results",
                                          "/statement",
                                          "/statement-sha256",
                                          "/verdict",
                                          "/witness",
                                          "/case/claim",
                                          "/case/sha256",
                                          "/statement/claim",
                                          "/statement/model",
                                          "/producer/rankcert",
                                          "/statement/claim/kind"};

    for (size_t k = 0; k < sizeof members / sizeof *members; k++) {
        json_t *root = checker_build(&chain);

        checker_put(root, members[k], "false");
        expect_document(root, CK_MALFORMED, members[k], NULL);
        json_decref(root);
    }
}
END_TEST

START_TEST(the_format_has_a_number)
{
    expect_malformed(&chain, "/certificate", "0", "/certificate", NULL);
    expect_malformed(&chain, "/certificate", "2", "/certificate", NULL);
}
END_TEST

/* A kind that takes bits does not exist here: beyond the bounds of the
   envelope the mask says what is wrong. */
START_TEST(bits_are_none_or_at_least_32)
{
    checker_parts parts = chain;

    parts.bits = 1;
    expect_parts(&parts, CK_MALFORMED, "/bits", "neither 0 nor from 32");
    parts.bits = 31;
    expect_parts(&parts, CK_MALFORMED, "/bits", "neither 0 nor from 32");
    parts.bits = 32;
    expect_parts(&parts, CK_MALFORMED, "/bits", "a mask needs no intervals");
    parts.bits = -1;
    expect_parts(&parts, CK_MALFORMED, "/bits", NULL);
    parts.bits = ck_default_limits.max_bits;
    expect_parts(&parts, CK_MALFORMED, "/bits", "a mask needs no intervals");
    parts.bits = ck_default_limits.max_bits + 1;
    expect_parts(&parts, CK_MALFORMED, "/bits", NULL);
}
END_TEST

#define TEN "abcdefghij"
#define HUNDRED TEN TEN TEN TEN TEN TEN TEN TEN TEN TEN

START_TEST(claim_ids)
{
    static const char *const good[] = {"'a'",  "'Z'",          "'9'",
                                       "'_'",  "'-'",          "'a.b-c_0'",
                                       "'a.'", "'" HUNDRED "'"};
    static const char *const bad[] = {
        "''",    "'.'",       "'.a'",       "'a b'",
        "'a/b'", "'\\u00e9'", "'a\\u0007'", "'" HUNDRED "x'"};

    for (size_t k = 0; k < sizeof good / sizeof *good; k++)
        expect_with(&chain, "/case/claim", good[k], CK_ACCEPTED, NULL, NULL);
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++)
        expect_malformed(&chain, "/case/claim", bad[k], "/case/claim", NULL);
}
END_TEST

#define SIXTY_THREE                                                            \
    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde"

START_TEST(digests_are_64_lower_case_digits)
{
    static const char *const bad[] = {"''",
                                      "'" SIXTY_THREE "'",
                                      "'" SIXTY_THREE "ff'",
                                      "'" SIXTY_THREE "fg'",
                                      "'" SIXTY_THREE "F'",
                                      "'" SIXTY_THREE "g'",
                                      "'" SIXTY_THREE " '"};

    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
        expect_malformed(&chain, "/case/sha256", bad[k], "/case/sha256", NULL);
        expect_malformed(&chain, "/statement-sha256", bad[k],
                         "/statement-sha256", NULL);
    }
}
END_TEST

START_TEST(versions)
{
    static const char *const good[] = {"'0'", "'0.1.0'", "'3.4.0-dev'",
                                       "'1.0rc1'"};
    static const char *const bad[] = {
        "''", "'1 2'", "'1,2'", "'\\u0007'",
        "'0123456789012345678901234567890123456789012345678901234567890123x'"};

    for (size_t k = 0; k < sizeof good / sizeof *good; k++)
        expect_with(&chain, "/producer/rankcert", good[k], CK_ACCEPTED, NULL,
                    NULL);
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++)
        expect_malformed(&chain, "/producer/rankcert", bad[k],
                         "/producer/rankcert", NULL);
    expect_with(&chain, "/producer/rankcert",
                "'0123456789012345678901234567890123456789012345678901234567"
                "890123'",
                CK_ACCEPTED, NULL, NULL);
}
END_TEST

START_TEST(flint_is_named_with_bits_alone)
{
    checker_parts parts = chain;

    expect_malformed(&chain, "/producer/flint", "'3.1.0'", NULL, NULL);
    parts.bits = 64;
    expect_malformed(&parts, "/producer/flint", NULL, NULL, NULL);
    expect_malformed(&parts, "/producer/flint", "'3 1'", "/producer/flint",
                     NULL);
    expect_malformed(&parts, "/producer/rankcert", "'3 1'",
                     "/producer/rankcert", NULL);
}
END_TEST

START_TEST(verdicts)
{
    expect_malformed(&chain, "/verdict", "'undecided'", "/verdict", NULL);
    expect_malformed(&chain, "/verdict", "'unsupported'", "/verdict", NULL);
    expect_malformed(&chain, "/verdict", "'Proved'", "/verdict", NULL);
    expect_malformed(&chain, "/verdict", "''", "/verdict", NULL);
    expect_rejected(&chain, "/verdict", "'refuted'", "every field");
}
END_TEST

START_TEST(results_are_exactly_those)
{
    static const char *const bad[] = {"[]",          "['R1','R1']", "['R2']",
                                      "['R11']",     "['R1','R2']", "['R11']",
                                      "['R1','R11']"};
    static const char *const no_numbers[] = {"R0", "R01", "R",     "r1", "R1 ",
                                             "S1", "R1x", "R1234", ""};

    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++)
        expect_malformed(&chain, "/results", bad[k], NULL, NULL);
    for (size_t k = 0; k < sizeof no_numbers / sizeof *no_numbers; k++) {
        char list[16];

        snprintf(list, sizeof list, "['%s']", no_numbers[k]);
        expect_malformed(&chain, "/results", list, "/results/0",
                         "no result's number");
    }
    expect_malformed(&chain, "/results", "[1]", "/results/0", NULL);
    expect_malformed(&chain, "/results", "['R','R1']", "/results/0", NULL);
    expect_malformed(&chain, "/results", "['R11']", "/results",
                     "not those of this verdict: R1");
    expect_malformed(&chain, "/results", "['R123']", "/results",
                     "not those of this verdict: R1");
}
END_TEST

/* Of results that cannot be read nothing is reported. */
START_TEST(results_are_reported_whole)
{
    json_t *root = checker_build(&chain);
    char *text;
    ck_outcome o;
    ck_report report;

    checker_put(root, "/results", "['R1','x']");
    text = checker_text(root);
    ck_outcome_init(&o, &ck_default_limits);
    ck_check_certificate(&o, &report, text, strlen(text), NULL);
    ck_assert_int_eq(o.verdict, CK_MALFORMED);
    ck_assert_ptr_null(report.results);
    ck_report_clear(&report);
    free(text);
    json_decref(root);
}
END_TEST

static void
expect_results(const char *list, const char *words, int wanted)
{
    ck_outcome o;
    ck_certificate c = {.o = &o};
    json_t *json = checker_json(list);

    ck_outcome_init(&o, &ck_default_limits);
    c.results.o = &o;
    c.results.json = json;
    ck_assert_int_eq(ck_results_are(&c, words), wanted);
    ck_assert_int_eq(o.verdict, wanted ? CK_OPEN : CK_MALFORMED);
    json_decref(json);
}

START_TEST(several_results)
{
    expect_results("['R11','R12','R23']", "R11 R12 R23", 1);
    expect_results("['R11','R12']", "R11 R12 R23", 0);
    expect_results("['R11','R12','R23']", "R11 R12", 0);
    expect_results("['R12','R11']", "R11 R12", 0);
    expect_results("['R1','R12']", "R11 R12", 0);
    expect_results("['R11','R1']", "R11 R12", 0);
    expect_results("['R11']", "R11", 1);
}
END_TEST

START_TEST(hypotheses_are_those_that_apply)
{
    expect_malformed(&chain, "/hypotheses", "['norm']", NULL, NULL);
    expect_malformed(&chain, "/hypotheses", "['scale']", NULL, NULL);
    expect_malformed(&chain, "/hypotheses", "['weights']", NULL, NULL);
}
END_TEST

START_TEST(kinds_are_known)
{
    expect_malformed(&chain, "/statement/claim/kind", "'masks'",
                     "/statement/claim/kind", "no kind");
    expect_malformed(&chain, "/statement/claim/kind", "''",
                     "/statement/claim/kind", "no kind");
    expect_malformed(&chain, "/statement/claim", "[]", "/statement/claim",
                     "is not an object");
    expect_malformed(&chain, "/statement/claim", "{}", "/statement/claim",
                     "has no kind");
}
END_TEST

/* The statement has just the members that its kind needs. */
START_TEST(models_and_starts_are_there_when_needed)
{
    expect_malformed(&chain, "/statement/claim",
                     "{'kind': 'matrix-rank', 'matrix': [['1']], 'rank': 1}",
                     NULL, NULL);
    expect_malformed(&chain, "/statement/claim",
                     "{'checks': [], 'kind': 'orbit', 'steps': 1}", NULL, NULL);
    expect_malformed(&chain, "/statement",
                     "{'claim': {'checks': [], 'kind': 'orbit', 'steps': 1}, "
                     "'start': [['1'],['1']]}",
                     NULL, NULL);
    expect_malformed(&chain, "/statement",
                     "{'claim': {'checks': [], 'kind': 'orbit', 'steps': 1}, "
                     "'start': [['1']], " MODEL "}",
                     NULL, NULL);
}
END_TEST

START_TEST(the_digest_is_the_statements)
{
    json_t *root = checker_build(&chain);

    checker_put(root, "/statement/claim/radius", "2");
    expect_document(root, CK_REJECTED, NULL, "the statement's digest is");
    json_decref(root);
    expect_rejected(&chain, "/statement-sha256", "'" CHECKER_CASE_DIGEST "'",
                    "statement-sha256 is " CHECKER_CASE_DIGEST
                    ", the statement's digest is ");
}
END_TEST

START_TEST(what_is_malformed_comes_first)
{
    json_t *root = checker_build(&chain);

    checker_put(root, "/statement-sha256", "'" CHECKER_CASE_DIGEST "'");
    checker_put(root, "/statement/model/tokens", "0");
    expect_document(root, CK_MALFORMED, "/statement/model/tokens", NULL);
    json_decref(root);
}
END_TEST

START_TEST(what_is_no_canonical_json)
{
    json_t *root = checker_build(&chain);
    char *text = checker_text(root);
    size_t length = strlen(text);

    expect_bytes(text, length, CK_ACCEPTED, NULL, NULL);
    expect_bytes(text, length - 1, CK_MALFORMED, NULL, NULL);
    expect_bytes(text, length - 2, CK_MALFORMED, NULL, NULL);
    expect_bytes(text, 0, CK_MALFORMED, NULL, NULL);
    text[length] = '\n'; /* for the zero byte */
    expect_bytes(text, length + 1, CK_MALFORMED, NULL, NULL);
    expect_bytes("[]\n", 3, CK_MALFORMED, NULL, NULL);
    expect_bytes("{}\n", 3, CK_MALFORMED, NULL, NULL);
    free(text);
    json_decref(root);
}
END_TEST

START_TEST(large_files_are_a_limit)
{
    ck_limits limits = ck_default_limits;
    json_t *root = checker_build(&chain);
    char *text = checker_text(root);
    ck_outcome o;
    ck_report report;

    limits.max_bytes = strlen(text);
    ck_outcome_init(&o, &limits);
    ck_check_certificate(&o, &report, text, strlen(text), NULL);
    ck_assert_int_eq(o.verdict, CK_ACCEPTED);
    ck_report_clear(&report);
    limits.max_bytes--;
    ck_outcome_init(&o, &limits);
    ck_check_certificate(&o, &report, text, strlen(text), NULL);
    ck_assert_int_eq(o.verdict, CK_REJECTED);
    ck_assert_ptr_nonnull(strstr(o.message, "limit: the file is larger than"));
    ck_report_clear(&report);
    free(text);
    json_decref(root);
}
END_TEST

START_TEST(the_report_tells_what_was_checked)
{
    json_t *root = checker_build(&chain);
    char *text = checker_text(root);
    ck_outcome o;
    ck_report report;

    ck_outcome_init(&o, &ck_default_limits);
    ck_check_certificate(&o, &report, text, strlen(text), NULL);
    ck_assert_str_eq(report.words.bytes, "the mask has radius 1: proved");
    ck_assert_ptr_nonnull(strstr(report.about.bytes, "2 tokens"));
    ck_assert_str_eq(report.results, "R1");
    ck_assert_str_eq(report.case_digest, CHECKER_CASE_DIGEST);
    ck_assert_str_eq(report.claim_id, "A");
    ck_report_clear(&report);
    ck_assert_ptr_null(report.words.bytes);
    ck_assert_ptr_null(report.claim_id);
    free(text);
    json_decref(root);
}
END_TEST

START_TEST(another_case_is_rejected)
{
    json_t *root = checker_build(&chain);
    char *text = checker_text(root);
    ck_case_file source = {.bytes = "x", .length = 1};
    ck_outcome o;
    ck_report report;

    ck_sha256_hex(source.digest, "x", 1);
    ck_outcome_init(&o, &ck_default_limits);
    ck_check_certificate(&o, &report, text, strlen(text), &source);
    ck_assert_int_eq(o.verdict, CK_REJECTED);
    ck_assert_ptr_nonnull(strstr(o.message, "the case has SHA-256 "));
    ck_assert_ptr_nonnull(strstr(o.message, CHECKER_CASE_DIGEST));
    ck_report_clear(&report);
    free(text);
    json_decref(root);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("certificate");

    tcase_add_test(tcase, it_is_accepted);
    tcase_add_test(tcase, every_member_is_needed_and_no_other);
    tcase_add_test(tcase, members_have_their_types);
    tcase_add_test(tcase, the_format_has_a_number);
    tcase_add_test(tcase, bits_are_none_or_at_least_32);
    tcase_add_test(tcase, claim_ids);
    tcase_add_test(tcase, digests_are_64_lower_case_digits);
    tcase_add_test(tcase, versions);
    tcase_add_test(tcase, flint_is_named_with_bits_alone);
    tcase_add_test(tcase, verdicts);
    tcase_add_test(tcase, results_are_exactly_those);
    tcase_add_test(tcase, results_are_reported_whole);
    tcase_add_test(tcase, several_results);
    tcase_add_test(tcase, hypotheses_are_those_that_apply);
    tcase_add_test(tcase, kinds_are_known);
    tcase_add_test(tcase, models_and_starts_are_there_when_needed);
    tcase_add_test(tcase, the_digest_is_the_statements);
    tcase_add_test(tcase, what_is_malformed_comes_first);
    tcase_add_test(tcase, what_is_no_canonical_json);
    tcase_add_test(tcase, large_files_are_a_limit);
    tcase_add_test(tcase, the_report_tells_what_was_checked);
    tcase_add_test(tcase, another_case_is_rejected);
    return run_checker_tests("checker certificate", tcase);
}
