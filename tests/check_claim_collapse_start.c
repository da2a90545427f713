/* The layer from which a collapse is shown, and what holds there. */

#include "collapse_support.h"

#define PREC 2048

/* Balls of X(capture), for a look that owes nothing to the search. */
static rc_status
keep(void *context, slong t, const arb_mat_t X, slong prec)
{
    (void)t;
    (void)prec;
    arb_mat_set(context, X);
    return RC_OK;
}

static void
tokens_at_capture(arb_mat_t X, const rc_collapse *c)
{
    const rc_orbit orbit = {.layers = c->layers,
                            .period = c->period,
                            .start = c->job->c->start,
                            .steps = c->capture};
    rc_orbit_place place;

    ck_assert_int_eq(rc_orbit_run(&orbit, keep, X, &place, PREC), RC_OK);
}

/* bound >= the sum of squared spreads of X's columns, not far above. */
static void
expect_spread(const arf_t bound, const arb_mat_t X)
{
    arb_t sum, least, most;

    arb_init(sum);
    arb_init(least);
    arb_init(most);
    for (slong a = 0; a < arb_mat_ncols(X); a++) {
        arb_set(least, arb_mat_entry(X, 0, a));
        arb_set(most, least);
        for (slong i = 1; i < arb_mat_nrows(X); i++) {
            arb_min(least, least, arb_mat_entry(X, i, a), PREC);
            arb_max(most, most, arb_mat_entry(X, i, a), PREC);
        }
        arb_sub(most, most, least, PREC);
        arb_addmul(sum, most, most, PREC);
    }
    arb_set_arf(most, bound);
    ck_assert(arb_ge(most, sum));
    arb_mul_2exp_si(least, sum, -25);
    arb_add(sum, sum, least, PREC);
    ck_assert(arb_le(most, sum) || arb_contains_zero(sum));
    arb_clear(most);
    arb_clear(least);
    arb_clear(sum);
}

/* Softmax with norm none: Z >= ||x_i|| B. */
static void
expect_size(const rc_collapse *c, const arb_mat_t X)
{
    arb_t x, Z;

    arb_init(x);
    arb_init(Z);
    arb_set_arf(Z, c->size);
    ck_assert(arb_is_positive(Z));
    arb_sqr(Z, Z, PREC);
    for (slong i = 0; i < c->tokens; i++) {
        arb_srcptr row = arb_mat_entry(X, i, 0);
        arb_t B;

        arb_init(B);
        arb_set_fmpq(B, c->value_squared, PREC);
        arb_dot(x, NULL, 0, row, 1, row, 1, c->dim, PREC);
        arb_mul(x, x, B, PREC);
        ck_assert(arb_ge(Z, x));
        arb_clear(B);
    }
    arb_clear(Z);
    arb_clear(x);
}

/* LayerNorm: <x_i, v> >= h ||v||; X then becomes the y_i. */
static void
expect_height(const rc_collapse *c, arb_mat_t X)
{
    arb_t height, length, h;

    arb_init(height);
    arb_init(length);
    arb_init(h);
    arb_set_arf(h, c->height);
    ck_assert(arb_is_positive(h));
    for (slong a = 0; a < c->dim; a++) {
        arb_set_fmpq(height, fmpq_mat_entry(c->direction, 0, a), PREC);
        arb_addmul(length, height, height, PREC);
    }
    arb_sqrt(length, length, PREC);
    for (slong i = 0; i < c->tokens; i++) {
        arb_t x;

        arb_init(x);
        arb_zero(height);
        for (slong a = 0; a < c->dim; a++) {
            arb_set_fmpq(x, fmpq_mat_entry(c->direction, 0, a), PREC);
            arb_addmul(height, x, arb_mat_entry(X, i, a), PREC);
        }
        arb_div(height, height, length, PREC);
        ck_assert(arb_ge(height, h));
        for (slong a = 0; a < c->dim; a++)
            arb_div(arb_mat_entry(X, i, a), arb_mat_entry(X, i, a), height,
                    PREC);
        arb_clear(x);
    }
    arb_clear(h);
    arb_clear(length);
    arb_clear(height);
}

/* The layer of capture is from least to most, a power of two or 0. */
static void
expect_capture(const char *yaml, slong least, slong most)
{
    collapse_run r;
    arb_mat_t X;

    collapse_open(&r, yaml, 16384);
    ck_assert_msg(r.c.capture >= least && r.c.capture <= most,
                  "%s: from layer %ld", yaml, (long)r.c.capture);
    ck_assert_int_eq(r.c.capture & (r.c.capture - 1), 0);
    arb_mat_init(X, r.c.tokens, r.c.dim);
    tokens_at_capture(X, &r.c);
    if (r.c.softmax && !r.c.normalise)
        expect_size(&r.c, X);
    if (r.c.normalise)
        expect_height(&r.c, X);
    if (r.c.tokens == 1)
        ck_assert(arf_is_zero(r.c.spread));
    else
        expect_spread(r.c.spread, X);
    ck_assert_int_ge(r.c.bits, r.c.capture_bits);
    arb_mat_clear(X);
    collapse_close(&r);
}

#define RMS(start)                                                             \
    COLLAPSE("2", "2", "causal", "uniform", "{identity: 2}", "rms", start, "")
#define SOFT(start)                                                            \
    COLLAPSE("2", "1", "causal", "{softmax: {query: [[1]], key: [[1]]}}",      \
             "[[1/2]]", "none", start, "")

START_TEST(unit_rows_start_at_once)
{
    expect_capture(RMS("[[3/5, 4/5], [1, 0]]"), 0, 0);
    /* or nearly so, or another norm: from what the layer makes of them */
    expect_capture(RMS("[[3/5, 4/5], [1 + 1e-30, 0]]"), 1, 1);
    expect_capture(RMS("[[3/5, 4/5], [1 - 1e-30, 0]]"), 1, 1);
    expect_capture(RMS("[[sqrt(2)/2, sqrt(2)/2], [1, 0]]"), 1, 1);
    expect_capture(COLLAPSE("2", "3", "causal", "uniform", "{identity: 3}",
                            "layer", "[[3/5, 4/5, 0], [1, 0, 0]]", ""),
                   1, 2);
    expect_capture(COLLAPSE("1", "2", "causal", "uniform", "{identity: 2}",
                            "rms", "[[7, 3]]", ""),
                   1, 1);
}
END_TEST

START_TEST(a_hemisphere_is_waited_for)
{
    expect_capture(RMS("[[1, 1e-30], [-1, 1e-30]]"), 1, 1);
    /* from all sides at first, drawn to token 1 little by little */
    expect_capture(COLLAPSE("3", "2", "{edges: [[1, 2], [1, 3]]}",
                            "{fixed: [[1, 0, 0], [1/20, 19/20, 0], [1/20, 0, "
                            "19/20]]}",
                            "{identity: 2}", "rms",
                            "[[1, 0], [-1/2, 7/8], [-1/2, -3/4]]", ""),
                   4, 64);
    /* one that is near the rim at once: a better one, soon */
    expect_capture(COLLAPSE("2", "2", "complete",
                            "{fixed: [[2/3, 1/3], [1/3, 2/3]]}",
                            "{identity: 2}", "rms",
                            "[[3/5, 4/5], [-3/5, -4/5 + 1e-9]]", ""),
                   1, 64);
}
END_TEST

START_TEST(better_weights_are_waited_for)
{
    expect_capture(SOFT("[[0], [0]]"), 0, 0);
    expect_capture(SOFT("[[0], [1/10]]"), 0, 0);
    expect_capture(SOFT("[[0], [sqrt(2)/20]]"), 0, 0);
    expect_capture(SOFT("[[0], [5]]"), 1, 1024);
    /* nothing to gain where weights depend on nothing */
    expect_capture(COLLAPSE("2", "1", "causal", "uniform", "[[1]]", "none",
                            "[[0], [1000000]]", ""),
                   0, 0);
    /* B counts in what bounds the tokens */
    expect_capture(COLLAPSE("2", "2", "causal", SOFTMAX, "[[1/2, 1], [0, 1]]",
                            "none", "[[1/100, 0], [0, 1/90]]", ""),
                   0, 1024);
}
END_TEST

/* ---- What is known of the start ---- */

START_TEST(exact_starts)
{
    collapse_run r;
    arb_t x;

    arb_init(x);
    collapse_open(&r, RMS("[[3/5, 4/5], [1, 0]]"), 256);
    ck_assert(r.c.rational_start && r.c.unit_start);
    ck_assert(fmpq_is_one(r.c.start_length_exact));
    fmpq_mul_si(r.c.start_spread_exact, r.c.start_spread_exact, 5);
    ck_assert(fmpq_cmp_si(r.c.start_spread_exact, 4) == 0); /* 4 + 16 of 25 */
    collapse_close(&r);

    collapse_open(&r, SOFT("[[0], [1]]"), 256);
    ck_assert(r.c.rational_start && !r.c.unit_start);
    collapse_close(&r);

    /* of length 1, and no LayerNorm */
    collapse_open(&r, SOFT("[[1], [-1]]"), 256);
    ck_assert(!r.c.unit_start);
    ck_assert(fmpq_cmp_si(r.c.start_spread_exact, 4) == 0);
    collapse_close(&r);

    collapse_open(&r, SOFT("[[sqrt(2)], [-1]]"), 256);
    ck_assert(!r.c.rational_start && !r.c.unit_start);
    rc_collapse_enclose_start(&r.c, 128);
    arb_set_si(x, 2);
    ck_assert(arb_overlaps(r.c.start_length, x));
    ck_assert_int_ge(arb_rel_accuracy_bits(r.c.start_length), 100);
    arb_sqrt_ui(x, 2, 256); /* (1 + sqrt 2)^2 */
    arb_add_ui(x, x, 1, 256);
    arb_sqr(x, x, 256);
    ck_assert(arb_overlaps(r.c.start_spread, x));
    ck_assert_int_ge(arb_rel_accuracy_bits(r.c.start_spread), 100);
    collapse_close(&r);
    arb_clear(x);
}
END_TEST

/* ---- Nothing is found ---- */

static void
expect_none(const char *yaml, slong bits, rc_verdict verdict,
            const char *reason)
{
    collapse_run r;

    claim_open(&r.run, yaml);
    r.job = claim_job(&r.run, bits);
    ck_assert_int_eq(rc_collapse_init(&r.c, &r.job), RC_OK);
    rc_collapse_read_start(&r.c);
    ck_assert_int_eq(rc_collapse_check_model(&r.c), RC_OK);
    ck_assert_int_eq(rc_collapse_capture(&r.c), RC_DOMAIN);
    ck_assert_int_eq(rc_certificate_verdict(r.run.out), verdict);
    ck_assert_msg(strstr(rc_certificate_reason(r.run.out), reason) != NULL,
                  "%s: %s", yaml, rc_certificate_reason(r.run.out));
    collapse_close(&r);
}

START_TEST(nothing_is_found)
{
    /* for ever opposite, exactly and by balls */
    expect_none(COLLAPSE("2", "2", "causal", "{fixed: [[1, 0], [1/4, 3/4]]}",
                         "{identity: 2}", "rms", "[[1, 0], [-1, 0]]", ""),
                256, RC_UNDECIDED, "no hemisphere was found");
    expect_none(RMS("[[1, 0], [-1, 0]]"), 256, RC_UNDEFINED,
                "y_2 is exactly zero in layer 0");
    /* later: y_3 is zero in layer 1 */
    expect_none(COLLAPSE("3", "1", "{edges: [[1, 2], [2, 3]]}",
                         "{fixed: [[1, 0, 0], [3/4, 1/4, 0], [0, 1/2, 1/2]]}",
                         "[[1]]", "rms", "[[1], [-1], [-1]]", ""),
                256, RC_UNDEFINED, "y_3 is exactly zero in layer 1");
    /* zero, which no precision shows of irrational numbers */
    expect_none(RMS("[[sqrt(2) - 1, 0], [1 - sqrt(2), 0]]"), 512, RC_UNDECIDED,
                "||y_2|| in layer 0 is not certified positive with 512 bits");
}
END_TEST

START_TEST(it_can_be_stopped)
{
    for (int asked = 0; asked < 2; asked++) {
        collapse_run r;
        int left = asked;

        claim_open(&r.run, RMS("[[1, 1e-30], [-1, 1e-30]]"));
        r.job = claim_job(&r.run, 256);
        ck_assert_int_eq(rc_collapse_init(&r.c, &r.job), RC_OK);
        rc_collapse_read_start(&r.c);
        ck_assert_int_eq(rc_collapse_check_model(&r.c), RC_OK);
        r.job.limits.stop = stop_after;
        r.job.limits.context = &left;
        ck_assert_int_eq(rc_collapse_capture(&r.c), RC_DOMAIN);
        ck_assert_ptr_nonnull(strstr(rc_certificate_reason(r.run.out),
                                     "stopped while following the orbit"));
        collapse_close(&r);
    }
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("collapse_start");

    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, unit_rows_start_at_once);
    tcase_add_test(tcase, a_hemisphere_is_waited_for);
    tcase_add_test(tcase, better_weights_are_waited_for);
    tcase_add_test(tcase, exact_starts);
    tcase_add_test(tcase, nothing_is_found);
    tcase_add_test(tcase, it_can_be_stopped);
    return run_claim_tests(tcase);
}
