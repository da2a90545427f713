/* Tokens seen from a direction: heights and spreads. */

#include "claim/hemisphere.h"
#include "claim_support.h"

/* Two tokens in the plane, with numbers of the kind that arb_set_str reads. */
static void
set_tokens(arb_mat_t X, const char *const numbers[4])
{
    for (slong k = 0; k < 4; k++)
        ck_assert_int_eq(
            arb_set_str(arb_mat_entry(X, k / 2, k % 2), numbers[k], 256), 0);
}

static void
expect_between(const arf_t x, const char *least, const char *most)
{
    arb_t value, bound;

    arb_init(value);
    arb_init(bound);
    arb_set_arf(value, x);
    ck_assert_int_eq(arb_set_str(bound, least, 256), 0);
    ck_assert_msg(arb_ge(value, bound), "below %s", least);
    ck_assert_int_eq(arb_set_str(bound, most, 256), 0);
    ck_assert_msg(arb_le(value, bound), "above %s", most);
    ck_assert_int_le(arf_bits(x), 40);
    arb_clear(bound);
    arb_clear(value);
}

typedef struct {
    const char *tokens[4];
    slong v[2];
    rc_status wanted;
    const char *height[2], *spread[2];
} sample;

static void
expect(const sample *s)
{
    arb_mat_t X;
    fmpq_mat_t v;
    arf_t height, spread;
    rc_status status;

    arb_mat_init(X, 2, 2);
    fmpq_mat_init(v, 1, 2);
    arf_init(height);
    arf_init(spread);
    set_tokens(X, s->tokens);
    for (slong k = 0; k < 2; k++)
        fmpq_set_si(fmpq_mat_entry(v, 0, k), s->v[k], 1);
    status = rc_hemisphere_bounds(height, spread, X, v, 256);
    ck_assert_int_eq(status, s->wanted);
    if (status == RC_OK) {
        expect_between(height, s->height[0], s->height[1]);
        expect_between(spread, s->spread[0], s->spread[1]);
    }
    arf_clear(spread);
    arf_clear(height);
    fmpq_mat_clear(v);
    arb_mat_clear(X);
}

START_TEST(directions)
{
    static const sample all[] = {
        /* y = (1, 1) sqrt(2) / 1 -> (sqrt 2, 0), (0, sqrt 2): 2 + 2. */
        {{"1", "0", "0", "1"},
         {5, 5},
         RC_OK,
         {"0.7071067808", "0.70710678118"},
         {"4.00000000001", "4.00000001"}},
        {{"1", "0", "0", "1"},
         {1, 0},
         RC_UNCERTAIN,
         {NULL, NULL},
         {NULL, NULL}},
        {{"1", "0", "0", "1"},
         {-1, -1},
         RC_UNCERTAIN,
         {NULL, NULL},
         {NULL, NULL}},
        {{"1", "0", "0", "1"},
         {0, 0},
         RC_UNCERTAIN,
         {NULL, NULL},
         {NULL, NULL}},
        /* Certified from the direction (0, 1), by 1e-30. */
        {{"0.6", "0.8", "1", "1e-30"},
         {0, 1},
         RC_OK,
         {"0.999999999e-30", "1e-30"},
         {"1e60", "1.000000001e60"}},
        {{"1", "1e-30", "0.6", "0.8"},
         {0, 1},
         RC_OK,
         {"0.999999999e-30", "1e-30"},
         {"1e60", "1.000000001e60"}},
        {{"0.6", "0.8", "1", "[1e-30 +/- 1e-30]"},
         {0, 1},
         RC_UNCERTAIN,
         {NULL, NULL},
         {NULL, NULL}},
        {{"0.6", "0.8", "nan", "1"},
         {0, 1},
         RC_UNCERTAIN,
         {NULL, NULL},
         {NULL, NULL}},
        /* Opposite tokens: from no side. */
        {{"0.6", "0.8", "-0.6", "-0.8"},
         {3, 4},
         RC_UNCERTAIN,
         {NULL, NULL},
         {NULL, NULL}},
        {{"0.6", "0.8", "-0.6", "-0.8"},
         {-4, 3},
         RC_UNCERTAIN,
         {NULL, NULL},
         {NULL, NULL}},
        /* Tokens that agree. */
        {{"0", "1", "0", "1"},
         {0, 3},
         RC_OK,
         {"0.99999999", "0.99999999999"},
         {"0", "1e-60"}},
    };

    for (size_t k = 0; k < sizeof all / sizeof *all; k++)
        expect(all + k);
}
END_TEST

/* One token in four coordinates: seen as it is, without a spread. */
START_TEST(one_token)
{
    arb_mat_t X;
    fmpq_mat_t v;
    arf_t height, spread;

    arb_mat_init(X, 1, 4);
    fmpq_mat_init(v, 1, 4);
    arf_init(height);
    arf_init(spread);
    arb_set_si(arb_mat_entry(X, 0, 2), -1);
    fmpq_set_si(fmpq_mat_entry(v, 0, 2), -3, 7);
    ck_assert_int_eq(rc_hemisphere_bounds(height, spread, X, v, 64), RC_OK);
    expect_between(height, "0.999999999", "0.99999999999");
    expect_between(spread, "0", "1e-30");
    fmpq_set_si(fmpq_mat_entry(v, 0, 2), 3, 7);
    ck_assert_int_eq(rc_hemisphere_bounds(height, spread, X, v, 64),
                     RC_UNCERTAIN);
    arf_clear(spread);
    arf_clear(height);
    fmpq_mat_clear(v);
    arb_mat_clear(X);
}
END_TEST

START_TEST(spreads)
{
    static const char *const numbers[] = {"1", "-2", "4", "[2 +/- 0.5]"};
    static const char *const open[] = {"1", "-2", "4", "[2 +/- inf]"};
    arb_mat_t X;
    arf_t spread;

    arb_mat_init(X, 2, 2);
    arf_init(spread);
    set_tokens(X, numbers);
    ck_assert_int_eq(rc_spread_squared(spread, X, 128), RC_OK);
    expect_between(spread, "29.250000001", "29.2500001"); /* 9 + 4.5^2 */
    set_tokens(X, open);
    ck_assert_int_eq(rc_spread_squared(spread, X, 128), RC_UNCERTAIN);
    arf_clear(spread);
    arb_mat_clear(X);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("hemisphere");

    tcase_add_test(tcase, directions);
    tcase_add_test(tcase, one_token);
    tcase_add_test(tcase, spreads);
    return run_claim_tests(tcase);
}
