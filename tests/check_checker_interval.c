/* Interval matrices, and how intervals are written. */

#include "checker_interval.h"

START_TEST(fresh_matrices_are_zero)
{
    ck_imatrix m;

    ck_imatrix_init(&m, 2, 3, 100);
    ck_assert_int_eq(m.rows, 2);
    ck_assert_int_eq(m.cols, 3);
    for (long i = 0; i < 2; i++)
        for (long j = 0; j < 3; j++) {
            ck_assert(mpfi_is_zero(ck_imatrix_at(&m, i, j)));
            ck_assert_int_eq(mpfi_get_prec(ck_imatrix_at(&m, i, j)), 100);
        }
    ck_assert(ck_imatrix_is_bounded(&m));
    ck_imatrix_clear(&m);
    ck_imatrix_clear(&m);
    ck_imatrix_init(&m, 0, 0, 100);
    ck_imatrix_clear(&m);
}
END_TEST

START_TEST(rows_follow_each_other)
{
    static const char *const entries[] = {"1", "2", "3", "4", "5", "6"};
    ck_imatrix m, copy;

    read_imatrix(&m, 2, 3, 53, entries);
    ck_imatrix_init(&copy, 2, 3, 53);
    ck_imatrix_set(&copy, &m);
    ck_assert(mpfi_cmp_ui(ck_imatrix_at(&copy, 0, 2), 3) == 0);
    ck_assert(mpfi_cmp_ui(ck_imatrix_at(&copy, 1, 0), 4) == 0);
    ck_imatrix_clear(&copy);
    ck_imatrix_clear(&m);
}
END_TEST

/* On either side, in any entry. */
START_TEST(unbounded)
{
    mpfi_t x;
    ck_imatrix m;

    mpfi_init2(x, 53);
    for (int right = 0; right < 2; right++)
        for (int kind = 0; kind < 3; kind++) {
            mpfr_ptr end;

            mpfi_set_ui(x, 1);
            ck_assert(ck_is_bounded(x));
            end = right ? &x->right : &x->left;
            if (kind == 0)
                mpfr_set_nan(end);
            else
                mpfr_set_inf(end, kind == 1 ? 1 : -1);
            ck_assert(!ck_is_bounded(x));
            for (long k = 0; k < 4; k++) {
                ck_imatrix_init(&m, 2, 2, 53);
                mpfi_set(m.entries[k], x);
                ck_assert(!ck_imatrix_is_bounded(&m));
                ck_imatrix_clear(&m);
            }
        }
    mpfi_clear(x);
}
END_TEST

START_TEST(enclosures)
{
    static const char *const texts[] = {"1/3", "sqrt(2)"};
    const char *why;
    ck_matrix exact;
    ck_qmatrix rational;
    ck_imatrix m;

    ck_matrix_init(&exact);
    ck_matrix_resize(&exact, 1, 2);
    for (long k = 0; k < 2; k++)
        ck_assert(ck_number_parse(&exact.entries[k], texts[k], strlen(texts[k]),
                                  1, &ck_default_limits, &why));
    ck_imatrix_init(&m, 1, 2, 53);
    ck_assert(ck_imatrix_enclose(&m, &exact));
    ck_assert(mpfi_is_inside_d(1.0 / 3, m.entries[0]));
    ck_assert(mpfr_less_p(&m.entries[0]->left, &m.entries[0]->right));
    ck_assert(mpfi_is_inside_d(sqrt(2), m.entries[1]));
    /* No digit of its argument is known: no bounded enclosure. */
    ck_assert(ck_number_parse(&exact.entries[1], "1/sin(pi)", 9, 0,
                              &ck_default_limits, &why));
    ck_assert(!ck_imatrix_enclose(&m, &exact));
    ck_matrix_clear(&exact);
    ck_qmatrix_init(&rational);
    ck_qmatrix_resize(&rational, 1, 2);
    mpq_set_si(*ck_qmatrix_at(&rational, 0, 0), -2, 3);
    ck_imatrix_set_rationals(&m, &rational);
    ck_assert(mpfi_is_inside_d(-2.0 / 3, m.entries[0]));
    ck_assert(mpfi_is_strictly_neg(m.entries[0]));
    ck_assert(mpfi_is_zero(m.entries[1]));
    ck_qmatrix_clear(&rational);
    ck_imatrix_clear(&m);
}
END_TEST

START_TEST(written)
{
    char text[80];
    mpfi_t x;

    mpfi_init2(x, 200);
    mpfi_set_ui(x, 1);
    mpfi_div_ui(x, x, 3);
    ck_interval_text(text, x);
    ck_assert_str_eq(text, "[0.333333333333, 0.333333333334]");
    mpfi_neg(x, x);
    ck_interval_text(text, x);
    ck_assert_str_eq(text, "[-0.333333333334, -0.333333333333]");
    mpfi_set_ui(x, 2);
    ck_interval_text(text, x);
    ck_assert_str_eq(text, "[2, 2]");
    mpfr_set_inf(&x->left, -1);
    mpfr_set_nan(&x->right);
    ck_interval_text(text, x);
    ck_assert_str_eq(text, "[-inf, nan]");
    mpfr_set_ui_2exp(&x->right, 1, -1000000000, MPFR_RNDN);
    mpfr_neg(&x->left, &x->right, MPFR_RNDN);
    ck_interval_text(text, x);
    ck_assert_uint_lt(strlen(text), 79);
    mpfi_clear(x);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("interval");

    tcase_add_test(tcase, fresh_matrices_are_zero);
    tcase_add_test(tcase, rows_follow_each_other);
    tcase_add_test(tcase, unbounded);
    tcase_add_test(tcase, enclosures);
    tcase_add_test(tcase, written);
    return run_checker_tests("interval", tcase);
}
