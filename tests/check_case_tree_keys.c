/* Duplicate keys and keys that are not text. */

#include "check_case.h"

/* The errors of a file whose keys are wrong. */
static void
parse(const char *yaml, rc_errors *errors)
{
    rc_tree tree;

    rc_errors_init(errors);
    ck_assert_int_eq(rc_tree_parse(&tree, yaml, strlen(yaml), errors), RC_OK);
    rc_tree_clear(&tree);
}

START_TEST(each_duplicate_names_the_first)
{
    rc_errors errors;

    parse("b: 1\na: 2\nb: 3\nc: {a: 1, a: 2}\nb: 4\n", &errors);
    expect_errors(&errors, "3:1: duplicate key 'b'; it was first given at 1:1",
                  "4:11: duplicate key 'a'; it was first given at 4:5",
                  "5:1: duplicate key 'b'; it was first given at 1:1", NULL);
    rc_errors_clear(&errors);
}
END_TEST

START_TEST(keys_are_compared_in_full)
{
    rc_errors errors;

    parse("a: 1\nab: 2\nb: 3\n'': 4\n\"a\\0b\": 5\n\"a\\0c\": 6\n", &errors);
    expect_errors(&errors, NULL);
    rc_errors_clear(&errors);
}
END_TEST

START_TEST(quoting_makes_no_other_key)
{
    rc_errors errors;

    parse("{a: 1, 'a': 2, \"\\x61\": 3}", &errors);
    expect_errors(&errors, "1:8: duplicate key 'a'", "1:16: duplicate", NULL);
    rc_errors_clear(&errors);
}
END_TEST

START_TEST(keys_are_text)
{
    rc_errors errors;

    parse("? [a]\n: 1\n? {b: 2}\n: 3\n? c\n: 4\n", &errors);
    expect_errors(&errors, "1:3: a key must be text, found a list",
                  "3:3: a key must be text, found a mapping", NULL);
    rc_errors_clear(&errors);
}
END_TEST

START_TEST(many_keys_are_quick)
{
    enum { COUNT = 200000 };
    size_t size = COUNT * 12;
    char *yaml = malloc(size);
    size_t length = 0;
    rc_errors errors;

    ck_assert_ptr_nonnull(yaml);
    for (unsigned k = 0; k < COUNT; k++)
        length += (size_t)snprintf(yaml + length, size - length, "k%u: 1\n",
                                   k * 7919 % (COUNT - 1));
    parse(yaml, &errors);
    ck_assert_uint_eq(errors.count, 1);
    rc_errors_clear(&errors);
    free(yaml);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        each_duplicate_names_the_first,
        keys_are_compared_in_full,
        quoting_makes_no_other_key,
        keys_are_text,
        many_keys_are_quick,
    };

    return RUN_SUITE("case/tree_keys", tests);
}
