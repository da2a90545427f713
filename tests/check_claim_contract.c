/* The sieve: an exact equilibrium in a box is never lost. */

#include "claim/contract.h"
#include "claim_layer.h"
#include "random.h"

/* box = X off by up to 2^exponent times `reach` eighths, radius 2^exponent. */
static void
set_box(arb_mat_t box, const exact_model *m, slong exponent, slong reach,
        uint64_t *state)
{
    arb_t off;

    arb_init(off);
    arb_mat_set_fmpq_mat(box, m->X, 128);
    for (slong i = 0; i < m->n; i++)
        for (slong a = 0; a < m->d; a++) {
            arb_ptr x = arb_mat_entry(box, i, a);

            arb_set_si(off, random_below(state, 2 * reach + 1) - reach);
            arb_mul_2exp_si(off, off, exponent - 3);
            arb_add(x, x, off, 128);
            arb_add_error_2exp_si(x, exponent);
        }
    arb_clear(off);
}

START_TEST(an_exact_equilibrium_is_never_lost)
{
    const long trials = random_trials(600);
    uint64_t state = random_start();
    long held = 0, open = 0, shrank = 0, empties = 0, singular = 0;

    for (long trial = 0; trial < trials; trial++) {
        const slong exponent = -2 - random_below(&state, 20);
        exact_model m;
        layer_fixture f;
        rc_equilibrium_system system = {.layer = f.ball};
        arb_mat_t X;
        int empty, shrunk;
        slong token = -1;

        exact_model_random(&m, &state);
        layer_open_exact(&f, &m, 128);
        system.last = m.n;
        arb_mat_init(X, m.n, m.d);
        set_box(X, &m, exponent, 8, &state);
        if (rc_equilibrium_contract(&empty, &shrunk, &token, X, &system, 128) ==
            RC_OK) {
            ck_assert(!empty);
            ck_assert(matrix_contains(X, m.X));
            held++;
            shrank += shrunk;
            singular += exact_model_is_singular(&m);
        } else {
            ck_assert(!empty && !shrunk && matrix_contains(X, m.X));
            open++;
        }
        /* from a small box that misses it by far nothing may be left */
        set_box(X, &m, -20, 800, &state);
        if (rc_equilibrium_contract(&empty, &shrunk, &token, X, &system, 128) ==
                RC_OK &&
            empty) {
            ck_assert_int_ge(token, 0);
            ck_assert_int_lt(token, m.n);
            ck_assert(!matrix_contains(X, m.X));
            empties++;
        }
        arb_mat_clear(X);
        layer_close(&f);
        exact_model_clear(&m);
    }
    printf("%ld held (%ld shrank, %ld singular), %ld open, %ld misses empty\n",
           held, shrank, singular, open, empties);
    ck_assert_int_gt(held, trials / 2);
    ck_assert_int_gt(shrank, trials / 4);
    ck_assert_int_gt(empties, trials / 4);
    ck_assert_int_gt(singular, 0);
}
END_TEST

/* Data in their enclosures, unknowns first..last-1: those rows alone change. */
START_TEST(data_stay_as_they_are)
{
    static const slong numerators[] = {0, 5, -3, -4};
    layer_fixture f;
    rc_equilibrium_system system = {.layer = f.ball, .first = 1, .last = 2};
    arb_mat_t X, before;
    int empty, shrunk;
    slong token;

    layer_open(&f, FIGURE_1_MODEL, 128);
    arb_mat_init(X, 2, 2);
    arb_mat_init(before, 2, 2);
    set_quotients(X, numerators, 5, 128);
    for (slong i = 0; i < 2; i++)
        for (slong a = 0; a < 2; a++)
            arb_add_error_2exp_si(arb_mat_entry(X, i, a), -8 - 4 * (1 - i));
    arb_mat_set(before, X);
    ck_assert_int_eq(
        rc_equilibrium_contract(&empty, &shrunk, &token, X, &system, 128),
        RC_OK);
    ck_assert(!empty && shrunk);
    for (slong a = 0; a < 2; a++) {
        ck_assert(
            arb_equal(arb_mat_entry(X, 0, a), arb_mat_entry(before, 0, a)));
        ck_assert(mag_cmp(arb_radref(arb_mat_entry(X, 1, a)),
                          arb_radref(arb_mat_entry(before, 1, a))) < 0);
    }
    /* the same second token, and no first one that it could follow */
    arb_mat_set(X, before);
    arb_sub_ui(arb_mat_entry(X, 0, 1), arb_mat_entry(X, 0, 1), 1, 128);
    ck_assert_int_eq(
        rc_equilibrium_contract(&empty, &shrunk, &token, X, &system, 128),
        RC_OK);
    ck_assert(empty);
    ck_assert_int_eq(token, 1);
    arb_mat_clear(before);
    arb_mat_clear(X);
    layer_close(&f);
}
END_TEST

START_TEST(the_token_without_a_place_is_named)
{
    static const slong numerators[] = {0, 100, -89, -45};
    layer_fixture f;
    rc_equilibrium_system system = {.layer = f.ball, .last = 2};
    arb_mat_t X;
    int empty, shrunk;
    slong token = -1;

    layer_open(&f, FIGURE_1_MODEL, 128);
    arb_mat_init(X, 2, 2);
    set_quotients(X, numerators, 100, 128);
    for (slong k = 0; k < 4; k++)
        arb_add_error_2exp_si(arb_mat_entry(X, k / 2, k % 2), -20);
    ck_assert_int_eq(
        rc_equilibrium_contract(&empty, &shrunk, &token, X, &system, 128),
        RC_OK);
    ck_assert(empty);
    ck_assert_int_eq(token, 1);
    arb_mat_clear(X);
    layer_close(&f);
}
END_TEST

START_TEST(what_is_not_finite_is_left_alone)
{
    static const slong numerators[] = {0, 5, -3, -4};

    for (int kind = 0; kind < 4; kind++) {
        layer_fixture f;
        rc_equilibrium_system system = {.layer = f.ball, .last = 2};
        arb_mat_t X, before;
        arb_ptr bad;
        int empty, shrunk;
        slong token;

        layer_open(&f, FIGURE_1_MODEL, 128);
        arb_mat_init(X, 2, 2);
        arb_mat_init(before, 2, 2);
        set_quotients(X, numerators, 5, 128);
        bad = kind < 2 ? arb_mat_entry(X, 1, 0)
                       : arb_mat_entry(f.ball->value, 0, 1);
        if (kind % 2 == 0)
            arb_indeterminate(bad);
        else
            arb_zero_pm_inf(bad);
        arb_mat_set(before, X);
        ck_assert_int_eq(
            rc_equilibrium_contract(&empty, &shrunk, &token, X, &system, 128),
            RC_UNCERTAIN);
        ck_assert(!empty && !shrunk);
        for (slong k = 0; k < 4; k++)
            ck_assert(arb_equal(arb_mat_entry(X, k / 2, k % 2),
                                arb_mat_entry(before, k / 2, k % 2)) ||
                      k == 2);
        arb_mat_clear(before);
        arb_mat_clear(X);
        layer_close(&f);
    }
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("contract");

    tcase_add_test(tcase, an_exact_equilibrium_is_never_lost);
    tcase_add_test(tcase, data_stay_as_they_are);
    tcase_add_test(tcase, the_token_without_a_place_is_named);
    tcase_add_test(tcase, what_is_not_finite_is_left_alone);
    return run_claim_tests(tcase);
}
