/* Expressions: exact numbers that are not held as one rational.

   An expression is a list of steps for a stack machine, in the order in which
   a reader of the text meets them: operands first, then the operation. There
   is nothing to recurse over, so a sum of thousands of terms is as safe to
   evaluate, print and free as one of two. */

#ifndef RANKCERT_EXACT_EXPRESSION_H
#define RANKCERT_EXACT_EXPRESSION_H

#include <rankcert/exact.h>

/* The caps. They bound the time and the memory that any text can ask for;
   whatever is written in normal form stays within those on texts. */
#define RC_NUMBER_MAX_LENGTH 1048576  /* bytes of a text */
#define RC_NUMBER_MAX_NESTING 200     /* of parentheses */
#define RC_NUMBER_MAX_BITS 1048576    /* numerator, denominator, |log2 |x|| */
#define RC_NUMBER_MAX_WORK 33554432   /* bits through exact arithmetic */
#define RC_NUMBER_MAX_STEPS 4096      /* operations that do not fold */
#define RC_NUMBER_MAX_EXPONENT 100000 /* written in a literal: 1e100000 */
#define RC_NUMBER_MAX_POWER 1048576   /* on the right of ^ */
#define RC_NUMBER_MAX_EXP_BITS 20     /* log2 of the argument of exp */
#define RC_NUMBER_MAX_PERIODIC_BITS 4096 /* the same for sin and cos */

/* A cap as part of a string literal. */
#define RC_CAP_TEXT(cap) RC_CAP_TEXT_(cap)
#define RC_CAP_TEXT_(cap) #cap

typedef enum {
    RC_STEP_RATIONAL,
    RC_STEP_PI,
    RC_STEP_NEGATE, /* takes one operand, like all up to POWER */
    RC_STEP_SQRT,
    RC_STEP_EXP,
    RC_STEP_LOG,
    RC_STEP_SIN,
    RC_STEP_COS,
    RC_STEP_ATAN,
    RC_STEP_POWER,
    RC_STEP_ADD, /* takes two, like all that follow */
    RC_STEP_SUBTRACT,
    RC_STEP_MULTIPLY,
    RC_STEP_DIVIDE
} rc_step_kind;

typedef struct {
    rc_step_kind kind;
    slong exponent;  /* POWER */
    fmpq_t rational; /* RATIONAL; otherwise not even initialised */
} rc_step;

struct rc_expr {
    rc_step *steps;
    size_t count;
    slong height; /* the most operands that wait at a time */
};

/* A deep copy. NULL: out of memory. */
rc_expr *rc_expr_copy(const rc_expr *expr);
void rc_expr_free(rc_expr *expr); /* NULL is fine */

/* Why an operation has no value here. */
typedef enum {
    RC_FAULT_NONE = 0,
    RC_FAULT_ZERO_DIVISOR,
    RC_FAULT_NEGATIVE_ROOT,
    RC_FAULT_LOG_DOMAIN,
    RC_FAULT_NOT_FINITE,
    RC_FAULT_EXP_ARGUMENT,
    RC_FAULT_PERIODIC_ARGUMENT,
    RC_FAULT_TOO_LARGE,
    RC_FAULT_TOO_SMALL,
    RC_FAULT_POWER_NOT_INTEGER,
    RC_FAULT_POWER_TOO_LARGE,
    RC_FAULT_BITS,
    RC_FAULT_WORK,
    RC_FAULT_STEPS,
    RC_FAULT_LENGTH,
    RC_FAULT_NESTING,
    RC_FAULT_NOMEM
} rc_fault;

/* The fault in words, with the cap that was hit; static. */
const char *rc_fault_text(rc_fault fault);

/* ---- Enclosing (evaluate.c) ---- */

/* z = an enclosure of one step applied to x, or to x and y, with prec bits. On
   a fault z is indeterminate. z may be x or y. */
rc_fault rc_enclose_unary(arb_t z, rc_step_kind kind, const arb_t x,
                          slong prec);
rc_fault rc_enclose_power(arb_t z, const arb_t x, slong exponent, slong prec);
rc_fault rc_enclose_binary(arb_t z, rc_step_kind kind, const arb_t x,
                           const arb_t y, slong prec);

/* ---- Building (builder.c) ---- */

/* An operand that waits: steps start.. up to the next operand's. */
typedef struct {
    size_t start;
    arb_t value; /* at RC_NUMBER_DOMAIN_BITS; unused for a rational */
} rc_operand;

/* Steps are appended in order, rationals folded and every value checked as
   soon as it is formed. After a fault a builder may only be cleared. */
typedef struct {
    rc_step *steps;
    size_t count, allocated;
    rc_operand *operands;
    size_t waiting, operands_allocated;
    size_t unfolded; /* steps that are not rationals */
    size_t work;     /* bits through exact arithmetic so far */
} rc_builder;

void rc_builder_init(rc_builder *b);
void rc_builder_clear(rc_builder *b);

/* New operands. */
rc_fault rc_builder_push_rational(rc_builder *b, const fmpq_t q);
rc_fault rc_builder_push_pi(rc_builder *b);
rc_fault rc_builder_push_number(rc_builder *b, const rc_number_t x);

/* The last operand, or the last two, become one. power takes base and
   exponent. */
rc_fault rc_builder_unary(rc_builder *b, rc_step_kind kind);
rc_fault rc_builder_power(rc_builder *b);
rc_fault rc_builder_binary(rc_builder *b, rc_step_kind kind);

/* x = the one operand that is left; x is unchanged on a fault. */
rc_fault rc_builder_finish(rc_builder *b, rc_number_t x);

/* ---- Reading literals (literal.c) ---- */

/* Reads the decimal or hexadecimal literal that begins at text[0]: a digit or
   a point. RC_OK with *used bytes read; RC_INPUT with *error filled, its
   offset counted from text; RC_NOMEM. */
rc_status rc_literal_read(fmpq_t q, size_t *used, const char *text,
                          size_t length, rc_text_error *error) RC_MUST_CHECK;

#endif
