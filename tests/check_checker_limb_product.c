/* Products of matrices of long integers, against plain sums. */

#include "checker/limb_product.h"
#include "checker_support.h"

/* Fills count entries of `limbs` limbs with numbers of at most `bits` bits:
   random ones, the greatest one, or 0. */
static void
fill(mp_limb_t *x, size_t count, mp_size_t limbs, size_t bits,
     gmp_randstate_t state)
{
    mpz_t number;

    mpz_init(number);
    memset(x, 0, count * (size_t)limbs * sizeof *x);
    for (size_t k = 0; k < count; k++) {
        mpz_rrandomb(number, state, bits);
        if (gmp_urandomm_ui(state, 4) == 0)
            mpz_ui_pow_ui(number, 2, bits), mpz_sub_ui(number, number, 1);
        else if (gmp_urandomm_ui(state, 4) == 0)
            mpz_set_ui(number, 0);
        memcpy(x + k * (size_t)limbs, mpz_limbs_read(number),
               mpz_size(number) * sizeof *x);
    }
    mpz_clear(number);
}

static void
get(mpz_t x, const mp_limb_t *limbs, mp_size_t count)
{
    mpz_import(x, (size_t)count, -1, sizeof *limbs, 0, 0, limbs);
}

/* Entries of a of `left` bits, of b of `right` bits. */
static void
expect_product(long n, mp_size_t limbs, size_t left, size_t right,
               gmp_randstate_t state)
{
    const size_t count = (size_t)(n * n);
    mp_limb_t *a = calloc(count * (size_t)limbs, sizeof *a);
    mp_limb_t *b = calloc(count * (size_t)limbs, sizeof *b);
    mp_limb_t *c = calloc(2 * count * (size_t)limbs, sizeof *c);
    mpz_t sum, x, y;
    size_t bits = left + right;

    for (long k = 1; k < n; k *= 2)
        bits++;
    ck_assert_uint_le(bits, 128 * (size_t)limbs);
    mpz_inits(sum, x, y, NULL);
    fill(a, count, limbs, left, state);
    fill(b, count, limbs, right, state);
    memset(c, 0xaa, 2 * count * (size_t)limbs * sizeof *c);
    ck_limb_product(c, a, b, n, limbs, bits);
    for (long i = 0; i < n; i++)
        for (long j = 0; j < n; j++) {
            mpz_set_ui(sum, 0);
            for (long k = 0; k < n; k++) {
                get(x, a + (i * n + k) * limbs, limbs);
                get(y, b + (k * n + j) * limbs, limbs);
                mpz_addmul(sum, x, y);
            }
            get(x, c + (i * n + j) * 2 * limbs, 2 * limbs);
            ck_assert_msg(mpz_cmp(x, sum) == 0, "n = %ld, %ld, %ld", n, i, j);
        }
    mpz_clears(sum, x, y, NULL);
    free(c);
    free(b);
    free(a);
}

START_TEST(products)
{
    static const long sizes[] = {1, 2, 3, 31, 32, 33, 65};
    gmp_randstate_t state;

    gmp_randinit_default(state);
    gmp_randseed_ui(state, 20261127);
    for (size_t k = 0; k < sizeof sizes / sizeof *sizes; k++) {
        expect_product(sizes[k], 1, 3, 5, state);
        expect_product(sizes[k], 1, 60, 60, state);
        expect_product(sizes[k], 2, 124, 124, state);
        expect_product(sizes[k], 3, 190, 150, state);
        expect_product(sizes[k], 4, 200, 250, state);
    }
    gmp_randclear(state);
}
END_TEST

/* More terms than a sum holds before it is reduced. */
START_TEST(long_sums)
{
    gmp_randstate_t state;

    gmp_randinit_default(state);
    gmp_randseed_ui(state, 20261128);
    expect_product(255, 1, 28, 28, state);
    expect_product(256, 1, 28, 28, state);
    expect_product(257, 1, 55, 55, state);
    gmp_randclear(state);
}
END_TEST

/* 300 terms of x^2. */
static void
expect_squares(mp_limb_t x)
{
    enum { N = 300 };
    mp_limb_t *a = calloc(N * N, sizeof *a);
    mp_limb_t *c = calloc(2 * N * N, sizeof *c);
    mpz_t sum, found;

    mpz_inits(sum, found, NULL);
    for (long k = 0; k < N * N; k++)
        a[k] = x;
    ck_limb_product(c, a, a, N, 1, 126);
    mpz_set_ui(sum, x);
    mpz_mul(sum, sum, sum);
    mpz_mul_ui(sum, sum, N);
    for (long k = 0; k < N * N; k++) {
        get(found, c + 2 * k, 2);
        ck_assert(mpz_cmp(found, sum) == 0);
    }
    mpz_clears(sum, found, NULL);
    free(c);
    free(a);
}

/* The greatest entries, and the greatest residues of the first modulus. */
START_TEST(greatest)
{
    expect_squares((UINT64_C(1) << 58) - 1);
    expect_squares((UINT64_C(1) << 28) - 2);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("limb_product");

    tcase_set_timeout(tcase, 300);
    tcase_add_test(tcase, products);
    tcase_add_test(tcase, long_sums);
    tcase_add_test(tcase, greatest);
    return run_checker_tests("limb_product", tcase);
}
