/* Values of fields: growth, look-up, ownership. */

#include "check_case.h"

static const rc_field fields[] = {
    {.name = "a", .type = RC_FIELD_WORD},
    {.name = "b", .type = RC_FIELD_MAP},
    {.name = NULL},
};

static rc_value *
new_value(const rc_field *field, const char *word)
{
    rc_value *value = rc_value_new(field);

    ck_assert_ptr_nonnull(value);
    if (word != NULL) {
        value->word = strdup(word);
        ck_assert_ptr_nonnull(value->word);
    }
    return value;
}

START_TEST(new_values_are_empty)
{
    rc_value *value = new_value(&fields[0], NULL);

    ck_assert_ptr_eq(value->field, &fields[0]);
    ck_assert(rc_number_is_zero(value->number));
    ck_assert_int_eq(value->matrix->rows, 0);
    ck_assert_uint_eq(value->count, 0);
    ck_assert_ptr_null(rc_value_get(value, "a"));
    ck_assert_ptr_null(rc_value_get(NULL, "a"));
    rc_value_free(value);
    rc_value_free(NULL);
}
END_TEST

START_TEST(items_keep_their_order)
{
    rc_value *map = new_value(NULL, NULL);
    char word[16];

    for (unsigned k = 0; k < 1000; k++) {
        snprintf(word, sizeof word, "%u", k);
        ck_assert_int_eq(rc_value_append(map, new_value(&fields[0], word)),
                         RC_OK);
    }
    ck_assert_uint_eq(map->count, 1000);
    for (unsigned k = 0; k < 1000; k++) {
        snprintf(word, sizeof word, "%u", k);
        ck_assert_str_eq(map->items[k]->word, word);
    }
    rc_value_free(map);
}
END_TEST

START_TEST(values_are_found_by_name)
{
    rc_value *map = new_value(NULL, NULL), *b = new_value(&fields[1], NULL);
    rc_claim claim = {.fields = map};

    ck_assert_int_eq(rc_value_append(b, new_value(&fields[0], "in")), RC_OK);
    ck_assert_int_eq(rc_value_append(map, new_value(&fields[0], "out")), RC_OK);
    ck_assert_int_eq(rc_value_append(map, b), RC_OK);
    ck_assert_str_eq(rc_value_get(map, "a")->word, "out");
    ck_assert_str_eq(rc_value_get(rc_value_get(map, "b"), "a")->word, "in");
    ck_assert_ptr_null(rc_value_get(map, "c"));
    ck_assert_ptr_eq(rc_claim_get(&claim, "b"), b);
    rc_value_free(map);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        new_values_are_empty,
        items_keep_their_order,
        values_are_found_by_name,
    };

    return RUN_SUITE("case/value", tests);
}
