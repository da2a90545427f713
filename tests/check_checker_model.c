/* The model of a statement. */

#include "checker_model.h"

#define MODEL(tokens, mask, attention, norm, value)                            \
    "{'tokens': " tokens ", 'dim': 2, 'mask': " mask                           \
    ", 'attention': " attention ", 'norm': '" norm "', 'value': " value "}"
#define CAUSAL "[[[1, 1]], [[1, 2]], [[1, 1], [3, 3]]]"
#define VALUE "[['1', '2'], ['3', '4']]"
#define UNIFORM "'uniform'"
#define SOFTMAX                                                                \
    "{'softmax': {'key': [['1'], ['2']], 'query': [['3'], ['4']], "            \
    "'scale': 'sqrt(2)'}}"

static void
expect_malformed_model(const char *text, const char *path, const char *message)
{
    ck_outcome o;
    json_t *json;
    ck_model m;

    ck_assert_msg(!try_model(&o, &m, &json, text), "%s", text);
    ck_assert_int_eq(o.verdict, CK_MALFORMED);
    ck_assert_str_eq(o.path, path);
    ck_assert_msg(strstr(o.message, message) != NULL, "%s", o.message);
    ck_model_clear(&m);
    json_decref(json);
}

START_TEST(uniform)
{
    static const unsigned char mask[] = {1, 0, 0, 1, 1, 0, 1, 0, 1};
    static const long degree[] = {1, 2, 2};
    ck_model m;

    read_model(&m, MODEL("3", CAUSAL, UNIFORM, "rms", VALUE));
    ck_assert_int_eq(m.tokens, 3);
    ck_assert_int_eq(m.dim, 2);
    for (long k = 0; k < 9; k++)
        ck_assert_int_eq(ck_attends(&m, k / 3, k % 3), mask[k]);
    for (long i = 0; i < 3; i++)
        ck_assert_int_eq(m.degree[i], degree[i]);
    ck_assert_int_eq(m.lower_triangular, 1);
    ck_assert_int_eq(m.attention, CK_UNIFORM);
    ck_assert_int_eq(m.norm, CK_NORM_RMS);
    ck_assert(
        mpq_cmp_ui(ck_matrix_at(&m.value.items[0], 1, 0)->rational, 3, 1) == 0);
    ck_model_clear(&m);
}
END_TEST

START_TEST(not_lower_triangular)
{
    ck_model m;

    read_model(&m, MODEL("2", "[[[1, 2]], [[2, 2]]]", UNIFORM, "none", VALUE));
    ck_assert_int_eq(m.lower_triangular, 0);
    ck_assert_int_eq(m.norm, CK_NORM_NONE);
    ck_model_clear(&m);
}
END_TEST

START_TEST(fixed)
{
    ck_model m;

    read_model(&m, MODEL("2", "[[[1, 1]], [[1, 2]]]",
                         "{'fixed': [['1', '0'], ['1/4', '3/4']]}", "layer",
                         VALUE));
    ck_assert_int_eq(m.attention, CK_FIXED);
    ck_assert_int_eq(m.norm, CK_NORM_LAYER);
    ck_assert(
        mpq_cmp_ui(ck_matrix_at(&m.fixed.items[0], 1, 1)->rational, 3, 4) == 0);
    ck_model_clear(&m);
}
END_TEST

START_TEST(softmax)
{
    ck_model m;

    read_model(&m, MODEL("1", "[[[1, 1]]]", SOFTMAX, "rms", VALUE));
    ck_assert_int_eq(m.attention, CK_SOFTMAX);
    ck_assert_int_eq(m.query.items[0].cols, 1);
    ck_assert(
        mpq_cmp_ui(ck_matrix_at(&m.query.items[0], 1, 0)->rational, 4, 1) == 0);
    ck_assert(mpq_cmp_ui(ck_matrix_at(&m.key.items[0], 1, 0)->rational, 2, 1) ==
              0);
    ck_assert(!ck_number_is_rational(&m.scale));
    ck_model_clear(&m);
}
END_TEST

START_TEST(masks)
{
#define MASK(tokens, mask) MODEL(tokens, mask, UNIFORM, "rms", VALUE)
    expect_malformed_model(MASK("2", "[[[1, 1]]]"), "/mask", "found 1");
    expect_malformed_model(MASK("1", "[[[1, 1]], [[2, 2]]]"), "/mask",
                           "found 2");
    expect_malformed_model(MASK("2", "[[[1, 1]], []]"), "/mask/1", "found 0");
    expect_malformed_model(MASK("2", "[[[1, 1]], [[1, 1]]]"), "/mask/1",
                           "token 2 does not attend to itself");
    expect_malformed_model(MASK("2", "[[[0, 1]], [[1, 2]]]"), "/mask/0/0/0",
                           "from 1 to 2");
    expect_malformed_model(MASK("2", "[[[1, 3]], [[1, 2]]]"), "/mask/0/0/1",
                           "from 1 to 2");
    expect_malformed_model(MASK("2", "[[[1, 1]], [[2, 1]]]"), "/mask/1/0/1",
                           "from 2 to 2");
    /* Runs that touch, overlap or fall. */
    expect_malformed_model(MASK("2", "[[[1, 1]], [[1, 1], [2, 2]]]"),
                           "/mask/1/1/0", "from 3 to 2");
    expect_malformed_model(MASK("3", "[[[1, 1]], [[1, 2]], [[1, 2], [2, 3]]]"),
                           "/mask/2/1/0", "from 4 to 3");
    expect_malformed_model(MASK("3", "[[[1, 1]], [[1, 2]], [[3, 3], [1, 1]]]"),
                           "/mask/2/1/0", "from 5 to 3");
    expect_malformed_model(MASK("1", "[[[1]]]"), "/mask/0/0", "found 1");
    expect_malformed_model(MASK("1", "[[[1, 1, 1]]]"), "/mask/0/0", "found 3");
    expect_malformed_model(MASK("1", "[[['1', 1]]]"), "/mask/0/0/0",
                           "expected an integer");
    expect_malformed_model(MASK("1", "[1]"), "/mask/0", "expected a list");
}
END_TEST

START_TEST(members)
{
    static const char one[] = "[[[1, 1]]]";
    char text[1024];
    const char *const bad[][3] = {
        {"'tokens': 0", "/tokens", "from 1"},
        {"'tokens': 4097", "/tokens", "to 4096"},
        {"'dim': 0", "/dim", "from 1"},
        {"'dim': 4097", "/dim", "to 4096"},
        {"'norm': 'l2'", "/norm", "unknown word"},
        {"'value': [['1', '2']]", "/value", "found 1"},
        {"'value': [['1'], ['2']]", "/value/0", "found 1"},
        {"'attention': 'softmax'", "/attention", "unknown word"},
        {"'attention': {}", "/attention", "one of fixed and softmax"},
        {"'attention': {'fixed': [['1']], 'softmax': {}}", "/attention",
         "one of fixed and softmax"},
        {"'attention': {'other': 1}", "/attention", "unknown key"},
        {"'attention': 1", "/attention", "expected an object"},
        {"'attention': {'fixed': [['1', '0']]}", "/attention/fixed/0",
         "found 2"},
        {"'attention': {'softmax': {}}", "/attention/softmax", "'key'"},
        {"'attention': {'softmax': {'key': [['1']], 'query': [['1']], "
         "'scale': '1'}}",
         "/attention/softmax/key", "found 1"},
        {"'attention': {'softmax': {'key': [['1'], ['1']], 'query': [['1', "
         "'2'], ['1', '2']], 'scale': '1'}}",
         "/attention/softmax/query/0", "found 2"},
        {"'attention': {'softmax': {'key': [['1'], ['1']], 'query': [['1'], "
         "['1']], 'scale': 1}}",
         "/attention/softmax/scale", "expected a text"},
        {"'extra': 1", "/", "unknown key 'extra'"},
    };

    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++) {
        /* The last of two members counts here. */
        snprintf(text, sizeof text,
                 "{'tokens': 1, 'dim': 2, 'mask': %s, 'attention': 'uniform', "
                 "'norm': 'rms', 'value': " VALUE ", %s}",
                 one, bad[k][0]);
        expect_malformed_model(text, bad[k][1], bad[k][2]);
    }
    expect_malformed_model("{'tokens': 1}", "/", "is missing");
}
END_TEST

static void
expect_value(const char *norm, const char *value, const char *const *expected)
{
    char text[512];
    mpq_t x;
    ck_model m;
    ck_qmatrix w;

    snprintf(text, sizeof text,
             "{'tokens': 1, 'dim': 2, 'mask': [[[1, 1]]], 'attention': "
             "'uniform', 'norm': '%s', 'value': %s}",
             norm, value);
    read_model(&m, text);
    ck_qmatrix_init(&w);
    mpq_init(x);
    ck_assert_int_eq(ck_model_value(&w, &m, 0), expected != NULL);
    ck_assert_int_eq(w.rows, expected != NULL ? 2 : 0);
    for (long k = 0; expected != NULL && k < 4; k++) {
        ck_assert_int_eq(mpq_set_str(x, expected[k], 10), 0);
        ck_assert(mpq_equal(w.entries[k], x));
    }
    mpq_clear(x);
    ck_qmatrix_clear(&w);
    ck_model_clear(&m);
}

START_TEST(exact_value_matrix)
{
    static const char *const plain[] = {"1", "2", "3", "7"};
    static const char *const centred[] = {"-1/2", "1/2", "-2", "2"};

    expect_value("rms", "[['1', '2'], ['3', '7']]", plain);
    expect_value("none", "[['1', '2'], ['3', '7']]", plain);
    expect_value("layer", "[['1', '2'], ['3', '7']]", centred);
    expect_value("rms", "[['1', '2'], ['3', 'pi']]", NULL);
    expect_value("layer", "[['pi', '2'], ['3', '1']]", NULL);
}
END_TEST

static void
expect_weights(const char *attention, const char *const *expected)
{
    char text[512];
    mpq_t x;
    ck_model m;
    ck_qmatrix a;

    snprintf(text, sizeof text,
             "{'tokens': 2, 'dim': 2, 'mask': [[[1, 1]], [[1, 2]]], "
             "'attention': %s, 'norm': 'rms', 'value': " VALUE "}",
             attention);
    read_model(&m, text);
    ck_qmatrix_init(&a);
    mpq_init(x);
    ck_assert_int_eq(ck_model_weights(&a, &m, 0), expected != NULL);
    for (long k = 0; expected != NULL && k < 4; k++) {
        ck_assert_int_eq(mpq_set_str(x, expected[k], 10), 0);
        ck_assert(mpq_equal(a.entries[k], x));
    }
    mpq_clear(x);
    ck_qmatrix_clear(&a);
    ck_model_clear(&m);
}

START_TEST(exact_weights)
{
    static const char *const halves[] = {"1", "0", "1/2", "1/2"};
    static const char *const quarters[] = {"1", "0", "1/4", "3/4"};

    expect_weights(UNIFORM, halves);
    expect_weights("{'fixed': [['1', '0'], ['1/4', '3/4']]}", quarters);
}
END_TEST

START_TEST(no_exact_weights)
{
    expect_weights("{'fixed': [['1', '0'], ['1/4', 'pi']]}", NULL);
    expect_weights(SOFTMAX, NULL);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("model");

    tcase_add_test(tcase, uniform);
    tcase_add_test(tcase, not_lower_triangular);
    tcase_add_test(tcase, fixed);
    tcase_add_test(tcase, softmax);
    tcase_add_test(tcase, masks);
    tcase_add_test(tcase, members);
    tcase_add_test(tcase, exact_value_matrix);
    tcase_add_test(tcase, exact_weights);
    tcase_add_test(tcase, no_exact_weights);
    return run_checker_tests("model", tcase);
}
