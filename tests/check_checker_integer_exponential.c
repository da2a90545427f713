/* The exponential in integers is never further off than it says. */

#include "checker/softmax_row.h"
#include "checker_interval.h"
#include "random.h"

/* The exponential of x 2^-places, in units, is within the error. */
static void
expect_exp(mpz_srcptr x, long places)
{
    mpz_t e, unit, reference;
    mpfr_t y;

    mpz_inits(e, unit, reference, (mpz_ptr)NULL);
    mpfr_init2(y, places + 100 + (long)mpz_sizeinbase(x, 2));
    mpz_setbit(unit, (mp_bitcnt_t)places);
    ck_integer_exp(e, x, unit, places);
    mpfr_set_z_2exp(y, x, -places, MPFR_RNDN);
    mpfr_exp(y, y, MPFR_RNDN);
    mpfr_mul_2si(y, y, places, MPFR_RNDN);
    mpfr_get_z(reference, y, MPFR_RNDD);
    mpz_sub(reference, reference, e);
    /* the reference is rounded down by less than one */
    ck_assert(mpz_cmp_si(reference, -CK_EXP_ERROR) >= 0);
    ck_assert(mpz_cmp_si(reference, CK_EXP_ERROR - 1) <= 0);
    mpfr_clear(y);
    mpz_clears(e, unit, reference, (mpz_ptr)NULL);
}

/* -2^bits and its neighbours. */
START_TEST(of_all_sizes)
{
    static const long places[] = {16, 17, 64, 104, 200, 1000};
    mpz_t x;

    mpz_init(x);
    for (size_t p = 0; p < sizeof places / sizeof *places; p++)
        for (long bits = 0; bits < places[p] + 12; bits++)
            for (int more = -1; more <= 1; more++) {
                mpz_set_ui(x, 0);
                mpz_setbit(x, (mp_bitcnt_t)bits);
                if (more < 0)
                    mpz_sub_ui(x, x, 1);
                else
                    mpz_add_ui(x, x, (unsigned long)more);
                mpz_neg(x, x);
                expect_exp(x, places[p]);
            }
    mpz_clear(x);
}
END_TEST

START_TEST(of_random_numbers)
{
    uint64_t state = random_start();
    mpz_t x;

    mpz_init(x);
    for (long trial = 0; trial < random_trials(2000); trial++) {
        const long places = 16 + random_below(&state, 200);

        mpz_set_ui(x, 0);
        for (long k = 0; k < places; k += 64) {
            mpz_mul_2exp(x, x, 64);
            mpz_add_ui(x, x, (unsigned long)random_bits(&state));
        }
        mpz_fdiv_q_2exp(x, x,
                        (mp_bitcnt_t)random_below(&state, (long)places + 60));
        mpz_neg(x, x);
        expect_exp(x, places);
    }
    mpz_clear(x);
}
END_TEST

/* Beyond the exponents that there are. */
START_TEST(of_huge_numbers)
{
    mpz_t x, e, unit;

    mpz_inits(x, e, unit, (mpz_ptr)NULL);
    mpz_setbit(unit, 64);
    mpz_setbit(x, 300);
    mpz_neg(x, x);
    ck_integer_exp(e, x, unit, 64);
    ck_assert(mpz_sgn(e) >= 0);
    ck_assert(mpz_cmp_ui(e, CK_EXP_ERROR) <= 0);
    mpz_set_ui(x, 0);
    ck_integer_exp(e, x, unit, 64);
    ck_assert(mpz_cmp(e, unit) == 0);
    mpz_clears(x, e, unit, (mpz_ptr)NULL);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("integer_exponential");

    tcase_add_test(tcase, of_all_sizes);
    tcase_add_test(tcase, of_random_numbers);
    tcase_add_test(tcase, of_huge_numbers);
    return run_checker_tests("integer_exponential", tcase);
}
