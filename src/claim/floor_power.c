#include "floor_power.h"

#define LCM_BITS 256  /* larger common denominators are left out of D */
#define DECAY_BITS 96 /* of the decays that are compared */
#define FEW_BITS 32   /* a contraction by fewer units of 1/D is noise */
#define WORTH 1       /* thousandths of decay that are worth longer blocks */
#define AMPLE 5       /* thousandths of decay above what is wanted */
#define SHORT 64      /* blocks below this are cheap: nothing ends a search */
#define SPARE_BITS 8  /* of a factor, above what roundings may add up to */

void
rc_floor_block_init(rc_floor_block *block)
{
    block->length = 1;
    fmpz_init(block->factor);
    arb_init(block->decay);
}

void
rc_floor_block_clear(rc_floor_block *block)
{
    arb_clear(block->decay);
    fmpz_clear(block->factor);
}

/* ---- F_1 ---- */

/* common = the least common multiple of the weights' denominators; 0 when it
   has too many bits. */
static int
common_denominator(fmpz_t common, const rc_layer *layers, slong period)
{
    const slong n = rc_mask_tokens(layers->mask);

    fmpz_one(common);
    for (slong i = 0; layers->attention != RC_ATTENTION_FIXED && i < n; i++) {
        fmpz_t degree;

        fmpz_init_set_si(degree, rc_mask_degree(layers->mask, i));
        fmpz_lcm(common, common, degree);
        fmpz_clear(degree);
        if (fmpz_bits(common) > LCM_BITS)
            return 0;
    }
    for (slong t = 0; layers->attention == RC_ATTENTION_FIXED && t < period;
         t++)
        for (slong k = 0; k < n * n; k++) {
            fmpz_lcm(common, common,
                     fmpq_denref(layers[t].fixed->entries[k].rational));
            if (fmpz_bits(common) > LCM_BITS)
                return 0;
        }
    return 1;
}

void
rc_floor_denominator(fmpz_t D, const rc_layer *layers, slong period, int exact,
                     slong places)
{
    if (!exact || !common_denominator(D, layers, period))
        fmpz_one(D);
    fmpz_mul_2exp(D, D, (ulong)places);
}

/* least = min_t A_ij(t), uniform weights when there are no fixed ones. */
static void
least_weight(fmpq_t least, const rc_layer *layers, slong period, slong i,
             slong j)
{
    if (layers->attention != RC_ATTENTION_FIXED) {
        fmpq_set_si(least, 1, (ulong)rc_mask_degree(layers->mask, i));
        return;
    }
    for (slong t = 0; t < period; t++) {
        const rc_number_struct *weight = rc_matrix_entry(layers[t].fixed, i, j);

        if (t == 0 || fmpq_cmp(weight->rational, least) < 0)
            fmpq_set(least, weight->rational);
    }
}

void
rc_floor_first(fmpz_mat_t F, const rc_layer *layers, slong period,
               const fmpz_t D, const fmpq_t tilt, const fmpz *floors)
{
    const slong n = rc_mask_tokens(layers->mask);
    fmpq_t unit, weight;

    fmpq_init(unit);
    fmpq_init(weight);
    fmpq_mul_fmpz(unit, tilt, D);
    fmpz_mat_zero(F);
    for (slong i = 0; i < n; i++)
        for (slong j = 0; j < n; j++) {
            if (!rc_mask_has(layers->mask, i, j))
                continue;
            if (floors != NULL) {
                fmpz_set(fmpz_mat_entry(F, i, j),
                         floors + rc_mask_degree(layers->mask, i));
                continue;
            }
            least_weight(weight, layers, period, i, j);
            fmpq_mul(weight, weight, unit);
            fmpz_fdiv_q(fmpz_mat_entry(F, i, j), fmpq_numref(weight),
                        fmpq_denref(weight));
        }
    fmpq_clear(weight);
    fmpq_clear(unit);
}

/* ---- Factors ---- */

void
rc_floor_factor(fmpz_t R, const fmpz_mat_t F, const fmpz_t D)
{
    const slong n = fmpz_mat_nrows(F);

    fmpz_set(R, D);
    for (slong c = 0; c < n; c++) {
        const fmpz *least = fmpz_mat_entry(F, 0, c);

        for (slong i = 1; i < n; i++)
            if (fmpz_cmp(fmpz_mat_entry(F, i, c), least) < 0)
                least = fmpz_mat_entry(F, i, c);
        fmpz_sub(R, R, least);
    }
}

void
rc_floor_decay(arb_t decay, const fmpz_t factor, const fmpz_t D, slong prec)
{
    fmpz_t rest;

    fmpz_init(rest);
    fmpz_sub(rest, D, factor);
    if (fmpz_is_zero(factor)) {
        arb_pos_inf(decay);
    } else if (fmpz_cmp(rest, factor) < 0) { /* log near 1: lose nothing */
        arb_set_fmpz(decay, rest);
        arb_div_fmpz(decay, decay, D, prec);
        arb_neg(decay, decay);
        arb_log1p(decay, decay, prec);
        arb_neg(decay, decay);
    } else {
        arb_set_fmpz(decay, D);
        arb_div_fmpz(decay, decay, factor, prec);
        arb_log(decay, decay, prec);
    }
    fmpz_clear(rest);
}

/* F = floor(F F / D), entry by entry. */
static void
square(fmpz_mat_t F, const fmpz_t D)
{
    fmpz_mat_t product;

    fmpz_mat_init(product, fmpz_mat_nrows(F), fmpz_mat_ncols(F));
    fmpz_mat_mul(product, F, F);
    for (slong i = 0; i < fmpz_mat_nrows(F); i++)
        for (slong j = 0; j < fmpz_mat_ncols(F); j++)
            if (!fmpz_is_zero(fmpz_mat_entry(product, i, j)))
                fmpz_fdiv_q(fmpz_mat_entry(F, i, j),
                            fmpz_mat_entry(product, i, j), D);
            else
                fmpz_zero(fmpz_mat_entry(F, i, j));
    fmpz_mat_clear(product);
}

/* ---- The best block ---- */

/* Where a search is. */
typedef struct {
    rc_floor_block here;
    int found;  /* best is set */
    int losses; /* doublings in a row that lost since then */
    int smalls; /* doublings in a row that gained little */
    int coarse; /* roundings may have cost some decay */
} search;

/* Whether y exceeds x by less than `thousandths` of it. */
static int
gains_less(const arb_t x, const arb_t y, slong thousandths)
{
    arb_t a, b;
    int less;

    arb_init(a);
    arb_init(b);
    arb_mul_si(a, x, 1000 + thousandths, DECAY_BITS);
    arb_mul_si(b, y, 1000, DECAY_BITS);
    less = arb_lt(b, a);
    arb_clear(b);
    arb_clear(a);
    return less;
}

/* What a doubling is to gain, in thousandths: anything while a decay that is
   wanted is not reached amply. */
static slong
gain_wanted(const rc_floor_block *best, const rc_floor_goal *goal)
{
    if (goal->wanted != NULL && gains_less(goal->wanted, best->decay, AMPLE))
        return WORTH;
    return goal->least_gain;
}

/* Takes in the block that was just looked at; 1 when the search is over. */
static int
take_in(rc_floor_block *best, search *s, const rc_floor_goal *goal)
{
    const int first = !s->found;
    const int small = !first && gains_less(best->decay, s->here.decay,
                                           gain_wanted(best, goal));
    const int better = first || !gains_less(best->decay, s->here.decay, WORTH);

    if (better) {
        best->length = s->here.length;
        fmpz_set(best->factor, s->here.factor);
        arb_set(best->decay, s->here.decay);
        s->found = 1;
    }
    s->losses = better ? 0 : s->losses + 1;
    s->smalls = small ? s->smalls + 1 : 0;
    if (fmpz_is_zero(best->factor))
        return 1;
    if (s->here.length < SHORT)
        return 0;
    return s->losses >= 2 ||
           (s->smalls >= 2 && s->here.length >= 4 * (ulong)goal->radius);
}

/* Looks at F of s->here.length layers; 1 when the search is over. */
static int
look_at(rc_floor_block *best, search *s, const fmpz_mat_t F, const fmpz_t D,
        const rc_floor_goal *goal)
{
    const slong n = fmpz_mat_nrows(F);
    fmpz_t rest;
    int over = 0;

    fmpz_init(rest);
    rc_floor_factor(s->here.factor, F, D);
    fmpz_sub(rest, D, s->here.factor);
    if (fmpz_bits(rest) > FEW_BITS) {
        rc_floor_decay(s->here.decay, s->here.factor, D, DECAY_BITS);
        arb_div_ui(s->here.decay, s->here.decay, s->here.length, DECAY_BITS);
        over = take_in(best, s, goal);
        s->coarse = !fmpz_is_zero(s->here.factor) &&
                    fmpz_bits(s->here.factor) <
                        FLINT_BIT_COUNT(s->here.length) +
                            FLINT_BIT_COUNT((ulong)n) + SPARE_BITS;
        /* what roundings cost only grows from here on */
        over = over || s->coarse;
    } else {
        over = s->found || s->here.length >= 4 * (ulong)n;
    }
    fmpz_clear(rest);
    return over;
}

rc_status
rc_floor_search(rc_floor_block *best, const fmpz_mat_t F_1, const fmpz_t D,
                const rc_floor_goal *goal, const rc_job *job)
{
    search s = {.found = 0};
    fmpz_mat_t F;
    rc_status status = RC_OK;
    int over;

    rc_floor_block_init(&s.here);
    fmpz_mat_init_set(F, F_1);
    over = look_at(best, &s, F, D, goal);
    while (!over && s.here.length < RC_FLOOR_MAX_LENGTH) {
        if (rc_job_stopped(job)) {
            status = RC_STOPPED;
            break;
        }
        square(F, D);
        s.here.length *= 2;
        rc_job_progress(job, "blocks of %lu layers with %lu bits",
                        (unsigned long)s.here.length,
                        (unsigned long)fmpz_bits(D));
        over = look_at(best, &s, F, D, goal);
    }
    if (status == RC_OK && !s.found)
        status = RC_UNCERTAIN;
    else if (status == RC_OK && s.coarse)
        status = RC_LIMIT;
    fmpz_mat_clear(F);
    rc_floor_block_clear(&s.here);
    return status;
}
