/* What the tests of exact numbers share. */

#ifndef RANKCERT_TESTS_EXACT_SUPPORT_H
#define RANKCERT_TESTS_EXACT_SUPPORT_H

#include <stdlib.h>
#include <string.h>

#include <check.h>

#include <rankcert/exact.h>

/* x = the number in text, which must be one. */
static inline void
read_number(rc_number_t x, const char *text)
{
    rc_text_error error;
    rc_status status = rc_number_set_text(x, text, strlen(text), &error);

    ck_assert_msg(status == RC_OK, "'%.80s' at %zu: %s", text, error.offset,
                  error.message);
}

/* text is refused at this place with a message that contains `part`, and the
   number read into keeps its value. */
static inline void
expect_error(const char *text, size_t length, size_t offset, const char *part)
{
    rc_text_error error = {999999999, ""};
    rc_number_t x;
    fmpq_t before;

    rc_number_init(x);
    fmpq_init(before);
    fmpq_set_si(before, 355, 113);
    rc_number_set_fmpq(x, before);
    ck_assert_msg(rc_number_set_text(x, text, length, &error) == RC_INPUT,
                  "'%.80s' is accepted", text);
    ck_assert_msg(error.offset == offset && strstr(error.message, part),
                  "'%.80s' at %zu: %s", text, error.offset, error.message);
    ck_assert_uint_lt(strlen(error.message), sizeof error.message - 1);
    ck_assert(rc_number_is_rational(x) && fmpq_equal(x->rational, before));
    fmpq_clear(before);
    rc_number_clear(x);
}

/* The normal form of text is normal. */
static inline void
expect_normal(const char *text, const char *normal)
{
    rc_number_t x;
    char *got;

    rc_number_init(x);
    read_number(x, text);
    got = rc_number_get_text(x);
    ck_assert_ptr_nonnull(got);
    ck_assert_str_eq(got, normal);
    free(got);
    rc_number_clear(x);
}

/* count copies of `part` between head and tail; freed by the caller. */
static inline char *
repeat(const char *head, const char *part, size_t count, const char *tail)
{
    size_t size = strlen(part), at = strlen(head), k;
    char *text = malloc(at + count * size + strlen(tail) + 1);

    ck_assert_ptr_nonnull(text);
    strcpy(text, head);
    for (k = 0; k < count; k++, at += size)
        memcpy(text + at, part, size);
    strcpy(text + at, tail);
    return text;
}

/* Runs one test case; the exit status of main. */
static inline int
run_tests(TCase *tcase)
{
    Suite *suite = suite_create("exact");
    SRunner *runner;
    int failed;

    suite_add_tcase(suite, tcase);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    flint_cleanup();
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

#endif
