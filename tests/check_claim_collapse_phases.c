/* Phases: each begins where the one before it has certainly brought the
   tokens, and the last contracts nearly as fast as consensus. */

#include "collapse_support.h"

#define PREC 4096

static void
phases_open(collapse_run *r, const char *yaml)
{
    collapse_open(r, yaml, 16384);
    ck_assert_int_eq(rc_collapse_find_phases(&r->c), RC_OK);
}

/* next S >= S (R / D)^(2 b), and at most by 2^-30 of it; next from. */
static void
expect_step(const rc_collapse *c, slong k)
{
    const rc_collapse_phase *here = c->phases + k, *next = here + 1;
    arb_t x, S;
    fmpz_t from;

    arb_init(x);
    arb_init(S);
    fmpz_init(from);
    ck_assert_int_ge(fmpz_sgn(here->blocks), 1);
    ck_assert(fmpz_cmp(here->block.factor, c->denominator) < 0);
    arb_set_fmpz(x, here->block.factor);
    arb_div_fmpz(x, x, c->denominator, PREC);
    fmpz_mul_2exp(from, here->blocks, 1);
    arb_pow_fmpz(x, x, from, PREC);
    arb_set_arf(S, here->spread);
    arb_mul(x, x, S, PREC);
    arb_set_arf(S, next->spread);
    ck_assert_msg(arb_ge(S, x), "phase %ld", (long)k);
    arb_mul_2exp_si(S, x, -30);
    arb_add(x, x, S, PREC);
    arb_set_arf(S, next->spread);
    ck_assert_msg(arb_le(S, x), "phase %ld", (long)k);
    fmpz_mul_ui(from, here->blocks, here->block.length);
    fmpz_add(from, from, here->from);
    ck_assert(fmpz_equal(from, next->from));
    fmpz_clear(from);
    arb_clear(S);
    arb_clear(x);
}

/* R is what its floors give, by squarings from F_1. */
static void
expect_factor(const rc_collapse *c, const rc_collapse_phase *phase)
{
    fmpz_mat_t F;
    fmpq_t tilt;
    fmpz_t R;

    fmpz_mat_init(F, c->tokens, c->tokens);
    fmpq_init(tilt);
    fmpz_init(R);
    arf_get_fmpq(tilt, phase->tilt);
    rc_floor_first(F, c->layers, c->weight_layers, c->denominator, tilt,
                   phase->floors);
    for (ulong m = 1; m < phase->block.length; m *= 2) {
        fmpz_mat_sqr(F, F);
        for (slong i = 0; i < c->tokens; i++)
            for (slong j = 0; j < c->tokens; j++)
                fmpz_fdiv_q(fmpz_mat_entry(F, i, j), fmpz_mat_entry(F, i, j),
                            c->denominator);
    }
    rc_floor_factor(R, F, c->denominator);
    ck_assert(fmpz_equal(R, phase->block.factor));
    ck_assert(fmpz_cmp(R, c->denominator) < 0);
    fmpz_clear(R);
    fmpq_clear(tilt);
    fmpz_mat_clear(F);
}

/* At least `least` phases; the rate is lambda, in thousandths, or at most so
   many thousandths of it more. */
static void
expect_phases(const char *yaml, slong least, slong lambda, slong thousandths)
{
    collapse_run r;
    arb_t rate, most;

    arb_init(rate);
    arb_init(most);
    phases_open(&r, yaml);
    ck_assert_int_ge(r.c.phase_count, least);
    ck_assert_int_le(r.c.phase_count, RC_COLLAPSE_PHASES);
    ck_assert(fmpz_equal_si(r.c.phases->from, r.c.capture));
    ck_assert(arf_equal(r.c.phases->spread, r.c.spread));
    for (slong k = 0; k + 1 < r.c.phase_count; k++)
        expect_step(&r.c, k);
    for (slong k = 0; k < r.c.phase_count; k++)
        expect_factor(&r.c, r.c.phases + k);
    arb_neg(rate, r.c.decay);
    arb_exp(rate, rate, 128);
    arb_set_si(most, lambda * (1000 + thousandths));
    arb_div_si(most, most, 1000000, 128);
    ck_assert_msg(arb_le(rate, most), "%s: rate %.17g", yaml,
                  arf_get_d(arb_midref(rate), ARF_RND_UP));
    arb_set_si(most, lambda);
    arb_div_si(most, most, 1000, 128);
    ck_assert_msg(arb_ge(rate, most) || arb_overlaps(rate, most),
                  "%s: below |lambda_2|", yaml);
    collapse_close(&r);
    arb_clear(most);
    arb_clear(rate);
}

START_TEST(last_phases_are_near_consensus)
{
    expect_phases(COLLAPSE("3", "2", "causal", SOFTMAX, "{identity: 2}", "none",
                           "[[0, 0], [1, 1], [0, 2]]", ", rate-at-most: 0.6"),
                  2, 500, 10);
    expect_phases(COLLAPSE("3", "1", "causal",
                           "{softmax: {query: [[8]], key: [[1]]}}", "[[1]]",
                           "none", "[[0], [1], [2]]", ", rate-at-most: 0.6"),
                  2, 500, 10);
    expect_phases(COLLAPSE("3", "2", "causal", SOFTMAX, "{identity: 2}", "rms",
                           "[[3/5, 4/5], [1, 0], [4/5, 3/5]]",
                           ", rate-at-most: 0.6"),
                  2, 500, 10);
    expect_phases(COLLAPSE("3", "2", "causal", "uniform", "[[0, 1], [-1, 0]]",
                           "rms", "[[1, 2], [1, -1], [-1, 1/5]]",
                           ", rate-at-most: 0.6"),
                  2, 500, 10);
    /* the diagonal has 9/10 */
    expect_phases(COLLAPSE("3", "1", "{edges: [[1, 2], [2, 3]]}",
                           "{fixed: [[1, 0, 0], [1/10, 9/10, 0], [0, 1/4, "
                           "3/4]]}",
                           "[[1]]", "none", "[[0], [1], [2]]", ""),
                  1, 900, 40);
}
END_TEST

START_TEST(weights_that_depend_on_nothing_have_one_phase)
{
    collapse_run r;

    phases_open(&r, HALVING(""));
    ck_assert_int_eq(r.c.phase_count, 1);
    ck_assert_int_eq(r.c.capture, 0);
    ck_assert(arf_is_one(r.c.phases->tilt));
    ck_assert_uint_eq(r.c.phases->block.length, 1);
    fmpz_mul_2exp(r.c.phases->block.factor, r.c.phases->block.factor, 1);
    ck_assert(fmpz_equal(r.c.phases->block.factor, r.c.denominator));
    collapse_close(&r);
    /* thirds are exact as well */
    phases_open(&r, COLLAPSE("3", "1", "complete", "uniform", "[[1]]", "none",
                             "[[0], [1], [3]]", ""));
    ck_assert(fmpz_is_zero(r.c.phases->block.factor));
    ck_assert(!arb_is_finite(r.c.decay));
    collapse_close(&r);
}
END_TEST

/* One phase after the other starts better, and with it R / D falls. */
START_TEST(phases_get_better)
{
    collapse_run r;

    phases_open(&r, COLLAPSE("2", "1", "causal",
                             "{softmax: {query: [[1]], key: [[1]]}}", "[[1]]",
                             "none", "[[0], [10]]", ""));
    ck_assert_int_ge(r.c.phase_count, 3);
    for (slong k = 0; k + 1 < r.c.phase_count; k++) {
        const rc_collapse_phase *here = r.c.phases + k, *next = here + 1;

        ck_assert(arf_cmp(next->spread, here->spread) < 0);
        ck_assert(arf_cmp(next->exponent, here->exponent) <= 0);
        ck_assert(arb_gt(next->block.decay, here->block.decay));
    }
    collapse_close(&r);
}
END_TEST

/* Nothing says by how much: the verdict is there. */
START_TEST(what_places_do_not_show)
{
    collapse_run r;

    collapse_open(&r,
                  COLLAPSE("2", "1", "causal",
                           "{softmax: {query: [[1]], key: [[1]]}}", "[[1]]",
                           "none", "[[0], [20]]", ""),
                  128);
    ck_assert_int_eq(rc_collapse_find_phases(&r.c), RC_DOMAIN);
    ck_assert_int_eq(rc_certificate_verdict(r.run.out), RC_UNDECIDED);
    collapse_close(&r);
}
END_TEST

START_TEST(it_can_be_stopped)
{
    for (int asked = 0; asked < 4; asked++) {
        collapse_run r;
        int left = asked;

        collapse_open(&r,
                      COLLAPSE("6", "1", "{window: 1}",
                               "{softmax: {query: [[1]], key: [[1]]}}", "[[1]]",
                               "none", "[[0], [1], [2], [3], [4], [5]]", ""),
                      16384);
        r.job.limits.stop = stop_after;
        r.job.limits.context = &left;
        ck_assert_int_eq(rc_collapse_find_phases(&r.c), RC_DOMAIN);
        ck_assert_int_eq(rc_certificate_verdict(r.run.out), RC_UNDECIDED);
        ck_assert_ptr_nonnull(strstr(rc_certificate_reason(r.run.out),
                                     "stopped while looking for the best"));
        collapse_close(&r);
    }
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("collapse_phases");

    tcase_set_timeout(tcase, 60);
    tcase_add_test(tcase, last_phases_are_near_consensus);
    tcase_add_test(tcase, weights_that_depend_on_nothing_have_one_phase);
    tcase_add_test(tcase, phases_get_better);
    tcase_add_test(tcase, what_places_do_not_show);
    tcase_add_test(tcase, it_can_be_stopped);
    return run_claim_tests(tcase);
}
