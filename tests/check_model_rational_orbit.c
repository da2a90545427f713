/* Orbits over the rationals: the definition, the caps, and the squares. */

#include "model_support.h"

enum { TRIALS = 40, MOST = 6, BITS = 192 };

typedef struct {
    slong visits, stop_at;
    fmpq_mat_t X[MOST + 1];
} record;

static void
record_start(record *r, slong n, slong d, slong stop_at)
{
    r->visits = 0;
    r->stop_at = stop_at;
    for (slong t = 0; t <= MOST; t++)
        fmpq_mat_init(r->X[t], n, d);
}

static void
record_end(record *r)
{
    for (slong t = 0; t <= MOST; t++)
        fmpq_mat_clear(r->X[t]);
}

static rc_status
visit(void *context, slong t, const fmpq_mat_t X)
{
    record *r = context;

    ck_assert_int_eq(t, r->visits);
    r->visits++;
    fmpq_mat_set(r->X[t], X);
    return t == r->stop_at ? RC_UNCERTAIN : RC_OK;
}

static rc_status
run(const rc_orbit *orbit, record *r)
{
    return rc_rational_orbit_run(orbit, visit, r, NULL, NULL);
}

/* ---- What is rational ---- */

/* One softmax, LayerNorm or irrational number in any of the layers. */
START_TEST(every_layer_must_be_rational)
{
    uint64_t state = random_start();
    exact_layer m[2], soft, rms, centred;
    rc_layer layers[2];
    rc_matrix_t start;
    rc_orbit orbit = {layers, 2, start, 3};

    rc_matrix_init_empty(start);
    random_exact(start, 3, 2, &state, 4);
    random_layer(m, 3, 2, RC_ATTENTION_UNIFORM, RC_NORM_NONE, CAUSAL, 3,
                 &state);
    random_layer(m + 1, 3, 2, RC_ATTENTION_FIXED, RC_NORM_NONE, COMPLETE, 3,
                 &state);
    random_layer(&soft, 3, 2, RC_ATTENTION_SOFTMAX, RC_NORM_NONE, CAUSAL, 3,
                 &state);
    random_layer(&rms, 3, 2, RC_ATTENTION_UNIFORM, RC_NORM_RMS, CAUSAL, 3,
                 &state);
    random_layer(&centred, 3, 2, RC_ATTENTION_UNIFORM, RC_NORM_LAYER, CAUSAL, 3,
                 &state);
    layers[0] = m[0].layer;
    layers[1] = m[1].layer;
    ck_assert(rc_orbit_is_rational(&orbit));
    layers[1] = soft.layer;
    ck_assert(!rc_orbit_is_rational(&orbit));
    orbit.period = 1;
    ck_assert(rc_orbit_is_rational(&orbit));
    orbit.period = 2;
    layers[1] = rms.layer;
    ck_assert(!rc_orbit_is_rational(&orbit));
    layers[1] = centred.layer;
    ck_assert(!rc_orbit_is_rational(&orbit));
    layers[1] = m[1].layer;
    read_entry(rc_matrix_entry(m[1].fixed, 2, 1), "sqrt(1/9+1/7)");
    ck_assert(!rc_orbit_is_rational(&orbit));
    read_entry(rc_matrix_entry(m[1].fixed, 2, 1), "1/3");
    ck_assert(rc_orbit_is_rational(&orbit));
    read_entry(rc_matrix_entry(m[1].value, 1, 0), "pi");
    ck_assert(!rc_orbit_is_rational(&orbit));
    read_entry(rc_matrix_entry(m[1].value, 1, 0), "1/2^4096");
    ck_assert(!rc_orbit_is_rational(&orbit)); /* 4097 bits */
    read_entry(rc_matrix_entry(m[1].value, 1, 0), "1/2^4095");
    ck_assert(rc_orbit_is_rational(&orbit));
    read_entry(rc_matrix_entry(start, 2, 1), "sqrt(3)");
    ck_assert(!rc_orbit_is_rational(&orbit));
    layer_end(m);
    layer_end(m + 1);
    layer_end(&soft);
    layer_end(&rms);
    layer_end(&centred);
    rc_matrix_clear(start);
}
END_TEST

/* ---- The orbit ---- */

START_TEST(every_step_is_the_definition)
{
    const long trials = random_trials(TRIALS);
    uint64_t state = random_start();

    for (long trial = 0; trial < trials; trial++) {
        const slong n = 1 + random_below(&state, 4);
        const slong d = 1 + random_below(&state, 3);
        const slong period = 1 + random_below(&state, 3);
        exact_layer m[3];
        rc_layer layers[3];
        rc_matrix_t start;
        rc_orbit orbit = {layers, period, start, random_below(&state, MOST)};
        arb_mat_t naive, next;
        record r;

        for (slong t = 0; t < period; t++) {
            random_layer(m + t, n, d,
                         random_below(&state, 2) ? RC_ATTENTION_FIXED
                                                 : RC_ATTENTION_UNIFORM,
                         RC_NORM_NONE, (int)random_below(&state, MASK_KINDS), 3,
                         &state);
            if (random_below(&state, 3) == 0)
                ck_assert_int_eq(rc_matrix_set_identity(m[t].value, d), RC_OK);
            layers[t] = m[t].layer;
        }
        rc_matrix_init_empty(start);
        random_exact(start, n, d, &state, 4);
        arb_mat_init(naive, n, d);
        arb_mat_init(next, n, d);
        record_start(&r, n, d, -1);
        ck_assert(rc_orbit_is_rational(&orbit));
        ck_assert_int_eq(run(&orbit, &r), RC_OK);
        ck_assert_int_eq(r.visits, orbit.steps + 1);
        rc_matrix_get_arb_mat(naive, start, BITS);
        for (slong t = 0; t < r.visits; t++) {
            ck_assert(arb_mat_contains_fmpq_mat(naive, r.X[t]));
            naive_layer(next, layers + t % period, naive, BITS);
            arb_mat_swap(naive, next);
        }
        record_end(&r);
        arb_mat_clear(next);
        arb_mat_clear(naive);
        rc_matrix_clear(start);
        for (slong t = 0; t < period; t++)
            layer_end(m + t);
    }
}
END_TEST

/* Start (0, 1, 0, 0), one-sided window of width 2, d = 1: x_i(t) =
   binom(t, i - 2) / 2^t (R6). */
START_TEST(binomials_of_the_one_sided_window)
{
    exact_layer m;
    rc_matrix_t start;
    rc_orbit orbit = {&m.layer, 1, start, MOST};
    record r;
    fmpq_t wanted;

    layer_start(&m, 4, 1, RC_ATTENTION_UNIFORM, RC_NORM_NONE);
    ck_assert_int_eq(rc_mask_add_causal_window(m.mask, 2), RC_OK);
    read_entries(m.value, 1, 1, "1");
    rc_matrix_init_empty(start);
    read_entries(start, 4, 1, "0 1 0 0");
    record_start(&r, 4, 1, -1);
    fmpq_init(wanted);
    ck_assert_int_eq(run(&orbit, &r), RC_OK);
    for (slong t = 0; t <= MOST; t++)
        for (slong i = 1; i < 4; i++) {
            fmpz_one(fmpq_denref(wanted));
            fmpz_bin_uiui(fmpq_numref(wanted), (ulong)t, (ulong)(i - 1));
            fmpq_div_2exp(wanted, wanted, (flint_bitcnt_t)t);
            ck_assert(fmpq_equal(wanted, fmpq_mat_entry(r.X[t], i, 0)));
            ck_assert(fmpq_is_zero(fmpq_mat_entry(r.X[t], 0, 0)));
        }
    fmpq_clear(wanted);
    record_end(&r);
    rc_matrix_clear(start);
    layer_end(&m);
}
END_TEST

/* ---- Where it ends ---- */

static int
stop_third(void *context)
{
    int *calls = context;

    return ++*calls == 3;
}

START_TEST(visitors_and_callers_stop_it)
{
    exact_layer m;
    rc_matrix_t start;
    rc_orbit orbit = {&m.layer, 1, start, MOST};
    record r;
    int calls = 0;

    layer_start(&m, 1, 1, RC_ATTENTION_UNIFORM, RC_NORM_NONE);
    read_entries(m.value, 1, 1, "1/2");
    rc_matrix_init_empty(start);
    read_entries(start, 1, 1, "1");
    record_start(&r, 1, 1, 0);
    ck_assert_int_eq(run(&orbit, &r), RC_UNCERTAIN);
    ck_assert_int_eq(r.visits, 1);
    r.visits = 0;
    r.stop_at = 2;
    ck_assert_int_eq(run(&orbit, &r), RC_UNCERTAIN);
    ck_assert_int_eq(r.visits, 3);
    r.visits = 0;
    r.stop_at = -1;
    ck_assert_int_eq(
        rc_rational_orbit_run(&orbit, visit, &r, stop_third, &calls),
        RC_STOPPED);
    ck_assert_int_eq(r.visits, 3);
    orbit.steps = 2; /* it is not asked after the last layer */
    r.visits = calls = 0;
    ck_assert_int_eq(
        rc_rational_orbit_run(&orbit, visit, &r, stop_third, &calls), RC_OK);
    ck_assert_int_eq(r.visits, 3);
    record_end(&r);
    rc_matrix_clear(start);
    layer_end(&m);
}
END_TEST

static rc_status
count(void *context, slong t, const fmpq_mat_t X)
{
    slong *last = context;

    ck_assert_int_le((slong)fmpq_height_bits(fmpq_mat_entry(X, 0, 0)),
                     RC_ORBIT_MAX_BITS);
    *last = t;
    return RC_OK;
}

/* One token of d equal coordinates, W = 2^4095 (4096 bits). */
static rc_status
grow(slong d, slong steps, slong *last)
{
    exact_layer m;
    rc_matrix_t start;
    rc_orbit orbit = {&m.layer, 1, start, steps};
    rc_status status;

    layer_start(&m, 1, d, RC_ATTENTION_UNIFORM, RC_NORM_NONE);
    ck_assert_int_eq(rc_matrix_resize(m.value, d, d), RC_OK);
    rc_matrix_init_empty(start);
    ck_assert_int_eq(rc_matrix_resize(start, 1, d), RC_OK);
    for (slong a = 0; a < d; a++) {
        read_entry(rc_matrix_entry(m.value, a, a), "2^4095");
        read_entry(rc_matrix_entry(start, 0, a), "1");
    }
    status = rc_rational_orbit_run(&orbit, count, last, NULL, NULL);
    rc_matrix_clear(start);
    layer_end(&m);
    return status;
}

START_TEST(sizes_are_capped)
{
    slong last = -1;

    /* 2^(4095 t) has 4095 t + 1 bits: 2^20 = 4095 * 256 + 256 */
    ck_assert_int_eq(grow(1, 256, &last), RC_OK);
    ck_assert_int_eq(last, 256);
    ck_assert_int_eq(grow(1, 257, &last), RC_LIMIT);
    ck_assert_int_eq(last, 256);
    /* all entries together: 128 (4095 t + 1) <= 2^25 up to t = 64 */
    ck_assert_int_eq(grow(128, 64, &last), RC_OK);
    ck_assert_int_eq(grow(128, 65, &last), RC_LIMIT);
    ck_assert_int_eq(last, 64);
}
END_TEST

/* ---- Squares ---- */

static void
expect_squares(const char *entries, slong n, slong d, const char *mu,
               const char *diameter, const char *norm_max)
{
    const char *const wanted[] = {mu, diameter, norm_max};
    rc_matrix_t m;
    rc_number_t x;
    fmpq_mat_t X;
    fmpq_t square;

    rc_matrix_init_empty(m);
    rc_number_init(x);
    fmpq_mat_init(X, n, d);
    fmpq_init(square);
    read_entries(m, n, d, entries);
    rc_matrix_get_fmpq_mat(X, m);
    for (int k = 0; k < 3; k++) {
        if (k == 0)
            rc_mu_squared(square, X);
        else if (k == 1)
            rc_diameter_squared(square, X);
        else
            rc_norm_max_squared(square, X);
        read_entry(x, wanted[k]);
        ck_assert(fmpq_is_canonical(square));
        ck_assert_msg(fmpq_equal(square, x->rational), "%s: %d", entries, k);
    }
    fmpq_clear(square);
    fmpq_mat_clear(X);
    rc_number_clear(x);
    rc_matrix_clear(m);
}

START_TEST(squares)
{
    expect_squares("3 4", 1, 2, "0", "0", "25");
    expect_squares("0 0", 2, 1, "0", "0", "0");
    expect_squares("1/2 -1/3", 2, 1, "25/72", "25/36", "1/4");
    /* the farthest pair is not of the first token; the longest is in between */
    expect_squares("0 0 3 -4 -3 3", 3, 2, "42+2/3", "85", "25");
    expect_squares("1/2 1/3 1/2 1/3 1/2 1/3", 3, 2, "0", "0", "13/36");
    expect_squares("1 2 4 -8", 4, 1, "84+3/4", "144", "64");
}
END_TEST

/* They are the squares of what balls enclose. */
START_TEST(squares_agree_with_balls)
{
    const long trials = random_trials(TRIALS);
    uint64_t state = random_start();

    for (long trial = 0; trial < trials; trial++) {
        const slong n = 1 + random_below(&state, 5);
        const slong d = 1 + random_below(&state, 4);
        fmpq_mat_t X;
        arb_mat_t balls;
        fmpq_t square;
        arb_t value;

        fmpq_mat_init(X, n, d);
        arb_mat_init(balls, n, d);
        fmpq_init(square);
        arb_init(value);
        random_fmpq_mat(X, &state, 9);
        arb_mat_set_fmpq_mat(balls, X, BITS);
        rc_mu_squared(square, X);
        rc_mu(value, balls, BITS);
        arb_sqr(value, value, BITS);
        ck_assert(arb_contains_fmpq(value, square));
        rc_diameter_squared(square, X);
        rc_diameter(value, balls, BITS);
        arb_sqr(value, value, BITS);
        ck_assert(arb_contains_fmpq(value, square));
        rc_norm_max_squared(square, X);
        rc_norm_max(value, balls, BITS);
        arb_sqr(value, value, BITS);
        ck_assert(arb_contains_fmpq(value, square));
        arb_clear(value);
        fmpq_clear(square);
        arb_mat_clear(balls);
        fmpq_mat_clear(X);
    }
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {every_layer_must_be_rational,
                                  every_step_is_the_definition,
                                  binomials_of_the_one_sided_window,
                                  visitors_and_callers_stop_it,
                                  sizes_are_capped,
                                  squares,
                                  squares_agree_with_balls};

    return RUN_TESTS("model/rational_orbit", tests);
}
