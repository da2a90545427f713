/* Upper bounds in a word: never below, hardly above. */

#include "checker/upper.h"
#include "checker_support.h"
#include "random.h"

static uint64_t state;

/* q = u */
static void
exactly(mpq_t q, const ck_upper *u)
{
    mpfr_t x;

    mpfr_init2(x, 64);
    ck_upper_get(x, u);
    mpfr_get_q(q, x);
    mpfr_clear(x);
}

/* 0 <= (u - exact)/exact <= 2^-bits. */
static void
expect_just_above(const ck_upper *u, mpq_srcptr exact, mp_bitcnt_t bits)
{
    mpq_t q, more;

    mpq_init(q);
    mpq_init(more);
    exactly(q, u);
    ck_assert(mpq_cmp(q, exact) >= 0);
    mpq_div_2exp(more, exact, bits);
    mpq_add(more, more, exact);
    ck_assert(mpq_cmp(q, more) <= 0);
    mpq_clear(more);
    mpq_clear(q);
}

/* x = an integer of that many bits. */
static void
random_integer(mpz_t x, long bits)
{
    mpz_set_ui(x, 1);
    for (long k = 1; k < bits; k++) {
        mpz_mul_2exp(x, x, 1);
        if (random_bits(&state) >> 63)
            mpz_add_ui(x, x, 1);
    }
}

static void
set_power(mpq_t q, mpz_srcptr x, long exponent)
{
    mpq_set_z(q, x);
    if (exponent >= 0)
        mpq_mul_2exp(q, q, (mp_bitcnt_t)exponent);
    else
        mpq_div_2exp(q, q, (mp_bitcnt_t)-exponent);
    mpq_abs(q, q);
}

START_TEST(numbers_of_all_lengths)
{
    ck_upper u;
    mpz_t x;
    mpq_t exact;

    mpz_init(x);
    mpq_init(exact);
    for (long bits = 1; bits <= 260; bits++)
        for (int round = 0; round < 8; round++) {
            random_integer(x, bits);
            if (round % 2)
                mpz_neg(x, x);
            ck_upper_set(&u, x, bits - 100);
            ck_assert(u.mantissa >= (uint64_t)1 << 30);
            ck_assert(u.mantissa <= (uint64_t)1 << 31);
            set_power(exact, x, bits - 100);
            expect_just_above(&u, exact, bits <= 31 ? 1000 : 29);
        }
    mpq_clear(exact);
    mpz_clear(x);
}
END_TEST

/* Few bits far from the last are kept as they are, and one more is not. */
START_TEST(what_fits_is_exact)
{
    ck_upper u;
    mpz_t x;
    mpq_t exact;

    mpz_init(x);
    mpq_init(exact);
    for (mp_bitcnt_t shift = 0; shift < 200; shift++) {
        mpz_set_ui(x, 0x7fffffff);
        mpz_mul_2exp(x, x, shift);
        ck_upper_set(&u, x, -50);
        set_power(exact, x, -50);
        expect_just_above(&u, exact, 1000);
        mpz_mul_2exp(x, x, 1);
        mpz_add_ui(x, x, 1);
        ck_upper_set(&u, x, -50);
        ck_assert(u.mantissa == (uint64_t)1 << 31);
    }
    mpq_clear(exact);
    mpz_clear(x);
}
END_TEST

START_TEST(zero)
{
    ck_upper u = {5, 5}, one, sum = {0, 0};
    mpz_t x;
    mpfr_t y;

    mpz_init(x);
    mpfr_init2(y, 32);
    ck_upper_set(&u, x, 77);
    ck_assert(u.mantissa == 0);
    ck_upper_get(y, &u);
    ck_assert(mpfr_zero_p(y));
    ck_assert(ck_upper_get_integer(x, &u, 1000000, 64));
    ck_assert(mpz_sgn(x) == 0);
    mpz_set_ui(x, 1);
    ck_upper_set(&one, x, 0);
    ck_upper_add_product(&sum, &u, &one);
    ck_upper_add_product(&sum, &one, &u);
    ck_assert(sum.mantissa == 0);
    mpfr_clear(y);
    mpz_clear(x);
}
END_TEST

/* Sums of products whose sizes differ by 2^range at most. */
static void
try_sum(int terms, long range)
{
    ck_upper sum = {0, 0}, x, y;
    mpz_t a, b;
    mpq_t exact, term;

    mpz_init(a);
    mpz_init(b);
    mpq_init(exact);
    mpq_init(term);
    for (int k = 0; k < terms; k++) {
        const long exponent = (long)(random_bits(&state) % (uint64_t)range);

        random_integer(a, 31);
        random_integer(b, 31);
        ck_upper_set(&x, a, exponent);
        ck_upper_set(&y, b, -range / 2);
        ck_upper_add_product(&sum, &x, &y);
        ck_assert(sum.mantissa < (uint64_t)1 << 62);
        mpz_mul(a, a, b);
        set_power(term, a, exponent - range / 2);
        mpq_add(exact, exact, term);
    }
    expect_just_above(&sum, exact, 50);
    mpq_clear(term);
    mpq_clear(exact);
    mpz_clear(b);
    mpz_clear(a);
}

START_TEST(sums)
{
    for (int round = 0; round < 50; round++) {
        try_sum(1, 2);
        try_sum(40, 2);
        try_sum(40, 30);
        try_sum(40, 400);
    }
}
END_TEST

/* A sum that is exactly a power of two, and a term that adds but a bit. */
START_TEST(carries)
{
    ck_upper sum = {0, 0}, x, one;
    mpz_t a;
    mpq_t exact;

    mpz_init(a);
    mpq_init(exact);
    mpz_setbit(a, 30);
    ck_upper_set(&x, a, 0);
    for (int k = 0; k < 4; k++)
        ck_upper_add_product(&sum, &x, &x);
    mpz_mul(a, a, a);
    mpz_mul_2exp(a, a, 2);
    mpq_set_z(exact, a);
    expect_just_above(&sum, exact, 1000);
    mpz_set_ui(a, 1);
    ck_upper_set(&one, a, -1000);
    ck_upper_add_product(&sum, &one, &one);
    mpz_set_ui(a, 1);
    set_power(exact, a, -2000);
    mpz_setbit(a, 62);
    mpz_sub_ui(a, a, 1);
    {
        mpq_t whole;

        mpq_init(whole);
        mpq_set_z(whole, a);
        mpq_add(exact, exact, whole);
        mpq_clear(whole);
    }
    expect_just_above(&sum, exact, 58);
    mpq_clear(exact);
    mpz_clear(a);
}
END_TEST

START_TEST(as_integers)
{
    ck_upper u;
    mpz_t x, y;

    mpz_init(x);
    mpz_init(y);
    mpz_set_ui(x, 5);
    ck_upper_set(&u, x, -1);
    ck_assert(ck_upper_get_integer(y, &u, 0, 64));
    ck_assert(mpz_cmp_ui(y, 3) == 0);
    ck_assert(ck_upper_get_integer(y, &u, 1, 64));
    ck_assert(mpz_cmp_ui(y, 5) == 0);
    ck_assert(ck_upper_get_integer(y, &u, 61, 64 + 31));
    mpz_mul_2exp(x, x, 60);
    ck_assert(mpz_cmp(y, x) == 0);
    ck_assert(ck_upper_get_integer(y, &u, -500, 64));
    ck_assert(mpz_cmp_ui(y, 1) == 0);
    /* 5 has its 31 bits from 2^-29 on: 33 places up are 4 beyond 2^0. */
    ck_assert(ck_upper_get_integer(y, &u, 33 - 2, 64));
    ck_assert(!ck_upper_get_integer(y, &u, 33, 64));
    ck_assert(!ck_upper_get_integer(y, &u, 1000000000, 64));
    mpz_clear(y);
    mpz_clear(x);
}
END_TEST

START_TEST(too_large_for_mpfr)
{
    ck_upper u = {1, 0};
    mpfr_t x;

    mpfr_init2(x, 32);
    u.exponent = (long)mpfr_get_emax() + 5;
    ck_upper_get(x, &u);
    ck_assert(mpfr_inf_p(x) && mpfr_sgn(x) > 0);
    u.exponent = (long)mpfr_get_emin() - 500;
    ck_upper_get(x, &u);
    ck_assert(mpfr_sgn(x) > 0);
    mpfr_clear(x);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("upper");

    state = random_start();
    tcase_add_test(tcase, numbers_of_all_lengths);
    tcase_add_test(tcase, what_fits_is_exact);
    tcase_add_test(tcase, zero);
    tcase_add_test(tcase, sums);
    tcase_add_test(tcase, carries);
    tcase_add_test(tcase, as_integers);
    tcase_add_test(tcase, too_large_for_mpfr);
    return run_checker_tests("upper", tcase);
}
