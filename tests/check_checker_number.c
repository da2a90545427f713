/* Enclosures of numbers, and when two are the same. */

#include "checker_interval.h"

static void
set(ck_number *x, const char *text)
{
    const char *why = NULL;

    ck_assert_msg(
        ck_number_parse(x, text, strlen(text), 0, &ck_default_limits, &why),
        "%s: %s", text, why);
}

/* The enclosure with so many bits holds the number `value` and is narrower
   than 2^-narrow. */
static void
expect(const char *text, const char *value, long bits, long narrow)
{
    mpfi_t y;
    mpfr_t exact, width;
    ck_number x;

    ck_number_init(&x);
    set(&x, text);
    mpfi_init2(y, bits);
    mpfr_init2(exact, 400);
    mpfr_init2(width, 32);
    ck_assert_msg(ck_number_enclose(y, &x), "%s", text);
    mpfr_set_str(exact, value, 10, MPFR_RNDN);
    ck_assert_msg(mpfi_is_inside_fr(exact, y), "%s", text);
    mpfi_diam_abs(width, y);
    ck_assert_msg(mpfr_cmp_ui_2exp(width, 1, -narrow) < 0, "%s", text);
    mpfr_clear(width);
    mpfr_clear(exact);
    mpfi_clear(y);
    ck_number_clear(&x);
}

START_TEST(enclosures)
{
    static const char sqrt_2[] =
        "1.414213562373095048801688724209698078569671875376948073176679738";
    static const char e[] =
        "2.718281828459045235360287471352662497757247093699959574966967628";
    static const char pi[] =
        "3.141592653589793238462643383279502884197169399375105820974944592";

    for (long bits = 32; bits <= 128; bits += 32) {
        expect("5", "5", bits, 1000);
        expect("-3/4", "-0.75", bits, 1000);
        expect("sqrt(2)", sqrt_2, bits, bits - 2);
        expect("exp(1)", e, bits, bits - 3);
        expect("pi", pi, bits, bits - 3);
        expect("log(exp(1))", "1", bits, bits - 5);
        expect("cos(pi)", "-1", bits, bits - 5);
        expect("sin(pi/2)", "1", bits, bits - 5);
        expect("atan(1)*4 - pi", "0", bits, bits - 6);
        expect("-sqrt(2)",
               "-1.41421356237309504880168872420969807856967187537"
               "6948073176679738",
               bits, bits - 2);
        expect("sqrt(2)^2", "2", bits, bits - 6);
        expect("sqrt(2)^-2", "0.5", bits, bits - 6);
        expect("sqrt(2)^5 - 4*sqrt(2)", "0", bits, bits - 8);
        expect("pi + sqrt(2) - pi - sqrt(2)", "0", bits, bits - 6);
        expect("pi/sqrt(2)*sqrt(2)/pi", "1", bits, bits - 6);
        expect("2 - pi + pi", "2", bits, bits - 6);
    }
}
END_TEST

START_TEST(not_bounded)
{
    static const char *const texts[] = {
        "1/sin(pi)", "1/(pi-pi)", "sqrt(-pi)", "sqrt(sin(pi))", "log(-pi)",
        "log(sin(pi))", "sin(pi)^-1", "exp(exp(exp(exp(10))))", "log(pi-pi)",
        /* a step that fails, and others after it */
        "sqrt(-pi)+1", "1/(pi-pi)+pi", "log(-pi)*pi", "1+sin(pi)^-1",
        "1/exp(exp(exp(exp(10))))"};
    mpfi_t y;
    ck_number x;

    mpfi_init2(y, 64);
    ck_number_init(&x);
    for (size_t k = 0; k < sizeof texts / sizeof *texts; k++) {
        set(&x, texts[k]);
        ck_assert_msg(!ck_number_enclose(y, &x), "%s", texts[k]);
    }
    ck_number_clear(&x);
    mpfi_clear(y);
}
END_TEST

START_TEST(same)
{
    static const char *const texts[] = {
        "0",       "1",      "-1",     "1/2",      "pi",     "-pi",
        "pi+1",    "pi-1",   "pi*2",   "pi/2",     "pi^2",   "pi^3",
        "sqrt(2)", "exp(2)", "log(2)", "sin(2)",   "cos(2)", "atan(2)",
        "sqrt(3)", "1+pi",   "pi+1+1", "pi+(1+pi)"};
    const size_t count = sizeof texts / sizeof *texts;
    ck_number x, y;

    ck_number_init(&x);
    ck_number_init(&y);
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count; j++) {
            set(&x, texts[i]);
            set(&y, texts[j]);
            ck_assert_msg(ck_number_equal(&x, &y) == (i == j), "%s, %s",
                          texts[i], texts[j]);
        }
    ck_number_clear(&x);
    ck_number_clear(&y);
}
END_TEST

START_TEST(rational_and_zero)
{
    ck_number x;

    ck_number_init(&x);
    ck_assert(ck_number_is_zero(&x) && ck_number_is_rational(&x));
    set(&x, "1/2");
    ck_assert(!ck_number_is_zero(&x) && ck_number_is_rational(&x));
    set(&x, "sqrt(2)");
    ck_assert(!ck_number_is_zero(&x) && !ck_number_is_rational(&x));
    /* Zero, but not after folding. */
    set(&x, "pi-pi");
    ck_assert(!ck_number_is_zero(&x) && !ck_number_is_rational(&x));
    ck_number_clear(&x);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("number");

    tcase_add_test(tcase, enclosures);
    tcase_add_test(tcase, not_bounded);
    tcase_add_test(tcase, same);
    tcase_add_test(tcase, rational_and_zero);
    return run_checker_tests("number", tcase);
}
