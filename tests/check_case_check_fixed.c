/* Fixed weights: rational, on the mask, summing to one. */

#include "check_case.h"

/* Checks fixed weights under the causal mask. */
static void
check(const char *yaml, rc_status expected, const char *a, const char *b,
      const char *c)
{
    rc_matrix_t m;
    rc_mask *mask;
    fixture f;

    fixture_open(&f, yaml, 0, 0);
    rc_matrix_init_empty(m);
    ck_assert_int_eq(rc_read_matrix(&f.r, f.root, m), RC_OK);
    ck_assert_int_eq(rc_mask_new(&mask, (long)m->rows), RC_OK);
    rc_mask_add_causal(mask);
    ck_assert_int_eq(rc_check_fixed(&f.r, f.root, m, mask), expected);
    expect_errors(&f.errors, a, b, c, NULL);
    rc_matrix_clear(m);
    rc_mask_free(mask);
    fixture_close(&f);
}

START_TEST(stochastic_weights_on_the_mask_pass)
{
    check("[[1]]", RC_OK, NULL, NULL, NULL);
    check("[[1, 0, 0], [0.3, 7/10, 0], [1/3, 1/3, 2^-2 + 1/12]]", RC_OK, NULL,
          NULL, NULL);
}
END_TEST

START_TEST(weights_off_the_mask_name_the_pair)
{
    check("[[1/2, 1/2], [1/2, 1/2]]", RC_INPUT,
          "1:8: the weight of token 1 on token 2 is '1/2', but it must be 0: "
          "the mask does not have this pair",
          NULL, NULL);
}
END_TEST

START_TEST(weights_on_the_mask_are_positive)
{
    check("[[1, 0, 0], [0, 1, 0], [-1, 1, 1]]", RC_INPUT,
          "1:14: the weight of token 2 on token 1 is '0', but it must be "
          "positive: the mask has this pair",
          "1:25: the weight of token 3 on token 1 is '-1', but it must be "
          "positive",
          NULL);
}
END_TEST

START_TEST(irrational_weights_are_errors)
{
    check("[[1, 0], [sqrt(2)/2, 1 - sqrt(2)/2]]", RC_INPUT,
          "1:11: the weight of token 2 on token 1 is",
          "1:22: the weight of "
          "token 2 on token 2 is",
          NULL);
}
END_TEST

START_TEST(rows_sum_to_exactly_one)
{
    check("[[9/10, 0], [1/3, 1/2]]", RC_INPUT,
          "1:3: row 1 of the fixed weights sums to '9/10', expected exactly 1",
          "1:14: row 2 of the fixed weights sums to '5/6', expected exactly 1",
          NULL);
    check("[[1, 0], [0.5, 0.5000000000000000000000000000000000001]]", RC_INPUT,
          "1:11: row 2 of the fixed weights sums to", NULL, NULL);
}
END_TEST

START_TEST(sums_with_huge_denominators_are_refused)
{
    check("[[1, 0], [1/(2^70000 + 1), 1/2]]", RC_INPUT,
          "1:11: the sum of row 2 of the fixed weights has a denominator of "
          "more than 65536 bits",
          NULL, NULL);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        stochastic_weights_on_the_mask_pass,
        weights_off_the_mask_name_the_pair,
        weights_on_the_mask_are_positive,
        irrational_weights_are_errors,
        rows_sum_to_exactly_one,
        sums_with_huge_denominators_are_refused,
    };

    return RUN_SUITE("case/check_fixed", tests);
}
