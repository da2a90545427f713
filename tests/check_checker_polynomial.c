/* The polynomial of the other eigenvalues against determinants. */

#include "checker_support.h"

#include "checker/polynomial.h"

/* d = det(x I - M), by elimination. */
static void
determinant(mpq_t d, const ck_qmatrix *M, const mpq_t x)
{
    const long n = M->rows;
    ck_qmatrix a;
    mpq_t factor;

    ck_qmatrix_init(&a);
    ck_qmatrix_resize(&a, n, n);
    mpq_init(factor);
    for (long i = 0; i < n; i++)
        for (long j = 0; j < n; j++) {
            mpq_neg(*ck_qmatrix_at(&a, i, j), *ck_qmatrix_at(M, i, j));
            if (i == j)
                mpq_add(*ck_qmatrix_at(&a, i, i), *ck_qmatrix_at(&a, i, i), x);
        }
    mpq_set_ui(d, 1, 1);
    for (long k = 0; k < n; k++) {
        long pivot = k;

        while (pivot < n && mpq_sgn(*ck_qmatrix_at(&a, pivot, k)) == 0)
            pivot++;
        if (pivot == n) {
            mpq_set_ui(d, 0, 1);
            break;
        }
        if (pivot != k) {
            mpq_neg(d, d);
            for (long j = 0; j < n; j++)
                mpq_swap(*ck_qmatrix_at(&a, k, j),
                         *ck_qmatrix_at(&a, pivot, j));
        }
        mpq_mul(d, d, *ck_qmatrix_at(&a, k, k));
        for (long i = k + 1; i < n; i++) {
            mpq_div(factor, *ck_qmatrix_at(&a, i, k), *ck_qmatrix_at(&a, k, k));
            for (long j = k; j < n; j++) {
                mpq_t used;

                mpq_init(used);
                mpq_mul(used, factor, *ck_qmatrix_at(&a, k, j));
                mpq_sub(*ck_qmatrix_at(&a, i, j), *ck_qmatrix_at(&a, i, j),
                        used);
                mpq_clear(used);
            }
        }
    }
    mpq_clear(factor);
    ck_qmatrix_clear(&a);
}

/* y = c(x) (x - 1) / leading coefficient */
static void
evaluate(mpq_t y, const ck_polynomial *c, const mpq_t x)
{
    mpq_t term;

    mpq_init(term);
    mpq_set_ui(y, 0, 1);
    for (long k = c->degree; k >= 0; k--) {
        mpq_mul(y, y, x);
        mpq_set_z(term, c->coefficients[k]);
        mpq_add(y, y, term);
    }
    mpq_set_ui(term, 1, 1);
    mpq_sub(term, x, term);
    mpq_mul(y, y, term);
    mpq_set_z(term, c->coefficients[c->degree]);
    mpq_div(y, y, term);
    mpq_clear(term);
}

/* At so many places that both polynomials are the same. */
static void
expect_right(const ck_qmatrix *M)
{
    ck_polynomial c;
    mpq_t x, left, right;

    ck_other_eigenvalues(&c, M);
    ck_assert_int_eq(c.degree, M->rows - 1);
    ck_assert_int_gt(mpz_sgn(c.coefficients[c.degree]), 0);
    mpq_inits(x, left, right, NULL);
    for (long k = 0; k <= M->rows; k++) {
        mpq_set_si(x, 2 * k - 3, 7);
        mpq_canonicalize(x);
        evaluate(left, &c, x);
        determinant(right, M, x);
        ck_assert_msg(mpq_equal(left, right), "%ld x %ld, place %ld", M->rows,
                      M->rows, k);
    }
    mpq_clears(x, left, right, NULL);
    ck_polynomial_clear(&c);
}

/* Rows of weights, not negative, divided by their sum. */
static void
normalise(ck_qmatrix *M)
{
    mpq_t sum;

    mpq_init(sum);
    for (long i = 0; i < M->rows; i++) {
        mpq_set_ui(sum, 0, 1);
        for (long j = 0; j < M->cols; j++)
            mpq_add(sum, sum, *ck_qmatrix_at(M, i, j));
        for (long j = 0; j < M->cols; j++)
            mpq_div(*ck_qmatrix_at(M, i, j), *ck_qmatrix_at(M, i, j), sum);
    }
    mpq_clear(sum);
}

static unsigned long
next_random(unsigned long *state)
{
    *state = *state * 6364136223846793005UL + 1442695040888963407UL;
    return *state >> 33;
}

/* Of every `sparse` entries off the diagonal one is not zero. */
static void
make_random(ck_qmatrix *M, long n, unsigned long sparse, unsigned long *state)
{
    ck_qmatrix_resize(M, n, n);
    for (long i = 0; i < n; i++)
        for (long j = 0; j < n; j++)
            if (i == j || next_random(state) % sparse == 0)
                mpq_set_ui(*ck_qmatrix_at(M, i, j), 1 + next_random(state) % 9,
                           1);
    normalise(M);
}

START_TEST(random_matrices)
{
    unsigned long state = 1;
    ck_qmatrix M;

    ck_qmatrix_init(&M);
    for (long n = 1; n <= 9; n++)
        for (unsigned long sparse = 1; sparse <= 5; sparse++)
            for (int again = 0; again < 4; again++) {
                make_random(&M, n, sparse, &state);
                expect_right(&M);
            }
    ck_qmatrix_clear(&M);
}
END_TEST

/* (I + P) / 2 for the cycle P of three: x^2 - x/2 + 1/4 */
START_TEST(cycle)
{
    ck_qmatrix M;
    ck_polynomial c;

    ck_qmatrix_init(&M);
    ck_qmatrix_resize(&M, 3, 3);
    for (long i = 0; i < 3; i++) {
        mpq_set_ui(*ck_qmatrix_at(&M, i, i), 1, 2);
        mpq_set_ui(*ck_qmatrix_at(&M, i, (i + 1) % 3), 1, 2);
    }
    ck_other_eigenvalues(&c, &M);
    ck_assert_int_eq(c.degree, 2);
    ck_assert_int_eq(mpz_get_si(c.coefficients[0]), 2);
    ck_assert_int_eq(mpz_get_si(c.coefficients[1]), -4);
    ck_assert_int_eq(mpz_get_si(c.coefficients[2]), 8);
    ck_polynomial_clear(&c);
    ck_qmatrix_clear(&M);
}
END_TEST

START_TEST(one_token)
{
    ck_qmatrix M;
    ck_polynomial c;

    ck_qmatrix_init(&M);
    ck_qmatrix_resize(&M, 1, 1);
    mpq_set_ui(*ck_qmatrix_at(&M, 0, 0), 1, 1);
    ck_other_eigenvalues(&c, &M);
    ck_assert_int_eq(c.degree, 0);
    ck_assert_int_gt(mpz_sgn(c.coefficients[0]), 0);
    ck_polynomial_clear(&c);
    ck_qmatrix_clear(&M);
}
END_TEST

/* Denominators that moduli divide, and coefficients of many moduli. */
START_TEST(large_denominators)
{
    mpz_t prime;
    ck_qmatrix M;

    mpz_init(prime);
    mpz_ui_pow_ui(prime, 2, 62);
    mpz_nextprime(prime, prime);
    ck_qmatrix_init(&M);
    ck_qmatrix_resize(&M, 3, 3);
    for (long i = 0; i < 3; i++)
        for (long j = 0; j < 3; j++)
            mpq_set_ui(*ck_qmatrix_at(&M, i, j), (unsigned long)(2 + i * j), 1);
    mpz_sub_ui(mpq_numref(*ck_qmatrix_at(&M, 1, 2)), prime, 5);
    normalise(&M);
    ck_assert(mpz_divisible_p(mpq_denref(*ck_qmatrix_at(&M, 1, 0)), prime));
    expect_right(&M);
    mpz_pow_ui(mpq_numref(*ck_qmatrix_at(&M, 0, 2)), prime, 9);
    mpz_pow_ui(mpq_numref(*ck_qmatrix_at(&M, 2, 1)), prime, 5);
    mpq_set_ui(*ck_qmatrix_at(&M, 2, 2), 7, 1);
    normalise(&M);
    expect_right(&M);
    ck_qmatrix_clear(&M);
    mpz_clear(prime);
}
END_TEST

/* The largest coefficients for their bound: the identity, (x - 1)^n, whose
   denominators are 1, so that n decides alone. */
START_TEST(identities)
{
    ck_qmatrix M;
    ck_polynomial c;
    mpz_t binomial;

    ck_qmatrix_init(&M);
    mpz_init(binomial);
    for (unsigned long n = 56; n <= 70; n++) {
        ck_qmatrix_resize(&M, (long)n, (long)n);
        for (long i = 0; i < M.rows; i++)
            mpq_set_ui(*ck_qmatrix_at(&M, i, i), 1, 1);
        ck_other_eigenvalues(&c, &M);
        for (unsigned long k = 0; k < n; k++) {
            mpz_bin_uiui(binomial, n - 1, k);
            if ((n - 1 - k) % 2 == 1)
                mpz_neg(binomial, binomial);
            ck_assert_int_eq(mpz_cmp(c.coefficients[k], binomial), 0);
        }
        ck_polynomial_clear(&c);
    }
    mpz_clear(binomial);
    ck_qmatrix_clear(&M);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("polynomial");

    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, random_matrices);
    tcase_add_test(tcase, cycle);
    tcase_add_test(tcase, one_token);
    tcase_add_test(tcase, large_denominators);
    tcase_add_test(tcase, identities);
    return run_checker_tests("polynomial", tcase);
}
