/* Matrices of case files: every form, written out. */

#include "checker_case.h"

static void
expect_matrix(const char *yaml, const char *json)
{
    expect_part(ck_case_matrix, yaml, json);
}

static void
expect_no_matrix(const char *yaml, const char *path, const char *message)
{
    expect_no_part(ck_case_matrix, yaml, path, message);
}

START_TEST(rows)
{
    expect_matrix("[[1, 2], [3, 4]]", "[['1','2'],['3','4']]");
    expect_matrix("[[sqrt(2), 0.5, -1]]", "[['sqrt(2)','0.5','-1']]");
    expect_matrix("[[1], [2], [3]]", "[['1'],['2'],['3']]");
    expect_no_matrix("[]", "/", "1 to 4096 items");
    expect_no_matrix("[[]]", "/0", "1 to 4096 items");
    expect_no_matrix("[[1, 2], [3]]", "/1", "2 to 2 items");
    expect_no_matrix("[[1], [2], [3, 4]]", "/2", "1 to 1 items");
    expect_no_matrix("[[1], 2]", "/1", "expected a list");
    expect_no_matrix("[1]", "/0", "expected a list");
    expect_no_matrix("[{a: 1}]", "/0", "expected a list");
    expect_no_matrix("1", "/", "one key");
}
END_TEST

/* Rows and columns up to the limit. */
START_TEST(sizes_are_limited)
{
    ck_limits small = ck_default_limits;
    static const char *const yaml[] = {
        "[[1, 2], [3, 4], [5, 6]]",
        "[[1, 2, 3], [4, 5, 6]]",
        "identity: 3",
        "diagonal: [1, 2, 3]",
        "bidiagonal: {dim: 3, first: 1, last: 2, super: 3}",
        "block: [[[1]], [[2]], [[3]]]",
        "random: {rows: 3, cols: 1, seed: 1, range: 1}",
        "random: {rows: 1, cols: 3, seed: 1, range: 1}",
        "cayley: [[0, 0, 0], [0, 0, 0], [0, 0, 0]]"};

    for (size_t k = 0; k < sizeof yaml / sizeof *yaml; k++)
        for (long dim = 2; dim <= 3; dim++) {
            ck_outcome o;
            json_t *tree, *made;

            small.max_dim = dim;
            ck_outcome_init(&o, &small);
            tree = ck_case_tree(&o, yaml[k], strlen(yaml[k]));
            made = ck_case_matrix(&(ck_node){.o = &o, .json = tree});
            ck_assert_msg((made != NULL) == (dim == 3), "%s", yaml[k]);
            json_decref(made);
            json_decref(tree);
        }
}
END_TEST

START_TEST(identity_and_diagonal)
{
    expect_matrix("identity: 1", "[['1']]");
    expect_matrix("identity: 3", "[['1','0','0'],['0','1','0'],['0','0','1']]");
    expect_no_matrix("identity: 0", "/identity", "from 1 to 4096");
    expect_no_matrix("identity: [1]", "/identity", "expected a text");
    expect_matrix("diagonal: [1/2, pi]", "[['1/2','0'],['0','pi']]");
    expect_matrix("diagonal: [0.5]", "[['0.5']]");
    expect_no_matrix("diagonal: []", "/diagonal", "1 to 4096 items");
    expect_no_matrix("diagonal: 1", "/diagonal", "expected a list");
}
END_TEST

START_TEST(bidiagonal)
{
    expect_matrix("bidiagonal: {dim: 3, first: 1, last: 2, super: 1e1}",
                  "[['(1)','1e1','0'],['0','3/2','1e1'],['0','0','(2)']]");
    expect_matrix("bidiagonal: {super: -1, dim: 2, last: 0.25, first: 1/3}",
                  "[['(1/3)','-1'],['0','(1/4)']]");
    expect_matrix("bidiagonal: {dim: 4, first: 2, last: 1, super: 0}",
                  "[['(2)','0','0','0'],['0','5/3','0','0'],"
                  "['0','0','4/3','0'],['0','0','0','(1)']]");
    /* as the engine folds it */
    expect_matrix("bidiagonal: {dim: 3, first: pi, last: 1, super: 1}",
                  "[['(pi)','1','0'],['0','pi+1/2*(1-pi)','1'],"
                  "['0','0','(1)']]");
    expect_matrix("bidiagonal: {dim: 3, first: 1 - pi, last: -pi, super: 1}",
                  "[['(1-pi)','1','0'],['0','1-pi+1/2*(-pi-(1-pi))','1'],"
                  "['0','0','(-pi)']]");
    expect_matrix("bidiagonal: {dim: 4, first: 0, last: pi, super: 1}",
                  "[['(0)','1','0','0'],['0','1/3*pi','1','0'],"
                  "['0','0','2/3*pi','1'],['0','0','0','(pi)']]");
    expect_matrix("bidiagonal: {dim: 1, first: 1/2, last: 9, super: 7}",
                  "[['(1/2)']]");
    expect_matrix("bidiagonal: {dim: 3, first: 4, last: 4, super: 7}",
                  "[['(4)','7','0'],['0','4','7'],['0','0','(4)']]");
}
END_TEST

START_TEST(bidiagonals_that_are_none)
{
    expect_no_matrix("bidiagonal: {dim: 0, first: 1, last: 2, super: 3}",
                     "/bidiagonal/dim", "from 1 to 4096");
    expect_no_matrix("bidiagonal: {dim: 2, first: 1, last: 2}", "/bidiagonal",
                     "'super' is missing");
    expect_no_matrix("bidiagonal: {dim: 2, first: 1, super: 2}", "/bidiagonal",
                     "'last' is missing");
    expect_no_matrix("bidiagonal: {dim: 2, last: 1, super: 2}", "/bidiagonal",
                     "'first' is missing");
    expect_no_matrix("bidiagonal: {first: 2, last: 1, super: 2}", "/bidiagonal",
                     "'dim' is missing");
    expect_no_matrix(
        "bidiagonal: {dim: 2, first: 1, last: 2, super: 3, sub: 4}",
        "/bidiagonal", "unknown key 'sub'");
    /* brackets that would match once the texts are put together */
    expect_no_matrix("bidiagonal: {dim: 2, first: '1)+(2', last: 2, super: 3}",
                     "/bidiagonal/first", "'1)+(2' is not a number");
    expect_no_matrix("bidiagonal: {dim: 2, first: 1, last: '2)*(3', super: 3}",
                     "/bidiagonal/last", "'2)*(3' is not a number");
    expect_no_matrix("bidiagonal: {dim: 2, first: [1], last: 2, super: 3}",
                     "/bidiagonal/first", "expected a text");
    expect_no_matrix("bidiagonal: {dim: 2, first: '', last: 2, super: 3}",
                     "/bidiagonal/first", "is not a number");
    expect_no_matrix("bidiagonal: {dim: 3, first: 2^600000/3^300000, "
                     "last: 5^400000/7^300000, super: 3}",
                     "/bidiagonal", "entry 2 of the diagonal");
    expect_no_matrix("bidiagonal: 3", "/bidiagonal", "expected an object");
}
END_TEST

START_TEST(blocks)
{
    expect_matrix("block: [[[1, 2]], [[3], [4]]]",
                  "[['1','2','0'],['0','0','3'],['0','0','4']]");
    expect_matrix("block: [[[7]]]", "[['7']]");
    expect_matrix(
        "block: [{identity: 1}, {block: [[[2, 3]], {diagonal: [4]}]}]",
        "[['1','0','0','0'],['0','2','3','0'],['0','0','0','4']]");
    expect_no_matrix("block: []", "/block", "1 to 4096 items");
    expect_no_matrix("block: {identity: 1}", "/block", "expected a list");
    expect_no_matrix("block: [[[1]], [[2], [3, 4]]]", "/block/1/1",
                     "1 to 1 items");
    expect_no_matrix("block: [[[1]], [2]]", "/block/1/0", "expected a list");
    expect_no_matrix("block: [[[1]], {nothing: 1}, [[1]]]", "/block/1",
                     "none of the forms");
}
END_TEST

START_TEST(other_forms)
{
    expect_matrix("cayley: [[0, 1/2], [-1/2, 0]]",
                  "[['3/5','-4/5'],['4/5','3/5']]");
    expect_matrix("cayley: {block: [[[0, 1], [-1, 0]], [[0]]]}",
                  "[['0','-1','0'],['1','0','0'],['0','0','1']]");
    expect_no_matrix("cayley: {identity: 1}", "/cayley", "not skew-symmetric");
    expect_no_matrix("cayley: {block: [[[0]], {diagonal: 1}]}",
                     "/cayley/block/1/diagonal", "expected a list");
    expect_no_matrix("cayley: 1", "/cayley", "one key");
    expect_matrix("random: {rows: 1, cols: 2, seed: 7, range: 1}",
                  "[['-992325408184767/4503599627370496',"
                  "'-1088096028352029/1125899906842624']]");
    expect_no_matrix("random: {rows: 0, cols: 2, seed: 7, range: 1}",
                     "/random/rows", "from 1 to 4096");
    expect_no_matrix("file: a.npy", "/file", "the case has no folder");
    expect_no_matrix("per-layer: [[[1]]]", "/", "none of the forms");
    expect_no_matrix("{identity: 1, diagonal: [1]}", "/", "one key");
}
END_TEST

/* The layer of a random matrix, wherever it stands; *drawn tells of it. */
START_TEST(layers)
{
    static const struct {
        const char *yaml, *json;
        int drawn;
    } parts[] = {
        {"random: {rows: 1, cols: 1, seed: 7, range: 1}",
         "[['3609731303691813/4503599627370496']]", 1},
        {"block: [{block: [{random: {rows: 1, cols: 2, seed: 7, range: 1}}]}]",
         "[['-107091331952399/1125899906842624',"
         "'-2256920205756459/4503599627370496']]",
         1},
        {"block: [[[1]]]", "[['1']]", 0},
        {"cayley: [[0]]", "[['1']]", 0},
        {"identity: 1", "[['1']]", 0},
        {"[[3]]", "[['3']]", 0},
    };

    for (size_t k = 0; k < sizeof parts / sizeof *parts; k++) {
        ck_outcome o;
        json_t *tree;
        int drawn = 0;

        ck_outcome_init(&o, &ck_default_limits);
        tree = ck_case_tree(&o, parts[k].yaml, strlen(parts[k].yaml));
        expect_json(
            ck_case_layer_matrix(&(ck_node){.o = &o, .json = tree}, 2, &drawn),
            parts[k].json);
        ck_assert_int_eq(drawn, parts[k].drawn);
        json_decref(tree);
    }
}
END_TEST

/* Drawn to be transformed: it is told, though no random matrix is skew. */
START_TEST(drawn_inside_a_transform)
{
    static const char yaml[] =
        "cayley: {random: {rows: 1, cols: 1, seed: 7, range: 1}}";
    ck_outcome o;
    json_t *tree;
    int drawn = 0;

    ck_outcome_init(&o, &ck_default_limits);
    tree = ck_case_tree(&o, yaml, strlen(yaml));
    ck_assert_ptr_null(
        ck_case_layer_matrix(&(ck_node){.o = &o, .json = tree}, 2, &drawn));
    ck_assert_int_eq(drawn, 1);
    json_decref(tree);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("case_matrix");

    tcase_add_test(tcase, rows);
    tcase_add_test(tcase, sizes_are_limited);
    tcase_add_test(tcase, identity_and_diagonal);
    tcase_add_test(tcase, bidiagonal);
    tcase_add_test(tcase, bidiagonals_that_are_none);
    tcase_add_test(tcase, blocks);
    tcase_add_test(tcase, other_forms);
    tcase_add_test(tcase, layers);
    tcase_add_test(tcase, drawn_inside_a_transform);
    return run_checker_tests("case_matrix", tcase);
}
