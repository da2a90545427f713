/* Semidefinite matrices, norms and inverses, exactly. */

#include "checker/semidefinite.h"
#include "checker_support.h"

static void
set(ck_qmatrix *m, long rows, long cols, const char *const *entries)
{
    ck_qmatrix_init(m);
    ck_qmatrix_resize(m, rows, cols);
    for (long k = 0; k < rows * cols; k++)
        mpq_set_str(m->entries[k], entries[k], 10);
}

#define ENTRIES(...) ((const char *const[]){__VA_ARGS__})

static void
expect_semidefinite(long n, const char *const *entries, int wanted)
{
    ck_qmatrix m;

    set(&m, n, n, entries);
    ck_assert_int_eq(ck_is_semidefinite(&m), wanted);
    ck_qmatrix_clear(&m);
}

START_TEST(small)
{
    expect_semidefinite(1, ENTRIES("0"), 1);
    expect_semidefinite(1, ENTRIES("1/3"), 1);
    expect_semidefinite(1, ENTRIES("-1/1000000"), 0);
    expect_semidefinite(2, ENTRIES("0", "0", "0", "0"), 1);
    expect_semidefinite(2, ENTRIES("0", "1", "1", "0"), 0);
    expect_semidefinite(2, ENTRIES("0", "1/9", "1/9", "5"), 0);
    expect_semidefinite(2, ENTRIES("5", "1/9", "1/9", "0"), 0);
    expect_semidefinite(2, ENTRIES("1/2", "1/3", "1/3", "2/9"), 1);
    expect_semidefinite(2, ENTRIES("1/2", "1/3", "1/3", "21/100"), 0);
    expect_semidefinite(2, ENTRIES("1", "-1", "-1", "1"), 1);
    expect_semidefinite(2, ENTRIES("-1", "0", "0", "1"), 0);
    expect_semidefinite(2, ENTRIES("1", "0", "0", "-1"), 0);
    /* a row of zeros comes first */
    expect_semidefinite(3, ENTRIES("0", "0", "0", "0", "1", "1", "0", "1", "1"),
                        1);
    expect_semidefinite(
        3, ENTRIES("0", "0", "1/7", "0", "1", "1", "1/7", "1", "1"), 0);
    /* what is left after the first pivot is 0 but for one place off it */
    expect_semidefinite(3, ENTRIES("1", "1", "1", "1", "1", "2", "1", "2", "1"),
                        0);
    expect_semidefinite(3, ENTRIES("1", "1", "1", "1", "1", "1", "1", "1", "1"),
                        1);
    expect_semidefinite(
        3, ENTRIES("2", "-1", "0", "-1", "2", "-1", "0", "-1", "2"), 1);
    expect_semidefinite(
        3, ENTRIES("1", "-1", "0", "-1", "2", "-1", "0", "-1", "1"), 1);
    expect_semidefinite(
        3, ENTRIES("1", "-1", "0", "-1", "2", "-1", "0", "-1", "99/100"), 0);
}
END_TEST

/* M M^T of rank r is semidefinite, and no longer so when a diagonal entry of
   its kernel's row loses a little. */
START_TEST(products)
{
    gmp_randstate_t state;

    gmp_randinit_default(state);
    gmp_randseed_ui(state, 20261127);
    for (long n = 1; n <= 8; n++)
        for (long r = 1; r <= n; r++) {
            ck_qmatrix m, turned, p;

            ck_qmatrix_init(&m);
            ck_qmatrix_init(&turned);
            ck_qmatrix_init(&p);
            ck_qmatrix_resize(&m, n, r);
            for (long k = 0; k < n * r; k++) {
                mpq_set_si(m.entries[k], (long)gmp_urandomm_ui(state, 19) - 9,
                           1 + gmp_urandomm_ui(state, 5));
                mpq_canonicalize(m.entries[k]);
            }
            ck_qmatrix_transpose(&turned, &m);
            ck_qmatrix_multiply(&p, &m, &turned);
            ck_assert(ck_is_semidefinite(&p));
            if (r < n) {
                mpq_t little;

                mpq_init(little);
                mpq_set_ui(little, 1, 1000000);
                for (long i = 0; i < n; i++)
                    mpq_sub(*ck_qmatrix_at(&p, i, i), *ck_qmatrix_at(&p, i, i),
                            little);
                ck_assert(!ck_is_semidefinite(&p));
                mpq_clear(little);
            }
            ck_qmatrix_clear(&p);
            ck_qmatrix_clear(&turned);
            ck_qmatrix_clear(&m);
        }
    gmp_randclear(state);
}
END_TEST

static void
expect_norm(long rows, long cols, const char *const *entries,
            const char *square, int wanted)
{
    ck_qmatrix m;
    mpq_t s;

    mpq_init(s);
    mpq_set_str(s, square, 10);
    set(&m, rows, cols, entries);
    ck_assert_int_eq(ck_norm_is_within(&m, s), wanted);
    ck_qmatrix_clear(&m);
    mpq_clear(s);
}

START_TEST(norms)
{
    expect_norm(2, 2, ENTRIES("3/5", "4/5", "-4/5", "3/5"), "1", 1);
    expect_norm(2, 2, ENTRIES("3/5", "4/5", "-4/5", "3/5"), "999999/1000000",
                0);
    expect_norm(2, 2, ENTRIES("0", "2", "0", "0"), "4", 1);
    expect_norm(2, 2, ENTRIES("0", "2", "0", "0"), "399/100", 0);
    expect_norm(1, 2, ENTRIES("3", "4"), "25", 1);
    expect_norm(1, 2, ENTRIES("3", "4"), "2499/100", 0);
    expect_norm(2, 1, ENTRIES("3", "4"), "25", 1);
    expect_norm(2, 1, ENTRIES("3", "4"), "2499/100", 0);
}
END_TEST

static void
expect_inverse(long n, const char *const *entries, int wanted)
{
    ck_qmatrix m, t, p;
    int good;

    set(&m, n, n, entries);
    ck_qmatrix_init(&t);
    ck_qmatrix_init(&p);
    good = ck_qmatrix_invert(&t, &m);
    ck_assert_int_eq(good, wanted);
    if (good) {
        ck_qmatrix_multiply(&p, &t, &m);
        for (long i = 0; i < n; i++)
            for (long j = 0; j < n; j++)
                ck_assert(mpq_cmp_ui(*ck_qmatrix_at(&p, i, j), i == j, 1) == 0);
    }
    ck_qmatrix_clear(&p);
    ck_qmatrix_clear(&t);
    ck_qmatrix_clear(&m);
}

START_TEST(inverses)
{
    expect_inverse(1, ENTRIES("2/3"), 1);
    expect_inverse(1, ENTRIES("0"), 0);
    expect_inverse(2, ENTRIES("0", "1", "1", "0"), 1);
    expect_inverse(2, ENTRIES("1", "2", "3", "4"), 1);
    expect_inverse(2, ENTRIES("1", "2", "2", "4"), 0);
    expect_inverse(3, ENTRIES("0", "0", "1", "2", "0", "0", "0", "1/7", "5"),
                   1);
    expect_inverse(3, ENTRIES("1", "2", "3", "4", "5", "6", "7", "8", "9"), 0);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("semidefinite");

    tcase_add_test(tcase, small);
    tcase_add_test(tcase, products);
    tcase_add_test(tcase, norms);
    tcase_add_test(tcase, inverses);
    return run_checker_tests("semidefinite", tcase);
}
