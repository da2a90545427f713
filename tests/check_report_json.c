/* The JSON document, byte by byte and as a strict reader sees it. */

#include <string.h>

#include <jansson.h>

#include "check_report.h"

/* Writes the document and reads it again; the text is freed. */
static json_t *
document(const rc_report_case *cases, size_t count)
{
    json_error_t error;
    json_t *found;
    capture c;

    capture_open(&c);
    ck_assert_int_eq(rc_report_json(c.out, "0.1.0", cases, count, NULL), RC_OK);
    ck_assert_int_eq(fclose(c.out), 0);
    found = json_loadb(c.text, c.size, JSON_REJECT_DUPLICATES, &error);
    ck_assert_msg(found != NULL, "line %d: %s", error.line, error.text);
    free(c.text);
    return found;
}

START_TEST(no_cases)
{
    capture c;

    capture_open(&c);
    ck_assert_int_eq(rc_report_json(c.out, "0.1.0", NULL, 0, NULL), RC_OK);
    capture_is(&c, "{\"rankcert\": \"0.1.0\",\n"
                   " \"cases\": [],\n"
                   " \"met\": 0, \"unmet\": 0, \"undecided\": 0}\n");
}
END_TEST

START_TEST(a_whole_document)
{
    rc_certificate *certificate = rc_certificate_new();
    rc_report_claim claims[2] = {{.id = "B",
                                  .kind = "equilibrium",
                                  .verdict = RC_PROVED,
                                  .expected = RC_PROVED,
                                  .bits = 128,
                                  .microseconds = 10499,
                                  .reason = "",
                                  .figure = "not in the document",
                                  .certificate = certificate,
                                  .document = "out/a/B.json"},
                                 {.id = "C",
                                  .kind = "mask",
                                  .verdict = RC_UNDECIDED,
                                  .expected = RC_REFUTED,
                                  .microseconds = 61000500,
                                  .reason = "a \"quoted\"\nreason",
                                  .figure = ""}};
    rc_report_error error = {2, 7, "unknown key 'x'"};
    rc_report_case cases[2] = {
        {.file = "a.yaml",
         .sha256 = "00ff",
         .title = "A title",
         .claims = claims,
         .claim_count = 2},
        {.file = "b.yaml", .sha256 = "11", .errors = &error, .error_count = 1}};
    capture c;

    ck_assert_ptr_nonnull(certificate);
    rc_certificate_put_integer(certificate, "rank", 2);
    capture_open(&c);
    ck_assert_int_eq(rc_report_json(c.out, "0.1.0", cases, 2, NULL), RC_OK);
    capture_is(
        &c, "{\"rankcert\": \"0.1.0\",\n \"cases\": [\n"
            "  {\"file\": \"a.yaml\", \"sha256\": \"00ff\",\n"
            "   \"title\": \"A title\",\n   \"claims\": [\n"
            "    {\"id\": \"B\", \"kind\": \"equilibrium\", \"verdict\": "
            "\"proved\",\n"
            "     \"expected\": \"proved\", \"met\": true, \"bits\": 128, "
            "\"seconds\": 0.010,\n"
            "     \"reason\": \"\", \"values\": {\"rank\":2},\n"
            "     \"certificate\": \"out/a/B.json\"},\n"
            "    {\"id\": \"C\", \"kind\": \"mask\", \"verdict\": "
            "\"undecided\",\n"
            "     \"expected\": \"refuted\", \"met\": false, \"bits\": 0, "
            "\"seconds\": 61.001,\n"
            "     \"reason\": \"a \\\"quoted\\\"\\nreason\", \"values\": {},\n"
            "     \"certificate\": null}]},\n"
            "  {\"file\": \"b.yaml\", \"sha256\": \"11\",\n"
            "   \"title\": null,\n"
            "   \"errors\": [{\"line\": 2, \"column\": 7, \"message\": "
            "\"unknown key 'x'\"}],\n"
            "   \"claims\": []}],\n"
            " \"met\": 1, \"unmet\": 0, \"undecided\": 1}\n");
    rc_certificate_free(certificate);
}
END_TEST

START_TEST(a_comparison)
{
    rc_report_change changes[2] = {
        {"P1/x", "A", RC_CHANGE_MARGIN, 2, "0.5", NULL},
        {"P1/x", "B", RC_CHANGE_APPEARED, 0, NULL, "proved"}};
    rc_report_against against = {"old\"", changes, 2}, none = {"d", NULL, 0};
    capture c;

    capture_open(&c);
    ck_assert_int_eq(rc_report_json(c.out, "0.1.0", NULL, 0, &against), RC_OK);
    capture_is(
        &c, "{\"rankcert\": \"0.1.0\",\n \"cases\": [],\n"
            " \"met\": 0, \"unmet\": 0, \"undecided\": 0,\n"
            " \"against\": {\"directory\": \"old\\\"\", \"changes\": [\n"
            "  {\"case\": \"P1/x\", \"id\": \"A\", \"change\": \"margin\", "
            "\"check\": 2, \"before\": \"0.5\", \"after\": null},\n"
            "  {\"case\": \"P1/x\", \"id\": \"B\", \"change\": \"appeared\", "
            "\"before\": null, \"after\": \"proved\"}],\n"
            "  \"losses\": 1}}\n");
    capture_open(&c);
    ck_assert_int_eq(rc_report_json(c.out, "0.1.0", NULL, 0, &none), RC_OK);
    capture_is(&c, "{\"rankcert\": \"0.1.0\",\n \"cases\": [],\n"
                   " \"met\": 0, \"unmet\": 0, \"undecided\": 0,\n"
                   " \"against\": {\"directory\": \"d\", \"changes\": [],\n"
                   "  \"losses\": 0}}\n");
}
END_TEST

/* Every byte, alone and in UTF-8, leaves a document that reads back. */
START_TEST(any_text)
{
    char text[3] = {'x', 0, 0};
    rc_report_case c = {.file = text, .sha256 = "", .title = text};

    for (int k = 1; k < 256; k++) {
        json_t *found, *title;

        text[1] = (char)k;
        found = document(&c, 1);
        title = json_object_get(
            json_array_get(json_object_get(found, "cases"), 0), "title");
        ck_assert_str_eq(json_string_value(title),
                         k < 128 ? text : "x\xef\xbf\xbd");
        json_decref(found);
    }
    c.title = "\xc3\xa9\xe6\xbc\xa2\xf0\x9f\x98\x80\xe2\x80\xa8";
    json_t *found = document(&c, 1);
    ck_assert_str_eq(
        json_string_value(json_object_get(
            json_array_get(json_object_get(found, "cases"), 0), "title")),
        c.title);
    json_decref(found);
}
END_TEST

START_TEST(a_stream_that_fails)
{
    FILE *full = fopen("/dev/full", "w");

    if (full == NULL)
        return;
    setvbuf(full, NULL, _IONBF, 0);
    ck_assert_int_eq(rc_report_json(full, "0.1.0", NULL, 0, NULL), RC_IO);
    fclose(full);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("json");

    tcase_add_test(tcase, no_cases);
    tcase_add_test(tcase, a_whole_document);
    tcase_add_test(tcase, a_comparison);
    tcase_add_test(tcase, any_text);
    tcase_add_test(tcase, a_stream_that_fails);
    return run_case("json", tcase);
}
