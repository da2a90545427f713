/* Diagonal bases: the least one where there is an order of the coordinates, and
   one of any kind elsewhere. */

#include "claim/value_bound.h"
#include "claim_support.h"
#include "random.h"

enum { TRIALS = 200, MOST = 8, LAYERS = 3 };

static rc_job
some_job(claim_run *run)
{
    claim_open(run, "rankcert: 1\nmodel: {tokens: 1, dim: 1, mask: causal, "
                    "attention: uniform, norm: none, value: [[1]]}\n"
                    "claims: [{kind: mask}]\n");
    return claim_job(run, 0);
}

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

/* The scaling's diagonal is as written ("" for any); NULL: none is found. */
static void
expect(slong d, const char *first, const char *second, const char *diagonal)
{
    const slong count = second != NULL ? 2 : 1;
    fmpq_mat_struct W[2];
    fmpq_mat_t S, wanted;
    claim_run run;
    rc_job job = some_job(&run);
    rc_status status;

    fmpq_mat_init(W, d, d);
    fmpq_mat_init(W + 1, d, d);
    fmpq_mat_init(S, d, d);
    fmpq_mat_init(wanted, 1, d);
    set_matrix(W, first);
    if (second != NULL)
        set_matrix(W + 1, second);
    status = rc_scaling_find(S, W, count, &job);
    ck_assert_msg(status == (diagonal != NULL ? RC_OK : RC_DOMAIN), "%s",
                  first);
    if (diagonal != NULL)
        ck_assert_int_eq(rc_basis_bounds(S, W, count), 1);
    if (diagonal != NULL && *diagonal != '\0') {
        set_matrix(wanted, diagonal);
        for (slong i = 0; i < d; i++)
            for (slong j = 0; j < d; j++)
                if (i == j)
                    ck_assert_msg(fmpq_equal(fmpq_mat_entry(S, i, i),
                                             fmpq_mat_entry(wanted, 0, i)),
                                  "%s: %ld", first, (long)i);
                else
                    ck_assert(fmpq_is_zero(fmpq_mat_entry(S, i, j)));
    }
    fmpq_mat_clear(wanted);
    fmpq_mat_clear(S);
    fmpq_mat_clear(W + 1);
    fmpq_mat_clear(W);
    claim_close(&run);
}

START_TEST(least_scalings)
{
    expect(1, "-1", NULL, "1");
    expect(2, "1/2 1/2 0 1", NULL, "1 1");
    expect(2, "1/2 -1 0 1", NULL, "2 1");
    expect(2, "1 0 1 1/2", NULL, "1 2");
    expect(2, "1/3 5/7 0 -1", NULL, "15/14 1");
    expect(3, "3/4 0 0 1 1/2 0 0 1 1/2", NULL, "1 2 4");
    expect(3, "1/2 1 1 0 3/4 1 0 0 1", NULL, "10 4 1");
    /* The coordinates in another order. */
    expect(3, "3/4 1 0 0 1 0 1 1 1/2", NULL, "4 1 10");
    /* The greater of two needs, whichever is first. */
    expect(2, "1/2 1 0 1", "1/2 3/2 0 1", "3 1");
    expect(2, "1/2 3/2 0 1", "1/2 1 0 1", "3 1");
    expect(2, "1/2 3/2 0 3/4", "1/2 1 0 1", "3 1");
    expect(2, "1 0 0 1", "1/2 1 0 1", "2 1");
    /* Never below 1. */
    expect(3, "1/2 1/8 0 0 1/2 1 0 0 1", NULL, "1 2 1");
    /* An eigenvalue 1 beside couplings that are zero. */
    expect(3, "1 0 0 0 1/2 2 0 0 1", NULL, "1 4 1");
}
END_TEST

START_TEST(no_scalings)
{
    expect(1, "2", NULL, NULL);
    expect(1,
           "-1000000000000000000000000000001/"
           "1000000000000000000000000000000",
           NULL, NULL);
    expect(2, "1 1 0 1", NULL, NULL);
    expect(2, "1 1/1000000000000000000000000000000 0 0", NULL, NULL);
    expect(2, "2 0 0 1", NULL, NULL);
    expect(2, "1/2 1 0 3/2", NULL, NULL);
    expect(2, "3/2 0 1 0", NULL, NULL);
    expect(2, "0 2 1 0", NULL, NULL);
    /* Each has one; together none. */
    expect(2, "1/2 1 0 1", "1 0 1 1/2", NULL);
    expect(2, "1/2 1 0 1", "1 1 0 1/2", NULL);
}
END_TEST

/* Coordinates coupled in circles: with room, and with equality everywhere. */
START_TEST(circles)
{
    expect(2, "0 4 1/8 0", NULL, "");
    expect(3, "1/4 2 0 1/8 1/4 3 0 0 1", NULL, "");
    expect(2, "0 4 1/8 0", "0 -3 1/10 1/4", "");
    expect(2, "0 2 1/2 0", NULL, "2 1");
    expect(3, "0 2 0 0 0 -1 1/2 0 0", NULL, "2 1 1");
    expect(3, "0 0 3 -1/6 0 0 0 2 0", NULL, "6 1 2");
    expect(2, "0 2 1/2 1/1000000000000000000000000000000", NULL, NULL);
}
END_TEST

/* The need for s_1 is a long number: it is rounded up by 2^-31 at most. */
START_TEST(rounded_upward)
{
    claim_run run;
    rc_job job = some_job(&run);
    fmpq_mat_t S, W;
    fmpq_t most;

    fmpq_mat_init(S, 2, 2);
    fmpq_mat_init(W, 2, 2);
    fmpq_init(most);
    set_matrix(W, "99999/100000 33333333333/1000003 0 1");
    fmpq_set_str(most, "3333333333300000/1000003", 10);
    ck_assert_int_eq(rc_scaling_find(S, W, 1, &job), RC_OK);
    ck_assert_int_gt(fmpq_cmp(fmpq_mat_entry(S, 0, 0), most), 0);
    fmpq_mul_si(most, most, 1000000001);
    fmpq_div_fmpz(most, most, (fmpz[]){1000000000});
    ck_assert_int_lt(fmpq_cmp(fmpq_mat_entry(S, 0, 0), most), 0);
    fmpq_clear(most);
    fmpq_mat_clear(W);
    fmpq_mat_clear(S);
    claim_close(&run);
}
END_TEST

/* Numbers that grow long are rounded upward, and stay possible. */
START_TEST(long_numbers)
{
    const long trials = random_trials(TRIALS);
    uint64_t state = random_start();
    claim_run run;
    rc_job job = some_job(&run);
    long scaled = 0, refused = 0;

    for (long trial = 0; trial < trials; trial++) {
        slong d = 1 + random_below(&state, MOST);
        slong count = 1 + random_below(&state, LAYERS);
        fmpq_mat_struct W[LAYERS];
        fmpq_mat_t S;
        int bounded = 1;
        rc_status status;

        fmpq_mat_init(S, d, d);
        for (slong k = 0; k < LAYERS; k++) {
            fmpq_mat_init(W + k, d, d);
            for (slong i = 0; k < count && i < d; i++)
                for (slong j = i; j < d; j++)
                    fmpq_set_si(fmpq_mat_entry(W + k, i, j),
                                random_below(&state, 1999999) - 999999,
                                i == j ? 1000000 : 77777);
            /* Now and then an entry 1 on the diagonal, coupled to more. */
            if (k < count && d > 1 && random_below(&state, 4 * LAYERS) == 0) {
                fmpq_one(fmpq_mat_entry(W + k, 0, 0));
                bounded = 0;
                fmpq_one(fmpq_mat_entry(W + k, 0, 1));
            }
        }
        status = rc_scaling_find(S, W, count, &job);
        ck_assert_int_eq(status, bounded ? RC_OK : RC_DOMAIN);
        if (status == RC_OK)
            ck_assert_int_eq(rc_basis_bounds(S, W, count), 1);
        for (slong i = 0; status == RC_OK && i < d; i++) {
            const fmpz *n = fmpq_mat_entry_num(S, i, i);

            ck_assert_uint_le(fmpz_bits(n) - fmpz_val2(n), 33);
        }
        scaled += status == RC_OK;
        refused += status != RC_OK;
        for (slong k = 0; k < LAYERS; k++)
            fmpq_mat_clear(W + k);
        fmpq_mat_clear(S);
    }
    ck_assert_int_gt(scaled, trials / 2);
    ck_assert_int_gt(refused, trials / 20);
    claim_close(&run);
}
END_TEST

START_TEST(it_can_be_stopped)
{
    claim_run run;
    rc_job job = some_job(&run);
    int left = 0;
    fmpq_mat_t S, W;

    fmpq_mat_init(S, 2, 2);
    fmpq_mat_init(W, 2, 2);
    fmpq_mat_one(W);
    job.limits.stop = stop_after;
    job.limits.context = &left;
    ck_assert_int_eq(rc_scaling_find(S, W, 1, &job), RC_STOPPED);
    left = 1;
    ck_assert_int_eq(rc_scaling_find(S, W, 1, &job), RC_OK);
    fmpq_mat_clear(W);
    fmpq_mat_clear(S);
    claim_close(&run);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("value_scaling");

    tcase_set_timeout(tcase, 120);
    tcase_add_test(tcase, least_scalings);
    tcase_add_test(tcase, no_scalings);
    tcase_add_test(tcase, circles);
    tcase_add_test(tcase, rounded_upward);
    tcase_add_test(tcase, long_numbers);
    tcase_add_test(tcase, it_can_be_stopped);
    return run_claim_tests(tcase);
}
