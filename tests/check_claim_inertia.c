/* Counting eigenvalues' signs and singular values. */

#include "symmetric_support.h"

START_TEST(random_inertias_are_the_exact_ones)
{
    const long trials = random_trials(3000);
    uint64_t state = random_start();
    long decided = 0, singular = 0, open = 0, mixed = 0;

    for (long k = 0; k < trials; k++) {
        const slong n = 1 + random_below(&state, 7);
        slong positive, negative, p, q;
        fmpq_mat_t S;
        arb_mat_t B;
        rc_status status;

        fmpq_mat_init(S, n, n);
        arb_mat_init(B, n, n);
        random_symmetric(S, &state);
        arb_mat_set_fmpq_mat(B, S, 128);
        for (slong i = 0; i < n; i++) /* the upper triangle is not read */
            for (slong j = i + 1; j < n; j++)
                arb_indeterminate(arb_mat_entry(B, i, j));
        status = rc_inertia(&p, &q, NULL, B, NULL, NULL, 128);
        if (count_signs(&positive, &negative, S) < n) {
            ck_assert_int_eq(status, RC_UNCERTAIN);
            singular++;
        } else if (status == RC_OK) {
            ck_assert_int_eq(p, positive);
            ck_assert_int_eq(q, negative);
            decided++;
            mixed += p > 0 && q > 0;
        } else {
            ck_assert_int_eq(status, RC_UNCERTAIN);
            open++;
        }
        arb_mat_clear(B);
        fmpq_mat_clear(S);
    }
    printf("%ld decided (%ld of both signs), %ld singular, %ld open\n", decided,
           mixed, singular, open);
    ck_assert_int_gt(decided, trials / 4);
    ck_assert_int_gt(mixed, trials / 8);
    ck_assert_int_gt(singular, trials / 20);
    ck_assert_int_lt(open, trials / 100 + 1);
}
END_TEST

/* ---- By hand ---- */

/* S = the lower triangle given row by row, each a number of halves. */
static rc_status
inertia_of(slong *positive, slong *negative, slong n, const long *halves)
{
    rc_status status;
    arb_mat_t S;

    arb_mat_init(S, n, n);
    for (slong i = 0; i < n; i++)
        for (slong j = 0; j <= i; j++) {
            arb_set_si(arb_mat_entry(S, i, j), *halves++);
            arb_mul_2exp_si(arb_mat_entry(S, i, j), arb_mat_entry(S, i, j), -1);
        }
    status = rc_inertia(positive, negative, NULL, S, NULL, NULL, 64);
    arb_mat_clear(S);
    return status;
}

START_TEST(blocks_without_a_diagonal_are_one_of_each_sign)
{
    static const long swap[] = {0, 2, 0},
                      two[] = {0, 2, 0, 0, 0, 0, 0, 0, 4, 0};
    slong positive, negative;

    ck_assert_int_eq(inertia_of(&positive, &negative, 2, swap), RC_OK);
    ck_assert_int_eq(positive, 1);
    ck_assert_int_eq(negative, 1);
    ck_assert_int_eq(inertia_of(&positive, &negative, 4, two), RC_OK);
    ck_assert_int_eq(positive, 2);
    ck_assert_int_eq(negative, 2);
}
END_TEST

/* ---- The list of pivots ---- */

static void
expect_pivots(slong n, const long *entries, const slong *order,
              const char *is_pair)
{
    slong positive, negative;
    rc_pivots pivots;
    arb_mat_t S;

    ck_assert_int_eq(rc_pivots_init(&pivots, n), RC_OK);
    arb_mat_init(S, n, n);
    for (slong i = 0; i < n; i++)
        for (slong j = 0; j <= i; j++)
            arb_set_si(arb_mat_entry(S, i, j), *entries++);
    for (slong k = 0; k < n; k++) { /* what an earlier run left */
        pivots.order[k] = -1;
        pivots.is_pair[k] = 1;
    }
    ck_assert_int_eq(
        rc_inertia(&positive, &negative, &pivots, S, NULL, NULL, 64), RC_OK);
    for (slong k = 0; k < n; k++) {
        ck_assert_int_eq(pivots.order[k], order[k]);
        ck_assert_int_eq(pivots.is_pair[k], is_pair[k] == '2');
    }
    arb_mat_clear(S);
    rc_pivots_clear(&pivots);
    ck_assert_ptr_null(pivots.order);
}

START_TEST(pivots_are_listed_in_order)
{
    static const long diagonal[] = {1, 0, -5, 0, 0, 3},
                      pair_first[] = {1, 0, 0, 0, 9, 0},
                      pair_last[] = {0, 1, 0, 0, 0, 9},
                      crossed[] = {0, 0, 0, 7, 0, 0, 0, 5, 0, 0};

    expect_pivots(3, diagonal, (const slong[]){1, 2, 0}, "111");
    expect_pivots(3, pair_first, (const slong[]){1, 2, 0}, "211");
    expect_pivots(3, pair_last, (const slong[]){2, 1, 0}, "121");
    /* rows 0 and 2, then 1 and 3 */
    expect_pivots(4, crossed, (const slong[]){0, 2, 1, 3}, "2121");
}
END_TEST

START_TEST(singular_values_are_counted_with_their_pivots)
{
    slong above, below;
    rc_pivots pivots;
    arb_mat_t M;
    arb_t t;

    arb_mat_init(M, 2, 3);
    arb_init(t);
    arb_one(t);
    arb_set_si(arb_mat_entry(M, 1, 2), 5);
    ck_assert_int_eq(rc_pivots_init(&pivots, 2), RC_OK);
    ck_assert_int_eq(
        rc_count_singular_values(&above, &below, &pivots, M, t, NULL, NULL, 64),
        RC_OK);
    ck_assert_int_eq(pivots.order[0], 1);
    ck_assert_int_eq(pivots.order[1], 0);
    ck_assert_int_eq(pivots.is_pair[0], 0);
    rc_pivots_clear(&pivots);
    arb_clear(t);
    arb_mat_clear(M);
}
END_TEST

START_TEST(singular_matrices_are_uncertain)
{
    static const long zero[] = {0}, ones[] = {2, 2, 2},
                      block[] = {0, 2, 0, 0, 0, 0},
                      zeros[] = {0, 0, 0, 0, 0, 0};
    slong positive, negative;

    ck_assert_int_eq(inertia_of(&positive, &negative, 1, zero), RC_UNCERTAIN);
    ck_assert_int_eq(inertia_of(&positive, &negative, 2, ones), RC_UNCERTAIN);
    ck_assert_int_eq(inertia_of(&positive, &negative, 3, block), RC_UNCERTAIN);
    ck_assert_int_eq(inertia_of(&positive, &negative, 3, zeros), RC_UNCERTAIN);
}
END_TEST

START_TEST(what_is_not_finite_is_uncertain)
{
    slong positive, negative;

    for (int kind = 0; kind < 4; kind++) {
        arb_mat_t S;
        arb_ptr entry;

        arb_mat_init(S, 2, 2);
        arb_mat_one(S);
        if (kind >= 2) { /* a block pivot */
            arb_mat_zero(S);
            arb_one(arb_mat_entry(S, 1, 0));
        }
        entry = arb_mat_entry(S, kind / 2, 0);
        if (kind % 2 == 0)
            arb_indeterminate(entry);
        else
            arb_pos_inf(entry);
        ck_assert_msg(rc_inertia(&positive, &negative, NULL, S, NULL, NULL,
                                 64) == RC_UNCERTAIN,
                      "%d", kind);
        arb_mat_clear(S);
    }
}
END_TEST

START_TEST(pivots_that_touch_zero_are_uncertain)
{
    slong positive, negative;

    for (slong radius = 0; radius < 3; radius++) {
        arb_mat_t S;

        arb_mat_init(S, 1, 1);
        arb_one(arb_mat_entry(S, 0, 0));
        mag_set_ui(arb_radref(arb_mat_entry(S, 0, 0)), (ulong)radius);
        ck_assert_int_eq(
            rc_inertia(&positive, &negative, NULL, S, NULL, NULL, 64),
            radius == 0 ? RC_OK : RC_UNCERTAIN);
        arb_mat_clear(S);
        /* [[0, b], [b, 0]] with b in 1 +- radius */
        arb_mat_init(S, 2, 2);
        arb_one(arb_mat_entry(S, 1, 0));
        mag_set_ui(arb_radref(arb_mat_entry(S, 1, 0)), (ulong)radius);
        ck_assert_int_eq(
            rc_inertia(&positive, &negative, NULL, S, NULL, NULL, 64),
            radius == 0 ? RC_OK : RC_UNCERTAIN);
        arb_mat_clear(S);
    }
}
END_TEST

/* Singular values 3, 2, 1/2 under rational rotations. */
static void
set_rotated(arb_mat_t M)
{
    static const slong numerator[3][3] = {{1, 2, 2}, {2, 1, -2}, {2, -2, 1}};
    static const slong halves[3] = {6, 4, 1};

    for (slong i = 0; i < 3; i++)
        for (slong j = 0; j < 3; j++) {
            arb_ptr entry = arb_mat_entry(M, i, j);

            arb_set_si(entry, halves[i] * numerator[i][j]);
            arb_div_si(entry, entry, 6, 128);
        }
}

static void
expect_count(const arb_mat_t M, slong halves, rc_status status, slong above,
             slong below)
{
    slong more = -1, less = -1;
    arb_t t;

    arb_init(t);
    arb_set_si(t, halves);
    arb_mul_2exp_si(t, t, -1);
    ck_assert_int_eq(
        rc_count_singular_values(&more, &less, NULL, M, t, NULL, NULL, 128),
        status);
    if (status == RC_OK) {
        ck_assert_int_eq(more, above);
        ck_assert_int_eq(less, below);
    }
    arb_clear(t);
}

START_TEST(singular_values_are_counted_on_both_sides)
{
    arb_mat_t M;

    arb_mat_init(M, 3, 3);
    set_rotated(M);
    expect_count(M, 7, RC_OK, 0, 3);
    expect_count(M, 6, RC_UNCERTAIN, 0, 0);
    expect_count(M, 5, RC_OK, 1, 2);
    expect_count(M, 4, RC_UNCERTAIN, 0, 0);
    expect_count(M, 3, RC_OK, 2, 1);
    expect_count(M, 1, RC_UNCERTAIN, 0, 0);
    arb_mat_clear(M);
}
END_TEST

START_TEST(only_the_smaller_side_counts)
{
    arb_mat_t tall, wide;

    arb_mat_init(tall, 5, 2);
    arb_mat_init(wide, 2, 5);
    arb_set_si(arb_mat_entry(tall, 4, 1), 3);
    arb_set_si(arb_mat_entry(wide, 1, 3), -3);
    expect_count(tall, 1, RC_OK, 1, 1);
    expect_count(wide, 1, RC_OK, 1, 1);
    expect_count(wide, 8, RC_OK, 0, 2);
    arb_mat_clear(wide);
    arb_mat_clear(tall);
}
END_TEST

START_TEST(counting_can_be_stopped)
{
    slong positive, negative;
    arb_mat_t S;

    arb_mat_init(S, 3, 3);
    for (int left = 0; left < 4; left++) {
        int asked = left;

        arb_mat_one(S);
        ck_assert_int_eq(
            rc_inertia(&positive, &negative, NULL, S, stop_after, &asked, 64),
            left < 3 ? RC_STOPPED : RC_OK);
    }
    arb_mat_clear(S);
}
END_TEST

/* ---- Rows in their own order ---- */

START_TEST(rows_in_order_give_the_exact_signs)
{
    const long trials = random_trials(2000);
    uint64_t state = random_start();
    long decided = 0, pairs = 0, singular = 0;

    for (long k = 0; k < trials; k++) {
        const slong n = 1 + random_below(&state, 7);
        slong positive, negative, p, q;
        fmpq_mat_t S, copy;
        arb_mat_t B;
        rc_pivots pivots;
        rc_status status;

        fmpq_mat_init(S, n, n);
        fmpq_mat_init(copy, n, n);
        arb_mat_init(B, n, n);
        ck_assert_int_eq(rc_pivots_init(&pivots, n), RC_OK);
        random_symmetric(S, &state);
        fmpq_mat_set(copy, S);
        arb_mat_set_fmpq_mat(B, S, 256);
        for (slong i = 0; i < n; i++) /* the upper triangle is not read */
            for (slong j = i + 1; j < n; j++)
                arb_indeterminate(arb_mat_entry(B, i, j));
        status = rc_inertia_in_order(&p, &q, &pivots, B, NULL, NULL, 256);
        if (count_signs(&positive, &negative, copy) < n) {
            ck_assert_int_eq(status, RC_UNCERTAIN);
            singular++;
        } else if (status == RC_OK) {
            decided++;
            for (slong i = 0; i < n; i++)
                pairs += pivots.is_pair[i];
            ck_assert_int_eq(p, positive);
            ck_assert_int_eq(q, negative);
            follow_pivots(&p, &q, S, &pivots);
            ck_assert_int_eq(p, positive);
            ck_assert_int_eq(q, negative);
        }
        rc_pivots_clear(&pivots);
        arb_mat_clear(B);
        fmpq_mat_clear(copy);
        fmpq_mat_clear(S);
    }
    ck_assert_int_gt(pairs, 0);
    ck_assert_int_gt(singular, 0);
    ck_assert_int_gt(decided, trials / 2);
}
END_TEST

/* Counts for [[a, 1], [1, c]] (thousandths) and the first pivot's kind. */
static rc_status
count_pair(slong *positive, int *is_pair, slong a, slong c)
{
    slong negative;
    rc_pivots pivots;
    rc_status status;
    fmpq_t q;
    arb_mat_t S;

    fmpq_init(q);
    arb_mat_init(S, 2, 2);
    ck_assert_int_eq(rc_pivots_init(&pivots, 2), RC_OK);
    fmpq_set_si(q, a, 1000);
    arb_set_fmpq(arb_mat_entry(S, 0, 0), q, 64);
    fmpq_set_si(q, c, 1000);
    arb_set_fmpq(arb_mat_entry(S, 1, 1), q, 64);
    arb_one(arb_mat_entry(S, 1, 0));
    status =
        rc_inertia_in_order(positive, &negative, &pivots, S, NULL, NULL, 64);
    *is_pair = pivots.is_pair[0];
    rc_pivots_clear(&pivots);
    arb_mat_clear(S);
    fmpq_clear(q);
    return status;
}

START_TEST(a_small_pivot_takes_another_row_along)
{
    slong positive;
    int is_pair;

    ck_assert_int_eq(count_pair(&positive, &is_pair, 16, 5), RC_OK);
    ck_assert_int_eq(is_pair, 0); /* 16/1000 > 1/64 */
    ck_assert_int_eq(positive, 1);
    ck_assert_int_eq(count_pair(&positive, &is_pair, 15, 5), RC_OK);
    ck_assert_int_eq(is_pair, 1);
    ck_assert_int_eq(positive, 1);
    ck_assert_int_eq(count_pair(&positive, &is_pair, 0, 0), RC_OK);
    ck_assert_int_eq(is_pair, 1);
    /* unless the two make no pivot with one eigenvalue of either sign */
    ck_assert_int_eq(count_pair(&positive, &is_pair, -10, -257000), RC_OK);
    ck_assert_int_eq(is_pair, 0);
    ck_assert_int_eq(positive, 0);
    ck_assert_int_eq(count_pair(&positive, &is_pair, 10, 257000), RC_OK);
    ck_assert_int_eq(positive, 2);
    /* singular */
    ck_assert_int_eq(count_pair(&positive, &is_pair, 8, 125000), RC_UNCERTAIN);
}
END_TEST

START_TEST(elimination_in_order_can_be_stopped)
{
    arb_mat_t S;
    slong positive, negative;

    arb_mat_init(S, 3, 3);
    for (int left = 0; left < 4; left++) {
        int asked = left;

        arb_mat_one(S);
        ck_assert_int_eq(rc_inertia_in_order(&positive, &negative, NULL, S,
                                             stop_after, &asked, 64),
                         left < 3 ? RC_STOPPED : RC_OK);
    }
    arb_mat_clear(S);
}
END_TEST

START_TEST(pivots_are_written_from_one)
{
    rc_certificate *out = rc_certificate_new();
    rc_pivots pivots;
    char *text;

    ck_assert_ptr_nonnull(out);
    ck_assert_int_eq(rc_pivots_init(&pivots, 4), RC_OK);
    rc_pivots_start(&pivots, 4);
    pivots.order[1] = 3;
    pivots.order[3] = 1;
    pivots.is_pair[1] = 1;
    rc_pivots_put(out, "pivots", &pivots);
    pivots.n = 1; /* what was not used is not there */
    rc_pivots_put(out, "short", &pivots);
    text = rc_certificate_values_json(out);
    ck_assert_str_eq(text, "{\"pivots\":[[1],[4,3],[2]],\"short\":[[1]]}");
    free(text);
    rc_pivots_clear(&pivots);
    rc_certificate_free(out);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("inertia");

    tcase_add_test(tcase, random_inertias_are_the_exact_ones);
    tcase_add_test(tcase, blocks_without_a_diagonal_are_one_of_each_sign);
    tcase_add_test(tcase, pivots_are_listed_in_order);
    tcase_add_test(tcase, singular_values_are_counted_with_their_pivots);
    tcase_add_test(tcase, singular_matrices_are_uncertain);
    tcase_add_test(tcase, what_is_not_finite_is_uncertain);
    tcase_add_test(tcase, pivots_that_touch_zero_are_uncertain);
    tcase_add_test(tcase, singular_values_are_counted_on_both_sides);
    tcase_add_test(tcase, only_the_smaller_side_counts);
    tcase_add_test(tcase, counting_can_be_stopped);
    tcase_add_test(tcase, rows_in_order_give_the_exact_signs);
    tcase_add_test(tcase, a_small_pivot_takes_another_row_along);
    tcase_add_test(tcase, elimination_in_order_can_be_stopped);
    tcase_add_test(tcase, pivots_are_written_from_one);
    return run_claim_tests(tcase);
}
