/* Where attention weights come from. */

#include "check_case.h"

static void
read_attention(const char *yaml, rc_case_model *model, rc_status expected,
               const char *a, const char *b, const char *c)
{
    fixture f;

    rc_case_model_init(model);
    fixture_open(&f, yaml, 2, 2);
    ck_assert_int_eq(rc_mask_new(&model->mask, 2), RC_OK);
    rc_mask_add_causal(model->mask);
    ck_assert_int_eq(rc_read_attention(&f.r, f.root, model), expected);
    expect_errors(&f.errors, a, b, c, NULL);
    fixture_close(&f);
}

static void
refuse(const char *yaml, const char *a, const char *b, const char *c)
{
    rc_case_model model;

    read_attention(yaml, &model, RC_INPUT, a, b, c);
    rc_case_model_clear(&model);
}

START_TEST(uniform_needs_nothing)
{
    rc_case_model model;

    read_attention("uniform", &model, RC_OK, NULL, NULL, NULL);
    ck_assert_int_eq(model.attention, RC_ATTENTION_UNIFORM);
    ck_assert_uint_eq(model.query.count, 0);
    rc_case_model_clear(&model);
}
END_TEST

START_TEST(softmax_has_query_key_and_scale)
{
    rc_case_model model;

    read_attention("{softmax: {query: [[1], [2]], key: [[3], [4]], "
                   "scale: sqrt(2)}}",
                   &model, RC_OK, NULL, NULL, NULL);
    ck_assert_int_eq(model.attention, RC_ATTENTION_SOFTMAX);
    ck_assert_int_eq(model.query.items->cols, 1);
    ck_assert_int_eq(model.key.items->rows, 2);
    ck_assert(!rc_number_is_rational(model.scale));
    ck_assert(
        fmpq_equal_si(rc_matrix_entry(model.key.items, 1, 0)->rational, 4));
    rc_case_model_clear(&model);
}
END_TEST

START_TEST(projections_must_fit)
{
    refuse("{softmax: {query: [[1]], key: [[3], [4], [5]]}}",
           "1:19: the query matrix is 1 x 1, expected 2 x 1 (dim rows)",
           "1:31: the key matrix is 3 x 1, expected 2 x 1 (dim rows)", NULL);
    refuse("{softmax: {query: {identity: 2}, key: [[3], [4]]}}",
           "1:39: the key matrix has 1 columns, but the query matrix has 2",
           NULL, NULL);
    refuse("{softmax: {qurey: {identity: 2}}}",
           "1:11: 'softmax' has no 'query', which is required",
           "1:11: 'softmax' has no 'key', which is required",
           "1:12: unknown key 'qurey' in 'softmax'; did you mean 'query'?");
    refuse("{softmax: [1]}", "1:11: expected a mapping with query, key", NULL,
           NULL);
}
END_TEST

static void
refuse_scale(const char *scale, const char *expected)
{
    char yaml[256];

    snprintf(yaml, sizeof yaml,
             "{softmax: {query: {identity: 2}, key: {identity: 2},\n"
             " scale: %s}}",
             scale);
    refuse(yaml, expected, NULL, NULL);
}

START_TEST(scales_are_certainly_positive)
{
    refuse_scale("0", "2:9: expected a positive scale, found '0'");
    refuse_scale("-1/2", "2:9: expected a positive scale, found '-1/2'");
    refuse_scale("-sqrt(2)", "2:9: expected a positive scale");
    refuse_scale("1 - cos(1)^2 - sin(1)^2",
                 "2:9: the scale cannot be told from 0 with 4096 bits");
    refuse_scale("x", "2:9: 'x' is not a number");
}
END_TEST

START_TEST(tiny_scales_are_positive)
{
    rc_case_model model;

    read_attention("{softmax: {query: {identity: 2}, key: {identity: 2},"
                   " scale: exp(-1000)}}",
                   &model, RC_OK, NULL, NULL, NULL);
    rc_case_model_clear(&model);
    read_attention("{softmax: {query: {identity: 2}, key: {identity: 2},"
                   " scale: sqrt(10^200 + 1) - 10^100}}",
                   &model, RC_OK, NULL, NULL, NULL);
    rc_case_model_clear(&model);
}
END_TEST

START_TEST(fixed_weights_are_checked)
{
    rc_case_model model;

    read_attention("{fixed: [[1, 0], [1/3, 2/3]]}", &model, RC_OK, NULL, NULL,
                   NULL);
    ck_assert_int_eq(model.attention, RC_ATTENTION_FIXED);
    ck_assert_int_eq(model.fixed.items->rows, 2);
    rc_case_model_clear(&model);
    refuse("{fixed: {identity: 3}}",
           "1:9: the matrix of fixed weights is 3 x 3, expected 2 x 2 "
           "(tokens x tokens)",
           NULL, NULL);
    refuse("{fixed: [[1, 0], [1, 1]]}", "1:19: row 2", NULL, NULL);
}
END_TEST

START_TEST(weights_may_differ_by_layer)
{
    rc_case_model model;

    read_attention("{fixed: {per-layer: [[[1, 0], [1/3, 2/3]], [[1, 0], [1/2, "
                   "1/2]]]}}",
                   &model, RC_OK, NULL, NULL, NULL);
    ck_assert_uint_eq(model.fixed.count, 2);
    rc_case_model_clear(&model);
    read_attention("{softmax: {query: {per-layer: [[[1], [2]], [[3], [4]], "
                   "[[5], [6]]]}, key: [[1], [1]]}}",
                   &model, RC_OK, NULL, NULL, NULL);
    ck_assert_uint_eq(model.query.count, 3);
    ck_assert_uint_eq(model.key.count, 1);
    rc_case_model_clear(&model);
    /* each of them is checked, at its own place */
    refuse("{fixed: {per-layer: [[[1, 0], [1/3, 2/3]], [[1, 0], [1/2, 1/3]]]}}",
           "1:54: row 2 of the fixed weights sums to '5/6'", NULL, NULL);
    refuse("{softmax: {query: {per-layer: [[[1], [2]], [[1, 2], [3, 4]]]}, "
           "key: [[1], [1]]}}",
           "1:44: the query matrix is 2 x 2, expected 2 x 1 (dim rows, as many "
           "columns in every layer)",
           NULL, NULL);
    refuse("{softmax: {key: {per-layer: [[[1], [2]], [[1], [2], [3]]]}, "
           "query: [[1], [1]]}}",
           "1:42: the key matrix is 3 x 1, expected 2 x 1", NULL, NULL);
    refuse("{softmax: {key: {per-layer: [{identity: 2}, {identity: 2}]}, "
           "query: [[1], [1]]}}",
           "1:17: the key matrix has 2 columns, but the query matrix has 1",
           NULL, NULL);
    refuse("{per-layer: [uniform]}",
           "1:2: unknown key 'per-layer' in an attention", NULL, NULL);
}
END_TEST

/* A random matrix is hardly ever a matrix of weights: what is wrong with its
   first layer is said, and not once more for the next ones. */
START_TEST(random_weights_are_refused_once)
{
    rc_case_model model;
    fixture f;

    rc_case_model_init(&model);
    ck_assert_int_eq(rc_mask_new(&model.mask, 1), RC_OK);
    fixture_open(&f, "{fixed: {random: {rows: 1, cols: 1, seed: 0, range: 1}}}",
                 1, 1);
    f.r.layers = 5;
    ck_assert_int_eq(rc_read_attention(&f.r, f.root, &model), RC_INPUT);
    expect_errors(&f.errors, "1:9: row 1 of the fixed weights sums to", NULL);
    rc_case_model_clear(&model);
    fixture_close(&f);
}
END_TEST

START_TEST(other_attention_is_refused)
{
    refuse("unifrom",
           "1:1: unknown attention 'unifrom'; did you mean "
           "'uniform'?",
           NULL, NULL);
    refuse("hard",
           "1:1: unknown attention 'hard'; allowed: uniform, "
           "{softmax: ",
           NULL, NULL);
    refuse("{bounded: 1/10}", "1:2: 'bounded' is not yet supported", NULL,
           NULL);
    refuse("[uniform]", "1:1: expected uniform or a mapping, found a list",
           NULL, NULL);
    refuse("{sofmax: {}}",
           "1:2: unknown key 'sofmax' in an attention; did you mean "
           "'softmax'?",
           NULL, NULL);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        uniform_needs_nothing,       softmax_has_query_key_and_scale,
        projections_must_fit,        scales_are_certainly_positive,
        tiny_scales_are_positive,    fixed_weights_are_checked,
        weights_may_differ_by_layer, random_weights_are_refused_once,
        other_attention_is_refused,
    };

    return RUN_SUITE("case/read_attention", tests);
}
