/* Weights that differ by layer: lists of them, and random ones. */

#include "check_case.h"

/* Reads yaml in a model with this many layers (0: it does not say). */
static rc_status
read_yaml(fixture *f, const char *yaml, long layers, rc_weights *weights)
{
    rc_status status;

    fixture_open(f, yaml, 0, 0);
    f->r.layers = layers;
    *weights = (rc_weights){0};
    status = rc_read_weights(&f->r, f->root, weights);
    ck_assert_int_eq(f->r.layer, 0);
    ck_assert(status == RC_OK || f->errors.count > 0);
    return status;
}

static void
close_yaml(fixture *f, rc_weights *weights)
{
    rc_weights_clear(weights);
    fixture_close(f);
}

/* The first entries of the matrices, one after the other. */
static void
expect_firsts(const char *yaml, long layers, size_t count,
              const char *const *firsts)
{
    rc_weights weights;
    fixture f;

    ck_assert_int_eq(read_yaml(&f, yaml, layers, &weights), RC_OK);
    ck_assert_uint_eq(f.errors.count, 0);
    ck_assert_uint_eq(weights.count, count);
    for (size_t k = 0; k < count; k++) {
        char *text = rc_number_get_text(weights.items[k].entries);

        ck_assert_str_eq(text, firsts[k]);
        free(text);
    }
    close_yaml(&f, &weights);
}

#define EXPECT(yaml, layers, count, ...)                                       \
    expect_firsts(yaml, layers, count, (const char *const[]){__VA_ARGS__})

/* The upper 53 bits of the first outputs of seed 0, less 2^52. */
#define FIRST "3452556826076089"
#define SECOND "-616740973955284"
#define THIRD "-4265505379581656"
#define RANDOM "{random: {rows: 1, cols: 1, seed: 0, range: 2^52}}"

START_TEST(one_matrix_stays_one)
{
    EXPECT("[[3]]", 0, 1, "3");
    EXPECT("{identity: 2}", 0, 1, "1");
    /* without anything random in it, however many layers there are */
    EXPECT("[[3]]", 7, 1, "3");
    EXPECT("{per-layer: [[[5]]]}", 0, 1, "5");
}
END_TEST

START_TEST(a_list_has_one_for_each_layer)
{
    EXPECT("{per-layer: [[[5]], {diagonal: [6, 7]}, [[8]]]}", 0, 3, "5", "6",
           "8");
    EXPECT("{per-layer: [[[5]], [[5]]]}", 0, 2, "5", "5");
    /* `layers` is about other weights */
    EXPECT("{per-layer: [[[5]], [[6]]]}", 3, 2, "5", "6");
}
END_TEST

START_TEST(random_matrices_differ_by_layer)
{
    EXPECT(RANDOM, 0, 1, FIRST);
    EXPECT(RANDOM, 1, 1, FIRST);
    EXPECT(RANDOM, 3, 3, FIRST, SECOND, THIRD);
    EXPECT("{block: [[[9]], " RANDOM "]}", 3, 3, "9", "9", "9");
    EXPECT("{block: [" RANDOM ", [[9]]]}", 2, 2, FIRST, SECOND);
    /* two values each: the second layer has the third */
    EXPECT("{random: {rows: 1, cols: 2, seed: 0, range: 2^52}}", 2, 2, FIRST,
           THIRD);
}
END_TEST

START_TEST(random_matrices_of_a_list_are_those_of_one_layer)
{
    rc_weights weights;
    fixture f;

    EXPECT("{per-layer: [" RANDOM ", [[2]]]}", 0, 2, FIRST, "2");
    EXPECT("{per-layer: [" RANDOM ", [[2]]]}", 1, 2, FIRST, "2");
    ck_assert_int_eq(
        read_yaml(&f, "{per-layer: [[[2]], " RANDOM "]}", 2, &weights),
        RC_INPUT);
    expect_errors(&f.errors,
                  "1:21: a random matrix inside 'per-layer' is that of one "
                  "layer; the model's 'layers' is for random weights outside",
                  NULL);
    close_yaml(&f, &weights);
}
END_TEST

/* Reading yaml for three layers gives these errors; NULL for none. */
static void
refuse(const char *yaml, const char *a, const char *b)
{
    rc_weights weights;
    fixture f;

    ck_assert_int_eq(read_yaml(&f, yaml, 3, &weights), RC_INPUT);
    expect_errors(&f.errors, a, b, NULL);
    close_yaml(&f, &weights);
}

START_TEST(errors_have_their_places)
{
    refuse("{per-layer: []}",
           "1:13: expected a list of matrices, one per layer, found an empty",
           NULL);
    refuse("{per-layer: 7}", "1:13: expected a list of matrices", NULL);
    refuse("{per-layer: [[[1]], [[x]], {identity: 0}]}",
           "1:23: 'x' is not a number", "1:39: expected an integer from 1");
    refuse("{per-layer: [{per-layer: [[[1]]]}]}",
           "1:26: 'per-layer' is only for a whole weight of the model", NULL);
    refuse("{per-layer: [[[1]]], identity: 1}", "1:1: expected exactly one key",
           NULL);
    refuse("{block: [{per-layer: [[[1]]]}]}",
           "1:22: 'per-layer' is only for a whole weight", NULL);
    /* what is wrong with every layer is said once */
    refuse("{random: {rows: 1, cols: 1, seed: 0, range: x}}",
           "1:45: 'x' is not a number", NULL);
}
END_TEST

START_TEST(every_layer_counts_against_the_entries)
{
    rc_weights weights = {0};
    fixture f;

    fixture_open(&f, "{random: {rows: 2, cols: 2, seed: 0, range: 1}}", 0, 0);
    f.r.layers = 3;
    f.r.entries_left = 12;
    ck_assert_int_eq(rc_read_weights(&f.r, f.root, &weights), RC_OK);
    ck_assert_uint_eq(f.r.entries_left, 0);
    rc_weights_clear(&weights);
    f.r.entries_left = 11;
    ck_assert_int_eq(rc_read_weights(&f.r, f.root, &weights), RC_INPUT);
    expect_errors(&f.errors, "1:10: the matrices of the file have more than",
                  NULL);
    close_yaml(&f, &weights);
}
END_TEST

START_TEST(shapes_are_checked_layer_by_layer)
{
    rc_weights weights;
    fixture f;

    ck_assert_int_eq(read_yaml(&f,
                               "{per-layer: [[[1, 2]], [[1], [2]], [[3, 4]], "
                               "[[5]]]}",
                               0, &weights),
                     RC_OK);
    ck_assert_int_eq(
        rc_check_weights(&f.r, f.root, &weights, "M", 1, 2, "small"), RC_INPUT);
    expect_errors(&f.errors, "1:24: M is 2 x 1, expected 1 x 2 (small)",
                  "1:46: M is 1 x 1, expected 1 x 2 (small)", NULL);
    close_yaml(&f, &weights);
    ck_assert_int_eq(read_yaml(&f, RANDOM, 3, &weights), RC_OK);
    ck_assert_int_eq(
        rc_check_weights(&f.r, f.root, &weights, "M", 1, 1, "small"), RC_OK);
    ck_assert_int_eq(
        rc_check_weights(&f.r, f.root, &weights, "M", 2, 1, "small"), RC_INPUT);
    expect_errors(&f.errors, "1:1: M is 1 x 1, expected 2 x 1 (small)", NULL);
    close_yaml(&f, &weights);
}
END_TEST

START_TEST(every_matrix_has_its_place)
{
    rc_weights weights;
    fixture f;

    ck_assert_int_eq(read_yaml(&f, "{per-layer: [[[1]], [[2]]]}", 0, &weights),
                     RC_OK);
    ck_assert_uint_eq(rc_node_at(rc_weights_node(&f.r, f.root, 0)).column, 14);
    ck_assert_uint_eq(rc_node_at(rc_weights_node(&f.r, f.root, 1)).column, 21);
    close_yaml(&f, &weights);
    ck_assert_int_eq(read_yaml(&f, RANDOM, 2, &weights), RC_OK);
    ck_assert_ptr_eq(rc_weights_node(&f.r, f.root, 1), f.root);
    close_yaml(&f, &weights);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        one_matrix_stays_one,
        a_list_has_one_for_each_layer,
        random_matrices_differ_by_layer,
        random_matrices_of_a_list_are_those_of_one_layer,
        errors_have_their_places,
        every_layer_counts_against_the_entries,
        shapes_are_checked_layer_by_layer,
        every_matrix_has_its_place,
    };

    return RUN_SUITE("case/read_weights", tests);
}
