/* Enclosing the values of expressions in balls.

   Every operation tests its argument before it computes: outside the domain,
   beyond the caps or not finite, the answer is a fault and the ball is
   indeterminate, which contains everything. */

#include "exact/expression.h"

/* Values from 2^RC_NUMBER_MAX_BITS on, and certainly nonzero ones down from its
   inverse, are refused: so every operation meets exponents of sane size. */
static rc_fault
check_value(const arb_t z)
{
    rc_fault fault = RC_FAULT_NONE;
    mag_t bound;

    if (!arb_is_finite(z))
        return RC_FAULT_NOT_FINITE;
    mag_init(bound);
    arb_get_mag(bound, z);
    if (mag_cmp_2exp_si(bound, RC_NUMBER_MAX_BITS) >= 0)
        fault = RC_FAULT_TOO_LARGE;
    arb_get_mag_lower(bound, z);
    if (!mag_is_zero(bound) && mag_cmp_2exp_si(bound, -RC_NUMBER_MAX_BITS) <= 0)
        fault = RC_FAULT_TOO_SMALL;
    mag_clear(bound);
    return fault;
}

static rc_fault
finish(arb_t z, rc_fault fault)
{
    if (fault == RC_FAULT_NONE)
        fault = check_value(z);
    if (fault != RC_FAULT_NONE)
        arb_indeterminate(z);
    return fault;
}

/* Is |x| < 2^bits certain? */
static int
is_within(const arb_t x, slong bits)
{
    int within;
    mag_t bound;

    mag_init(bound);
    arb_get_mag(bound, x);
    within = mag_cmp_2exp_si(bound, bits) < 0;
    mag_clear(bound);
    return within;
}

static rc_fault
check_argument(rc_step_kind kind, const arb_t x)
{
    if (!arb_is_finite(x))
        return RC_FAULT_NOT_FINITE;
    switch (kind) {
    case RC_STEP_SQRT:
        if (arb_is_negative(x))
            return RC_FAULT_NEGATIVE_ROOT;
        return arb_is_positive(x) ? RC_FAULT_NONE : RC_FAULT_NOT_FINITE;
    case RC_STEP_LOG:
        if (arb_is_nonpositive(x))
            return RC_FAULT_LOG_DOMAIN;
        return arb_is_positive(x) ? RC_FAULT_NONE : RC_FAULT_NOT_FINITE;
    case RC_STEP_EXP:
        return is_within(x, RC_NUMBER_MAX_EXP_BITS) ? RC_FAULT_NONE
                                                    : RC_FAULT_EXP_ARGUMENT;
    case RC_STEP_SIN:
    case RC_STEP_COS:
        return is_within(x, RC_NUMBER_MAX_PERIODIC_BITS)
                   ? RC_FAULT_NONE
                   : RC_FAULT_PERIODIC_ARGUMENT;
    default:
        return RC_FAULT_NONE;
    }
}

rc_fault
rc_enclose_unary(arb_t z, rc_step_kind kind, const arb_t x, slong prec)
{
    rc_fault fault = check_argument(kind, x);

    if (fault != RC_FAULT_NONE)
        return finish(z, fault);
    switch (kind) {
    case RC_STEP_NEGATE:
        arb_neg(z, x);
        break;
    case RC_STEP_SQRT:
        arb_sqrt(z, x, prec);
        break;
    case RC_STEP_EXP:
        arb_exp(z, x, prec);
        break;
    case RC_STEP_LOG:
        arb_log(z, x, prec);
        break;
    case RC_STEP_SIN:
        arb_sin(z, x, prec);
        break;
    case RC_STEP_COS:
        arb_cos(z, x, prec);
        break;
    case RC_STEP_ATAN:
        arb_atan(z, x, prec);
        break;
    default: /* no function: know nothing */
        arb_indeterminate(z);
    }
    return finish(z, RC_FAULT_NONE);
}

rc_fault
rc_enclose_power(arb_t z, const arb_t x, slong exponent, slong prec)
{
    fmpz_t e;

    if (!arb_is_finite(x) || (exponent < 0 && arb_contains_zero(x)))
        return finish(z, RC_FAULT_NOT_FINITE);
    fmpz_init_set_si(e, exponent);
    arb_pow_fmpz(z, x, e, prec);
    fmpz_clear(e);
    return finish(z, RC_FAULT_NONE);
}

rc_fault
rc_enclose_binary(arb_t z, rc_step_kind kind, const arb_t x, const arb_t y,
                  slong prec)
{
    if (!arb_is_finite(x) || !arb_is_finite(y))
        return finish(z, RC_FAULT_NOT_FINITE);
    switch (kind) {
    case RC_STEP_ADD:
        arb_add(z, x, y, prec);
        break;
    case RC_STEP_SUBTRACT:
        arb_sub(z, x, y, prec);
        break;
    case RC_STEP_MULTIPLY:
        arb_mul(z, x, y, prec);
        break;
    case RC_STEP_DIVIDE:
        if (arb_contains_zero(y))
            return finish(z, RC_FAULT_NOT_FINITE);
        arb_div(z, x, y, prec);
        break;
    default:
        arb_indeterminate(z);
    }
    return finish(z, RC_FAULT_NONE);
}

/* Runs the steps. A fault leaves an indeterminate ball, which every later
   step turns into another one: the answer then encloses all the same. */
static void
evaluate(arb_t y, const rc_expr *expr, slong prec)
{
    arb_ptr stack = _arb_vec_init(expr->height);
    slong top = -1;
    size_t k;

    for (k = 0; k < expr->count; k++) {
        const rc_step *step = &expr->steps[k];

        if (step->kind == RC_STEP_RATIONAL) {
            arb_set_fmpq(stack + ++top, step->rational, prec);
        } else if (step->kind == RC_STEP_PI) {
            arb_const_pi(stack + ++top, prec);
        } else if (step->kind == RC_STEP_POWER) {
            rc_enclose_power(stack + top, stack + top, step->exponent, prec);
        } else if (step->kind < RC_STEP_POWER) {
            rc_enclose_unary(stack + top, step->kind, stack + top, prec);
        } else {
            top--;
            rc_enclose_binary(stack + top, step->kind, stack + top,
                              stack + top + 1, prec);
        }
    }
    arb_swap(y, stack);
    _arb_vec_clear(stack, expr->height);
}

void
rc_number_get_arb(arb_t y, const rc_number_t x, slong prec)
{
    if (x->expr == NULL) {
        arb_set_fmpq(y, x->rational, prec);
        return;
    }
    evaluate(y, x->expr, prec);
    /* Balls do not shrink strictly with the precision. The reader proved this
       expression finite at one precision: what is promised for all above it
       is kept by falling back on that one. */
    if (prec > RC_NUMBER_DOMAIN_BITS && !arb_is_finite(y))
        evaluate(y, x->expr, RC_NUMBER_DOMAIN_BITS);
}
