/* Exact numbers of statements and witnesses. */

#ifndef RANKCERT_CHECKER_NUMBER_H
#define RANKCERT_CHECKER_NUMBER_H

#include <gmp.h>
#include <mpfr.h>

#include <mpfi.h>

#include "read.h"

/* A rational, or an expression that does not fold to one. */
typedef struct ck_expression ck_expression; /* defined in number.c */
typedef struct {
    mpq_t rational;            /* the value when expression is NULL */
    ck_expression *expression; /* owned */
} ck_number;

void ck_number_init(ck_number *x); /* 0 */
void ck_number_clear(ck_number *x);

/* Reads text[0..length) by the grammar of numbers in case files and folds it
   to normal form. 1, or 0 with *why (static text) and x unchanged: not a
   number, beyond a limit, division by zero. With `strict` only the normal form
   itself is taken, the one of certificates. */
int ck_number_parse(ck_number *x, const char *text, size_t length, int strict,
                    const ck_limits *limits, const char **why) CK_MUST_CHECK;

int ck_number_is_rational(const ck_number *x);
int ck_number_is_zero(const ck_number *x); /* held as the rational 0 */

/* 1 when both hold the same rational, or expressions of the same steps: the
   same number in normal form. */
int ck_number_equal(const ck_number *x, const ck_number *y);

/* The normal form of certificates, to be released with ck_release. */
char *ck_number_text(const ck_number *x);

/* y = an enclosure with y's precision. 1 when it is bounded (no NaN, no
   infinity), else 0. */
int ck_number_enclose(mpfi_t y, const ck_number *x) CK_MUST_CHECK;

/* square = x^2 and *sign = the sign of x (-1, 0, 1), exactly: 1; or 0 when the
   square is not seen to be rational by R28's recursion, or numbers on the way
   are too large (number_square.c). */
int ck_number_square(mpq_t square, int *sign, const ck_number *x) CK_MUST_CHECK;

/* From nodes. dyadic: the exact value; bounded by max_bits and max_exponent. */
int ck_read_number(const ck_node *node, ck_number *x) CK_MUST_CHECK;
int ck_read_rational(const ck_node *node, mpq_t x) CK_MUST_CHECK;
/* x is initialised by this call, with just the precision that the number needs,
   and to be cleared whatever is returned. */
int ck_read_dyadic(const ck_node *node, mpfr_t x) CK_MUST_CHECK;

/* ---- Matrices ---- */

typedef struct {
    long rows, cols;
    ck_number *entries; /* row-major */
} ck_matrix;

void ck_matrix_init(ck_matrix *m); /* 0 x 0 */
void ck_matrix_clear(ck_matrix *m);
void ck_matrix_resize(ck_matrix *m, long rows, long cols);   /* zeros */
ck_number *ck_matrix_at(const ck_matrix *m, long i, long j); /* from 0 */

/* rows and cols 0: any size from 1 to max_dim. */
int ck_read_matrix(const ck_node *node, long rows, long cols,
                   ck_matrix *m) CK_MUST_CHECK;
int ck_matrix_is_rational(const ck_matrix *m);

/* The same for rationals alone. */
typedef struct {
    long rows, cols;
    mpq_t *entries;
} ck_qmatrix;

void ck_qmatrix_init(ck_qmatrix *m); /* 0 x 0 */
void ck_qmatrix_clear(ck_qmatrix *m);
void ck_qmatrix_resize(ck_qmatrix *m, long rows, long cols);
mpq_t *ck_qmatrix_at(const ck_qmatrix *m, long i, long j);
int ck_read_qmatrix(const ck_node *node, long rows, long cols,
                    ck_qmatrix *m) CK_MUST_CHECK;
/* q = m, whose entries are all rational. */
void ck_qmatrix_from(ck_qmatrix *q, const ck_matrix *m);
/* c = a b, exactly. */
void ck_qmatrix_multiply(ck_qmatrix *c, const ck_qmatrix *a,
                         const ck_qmatrix *b);

#endif
