/* Normal forms, and reading them back. */

#include "exact/expression.h"
#include "exact_support.h"
#include "random.h"

START_TEST(parentheses_stand_where_they_are_needed)
{
    static const char *const pairs[][2] = {
        {"((pi+1)+2)+3", "pi+1+2+3"}, {"1+(2+pi)", "1+(2+pi)"},
        {"1-(2-pi)", "1-(2-pi)"},     {"(pi*2)*3", "pi*2*3"},
        {"2*(3*pi)", "2*(3*pi)"},     {"2/(3/pi)", "2/(3/pi)"},
        {"(1+pi)*2", "(1+pi)*2"},     {"2*(1+pi)", "2*(1+pi)"},
        {"(1/3)*pi", "1/3*pi"},       {"pi*(1/3)", "pi*(1/3)"},
        {"pi/0.5", "pi/(1/2)"},       {"1/2+pi", "1/2+pi"},
        {"pi-1/2", "pi-1/2"},         {"pi+-3", "pi+(-3)"},
        {"pi*-3", "pi*(-3)"},         {"-3*pi", "-3*pi"},
        {"-0.6*pi", "-3/5*pi"},       {"pi+(-0.6)*exp(1)", "pi+(-3/5*exp(1))"},
        {"-(pi+1)", "-(pi+1)"},       {"-(pi*2)", "-(pi*2)"},
        {"-pi*2", "-pi*2"},           {"2*(-pi)", "2*(-pi)"},
        {"2-(-pi)", "2-(-pi)"},       {"-pi^2", "-pi^2"},
        {"(-pi)^2", "(-pi)^2"},       {"(pi^2)^3", "(pi^2)^3"},
        {"(pi+1)^2", "(pi+1)^2"},     {"pi^-3", "pi^-3"},
        {"sqrt(2)^3", "sqrt(2)^3"},   {"sqrt((2+(pi)))", "sqrt(2+pi)"},
        {"exp(-1/2)", "exp(-1/2)"},
    };
    size_t k;

    for (k = 0; k < sizeof pairs / sizeof *pairs; k++) {
        expect_normal(pairs[k][0], pairs[k][1]);
        expect_normal(pairs[k][1], pairs[k][1]);
    }
}
END_TEST

enum { TEXT_ROOM = 4000 };

static void
random_text(char *text, uint64_t *state, int depth)
{
    static const char *const leaves[] = {
        "2", "-3", "0", "1", "1/3", "-2/7", "0.25", "1e-3", "0x1.8p1", "pi",
    };
    static const char *const shapes[] = {
        "%.1900s+%.1900s",     "%.1900s-%.1900s",     "%.1900s*%.1900s",
        "%.1900s/%.1900s",     "(%.1900s)+%.1900s",   "%.1900s-(%.1900s)",
        "(%.1900s)*(%.1900s)", "(%.1900s)/(%.1900s)",
    };
    static const char *const wraps[] = {
        "-%.3900s",      "(%.3900s)^2",  "(%.3900s)^-3", "sqrt(%.3900s)",
        "exp(%.3900s)",  "log(%.3900s)", "sin(%.3900s)", "cos(%.3900s)",
        "atan(%.3900s)", "-(%.3900s)",
    };
    char left[TEXT_ROOM], right[TEXT_ROOM];

    if (depth == 0) {
        strcpy(text, leaves[random_below(state, 10)]);
        return;
    }
    random_text(left, state, depth - 1);
    if (random_below(state, 3) == 0) {
        snprintf(text, TEXT_ROOM, wraps[random_below(state, 10)], left);
        return;
    }
    random_text(right, state, (int)random_below(state, depth));
    snprintf(text, TEXT_ROOM, shapes[random_below(state, 8)], left, right);
}

/* y encloses what x does, bit for bit: the steps are the same. */
static void
expect_same_balls(const rc_number_t x, const rc_number_t y, const char *text)
{
    arb_t a, b;
    slong prec;

    arb_init(a);
    arb_init(b);
    for (prec = 64; prec <= 1024; prec *= 2) {
        rc_number_get_arb(a, x, prec);
        rc_number_get_arb(b, y, prec);
        ck_assert_msg(
            (arf_is_nan(arb_midref(a)) && arf_is_nan(arb_midref(b))) ||
                arb_equal(a, b),
            "%s", text);
    }
    arb_clear(a);
    arb_clear(b);
}

START_TEST(normal_forms_read_back_as_the_same_number)
{
    uint64_t state = random_start();
    long trial, trials = random_trials(5000), read = 0, irrational = 0;

    for (trial = 0; trial < trials; trial++) {
        char text[TEXT_ROOM], *first, *second;
        rc_text_error error;
        rc_number_t x, y;

        random_text(text, &state, (int)random_below(&state, 7));
        rc_number_init(x);
        rc_number_init(y);
        if (rc_number_set_text(x, text, strlen(text), &error) == RC_OK) {
            read++;
            irrational += !rc_number_is_rational(x);
            first = rc_number_get_text(x);
            read_number(y, first);
            second = rc_number_get_text(y);
            ck_assert_str_eq(first, second);
            ck_assert_int_eq(rc_number_is_rational(x),
                             rc_number_is_rational(y));
            expect_same_balls(x, y, text);
            free(first);
            free(second);
        }
        rc_number_clear(x);
        rc_number_clear(y);
    }
    printf("read %ld of %ld, irrational %ld\n", read, trials, irrational);
    ck_assert_int_gt(read, trials / 2);
    ck_assert_int_lt(read, trials);
    ck_assert_int_gt(irrational, trials / 4);
}
END_TEST

/* The largest numbers within the caps have texts within the caps. */
START_TEST(the_largest_numbers_read_back)
{
    static const char *const large[] = {
        "2^1048575",
        "(2^1048575-1)/3^661000",
        "1e100000*pi",
        "1e-100000+pi",
        "2^1000000*exp(1)+2^1000000*exp(2)",
        "3^600000/2^1000000*exp(1)",
    };
    size_t k;

    for (k = 0; k < sizeof large / sizeof *large; k++) {
        rc_number_t x;
        char *text;

        rc_number_init(x);
        read_number(x, large[k]);
        text = rc_number_get_text(x);
        expect_normal(text, text);
        free(text);
        rc_number_clear(x);
    }
}
END_TEST

/* Long sums lean to the left: nothing recurses over their terms. */
START_TEST(long_expressions_are_printed)
{
    char *sum = repeat("pi", "-1/2*pi", 1300, "");
    char *power = repeat("pi", "/exp(1)", 2000, "");

    expect_normal(sum, sum);
    expect_normal(power, power);
    free(sum);
    free(power);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("print");

    tcase_set_timeout(tcase, 600);
    tcase_add_test(tcase, parentheses_stand_where_they_are_needed);
    tcase_add_test(tcase, normal_forms_read_back_as_the_same_number);
    tcase_add_test(tcase, the_largest_numbers_read_back);
    tcase_add_test(tcase, long_expressions_are_printed);
    return run_tests(tcase);
}
