/* The second eigenvalue of the consensus matrix (R30), compared with numbers;
   and what the files of claim kind `spectrum` share.

   M is the N x N matrix with 1/n_i on the mask, or the model's fixed weights;
   |lambda_2| is the greatest absolute value among its eigenvalues but for one
   that is 1. */

#ifndef RC_CLAIM_SPECTRUM_H
#define RC_CLAIM_SPECTRUM_H

#include "claim.h"
#include "inertia.h"

#define RC_SPECTRUM_MOST_SYMMETRIC                                             \
    1024                                /* tokens: a matrix of balls is held   \
                                         */
#define RC_SPECTRUM_MOST_EXACT 128      /* tokens: rationals grow */
#define RC_SPECTRUM_MOST_POLYNOMIAL 256 /* tokens */
#define RC_SPECTRUM_MOST_BITS 65536     /* of the polynomial's coefficients */

typedef enum {
    RC_SPECTRUM_NONE = 0,  /* nothing applies */
    RC_SPECTRUM_ORDER,     /* the tokens have an order: `exact` is known */
    RC_SPECTRUM_SOURCES,   /* two sources: `exact` is 1 */
    RC_SPECTRUM_SYMMETRIC, /* eigenvalues are counted */
    RC_SPECTRUM_POLYNOMIAL /* Schur's criterion */
} rc_spectrum_method;

/* What |lambda_2| is next to a number theta. */
typedef enum {
    RC_SPECTRUM_OPEN = 0, /* not certified */
    RC_SPECTRUM_BELOW,    /* |lambda_2| < theta */
    RC_SPECTRUM_EQUAL,
    RC_SPECTRUM_ABOVE /* |lambda_2| > theta */
} rc_spectrum_relation;

/* M, and what is known of its eigenvalues before any is compared. */
typedef struct {
    const rc_job *job;
    slong n;
    rc_spectrum_method method;
    fmpq_t exact;        /* ORDER, SOURCES: |lambda_2| */
    slong *order;        /* ORDER: each attends to itself and to earlier ones;
                            SYMMETRIC: in which rows are eliminated */
    rc_mask_facts facts; /* SOURCES; else all zero */
    fmpz_poly_t c;       /* POLYNOMIAL: a multiple of R30's c */
} rc_spectrum;

/* Finds the method. RC_OK; RC_LIMIT: the method is NONE, too much work for
   those that apply; RC_DOMAIN: the weights are fixed and differ by layer, there
   is no M; RC_STOPPED; RC_NOMEM. spectrum is to be cleared whatever the status.
   spectrum_method.c */
rc_status rc_spectrum_init(rc_spectrum *spectrum,
                           const rc_job *job) RC_MUST_CHECK;
void rc_spectrum_clear(rc_spectrum *spectrum);

/* q = M_ij exactly. */
void rc_spectrum_entry(fmpq_t q, const rc_job *job, long i, long j);

/* ---- spectrum_symmetric.c: the method SYMMETRIC ---- */

/* 1 when i attends to j exactly if j attends to i. */
int rc_spectrum_mask_is_symmetric(const rc_mask *mask);

/* order[0..N) = the tokens such that eliminating in this order keeps what is
   sparse sparse. RC_OK, RC_NOMEM. */
rc_status rc_spectrum_sparse_order(slong *order,
                                   const rc_mask *mask) RC_MUST_CHECK;

/* What G - theta D (`minus`) and G + theta D (`plus`) showed. */
typedef struct {
    rc_pivots minus, plus;   /* for N rows each */
    int has_minus, has_plus; /* whether a proof needs these pivots */
} rc_spectrum_pivots;

rc_status rc_spectrum_pivots_init(rc_spectrum_pivots *pivots,
                                  slong n) RC_MUST_CHECK;
void rc_spectrum_pivots_clear(rc_spectrum_pivots *pivots);

/* *relation by R30's counts, in balls, for theta certified >= 0. `lower` says
   of EQUAL that a proof of |lambda_2| >= theta is wanted, not one of <=. pivots
   may be NULL. RC_OK (possibly OPEN), RC_STOPPED. */
rc_status rc_spectrum_count(rc_spectrum_relation *relation,
                            rc_spectrum_pivots *pivots,
                            const rc_spectrum *spectrum, const arb_t theta,
                            slong prec) RC_MUST_CHECK;

/* The same exactly, for rational theta >= 0: never OPEN when RC_OK. */
rc_status rc_spectrum_count_exactly(rc_spectrum_relation *relation,
                                    rc_spectrum_pivots *pivots, int lower,
                                    const rc_spectrum *spectrum,
                                    const fmpq_t theta) RC_MUST_CHECK;

/* ---- spectrum_polynomial.c: the method POLYNOMIAL ---- */

/* c = an integer multiple of det(x I - M) / (x - 1), exactly; N >= 2. RC_OK;
   RC_LIMIT: more than RC_SPECTRUM_MOST_POLYNOMIAL tokens, or coefficients of
   more than RC_SPECTRUM_MOST_BITS bits; RC_STOPPED. */
rc_status rc_spectrum_polynomial(fmpz_poly_t c,
                                 const rc_job *job) RC_MUST_CHECK;

/* The relation of the greatest absolute value of the roots of c (degree >= 1)
   to theta, certified > 0, by Schur's criterion in balls; never EQUAL. */
rc_spectrum_relation rc_spectrum_schur(const fmpz_poly_t c, const arb_t theta,
                                       slong prec);

/* ---- The claim ---- */

/* One of the bounds that the claim states. */
typedef struct {
    const char *name; /* "at-least", "at-most" */
    int is_upper;
    const rc_number_struct *theta;
    rc_spectrum_relation relation;
    int is_trivial; /* theta is above 1 or below 0: no method is needed */
    slong bits;     /* with which it was decided; 0: exactly */
    rc_spectrum_pivots pivots; /* SYMMETRIC */
} rc_spectrum_bound;

typedef struct {
    const rc_job *job;
    rc_spectrum spectrum;
    rc_spectrum_bound bounds[2];
    size_t count;
    slong bits;
} rc_spectrum_work;

/* 1: the bound holds, -1: it fails, 0: open. */
int rc_spectrum_judge(const rc_spectrum_bound *bound);

/* The bound that fails, or NULL. */
const rc_spectrum_bound *rc_spectrum_failed(const rc_spectrum_work *w);

/* The claim's fields in normal form, see rc_claim_engine. spectrum_witness.c */
void rc_spectrum_state(rc_certificate *out, const rc_claim *claim);

/* Fills in the witness of a decided claim. spectrum_witness.c */
void rc_spectrum_put_witness(const rc_spectrum_work *w);

/* Fills in verdict and figures once the work is over; status is RC_OK, RC_LIMIT
   or RC_STOPPED. RC_OK; RC_NOMEM. spectrum_report.c */
rc_status rc_spectrum_conclude(const rc_spectrum_work *w,
                               rc_status status) RC_MUST_CHECK;

/* The claim in words, see rc_claim_engine. spectrum_report.c */
void rc_spectrum_describe(rc_text *text, const rc_case *c,
                          const rc_claim *claim);

#endif
