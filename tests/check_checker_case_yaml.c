/* YAML as the case format has it, and what is refused of the rest. */

#include "checker_case.h"

static json_t *
as_it_is(const ck_node *node)
{
    return ck_case_share(node);
}

static void
expect_tree(const char *yaml, const char *json)
{
    expect_part(as_it_is, yaml, json);
}

static void
expect_no_tree(const char *yaml, const char *place, const char *message)
{
    expect_no_part(as_it_is, yaml, place, message);
}

START_TEST(all_scalars_are_texts)
{
    expect_tree("a", "'a'");
    expect_tree("[1, 1.50, yes, ~, null, true, '1/2', \"x\\ty\"]",
                "['1','1.50','yes','~','null','true','1/2','x\\ty']");
    expect_tree("a: 1\nb:\n  - 2\n  - c: 3\n", "{'a':'1','b':['2',{'c':'3'}]}");
    expect_tree("{a: {b: {c: []}}, d: {}}", "{'a':{'b':{'c':[]}},'d':{}}");
    expect_tree("a:\nb: |\n  x\n  y\n", "{'a':'','b':'x\\ny\\n'}");
    expect_tree("a: 1 +\n  2 # remark\n", "{'a':'1 + 2'}");
    expect_tree("\xef\xbb\xbf"
                "a: \xc3\xa9\n",
                "{'a':'\\u00e9'}");
    expect_tree("%YAML 1.1\n---\na: 100%TAG\n...\n", "{'a':'100%TAG'}");
    expect_tree("? a\n: b\n", "{'a':'b'}");
}
END_TEST

START_TEST(keys_are_texts_given_once)
{
    expect_no_tree("a: 1\nb: 2\na: 1\n", "line 3, column 1",
                   "a key is given twice");
    expect_no_tree("a: 1\n\"a\": 2\n", "line 2, column 1",
                   "a key is given twice");
    expect_no_tree("x: {a: , a: }", "line 1, column 10",
                   "a key is given twice");
    expect_tree("x: {a: {a: 1}}\na: {x: 2}",
                "{'a':{'x':'2'},'x':{'a':{'a':'1'}}}");
    expect_no_tree("? [a]\n: 1\n", "line 1, column 3", "a key is no text");
    expect_no_tree("{{a: 1}: 2}", "line 1, column 2", "a key is no text");
}
END_TEST

START_TEST(no_anchors_aliases_and_tags)
{
    expect_no_tree("a: &x 1", "line 1, column 4", "anchors");
    expect_no_tree("a: &x [1]", "line 1, column 4", "anchors");
    expect_no_tree("a: &x {b: 1}", "line 1, column 4", "anchors");
    expect_no_tree("a: *x", "line 1, column 4", "aliases");
    expect_no_tree("- *x", "line 1, column 3", "aliases");
    expect_no_tree("a: !!int 1", "line 1, column 4", "tags");
    expect_no_tree("a: ! 1", "line 1, column 4", "tags");
    expect_no_tree("a: !x [1]", "line 1, column 4", "tags");
    expect_no_tree("a: !x {b: 1}", "line 1, column 4", "tags");
    expect_no_tree("&x a: 1", "line 1, column 1", "anchors");
    expect_no_tree("!!map {a: 1}", "line 1, column 1", "tags");
    /* merge keys have no meaning of their own */
    expect_tree("<<: {a: 1}", "{'<<':{'a':'1'}}");
    expect_no_tree("%TAG ! tag:a,2000:\n---\na: 1\n", "the file", "%TAG");
    expect_no_tree("# b\n%TAG ! tag:a,2000:\n---\na: 1\n", "the file", "%TAG");
    expect_no_tree("a: 'b\n%TAG'", "the file", "%TAG");
    expect_no_tree("%TAG", "the file", "%TAG");
    expect_no_tree("%TA", "line 1, column 4", "unknown directive");
}
END_TEST

START_TEST(one_document)
{
    expect_tree("---\na: 1\n...\n", "{'a':'1'}");
    expect_no_tree("a: 1\n---\nb: 2\n", "line 2, column 1",
                   "a second document");
    expect_no_tree("---\n---\nb: 2\n", "line 2, column 1", "a second document");
    expect_no_tree("", "the file", "is empty");
    expect_no_tree("# nothing\n", "the file", "is empty");
}
END_TEST

/* `count` lists in one another. */
static char *
nested(size_t count, const char *open, const char *close)
{
    const size_t head = strlen(open), tail = strlen(close);
    char *text = calloc(count * (head + tail) + 1, 1), *at = text;

    ck_assert_ptr_nonnull(text);
    for (size_t k = 0; k < count; k++, at += head)
        memcpy(at, open, head);
    for (size_t k = 0; k < count; k++, at += tail)
        memcpy(at, close, tail);
    return text;
}

START_TEST(nesting_is_bounded)
{
    static const char *const open[] = {"[", "{a: "}, *const close[] = {"]",
                                                                       "}"};
    ck_outcome o;

    for (size_t k = 0; k < 2; k++) {
        char *deep = nested(64, open[k], close[k]);
        json_t *made = case_read(&o, as_it_is, deep, strlen(deep));

        ck_assert_ptr_nonnull(made);
        json_decref(made);
        free(deep);
        deep = nested(65, open[k], close[k]);
        ck_assert_ptr_null(case_read(&o, as_it_is, deep, strlen(deep)));
        ck_assert_ptr_nonnull(strstr(o.message, "nested deeper than 64"));
        free(deep);
        deep = nested(200000 / (k + 1), open[k], "");
        ck_assert_ptr_null(case_read(&o, as_it_is, deep, strlen(deep)));
        free(deep);
    }
}
END_TEST

START_TEST(what_is_no_yaml)
{
    static const char zero[] = "a: b\0c";
    ck_outcome o;

    expect_no_tree("a: [1", "line 2, column 1", "did not find");
    expect_no_tree("a: 1\n b: 2\n", "line 2, column 3", "");
    expect_no_tree("a: \xff", "line 1, column 1", "UTF-8");
    expect_no_tree("a: \x07", "line 1, column 1", "control characters");
    expect_no_tree("\xff\xfe"
                   "a\0:\0",
                   "line 1, column 1", "UTF-8");
    expect_no_tree("a: \"b\\0c\"", "line 1, column 4", "a zero byte");
    expect_no_tree("\"a\\0b\": 1", "line 1, column 1", "a zero byte");
    ck_assert_ptr_null(case_read(&o, as_it_is, zero, sizeof zero - 1));
    /* a key waits for its value when the file ends */
    expect_no_tree("{a: {b: [1, 2", "line 2, column 1", "did not find");
    expect_no_tree("a:\n  b: *x", "line 2, column 6", "aliases");
}
END_TEST

START_TEST(long_texts_are_whole)
{
    const size_t size = 300000;
    char *yaml = malloc(size + 1);
    ck_outcome o;
    json_t *made;

    ck_assert_ptr_nonnull(yaml);
    memset(yaml, '7', size);
    yaml[size] = '\0';
    made = case_read(&o, as_it_is, yaml, size);
    ck_assert_ptr_nonnull(made);
    ck_assert_str_eq(json_string_value(made), yaml);
    json_decref(made);
    free(yaml);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("case_yaml");

    tcase_add_test(tcase, all_scalars_are_texts);
    tcase_add_test(tcase, keys_are_texts_given_once);
    tcase_add_test(tcase, no_anchors_aliases_and_tags);
    tcase_add_test(tcase, one_document);
    tcase_add_test(tcase, nesting_is_bounded);
    tcase_add_test(tcase, what_is_no_yaml);
    tcase_add_test(tcase, long_texts_are_whole);
    return run_checker_tests("case_yaml", tcase);
}
