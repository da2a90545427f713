/* mu on the orbit against the bounds: equality passes exactly, a violation is
   never taken for proved. */

#include "collapse_support.h"

#define SOFT_CASE(fields)                                                      \
    COLLAPSE("2", "2", "causal", SOFTMAX, "{identity: 2}", "none",             \
             "[[0, 0], [1, 1]]", fields)
#define RMS_CASE(start, fields)                                                \
    COLLAPSE("2", "2", "causal", "uniform", "[[0, 1], [-1, 0]]", "rms", start, \
             fields)

/* All steps before the replay. */
static void
replay_open(collapse_run *r, const char *yaml, slong max_bits)
{
    collapse_open(r, yaml, max_bits);
    ck_assert_int_eq(rc_collapse_find_phases(&r->c), RC_OK);
    ck_assert_int_eq(rc_collapse_compare(&r->c), RC_OK);
    rc_collapse_find_paper(&r->c);
}

static void
expect_refused(collapse_run *r, slong layer)
{
    char text[64];

    ck_assert_int_eq(rc_collapse_replay(&r->c), RC_DOMAIN);
    ck_assert_int_eq(rc_certificate_verdict(r->run.out), RC_UNDECIDED);
    snprintf(text, sizeof text, "mu(X(%ld)) is not certified to be below",
             (long)layer);
    ck_assert_msg(strstr(rc_certificate_reason(r->run.out), text) != NULL, "%s",
                  rc_certificate_reason(r->run.out));
    collapse_close(r);
}

/* ---- Equality ---- */

START_TEST(equality_is_exact)
{
    collapse_run r;

    replay_open(&r, HALVING(", replay: 200"), 128);
    ck_assert_int_eq(rc_collapse_replay(&r.c), RC_OK);
    ck_assert_int_eq(r.c.observed.last, 200);
    ck_assert(arb_contains_zero(r.c.observed.margin));
    ck_assert(arb_contains_zero(r.c.observed.paper_margin));
    collapse_close(&r);
    /* with the bound of layer 0 alone */
    replay_open(&r, SOFT_CASE(", replay: 0"), 128);
    ck_assert_int_eq(rc_collapse_replay(&r.c), RC_OK);
    collapse_close(&r);
    replay_open(&r, SOFT_CASE(", replay: 64"), 4096);
    ck_assert_int_eq(rc_collapse_replay(&r.c), RC_OK);
    collapse_close(&r);
}
END_TEST

/* Not of irrational numbers; but what has room is certified. */
START_TEST(irrational_starts)
{
    collapse_run r;

    replay_open(&r,
                COLLAPSE("2", "1", "causal", "uniform", "[[1]]", "none",
                         "[[0], [sqrt(2)]]", ", replay: 3"),
                256);
    expect_refused(&r, 0);
    replay_open(&r,
                COLLAPSE("3", "1", "causal", "uniform", "[[1]]", "none",
                         "[[0], [1], [sqrt(2)]]", ", replay: 30"),
                256);
    ck_assert_int_eq(rc_collapse_replay(&r.c), RC_OK);
    ck_assert(arb_is_positive(r.c.observed.margin));
    collapse_close(&r);
}
END_TEST

/* ---- Violations ---- */

/* R is smaller by one unit than it may be. */
START_TEST(a_unit_too_few)
{
    collapse_run r;

    replay_open(&r, HALVING(", replay: 5"), 256);
    fmpz_sub_ui(r.c.phases->block.factor, r.c.phases->block.factor, 1);
    expect_refused(&r, 1);
    /* of which layer 0 says nothing */
    replay_open(&r, HALVING(", replay: 0"), 256);
    fmpz_sub_ui(r.c.phases->block.factor, r.c.phases->block.factor, 1);
    ck_assert_int_eq(rc_collapse_replay(&r.c), RC_OK);
    collapse_close(&r);
    /* and the same of the start */
    replay_open(&r,
                COLLAPSE("2", "1", "causal", "uniform", "[[1]]", "none",
                         "[[0], [1/3]]", ", replay: 0"),
                256);
    fmpq_set_si(r.c.start_spread_exact, 999999, 9000000);
    expect_refused(&r, 0);
    replay_open(&r, HALVING(", replay: 0"), 256);
    fmpq_set_si(r.c.value_squared, 999999, 1000000);
    expect_refused(&r, 0);
}
END_TEST

/* The paper's form is a bound of its own. */
START_TEST(too_large_an_epsilon)
{
    collapse_run r;
    arf_t more;

    arf_init(more);
    arf_set_si_2exp_si(more, 1, -60);
    replay_open(&r, HALVING(", replay: 5"), 256);
    arf_add(r.c.epsilon, r.c.epsilon, more, ARF_PREC_EXACT, ARF_RND_DOWN);
    expect_refused(&r, 1);
    replay_open(&r, SOFT_CASE(", replay: 9"), 256);
    arf_set_si_2exp_si(r.c.epsilon, 3, -2);
    expect_refused(&r, 1);
    replay_open(&r, RMS_CASE("[[3/5, 4/5], [1, 0]]", ", replay: 9"), 256);
    arf_set_si_2exp_si(r.c.epsilon, 3, -2);
    expect_refused(&r, 1);
    arf_clear(more);
}
END_TEST

START_TEST(violations_by_balls)
{
    collapse_run r;

    replay_open(&r, SOFT_CASE(", replay: 30"), 512);
    for (slong k = 0; k < r.c.phase_count; k++)
        fmpz_zero(r.c.phases[k].block.factor);
    ck_assert_int_eq(fmpz_cmp_si(r.c.phases[0].blocks, 1), 1);
    expect_refused(&r, r.c.capture + (slong)r.c.phases[0].block.length);
    replay_open(&r, RMS_CASE("[[3/5, 4/5], [1, 0]]", ", replay: 30"), 512);
    arf_mul_2exp_si(r.c.phases[0].spread, r.c.phases[0].spread, -4);
    expect_refused(&r, 0);
    /* before the layer of capture the lengths of the start bound it */
    replay_open(&r, RMS_CASE("[[9, 0], [-9, 1]]", ", replay: 30"), 512);
    ck_assert_int_ge(r.c.capture, 1);
    ck_assert_int_eq(rc_collapse_replay(&r.c), RC_OK);
    ck_assert_int_ge(r.c.observed.paper_margin_at, r.c.capture);
    collapse_close(&r);
}
END_TEST

/* Numbers that outgrow exact arithmetic are left to balls: X(t) has 4000 t
   bits, and 128 bits say nothing of layer 300. */
START_TEST(exact_orbits_that_outgrow_their_limits)
{
    collapse_run r;

    replay_open(&r,
                COLLAPSE("3", "1", "causal", "uniform", "[[1 - 2^-4000]]",
                         "none", "[[1], [2], [3]]", ", replay: 300"),
                4096);
    ck_assert_int_eq(rc_collapse_replay(&r.c), RC_OK);
    ck_assert_int_ge(r.c.observed.bits, 256);
    collapse_close(&r);
}
END_TEST

/* ---- What is seen ---- */

typedef struct {
    rc_collapse *c;
    arb_t least; /* some point of the least log(bound / mu) */
} margins;

static rc_status
find_margin(void *context, slong t, const arb_mat_t X, slong prec)
{
    margins *m = context;
    arb_t square, bound;
    fmpz_t layer;

    arb_init(square);
    arb_init(bound);
    fmpz_init_set_si(layer, t);
    rc_mu(square, X, prec);
    arb_sqr(square, square, prec);
    rc_collapse_bound(bound, m->c, layer, prec);
    arb_div(bound, bound, square, prec);
    arb_log(bound, bound, prec);
    arb_mul_2exp_si(bound, bound, -1);
    arb_min(m->least, m->least, bound, prec);
    fmpz_clear(layer);
    arb_clear(bound);
    arb_clear(square);
    return RC_OK;
}

/* What is stated of the least margin is below it. */
static void
expect_margin(const char *yaml)
{
    collapse_run r;
    rc_orbit orbit = {.steps = 40};
    rc_orbit_place place;
    margins m = {.c = &r.c};
    arf_t stated, most;

    replay_open(&r, yaml, 4096);
    ck_assert_int_eq(rc_collapse_replay(&r.c), RC_OK);
    arb_init(m.least);
    arf_init(stated);
    arf_init(most);
    arb_pos_inf(m.least);
    rc_collapse_enclose_start(&r.c, 2048);
    orbit.layers = r.c.layers;
    orbit.period = r.c.period;
    orbit.start = r.job.c->start;
    ck_assert_int_eq(rc_orbit_run(&orbit, find_margin, &m, &place, 2048),
                     RC_OK);
    arb_get_lbound_arf(stated, r.c.observed.margin, 64);
    arb_get_ubound_arf(most, m.least, 64);
    ck_assert(arf_cmp(stated, most) <= 0);
    arf_sub(most, most, stated, 64, ARF_RND_UP);
    ck_assert(arf_cmpabs_2exp_si(most, -20) < 0);
    arf_clear(most);
    arf_clear(stated);
    arb_clear(m.least);
    collapse_close(&r);
}

START_TEST(margins_are_bounded_from_below)
{
    expect_margin(COLLAPSE("3", "1", "causal", "uniform", "[[1]]", "none",
                           "[[0], [1], [sqrt(2)]]", ", replay: 40"));
    expect_margin(HALVING(", replay: 40"));
    expect_margin(SOFT_CASE(", replay: 40"));
    expect_margin(RMS_CASE("[[3/5, 4/5], [1, 0]]", ", replay: 40"));
}
END_TEST

START_TEST(rates_are_observed)
{
    collapse_run r;
    arb_t half;

    arb_init(half);
    arb_const_log2(half, 128);
    replay_open(&r, HALVING(""), 1024);
    ck_assert_int_eq(rc_collapse_replay(&r.c), RC_OK);
    ck_assert(r.c.observed.has_rate);
    ck_assert_int_eq(r.c.observed.from, 32);
    ck_assert_int_eq(r.c.observed.to, 64);
    ck_assert(arb_overlaps(r.c.observed.decay, half));
    ck_assert_int_eq(r.c.observed.margin_at, -1);
    ck_assert_int_eq(r.c.observed.bits, 0);
    collapse_close(&r);
    /* mu is 0: there is none */
    replay_open(&r,
                COLLAPSE("2", "1", "complete", "uniform", "[[1]]", "none",
                         "[[0], [1]]", ", replay: 9"),
                1024);
    ck_assert_int_eq(rc_collapse_replay(&r.c), RC_OK);
    ck_assert(!r.c.observed.has_rate);
    collapse_close(&r);
    /* from layer 0 to 0 */
    replay_open(&r, HALVING(", replay: 0"), 1024);
    ck_assert_int_eq(rc_collapse_replay(&r.c), RC_OK);
    ck_assert(!r.c.observed.has_rate);
    collapse_close(&r);
    arb_clear(half);
}
END_TEST

/* ---- Stops ---- */

START_TEST(it_can_be_stopped)
{
    for (int asked = 0; asked < 20; asked += 6) {
        collapse_run r;
        int left = asked;

        replay_open(&r, HALVING(", replay: 50"), 1024);
        r.job.limits.stop = stop_after;
        r.job.limits.context = &left;
        ck_assert_int_eq(rc_collapse_replay(&r.c), RC_DOMAIN);
        ck_assert_ptr_nonnull(strstr(rc_certificate_reason(r.run.out),
                                     "stopped while replaying the orbit"));
        collapse_close(&r);
        /* a rate that nobody asked for is no reason to give up */
        left = asked;
        replay_open(&r, HALVING(""), 1024);
        r.job.limits.stop = stop_after;
        r.job.limits.context = &left;
        ck_assert_int_eq(rc_collapse_replay(&r.c), RC_OK);
        ck_assert(!r.c.observed.has_rate);
        collapse_close(&r);
    }
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("collapse_replay");

    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, equality_is_exact);
    tcase_add_test(tcase, irrational_starts);
    tcase_add_test(tcase, a_unit_too_few);
    tcase_add_test(tcase, too_large_an_epsilon);
    tcase_add_test(tcase, violations_by_balls);
    tcase_add_test(tcase, exact_orbits_that_outgrow_their_limits);
    tcase_add_test(tcase, margins_are_bounded_from_below);
    tcase_add_test(tcase, rates_are_observed);
    tcase_add_test(tcase, it_can_be_stopped);
    return run_claim_tests(tcase);
}
