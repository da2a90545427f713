/* Approximate work that proposes. Nothing here decides a verdict: what comes
   out is a point or a matrix without any error bound, to be certified by
   whoever asked for it. */

#ifndef RC_SEARCH_SEARCH_H
#define RC_SEARCH_SEARCH_H

#include <rankcert/model.h>

/* Everything here polls `stop` (may be NULL) between steps and returns
   RC_STOPPED when it answers other than zero. */

/* Q (n x n, n = min(rows, cols) of X) for rc_singular_values, from one-sided
   Jacobi rotations with prec bits. RC_OK; RC_STOPPED; RC_NOMEM. */
rc_status rc_approx_singular_basis(arb_mat_t Q, const arb_mat_t X,
                                   int (*stop)(void *context), void *context,
                                   slong prec) RC_MUST_CHECK;

/* Moves the unknown tokens of X (N x d) and their lambda (N x 1) towards a
   solution of the system by damped Newton steps with prec bits; both come out
   exact (radius zero) in the rows of the unknown tokens. X comes in with a
   first guess there, lambda is guessed from it. RC_OK: the last step was below
   2^(-prec/2); RC_UNCERTAIN: it did not come to rest; RC_STOPPED. */
rc_status rc_approx_equilibrium(arb_mat_t X, arb_mat_t lambda,
                                const rc_equilibrium_system *system,
                                int (*stop)(void *context), void *context,
                                slong prec) RC_MUST_CHECK;

/* rank = the rank of X as floating point sees it with a relative tolerance
   2^(-bits), and rows[0..rank), cols[0..rank) = the pivots of an elimination
   with complete pivoting: a minor of that size that looks far from zero. rows
   and cols have room for min(rows, cols) entries. RC_OK; RC_STOPPED;
   RC_NOMEM. */
rc_status rc_approx_rank(slong *rank, slong *rows, slong *cols,
                         const arb_mat_t X, slong bits,
                         int (*stop)(void *context), void *context,
                         slong prec) RC_MUST_CHECK;

/* v (1 x d) = a rational direction with min_i <x_i, v> / ||v|| about as large
   as it can be: the point of least norm in the convex hull of the rows of X,
   N x d, by Wolfe's method with prec bits. RC_OK; RC_UNCERTAIN when that point
   looks like 0 (v is then of no use); RC_STOPPED; RC_NOMEM. */
rc_status rc_approx_direction(fmpq_mat_t v, const arb_mat_t X,
                              int (*stop)(void *context), void *context,
                              slong prec) RC_MUST_CHECK;

/* norm = about ||M||_2, with some twenty good bits. RC_OK; RC_UNCERTAIN: M is
   not finite; RC_NOMEM. */
rc_status rc_approx_norm(arf_t norm, const arb_mat_t M) RC_MUST_CHECK;

/* s (d positive numbers) such that every |W_k| s is at most s, with a slack
   where it can be had: row i of W_k may be scaled by 1 / s_i and column j by
   s_j. W is a list of count matrices d x d. RC_OK; RC_UNCERTAIN: there seems to
   be none; RC_NOMEM. */
rc_status rc_approx_scaling(fmpq *s, const fmpq_mat_struct *W, slong count,
                            slong slack) RC_MUST_CHECK;

/* E (d x d) = a real basis in which the rational W is nearly block upper
   triangular, with blocks of one or two coordinates: eigenvectors, real and
   imaginary parts of those that are not real, as columns. Where these are a
   basis, it is nearly block diagonal. RC_OK; RC_UNCERTAIN: none was found. */
rc_status rc_approx_eigenbasis(fmpq_mat_t E, const fmpq_mat_t W) RC_MUST_CHECK;

#endif
