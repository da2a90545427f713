/* The layer map over balls, its derivative, and orbits.

   X is an N x d matrix, row i is token i. One layer is Y = A(X) X W followed
   by LayerNorm. LayerNorm `layer` is `rms` with W replaced by W (I - 11^T/d),
   exactly, so everything below knows only `none` and `rms`.

   Every function encloses: whatever point lies in the input balls, its exact
   image lies in the output balls. Outputs do not alias inputs unless said.
   Derivatives order coordinates token by token: index i * d + a. */

#ifndef RANKCERT_MODEL_H
#define RANKCERT_MODEL_H

#include <rankcert/exact.h>
#include <rankcert/flint.h>
#include <rankcert/mask.h>
#include <rankcert/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* One layer's exact data, borrowed; matrices not used by the attention kind
   are NULL. Shapes: value d x d; query, key d x q; fixed N x N, row-stochastic
   and positive exactly on the mask; scale nonzero (NULL means 1). */
typedef struct {
    const rc_mask *mask;
    long dim;
    rc_attention attention;
    rc_norm norm;
    const rc_matrix_struct *value, *query, *key, *fixed;
    const rc_number_struct *scale;
} rc_layer;

/* The same at some precision. */
typedef struct {
    slong tokens, dim;
    const rc_mask *mask; /* borrowed */
    int softmax;         /* weights depend on X */
    int normalise;       /* LayerNorm follows */
    arb_mat_t weights;   /* N x N when not softmax, else 0 x 0 */
    arb_mat_t scores;    /* d x d: W_Q W_K^T / scale when softmax, else 0 x 0 */
    arb_mat_t value;     /* d x d: W, centred for LayerNorm `layer` */
} rc_layer_ball_struct;

typedef rc_layer_ball_struct rc_layer_ball_t[1];

/* Encloses the layer's data with prec bits. RC_OK; RC_UNCERTAIN when some
   entry has no finite enclosure at prec bits (ball is initialised all the
   same and must be cleared). */
rc_status rc_layer_ball_init(rc_layer_ball_t ball, const rc_layer *layer,
                             slong prec) RC_MUST_CHECK;
void rc_layer_ball_clear(rc_layer_ball_t ball);

/* What is done over the rationals leaves entries alone whose numerator or
   denominator has more bits than this: they would cost unbounded time. */
#define RC_EXACT_MAX_BITS 4096

/* value (d x d) = W exactly, centred for LayerNorm `layer`. 1 when W is
   rational and no entry is larger than RC_EXACT_MAX_BITS (or when centring
   leaves nothing of it, d = 1), else 0 with value unchanged. */
int rc_layer_rational_value(fmpq_mat_t value, const rc_layer *layer);

/* weight = A_ij exactly, for tokens on the mask; 1, or 0 when it depends on X
   (softmax), is not rational, or is larger than RC_EXACT_MAX_BITS. */
int rc_layer_exact_weight(fmpq_t weight, const rc_layer *layer, slong i,
                          slong j);

/* A = the attention weights of rows first..last-1 at X: (last - first) x N.
   Softmax is evaluated from differences of scores: neither overflow nor
   cancellation of what the scores of one row share. RC_OK or RC_UNCERTAIN
   (X or a score is not finite). */
rc_status rc_attention_weights(arb_mat_t A, const rc_layer_ball_t layer,
                               const arb_mat_t X, slong first, slong last,
                               slong prec) RC_MUST_CHECK;

/* Rows first..last-1 of Y = A(X) X W: (last - first) x d. RC_OK or
   RC_UNCERTAIN (something is not finite). */
rc_status rc_layer_mix(arb_mat_t Y, const rc_layer_ball_t layer,
                       const arb_mat_t X, slong first, slong last,
                       slong prec) RC_MUST_CHECK;

/* X+ = the whole layer, N x d. RC_OK; RC_UNCERTAIN when something is not
   finite or, under LayerNorm, some ||y_i|| is not certified positive: *token
   (may be NULL) is then that i, or -1. */
rc_status rc_layer_apply(arb_mat_t Xplus, const rc_layer_ball_t layer,
                         const arb_mat_t X, slong *token,
                         slong prec) RC_MUST_CHECK;

/* D = the derivative of y_i by x_first, ..., x_{last-1} for Y = A(X) X W, the
   derivative of softmax included: d x (last - first) d, where D[a][(l - first)
   d + b] is that of coordinate a of y_i by coordinate b of x_l. RC_OK or
   RC_UNCERTAIN. */
rc_status rc_layer_mix_derivative(arb_mat_t D, const rc_layer_ball_t layer,
                                  const arb_mat_t X, slong i, slong first,
                                  slong last, slong prec) RC_MUST_CHECK;

/* D = the derivative of the whole layer, N d x N d. RC_OK or RC_UNCERTAIN as
   for rc_layer_apply. */
rc_status rc_layer_derivative(arb_mat_t D, const rc_layer_ball_t layer,
                              const arb_mat_t X, slong prec) RC_MUST_CHECK;

/* Y's rows divided by their norms, in place. RC_OK, or RC_UNCERTAIN with
 *token (may be NULL) the first row whose norm is not certified positive. */
rc_status rc_normalise_rows(arb_mat_t Y, slong *token,
                            slong prec) RC_MUST_CHECK;

/* The layer seen inside an invariant subspace (R12): the rows of U (k x d) are
   a basis that is the identity on the columns pivots[0..k), and U W = W_U U
   holds exactly, which the caller has checked. Tokens are then x_i = z_i U and
   the result mixes the z_i, without LayerNorm (whose norm would be gram's); it
   owns its matrices and must be cleared.
   gram = U U^T (k x k), so that ||x_i||^2 = z_i gram z_i^T. */
void rc_layer_ball_restrict(rc_layer_ball_t restricted, arb_mat_t gram,
                            const rc_layer_ball_t layer, const arb_mat_t U,
                            const slong *pivots, slong prec);

/* ---- Equilibria under LayerNorm: the system of R11 ---- */

/* Unknown are tokens first..last-1 of X and their factors lambda (N x 1); the
   other rows of X are data. The equations are, token by token,
       y_i - lambda_i x_i = 0  (d of them)   and   x_i gram x_i^T - 1 = 0,
   the unknowns x_i (d) and lambda_i: (last - first)(d + 1) each. */
typedef struct {
    const rc_layer_ball_struct *layer;
    const arb_mat_struct *gram; /* NULL: the identity */
    slong first, last;
} rc_equilibrium_system;

slong rc_equilibrium_system_size(const rc_equilibrium_system *system);

/* G (size x 1) = the residual at (X, lambda). RC_OK or RC_UNCERTAIN. */
rc_status rc_equilibrium_residual(arb_mat_t G,
                                  const rc_equilibrium_system *system,
                                  const arb_mat_t X, const arb_mat_t lambda,
                                  slong prec) RC_MUST_CHECK;

/* J (size x size) = the derivative of the residual at (X, lambda). RC_OK or
   RC_UNCERTAIN. */
rc_status rc_equilibrium_jacobian(arb_mat_t J,
                                  const rc_equilibrium_system *system,
                                  const arb_mat_t X, const arb_mat_t lambda,
                                  slong prec) RC_MUST_CHECK;

/* ---- Orbits ---- */

/* Layer t uses layers[t mod period]. Everything is borrowed. */
typedef struct {
    const rc_layer *layers;
    slong period;
    const rc_matrix_struct *start; /* X(0), N x d */
    slong steps;                   /* the orbit is X(0), ..., X(steps) */
} rc_orbit;

/* Where an orbit could not go on: y_token of X(step) -> X(step + 1). */
typedef struct {
    slong step, token;
} rc_orbit_place;

/* Encloses the orbit with prec bits and shows every X(t) to visit, in order; a
   status other than RC_OK from visit ends the run and is returned.
   Layers that differ are enclosed one after the other, when it is their turn.
   RC_OK; RC_UNCERTAIN with *place set when a layer could not be enclosed: its
   token is -1 when that is due to the numbers of the layer or the start. */
rc_status rc_orbit_run(const rc_orbit *orbit,
                       rc_status (*visit)(void *context, slong t,
                                          const arb_mat_t X, slong prec),
                       void *context, rc_orbit_place *place,
                       slong prec) RC_MUST_CHECK;

/* Follows the orbit in exact arithmetic (tokens p / sqrt(q) with rational p
   and q) as far as that goes, to certify that LayerNorm breaks down.
   RC_DOMAIN: some y_i is exactly zero, at *place. RC_OK: no such place was
   found, which certifies nothing. `stop` (may be NULL) is polled: RC_STOPPED.
   RC_NOMEM. */
rc_status rc_orbit_find_breakdown(const rc_orbit *orbit, rc_orbit_place *place,
                                  int (*stop)(void *context),
                                  void *context) RC_MUST_CHECK;

/* ---- Rational orbits: exact, without LayerNorm (R28) ---- */

/* Entries of X(t) may have this many bits, numerator or denominator, and all
   of X(t) together RC_ORBIT_MAX_SIZE. */
#define RC_ORBIT_MAX_BITS ((slong)1 << 20)
#define RC_ORBIT_MAX_SIZE ((slong)1 << 25)

/* 1 when the orbit can be followed in exact arithmetic: in each of its layers
   the norm is none, the weights are uniform or fixed (they may differ by
   layer), and W, the fixed weights and the start are rational with no entry
   larger than RC_EXACT_MAX_BITS. */
int rc_orbit_is_rational(const rc_orbit *orbit);

/* Follows an orbit that rc_orbit_is_rational takes, exactly, and shows every
   X(t) to visit, in order; a status other than RC_OK from visit ends the run
   and is returned. visit_context goes to visit; `stop` (may be NULL) is polled
   with stop_context before each layer.
   RC_OK; RC_LIMIT: X(t) outgrows the caps above (visit has seen all before);
   RC_STOPPED. */
rc_status rc_rational_orbit_run(const rc_orbit *orbit,
                                rc_status (*visit)(void *context, slong t,
                                                   const fmpq_mat_t X),
                                void *visit_context, int (*stop)(void *context),
                                void *stop_context) RC_MUST_CHECK;

/* The squares of mu(X), max_i ||x_i|| and max ||x_i - x_k|| (0 for one token)
   of one X (N x d), exactly. */
void rc_mu_squared(fmpq_t square, const fmpq_mat_t X);
void rc_norm_max_squared(fmpq_t square, const fmpq_mat_t X);
void rc_diameter_squared(fmpq_t square, const fmpq_mat_t X);

/* ---- Quantities of one X (N x d), all enclosures ---- */

/* mu(X) = || X - 1 m ||_F, m the mean row. */
void rc_mu(arb_t mu, const arb_mat_t X, slong prec);

/* max_i ||x_i|| and max over pairs ||x_i - x_k|| (0 for one token). */
void rc_norm_max(arb_t norm, const arb_mat_t X, slong prec);
void rc_diameter(arb_t diameter, const arb_mat_t X, slong prec);

/* Cosines over the pairs i < k: least, greatest, mean. RC_OK; RC_DOMAIN for
   one token (there are no pairs); RC_UNCERTAIN when some ||x_i|| is not
   certified positive. Any output may be NULL. */
rc_status rc_cosines(arb_t least, arb_t greatest, arb_t mean, const arb_mat_t X,
                     slong prec) RC_MUST_CHECK;

/* sigma[0] >= sigma[1] >= ... : the n = min(rows, cols) singular values of X,
   from a proposal Q (n x n, nearly orthogonal, such that the rows of Q^T X, or
   of Q^T X^T when X has more rows than columns, are nearly orthogonal):
   certified whatever Q is, tight relative to each value when Q is good. RC_OK;
   RC_UNCERTAIN when Q or X is not good enough to say anything; RC_NOMEM. */
rc_status rc_singular_values(arb_ptr sigma, const arb_mat_t X,
                             const arb_mat_t Q, slong prec) RC_MUST_CHECK;

#ifdef __cplusplus
}
#endif

#endif
