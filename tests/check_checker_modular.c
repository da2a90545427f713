/* Residues, and where they have no inverse. */

#include "checker_support.h"

#include "checker/modular.h"

#define LARGE 9223372036854775783UL /* the last prime before 2^63 */

START_TEST(products)
{
    ck_assert_uint_eq(ck_multiply_mod(3, 5, 7), 1);
    ck_assert_uint_eq(ck_multiply_mod(0, 5, 7), 0);
    ck_assert_uint_eq(ck_multiply_mod(LARGE - 1, LARGE - 1, LARGE), 1);
    ck_assert_uint_eq(ck_subtract_mod(3, 5, 7), 5);
    ck_assert_uint_eq(ck_subtract_mod(5, 3, 7), 2);
    ck_assert_uint_eq(ck_subtract_mod(5, 0, 7), 5);
    ck_assert_uint_eq(ck_subtract_mod(0, LARGE - 1, LARGE), 1);
}
END_TEST

START_TEST(inverses)
{
    unsigned long inverse;

    for (unsigned long a = 1; a < 101; a++) {
        ck_assert(ck_invert_mod(&inverse, a, 101));
        ck_assert_uint_eq(ck_multiply_mod(a, inverse, 101), 1);
        ck_assert(ck_invert_mod(&inverse, LARGE - a, LARGE));
        ck_assert_uint_eq(ck_multiply_mod(LARGE - a, inverse, LARGE), 1);
    }
    ck_assert(ck_invert_mod(&inverse, 108, 101));
    ck_assert_uint_eq(ck_multiply_mod(7, inverse, 101), 1);
    ck_assert(!ck_invert_mod(&inverse, 0, 7));
    ck_assert(!ck_invert_mod(&inverse, 14, 7));
    ck_assert(!ck_invert_mod(&inverse, 6, 9));
    ck_assert(ck_invert_mod(&inverse, 4, 9));
    ck_assert_uint_eq(inverse, 7);
}
END_TEST

START_TEST(rationals)
{
    unsigned long residue;
    mpq_t x;

    mpq_init(x);
    mpq_set_si(x, -1, 2);
    ck_assert(ck_reduce_mod(&residue, x, 7));
    ck_assert_uint_eq(residue, 3);
    ck_assert(!ck_reduce_mod(&residue, x, 6));
    mpq_set_si(x, 14, 3);
    ck_assert(ck_reduce_mod(&residue, x, 7));
    ck_assert_uint_eq(residue, 0);
    mpq_clear(x);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("modular");

    tcase_add_test(tcase, products);
    tcase_add_test(tcase, inverses);
    tcase_add_test(tcase, rationals);
    return run_checker_tests("modular", tcase);
}
