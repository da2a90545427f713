/* Approximate inverses, and proofs that there is one. */

#include "checker_interval.h"

#include "checker/interval.h"

static void
expect_invertible(long n, const char *const *entries, int expected)
{
    ck_imatrix m;

    read_imatrix(&m, n, n, 64, entries);
    ck_assert_int_eq(ck_imatrix_is_invertible(&m), expected);
    ck_imatrix_clear(&m);
}

START_TEST(inverses)
{
    static const char *const entries[] = {"0", "2", "1", "1", "1",
                                          "0", "4", "0", "3"};
    /* Of [[0, 2, 1], [1, 1, 0], [4, 0, 3]], determinant -10. */
    static const char *const inverse[] = {"-0.3", "0.6", "0.1",  "0.3", "0.4",
                                          "-0.1", "0.4", "-0.8", "0.2"};
    ck_imatrix m, y, expected;

    read_imatrix(&m, 3, 3, 64, entries);
    read_imatrix(&expected, 3, 3, 64, inverse);
    ck_imatrix_init(&y, 3, 3, 64);
    ck_assert(ck_imatrix_approx_inverse(&y, &m));
    for (long k = 0; k < 9; k++) {
        mpfi_sub(y.entries[k], y.entries[k], expected.entries[k]);
        ck_assert(fabs(mpfr_get_d(&y.entries[k]->left, MPFR_RNDN)) < 1e-17);
        ck_assert(fabs(mpfr_get_d(&y.entries[k]->right, MPFR_RNDN)) < 1e-17);
    }
    ck_imatrix_clear(&expected);
    ck_imatrix_clear(&y);
    ck_imatrix_clear(&m);
}
END_TEST

START_TEST(no_inverse)
{
    static const char *const singular[] = {"1", "2", "2", "4"};
    static const char *const zero[] = {"0"};
    ck_imatrix m, y;

    ck_imatrix_init(&y, 2, 2, 64);
    read_imatrix(&m, 2, 2, 64, singular);
    ck_assert(!ck_imatrix_approx_inverse(&y, &m));
    mpfr_set_nan(&ck_imatrix_at(&m, 0, 0)->left);
    ck_assert(!ck_imatrix_is_invertible(&m));
    ck_imatrix_clear(&m);
    ck_imatrix_clear(&y);
    expect_invertible(2, singular, 0);
    expect_invertible(1, zero, 0);
}
END_TEST

/* Columns without pivots before others with. */
START_TEST(no_pivot_at_first)
{
    static const char *const entries[] = {"0", "0", "0", "1"};
    ck_imatrix m, y;

    ck_imatrix_init(&y, 2, 2, 64);
    read_imatrix(&m, 2, 2, 64, entries);
    ck_assert(!ck_imatrix_approx_inverse(&y, &m));
    /* and pivots with what is no number beside them */
    mpfi_set_ui(ck_imatrix_at(&m, 0, 0), 1);
    mpfr_set_nan(&ck_imatrix_at(&m, 0, 1)->left);
    ck_assert(!ck_imatrix_approx_inverse(&y, &m));
    ck_imatrix_clear(&m);
    ck_imatrix_clear(&y);
}
END_TEST

/* With any but the greatest pivots 64 bits would not do. */
START_TEST(pivots)
{
    static const char *const small_first[] = {"1e-30", "1", "1", "1"};
    static const char *const small_last[] = {"1", "1", "1e-30", "1"};
    static const char *const small_around[] = {"1e-30", "1",     "1", "1", "1",
                                               "2",     "1e-30", "1", "3"};

    expect_invertible(2, small_first, 1);
    expect_invertible(2, small_last, 1);
    expect_invertible(3, small_around, 1);
}
END_TEST

START_TEST(points)
{
    static const char *const swap[] = {"0", "1", "1", "0"};
    static const char *const nearly[] = {"1", "1", "1", "1.0000000000000001"};

    expect_invertible(2, swap, 1);
    expect_invertible(2, nearly, 1);
}
END_TEST

/* [1 - r, 1 + r] holds zero from r = 1 on. */
START_TEST(intervals)
{
    static const char *const thin[] = {"0.5..1.5"};
    static const char *const touching[] = {"0..2"};
    static const char *const wide[] = {"-0.5..2.5"};
    /* The second holds [[1, 1], [1, 1]]. */
    static const char *const good[] = {"1", "0..0.75", "0..0.75", "1"};
    static const char *const bad[] = {"1", "0..1", "0..1", "1"};
    static const char *const negative[] = {"-1.5..-0.5"};

    expect_invertible(1, thin, 1);
    expect_invertible(1, negative, 1);
    expect_invertible(1, touching, 0);
    expect_invertible(1, wide, 0);
    expect_invertible(2, good, 1);
    expect_invertible(2, bad, 0);
}
END_TEST

/* Every row counts, not the first alone. */
START_TEST(every_row)
{
    static const char *const last[] = {"1", "0", "0", "0..2"};
    static const char *const first[] = {"0..2", "0", "0", "1"};

    expect_invertible(2, last, 0);
    expect_invertible(2, first, 0);
}
END_TEST

START_TEST(hilbert)
{
    ck_imatrix m;

    for (int fine = 0; fine < 2; fine++) {
        ck_imatrix_init(&m, 24, 24, fine ? 256 : 64);
        for (long i = 0; i < 24; i++)
            for (long j = 0; j < 24; j++) {
                mpfi_ptr x = ck_imatrix_at(&m, i, j);

                mpfi_set_ui(x, 1);
                mpfi_div_ui(x, x, (unsigned long)(i + j + 1));
            }
        ck_assert_int_eq(ck_imatrix_is_invertible(&m), fine);
        ck_imatrix_clear(&m);
    }
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("inverse");

    tcase_add_test(tcase, inverses);
    tcase_add_test(tcase, no_inverse);
    tcase_add_test(tcase, no_pivot_at_first);
    tcase_add_test(tcase, pivots);
    tcase_add_test(tcase, points);
    tcase_add_test(tcase, intervals);
    tcase_add_test(tcase, every_row);
    tcase_add_test(tcase, hilbert);
    return run_checker_tests("inverse", tcase);
}
