/* Weights that differ by layer: reading them, whose turn it is, and when all
   begin anew. */

#include "checker_model.h"

#include <limits.h>

#define M0 "[['1', '2']]"
#define M1 "[['3', '4']]"

/* path: NULL when the weights are to be read. */
static int
read_weights(ck_weights *w, const char *text, long rows, long cols,
             const char *path, const char *message)
{
    json_t *json = checker_json(text);
    ck_outcome o;
    ck_node node = {.o = &o, .json = json};
    int good;

    ck_outcome_init(&o, &ck_default_limits);
    *w = (ck_weights){0, NULL};
    good = ck_read_weights(&node, rows, cols, w);
    ck_assert_msg(good == (path == NULL), "%s: %s", o.path, o.message);
    if (path != NULL) {
        ck_assert_int_eq(o.verdict, CK_MALFORMED);
        ck_assert_str_eq(o.path, path);
        ck_assert_msg(strstr(o.message, message) != NULL, "%s", o.message);
    }
    json_decref(json);
    return good;
}

static void
expect_malformed_weights(const char *text, long rows, long cols,
                         const char *path, const char *message)
{
    ck_weights w;

    (void)read_weights(&w, text, rows, cols, path, message);
    ck_weights_clear(&w);
}

static void
expect_first(const ck_weights *w, long t, unsigned long first)
{
    const ck_matrix *m = ck_weights_at(w, t);

    ck_assert_ptr_nonnull(m);
    ck_assert(mpq_cmp_ui(ck_matrix_at(m, 0, 0)->rational, first, 1) == 0);
}

START_TEST(one_for_all_layers)
{
    ck_weights w;

    ck_assert(read_weights(&w, M0, 1, 2, NULL, NULL));
    ck_assert_uint_eq(w.count, 1);
    expect_first(&w, 0, 1);
    expect_first(&w, 1, 1);
    expect_first(&w, LONG_MAX, 1);
    ck_weights_clear(&w);
    ck_assert_uint_eq(w.count, 0);
    ck_assert_ptr_null(w.items);
}
END_TEST

START_TEST(layers_repeat)
{
    ck_weights w;

    ck_assert(read_weights(&w, "{'layers': [" M0 ", " M1 ", [['5', '6']]]}", 0,
                           0, NULL, NULL));
    ck_assert_uint_eq(w.count, 3);
    for (long t = 0; t < 7; t++)
        expect_first(&w, t, 1 + 2 * (unsigned long)(t % 3));
    ck_weights_clear(&w);
}
END_TEST

START_TEST(none)
{
    const ck_weights w = {0, NULL};

    ck_assert_ptr_null(ck_weights_at(&w, 0));
    ck_assert_ptr_null(ck_weights_at(&w, 5));
}
END_TEST

START_TEST(malformed)
{
    expect_malformed_weights("{'layers': [" M0 "]}", 1, 2, "/layers",
                             "2 to 4096 items");
    expect_malformed_weights("{'layers': []}", 1, 2, "/layers",
                             "2 to 4096 items");
    expect_malformed_weights("{'layers': " M0 "}", 1, 2, "/layers",
                             "2 to 4096 items");
    expect_malformed_weights("{'layers': 'x'}", 1, 2, "/layers",
                             "expected a list");
    expect_malformed_weights("{}", 1, 2, "/", "'layers' is missing");
    expect_malformed_weights("{'layers': [" M0 ", " M1 "], 'more': 1}", 1, 2,
                             "/", "unknown key 'more'");
    expect_malformed_weights("'x'", 1, 2, "/", "expected a list");
    expect_malformed_weights("{'layers': [" M0 ", 1]}", 1, 2, "/layers/1",
                             "expected a list");
    expect_malformed_weights("{'layers': [" M0 ", {'layers': [" M0 ", " M1
                             "]}]}",
                             1, 2, "/layers/1", "expected a list");
    expect_malformed_weights("{'layers': [" M0 ", [['3', 'x']]]}", 1, 2,
                             "/layers/1/0/1", "");
}
END_TEST

/* Where the first has any shape, the others have the same. */
START_TEST(one_shape)
{
    expect_malformed_weights("{'layers': [" M0 ", [['3']]]}", 1, 0,
                             "/layers/1/0", "2 to 2 items");
    expect_malformed_weights("{'layers': [" M0 ", [['3', '4'], ['5', '6']]]}",
                             0, 0, "/layers/1", "1 to 1 items");
    expect_malformed_weights("{'layers': [" M0 ", " M0 ", [['1'], ['2']]]}", 0,
                             0, "/layers/2", "1 to 1 items");
    expect_malformed_weights("{'layers': [" M0 ", " M1 "]}", 2, 2, "/layers/0",
                             "2 to 2 items");
}
END_TEST

/* ---- The period ---- */

static long
period(size_t fixed, size_t query, size_t key, size_t value)
{
    ck_model m; /* the counts alone */
    long found;

    ck_model_init(&m);
    m.fixed.count = fixed;
    m.query.count = query;
    m.key.count = key;
    m.value.count = value;
    found = ck_model_period(&m);
    m.fixed.count = m.query.count = m.key.count = m.value.count = 0;
    ck_model_clear(&m);
    return found;
}

START_TEST(periods)
{
    ck_assert_int_eq(period(0, 0, 0, 0), 1);
    ck_assert_int_eq(period(0, 0, 0, 1), 1);
    ck_assert_int_eq(period(1, 0, 0, 1), 1);
    ck_assert_int_eq(period(0, 0, 0, 3), 3);
    ck_assert_int_eq(period(0, 0, 3, 1), 3);
    ck_assert_int_eq(period(0, 3, 1, 1), 3);
    ck_assert_int_eq(period(3, 0, 0, 1), 3);
    ck_assert_int_eq(period(0, 4, 6, 10), 60);
    ck_assert_int_eq(period(0, 6, 3, 2), 6);
    ck_assert_int_eq(period(0, 4093, 4095, 4096), 4093L * 4095 * 4096);
    ck_assert_int_eq(period(0, (size_t)LONG_MAX, 1, 1), LONG_MAX);
    ck_assert_int_eq(period(0, (size_t)LONG_MAX, 2, 1), LONG_MAX);
    ck_assert_int_eq(period(0, 2, (size_t)LONG_MAX, 4), LONG_MAX);
}
END_TEST

START_TEST(one_layer)
{
    ck_outcome o;
    ck_model m;

    ck_model_init(&m);
    m.value.count = 1;
    ck_outcome_init(&o, &ck_default_limits);
    ck_assert(ck_check_one_layer(&o, &m));
    ck_assert(ck_good(&o));
    m.key.count = 2;
    ck_assert(!ck_check_one_layer(&o, &m));
    ck_assert_int_eq(o.verdict, CK_REJECTED);
    ck_assert_str_eq(o.message,
                     "R11 speaks of one layer map: the weights differ by "
                     "layer and begin anew after 2 layers");
    m.value.count = m.key.count = 0; /* there was nothing behind them */
    ck_model_clear(&m);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("weights");

    tcase_add_test(tcase, one_for_all_layers);
    tcase_add_test(tcase, layers_repeat);
    tcase_add_test(tcase, none);
    tcase_add_test(tcase, malformed);
    tcase_add_test(tcase, one_shape);
    tcase_add_test(tcase, periods);
    tcase_add_test(tcase, one_layer);
    return run_checker_tests("weights", tcase);
}
