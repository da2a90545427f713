/* Boxes without equilibria: never one that holds an exact equilibrium. */

#include "exclusion_replay.h"
#include "random.h"

/* Whether the box of this reach (a power of two) around near is excluded. */
static int
is_excluded(layer_fixture *f, const arb_mat_t near, slong exponent,
            slong *token)
{
    const rc_job job = claim_job(&f->run, 0);
    int excluded = -1, alone = -1;
    slong failing = -1;
    arb_t reach;
    rc_exclusion record;

    arb_init(reach);
    arb_one(reach);
    arb_mul_2exp_si(reach, reach, exponent);
    rc_exclusion_init(&record);
    ck_assert_int_eq(rc_equilibrium_exclude(&excluded, &alone, &failing,
                                            f->ball, near, reach, &record, &job,
                                            f->prec),
                     RC_OK);
    ck_assert(excluded == 0 || excluded == 1);
    ck_assert(!excluded || !alone);
    if (arb_mat_is_finite(near) && arb_mat_is_finite(f->ball->value))
        replay_exclusion(&record, f, near, reach, excluded, alone, NULL);
    rc_exclusion_clear(&record);
    if (token != NULL)
        *token = failing;
    arb_clear(reach);
    return excluded;
}

/* near = X off by `numerator` sixty-fourths (times random signs when mixed)
   in every coordinate. */
static void
set_shifted(arb_mat_t near, const exact_model *m, slong numerator, int mixed,
            uint64_t *state)
{
    arb_t off;

    arb_init(off);
    arb_mat_set_fmpq_mat(near, m->X, 128);
    for (slong i = 0; i < m->n; i++)
        for (slong a = 0; a < m->d; a++) {
            slong shift = numerator;

            if (mixed)
                shift = random_below(state, 2 * numerator + 1) - numerator;
            arb_set_si(off, shift);
            arb_mul_2exp_si(off, off, -6);
            arb_add(arb_mat_entry(near, i, a), arb_mat_entry(near, i, a), off,
                    128);
        }
    arb_clear(off);
}

/* In the middle of the box (where halves meet), at its corners, anywhere. */
START_TEST(a_box_with_an_exact_equilibrium_is_never_excluded)
{
    static const slong shifts[] = {0, 4, -4, 2};
    const long trials = random_trials(10);
    uint64_t state = random_start();
    long excluded = 0, away = 0;

    for (long trial = 0; trial < trials; trial++) {
        exact_model m;
        layer_fixture f;
        arb_mat_t near;

        exact_model_random(&m, &state);
        while (trial % 5 == 0 && !exact_model_is_singular(&m)) {
            exact_model_clear(&m);
            exact_model_random(&m, &state);
        }
        layer_open_exact(&f, &m, 128);
        arb_mat_init(near, m.n, m.d);
        for (size_t k = 0; k < 4; k++) {
            set_shifted(near, &m, shifts[k], 0, &state);
            ck_assert(!is_excluded(&f, near, -4, NULL));
        }
        set_shifted(near, &m, 4, 1, &state);
        ck_assert(!is_excluded(&f, near, -4, NULL));
        /* elsewhere most boxes can be excluded */
        set_shifted(near, &m, 9, 0, &state);
        excluded += is_excluded(&f, near, -4, NULL);
        away++;
        arb_mat_clear(near);
        layer_close(&f);
        exact_model_clear(&m);
    }
    printf("%ld of %ld boxes away from it excluded\n", excluded, away);
    ck_assert_int_gt(excluded, away / 3);
}
END_TEST

static int
figure_1_excluded(const slong *hundredths, slong exponent, slong *token)
{
    layer_fixture f;
    arb_mat_t near;
    int excluded;

    layer_open(&f, FIGURE_1_MODEL, 128);
    arb_mat_init(near, 2, 2);
    set_quotients(near, hundredths, 100, 128);
    excluded = is_excluded(&f, near, exponent, token);
    arb_mat_clear(near);
    layer_close(&f);
    return excluded;
}

START_TEST(figure_1_is_known_everywhere)
{
    static const slong b[] = {0, 100, -60, -80}, a[] = {0, 100, -100, 0},
                       up[] = {0, 100, 0, 100}, between[] = {0, 100, -89, -45},
                       wrong_first[] = {80, 60, -60, -80},
                       opposite[] = {0, 100, 0, -100},
                       short_first[] = {0, 90, -60, -80};
    slong token;

    ck_assert(!figure_1_excluded(b, -5, NULL));
    ck_assert(!figure_1_excluded(a, -5, NULL));
    ck_assert(!figure_1_excluded(up, -5, NULL));
    ck_assert(figure_1_excluded(between, -5, &token));
    ck_assert_int_eq(token, 1);
    ck_assert(figure_1_excluded(wrong_first, -5, &token));
    ck_assert_int_eq(token, 0);
    ck_assert(figure_1_excluded(short_first, -5, &token));
    ck_assert_int_eq(token, 0);
    /* y_2 = 0 in the middle: no equilibrium, and lambda > 0 open there */
    (void)figure_1_excluded(opposite, -5, NULL);
}
END_TEST

/* Equilibria just outside of the box: they are found, and told apart. */
START_TEST(a_close_miss_is_excluded)
{
    static const slong offsets[] = {-4, -1, 1, 4};

    for (size_t k = 0; k < 4; k++) {
        layer_fixture f;
        arb_mat_t near;
        arb_t off;

        layer_open(&f, FIGURE_1_MODEL, 128);
        arb_mat_init(near, 2, 2);
        arb_init(off);
        arb_one(arb_mat_entry(near, 0, 1));
        arb_set_si(arb_mat_entry(near, 1, 0), -3);
        arb_set_si(arb_mat_entry(near, 1, 1), -4);
        arb_mat_scalar_div_si(near, near, 5, 128);
        arb_one(arb_mat_entry(near, 0, 1));
        /* 2^-5 and a little */
        arb_set_si(off, (offsets[k] > 0 ? 1 : -1) * (1 << 20) + offsets[k]);
        arb_mul_2exp_si(off, off, -25);
        arb_add(arb_mat_entry(near, 1, 0), arb_mat_entry(near, 1, 0), off, 128);
        ck_assert(is_excluded(&f, near, -5, NULL));
        arb_sub(arb_mat_entry(near, 1, 0), arb_mat_entry(near, 1, 0), off, 128);
        arb_set_si(off, (offsets[k] > 0 ? 1 : -1) * (1 << 20) - offsets[k]);
        arb_mul_2exp_si(off, off, -25);
        arb_add(arb_mat_entry(near, 1, 0), arb_mat_entry(near, 1, 0), off, 128);
        ck_assert(!is_excluded(&f, near, -5, NULL));
        arb_clear(off);
        arb_mat_clear(near);
        layer_close(&f);
    }
}
END_TEST

/* Where f = 0 the two side conditions decide: x = 1, y = -1 has a negative
   factor, and y = 0 is no equilibrium. */
START_TEST(a_factor_that_is_not_positive_is_excluded)
{
    static const char *const values[] = {"1", "-1", "-1e-9", "0"};

    for (size_t k = 0; k < 4; k++) {
        char text[256];
        layer_fixture f;
        arb_mat_t near;
        slong token;

        snprintf(text, sizeof text,
                 "rankcert: 1\nmodel: {tokens: 1, dim: 1, mask: causal, "
                 "attention: uniform, norm: rms, value: [[%s]]}\nclaims: "
                 "[{kind: mask}]\n",
                 values[k]);
        layer_open(&f, text, 128);
        arb_mat_init(near, 1, 1);
        arb_one(arb_mat_entry(near, 0, 0));
        ck_assert_int_eq(is_excluded(&f, near, -5, &token), k > 0);
        arb_mat_clear(near);
        layer_close(&f);
    }
}
END_TEST

START_TEST(what_is_not_finite_is_not_excluded)
{
    static const slong between[] = {0, 100, -89, -45};

    for (int kind = 0; kind < 4; kind++) {
        layer_fixture f;
        arb_mat_t near;
        arb_ptr bad;

        layer_open(&f, FIGURE_1_MODEL, 128);
        arb_mat_init(near, 2, 2);
        set_quotients(near, between, 100, 128);
        bad = kind < 2 ? arb_mat_entry(f.ball->value, 1, 1)
                       : arb_mat_entry(near, 0, 1);
        if (kind % 2 == 0)
            arb_indeterminate(bad);
        else
            arb_zero_pm_inf(bad);
        ck_assert(!is_excluded(&f, near, -5, NULL));
        arb_mat_clear(near);
        layer_close(&f);
    }
}
END_TEST

START_TEST(excluding_can_be_stopped)
{
    static const slong between[] = {0, 100, -89, -45};
    layer_fixture f;
    arb_mat_t near;
    arb_t reach;
    rc_status status = RC_STOPPED;
    int excluded = 0, alone = 0, left = 0, asked;
    slong token;

    layer_open(&f, FIGURE_1_MODEL, 128);
    arb_mat_init(near, 2, 2);
    arb_init(reach);
    arb_one(reach);
    arb_mul_2exp_si(reach, reach, -5);
    set_quotients(near, between, 100, 128);
    for (; status == RC_STOPPED; left++) {
        rc_job job = claim_job(&f.run, 0);

        asked = left;
        job.limits.stop = stop_after;
        job.limits.context = &asked;
        status = rc_equilibrium_exclude(&excluded, &alone, &token, f.ball, near,
                                        reach, NULL, &job, 128);
        if (status == RC_STOPPED)
            ck_assert(!excluded && !alone);
    }
    ck_assert_int_eq(status, RC_OK);
    ck_assert_int_eq(excluded, 1);
    ck_assert_int_gt(left, 3);
    arb_clear(reach);
    arb_mat_clear(near);
    layer_close(&f);
}
END_TEST

/* near = m's tokens; reach 2^-4: what *alone says. */
static int
is_alone(const exact_model *m)
{
    layer_fixture f;
    rc_job job;
    arb_mat_t near;
    arb_t reach;
    int excluded = -1, alone = -1;
    slong token;
    rc_exclusion record;

    rc_exclusion_init(&record);
    layer_open_exact(&f, m, 128);
    job = claim_job(&f.run, 0);
    arb_mat_init(near, m->n, m->d);
    arb_init(reach);
    arb_mat_set_fmpq_mat(near, m->X, 128);
    arb_one(reach);
    arb_mul_2exp_si(reach, reach, -4);
    ck_assert_int_eq(rc_equilibrium_exclude(&excluded, &alone, &token, f.ball,
                                            near, reach, &record, &job, 128),
                     RC_OK);
    ck_assert_int_eq(excluded, 0);
    replay_exclusion(&record, &f, near, reach, 0, alone, m->X);
    rc_exclusion_clear(&record);
    arb_clear(reach);
    arb_mat_clear(near);
    layer_close(&f);
    return alone;
}

START_TEST(two_equilibria_within_reach_are_never_one)
{
    slong certain = 0;

    for (slong bits = 1; bits < 40; bits++) {
        exact_model m, other;
        arb_t off, reach;
        int both = 1;

        arb_init(off);
        arb_init(reach);
        exact_two_roots(&m, &other, bits);
        arb_one(reach);
        arb_mul_2exp_si(reach, reach, -4);
        for (slong a = 0; a < 2; a++) {
            fmpq_t apart;

            fmpq_init(apart);
            fmpq_sub(apart, fmpq_mat_entry(m.X, 1, a),
                     fmpq_mat_entry(other.X, 1, a));
            arb_set_fmpq(off, apart, 128);
            arb_abs(off, off);
            both = both && arb_le(off, reach);
            fmpq_clear(apart);
        }
        if (both)
            ck_assert(!is_alone(&m) && !is_alone(&other));
        else
            certain += is_alone(&m);
        exact_model_clear(&other);
        exact_model_clear(&m);
        arb_clear(reach);
        arb_clear(off);
    }
    ck_assert_int_gt(certain, 0);
}
END_TEST

/* Equilibria that are no isolated points are not one either; most others, in
   few coordinates, are seen to be. */
START_TEST(a_singular_equilibrium_is_never_alone)
{
    const long trials = random_trials(4);
    uint64_t state = random_start();
    long singular = 0, small = 0, alone = 0;

    while (singular < trials || small < 3 * trials) {
        exact_model m;

        exact_model_random(&m, &state);
        if (exact_model_is_singular(&m)) {
            if (singular++ < trials)
                ck_assert(!is_alone(&m));
        } else if (m.n * m.d <= 4 && small++ < 3 * trials) {
            alone += is_alone(&m);
        }
        exact_model_clear(&m);
    }
    printf("%ld of %ld regular ones are alone\n", alone, 3 * trials);
    ck_assert_int_gt(alone, trials);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("exclusion");

    tcase_add_test(tcase, a_box_with_an_exact_equilibrium_is_never_excluded);
    tcase_add_test(tcase, figure_1_is_known_everywhere);
    tcase_add_test(tcase, a_close_miss_is_excluded);
    tcase_add_test(tcase, a_factor_that_is_not_positive_is_excluded);
    tcase_add_test(tcase, what_is_not_finite_is_not_excluded);
    tcase_add_test(tcase, excluding_can_be_stopped);
    tcase_add_test(tcase, two_equilibria_within_reach_are_never_one);
    tcase_add_test(tcase, a_singular_equilibrium_is_never_alone);
    return run_claim_tests(tcase);
}
