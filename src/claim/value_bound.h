/* Bounded products of value matrices (R18), and those that keep lengths
   (R9). */

#ifndef RC_CLAIM_VALUE_BOUND_H
#define RC_CLAIM_VALUE_BOUND_H

#include "claim.h"

/* ||W(s) ... W(t-1)||_2^2 <= squared for every product of consecutive layers'
   value matrices. Of a contraction squared is 1 and the rest is empty; else
   the row sums of |basis^-1 W basis| are at most 1 for each W, alpha and beta
   bound ||basis||_2 and ||basis^-1||_2, and squared = d alpha^2 beta^2. */
typedef struct {
    int contraction;
    fmpq_mat_t basis; /* d x d, or 0 x 0 */
    arf_t alpha, beta;
    fmpq_t squared;
} rc_value_bound;

void rc_value_bound_init(rc_value_bound *bound);
void rc_value_bound_clear(rc_value_bound *bound);

/* Shows R18 for the job's value matrices, exactly. RC_OK with *bound (which was
   initialised) filled; RC_DOMAIN: not shown, and why gets a clause that says
   which hypothesis fails; RC_STOPPED, RC_NOMEM. */
rc_status rc_value_bound_find(rc_value_bound *bound, rc_text *why,
                              const rc_job *job) RC_MUST_CHECK;

/* R9's condition on the value matrix of every layer, exactly:
   C (W C)(W C)^T C = C, C taking off means for norm `layer` and the identity
   else. RC_OK: it holds; RC_DOMAIN: it does not, or W is not rational, and why
   gets a clause that says so; RC_NOMEM. */
rc_status rc_value_preserves_norms(rc_text *why,
                                   const rc_job *job) RC_MUST_CHECK;

/* ---- Proposals of a basis (value_basis.c, value_scaling.c) ---- */

/* Whether the row sums of |S^-1 W S| are at most 1 for each of the count
   matrices, exactly, S being invertible: 1 or 0. */
int rc_basis_bounds(const fmpq_mat_t S, const fmpq_mat_struct *W,
                    slong count) RC_MUST_CHECK;

/* Looks for such an S (d x d): RC_OK with S; RC_DOMAIN: none was found, which
   says nothing; RC_STOPPED, RC_NOMEM. */
rc_status rc_basis_find(fmpq_mat_t S, const fmpq_mat_struct *W, slong count,
                        const rc_job *job) RC_MUST_CHECK;

/* The same among diagonal S: the least one, exactly up to roundings of long
   numbers, when the coordinates have an order in which all W are triangular,
   and then RC_DOMAIN says that there is none. */
rc_status rc_scaling_find(fmpq_mat_t S, const fmpq_mat_struct *W, slong count,
                          const rc_job *job) RC_MUST_CHECK;

#endif
