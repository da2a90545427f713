/* Masks of case files: every form as runs, at the edges of its range. */

#include "checker_case.h"

static long tokens;

static json_t *
read_mask(const ck_node *node)
{
    return ck_case_mask(node, tokens);
}

static void
expect_mask(long n, const char *yaml, const char *runs)
{
    tokens = n;
    expect_part(read_mask, yaml, runs);
}

static void
expect_no_mask(long n, const char *yaml, const char *path, const char *message)
{
    tokens = n;
    expect_no_part(read_mask, yaml, path, message);
}

START_TEST(words)
{
    expect_mask(1, "complete", "[[[1,1]]]");
    expect_mask(1, "causal", "[[[1,1]]]");
    expect_mask(3, "complete", "[[[1,3]],[[1,3]],[[1,3]]]");
    expect_mask(3, "causal", "[[[1,1]],[[1,2]],[[1,3]]]");
    expect_no_mask(3, "Causal", "/", "unknown word 'Causal'");
    expect_no_mask(3, "''", "/", "unknown word");
    expect_no_mask(3, "[causal]", "/", "one key");
}
END_TEST

START_TEST(windows)
{
    expect_mask(3, "window: 0", "[[[1,1]],[[2,2]],[[3,3]]]");
    expect_mask(4, "window: 1", "[[[1,2]],[[1,3]],[[2,4]],[[3,4]]]");
    expect_mask(4, "window: 2", "[[[1,3]],[[1,4]],[[1,4]],[[2,4]]]");
    expect_mask(3, "window: 4096", "[[[1,3]],[[1,3]],[[1,3]]]");
    expect_no_mask(3, "window: 4097", "/window", "from 0 to 4096");
    expect_no_mask(3, "window: -1", "/window", "from 0 to 4096");
    expect_mask(3, "causal-window: 1", "[[[1,1]],[[2,2]],[[3,3]]]");
    expect_mask(4, "causal-window: 2", "[[[1,1]],[[1,2]],[[2,3]],[[3,4]]]");
    expect_mask(4, "causal-window: 3", "[[[1,1]],[[1,2]],[[1,3]],[[2,4]]]");
    expect_mask(2, "causal-window: 4096", "[[[1,1]],[[1,2]]]");
    expect_no_mask(2, "causal-window: 0", "/causal-window", "from 1 to 4096");
    expect_no_mask(2, "causal-window: 4097", "/causal-window",
                   "from 1 to 4096");
}
END_TEST

START_TEST(dilated_windows)
{
    expect_mask(6, "dilated-window: {width: 1, step: 2}",
                "[[[1,1],[3,3]],[[2,2],[4,4]],[[1,1],[3,3],[5,5]],"
                "[[2,2],[4,4],[6,6]],[[3,3],[5,5]],[[4,4],[6,6]]]");
    expect_mask(5, "dilated-window: {width: 2, step: 2}",
                "[[[1,1],[3,3],[5,5]],[[2,2],[4,4]],[[1,1],[3,3],[5,5]],"
                "[[2,2],[4,4]],[[1,1],[3,3],[5,5]]]");
    expect_mask(3, "dilated-window: {width: 1, step: 1}",
                "[[[1,2]],[[1,3]],[[2,3]]]");
    expect_mask(2, "dilated-window: {width: 0, step: 1}", "[[[1,1]],[[2,2]]]");
    expect_mask(2, "dilated-window: {width: 4096, step: 4096}",
                "[[[1,1]],[[2,2]]]");
    expect_no_mask(2, "dilated-window: {width: 4097, step: 1}",
                   "/dilated-window/width", "from 0 to 4096");
    expect_no_mask(2, "dilated-window: {width: 1, step: 4097}",
                   "/dilated-window/step", "from 1 to 4096");
    expect_no_mask(2, "dilated-window: {width: 1, step: 0}",
                   "/dilated-window/step", "from 1 to 4096");
    expect_no_mask(2, "dilated-window: {width: 1}", "/dilated-window",
                   "'step' is missing");
    expect_no_mask(2, "dilated-window: {step: 1}", "/dilated-window",
                   "'width' is missing");
    expect_no_mask(2, "dilated-window: {width: 1, step: 1, x: 1}",
                   "/dilated-window", "unknown key");
}
END_TEST

START_TEST(global_windows)
{
    expect_mask(4, "global-window: {global: 1, width: 0}",
                "[[[1,4]],[[1,2]],[[1,1],[3,3]],[[1,1],[4,4]]]");
    expect_mask(4, "global-window: {global: 0, width: 1}",
                "[[[1,2]],[[1,3]],[[2,4]],[[3,4]]]");
    expect_mask(5, "global-window: {global: 2, width: 1}",
                "[[[1,5]],[[1,5]],[[1,4]],[[1,5]],[[1,2],[4,5]]]");
    expect_mask(2, "global-window: {global: 2, width: 0}", "[[[1,2]],[[1,2]]]");
    expect_mask(1, "global-window: {global: 0, width: 4096}", "[[[1,1]]]");
    expect_no_mask(2, "global-window: {global: 3, width: 0}",
                   "/global-window/global", "from 0 to 2");
    expect_no_mask(2, "global-window: {global: 0, width: 4097}",
                   "/global-window/width", "from 0 to 4096");
    expect_no_mask(2, "global-window: {global: 0}", "/global-window",
                   "'width' is missing");
    expect_no_mask(2, "global-window: {width: 0}", "/global-window",
                   "'global' is missing");
}
END_TEST

START_TEST(stars)
{
    expect_mask(3, "star: 1", "[[[1,3]],[[1,2]],[[1,1],[3,3]]]");
    expect_mask(3, "star: 2", "[[[1,2]],[[1,3]],[[2,3]]]");
    expect_mask(3, "star: 3", "[[[1,1],[3,3]],[[2,3]],[[1,3]]]");
    expect_no_mask(3, "star: 0", "/star", "from 1 to 3");
    expect_no_mask(3, "star: 4", "/star", "from 1 to 3");
}
END_TEST

START_TEST(edges)
{
    expect_mask(3, "edges: [[1, 2], [3, 1]]",
                "[[[1,1],[3,3]],[[1,2]],[[3,3]]]");
    expect_mask(3, "edges: [[1, 3], [1, 3], [3, 3]]",
                "[[[1,1]],[[2,2]],[[1,1],[3,3]]]");
    expect_mask(2, "edges: []", "[[[1,1]],[[2,2]]]");
    expect_no_mask(2, "edges: [[1]]", "/edges/0", "2 to 2 items");
    expect_no_mask(2, "edges: [[1, 2], [1, 2, 1]]", "/edges/1", "2 to 2 items");
    expect_no_mask(2, "edges: [[0, 1]]", "/edges/0/0", "from 1 to 2");
    expect_no_mask(2, "edges: [[1, 0]]", "/edges/0/1", "from 1 to 2");
    expect_no_mask(2, "edges: [[3, 1]]", "/edges/0/0", "from 1 to 2");
    expect_no_mask(2, "edges: [[1, 3]]", "/edges/0/1", "from 1 to 2");
    expect_no_mask(2, "edges: 1", "/edges", "expected a list");
}
END_TEST

START_TEST(matrices)
{
    expect_mask(3, "matrix: [[1, 0, 1], [1, 1, 0], [0, 0, 1]]",
                "[[[1,1],[3,3]],[[1,2]],[[3,3]]]");
    expect_mask(1, "matrix: [[1]]", "[[[1,1]]]");
    expect_no_mask(2, "matrix: [[1, 0], [1, 0]]", "/matrix/1/1",
                   "from 1 to 1, found '0'");
    expect_no_mask(2, "matrix: [[0, 0], [1, 1]]", "/matrix/0/0",
                   "from 1 to 1, found '0'");
    expect_no_mask(2, "matrix: [[1, 2], [1, 1]]", "/matrix/0/1",
                   "from 0 to 1, found '2'");
    expect_no_mask(2, "matrix: [[1, 0]]", "/matrix", "2 to 2 items");
    expect_no_mask(2, "matrix: [[1, 0], [1]]", "/matrix/1", "2 to 2 items");
    expect_no_mask(2, "matrix: [[1, 0], [1, 1], [1, 1]]", "/matrix",
                   "2 to 2 items");
    expect_no_mask(2, "matrix: {identity: 2}", "/matrix", "expected a list");
}
END_TEST

START_TEST(unions)
{
    expect_mask(3, "union: [causal, {star: 3}]",
                "[[[1,1],[3,3]],[[1,3]],[[1,3]]]");
    expect_mask(3, "union: [causal]", "[[[1,1]],[[1,2]],[[1,3]]]");
    expect_mask(4,
                "union: [{matrix: [[1,0,0,0],[0,1,0,0],[0,0,1,0],[1,0,0,1]]}, "
                "{union: [{edges: [[3, 1]]}, {window: 0}]}]",
                "[[[1,1],[3,3]],[[2,2]],[[3,3]],[[1,1],[4,4]]]");
    /* a matrix takes nothing away */
    expect_mask(2, "union: [complete, {matrix: [[1, 0], [0, 1]]}]",
                "[[[1,2]],[[1,2]]]");
    expect_no_mask(2, "union: []", "/union", "1 to 64 items");
    expect_no_mask(2, "union: causal", "/union", "expected a list");
    expect_no_mask(2, "union: [causal, none, complete]", "/union/1",
                   "unknown word");
    expect_no_mask(2, "{union: [causal], star: 1}", "/", "one key");
    expect_no_mask(2, "ring: 1", "/", "none of the forms");
}
END_TEST

/* A union of `count` masks, one of them a union when nested. */
static char *
many(int count, int nested)
{
    char *text = calloc((size_t)count + 4, 16);

    ck_assert_ptr_nonnull(text);
    strcat(text, "union: [");
    if (nested)
        strcat(text, "{union: [");
    for (int k = 0; k < count; k++)
        strcat(text, "causal, ");
    strcat(text, nested ? "]}]" : "]");
    return text;
}

START_TEST(parts_are_limited)
{
    static const char runs[] = "[[[1,1]],[[1,2]]]";
    char *text = many(63, 0);

    expect_mask(2, text, runs);
    free(text);
    text = many(64, 0);
    expect_no_mask(2, text, "/union/63", "more than 64 masks");
    free(text);
    text = many(65, 0);
    expect_no_mask(2, text, "/union", "1 to 64 items");
    free(text);
    text = many(62, 1);
    expect_mask(2, text, runs);
    free(text);
    text = many(63, 1);
    expect_no_mask(2, text, "/union/0/union/62", "more than 64 masks");
    free(text);
}
END_TEST

/* The largest mask takes no longer than it must. */
START_TEST(many_tokens)
{
    ck_outcome o;
    json_t *made;

    tokens = getenv("CK_FORK") != NULL ? 256 : 4096; /* valgrind is slow */
    made = case_read(&o, read_mask, "window: 4096", 12);
    ck_assert_uint_eq(json_array_size(made), (size_t)tokens);
    json_decref(made);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("case_mask");

    tcase_add_test(tcase, words);
    tcase_add_test(tcase, windows);
    tcase_add_test(tcase, dilated_windows);
    tcase_add_test(tcase, global_windows);
    tcase_add_test(tcase, stars);
    tcase_add_test(tcase, edges);
    tcase_add_test(tcase, matrices);
    tcase_add_test(tcase, unions);
    tcase_add_test(tcase, parts_are_limited);
    tcase_add_test(tcase, many_tokens);
    return run_checker_tests("case_mask", tcase);
}
