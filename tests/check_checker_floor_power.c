/* R29's powers of floors: by hand, against the definition, and at the edge of
   what it takes. */

#include "checker/floor_power.h"
#include "checker_support.h"

/* F from n x n small integers. */
static void
set_small(ck_floors *F, long n, const int *entries, mpz_srcptr D)
{
    mpz_t x;

    mpz_init(x);
    ck_floors_init(F, n, D);
    for (long k = 0; k < n * n; k++) {
        mpz_set_si(x, entries[k]);
        ck_assert(ck_floors_set(F, k / n, k % n, x));
    }
    mpz_clear(x);
}

static void
expect_factor(long n, const int *entries, long denominator, long m, long R)
{
    ck_floors F;
    mpz_t D, found;

    mpz_init_set_si(D, denominator);
    mpz_init(found);
    set_small(&F, n, entries, D);
    ck_assert(ck_floor_power(found, &F, D, m));
    ck_assert_msg(mpz_cmp_si(found, R) == 0, "m = %ld: R = %ld, not %ld", m,
                  mpz_get_si(found), R);
    ck_floors_clear(&F);
    mpz_clear(found);
    mpz_clear(D);
}

START_TEST(by_hand)
{
    static const int window[] = {3, 3, 0, 2, 2, 2, 0, 3, 3};
    static const int halves[] = {2, 0, 1, 1};
    static const int complete[] = {1, 1, 1, 1};
    static const int one[] = {5};

    expect_factor(3, window, 6, 1, 4);
    expect_factor(3, window, 6, 2, 2);
    expect_factor(3, window, 6, 3, 3);
    expect_factor(2, halves, 2, 1, 1);
    expect_factor(2, halves, 2, 1L << 40, 1);
    expect_factor(2, complete, 2, 1, 0);
    expect_factor(1, one, 5, 7, 0);
    expect_factor(1, one, 6, 1, 1);
}
END_TEST

/* ---- Against the definition ---- */

/* to = floor(a b / D) */
static void
multiply_plainly(mpz_t *to, mpz_t *a, mpz_t *b, long n, mpz_srcptr D)
{
    mpz_t *made = calloc((size_t)(n * n), sizeof *made);

    for (long i = 0; i < n; i++)
        for (long j = 0; j < n; j++) {
            mpz_init(made[i * n + j]);
            for (long k = 0; k < n; k++)
                mpz_addmul(made[i * n + j], a[i * n + k], b[k * n + j]);
            mpz_fdiv_q(made[i * n + j], made[i * n + j], D);
        }
    for (long k = 0; k < n * n; k++) {
        mpz_swap(to[k], made[k]);
        mpz_clear(made[k]);
    }
    free(made);
}

/* From the leading digit of m, as a text. */
static void
raise_plainly(mpz_t R, mpz_t *first, long n, mpz_srcptr D, long m)
{
    mpz_t *power = calloc((size_t)(n * n), sizeof *power);
    char digits[80];
    mpz_t number;

    mpz_init_set_si(number, m);
    mpz_get_str(digits, 2, number);
    for (long k = 0; k < n * n; k++)
        mpz_init_set(power[k], first[k]);
    for (const char *digit = digits + 1; *digit != '\0'; digit++) {
        multiply_plainly(power, power, power, n, D);
        if (*digit == '1')
            multiply_plainly(power, power, first, n, D);
    }
    mpz_set(R, D);
    for (long c = 0; c < n; c++) {
        mpz_set(number, power[c]);
        for (long i = 1; i < n; i++)
            if (mpz_cmp(power[i * n + c], number) < 0)
                mpz_set(number, power[i * n + c]);
        mpz_sub(R, R, number);
    }
    for (long k = 0; k < n * n; k++)
        mpz_clear(power[k]);
    mpz_clear(number);
    free(power);
}

/* A row's entries: shares of D that sum to at most D. */
static void
make_row(mpz_t *row, long n, mpz_srcptr D, gmp_randstate_t state)
{
    mpz_t left, most;

    mpz_init_set(left, D);
    mpz_init(most);
    for (long j = 0; j < n; j++) {
        mpz_init(row[j]);
        mpz_add_ui(most, left, 1);
        if (j == n - 1 && gmp_urandomm_ui(state, 2) == 0)
            mpz_set(row[j], left);
        else if (gmp_urandomm_ui(state, 3) != 0)
            mpz_urandomm(row[j], state, most);
        mpz_sub(left, left, row[j]);
    }
    mpz_clear(most);
    mpz_clear(left);
}

static void
expect_like_plain(long n, unsigned long bits, long m, gmp_randstate_t state)
{
    mpz_t *first = calloc((size_t)(n * n), sizeof *first);
    ck_floors F;
    mpz_t D, R, wanted;

    mpz_inits(D, R, wanted, NULL);
    mpz_rrandomb(D, state, bits);
    mpz_setbit(D, bits - 1);
    ck_floors_init(&F, n, D);
    for (long i = 0; i < n; i++) {
        make_row(first + i * n, n, D, state);
        for (long j = 0; j < n; j++)
            ck_assert(ck_floors_set(&F, i, j, first[i * n + j]));
    }
    raise_plainly(wanted, first, n, D, m);
    ck_assert(ck_floor_power(R, &F, D, m));
    ck_assert_msg(mpz_cmp(R, wanted) == 0, "n = %ld, %lu bits, m = %ld", n,
                  bits, m);
    for (long k = 0; k < n * n; k++)
        mpz_clear(first[k]);
    mpz_clears(D, R, wanted, NULL);
    ck_floors_clear(&F);
    free(first);
}

START_TEST(like_plain)
{
    static const long lengths[] = {1, 2, 3, 5, 6, 12, 77, 1L << 20};
    gmp_randstate_t state;

    gmp_randinit_default(state);
    gmp_randseed_ui(state, 20261127);
    for (size_t k = 0; k < sizeof lengths / sizeof *lengths; k++)
        for (long n = 1; n <= 9; n += 4) {
            expect_like_plain(n, 4, lengths[k], state);
            expect_like_plain(n, 64, lengths[k], state);
            expect_like_plain(n, 65, lengths[k], state);
            expect_like_plain(n, 128, lengths[k], state);
            expect_like_plain(n, 200, lengths[k], state);
        }
    gmp_randclear(state);
}
END_TEST

/* ---- What it takes ---- */

/* Rows sum to D at most. */
START_TEST(rows)
{
    static const int above[] = {2, 0, 1, 2}, equal[] = {2, 0, 1, 1};
    ck_floors F;
    mpz_t D, R;

    mpz_init_set_ui(D, 2);
    mpz_init(R);
    set_small(&F, 2, above, D);
    ck_assert(!ck_floor_power(R, &F, D, 1));
    ck_assert(mpz_cmp_ui(R, 2) == 0);
    ck_floors_clear(&F);
    set_small(&F, 2, equal, D);
    ck_assert(ck_floor_power(R, &F, D, 1));
    ck_floors_clear(&F);
    mpz_clear(R);
    mpz_clear(D);
}
END_TEST

/* Entries that D's limbs do not hold, and negative ones, are not taken. */
START_TEST(entries)
{
    ck_floors F;
    mpz_t D, x, R;

    mpz_init_set_ui(D, 7);
    mpz_init(x);
    mpz_init(R);
    ck_floors_init(&F, 1, D);
    mpz_set_si(x, -1);
    ck_assert(!ck_floors_set(&F, 0, 0, x));
    mpz_ui_pow_ui(x, 2, 64);
    ck_assert(!ck_floors_set(&F, 0, 0, x));
    ck_assert(ck_floor_power(R, &F, D, 1));
    ck_assert(mpz_cmp_ui(R, 7) == 0);
    mpz_set_ui(x, 7);
    ck_assert(ck_floors_set(&F, 0, 0, x));
    ck_assert(ck_floor_power(R, &F, D, 1));
    ck_assert(mpz_sgn(R) == 0);
    mpz_set_ui(x, 0);
    ck_assert(ck_floors_set(&F, 0, 0, x));
    ck_assert(ck_floor_power(R, &F, D, 3));
    ck_assert(mpz_cmp_ui(R, 7) == 0);
    ck_floors_clear(&F);
    mpz_clear(R);
    mpz_clear(x);
    mpz_clear(D);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("floor_power");

    tcase_add_test(tcase, by_hand);
    tcase_add_test(tcase, like_plain);
    tcase_add_test(tcase, rows);
    tcase_add_test(tcase, entries);
    return run_checker_tests("floor_power", tcase);
}
