/* The tree's arrays: nodes, texts, siblings. */

#include "check_case.h"

START_TEST(nodes_and_texts_survive_growth)
{
    rc_tree tree;
    rc_position at = {1, 1};
    char text[32];
    uint32_t index;

    memset(&tree, 0, sizeof tree);
    for (unsigned k = 0; k < 5000; k++) {
        at.line = k + 1;
        at.column = 2 * k + 1;
        ck_assert_int_eq(rc_tree_add_node(&tree, RC_NODE_SCALAR, at, &index),
                         RC_OK);
        ck_assert_uint_eq(index, k);
        snprintf(text, sizeof text, "text %u", k);
        ck_assert_int_eq(rc_tree_set_text(&tree, index, text, strlen(text)),
                         RC_OK);
    }
    for (unsigned k = 0; k < 5000; k++) {
        const rc_node *node = &tree.nodes[k];

        snprintf(text, sizeof text, "text %u", k);
        ck_assert_str_eq(rc_node_text(&tree, node), text);
        ck_assert(rc_node_is(&tree, node, text));
        ck_assert_uint_eq(rc_node_at(node).line, k + 1);
        ck_assert_uint_eq(rc_node_at(node).column, 2 * k + 1);
        ck_assert_ptr_null(rc_node_next(&tree, node));
    }
    rc_tree_clear(&tree);
    ck_assert_ptr_null(tree.nodes);
}
END_TEST

START_TEST(text_is_compared_to_its_end)
{
    rc_tree tree;
    rc_position at = {1, 1};
    uint32_t index;

    memset(&tree, 0, sizeof tree);
    ck_assert_int_eq(rc_tree_add_node(&tree, RC_NODE_SCALAR, at, &index),
                     RC_OK);
    ck_assert_int_eq(rc_tree_set_text(&tree, index, "id\0x", 4), RC_OK);
    ck_assert(!rc_node_is(&tree, &tree.nodes[index], "id"));
    ck_assert(!rc_node_is(&tree, &tree.nodes[index], "id-x"));
    ck_assert_int_eq(rc_tree_add_node(&tree, RC_NODE_LIST, at, &index), RC_OK);
    ck_assert(!rc_node_is(&tree, &tree.nodes[index], ""));
    rc_tree_clear(&tree);
}
END_TEST

START_TEST(nodes_are_capped)
{
    rc_tree tree;
    rc_position at = {1, 1};
    uint32_t index;

    memset(&tree, 0, sizeof tree);
    tree.count = tree.allocated = RC_TREE_MAX_NODES;
    ck_assert_int_eq(rc_tree_add_node(&tree, RC_NODE_LIST, at, &index),
                     RC_LIMIT);
    ck_assert_uint_ge(RC_TREE_MAX_NODES,
                      (size_t)RC_MATRIX_MAX_DIM * (RC_MATRIX_MAX_DIM + 1));
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        nodes_and_texts_survive_growth,
        text_is_compared_to_its_end,
        nodes_are_capped,
    };

    return RUN_SUITE("case/tree", tests);
}
