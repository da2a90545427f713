/* mu, norms, diameter and cosines against exact rational squares. */

#include "model_support.h"

enum { TRIALS = 200, LOW = 64, HIGH = 512 };

/* <x_i, x_k>. */
static void
product(fmpq_t r, const fmpq_mat_t X, slong i, slong k)
{
    fmpq_zero(r);
    for (slong a = 0; a < fmpq_mat_ncols(X); a++)
        fmpq_addmul(r, fmpq_mat_entry(X, i, a), fmpq_mat_entry(X, k, a));
}

/* || x_i - x_k ||^2. */
static void
distance_square(fmpq_t r, const fmpq_mat_t X, slong i, slong k)
{
    fmpq_t one;

    fmpq_init(one);
    fmpq_zero(r);
    for (slong a = 0; a < fmpq_mat_ncols(X); a++) {
        fmpq_sub(one, fmpq_mat_entry(X, i, a), fmpq_mat_entry(X, k, a));
        fmpq_addmul(r, one, one);
    }
    fmpq_clear(one);
}

/* mu^2 as the sum over pairs of squared distances, over n. */
static void
mu_square(fmpq_t r, const fmpq_mat_t X)
{
    const slong n = fmpq_mat_nrows(X);
    fmpq_t one;

    fmpq_init(one);
    fmpq_zero(r);
    for (slong i = 0; i < n; i++)
        for (slong k = 0; k < i; k++) {
            distance_square(one, X, i, k);
            fmpq_add(r, r, one);
        }
    fmpq_set_si(one, 1, (ulong)n);
    fmpq_mul(r, r, one);
    fmpq_clear(one);
}

/* ball encloses sqrt(square). */
static void
expect_root(const arb_t ball, const fmpq_t square)
{
    arb_t root;

    arb_init(root);
    arb_set_fmpq(root, square, HIGH);
    arb_sqrt(root, root, HIGH);
    ck_assert(arb_is_finite(ball));
    ck_assert(fmpq_sgn(square) >= 0);
    ck_assert(arb_overlaps(ball, root));
    arb_clear(root);
}

static void
check_lengths(const arb_mat_t balls, const fmpq_mat_t X, slong accuracy)
{
    const slong n = fmpq_mat_nrows(X);
    fmpq_t square, one;
    arb_t got;

    fmpq_init(square);
    fmpq_init(one);
    arb_init(got);
    mu_square(square, X);
    rc_mu(got, balls, LOW);
    expect_root(got, square);
    ck_assert(fmpq_is_zero(square) || arb_rel_accuracy_bits(got) >= accuracy);
    fmpq_zero(square);
    for (slong i = 0; i < n; i++) {
        product(one, X, i, i);
        if (fmpq_cmp(one, square) > 0)
            fmpq_set(square, one);
    }
    rc_norm_max(got, balls, LOW);
    expect_root(got, square);
    ck_assert(fmpq_is_zero(square) || arb_rel_accuracy_bits(got) >= accuracy);
    fmpq_zero(square);
    for (slong i = 0; i < n; i++)
        for (slong k = 0; k < n; k++) {
            distance_square(one, X, i, k);
            if (fmpq_cmp(one, square) > 0)
                fmpq_set(square, one);
        }
    rc_diameter(got, balls, LOW);
    expect_root(got, square);
    ck_assert(fmpq_is_zero(square) || arb_rel_accuracy_bits(got) >= accuracy);
    ck_assert(n > 1 || arb_is_zero(got));
    arb_clear(got);
    fmpq_clear(one);
    fmpq_clear(square);
}

/* square = cos |cos| for the cosine of tokens i and k: rational, and ordered
   as cosines are. */
static void
signed_square(fmpq_t square, const fmpq_mat_t X, slong i, slong k)
{
    fmpq_t dot, norms;

    fmpq_init(dot);
    fmpq_init(norms);
    product(dot, X, i, k);
    fmpq_abs(square, dot);
    fmpq_mul(square, square, dot);
    product(norms, X, i, i);
    fmpq_div(square, square, norms);
    product(norms, X, k, k);
    fmpq_div(square, square, norms);
    fmpq_clear(norms);
    fmpq_clear(dot);
}

/* cosine = the number with this signed square. */
static void
signed_root(arb_t cosine, const fmpq_t square)
{
    fmpq_t size;

    fmpq_init(size);
    fmpq_abs(size, square);
    arb_set_fmpq(cosine, size, HIGH);
    arb_sqrt(cosine, cosine, HIGH);
    arb_mul_si(cosine, cosine, fmpq_sgn(square), HIGH);
    fmpq_clear(size);
}

/* The outputs are those of rc_cosines at X or at a ball that holds it. */
static void
check_cosines(const arb_t least, const arb_t greatest, const arb_t mean,
              const fmpq_mat_t X)
{
    const slong n = fmpq_mat_nrows(X);
    fmpq_t square, low, high;
    arb_t sum, cosine;

    fmpq_init(square);
    fmpq_init(low);
    fmpq_init(high);
    arb_init(sum);
    arb_init(cosine);
    fmpq_set_si(low, 2, 1);
    fmpq_set_si(high, -2, 1);
    for (slong i = 0; i < n; i++)
        for (slong k = 0; k < i; k++) {
            signed_square(square, X, i, k);
            signed_root(cosine, square);
            arb_add(sum, sum, cosine, HIGH);
            if (fmpq_cmp(square, low) < 0)
                fmpq_set(low, square);
            if (fmpq_cmp(square, high) > 0)
                fmpq_set(high, square);
        }
    signed_root(cosine, low);
    ck_assert(arb_is_finite(least) && arb_overlaps(least, cosine));
    signed_root(cosine, high);
    ck_assert(arb_is_finite(greatest) && arb_overlaps(greatest, cosine));
    arb_div_si(sum, sum, n * (n - 1) / 2, HIGH);
    ck_assert(arb_is_finite(mean) && arb_overlaps(mean, sum));
    arb_clear(cosine);
    arb_clear(sum);
    fmpq_clear(high);
    fmpq_clear(low);
    fmpq_clear(square);
}

static int
has_zero_row(const fmpq_mat_t X)
{
    int zero = 0;

    for (slong i = 0; i < fmpq_mat_nrows(X); i++) {
        int all = 1;

        for (slong a = 0; a < fmpq_mat_ncols(X); a++)
            all = all && fmpq_is_zero(fmpq_mat_entry(X, i, a));
        zero = zero || all;
    }
    return zero;
}

typedef struct {
    long decided, undecided;
} outcome;

static void
try_cosines(outcome *o, const arb_mat_t balls, const fmpq_mat_t X, int exact)
{
    arb_t least, greatest, mean;
    rc_status status;

    arb_init(least);
    arb_init(greatest);
    arb_init(mean);
    status = rc_cosines(least, greatest, mean, balls, LOW);
    if (fmpq_mat_nrows(X) < 2) {
        ck_assert_int_eq(status, RC_DOMAIN);
    } else if (status == RC_OK) {
        ck_assert(!has_zero_row(X));
        check_cosines(least, greatest, mean, X);
        ck_assert(!exact || mag_cmp_2exp_si(arb_radref(mean), -50) < 0);
        ck_assert(!exact || mag_cmp_2exp_si(arb_radref(least), -50) < 0);
        ck_assert(!exact || mag_cmp_2exp_si(arb_radref(greatest), -50) < 0);
        o->decided++;
    } else {
        ck_assert_int_eq(status, RC_UNCERTAIN);
        ck_assert(!exact || has_zero_row(X));
        o->undecided++;
    }
    arb_clear(mean);
    arb_clear(greatest);
    arb_clear(least);
}

START_TEST(quantities_enclose_exact_values)
{
    const long trials = random_trials(TRIALS);
    uint64_t state = random_start();
    outcome points = {0, 0}, balls = {0, 0};

    for (long trial = 0; trial < trials; trial++) {
        const slong n = 1 + random_below(&state, 6);
        const slong d = 1 + random_below(&state, 4);
        const slong bits = 3 + random_below(&state, 40);
        fmpq_mat_t q, point;
        arb_mat_t X;

        fmpq_mat_init(q, n, d);
        fmpq_mat_init(point, n, d);
        arb_mat_init(X, n, d);
        random_fmpq_mat(q, &state, 1 + random_below(&state, 9));
        arb_mat_set_fmpq_mat(X, q, LOW);
        check_lengths(X, q, 40);
        try_cosines(&points, X, q, 1);
        widen(X, bits);
        for (int sample = 0; sample < 3; sample++) {
            random_point_near(point, q, bits, &state);
            check_lengths(X, point, WORD_MIN);
            try_cosines(&balls, X, point, 0);
        }
        arb_mat_clear(X);
        fmpq_mat_clear(point);
        fmpq_mat_clear(q);
    }
    printf("cosines at points: decided %ld, undecided %ld; at balls: %ld, "
           "%ld\n",
           points.decided, points.undecided, balls.decided, balls.undecided);
    ck_assert_int_gt(points.decided, trials / 3);
    ck_assert_int_gt(points.undecided, 0);
    ck_assert_int_gt(balls.decided, trials);
    ck_assert_int_gt(balls.undecided, 0);
}
END_TEST

/* Tokens 1 and 1 + 2^-200: mu and the diameter have all their digits at 64
   bits, and both are zero for equal tokens. */
START_TEST(a_common_shift_costs_no_digits)
{
    arb_mat_t X;
    arb_t got;

    arb_mat_init(X, 2, 1);
    arb_init(got);
    arb_one(arb_mat_entry(X, 0, 0));
    arb_one(arb_mat_entry(X, 1, 0));
    rc_mu(got, X, LOW);
    ck_assert(arb_is_zero(got));
    rc_diameter(got, X, LOW);
    ck_assert(arb_is_zero(got));
    arb_one(got);
    arb_mul_2exp_si(got, got, -200);
    arb_add(arb_mat_entry(X, 1, 0), arb_mat_entry(X, 1, 0), got, HIGH);
    rc_diameter(got, X, LOW);
    arb_mul_2exp_si(got, got, 200);
    ck_assert(arb_contains_si(got, 1));
    ck_assert_int_ge(arb_rel_accuracy_bits(got), 50);
    /* mu = the diameter / sqrt(2) */
    rc_mu(got, X, LOW);
    arb_mul_2exp_si(got, got, 200);
    arb_sqr(got, got, LOW);
    arb_mul_2exp_si(got, got, 1);
    ck_assert(arb_contains_si(got, 1));
    ck_assert_int_ge(arb_rel_accuracy_bits(got), 50);
    arb_clear(got);
    arb_mat_clear(X);
}
END_TEST

START_TEST(what_is_not_finite_is_not_enclosed)
{
    for (int kind = 0; kind < 4; kind++) {
        arb_mat_t X;
        arb_t got, low, high;
        arb_ptr bad;

        arb_mat_init(X, 3, 2);
        arb_init(got);
        arb_init(low);
        arb_init(high);
        arb_mat_one(X);
        arb_one(arb_mat_entry(X, 2, 0));
        bad = arb_mat_entry(X, 1, 0);
        if (kind == 0)
            arb_indeterminate(bad);
        else if (kind == 1)
            arb_zero_pm_inf(bad);
        else if (kind == 2)
            arb_pos_inf(bad);
        else
            arb_neg_inf(bad);
        rc_mu(got, X, LOW);
        ck_assert(!arb_is_finite(got));
        rc_norm_max(got, X, LOW);
        ck_assert(!arb_is_finite(got));
        rc_diameter(got, X, LOW);
        ck_assert(!arb_is_finite(got));
        ck_assert_int_eq(rc_cosines(low, high, got, X, LOW), RC_UNCERTAIN);
        arb_clear(high);
        arb_clear(low);
        arb_clear(got);
        arb_mat_clear(X);
    }
}
END_TEST

/* Rows that are or may be zero: no cosine, and the outputs keep what they
   had. */
START_TEST(rows_that_may_be_zero_have_no_cosine)
{
    for (int kind = 0; kind < 3; kind++) {
        arb_mat_t X;
        arb_t least, greatest, mean;

        arb_mat_init(X, 3, 1);
        arb_init(least);
        arb_init(greatest);
        arb_init(mean);
        arb_set_si(arb_mat_entry(X, 0, 0), 3);
        arb_set_si(arb_mat_entry(X, 1, 0), -2);
        if (kind == 1)
            widen(X, -1);
        if (kind == 2) {
            arb_one(arb_mat_entry(X, 2, 0));
            arb_add_error_2exp_si(arb_mat_entry(X, 2, 0), 0);
        }
        arb_set_si(least, 7);
        arb_set_si(greatest, 8);
        arb_set_si(mean, 9);
        ck_assert_int_eq(rc_cosines(least, greatest, mean, X, LOW),
                         RC_UNCERTAIN);
        ck_assert(arb_equal_si(least, 7) && arb_equal_si(greatest, 8) &&
                  arb_equal_si(mean, 9));
        arb_clear(mean);
        arb_clear(greatest);
        arb_clear(least);
        arb_mat_clear(X);
    }
}
END_TEST

/* x_1 = (1, 0) exactly; the others are enclosed with a radius: an exact length,
   distance or cosine still bounds the greatest from below, the least from
   above. */
START_TEST(an_exact_row_is_enough)
{
    arb_mat_t X;
    arb_t low, high;

    arb_mat_init(X, 3, 2);
    arb_init(low);
    arb_init(high);
    arb_set_si(arb_mat_entry(X, 0, 0), 1);
    arb_set_si(arb_mat_entry(X, 1, 1), 1);
    for (slong a = 0; a < 2; a++) { /* (3/5, 4/5) +- 2^-70 */
        arb_set_si(arb_mat_entry(X, 2, a), 3 + a);
        arb_div_si(arb_mat_entry(X, 2, a), arb_mat_entry(X, 2, a), 5, LOW);
        arb_add_error_2exp_si(arb_mat_entry(X, 2, a), -70);
    }
    rc_norm_max(high, X, LOW);
    ck_assert(arb_is_finite(high) && !arb_is_exact(high));
    arb_one(low);
    ck_assert(arb_ge(high, low));
    arb_set_si(arb_mat_entry(X, 1, 0), -1);
    arb_zero(arb_mat_entry(X, 1, 1));
    ck_assert_int_eq(rc_cosines(low, high, NULL, X, LOW), RC_OK);
    arb_neg(low, low);
    arb_one(high);
    ck_assert(arb_ge(low, high));
    rc_diameter(high, X, LOW);
    arb_set_si(low, 2);
    ck_assert(arb_eq(high, low));
    arb_clear(high);
    arb_clear(low);
    arb_mat_clear(X);
}
END_TEST

START_TEST(outputs_of_cosines_may_be_left_out)
{
    arb_mat_t X, one;
    arb_t got;

    arb_mat_init(X, 3, 2);
    arb_mat_init(one, 1, 2);
    arb_init(got);
    arb_mat_one(X); /* (1, 0), (0, 1), and (-2, 0): cosines 0, 0, -1 */
    arb_set_si(arb_mat_entry(X, 2, 0), -2);
    ck_assert_int_eq(rc_cosines(NULL, NULL, NULL, X, LOW), RC_OK);
    ck_assert_int_eq(rc_cosines(got, NULL, NULL, X, LOW), RC_OK);
    ck_assert(arb_contains_si(got, -1) && arb_is_negative(got));
    ck_assert_int_eq(rc_cosines(NULL, got, NULL, X, LOW), RC_OK);
    ck_assert(arb_contains_si(got, 0));
    ck_assert(mag_cmp_2exp_si(arb_radref(got), -50) < 0);
    ck_assert_int_eq(rc_cosines(NULL, NULL, got, X, LOW), RC_OK);
    arb_mul_si(got, got, 3, LOW);
    ck_assert(arb_contains_si(got, -1) && arb_is_negative(got));
    arb_mat_one(one);
    ck_assert_int_eq(rc_cosines(got, NULL, NULL, one, LOW), RC_DOMAIN);
    arb_clear(got);
    arb_mat_clear(one);
    arb_mat_clear(X);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        quantities_enclose_exact_values,
        a_common_shift_costs_no_digits,
        what_is_not_finite_is_not_enclosed,
        rows_that_may_be_zero_have_no_cosine,
        outputs_of_cosines_may_be_left_out,
        an_exact_row_is_enough,
    };

    return RUN_TESTS("quantities", tests);
}
