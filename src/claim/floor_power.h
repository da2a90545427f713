/* Powers of an entrywise floor of the attention matrices, in integers (R29):
   by how much a block of layers contracts spreads, and the best block. */

#ifndef RC_CLAIM_FLOOR_POWER_H
#define RC_CLAIM_FLOOR_POWER_H

#include "claim.h"

/* A block of `length` layers contracts spreads by factor / D or more. */
typedef struct {
    ulong length; /* a power of two */
    fmpz_t factor;
    arb_t decay; /* -log(factor / D) / length, per layer; +inf for factor 0 */
} rc_floor_block;

void rc_floor_block_init(rc_floor_block *block);
void rc_floor_block_clear(rc_floor_block *block);

/* What a search for the best block is to reach. */
typedef struct {
    long radius;       /* of the mask: where blocks begin to contract */
    slong least_gain;  /* stop once two doublings gain less, in thousandths */
    arb_srcptr wanted; /* a decay to be reached before that; NULL: none */
} rc_floor_goal;

#define RC_FLOOR_MAX_LENGTH (UWORD(1) << 24)

/* D = 2^places, times the least common multiple of the denominators of the
   weights (1/n_i, or fixed) when `exact` and it has at most 256 bits. */
void rc_floor_denominator(fmpz_t D, const rc_layer *layers, slong period,
                          int exact, slong places);

/* F (N x N) = F_1 of R29, of the first `period` layers: floors[n] on edges to
   tokens of degree n when floors is not NULL (N + 1 of them, in F's unit);
   else floor(D tilt A_ij), least over the layers, A_ij = 1/n_i for uniform and
   softmax attention. tilt is in [0, 1]. */
void rc_floor_first(fmpz_mat_t F, const rc_layer *layers, slong period,
                    const fmpz_t D, const fmpq_t tilt, const fmpz *floors);

/* R = D - sum_c min_i F_ic. */
void rc_floor_factor(fmpz_t R, const fmpz_mat_t F, const fmpz_t D);

/* *best = the block with the greatest decay, among the powers of two that are
   looked at: 1, 2, 4, ... until doubling gains too little, or loses twice.
   F_1 >= 0 has row sums of at most D; powers are floor(F F / D), so that they
   are those of R29. RC_OK: best->factor < D, and what is left to gain is not a
   matter of D; RC_LIMIT: the same, but a larger D may give more; RC_UNCERTAIN:
   nothing contracts, or by too few units of 1/D to be worth a certificate.
   RC_STOPPED. */
rc_status rc_floor_search(rc_floor_block *best, const fmpz_mat_t F_1,
                          const fmpz_t D, const rc_floor_goal *goal,
                          const rc_job *job) RC_MUST_CHECK;

/* decay = -log(factor / D), of relative precision prec; D >= factor > 0, or
   +inf for 0. */
void rc_floor_decay(arb_t decay, const fmpz_t factor, const fmpz_t D,
                    slong prec);

#endif
