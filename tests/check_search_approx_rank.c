/* The rank that floating point sees, and its pivots. */

#include "search/search.h"

#include "model_support.h"

enum { TRIALS = 200, MOST = 7, PREC = 128 };

/* The minor of X on these rows and columns is not zero. */
static void
expect_minor(const fmpq_mat_t X, const slong *rows, const slong *cols,
             slong rank)
{
    fmpq_mat_t minor;
    fmpq_t det;

    fmpq_mat_init(minor, rank, rank);
    fmpq_init(det);
    for (slong i = 0; i < rank; i++)
        for (slong k = 0; k < rank; k++) {
            ck_assert_int_ge(rows[i], 0);
            ck_assert_int_ge(cols[k], 0);
            ck_assert_int_lt(rows[i], fmpq_mat_nrows(X));
            ck_assert_int_lt(cols[k], fmpq_mat_ncols(X));
            fmpq_set(fmpq_mat_entry(minor, i, k),
                     fmpq_mat_entry(X, rows[i], cols[k]));
        }
    fmpq_mat_det(det, minor);
    ck_assert(!fmpq_is_zero(det));
    fmpq_clear(det);
    fmpq_mat_clear(minor);
}

START_TEST(ranks_of_products_are_seen)
{
    const long trials = random_trials(TRIALS);
    uint64_t state = random_start();
    long deficient = 0;

    for (long trial = 0; trial < trials; trial++) {
        const slong m = 1 + random_below(&state, MOST);
        const slong n = 1 + random_below(&state, MOST);
        const slong k = 1 + random_below(&state, MOST);
        slong rank = -1, rows[MOST], cols[MOST];
        fmpq_mat_t left, right, product, reduced;
        arb_mat_t X;

        fmpq_mat_init(left, m, k);
        fmpq_mat_init(right, k, n);
        fmpq_mat_init(product, m, n);
        fmpq_mat_init(reduced, m, n);
        arb_mat_init(X, m, n);
        random_fmpq_mat(left, &state, 4);
        random_fmpq_mat(right, &state, 4);
        fmpq_mat_mul(product, left, right);
        arb_mat_set_fmpq_mat(X, product, PREC);
        ck_assert_int_eq(
            rc_approx_rank(&rank, rows, cols, X, PREC / 2, NULL, NULL, PREC),
            RC_OK);
        ck_assert_int_eq(rank, fmpq_mat_rref(reduced, product));
        expect_minor(product, rows, cols, rank);
        deficient += rank < m && rank < n;
        arb_mat_clear(X);
        fmpq_mat_clear(reduced);
        fmpq_mat_clear(product);
        fmpq_mat_clear(right);
        fmpq_mat_clear(left);
    }
    printf("%ld of %ld not of full rank\n", deficient, trials);
    ck_assert_int_gt(deficient, 0);
    ck_assert_int_lt(deficient, trials);
}
END_TEST

/* diag(2^40, 2^20, 1, 0): the tolerance is relative to the largest entry. */
START_TEST(the_tolerance_decides)
{
    static const struct {
        slong bits, rank;
    } wanted[] = {{10, 1}, {19, 1}, {21, 2}, {39, 2}, {41, 3}, {2000, 3}};

    for (size_t k = 0; k < sizeof wanted / sizeof *wanted; k++) {
        slong rank = -1, rows[4], cols[4];
        arb_mat_t X;

        arb_mat_init(X, 4, 4);
        for (slong i = 0; i < 3; i++) {
            arb_one(arb_mat_entry(X, i, 3 - i));
            arb_mul_2exp_si(arb_mat_entry(X, i, 3 - i),
                            arb_mat_entry(X, i, 3 - i), 20 * i);
        }
        ck_assert_int_eq(rc_approx_rank(&rank, rows, cols, X, wanted[k].bits,
                                        NULL, NULL, PREC),
                         RC_OK);
        ck_assert_int_eq(rank, wanted[k].rank);
        for (slong i = 0; i < rank; i++) {
            ck_assert_int_eq(rows[i], 2 - i);
            ck_assert_int_eq(cols[i], 1 + i);
        }
        arb_mat_clear(X);
    }
}
END_TEST

START_TEST(zero_has_rank_zero)
{
    slong rank = -1, rows[2], cols[2];
    arb_mat_t X;

    arb_mat_init(X, 2, 3);
    ck_assert_int_eq(rc_approx_rank(&rank, rows, cols, X, 50, NULL, NULL, PREC),
                     RC_OK);
    ck_assert_int_eq(rank, 0);
    arb_mat_clear(X);
}
END_TEST

/* Radii are not looked at, entries that are not finite are never pivots. */
START_TEST(midpoints_alone_count)
{
    slong rank = -1, rows[2], cols[2];
    arb_mat_t X;

    arb_mat_init(X, 2, 2);
    arb_mat_one(X);
    widen(X, -5);
    ck_assert_int_eq(rc_approx_rank(&rank, rows, cols, X, 50, NULL, NULL, PREC),
                     RC_OK);
    ck_assert_int_eq(rank, 2);
    arb_indeterminate(arb_mat_entry(X, 0, 0));
    ck_assert_int_eq(rc_approx_rank(&rank, rows, cols, X, 50, NULL, NULL, PREC),
                     RC_OK);
    ck_assert_int_ge(rank, 1);
    ck_assert_int_eq(rows[0], 1);
    ck_assert_int_eq(cols[0], 1);
    arb_mat_clear(X);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        ranks_of_products_are_seen,
        the_tolerance_decides,
        zero_has_rank_zero,
        midpoints_alone_count,
    };

    return RUN_TESTS("approximate rank", tests);
}
