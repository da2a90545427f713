/* Rational invariant subspaces, checked over the rationals. */

#include "claim/invariant_factor.h"
#include "claim_support.h"
#include "random.h"

#define BITS 256

static void
random_matrix(fmpq_mat_t M, uint64_t *state)
{
    for (slong i = 0; i < fmpq_mat_nrows(M); i++)
        for (slong j = 0; j < fmpq_mat_ncols(M); j++)
            fmpq_set_si(fmpq_mat_entry(M, i, j), random_below(state, 7) - 3,
                        (ulong)(1 + random_below(state, 2)));
}

/* W = T^-1 J T for a random T: row vector k of T is J's k-th basis vector. */
static void
conjugate(fmpq_mat_t W, fmpq_mat_t T, const fmpq_mat_t J, uint64_t *state)
{
    const slong d = fmpq_mat_nrows(J);
    fmpq_mat_t inverse, product;

    fmpq_mat_init(inverse, d, d);
    fmpq_mat_init(product, d, d);
    do
        random_matrix(T, state);
    while (!fmpq_mat_inv(inverse, T));
    fmpq_mat_mul(product, J, T);
    fmpq_mat_mul(W, inverse, product);
    fmpq_mat_clear(product);
    fmpq_mat_clear(inverse);
}

static slong
rank_of(const fmpq_mat_t M)
{
    fmpq_mat_t copy;
    slong rank;

    fmpq_mat_init_set(copy, M);
    rank = fmpq_mat_rref(copy, copy);
    fmpq_mat_clear(copy);
    return rank;
}

/* The rank of M's rows with N's below them. */
static slong
joint_rank(const fmpq_mat_t M, const fmpq_mat_t N)
{
    fmpq_mat_t both;
    slong rank;

    fmpq_mat_init(both, fmpq_mat_nrows(M) + fmpq_mat_nrows(N),
                  fmpq_mat_ncols(M));
    fmpq_mat_concat_vertical(both, M, N);
    rank = rank_of(both);
    fmpq_mat_clear(both);
    return rank;
}

/* basis is reduced, of full rank, a proper subspace, and U W lies in it. */
static void
expect_invariant(const fmpq_mat_t basis, const fmpq_mat_t W)
{
    const slong k = fmpq_mat_nrows(basis), d = fmpq_mat_ncols(basis);
    fmpq_mat_t reduced, image;

    fmpq_mat_init(reduced, k, d);
    fmpq_mat_init(image, k, d);
    ck_assert_int_gt(k, 0);
    ck_assert_int_lt(k, d);
    ck_assert_int_eq(fmpq_mat_rref(reduced, basis), k);
    ck_assert(fmpq_mat_equal(reduced, basis));
    fmpq_mat_mul(image, basis, W);
    ck_assert_int_eq(joint_rank(basis, image), k);
    fmpq_mat_clear(image);
    fmpq_mat_clear(reduced);
}

/* X = combinations of T's rows 0..k-1. */
static void
tokens_in(arb_mat_t X, fmpq_mat_t exact, const fmpq_mat_t T, slong k,
          uint64_t *state)
{
    fmpq_mat_t factors, window;

    fmpq_mat_init(factors, fmpq_mat_nrows(exact), k);
    do
        random_matrix(factors, state);
    while (rank_of(factors) <
           (fmpq_mat_nrows(exact) < k ? fmpq_mat_nrows(exact) : k));
    fmpq_mat_window_init(window, T, 0, 0, k, fmpq_mat_ncols(T));
    fmpq_mat_mul(exact, factors, window);
    arb_mat_set_fmpq_mat(X, exact, BITS);
    fmpq_mat_window_clear(window);
    fmpq_mat_clear(factors);
}

/* Jordan blocks, with eigenvalues from few: repeated and derogatory often. */
static void
random_jordan(fmpq_mat_t J, uint64_t *state)
{
    const slong d = fmpq_mat_nrows(J);

    for (slong i = 0; i < d; i++) {
        fmpq_set_si(fmpq_mat_entry(J, i, i), 1 + random_below(state, 3), 2);
        if (i > 0 && fmpq_equal(fmpq_mat_entry(J, i, i),
                                fmpq_mat_entry(J, i - 1, i - 1)))
            fmpq_set_si(fmpq_mat_entry(J, i, i - 1), random_below(state, 2), 1);
    }
}

/* A block triangular J: the first k rows stay among themselves. */
static void
random_block(fmpq_mat_t J, slong k, uint64_t *state)
{
    random_matrix(J, state);
    for (slong i = 0; i < k; i++)
        for (slong j = k; j < fmpq_mat_ncols(J); j++)
            fmpq_zero(fmpq_mat_entry(J, i, j));
}

START_TEST(random_subspaces_are_invariant_and_hold_the_tokens)
{
    const long trials = random_trials(400);
    uint64_t state = random_start();
    long found = 0, least = 0, jordan_found = 0;

    for (long trial = 0; trial < trials; trial++) {
        const slong d = 2 + random_below(&state, 5),
                    k = 1 + random_below(&state, d - 1),
                    n = k + random_below(&state, 3);
        const int jordan = (int)random_below(&state, 2);
        fmpq_mat_t J, T, W, basis, exact;
        arb_mat_t X;

        fmpq_mat_init(J, d, d);
        fmpq_mat_init(T, d, d);
        fmpq_mat_init(W, d, d);
        fmpq_mat_init(exact, n, d);
        arb_mat_init(X, n, d);
        if (jordan)
            random_jordan(J, &state);
        else
            random_block(J, k, &state);
        conjugate(W, T, J, &state);
        tokens_in(X, exact, T, k, &state);
        if (rc_invariant_basis(basis, W, X, BITS)) {
            expect_invariant(basis, W);
            found++;
            jordan_found += jordan;
            least += fmpq_mat_nrows(basis) == k;
            ck_assert_int_eq(joint_rank(basis, exact), fmpq_mat_nrows(basis));
            fmpq_mat_clear(basis);
        }
        arb_mat_clear(X);
        fmpq_mat_clear(exact);
        fmpq_mat_clear(W);
        fmpq_mat_clear(T);
        fmpq_mat_clear(J);
    }
    printf("%ld found in %ld (%ld of them Jordan), %ld of least dimension\n",
           found, trials, jordan_found, least);
    ck_assert_int_gt(found, trials / 2);
    ck_assert_int_gt(jordan_found, trials / 8);
    ck_assert_int_gt(least, trials / 3);
}
END_TEST

/* W = the numbers row by row; X = one token; the dimension found, 0: none. */
static slong
dimension(slong d, const long *w, const long *x, slong prec)
{
    fmpq_mat_t W, basis;
    arb_mat_t X;
    slong found = 0;

    fmpq_mat_init(W, d, d);
    arb_mat_init(X, 1, d);
    for (slong i = 0; i < d; i++) {
        for (slong j = 0; j < d; j++)
            fmpq_set_si(fmpq_mat_entry(W, i, j), w[i * d + j], 1);
        arb_set_si(arb_mat_entry(X, 0, i), x[i]);
    }
    if (rc_invariant_basis(basis, W, X, prec)) {
        expect_invariant(basis, W);
        found = fmpq_mat_nrows(basis);
        fmpq_mat_clear(basis);
    }
    arb_mat_clear(X);
    fmpq_mat_clear(W);
    return found;
}

START_TEST(known_matrices_give_known_dimensions)
{
    static const long block[] = {2, 0, 0, 1, 2, 0, 0, 1, 2},
                      identity[] = {1, 0, 0, 0, 1, 0, 0, 0, 1},
                      two[] = {1, 0, 0, 0, 1, 0, 0, 0, 2},
                      rotation[] = {0, 1, -1, 0},
                      plane[] = {0, 1, 0, -1, 0, 0, 0, 0, 3},
                      golden[] = {0, 1, 0, 1, 1, 0, 0, 0, 1};
    static const long e1[] = {1, 0, 0}, e2[] = {0, 1, 0}, e3[] = {0, 0, 1},
                      some[] = {3, 5, 0}, all[] = {3, 5, 7};

    /* one Jordan block: e_1 W = 2 e_1, e_2 W = e_1 + 2 e_2, ... */
    ck_assert_int_eq(dimension(3, block, e1, BITS), 1);
    ck_assert_int_eq(dimension(3, block, e2, BITS), 2);
    ck_assert_int_eq(dimension(3, block, e3, BITS), 0);
    /* a derogatory W: what q(W) kills is more than the token needs */
    ck_assert_int_eq(dimension(3, identity, e1, BITS), 0);
    ck_assert_int_eq(dimension(3, two, some, BITS), 2);
    ck_assert_int_eq(dimension(3, two, e3, BITS), 1);
    ck_assert_int_eq(dimension(3, two, all, BITS), 0);
    /* irreducible factors are not split */
    ck_assert_int_eq(dimension(2, rotation, e1, BITS), 0);
    ck_assert_int_eq(dimension(3, plane, some, BITS), 2);
    ck_assert_int_eq(dimension(3, plane, e3, BITS), 1);
    ck_assert_int_eq(dimension(3, golden, e2, BITS), 2);
}
END_TEST

START_TEST(no_token_or_no_number_is_no_subspace_worth_having)
{
    static const long two[] = {1, 0, 0, 2}, zero[] = {0, 0};
    fmpq_mat_t W, basis;
    arb_mat_t X;

    /* zero tokens: whatever is found is invariant all the same */
    (void)dimension(2, two, zero, BITS);
    fmpq_mat_init(W, 2, 2);
    fmpq_mat_one(W);
    fmpq_set_si(fmpq_mat_entry(W, 1, 1), 3, 1);
    arb_mat_init(X, 1, 2);
    arb_indeterminate(arb_mat_entry(X, 0, 0));
    if (rc_invariant_basis(basis, W, X, BITS)) {
        expect_invariant(basis, W);
        fmpq_mat_clear(basis);
    }
    arb_mat_clear(X);
    fmpq_mat_clear(W);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("invariant factor");

    tcase_add_test(tcase, random_subspaces_are_invariant_and_hold_the_tokens);
    tcase_add_test(tcase, known_matrices_give_known_dimensions);
    tcase_add_test(tcase, no_token_or_no_number_is_no_subspace_worth_having);
    return run_claim_tests(tcase);
}
