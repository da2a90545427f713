/* Newton's iteration for equilibria: it converges from a few digits, to any
   precision, and says so when it does not. */

#include "search/search.h"

#include "model_support.h"

/* The two tokens of R16, or three with softmax (its W_Q and W_K not zero). */
static void
start_layer(exact_layer *m, int softmax)
{
    layer_start(m, softmax ? 3 : 2, softmax ? 3 : 2,
                softmax ? RC_ATTENTION_SOFTMAX : RC_ATTENTION_UNIFORM,
                RC_NORM_RMS);
    rc_mask_add_causal(m->mask);
    if (!softmax) {
        read_entries(m->value, 2, 2, "1/2 1 0 1");
        return;
    }
    read_entries(m->value, 3, 3, "21/25 53/50 12/25 0 89/100 -1 0 0 1");
    read_entries(m->query, 3, 1, "1/100 0 1/50");
    read_entries(m->key, 3, 1, "0 1/100 1/50");
}

static void
set_matrix(arb_mat_t X, const char *text, slong prec)
{
    rc_matrix_t exact;

    rc_matrix_init_empty(exact);
    read_entries(exact, arb_mat_nrows(X), arb_mat_ncols(X), text);
    rc_matrix_get_arb_mat(X, exact, prec);
    rc_matrix_clear(exact);
}

/* Every entry of A is within 2^-bits of that of B. */
static int
is_near(const arb_mat_t A, const arb_mat_t B, slong bits)
{
    arb_mat_t wide;
    int near;

    arb_mat_init(wide, arb_mat_nrows(A), arb_mat_ncols(A));
    arb_mat_set(wide, A);
    widen(wide, bits);
    near = arb_mat_overlaps(wide, B);
    arb_mat_clear(wide);
    return near;
}

START_TEST(the_known_equilibria_are_found)
{
    static const struct {
        const char *guess, *X, *lambda;
    } points[] = {
        {"1/50 1 -3/5 -79/100", "0 1 -3/5 -4/5", "1 1/4"},
        {"0 1 -99/100 1/20", "0 1 -1 0", "1 1/4"},
        {"1/20 -9/10 7/10 8/10", "0 -1 3/5 4/5", "1 1/4"},
        {"1/10 1 1/10 9/10", "0 1 0 1", "1 1"},
    };

    for (size_t k = 0; k < sizeof points / sizeof *points; k++)
        for (slong prec = 64; prec <= 4096; prec *= 4) {
            exact_layer m;
            rc_layer_ball_t ball;
            const rc_equilibrium_system system = {ball, NULL, 0, 2};
            arb_mat_t X, lambda, wanted, factors;

            start_layer(&m, 0);
            ck_assert_int_eq(rc_layer_ball_init(ball, &m.layer, prec), RC_OK);
            arb_mat_init(X, 2, 2);
            arb_mat_init(lambda, 2, 1);
            arb_mat_init(wanted, 2, 2);
            arb_mat_init(factors, 2, 1);
            set_matrix(X, points[k].guess, prec);
            set_matrix(wanted, points[k].X, prec);
            set_matrix(factors, points[k].lambda, prec);
            ck_assert_int_eq(
                rc_approx_equilibrium(X, lambda, &system, NULL, NULL, prec),
                RC_OK);
            ck_assert_msg(is_near(X, wanted, prec - 20), "%s at %ld bits",
                          points[k].X, (long)prec);
            ck_assert(is_near(lambda, factors, prec - 20));
            ck_assert(arb_mat_is_exact(X) && arb_mat_is_exact(lambda));
            arb_mat_clear(factors);
            arb_mat_clear(wanted);
            arb_mat_clear(lambda);
            arb_mat_clear(X);
            rc_layer_ball_clear(ball);
            layer_end(&m);
        }
}
END_TEST

/* Only the tokens that are asked for move; the others keep their balls. */
START_TEST(tokens_that_are_data_stay)
{
    exact_layer m;
    rc_layer_ball_t ball;
    const rc_equilibrium_system system = {ball, NULL, 1, 2};
    arb_mat_t X, lambda, before, wanted;

    start_layer(&m, 0);
    ck_assert_int_eq(rc_layer_ball_init(ball, &m.layer, 128), RC_OK);
    arb_mat_init(X, 2, 2);
    arb_mat_init(lambda, 2, 1);
    arb_mat_init(before, 2, 2);
    arb_mat_init(wanted, 2, 2);
    set_matrix(X, "0 1 -3/5 -79/100", 128);
    set_matrix(wanted, "0 1 -3/5 -4/5", 128);
    widen(X, 100);
    arb_mat_set(before, X);
    arb_set_si(arb_mat_entry(lambda, 0, 0), 77);
    ck_assert_int_eq(rc_approx_equilibrium(X, lambda, &system, NULL, NULL, 128),
                     RC_OK);
    for (slong a = 0; a < 2; a++) {
        ck_assert(
            arb_equal(arb_mat_entry(X, 0, a), arb_mat_entry(before, 0, a)));
        ck_assert(arb_is_exact(arb_mat_entry(X, 1, a)));
    }
    ck_assert(arb_equal_si(arb_mat_entry(lambda, 0, 0), 77));
    ck_assert(is_near(X, wanted, 90));
    arb_mat_clear(wanted);
    arb_mat_clear(before);
    arb_mat_clear(lambda);
    arb_mat_clear(X);
    rc_layer_ball_clear(ball);
    layer_end(&m);
}
END_TEST

/* The residual at what is found is at the level of the arithmetic. */
START_TEST(softmax_equilibria_are_found)
{
    for (slong prec = 64; prec <= 1024; prec *= 2) {
        exact_layer m;
        rc_layer_ball_t ball;
        const rc_equilibrium_system system = {ball, NULL, 0, 3};
        arb_mat_t X, lambda, G;
        arb_t size;

        start_layer(&m, 1);
        ck_assert_int_eq(rc_layer_ball_init(ball, &m.layer, prec), RC_OK);
        arb_mat_init(X, 3, 3);
        arb_mat_init(lambda, 3, 1);
        arb_mat_init(G, 12, 1);
        arb_init(size);
        set_matrix(X, "0 0 1 0 0.976 -0.217 -0.795 -0.527 0.302", prec);
        ck_assert_int_eq(
            rc_approx_equilibrium(X, lambda, &system, NULL, NULL, prec), RC_OK);
        ck_assert_int_eq(rc_equilibrium_residual(G, &system, X, lambda, prec),
                         RC_OK);
        arb_mat_frobenius_norm(size, G, prec);
        arb_mul_2exp_si(size, size, prec - 20);
        arb_sub_ui(size, size, 1, prec);
        ck_assert(arb_is_negative(size));
        /* it is the one of full rank near the guess, not a collapsed one */
        arb_abs(size, arb_mat_entry(X, 2, 0));
        arb_mul_2exp_si(size, size, 1);
        arb_sub_ui(size, size, 1, prec);
        ck_assert(arb_is_positive(size));
        arb_clear(size);
        arb_mat_clear(G);
        arb_mat_clear(lambda);
        arb_mat_clear(X);
        rc_layer_ball_clear(ball);
        layer_end(&m);
    }
}
END_TEST

static int
stop_after(void *context)
{
    int *left = context;

    return (*left)-- <= 0;
}

START_TEST(it_can_be_stopped)
{
    for (int after = 0; after < 3; after++) {
        exact_layer m;
        rc_layer_ball_t ball;
        const rc_equilibrium_system system = {ball, NULL, 0, 2};
        arb_mat_t X, lambda;
        int left = after;

        start_layer(&m, 0);
        ck_assert_int_eq(rc_layer_ball_init(ball, &m.layer, 1024), RC_OK);
        arb_mat_init(X, 2, 2);
        arb_mat_init(lambda, 2, 1);
        set_matrix(X, "0 1 -1/2 -7/10", 1024);
        ck_assert_int_eq(
            rc_approx_equilibrium(X, lambda, &system, stop_after, &left, 1024),
            RC_STOPPED);
        arb_mat_clear(lambda);
        arb_mat_clear(X);
        rc_layer_ball_clear(ball);
        layer_end(&m);
    }
}
END_TEST

/* A rotation by a right angle has no equilibrium; zero and what is not finite
   are no guesses. */
START_TEST(what_does_not_converge_is_uncertain)
{
    static const char *const guesses[] = {"3/5 4/5", "0 0", "1 0", NULL};

    for (size_t k = 0; k < sizeof guesses / sizeof *guesses; k++) {
        exact_layer m;
        rc_layer_ball_t ball;
        const rc_equilibrium_system system = {ball, NULL, 0, 1};
        arb_mat_t X, lambda;

        layer_start(&m, 1, 2, RC_ATTENTION_UNIFORM, RC_NORM_RMS);
        read_entries(m.value, 2, 2, "0 1 -1 0");
        ck_assert_int_eq(rc_layer_ball_init(ball, &m.layer, 128), RC_OK);
        arb_mat_init(X, 1, 2);
        arb_mat_init(lambda, 1, 1);
        if (guesses[k] != NULL)
            set_matrix(X, guesses[k], 128);
        else
            arb_indeterminate(arb_mat_entry(X, 0, 1));
        ck_assert_int_eq(
            rc_approx_equilibrium(X, lambda, &system, NULL, NULL, 128),
            RC_UNCERTAIN);
        arb_mat_clear(lambda);
        arb_mat_clear(X);
        rc_layer_ball_clear(ball);
        layer_end(&m);
    }
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        the_known_equilibria_are_found,      tokens_that_are_data_stay,
        softmax_equilibria_are_found,        it_can_be_stopped,
        what_does_not_converge_is_uncertain,
    };

    return RUN_TESTS("approximate equilibrium", tests);
}
