/* What shows that a box holds no equilibrium, right at its edge. */

#include "checker_exclusion.h"
#include "random.h"

/* ---- Comparing ---- */

static int
lacks(const char *text, long number)
{
    mpfi_t x;
    int lacking;

    mpfi_init2(x, SCENE_BITS);
    read_interval(x, text);
    lacking = ck_lacks(x, number);
    mpfi_clear(x);
    return lacking;
}

START_TEST(lacking)
{
    ck_assert(!lacks("0..1", 1));
    ck_assert(!lacks("1..2", 1));
    ck_assert(!lacks("0..2", 1));
    ck_assert(!lacks("1", 1));
    ck_assert(lacks("0..0.9999999", 1));
    ck_assert(lacks("1.0000001..2", 1));
    ck_assert(!lacks("-1..0", 0));
    ck_assert(!lacks("0..1", 0));
    ck_assert(lacks("-1..-0.0000001", 0));
    ck_assert(lacks("0.0000001..1", 0));
    ck_assert(!lacks("2..inf", 1));
    ck_assert(!lacks("-inf..0", 1));
    ck_assert(!lacks("nan..nan", 1));
    ck_assert(!lacks("nan..0", 1));
    ck_assert(!lacks("2..nan", 1));
}
END_TEST

static int
are_apart(const char *a, const char *b)
{
    mpfi_t x, y;
    int apart;

    mpfi_init2(x, SCENE_BITS);
    mpfi_init2(y, SCENE_BITS);
    read_interval(x, a);
    read_interval(y, b);
    apart = ck_are_apart(x, y);
    ck_assert_int_eq(apart, ck_are_apart(y, x));
    mpfi_clear(y);
    mpfi_clear(x);
    return apart;
}

START_TEST(apart)
{
    ck_assert(!are_apart("0..1", "1..2"));
    ck_assert(!are_apart("0..1", "0..1"));
    ck_assert(!are_apart("0..4", "1..2"));
    ck_assert(are_apart("0..1", "1.0000001..2"));
    ck_assert(!are_apart("0..1", "nan..nan"));
}
END_TEST

START_TEST(names)
{
    ck_assert_str_eq(ck_why_names[CK_OUT_LENGTH], "length");
    ck_assert_str_eq(ck_why_names[CK_OUT_SIGN], "sign");
    ck_assert_str_eq(ck_why_names[CK_OUT_PLAIN], "plain");
    ck_assert_str_eq(ck_why_names[CK_OUT_MEAN_VALUE], "mean-value");
    ck_assert_str_eq(ck_why_names[CK_OUT_SIEVE], "sieve");
    ck_assert_ptr_null(ck_why_names[CK_OUT_SIEVE + 1]);
}
END_TEST

/* ---- The reasons ---- */

/* Of the last token, which is unknown alone when `alone`, else with all. */
static void
expect_of(const char *model, int alone, ck_why why, const char *const *X,
          int out)
{
    scene s;
    long n;

    scene_init(&s, model, 0, 1, X);
    n = s.model.tokens;
    s.system.first = alone ? n - 1 : 0;
    s.system.last = n;
    ck_assert_msg(ck_is_out(&s.system, &s.X, n - 1, why) == out, "%s of %s ...",
                  ck_why_names[why], X[0]);
    scene_clear(&s);
}

#define EXPECT(model, why, out, ...)                                           \
    expect_of(model, 1, why, (const char *const[]){__VA_ARGS__}, out)
#define EXPECT_ALL(model, why, out, ...)                                       \
    expect_of(model, 0, why, (const char *const[]){__VA_ARGS__}, out)

#define TWO_COORDINATES(value)                                                 \
    SCENE_MODEL("1", "2", "[[[1, 1]]]", "'uniform'", value)
#define IDENTITY "[['1', '0'], ['0', '1']]"

/* The second token is y = (x_1 + x_2) value, the first being data or not. */
#define SUM(dim, value)                                                        \
    SCENE_MODEL("2", dim, "[[[1, 1]], [[1, 2]]]",                              \
                "{'fixed': [['1', '0'], ['1/2', '1/2']]}", value)
#define SUM_OF_ALL(value)                                                      \
    SCENE_MODEL("2", "1", "[[[1, 2]], [[1, 2]]]",                              \
                "{'fixed': [['1/2', '1/2'], ['1/2', '1/2']]}", value)

START_TEST(length)
{
    static const char one[] = SCENE_ONE("1");
    static const char two[] = TWO_COORDINATES(IDENTITY);

    EXPECT(one, CK_OUT_LENGTH, 0, "0.5..1");
    EXPECT(one, CK_OUT_LENGTH, 1, "0.5..0.999999");
    EXPECT(one, CK_OUT_LENGTH, 0, "1..2");
    EXPECT(one, CK_OUT_LENGTH, 1, "1.000001..2");
    EXPECT(one, CK_OUT_LENGTH, 0, "-1..0");
    /* A square is not negative: x^2 is in [0, 1/4]. */
    EXPECT(one, CK_OUT_LENGTH, 1, "-0.5..0.5");
    EXPECT(two, CK_OUT_LENGTH, 0, "0.5..0.6", "0.5..0.8");
    EXPECT(two, CK_OUT_LENGTH, 1, "0.5..0.6", "0.5..0.79999");
    EXPECT(two, CK_OUT_LENGTH, 1, "0.5..0.59999", "0.5..0.8");
    EXPECT(one, CK_OUT_LENGTH, 0, "2..inf");
    /* Another token's length says nothing. */
    EXPECT(SUM("1", "[['1']]"), CK_OUT_LENGTH, 0, "2", "0..2");
}
END_TEST

START_TEST(sign)
{
    static const char minus[] = SCENE_ONE("-1");

    EXPECT(minus, CK_OUT_SIGN, 1, "0..1");
    EXPECT(minus, CK_OUT_SIGN, 0, "-0.000001..1");
    EXPECT(minus, CK_OUT_SIGN, 1, "1..2");
    EXPECT(SCENE_ONE("1"), CK_OUT_SIGN, 0, "1..2");
    EXPECT(minus, CK_OUT_SIGN, 0, "1..inf");
    EXPECT(minus, CK_OUT_SIGN, 0, "nan..nan");
    EXPECT(SUM("1", "[['2']]"), CK_OUT_SIGN, 0, "inf", "-2..-1");
    EXPECT(SCENE_MODEL("2", "1", "[[[1, 1]], [[1, 2]]]",
                       "{'softmax': {'key': [['1']], 'query': [['1']], "
                       "'scale': '1'}}",
                       "[['2']]"),
           CK_OUT_SIGN, 0, "inf", "-2..-1");
    /* x_2 < 0 < y = x_1 + x_2, and y = 0 at the end. */
    EXPECT(SUM("1", "[['2']]"), CK_OUT_SIGN, 1, "2..3", "-2..-1");
    EXPECT(SUM("1", "[['2']]"), CK_OUT_SIGN, 0, "1.999999..3", "-2..-1");
}
END_TEST

/* f = x - x^3, enclosed as [a - b^3, b - a^3] over [a, b]. */
START_TEST(plain)
{
    static const char one[] = SCENE_ONE("1");
    static const char two[] = TWO_COORDINATES(IDENTITY);

    EXPECT(one, CK_OUT_PLAIN, 0, "2..8");
    EXPECT(one, CK_OUT_PLAIN, 1, "2..7.999999");
    EXPECT(one, CK_OUT_PLAIN, 0, "0.125..0.5");
    EXPECT(one, CK_OUT_PLAIN, 1, "0.125..0.499999");
    EXPECT(one, CK_OUT_PLAIN, 0, "2..inf");
    EXPECT(one, CK_OUT_PLAIN, 0, "nan..nan");
    /* Any coordinate will do; none must not. */
    EXPECT(two, CK_OUT_PLAIN, 1, "2..2.1", "0");
    EXPECT(two, CK_OUT_PLAIN, 1, "0", "2..2.1");
    EXPECT(two, CK_OUT_PLAIN, 0, "0", "0..2");
}
END_TEST

/* f = (a + x)(1 - x^2) about x = 2 with radius 1/2 has
   f(2) = -6 - 3 a and |f'| <= 3 (5/2)^2 + 5 a - 1: together they reach zero
   when a = 23/4. With a unknown as well, in b +- 1/4, it is b = 77/8. */
START_TEST(mean_value)
{
#define MEAN(out, ...)                                                         \
    EXPECT(SUM("1", "[['2']]"), CK_OUT_MEAN_VALUE, out, __VA_ARGS__)
    MEAN(0, "5.75", "1.5..2.5");
    MEAN(1, "5.750001", "1.5..2.5");
    MEAN(0, "5.75..5.75001", "1.5..2.5");
    MEAN(0, "inf", "1.5..2.5");
    MEAN(0, "5.750001", "1.5..inf");
    MEAN(0, "nan..nan", "1.5..2.5");
#define MEAN_OF_ALL(out, ...)                                                  \
    EXPECT_ALL(SUM_OF_ALL("[['2']]"), CK_OUT_MEAN_VALUE, out, __VA_ARGS__)
    MEAN_OF_ALL(0, "9.375..9.875", "1.5..2.5");
    MEAN_OF_ALL(1, "9.37501..9.87501", "1.5..2.5");
}
END_TEST

/* y = (a + x) [[1, 2], [0, 1]]: an end of f_1 or f_2 reaches zero at that a_2,
   worked out in rational intervals by other means. */
START_TEST(mean_value_in_the_plane)
{
#define PLANE(out, ...)                                                        \
    EXPECT(SUM("2", "[['2', '4'], ['0', '2']]"), CK_OUT_MEAN_VALUE, out,       \
           __VA_ARGS__)
    PLANE(0, "2", "-7.84375", "-0.875..-0.375", "0.25..0.75");
    PLANE(1, "2", "-7.843751", "-0.875..-0.375", "0.25..0.75");
    PLANE(0, "1.5", "-1.0625", "-2.125..-1.875", "0.5..1");
    PLANE(1, "1.5", "-1.062499", "-2.125..-1.875", "0.5..1");
    PLANE(0, "-1.375", "5.5625", "-0.125..0.375", "0.5..1");
    PLANE(1, "-1.375", "5.562499", "-0.125..0.375", "0.5..1");
    PLANE(0, "-1.875", "-11.96875", "0.25..0.75", "0.875..1.125");
    PLANE(1, "-1.875", "-11.968751", "0.25..0.75", "0.875..1.125");
}
END_TEST

/* Of a group of two: only its own tokens count. */
START_TEST(own_token)
{
    static const char *const X[] = {"0.9..1.1", "2..2.1"};
    scene s;

    scene_init(&s, SUM_OF_ALL("[['1']]"), 0, 2, X);
    ck_assert(!ck_is_out(&s.system, &s.X, 0, CK_OUT_LENGTH));
    ck_assert(ck_is_out(&s.system, &s.X, 1, CK_OUT_LENGTH));
    ck_assert(!ck_is_out(&s.system, &s.X, 0, (ck_why)99));
    scene_clear(&s);
}
END_TEST

/* K over [a, b] about c, the middle, with radius r: c - (c^2 - 1) / (2 c) and
   r^2 / c to either side. */
START_TEST(sieve)
{
    static const char one[] = SCENE_ONE("1");

    EXPECT(one, CK_OUT_SIEVE, 1, "0.25..0.75");
    EXPECT(one, CK_OUT_SIEVE, 1, "1.5..2.5");
    EXPECT(one, CK_OUT_SIEVE, 0, "0.5..3.5");
    EXPECT(one, CK_OUT_SIEVE, 0, "0.75..1.25");
    /* Not bounded; no approximate inverse. */
    EXPECT(one, CK_OUT_SIEVE, 0, "1.5..inf");
    EXPECT(one, CK_OUT_SIEVE, 0, "nan..nan");
    EXPECT(one, CK_OUT_SIEVE, 0, "-0.5..0.5");
    EXPECT(SUM("1", "[['2']]"), CK_OUT_SIEVE, 1, "1", "1.5..2.5");
    EXPECT(SUM("1", "[['2']]"), CK_OUT_SIEVE, 0, "inf", "1.5..2.5");
}
END_TEST

/* Of a group of two, the token named is the one that counts. */
START_TEST(sieve_of_token)
{
    static const char *const first[] = {"1.5..2.5", "0.75..1.25"};
    static const char *const second[] = {"0.75..1.25", "1.5..2.5"};
    scene s;

    scene_init(&s, SUM_OF_ALL("[['1']]"), 0, 2, first);
    ck_assert(ck_is_out(&s.system, &s.X, 0, CK_OUT_SIEVE));
    ck_assert(!ck_is_out(&s.system, &s.X, 1, CK_OUT_SIEVE));
    scene_clear(&s);
    scene_init(&s, SUM_OF_ALL("[['1']]"), 0, 2, second);
    ck_assert(!ck_is_out(&s.system, &s.X, 0, CK_OUT_SIEVE));
    ck_assert(ck_is_out(&s.system, &s.X, 1, CK_OUT_SIEVE));
    scene_clear(&s);
}
END_TEST

/* ---- No equilibrium is lost ---- */

/* e_1 is an eigenvector of `value`, so that all tokens at e_1 are an
   equilibrium with any attention. */
#define EIGEN "[['2', '0'], ['1', '-1']]"
#define ALL_OF_TWO "[[[1, 2]], [[1, 2]]]"
#define LOWER_OF_TWO "[[[1, 1]], [[1, 2]]]"
#define SOFTMAX                                                                \
    "{'softmax': {'key': [['1', '0'], ['2', '1']], "                           \
    "'query': [['0', '1'], ['-1', '3']], 'scale': '2'}}"

/* A box that holds the number, often at one of its ends. */
static void
random_interval(uint64_t *state, mpfi_ptr x, long number)
{
    long left = -random_below(state, 64), right = random_below(state, 64);
    long shift = 1 + random_below(state, 10);

    left = random_below(state, 3) == 0 ? 0 : left;
    right = random_below(state, 3) == 0 ? 0 : right;
    mpfr_set_si_2exp(&x->left, left, -shift, MPFR_RNDN);
    mpfr_set_si_2exp(&x->right, right, -shift, MPFR_RNDN);
    mpfi_add_si(x, x, number);
}

static void
expect_kept(const scene *s)
{
    ck_imatrix image, lambda;

    for (long i = s->system.first; i < s->system.last; i++)
        for (int why = 0; why <= CK_OUT_SIEVE; why++)
            ck_assert(!ck_is_out(&s->system, &s->X, i, (ck_why)why));
    ck_imatrix_init(&image, ck_system_size(&s->system), 1, SCENE_BITS);
    ck_imatrix_init(&lambda, s->model.tokens, 1, SCENE_BITS);
    if (ck_box_image(&image, &lambda, &s->system, &s->X))
        for (long u = 0; u < image.rows; u++)
            ck_assert(mpfi_is_inside_si(u % 3 == 0 ? 1 : (u % 3 == 1 ? 0 : 2),
                                        image.entries[u]) > 0);
    ck_imatrix_clear(&lambda);
    ck_imatrix_clear(&image);
}

START_TEST(kept)
{
    static const char *const models[] = {
        SCENE_MODEL("2", "2", ALL_OF_TWO, "'uniform'", EIGEN),
        SCENE_MODEL("2", "2", ALL_OF_TWO, SOFTMAX, EIGEN),
        SCENE_MODEL("2", "2", LOWER_OF_TWO, SOFTMAX, EIGEN),
    };
    static const char *const X[] = {"0", "0", "0", "0"};
    uint64_t state = random_start();
    const long trials = random_trials(60);
    scene s;

    for (long k = 0; k < 3 * trials; k++) {
        scene_init(&s, models[k % 3], k % 3 == 2, 2, X);
        for (long at = 0; at < 4; at++)
            random_interval(&state, s.X.entries[at], at % 2 == 0);
        expect_kept(&s);
        scene_clear(&s);
    }
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("exclusion_leaf");

    tcase_add_test(tcase, lacking);
    tcase_add_test(tcase, apart);
    tcase_add_test(tcase, names);
    tcase_add_test(tcase, length);
    tcase_add_test(tcase, sign);
    tcase_add_test(tcase, plain);
    tcase_add_test(tcase, mean_value);
    tcase_add_test(tcase, mean_value_in_the_plane);
    tcase_add_test(tcase, own_token);
    tcase_add_test(tcase, sieve);
    tcase_add_test(tcase, sieve_of_token);
    tcase_add_test(tcase, kept);
    return run_checker_tests("exclusion_leaf", tcase);
}
