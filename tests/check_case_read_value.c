/* Every type of field, good and bad. */

#include "check_case.h"

/* Reads the fields of one kind of claim, from a mapping of just these. */
static rc_status
read_fields(const char *yaml, const rc_field *fields, rc_value **map,
            fixture *f)
{
    fixture_open(f, yaml, 3, 2);
    *map = rc_value_new(NULL);
    ck_assert_ptr_nonnull(*map);

    rc_status status = rc_check_keys(&f->r, f->root, "the claim", fields, NULL);

    return rc_worse(status, rc_read_fields(&f->r, f->root, fields, *map));
}

START_TEST(booleans_integers_and_tokens)
{
    rc_value *map;
    fixture f;

    ck_assert_int_eq(read_fields("strongly-connected: true\nradius: 2\n"
                                 "centres: [3, 1]\n",
                                 mask_fields, &map, &f),
                     RC_OK);

    const rc_value *centres = rc_value_get(map, "centres");

    ck_assert_int_eq(rc_value_get(map, "strongly-connected")->integer, 1);
    ck_assert_int_eq(rc_value_get(map, "radius")->integer, 2);
    ck_assert_uint_eq(centres->count, 2);
    ck_assert_int_eq(centres->tokens[0], 2);
    ck_assert_int_eq(centres->tokens[1], 0);
    ck_assert_uint_eq(centres->key_at.line, 3);
    ck_assert_uint_eq(centres->key_at.column, 1);
    ck_assert_uint_eq(centres->at.column, 10);
    rc_value_free(map);
    fixture_close(&f);

    ck_assert_int_eq(read_fields("{centres: []}", mask_fields, &map, &f),
                     RC_OK);
    ck_assert_uint_eq(rc_value_get(map, "centres")->count, 0);
    ck_assert_ptr_null(rc_value_get(map, "radius"));
    rc_value_free(map);
    fixture_close(&f);
}
END_TEST

START_TEST(lists_words_and_maps)
{
    rc_value *map;
    fixture f;

    ck_assert_int_eq(
        read_fields("steps: -5\n"
                    "checks:\n"
                    "- {quantity: sigma 2, at: all, side: below}\n"
                    "- {quantity: mu, at: 7, within: {low: 1/3}}\n",
                    orbit_fields, &map, &f),
        RC_OK);
    ck_assert_int_eq(rc_value_get(map, "steps")->integer, -5);

    const rc_value *checks = rc_value_get(map, "checks");

    ck_assert_uint_eq(checks->count, 2);

    const rc_value *first = checks->items[0], *second = checks->items[1];
    const rc_value *within = rc_value_get(second, "within");

    ck_assert_str_eq(rc_value_get(first, "quantity")->word, "sigma 2");
    ck_assert_str_eq(rc_value_get(first, "at")->word, "all");
    ck_assert_str_eq(rc_value_get(first, "side")->word, "below");
    ck_assert_ptr_null(rc_value_get(second, "at")->word);
    ck_assert_int_eq(rc_value_get(second, "at")->integer, 7);
    ck_assert_uint_eq(second->at.line, 4);
    ck_assert_uint_eq(second->at.column, 3);

    char *low = rc_number_get_text(rc_value_get(within, "low")->number);

    ck_assert_str_eq(low, "1/3");
    free(low);
    ck_assert_ptr_null(rc_value_get(within, "high"));
    rc_value_free(map);
    fixture_close(&f);
}
END_TEST

START_TEST(matrices_and_their_shape)
{
    rc_value *map;
    fixture f;

    ck_assert_int_eq(read_fields("{near: [[1, 2], [3, 4], [5, 6]]}",
                                 equilibrium_fields, &map, &f),
                     RC_OK);
    ck_assert_int_eq(rc_value_get(map, "near")->matrix->rows, 3);
    rc_value_free(map);
    fixture_close(&f);
    ck_assert_int_eq(read_fields("{near: [[1, 2], [3, 4]], basin: {}}",
                                 equilibrium_fields, &map, &f),
                     RC_INPUT);
    expect_errors(&f.errors,
                  "1:8: 'near' is 2 x 2, expected 3 x 2 (tokens x dim)",
                  "1:26: 'basin' is not yet supported", NULL);
    ck_assert_ptr_null(rc_value_get(map, "basin"));
    rc_value_free(map);
    fixture_close(&f);
    ck_assert_int_eq(
        read_fields("{matrix: [[1, 2, 3, 4]]}", matrix_rank_fields, &map, &f),
        RC_OK);
    rc_value_free(map);
    fixture_close(&f);
}
END_TEST

static void
refuse(const char *yaml, const rc_field *fields, const char *a, const char *b,
       const char *c)
{
    rc_value *map;
    fixture f;

    ck_assert_int_eq(read_fields(yaml, fields, &map, &f), RC_INPUT);
    expect_errors(&f.errors, a, b, c, NULL);
    rc_value_free(map);
    fixture_close(&f);
}

START_TEST(wrong_values_are_refused)
{
    refuse("{strongly-connected: yes, radius: 1e3, centres: 1}", mask_fields,
           "1:22: expected true or false, found 'yes'",
           "1:35: expected an integer from 0 to 4096, found '1e3'",
           "1:49: expected a list of token numbers, found '1'");
    refuse("{centres: [1, 4, 1, 0]}", mask_fields,
           "1:15: expected an integer from 1 to 3, found '4'",
           "1:18: token 1 is listed twice",
           "1:21: expected an integer from 1 to 3, found '0'");
    refuse("{steps: 3, checks: []}", orbit_fields,
           "1:20: expected a list of mappings, found an empty list", NULL,
           NULL);
    refuse("{steps: 3, checks: {quantity: mu}}", orbit_fields,
           "1:20: expected a list of mappings, found a mapping", NULL, NULL);
    refuse("{steps: 3, checks: [{quantity: mu, at: -1}]}", orbit_fields,
           "1:40: expected an integer from 0 to 1000, found '-1'", NULL, NULL);
    refuse("{steps: 3, checks: [{quantity: mu, at: al, side: up}, mu]}",
           orbit_fields,
           "1:40: unknown value 'al' for 'at'; did you mean "
           "'all'?",
           "1:50: unknown value 'up' for 'side'; allowed: above, below",
           "1:55: expected a mapping, found 'mu'");
    refuse("{steps: 3, checks: [{quantity: '', at: [], within: 3}]}",
           orbit_fields, "1:32: expected text that is not blank, found ''",
           "1:40: expected an integer or a word, found a list",
           "1:52: expected a mapping, found '3'");
    refuse("{steps: 3, checks: [{at: 0, within: {hihg: 1}}]}", orbit_fields,
           "1:21: 'checks' has no 'quantity', which is required",
           "1:37: 'within' has no 'low', which is required",
           "1:38: unknown key 'hihg' in 'within'; did you mean 'high'?");
}
END_TEST

START_TEST(token_lists_are_bounded)
{
    char *yaml = malloc(400000);
    rc_value *map;
    fixture f;

    ck_assert_ptr_nonnull(yaml);
    strcpy(yaml, "{centres: [");
    for (size_t k = 0, length = strlen(yaml); k < 100000; k++, length += 3)
        strcpy(yaml + length, "2,\n");
    strcat(yaml, "1]}");
    ck_assert_int_eq(read_fields(yaml, mask_fields, &map, &f), RC_INPUT);
    ck_assert_uint_eq(f.errors.count, RC_ERRORS_MAX + 1);
    ck_assert_uint_eq(rc_value_get(map, "centres")->count, 2);
    rc_value_free(map);
    fixture_close(&f);
    free(yaml);
}
END_TEST

/* Several integers, and a model, as `slower` has them. */
static const rc_field two_models_fields[] = {
    {.name = "at", .type = RC_FIELD_INTEGERS, .least = -2, .most = 9},
    {.name = "than", .type = RC_FIELD_MODEL},
    {.name = NULL},
};

START_TEST(integers_are_distinct_and_rising)
{
    rc_value *map;
    const rc_value *at;
    fixture f;

    ck_assert_int_eq(read_fields("at: [9, -2, 0]", two_models_fields, &map, &f),
                     RC_OK);
    at = rc_value_get(map, "at");
    ck_assert_uint_eq(at->count, 3);
    ck_assert_int_eq(at->integers[0], -2);
    ck_assert_int_eq(at->integers[1], 0);
    ck_assert_int_eq(at->integers[2], 9);
    rc_value_free(map);
    fixture_close(&f);
    ck_assert_int_eq(
        read_fields("at: [10, -3, 4, x, 4]", two_models_fields, &map, &f),
        RC_INPUT);
    expect_errors(&f.errors, "1:6: expected an integer from -2 to 9",
                  "1:10: expected an integer from -2 to 9",
                  "1:17: expected an integer", "1:20: 4 is listed twice", NULL);
    rc_value_free(map);
    fixture_close(&f);
    ck_assert_int_eq(read_fields("at: []", two_models_fields, &map, &f),
                     RC_INPUT);
    expect_errors(&f.errors, "1:5: expected a list of integers, found an empty",
                  NULL);
    rc_value_free(map);
    fixture_close(&f);
}
END_TEST

START_TEST(models_keep_the_keys_that_were_given)
{
    rc_value *map;
    const rc_value *than;
    fixture f;

    ck_assert_int_eq(read_fields("than: {norm: rms, mask: causal, tokens: 3}",
                                 two_models_fields, &map, &f),
                     RC_OK);
    than = rc_value_get(map, "than");
    ck_assert_str_eq(than->word, "norm, mask, tokens");
    ck_assert_int_eq(than->model->norm, RC_NORM_RMS);
    ck_assert_int_eq(rc_mask_tokens(than->model->mask), 3);
    rc_value_free(map);
    fixture_close(&f);
    ck_assert_int_eq(read_fields("than: {}", two_models_fields, &map, &f),
                     RC_OK);
    ck_assert_str_eq(rc_value_get(map, "than")->word, "");
    rc_value_free(map);
    fixture_close(&f);
    ck_assert_int_eq(
        read_fields("than: {norm: [1]}", two_models_fields, &map, &f),
        RC_INPUT);
    rc_value_free(map);
    fixture_close(&f);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        integers_are_distinct_and_rising, models_keep_the_keys_that_were_given,
        booleans_integers_and_tokens,     lists_words_and_maps,
        matrices_and_their_shape,         wrong_values_are_refused,
        token_lists_are_bounded,
    };

    return RUN_SUITE("case/read_value", tests);
}
