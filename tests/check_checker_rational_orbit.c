/* R28: orbits over the rationals, from models as statements give them. */

#include "checker_model.h"

#include "checker/rational_orbit.h"

#define MODEL(tokens, dim, mask, attention, norm, value)                       \
    "{'attention': " attention ", 'dim': " dim ", 'mask': " mask               \
    ", 'norm': '" norm "', 'tokens': " tokens ", 'value': " value "}"
#define CAUSAL "[[[1,1]],[[1,2]]]"
#define COMPLETE "[[[1,2]],[[1,2]]]"

static void
read_start(ck_matrix *start, const char *text)
{
    json_t *json = checker_json(text);
    ck_outcome o;
    ck_node node;

    ck_outcome_init(&o, &ck_default_limits);
    node = (ck_node){.o = &o, .json = json};
    ck_matrix_init(start);
    ck_assert_msg(ck_read_matrix(&node, 0, 0, start), "%s", o.message);
    json_decref(json);
}

/* X has these entries, separated by blanks, in rows. */
static void
expect_entries(const ck_qmatrix *X, const char *text)
{
    mpq_t wanted;

    mpq_init(wanted);
    for (long k = 0; k < X->rows * X->cols; k++) {
        char one[64];
        size_t length = strcspn(text, " ");

        ck_assert_uint_lt(length, sizeof one);
        memcpy(one, text, length);
        one[length] = '\0';
        text += length + strspn(text + length, " ");
        ck_assert_int_eq(mpq_set_str(wanted, one, 10), 0);
        ck_assert_msg(mpq_equal(wanted, X->entries[k]), "entry %ld: not %s", k,
                      one);
    }
    ck_assert_str_eq(text, "");
    mpq_clear(wanted);
}

/* X(0), X(1), ... are the given ones, up to NULL. */
static void
expect_orbit(const char *model, const char *start, const char *const *wanted)
{
    ck_model m;
    ck_matrix x;
    ck_rational_orbit orbit;
    ck_outcome o;

    read_model(&m, model);
    read_start(&x, start);
    ck_outcome_init(&o, &ck_default_limits);
    ck_assert_msg(ck_rational_orbit_init(&o, &orbit, &m, &x), "%s", o.message);
    for (long t = 0; wanted[t] != NULL; t++) {
        ck_assert_int_eq(orbit.t, t);
        expect_entries(&orbit.X, wanted[t]);
        ck_assert(ck_rational_orbit_step(&o, &orbit));
    }
    ck_rational_orbit_clear(&orbit);
    ck_matrix_clear(&x);
    ck_model_clear(&m);
}

START_TEST(uniform_weights)
{
    static const char *const halving[] = {"1 0", "1 1/2", "1 3/4", "1 7/8",
                                          NULL};
    static const char *const thirds[] = {"1 0 5", "1 1/2 2", "1 3/4 7/6",
                                         "1 7/8 35/36", NULL};
    static const char *const turned[] = {"1 2 -3 4", "6 2 9 -2", "6 12 0 15",
                                         NULL};

    expect_orbit(MODEL("2", "1", CAUSAL, "'uniform'", "none", "[['1']]"),
                 "[['1'],['0']]", halving);
    expect_orbit(MODEL("3", "1", "[[[1,1]],[[1,2]],[[1,3]]]", "'uniform'",
                       "none", "[['1']]"),
                 "[['1'],['0'],['5']]", thirds);
    /* rows (1, 2), (-3, 4): row 1 alone is x W, row 2 the mean's */
    expect_orbit(
        MODEL("2", "2", CAUSAL, "'uniform'", "none", "[['0','2'],['3','0']]"),
        "[['1','2'],['-3','4']]", turned);
}
END_TEST

START_TEST(fixed_weights_and_layers_that_differ)
{
    static const char *const wanted[] = {"1 0", "1/9 1/21", "13/315 5/147",
                                         NULL};
    static const char *const swapped[] = {"1 0", "1/2 1/3", "7/18 5/12", NULL};

    expect_orbit(MODEL("2", "1", COMPLETE,
                       "{'fixed': [['1/3','2/3'],['1/7','6/7']]}", "none",
                       "{'layers': [[['1/3']],[['3/5']]]}"),
                 "[['1'],['0']]", wanted);
    expect_orbit(MODEL("2", "1", COMPLETE,
                       "{'fixed': {'layers': [[['1/2','1/2'],['1/3','2/3']],"
                       "[['1/3','2/3'],['1/2','1/2']]]}}",
                       "none", "[['1']]"),
                 "[['1'],['0']]", swapped);
}
END_TEST

static void
expect_not_rational(const char *model, const char *start, const char *why)
{
    ck_model m;
    ck_matrix x;
    ck_rational_orbit orbit;
    ck_outcome o;

    read_model(&m, model);
    read_start(&x, start);
    ck_outcome_init(&o, &ck_default_limits);
    ck_assert(!ck_rational_orbit_init(&o, &orbit, &m, &x));
    ck_assert_int_eq(o.verdict, CK_REJECTED);
    ck_assert(!o.uncertain);
    ck_assert_msg(strstr(o.message, why) != NULL, "%s", o.message);
    ck_rational_orbit_clear(&orbit);
    ck_matrix_clear(&x);
    ck_model_clear(&m);
}

START_TEST(what_is_not_rational)
{
    expect_not_rational(MODEL("2", "1", CAUSAL, "'uniform'", "rms", "[['1']]"),
                        "[['1'],['0']]", "LayerNorm");
    expect_not_rational(
        MODEL("2", "1", CAUSAL, "'uniform'", "layer", "[['1']]"),
        "[['1'],['0']]", "LayerNorm");
    expect_not_rational(
        MODEL("2", "1", CAUSAL,
              "{'softmax': {'key': [['0']], 'query': [['0']], 'scale': '1'}}",
              "none", "[['1']]"),
        "[['1'],['0']]", "softmax");
    expect_not_rational(MODEL("2", "1", COMPLETE,
                              "{'fixed': [['1/3','2/3'],['1/7','sqrt(2)']]}",
                              "none", "[['1']]"),
                        "[['1'],['0']]", "some weight");
    expect_not_rational(
        MODEL("2", "1", CAUSAL, "'uniform'", "none", "[['sqrt(2)']]"),
        "[['1'],['0']]", "W is not");
    expect_not_rational(MODEL("2", "1", CAUSAL, "'uniform'", "none",
                              "{'layers': [[['1']],[['1']],[['pi']]]}"),
                        "[['1'],['0']]", "W is not");
    expect_not_rational(MODEL("2", "1", CAUSAL, "'uniform'", "none", "[['1']]"),
                        "[['1'],['sqrt(2)']]", "the start");
}
END_TEST

/* W = 2^10 or 2^-10: X(t) has 10 t + 1 bits. */
static void
expect_limit(const char *model, long last)
{
    ck_limits limits = ck_default_limits;
    ck_model m;
    ck_matrix x;
    ck_rational_orbit orbit;
    ck_outcome o;

    limits.max_bits = 41;
    read_model(&m, model);
    read_start(&x, "[['0','1']]");
    ck_outcome_init(&o, &limits);
    ck_assert(ck_rational_orbit_init(&o, &orbit, &m, &x));
    for (long t = 0; t < last; t++)
        ck_assert(ck_rational_orbit_step(&o, &orbit));
    ck_assert(!ck_rational_orbit_step(&o, &orbit));
    ck_assert_ptr_nonnull(strstr(o.message, "limit: X(5)"));
    ck_assert_ptr_nonnull(strstr(o.message, "(--max-bits)"));
    ck_rational_orbit_clear(&orbit);
    ck_matrix_clear(&x);
    ck_model_clear(&m);
}

START_TEST(sizes_have_a_limit)
{
    expect_limit(MODEL("1", "2", "[[[1,1]]]", "'uniform'", "none",
                       "[['1024','0'],['0','1024']]"),
                 4);
    expect_limit(MODEL("1", "2", "[[[1,1]]]", "'uniform'", "none",
                       "[['1','0'],['0','1/1024']]"),
                 4);
}
END_TEST

static void
expect_squares(const char *matrix, const char *mu, const char *diameter,
               const char *norm_max)
{
    ck_matrix m;
    ck_qmatrix X;
    mpq_t square, wanted;

    read_start(&m, matrix);
    ck_qmatrix_init(&X);
    ck_qmatrix_from(&X, &m);
    mpq_init(square);
    mpq_init(wanted);
    ck_mu_square(square, &X);
    ck_assert_int_eq(mpq_set_str(wanted, mu, 10), 0);
    ck_assert_msg(mpq_equal(square, wanted), "mu: %s", matrix);
    ck_diameter_square(square, &X);
    ck_assert_int_eq(mpq_set_str(wanted, diameter, 10), 0);
    ck_assert_msg(mpq_equal(square, wanted), "diameter: %s", matrix);
    ck_norm_max_square(square, &X);
    ck_assert_int_eq(mpq_set_str(wanted, norm_max, 10), 0);
    ck_assert_msg(mpq_equal(square, wanted), "norm-max: %s", matrix);
    mpq_clear(wanted);
    mpq_clear(square);
    ck_qmatrix_clear(&X);
    ck_matrix_clear(&m);
}

START_TEST(squares)
{
    expect_squares("[['3','4']]", "0", "0", "25");
    expect_squares("[['0'],['0']]", "0", "0", "0");
    expect_squares("[['1/2'],['-1/3']]", "25/72", "25/36", "1/4");
    expect_squares("[['0','0'],['3','-4'],['-3','3']]", "128/3", "85", "25");
    expect_squares("[['3','-4'],['0','0'],['-3','3']]", "128/3", "85", "25");
    expect_squares("[['1/2','1/3'],['1/2','1/3'],['1/2','1/3']]", "0", "0",
                   "13/36");
    expect_squares("[['1'],['3/4'],['7/6']]", "19/216", "25/144", "49/36");
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("rational orbit");

    tcase_add_test(tcase, uniform_weights);
    tcase_add_test(tcase, fixed_weights_and_layers_that_differ);
    tcase_add_test(tcase, what_is_not_rational);
    tcase_add_test(tcase, sizes_have_a_limit);
    tcase_add_test(tcase, squares);
    return run_checker_tests("rational orbit", tcase);
}
