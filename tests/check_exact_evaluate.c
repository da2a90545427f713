/* Enclosures of expressions: against MPFR, against themselves at higher
   precision, and what they must not do. */

#include "exact/expression.h"
#include "exact_support.h"
#include "random.h"

/* A ball read at prec bits. */
static void
enclose(arb_t y, const char *text, slong prec)
{
    rc_number_t x;

    rc_number_init(x);
    read_number(x, text);
    rc_number_get_arb(y, x, prec);
    rc_number_clear(x);
}

START_TEST(known_values_are_enclosed_tightly)
{
    static const char *const pairs[][2] = {
        {"1/3", "0.33333333333333333333"},
        {"sqrt(2)", "1.41421356237309504880"},
        {"exp(1)", "2.71828182845904523536"},
        {"log(2)", "0.69314718055994530942"},
        {"sin(1)", "0.84147098480789650665"},
        {"cos(1)", "0.54030230586813971740"},
        {"4*atan(1)", "3.14159265358979323846"},
        {"pi", "3.14159265358979323846"},
        {"-pi", "-3.14159265358979323846"},
        {"sqrt(2)^-3", "0.35355339059327376220"},
        {"1-sqrt(2)/2", "0.29289321881345247560"},
        {"exp(-pi^2/2)*3+1", "1.02157565006747909682"},
    };
    size_t k;

    for (k = 0; k < sizeof pairs / sizeof *pairs; k++) {
        rc_number_t x;
        arb_t y, known;

        rc_number_init(x);
        arb_init(y);
        arb_init(known);
        read_number(x, pairs[k][1]);
        rc_number_get_arb(known, x, 200);
        mag_set_ui_2exp_si(arb_radref(known), 1, -60);
        enclose(y, pairs[k][0], 128);
        ck_assert_msg(arb_contains(known, y), "%s", pairs[k][0]);
        ck_assert_int_ge(arb_rel_accuracy_bits(y), 110);
        arb_clear(known);
        arb_clear(y);
        rc_number_clear(x);
    }
}
END_TEST

enum { TEXT_ROOM = 4000, PREC = 300 };

static void random_expression(char *text, mpfr_t value, uint64_t *state,
                              int depth);

/* value = value op y, with text to match. */
static void
random_binary(char *text, mpfr_t value, const char *left, uint64_t *state,
              int depth)
{
    static const char signs[] = "+-*/";
    long choice = random_below(state, 4);
    char right[TEXT_ROOM];
    mpfr_t y;

    mpfr_init2(y, PREC);
    random_expression(right, y, state, depth);
    snprintf(text, TEXT_ROOM, "(%.1900s)%c(%.1900s)", left, signs[choice],
             right);
    if (choice == 0)
        mpfr_add(value, value, y, MPFR_RNDN);
    else if (choice == 1)
        mpfr_sub(value, value, y, MPFR_RNDN);
    else if (choice == 2)
        mpfr_mul(value, value, y, MPFR_RNDN);
    else
        mpfr_div(value, value, y, MPFR_RNDN);
    mpfr_clear(y);
}

/* value = f(value), with text to match. */
static void
random_unary(char *text, mpfr_t value, const char *inner, uint64_t *state)
{
    static const struct {
        const char *name;
        int (*function)(mpfr_ptr, mpfr_srcptr, mpfr_rnd_t);
    } functions[] = {{"sqrt", mpfr_sqrt}, {"exp", mpfr_exp},
                     {"log", mpfr_log},   {"sin", mpfr_sin},
                     {"cos", mpfr_cos},   {"atan", mpfr_atan},
                     {"-", mpfr_neg}};
    long choice = random_below(state, 8), e = random_below(state, 9) - 4;

    if (choice == 7) {
        snprintf(text, TEXT_ROOM, "(%.3900s)^%ld", inner, e);
        mpfr_pow_si(value, value, e, MPFR_RNDN);
        return;
    }
    snprintf(text, TEXT_ROOM, "%s(%.3900s)", functions[choice].name, inner);
    functions[choice].function(value, value, MPFR_RNDN);
}

/* A random expression as text, and its value as MPFR computes it with PREC
   bits; nan or inf when it has none. */
static void
random_expression(char *text, mpfr_t value, uint64_t *state, int depth)
{
    long p = random_below(state, 20), q = 1 + random_below(state, 9);
    char left[TEXT_ROOM];

    if (depth == 0 && random_below(state, 4) == 0) {
        strcpy(text, "pi");
        mpfr_const_pi(value, MPFR_RNDN);
    } else if (depth == 0) {
        snprintf(text, TEXT_ROOM, "%ld/%ld", p, q);
        mpfr_set_si(value, p, MPFR_RNDN);
        mpfr_div_si(value, value, q, MPFR_RNDN);
    } else {
        random_expression(left, value, state, depth - 1);
        if (random_below(state, 2))
            random_binary(text, value, left, state, depth - 1);
        else
            random_unary(text, value, left, state);
    }
}

/* |value - x| <= 2^-150 max(1, |x|) for a point x of the ball: true when
   MPFR's own rounding errors were not magnified by more than 2^140. */
static int
agrees(const arb_t ball, const mpfr_t value)
{
    arb_t widened;
    arf_t point;
    int overlap;

    arb_init(widened);
    arf_init(point);
    arf_set_mpfr(point, value);
    arb_set_arf(widened, point);
    arb_get_mag(arb_radref(widened), widened);
    mag_add_ui(arb_radref(widened), arb_radref(widened), 1);
    mag_mul_2exp_si(arb_radref(widened), arb_radref(widened), -150);
    overlap = arb_overlaps(widened, ball);
    arf_clear(point);
    arb_clear(widened);
    return overlap;
}

/* At every precision the ball holds the values, so balls of two precisions
   overlap; the one of more bits is the narrower, or both are not finite. */
static void
check_precisions(const rc_number_t x, const char *text, long *tight)
{
    static const slong precs[] = {64, 128, 512, 1024, 4096, 5000};
    arb_t coarse, fine;
    size_t k;

    arb_init(coarse);
    arb_init(fine);
    rc_number_get_arb(fine, x, 8192);
    for (k = 0; k < sizeof precs / sizeof *precs; k++) {
        rc_number_get_arb(coarse, x, precs[k]);
        ck_assert_msg(!arb_is_finite(coarse) || arb_contains(coarse, fine),
                      "%s at %ld bits", text, (long)precs[k]);
        if (precs[k] >= RC_NUMBER_DOMAIN_BITS)
            ck_assert_msg(arb_is_finite(coarse), "%s", text);
    }
    *tight += arb_rel_accuracy_bits(fine) > 8000;
    arb_clear(coarse);
    arb_clear(fine);
}

START_TEST(random_expressions_agree_with_mpfr_and_among_precisions)
{
    uint64_t state = random_start();
    long trial, trials = random_trials(2000);
    long agreed = 0, lost = 0, refused = 0, irrational = 0, tight = 0;

    for (trial = 0; trial < trials; trial++) {
        char text[TEXT_ROOM];
        rc_text_error error;
        rc_number_t x;
        mpfr_t value;
        arb_t y;

        mpfr_init2(value, PREC);
        rc_number_init(x);
        arb_init(y);
        random_expression(text, value, &state, (int)random_below(&state, 5));
        if (rc_number_set_text(x, text, strlen(text), &error) != RC_OK) {
            refused++;
        } else {
            irrational += !rc_number_is_rational(x);
            check_precisions(x, text, &tight);
            rc_number_get_arb(y, x, 1024);
            if (mpfr_number_p(value) && agrees(y, value))
                agreed++;
            else /* MPFR lost what cancels, as log(cos(0)) does not */
                lost++;
        }
        arb_clear(y);
        rc_number_clear(x);
        mpfr_clear(value);
    }
    printf("agreed %ld, lost by MPFR %ld, refused %ld; irrational %ld, "
           "8000 bits tight %ld\n",
           agreed, lost, refused, irrational, tight);
    ck_assert_int_gt(agreed, trials / 2);
    ck_assert_int_gt(refused, trials / 50);
    ck_assert_int_le(lost, trials / 100);
    ck_assert_int_gt(irrational, trials / 3);
    ck_assert_int_gt(tight, trials / 3);
}
END_TEST

START_TEST(too_few_bits_give_a_ball_that_is_not_finite)
{
    arb_t y;

    arb_init(y);
    /* 2^-399 or so, lost in the noise at 64 bits */
    enclose(y, "sqrt(sqrt(2^800+1)-2^400)", 64);
    ck_assert(!arb_is_finite(y));
    enclose(y, "sqrt(sqrt(2^800+1)-2^400)", 1024);
    ck_assert(arb_is_positive(y) && arb_is_finite(y));
    enclose(y, "1/(sqrt(2^800+1)-2^400)", 64);
    ck_assert(!arb_is_finite(y));
    enclose(y, "log(sqrt(2^800+1)-2^400)+1", 64);
    ck_assert(!arb_is_finite(y));
    enclose(y, "(sqrt(2^800+1)-2^400)^-1", 64);
    ck_assert(!arb_is_finite(y));
    enclose(y, "exp((sqrt(2^800+1)-2^400)*2^399)", 64);
    ck_assert(!arb_is_finite(y));
    arb_clear(y);
}
END_TEST

/* Called from outside the reader, the steps guard themselves. */
START_TEST(steps_outside_their_domain_know_nothing)
{
    static const rc_step_kind unary[] = {
        RC_STEP_NEGATE, RC_STEP_SQRT, RC_STEP_EXP,  RC_STEP_LOG,
        RC_STEP_SIN,    RC_STEP_COS,  RC_STEP_ATAN,
    };
    static const rc_step_kind binary[] = {RC_STEP_ADD, RC_STEP_SUBTRACT,
                                          RC_STEP_MULTIPLY, RC_STEP_DIVIDE};
    arb_t x, one, z;
    size_t k;

    arb_init(x);
    arb_init(z);
    arb_init(one);
    arb_one(one);
    arb_pos_inf(x);
    for (k = 0; k < sizeof unary / sizeof *unary; k++) {
        ck_assert_int_eq(rc_enclose_unary(z, unary[k], x, 64),
                         RC_FAULT_NOT_FINITE);
        ck_assert(arf_is_nan(arb_midref(z)) && mag_is_inf(arb_radref(z)));
    }
    for (k = 0; k < sizeof binary / sizeof *binary; k++) {
        ck_assert_int_eq(rc_enclose_binary(z, binary[k], one, x, 64),
                         RC_FAULT_NOT_FINITE);
        ck_assert_int_eq(rc_enclose_binary(z, binary[k], x, one, 64),
                         RC_FAULT_NOT_FINITE);
        ck_assert(!arb_is_finite(z));
    }
    ck_assert_int_eq(rc_enclose_power(z, x, 2, 64), RC_FAULT_NOT_FINITE);
    ck_assert_int_eq(rc_enclose_unary(z, RC_STEP_PI, one, 64),
                     RC_FAULT_NOT_FINITE);
    ck_assert_int_eq(rc_enclose_binary(z, RC_STEP_PI, one, one, 64),
                     RC_FAULT_NOT_FINITE);
    ck_assert(!arb_is_finite(z));
    arb_clear(x);
    arb_clear(z);
    arb_clear(one);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("evaluate");

    tcase_set_timeout(tcase, 600);
    tcase_add_test(tcase, known_values_are_enclosed_tightly);
    tcase_add_test(tcase,
                   random_expressions_agree_with_mpfr_and_among_precisions);
    tcase_add_test(tcase, too_few_bits_give_a_ball_that_is_not_finite);
    tcase_add_test(tcase, steps_outside_their_domain_know_nothing);
    return run_tests(tcase);
}
