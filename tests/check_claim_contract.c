/* The sieve: an exact equilibrium in a box is never lost. */

#include "claim/contract.h"
#include "claim_layer.h"
#include "random.h"

/* box = X off by up to 2^exponent times `reach` eighths, radius 2^exponent and
   a little. */
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
            ck_assert(rc_box_around(x, x, 128));
        }
    arb_clear(off);
}

/* ---- Boxes ---- */

START_TEST(boxes_have_few_bits_and_some_room)
{
    static const slong middles[] = {-60, -3, 0, 200}, radii[] = {-40, -5, 0, 9};
    const long trials = random_trials(200);
    uint64_t state = random_start();

    for (long trial = 0; trial < trials; trial++) {
        const slong size = middles[trial % 4], radius = radii[trial / 4 % 4];
        arb_t ball, box, wider;
        arf_t step;

        arb_init(ball);
        arb_init(box);
        arb_init(wider);
        arf_init(step);
        arb_set_si(ball, random_below(&state, 1000) - 500);
        arb_div_si(ball, ball, 777, 128);
        arb_mul_2exp_si(ball, ball, size);
        mag_set_ui_2exp_si(arb_radref(ball),
                           (ulong)(1 + random_below(&state, 1 << 29)),
                           radius - 29);
        ck_assert(rc_box_around(box, ball, 128));
        /* at least 2^-25 of the radius more at each end ... */
        arf_set_mag(step, arb_radref(ball));
        arf_mul_2exp_si(step, step, -25);
        arb_set(wider, ball);
        arb_add_error_arf(wider, step);
        ck_assert(arb_contains(box, wider));
        /* ... and not much more, but where 128 bits do not say as much */
        arf_mul_2exp_si(step, step, 4);
        arb_add_error_arf(wider, step);
        if (size > 100)
            arb_add_error_2exp_si(wider, size - 128 + 4);
        ck_assert(arb_contains(wider, box));
        ck_assert_int_le(arf_bits(arb_midref(box)), 130);
        ck_assert(!mag_is_zero(arb_radref(box)));
        /* in place as well */
        ck_assert(rc_box_around(ball, ball, 128));
        ck_assert(arb_equal(ball, box));
        arf_clear(step);
        arb_clear(wider);
        arb_clear(box);
        arb_clear(ball);
    }
}
END_TEST

START_TEST(what_is_out_of_range_has_no_box)
{
    fmpz_t far;
    arb_t ball, box;

    fmpz_init(far);
    arb_init(ball);
    arb_init(box);
    fmpz_set_si(far, 1);
    fmpz_mul_2exp(far, far, 61);
    ck_assert(rc_box_around(box, ball, 128));
    ck_assert(arb_contains_interior(box, ball));
    for (int kind = 0; kind < 4; kind++) {
        arb_one(ball);
        if (kind == 0)
            arb_indeterminate(ball);
        else if (kind == 1)
            arb_zero_pm_inf(ball);
        else if (kind == 2)
            arb_mul_2exp_fmpz(ball, ball, far);
        else {
            mag_one(arb_radref(ball));
            mag_mul_2exp_fmpz(arb_radref(ball), arb_radref(ball), far);
        }
        arb_one(box);
        ck_assert(!rc_box_around(box, ball, 128));
        ck_assert(!arb_is_finite(box));
    }
    arb_clear(box);
    arb_clear(ball);
    fmpz_clear(far);
}
END_TEST

START_TEST(halves_meet_and_make_the_whole)
{
    const long trials = random_trials(200);
    uint64_t state = random_start();

    for (long trial = 0; trial < trials; trial++) {
        arb_t whole, low, high, both;

        arb_init(whole);
        arb_init(low);
        arb_init(high);
        arb_init(both);
        arb_set_si(whole, random_below(&state, 1000) - 500);
        mag_set_ui(arb_radref(whole), (ulong)(1 + random_below(&state, 1000)));
        rc_box_half(low, whole, 0);
        rc_box_half(high, whole, 1);
        arb_union(both, low, high, 128);
        ck_assert(arb_contains(whole, low) && arb_contains(whole, high));
        ck_assert(arb_contains(both, whole));
        ck_assert(arb_contains_arf(low, arb_midref(whole)) &&
                  arb_contains_arf(high, arb_midref(whole)));
        ck_assert(mag_equal(arb_radref(low), arb_radref(high)));
        ck_assert(!arb_contains_arf(low, arb_midref(high)));
        arb_clear(both);
        arb_clear(high);
        arb_clear(low);
        arb_clear(whole);
    }
}
END_TEST

/* ---- The sieve ---- */

/* x = y = 1 is at rest: a box of no width there is neither empty nor cut. */
START_TEST(a_point_is_not_lost)
{
    layer_fixture f;
    rc_equilibrium_system system = {.layer = f.ball, .last = 1};
    arb_mat_t X;
    int empty, shrunk;
    slong token;

    layer_open(&f,
               "rankcert: 1\nmodel: {tokens: 1, dim: 1, mask: causal, "
               "attention: uniform, norm: rms, value: [[1]]}\nclaims: "
               "[{kind: mask}]\n",
               128);
    arb_mat_init(X, 1, 1);
    for (slong radius = 0; radius < 2; radius++) {
        arb_one(arb_mat_entry(X, 0, 0));
        mag_set_ui_2exp_si(arb_radref(arb_mat_entry(X, 0, 0)), (ulong)radius,
                           -40);
        (void)!rc_equilibrium_contract(&empty, &shrunk, &token, X, &system,
                                       128);
        ck_assert(!empty);
        ck_assert_int_eq(shrunk, radius > 0);
        ck_assert(arb_contains_si(arb_mat_entry(X, 0, 0), 1));
    }
    arb_mat_clear(X);
    layer_close(&f);
}
END_TEST

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

    tcase_add_test(tcase, boxes_have_few_bits_and_some_room);
    tcase_add_test(tcase, what_is_out_of_range_has_no_box);
    tcase_add_test(tcase, halves_meet_and_make_the_whole);
    tcase_add_test(tcase, a_point_is_not_lost);
    tcase_add_test(tcase, an_exact_equilibrium_is_never_lost);
    tcase_add_test(tcase, data_stay_as_they_are);
    tcase_add_test(tcase, the_token_without_a_place_is_named);
    tcase_add_test(tcase, what_is_not_finite_is_left_alone);
    return run_claim_tests(tcase);
}
