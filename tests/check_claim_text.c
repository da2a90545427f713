/* Growing texts. */

#include "claim/text.h"
#include "claim_support.h"

static void
set_size(rc_matrix_t m, slong rows, slong cols)
{
    rc_matrix_init_empty(m);
    ck_assert_int_eq(rc_matrix_resize(m, rows, cols), RC_OK);
}

static void
expect_taken(rc_text *text, const char *expected)
{
    char *bytes = rc_text_take(text);

    ck_assert_ptr_nonnull(bytes);
    ck_assert_str_eq(bytes, expected);
    ck_assert_ptr_null(text->bytes);
    ck_assert_uint_eq(text->length, 0);
    free(bytes);
}

START_TEST(an_empty_text_is_taken_as_no_characters)
{
    rc_text text;

    rc_text_init(&text);
    expect_taken(&text, "");
}
END_TEST

START_TEST(pieces_of_every_length_are_joined)
{
    char expected[20001] = "";
    rc_text text;
    size_t length = 0;

    rc_text_init(&text);
    for (int k = 0; k < 190; k++) {
        rc_text_add(&text, "%*d", k, k % 10);
        length += (size_t)snprintf(expected + length, sizeof expected - length,
                                   "%*d", k, k % 10);
        ck_assert_uint_eq(text.length, length);
    }
    expect_taken(&text, expected);
    rc_text_add(&text, "again");
    expect_taken(&text, "again");
}
END_TEST

START_TEST(clearing_forgets_what_was_there)
{
    rc_text text;

    rc_text_init(&text);
    rc_text_add(&text, "%s", "something");
    rc_text_clear(&text);
    rc_text_clear(&text);
    expect_taken(&text, "");
}
END_TEST

START_TEST(a_text_that_lost_memory_is_not_handed_over)
{
    rc_text text;

    rc_text_init(&text);
    rc_text_add(&text, "half");
    text.lost = 1;
    ck_assert_ptr_null(rc_text_take(&text));
    expect_taken(&text, "");
}
END_TEST

START_TEST(numbers_and_matrices_are_written_exactly)
{
    rc_matrix_t m;
    rc_text text;

    set_size(m, 2, 3);
    for (slong k = 0; k < 6; k++) {
        fmpq_t q;

        fmpq_init(q);
        fmpq_set_si(q, k - 2, 3);
        rc_number_set_fmpq(rc_matrix_entry(m, k / 3, k % 3), q);
        fmpq_clear(q);
    }
    rc_text_init(&text);
    rc_text_add_number(&text, rc_matrix_entry(m, 0, 0));
    rc_text_add(&text, " of ");
    rc_text_add_matrix(&text, m);
    expect_taken(&text, "-2/3 of [[-2/3, -1/3, 0], [1/3, 2/3, 1]]");
    rc_matrix_clear(m);
}
END_TEST

START_TEST(large_matrices_are_told_by_their_size)
{
    rc_matrix_t m;
    rc_text text;
    char *shown;

    rc_text_init(&text);
    set_size(m, 257, 1);
    rc_text_add_matrix(&text, m);
    expect_taken(&text, "a 257 by 1 matrix");
    rc_matrix_clear(m);
    set_size(m, 1, 256);
    rc_text_add_matrix(&text, m);
    shown = rc_text_take(&text);
    ck_assert_uint_eq(strlen(shown), 256 * 3 + 2);
    free(shown);
    rc_matrix_clear(m);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("text");

    tcase_add_test(tcase, an_empty_text_is_taken_as_no_characters);
    tcase_add_test(tcase, pieces_of_every_length_are_joined);
    tcase_add_test(tcase, clearing_forgets_what_was_there);
    tcase_add_test(tcase, a_text_that_lost_memory_is_not_handed_over);
    tcase_add_test(tcase, numbers_and_matrices_are_written_exactly);
    tcase_add_test(tcase, large_matrices_are_told_by_their_size);
    return run_claim_tests(tcase);
}
