/* Bases that are found: each of them passes the exact test, and none is found
   where there is none. */

#include "claim/value_bound.h"
#include "claim_support.h"
#include "random.h"

enum { TRIALS = 60, MOST = 6 };

static rc_job
some_job(claim_run *run)
{
    claim_open(run, "rankcert: 1\nmodel: {tokens: 1, dim: 1, mask: causal, "
                    "attention: uniform, norm: none, value: [[1]]}\n"
                    "claims: [{kind: mask}]\n");
    return claim_job(run, 0);
}

static void
random_matrix(fmpq_mat_t M, uint64_t *state)
{
    do
        for (slong i = 0; i < fmpq_mat_nrows(M); i++)
            for (slong j = 0; j < fmpq_mat_ncols(M); j++)
                fmpq_set_si(fmpq_mat_entry(M, i, j), random_below(state, 9) - 4,
                            (ulong)(1 + random_below(state, 3)));
    while (fmpq_mat_rref(M, M) < fmpq_mat_nrows(M));
    /* From the identity to anything again. */
    for (slong i = 0; i < fmpq_mat_nrows(M); i++)
        for (slong j = 0; j < i; j++)
            fmpq_set_si(fmpq_mat_entry(M, i, j), random_below(state, 5) - 2, 1);
}

/* W = T^-1 diag(e) T, e_1 = top / 12 and the others inside of (-1, 1). */
static void
with_eigenvalues(fmpq_mat_t W, slong top, uint64_t *state)
{
    const slong d = fmpq_mat_nrows(W);
    fmpq_mat_t T, inverse;

    fmpq_mat_init(T, d, d);
    fmpq_mat_init(inverse, d, d);
    random_matrix(T, state);
    ck_assert_int_ne(fmpq_mat_inv(inverse, T), 0);
    for (slong i = 0; i < d; i++)
        for (slong j = 0; j < d; j++) {
            slong e = i == 0 ? top : (i * 5) % 11 * (i % 2 ? -1 : 1);
            fmpq_t factor;

            fmpq_init(factor);
            fmpq_set_si(factor, e, 12);
            fmpq_mul(fmpq_mat_entry(T, i, j), fmpq_mat_entry(T, i, j), factor);
            fmpq_clear(factor);
        }
    fmpq_mat_mul(W, inverse, T);
    fmpq_mat_clear(inverse);
    fmpq_mat_clear(T);
}

static void
expect_found(slong top, rc_status wanted)
{
    const long trials = random_trials(TRIALS);
    uint64_t state = random_start();
    claim_run run;
    rc_job job = some_job(&run);
    long found = 0;

    for (long trial = 0; trial < trials; trial++) {
        slong d = 1 + random_below(&state, MOST);
        fmpq_mat_t S, W;

        fmpq_mat_init(S, d, d);
        fmpq_mat_init(W, d, d);
        with_eigenvalues(W, top, &state);
        if (rc_basis_find(S, W, 1, &job) == RC_OK) {
            ck_assert_int_eq(rc_basis_bounds(S, W, 1), 1);
            found++;
        }
        fmpq_mat_clear(W);
        fmpq_mat_clear(S);
    }
    ck_assert_int_eq(found, wanted == RC_OK ? trials : 0);
    claim_close(&run);
}

START_TEST(power_bounded_matrices)
{
    expect_found(12, RC_OK);
    expect_found(-12, RC_OK);
    expect_found(11, RC_OK);
}
END_TEST

START_TEST(matrices_that_grow)
{
    expect_found(13, RC_DOMAIN);
    expect_found(-13, RC_DOMAIN);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("value_basis");

    tcase_set_timeout(tcase, 120);
    tcase_add_test(tcase, power_bounded_matrices);
    tcase_add_test(tcase, matrices_that_grow);
    return run_claim_tests(tcase);
}
