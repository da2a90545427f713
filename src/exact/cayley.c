/* The Cayley transform of a skew-symmetric matrix, over the rationals. */

#include <rankcert/exact.h>

/* What the numerators and the common denominator of K may have: sums of many
   small fractions would cost unbounded time. */
enum { INPUT_BITS_MAX = 65536 };

static int
is_skew(const rc_matrix_t K)
{
    fmpq_t sum;
    int skew = K->rows == K->cols && rc_matrix_is_rational(K);

    fmpq_init(sum);
    for (slong i = 0; skew && i < K->rows; i++)
        for (slong j = 0; skew && j <= i; j++) {
            fmpq_add(sum, rc_matrix_entry(K, i, j)->rational,
                     rc_matrix_entry(K, j, i)->rational);
            skew = fmpq_is_zero(sum);
        }
    fmpq_clear(sum);
    return skew;
}

/* den = a common denominator of K. 0 when a number is over the cap. */
static int
find_denominator(fmpz_t den, const rc_matrix_t K)
{
    fmpz_one(den);
    for (slong k = 0; k < K->rows * K->cols; k++) {
        const fmpq *x = K->entries[k].rational;

        if (fmpq_height_bits(x) > INPUT_BITS_MAX)
            return 0;
        fmpz_lcm(den, den, fmpq_denref(x));
        if (fmpz_bits(den) > INPUT_BITS_MAX)
            return 0;
    }
    return 1;
}

/* plus = den (I + K), minus = den (I - K). */
static void
set_sides(fmpz_mat_t plus, fmpz_mat_t minus, const fmpz_t den,
          const rc_matrix_t K)
{
    fmpz_t x;

    fmpz_init(x);
    for (slong i = 0; i < K->rows; i++)
        for (slong j = 0; j < K->cols; j++) {
            const fmpq *entry = rc_matrix_entry(K, i, j)->rational;

            fmpz_divexact(x, den, fmpq_denref(entry));
            fmpz_mul(x, x, fmpq_numref(entry));
            fmpz_set(fmpz_mat_entry(plus, i, j), x);
            fmpz_neg(fmpz_mat_entry(minus, i, j), x);
            if (i == j) {
                fmpz_add(fmpz_mat_entry(plus, i, i), fmpz_mat_entry(plus, i, i),
                         den);
                fmpz_add(fmpz_mat_entry(minus, i, i),
                         fmpz_mat_entry(minus, i, i), den);
            }
        }
    fmpz_clear(x);
}

/* 1 when n^2 fractions of n x n minors of A cannot have more bits than the
   cap (Hadamard). */
static int
is_moderate(const fmpz_mat_t A)
{
    const size_t n = (size_t)fmpz_mat_nrows(A);
    const slong bits = fmpz_mat_max_bits(A);
    const size_t row = (size_t)(bits < 0 ? -bits : bits) + FLINT_BIT_COUNT(n);

    return row <= RC_CAYLEY_MAX_BITS / 2 / n / n / n;
}

/* I + K is invertible: K has imaginary eigenvalues. It commutes with I - K, so
   that the transform is also (I + K)^-1 (I - K). */
static rc_status
solve(rc_matrix_t m, const fmpz_mat_t plus, const fmpz_mat_t minus)
{
    const slong n = fmpz_mat_nrows(plus);
    rc_status status = RC_DOMAIN;
    fmpq_mat_t X;

    fmpq_mat_init(X, n, n);
    if (fmpq_mat_solve_fmpz_mat(X, plus, minus))
        status = rc_matrix_resize(m, n, n);
    for (slong i = 0; status == RC_OK && i < n; i++)
        for (slong j = 0; j < n; j++)
            rc_number_set_fmpq(rc_matrix_entry(m, i, j),
                               fmpq_mat_entry(X, i, j));
    fmpq_mat_clear(X);
    return status;
}

rc_status
rc_matrix_set_cayley(rc_matrix_t m, const rc_matrix_t K)
{
    fmpz_mat_t plus, minus;
    fmpz_t den;
    rc_status status = RC_LIMIT;

    if (!is_skew(K))
        return RC_DOMAIN;
    if (K->rows == 0)
        return rc_matrix_resize(m, 0, 0);
    fmpz_init(den);
    fmpz_mat_init(plus, K->rows, K->rows);
    fmpz_mat_init(minus, K->rows, K->rows);
    if (find_denominator(den, K)) {
        set_sides(plus, minus, den, K);
        if (is_moderate(plus))
            status = solve(m, plus, minus);
    }
    fmpz_mat_clear(minus);
    fmpz_mat_clear(plus);
    fmpz_clear(den);
    return status;
}
