/* Attention weights against the definition, at every size of the scores. */

#include "model_support.h"

enum { TRIALS = 150, LOW = 64, HIGH = 512 };

/* The rows of A are weights: on the mask, and summing to one. */
static void
expect_weights(const arb_mat_t A, const rc_mask *mask)
{
    arb_t sum;

    ck_assert(arb_mat_is_finite(A));
    arb_init(sum);
    for (slong i = 0; i < arb_mat_nrows(A); i++) {
        arb_zero(sum);
        for (slong j = 0; j < arb_mat_ncols(A); j++) {
            ck_assert(rc_mask_has(mask, i, j) ||
                      arb_is_zero(arb_mat_entry(A, i, j)));
            arb_add(sum, sum, arb_mat_entry(A, i, j), LOW);
        }
        ck_assert(arb_contains_si(sum, 1));
    }
    arb_clear(sum);
}

/* All weights of the layer at X; they are finite. */
static void
weights_at(arb_mat_t A, const rc_layer *layer, const arb_mat_t X, slong prec)
{
    rc_layer_ball_t ball;

    ck_assert_int_eq(rc_layer_ball_init(ball, layer, prec), RC_OK);
    ck_assert_int_eq(
        rc_attention_weights(A, ball, X, 0, rc_mask_tokens(layer->mask), prec),
        RC_OK);
    ck_assert(arb_mat_is_finite(A));
    rc_layer_ball_clear(ball);
}

START_TEST(weights_are_those_of_the_definition)
{
    const long trials = random_trials(TRIALS);
    uint64_t state = random_start();
    long softmax = 0;

    for (long trial = 0; trial < trials; trial++) {
        const slong n = 1 + random_below(&state, 6);
        const slong d = 1 + random_below(&state, 5);
        const slong bits = 1 + random_below(&state, 50);
        exact_layer m;
        fmpq_mat_t q;
        arb_mat_t X, A, naive;

        any_layer(&m, n, d, 1 + random_below(&state, 8), &state);
        softmax += m.layer.attention == RC_ATTENTION_SOFTMAX;
        fmpq_mat_init(q, n, d);
        arb_mat_init(X, n, d);
        arb_mat_init(A, n, n);
        arb_mat_init(naive, n, n);
        random_fmpq_mat(q, &state, 8);
        arb_mat_set_fmpq_mat(X, q, LOW);
        weights_at(A, &m.layer, X, LOW);
        expect_weights(A, m.mask);
        ck_assert_int_ge(accuracy_bits(A), 30);
        arb_mat_set_fmpq_mat(X, q, HIGH);
        naive_weights(naive, &m.layer, X, HIGH);
        expect_encloses(A, naive);
        /* a point of a ball */
        arb_mat_set_fmpq_mat(X, q, LOW);
        widen(X, bits);
        weights_at(A, &m.layer, X, LOW);
        expect_weights(A, m.mask);
        random_point_near(q, q, bits, &state);
        arb_mat_set_fmpq_mat(X, q, HIGH);
        naive_weights(naive, &m.layer, X, HIGH);
        expect_encloses(A, naive);
        arb_mat_clear(naive);
        arb_mat_clear(A);
        arb_mat_clear(X);
        fmpq_mat_clear(q);
        layer_end(&m);
    }
    printf("%ld of %ld with softmax\n", softmax, trials);
    ck_assert_int_gt(softmax, trials / 5);
    ck_assert_int_lt(softmax, trials);
}
END_TEST

START_TEST(any_rows_can_be_asked_for)
{
    uint64_t state = random_start();

    for (int attention = 0; attention < 3; attention++) {
        exact_layer m;
        rc_layer_ball_t ball;
        arb_mat_t X, A, some;

        random_layer(&m, 5, 3, (rc_attention)attention, RC_NORM_RMS, WINDOW, 3,
                     &state);
        arb_mat_init(X, 5, 3);
        arb_mat_init(A, 5, 5);
        for (slong k = 0; k < 15; k++)
            arb_set_si(arb_mat_entry(X, k / 3, k % 3), k % 4 - 1);
        weights_at(A, &m.layer, X, LOW);
        ck_assert_int_eq(rc_layer_ball_init(ball, &m.layer, LOW), RC_OK);
        for (slong first = 0; first <= 5; first++)
            for (slong last = first; last <= 5; last++) {
                arb_mat_init(some, last - first, 5);
                ck_assert_int_eq(
                    rc_attention_weights(some, ball, X, first, last, LOW),
                    RC_OK);
                for (slong i = first; i < last; i++)
                    for (slong j = 0; j < 5; j++)
                        ck_assert(
                            arb_overlaps(arb_mat_entry(some, i - first, j),
                                         arb_mat_entry(A, i, j)));
                arb_mat_clear(some);
            }
        rc_layer_ball_clear(ball);
        arb_mat_clear(A);
        arb_mat_clear(X);
        layer_end(&m);
    }
}
END_TEST

/* One coordinate, complete mask, scores x_i x_j times `factor`. */
static void
start_line(exact_layer *m, slong n, const char *factor)
{
    layer_start(m, n, 1, RC_ATTENTION_SOFTMAX, RC_NORM_NONE);
    rc_mask_add_complete(m->mask);
    read_entries(m->value, 1, 1, "1");
    read_entries(m->query, 1, 1, factor);
    read_entries(m->key, 1, 1, "1");
}

/* a is within 2^-50 of the integer `wanted`. */
static int
is_nearly(const arb_t a, slong wanted)
{
    arb_t distance;
    mag_t bound;
    int nearly;

    arb_init(distance);
    mag_init(bound);
    arb_sub_si(distance, a, wanted, HIGH);
    arb_get_mag(bound, distance);
    nearly = mag_cmp_2exp_si(bound, -50) < 0;
    mag_clear(bound);
    arb_clear(distance);
    return nearly;
}

/* At 64 bits a score of 2^200 is exact and one of 10^30 known to 10^11, which
   says nothing of its exponential; the weights are then in [0, 1]. With the
   digits that it has they are 0 and 1. */
START_TEST(huge_scores_decide_and_do_not_overflow)
{
    static const struct {
        const char *factor;
        slong decides, most;
    } scores[] = {{"1e6", 64, 2},     {"1e15", 64, 2},     {"2^200", 64, 2},
                  {"-2^200", 64, 0},  {"1e30", 192, 2},    {"-1e30", 192, 0},
                  {"1e300", 1100, 2}, {"1e4000", 13500, 2}};

    for (size_t k = 0; k < sizeof scores / sizeof *scores; k++) {
        exact_layer m;
        arb_mat_t X, A;

        start_line(&m, 3, scores[k].factor);
        arb_mat_init(X, 3, 1);
        arb_mat_init(A, 3, 3);
        for (slong i = 0; i < 3; i++)
            arb_set_si(arb_mat_entry(X, i, 0), i + 1);
        for (slong prec = LOW; prec < 20000; prec *= 2) {
            weights_at(A, &m.layer, X, prec);
            expect_weights(A, m.mask);
            for (slong e = 0; prec >= scores[k].decides && e < 9; e++)
                ck_assert_msg(is_nearly(arb_mat_entry(A, e / 3, e % 3),
                                        e % 3 == scores[k].most),
                              "%s at %ld bits", scores[k].factor, (long)prec);
        }
        arb_mat_clear(A);
        arb_mat_clear(X);
        layer_end(&m);
    }
}
END_TEST

START_TEST(equal_huge_scores_give_equal_weights)
{
    exact_layer m;
    arb_mat_t X, A;

    start_line(&m, 3, "1e30");
    arb_mat_init(X, 3, 1);
    arb_mat_init(A, 3, 3);
    for (slong i = 0; i < 3; i++)
        arb_set_si(arb_mat_entry(X, i, 0), 7);
    weights_at(A, &m.layer, X, LOW);
    expect_weights(A, m.mask);
    for (slong k = 0; k < 9; k++) {
        arb_srcptr a = arb_mat_entry(A, k / 3, k % 3);
        arb_t third;

        arb_init(third);
        arb_set_ui(third, 3);
        arb_inv(third, third, HIGH);
        ck_assert(arb_contains(a, third));
        ck_assert_int_ge(arb_rel_accuracy_bits(a), 55);
        arb_clear(third);
    }
    arb_mat_clear(A);
    arb_mat_clear(X);
    layer_end(&m);
}
END_TEST

/* Where nothing is known of the scores a weight is still in [0, 1]. */
START_TEST(wide_balls_give_weights_between_zero_and_one)
{
    exact_layer m;
    arb_mat_t X, A;

    start_line(&m, 3, "1");
    arb_mat_init(X, 3, 1);
    arb_mat_init(A, 3, 3);
    for (slong bits = 2; bits < 4000; bits *= 3) {
        for (slong i = 0; i < 3; i++) {
            arb_set_si(arb_mat_entry(X, i, 0), i);
            arb_add_error_2exp_si(arb_mat_entry(X, i, 0), bits);
        }
        weights_at(A, &m.layer, X, LOW);
        expect_weights(A, m.mask);
        for (slong k = 0; k < 9; k++) {
            arb_srcptr a = arb_mat_entry(A, k / 3, k % 3);

            /* x = (0, 0, 0), and (1, t, 0) with t = 2^bits or -2^bits */
            ck_assert(arb_contains_si(a, 0) || bits < 10);
            ck_assert(mag_cmp_2exp_si(arb_radref(a), 0) <= 0);
        }
    }
    arb_mat_clear(A);
    arb_mat_clear(X);
    layer_end(&m);
}
END_TEST

/* Only the second token is uncertain, and very. Its weight has no certain
   part, and is in [0, 1] all the same. */
START_TEST(one_wide_token_leaves_weights_between_zero_and_one)
{
    for (slong bits = 4; bits < 100; bits += 5) {
        exact_layer m;
        arb_mat_t X, A;
        arb_t excess;

        start_line(&m, 2, "1");
        arb_mat_init(X, 2, 1);
        arb_mat_init(A, 2, 2);
        arb_init(excess);
        arb_mat_one(X);
        arb_one(arb_mat_entry(X, 1, 0));
        arb_add_error_2exp_si(arb_mat_entry(X, 1, 0), bits);
        weights_at(A, &m.layer, X, LOW);
        expect_weights(A, m.mask);
        for (slong k = 0; k < 2; k++) {
            arb_srcptr a = arb_mat_entry(A, 0, k);

            ck_assert(arb_contains_si(a, 0) || bits < 8);
            arb_mul_2exp_si(excess, a, 1); /* |2 a - 1| <= 1 + 2^-20 */
            arb_sub_ui(excess, excess, 1, LOW);
            arb_abs(excess, excess);
            arb_sub_ui(excess, excess, 1, LOW);
            arb_mul_2exp_si(excess, excess, 20);
            arb_sub_ui(excess, excess, 1, LOW);
            ck_assert(!arb_contains_positive(excess));
        }
        arb_clear(excess);
        arb_mat_clear(A);
        arb_mat_clear(X);
        layer_end(&m);
    }
}
END_TEST

/* Scores x_i0 x_j1: token i asks with one coordinate and answers with another.
   The uncertain question is common to all scores of its row, and the answers
   are within 2^-30, so the weights are known far better than the scores. */
START_TEST(what_scores_have_in_common_costs_nothing)
{
    exact_layer m;
    arb_mat_t X, A;

    layer_start(&m, 4, 2, RC_ATTENTION_SOFTMAX, RC_NORM_RMS);
    rc_mask_add_complete(m.mask);
    read_entries(m.value, 2, 2, "1 0 0 1");
    read_entries(m.query, 2, 1, "100 0");
    read_entries(m.key, 2, 1, "0 1");
    arb_mat_init(X, 4, 2);
    arb_mat_init(A, 4, 4);
    for (slong i = 0; i < 4; i++) {
        arb_set_si(arb_mat_entry(X, i, 0), 3);
        arb_add_error_2exp_si(arb_mat_entry(X, i, 0), -20);
        arb_set_si(arb_mat_entry(X, i, 1), i);
        arb_mul_2exp_si(arb_mat_entry(X, i, 1), arb_mat_entry(X, i, 1), -32);
        arb_add_si(arb_mat_entry(X, i, 1), arb_mat_entry(X, i, 1), 5, 200);
    }
    weights_at(A, &m.layer, X, 128);
    expect_weights(A, m.mask);
    /* 100 * 2^-20 * 2^-30 is below 2^-43; 100 * 5 * 2^-20 above 2^-12 */
    ck_assert_int_ge(accuracy_bits(A), 43);
    arb_mat_clear(A);
    arb_mat_clear(X);
    layer_end(&m);
}
END_TEST

/* With every coordinate uncertain the weights cannot be exact, but tokens that
   differ by no more than their radii cost those radii and nothing else. */
START_TEST(uncertain_scores_matrix_costs_only_differences)
{
    exact_layer m;
    rc_layer_ball_t ball;
    arb_mat_t X, A;

    start_line(&m, 3, "1000");
    ck_assert_int_eq(rc_layer_ball_init(ball, &m.layer, 128), RC_OK);
    widen(ball->scores, 20);
    arb_mat_init(X, 3, 1);
    arb_mat_init(A, 3, 3);
    for (slong i = 0; i < 3; i++) {
        arb_set_si(arb_mat_entry(X, i, 0), i);
        arb_mul_2exp_si(arb_mat_entry(X, i, 0), arb_mat_entry(X, i, 0), -31);
        arb_add_si(arb_mat_entry(X, i, 0), arb_mat_entry(X, i, 0), 9, 200);
    }
    ck_assert_int_eq(rc_attention_weights(A, ball, X, 0, 3, 128), RC_OK);
    expect_weights(A, m.mask);
    ck_assert_int_ge(accuracy_bits(A), 46);
    rc_layer_ball_clear(ball);
    arb_mat_clear(A);
    arb_mat_clear(X);
    layer_end(&m);
}
END_TEST

/* One entry of X is not finite: never RC_OK, whatever the attention. */
START_TEST(input_that_is_not_finite_is_uncertain)
{
    uint64_t state = random_start();

    for (int k = 0; k < 12; k++) {
        exact_layer m;
        rc_layer_ball_t ball;
        arb_mat_t X, A;
        arb_ptr bad;

        random_layer(&m, 3, 2, (rc_attention)(k % 3), RC_NORM_NONE, CAUSAL, 3,
                     &state);
        ck_assert_int_eq(rc_layer_ball_init(ball, &m.layer, LOW), RC_OK);
        arb_mat_init(X, 3, 2);
        arb_mat_init(A, 3, 3);
        bad = arb_mat_entry(X, random_below(&state, 3), k % 2);
        if (k / 3 == 0)
            arb_indeterminate(bad);
        else if (k / 3 == 1)
            arb_zero_pm_inf(bad);
        else if (k / 3 == 2)
            arb_pos_inf(bad);
        else
            arb_neg_inf(bad);
        ck_assert_int_eq(rc_attention_weights(A, ball, X, 0, 3, LOW),
                         RC_UNCERTAIN);
        arb_mat_clear(A);
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
        weights_are_those_of_the_definition,
        any_rows_can_be_asked_for,
        huge_scores_decide_and_do_not_overflow,
        equal_huge_scores_give_equal_weights,
        wide_balls_give_weights_between_zero_and_one,
        one_wide_token_leaves_weights_between_zero_and_one,
        what_scores_have_in_common_costs_nothing,
        uncertain_scores_matrix_costs_only_differences,
        input_that_is_not_finite_is_uncertain,
    };

    return RUN_TESTS("attention", tests);
}
