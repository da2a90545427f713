/* Every matrix form, entry by entry, and everything that is not one. */

#include "check_case.h"

/* The matrix of yaml equals the rows of numbers in expected. */
static void
expect_matrix(const char *yaml, slong rows, slong cols,
              const char *const *expected)
{
    rc_matrix_t m;
    fixture f;

    fixture_open(&f, yaml, 0, 0);
    rc_matrix_init_empty(m);
    ck_assert_int_eq(rc_read_matrix(&f.r, f.root, m), RC_OK);
    ck_assert_uint_eq(f.errors.count, 0);
    ck_assert_int_eq(m->rows, rows);
    ck_assert_int_eq(m->cols, cols);
    for (slong i = 0; i < rows; i++)
        for (slong j = 0; j < cols; j++) {
            char *text = rc_number_get_text(rc_matrix_entry(m, i, j));

            ck_assert_str_eq(text, expected[i * cols + j]);
            free(text);
        }
    rc_matrix_clear(m);
    fixture_close(&f);
}

#define EXPECT(yaml, rows, cols, ...)                                          \
    expect_matrix(yaml, rows, cols, (const char *const[]){__VA_ARGS__})

START_TEST(every_form_gives_its_entries)
{
    EXPECT("[[1, 1/2, 0.25]]", 1, 3, "1", "1/2", "1/4");
    EXPECT("- [1, 2]\n- [3, 4]\n- [5, 6]\n", 3, 2, "1", "2", "3", "4", "5",
           "6");
    EXPECT("{identity: 2}", 2, 2, "1", "0", "0", "1");
    EXPECT("{diagonal: [1/2, -1]}", 2, 2, "1/2", "0", "0", "-1");
    EXPECT("{bidiagonal: {dim: 3, first: 1/4, last: 1, super: 2}}", 3, 3, "1/4",
           "2", "0", "0", "5/8", "2", "0", "0", "1");
    EXPECT("{bidiagonal: {dim: 1, first: 1/4, last: 1, super: 2}}", 1, 1,
           "1/4");
    EXPECT("{block: [[[1, 2]], {identity: 1}]}", 2, 3, "1", "2", "0", "0", "0",
           "1");
    EXPECT("{block: [{block: [[[7]]]}, [[8]]]}", 2, 2, "7", "0", "0", "8");
}
END_TEST

/* The errors of a matrix; at most five, NULL for none. */
static void
refuse(const char *yaml, const char *a, const char *b, const char *c,
       const char *d)
{
    rc_matrix_t m;
    fixture f;

    fixture_open(&f, yaml, 0, 0);
    rc_matrix_init_empty(m);
    ck_assert_int_eq(rc_read_matrix(&f.r, f.root, m), RC_INPUT);
    expect_errors(&f.errors, a, b, c, d, NULL);
    rc_matrix_clear(m);
    fixture_close(&f);
}

START_TEST(rows_are_lists_of_the_same_length)
{
    refuse("[[1, 2], [3], 4, [5, 6, x]]",
           "1:10: row 2 has 1 entries, but row 1 has 2",
           "1:15: expected a row, which is a list of numbers, found '4'",
           "1:18: row 4 has 3 entries, but row 1 has 2",
           "1:25: 'x' is not a number");
    refuse("[]", "1:1: expected a list of rows, found an empty list", NULL,
           NULL, NULL);
    refuse("[1, 2]", "1:2: expected a row", NULL, NULL, NULL);
    refuse("[[], []]", "1:2: expected a row", NULL, NULL, NULL);
    refuse("7", "1:1: expected a matrix, which is a list of rows or a mapping",
           NULL, NULL, NULL);
    refuse("[[1, [2]], [{}, nan]]", "1:6: expected a number, found a list",
           "1:13: expected a number, found a mapping", "1:17: 'nan'", NULL);
}
END_TEST

START_TEST(forms_are_checked)
{
    refuse("{identity: 0}", "1:12: expected an integer from 1 to 4096", NULL,
           NULL, NULL);
    refuse("{identity: 4097}", "1:12: expected an integer", NULL, NULL, NULL);
    refuse("{identity: 2, diagonal: [1]}", "1:1: expected exactly one key",
           NULL, NULL, NULL);
    refuse("{identty: 2}",
           "1:2: unknown key 'identty' in a matrix; did you "
           "mean 'identity'?",
           NULL, NULL, NULL);
    refuse("{diagonal: 1}", "1:12: expected a list of numbers", NULL, NULL,
           NULL);
    refuse("{diagonal: []}",
           "1:12: expected a list of numbers, found an empty list", NULL, NULL,
           NULL);
    refuse("{diagonal: [1, x, y]}", "1:16: 'x'", "1:19: 'y'", NULL, NULL);
    refuse("{bidiagonal: 3}", "1:14: expected a mapping with dim, first", NULL,
           NULL, NULL);
    refuse("{bidiagonal: {dim: 0, first: z, last: 1, sup: 1}}",
           "1:14: 'bidiagonal' has no 'super', which is required",
           "1:20: expected an integer", "1:30: 'z'",
           "1:42: unknown key 'sup' in 'bidiagonal'; did you mean 'super'?");
    refuse("{block: [[[1], [2, 3]], {identity: x}]}",
           "1:16: row 2 has 2 entries", "1:36: expected an integer", NULL,
           NULL);
    refuse("{block: []}", "1:9: expected a list of matrices, found an empty",
           NULL, NULL, NULL);
    refuse("{block: [{identity: 4000}, {diagonal: [1]}, {identity: 96}]}",
           "1:9: the block matrix is 4097 x 4097", NULL, NULL, NULL);
}
END_TEST

/* Each has a test of its own: read_cayley, read_random, read_npy. */
START_TEST(forms_of_other_files_are_found)
{
    EXPECT("{cayley: [[0, 1], [-1, 0]]}", 2, 2, "0", "-1", "1", "0");
    EXPECT("{block: [{random: {rows: 1, cols: 1, seed: 0, range: 2^52}}]}", 1,
           1, "3452556826076089");
    refuse("{cayley: [[1]]}", "1:12: entry (1, 1) of the matrix to transform",
           NULL, NULL, NULL);
    refuse("{random: 7}", "1:10: expected a mapping with rows, cols, seed",
           NULL, NULL, NULL);
    refuse("{file: w.npy}",
           "1:8: 'w.npy' is not read: this case is read "
           "without files",
           NULL, NULL, NULL);
}
END_TEST

START_TEST(per_layer_is_for_weights_only)
{
    refuse("{per-layer: [[[1]], [[2]]]}",
           "1:13: 'per-layer' is only for a whole weight of the model: value, "
           "query, key or fixed",
           NULL, NULL, NULL);
    refuse("{block: [[[1]], {per-layer: [[[1]]]}]}",
           "1:29: 'per-layer' is only for a whole weight of the model", NULL,
           NULL, NULL);
}
END_TEST

START_TEST(all_matrices_together_are_capped)
{
    rc_matrix_t m;
    fixture f;

    fixture_open(&f, "{identity: 4}", 0, 0);
    rc_matrix_init_empty(m);
    f.r.entries_left = 31;
    ck_assert_int_eq(rc_read_matrix(&f.r, f.root, m), RC_OK);
    ck_assert_int_eq(rc_read_matrix(&f.r, f.root, m), RC_INPUT);
    expect_errors(&f.errors,
                  "1:12: the matrices of the file have more than 16777216",
                  NULL);
    rc_matrix_clear(m);
    fixture_close(&f);
}
END_TEST

START_TEST(shapes_and_places_of_entries)
{
    rc_matrix_t m;
    rc_position at;
    fixture f;

    fixture_open(&f, "[[1, 2],\n [3, 4],\n [5, 6]]", 0, 0);
    rc_matrix_init_empty(m);
    ck_assert_int_eq(rc_read_matrix(&f.r, f.root, m), RC_OK);
    ck_assert_int_eq(rc_check_shape(&f.r, f.root, m, "M", 3, 2, "s"), RC_OK);
    ck_assert_int_eq(rc_check_shape(&f.r, f.root, m, "M", 2, 2, "s"), RC_INPUT);
    ck_assert_int_eq(rc_check_shape(&f.r, f.root, m, "M", 3, 3, "s"), RC_INPUT);
    expect_errors(&f.errors, "1:1: M is 3 x 2, expected 2 x 2 (s)",
                  "1:1: M is 3 x 2, expected 3 x 3 (s)", NULL);
    at = rc_matrix_entry_at(&f.r, f.root, 2, 1);
    ck_assert_uint_eq(at.line, 3);
    ck_assert_uint_eq(at.column, 6);
    rc_matrix_clear(m);
    fixture_close(&f);
    fixture_open(&f, "{identity: 3}", 0, 0);
    at = rc_matrix_entry_at(&f.r, f.root, 2, 1);
    ck_assert_uint_eq(at.line, 1);
    ck_assert_uint_eq(at.column, 1);
    fixture_close(&f);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        every_form_gives_its_entries,
        rows_are_lists_of_the_same_length,
        forms_are_checked,
        forms_of_other_files_are_found,
        per_layer_is_for_weights_only,
        all_matrices_together_are_capped,
        shapes_and_places_of_entries,
    };

    return RUN_SUITE("case/read_matrix", tests);
}
