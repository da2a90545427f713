/* When two statements are the same: as JSON, but for how numbers are written;
   and --case as a whole. */

#include "checker_case.h"

static void
compare(const char *left, const char *right, const char *message)
{
    json_t *a = checker_json(left), *b = checker_json(right);
    ck_outcome o;

    ck_outcome_init(&o, &ck_default_limits);
    ck_assert_msg(ck_same_statement(&o, a, b) == (message == NULL),
                  "%s and %s: %s", left, right, o.message);
    ck_assert_int_eq(o.verdict, message == NULL ? CK_OPEN : CK_REJECTED);
    if (message != NULL)
        ck_assert_msg(strstr(o.message, message) != NULL, "no '%s' in: %s",
                      message, o.message);
    json_decref(b);
    json_decref(a);
}

START_TEST(numbers_are_compared)
{
    static const char *const pairs[][2] = {
        {"'1/2'", "'0.5'"},
        {"'1/2'", "' 2 / 4 '"},
        {"'1/8'", "'0x1p-3'"},
        {"'3'", "'sqrt(9)'"},
        {"'3'", "'(3)'"},
        {"'1/1024'", "'2^-10'"},
        {"'sqrt(2)'", "'sqrt(2.0)'"},
        {"'-sqrt(2)'", "'0 - sqrt( 2 )'"},
        {"'pi/4'", "'pi / (2 + 2)'"},
        {"'1/2*pi'", "'0.5 * pi'"},
        {"'mu'", "'mu'"},
    };
    static const char *const others[][2] = {
        {"'1/2'", "'0.5000001'"},
        {"'1/2'", "'-1/2'"},
        {"'sqrt(2)'", "'sqrt(3)'"},
        {"'sqrt(2)'", "'2^(1/2)'"},
        {"'1/2*pi'", "'pi*1/2'"},
        {"'1/2*pi'", "'pi/2'"},
        {"'sqrt(2)'", "'sqrt(8)/2'"},
        {"'1'", "'1 2'"},
        {"'1'", "'x'"},
        {"'x'", "'1'"},
        {"'mu'", "'mu '"},
        {"'1'", "'1/0'"},
        {"'1'", "''"},
        {"'all'", "'mu'"},
    };

    for (size_t k = 0; k < sizeof pairs / sizeof *pairs; k++) {
        compare(pairs[k][0], pairs[k][1], NULL);
        compare(pairs[k][1], pairs[k][0], NULL);
    }
    for (size_t k = 0; k < sizeof others / sizeof *others; k++) {
        compare(others[k][0], others[k][1], "the certificate has");
        compare(others[k][1], others[k][0], "the certificate has");
    }
}
END_TEST

START_TEST(all_else_is_the_same_json)
{
    compare("[1, true, null, {}]", "[1, true, null, {}]", NULL);
    compare("1", "2", "the certificate has 1, the case 2");
    compare("1", "'1'", "the certificate has 1, the case \"1\"");
    compare("'1'", "1", "the certificate has \"1\", the case 1");
    compare("true", "false", "the certificate has true, the case false");
    compare("[]", "{}", "the certificate has [], the case {}");
    compare("{}", "[]", "the certificate has {}, the case []");
    compare("['1']", "'1'", "the certificate has [\"1\"], the case \"1\"");
    compare("[]", "''", "the certificate has [], the case \"\"");
    compare("null", "'0'", "the certificate has null, the case \"0\"");
}
END_TEST

START_TEST(lists_and_objects)
{
    compare("{'a':[1,'1/2',[2]],'b':'x'}", "{'b':'x','a':[1,'0.5',[2]]}", NULL);
    compare("[1,2]", "[1,2,3]", "the case: /: the certificate has [1,2]");
    compare("[1,2,3]", "[1,2]", "the case: /: the certificate has [1,2,3]");
    compare("[[1],[2]]", "[[1],[3]]", "/1/0: the certificate has 2");
    compare("{'a':1}", "{'a':1,'b':2}", "the case {\"a\":1,\"b\":2}");
    compare("{'a':1,'b':2}", "{'a':1}", "the case {\"a\":1}");
    compare("{'a':1,'b':2}", "{'a':1,'c':2}",
            "/b: the certificate has 2, the case nothing");
    compare("{'a':1,'b':null}", "{'a':1,'c':null}",
            "/b: the certificate has null, the case nothing");
    compare("{'a':{'b':[1,'7']}}", "{'a':{'b':[1,'8']}}",
            "/a/b/1: the certificate has \"7\", the case \"8\"");
}
END_TEST

/* The beginning of what is long. */
START_TEST(messages_are_short)
{
    char long_text[200] = "'", shown[200] = "has \"";

    memset(long_text + 1, 'x', 100);
    strcat(long_text, "'");
    memset(shown + 5, 'x', 59);
    strcat(shown, "..., the case 1");
    compare(long_text, "1", shown);
    /* 60 characters are whole */
    strcpy(long_text + 59, "'");
    strcpy(shown + 5 + 58, "\", the case 1");
    compare(long_text, "1", shown);
    strcpy(long_text + 59, "x'");
    strcpy(shown + 5 + 59, "..., the case 1");
    shown[5 + 58] = 'x';
    compare(long_text, "1", shown);
}
END_TEST

/* ---- --case ---- */

#define CASE                                                                   \
    "rankcert: 1\nmodel: {tokens: 2, dim: 1, mask: causal, attention: "        \
    "uniform, value: [[1.0]], norm: none}\n"                                   \
    "claims: [{id: A, kind: mask, radius: 1}, "                                \
    "{id: B, kind: mask, radius: 2}]\n"

/* Checks a certificate of claim `id` of this case against it, with another
   digest in the certificate when `edited`. */
static void
check_against(const char *yaml, const char *id, int edited, ck_verdict verdict,
              const char *message)
{
    static const checker_parts parts = {
        .statement =
            "{'claim': {'kind': 'mask', 'radius': 1}, 'model': {'attention': "
            "'uniform', 'dim': 1, 'mask': [[[1,1]],[[1,2]]], 'norm': 'none', "
            "'tokens': 2, 'value': [['1']]}}",
        .witness =
            "{'centre': 1, 'distances': [0,1], 'eccentricities': [1,null]}",
        .results = "['R1']",
        .verdict = "proved"};
    ck_case_file source = {.bytes = yaml, .length = strlen(yaml)};
    json_t *root = checker_build(&parts), *about;
    ck_outcome o;
    ck_report report;
    char *text;

    ck_sha256_hex(source.digest, yaml, source.length);
    about = json_object_get(root, "case");
    checker_member(about, "claim", json_string(id));
    if (!edited)
        checker_member(about, "sha256", json_string(source.digest));
    text = checker_text(root);
    ck_outcome_init(&o, &ck_default_limits);
    ck_check_certificate(&o, &report, text, strlen(text), &source);
    ck_assert_msg(o.verdict == verdict, "%s", o.message);
    ck_assert_msg(strstr(o.message, message) != NULL, "no '%s' in: %s", message,
                  o.message);
    ck_report_clear(&report);
    free(text);
    json_decref(root);
}

START_TEST(certificates_are_of_their_case)
{
    check_against(CASE, "A", 0, CK_ACCEPTED, "");
    check_against(CASE, "A", 1, CK_REJECTED, "the case has SHA-256");
    check_against(CASE, "B", 0, CK_REJECTED,
                  "/claim/radius: the certificate has 1, the case 2");
    check_against(CASE, "C", 0, CK_REJECTED, "0 claims are called 'C'");
    check_against(CASE "extra: 1\n", "A", 0, CK_REJECTED,
                  "unknown key 'extra'");
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("case_same");

    tcase_add_test(tcase, numbers_are_compared);
    tcase_add_test(tcase, all_else_is_the_same_json);
    tcase_add_test(tcase, lists_and_objects);
    tcase_add_test(tcase, messages_are_short);
    tcase_add_test(tcase, certificates_are_of_their_case);
    return run_checker_tests("case_same", tcase);
}
