/* A list of weight matrices and the layers that use them. */

#include "check_case.h"

/* Adds a 1 x cols matrix and leaves none behind. */
static void
add(rc_weights *weights, slong cols)
{
    rc_matrix_t m;

    rc_matrix_init_empty(m);
    ck_assert_int_eq(rc_matrix_resize(m, 1, cols), RC_OK);
    ck_assert_int_eq(rc_weights_add(weights, m), RC_OK);
    ck_assert_int_eq(m->rows, 0);
    ck_assert_ptr_null(m->entries);
}

START_TEST(no_weights_have_no_layer)
{
    rc_weights weights = {0};

    ck_assert_ptr_null(rc_weights_at(&weights, 0));
    ck_assert_ptr_null(rc_weights_at(&weights, 7));
    rc_weights_clear(&weights);
    ck_assert_uint_eq(weights.count, 0);
}
END_TEST

START_TEST(one_matrix_is_that_of_all_layers)
{
    rc_weights weights = {0};

    add(&weights, 5);
    ck_assert_uint_eq(weights.count, 1);
    for (size_t t = 0; t < 4; t++)
        ck_assert_ptr_eq(rc_weights_at(&weights, t), weights.items);
    ck_assert_ptr_eq(rc_weights_at(&weights, SIZE_MAX), weights.items);
    rc_weights_clear(&weights);
}
END_TEST

START_TEST(layers_take_turns)
{
    rc_weights weights = {0};

    for (slong k = 1; k <= 5; k++)
        add(&weights, k);
    ck_assert_uint_eq(weights.count, 5);
    for (size_t t = 0; t < 12; t++)
        ck_assert_int_eq(rc_weights_at(&weights, t)->cols, (slong)(t % 5 + 1));
    rc_weights_clear(&weights);
    ck_assert_uint_eq(weights.count, 0);
    ck_assert_ptr_null(weights.items);
    rc_weights_clear(&weights); /* once more is fine */
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        no_weights_have_no_layer,
        one_matrix_is_that_of_all_layers,
        layers_take_turns,
    };

    return RUN_SUITE("case/weights", tests);
}
