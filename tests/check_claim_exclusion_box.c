/* What shows that a box is out: each reason where it is the first that does,
   none without room, and none about a box with an equilibrium. */

#include "claim/exclusion_box.h"
#include "claim_layer.h"
#include "random.h"

/* The reason for one token with this value matrix, in the box x +- radius, both
   in units of 2^-30. */
static rc_out
reason(const char *value, slong dim, const slong *x, slong radius)
{
    char text[256];
    layer_fixture f;
    arb_mat_t X;
    slong token = -1;
    rc_out why;

    snprintf(text, sizeof text,
             "rankcert: 1\nmodel: {tokens: 1, dim: %ld, mask: causal, "
             "attention: uniform, norm: rms, value: %s}\nclaims: "
             "[{kind: mask}]\n",
             (long)dim, value);
    layer_open(&f, text, 128);
    arb_mat_init(X, 1, dim);
    for (slong a = 0; a < dim; a++) {
        arb_set_si(arb_mat_entry(X, 0, a), x[a]);
        mag_set_ui(arb_radref(arb_mat_entry(X, 0, a)), (ulong)radius);
        arb_mul_2exp_si(arb_mat_entry(X, 0, a), arb_mat_entry(X, 0, a), -30);
    }
    why = rc_exclusion_reason(&token, f.ball, X, 0, 1, 128);
    ck_assert_int_eq(token, why == RC_OUT_NOT ? -1 : 0);
    arb_mat_clear(X);
    layer_close(&f);
    return why;
}

#define UNIT (WORD(1) << 30)

START_TEST(the_cheapest_reason_is_given)
{
    static const slong one[] = {UNIT, 0}, longer[] = {UNIT + UNIT / 8, 0},
                       shorter[] = {UNIT - UNIT / 8, 0};

    ck_assert_int_eq(reason("[[1]]", 1, longer, UNIT / 32), RC_OUT_LENGTH);
    ck_assert_int_eq(reason("[[-1]]", 1, shorter, UNIT / 32), RC_OUT_LENGTH);
    ck_assert_int_eq(reason("[[-1]]", 1, one, UNIT / 32), RC_OUT_SIGN);
    ck_assert_int_eq(reason("[[0]]", 1, one, UNIT / 32), RC_OUT_SIGN);
    ck_assert_int_eq(reason("[[1, 2], [0, 1]]", 2, one, UNIT / 32),
                     RC_OUT_PLAIN);
    ck_assert_int_eq(reason("[[1, 1/32], [0, 1]]", 2, one, UNIT / 32),
                     RC_OUT_MEAN_VALUE);
    ck_assert_int_eq(reason("[[1, 0], [0, 1]]", 2, one, UNIT / 32), RC_OUT_NOT);
    ck_assert_int_eq(reason("[[1]]", 1, one, UNIT / 32), RC_OUT_NOT);
}
END_TEST

/* ||x||^2 = 1 + 2^-3 to within (1 - 2^-6) 2^-3, which is not 1; but to within
   (1 + 2^-4) of that it may be. */
START_TEST(no_reason_without_room)
{
    arb_t square, room;
    int passed = 0, held_back = 0;

    arb_init(square);
    arb_init(room);
    for (slong radius = UNIT / 32; radius < UNIT / 12; radius += UNIT / 1024) {
        const slong x = UNIT + UNIT / 16;
        rc_out why = reason("[[1]]", 1, &x, radius);

        arb_set_si(square, x);
        mag_set_ui(arb_radref(square), (ulong)radius);
        arb_mul_2exp_si(square, square, -30);
        arb_mul(square, square, square, 128);
        arb_sub_ui(square, square, 1, 128);
        arb_set(room, square);
        mag_mul_ui(arb_radref(room), arb_radref(square), 33);
        mag_mul_2exp_si(arb_radref(room), arb_radref(room), -5);
        if (arb_contains_zero(square))
            ck_assert_int_eq(why, RC_OUT_NOT);
        held_back += !arb_contains_zero(square) && why == RC_OUT_NOT;
        passed += why == RC_OUT_LENGTH;
        /* a thirty-second is less room than is left */
        ck_assert(why == RC_OUT_NOT || !arb_contains_zero(room));
    }
    ck_assert_int_gt(passed, 5);
    ck_assert_int_gt(held_back, 0);
    arb_clear(room);
    arb_clear(square);
}
END_TEST

START_TEST(the_token_that_fails_is_named)
{
    static const slong between[] = {0, 100, -89, -45}, wrong[] = {80, 60, 0, 0};
    layer_fixture f;
    arb_mat_t X;
    slong token = -1;

    layer_open(&f, FIGURE_1_MODEL, 128);
    arb_mat_init(X, 2, 2);
    set_quotients(X, between, 100, 128);
    ck_assert_int_ne(rc_exclusion_reason(&token, f.ball, X, 0, 2, 128),
                     RC_OUT_NOT);
    ck_assert_int_eq(token, 1);
    ck_assert_int_eq(rc_exclusion_reason(&token, f.ball, X, 0, 1, 128),
                     RC_OUT_NOT);
    set_quotients(X, wrong, 100, 128);
    ck_assert_int_eq(rc_exclusion_reason(&token, f.ball, X, 0, 1, 128),
                     RC_OUT_PLAIN);
    ck_assert_int_eq(token, 0);
    /* cheap reasons are tried about all tokens first */
    ck_assert_int_eq(rc_exclusion_reason(&token, f.ball, X, 0, 2, 128),
                     RC_OUT_LENGTH);
    ck_assert_int_eq(token, 1);
    arb_mat_clear(X);
    layer_close(&f);
}
END_TEST

/* Token 2 on the circle, but not at rest: without its number nothing is. */
START_TEST(what_is_not_finite_is_not_out)
{
    static const slong tokens[] = {0, 5, -4, -3};

    for (int kind = 0; kind < 7; kind++) {
        layer_fixture f;
        arb_mat_t X;
        arb_ptr bad;
        slong token;

        layer_open(&f, FIGURE_1_MODEL, 128);
        arb_mat_init(X, 2, 2);
        set_quotients(X, tokens, 5, 128);
        bad = kind < 2   ? arb_mat_entry(f.ball->value, 0, 1)
              : kind < 4 ? arb_mat_entry(X, 0, 0)
                         : arb_mat_entry(X, 1, 1);
        if (kind % 2 == 0 && kind < 6)
            arb_indeterminate(bad);
        else if (kind < 6)
            arb_zero_pm_inf(bad);
        ck_assert_int_eq(rc_exclusion_reason(&token, f.ball, X, 1, 2, 128),
                         kind < 6 ? RC_OUT_NOT : RC_OUT_PLAIN);
        arb_mat_clear(X);
        layer_close(&f);
    }
}
END_TEST

/* box = X off by `off` eighths of 2^exponent, signs at random, radius
   2^exponent. */
static void
set_box(arb_mat_t box, const exact_model *m, slong exponent, slong off,
        uint64_t *state)
{
    arb_t shift;

    arb_init(shift);
    arb_mat_set_fmpq_mat(box, m->X, 128);
    for (slong i = 0; i < m->n; i++)
        for (slong a = 0; a < m->d; a++) {
            arb_ptr x = arb_mat_entry(box, i, a);

            arb_set_si(shift, random_below(state, 2) == 0 ? off : -off);
            arb_mul_2exp_si(shift, shift, exponent - 3);
            arb_add(x, x, shift, 128);
            arb_add_error_2exp_si(x, exponent);
        }
    arb_clear(shift);
}

START_TEST(a_box_with_an_exact_equilibrium_is_never_out)
{
    const long trials = random_trials(300);
    uint64_t state = random_start();
    long reasons[RC_OUT_SIEVE + 1] = {0};

    for (long trial = 0; trial < trials; trial++) {
        const slong exponent = -2 - random_below(&state, 20);
        exact_model m;
        layer_fixture f;
        arb_mat_t X;
        slong token;

        exact_model_random(&m, &state);
        layer_open_exact(&f, &m, 128);
        arb_mat_init(X, m.n, m.d);
        for (slong off = 0; off <= 8; off += 4) {
            set_box(X, &m, exponent, off, &state);
            ck_assert_int_eq(
                rc_exclusion_reason(&token, f.ball, X, 0, m.n, 128),
                RC_OUT_NOT);
        }
        set_box(X, &m, -8, 24, &state);
        reasons[rc_exclusion_reason(&token, f.ball, X, 0, m.n, 128)]++;
        arb_mat_clear(X);
        layer_close(&f);
        exact_model_clear(&m);
    }
    printf("beside it: %ld open, %ld length, %ld plain, %ld mean-value\n",
           reasons[RC_OUT_NOT], reasons[RC_OUT_LENGTH], reasons[RC_OUT_PLAIN],
           reasons[RC_OUT_MEAN_VALUE]);
    ck_assert_int_lt(reasons[RC_OUT_NOT], trials / 3);
    ck_assert_int_eq(reasons[RC_OUT_SIEVE], 0);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("exclusion_box");

    tcase_add_test(tcase, the_cheapest_reason_is_given);
    tcase_add_test(tcase, no_reason_without_room);
    tcase_add_test(tcase, the_token_that_fails_is_named);
    tcase_add_test(tcase, what_is_not_finite_is_not_out);
    tcase_add_test(tcase, a_box_with_an_exact_equilibrium_is_never_out);
    return run_claim_tests(tcase);
}
