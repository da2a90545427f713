/* The Cayley transform, by what defines it: Q (I + K) = I - K. */

#include "exact_support.h"

#include "random.h"

/* m (initialised) = rows x cols zeros. */
static void
start_zero(rc_matrix_t m, slong rows, slong cols)
{
    rc_matrix_init_empty(m);
    ck_assert_int_eq(rc_matrix_resize(m, rows, cols), RC_OK);
}

/* K_ij = x and K_ji = -x. */
static void
set_pair(rc_matrix_t K, slong i, slong j, const fmpq_t x)
{
    fmpq_t y;

    fmpq_init(y);
    fmpq_neg(y, x);
    rc_number_set_fmpq(rc_matrix_entry(K, i, j), x);
    rc_number_set_fmpq(rc_matrix_entry(K, j, i), y);
    fmpq_clear(y);
}

static void
set_text(rc_matrix_t m, slong i, slong j, const char *text)
{
    read_number(rc_matrix_entry(m, i, j), text);
}

static void
expect_text(const rc_matrix_t m, slong i, slong j, const char *text)
{
    char *found = rc_number_get_text(rc_matrix_entry(m, i, j));

    ck_assert_ptr_nonnull(found);
    ck_assert_str_eq(found, text);
    free(found);
}

START_TEST(a_rotation_of_the_plane)
{
    rc_matrix_t K;

    start_zero(K, 2, 2);
    set_text(K, 0, 1, "1/2");
    set_text(K, 1, 0, "-1/2");
    ck_assert_int_eq(rc_matrix_set_cayley(K, K), RC_OK); /* in place */
    expect_text(K, 0, 0, "3/5");
    expect_text(K, 0, 1, "-4/5");
    expect_text(K, 1, 0, "4/5");
    expect_text(K, 1, 1, "3/5");
    rc_matrix_clear(K);
}
END_TEST

START_TEST(zero_gives_the_identity)
{
    rc_matrix_t K, Q;

    rc_matrix_init_empty(Q);
    for (slong n = 0; n <= 3; n++) {
        start_zero(K, n, n);
        ck_assert_int_eq(rc_matrix_set_cayley(Q, K), RC_OK);
        ck_assert_int_eq(Q->rows, n);
        ck_assert_int_eq(Q->cols, n);
        for (slong i = 0; i < n; i++)
            for (slong j = 0; j < n; j++)
                expect_text(Q, i, j, i == j ? "1" : "0");
        rc_matrix_clear(K);
    }
    rc_matrix_clear(Q);
}
END_TEST

/* Q (I + K) = I - K and Q Q^T = I. */
static void
expect_transform(const rc_matrix_t Q, const rc_matrix_t K)
{
    const slong n = K->rows;
    fmpq_mat_t q, k, one, sum, difference, product;

    ck_assert_int_eq(Q->rows, n);
    ck_assert_int_eq(Q->cols, n);
    fmpq_mat_init(q, n, n);
    fmpq_mat_init(k, n, n);
    fmpq_mat_init(one, n, n);
    fmpq_mat_init(sum, n, n);
    fmpq_mat_init(difference, n, n);
    fmpq_mat_init(product, n, n);
    rc_matrix_get_fmpq_mat(q, Q);
    rc_matrix_get_fmpq_mat(k, K);
    fmpq_mat_one(one);
    fmpq_mat_add(sum, one, k);
    fmpq_mat_sub(difference, one, k);
    fmpq_mat_mul(product, q, sum);
    ck_assert(fmpq_mat_equal(product, difference));
    fmpq_mat_transpose(k, q);
    fmpq_mat_mul(product, q, k);
    ck_assert(fmpq_mat_equal(product, one));
    fmpq_mat_clear(product);
    fmpq_mat_clear(difference);
    fmpq_mat_clear(sum);
    fmpq_mat_clear(one);
    fmpq_mat_clear(k);
    fmpq_mat_clear(q);
}

START_TEST(random_transforms_are_what_they_should_be)
{
    uint64_t state = random_start();
    const long trials = random_trials(100);

    for (long trial = 0; trial < trials; trial++) {
        const slong n = 1 + random_below(&state, 7);
        rc_matrix_t K, Q;
        fmpq_t x;

        fmpq_init(x);
        start_zero(K, n, n);
        rc_matrix_init_empty(Q);
        for (slong i = 0; i < n; i++)
            for (slong j = 0; j < i; j++) {
                fmpq_set_si(x, random_below(&state, 41) - 20,
                            (ulong)(1 + random_below(&state, 12)));
                set_pair(K, i, j, x);
            }
        ck_assert_int_eq(rc_matrix_set_cayley(Q, K), RC_OK);
        expect_transform(Q, K);
        rc_matrix_clear(Q);
        rc_matrix_clear(K);
        fmpq_clear(x);
    }
}
END_TEST

/* K is refused with this status, and the target stays as it was. */
static void
refuse(rc_matrix_t K, rc_status status)
{
    rc_matrix_t Q;

    start_zero(Q, 1, 1);
    set_text(Q, 0, 0, "7");
    ck_assert_int_eq(rc_matrix_set_cayley(Q, K), status);
    ck_assert_int_eq(Q->rows, 1);
    expect_text(Q, 0, 0, "7");
    rc_matrix_clear(Q);
    rc_matrix_clear(K);
}

START_TEST(other_matrices_are_refused)
{
    rc_matrix_t K;

    start_zero(K, 2, 3);
    refuse(K, RC_DOMAIN);
    start_zero(K, 2, 2);
    set_text(K, 1, 1, "1/1000000000000");
    refuse(K, RC_DOMAIN);
    start_zero(K, 2, 2);
    set_text(K, 0, 1, "1");
    set_text(K, 1, 0, "-1.000000000000000000000000000001");
    refuse(K, RC_DOMAIN);
    start_zero(K, 2, 2);
    set_text(K, 0, 1, "sqrt(2)");
    set_text(K, 1, 0, "-sqrt(2)");
    refuse(K, RC_DOMAIN);
}
END_TEST

/* A 2 x 2 matrix with these two numbers, or 3 x 3 with one pair each. */
static void
start_large(rc_matrix_t K, const char *first, const char *second)
{
    const slong n = second == NULL ? 2 : 3;
    rc_number_t x;

    start_zero(K, n, n);
    rc_number_init(x);
    read_number(x, first);
    set_pair(K, 0, 1, x->rational);
    if (second != NULL) {
        read_number(x, second);
        set_pair(K, 1, 2, x->rational);
    }
    rc_number_clear(x);
}

START_TEST(large_numbers_are_capped)
{
    rc_matrix_t K, Q;

    start_large(K, "2^65535", NULL);
    rc_matrix_init_empty(Q);
    ck_assert_int_eq(rc_matrix_set_cayley(Q, K), RC_OK);
    expect_transform(Q, K);
    rc_matrix_clear(Q);
    rc_matrix_clear(K);
    start_large(K, "2^65536", NULL);
    refuse(K, RC_LIMIT);
    start_large(K, "1/2^65536", NULL);
    refuse(K, RC_LIMIT);
    /* each is small enough, their common denominator is not */
    start_large(K, "1/2^40000", "1/3^20000");
    refuse(K, RC_LIMIT);
}
END_TEST

/* 64 rows, whose minors have at most 64 (249 + 7) bits: 2 * 64^2 of them fill
   2^27 bits exactly. */
START_TEST(large_results_are_capped)
{
    rc_matrix_t K, Q;
    fmpq_t x;

    fmpq_init(x);
    fmpq_one(x);
    fmpq_mul_2exp(x, x, 248);
    start_zero(K, 64, 64);
    rc_matrix_init_empty(Q);
    set_pair(K, 5, 40, x);
    ck_assert_int_eq(rc_matrix_set_cayley(Q, K), RC_OK);
    expect_transform(Q, K);
    rc_matrix_clear(Q);
    fmpq_mul_2exp(x, x, 1);
    set_pair(K, 5, 40, x);
    refuse(K, RC_LIMIT);
    fmpq_clear(x);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("cayley");

    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, a_rotation_of_the_plane);
    tcase_add_test(tcase, zero_gives_the_identity);
    tcase_add_test(tcase, random_transforms_are_what_they_should_be);
    tcase_add_test(tcase, other_matrices_are_refused);
    tcase_add_test(tcase, large_numbers_are_capped);
    tcase_add_test(tcase, large_results_are_capped);
    return run_tests(tcase);
}
