/* Singular values: matrices built backwards from known ones by rational
   rotations, and proposals that are anything but good. */

#include "search/search.h"

#include "model_support.h"

enum { TRIALS = 120, MOST = 6 };

/* Q = (I - K)(I + K)^-1, orthogonal, for a random skew K. */
static void
random_orthogonal(fmpq_mat_t Q, uint64_t *state)
{
    const slong n = fmpq_mat_nrows(Q);
    fmpq_mat_t minus, plus;
    fmpq_t x;

    fmpq_mat_init(minus, n, n);
    fmpq_mat_init(plus, n, n);
    fmpq_init(x);
    fmpq_mat_one(minus);
    fmpq_mat_one(plus);
    for (slong i = 0; i < n; i++)
        for (slong k = 0; k < i; k++) {
            random_rational(x, state, 4);
            fmpq_set(fmpq_mat_entry(plus, i, k), x);
            fmpq_set(fmpq_mat_entry(minus, k, i), x);
            fmpq_neg(x, x);
            fmpq_set(fmpq_mat_entry(plus, k, i), x);
            fmpq_set(fmpq_mat_entry(minus, i, k), x);
        }
    ck_assert(fmpq_mat_inv(plus, plus));
    fmpq_mat_mul(Q, minus, plus);
    fmpq_clear(x);
    fmpq_mat_clear(plus);
    fmpq_mat_clear(minus);
}

/* A value that is likely to be zero, repeated, tiny or ordinary. */
static void
random_value(fmpq_t x, uint64_t *state)
{
    static const slong tiny[] = {-20, -60, 40};
    fmpz_t ten;
    const long kind = random_below(state, 8);

    fmpq_set_si(x, 1 + random_below(state, 3), 2);
    if (kind == 0)
        fmpq_zero(x);
    if (kind < 1 || kind > 3)
        return;
    fmpz_init_set_ui(ten, 10);
    fmpz_pow_ui(ten, ten, (ulong)labs(tiny[kind - 1]));
    if (tiny[kind - 1] < 0)
        fmpq_div_fmpz(x, x, ten);
    else
        fmpq_mul_fmpz(x, x, ten);
    fmpz_clear(ten);
}

static int
compare_falling(const void *left, const void *right)
{
    return fmpq_cmp(right, left);
}

typedef struct {
    slong rows, cols, n;
    fmpq values[MOST]; /* exact, falling */
    fmpq_mat_t X;
} known;

/* X = P diag(values) R. */
static void
known_start(known *k, slong rows, slong cols, uint64_t *state)
{
    fmpq_mat_t P, R, D;

    k->rows = rows;
    k->cols = cols;
    k->n = rows < cols ? rows : cols;
    fmpq_mat_init(k->X, rows, cols);
    fmpq_mat_init(P, rows, rows);
    fmpq_mat_init(R, cols, cols);
    fmpq_mat_init(D, rows, cols);
    random_orthogonal(P, state);
    random_orthogonal(R, state);
    for (slong i = 0; i < k->n; i++) {
        fmpq_init(k->values + i);
        random_value(k->values + i, state);
        fmpq_set(fmpq_mat_entry(D, i, i), k->values + i);
    }
    qsort(k->values, (size_t)k->n, sizeof(fmpq), compare_falling);
    fmpq_mat_mul(k->X, P, D);
    fmpq_mat_mul(k->X, k->X, R);
    fmpq_mat_clear(D);
    fmpq_mat_clear(R);
    fmpq_mat_clear(P);
}

static void
known_end(known *k)
{
    for (slong i = 0; i < k->n; i++)
        fmpq_clear(k->values + i);
    fmpq_mat_clear(k->X);
}

static void
expect_values(arb_srcptr sigma, const known *k)
{
    for (slong i = 0; i < k->n; i++) {
        ck_assert(arb_is_finite(sigma + i));
        ck_assert(arb_contains_fmpq(sigma + i, k->values + i));
    }
}

/* The sum of squares is the square of the Frobenius norm. */
static void
expect_frobenius(arb_srcptr sigma, slong n, const arb_mat_t X, slong prec)
{
    arb_t sum, norm;

    arb_init(sum);
    arb_init(norm);
    arb_dot(sum, NULL, 0, sigma, 1, sigma, 1, n, prec);
    arb_mat_frobenius_norm(norm, X, prec);
    arb_sqr(norm, norm, prec);
    ck_assert(arb_overlaps(sum, norm));
    arb_clear(norm);
    arb_clear(sum);
}

START_TEST(known_values_are_enclosed_tightly)
{
    const long trials = random_trials(TRIALS);
    const slong prec = 1024;
    uint64_t state = random_start();
    long zero = 0, tiny = 0;

    for (long trial = 0; trial < trials; trial++) {
        const slong rows = 1 + random_below(&state, MOST);
        const slong cols = 1 + random_below(&state, MOST);
        known k;
        arb_mat_t X, Q;
        arb_ptr sigma;

        known_start(&k, rows, cols, &state);
        arb_mat_init(X, rows, cols);
        arb_mat_init(Q, k.n, k.n);
        sigma = _arb_vec_init(k.n);
        arb_mat_set_fmpq_mat(X, k.X, prec);
        ck_assert_int_eq(rc_approx_singular_basis(Q, X, NULL, NULL, prec),
                         RC_OK);
        ck_assert_int_eq(rc_singular_values(sigma, X, Q, prec), RC_OK);
        expect_values(sigma, &k);
        expect_frobenius(sigma, k.n, X, prec);
        for (slong i = 0; i < k.n; i++) {
            if (fmpq_is_zero(k.values + i)) {
                /* 10^40 times the rounding */
                ck_assert(mag_cmp_2exp_si(arb_radref(sigma + i), -800) < 0);
                zero++;
            } else {
                ck_assert_int_ge(arb_rel_accuracy_bits(sigma + i), 500);
                tiny += fmpz_bits(fmpq_denref(k.values + i)) > 150;
            }
        }
        _arb_vec_clear(sigma, k.n);
        arb_mat_clear(Q);
        arb_mat_clear(X);
        known_end(&k);
    }
    printf("zero values %ld, values near 10^-60 %ld\n", zero, tiny);
    ck_assert_int_gt(zero, 0);
    ck_assert_int_gt(tiny, 0);
}
END_TEST

/* Makes Q something else: 0 a good Q with noise, 1 a random matrix, 2 good
   with wide balls, 3 nearly singular, 4 zero, 5 good and not finite, 6 good
   but scaled, 7 the identity. */
enum { SPOILS = 8 };

static void
spoil(arb_mat_t Q, int kind, uint64_t *state)
{
    const slong n = arb_mat_nrows(Q);
    const slong bits = 1 + random_below(state, 40);
    fmpq_mat_t noise;
    arb_mat_t error;

    fmpq_mat_init(noise, n, n);
    arb_mat_init(error, n, n);
    random_fmpq_mat(noise, state, 3);
    arb_mat_set_fmpq_mat(error, noise, 64);
    if (kind == 0) {
        arb_mat_scalar_mul_2exp_si(error, error, -bits);
        arb_mat_add(Q, Q, error, 64);
    } else if (kind == 1) {
        arb_mat_set(Q, error);
    } else if (kind == 2) {
        widen(Q, bits);
    } else if (kind == 3) {
        for (slong i = 0; i < n; i++)
            arb_set(arb_mat_entry(Q, i, n - 1), arb_mat_entry(Q, i, 0));
    } else if (kind == 4) {
        arb_mat_zero(Q);
    } else if (kind == 5) {
        arb_indeterminate(arb_mat_entry(Q, n - 1, 0));
    } else if (kind == 6) {
        arb_mat_scalar_mul_2exp_si(Q, Q, 1 - 2 * (bits % 2));
    } else {
        arb_mat_one(Q);
    }
    arb_mat_clear(error);
    fmpq_mat_clear(noise);
}

START_TEST(bad_proposals_never_give_wrong_values)
{
    const long trials = random_trials(4 * TRIALS);
    uint64_t state = random_start();
    long decided[SPOILS] = {0}, undecided[SPOILS] = {0};

    for (long trial = 0; trial < trials; trial++) {
        const int kind = (int)(trial % SPOILS);
        known k;
        arb_mat_t X, Q;
        arb_ptr sigma;
        rc_status status;

        known_start(&k, 1 + random_below(&state, MOST),
                    1 + random_below(&state, MOST), &state);
        arb_mat_init(X, k.rows, k.cols);
        arb_mat_init(Q, k.n, k.n);
        sigma = _arb_vec_init(k.n);
        arb_mat_set_fmpq_mat(X, k.X, 64);
        ck_assert_int_eq(rc_approx_singular_basis(Q, X, NULL, NULL, 64), RC_OK);
        spoil(Q, kind, &state);
        status = rc_singular_values(sigma, X, Q, 64);
        if (status == RC_OK) {
            expect_values(sigma, &k);
            expect_frobenius(sigma, k.n, X, 64);
            decided[kind]++;
        } else {
            ck_assert_int_eq(status, RC_UNCERTAIN);
            undecided[kind]++;
        }
        _arb_vec_clear(sigma, k.n);
        arb_mat_clear(Q);
        arb_mat_clear(X);
        known_end(&k);
    }
    for (int kind = 0; kind < SPOILS; kind++)
        printf("proposals of kind %d: decided %ld, undecided %ld\n", kind,
               decided[kind], undecided[kind]);
    for (int kind = 0; kind < 3; kind++)
        ck_assert_int_gt(decided[kind], 0);
    for (int kind = 0; kind < 4; kind++)
        ck_assert_int_gt(undecided[kind], 0);
    ck_assert_int_eq(decided[4], 0);
    ck_assert_int_eq(decided[5], 0);
    ck_assert_int_gt(undecided[6], 0);
    ck_assert_int_gt(decided[7], 0);
}
END_TEST

/* Whatever matrix lies in the ball, its values lie in the enclosures. */
START_TEST(values_of_points_in_a_ball_are_enclosed)
{
    const long trials = random_trials(2 * TRIALS);
    uint64_t state = random_start();
    long decided = 0, undecided = 0;

    for (long trial = 0; trial < trials; trial++) {
        const slong bits = 1 + random_below(&state, 60);
        known k;
        fmpq_mat_t centre;
        arb_mat_t X, Q;
        arb_ptr sigma;
        rc_status status;

        known_start(&k, 1 + random_below(&state, MOST),
                    1 + random_below(&state, MOST), &state);
        fmpq_mat_init(centre, k.rows, k.cols);
        arb_mat_init(X, k.rows, k.cols);
        arb_mat_init(Q, k.n, k.n);
        sigma = _arb_vec_init(k.n);
        /* the known matrix is somewhere in the ball, not in its centre */
        random_point_near(centre, k.X, bits, &state);
        arb_mat_set_fmpq_mat(X, centre, 128);
        widen(X, bits);
        ck_assert_int_eq(rc_approx_singular_basis(Q, X, NULL, NULL, 128),
                         RC_OK);
        status = rc_singular_values(sigma, X, Q, 128);
        if (status == RC_OK)
            expect_values(sigma, &k);
        decided += status == RC_OK;
        undecided += status == RC_UNCERTAIN;
        _arb_vec_clear(sigma, k.n);
        arb_mat_clear(Q);
        arb_mat_clear(X);
        fmpq_mat_clear(centre);
        known_end(&k);
    }
    printf("decided %ld, undecided %ld\n", decided, undecided);
    ck_assert_int_eq(decided + undecided, trials);
    ck_assert_int_gt(decided, trials / 2);
}
END_TEST

START_TEST(matrices_that_are_not_finite_are_uncertain)
{
    for (int kind = 0; kind < 4; kind++)
        for (slong rows = 1; rows < 4; rows++) {
            arb_mat_t X, Q;
            arb_ptr sigma, bad;
            const slong n = rows < 2 ? rows : 2;

            arb_mat_init(X, rows, 2);
            arb_mat_init(Q, n, n);
            sigma = _arb_vec_init(n);
            arb_mat_one(X);
            arb_mat_one(Q);
            ck_assert_int_eq(rc_singular_values(sigma, X, Q, 64), RC_OK);
            bad = arb_mat_entry(X, rows - 1, 0);
            if (kind == 0)
                arb_indeterminate(bad);
            else if (kind == 1)
                arb_zero_pm_inf(bad);
            else if (kind == 2)
                arb_pos_inf(bad);
            else
                mag_inf(arb_radref(bad));
            ck_assert_int_eq(rc_singular_values(sigma, X, Q, 64), RC_UNCERTAIN);
            _arb_vec_clear(sigma, n);
            arb_mat_clear(Q);
            arb_mat_clear(X);
        }
}
END_TEST

/* X = [[1, 0], [t, 0]] with t = 0 +/- 1/2: the second row is noise, and moves
   sigma_1 = sqrt(1 + t^2) up to sqrt(5)/2. With t = 0 +/- 4 the first value
   may be anything from 1, and no bound is below zero. */
START_TEST(rows_of_noise_count)
{
    for (slong bits = -1; bits <= 2; bits += 3) {
        arb_mat_t X, Q;
        arb_ptr sigma = _arb_vec_init(2);
        arb_t most;

        arb_mat_init(X, 2, 2);
        arb_mat_init(Q, 2, 2);
        arb_init(most);
        arb_mat_one(Q);
        arb_one(arb_mat_entry(X, 0, 0));
        arb_add_error_2exp_si(arb_mat_entry(X, 1, 0), bits);
        ck_assert_int_eq(rc_singular_values(sigma, X, Q, 64), RC_OK);
        arb_one(most);
        arb_mul_2exp_si(most, most, 2 * bits);
        arb_add_ui(most, most, 1, 256);
        arb_sqrt(most, most, 256);
        ck_assert(arb_contains(sigma, most));
        ck_assert(arb_contains_si(sigma, 1));
        ck_assert(arb_contains_zero(sigma + 1));
        ck_assert(!arb_contains_negative(sigma));
        ck_assert(!arb_contains_negative(sigma + 1));
        arb_clear(most);
        arb_mat_clear(Q);
        arb_mat_clear(X);
        _arb_vec_clear(sigma, 2);
    }
}
END_TEST

START_TEST(zero_has_values_zero)
{
    arb_mat_t X, Q;
    arb_ptr sigma = _arb_vec_init(2);

    arb_mat_init(X, 3, 2);
    arb_mat_init(Q, 2, 2);
    arb_mat_one(Q);
    ck_assert_int_eq(rc_singular_values(sigma, X, Q, 64), RC_OK);
    ck_assert(arb_is_zero(sigma) && arb_is_zero(sigma + 1));
    widen(X, 10);
    ck_assert_int_eq(rc_singular_values(sigma, X, Q, 64), RC_OK);
    /* [0, 2^-10 sqrt(6)] */
    ck_assert(arb_contains_zero(sigma) && arb_contains_zero(sigma + 1));
    ck_assert(mag_cmp_2exp_si(arb_radref(sigma), -8) < 0);
    arb_mat_clear(Q);
    arb_mat_clear(X);
    _arb_vec_clear(sigma, 2);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        known_values_are_enclosed_tightly,
        bad_proposals_never_give_wrong_values,
        values_of_points_in_a_ball_are_enclosed,
        matrices_that_are_not_finite_are_uncertain,
        rows_of_noise_count,
        zero_has_values_zero,
    };

    return RUN_TESTS("singular", tests);
}
