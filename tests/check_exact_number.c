/* The life of a number. */

#include "exact_support.h"

START_TEST(a_new_number_is_zero)
{
    rc_number_t x;

    rc_number_init(x);
    ck_assert(rc_number_is_zero(x));
    ck_assert(rc_number_is_rational(x));
    rc_number_clear(x);
}
END_TEST

START_TEST(only_the_rational_zero_is_certainly_zero)
{
    rc_number_t x;

    rc_number_init(x);
    read_number(x, "pi-pi");
    ck_assert(!rc_number_is_zero(x));
    ck_assert(!rc_number_is_rational(x));
    read_number(x, "1/3-1/3");
    ck_assert(rc_number_is_zero(x));
    read_number(x, "1/3");
    ck_assert(!rc_number_is_zero(x));
    rc_number_clear(x);
}
END_TEST

/* Every pair of rational and expression, and a number set to itself. */
START_TEST(set_copies_and_leaves_nothing_shared)
{
    static const char *const texts[] = {"-22/7", "sqrt(2)+1/3^100", "pi"};
    size_t i, j;

    for (i = 0; i < 3; i++)
        for (j = 0; j < 3; j++) {
            rc_number_t x, y;
            char *text;

            rc_number_init(x);
            rc_number_init(y);
            read_number(x, texts[i]);
            read_number(y, texts[j]);
            ck_assert_int_eq(rc_number_set(x, y), RC_OK);
            ck_assert_int_eq(rc_number_set(x, x), RC_OK);
            text = rc_number_get_text(y);
            rc_number_clear(y);
            expect_normal(texts[j], text);
            free(text);
            text = rc_number_get_text(x);
            expect_normal(texts[j], text);
            free(text);
            rc_number_clear(x);
        }
}
END_TEST

START_TEST(set_fmpq_replaces_an_expression)
{
    rc_number_t x;
    fmpq_t q;

    rc_number_init(x);
    fmpq_init(q);
    fmpq_set_si(q, -2, 3);
    read_number(x, "exp(1)");
    rc_number_set_fmpq(x, q);
    ck_assert(rc_number_is_rational(x));
    ck_assert(fmpq_equal(x->rational, q));
    fmpq_clear(q);
    rc_number_clear(x);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("number");

    tcase_add_test(tcase, a_new_number_is_zero);
    tcase_add_test(tcase, only_the_rational_zero_is_certainly_zero);
    tcase_add_test(tcase, set_copies_and_leaves_nothing_shared);
    tcase_add_test(tcase, set_fmpq_replaces_an_expression);
    return run_tests(tcase);
}
