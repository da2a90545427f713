/* Exact numbers, as the document writes them. */

#include <stdlib.h>
#include <string.h>

#include <rankcert/certificate.h>

#include "check_report.h"

static rc_certificate *c;

static void
setup(void)
{
    c = rc_certificate_new();
    ck_assert_ptr_nonnull(c);
}

static void
teardown(void)
{
    rc_certificate_free(c);
    flint_cleanup();
}

static void
assert_values(const char *wanted)
{
    char *values = rc_certificate_values_json(c);

    ck_assert_int_eq(rc_certificate_status(c), RC_OK);
    ck_assert_str_eq(values, wanted);
    free(values);
}

static void
read_number(rc_number_t x, const char *text)
{
    rc_text_error error;

    ck_assert_int_eq(rc_number_set_text(x, text, strlen(text), &error), RC_OK);
}

START_TEST(numbers_are_in_normal_form)
{
    rc_number_t x;

    rc_number_init(x);
    rc_certificate_open_list(c, "x");
    read_number(x, "-1.50");
    rc_certificate_put_number(c, NULL, x);
    read_number(x, "2 * sqrt( 2 ) + 0");
    rc_certificate_put_number(c, NULL, x);
    read_number(x, "sqrt(4)/6");
    rc_certificate_put_number(c, NULL, x);
    rc_certificate_close(c);
    assert_values("{\"x\":[\"-3/2\",\"2*sqrt(2)\",\"1/3\"]}");
    rc_number_clear(x);
}
END_TEST

START_TEST(matrices_are_lists_of_rows)
{
    rc_matrix_t m;

    rc_matrix_init_empty(m);
    ck_assert_int_eq(rc_matrix_resize(m, 2, 3), RC_OK);
    read_number(rc_matrix_entry(m, 0, 2), "1/3");
    read_number(rc_matrix_entry(m, 1, 0), "pi");
    rc_certificate_put_matrix(c, "m", m);
    assert_values("{\"m\":[[\"0\",\"0\",\"1/3\"],[\"pi\",\"0\",\"0\"]]}");
    rc_matrix_clear(m);
}
END_TEST

START_TEST(fractions_places_and_null)
{
    static const slong places[] = {0, 4, 2};
    fmpq_t q;

    fmpq_init(q);
    fmpq_set_si(q, -6, 4);
    rc_certificate_put_fmpq(c, "q", q);
    rc_certificate_put_places(c, "places", places, 3);
    rc_certificate_put_places(c, "nowhere", NULL, 0);
    rc_certificate_put_null(c, "nothing");
    assert_values("{\"nothing\":null,\"nowhere\":[],\"places\":[1,5,3],"
                  "\"q\":\"-3/2\"}");
    fmpq_clear(q);
}
END_TEST

START_TEST(dyadics_have_odd_mantissas)
{
    fmpz_t huge;
    arf_t x;

    arf_init(x);
    rc_certificate_open_list(c, "x");
    rc_certificate_put_dyadic(c, NULL, x);
    arf_set_si(x, -12);
    rc_certificate_put_dyadic(c, NULL, x);
    arf_set_si(x, 1);
    rc_certificate_put_dyadic(c, NULL, x);
    arf_set_si_2exp_si(x, 10, -1000);
    rc_certificate_put_dyadic(c, NULL, x);
    fmpz_init(huge);
    fmpz_set_str(huge, "100000000000000000000", 10);
    arf_one(x);
    arf_mul_2exp_fmpz(x, x, huge);
    fmpz_clear(huge);
    rc_certificate_put_dyadic(c, NULL, x);
    rc_certificate_close(c);
    assert_values("{\"x\":[\"0\",\"-3*2^2\",\"1*2^0\",\"5*2^-999\","
                  "\"1*2^100000000000000000000\"]}");
    arf_clear(x);
}
END_TEST

static void
assert_not_put(const arf_t x)
{
    rc_certificate_reset(c);
    rc_certificate_put_dyadic(c, "x", x);
    ck_assert_int_eq(rc_certificate_status(c), RC_DOMAIN);
}

START_TEST(what_is_not_finite_is_no_dyadic)
{
    arf_t x;

    arf_init(x);
    arf_pos_inf(x);
    assert_not_put(x);
    arf_neg_inf(x);
    assert_not_put(x);
    arf_nan(x);
    assert_not_put(x);
    arf_clear(x);
}
END_TEST

/* Each setter keeps to the rules of maps and lists. */
START_TEST(places_are_checked)
{
    static const slong place = 0;
    rc_number_t x;
    rc_matrix_t m;
    arf_t zero;

    arf_init(zero);
    rc_number_init(x);
    rc_matrix_init_empty(m);
    for (int k = 0; k < 6; k++) {
        rc_certificate_reset(c);
        if (k == 0)
            rc_certificate_put_null(c, NULL);
        else if (k == 1)
            rc_certificate_put_number(c, NULL, x);
        else if (k == 2)
            rc_certificate_put_matrix(c, NULL, m);
        else if (k == 3)
            rc_certificate_put_fmpq(c, NULL, x->rational);
        else if (k == 4)
            rc_certificate_put_places(c, NULL, &place, 1);
        else
            rc_certificate_put_dyadic(c, NULL, zero);
        ck_assert_int_eq(rc_certificate_status(c), RC_DOMAIN);
    }
    arf_clear(zero);
    rc_number_clear(x);
    rc_matrix_clear(m);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("numbers");

    tcase_add_checked_fixture(tcase, setup, teardown);
    tcase_add_test(tcase, numbers_are_in_normal_form);
    tcase_add_test(tcase, matrices_are_lists_of_rows);
    tcase_add_test(tcase, fractions_places_and_null);
    tcase_add_test(tcase, dyadics_have_odd_mantissas);
    tcase_add_test(tcase, what_is_not_finite_is_no_dyadic);
    tcase_add_test(tcase, places_are_checked);
    return run_case("numbers", tcase);
}
