/* Matrices of exact numbers and their builders. */

#include "exact_support.h"

/* m has this shape and, row by row, the entries of `texts`. */
static void
expect_matrix(const rc_matrix_t m, slong rows, slong cols,
              const char *const *texts)
{
    slong i, j;

    ck_assert_int_eq(m->rows, rows);
    ck_assert_int_eq(m->cols, cols);
    for (i = 0; i < rows; i++)
        for (j = 0; j < cols; j++) {
            char *text = rc_number_get_text(rc_matrix_entry(m, i, j));

            ck_assert_str_eq(text, texts[i * cols + j]);
            free(text);
        }
}

/* m = rows x cols entries read from texts; m was initialised. */
static void
read_matrix(rc_matrix_t m, slong rows, slong cols, const char *const *texts)
{
    slong k;

    ck_assert_int_eq(rc_matrix_resize(m, rows, cols), RC_OK);
    for (k = 0; k < rows * cols; k++)
        read_number(rc_matrix_entry(m, k / cols, k % cols), texts[k]);
}

static const char *const two_by_three[] = {"1", "1/2", "pi",
                                           "0", "-3",  "sqrt(2)"};

START_TEST(resize_gives_zeros)
{
    static const char *const zeros[] = {"0", "0"};
    rc_matrix_t m;

    rc_matrix_init_empty(m);
    read_matrix(m, 2, 3, two_by_three);
    expect_matrix(m, 2, 3, two_by_three);
    ck_assert_int_eq(rc_matrix_resize(m, 2, 1), RC_OK);
    expect_matrix(m, 2, 1, zeros);
    ck_assert_int_eq(rc_matrix_resize(m, 0, 7), RC_OK);
    expect_matrix(m, 0, 7, NULL);
    rc_matrix_clear(m);
    expect_matrix(m, 0, 0, NULL);
    rc_matrix_clear(m);
}
END_TEST

START_TEST(sizes_over_the_cap_change_nothing)
{
    rc_number_t one;
    rc_matrix_t m, wide;
    rc_matrix_struct blocks[2];

    rc_number_init(one);
    rc_matrix_init_empty(m);
    rc_matrix_init_empty(wide);
    read_matrix(m, 2, 3, two_by_three);
    ck_assert_int_eq(rc_matrix_resize(m, -1, 2), RC_LIMIT);
    ck_assert_int_eq(rc_matrix_resize(m, 2, -1), RC_LIMIT);
    ck_assert_int_eq(rc_matrix_resize(m, 4097, 1), RC_LIMIT);
    ck_assert_int_eq(rc_matrix_resize(m, 1, 4097), RC_LIMIT);
    ck_assert_int_eq(rc_matrix_set_identity(m, 4097), RC_LIMIT);
    ck_assert_int_eq(rc_matrix_set_identity(m, -1), RC_LIMIT);
    ck_assert_int_eq(rc_matrix_set_bidiagonal(m, 4097, one, one, one),
                     RC_LIMIT);
    ck_assert_int_eq(rc_matrix_resize(wide, 1, 4096), RC_OK);
    blocks[0] = *wide;
    blocks[1] = *m;
    ck_assert_int_eq(rc_matrix_set_block(m, blocks, 2), RC_LIMIT);
    expect_matrix(m, 2, 3, two_by_three);
    rc_matrix_clear(wide);
    rc_matrix_clear(m);
    rc_number_clear(one);
}
END_TEST

START_TEST(set_copies_and_may_alias)
{
    rc_matrix_t a, b;

    rc_matrix_init_empty(a);
    rc_matrix_init_empty(b);
    read_matrix(b, 2, 3, two_by_three);
    ck_assert_int_eq(rc_matrix_set_identity(a, 5), RC_OK);
    ck_assert_int_eq(rc_matrix_set(a, b), RC_OK);
    rc_matrix_clear(b);
    ck_assert_int_eq(rc_matrix_set(a, a), RC_OK);
    expect_matrix(a, 2, 3, two_by_three);
    ck_assert_int_eq(rc_matrix_set(a, b), RC_OK);
    expect_matrix(a, 0, 0, NULL);
    rc_matrix_clear(a);
}
END_TEST

START_TEST(identity_and_diagonal_have_their_entries)
{
    static const char *const identity[] = {"1", "0", "0", "1"};
    static const char *const list[] = {"1/2", "pi"};
    static const char *const diagonal[] = {"1/2", "0", "0", "pi"};
    rc_matrix_t m;

    rc_matrix_init_empty(m);
    ck_assert_int_eq(rc_matrix_set_identity(m, 2), RC_OK);
    expect_matrix(m, 2, 2, identity);
    read_matrix(m, 1, 2, list);
    ck_assert_int_eq(rc_matrix_set_diagonal(m, m), RC_OK);
    expect_matrix(m, 2, 2, diagonal);
    ck_assert_int_eq(rc_matrix_set_identity(m, 0), RC_OK);
    expect_matrix(m, 0, 0, NULL);
    rc_matrix_clear(m);
}
END_TEST

START_TEST(bidiagonal_goes_in_exact_equal_steps)
{
    static const char *const rational[] = {
        "1/64", "2", "0",     "0", "0", "11/32", "2", "0",
        "0",    "0", "43/64", "2", "0", "0",     "0", "1",
    };
    static const char *const mixed[] = {
        "pi", "-1", "0", "0", "pi+1/2*(1-pi)", "-1", "0", "0", "1",
    };
    rc_number_t first, last, super;
    rc_matrix_t m;

    rc_number_init(first);
    rc_number_init(last);
    rc_number_init(super);
    rc_matrix_init_empty(m);
    read_number(first, "1/64");
    read_number(last, "1");
    read_number(super, "2");
    ck_assert_int_eq(rc_matrix_set_bidiagonal(m, 4, first, last, super), RC_OK);
    expect_matrix(m, 4, 4, rational);
    /* the numbers may be entries of the matrix that is replaced */
    ck_assert_int_eq(rc_matrix_set_bidiagonal(m, 4, rc_matrix_entry(m, 0, 0),
                                              rc_matrix_entry(m, 3, 3),
                                              rc_matrix_entry(m, 0, 1)),
                     RC_OK);
    expect_matrix(m, 4, 4, rational);
    ck_assert_int_eq(rc_matrix_set_bidiagonal(m, 1, first, last, super), RC_OK);
    expect_matrix(m, 1, 1, rational);
    read_number(first, "pi");
    read_number(super, "-1");
    ck_assert_int_eq(rc_matrix_set_bidiagonal(m, 3, first, last, super), RC_OK);
    expect_matrix(m, 3, 3, mixed);
    ck_assert_int_eq(rc_matrix_set_bidiagonal(m, 0, first, last, super), RC_OK);
    expect_matrix(m, 0, 0, NULL);
    rc_matrix_clear(m);
    rc_number_clear(first);
    rc_number_clear(last);
    rc_number_clear(super);
}
END_TEST

START_TEST(bidiagonal_entries_over_a_cap_are_a_limit)
{
    static const char *const one[] = {"1"};
    rc_number_t first, last;
    rc_matrix_t m;

    rc_number_init(first);
    rc_number_init(last);
    rc_matrix_init_empty(m);
    read_matrix(m, 1, 1, one);
    read_number(first, "1/3^600000");
    read_number(last, "1/5^400000");
    ck_assert_int_eq(rc_matrix_set_bidiagonal(m, 3, first, last, last),
                     RC_LIMIT);
    expect_matrix(m, 1, 1, one);
    rc_matrix_clear(m);
    rc_number_clear(first);
    rc_number_clear(last);
}
END_TEST

START_TEST(blocks_lie_on_the_diagonal)
{
    static const char *const column[] = {"7", "8"};
    static const char *const all[] = {
        "1", "1/2", "pi", "0", "0", "-3", "sqrt(2)", "0",
        "0", "0",   "0",  "7", "0", "0",  "0",       "8",
    };
    rc_matrix_struct blocks[3];
    rc_matrix_t a, b, m;

    rc_matrix_init_empty(a);
    rc_matrix_init_empty(b);
    rc_matrix_init_empty(m);
    read_matrix(a, 2, 3, two_by_three);
    read_matrix(b, 2, 1, column);
    blocks[0] = *a;
    rc_matrix_init_empty(&blocks[1]);
    blocks[2] = *b;
    ck_assert_int_eq(rc_matrix_set_block(m, blocks, 3), RC_OK);
    expect_matrix(m, 4, 4, all);
    ck_assert_int_eq(rc_matrix_set_block(m, blocks, 0), RC_OK);
    expect_matrix(m, 0, 0, NULL);
    rc_matrix_clear(a);
    rc_matrix_clear(b);
    rc_matrix_clear(m);
}
END_TEST

START_TEST(conversions_have_the_entries)
{
    static const char *const rational[] = {"1/3", "2", "-5", "0", "1", "7/2"};
    rc_matrix_t m;
    fmpq_mat_t q;
    arb_mat_t a;
    slong i, j;

    rc_matrix_init_empty(m);
    ck_assert(rc_matrix_is_rational(m));
    read_matrix(m, 2, 3, two_by_three);
    ck_assert(!rc_matrix_is_rational(m));
    read_matrix(m, 2, 3, rational);
    ck_assert(rc_matrix_is_rational(m));
    fmpq_mat_init(q, 2, 3);
    arb_mat_init(a, 2, 3);
    rc_matrix_get_fmpq_mat(q, m);
    rc_matrix_get_arb_mat(a, m, 64);
    for (i = 0; i < 2; i++)
        for (j = 0; j < 3; j++) {
            const rc_number_struct *x = rc_matrix_entry(m, i, j);

            ck_assert(fmpq_equal(fmpq_mat_entry(q, i, j), x->rational));
            ck_assert(arb_contains_fmpq(arb_mat_entry(a, i, j), x->rational));
            ck_assert_int_ge(arb_rel_accuracy_bits(arb_mat_entry(a, i, j)), 60);
        }
    arb_mat_clear(a);
    fmpq_mat_clear(q);
    rc_matrix_clear(m);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("matrix");

    tcase_add_test(tcase, resize_gives_zeros);
    tcase_add_test(tcase, sizes_over_the_cap_change_nothing);
    tcase_add_test(tcase, set_copies_and_may_alias);
    tcase_add_test(tcase, identity_and_diagonal_have_their_entries);
    tcase_add_test(tcase, bidiagonal_goes_in_exact_equal_steps);
    tcase_add_test(tcase, bidiagonal_entries_over_a_cap_are_a_limit);
    tcase_add_test(tcase, blocks_lie_on_the_diagonal);
    tcase_add_test(tcase, conversions_have_the_entries);
    return run_tests(tcase);
}
