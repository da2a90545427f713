/* The layer's data and its mixing: exact where the numbers are, and enclosures
   of what a plain evaluation with many bits finds. */

#include "checker_layer.h"

/* ---- Mixing ---- */

static const char *const exact_model =
    LAYER_MODEL("3", "2", "[[[1, 1]], [[1, 2]], [[1, 1], [3, 3]]]", "'uniform'",
                "rms", "[['1', '2'], ['3', '4']]");

/* Tokens (1, 0), (0, 2), (-3, 4). */
START_TEST(uniform_is_exact)
{
    ck_model model;
    ck_layer layer;
    ck_imatrix X, Y;

    open_layer(&layer, &model, exact_model, 64);
    ck_assert_int_eq(layer.tokens, 3);
    ck_assert_int_eq(layer.dim, 2);
    read_points(&X, 3, 2, 64, "1 0 0 2 -3 4");
    ck_imatrix_init(&Y, 3, 2, 64);
    ck_assert(ck_layer_mix(&Y, &layer, &X, 0, 3));
    expect_entries(&Y, "1 2 7/2 5 5 6");
    ck_imatrix_clear(&Y);
    ck_imatrix_init(&Y, 1, 2, 64);
    ck_assert(ck_layer_mix(&Y, &layer, &X, 1, 2));
    expect_entries(&Y, "7/2 5");
    ck_imatrix_clear(&Y);
    ck_imatrix_clear(&X);
    close_layer(&layer, &model);
}
END_TEST

START_TEST(fixed_is_exact)
{
    ck_model model;
    ck_layer layer;
    ck_imatrix X, Y;

    open_layer(&layer, &model,
               LAYER_MODEL("2", "2", "[[[1, 2]], [[2, 2]]]",
                           "{'fixed': [['1/4', '3/4'], ['0', '1']]}", "none",
                           "[['1', '2'], ['3', '4']]"),
               64);
    read_points(&X, 2, 2, 64, "4 0 0 4");
    ck_imatrix_init(&Y, 2, 2, 64);
    ck_assert(ck_layer_mix(&Y, &layer, &X, 0, 2));
    expect_entries(&Y, "10 14 12 16");
    ck_imatrix_clear(&Y);
    ck_imatrix_clear(&X);
    close_layer(&layer, &model);
}
END_TEST

/* Points of a box, of every kind of model, in all groups of rows. */
static void
expect_mixed(const ck_layer *layer, const ck_model *model, double radius,
             uint64_t *state)
{
    ck_imatrix box, point, Y, mixed;

    ck_imatrix_init(&box, 3, 2, layer->prec);
    ck_imatrix_init(&point, 3, 2, REFERENCE_BITS);
    ck_imatrix_init(&Y, 3, 2, REFERENCE_BITS);
    random_box(&box, radius, state);
    random_point(&point, &box, state);
    reference_mix(&Y, model, &point);
    for (long first = 0; first < 3; first++)
        for (long last = first + 1; last <= 3; last++) {
            ck_imatrix_init(&mixed, last - first, 2, layer->prec);
            ck_assert(ck_layer_mix(&mixed, layer, &box, first, last));
            for (long k = 0; k < mixed.rows * 2; k++)
                expect_in(Y.entries[first * 2 + k], mixed.entries[k]);
            ck_imatrix_clear(&mixed);
        }
    ck_imatrix_clear(&Y);
    ck_imatrix_clear(&point);
    ck_imatrix_clear(&box);
}

START_TEST(mixing_holds_every_point)
{
    static const double radii[] = {0, 1e-12, 1e-3, 0.5, 30};
    uint64_t state = random_start();
    ck_model model;
    ck_layer layer;

    for (int k = 0; k < LAYER_MODELS; k++) {
        open_layer(&layer, &model, layer_models[k], k == 0 ? 32 : 80);
        for (long trial = 0; trial < random_trials(20); trial++)
            expect_mixed(&layer, &model, radii[trial % 5], &state);
        close_layer(&layer, &model);
    }
}
END_TEST

/* At points the enclosure is as narrow as rounding allows. */
START_TEST(points_stay_narrow)
{
    ck_model model;
    ck_layer layer;
    ck_imatrix X, Y;
    mpfr_t width;

    mpfr_init2(width, 32);
    for (int k = 0; k < LAYER_MODELS; k++) {
        open_layer(&layer, &model, layer_models[k], 100);
        read_points(&X, 3, 2, 100, "1 1/3 -1/2 2/3 3/4 -1");
        ck_imatrix_init(&Y, 3, 2, 100);
        ck_assert(ck_layer_mix(&Y, &layer, &X, 0, 3));
        for (long e = 0; e < 6; e++) {
            mpfi_diam_abs(width, Y.entries[e]);
            ck_assert(mpfr_cmp_ui_2exp(width, 1, -90) < 0);
        }
        ck_imatrix_clear(&Y);
        ck_imatrix_clear(&X);
        close_layer(&layer, &model);
    }
    mpfr_clear(width);
}
END_TEST

/* What is not bounded, at a token attended to or past it. */
START_TEST(unbounded_tokens)
{
    ck_model model;
    ck_layer layer;
    ck_imatrix X, Y;

    for (int k = 0; k < LAYER_MODELS; k++) {
        const int causal = k == 0 || k == 3;

        open_layer(&layer, &model, layer_models[k], 64);
        read_points(&X, 3, 2, 64, "1 1/3 -1/2 2/3 3/4 -1");
        mpfr_set_inf(&ck_imatrix_at(&X, 2, 1)->right, 1);
        ck_imatrix_init(&Y, 1, 2, 64);
        ck_assert(!ck_layer_mix(&Y, &layer, &X, 2, 3));
        ck_assert_int_eq(ck_layer_mix(&Y, &layer, &X, 0, 1), causal);
        ck_assert(ck_layer_mix(&Y, &layer, &X, 1, 2));
        mpfr_set_nan(&ck_imatrix_at(&X, 2, 0)->left);
        ck_assert(!ck_layer_mix(&Y, &layer, &X, 2, 3));
        ck_assert(ck_layer_mix(&Y, &layer, &X, 1, 2));
        mpfr_set_nan(&ck_imatrix_at(&X, 1, 0)->left);
        ck_assert(!ck_layer_mix(&Y, &layer, &X, 1, 2));
        ck_imatrix_clear(&Y);
        ck_imatrix_clear(&X);
        close_layer(&layer, &model);
    }
}
END_TEST

/* ---- The data ---- */

static void
expect_no_layer(const char *text)
{
    ck_model model;
    ck_layer layer;

    read_model(&model, text);
    ck_assert_msg(!ck_layer_init(&layer, &model, 0, 64), "%s", text);
    close_layer(&layer, &model);
}

#define NO_NUMBER "1/(exp(1)-exp(1))"
#define SMALL_SOFTMAX(query, key, scale)                                       \
    LAYER_MODEL("1", "1", "[[[1, 1]]]",                                        \
                "{'softmax': {'key': [['" key "']], 'query': [['" query        \
                "']], 'scale': '" scale "'}}",                                 \
                "rms", "[['1']]")

START_TEST(numbers_without_enclosure)
{
    ck_model model;
    ck_layer layer;

    open_layer(&layer, &model, SMALL_SOFTMAX("3", "5", "2"), 64);
    expect_entries(&layer.scores, "15/2");
    ck_assert_int_eq(layer.weights.rows, 0);
    close_layer(&layer, &model);
    expect_no_layer(SMALL_SOFTMAX(NO_NUMBER, "5", "2"));
    expect_no_layer(SMALL_SOFTMAX("3", NO_NUMBER, "2"));
    expect_no_layer(SMALL_SOFTMAX("3", "5", "0"));
    expect_no_layer(SMALL_SOFTMAX("3", "5", "-2"));
    expect_no_layer(SMALL_SOFTMAX("3", "5", "exp(1)-exp(1)"));
    expect_no_layer(SMALL_SOFTMAX("3", "5", NO_NUMBER));
    expect_no_layer(LAYER_MODEL("1", "1", "[[[1, 1]]]", "'uniform'", "rms",
                                "[['" NO_NUMBER "']]"));
    expect_no_layer(LAYER_MODEL("1", "1", "[[[1, 1]]]",
                                "{'fixed': [['" NO_NUMBER "']]}", "rms",
                                "[['1']]"));
}
END_TEST

/* Centred exactly when it is rational, else enclosed. */
START_TEST(centred_value)
{
    ck_model model;
    ck_layer layer;
    mpfi_t sum;

    open_layer(&layer, &model,
               LAYER_MODEL("1", "3", "[[[1, 1]]]", "'uniform'", "layer",
                           "[['1/3', '1/3', '1/3'], ['4', '-2', '1'], "
                           "['0', '0', '3/2']]"),
               64);
    expect_entries(&layer.value, "0 0 0 3 -3 0 -1/2 -1/2 1");
    close_layer(&layer, &model);
    open_layer(&layer, &model,
               LAYER_MODEL("1", "2", "[[[1, 1]]]", "'uniform'", "layer",
                           "[['sqrt(2)', '0'], ['1', '5']]"),
               64);
    expect_near(&ck_imatrix_at(&layer.value, 0, 0)->left, 0.70710678118);
    expect_near(&ck_imatrix_at(&layer.value, 0, 1)->right, -0.70710678118);
    mpfi_init2(sum, 64);
    mpfi_add(sum, ck_imatrix_at(&layer.value, 0, 0),
             ck_imatrix_at(&layer.value, 0, 1));
    ck_assert(mpfi_has_zero(sum));
    expect_exactly(ck_imatrix_at(&layer.value, 1, 0), "-2");
    expect_exactly(ck_imatrix_at(&layer.value, 1, 1), "2");
    mpfi_clear(sum);
    close_layer(&layer, &model);
    open_layer(&layer, &model,
               LAYER_MODEL("1", "2", "[[[1, 1]]]", "'uniform'", "rms",
                           "[['sqrt(2)', '0'], ['1', '5']]"),
               64);
    expect_exactly(ck_imatrix_at(&layer.value, 0, 1), "0");
    close_layer(&layer, &model);
}
END_TEST

/* ---- Layers made from a layer ---- */

#define SPACE_SOFTMAX                                                          \
    "{'softmax': {'key': [['1'], ['-2'], ['1/2']], "                           \
    "'query': [['3/4'], ['1'], ['2']], 'scale': '2'}}"

/* U's rows span an invariant plane: Z U mixed is Z mixed, times U. */
static void
expect_restricted(const char *text, int uniform)
{
    const long pivots[] = {2, 1};
    ck_model model;
    ck_layer layer, restricted;
    ck_imatrix U, Z, X, Y, full, gram, back;

    open_layer(&layer, &model, text, 100);
    read_points(&U, 2, 3, 100, "3 0 1 -2 1 0");
    ck_imatrix_init(&gram, 2, 2, 100);
    ck_layer_restrict(&restricted, &gram, &layer, &U, pivots);
    expect_entries(&gram, "10 -6 -6 5");
    ck_assert_int_eq(restricted.dim, 2);
    ck_assert_int_eq(restricted.tokens, 2);
    ck_assert_int_eq(restricted.scores.rows, uniform ? 0 : 2);
    read_points(&Z, 2, 2, 100, "1/2 1 -1/4 3");
    ck_imatrix_init(&X, 2, 3, REFERENCE_BITS);
    reference_product(&X, &Z, &U);
    ck_imatrix_init(&full, 2, 3, REFERENCE_BITS);
    reference_mix(&full, &model, &X);
    ck_imatrix_init(&Y, 2, 2, 100);
    ck_imatrix_init(&back, 2, 3, 100);
    ck_assert(ck_layer_mix(&Y, &restricted, &Z, 0, 2));
    reference_product(&back, &Y, &U);
    for (long k = 0; k < 6; k++)
        expect_in(full.entries[k], back.entries[k]);
    ck_imatrix_clear(&back);
    ck_imatrix_clear(&Y);
    ck_imatrix_clear(&full);
    ck_imatrix_clear(&X);
    ck_imatrix_clear(&Z);
    ck_imatrix_clear(&gram);
    ck_imatrix_clear(&U);
    ck_layer_clear(&restricted);
    close_layer(&layer, &model);
}

/* 2 I + a^T u for a = (1, 2, -1) and the first row u = (3, 0, 1) of U. */
#define INVARIANT_VALUE "[['5', '0', '1'], ['6', '2', '2'], ['-3', '0', '1']]"

START_TEST(restrictions)
{
    expect_restricted(LAYER_MODEL("2", "3", "[[[1, 2]], [[1, 2]]]", "'uniform'",
                                  "rms", INVARIANT_VALUE),
                      1);
    expect_restricted(LAYER_MODEL("2", "3", "[[[1, 1]], [[1, 2]]]",
                                  SPACE_SOFTMAX, "rms", INVARIANT_VALUE),
                      0);
}
END_TEST

START_TEST(one_token)
{
    ck_model model;
    ck_layer layer, single;
    ck_imatrix X, Y;

    open_layer(&layer, &model,
               LAYER_MODEL("2", "2", "[[[1, 2]], [[1, 2]]]",
                           "{'softmax': {'key': [['1'], ['1']], 'query': "
                           "[['1'], ['1']], 'scale': '1'}}",
                           "rms", LAYER_VALUE),
               64);
    ck_layer_single(&single, &layer);
    ck_assert_int_eq(single.tokens, 1);
    read_points(&X, 1, 2, 64, "2 4");
    ck_imatrix_init(&Y, 1, 2, 64);
    ck_assert(ck_layer_mix(&Y, &single, &X, 0, 1));
    expect_entries(&Y, "-10 6");
    ck_imatrix_clear(&Y);
    ck_imatrix_clear(&X);
    ck_layer_clear(&single);
    close_layer(&layer, &model);
}
END_TEST

/* Each weight of its own layer. */
START_TEST(data_of_layers)
{
    static const long query[] = {1, 2}, key[] = {3, 5, 7};
    ck_model model;

    read_model(&model,
               LAYER_MODEL("1", "1", "[[[1, 1]]]",
                           "{'softmax': {'key': {'layers': [[['3']], [['5']], "
                           "[['7']]]}, 'query': {'layers': [[['1']], "
                           "[['2']]]}, 'scale': '1'}}",
                           "rms", "{'layers': [[['11']], [['13']]]}"));
    for (long t = 0; t < 7; t++) {
        char text[32];
        ck_layer layer;

        ck_assert(ck_layer_init(&layer, &model, t, 64));
        snprintf(text, sizeof text, "%ld", query[t % 2] * key[t % 3]);
        expect_exactly(ck_imatrix_at(&layer.scores, 0, 0), text);
        expect_exactly(ck_imatrix_at(&layer.value, 0, 0),
                       t % 2 == 0 ? "11" : "13");
        ck_layer_clear(&layer);
    }
    ck_model_clear(&model);
}
END_TEST

START_TEST(fixed_and_centred_layers)
{
    ck_model model;
    ck_layer layer;

    read_model(&model,
               LAYER_MODEL("2", "2", "[[[1, 1]], [[1, 2]]]",
                           "{'fixed': {'layers': [[['1', '0'], ['1/2', "
                           "'1/2']], [['1', '0'], ['1/4', '3/4']]]}}",
                           "layer",
                           "{'layers': [[['1', '3'], ['0', '0']], [['2', "
                           "'8'], ['" NO_NUMBER "', '0']]]}"));
    ck_assert(ck_layer_init(&layer, &model, 2, 64));
    expect_entries(&layer.weights, "1 0 1/2 1/2");
    expect_entries(&layer.value, "-1 1 0 0");
    ck_layer_clear(&layer);
    /* what has no enclosure is seen in the layer that it is of */
    ck_assert(!ck_layer_init(&layer, &model, 1, 64));
    expect_entries(&layer.weights, "1 0 1/4 3/4");
    ck_layer_clear(&layer);
    ck_model_clear(&model);
}
END_TEST

/* Without layers nothing is enclosed again; what cannot be enclosed is said. */
START_TEST(turning)
{
    ck_layer layer;
    ck_model model;
    mpfi_srcptr kept;

    open_layer(&layer, &model, layer_models[0], 64);
    kept = ck_imatrix_at(&layer.value, 0, 0);
    ck_assert(ck_layer_turn(&layer, 1000));
    ck_assert_ptr_eq(kept, ck_imatrix_at(&layer.value, 0, 0));
    close_layer(&layer, &model);
    open_layer(&layer, &model,
               LAYER_MODEL("1", "1", "[[[1, 1]]]", "'uniform'", "none",
                           "{'layers': [[['1']], [['1/(pi-pi)']]]}"),
               64);
    ck_assert(!ck_layer_turn(&layer, 1));
    close_layer(&layer, &model);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("layer");

    tcase_add_test(tcase, uniform_is_exact);
    tcase_add_test(tcase, fixed_is_exact);
    tcase_add_test(tcase, mixing_holds_every_point);
    tcase_add_test(tcase, points_stay_narrow);
    tcase_add_test(tcase, unbounded_tokens);
    tcase_add_test(tcase, numbers_without_enclosure);
    tcase_add_test(tcase, centred_value);
    tcase_add_test(tcase, restrictions);
    tcase_add_test(tcase, one_token);
    tcase_add_test(tcase, data_of_layers);
    tcase_add_test(tcase, fixed_and_centred_layers);
    tcase_add_test(tcase, turning);
    return run_checker_tests("checker layer", tcase);
}
