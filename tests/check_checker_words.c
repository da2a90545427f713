/* Texts that grow, and numbers in them. */

#include "checker_support.h"

static void
set(ck_number *x, const char *text)
{
    const char *why;

    ck_assert_msg(
        ck_number_parse(x, text, strlen(text), 1, &ck_default_limits, &why),
        "%s", text);
}

static void
expect_number(const char *number, const char *words)
{
    ck_words w = {NULL, 0, 0};
    ck_number x;

    ck_number_init(&x);
    set(&x, number);
    ck_words_add_number(&w, &x);
    ck_assert_str_eq(w.bytes, words);
    ck_number_clear(&x);
    ck_words_clear(&w);
}

START_TEST(texts_grow)
{
    ck_words w = {NULL, 0, 0};

    ck_words_add(&w, "%s", "");
    ck_assert_str_eq(w.bytes, "");
    for (size_t k = 0; k < 5000; k++) {
        ck_words_add(&w, "%c", (int)('a' + k % 26));
        ck_assert_uint_eq(w.length, k + 1);
        ck_assert_uint_eq(strlen(w.bytes), k + 1);
    }
    ck_words_add(&w, "%5000s", "z");
    ck_assert_uint_eq(w.length, 10000);
    for (size_t k = 0; k < 5000; k++)
        ck_assert_int_eq(w.bytes[k], (int)('a' + k % 26));
    ck_words_clear(&w);
    ck_assert_ptr_null(w.bytes);
    ck_words_add(&w, "again %d", 1);
    ck_assert_str_eq(w.bytes, "again 1");
    ck_words_clear(&w);
}
END_TEST

START_TEST(numbers)
{
    expect_number("0", "0");
    expect_number("-2/3", "-2/3");
    expect_number("sqrt(2)", "sqrt(2)");
    expect_number("exp(1-sqrt(2))", "exp(1-sqrt(2))");
    expect_number("1000000000000000000000000000000000000000000000000000000000"
                  "00000000000000000000000000000",
                  "(a number of 87 characters)");
}
END_TEST

START_TEST(matrices)
{
    ck_words w = {NULL, 0, 0};
    ck_matrix m;

    ck_matrix_init(&m);
    ck_words_add_matrix(&w, &m);
    ck_assert_str_eq(w.bytes, "a 0 x 0 matrix");
    ck_words_clear(&w);
    ck_matrix_resize(&m, 2, 2);
    set(ck_matrix_at(&m, 0, 1), "1/2");
    set(ck_matrix_at(&m, 1, 0), "sqrt(2)");
    ck_words_add_matrix(&w, &m);
    ck_assert_str_eq(w.bytes, "[[0, 1/2], [sqrt(2), 0]]");
    ck_words_clear(&w);
    ck_matrix_resize(&m, 8, 8);
    ck_words_add_matrix(&w, &m);
    ck_assert_uint_eq(w.length, 8 * (2 + 8 + 14) + 14 + 2);
    ck_words_clear(&w);
    ck_matrix_resize(&m, 5, 13);
    ck_words_add_matrix(&w, &m);
    ck_assert_str_eq(w.bytes, "a 5 x 13 matrix");
    ck_words_clear(&w);
    ck_matrix_clear(&m);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("words");

    tcase_add_test(tcase, texts_grow);
    tcase_add_test(tcase, numbers);
    tcase_add_test(tcase, matrices);
    return run_checker_tests("checker words", tcase);
}
