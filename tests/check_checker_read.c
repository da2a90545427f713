/* Walking a tree: types, keys, ranges, and paths in messages. */

#include "checker_support.h"

static ck_outcome o;

/* The root {'a': TEXT}'s member a. */
static json_t *
member_a(ck_node *root, ck_node *a, const char *text)
{
    char whole[512];
    json_t *json;

    snprintf(whole, sizeof whole, "{'a': %s}", text);
    json = checker_json(whole);
    ck_outcome_init(&o, &ck_default_limits);
    *root = (ck_node){.o = &o, .json = json};
    ck_member(a, root, "a");
    return json;
}

static void
expect_failure(const char *path, const char *message)
{
    ck_assert_int_eq(o.verdict, CK_MALFORMED);
    ck_assert_str_eq(o.path, path);
    ck_assert_msg(strstr(o.message, message) != NULL, "%s: %s", message,
                  o.message);
}

/* message NULL: good. */
static void
expect_object(const char *text, const char *keys, const char *message)
{
    ck_node root, a;
    json_t *json = member_a(&root, &a, text);

    ck_assert_int_eq(ck_object(&a, keys), message == NULL);
    if (message != NULL)
        expect_failure("/a", message);
    json_decref(json);
}

START_TEST(objects)
{
    expect_object("{'x': 1, 'yes': 2}", "x yes", NULL);
    expect_object("{'x': 1}", "x ?yes", NULL);
    expect_object("{'yes': 1}", "?x yes", NULL);
    expect_object("{}", "", NULL);
    expect_object("{'x': 1}", "x yes", "the key 'yes' is missing");
    expect_object("{'yes': 1}", "x yes", "the key 'x' is missing");
    expect_object("{'x': 1, 'z': 1}", "x ?yes", "unknown key 'z'");
    expect_object("{'ye': 1}", "?yes", "unknown key 'ye'");
    expect_object("{'yess': 1}", "?yes", "unknown key 'yess'");
    expect_object("{'': 1}", "?yes", "unknown key ''");
    expect_object("{'?yes': 1}", "?yes", "unknown key '?yes'");
    expect_object("[1]", "x", "expected an object, found a list");
    expect_object("null", "x", "expected an object, found null");
}
END_TEST

static void
expect_list(const char *text, size_t least, size_t most, const char *message)
{
    ck_node root, a;
    json_t *json = member_a(&root, &a, text);
    size_t count;

    ck_assert_int_eq(ck_list(&a, least, most, &count), message == NULL);
    if (message != NULL)
        expect_failure("/a", message);
    else
        ck_assert_uint_eq(count, json_array_size(a.json));
    json_decref(json);
}

START_TEST(lists)
{
    expect_list("[]", 0, 0, NULL);
    expect_list("[1, 2]", 2, 3, NULL);
    expect_list("[1, 2, 3]", 2, 3, NULL);
    expect_list("[1]", 2, 3, "expected 2 to 3 items, found 1");
    expect_list("[1, 2, 3, 4]", 2, 3, "expected 2 to 3 items, found 4");
    expect_list("{}", 0, 3, "expected a list, found an object");
    expect_list("'x'", 0, 3, "expected a list, found a text");
}
END_TEST

static void
expect_integer(const char *text, long least, long most, const char *message)
{
    ck_node root, a;
    json_t *json = member_a(&root, &a, text);
    long x = -1;

    ck_assert_int_eq(ck_integer(&a, least, most, &x), message == NULL);
    if (message != NULL)
        expect_failure("/a", message);
    ck_assert_int_eq(x, message == NULL ? json_integer_value(a.json) : 0);
    json_decref(json);
}

START_TEST(integers)
{
    expect_integer("3", 3, 5, NULL);
    expect_integer("5", 3, 5, NULL);
    expect_integer("2", 3, 5, "expected an integer from 3 to 5, found 2");
    expect_integer("6", 3, 5, "expected an integer from 3 to 5, found 6");
    expect_integer("-9223372036854775808", 0, 5, "found -9223372036854775808");
    expect_integer("'3'", 3, 5, "expected an integer, found a text");
    expect_integer("3.0", 3, 5, "expected an integer, found a real number");
    expect_integer("true", 0, 5, "expected an integer, found true");
}
END_TEST

START_TEST(booleans_and_texts)
{
    ck_node root, a;
    json_t *json = member_a(&root, &a, "true");
    const char *text;
    int x = 0;

    ck_assert(ck_bool(&a, &x));
    ck_assert_int_eq(x, 1);
    ck_assert(!ck_text(&a, &text));
    expect_failure("/a", "expected a text, found true");
    json_decref(json);
    json = member_a(&root, &a, "false");
    ck_assert(ck_bool(&a, &x));
    ck_assert_int_eq(x, 0);
    json_decref(json);
    json = member_a(&root, &a, "1");
    ck_assert(!ck_bool(&a, &x));
    expect_failure("/a", "expected true or false, found an integer");
    json_decref(json);
    json = member_a(&root, &a, "'yes'");
    ck_assert(ck_text(&a, &text));
    ck_assert_str_eq(text, "yes");
    json_decref(json);
    json = json_stringn("x\0y", 3);
    ck_outcome_init(&o, &ck_default_limits);
    root = (ck_node){.o = &o, .json = json};
    ck_assert(!ck_text(&root, &text));
    expect_failure("/", "a zero byte");
    json_decref(json);
}
END_TEST

START_TEST(absent_members)
{
    ck_node root, a, none;
    json_t *json = member_a(&root, &a, "{}");
    size_t count;

    ck_member(&none, &a, "b");
    ck_assert_ptr_null(none.json);
    ck_assert(!ck_list(&none, 0, 1, &count));
    expect_failure("/a/b", "expected a list, found nothing");
    json_decref(json);
}
END_TEST

START_TEST(words)
{
    static const char *const known[] = {"none", "rms", NULL};
    ck_node root, a;
    json_t *json = member_a(&root, &a, "'rms'");
    int which = 0;

    ck_assert(ck_word(&a, known, &which));
    ck_assert_int_eq(which, 1);
    json_decref(json);
    json = member_a(&root, &a, "'rm'");
    ck_assert(!ck_word(&a, known, &which));
    expect_failure("/a", "unknown word 'rm'");
    json_decref(json);
    json = member_a(&root, &a, "1");
    ck_assert(!ck_word(&a, known, &which));
    expect_failure("/a", "expected a text");
    json_decref(json);
}
END_TEST

/* path NULL: good. */
static void
expect_places(const char *text, long most, size_t least, size_t most_items,
              const char *path, const char *message)
{
    ck_node root, a;
    json_t *json = member_a(&root, &a, text);
    long *items;
    size_t count;

    ck_assert_int_eq(ck_places(&a, most, least, most_items, &items, &count),
                     path == NULL);
    if (path != NULL)
        expect_failure(path, message);
    for (size_t k = 0; path == NULL && k < count; k++)
        ck_assert_int_eq(items[k] + 1,
                         json_integer_value(json_array_get(a.json, k)));
    ck_release(items);
    json_decref(json);
}

START_TEST(places)
{
    expect_places("[1, 3, 4]", 4, 1, 4, NULL, NULL);
    expect_places("[]", 4, 0, 4, NULL, NULL);
    expect_places("[]", 4, 1, 4, "/a", "found 0");
    expect_places("[1, 2, 3]", 4, 1, 2, "/a", "found 3");
    expect_places("[0]", 4, 1, 4, "/a/0", "from 1 to 4, found 0");
    expect_places("[1, 5]", 4, 1, 4, "/a/1", "from 2 to 4, found 5");
    expect_places("[2, 2]", 4, 1, 4, "/a/1", "from 3 to 4, found 2");
    expect_places("[2, 1]", 4, 1, 4, "/a/1", "found 1");
    expect_places("['1']", 4, 1, 4, "/a/0", "expected an integer");
}
END_TEST

/* Paths are as deep as their nodes; long ones are cut. */
START_TEST(paths)
{
    ck_node root, a, item, inner;
    json_t *json = member_a(&root, &a, "[0, {'b': 1}]");
    char key[300];

    ck_item(&item, &a, 1);
    ck_member(&inner, &item, "b");
    ck_assert(!ck_node_malformed(&inner, "wrong"));
    expect_failure("/a/1/b", "wrong");
    ck_outcome_init(&o, &ck_default_limits);
    memset(key, 'k', sizeof key - 1);
    key[sizeof key - 1] = '\0';
    ck_member(&inner, &item, key);
    ck_assert(!ck_node_malformed(&inner, "wrong"));
    ck_assert_uint_lt(strlen(o.path), sizeof o.path);
    ck_outcome_init(&o, &ck_default_limits);
    ck_assert(!ck_node_malformed(&root, "wrong"));
    expect_failure("/", "wrong");
    json_decref(json);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("read");

    tcase_add_test(tcase, objects);
    tcase_add_test(tcase, lists);
    tcase_add_test(tcase, integers);
    tcase_add_test(tcase, booleans_and_texts);
    tcase_add_test(tcase, absent_members);
    tcase_add_test(tcase, words);
    tcase_add_test(tcase, places);
    tcase_add_test(tcase, paths);
    return run_checker_tests("read", tcase);
}
