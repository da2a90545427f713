/* An equilibrium proved by R11, and what is known of its rank (R12). */

#ifndef RANKCERT_CHECKER_EQUILIBRIUM_H
#define RANKCERT_CHECKER_EQUILIBRIUM_H

#include "claim.h"
#include "proof.h"
#include "subspace.h"

/* What a witness says about the equilibrium, and where it was found. */
typedef struct {
    const ck_layer *layer;
    const ck_subspace *subspace; /* NULL: among all X */
    ck_imatrix centre;           /* N x d */
    ck_imatrix lambda;           /* N x 1 */
    long groups;                 /* N for a lower triangular mask, else 1 */
    ck_radii *radii;             /* for each group */
    mpfr_t radius;
    ck_imatrix X; /* N x d: the equilibrium, once it is proved */
    ck_imatrix Z; /* N x k: X = Z U; 0 x 0 without subspace */
} ck_equilibrium;

/* Reads centre, lambda, radii and radius. `at` is initialised by this call and
   to be cleared whatever is returned; 0 after ck_malformed. */
int ck_equilibrium_read(const ck_node *witness, const ck_layer *layer,
                        ck_equilibrium *at) CK_MUST_CHECK;
void ck_equilibrium_clear(ck_equilibrium *at);

/* A proof of every group, found in the subspace when there is one, and the
   enclosures in centre +- radius, radius <= u: exactly one equilibrium lies in
   that cube and exactly one in the centre +- u, it is the same, and X encloses
   it. subspace: NULL or borrowed. Else 0 after ck_reject or ck_uncertain. */
int ck_equilibrium_prove(ck_outcome *o, ck_equilibrium *at,
                         const ck_subspace *subspace) CK_MUST_CHECK;

/* x (N x d, an enclosure) lies in the centre +- u of every group. */
int ck_equilibrium_holds(ck_outcome *o, const ck_equilibrium *at,
                         const ck_imatrix *x, const char *what) CK_MUST_CHECK;

/* lower <= rank of the equilibrium <= upper, from the members `minor` and
   `upper` of the witness. Else 0 after ck_malformed, ck_reject or
   ck_uncertain. */
int ck_equilibrium_rank(const ck_node *witness, const ck_equilibrium *at,
                        long *lower, long *upper) CK_MUST_CHECK;

#endif
