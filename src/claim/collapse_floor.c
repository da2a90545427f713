/* What one phase of a collapse rests on: how small the weights can be, given
   how far the tokens are apart (R2, R9). */

#include "collapse.h"

#define PREC 128       /* of what ends as a dyadic of 64 bits */
#define DYADIC_BITS 64 /* bits of a dyadic */
#define ROOM_BITS 40   /* relative room left to other arithmetic */
#define LOSS_BITS 8    /* room against what is lost anyway: 1/256 of it */

/* y = x (1 + room 2^-ROOM_BITS), rounded outward; room is 1 or -1. */
static void
round_with_room(arf_t y, const arb_t x, int room)
{
    arb_t wide;

    arb_init(wide);
    arb_set_si(wide, room);
    arb_mul_2exp_si(wide, wide, -ROOM_BITS);
    arb_add_ui(wide, wide, 1, PREC);
    arb_mul(wide, wide, x, PREC);
    if (room > 0)
        arb_get_ubound_arf(y, wide, DYADIC_BITS);
    else
        arb_get_lbound_arf(y, wide, DYADIC_BITS);
    if (arf_sgn(y) < 0)
        arf_zero(y);
    arb_clear(wide);
}

void
rc_collapse_round_up(arf_t y, const arb_t x)
{
    round_with_room(y, x, 1);
}

void
rc_collapse_round_down(arf_t y, const arb_t x)
{
    round_with_room(y, x, -1);
}

void
rc_collapse_exponent(arf_t E, const rc_collapse *c, const arf_t size,
                     const arf_t spread)
{
    arb_t by_size, by_spread;

    arb_init(by_size);
    arb_init(by_spread);
    arb_set_arf(by_spread, spread);
    arb_set_fmpq(by_size, c->value_squared, PREC);
    arb_mul(by_spread, by_spread, by_size, PREC);
    arb_sqrt(by_spread, by_spread, PREC);
    arb_set_arf(by_size, size);
    arb_mul(by_spread, by_spread, by_size, PREC);
    arb_sqr(by_size, by_size, PREC);
    arb_mul_2exp_si(by_size, by_size, 1);
    arb_min(by_size, by_size, by_spread, PREC);
    arb_set_arf(by_spread, c->scores);
    arb_mul(by_size, by_size, by_spread, PREC);
    rc_collapse_round_up(E, by_size);
    arb_clear(by_spread);
    arb_clear(by_size);
}

/* tau = the greater of h and h / (h + sqrt(S)), with room; 1 - tau is what is
   rounded, as tau comes as near to 1 as S to 0. */
static void
find_tilt(arf_t tau, const arf_t height, const arf_t spread)
{
    arb_t u, distance;
    arf_t loss;

    arb_init(u);
    arb_init(distance);
    arf_init(loss);
    arb_sqrt_arf(distance, spread, PREC);
    arb_add_arf(u, distance, height, PREC);
    arb_div(u, distance, u, PREC);
    arb_mul_2exp_si(distance, u, -LOSS_BITS);
    arb_add(u, u, distance, PREC);
    arb_get_ubound_arf(loss, u, DYADIC_BITS);
    arf_sub_ui(tau, loss, 1, ARF_PREC_EXACT, ARF_RND_DOWN);
    arf_neg(tau, tau);
    if (arf_cmp(tau, height) < 0)
        arf_set(tau, height);
    arf_clear(loss);
    arb_clear(distance);
    arb_clear(u);
}

/* room = what f(n) is made smaller by: 1/256 of what E costs, or a little. */
static void
floor_room(arb_t room, const arf_t E)
{
    if (!arf_is_zero(E) && arf_cmp_si(E, 1) < 0)
        arb_set_arf(room, E);
    else
        arb_one(room);
    arb_mul_2exp_si(room, room, arf_is_zero(E) ? -ROOM_BITS : -LOSS_BITS);
}

/* f = floor(unit / (1 + (n - 1) exp(E))), with room but for n = 1. */
static void
find_floor(fmpz_t f, const fmpq_t unit, slong n, const arf_t E)
{
    const slong prec = (slong)fmpz_bits(fmpq_numref(unit)) + PREC +
                       arf_abs_bound_lt_2exp_si(E) * (arf_cmp_si(E, 1) > 0);
    arb_t x, room;
    arf_t low;

    /* whatever E is: the only weight is 1 */
    fmpz_fdiv_q(f, fmpq_numref(unit), fmpq_denref(unit));
    if (n == 1)
        return;
    arb_init(x);
    arb_init(room);
    arf_init(low);
    arb_set_arf(x, E);
    arb_exp(x, x, prec);
    arb_mul_si(x, x, n - 1, prec);
    arb_add_ui(x, x, 1, prec);
    arb_inv(x, x, prec);
    floor_room(room, E);
    arb_sub_ui(room, room, 1, prec);
    arb_neg(room, room);
    arb_mul(x, x, room, prec);
    arb_set_fmpq(room, unit, prec);
    arb_mul(x, x, room, prec);
    arb_get_lbound_arf(low, x, prec);
    fmpz_zero(f);
    if (arf_is_finite(low) && arf_sgn(low) > 0)
        arf_get_fmpz(f, low, ARF_RND_FLOOR);
    arf_clear(low);
    arb_clear(room);
    arb_clear(x);
}

void
rc_collapse_phase_init(rc_collapse_phase *phase)
{
    arf_init(phase->spread);
    fmpz_init(phase->from);
    arf_init(phase->exponent);
    arf_init(phase->tilt);
    arf_init(phase->loss);
    phase->floors = NULL;
    rc_floor_block_init(&phase->block);
    fmpz_init(phase->blocks);
}

void
rc_collapse_phase_clear(rc_collapse_phase *phase, slong tokens)
{
    if (phase->floors != NULL)
        _fmpz_vec_clear(phase->floors, tokens + 1);
    phase->floors = NULL;
    fmpz_clear(phase->blocks);
    rc_floor_block_clear(&phase->block);
    arf_clear(phase->loss);
    arf_clear(phase->tilt);
    arf_clear(phase->exponent);
    fmpz_clear(phase->from);
    arf_clear(phase->spread);
}

/* f(n) for every degree that occurs. */
static void
find_all(rc_collapse_phase *phase, const rc_collapse *c)
{
    fmpq_t unit;

    phase->floors = _fmpz_vec_init(c->tokens + 1);
    fmpq_init(unit);
    arf_get_fmpq(unit, phase->tilt);
    fmpq_mul_fmpz(unit, unit, c->denominator);
    for (slong i = 0; i < c->tokens; i++) {
        const slong n = rc_mask_degree(c->layers->mask, i);

        if (fmpz_is_zero(phase->floors + n))
            find_floor(phase->floors + n, unit, n, phase->exponent);
    }
    fmpq_clear(unit);
}

void
rc_collapse_find_floors(rc_collapse_phase *phase, const rc_collapse *c)
{
    arf_one(phase->tilt);
    arf_zero(phase->exponent);
    if (c->normalise)
        find_tilt(phase->tilt, c->height, phase->spread);
    if (c->softmax)
        rc_collapse_exponent(phase->exponent, c, c->size, phase->spread);
    arf_sub_ui(phase->loss, phase->tilt, 1, DYADIC_BITS, ARF_RND_FLOOR);
    arf_neg(phase->loss, phase->loss);
    arf_add(phase->loss, phase->loss, phase->exponent, DYADIC_BITS, ARF_RND_UP);
    if (c->softmax)
        find_all(phase, c);
}
