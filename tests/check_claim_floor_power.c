/* R29's integers: by hand, and against products over the rationals. */

#include "claim/floor_power.h"
#include "claim_support.h"
#include "random.h"

#define WEIGHTS(tokens, mask, attention)                                       \
    "rankcert: 1\nmodel: {tokens: " tokens ", dim: 1, mask: " mask             \
    ", attention: " attention ", norm: none, value: [[1]]}\n"                  \
    "claims: [{kind: mask, radius: 1}]\n"

/* The layers of a case, and F_1 of them over D. */
typedef struct {
    claim_run run;
    rc_job job;
    rc_layer *layers;
    slong period;
    fmpz_mat_t F;
    fmpz_t D;
    fmpq_t tilt;
} weights;

static void
weights_open(weights *w, const char *yaml, int exact, slong places)
{
    slong n;

    claim_open(&w->run, yaml);
    w->job = claim_job(&w->run, 0);
    n = w->run.c.model.tokens;
    ck_assert_int_eq(rc_job_layers(&w->layers, &w->period, &w->run.c, 16),
                     RC_OK);
    fmpz_mat_init(w->F, n, n);
    fmpz_init(w->D);
    fmpq_init(w->tilt);
    fmpq_one(w->tilt);
    rc_floor_denominator(w->D, w->layers, w->period, exact, places);
    rc_floor_first(w->F, w->layers, w->period, w->D, w->tilt, NULL);
}

static void
weights_close(weights *w)
{
    fmpq_clear(w->tilt);
    fmpz_clear(w->D);
    fmpz_mat_clear(w->F);
    free(w->layers);
    claim_close(&w->run);
}

/* F = floor(F F / D) */
static void
square_plainly(fmpz_mat_t F, const fmpz_t D)
{
    fmpz_mat_t made;

    fmpz_mat_init(made, F->r, F->c);
    for (slong i = 0; i < F->r; i++)
        for (slong j = 0; j < F->r; j++) {
            fmpz *x = fmpz_mat_entry(made, i, j);

            for (slong k = 0; k < F->r; k++)
                fmpz_addmul(x, fmpz_mat_entry(F, i, k),
                            fmpz_mat_entry(F, k, j));
            fmpz_fdiv_q(x, x, D);
        }
    fmpz_mat_swap(F, made);
    fmpz_mat_clear(made);
}

/* ---- By hand ---- */

/* R of F^m, m a power of two, is num / den of D, exactly. */
static void
expect_ratio(const char *yaml, ulong m, slong num, slong den)
{
    weights w;
    fmpz_t R;

    weights_open(&w, yaml, 1, 16);
    fmpz_init(R);
    for (; m > 1; m /= 2)
        square_plainly(w.F, w.D);
    rc_floor_factor(R, w.F, w.D);
    fmpz_mul_si(R, R, den);
    fmpz_divexact(R, R, w.D);
    ck_assert_msg(fmpz_equal_si(R, num), "%s: %ld, not %ld", yaml,
                  (long)fmpz_get_si(R), (long)num);
    fmpz_clear(R);
    weights_close(&w);
}

START_TEST(by_hand)
{
    expect_ratio(WEIGHTS("1", "causal", "uniform"), 1, 0, 1);
    expect_ratio(WEIGHTS("2", "causal", "uniform"), 1, 1, 2);
    expect_ratio(WEIGHTS("2", "causal", "uniform"), 4, 1, 16);
    expect_ratio(WEIGHTS("4", "complete", "uniform"), 1, 0, 1);
    expect_ratio(WEIGHTS("3", "causal", "uniform"), 1, 2, 3);
    /* (3/4, 1/4, 0) and (11/18, 5/18, 1/9) after two layers */
    expect_ratio(WEIGHTS("3", "causal", "uniform"), 2, 7, 18);
    /* (1/2, 1/2, 0), (1/3, 1/3, 1/3), (0, 1/2, 1/2) */
    expect_ratio(WEIGHTS("3", "{window: 1}", "uniform"), 1, 2, 3);
    expect_ratio(WEIGHTS("2", "{window: 0}", "uniform"), 2, 1, 1);
}
END_TEST

/* A third is not there in binary: its floor is below. */
START_TEST(binary_places_round_down)
{
    weights w;
    fmpz_t R;

    weights_open(&w, WEIGHTS("3", "complete", "uniform"), 0, 10);
    fmpz_init(R);
    ck_assert(fmpz_equal_si(w.D, 1024));
    ck_assert(fmpz_equal_si(fmpz_mat_entry(w.F, 2, 0), 341));
    rc_floor_factor(R, w.F, w.D);
    ck_assert(fmpz_equal_si(R, 1));
    fmpz_clear(R);
    weights_close(&w);
}
END_TEST

/* ---- Denominators ---- */

static void
expect_denominator(const char *yaml, int exact, const char *factor)
{
    weights w;
    fmpz_t wanted;

    weights_open(&w, yaml, exact, 5);
    fmpz_init(wanted);
    ck_assert_int_eq(fmpz_set_str(wanted, factor, 10), 0);
    fmpz_mul_2exp(wanted, wanted, 5);
    ck_assert_msg(fmpz_equal(w.D, wanted), "%s: not 2^5 times %s", yaml,
                  factor);
    fmpz_clear(wanted);
    weights_close(&w);
}

START_TEST(denominators)
{
    expect_denominator(WEIGHTS("5", "causal", "uniform"), 1, "60");
    expect_denominator(WEIGHTS("5", "causal", "uniform"), 0, "1");
    expect_denominator(WEIGHTS("2", "causal", "{fixed: [[1, 0], [2/3, 1/3]]}"),
                       1, "3");
    /* over all layers */
    expect_denominator(WEIGHTS("2", "causal",
                               "{fixed: {per-layer: [[[1, 0], [1/7, 6/7]], "
                               "[[1, 0], [4/5, 1/5]]]}}"),
                       1, "35");
}
END_TEST

/* At most 256 bits are taken in: 2^255 has that many. */
START_TEST(large_denominators_are_left_out)
{
    weights w;

    weights_open(
        &w, WEIGHTS("2", "causal", "{fixed: [[1, 0], [2^-255, 1 - 2^-255]]}"),
        1, 3);
    ck_assert_int_eq((slong)fmpz_bits(w.D), 256 + 3);
    weights_close(&w);
    weights_open(
        &w, WEIGHTS("2", "causal", "{fixed: [[1, 0], [2^-256, 1 - 2^-256]]}"),
        1, 3);
    ck_assert(fmpz_equal_si(w.D, 8));
    weights_close(&w);
    weights_open(&w, WEIGHTS("200", "causal", "uniform"), 1, 3);
    ck_assert(fmpz_equal_si(w.D, 8));
    weights_close(&w);
}
END_TEST

/* ---- F_1 ---- */

static void
expect_entries(const weights *w, const slong *wanted)
{
    for (slong i = 0; i < w->F->r; i++)
        for (slong j = 0; j < w->F->c; j++, wanted++)
            ck_assert_msg(fmpz_equal_si(fmpz_mat_entry(w->F, i, j), *wanted),
                          "entry (%ld, %ld) is not %ld", (long)i, (long)j,
                          (long)*wanted);
}

/* Of layers that differ the least counts, and no later than it is asked. */
START_TEST(least_over_layers)
{
    static const slong both[] = {1024, 0, 256, 384};
    static const slong first[] = {1024, 0, 640, 384};
    weights w;

    weights_open(&w,
                 WEIGHTS("2", "causal",
                         "{fixed: {per-layer: [[[1, 0], [5/8, 3/8]], "
                         "[[1, 0], [1/4, 3/4]]]}}"),
                 0, 10);
    ck_assert_int_eq(w.period, 2);
    expect_entries(&w, both);
    rc_floor_first(w.F, w.layers, 1, w.D, w.tilt, NULL);
    expect_entries(&w, first);
    weights_close(&w);
}
END_TEST

START_TEST(tilts_and_floors)
{
    /* 2/3 of 1024, 512 and 341 1/3: rounded once */
    static const slong tilted[] = {682, 0, 0, 341, 341, 0, 227, 227, 227};
    static const slong given[] = {9, 0, 0, 4, 4, 0, 2, 2, 2};
    fmpz *floors = _fmpz_vec_init(4);
    weights w;

    weights_open(&w, WEIGHTS("3", "causal", "uniform"), 0, 10);
    fmpq_set_si(w.tilt, 2, 3);
    rc_floor_first(w.F, w.layers, 1, w.D, w.tilt, NULL);
    expect_entries(&w, tilted);
    fmpz_set_si(floors + 1, 9);
    fmpz_set_si(floors + 2, 4);
    fmpz_set_si(floors + 3, 2);
    rc_floor_first(w.F, w.layers, 1, w.D, w.tilt, floors);
    expect_entries(&w, given);
    weights_close(&w);
    _fmpz_vec_clear(floors, 4);
}
END_TEST

/* ---- Decays ---- */

static void
expect_decay(slong factor, slong D, const char *least, const char *most)
{
    arb_t decay, bound;
    fmpz_t R, unit;

    arb_init(decay);
    arb_init(bound);
    fmpz_init_set_si(R, factor);
    fmpz_init_set_si(unit, D);
    rc_floor_decay(decay, R, unit, 128);
    ck_assert_int_eq(arb_set_str(bound, least, 128), 0);
    ck_assert_msg(arb_gt(decay, bound), "%ld / %ld", (long)factor, (long)D);
    ck_assert_int_eq(arb_set_str(bound, most, 128), 0);
    ck_assert_msg(arb_lt(decay, bound), "%ld / %ld", (long)factor, (long)D);
    fmpz_clear(unit);
    fmpz_clear(R);
    arb_clear(bound);
    arb_clear(decay);
}

START_TEST(decays)
{
    arb_t decay;
    fmpz_t R, D;

    expect_decay(1, 2, "0.6931471805599453094", "0.6931471805599453095");
    expect_decay(1, 3, "1.0986122886681096913", "1.0986122886681096915");
    expect_decay(9, 10, "0.1053605156578263012", "0.1053605156578263013");
    arb_init(decay);
    fmpz_init(R);
    fmpz_init(D);
    fmpz_one(D);
    rc_floor_decay(decay, R, D, 64);
    ck_assert(arb_is_exact(decay) && !arb_is_finite(decay));
    ck_assert(arf_is_pos_inf(arb_midref(decay)));
    rc_floor_decay(decay, D, D, 64);
    ck_assert(arb_contains_zero(decay));
    /* 2^-1000 below one loses nothing */
    fmpz_mul_2exp(D, D, 1000);
    fmpz_sub_ui(R, D, 1);
    rc_floor_decay(decay, R, D, 64);
    ck_assert(arb_is_positive(decay));
    ck_assert_int_ge(arb_rel_accuracy_bits(decay), 60);
    fmpz_clear(D);
    fmpz_clear(R);
    arb_clear(decay);
}
END_TEST

/* ---- The search ---- */

/* 1 - sum_c min_i (A^m)_ic over the rationals, A = F / D. */
static void
true_factor(fmpq_t rho, const fmpz_mat_t F, const fmpz_t D, ulong m)
{
    const slong n = F->r;
    fmpq_mat_t A, P;

    fmpq_mat_init(A, n, n);
    fmpq_mat_init(P, n, n);
    for (slong i = 0; i < n; i++)
        for (slong j = 0; j < n; j++)
            fmpq_set_fmpz_frac(fmpq_mat_entry(A, i, j), fmpz_mat_entry(F, i, j),
                               D);
    fmpq_mat_one(P);
    for (; m > 0; m--)
        fmpq_mat_mul(P, P, A);
    fmpq_one(rho);
    for (slong c = 0; c < n; c++) {
        slong least = 0;

        for (slong i = 1; i < n; i++)
            if (fmpq_cmp(fmpq_mat_entry(P, i, c), fmpq_mat_entry(P, least, c)) <
                0)
                least = i;
        fmpq_sub(rho, rho, fmpq_mat_entry(P, least, c));
    }
    fmpq_mat_clear(P);
    fmpq_mat_clear(A);
}

/* A floor with row sums of at most D. */
static void
random_floor(fmpz_mat_t F, const fmpz_t D, uint64_t *state)
{
    fmpz_t part;

    fmpz_init(part);
    for (slong i = 0; i < F->r; i++)
        for (slong j = 0; j < F->c; j++) {
            fmpz_set_ui(part, (ulong)random_below(state, 1 << 20));
            if (random_below(state, 3) == 0 && i != j)
                fmpz_zero(part);
            fmpz_mul(part, part, D);
            fmpz_fdiv_q_2exp(part, part, 20);
            fmpz_fdiv_q_si(fmpz_mat_entry(F, i, j), part, F->r);
        }
    fmpz_clear(part);
}

/* What was found is the definition's R, at least the true factor, and its
   decay is that of R. */
static void
expect_sound(const rc_floor_block *block, const fmpz_mat_t F_1, const fmpz_t D)
{
    fmpz_mat_t F;
    fmpz_t R;
    fmpq_t rho, found;
    arb_t decay;

    fmpz_mat_init_set(F, F_1);
    fmpz_init(R);
    fmpq_init(rho);
    fmpq_init(found);
    arb_init(decay);
    for (ulong m = 1; m < block->length; m *= 2)
        square_plainly(F, D);
    rc_floor_factor(R, F, D);
    ck_assert(fmpz_equal(R, block->factor));
    ck_assert(fmpz_sgn(R) >= 0 && fmpz_cmp(R, D) < 0);
    if (block->length <= 16) {
        true_factor(rho, F_1, D, block->length);
        fmpq_set_fmpz_frac(found, R, D);
        ck_assert(fmpq_cmp(found, rho) >= 0);
    }
    rc_floor_decay(decay, R, D, 64);
    arb_div_ui(decay, decay, block->length, 64);
    ck_assert(arb_overlaps(decay, block->decay) || fmpz_is_zero(R));
    arb_clear(decay);
    fmpq_clear(found);
    fmpq_clear(rho);
    fmpz_clear(R);
    fmpz_mat_clear(F);
}

START_TEST(random_searches)
{
    uint64_t state = random_start();
    const rc_floor_goal goal = {.radius = 2, .least_gain = 1};
    long found = 0;

    for (long trial = random_trials(200); trial > 0; trial--) {
        const rc_job job = {.limits = {.max_bits = 64}};
        const slong n = random_below(&state, 5) + 1;
        rc_floor_block best;
        rc_status status;
        fmpz_mat_t F;
        fmpz_t D;

        rc_floor_block_init(&best);
        fmpz_mat_init(F, n, n);
        fmpz_init_set_ui(D, 1 + (ulong)random_below(&state, 1 << 30));
        fmpz_mul_2exp(D, D, (ulong)random_below(&state, 100));
        random_floor(F, D, &state);
        status = rc_floor_search(&best, F, D, &goal, &job);
        if (status != RC_UNCERTAIN) {
            ck_assert(status == RC_OK || status == RC_LIMIT);
            expect_sound(&best, F, D);
            found++;
        }
        fmpz_clear(D);
        fmpz_mat_clear(F);
        rc_floor_block_clear(&best);
    }
    ck_assert_int_gt(found, 50);
}
END_TEST

static rc_status
search(rc_floor_block *best, const char *yaml, int exact, slong places,
       slong gain)
{
    const rc_floor_goal goal = {.radius = 1, .least_gain = gain};
    rc_status status;
    weights w;

    weights_open(&w, yaml, exact, places);
    status = rc_floor_search(best, w.F, w.D, &goal, &w.job);
    if (status == RC_OK || status == RC_LIMIT)
        expect_sound(best, w.F, w.D);
    weights_close(&w);
    return status;
}

START_TEST(best_blocks)
{
    static const char window[] = WEIGHTS("8", "{window: 1}", "uniform");
    rc_floor_block best;
    ulong rough;

    rc_floor_block_init(&best);
    /* longer blocks gain nothing */
    ck_assert_int_eq(
        search(&best, WEIGHTS("2", "causal", "uniform"), 1, 128, 1), RC_OK);
    ck_assert_uint_eq(best.length, 1);
    ck_assert_int_eq(
        search(&best, WEIGHTS("4", "complete", "uniform"), 1, 64, 1), RC_OK);
    ck_assert_uint_eq(best.length, 1);
    ck_assert(fmpz_is_zero(best.factor));
    ck_assert(!arb_is_finite(best.decay));
    /* nothing contracts before tokens have seen a common one */
    ck_assert_int_eq(search(&best, window, 1, 4096, 20), RC_OK);
    rough = best.length;
    ck_assert_uint_ge(rough, 4);
    ck_assert_int_eq(search(&best, window, 1, 4096, 1), RC_OK);
    ck_assert_uint_ge(best.length, rough);
    rc_floor_block_clear(&best);
}
END_TEST

START_TEST(what_does_not_contract)
{
    rc_floor_block best;

    rc_floor_block_init(&best);
    ck_assert_int_eq(
        search(&best, WEIGHTS("2", "{window: 0}", "uniform"), 1, 200, 1),
        RC_UNCERTAIN);
    ck_assert_int_eq(
        search(&best, WEIGHTS("3", "{edges: [[1, 3], [2, 3]]}", "uniform"), 1,
               200, 1),
        RC_UNCERTAIN);
    rc_floor_block_clear(&best);
}
END_TEST

/* More than 32 bits of a contraction are needed to tell of it. */
START_TEST(noise_is_no_contraction)
{
    rc_floor_block best;

    rc_floor_block_init(&best);
    ck_assert_int_eq(
        search(&best, WEIGHTS("2", "complete", "uniform"), 0, 31, 1),
        RC_UNCERTAIN);
    ck_assert_int_eq(
        search(&best, WEIGHTS("2", "complete", "uniform"), 0, 32, 1), RC_OK);
    rc_floor_block_clear(&best);
}
END_TEST

/* When R is a few units of 1 / D, more places would say more. */
START_TEST(too_few_places_are_told)
{
    static const char yaml[] = WEIGHTS("8", "{window: 1}", "uniform");
    rc_floor_block coarse, fine;

    rc_floor_block_init(&coarse);
    rc_floor_block_init(&fine);
    ck_assert_int_eq(search(&coarse, yaml, 1, 36, 1), RC_LIMIT);
    ck_assert_int_eq(search(&fine, yaml, 1, 8192, 1), RC_OK);
    ck_assert(arb_gt(fine.decay, coarse.decay));
    rc_floor_block_clear(&fine);
    rc_floor_block_clear(&coarse);
}
END_TEST

START_TEST(it_can_be_stopped)
{
    static const char yaml[] = WEIGHTS("8", "{window: 1}", "uniform");
    const rc_floor_goal goal = {.radius = 4, .least_gain = 1};

    for (int asked = 0; asked < 3; asked++) {
        int left = asked;
        rc_floor_block best;
        weights w;

        rc_floor_block_init(&best);
        weights_open(&w, yaml, 1, 256);
        w.job.limits.stop = stop_after;
        w.job.limits.context = &left;
        ck_assert_int_eq(rc_floor_search(&best, w.F, w.D, &goal, &w.job),
                         RC_STOPPED);
        weights_close(&w);
        rc_floor_block_clear(&best);
    }
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("floor_power");

    tcase_add_test(tcase, by_hand);
    tcase_add_test(tcase, binary_places_round_down);
    tcase_add_test(tcase, denominators);
    tcase_add_test(tcase, large_denominators_are_left_out);
    tcase_add_test(tcase, least_over_layers);
    tcase_add_test(tcase, tilts_and_floors);
    tcase_add_test(tcase, decays);
    tcase_add_test(tcase, random_searches);
    tcase_add_test(tcase, best_blocks);
    tcase_add_test(tcase, what_does_not_contract);
    tcase_add_test(tcase, noise_is_no_contraction);
    tcase_add_test(tcase, too_few_places_are_told);
    tcase_add_test(tcase, it_can_be_stopped);
    return run_claim_tests(tcase);
}
