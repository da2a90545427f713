/* Orbits: exact references, the order of the visits, and where they stop. */

#include "model_support.h"

enum { TRIALS = 60, LOW = 64, HIGH = 256, MOST = 12 };

/* What a visitor saw. */
typedef struct {
    slong visits, stop_at, prec;
    arb_mat_t X[MOST + 1];
} record;

static void
record_start(record *r, slong n, slong d, slong stop_at)
{
    r->visits = 0;
    r->stop_at = stop_at;
    r->prec = 0;
    for (slong t = 0; t <= MOST; t++)
        arb_mat_init(r->X[t], n, d);
}

static void
record_end(record *r)
{
    for (slong t = 0; t <= MOST; t++)
        arb_mat_clear(r->X[t]);
}

static rc_status
visit(void *context, slong t, const arb_mat_t X, slong prec)
{
    record *r = context;

    ck_assert_int_eq(t, r->visits);
    r->visits++;
    r->prec = prec;
    arb_mat_set(r->X[t], X);
    return t == r->stop_at ? RC_STOPPED : RC_OK;
}

START_TEST(every_step_contains_the_definition)
{
    const long trials = random_trials(TRIALS);
    uint64_t state = random_start();
    long decided = 0;

    for (long trial = 0; trial < trials; trial++) {
        const slong n = 1 + random_below(&state, 4);
        const slong d = 2 + random_below(&state, 3);
        const slong period = 1 + random_below(&state, 3);
        exact_layer m[3];
        rc_layer layers[3];
        rc_matrix_t start;
        rc_orbit orbit = {layers, period, start, random_below(&state, MOST)};
        rc_orbit_place place = {-7, -7};
        arb_mat_t naive, next;
        record r;
        rc_status status;

        for (slong t = 0; t < period; t++) {
            any_layer(m + t, n, d, 2, &state);
            layers[t] = m[t].layer;
        }
        rc_matrix_init_empty(start);
        random_exact(start, n, d, &state, 4);
        arb_mat_init(naive, n, d);
        arb_mat_init(next, n, d);
        record_start(&r, n, d, -1);
        status = rc_orbit_run(&orbit, visit, &r, &place, LOW);
        ck_assert_int_eq(r.prec, LOW);
        ck_assert(status == RC_OK || status == RC_UNCERTAIN);
        ck_assert_int_eq(r.visits,
                         status == RC_OK ? orbit.steps + 1 : place.step + 1);
        decided += status == RC_OK;
        rc_matrix_get_arb_mat(naive, start, HIGH * 2);
        for (slong t = 0; t < r.visits; t++) {
            ck_assert(arb_mat_is_finite(r.X[t]));
            expect_encloses(r.X[t], naive);
            naive_layer(next, layers + t % period, naive, HIGH * 2);
            arb_mat_swap(naive, next);
        }
        record_end(&r);
        arb_mat_clear(next);
        arb_mat_clear(naive);
        rc_matrix_clear(start);
        for (slong t = 0; t < period; t++)
            layer_end(m + t);
    }
    printf("%ld of %ld decided\n", decided, trials);
    ck_assert_int_gt(decided, trials / 2);
    ck_assert_int_lt(decided, trials);
}
END_TEST

/* Two causal tokens, uniform weights, W = I: x_2 moves half of the way to x_1
   in each layer, so mu(t) = 2^-t mu(0) exactly (R6). */
START_TEST(two_causal_tokens_halve_their_distance)
{
    exact_layer m;
    rc_matrix_t start;
    rc_orbit orbit = {&m.layer, 1, start, MOST};
    rc_orbit_place place;
    record r;
    arb_t first, mu;

    layer_start(&m, 2, 2, RC_ATTENTION_UNIFORM, RC_NORM_NONE);
    rc_mask_add_causal(m.mask);
    read_entries(m.value, 2, 2, "1 0 0 1");
    rc_matrix_init_empty(start);
    read_entries(start, 2, 2, "1 5 -2 1");
    record_start(&r, 2, 2, -1);
    arb_init(first);
    arb_init(mu);
    ck_assert_int_eq(rc_orbit_run(&orbit, visit, &r, &place, LOW), RC_OK);
    ck_assert_int_eq(r.visits, MOST + 1);
    rc_mu(first, r.X[0], HIGH);
    for (slong t = 0; t <= MOST; t++) {
        rc_mu(mu, r.X[t], HIGH);
        arb_mul_2exp_si(mu, mu, t);
        ck_assert(arb_overlaps(mu, first));
        ck_assert_int_ge(arb_rel_accuracy_bits(mu), 50);
    }
    arb_clear(mu);
    arb_clear(first);
    record_end(&r);
    rc_matrix_clear(start);
    layer_end(&m);
}
END_TEST

START_TEST(layers_take_turns)
{
    exact_layer m[2];
    rc_layer layers[2];
    rc_matrix_t start;
    rc_orbit orbit = {layers, 2, start, 7};
    rc_orbit_place place;
    record r;
    slong wanted = 1;

    rc_matrix_init_empty(start);
    read_entries(start, 1, 1, "1");
    for (int t = 0; t < 2; t++) {
        layer_start(m + t, 1, 1, RC_ATTENTION_UNIFORM, RC_NORM_NONE);
        read_entries(m[t].value, 1, 1, t == 0 ? "2" : "5");
        layers[t] = m[t].layer;
    }
    record_start(&r, 1, 1, -1);
    ck_assert_int_eq(rc_orbit_run(&orbit, visit, &r, &place, LOW), RC_OK);
    ck_assert_int_eq(r.visits, 8);
    for (slong t = 0; t < 8; t++) {
        ck_assert(arb_equal_si(arb_mat_entry(r.X[t], 0, 0), wanted));
        wanted *= t % 2 ? 5 : 2;
    }
    record_end(&r);
    rc_matrix_clear(start);
    layer_end(m);
    layer_end(m + 1);
}
END_TEST

/* The visitor ends the run, at the start, on the way and at the end. */
START_TEST(the_visitor_can_stop_it)
{
    for (slong stop_at = 0; stop_at <= 4; stop_at++)
        for (slong steps = 0; steps <= 3; steps++) {
            exact_layer m;
            rc_matrix_t start;
            rc_orbit orbit = {&m.layer, 1, start, steps};
            rc_orbit_place place;
            record r;

            layer_start(&m, 1, 1, RC_ATTENTION_UNIFORM, RC_NORM_RMS);
            read_entries(m.value, 1, 1, "-3");
            rc_matrix_init_empty(start);
            read_entries(start, 1, 1, "4");
            record_start(&r, 1, 1, stop_at);
            ck_assert_int_eq(rc_orbit_run(&orbit, visit, &r, &place, HIGH),
                             stop_at <= steps ? RC_STOPPED : RC_OK);
            ck_assert_int_eq(r.visits, (stop_at < steps ? stop_at : steps) + 1);
            ck_assert_int_eq(r.prec, HIGH);
            record_end(&r);
            rc_matrix_clear(start);
            layer_end(&m);
        }
}
END_TEST

/* (2, 0), (-3, 0): token 2 is (-1, 0) after one layer, and then opposite to
   token 1. */
START_TEST(the_place_of_a_breakdown_is_named)
{
    exact_layer m;
    rc_matrix_t start;
    rc_orbit orbit = {&m.layer, 1, start, 5};
    rc_orbit_place place = {-7, -7};
    record r;

    layer_start(&m, 2, 2, RC_ATTENTION_UNIFORM, RC_NORM_RMS);
    rc_mask_add_causal(m.mask);
    read_entries(m.value, 2, 2, "1 0 0 1");
    rc_matrix_init_empty(start);
    read_entries(start, 2, 2, "2 0 -3 0");
    for (slong prec = LOW; prec <= 1024; prec *= 2) {
        record_start(&r, 2, 2, -1);
        ck_assert_int_eq(rc_orbit_run(&orbit, visit, &r, &place, prec),
                         RC_UNCERTAIN);
        ck_assert_int_eq(place.step, 1);
        ck_assert_int_eq(place.token, 1);
        ck_assert_int_eq(r.visits, 2);
        record_end(&r);
    }
    rc_matrix_clear(start);
    layer_end(&m);
}
END_TEST

/* Numbers without a finite enclosure at 64 bits: in the start, where = -1, or
   in layer `where` of three. Nothing is visited after that layer before there
   are enough bits. */
static void
run_without_bits(slong where)
{
    const slong steps = 5;
    exact_layer m[3];
    rc_layer layers[3];
    rc_matrix_t start;
    rc_orbit orbit = {layers, 3, start, steps};
    rc_orbit_place place = {-7, -7};
    record r;

    rc_matrix_init_empty(start);
    read_entries(start, 1, 1, where < 0 ? NOT_FINITE_AT_64 : "1");
    for (int t = 0; t < 3; t++) {
        layer_start(m + t, 1, 1, RC_ATTENTION_UNIFORM, RC_NORM_NONE);
        read_entries(m[t].value, 1, 1, where == t ? NOT_FINITE_AT_64 : "1");
        layers[t] = m[t].layer;
    }
    record_start(&r, 1, 1, -1);
    ck_assert_int_eq(rc_orbit_run(&orbit, visit, &r, &place, LOW),
                     RC_UNCERTAIN);
    /* X(0) is not shown when layer 0 is not known */
    ck_assert_int_eq(r.visits, where <= 0 ? 0 : where + 1);
    ck_assert_int_eq(place.step, where <= 0 ? 0 : where);
    ck_assert_int_eq(place.token, -1);
    r.visits = 0;
    ck_assert_int_eq(rc_orbit_run(&orbit, visit, &r, &place, HIGH), RC_OK);
    ck_assert_int_eq(r.visits, steps + 1);
    /* a layer that is not reached is not asked for */
    r.visits = 0;
    orbit.steps = where;
    if (where > 0)
        ck_assert_int_eq(rc_orbit_run(&orbit, visit, &r, &place, LOW), RC_OK);
    record_end(&r);
    rc_matrix_clear(start);
    for (int t = 0; t < 3; t++)
        layer_end(m + t);
}

START_TEST(data_that_is_not_finite_is_uncertain)
{
    for (slong where = -1; where < 3; where++)
        run_without_bits(where);
}
END_TEST

/* Layers may differ in all of their weights: softmax, uniform and fixed ones
   take turns, and period 3 with 7 steps comes around twice. */
START_TEST(differing_layers_come_around)
{
    uint64_t state = random_start();
    exact_layer m[3];
    rc_layer layers[3];
    rc_matrix_t start;
    rc_orbit orbit = {layers, 3, start, 7};
    rc_orbit_place place;
    arb_mat_t naive, next;
    record r;

    rc_matrix_init_empty(start);
    read_entries(start, 2, 2, "1 1/2 -1/3 2");
    for (int t = 0; t < 3; t++) {
        any_layer(m + t, 2, 2, 2, &state);
        layers[t] = m[t].layer;
        layers[t].norm = t == 1 ? RC_NORM_RMS : RC_NORM_NONE;
    }
    read_entries(m[0].value, 2, 2, "1 2 0 1");
    read_entries(m[1].value, 2, 2, "0 1 -1 0");
    read_entries(m[2].value, 2, 2, "1/2 0 1/7 3");
    arb_mat_init(naive, 2, 2);
    arb_mat_init(next, 2, 2);
    record_start(&r, 2, 2, -1);
    ck_assert_int_eq(rc_orbit_run(&orbit, visit, &r, &place, HIGH), RC_OK);
    ck_assert_int_eq(r.visits, 8);
    rc_matrix_get_arb_mat(naive, start, HIGH * 4);
    for (slong t = 0; t < 8; t++) {
        expect_encloses(r.X[t], naive);
        ck_assert_int_ge(accuracy_bits(r.X[t]), 150);
        naive_layer(next, layers + t % 3, naive, HIGH * 4);
        arb_mat_swap(naive, next);
    }
    record_end(&r);
    arb_mat_clear(next);
    arb_mat_clear(naive);
    rc_matrix_clear(start);
    for (int t = 0; t < 3; t++)
        layer_end(m + t);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        every_step_contains_the_definition,
        two_causal_tokens_halve_their_distance,
        layers_take_turns,
        differing_layers_come_around,
        the_visitor_can_stop_it,
        the_place_of_a_breakdown_is_named,
        data_that_is_not_finite_is_uncertain,
    };

    return RUN_TESTS("orbit", tests);
}
