/* Interval linear algebra: vectors and matrices of mpfi_t, all of one
   precision. Every result encloses the exact one for every point of the
   inputs. Outputs do not alias inputs. */

#ifndef RANKCERT_CHECKER_INTERVAL_H
#define RANKCERT_CHECKER_INTERVAL_H

#include "model.h"

typedef struct {
    long rows, cols, prec;
    mpfi_t *entries; /* row-major */
} ck_imatrix;

void ck_imatrix_init(ck_imatrix *m, long rows, long cols, long prec); /* 0 */
void ck_imatrix_clear(ck_imatrix *m);
mpfi_ptr ck_imatrix_at(const ck_imatrix *m, long i, long j); /* from 0 */
void ck_imatrix_set(ck_imatrix *m, const ck_imatrix *from);

/* 1 when every entry is bounded and no NaN. */
int ck_imatrix_is_bounded(const ck_imatrix *m) CK_MUST_CHECK;
int ck_is_bounded(mpfi_srcptr x) CK_MUST_CHECK;

/* m (initialised, same shape) = an enclosure of x; 0 when unbounded. */
int ck_imatrix_enclose(ck_imatrix *m, const ck_matrix *x) CK_MUST_CHECK;
void ck_imatrix_set_rationals(ck_imatrix *m, const ck_qmatrix *x);

/* c = a b; c = a b^T. What is exact stays exact (vector.h). */
void ck_imatrix_multiply(ck_imatrix *c, const ck_imatrix *a,
                         const ck_imatrix *b);
void ck_imatrix_multiply_transpose(ck_imatrix *c, const ck_imatrix *a,
                                   const ck_imatrix *b);
/* s = sum of x[k] y[k], strides in entries. */
void ck_dot(mpfi_t s, const mpfi_t *x, long xstep, const mpfi_t *y, long ystep,
            long count);

/* y = any approximate inverse of the midpoints of the square m, exact points.
   0 when elimination meets no pivot. Certifies nothing. */
int ck_imatrix_approx_inverse(ck_imatrix *y, const ck_imatrix *m) CK_MUST_CHECK;

/* 1 when every matrix in m (square) is certified invertible: with an
   approximate inverse Y, the row sums of |I - Y m| are below 1. */
int ck_imatrix_is_invertible(const ck_imatrix *m) CK_MUST_CHECK;

/* For messages: "[1.25, 1.26]" with few digits, into a static-size buffer. */
void ck_interval_text(char text[80], mpfi_srcptr x);

#endif
