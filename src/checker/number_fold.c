/* The folding rules of the normal form (proofs/certificate-format.md). */

#include <string.h>

#include "number_steps.h"

/* Whether an expression is certainly not zero is asked with so many bits. */
#define ZERO_BITS 4096

static size_t
step_count(const ck_number *x)
{
    return x->expression == NULL ? 1 : x->expression->count;
}

/* Copies x's steps to `to`, which are initialised by this. */
static size_t
copy_steps(ck_step *to, const ck_number *x)
{
    const ck_expression *e = x->expression;
    const size_t count = step_count(x);

    for (size_t k = 0; k < count; k++) {
        mpq_init(to[k].rational);
        to[k].kind = e == NULL ? CK_STEP_RATIONAL : e->steps[k].kind;
        to[k].exponent = e == NULL ? 0 : e->steps[k].exponent;
        mpq_set(to[k].rational, e == NULL ? x->rational : e->steps[k].rational);
    }
    return count;
}

/* x = the steps of x, of y (may be NULL), and one more operation. */
static int
append(ck_number *x, const ck_number *y, ck_step_kind kind, long exponent,
       const char **why)
{
    const size_t count = step_count(x) + (y != NULL ? step_count(y) : 0) + 1;
    ck_expression *e;
    ck_number made;
    size_t used;

    if (count > CK_MAX_STEPS) {
        *why = "too many operations";
        return 0;
    }
    e = ck_allocate(1, sizeof *e);
    e->count = count;
    e->steps = ck_allocate(count, sizeof *e->steps);
    used = copy_steps(e->steps, x);
    if (y != NULL)
        used += copy_steps(e->steps + used, y);
    mpq_init(e->steps[used].rational);
    e->steps[used].kind = kind;
    e->steps[used].exponent = exponent;
    ck_number_init(&made);
    made.expression = e;
    ck_number_swap(x, &made);
    ck_number_clear(&made);
    return 1;
}

int
ck_fold_pi(ck_number *x)
{
    ck_number pi;

    /* one step alone: built by hand, as there is no operand */
    ck_number_init(&pi);
    pi.expression = ck_allocate(1, sizeof *pi.expression);
    pi.expression->count = 1;
    pi.expression->steps = ck_allocate(1, sizeof *pi.expression->steps);
    mpq_init(pi.expression->steps[0].rational);
    pi.expression->steps[0].kind = CK_STEP_PI;
    ck_number_swap(x, &pi);
    ck_number_clear(&pi);
    return 1;
}

static int
within_bits(const mpq_t x, const char **why)
{
    if (mpz_sizeinbase(mpq_numref(x), 2) > CK_RATIONAL_BITS ||
        mpz_sizeinbase(mpq_denref(x), 2) > CK_RATIONAL_BITS) {
        *why = "a number of more than 1048576 bits";
        return 0;
    }
    return 1;
}

/* *folded = 1 when kind(x) is trivially rational; 0 is returned where it is
   not defined. */
static int
fold_rational(mpq_t x, ck_step_kind kind, int *folded, const char **why)
{
    const int sign = mpq_sgn(x);

    *folded = 0;
    if (kind == CK_STEP_NEGATE) {
        mpq_neg(x, x);
        *folded = 1;
    } else if (kind == CK_STEP_SQRT) {
        if (sign < 0) {
            *why = "the root of a negative number";
            return 0;
        }
        *folded = mpz_perfect_square_p(mpq_numref(x)) != 0 &&
                  mpz_perfect_square_p(mpq_denref(x)) != 0;
        if (*folded) {
            mpz_sqrt(mpq_numref(x), mpq_numref(x));
            mpz_sqrt(mpq_denref(x), mpq_denref(x));
        }
    } else if (kind == CK_STEP_LOG) {
        if (sign <= 0) {
            *why = "the logarithm of a number that is not positive";
            return 0;
        }
        *folded = mpq_cmp_ui(x, 1, 1) == 0;
        if (*folded)
            mpq_set_ui(x, 0, 1);
    } else {
        *folded = sign == 0;
        if (*folded && (kind == CK_STEP_EXP || kind == CK_STEP_COS))
            mpq_set_ui(x, 1, 1);
    }
    return 1;
}

int
ck_fold_unary(ck_number *x, ck_step_kind kind, const char **why)
{
    ck_expression *e = x->expression;
    int folded;

    if (e == NULL) {
        if (!fold_rational(x->rational, kind, &folded, why))
            return 0;
        if (folded)
            return 1;
    } else if (kind == CK_STEP_NEGATE &&
               e->steps[e->count - 1].kind == CK_STEP_NEGATE) {
        mpq_clear(e->steps[--e->count].rational);
        return 1;
    }
    return append(x, NULL, kind, 0, why);
}

static int
power_of_rational(mpq_t x, long e, const char **why)
{
    /* no test can see this: 0 is its own negative */
    const unsigned long size = e < 0 ? -(unsigned long)e : (unsigned long)e;
    const size_t num = mpz_sizeinbase(mpq_numref(x), 2);
    const size_t den = mpz_sizeinbase(mpq_denref(x), 2);
    /* no test can see this: equal ones are the same */
    const size_t bits = num > den ? num : den;

    if (mpq_sgn(x) == 0 && e < 0) {
        *why = "division by zero";
        return 0;
    }
    /* no test can see this: what is too long is found below, if late */
    if (bits > 1 && size > CK_RATIONAL_BITS / (bits - 1)) {
        *why = "a number of more than 1048576 bits";
        return 0;
    }
    mpz_pow_ui(mpq_numref(x), mpq_numref(x), size);
    mpz_pow_ui(mpq_denref(x), mpq_denref(x), size);
    if (e < 0) /* no test can see this: 1 is its own inverse */
        mpq_inv(x, x);
    return within_bits(x, why);
}

int
ck_fold_power(ck_number *x, const ck_number *exponent, const ck_limits *limits,
              const char **why)
{
    long e, most = limits->max_exponent < CK_RATIONAL_BITS
                       ? limits->max_exponent
                       : CK_RATIONAL_BITS;

    if (exponent->expression != NULL ||
        mpz_cmp_ui(mpq_denref(exponent->rational), 1) != 0) {
        *why = "an exponent that is not an integer";
        return 0;
    }
    if (mpz_cmpabs_ui(mpq_numref(exponent->rational), (unsigned long)most) >
        0) {
        *why = "an exponent beyond the limit";
        return 0;
    }
    e = mpz_get_si(mpq_numref(exponent->rational));
    if (x->expression == NULL)
        return power_of_rational(x->rational, e, why);
    if (e == 0)
        ck_number_become(x, 1);
    if (e == 0 || e == 1)
        return 1;
    return append(x, NULL, CK_STEP_POWER, e, why);
}

static int
binary_of_rationals(mpq_t x, const mpq_t y, ck_step_kind kind, const char **why)
{
    if (kind == CK_STEP_DIVIDE && mpq_sgn(y) == 0) {
        *why = "division by zero";
        return 0;
    }
    if (kind == CK_STEP_ADD)
        mpq_add(x, x, y);
    else if (kind == CK_STEP_SUBTRACT)
        mpq_sub(x, x, y);
    else if (kind == CK_STEP_MULTIPLY)
        mpq_mul(x, x, y);
    else
        mpq_div(x, x, y);
    return within_bits(x, why);
}

static int
is_certainly_nonzero(const ck_number *x)
{
    mpfi_t value;
    int nonzero;

    mpfi_init2(value, ZERO_BITS);
    nonzero = ck_number_enclose(value, x) && !mpfi_has_zero(value);
    mpfi_clear(value);
    return nonzero;
}

/* x op q for an expression x and a rational q that leaves no trace: 1 with
 *done, 1 without it when a step is needed, 0 with *why. */
static int
simplify_right(ck_number *x, const mpq_t q, ck_step_kind kind, int *done,
               const char **why)
{
    const int scales = kind >= CK_STEP_MULTIPLY, zero = mpq_sgn(q) == 0;

    *done = scales ? mpq_cmp_ui(q, 1, 1) == 0 : zero;
    if (scales && zero) {
        if (kind == CK_STEP_DIVIDE) {
            *why = "division by zero";
            return 0;
        }
        ck_number_become(x, 0);
        *done = 1;
    }
    return 1;
}

/* q op y for a rational q = x and an expression y, likewise. */
static int
simplify_left(ck_number *x, ck_number *y, ck_step_kind kind, int *done,
              const char **why)
{
    const int zero = mpq_sgn(x->rational) == 0;

    *done = 1;
    if (zero && kind == CK_STEP_DIVIDE && !is_certainly_nonzero(y)) {
        *why = "division by what may be zero";
        return 0;
    }
    if (zero && kind >= CK_STEP_MULTIPLY)
        return 1;
    if (zero ||
        (kind == CK_STEP_MULTIPLY && mpq_cmp_ui(x->rational, 1, 1) == 0)) {
        ck_number_swap(x, y);
        if (kind == CK_STEP_SUBTRACT)
            return ck_fold_unary(x, CK_STEP_NEGATE, why);
        return 1;
    }
    *done = 0;
    return 1;
}

int
ck_fold_binary(ck_number *x, ck_number *y, ck_step_kind kind, const char **why)
{
    int done = 0;

    if (x->expression == NULL && y->expression == NULL)
        return binary_of_rationals(x->rational, y->rational, kind, why);
    if (y->expression == NULL &&
        !simplify_right(x, y->rational, kind, &done, why))
        return 0;
    if (x->expression == NULL && y->expression != NULL &&
        !simplify_left(x, y, kind, &done, why))
        return 0;
    return done || append(x, y, kind, 0, why);
}
