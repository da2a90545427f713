/* Claim kind `collapse` (proofs/certificate-format.md): what is read of it, and
   the conditions, each in a file of its own. */

#ifndef RANKCERT_CHECKER_COLLAPSE_H
#define RANKCERT_CHECKER_COLLAPSE_H

#include "claim.h"
#include "magnitude.h"

/* A phase of R29. Its degrees are those of ck_collapse. */
typedef struct {
    long length;         /* m */
    mpz_t factor;        /* R */
    mpq_t exponent;      /* E; 0 without softmax */
    mpz_t *floors;       /* f of each degree; softmax only, else NULL */
    mpq_t tilt;          /* tau; 1 without LayerNorm */
    mpz_t blocks;        /* b; 0 in the last phase, which has no end */
    mpz_t begin;         /* T_k */
    ck_magnitude spread; /* S_k */
} ck_phase;

/* What the paper's form takes. */
typedef struct {
    long centre;     /* from 0 */
    long *distances; /* one per token */
    mpq_t epsilon;
    mpq_t size;  /* Z_0; 1 under LayerNorm, 0 when it is not given */
    long radius; /* the greatest distance */
} ck_paper;

typedef struct {
    const ck_certificate *c; /* borrowed */
    const ck_model *m;       /* the certificate's */
    int softmax, normed;     /* of the model: the norm is not `none` */

    int has_rate, has_constant;
    ck_number rate, constant;
    long replay; /* -1: none */

    long capture; /* T */
    mpz_t denominator;
    ck_qmatrix basis;     /* 0 x 0: a contraction, or LayerNorm */
    mpq_t norms[2];       /* alpha, beta */
    mpq_t scores;         /* b; 0 without softmax */
    mpq_t size;           /* Z; 1 under LayerNorm */
    ck_qmatrix direction; /* 1 x d; LayerNorm only */
    mpq_t height;
    long *degrees; /* those that occur, rising */
    long degree_count;
    ck_phase *phases;
    long phase_count;
    ck_paper paper;

    mpq_t value;               /* B^2; 1 under LayerNorm */
    ck_magnitude start_spread; /* sum of the squared spreads of X(0) */
    ck_magnitude start_norm;   /* max_i ||x_i(0)||^2 */
} ck_collapse;

void ck_collapse_init(ck_collapse *k, const ck_certificate *c);
void ck_collapse_clear(ck_collapse *k);

/* The claim's fields (collapse.c), and the witness of `proved`
   (collapse_read.c): 1, or 0 after ck_malformed. T_k and S_k are set, S_0
   only when it is written. */
int ck_collapse_read_witness(ck_collapse *k) CK_MUST_CHECK;

/* The conditions, each 1 or 0 after a failure. */

/* `value`, which sets k->value (collapse_value.c). */
int ck_collapse_value(ck_collapse *k) CK_MUST_CHECK;

/* Sets what is known of the start, and S_0 when the witness has none; then
   `scores`, `orbit`, `direction`, `spread` and `size` (collapse_start.c). */
int ck_collapse_start(ck_collapse *k) CK_MUST_CHECK;

/* `exponent`, `tilt`, `floors`, `factor`, `spread-squared`, and that the last
   factor is below D (collapse_phases.c). */
int ck_collapse_phases(const ck_collapse *k) CK_MUST_CHECK;

/* `rate-at-most` and `constant-at-most` (collapse_bounds.c). */
int ck_collapse_bounds(const ck_collapse *k) CK_MUST_CHECK;

/* `paper` (collapse_paper.c) and `replay` (collapse_replay.c), when the claim
   has a replay. */
int ck_collapse_paper(const ck_collapse *k) CK_MUST_CHECK;
int ck_collapse_replay(const ck_collapse *k) CK_MUST_CHECK;

/* ---- Parts of the above ---- */

/* 1 when it holds; else 0 after ck_reject, or ck_uncertain where more bits may
   settle it, with what is wrong in the words given (collapse.c). */
int ck_collapse_conclude(const ck_collapse *k, ck_answer answer,
                         const char *format, ...) CK_PRINTF(3, 4);

/* Under softmax without LayerNorm: size^2 >= B^2 norm, norm being the greatest
   ||x_i||^2 (collapse_start.c). what: names the size in messages. */
int ck_collapse_size(const ck_collapse *k, mpq_srcptr size,
                     const ck_magnitude *norm, const char *what) CK_MUST_CHECK;

/* A bound of mu(X(t))^2: scale times base to the exponent. */
typedef struct {
    ck_magnitude scale, base;
    mpz_t exponent;
} ck_bound;

void ck_bound_init(ck_bound *bound, long prec);
void ck_bound_clear(ck_bound *bound);

/* scale = B^2 (N / 4) times a sum of squared spreads (collapse_bounds.c). */
void ck_bound_set_spread(ck_bound *bound, const ck_collapse *k,
                         const ck_magnitude *spread);

/* ratio = R / D of phase `which`, from 0 (collapse_phases.c). */
void ck_collapse_ratio(ck_magnitude *ratio, const ck_collapse *k, long which);

/* R29's at layer t (collapse_bounds.c). */
void ck_collapse_bound(ck_bound *bound, const ck_collapse *k, long t);

/* The paper's form at layer t (from T on under LayerNorm; collapse_paper.c). */
void ck_paper_bound(ck_bound *bound, const ck_collapse *k, long t);

/* For people: the constant and the rate, rounded up (collapse_bounds.c). */
void ck_collapse_tell(ck_words *words, const ck_collapse *k);

/* R2: is f (1 + (n - 1) exp(E)) <= limit, for n >= 1 and E, f >= 0? prec bits
   are used where it is not decided exactly (softmax_floor.c). */
ck_answer ck_floor_fits(mpq_srcptr f, long n, mpq_srcptr E, mpq_srcptr limit,
                        long prec);

#endif
