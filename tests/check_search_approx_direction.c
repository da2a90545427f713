/* Directions that see all tokens: as good as they can be, and found where only
   little room is. */

#include "search/search.h"

#include "model_support.h"

enum { TRIALS = 100, PREC = 256 };

/* The least <x_i, v> / ||v||, about. */
static void
margin(arb_t least, const arb_mat_t X, const fmpq_mat_t v)
{
    arb_t value, length, square;

    arb_init(value);
    arb_init(length);
    arb_init(square);
    for (slong j = 0; j < fmpq_mat_ncols(v); j++) {
        arb_set_fmpq(square, fmpq_mat_entry(v, 0, j), PREC);
        arb_addmul(length, square, square, PREC);
    }
    arb_sqrt(length, length, PREC);
    arb_pos_inf(least);
    for (slong i = 0; i < arb_mat_nrows(X); i++) {
        arb_zero(value);
        for (slong j = 0; j < fmpq_mat_ncols(v); j++) {
            arb_set_fmpq(square, fmpq_mat_entry(v, 0, j), PREC);
            arb_addmul(value, square, arb_mat_entry(X, i, j), PREC);
        }
        arb_div(value, value, length, PREC);
        arb_min(least, least, value, PREC);
    }
    arb_clear(square);
    arb_clear(length);
    arb_clear(value);
}

/* Rows of X as written; the margin lies in this ball. */
static void
expect(slong n, slong d, const char *const *numbers, const char *wanted)
{
    arb_mat_t X;
    fmpq_mat_t v;
    arb_t least, bound;

    arb_mat_init(X, n, d);
    fmpq_mat_init(v, 1, d);
    arb_init(least);
    arb_init(bound);
    for (slong k = 0; k < n * d; k++)
        ck_assert_int_eq(
            arb_set_str(arb_mat_entry(X, k / d, k % d), numbers[k], PREC), 0);
    ck_assert_int_eq(rc_approx_direction(v, X, NULL, NULL, PREC), RC_OK);
    margin(least, X, v);
    ck_assert_int_eq(arb_set_str(bound, wanted, PREC), 0);
    ck_assert_msg(arb_overlaps(least, bound), "%s", wanted);
    arb_clear(bound);
    arb_clear(least);
    fmpq_mat_clear(v);
    arb_mat_clear(X);
}

START_TEST(known_directions)
{
    static const char *const right[] = {"1", "0", "0", "1"};
    static const char *const one[] = {"0.6", "-0.8", "0"};
    static const char *const same[] = {"0", "1", "0", "1", "0", "1"};
    static const char *const barely[] = {"1", "0", "-1", "1e-30"};
    static const char *const many[] = {"1",   "0", "0.8", "0.6", "0.6",
                                       "0.8", "0", "1",   "0.8", "0.6"};

    expect(2, 2, right, "0.70710678118 +/- 1e-10");
    expect(1, 3, one, "1 +/- 1e-10");
    expect(3, 2, same, "1 +/- 1e-10");
    expect(2, 2, barely, "5e-31 +/- 1e-40");
    expect(5, 2, many, "0.70710678118 +/- 1e-10");
}
END_TEST

/* v is the point of least norm in the hull, but for a power of two: then, and
   hardly else, the least <x_i, v> / ||v|| is ||v|| times one. */
static void
expect_least(const arb_t least, const fmpq_mat_t v)
{
    arb_t ratio, x;
    fmpz_t e;

    arb_init(ratio);
    arb_init(x);
    fmpz_init(e);
    for (slong j = 0; j < fmpq_mat_ncols(v); j++) {
        arb_set_fmpq(x, fmpq_mat_entry(v, 0, j), PREC);
        arb_addmul(ratio, x, x, PREC);
    }
    arb_sqrt(ratio, ratio, PREC);
    arb_div(ratio, least, ratio, PREC);
    ck_assert(arb_is_positive(ratio));
    /* The nearest power of two above or below. */
    arb_mul_ui(x, ratio, 3, PREC);
    arf_abs_bound_lt_2exp_fmpz(e, arb_midref(x));
    fmpz_sub_ui(e, e, 2);
    fmpz_neg(e, e);
    arb_mul_2exp_fmpz(ratio, ratio, e);
    arb_sub_si(ratio, ratio, 1, PREC);
    ck_assert_msg(arf_cmpabs_2exp_si(arb_midref(ratio), -40) < 0,
                  "not the least");
    fmpz_clear(e);
    arb_clear(x);
    arb_clear(ratio);
}

/* n rows that have at least 2^-low in one coordinate in common. The direction
   is found, and is the best. */
static void
expect_hemisphere(slong n, slong d, slong low, uint64_t *state)
{
    arb_mat_t X;
    fmpq_mat_t v;
    arb_t least;

    arb_mat_init(X, n, d);
    fmpq_mat_init(v, 1, d);
    arb_init(least);
    for (slong i = 0; i < n; i++) {
        for (slong j = 0; j + 1 < d; j++)
            arb_set_si(arb_mat_entry(X, i, j), random_below(state, 21) - 10);
        arb_one(arb_mat_entry(X, i, d - 1));
        arb_mul_2exp_si(arb_mat_entry(X, i, d - 1), arb_mat_entry(X, i, d - 1),
                        -low);
    }
    ck_assert_int_eq(rc_approx_direction(v, X, NULL, NULL, PREC), RC_OK);
    margin(least, X, v);
    ck_assert(arb_is_positive(least));
    expect_least(least, v);
    arb_clear(least);
    fmpq_mat_clear(v);
    arb_mat_clear(X);
}

/* Rows with a positive product with some direction: one is found, however
   little room there is. */
START_TEST(random_hemispheres)
{
    const long trials = random_trials(TRIALS);
    uint64_t state = random_start();
    long many = 0, few = 0;

    for (long trial = 0; trial < trials; trial++) {
        slong n = 1 + random_below(&state, 20), d = 1 + random_below(&state, 6);

        expect_hemisphere(n, d, 0, &state);
        expect_hemisphere(n, d, 100, &state);
        many += n > d;
        few += n < d;
    }
    ck_assert_int_gt(many, trials / 4);
    ck_assert_int_gt(few, trials / 20);
}
END_TEST

/* No direction sees both: whatever comes out is none. */
START_TEST(opposite_rows)
{
    arb_mat_t X;
    fmpq_mat_t v;
    arb_t least;

    arb_mat_init(X, 2, 2);
    fmpq_mat_init(v, 1, 2);
    arb_init(least);
    arb_one(arb_mat_entry(X, 0, 0));
    arb_set_si(arb_mat_entry(X, 1, 0), -1);
    if (rc_approx_direction(v, X, NULL, NULL, PREC) == RC_OK) {
        margin(least, X, v);
        ck_assert(!arb_is_positive(least));
    }
    arb_zero(arb_mat_entry(X, 0, 0));
    arb_zero(arb_mat_entry(X, 1, 0));
    ck_assert_int_eq(rc_approx_direction(v, X, NULL, NULL, PREC), RC_UNCERTAIN);
    arb_clear(least);
    fmpq_mat_clear(v);
    arb_mat_clear(X);
}
END_TEST

static int
stop_at_once(void *context)
{
    (void)context;
    return 1;
}

START_TEST(it_can_be_stopped)
{
    arb_mat_t X;
    fmpq_mat_t v;

    arb_mat_init(X, 2, 2);
    fmpq_mat_init(v, 1, 2);
    arb_mat_one(X);
    ck_assert_int_eq(rc_approx_direction(v, X, stop_at_once, NULL, PREC),
                     RC_STOPPED);
    fmpq_mat_clear(v);
    arb_mat_clear(X);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        known_directions,
        random_hemispheres,
        opposite_rows,
        it_can_be_stopped,
    };

    return RUN_TESTS("approximate direction", tests);
}
