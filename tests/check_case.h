/* What the tests of the case reader share: a tree to read from, with its
   errors. */

#ifndef CHECK_CASE_H
#define CHECK_CASE_H

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include "case/reader.h"
#include "case_kinds.h"

/* ---- A tree with its errors ---- */

typedef struct {
    rc_tree tree;
    rc_errors errors;
    rc_reader r;
    const rc_node *root;
} fixture;

/* Parses yaml, which has no errors of its own, for a model of this size (0:
   not known). */
static inline void
fixture_open(fixture *f, const char *yaml, long tokens, long dim)
{
    rc_reader r = {.tree = &f->tree,
                   .errors = &f->errors,
                   .tokens = tokens,
                   .dim = dim,
                   .entries_left = RC_CASE_MAX_ENTRIES};

    rc_errors_init(&f->errors);
    ck_assert_int_eq(rc_tree_parse(&f->tree, yaml, strlen(yaml), &f->errors),
                     RC_OK);
    ck_assert_uint_eq(f->errors.count, 0);
    f->r = r;
    f->root = rc_tree_root(&f->tree);
}

static inline void
fixture_close(fixture *f)
{
    rc_errors_clear(&f->errors);
    rc_tree_clear(&f->tree);
}

/* 1 when the error is at "line:column" and has the fragment in its message;
   expected is "line:column: fragment". */
static inline int
error_matches(const rc_error *error, const char *expected)
{
    char at[64];

    snprintf(at, sizeof at, "%zu:%zu: ", error->at.line, error->at.column);
    return strncmp(expected, at, strlen(at)) == 0 &&
           strstr(error->message, expected + strlen(at)) != NULL;
}

/* The errors, sorted, are exactly these, each "line:column: fragment"; the
   list ends with NULL. */
static inline void
expect_errors(rc_errors *errors, ...)
{
    const char *expected;
    size_t count = 0;
    va_list args;

    rc_errors_sort(errors);
    va_start(args, errors);
    while ((expected = va_arg(args, const char *)) != NULL) {
        if (count >= errors->count)
            ck_abort_msg("no error for: %s", expected);
        if (!error_matches(&errors->items[count], expected))
            ck_abort_msg("expected %s\nfound %zu:%zu: %s", expected,
                         errors->items[count].at.line,
                         errors->items[count].at.column,
                         errors->items[count].message);
        count++;
    }
    va_end(args);
    if (count < errors->count)
        ck_abort_msg(
            "one error too many: %zu:%zu: %s", errors->items[count].at.line,
            errors->items[count].at.column, errors->items[count].message);
}

/* ---- A program of tests ---- */

static inline int
run_suite(const char *name, const TTest *const *tests, size_t count)
{
    Suite *suite = suite_create(name);
    TCase *tcase = tcase_create(name);

    for (size_t k = 0; k < count; k++)
        tcase_add_test(tcase, tests[k]);
    suite_add_tcase(suite, tcase);

    SRunner *runner = srunner_create(suite);

    srunner_run_all(runner, CK_NORMAL);

    int failed = srunner_ntests_failed(runner);

    srunner_free(runner);
    flint_cleanup();
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#define RUN_SUITE(name, tests)                                                 \
    run_suite(name, tests, sizeof(tests) / sizeof *(tests))

#endif
