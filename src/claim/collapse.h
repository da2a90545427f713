/* What the files of claim kind `collapse` share.

   A collapse is worked out in the order of the members of rc_collapse: what
   holds of the model, the layer from which the bound starts, the phases (R29),
   then what is asked of them. Dyadics that go into certificates are rounded to
   the safe side with room, so that other arithmetic certifies them again. */

#ifndef RC_CLAIM_COLLAPSE_H
#define RC_CLAIM_COLLAPSE_H

#include "claim.h"
#include "floor_power.h"
#include "value_bound.h"

/* One phase: from a layer on, every block of layers contracts spreads by
   block.factor / D. */
typedef struct {
    arf_t spread; /* S: at least the sum of squared spreads at its beginning */
    fmpz_t from;  /* its first layer */
    arf_t exponent; /* softmax: E, what stands for 2 sigma in R2 */
    arf_t tilt;     /* tau of R9; 1 without LayerNorm */
    arf_t loss;     /* of its floors against the consensus matrix, relative */
    fmpz *floors;   /* softmax: f(n), n = 0..N (0 where no degree is n) */
    rc_floor_block block;
    fmpz_t blocks; /* how many, but for the last phase */
} rc_collapse_phase;

#define RC_COLLAPSE_PHASES 12

/* How mu on the orbit compares with the bounds, over layers 0..last. */
typedef struct {
    slong last;     /* the last layer that was followed, -1: none */
    slong bits;     /* that decided; 0: exact */
    int has_margin; /* of the least log(bound / mu): */
    arb_t margin, paper_margin;
    slong margin_at, paper_margin_at;
    int has_rate; /* rate from layer `from` to `to` */
    slong from, to;
    arb_t decay; /* -log(mu(to) / mu(from)) / (to - from) */
} rc_collapse_observed;

typedef struct {
    const rc_job *job;
    rc_layer *layers; /* of one period */
    slong period;
    slong weight_layers; /* after how many fixed weights begin anew */
    slong tokens, dim;
    int softmax, normalise;
    rc_mask_facts facts;
    slong bits; /* the most bits that anything took */

    /* The model: B of R18 (1 under LayerNorm), b of the scores. */
    rc_value_bound value;
    fmpq_t value_squared; /* B^2 */
    arf_t scores;         /* softmax: b >= ||W_Q W_K^T / scale||_2 */

    /* The start: what holds of X(capture). */
    int rational_start, unit_start; /* every row has length 1 exactly */
    /* S of X(0) and max_i ||x_i(0)||^2, when the start is rational */
    fmpq_t start_spread_exact, start_length_exact;
    arb_t start_spread, start_length; /* enclosures of the same */
    slong capture, capture_bits;
    arf_t size; /* softmax without LayerNorm: Z >= ||x_i(capture)|| B */
    fmpq_mat_t direction;
    arf_t height; /* LayerNorm: h > 0 */
    arf_t spread; /* S_0, an upper bound */

    /* The phases. */
    fmpz_t denominator;
    rc_collapse_phase phases[RC_COLLAPSE_PHASES];
    slong phase_count;
    arb_t decay;          /* of the last phase, per layer */
    rc_floor_block ideal; /* of the consensus matrix itself */

    /* The paper's form, and the second eigenvalue when has_lambda. */
    arf_t epsilon, paper_size;
    arb_t paper_decay;
    int has_lambda;
    arb_t lambda;
    rc_collapse_observed observed;
} rc_collapse;

/* Steps return RC_OK to go on; RC_DOMAIN: the verdict, not `proved`, is in
   the certificate, nothing is left to do; RC_NOMEM. */

/* ---- collapse.c ---- */

/* Everything empty, for a job with a start; the layers of one period. Cleared
   with rc_collapse_clear whatever the status. RC_OK; RC_NOMEM. */
rc_status rc_collapse_init(rc_collapse *c, const rc_job *job) RC_MUST_CHECK;
void rc_collapse_clear(rc_collapse *c);

/* ---- collapse_model.c ---- */

/* What must hold of mask, values and scores; R7's witness when it does not
   hold of the mask. */
rc_status rc_collapse_check_model(rc_collapse *c) RC_MUST_CHECK;

/* ---- collapse_start.c ---- */

/* The layer of capture (R10), with what holds there. */
rc_status rc_collapse_capture(rc_collapse *c) RC_MUST_CHECK;

/* What is exactly known of the start: flags and spread. */
void rc_collapse_read_start(rc_collapse *c);

/* start_spread and start_length anew, with prec bits. */
void rc_collapse_enclose_start(rc_collapse *c, slong prec);

/* ---- collapse_floor.c ---- */

/* y >= x (y <= x) for every point of the finite x >= 0, of at most 64 bits and
   with relative room of 2^-40; 0 stays 0. */
void rc_collapse_round_up(arf_t y, const arb_t x);
void rc_collapse_round_down(arf_t y, const arb_t x);

/* E of R2 for tokens with ||x_i|| B <= size and with S: the least that is
   known, rounded up. Without LayerNorm, or with size 1 and B = 1 under it. */
void rc_collapse_exponent(arf_t E, const rc_collapse *c, const arf_t size,
                          const arf_t spread);

void rc_collapse_phase_init(rc_collapse_phase *phase);
void rc_collapse_phase_clear(rc_collapse_phase *phase, slong tokens);

/* Exponent, tilt, floors and loss of a phase, from its spread and D. */
void rc_collapse_find_floors(rc_collapse_phase *phase, const rc_collapse *c);

/* ---- collapse_phases.c ---- */

/* The phases, from what holds at the layer of capture. */
rc_status rc_collapse_find_phases(rc_collapse *c) RC_MUST_CHECK;

/* ---- collapse_bound.c ---- */

/* epsilon, size and decay of the paper's form (R29). */
void rc_collapse_find_paper(rc_collapse *c);

/* bound = an enclosure, with prec bits, of R29's bound of mu(X(t))^2. */
void rc_collapse_bound(arb_t bound, const rc_collapse *c, const fmpz_t t,
                       slong prec);
/* The paper's form, from layer 0 without LayerNorm, from the layer of capture
   with it: t must not be before. */
void rc_collapse_paper_bound(arb_t bound, const rc_collapse *c, slong t,
                             slong prec);

/* 1 and *bound exactly, when norm is none and all of it is rational, of a size
   that is reasonable; else 0. */
int rc_collapse_exact_bound(fmpq_t bound, const rc_collapse *c, slong t);
int rc_collapse_exact_paper_bound(fmpq_t bound, const rc_collapse *c, slong t);

/* Compares rate and constant with what the claim asks for. */
rc_status rc_collapse_compare(rc_collapse *c) RC_MUST_CHECK;

/* ---- collapse_replay.c ---- */

/* Follows the orbit and compares mu with the bounds when that is asked for;
   else only to see at which rate mu falls. */
rc_status rc_collapse_replay(rc_collapse *c) RC_MUST_CHECK;

/* ---- collapse_report.c, collapse_witness.c ---- */

/* All figures, side by side. RC_OK; RC_NOMEM. */
rc_status rc_collapse_report(rc_collapse *c) RC_MUST_CHECK;
/* The claim in words and in normal form, see rc_claim_engine. */
void rc_collapse_describe(rc_text *text, const rc_case *c,
                          const rc_claim *claim);
void rc_collapse_state(rc_certificate *out, const rc_claim *claim);
/* What was proved, for another program; results and check bits with it. */
void rc_collapse_put_witness(const rc_collapse *c);
/* R7: the mask's two source components. R24: where LayerNorm breaks down, and
   the verdict that follows. */
void rc_collapse_put_sources(const rc_collapse *c);
void rc_collapse_put_breakdown(const rc_collapse *c,
                               const rc_orbit_place *place);

#endif
