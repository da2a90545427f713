/* What was expected, what was found. */

#include "check_case.h"

START_TEST(what_was_found_is_described)
{
    fixture f;

    fixture_open(&f, "[[], {}, '', abc, \"\\e\"]\n", 0, 0);
    for (const rc_node *node = rc_node_first(&f.tree, f.root); node != NULL;
         node = rc_node_next(&f.tree, node))
        ck_assert_int_eq(rc_expected(&f.r, node, "x"), RC_INPUT);
    expect_errors(&f.errors, "1:2: expected x, found a list",
                  "1:6: expected x, found a mapping",
                  "1:10: expected x, found ''", "1:14: expected x, found 'abc'",
                  "1:19: expected x, found '\\x1b'", NULL);
    fixture_close(&f);
    fixture_open(&f, "a:\n", 0, 0);
    ck_assert_int_eq(rc_expected(&f.r, rc_find(&f.r, f.root, "a", NULL), "x"),
                     RC_INPUT);
    expect_errors(&f.errors, "1:3: expected x, found nothing", NULL);
    fixture_close(&f);
}
END_TEST

START_TEST(lists_and_mappings_are_told_apart)
{
    fixture f;

    fixture_open(&f, "[1]", 0, 0);
    ck_assert_int_eq(rc_expect_list(&f.r, f.root, "x"), RC_OK);
    ck_assert_int_eq(rc_expect_filled_list(&f.r, f.root, "x"), RC_OK);
    ck_assert_int_eq(rc_expect_map(&f.r, f.root, "x"), RC_INPUT);
    fixture_close(&f);
    fixture_open(&f, "{a: 1}", 0, 0);
    ck_assert_int_eq(rc_expect_list(&f.r, f.root, "x"), RC_INPUT);
    ck_assert_int_eq(rc_expect_filled_list(&f.r, f.root, "x"), RC_INPUT);
    ck_assert_int_eq(rc_expect_map(&f.r, f.root, "x"), RC_OK);
    fixture_close(&f);
    fixture_open(&f, "[]", 0, 0);
    ck_assert_int_eq(rc_expect_list(&f.r, f.root, "x"), RC_OK);
    ck_assert_int_eq(rc_expect_filled_list(&f.r, f.root, "x"), RC_INPUT);
    expect_errors(&f.errors, "1:1: expected x, found an empty list", NULL);
    fixture_close(&f);
}
END_TEST

START_TEST(long_lists_are_refused)
{
    char *yaml = malloc(3 * RC_MATRIX_MAX_DIM + 8);
    fixture f;

    ck_assert_ptr_nonnull(yaml);
    yaml[0] = '[';
    for (size_t k = 0; k <= RC_MATRIX_MAX_DIM; k++)
        memcpy(yaml + 1 + 2 * k, "0,", 3);
    strcat(yaml, "]");
    fixture_open(&f, yaml, 0, 0);
    ck_assert_int_eq(rc_expect_filled_list(&f.r, f.root, "x"), RC_INPUT);
    expect_errors(&f.errors,
                  "1:1: expected x, found a list of 4097 entries; at most "
                  "4096 are read",
                  NULL);
    fixture_close(&f);
    free(yaml);
}
END_TEST

START_TEST(the_worse_of_two_statuses)
{
    ck_assert_int_eq(rc_worse(RC_OK, RC_OK), RC_OK);
    ck_assert_int_eq(rc_worse(RC_OK, RC_INPUT), RC_INPUT);
    ck_assert_int_eq(rc_worse(RC_INPUT, RC_OK), RC_INPUT);
    ck_assert_int_eq(rc_worse(RC_INPUT, RC_NOMEM), RC_NOMEM);
    ck_assert_int_eq(rc_worse(RC_NOMEM, RC_INPUT), RC_NOMEM);
    ck_assert_int_eq(rc_worse(RC_NOMEM, RC_OK), RC_NOMEM);
}
END_TEST

START_TEST(unreadable_nodes_are_passed_over_silently)
{
    const rc_node node = {.kind = RC_NODE_UNREADABLE, .line = 1, .column = 1};
    fixture f;

    fixture_open(&f, "a", 0, 0);
    ck_assert_int_eq(rc_expected(&f.r, &node, "x"), RC_INPUT);
    ck_assert_int_eq(rc_expect_list(&f.r, &node, "x"), RC_INPUT);
    ck_assert_int_eq(rc_expect_map(&f.r, &node, "x"), RC_INPUT);
    expect_errors(&f.errors, NULL);
    fixture_close(&f);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        what_was_found_is_described,
        lists_and_mappings_are_told_apart,
        long_lists_are_refused,
        the_worse_of_two_statuses,
        unreadable_nodes_are_passed_over_silently,
    };

    return RUN_SUITE("case/reader", tests);
}
