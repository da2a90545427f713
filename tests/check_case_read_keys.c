/* Unknown, absent and not yet supported keys. */

#include "check_case.h"

static const rc_field own[] = {
    {.name = "tokens", .flags = RC_FIELD_REQUIRED},
    {.name = "mask"},
    {.name = "layers", .flags = RC_FIELD_LATER},
    {.name = NULL},
};

static const rc_field more[] = {
    {.name = "value", .flags = RC_FIELD_REQUIRED},
    {.name = NULL},
};

START_TEST(known_keys_pass)
{
    fixture f;

    fixture_open(&f, "{value: 1, tokens: 2, mask: 3}", 0, 0);
    ck_assert_int_eq(rc_check_keys(&f.r, f.root, "the model", own, more),
                     RC_OK);
    expect_errors(&f.errors, NULL);
    fixture_close(&f);
    fixture_open(&f, "{tokens: 2}", 0, 0);
    ck_assert_int_eq(rc_check_keys(&f.r, f.root, "the model", own, NULL),
                     RC_OK);
    fixture_close(&f);
}
END_TEST

START_TEST(all_wrong_keys_are_named)
{
    fixture f;

    fixture_open(&f, "{maks: 1, zzz: 2, layers: 3, valeu: 4, \"a\\tb\": 5}", 0,
                 0);
    ck_assert_int_eq(rc_check_keys(&f.r, f.root, "the model", own, more),
                     RC_INPUT);
    expect_errors(
        &f.errors, "1:1: the model has no 'tokens', which is required",
        "1:1: the model has no 'value', which is required",
        "1:2: unknown key 'maks' in the model; did you mean 'mask'?",
        "1:11: unknown key 'zzz' in the model; allowed: tokens, mask, value",
        "1:19: 'layers' is not yet supported",
        "1:30: unknown key 'valeu' in the model; did you mean 'value'?",
        "1:40: unknown key 'a\\tb'", NULL);
    fixture_close(&f);
}
END_TEST

START_TEST(the_first_of_equal_keys_is_found)
{
    rc_errors errors;
    rc_tree tree;
    const char yaml[] = "{a: 1, b: 2, a: 3}";
    const rc_node *key = NULL;

    rc_errors_init(&errors);
    ck_assert_int_eq(rc_tree_parse(&tree, yaml, strlen(yaml), &errors), RC_OK);

    rc_reader r = {.tree = &tree, .errors = &errors};
    const rc_node *value = rc_find(&r, rc_tree_root(&tree), "a", &key);

    ck_assert(rc_node_is(&tree, value, "1"));
    ck_assert(rc_node_is(&tree, key, "a"));
    ck_assert_ptr_null(rc_find(&r, rc_tree_root(&tree), "c", &key));
    rc_errors_clear(&errors);
    rc_tree_clear(&tree);
}
END_TEST

START_TEST(forms_have_exactly_one_key)
{
    fixture f;
    size_t form = 9;
    const rc_node *value = NULL;

    fixture_open(&f, "{mask: 7}", 0, 0);

    static const rc_field forms[] = {
        {.name = "tokens"}, {.name = "mask"}, {.name = NULL}};

    ck_assert_int_eq(rc_read_form(&f.r, f.root, "a mask", forms, &form, &value),
                     RC_OK);
    ck_assert_uint_eq(form, 1);
    ck_assert(rc_node_is(&f.tree, value, "7"));
    fixture_close(&f);

    fixture_open(&f, "{mask: 7, tokens: 8}", 0, 0);
    ck_assert_int_eq(rc_read_form(&f.r, f.root, "a mask", forms, &form, &value),
                     RC_INPUT);
    expect_errors(&f.errors, "1:1: expected exactly one key in a mask, found 2",
                  NULL);
    fixture_close(&f);

    fixture_open(&f, "{}", 0, 0);
    ck_assert_int_eq(rc_read_form(&f.r, f.root, "a mask", forms, &form, &value),
                     RC_INPUT);
    expect_errors(&f.errors, "1:1: expected exactly one key in a mask, found 0",
                  NULL);
    fixture_close(&f);

    fixture_open(&f, "{msk: 0}", 0, 0);
    ck_assert_int_eq(rc_read_form(&f.r, f.root, "a mask", forms, &form, &value),
                     RC_INPUT);
    expect_errors(&f.errors, "1:2: unknown key 'msk' in a mask; did you mean",
                  NULL);
    fixture_close(&f);
}
END_TEST

START_TEST(a_long_list_of_names_is_cut)
{
    enum { COUNT = 100 };
    const char *words[COUNT + 1];
    fixture f;

    for (size_t k = 0; k < COUNT; k++)
        words[k] = "a-name-of-twenty-two--";
    words[COUNT] = NULL;
    fixture_open(&f, "zzz", 0, 0);
    ck_assert_int_eq(rc_unknown(&f.r, f.root, "value", "", words), RC_INPUT);

    const char *message = f.errors.items[0].message;
    size_t length = strlen(message);

    ck_assert_uint_gt(length, 900);
    ck_assert_uint_lt(length, 1100);
    ck_assert_str_eq(message + length - 5, ", ...");
    fixture_close(&f);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        known_keys_pass,
        all_wrong_keys_are_named,
        the_first_of_equal_keys_is_found,
        forms_have_exactly_one_key,
        a_long_list_of_names_is_cut,
    };

    return RUN_SUITE("case/read_keys", tests);
}
