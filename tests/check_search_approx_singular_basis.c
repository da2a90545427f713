/* The proposed basis is orthogonal and makes the rows orthogonal, relative to
   their lengths. */

#include "search/search.h"

#include "model_support.h"

enum { TRIALS = 150, MOST = 7 };

/* The rows of R are orthogonal to 2^-bits of their lengths; with `unit` they
   have length one, too. */
static void
expect_orthogonal(const arb_mat_t R, int unit, slong bits)
{
    const slong n = arb_mat_nrows(R), m = arb_mat_ncols(R), prec = 4096;
    arb_t dot, left, right;

    arb_init(dot);
    arb_init(left);
    arb_init(right);
    for (slong i = 0; i < n; i++)
        for (slong k = unit ? i : i + 1; k < n; k++) {
            arb_srcptr p = arb_mat_entry(R, i, 0), q = arb_mat_entry(R, k, 0);

            arb_dot(dot, NULL, 0, p, 1, q, 1, m, prec);
            arb_dot(left, NULL, 0, p, 1, p, 1, m, prec);
            arb_dot(right, NULL, 0, q, 1, q, 1, m, prec);
            if (unit && i == k)
                arb_sub_ui(dot, dot, 1, prec);
            if (unit)
                arb_one(left);
            else
                arb_mul(left, left, right, prec);
            arb_sqr(dot, dot, prec);
            arb_mul_2exp_si(dot, dot, 2 * bits);
            ck_assert(arb_le(dot, left));
        }
    arb_clear(right);
    arb_clear(left);
    arb_clear(dot);
}

/* Z = Q^T X or Q^T X^T, from the midpoints, without rounding to speak of. */
static void
check_basis(const arb_mat_t X, slong prec, slong noise)
{
    const slong rows = arb_mat_nrows(X), cols = arb_mat_ncols(X);
    const slong n = rows < cols ? rows : cols, m = rows < cols ? cols : rows;
    arb_mat_t Q, left, wide, Z;

    arb_mat_init(Q, n, n);
    arb_mat_init(left, n, n);
    arb_mat_init(wide, n, m);
    arb_mat_init(Z, n, m);
    ck_assert_int_eq(rc_approx_singular_basis(Q, X, NULL, NULL, prec), RC_OK);
    ck_assert(arb_mat_is_exact(Q));
    ck_assert(arb_mat_is_finite(Q));
    arb_mat_transpose(left, Q);
    expect_orthogonal(left, 1, prec - 20);
    if (rows > cols)
        arb_mat_transpose(wide, X);
    else
        arb_mat_set(wide, X);
    arb_mat_mul(Z, left, wide, 8192);
    expect_orthogonal(Z, 0, prec - noise);
    arb_mat_clear(Z);
    arb_mat_clear(wide);
    arb_mat_clear(left);
    arb_mat_clear(Q);
}

START_TEST(random_matrices_get_orthogonal_rows)
{
    const long trials = random_trials(TRIALS);
    uint64_t state = random_start();

    for (long trial = 0; trial < trials; trial++) {
        const slong rows = 1 + random_below(&state, MOST);
        const slong cols = 1 + random_below(&state, MOST);
        const slong prec = 64L << random_below(&state, 4);
        arb_mat_t X;

        /* integers of up to 40 bits: of full rank, and well conditioned but
           for rare accidents, which `noise` leaves room for */
        arb_mat_init(X, rows, cols);
        for (slong e = 0; e < rows * cols; e++)
            arb_set_si(arb_mat_entry(X, e / cols, e % cols),
                       random_below(&state, 1L << 40) - (1L << 39));
        check_basis(X, prec, 40);
        arb_mat_clear(X);
    }
}
END_TEST

/* Rows of lengths 2^0, 2^-100, ...: small values are as good as large ones,
   given enough bits. */
START_TEST(graded_matrices_get_orthogonal_rows)
{
    uint64_t state = random_start();

    for (slong n = 2; n <= 6; n++) {
        arb_mat_t X;

        arb_mat_init(X, n, n + 1);
        for (slong i = 0; i < n; i++)
            for (slong k = 0; k <= n; k++) {
                arb_ptr x = arb_mat_entry(X, i, k);

                arb_set_si(x, 1 + random_below(&state, 1000));
                arb_mul_2exp_si(x, x, -100 * i);
            }
        check_basis(X, 2048, 1200);
        arb_mat_clear(X);
    }
}
END_TEST

START_TEST(special_matrices_get_a_basis)
{
    static const slong shapes[][2] = {{1, 1}, {1, 5}, {5, 1}, {3, 3}, {4, 2}};

    for (size_t k = 0; k < sizeof shapes / sizeof *shapes; k++) {
        arb_mat_t X;

        arb_mat_init(X, shapes[k][0], shapes[k][1]);
        check_basis(X, 64, 20); /* zero */
        arb_mat_one(X);
        check_basis(X, 64, 20); /* orthogonal already */
        arb_mat_clear(X);
    }
}
END_TEST

/* Not finite: it ends, and proposes something of no use. */
START_TEST(what_is_not_finite_ends)
{
    arb_mat_t X, Q;

    arb_mat_init(X, 3, 3);
    arb_mat_init(Q, 3, 3);
    for (slong e = 0; e < 9; e++)
        arb_set_si(arb_mat_entry(X, e / 3, e % 3), e * e);
    arb_indeterminate(arb_mat_entry(X, 1, 1));
    ck_assert_int_eq(rc_approx_singular_basis(Q, X, NULL, NULL, 64), RC_OK);
    arb_pos_inf(arb_mat_entry(X, 1, 1));
    ck_assert_int_eq(rc_approx_singular_basis(Q, X, NULL, NULL, 64), RC_OK);
    arb_mat_clear(Q);
    arb_mat_clear(X);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        random_matrices_get_orthogonal_rows,
        graded_matrices_get_orthogonal_rows,
        special_matrices_get_a_basis,
        what_is_not_finite_ends,
    };

    return RUN_TESTS("approximate singular basis", tests);
}
