/* Cutting time into phases (R5, R29): the first has the floors that the start
   allows, and each lasts until the tokens have drawn together so much that the
   next has better ones. The last one's floors are nearly the weights of
   consensus, so that it contracts nearly as fast as these do.

   Lengths of blocks, numbers of blocks and targets are choices: whatever they
   are, what comes out is certified by the integers and by one comparison of
   spreads. */

#include "collapse.h"

#define FIRST_PLACES 128
#define MANY_TOKENS 128 /* beyond, powers are dear: few phases */
#define FEW_PHASES 3
#define PREC 128
#define NEAR_BITS 8   /* once loss <= 2^-8, everything in one jump */
#define TIGHT_BITS 7  /* what the last floors lose, against its factor */
#define STEP_BITS 4   /* before, the loss falls by 16 from phase to phase */
#define BEST_BITS 20  /* of the last floors where consensus is immediate */
#define LEAST_GAIN 20 /* thousandths of decay: when to stop doubling */

/* Bits of D beyond which powers of N x N matrices take too long: about as many
   as let N^3 products take 2^32 bits. */
static slong
most_places(const rc_collapse *c)
{
    const slong n = c->tokens, most = c->job->limits.max_bits;
    slong places = (WORD(1) << 32) / (n * n * n);

    if (places < FIRST_PLACES)
        places = FIRST_PLACES;
    return places < most ? places : most;
}

/* wanted = the decay that the claim asks for; not finite: none. */
static rc_floor_goal
goal_of(const rc_collapse *c, arb_t wanted)
{
    const rc_value *rate = rc_claim_get(c->job->claim, "rate-at-most");
    rc_floor_goal goal = {.radius = c->facts.radius, .least_gain = LEAST_GAIN};

    if (rate == NULL)
        return goal;
    rc_number_get_arb(wanted, rate->number, PREC);
    arb_log(wanted, wanted, PREC);
    arb_neg(wanted, wanted);
    if (arb_is_finite(wanted))
        goal.wanted = wanted;
    return goal;
}

/* The best block of the consensus matrix itself, or of fixed weights, and how
   many places it takes. RC_OK; RC_STOPPED; RC_UNCERTAIN with the most. */
static rc_status
find_ideal(rc_collapse *c, slong *places)
{
    rc_floor_goal goal;
    rc_status status = RC_UNCERTAIN;
    fmpz_mat_t F;
    fmpz_t D;
    fmpq_t one;
    arb_t wanted;

    arb_init(wanted);
    goal = goal_of(c, wanted);
    fmpz_init(D);
    fmpq_init(one);
    fmpq_one(one);
    fmpz_mat_init(F, c->tokens, c->tokens);
    for (*places = FIRST_PLACES;; *places *= 2) {
        rc_floor_denominator(D, c->layers, c->weight_layers, 1, *places);
        rc_floor_first(F, c->layers, c->weight_layers, D, one, NULL);
        status = rc_floor_search(&c->ideal, F, D, &goal, c->job);
        if (status == RC_OK || status == RC_STOPPED ||
            *places > most_places(c) / 2)
            break;
    }
    if (status == RC_LIMIT) /* as good as it gets */
        status = RC_OK;
    fmpz_swap(c->denominator, D);
    fmpz_mat_clear(F);
    fmpq_clear(one);
    fmpz_clear(D);
    arb_clear(wanted);
    return status;
}

/* target = the loss at which the floors are as good as the consensus matrix:
   a power of two. */
static void
find_target(arf_t target, const rc_collapse *c)
{
    slong e = -BEST_BITS;

    if (!fmpz_is_zero(c->ideal.factor))
        e = (slong)fmpz_bits(c->ideal.factor) -
            (slong)fmpz_bits(c->denominator) - TIGHT_BITS - 1;
    arf_one(target);
    arf_mul_2exp_si(target, target,
                    e - (slong)FLINT_BIT_COUNT(c->ideal.length));
}

/* S = the sum of squared spreads at which the loss is about that. */
static void
spread_for(arf_t spread, const arf_t loss, const rc_collapse *c)
{
    arb_t per_unit, x;

    arb_init(per_unit);
    arb_init(x);
    if (c->softmax) { /* E = b Z B sqrt(S) */
        arb_set_fmpq(per_unit, c->value_squared, PREC);
        arb_sqrt(per_unit, per_unit, PREC);
        arb_set_arf(x, c->size);
        arb_mul(per_unit, per_unit, x, PREC);
        arb_set_arf(x, c->scores);
        arb_mul(per_unit, per_unit, x, PREC);
    }
    if (c->normalise) { /* 1 - tau = sqrt(S) / h */
        arb_set_arf(x, c->height);
        arb_inv(x, x, PREC);
        arb_add(per_unit, per_unit, x, PREC);
    }
    arb_set_arf(x, loss);
    arb_div(x, x, per_unit, PREC);
    arb_sqr(x, x, PREC);
    rc_collapse_round_down(spread, x);
    arb_clear(x);
    arb_clear(per_unit);
}

/* next->spread and next->from after so many blocks of the phase that the
   spread is at most about `spread`. */
static void
end_phase(rc_collapse_phase *phase, rc_collapse_phase *next, const arf_t spread,
          const fmpz_t D)
{
    arb_t decay, log, x;
    arf_t low;

    arb_init(decay);
    arb_init(log);
    arb_init(x);
    arf_init(low);
    rc_floor_decay(decay, phase->block.factor, D, 2 * PREC);
    arb_mul_2exp_si(decay, decay, 1);
    arb_set_arf(log, phase->spread);
    arb_log(log, log, 2 * PREC);
    arb_set_arf(x, spread);
    arb_log(x, x, 2 * PREC);
    arb_sub(x, log, x, 2 * PREC);
    arb_div(x, x, decay, 2 * PREC);
    arb_get_lbound_arf(low, x, 2 * PREC);
    arf_get_fmpz(phase->blocks, low, ARF_RND_CEIL);
    if (fmpz_sgn(phase->blocks) < 1)
        fmpz_one(phase->blocks);

    arb_mul_fmpz(decay, decay, phase->blocks, 2 * PREC);
    arb_sub(log, log, decay, 2 * PREC);
    arb_exp(x, log, 2 * PREC);
    rc_collapse_round_up(next->spread, x);
    fmpz_mul_ui(next->from, phase->blocks, phase->block.length);
    fmpz_add(next->from, next->from, phase->from);
    arf_clear(low);
    arb_clear(x);
    arb_clear(log);
    arb_clear(decay);
}

/* spread = where the phase is to end; 1 when the next one is the last. */
static int
find_end(arf_t spread, const rc_collapse *c, const rc_collapse_phase *phase,
         const arf_t target, int must_jump)
{
    arf_t loss, step;
    int jump;

    arf_init(loss);
    arf_init(step);
    jump = must_jump || arf_cmpabs_2exp_si(phase->loss, -NEAR_BITS) <= 0;
    arf_mul_2exp_si(loss, phase->loss, -STEP_BITS);
    if (jump || arf_cmp(loss, target) < 0) {
        jump = 1;
        spread_for(spread, target, c);
    } else {
        spread_for(spread, loss, c);
        arf_mul_2exp_si(step, phase->spread, -2 * STEP_BITS);
        arf_min(spread, spread, step);
    }
    arf_clear(step);
    arf_clear(loss);
    return jump;
}

static rc_status
find_block(rc_collapse *c, rc_collapse_phase *phase, const rc_floor_goal *goal)
{
    fmpz_mat_t F;
    fmpq_t tilt;
    rc_status status;

    fmpq_init(tilt);
    fmpz_mat_init(F, c->tokens, c->tokens);
    rc_collapse_find_floors(phase, c);
    arf_get_fmpq(tilt, phase->tilt);
    rc_floor_first(F, c->layers, c->weight_layers, c->denominator, tilt,
                   phase->floors);
    status = rc_floor_search(&phase->block, F, c->denominator, goal, c->job);
    fmpz_mat_clear(F);
    fmpq_clear(tilt);
    return status;
}

static void
forget_phases(rc_collapse *c)
{
    for (slong k = 0; k < RC_COLLAPSE_PHASES; k++) {
        rc_collapse_phase_clear(c->phases + k, c->tokens);
        rc_collapse_phase_init(c->phases + k);
    }
    c->phase_count = 0;
}

/* All phases over this denominator. RC_OK; RC_LIMIT or RC_UNCERTAIN as
   rc_floor_search; RC_STOPPED. */
static rc_status
find_all(rc_collapse *c, const arf_t target)
{
    rc_floor_goal goal;
    const slong most =
        c->tokens > MANY_TOKENS ? FEW_PHASES : RC_COLLAPSE_PHASES;
    int last = 0;
    rc_status status;
    arf_t end;
    arb_t wanted;

    arb_init(wanted);
    arf_init(end);
    goal = goal_of(c, wanted);
    forget_phases(c);
    arf_set(c->phases->spread, c->spread);
    fmpz_set_si(c->phases->from, c->capture);
    for (slong k = 0;; k++) {
        rc_collapse_phase *phase = c->phases + k;

        rc_job_progress(c->job, "phase %ld", (long)k + 1);
        status = find_block(c, phase, &goal);
        c->phase_count = k + 1;
        if (status != RC_OK && status != RC_LIMIT)
            break;
        last = last || arf_cmp(phase->loss, target) <= 0 || k + 1 == most ||
               fmpz_is_zero(phase->block.factor);
        if (last)
            break;
        last = find_end(end, c, phase, target, k + 2 == most);
        end_phase(phase, phase + 1, end, c->denominator);
    }
    arf_clear(end);
    arb_clear(wanted);
    return status;
}

/* No phase at the most places: says why. */
static rc_status
give_up(const rc_collapse *c, rc_status status, slong places)
{
    if (status == RC_STOPPED) {
        rc_job_give_up(c->job, status, c->bits, "looking for the best block");
        return RC_DOMAIN;
    }
    rc_certificate_decide(c->job->out, RC_UNDECIDED, c->bits,
                          "no block of layers contracts by as much as %ld "
                          "binary places show, the limit",
                          (long)places);
    return RC_DOMAIN;
}

/* Weights that depend on nothing are as good at once as they will ever be. */
static void
take_ideal(rc_collapse *c)
{
    rc_collapse_phase *phase = c->phases;

    forget_phases(c);
    c->phase_count = 1;
    arf_set(phase->spread, c->spread);
    fmpz_set_si(phase->from, c->capture);
    arf_one(phase->tilt);
    phase->block.length = c->ideal.length;
    fmpz_set(phase->block.factor, c->ideal.factor);
    arb_set(phase->block.decay, c->ideal.decay);
}

/* The same with ever more places. */
static rc_status
raise_places(rc_collapse *c, slong *places)
{
    rc_status status;
    arf_t target;

    arf_init(target);
    find_target(target, c);
    for (;; *places *= 2) {
        rc_floor_denominator(c->denominator, c->layers, c->weight_layers, 0,
                             *places);
        status = find_all(c, target);
        if (status == RC_OK || status == RC_STOPPED ||
            *places > most_places(c) / 2)
            break;
    }
    arf_clear(target);
    return status == RC_LIMIT ? RC_OK : status;
}

rc_status
rc_collapse_find_phases(rc_collapse *c)
{
    slong places;
    rc_status status = find_ideal(c, &places);

    if (status == RC_OK && !c->softmax && !c->normalise)
        take_ideal(c);
    else if (status == RC_OK)
        status = raise_places(c, &places);
    if (status != RC_OK)
        return give_up(c, status, places);
    arb_set(c->decay, c->phases[c->phase_count - 1].block.decay);
    return RC_OK;
}
