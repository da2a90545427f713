/* The whole model, and what may be missing or wrong in it. */

#include "check_case.h"

static rc_status
read_model(const char *yaml, rc_case_model *model, fixture *f)
{
    rc_case_model_init(model);
    fixture_open(f, yaml, 0, 0);
    return rc_read_model(&f->r, f->root, model);
}

START_TEST(a_good_model_is_read)
{
    rc_case_model model;
    fixture f;

    ck_assert_int_eq(
        read_model("{tokens: 3, dim: 2, mask: causal, attention: uniform,\n"
                   " value: [[1/2, 1], [0, 1]], norm: layer}",
                   &model, &f),
        RC_OK);
    ck_assert_uint_eq(f.errors.count, 0);
    ck_assert_int_eq(model.tokens, 3);
    ck_assert_int_eq(model.dim, 2);
    ck_assert_int_eq(f.r.tokens, 3);
    ck_assert_int_eq(f.r.dim, 2);
    ck_assert_int_eq(rc_mask_tokens(model.mask), 3);
    ck_assert_str_eq(model.mask_text, "causal");
    ck_assert_int_eq(model.norm, RC_NORM_LAYER);
    ck_assert_int_eq(model.value.items->rows, 2);
    ck_assert(fmpq_is_one(model.scale->rational));
    rc_case_model_clear(&model);
    fixture_close(&f);
}
END_TEST

/* A model of two tokens in dimension one; how many value matrices it has, and
   the first and the last of them. */
static size_t
value_layers(const char *more, const char *first, const char *last)
{
    rc_case_model model;
    char yaml[256], *text;
    size_t count;
    fixture f;

    snprintf(yaml, sizeof yaml,
             "{tokens: 2, dim: 1, mask: causal, attention: uniform, norm: "
             "none, %s}",
             more);
    ck_assert_int_eq(read_model(yaml, &model, &f), RC_OK);
    count = model.value.count;
    text = rc_number_get_text(model.value.items->entries);
    ck_assert_str_eq(text, first);
    free(text);
    text = rc_number_get_text(model.value.items[count - 1].entries);
    ck_assert_str_eq(text, last);
    free(text);
    ck_assert_int_eq(f.r.layer, 0);
    rc_case_model_clear(&model);
    fixture_close(&f);
    return count;
}

#define RANDOM "{random: {rows: 1, cols: 1, seed: 0, range: 2^52}}"

START_TEST(values_may_differ_by_layer)
{
    ck_assert_uint_eq(value_layers("value: [[7]]", "7", "7"), 1);
    ck_assert_uint_eq(value_layers("value: [[7]], layers: 4", "7", "7"), 1);
    ck_assert_uint_eq(
        value_layers("value: {per-layer: [[[7]], [[8]]]}", "7", "8"), 2);
    ck_assert_uint_eq(
        value_layers("value: " RANDOM, "3452556826076089", "3452556826076089"),
        1);
    /* the key may stand before the weights or after them */
    ck_assert_uint_eq(value_layers("layers: 2, value: " RANDOM,
                                   "3452556826076089", "-616740973955284"),
                      2);
    ck_assert_uint_eq(value_layers("value: " RANDOM ", layers: 4096",
                                   "3452556826076089", "1913485376834900"),
                      4096);
}
END_TEST

START_TEST(every_layer_has_the_shape)
{
    rc_case_model model;
    fixture f;

    ck_assert_int_eq(
        read_model("tokens: 2\ndim: 2\nmask: causal\nnorm: none\n"
                   "attention: {fixed: {per-layer: [[[1, 0], [0, 1]], [[1]],\n"
                   " [[1, 0], [1/2, 1/2]]]}}\n"
                   "value: {per-layer: [{identity: 2}, {identity: 1}]}\n",
                   &model, &f),
        RC_INPUT);
    expect_errors(&f.errors,
                  "5:51: the matrix of fixed weights is 1 x 1, expected 2 x 2",
                  "7:36: the value matrix is 1 x 1, expected 2 x 2", NULL);
    rc_case_model_clear(&model);
    fixture_close(&f);
    /* while the dimension is not known they still have to agree */
    ck_assert_int_eq(
        read_model("tokens: 2\ndim: x\nmask: causal\nnorm: none\n"
                   "attention: uniform\n"
                   "value: {per-layer: [{identity: 2}, {identity: 1}]}\n",
                   &model, &f),
        RC_INPUT);
    expect_errors(&f.errors, "2:6: expected an integer",
                  "6:36: the value matrix is 1 x 1, expected 2 x 2 (square)",
                  NULL);
    rc_case_model_clear(&model);
    fixture_close(&f);
}
END_TEST

START_TEST(norms_are_three)
{
    static const char *const norms[] = {"none", "rms", "layer"};
    static const rc_norm expected[] = {RC_NORM_NONE, RC_NORM_RMS,
                                       RC_NORM_LAYER};

    for (size_t k = 0; k < 3; k++) {
        rc_case_model model;
        char yaml[128];
        fixture f;

        snprintf(yaml, sizeof yaml,
                 "{tokens: 1, dim: 1, mask: causal, attention: uniform, "
                 "value: [[1]], norm: %s}",
                 norms[k]);
        ck_assert_int_eq(read_model(yaml, &model, &f), RC_OK);
        ck_assert_int_eq(model.norm, expected[k]);
        rc_case_model_clear(&model);
        fixture_close(&f);
    }
}
END_TEST

START_TEST(every_key_is_required)
{
    rc_case_model model;
    fixture f;

    ck_assert_int_eq(read_model("{}", &model, &f), RC_INPUT);
    expect_errors(&f.errors, "1:1: the model has no 'tokens'",
                  "1:1: the model has no 'dim'", "1:1: the model has no 'mask'",
                  "1:1: the model has no 'attention'",
                  "1:1: the model has no 'value'",
                  "1:1: the model has no 'norm'", NULL);
    rc_case_model_clear(&model);
    fixture_close(&f);
}
END_TEST

START_TEST(every_wrong_value_is_reported_once)
{
    rc_case_model model;
    fixture f;

    ck_assert_int_eq(read_model("tokens: 0\n"
                                "dim: 2\n"
                                "mask: {star: 5}\n"
                                "attention: {fixed: [[1, x], [1, 1]]}\n"
                                "value: [[1, 2], [3]]\n"
                                "norm: rsm\n"
                                "layers: 0\n",
                                &model, &f),
                     RC_INPUT);
    expect_errors(&f.errors,
                  "1:9: expected an integer from 1 to 4096, found '0'",
                  "4:25: 'x' is not a number", "5:17: row 2 has 1 entries",
                  "6:7: unknown value 'rsm' for 'norm'; did you mean 'rms'?",
                  "7:9: expected an integer from 1 to 4096, found '0'", NULL);
    rc_case_model_clear(&model);
    fixture_close(&f);
}
END_TEST

START_TEST(the_value_matrix_is_square)
{
    rc_case_model model;
    fixture f;

    ck_assert_int_eq(
        read_model("{tokens: 1, dim: x, mask: causal, attention: uniform,\n"
                   " value: [[1, 2]], norm: none}",
                   &model, &f),
        RC_INPUT);
    expect_errors(&f.errors, "1:18: expected an integer",
                  "2:9: the value matrix is 1 x 2, expected 1 x 1 (square)",
                  NULL);
    rc_case_model_clear(&model);
    fixture_close(&f);
    ck_assert_int_eq(
        read_model("{tokens: 1, dim: 3, mask: causal, attention: uniform,\n"
                   " value: {identity: 2}, norm: none}",
                   &model, &f),
        RC_INPUT);
    expect_errors(&f.errors,
                  "2:9: the value matrix is 2 x 2, expected 3 x 3 "
                  "(dim x dim)",
                  NULL);
    rc_case_model_clear(&model);
    fixture_close(&f);
}
END_TEST

START_TEST(a_model_is_a_mapping)
{
    rc_case_model model;
    fixture f;

    ck_assert_int_eq(read_model("[1]", &model, &f), RC_INPUT);
    expect_errors(&f.errors, "1:1: expected a mapping: the model, found a list",
                  NULL);
    rc_case_model_clear(&model);
    fixture_close(&f);
}
END_TEST

/* ---- Models that replace part of the case's ---- */

/* Reads model and then, as the value of `than`, another one. */
static rc_status
read_both(const char *yaml, rc_case_model *model, rc_case_model *other,
          fixture *f)
{
    const rc_node *node;

    rc_case_model_init(model);
    rc_case_model_init(other);
    fixture_open(f, yaml, 0, 0);
    node = rc_find(&f->r, f->root, "model", NULL);
    if (rc_read_model(&f->r, node, model) == RC_OK)
        f->r.model = node;
    return rc_read_other_model(&f->r, rc_find(&f->r, f->root, "than", NULL),
                               other);
}

static void
close_both(rc_case_model *model, rc_case_model *other, fixture *f)
{
    rc_case_model_clear(other);
    rc_case_model_clear(model);
    fixture_close(f);
}

#define WEIGHTS "[[1, 0], [1/3, 2/3]]"
#define MODEL(rest)                                                            \
    "model: {tokens: 2, dim: 1, mask: causal, attention: " rest                \
    ", value: [[5]], norm: rms}\n"

START_TEST(what_is_left_out_is_the_model_s_own)
{
    rc_case_model model, other;
    fixture f;

    ck_assert_int_eq(read_both(MODEL("{softmax: {query: [[2]], key: [[3]], "
                                     "scale: 4}}") "than: {}",
                               &model, &other, &f),
                     RC_OK);
    ck_assert_uint_eq(f.errors.count, 0);
    ck_assert_int_eq(other.tokens, 2);
    ck_assert_int_eq(other.dim, 1);
    ck_assert_str_eq(other.mask_text, "causal");
    ck_assert(rc_mask_is_lower_triangular(other.mask));
    ck_assert_ptr_ne(other.mask, model.mask);
    ck_assert_int_eq(other.attention, RC_ATTENTION_SOFTMAX);
    ck_assert(fmpq_cmp_si(other.query.items->entries->rational, 2) == 0);
    ck_assert(fmpq_cmp_si(other.key.items->entries->rational, 3) == 0);
    ck_assert(fmpq_cmp_si(other.scale->rational, 4) == 0);
    ck_assert(fmpq_cmp_si(other.value.items->entries->rational, 5) == 0);
    ck_assert_int_eq(other.norm, RC_NORM_RMS);
    close_both(&model, &other, &f);
}
END_TEST

START_TEST(what_is_given_replaces_the_model_s)
{
    rc_case_model model, other;
    fixture f;

    ck_assert_int_eq(read_both(
                         MODEL("{softmax: {query: [[2]], key: [[3]], scale: "
                               "4}}") "than: {tokens: 2, dim: 1, mask: "
                                      "complete, norm: none,\n"
                                      "  attention: {fixed: [[1/2, 1/2], [1/4, "
                                      "3/4]]},\n"
                                      "  value: [[7]]}",
                         &model, &other, &f),
                     RC_OK);
    ck_assert_str_eq(other.mask_text, "complete");
    ck_assert_int_eq(other.attention, RC_ATTENTION_FIXED);
    ck_assert_uint_eq(other.query.count, 0);
    ck_assert_uint_eq(other.fixed.count, 1);
    ck_assert(fmpq_cmp_si(other.value.items->entries->rational, 7) == 0);
    ck_assert_int_eq(other.norm, RC_NORM_NONE);
    ck_assert_str_eq(model.mask_text, "causal"); /* and not in the model */
    ck_assert_int_eq(model.norm, RC_NORM_RMS);
    close_both(&model, &other, &f);
}
END_TEST

START_TEST(sizes_must_agree)
{
    rc_case_model model, other;
    fixture f;

    ck_assert_int_eq(read_both(MODEL("uniform") "than: {tokens: 3, dim: 2}",
                               &model, &other, &f),
                     RC_INPUT);
    expect_errors(&f.errors,
                  "2:16: 'tokens' is 3 here, but 2 in the model; they must "
                  "agree",
                  "2:24: 'dim' is 2 here, but 1 in the model; they must agree",
                  NULL);
    close_both(&model, &other, &f);
    ck_assert_int_eq(read_both(MODEL("uniform") "than: {tokens: x, dim: 0}",
                               &model, &other, &f),
                     RC_INPUT);
    expect_errors(&f.errors, "2:16: expected an integer from 1 to 4096",
                  "2:24: expected an integer from 1 to 4096", NULL);
    close_both(&model, &other, &f);
}
END_TEST

START_TEST(errors_are_where_the_other_model_has_them)
{
    rc_case_model model, other;
    fixture f;

    ck_assert_int_eq(
        read_both(MODEL("uniform") "than: {masks: causal, mask: {star: 3},\n"
                                   "  value: {identity: 2}, norm: rsm}",
                  &model, &other, &f),
        RC_INPUT);
    expect_errors(&f.errors,
                  "2:8: unknown key 'masks' in a model; did you mean 'mask'?",
                  "2:36: expected an integer from 1 to 2",
                  "3:10: the value matrix is 2 x 2, expected 1 x 1",
                  "3:31: unknown value 'rsm' for 'norm'", NULL);
    close_both(&model, &other, &f);
    ck_assert_int_eq(
        read_both(MODEL("uniform") "than: [mask]", &model, &other, &f),
        RC_INPUT);
    expect_errors(&f.errors,
                  "2:7: expected a mapping: keys of the model to replace",
                  NULL);
    close_both(&model, &other, &f);
}
END_TEST

START_TEST(fixed_weights_must_fit_another_mask)
{
    rc_case_model model, other;
    fixture f;

    ck_assert_int_eq(
        read_both(MODEL("{fixed: " WEIGHTS
                        "}") "than: {norm: none, mask: {causal-window: 2}}",
                  &model, &other, &f),
        RC_OK); /* it is the same mask */
    ck_assert_int_eq(other.attention, RC_ATTENTION_FIXED);
    close_both(&model, &other, &f);
    ck_assert_int_eq(read_both(MODEL("{fixed: " WEIGHTS
                                     "}") "than: {norm: none, mask: complete}",
                               &model, &other, &f),
                     RC_INPUT);
    expect_errors(&f.errors,
                  "2:26: the model's fixed weights do not fit this mask (token "
                  "1 on token 2); it needs an 'attention' of its own",
                  NULL);
    close_both(&model, &other, &f);
    ck_assert_int_eq(
        read_both(MODEL("{fixed: " WEIGHTS "}") "than: {mask: {window: 0}}",
                  &model, &other, &f),
        RC_INPUT);
    expect_errors(&f.errors,
                  "2:14: the model's fixed weights do not fit this "
                  "mask (token 2 on token 1)",
                  NULL);
    close_both(&model, &other, &f);
    /* its own weights are checked against the mask of the model */
    ck_assert_int_eq(
        read_both(
            MODEL("uniform") "than: {attention: {fixed: [[1/2, 1/2], [1/2, "
                             "1/2]]}}",
            &model, &other, &f),
        RC_INPUT);
    expect_errors(&f.errors,
                  "2:34: the weight of token 1 on token 2 is '1/2', but it "
                  "must be 0",
                  NULL);
    close_both(&model, &other, &f);
}
END_TEST

START_TEST(layers_are_its_own_or_the_model_s)
{
    static const char yaml[] =
        "model: {tokens: 1, dim: 1, mask: causal, attention: uniform, norm: "
        "none, layers: 3, value: {random: {rows: 1, cols: 1, seed: 1, range: "
        "1}}}\n";
    char text[512];
    rc_case_model model, other;
    fixture f;

    snprintf(text, sizeof text, "%sthan: {}", yaml);
    ck_assert_int_eq(read_both(text, &model, &other, &f), RC_OK);
    ck_assert_uint_eq(other.value.count, 3);
    close_both(&model, &other, &f);
    snprintf(text, sizeof text, "%sthan: {layers: 5}", yaml);
    ck_assert_int_eq(read_both(text, &model, &other, &f), RC_OK);
    ck_assert_uint_eq(model.value.count, 3);
    ck_assert_uint_eq(other.value.count, 5);
    ck_assert_int_eq(f.r.layers, 3); /* for whoever reads next */
    close_both(&model, &other, &f);
}
END_TEST

/* Without a good model only what is written here can be wrong. */
START_TEST(a_bad_model_is_not_read_again)
{
    rc_case_model model, other;
    fixture f;

    ck_assert_int_eq(read_both("model: {tokens: 2, dim: 1, mask: casual, "
                               "attention: uniform, value: [[1]], norm: rms}\n"
                               "than: {norm: rsm}",
                               &model, &other, &f),
                     RC_INPUT);
    expect_errors(&f.errors, "1:34: unknown mask 'casual'",
                  "2:14: unknown value 'rsm' for 'norm'", NULL);
    close_both(&model, &other, &f);
}
END_TEST

START_TEST(masks_that_are_read_again_are_paid_for)
{
    rc_case_model model, other;
    fixture f;

    rc_case_model_init(&model);
    rc_case_model_init(&other);
    fixture_open(&f,
                 "model: {tokens: 4096, dim: 1, mask: causal, attention: "
                 "uniform, value: [[1]], norm: rms}\nthan: {}",
                 0, 0);
    f.r.model = rc_find(&f.r, f.root, "model", NULL);
    ck_assert_int_eq(rc_read_model(&f.r, f.r.model, &model), RC_OK);
    f.r.entries_left = 4096 * 64; /* and one for the value matrix */
    ck_assert_int_eq(
        rc_read_other_model(&f.r, rc_find(&f.r, f.root, "than", NULL), &other),
        RC_INPUT);
    rc_case_model_clear(&other);
    f.r.entries_left = 4096 * 64 + 1;
    ck_assert_int_eq(
        rc_read_other_model(&f.r, rc_find(&f.r, f.root, "than", NULL), &other),
        RC_OK);
    ck_assert_uint_eq(f.r.entries_left, 0);
    close_both(&model, &other, &f);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        a_good_model_is_read,
        norms_are_three,
        values_may_differ_by_layer,
        every_layer_has_the_shape,
        every_key_is_required,
        every_wrong_value_is_reported_once,
        the_value_matrix_is_square,
        a_model_is_a_mapping,
        what_is_left_out_is_the_model_s_own,
        what_is_given_replaces_the_model_s,
        sizes_must_agree,
        errors_are_where_the_other_model_has_them,
        fixed_weights_must_fit_another_mask,
        layers_are_its_own_or_the_model_s,
        a_bad_model_is_not_read_again,
        masks_that_are_read_again_are_paid_for,
    };

    return RUN_SUITE("case/read_model", tests);
}
