/* Matrices of numbers and of rationals, from JSON and multiplied. */

#include "checker_support.h"

static ck_outcome o;

static json_t *
root_of(ck_node *node, const char *text)
{
    json_t *json = checker_json(text);

    ck_outcome_init(&o, &ck_default_limits);
    *node = (ck_node){.o = &o, .json = json};
    return json;
}

/* path NULL: good, with this many rational entries. */
static void
expect_size(const char *text, long rows, long cols, const char *path,
            const char *message)
{
    ck_node node;
    json_t *json = root_of(&node, text);
    ck_matrix m;
    ck_qmatrix q;

    ck_matrix_init(&m);
    ck_qmatrix_init(&q);
    ck_assert_msg(ck_read_matrix(&node, rows, cols, &m) == (path == NULL),
                  "%s: %s", text, o.message);
    if (path != NULL) {
        ck_assert_str_eq(o.path, path);
        ck_assert_msg(strstr(o.message, message) != NULL, "%s", o.message);
    }
    ck_outcome_init(&o, &ck_default_limits);
    ck_assert_int_eq(ck_read_qmatrix(&node, rows, cols, &q), path == NULL);
    ck_matrix_clear(&m);
    ck_qmatrix_clear(&q);
    json_decref(json);
}

START_TEST(sizes)
{
    expect_size("[['1']]", 0, 0, NULL, NULL);
    expect_size("[['1', '2'], ['3', '4']]", 2, 2, NULL, NULL);
    expect_size("[['1', '2', '3']]", 1, 0, NULL, NULL);
    expect_size("[['1', '2', '3']]", 0, 3, NULL, NULL);
    expect_size("[]", 0, 0, "/", "found 0");
    expect_size("[[]]", 0, 0, "/0", "found 0");
    expect_size("[['1'], ['1', '2']]", 0, 0, "/1", "expected 1 to 1 items");
    expect_size("[['1', '2'], ['1']]", 0, 0, "/1", "expected 2 to 2 items");
    expect_size("[['1', '2']]", 2, 2, "/", "expected 2 to 2 items, found 1");
    expect_size("[['1', '2'], ['1', '2'], ['1', '2']]", 2, 2, "/",
                "expected 2 to 2 items, found 3");
    expect_size("[['1', '2']]", 1, 3, "/0", "expected 3 to 3 items, found 2");
    expect_size("{'a': 1}", 0, 0, "/", "expected a list");
    expect_size("['1']", 0, 0, "/0", "expected a list");
    expect_size("[['1', 2]]", 0, 0, "/0/1", "expected a text");
    expect_size("[['1', '2/4']]", 0, 0, "/0/1", "not in normal form");
}
END_TEST

START_TEST(limits)
{
    ck_limits few = ck_default_limits;
    ck_node node;
    json_t *json = root_of(&node, "[['1', '2'], ['3', '4']]");
    ck_matrix m;

    ck_matrix_init(&m);
    o.limits = &few;
    few.max_dim = 2;
    ck_assert(ck_read_matrix(&node, 0, 0, &m));
    few.max_dim = 1;
    ck_assert(!ck_read_matrix(&node, 0, 0, &m));
    ck_assert_str_eq(o.message, "expected 1 to 1 items, found 2");
    json_decref(json);
    json = root_of(&node, "[['1', '2']]");
    o.limits = &few;
    ck_assert(!ck_read_matrix(&node, 0, 0, &m));
    ck_matrix_clear(&m);
    json_decref(json);
}
END_TEST

START_TEST(entries)
{
    ck_node node;
    json_t *json = root_of(&node, "[['1', '2/3', '-5'], ['0', '4', '7']]");
    ck_matrix m;
    ck_qmatrix q, copy;

    ck_matrix_init(&m);
    ck_qmatrix_init(&q);
    ck_qmatrix_init(&copy);
    ck_assert(ck_read_matrix(&node, 2, 3, &m));
    ck_assert(ck_read_qmatrix(&node, 2, 3, &q));
    ck_assert(ck_matrix_is_rational(&m));
    ck_qmatrix_from(&copy, &m);
    ck_assert_int_eq(copy.rows, 2);
    ck_assert_int_eq(copy.cols, 3);
    for (long k = 0; k < 6; k++)
        ck_assert(mpq_equal(copy.entries[k], q.entries[k]));
    ck_assert(mpq_cmp_si(*ck_qmatrix_at(&q, 0, 1), 2, 3) == 0);
    ck_assert(mpq_cmp_si(*ck_qmatrix_at(&q, 1, 2), 7, 1) == 0);
    ck_assert(mpq_cmp_si(ck_matrix_at(&m, 0, 2)->rational, -5, 1) == 0);
    ck_qmatrix_clear(&copy);
    ck_qmatrix_clear(&q);
    ck_matrix_clear(&m);
    json_decref(json);
}
END_TEST

/* An expression anywhere. */
START_TEST(irrational)
{
    static const char *const texts[] = {"[['pi', '1'], ['1', '1']]",
                                        "[['1', '1'], ['1', 'pi']]"};

    for (int k = 0; k < 2; k++) {
        ck_node node;
        json_t *json = root_of(&node, texts[k]);
        ck_matrix m;
        ck_qmatrix q;

        ck_matrix_init(&m);
        ck_qmatrix_init(&q);
        ck_assert(ck_read_matrix(&node, 2, 2, &m));
        ck_assert(!ck_matrix_is_rational(&m));
        ck_assert(!ck_read_qmatrix(&node, 2, 2, &q));
        ck_assert_str_eq(o.message, "expected a rational");
        ck_qmatrix_clear(&q);
        ck_matrix_clear(&m);
        json_decref(json);
    }
}
END_TEST

START_TEST(products)
{
    ck_node node;
    json_t *left = root_of(&node, "[['1', '0', '-2'], ['1/2', '3', '0']]");
    json_t *right;
    static const long expected[4][2] = {{-7, 1}, {2, 1}, {1, 2}, {4, 1}};
    ck_qmatrix a, b, c;

    ck_qmatrix_init(&a);
    ck_qmatrix_init(&b);
    ck_qmatrix_init(&c);
    ck_assert(ck_read_qmatrix(&node, 2, 3, &a));
    right = root_of(&node, "[['1', '2'], ['0', '1'], ['4', '0']]");
    ck_assert(ck_read_qmatrix(&node, 3, 2, &b));
    ck_qmatrix_multiply(&c, &a, &b);
    ck_assert_int_eq(c.rows, 2);
    ck_assert_int_eq(c.cols, 2);
    for (long k = 0; k < 4; k++)
        ck_assert(mpq_cmp_si(c.entries[k], expected[k][0],
                             (unsigned long)expected[k][1]) == 0);
    ck_qmatrix_clear(&a);
    ck_qmatrix_clear(&b);
    ck_qmatrix_clear(&c);
    json_decref(left);
    json_decref(right);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("matrix");

    tcase_add_test(tcase, sizes);
    tcase_add_test(tcase, limits);
    tcase_add_test(tcase, entries);
    tcase_add_test(tcase, irrational);
    tcase_add_test(tcase, products);
    return run_checker_tests("matrix", tcase);
}
