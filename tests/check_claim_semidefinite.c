/* Positive semidefinite matrices and norms, exactly. */

#include "claim/semidefinite.h"
#include "claim_support.h"
#include "random.h"

enum { TRIALS = 300, MOST = 6 };

/* 1 + 10^-80 and 1 - 10^-80 */
#define ZEROS "0000000000000000000000000000000000000000"
#define NINES "9999999999999999999999999999999999999999"
#define ONE_MORE                                                               \
    "1" ZEROS "0000000000000000000000000000000000000001/1" ZEROS ZEROS
#define ONE_LESS NINES NINES "/1" ZEROS ZEROS

/* The matrix whose rows are written with numbers separated by blanks. */
static void
set_matrix(fmpq_mat_t M, const char *text)
{
    char *copy = strdup(text), *at = strtok(copy, " ");

    for (slong i = 0; i < fmpq_mat_nrows(M); i++)
        for (slong j = 0; j < fmpq_mat_ncols(M); j++, at = strtok(NULL, " "))
            ck_assert_int_eq(fmpq_set_str(fmpq_mat_entry(M, i, j), at, 10), 0);
    free(copy);
}

static void
expect(slong n, const char *text, int answer)
{
    fmpq_mat_t S;

    fmpq_mat_init(S, n, n);
    set_matrix(S, text);
    ck_assert_msg(rc_is_semidefinite(S) == answer, "%s", text);
    fmpq_mat_clear(S);
}

START_TEST(known_matrices)
{
    expect(1, "0", 1);
    expect(1, "-1/1000000000000000000000000000000000000000", 0);
    expect(2, "0 0 0 0", 1);
    expect(2, "1 0 0 0", 1);
    expect(2, "0 0 0 1", 1);
    expect(2, "0 0 0 -1", 0);
    expect(2, "0 1 1 0", 0);
    expect(2, "0 1 1 5", 0);
    expect(2, "5 1 1 0", 0);
    expect(2, "1 1 1 1", 1);
    expect(2, "1 1 1 999999/1000000", 0);
    expect(2, "1 1 1 1000001/1000000", 1);
    /* Closer to singular than balls can tell. */
    expect(2, "1 1 1 " ONE_MORE, 1);
    expect(2, "1 1 1 " ONE_LESS, 0);
    expect(3, "0 0 0 0 2 2 0 2 2", 1);
    expect(3, "0 0 1 0 2 2 1 2 2", 0);
    expect(3, "4 2 2 2 1 1 2 1 1", 1);
    expect(3, "4 2 2 2 1 2 2 2 1", 0);
    expect(3, "4 2 2 2 1 1 2 1 2", 1);
    expect(3, "4 2 2 2 1 1 2 1 0", 0);
}
END_TEST

/* G G^T is semidefinite; without a little in a direction of its kernel, or on
   its diagonal, it is not. */
START_TEST(gram_matrices)
{
    const long trials = random_trials(TRIALS);
    uint64_t state = random_start();
    long singular = 0;

    for (long trial = 0; trial < trials; trial++) {
        slong n = 1 + random_below(&state, MOST);
        slong k = random_below(&state, n + 1);
        fmpq_mat_t G, turned, S;
        fmpq_t little;

        fmpq_mat_init(G, n, k);
        fmpq_mat_init(turned, k, n);
        fmpq_mat_init(S, n, n);
        fmpq_init(little);
        for (slong i = 0; i < n; i++)
            for (slong j = 0; j < k; j++)
                fmpq_set_si(fmpq_mat_entry(G, i, j),
                            random_below(&state, 7) - 3,
                            (ulong)(1 + random_below(&state, 3)));
        fmpq_mat_transpose(turned, G);
        fmpq_mat_mul(S, G, turned);
        ck_assert_int_eq(rc_is_semidefinite(S), 1);
        fmpq_set_si(little, 1, 1);
        fmpq_div_2exp(little, little, 200);
        if (fmpq_mat_rref(G, G) < n) {
            singular++;
            for (slong i = 0; i < n; i++)
                fmpq_sub(fmpq_mat_entry(S, i, i), fmpq_mat_entry(S, i, i),
                         little);
            ck_assert_int_eq(rc_is_semidefinite(S), 0);
        }
        fmpq_clear(little);
        fmpq_mat_clear(S);
        fmpq_mat_clear(turned);
        fmpq_mat_clear(G);
    }
    ck_assert_int_gt(singular, trials / 10);
    ck_assert_int_lt(singular, trials);
}
END_TEST

START_TEST(norms)
{
    fmpq_mat_t M;
    fmpq_t bound;

    fmpq_mat_init(M, 1, 2);
    fmpq_init(bound);
    set_matrix(M, "3 -4");
    fmpq_set_si(bound, 5, 1);
    ck_assert_int_eq(rc_norm_is_at_most(M, bound), 1);
    fmpq_set_str(bound,
                 "499999999999999999999999999999/"
                 "100000000000000000000000000000",
                 10);
    ck_assert_int_eq(rc_norm_is_at_most(M, bound), 0);
    fmpq_set_si(bound, 0, 1);
    ck_assert_int_eq(rc_norm_is_at_most(M, bound), 0);
    fmpq_mat_zero(M);
    ck_assert_int_eq(rc_norm_is_at_most(M, bound), 1);
    fmpq_mat_clear(M);
    /* A rotation keeps all lengths. */
    fmpq_mat_init(M, 2, 2);
    set_matrix(M, "3/5 4/5 -4/5 3/5");
    fmpq_set_si(bound, 1, 1);
    ck_assert_int_eq(rc_norm_is_at_most(M, bound), 1);
    fmpq_set_str(fmpq_mat_entry(M, 0, 0), "60001/100000", 10);
    ck_assert_int_eq(rc_norm_is_at_most(M, bound), 0);
    fmpq_clear(bound);
    fmpq_mat_clear(M);
}
END_TEST

/* The bound of the norm of a d x d matrix lies between these. */
static void
expect_bound(slong d, const char *text, const char *least, const char *most)
{
    fmpq_mat_t M;
    fmpq_t norm, limit;
    arf_t bound;

    fmpq_mat_init(M, d, d);
    fmpq_init(norm);
    fmpq_init(limit);
    arf_init(bound);
    set_matrix(M, text);
    ck_assert_int_eq(rc_norm_bound(bound, M), RC_OK);
    ck_assert_int_le(arf_bits(bound), 16);
    arf_get_fmpq(norm, bound);
    ck_assert_int_eq(rc_norm_is_at_most(M, norm), 1);
    fmpq_set_str(limit, least, 10);
    ck_assert_msg(fmpq_cmp(norm, limit) >= 0, "%s: below %s", text, least);
    fmpq_set_str(limit, most, 10);
    ck_assert_msg(fmpq_cmp(norm, limit) <= 0, "%s: above %s", text, most);
    arf_clear(bound);
    fmpq_clear(limit);
    fmpq_clear(norm);
    fmpq_mat_clear(M);
}

START_TEST(bounds_of_norms)
{
    expect_bound(1, "3", "3", "3");
    expect_bound(2, "2 0 0 1", "2", "2");
    expect_bound(2, "3 4 0 0", "5", "5");
    expect_bound(2, "3/5 4/5 -4/5 3/5", "1", "1");
    /* With room where equality is out of reach, if only just. */
    expect_bound(1, "131073/131072", "20001/20000", "1001/1000");
    expect_bound(2, "1 1 0 1", "16181/10000", "16190/10000");
    expect_bound(2, "0 0 0 0", "1/1" ZEROS, "1/1000000");
    /* What is iterated starts at (1, 1.36692...), nearly an eigenvector of 1;
       the other eigenvalue is larger by a twentieth. */
    expect_bound(2,
                 "32267782476775524248687/31250000000000000000000 "
                 "-14891661106713/625000000000000 "
                 "-14891661106713/625000000000000 "
                 "12717887/12500000",
                 "104999/100000", "11/10");
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("semidefinite");

    tcase_add_test(tcase, known_matrices);
    tcase_add_test(tcase, gram_matrices);
    tcase_add_test(tcase, norms);
    tcase_add_test(tcase, bounds_of_norms);
    return run_claim_tests(tcase);
}
