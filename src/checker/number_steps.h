/* Numbers as lists of steps, and the folding rules. Private to the files
   number*.c. */

#ifndef RANKCERT_CHECKER_NUMBER_STEPS_H
#define RANKCERT_CHECKER_NUMBER_STEPS_H

#include "number.h"

#define CK_MAX_STEPS 4096        /* of an expression */
#define CK_MAX_NESTING 200       /* of parentheses */
#define CK_RATIONAL_BITS 1048576 /* of a numerator or denominator */

typedef enum {
    CK_STEP_RATIONAL,
    CK_STEP_PI,
    CK_STEP_NEGATE, /* one operand, as all up to POWER */
    CK_STEP_SQRT,
    CK_STEP_EXP,
    CK_STEP_LOG,
    CK_STEP_SIN,
    CK_STEP_COS,
    CK_STEP_ATAN,
    CK_STEP_POWER,
    CK_STEP_ADD, /* two operands, as all that follow */
    CK_STEP_SUBTRACT,
    CK_STEP_MULTIPLY,
    CK_STEP_DIVIDE
} ck_step_kind;

typedef struct {
    ck_step_kind kind;
    long exponent;  /* POWER */
    mpq_t rational; /* RATIONAL; initialised always */
} ck_step;

struct ck_expression {
    size_t count;
    ck_step *steps; /* postfix: operands before their operation */
};

/* Operations in normal form: x becomes the result (y is used up for binary
   ones and stays to be cleared). 1, or 0 with *why. */
int ck_fold_pi(ck_number *x);
int ck_fold_unary(ck_number *x, ck_step_kind kind,
                  const char **why) CK_MUST_CHECK;
int ck_fold_power(ck_number *x, const ck_number *exponent,
                  const ck_limits *limits, const char **why) CK_MUST_CHECK;
int ck_fold_binary(ck_number *x, ck_number *y, ck_step_kind kind,
                   const char **why) CK_MUST_CHECK;

void ck_number_swap(ck_number *x, ck_number *y);
void ck_number_become(ck_number *x, long n); /* x = the rational n */

/* Reads a literal at the beginning of text: decimal or hexadecimal. The bytes
   used, or 0 with *why. */
size_t ck_literal(mpq_t x, const char *text, size_t length,
                  const char **why) CK_MUST_CHECK;

#endif
