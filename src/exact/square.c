/* Numbers that are a rational times a square root: their squares, exactly.

   The steps of the expression are followed with a stack, as when it is
   enclosed; an operand whose square is not known to be rational stays on it as
   unknown and makes unknown what is made of it. No operand is zero: that would
   have been folded. */

#include <stdlib.h>

#include "exact/expression.h"

#define MOST_BITS (2 * RC_NUMBER_MAX_BITS) /* of a square */

/* sign(x) and x^2. */
typedef struct {
    int known, sign;
    fmpq_t square;
} operand;

typedef struct {
    operand *operands;
    slong count, top; /* operands[top] is the last one, -1: none */
    size_t work;      /* bits made so far */
} stack;

static rc_status
stack_init(stack *s, slong height)
{
    *s = (stack){.top = -1};
    s->operands = calloc((size_t)height, sizeof *s->operands);
    if (s->operands == NULL)
        return RC_NOMEM;
    s->count = height;
    for (slong k = 0; k < height; k++)
        fmpq_init(s->operands[k].square);
    return RC_OK;
}

static void
stack_clear(stack *s)
{
    for (slong k = 0; k < s->count; k++)
        fmpq_clear(s->operands[k].square);
    free(s->operands);
}

static void
push_rational(operand *x, const fmpq_t q)
{
    x->known = 1;
    x->sign = fmpq_sgn(q);
    fmpq_mul(x->square, q, q);
}

/* sqrt(x)^2 = x, which is rational when x^2 is the square of a rational. */
static void
take_root(operand *x)
{
    x->known = x->known && fmpz_is_square(fmpq_numref(x->square)) &&
               fmpz_is_square(fmpq_denref(x->square));
    if (x->known) {
        fmpz_sqrt(fmpq_numref(x->square), fmpq_numref(x->square));
        fmpz_sqrt(fmpq_denref(x->square), fmpq_denref(x->square));
    }
}

/* Whether `bits` more bits may be made. */
static int
afford(stack *s, size_t bits)
{
    s->work += bits;
    return bits <= MOST_BITS && s->work <= RC_NUMBER_MAX_WORK;
}

static rc_status
take_power(stack *s, operand *x, slong exponent)
{
    const size_t times = (size_t)(exponent < 0 ? -exponent : exponent);

    if (!x->known)
        return RC_OK;
    if (!afford(s, times * fmpq_height_bits(x->square)))
        return RC_LIMIT;
    fmpq_pow_si(x->square, x->square, exponent);
    if (exponent % 2 == 0)
        x->sign = 1;
    return RC_OK;
}

static rc_status
combine(stack *s, operand *x, const operand *y, rc_step_kind kind)
{
    x->known = x->known && y->known;
    if (!x->known)
        return RC_OK;
    if (!afford(s, fmpq_height_bits(x->square) + fmpq_height_bits(y->square)))
        return RC_LIMIT;
    x->sign *= y->sign;
    if (kind == RC_STEP_MULTIPLY)
        fmpq_mul(x->square, x->square, y->square);
    else
        fmpq_div(x->square, x->square, y->square);
    return RC_OK;
}

static rc_status
take_step(stack *s, const rc_step *step)
{
    switch (step->kind) {
    case RC_STEP_RATIONAL:
        push_rational(s->operands + ++s->top, step->rational);
        return RC_OK;
    case RC_STEP_PI:
        s->operands[++s->top].known = 0;
        return RC_OK;
    case RC_STEP_NEGATE:
        s->operands[s->top].sign = -s->operands[s->top].sign;
        return RC_OK;
    case RC_STEP_SQRT:
        take_root(s->operands + s->top);
        return RC_OK;
    case RC_STEP_POWER:
        return take_power(s, s->operands + s->top, step->exponent);
    case RC_STEP_MULTIPLY:
    case RC_STEP_DIVIDE:
        s->top--;
        return combine(s, s->operands + s->top, s->operands + s->top + 1,
                       step->kind);
    default:
        if (step->kind > RC_STEP_POWER)
            s->top--;
        s->operands[s->top].known = 0;
        return RC_OK;
    }
}

static rc_status
follow(fmpq_t square, int *sign, stack *s, const rc_expr *expr)
{
    for (size_t k = 0; k < expr->count; k++) {
        const rc_status status = take_step(s, expr->steps + k);

        if (status != RC_OK)
            return status;
    }
    if (!s->operands[0].known)
        return RC_DOMAIN;
    fmpq_swap(square, s->operands[0].square);
    *sign = s->operands[0].sign;
    return RC_OK;
}

rc_status
rc_number_square(fmpq_t square, int *sign, const rc_number_t x)
{
    stack s;
    rc_status status;

    if (x->expr == NULL) {
        *sign = fmpq_sgn(x->rational);
        fmpq_set(square, x->rational);
        fmpq_mul(square, square, square);
        return RC_OK;
    }
    status = stack_init(&s, x->expr->height);
    if (status == RC_OK)
        status = follow(square, sign, &s, x->expr);
    stack_clear(&s);
    return status;
}
