/* YAML to trees: shape, positions, and what is refused. */

#include "check_case.h"

/* Writes the tree below node as text: a for texts, [..] and {..}. */
static void
draw(const rc_tree *tree, const rc_node *node, char *to)
{
    static const char *const brackets[] = {"", "[]", "{}"};

    to += strlen(to);
    if (node->kind == RC_NODE_UNREADABLE) {
        strcpy(to, "?");
        return;
    }
    if (node->kind == RC_NODE_SCALAR) {
        strcpy(to, rc_node_text(tree, node));
        return;
    }
    sprintf(to, "%c", brackets[node->kind][0]);
    for (const rc_node *child = rc_node_first(tree, node); child != NULL;
         child = rc_node_next(tree, child)) {
        draw(tree, child, to);
        strcat(to, " ");
    }
    sprintf(to + strlen(to), "%zu%c", (size_t)node->count,
            brackets[node->kind][1]);
}

static void
expect_tree(const char *yaml, const char *expected)
{
    char drawn[1024] = "";
    fixture f;

    fixture_open(&f, yaml, 0, 0);
    draw(&f.tree, f.root, drawn);
    ck_assert_str_eq(drawn, expected);
    fixture_close(&f);
}

START_TEST(trees_have_the_shape_of_the_text)
{
    expect_tree("a", "a");
    expect_tree("[]", "[0]");
    expect_tree("{}", "{0}");
    expect_tree("a: [1, [2, 3], {}]\nb:\n- c: d\n  e:\n", //
                "{a [1 [2 3 2] {0} 3] b [{c d e  2} 1] 2}");
    expect_tree("%YAML 1.1\n---\na: 'x y'\n...\n", "{a x y 1}");
    expect_tree("\xef\xbb\xbf"
                "a: 1",
                "{a 1 1}");
}
END_TEST

START_TEST(positions_count_from_one_in_characters)
{
    fixture f;

    fixture_open(&f,
                 "\xef\xbb\xbf"
                 "\xc3\xa9: [x,\n  'y z']\n",
                 0, 0);

    const rc_node *key = rc_node_first(&f.tree, f.root);
    const rc_node *list = rc_node_next(&f.tree, key);
    const rc_node *x = rc_node_first(&f.tree, list);
    const rc_node *y = rc_node_next(&f.tree, x);

    ck_assert_uint_eq(rc_node_at(f.root).line, 1);
    ck_assert_uint_eq(rc_node_at(f.root).column, 1);
    ck_assert_uint_eq(rc_node_at(list).column, 4);
    ck_assert_uint_eq(rc_node_at(x).column, 5);
    ck_assert_uint_eq(rc_node_at(y).line, 2);
    ck_assert_uint_eq(rc_node_at(y).column, 3);
    ck_assert(x->plain && x->verbatim);
    ck_assert(!y->plain && !y->verbatim);
    fixture_close(&f);
    fixture_open(&f, "a: b\n  c", 0, 0);
    key = rc_node_first(&f.tree, f.root);
    x = rc_node_next(&f.tree, key);
    ck_assert(rc_node_is(&f.tree, x, "b c"));
    ck_assert(x->plain && !x->verbatim);
    fixture_close(&f);
}
END_TEST

/* Parsing ends with status and these errors. */
static void
expect_refusal(const char *yaml, rc_status status, const char *first,
               const char *second)
{
    rc_errors errors;
    rc_tree tree;

    rc_errors_init(&errors);
    ck_assert_int_eq(rc_tree_parse(&tree, yaml, strlen(yaml), &errors), status);
    expect_errors(&errors, first, second, NULL);
    rc_errors_clear(&errors);
    rc_tree_clear(&tree);
}

START_TEST(what_is_not_one_plain_document_is_refused)
{
    expect_refusal("", RC_INPUT, "1:1: the file is empty", NULL);
    expect_refusal("# only\n", RC_INPUT, "1:1: the file is empty", NULL);
    expect_refusal("a: [1, 2\nb: 3", RC_INPUT,
                   "2:2: YAML syntax: did not find expected ',' or ']', "
                   "while parsing a flow sequence (from 1:4)",
                   NULL);
    expect_refusal("a: 1\n---\nb: 2\n", RC_OK, "2:1: a second document", NULL);
    expect_refusal("a: &x 1\nb: *x\n", RC_OK, "1:4: anchor 'x'",
                   "2:4: alias 'x'");
    expect_refusal("a: !!str 1\nb: !t [1]\n", RC_OK,
                   "1:4: tag 'tag:yaml.org,2002:str'", "2:4: tag '!t'");
    expect_refusal("a: !<x> {}\n", RC_OK, "1:4: tag 'x'", NULL);
    expect_refusal("a: @\n", RC_INPUT, "1:4: YAML syntax", NULL);
}
END_TEST

/* A list in a list in a list, depth in all. */
static char *
nest(size_t depth)
{
    char *yaml = malloc(2 * depth + 1);

    ck_assert_ptr_nonnull(yaml);
    memset(yaml, '[', depth);
    memset(yaml + depth, ']', depth);
    yaml[2 * depth] = '\0';
    return yaml;
}

START_TEST(depth_is_capped)
{
    char *yaml = nest(RC_TREE_MAX_DEPTH);
    fixture f;

    fixture_open(&f, yaml, 0, 0);
    fixture_close(&f);
    free(yaml);
    yaml = nest(RC_TREE_MAX_DEPTH + 1);
    expect_refusal(yaml, RC_INPUT,
                   "1:65: lists and mappings are nested more than 64 deep",
                   NULL);
    free(yaml);
    yaml = nest(1000000);
    expect_refusal(yaml, RC_INPUT, "1:65: lists and mappings", NULL);
    free(yaml);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        trees_have_the_shape_of_the_text,
        positions_count_from_one_in_characters,
        what_is_not_one_plain_document_is_refused,
        depth_is_capped,
    };

    return RUN_SUITE("case/tree_parse", tests);
}
