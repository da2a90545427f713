/* `rate-at-most` and `constant-at-most` of a collapse, and the bound at each
   layer. */

#include "checker/collapse.h"
#include "checker_collapse.h"

#define RATE "/statement/claim/rate-at-most"
#define CONSTANT "/statement/claim/constant-at-most"

static void
expect_claimed(checker_parts parts, const char *at, const char *value,
               const char *message)
{
    expect_with(&parts, at, value, message == NULL ? CK_ACCEPTED : CK_REJECTED,
                NULL, message);
}

START_TEST(rates)
{
    const char *message = "rate-at-most: the rate of the last phase is greater";

    expect_claimed(collapse_halving(), RATE, "'1/2'", NULL);
    expect_claimed(collapse_halving(), RATE, "'1'", NULL);
    expect_claimed(collapse_halving(), RATE, "'499999/1000000'", message);
    expect_claimed(collapse_halving(), RATE, "'0'", message);
    /* that of the last phase counts */
    expect_claimed(collapse_softmax(), RATE, "'17/32'", NULL);
    expect_claimed(collapse_softmax(), RATE, "'33/64'", message);
}
END_TEST

/* (1/2)^(1/3) = 0.793700526 */
START_TEST(rates_of_blocks)
{
    const char *message = "rate-at-most: ";

    expect_claimed(collapse_window(), RATE, "'3969/5000'", NULL);
    expect_claimed(collapse_window(), RATE, "'7937/10000'", message);
}
END_TEST

/* R / D = 1/3 with m = 2: r = -sqrt(1/3) is no rate, though r^2 = 1/3. */
START_TEST(negative_rates)
{
    checker_parts parts = collapse_window();
    json_t *root = checker_build(&parts);

    checker_put(root, "/witness/phases/0/length", "2");
    checker_put(root, "/witness/phases/0/factor", "'2'");
    expect_document(root, CK_ACCEPTED, NULL, NULL);
    checker_put(root, RATE, "'-1'");
    checker_sign(root);
    expect_document(root, CK_REJECTED, NULL, "rate-at-most is negative");
    checker_put(root, RATE, "'-sqrt(2)'");
    checker_sign(root);
    expect_document(root, CK_REJECTED, NULL, "rate-at-most is negative");
    json_decref(root);
}
END_TEST

START_TEST(irrational_rates)
{
    expect_claimed(collapse_halving(), RATE, "'sqrt(2)/2'", NULL);
    expect_claimed(collapse_halving(), RATE, "'sqrt(2)/3'", "rate-at-most: ");
    /* equal, but not rational by its form */
    expect_claimed(collapse_halving(), RATE, "'sin(pi/6)'",
                   "is greater: not certified otherwise with 256 bits");
    /* 0, but not certified to be */
    expect_claimed(collapse_halving(), RATE, "'sqrt(2)*sqrt(3)-sqrt(6)'",
                   "rate-at-most is not certified >= 0");
    expect_claimed(collapse_halving(), RATE, "'log(sin(1)^2+cos(1)^2-1)'",
                   "rate-at-most has no bounded enclosure");
}
END_TEST

/* A factor of 0 is at most 0. */
START_TEST(rate_zero)
{
    checker_parts parts = collapse_halving();
    json_t *root = checker_build(&parts);

    checker_put(root, "/statement/model/mask", "[[[1,2]],[[1,2]]]");
    checker_put(root, RATE, "'0'");
    checker_put(root, "/witness/phases/0/factor", "'0'");
    checker_sign(root);
    expect_document(root, CK_ACCEPTED, NULL, NULL);
    json_decref(root);
}
END_TEST

START_TEST(constants)
{
    const char *message = "constant-at-most: the bound at layer 0 is greater";

    expect_claimed(collapse_halving(), CONSTANT, "'1'", NULL);
    expect_claimed(collapse_halving(), CONSTANT, "'999999/1000000'", message);
    expect_claimed(collapse_halving(), CONSTANT, "'-1'",
                   "constant-at-most is negative");
    expect_claimed(collapse_halving(), CONSTANT, "'sqrt(2)'", NULL);
    expect_claimed(collapse_halving(), CONSTANT, "'sqrt(2)/2'", message);
    /* N / 4 = 3/4, S = 1 + 4 */
    expect_claimed(collapse_window(), CONSTANT, "'sqrt(15)/2'",
                   "constant-at-most: ");
    expect_claimed(collapse_window(), CONSTANT, "'1937/1000'", NULL);
    expect_claimed(collapse_window(), CONSTANT, "'242/125'", message);
}
END_TEST

/* Before T the start's own spread counts, whatever S_0 is. */
START_TEST(constants_when_captured)
{
    expect_claimed(collapse_captured(), CONSTANT, "'1'", NULL);
    expect_claimed(collapse_captured(), CONSTANT, "'999999/1000000'",
                   "constant-at-most: ");
    /* ||X(0)||_F^2 <= N max(1, 25) */
    expect_claimed(collapse_rms_captured(), CONSTANT, "'70711/10000'", NULL);
    expect_claimed(collapse_rms_captured(), CONSTANT, "'70710/10001'",
                   "constant-at-most: ");
    {
        checker_parts parts = collapse_rms_captured();
        json_t *root = checker_build(&parts);

        checker_put(root, "/statement/start", "[['1/3','4/9'],['4/9','1/3']]");
        checker_put(root, CONSTANT, "'14143/10000'");
        checker_sign(root);
        expect_document(root, CK_ACCEPTED, NULL, NULL);
        checker_put(root, CONSTANT, "'14142/10001'");
        checker_sign(root);
        expect_document(root, CK_REJECTED, NULL, "constant-at-most: ");
        json_decref(root);
    }
}
END_TEST

/* Rows that are not rational: ||x_i||^2 = 50. */
START_TEST(constants_of_irrational_starts)
{
    checker_parts parts = collapse_rms_captured();
    json_t *root = checker_build(&parts);

    checker_put(root, "/statement/start",
                "[['3*sqrt(2)','4*sqrt(2)'],['4*sqrt(2)','3*sqrt(2)']]");
    checker_put(root, CONSTANT, "'10001/1000'");
    checker_sign(root);
    expect_document(root, CK_ACCEPTED, NULL, NULL);
    checker_put(root, CONSTANT, "'9999/1000'");
    checker_sign(root);
    expect_document(root, CK_REJECTED, NULL,
                    "constant-at-most: the bound at layer 0 is greater");
    json_decref(root);
}
END_TEST

/* With LayerNorm from the start on: N / 4 S_0 = 21/512. */
START_TEST(constants_of_units)
{
    expect_claimed(collapse_rms(), CONSTANT, "'2026/10001'", NULL);
    expect_claimed(collapse_rms(), CONSTANT, "'2025/10001'",
                   "constant-at-most: ");
}
END_TEST

/* ---- The bound at a layer ---- */

/* Two phases by hand: T = 2, N = 3, B^2 = 2; m = 2 with 1/2 for 3 blocks, then
   m = 3 with 1/3. */
static void
make_phases(ck_collapse *k, ck_phase *phases)
{
    static const char *const spreads[] = {"4/3", "1/30"};
    mpq_t x;

    mpq_init(x);
    k->capture = 2;
    k->phases = phases;
    k->phase_count = 2;
    mpz_set_ui(k->denominator, 6);
    mpq_set_ui(k->value, 2, 1);
    for (int which = 0; which < 2; which++) {
        ck_phase *phase = &phases[which];

        mpz_init_set_ui(phase->factor, which == 0 ? 3 : 2);
        mpz_init_set_ui(phase->begin, which == 0 ? 2 : 8);
        phase->length = 2 + which;
        ck_magnitude_init(&phase->spread, 64);
        mpq_set_str(x, spreads[which], 10);
        ck_magnitude_set(&phase->spread, x);
    }
    mpq_set_str(x, "5", 10);
    ck_magnitude_set(&k->start_spread, x);
    mpq_set_str(x, "7", 10);
    ck_magnitude_set(&k->start_norm, x);
    mpq_clear(x);
}

static void
expect_bound(const ck_collapse *k, long t, const char *scale, const char *base,
             unsigned long exponent)
{
    ck_bound bound;
    mpq_t wanted;

    mpq_init(wanted);
    ck_bound_init(&bound, 64);
    ck_collapse_bound(&bound, k, t);
    mpq_set_str(wanted, scale, 10);
    ck_assert_int_eq(bound.scale.exact, 1);
    ck_assert(mpq_equal(bound.scale.rational, wanted));
    ck_assert(mpz_cmp_ui(bound.exponent, exponent) == 0);
    mpq_set_str(wanted, base, 10);
    ck_assert(exponent == 0 || mpq_equal(bound.base.rational, wanted));
    ck_bound_clear(&bound);
    mpq_clear(wanted);
}

START_TEST(layers)
{
    ck_outcome o = {.bits = 64};
    ck_certificate c = {.o = &o, .model = {.tokens = 3}};
    ck_phase phases[2];
    ck_collapse k;
    long degrees[3] = {1, 1, 1};

    c.model.degree = degrees;
    ck_collapse_init(&k, &c);
    make_phases(&k, phases);
    /* 3/4 2 5, 3/4 2 4/3, 3/4 2 1/30 */
    expect_bound(&k, 0, "15/2", "1", 0);
    expect_bound(&k, 1, "15/2", "1", 0);
    expect_bound(&k, 2, "2", "1/2", 0);
    expect_bound(&k, 3, "2", "1/2", 0);
    expect_bound(&k, 4, "2", "1/2", 2);
    expect_bound(&k, 7, "2", "1/2", 4);
    expect_bound(&k, 8, "1/20", "1/3", 0);
    expect_bound(&k, 10, "1/20", "1/3", 0);
    expect_bound(&k, 11, "1/20", "1/3", 2);
    expect_bound(&k, 1000000, "1/20", "1/3", 666660);
    k.normed = 1;
    expect_bound(&k, 1, "21", "1", 0);
    mpq_set_ui(k.start_norm.rational, 1, 2);
    ck_magnitude_set(&k.start_norm, k.start_norm.rational);
    expect_bound(&k, 1, "3", "1", 0);
    for (int which = 0; which < 2; which++) {
        mpz_clears(phases[which].factor, phases[which].begin, NULL);
        ck_magnitude_clear(&phases[which].spread);
    }
    k.phases = NULL;
    k.phase_count = 0;
    ck_collapse_clear(&k);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("collapse_bounds");

    tcase_add_test(tcase, rates);
    tcase_add_test(tcase, rates_of_blocks);
    tcase_add_test(tcase, negative_rates);
    tcase_add_test(tcase, irrational_rates);
    tcase_add_test(tcase, rate_zero);
    tcase_add_test(tcase, constants);
    tcase_add_test(tcase, constants_when_captured);
    tcase_add_test(tcase, constants_of_irrational_starts);
    tcase_add_test(tcase, constants_of_units);
    tcase_add_test(tcase, layers);
    return run_checker_tests("collapse_bounds", tcase);
}
