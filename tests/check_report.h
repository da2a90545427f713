/* What the tests of reports share. */

#ifndef RANKCERT_TESTS_CHECK_REPORT_H
#define RANKCERT_TESTS_CHECK_REPORT_H

#include <stdio.h>
#include <stdlib.h>

#include <check.h>

#include "report/report.h"

/* A stream into memory, and what was written there. */
typedef struct {
    FILE *out;
    char *text;
    size_t size;
} capture;

static inline void
capture_open(capture *c)
{
    c->text = NULL;
    c->size = 0;
    c->out = open_memstream(&c->text, &c->size);
    ck_assert_ptr_nonnull(c->out);
}

/* Ends the capture: exactly `wanted` must have been written. */
static inline void
capture_is(capture *c, const char *wanted)
{
    ck_assert_int_eq(ferror(c->out), 0);
    ck_assert_int_eq(fclose(c->out), 0);
    ck_assert_str_eq(c->text, wanted);
    free(c->text);
}

/* Runs the suite's one case; for main. */
static inline int
run_case(const char *name, TCase *tcase)
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
