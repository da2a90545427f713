/* The layer over intervals (R22): attention, mixing, LayerNorm, and the
   derivative of the mixing. X is N x k: k is d, or the dimension of a subspace
   in whose coordinates tokens are given (R12). */

#ifndef RANKCERT_CHECKER_LAYER_H
#define RANKCERT_CHECKER_LAYER_H

#include "interval.h"

typedef struct {
    const ck_model *model; /* mask, degrees, attention */
    long t;                /* which layer it is, from 0 */
    long tokens, dim, prec;
    ck_imatrix weights; /* N x N when they do not depend on X, else 0 x 0 */
    ck_imatrix scores;  /* k x k: B = W_Q W_K^T / scale, else 0 x 0 */
    ck_imatrix value;   /* k x k: W, centred for norm `layer` */
} ck_layer;

/* Encloses the data of the model's layer t; 0 (layer to be cleared all the
   same) when some number has no bounded enclosure with prec bits, or the scale
   none that is positive. */
int ck_layer_init(ck_layer *layer, const ck_model *model, long t,
                  long prec) CK_MUST_CHECK;
/* Makes a layer of the model into its layer t, as ck_layer_init does; nothing
   is done when that has the same weights. */
int ck_layer_turn(ck_layer *layer, long t) CK_MUST_CHECK;
void ck_layer_clear(ck_layer *layer);

/* restricted = the layer in the coordinates z of x = z U; U (k x d) is the
   identity on the columns pivots. gram (k x k, initialised) = U U^T. Both are
   to be cleared; what is not bounded shows when they are used. */
void ck_layer_restrict(ck_layer *restricted, ck_imatrix *gram,
                       const ck_layer *layer, const ck_imatrix *U,
                       const long *pivots);
/* One token of weight 1 under the same value matrix: its equilibria are the
   eigenvectors. */
void ck_layer_single(ck_layer *single, const ck_layer *layer);

/* Each returns 0 when something is not bounded, and works with the precision
   of what it makes. Rows of X past the last token attended to are not
   looked at.
   mix: rows first..last-1 of Y = A(X) X W, (last - first) x k.
   mix_derivative: D[a][(l - first) k + b] = derivative of coordinate a of y_i
   by coordinate b of x_l for l = first..last-1, k x (last - first) k. */
int ck_layer_mix(ck_imatrix *Y, const ck_layer *layer, const ck_imatrix *X,
                 long first, long last) CK_MUST_CHECK;
int ck_layer_mix_derivative(ck_imatrix *D, const ck_layer *layer,
                            const ck_imatrix *X, long i, long first,
                            long last) CK_MUST_CHECK;

/* Y's rows divided by their norms, in place; 0 with *row when that norm is not
   certified positive (or not bounded). */
int ck_normalise_rows(ck_imatrix *Y, long *row) CK_MUST_CHECK;

/* next = X(t + 1), layer t of X = X(t), which messages call by `name`; 0 after
   ck_uncertain when it is not bounded, or some ||y_i|| not certified positive
   (orbit_step.c). layer is any layer of the model and becomes its layer t. */
int ck_orbit_step(ck_outcome *o, ck_imatrix *next, ck_layer *layer,
                  const ck_imatrix *X, const char *name, long t) CK_MUST_CHECK;

/* ---- Parts of the above (attention.c) ---- */

/* What the tokens first..last-1 attend to. */
typedef struct {
    long rows;          /* last - first */
    long count;         /* they attend to none but the tokens 0..count-1 */
    ck_imatrix weights; /* rows x count; 0 off the mask; 0 x 0 until weighed */
    /* Softmax only, else 0 x 0: */
    ck_imatrix centre; /* 1 x k, a point near the tokens' mean */
    ck_imatrix offset; /* count x k: x_j - centre */
    ck_imatrix query;  /* rows x k: x_i B */
} ck_attended;

/* `attended` is initialised by this call, with that precision, and to be
   cleared. Where the tokens are not bounded, neither is what comes of them. */
void ck_attended_init(ck_attended *attended, const ck_layer *layer,
                      const ck_imatrix *X, long first, long last, long prec);
void ck_attended_clear(ck_attended *attended);

/* Makes the weights; `first` as before. */
void ck_attended_weigh(ck_attended *attended, const ck_layer *layer,
                       long first);

/* mean's rows (rows x k, initialised) = the tokens' means as weighted. */
void ck_attended_mean(ck_imatrix *mean, const ck_attended *attended,
                      const ck_imatrix *X);

/* y = an enclosure of exp(x), sharp for narrow x; y may be x
   (exponential.c). */
void ck_exp(mpfi_ptr y, mpfi_srcptr x);

/* a[j] = e_j / (sum of e_k), for e (1 x n) of numbers >= 0, not all 0, with the
   precision of e, which a has too; shares that are certainly 0 are exactly 0
   (shares.c). */
void ck_shares(mpfi_t *a, const ck_imatrix *e);

/* c = a b, for few rows without the preparations that pay off for many. */
enum { CK_MANY_ROWS = 4 };
void ck_imatrix_multiply_rows(ck_imatrix *c, const ck_imatrix *a,
                              const ck_imatrix *b);

#endif
