/* What the tests of the checker share: certificates made from their parts with
   the right digest, broken member by member, and checked.

   JSON is written with ' for ". */

#ifndef RANKCERT_TESTS_CHECKER_SUPPORT_H
#define RANKCERT_TESTS_CHECKER_SUPPORT_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>
#include <jansson.h>

#include "checker/claim.h"

/* NULL stands for: no hypotheses, and producer by bits. */
typedef struct {
    const char *statement, *witness;
    const char *results; /* "['R1']" */
    const char *verdict; /* "proved" */
    const char *hypotheses;
    long bits;
} checker_parts;

#define CHECKER_CANONICAL (JSON_COMPACT | JSON_SORT_KEYS | JSON_ENSURE_ASCII)

#define CHECKER_CASE_DIGEST                                                    \
    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

/* The value of a text with ' for ". */
static inline json_t *
checker_json(const char *text)
{
    char *quoted = malloc(strlen(text) + 1), *to = quoted;
    json_error_t error;
    json_t *made;

    ck_assert_ptr_nonnull(quoted);
    for (; *text != '\0'; text++)
        *to++ = (char)(*text == '\'' ? '"' : *text);
    *to = '\0';
    made = json_loads(quoted, JSON_DECODE_ANY, &error);
    ck_assert_msg(made != NULL, "%s: %s", error.text, quoted);
    free(quoted);
    return made;
}

static inline void
checker_free_text(char *text)
{
    json_free_t release;

    json_get_alloc_funcs(NULL, &release);
    release(text);
}

/* Writes the digest that the statement has. */
static inline void
checker_sign(json_t *root)
{
    char *text = json_dumps(json_object_get(root, "statement"),
                            CHECKER_CANONICAL | JSON_ENCODE_ANY);
    char digest[65];

    ck_assert_ptr_nonnull(text);
    ck_sha256_hex(digest, text, strlen(text));
    checker_free_text(text);
    ck_assert_int_eq(
        json_object_set_new(root, "statement-sha256", json_string(digest)), 0);
}

static inline void
checker_member(json_t *root, const char *key, json_t *value)
{
    ck_assert_int_eq(json_object_set_new(root, key, value), 0);
}

/* A certificate with everything in place; to be released with json_decref. */
static inline json_t *
checker_build(const checker_parts *parts)
{
    json_t *root = json_object();

    checker_member(root, "bits", json_integer(parts->bits));
    checker_member(
        root, "case",
        checker_json("{'claim': 'A', 'sha256': '" CHECKER_CASE_DIGEST "'}"));
    checker_member(root, "certificate", json_integer(1));
    checker_member(
        root, "hypotheses",
        checker_json(parts->hypotheses != NULL ? parts->hypotheses : "[]"));
    checker_member(root, "producer",
                   checker_json(parts->bits != 0
                                    ? "{'flint': '3.1.0', 'rankcert': '0.1.0'}"
                                    : "{'rankcert': '0.1.0'}"));
    checker_member(root, "results", checker_json(parts->results));
    checker_member(root, "statement", checker_json(parts->statement));
    checker_member(root, "verdict", json_string(parts->verdict));
    checker_member(root, "witness", checker_json(parts->witness));
    checker_sign(root);
    return root;
}

/* The value that holds the last step of a path like "/witness/radii/3" (places
   count from 0), and that step. */
static inline json_t *
checker_holder(json_t *root, const char *path, char step[64])
{
    for (;;) {
        size_t length = strcspn(path + 1, "/");

        ck_assert_int_eq(*path, '/');
        ck_assert_uint_lt(length, 64);
        memcpy(step, path + 1, length);
        step[length] = '\0';
        path += 1 + length;
        if (*path == '\0')
            return root;
        root = json_is_array(root)
                   ? json_array_get(root, strtoul(step, NULL, 10))
                   : json_object_get(root, step);
        ck_assert_ptr_nonnull(root);
    }
}

/* Puts a value (JSON with ' for ") at a path: replaces it, adds a member, or
   appends to a list (at the place after its last). NULL: takes it away. */
static inline void
checker_put(json_t *root, const char *path, const char *value)
{
    char step[64];
    json_t *holder = checker_holder(root, path, step);
    size_t place = strtoul(step, NULL, 10);
    json_t *made = value == NULL ? NULL : checker_json(value);
    int failed;

    if (json_is_array(holder) && made == NULL)
        failed = json_array_remove(holder, place);
    else if (json_is_array(holder) && place == json_array_size(holder))
        failed = json_array_append_new(holder, made);
    else if (json_is_array(holder))
        failed = json_array_set_new(holder, place, made);
    else if (made == NULL)
        failed = json_object_del(holder, step);
    else
        failed = json_object_set_new(holder, step, made);
    ck_assert_msg(!failed, "cannot put %s", path);
}

/* The canonical file of a certificate; to be released with free. */
static inline char *
checker_text(const json_t *root)
{
    char *dumped = json_dumps(root, CHECKER_CANONICAL);
    char *text;

    ck_assert_ptr_nonnull(dumped);
    text = malloc(strlen(dumped) + 2);
    ck_assert_ptr_nonnull(text);
    sprintf(text, "%s\n", dumped);
    checker_free_text(dumped);
    return text;
}

/* Checks bytes: what comes out must be `verdict`, at `path` (for MALFORMED)
   and with `message` in its message. words: what the claim in words must hold.
   NULL: whatever. */
static inline void
expect_bytes_words(const char *bytes, size_t length, ck_verdict verdict,
                   const char *path, const char *message, const char *words)
{
    ck_outcome o;
    ck_report report;

    ck_outcome_init(&o, &ck_default_limits);
    ck_check_certificate(&o, &report, bytes, length, NULL);
    ck_assert_msg(o.verdict == verdict, "verdict %d, not %d: %s: %s\n%s",
                  (int)o.verdict, (int)verdict, o.path, o.message, bytes);
    if (path != NULL)
        ck_assert_str_eq(o.path, path);
    if (message != NULL)
        ck_assert_msg(strstr(o.message, message) != NULL, "no '%s' in: %s",
                      message, o.message);
    if (words != NULL) {
        ck_assert_ptr_nonnull(report.words.bytes);
        ck_assert_msg(strstr(report.words.bytes, words) != NULL,
                      "no '%s' in: %s", words, report.words.bytes);
    }
    ck_report_clear(&report);
}

static inline void
expect_bytes(const char *bytes, size_t length, ck_verdict verdict,
             const char *path, const char *message)
{
    expect_bytes_words(bytes, length, verdict, path, message, NULL);
}

static inline void
expect_document(const json_t *root, ck_verdict verdict, const char *path,
                const char *message)
{
    char *text = checker_text(root);

    expect_bytes(text, strlen(text), verdict, path, message);
    free(text);
}

static inline void
expect_parts(const checker_parts *parts, ck_verdict verdict, const char *path,
             const char *message)
{
    json_t *root = checker_build(parts);

    expect_document(root, verdict, path, message);
    json_decref(root);
}

/* The certificate with the value at `at` replaced (or, NULL, taken away) and
   the digest made right again. */
static inline void
expect_with(const checker_parts *parts, const char *at, const char *value,
            ck_verdict verdict, const char *path, const char *message)
{
    json_t *root = checker_build(parts);

    checker_put(root, at, value);
    if (strncmp(at, "/statement/", 11) == 0)
        checker_sign(root);
    expect_document(root, verdict, path, message);
    json_decref(root);
}

static inline void
expect_accepted(const checker_parts *parts, const char *words)
{
    json_t *root = checker_build(parts);
    char *text = checker_text(root);

    expect_bytes_words(text, strlen(text), CK_ACCEPTED, NULL, NULL, words);
    free(text);
    json_decref(root);
}

/* Broken at one place. */
static inline void
expect_rejected(const checker_parts *parts, const char *at, const char *value,
                const char *message)
{
    expect_with(parts, at, value, CK_REJECTED, NULL, message);
}

static inline void
expect_malformed(const checker_parts *parts, const char *at, const char *value,
                 const char *path, const char *message)
{
    expect_with(parts, at, value, CK_MALFORMED, path, message);
}

/* Runs the suite's one case; for main. */
static inline int
run_checker_tests(const char *name, TCase *tcase)
{
    Suite *suite = suite_create(name);
    SRunner *runner;
    int failed;

    suite_add_tcase(suite, tcase);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif
