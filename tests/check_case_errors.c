/* Lists of errors: order, ownership, and the cap. */

#include "check_case.h"

#include "case/errors.h"

static void
add(rc_errors *errors, size_t line, size_t column, const char *message)
{
    rc_position at = {line, column};

    rc_errors_add(errors, at, "%s", message);
}

START_TEST(messages_are_formatted_and_kept)
{
    rc_errors errors;
    rc_position at = {3, 4};

    rc_errors_init(&errors);
    rc_errors_add(&errors, at, "%d of %s", 7, "nine");
    expect_errors(&errors, "3:4: 7 of nine", NULL);
    rc_errors_clear(&errors);
    ck_assert_uint_eq(errors.count, 0);
    ck_assert_ptr_null(errors.items);
}
END_TEST

START_TEST(sorting_is_by_position_and_stable)
{
    rc_errors errors;

    rc_errors_init(&errors);
    add(&errors, 2, 9, "d");
    add(&errors, 10, 1, "e");
    add(&errors, 2, 3, "b first");
    add(&errors, 1, 80, "a");
    add(&errors, 2, 3, "b second");
    expect_errors(&errors, "1:80: a", "2:3: b first", "2:3: b second", "2:9: d",
                  "10:1: e", NULL);
    rc_errors_clear(&errors);
}
END_TEST

START_TEST(the_list_is_capped_and_says_so_last)
{
    rc_errors errors;

    rc_errors_init(&errors);
    for (size_t k = 0; k < RC_ERRORS_MAX + 100; k++) {
        ck_assert_int_eq(rc_errors_full(&errors), k > RC_ERRORS_MAX);
        add(&errors, 2 * RC_ERRORS_MAX - k, 1, "bad");
    }
    ck_assert_uint_eq(errors.count, RC_ERRORS_MAX + 1);
    rc_errors_sort(&errors);
    ck_assert_uint_eq(errors.items[0].at.line, RC_ERRORS_MAX + 1);
    ck_assert_uint_eq(errors.items[RC_ERRORS_MAX - 1].at.line,
                      2 * RC_ERRORS_MAX);
    ck_assert_str_eq(errors.items[RC_ERRORS_MAX].message,
                     "10000 errors are listed; the rest is not");
    ck_assert_int_eq(errors.lost, 0);
    rc_errors_clear(&errors);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        messages_are_formatted_and_kept,
        sorting_is_by_position_and_stable,
        the_list_is_capped_and_says_so_last,
    };

    return RUN_SUITE("case/errors", tests);
}
