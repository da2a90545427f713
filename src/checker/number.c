#include <string.h>

#include "number_steps.h"

void
ck_number_init(ck_number *x)
{
    mpq_init(x->rational);
    x->expression = NULL;
}

static void
free_expression(ck_expression *e)
{
    if (e == NULL)
        return;
    for (size_t k = 0; k < e->count; k++)
        mpq_clear(e->steps[k].rational);
    ck_release(e->steps);
    ck_release(e);
}

void
ck_number_clear(ck_number *x)
{
    mpq_clear(x->rational);
    free_expression(x->expression);
}

void
ck_number_swap(ck_number *x, ck_number *y)
{
    const ck_number kept = *x;

    *x = *y;
    *y = kept;
}

void
ck_number_become(ck_number *x, long n)
{
    free_expression(x->expression);
    x->expression = NULL;
    mpq_set_si(x->rational, n, 1);
}

int
ck_number_is_rational(const ck_number *x)
{
    return x->expression == NULL;
}

int
ck_number_is_zero(const ck_number *x)
{
    return x->expression == NULL && mpq_sgn(x->rational) == 0;
}

int
ck_number_equal(const ck_number *x, const ck_number *y)
{
    const ck_expression *p = x->expression, *q = y->expression;

    if (p == NULL || q == NULL)
        return p == q && mpq_equal(x->rational, y->rational) != 0;
    if (p->count != q->count)
        return 0;
    for (size_t k = 0; k < p->count; k++)
        if (p->steps[k].kind != q->steps[k].kind ||
            p->steps[k].exponent != q->steps[k].exponent ||
            !mpq_equal(p->steps[k].rational, q->steps[k].rational))
            return 0;
    return 1;
}

/* ---- Enclosing ---- */

static int
is_bounded(mpfi_srcptr x)
{
    /* no test can see this: what is no number is not bounded */
    return mpfi_bounded_p(x) != 0 && mpfi_nan_p(x) == 0;
}

/* y = one operand's step; 0 where it is not defined on all of y. */
static int
apply_unary(mpfi_ptr y, const ck_step *step)
{
    switch (step->kind) {
    case CK_STEP_NEGATE:
        mpfi_neg(y, y);
        return 1;
    case CK_STEP_SQRT:
        /* no test can see this: its root is no number */
        if (!mpfi_is_nonneg(y))
            return 0;
        mpfi_sqrt(y, y);
        return 1;
    case CK_STEP_EXP:
        mpfi_exp(y, y);
        return 1;
    case CK_STEP_LOG:
        /* no test can see this: its logarithm is not bounded */
        if (!mpfi_is_strictly_pos(y))
            return 0;
        mpfi_log(y, y);
        return 1;
    case CK_STEP_SIN:
        mpfi_sin(y, y);
        return 1;
    case CK_STEP_COS:
        mpfi_cos(y, y);
        return 1;
    default:
        mpfi_atan(y, y);
        return 1;
    }
}

/* y = y^e by squaring. An interval is multiplied by itself as such, which is
   wider than the power and never narrower. */
static int
apply_power(mpfi_ptr y, long e)
{
    /* no test can see this: 0 is its own negative */
    unsigned long left = e < 0 ? -(unsigned long)e : (unsigned long)e;
    mpfi_t base;

    mpfi_init2(base, mpfi_get_prec(y));
    mpfi_set(base, y);
    mpfi_set_ui(y, 1);
    for (; left > 0; left >>= 1) {
        if (left & 1)
            mpfi_mul(y, y, base);
        if (left > 1) /* no test can see this: it saves work */
            mpfi_sqr(base, base);
    }
    mpfi_clear(base);
    if (e >= 0) /* no test can see this: 1/1 is 1 */
        return 1;
    if (mpfi_has_zero(y)) /* no test can see this: its inverse is not bounded */
        return 0;
    mpfi_ui_div(y, 1, y);
    return 1;
}

static int
apply_binary(mpfi_ptr x, mpfi_srcptr y, ck_step_kind kind)
{
    /* no test can see this: the quotient is not bounded then */
    if (kind == CK_STEP_DIVIDE && mpfi_has_zero(y))
        return 0;
    if (kind == CK_STEP_ADD)
        mpfi_add(x, x, y);
    else if (kind == CK_STEP_SUBTRACT)
        mpfi_sub(x, x, y);
    else if (kind == CK_STEP_MULTIPLY)
        mpfi_mul(x, x, y);
    else
        mpfi_div(x, x, y);
    return 1;
}

/* Applies one step to the stack of `*used` operands. */
static int
apply(mpfi_t *stack, size_t *used, const ck_step *step)
{
    int good = 1;

    if (step->kind == CK_STEP_RATIONAL) {
        mpfi_set_q(stack[(*used)++], step->rational);
    } else if (step->kind == CK_STEP_PI) {
        mpfi_const_pi(stack[(*used)++]);
    } else if (step->kind == CK_STEP_POWER) {
        good = apply_power(stack[*used - 1], step->exponent);
        /* no test can see this: powers are above */
    } else if (step->kind < CK_STEP_POWER) {
        good = apply_unary(stack[*used - 1], step);
    } else {
        --*used;
        good = apply_binary(stack[*used - 1], stack[*used], step->kind);
    }
    return good && is_bounded(stack[*used - 1]);
}

int
ck_number_enclose(mpfi_t y, const ck_number *x)
{
    const ck_expression *e = x->expression;
    size_t used = 0;
    mpfi_t *stack;
    int good = 1;

    if (e == NULL) {
        mpfi_set_q(y, x->rational);
        return is_bounded(y);
    }
    stack = ck_allocate(e->count, sizeof *stack);
    for (size_t k = 0; k < e->count; k++)
        mpfi_init2(stack[k], mpfi_get_prec(y));
    for (size_t k = 0; good && k < e->count; k++)
        good = apply(stack, &used, &e->steps[k]);
    if (good) /* no test can see this: after a failure y is not used */
        mpfi_set(y, stack[0]);
    for (size_t k = 0; k < e->count; k++)
        mpfi_clear(stack[k]);
    ck_release(stack);
    return good && is_bounded(y); /* no test can see this: see apply */
}
