/* Decimal and hexadecimal literals. */

#include "exact/expression.h"
#include "exact_support.h"
#include "random.h"

START_TEST(literals_are_exact)
{
    static const char *const pairs[][2] = {
        {"0", "0"},           {"007", "7"},      {"12", "12"},
        {"0.1", "1/10"},      {".5", "1/2"},     {"5.", "5"},
        {"0.50000", "1/2"},   {"100.00", "100"}, {"1.5e-3", "3/2000"},
        {"1.5E+3", "1500"},   {"5.e1", "50"},    {".5e1", "5"},
        {"0e99999", "0"},     {"0.000e-7", "0"}, {"1e007", "10000000"},
        {"0x10", "16"},       {"0Xfe", "254"},   {"0xFE", "254"},
        {"0x1.8p-3", "3/16"}, {"0x1.8", "3/2"},  {"0x.8", "1/2"},
        {"0x8.", "8"},        {"0x1P4", "16"},   {"0x1p+4", "16"},
        {"0x0p9", "0"},       {"0x1e1", "481"},  {"0x10.00", "16"},
    };
    size_t k;

    for (k = 0; k < sizeof pairs / sizeof *pairs; k++)
        expect_normal(pairs[k][0], pairs[k][1]);
}
END_TEST

START_TEST(what_is_cut_short_is_refused_where_it_is)
{
    static const struct {
        const char *text;
        size_t offset;
        const char *part;
    } bad[] = {
        {".", 0, "a point needs digits"},
        {"1+.", 2, "a point needs digits"},
        {".e5", 0, "a point needs digits"},
        {"1e", 1, "as in 1.5e-3"},
        {"1e+", 1, "as in 1.5e-3"},
        {"2.5e-x", 3, "as in 1.5e-3"},
        {"0x", 2, "0x needs hexadecimal digits"},
        {"1+0x.", 4, "0x needs hexadecimal digits"},
        {"0xg", 2, "0x needs hexadecimal digits"},
        {"0x1p", 3, "as in 0x1.8p-3"},
        {"0x1p-", 3, "as in 0x1.8p-3"},
        {"0x1pa", 3, "as in 0x1.8p-3"},
        {"1_000", 1, "'_'"},
        {"1._5", 2, "'_'"},
        {"1e1_0", 3, "'_'"},
        {"0x_1", 2, "'_'"},
    };
    size_t k;

    for (k = 0; k < sizeof bad / sizeof *bad; k++)
        expect_error(bad[k].text, strlen(bad[k].text), bad[k].offset,
                     bad[k].part);
}
END_TEST

/* The text is not ended by a zero byte: what follows is not looked at. */
START_TEST(nothing_past_the_length_is_read)
{
    rc_number_t x;
    rc_text_error error;

    rc_number_init(x);
    ck_assert_int_eq(rc_number_set_text(x, "12345e7", 3, &error), RC_OK);
    ck_assert_int_eq(fmpq_cmp_si(x->rational, 123), 0);
    expect_error("1e5", 2, 1, "as in 1.5e-3");
    expect_error("0x15", 2, 2, "0x needs hexadecimal digits");
    rc_number_clear(x);
}
END_TEST

/* From the value backwards: digits are written by GMP, a point is put among
   them and the exponent says where it was. */
START_TEST(random_literals_have_the_value_they_were_made_from)
{
    uint64_t state = random_start();
    long trial, trials = random_trials(2000), hexadecimal = 0;

    for (trial = 0; trial < trials; trial++) {
        int hex = (int)random_below(&state, 2);
        slong exponent = random_below(&state, 400) - 200;
        slong zeros = random_below(&state, 5), places;
        char digits[80], text[160];
        fmpq_t value, power;
        rc_number_t x;
        fmpz_t m;

        hexadecimal += hex;
        fmpz_init_set_ui(m, random_bits(&state) >> random_below(&state, 64));
        fmpz_mul_ui(m, m, random_bits(&state) >> random_below(&state, 64));
        fmpz_get_str(digits, hex ? 16 : 10, m);
        places = random_below(&state, (long)strlen(digits) + 1);
        snprintf(text, sizeof text, "%s%.*s%.*s.%s%c%+ld", hex ? "0x" : "",
                 (int)zeros, "00000", (int)((slong)strlen(digits) - places),
                 digits, digits + strlen(digits) - (size_t)places,
                 hex ? 'p' : 'e', (long)exponent);
        fmpq_init(value);
        fmpq_init(power);
        fmpq_set_si(power, hex ? 2 : 10, 1);
        fmpq_pow_si(power, power, exponent - (hex ? 4 : 1) * places);
        fmpq_mul_fmpz(value, power, m);
        rc_number_init(x);
        read_number(x, text);
        ck_assert_msg(fmpq_equal(x->rational, value), "%s", text);
        rc_number_clear(x);
        fmpq_clear(power);
        fmpq_clear(value);
        fmpz_clear(m);
    }
    ck_assert_int_gt(hexadecimal, 0);
    ck_assert_int_lt(hexadecimal, trials);
}
END_TEST

START_TEST(exponents_are_capped)
{
    rc_number_t x;

    rc_number_init(x);
    read_number(x, "1e100000");
    read_number(x, "1e-100000");
    read_number(x, "0x1p100000");
    ck_assert_int_eq((int)fmpz_bits(fmpq_numref(x->rational)), 100001);
    read_number(x, "0x1p-100000");
    rc_number_clear(x);
    expect_error("1e100001", 8, 1, "100000");
    expect_error("1e-100001", 9, 1, "100000");
    expect_error("2+0x1p100001", 12, 5, "100000");
    expect_error("1e99999999999999999999999", 25, 1, "100000");
    expect_error("0e100001", 8, 1, "100000");
}
END_TEST

static void
expect_bits_error(const char *head, const char *digit, size_t count)
{
    char *text = repeat(head, digit, count, "1");

    expect_error(text, strlen(text), 0, "1048576 bits");
    free(text);
}

START_TEST(long_literals_are_capped)
{
    char *text;

    expect_bits_error("", "9", 316001);
    expect_bits_error("", "9", 315660); /* few enough digits, too many bits */
    expect_bits_error("0.", "0", 400000);
    expect_bits_error("0x", "f", 262145);
    expect_bits_error("0x.", "0", 262146);
    /* Zeros that say nothing do not count. */
    text = repeat("", "0", 500000, "7");
    expect_normal(text, "7");
    free(text);
    text = repeat("0.5", "0", 500000, "");
    expect_normal(text, "1/2");
    free(text);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("literal");

    tcase_add_test(tcase, literals_are_exact);
    tcase_add_test(tcase, what_is_cut_short_is_refused_where_it_is);
    tcase_add_test(tcase, nothing_past_the_length_is_read);
    tcase_add_test(tcase, random_literals_have_the_value_they_were_made_from);
    tcase_add_test(tcase, exponents_are_capped);
    tcase_add_test(tcase, long_literals_are_capped);
    return run_tests(tcase);
}
