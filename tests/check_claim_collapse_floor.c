/* What one phase rests on: dyadics on the safe side, exponents, tilts and
   floors against balls of higher precision. */

#include "collapse_support.h"

#define PREC 8192

/* least <= y <= most, as numbers of the kind that arb_set_str reads. */
static void
expect_between(const arf_t y, const char *least, const char *most)
{
    arb_t x, bound;

    arb_init(x);
    arb_init(bound);
    arb_set_arf(x, y);
    ck_assert_int_eq(arb_set_str(bound, least, 512), 0);
    ck_assert_msg(arb_ge(x, bound), "%.17g is below %s",
                  arf_get_d(y, ARF_RND_NEAR), least);
    ck_assert_int_eq(arb_set_str(bound, most, 512), 0);
    ck_assert_msg(arb_le(x, bound), "%.17g is above %s",
                  arf_get_d(y, ARF_RND_NEAR), most);
    ck_assert_int_le(arf_bits(y), 64);
    arb_clear(bound);
    arb_clear(x);
}

/* ---- Rounding ---- */

START_TEST(rounding_leaves_room)
{
    arb_t x;
    arf_t y;

    arb_init(x);
    arf_init(y);
    arb_one(x);
    rc_collapse_round_up(y, x);
    expect_between(y, "1.0000000000009094", "1.00000000000090950");
    rc_collapse_round_down(y, x);
    expect_between(y, "0.9999999999990905", "0.99999999999909053");
    /* every point of a ball */
    ck_assert_int_eq(arb_set_str(x, "[3 +/- 0.5]", 128), 0);
    rc_collapse_round_up(y, x);
    expect_between(y, "3.500000000003", "3.500000004");
    rc_collapse_round_down(y, x);
    expect_between(y, "2.49999999", "2.499999999998");
    /* nothing is below 0, and 0 is 0 */
    ck_assert_int_eq(arb_set_str(x, "[0 +/- 1]", 128), 0);
    rc_collapse_round_down(y, x);
    ck_assert(arf_is_zero(y));
    arb_zero(x);
    rc_collapse_round_down(y, x);
    ck_assert(arf_is_zero(y));
    rc_collapse_round_up(y, x);
    ck_assert(arf_is_zero(y));
    /* nor is what is tiny lost */
    arb_one(x);
    arb_mul_2exp_si(x, x, -5000);
    rc_collapse_round_down(y, x);
    ck_assert(arf_sgn(y) > 0 && arf_cmpabs_2exp_si(y, -5000) < 0);
    rc_collapse_round_up(y, x);
    ck_assert(arf_cmpabs_2exp_si(y, -5000) > 0);
    arf_clear(y);
    arb_clear(x);
}
END_TEST

/* ---- Exponents ---- */

#define SOFT                                                                   \
    COLLAPSE("3", "1", "causal", "{softmax: {query: [[1]], key: [[1/2]]}}",    \
             "[[1]]", "none", "[[0], [1], [2]]", "")

/* E with b = 1/2, Z = 3 and B^2 = 4, for this S. */
static void
expect_exponent(collapse_run *r, slong spread, slong places, const char *least,
                const char *most)
{
    arf_t E, Z, S;

    arf_init(E);
    arf_init(Z);
    arf_init(S);
    arf_set_si_2exp_si(r->c.scores, 1, -1);
    fmpq_set_si(r->c.value_squared, 4, 1);
    arf_set_si(Z, 3);
    arf_set_si_2exp_si(S, spread, -places);
    rc_collapse_exponent(E, &r->c, Z, S);
    expect_between(E, least, most);
    arf_clear(S);
    arf_clear(Z);
    arf_clear(E);
}

START_TEST(exponents)
{
    collapse_run r;

    collapse_open(&r, SOFT, 1024);
    /* b Z B sqrt(S) */
    expect_exponent(&r, 9, 2, "4.5", "4.50000000001");
    expect_exponent(&r, 1, 100, "2.6645352591003756e-15", "2.6645352592e-15");
    expect_exponent(&r, 0, 0, "0", "0");
    /* at most 2 b Z^2 */
    expect_exponent(&r, 9, 0, "9", "9.00000000001");
    expect_exponent(&r, 37, 2, "9", "9.00000000001");
    expect_exponent(&r, 35, 2, "8.87411967", "8.87411968");
    expect_exponent(&r, 1000000, 0, "9", "9.00000000001");
    collapse_close(&r);
}
END_TEST

/* ---- Tilts ---- */

/* tau h + tau sqrt(S) <= h, or tau <= h; and 1 - tau is at most 1/100 more than
   sqrt(S) / (h + sqrt(S)), or 1 - h. */
static void
expect_tilt(const rc_collapse *c, const rc_collapse_phase *phase)
{
    arb_t tau, h, x, loss;

    arb_init(tau);
    arb_init(h);
    arb_init(x);
    arb_init(loss);
    arb_set_arf(tau, phase->tilt);
    arb_set_arf(h, c->height);
    arb_sqrt_arf(x, phase->spread, PREC);
    arb_add(loss, x, h, PREC);
    arb_mul(loss, loss, tau, PREC);
    ck_assert(arb_le(loss, h) || arf_cmp(phase->tilt, c->height) <= 0);
    ck_assert(arb_is_positive(tau));
    arb_add(loss, x, h, PREC);
    arb_div(loss, x, loss, PREC);
    arb_mul_ui(loss, loss, 101, PREC);
    arb_div_ui(loss, loss, 100, PREC);
    arb_sub_ui(x, tau, 1, PREC);
    arb_neg(x, x);
    ck_assert(arb_le(x, loss) || arf_cmp(phase->tilt, c->height) == 0);
    ck_assert(!arf_is_zero(phase->spread) || arf_is_one(phase->tilt));
    arb_clear(loss);
    arb_clear(x);
    arb_clear(h);
    arb_clear(tau);
}

/* ---- Floors ---- */

/* f (1 + (n - 1) exp(E)) <= D tau, certified with `prec` bits, and f + 1 units
   and a hundredth of E more, or 2^-30, would not do. */
static void
expect_floor(const rc_collapse *c, const rc_collapse_phase *phase, slong n)
{
    arb_t x, most, slack;

    arb_init(x);
    arb_init(most);
    arb_init(slack);
    arb_set_arf(most, phase->tilt);
    arb_mul_fmpz(most, most, c->denominator, PREC);
    arb_set_arf(x, phase->exponent);
    arb_exp(x, x, PREC);
    arb_mul_si(x, x, n - 1, PREC);
    arb_add_ui(x, x, 1, PREC);
    arb_div(most, most, x, PREC);
    arb_set_fmpz(x, phase->floors + n);
    ck_assert_msg(n == 1 ? !arb_gt(x, most) : arb_le(x, most), "degree %ld",
                  (long)n);
    ck_assert_int_ge(fmpz_sgn(phase->floors + n), 0);
    arb_set_arf(slack, phase->exponent);
    arb_div_ui(slack, slack, 100, PREC);
    if (arf_cmp_si(phase->exponent, 1) > 0) {
        arb_one(slack);
        arb_div_ui(slack, slack, 100, PREC);
    } else if (arf_is_zero(phase->exponent)) {
        arb_one(slack);
        arb_mul_2exp_si(slack, slack, -30);
    }
    arb_add_ui(slack, slack, 1, PREC);
    arb_add_ui(x, x, 1, PREC);
    arb_mul(x, x, slack, PREC);
    ck_assert_msg(arb_ge(x, most), "degree %ld: far below", (long)n);
    arb_clear(slack);
    arb_clear(most);
    arb_clear(x);
}

/* Everything that a phase has, for S = 2^-places times an integer. */
static void
expect_phase(const char *yaml, slong bits, slong spread, slong places)
{
    collapse_run r;
    rc_collapse_phase phase;

    collapse_open(&r, yaml, 1024);
    rc_collapse_phase_init(&phase);
    fmpz_one(r.c.denominator);
    fmpz_mul_2exp(r.c.denominator, r.c.denominator, (ulong)bits);
    arf_set_si_2exp_si(phase.spread, spread, -places);
    rc_collapse_find_floors(&phase, &r.c);
    if (r.c.normalise)
        expect_tilt(&r.c, &phase);
    else
        ck_assert(arf_is_one(phase.tilt));
    for (slong i = 0; r.c.softmax && i < r.c.tokens; i++)
        expect_floor(&r.c, &phase, rc_mask_degree(r.c.layers->mask, i));
    ck_assert_int_eq(phase.floors != NULL, r.c.softmax);
    rc_collapse_phase_clear(&phase, r.c.tokens);
    collapse_close(&r);
}

START_TEST(floors_and_tilts)
{
    static const char *const all[] = {
        SOFT,
        COLLAPSE("3", "2", "causal", SOFTMAX, "{identity: 2}", "rms",
                 "[[3/5, 4/5], [1, 0], [4/5, 3/5]]", ""),
        COLLAPSE("4", "2", "{window: 1}", "uniform", "{identity: 2}", "rms",
                 "[[3/5, 4/5], [1, 0], [4/5, 3/5], [1, 0]]", ""),
        COLLAPSE("2", "2", "causal", SOFTMAX, "{identity: 2}", "rms",
                 "[[1/3, 1e-9], [-1/3, 1e-9]]", ""),
    };

    for (size_t k = 0; k < sizeof all / sizeof *all; k++)
        for (slong bits = 40; bits <= 1200; bits += 580) {
            expect_phase(all[k], bits, 0, 0);
            expect_phase(all[k], bits, 1, 2000);
            expect_phase(all[k], bits, 3, 100);
            expect_phase(all[k], bits, 1, 10);
            expect_phase(all[k], bits, 1, 0);
            expect_phase(all[k], bits, 1000000, 0);
            expect_phase(all[k], bits, 1, -2000);
        }
}
END_TEST

/* exp(E) beyond everything: no weight is certified, and none is invented. */
START_TEST(no_floor_is_left)
{
    collapse_run r;
    rc_collapse_phase phase;

    collapse_open(&r, SOFT, 1024);
    rc_collapse_phase_init(&phase);
    fmpz_set_si(r.c.denominator, 1 << 20);
    arf_set_si_2exp_si(r.c.scores, 1, 100);
    arf_set_si(phase.spread, 1);
    rc_collapse_find_floors(&phase, &r.c);
    ck_assert(fmpz_equal_si(phase.floors + 1, 1 << 20));
    ck_assert(fmpz_is_zero(phase.floors + 2));
    ck_assert(fmpz_is_zero(phase.floors + 3));
    rc_collapse_phase_clear(&phase, r.c.tokens);
    collapse_close(&r);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("collapse_floor");

    tcase_add_test(tcase, rounding_leaves_room);
    tcase_add_test(tcase, exponents);
    tcase_add_test(tcase, floors_and_tilts);
    tcase_add_test(tcase, no_floor_is_left);
    return run_claim_tests(tcase);
}
