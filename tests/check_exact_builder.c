/* Folding: what becomes rational, what becomes simpler, and what must not. */

#include "exact/expression.h"
#include "exact_support.h"
#include "random.h"

START_TEST(trivially_rational_functions_fold)
{
    static const char *const pairs[][2] = {
        {"sqrt(0)", "0"},
        {"sqrt(9/4)", "3/2"},
        {"sqrt(2^1000000)^2/2^1000000", "1"},
        {"exp(0)", "1"},
        {"log(1)", "0"},
        {"sin(0)", "0"},
        {"cos(0)", "1"},
        {"atan(0)", "0"},
        {"cos(sin(1-1))", "1"},
        {"exp(0*pi)", "1"},
        {"sqrt(cos(0)/4)", "1/2"},
    };
    size_t k;

    for (k = 0; k < sizeof pairs / sizeof *pairs; k++)
        expect_normal(pairs[k][0], pairs[k][1]);
}
END_TEST

START_TEST(zeros_and_ones_leave_no_step)
{
    static const char *const pairs[][2] = {
        {"0+pi", "pi"},
        {"pi+0", "pi"},
        {"pi-0", "pi"},
        {"0-pi", "-pi"},
        {"0-(0-pi)", "pi"},
        {"1*pi", "pi"},
        {"pi*1", "pi"},
        {"pi/1", "pi"},
        {"0*pi", "0"},
        {"pi*0", "0"},
        {"0/pi", "0"},
        {"pi^0", "1"},
        {"pi^1", "pi"},
        {"-(-pi)", "pi"},
        {"-(-(-pi))", "-pi"},
        {"0*pi+(1*(exp(1)+0)-0)", "exp(1)"},
        {"(1+pi*0)/3", "1/3"},
        {"2-(0+pi/2)*(0*exp(1))", "2"},
        {"1*(pi+2)*3", "(pi+2)*3"},
        {"5*(0+(pi+2))", "5*(pi+2)"},
    };
    size_t k;

    for (k = 0; k < sizeof pairs / sizeof *pairs; k++)
        expect_normal(pairs[k][0], pairs[k][1]);
}
END_TEST

START_TEST(what_is_no_identity_stays)
{
    static const char *const same[] = {
        "pi-pi",   "pi/pi",     "1/pi",      "1-pi",     "sqrt(pi)^2",
        "sqrt(2)", "exp(1)",    "log(2)",    "sin(1)",   "cos(1)",
        "atan(1)", "pi+1-1",    "2*pi*3",    "pi^-1",    "-1*pi",
        "pi/2",    "sqrt(2/9)", "sqrt(9/2)", "log(1/2)",
    };
    size_t k;

    for (k = 0; k < sizeof same / sizeof *same; k++)
        expect_normal(same[k], same[k]);
}
END_TEST

enum { TEXT_ROOM = 1000 };

static int random_rational(char *text, fmpq_t value, uint64_t *state,
                           int depth);

/* Sums and quotients are wrapped in parentheses, and so may be operands of
   anything. value holds the left operand. */
static int
random_binary(char *text, fmpq_t value, const char *left, uint64_t *state,
              int depth)
{
    char right[TEXT_ROOM];
    int valid;
    fmpq_t y;

    fmpq_init(y);
    valid = random_rational(right, y, state, depth);
    switch (random_below(state, 4)) {
    case 0:
        snprintf(text, TEXT_ROOM, "(%.400s + %.400s)", left, right);
        fmpq_add(value, value, y);
        break;
    case 1:
        snprintf(text, TEXT_ROOM, "(%.400s-%.400s)", left, right);
        fmpq_sub(value, value, y);
        break;
    case 2:
        snprintf(text, TEXT_ROOM, "(%.400s*%.400s)", left, right);
        fmpq_mul(value, value, y);
        break;
    default:
        snprintf(text, TEXT_ROOM, "(%.400s/%.400s)", left, right);
        valid = valid && !fmpq_is_zero(y);
        if (valid)
            fmpq_div(value, value, y);
    }
    fmpq_clear(y);
    return valid;
}

/* A random rational expression as text, and its value by plain fmpq
   arithmetic; 0 when it has none, because something is divided by zero. */
static int
random_rational(char *text, fmpq_t value, uint64_t *state, int depth)
{
    long choice = random_below(state, 6), e = random_below(state, 7) - 3;
    char left[TEXT_ROOM];
    int valid;

    if (depth == 0) {
        snprintf(text, TEXT_ROOM, "%ld", choice);
        fmpq_set_si(value, choice, 1);
        return 1;
    }
    valid = random_rational(left, value, state, depth - 1);
    if (choice >= 2)
        return random_binary(text, value, left, state, depth - 1) && valid;
    if (choice == 1) {
        snprintf(text, TEXT_ROOM, "(-%.400s)", left);
        fmpq_neg(value, value);
        return valid;
    }
    snprintf(text, TEXT_ROOM, "(%.400s^%ld)", left, e);
    valid = valid && (e >= 0 || !fmpq_is_zero(value));
    if (valid && e == 0)
        fmpq_one(value);
    else if (valid)
        fmpq_pow_si(value, value, e);
    return valid;
}

START_TEST(rational_expressions_fold_to_their_value)
{
    uint64_t state = random_start();
    long trial, trials = random_trials(5000), valid = 0, invalid = 0;

    for (trial = 0; trial < trials; trial++) {
        char text[TEXT_ROOM];
        rc_text_error error;
        rc_status status;
        rc_number_t x;
        fmpq_t value;
        int has_value;

        fmpq_init(value);
        rc_number_init(x);
        has_value =
            random_rational(text, value, &state, (int)random_below(&state, 5));
        status = rc_number_set_text(x, text, strlen(text), &error);
        if (has_value) {
            ck_assert_msg(status == RC_OK, "%s: %s", text, error.message);
            ck_assert_msg(rc_number_is_rational(x) &&
                              fmpq_equal(x->rational, value),
                          "%s", text);
            valid++;
        } else {
            ck_assert_int_eq(status, RC_INPUT);
            ck_assert_str_eq(error.message, "division by zero");
            invalid++;
        }
        rc_number_clear(x);
        fmpq_clear(value);
    }
    printf("values %ld, divisions by zero %ld\n", valid, invalid);
    ck_assert_int_gt(valid, trials / 2);
    ck_assert_int_gt(invalid, 10);
}
END_TEST

START_TEST(every_fault_has_words)
{
    int i, j;

    for (i = RC_FAULT_NONE; i <= RC_FAULT_NOMEM; i++) {
        ck_assert_uint_lt(strlen(rc_fault_text((rc_fault)i)), 120);
        for (j = RC_FAULT_NONE; j < i; j++)
            ck_assert_str_ne(rc_fault_text((rc_fault)i),
                             rc_fault_text((rc_fault)j));
    }
}
END_TEST

/* Long leaves make a normal form over the cap on texts. */
START_TEST(a_normal_form_that_cannot_be_read_is_refused)
{
    const char *text = "pi+2^1000000*exp(1)+3^600000*exp(2)+5^400000*exp(3)"
                       "+7^350000*exp(4)";
    char *deep = repeat("", "(pi+", 200, "1/2");
    char *power = repeat(deep, ")", 200, "^2");
    char *closed = repeat(deep, ")", 200, "");
    size_t last = strlen(closed) - 1;

    expect_error(text, strlen(text), 0, "1048576 bytes in normal form");
    expect_error(power, strlen(power), 0, "200 nested");
    closed[last] = '\0'; /* the outermost ones are not needed */
    expect_normal(closed + 1, closed + 1);
    free(deep);
    free(closed);
    free(power);
}
END_TEST

START_TEST(a_number_is_pushed_with_all_its_steps)
{
    rc_number_t x, y;
    rc_builder b;
    char *text;

    rc_number_init(x);
    rc_number_init(y);
    read_number(x, "sqrt(2)^3+1/7");
    rc_builder_init(&b);
    ck_assert_int_eq(rc_builder_push_number(&b, x), RC_FAULT_NONE);
    ck_assert_int_eq(rc_builder_push_number(&b, x), RC_FAULT_NONE);
    ck_assert_int_eq(rc_builder_binary(&b, RC_STEP_MULTIPLY), RC_FAULT_NONE);
    ck_assert_int_eq(rc_builder_finish(&b, y), RC_FAULT_NONE);
    rc_builder_clear(&b);
    rc_number_clear(x);
    text = rc_number_get_text(y);
    ck_assert_str_eq(text, "(sqrt(2)^3+1/7)*(sqrt(2)^3+1/7)");
    free(text);
    rc_number_clear(y);
}
END_TEST

START_TEST(pushed_numbers_count_against_the_caps)
{
    char *text = repeat("sin(1)", "+sin(1)", 1024, "");
    rc_number_t x;
    rc_builder b;

    rc_number_init(x);
    read_number(x, text);
    rc_builder_init(&b);
    ck_assert_int_eq(rc_builder_push_number(&b, x), RC_FAULT_NONE);
    ck_assert_int_eq(rc_builder_push_number(&b, x), RC_FAULT_STEPS);
    rc_builder_clear(&b);
    rc_number_clear(x);
    free(text);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("builder");

    tcase_add_test(tcase, trivially_rational_functions_fold);
    tcase_add_test(tcase, zeros_and_ones_leave_no_step);
    tcase_add_test(tcase, what_is_no_identity_stays);
    tcase_add_test(tcase, rational_expressions_fold_to_their_value);
    tcase_add_test(tcase, every_fault_has_words);
    tcase_add_test(tcase, a_normal_form_that_cannot_be_read_is_refused);
    tcase_add_test(tcase, a_number_is_pushed_with_all_its_steps);
    tcase_add_test(tcase, pushed_numbers_count_against_the_caps);
    return run_tests(tcase);
}
