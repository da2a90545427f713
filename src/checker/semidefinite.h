/* R18: exactly semidefinite matrices of rationals. */

#ifndef RANKCERT_CHECKER_SEMIDEFINITE_H
#define RANKCERT_CHECKER_SEMIDEFINITE_H

#include "number.h"

/* 1 when the symmetric matrix of rationals is positive semidefinite. Only its
   entries i <= j are looked at. */
int ck_is_semidefinite(const ck_qmatrix *m) CK_MUST_CHECK;

/* 1 when s I - M^T M is positive semidefinite: ||M||_2^2 <= s. */
int ck_norm_is_within(const ck_qmatrix *m, mpq_srcptr s) CK_MUST_CHECK;

/* t = M^T; t = M^-1, when M (square) is invertible: 1, else 0. t is
   resized. */
void ck_qmatrix_transpose(ck_qmatrix *t, const ck_qmatrix *m);
int ck_qmatrix_invert(ck_qmatrix *t, const ck_qmatrix *m) CK_MUST_CHECK;

#endif
