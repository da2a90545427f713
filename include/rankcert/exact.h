/* Exact numbers and matrices of them.

   A number is either a rational or an expression in + - * / ^ (integer
   exponent), sqrt, exp, log, sin, cos, atan and pi. Rational expressions are
   folded to rationals, so rc_number_is_rational answers for the value as far
   as folding can see (square roots of rational squares and the functions at
   the points where they are trivially rational are folded too).

   All functions are thread-safe for distinct outputs; reading one number from
   several threads is safe. Nothing here aborts on any text: exponents, sizes
   and nesting are capped and the caps are part of the error message. */

#ifndef RANKCERT_EXACT_H
#define RANKCERT_EXACT_H

#include <stddef.h>
#include <stdint.h>

#include <rankcert/flint.h>
#include <rankcert/types.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct rc_expr rc_expr;

typedef struct {
    fmpq_t rational; /* the value when expr is NULL, else unused */
    rc_expr *expr;   /* owned; NULL for a rational number */
} rc_number_struct;

typedef rc_number_struct rc_number_t[1];

/* Where and why a text is not a number. */
typedef struct {
    size_t offset;     /* bytes from the start of the text */
    char message[160]; /* what was found and what was allowed */
} rc_text_error;

void rc_number_init(rc_number_t x); /* the rational 0 */
void rc_number_clear(rc_number_t x);
void rc_number_set_fmpq(rc_number_t x, const fmpq_t q);

/* x = y. x and y may be the same object. RC_OK or RC_NOMEM. */
rc_status rc_number_set(rc_number_t x, const rc_number_t y) RC_MUST_CHECK;

/* Reads the whole of text[0..length) as a number ("Numbers" in the case
   format): integers, fractions, decimals, hex floats, expressions.
   RC_OK; RC_INPUT with *error filled and x unchanged (not a number, trailing
   characters, nan, inf, a cap exceeded, division by zero, or no finite
   enclosure at RC_NUMBER_DOMAIN_BITS bits, as for log(0)); RC_NOMEM. */
#define RC_NUMBER_DOMAIN_BITS 4096
rc_status rc_number_set_text(rc_number_t x, const char *text, size_t length,
                             rc_text_error *error) RC_MUST_CHECK;

/* 1 when the value is held as a rational, else 0. */
int rc_number_is_rational(const rc_number_t x);

/* 1 when the value is certainly zero (held as the rational 0), else 0. */
int rc_number_is_zero(const rc_number_t x);

/* y = an enclosure of x computed with prec bits; finite for every number that
   rc_number_set_text accepted when prec >= RC_NUMBER_DOMAIN_BITS, and possibly
   not finite below that: callers test finiteness. */
void rc_number_get_arb(arb_t y, const rc_number_t x, slong prec);

/* square = x^2 and *sign = the sign of x (-1, 0, 1), exactly, for numbers whose
   square is seen to be rational (R28): rationals; -x, x y, x / y and x^e of
   such numbers; sqrt(x) of such an x whose square is that of a rational. square
   is not x->rational. RC_OK; RC_DOMAIN: not of that form; RC_LIMIT: a square on
   the way could have more than twice RC_NUMBER_MAX_BITS bits, or all together
   RC_NUMBER_MAX_WORK (expression.h); RC_NOMEM. square and *sign are unchanged
   unless RC_OK. */
rc_status rc_number_square(fmpq_t square, int *sign,
                           const rc_number_t x) RC_MUST_CHECK;

/* The number in normal form (a rational as p or p/q, an expression fully
   parenthesised where needed), accepted by rc_number_set_text and giving the
   same value. Owned by the caller, freed with free(). NULL: out of memory. */
char *rc_number_get_text(const rc_number_t x);

/* A matrix of exact numbers, row-major. */
typedef struct {
    slong rows, cols;
    rc_number_struct *entries; /* rows * cols of them; NULL when empty */
} rc_matrix_struct;

typedef rc_matrix_struct rc_matrix_t[1];

#define RC_MATRIX_MAX_DIM 4096 /* larger ones are refused by the readers */

void rc_matrix_init_empty(rc_matrix_t m); /* 0 x 0 */
void rc_matrix_clear(rc_matrix_t m);

/* Makes m a rows x cols zero matrix, releasing what it held.
   RC_OK; RC_LIMIT when a size is negative or over RC_MATRIX_MAX_DIM (m is then
   unchanged); RC_NOMEM. */
rc_status rc_matrix_resize(rc_matrix_t m, slong rows, slong cols) RC_MUST_CHECK;

/* a = b; they may be the same object. RC_OK or RC_NOMEM. */
rc_status rc_matrix_set(rc_matrix_t a, const rc_matrix_t b) RC_MUST_CHECK;

/* The entry in row i, column j, counted from 0; owned by m. */
rc_number_struct *rc_matrix_entry(const rc_matrix_t m, slong i, slong j);

/* Builders of the case format; each replaces m. RC_OK, RC_LIMIT, RC_NOMEM.
   diagonal: entries is a 1 x n matrix.
   bidiagonal: diagonal from first to last in dim equal steps (exactly
   first + k (last - first) / (dim - 1); last is ignored when dim is 1),
   superdiagonal constant.
   block: block diagonal of count matrices, in order; m is not among them. */
rc_status rc_matrix_set_identity(rc_matrix_t m, slong dim) RC_MUST_CHECK;
rc_status rc_matrix_set_diagonal(rc_matrix_t m,
                                 const rc_matrix_t entries) RC_MUST_CHECK;
rc_status rc_matrix_set_bidiagonal(rc_matrix_t m, slong dim,
                                   const rc_number_t first,
                                   const rc_number_t last,
                                   const rc_number_t super) RC_MUST_CHECK;
rc_status rc_matrix_set_block(rc_matrix_t m, const rc_matrix_struct *blocks,
                              size_t count) RC_MUST_CHECK;

/* The Cayley transform (I - K)(I + K)^-1 of a skew-symmetric rational matrix K,
   exactly: orthogonal. m may be K. RC_OK; RC_DOMAIN when K is not square, not
   rational or not skew-symmetric; RC_LIMIT when the result could have more than
   RC_CAYLEY_MAX_BITS bits; RC_NOMEM. m is unchanged unless RC_OK. */
#define RC_CAYLEY_MAX_BITS ((size_t)1 << 27)
rc_status rc_matrix_set_cayley(rc_matrix_t m,
                               const rc_matrix_t K) RC_MUST_CHECK;

/* Entry k, counted in rows, is range (2 (z >> 11) 2^-53 - 1), z being output
   number first + k of SplitMix64 whose initial state is seed (its outputs count
   from 0). RC_OK, RC_LIMIT (a size, as rc_matrix_resize), RC_NOMEM. */
rc_status rc_matrix_set_random(rc_matrix_t m, slong rows, slong cols,
                               uint64_t seed, uint64_t first,
                               const fmpq_t range) RC_MUST_CHECK;

/* 1 when every entry is held as a rational. */
int rc_matrix_is_rational(const rc_matrix_t m);

/* q = m exactly; q has m's shape and m is rational. */
void rc_matrix_get_fmpq_mat(fmpq_mat_t q, const rc_matrix_t m);

/* a = an enclosure of m computed with prec bits; a has m's shape. Entries may
   be non-finite as with rc_number_get_arb. */
void rc_matrix_get_arb_mat(arb_mat_t a, const rc_matrix_t m, slong prec);

/* Decimal strings for reports, rounded outward: the text of lower is <= every
   point of x and that of upper >= every point. digits significant digits
   (1..1000), written plainly or with an exponent ("1.25e-30"); "-inf", "inf"
   and "nan" for what is not finite. Owned by the caller; NULL: no memory. */
char *rc_decimal_lower(const arb_t x, slong digits);
char *rc_decimal_upper(const arb_t x, slong digits);

#ifdef __cplusplus
}
#endif

#endif
