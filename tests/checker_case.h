/* What the tests of the checker's case reader share: parts of case files in
   YAML, and the JSON that must come of them (with ' for "). */

#ifndef RANKCERT_TESTS_CHECKER_CASE_H
#define RANKCERT_TESTS_CHECKER_CASE_H

#include "checker/case_reader.h"
#include "checker_support.h"

/* A reader of one part. */
typedef json_t *(*case_part)(const ck_node *node);

static inline char *
case_json_text(const json_t *json)
{
    char *text = json_dumps(json, CHECKER_CANONICAL | JSON_ENCODE_ANY);

    ck_assert_ptr_nonnull(text);
    return text;
}

static inline void
expect_json(json_t *made, const char *wanted)
{
    json_t *right = checker_json(wanted);
    char *text;

    ck_assert_ptr_nonnull(made);
    text = case_json_text(made);
    ck_assert_msg(json_equal(made, right), "%s\nis not %s", text, wanted);
    checker_free_text(text);
    json_decref(right);
    json_decref(made);
}

/* Reads the YAML as that part. */
static inline json_t *
case_read(ck_outcome *o, case_part read, const char *yaml, size_t length)
{
    json_t *tree, *made = NULL;

    ck_outcome_init(o, &ck_default_limits);
    tree = ck_case_tree(o, yaml, length);
    if (tree != NULL) {
        ck_node root = {.o = o, .json = tree};

        made = read(&root);
        json_decref(tree);
    }
    ck_assert_int_eq(made != NULL, ck_good(o));
    return made;
}

static inline void
expect_part(case_part read, const char *yaml, const char *wanted)
{
    ck_outcome o;
    json_t *made = case_read(&o, read, yaml, strlen(yaml));

    ck_assert_msg(made != NULL, "%s: %s\n%s", o.path, o.message, yaml);
    expect_json(made, wanted);
}

/* path and message: what the failure must name and say in part. */
static inline void
expect_no_part(case_part read, const char *yaml, const char *path,
               const char *message)
{
    ck_outcome o;
    json_t *made = case_read(&o, read, yaml, strlen(yaml));

    ck_assert_msg(made == NULL, "it was read: %s", yaml);
    ck_assert_int_eq(o.verdict, CK_MALFORMED);
    ck_assert_msg(strcmp(o.path, path) == 0, "at %s, not %s: %s\n%s", o.path,
                  path, o.message, yaml);
    ck_assert_msg(strstr(o.message, message) != NULL, "no '%s' in: %s", message,
                  o.message);
}

/* The statement of a whole case. */
static inline void
expect_statement(const char *yaml, const char *id, const char *wanted)
{
    ck_outcome o;
    json_t *made;

    ck_outcome_init(&o, &ck_default_limits);
    made = ck_case_statement(&o, yaml, strlen(yaml), NULL, id);
    ck_assert_msg(made != NULL, "%s\n%s", o.message, yaml);
    ck_assert_int_eq(ck_good(&o), 1);
    expect_json(made, wanted);
}

static inline void
expect_no_statement(const char *yaml, const char *id, const char *message)
{
    ck_outcome o;

    ck_outcome_init(&o, &ck_default_limits);
    ck_assert_ptr_null(ck_case_statement(&o, yaml, strlen(yaml), NULL, id));
    ck_assert_int_eq(o.verdict, CK_REJECTED);
    ck_assert_msg(strstr(o.message, message) != NULL, "no '%s' in: %s", message,
                  o.message);
}

#endif
