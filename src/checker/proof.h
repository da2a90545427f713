/* A proof of one group of tokens (proofs/certificate-format.md, "A proof"). */

#ifndef RANKCERT_CHECKER_PROOF_H
#define RANKCERT_CHECKER_PROOF_H

#include "krawczyk.h"

/* A group's radii [e, r, u], positive dyadics, u <= r. */
typedef struct {
    mpfr_t e, r, u;
} ck_radii;

/* radii is initialised by this call and to be cleared whatever is returned. */
int ck_read_radii(const ck_node *node, ck_radii *radii) CK_MUST_CHECK;
void ck_radii_clear(ck_radii *radii);

/* `solution`: with radius e about the centre. On success the unknown rows of
   solved (tokens) and solved_lambda enclose the solution: they are K. In:
   centre's earlier rows are data. */
int ck_check_solution(ck_outcome *o, ck_imatrix *solved,
                      ck_imatrix *solved_lambda, const ck_system *system,
                      const ck_imatrix *centre, const ck_imatrix *centre_lambda,
                      mpfr_srcptr e) CK_MUST_CHECK;

/* `uniqueness` with r, and `detached` with u and r, in the full space. */
int ck_check_uniqueness(ck_outcome *o, const ck_system *system,
                        const ck_imatrix *centre,
                        const ck_imatrix *centre_lambda,
                        const ck_radii *radii) CK_MUST_CHECK;

/* x inside c +- radius, for the rows first..last-1: the condition `inside` and
   the like. `what` names the box in the message. */
int ck_check_inside(ck_outcome *o, const ck_imatrix *x,
                    const ck_imatrix *centre, long first, long last,
                    mpfr_srcptr radius, const char *what) CK_MUST_CHECK;

#endif
