/* {cayley: K}: its entries, and what is wrong with a K that is not skew. */

#include "check_case.h"

/* The entries of yaml, in rows. */
static void
expect(const char *yaml, slong size, const char *const *expected)
{
    rc_matrix_t m;
    fixture f;

    fixture_open(&f, yaml, 0, 0);
    rc_matrix_init_empty(m);
    ck_assert_int_eq(rc_read_cayley(&f.r, f.root, m), RC_OK);
    ck_assert_uint_eq(f.errors.count, 0);
    ck_assert_int_eq(m->rows, size);
    ck_assert_int_eq(m->cols, size);
    for (slong k = 0; k < size * size; k++) {
        char *text = rc_number_get_text(m->entries + k);

        ck_assert_str_eq(text, expected[k]);
        free(text);
    }
    rc_matrix_clear(m);
    fixture_close(&f);
}

#define EXPECT(yaml, size, ...)                                                \
    expect(yaml, size, (const char *const[]){__VA_ARGS__})

START_TEST(skew_matrices_are_transformed)
{
    EXPECT("[[0]]", 1, "1");
    EXPECT("[[0, 1/2], [-1/2, 0]]", 2, "3/5", "-4/5", "4/5", "3/5");
    EXPECT("[[0, 0.5], [-0x1p-1, 1 - 1]]", 2, "3/5", "-4/5", "4/5", "3/5");
    EXPECT("{block: [[[0, 1], [-1, 0]], [[0]]]}", 3, "0", "-1", "0", "1", "0",
           "0", "0", "0", "1");
}
END_TEST

/* Reading yaml gives these errors; NULL for none. */
static void
refuse(const char *yaml, const char *a, const char *b, const char *c)
{
    rc_matrix_t m;
    fixture f;

    fixture_open(&f, yaml, 0, 0);
    rc_matrix_init_empty(m);
    ck_assert_int_eq(rc_read_cayley(&f.r, f.root, m), RC_INPUT);
    expect_errors(&f.errors, a, b, c, NULL);
    rc_matrix_clear(m);
    fixture_close(&f);
}

START_TEST(both_entries_of_a_wrong_pair_are_named)
{
    refuse("[[0, 1/2], [1/2, 0]]",
           "1:13: the matrix to transform is not skew-symmetric: entry (2, 1) "
           "is '1/2' and entry (1, 2) is '1/2'; one must be minus the other",
           NULL, NULL);
    /* every wrong pair once, at its lower entry */
    refuse("[[0, 1, 2],\n [-1, 0, 3],\n [-3, -2, 0]]",
           "3:3: the matrix to transform is not skew-symmetric: entry (3, 1) "
           "is '-3' and entry (1, 3) is '2'",
           "3:7: the matrix to transform is not skew-symmetric: entry (3, 2) "
           "is '-2' and entry (2, 3) is '3'",
           NULL);
    refuse("[[0, 1e-40], [0, 0]]", "1:15: the matrix to transform is not", NULL,
           NULL);
}
END_TEST

START_TEST(the_diagonal_is_zero)
{
    refuse("[[0, 1], [-1, 1/3]]",
           "1:15: entry (2, 2) of the matrix to transform is '1/3', but the "
           "diagonal of a skew-symmetric matrix is 0",
           NULL, NULL);
}
END_TEST

START_TEST(numbers_are_rational)
{
    refuse("[[0, sqrt(2)], [-sqrt(2), 0]]",
           "1:6: entry (1, 2) of the matrix to transform is 'sqrt(2)', but "
           "'cayley' needs rational numbers",
           "1:17: entry (2, 1) of the matrix to transform is '-sqrt(2)'", NULL);
    refuse("[[pi - pi]]", "1:3: entry (1, 1) of the matrix to transform", NULL,
           NULL);
}
END_TEST

START_TEST(the_matrix_is_square)
{
    refuse("[[0, 1]]",
           "1:1: the matrix to transform is 1 x 2, expected 1 x 1 (square)",
           NULL, NULL);
    refuse("[[0, x], [1, 0]]", "1:6: 'x' is not a number", NULL, NULL);
    refuse("7", "1:1: expected a matrix", NULL, NULL);
    refuse("{per-layer: [[[0]]]}", "1:13: 'per-layer' is only for a whole",
           NULL, NULL);
}
END_TEST

/* Where all entries are written in one place one error is enough. */
START_TEST(other_forms_are_refused_once)
{
    refuse("{identity: 3}",
           "1:1: entry (1, 1) of the matrix to transform is '1'", NULL, NULL);
    refuse("{random: {rows: 9, cols: 9, seed: 1, range: 1}}",
           "1:1: entry (1, 1) of the matrix to transform is", NULL, NULL);
    refuse("{block: [[[0, 1], [1, 0]], [[0, 1], [1, 0]]]}",
           "1:1: the matrix to transform is not skew-symmetric: entry (2, 1)",
           NULL, NULL);
}
END_TEST

START_TEST(large_results_and_entries_are_capped)
{
    rc_matrix_t m;
    fixture f;

    refuse("[[0, 2^65536], [-2^65536, 0]]",
           "1:1: the transform of this matrix could have more than 134217728 "
           "bits",
           NULL, NULL);
    /* what is transformed counts, and the transform */
    fixture_open(&f, "[[0, 1], [-1, 0]]", 0, 0);
    rc_matrix_init_empty(m);
    f.r.entries_left = 8;
    ck_assert_int_eq(rc_read_cayley(&f.r, f.root, m), RC_OK);
    ck_assert_uint_eq(f.r.entries_left, 0);
    f.r.entries_left = 7;
    ck_assert_int_eq(rc_read_cayley(&f.r, f.root, m), RC_INPUT);
    expect_errors(&f.errors, "1:1: the matrices of the file have more than",
                  NULL);
    rc_matrix_clear(m);
    fixture_close(&f);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        skew_matrices_are_transformed,
        both_entries_of_a_wrong_pair_are_named,
        the_diagonal_is_zero,
        numbers_are_rational,
        the_matrix_is_square,
        other_forms_are_refused_once,
        large_results_and_entries_are_capped,
    };

    return RUN_SUITE("case/read_cayley", tests);
}
