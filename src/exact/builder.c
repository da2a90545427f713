/* Building numbers step by step: rationals fold, everything else is enclosed
   as it is formed, and nothing is computed before its size is known to be
   within the caps. */

#include <stdlib.h>
#include <string.h>

#include "exact/expression.h"

const char *
rc_fault_text(rc_fault fault)
{
    switch (fault) {
    case RC_FAULT_NONE:
        return "no fault";
    case RC_FAULT_ZERO_DIVISOR:
        return "division by zero";
    case RC_FAULT_NEGATIVE_ROOT:
        return "square root of a negative number";
    case RC_FAULT_LOG_DOMAIN:
        return "logarithm of a number that is not positive";
    case RC_FAULT_NOT_FINITE:
        return "no finite enclosure at " RC_CAP_TEXT(
            RC_NUMBER_DOMAIN_BITS) " bits";
    case RC_FAULT_EXP_ARGUMENT:
        return "exp of 2^" RC_CAP_TEXT(
            RC_NUMBER_MAX_EXP_BITS) " or more in absolute value";
    case RC_FAULT_PERIODIC_ARGUMENT:
        return "sin or cos of 2^" RC_CAP_TEXT(
            RC_NUMBER_MAX_PERIODIC_BITS) " or more in absolute value";
    case RC_FAULT_TOO_LARGE:
        return "a value of 2^" RC_CAP_TEXT(
            RC_NUMBER_MAX_BITS) " or more in absolute value";
    case RC_FAULT_TOO_SMALL:
        return "a value of 2^-" RC_CAP_TEXT(
            RC_NUMBER_MAX_BITS) " or less in absolute value, and not zero";
    case RC_FAULT_POWER_NOT_INTEGER:
        return "the exponent of ^ must be an integer";
    case RC_FAULT_POWER_TOO_LARGE:
        return "an exponent of ^ over " RC_CAP_TEXT(
            RC_NUMBER_MAX_POWER) " in absolute value";
    case RC_FAULT_BITS:
        return "an exact value of more than " RC_CAP_TEXT(
            RC_NUMBER_MAX_BITS) " bits";
    case RC_FAULT_WORK:
        return "exact arithmetic on more than " RC_CAP_TEXT(
            RC_NUMBER_MAX_WORK) " bits in all";
    case RC_FAULT_STEPS:
        return "more than " RC_CAP_TEXT(
            RC_NUMBER_MAX_STEPS) " operations on irrational numbers";
    case RC_FAULT_LENGTH:
        return "more than " RC_CAP_TEXT(
            RC_NUMBER_MAX_LENGTH) " bytes in normal form";
    case RC_FAULT_NESTING:
        return "more than " RC_CAP_TEXT(
            RC_NUMBER_MAX_NESTING) " nested parentheses";
    case RC_FAULT_NOMEM:
        break;
    }
    return "out of memory";
}

void
rc_builder_init(rc_builder *b)
{
    memset(b, 0, sizeof *b);
}

/* Forgets the steps from place `start` on. */
static void
cut_steps(rc_builder *b, size_t start)
{
    while (b->count > start) {
        rc_step *step = &b->steps[--b->count];

        if (step->kind == RC_STEP_RATIONAL)
            fmpq_clear(step->rational);
        else
            b->unfolded--;
    }
}

static rc_operand *
operand(const rc_builder *b, size_t from_last)
{
    return &b->operands[b->waiting - 1 - from_last];
}

/* Forgets the last operand; its steps stay. */
static void
pop_operand(rc_builder *b)
{
    arb_clear(operand(b, 0)->value);
    b->waiting--;
}

void
rc_builder_clear(rc_builder *b)
{
    cut_steps(b, 0);
    while (b->waiting > 0)
        pop_operand(b);
    free(b->steps);
    free(b->operands);
    rc_builder_init(b);
}

/* Room for one more of count items: *items moves when it has to grow. */
static int
make_room(void **items, size_t *allocated, size_t count, size_t size)
{
    size_t wanted = *allocated == 0 ? 16 : *allocated * 2;
    void *moved;

    if (count < *allocated)
        return 1;
    moved = realloc(*items, wanted * size);
    if (moved == NULL)
        return 0;
    *items = moved;
    *allocated = wanted;
    return 1;
}

/* A new step at the end, NULL when there is no memory. */
static rc_step *
append_step(rc_builder *b, rc_step_kind kind)
{
    void *steps = b->steps;
    rc_step *step;

    if (!make_room(&steps, &b->allocated, b->count, sizeof *b->steps))
        return NULL;
    b->steps = steps;
    step = &b->steps[b->count++];
    step->kind = kind;
    step->exponent = 0;
    if (kind == RC_STEP_RATIONAL)
        fmpq_init(step->rational);
    else
        b->unfolded++;
    return step;
}

/* Appends an operation; its value is in the operand already. */
static rc_fault
append_operation(rc_builder *b, rc_step_kind kind, slong exponent)
{
    rc_step *step;

    if (b->unfolded >= RC_NUMBER_MAX_STEPS)
        return RC_FAULT_STEPS;
    step = append_step(b, kind);
    if (step == NULL)
        return RC_FAULT_NOMEM;
    step->exponent = exponent;
    return RC_FAULT_NONE;
}

static rc_fault
push_operand(rc_builder *b)
{
    void *operands = b->operands;

    if (!make_room(&operands, &b->operands_allocated, b->waiting,
                   sizeof *b->operands))
        return RC_FAULT_NOMEM;
    b->operands = operands;
    b->operands[b->waiting].start = b->count;
    arb_init(b->operands[b->waiting].value);
    b->waiting++;
    return RC_FAULT_NONE;
}

/* The rational of an operand, NULL when it is an expression. */
static fmpq *
rational_of(const rc_builder *b, size_t from_last)
{
    size_t start = operand(b, from_last)->start;
    size_t end = from_last == 0 ? b->count : operand(b, from_last - 1)->start;

    if (end != start + 1 || b->steps[start].kind != RC_STEP_RATIONAL)
        return NULL;
    return b->steps[start].rational;
}

/* The value of an operand as a ball. */
static void
enclose_operand(const rc_builder *b, size_t from_last)
{
    const fmpq *q = rational_of(b, from_last);

    if (q != NULL)
        arb_set_fmpq(operand(b, from_last)->value, q, RC_NUMBER_DOMAIN_BITS);
}

/* ---- Exact arithmetic within its caps ---- */

static size_t
bits_of(const fmpq_t q)
{
    return (size_t)fmpz_bits(fmpq_numref(q)) +
           (size_t)fmpz_bits(fmpq_denref(q));
}

static rc_fault
spend(rc_builder *b, size_t bits)
{
    b->work += bits;
    return b->work > RC_NUMBER_MAX_WORK ? RC_FAULT_WORK : RC_FAULT_NONE;
}

static rc_fault
check_bits(const fmpq_t q)
{
    return fmpz_bits(fmpq_numref(q)) > RC_NUMBER_MAX_BITS ||
                   fmpz_bits(fmpq_denref(q)) > RC_NUMBER_MAX_BITS
               ? RC_FAULT_BITS
               : RC_FAULT_NONE;
}

/* q^e without computing what is certainly over the cap. */
static rc_fault
power_rational(rc_builder *b, fmpq *q, slong e)
{
    slong num = (slong)fmpz_bits(fmpq_numref(q));
    slong den = (slong)fmpz_bits(fmpq_denref(q));
    slong bits = num > den ? num : den, size = e < 0 ? -e : e;
    rc_fault fault;

    if (fmpq_is_zero(q) && e < 0)
        return RC_FAULT_ZERO_DIVISOR;
    /* |a| >= 2^(bits - 1), and 1 bit means that nothing grows. */
    if (bits > 1 && size > RC_NUMBER_MAX_BITS / (bits - 1))
        return RC_FAULT_BITS;
    fault = spend(b, (size_t)(bits > 1 ? 2 * bits * size : 1));
    if (fault != RC_FAULT_NONE)
        return fault;
    fmpq_pow_si(q, q, e);
    return check_bits(q);
}

/* x = x op y. The operands are within the cap, so the result is at most twice
   over it, and may be computed before it is looked at. */
static rc_fault
fold_binary(rc_builder *b, rc_step_kind kind, fmpq *x, const fmpq *y)
{
    rc_fault fault = spend(b, bits_of(x) + bits_of(y));

    if (fault != RC_FAULT_NONE)
        return fault;
    switch (kind) {
    case RC_STEP_ADD:
        fmpq_add(x, x, y);
        break;
    case RC_STEP_SUBTRACT:
        fmpq_sub(x, x, y);
        break;
    case RC_STEP_MULTIPLY:
        fmpq_mul(x, x, y);
        break;
    default:
        if (fmpq_is_zero(y))
            return RC_FAULT_ZERO_DIVISOR;
        fmpq_div(x, x, y);
    }
    return check_bits(x);
}

/* Takes the square root of q when it is rational: 1, else 0. */
static int
fold_sqrt(fmpq *q)
{
    if (!fmpz_is_square(fmpq_numref(q)) || !fmpz_is_square(fmpq_denref(q)))
        return 0;
    fmpz_sqrt(fmpq_numref(q), fmpq_numref(q));
    fmpz_sqrt(fmpq_denref(q), fmpq_denref(q));
    return 1;
}

/* q = kind(q) when that is trivially rational, and then *folded is set. */
static rc_fault
fold_unary(rc_step_kind kind, fmpq *q, int *folded)
{
    *folded = 1;
    switch (kind) {
    case RC_STEP_NEGATE:
        fmpq_neg(q, q);
        return RC_FAULT_NONE;
    case RC_STEP_SQRT:
        if (fmpq_sgn(q) < 0)
            return RC_FAULT_NEGATIVE_ROOT;
        *folded = fold_sqrt(q);
        return RC_FAULT_NONE;
    case RC_STEP_LOG:
        if (fmpq_sgn(q) <= 0)
            return RC_FAULT_LOG_DOMAIN;
        *folded = fmpq_is_one(q);
        if (*folded)
            fmpq_zero(q);
        return RC_FAULT_NONE;
    case RC_STEP_EXP:
    case RC_STEP_COS:
        *folded = fmpq_is_zero(q);
        if (*folded)
            fmpq_one(q);
        return RC_FAULT_NONE;
    default: /* sin and atan keep zero */
        *folded = fmpq_is_zero(q);
        return RC_FAULT_NONE;
    }
}

/* ---- Operands ---- */

rc_fault
rc_builder_push_rational(rc_builder *b, const fmpq_t q)
{
    rc_step *step;
    rc_fault fault = check_bits(q);

    if (fault == RC_FAULT_NONE)
        fault = spend(b, bits_of(q));
    if (fault == RC_FAULT_NONE)
        fault = push_operand(b);
    if (fault != RC_FAULT_NONE)
        return fault;
    step = append_step(b, RC_STEP_RATIONAL);
    if (step == NULL)
        return RC_FAULT_NOMEM;
    fmpq_set(step->rational, q);
    return RC_FAULT_NONE;
}

rc_fault
rc_builder_push_pi(rc_builder *b)
{
    rc_fault fault = push_operand(b);

    if (fault != RC_FAULT_NONE)
        return fault;
    arb_const_pi(operand(b, 0)->value, RC_NUMBER_DOMAIN_BITS);
    return append_operation(b, RC_STEP_PI, 0);
}

rc_fault
rc_builder_push_number(rc_builder *b, const rc_number_t x)
{
    rc_fault fault;
    size_t k;

    if (x->expr == NULL)
        return rc_builder_push_rational(b, x->rational);
    fault = push_operand(b);
    if (fault != RC_FAULT_NONE)
        return fault;
    rc_number_get_arb(operand(b, 0)->value, x, RC_NUMBER_DOMAIN_BITS);
    for (k = 0; k < x->expr->count && fault == RC_FAULT_NONE; k++) {
        const rc_step *from = &x->expr->steps[k];
        rc_step *step = append_step(b, from->kind);

        if (step == NULL)
            return RC_FAULT_NOMEM;
        step->exponent = from->exponent;
        if (from->kind == RC_STEP_RATIONAL) {
            fmpq_set(step->rational, from->rational);
            fault = spend(b, bits_of(from->rational));
        }
    }
    return b->unfolded > RC_NUMBER_MAX_STEPS ? RC_FAULT_STEPS : fault;
}

/* ---- Operations ---- */

rc_fault
rc_builder_unary(rc_builder *b, rc_step_kind kind)
{
    rc_operand *x = operand(b, 0);
    fmpq *q = rational_of(b, 0);
    rc_fault fault;
    int folded = 0;

    if (q != NULL) {
        fault = spend(b, bits_of(q));
        if (fault == RC_FAULT_NONE)
            fault = fold_unary(kind, q, &folded);
        if (fault != RC_FAULT_NONE || folded)
            return fault;
    } else if (kind == RC_STEP_NEGATE &&
               b->steps[b->count - 1].kind == RC_STEP_NEGATE) {
        cut_steps(b, b->count - 1);
        arb_neg(x->value, x->value);
        return RC_FAULT_NONE;
    }
    enclose_operand(b, 0);
    fault = rc_enclose_unary(x->value, kind, x->value, RC_NUMBER_DOMAIN_BITS);
    if (fault != RC_FAULT_NONE)
        return fault;
    return append_operation(b, kind, 0);
}

/* Makes the last operand the rational n. */
static rc_fault
become_integer(rc_builder *b, slong n)
{
    rc_step *step;

    cut_steps(b, operand(b, 0)->start);
    step = append_step(b, RC_STEP_RATIONAL);
    if (step == NULL)
        return RC_FAULT_NOMEM;
    fmpq_set_si(step->rational, n, 1);
    return RC_FAULT_NONE;
}

/* Takes the exponent of a power off the stack. */
static rc_fault
pop_exponent(rc_builder *b, slong *e)
{
    const fmpq *q = rational_of(b, 0);

    if (q == NULL || !fmpz_is_one(fmpq_denref(q)))
        return RC_FAULT_POWER_NOT_INTEGER;
    if (fmpz_cmp_si(fmpq_numref(q), RC_NUMBER_MAX_POWER) > 0 ||
        fmpz_cmp_si(fmpq_numref(q), -RC_NUMBER_MAX_POWER) < 0)
        return RC_FAULT_POWER_TOO_LARGE;
    *e = fmpz_get_si(fmpq_numref(q));
    cut_steps(b, operand(b, 0)->start);
    pop_operand(b);
    return RC_FAULT_NONE;
}

rc_fault
rc_builder_power(rc_builder *b)
{
    slong e;
    fmpq *base;
    rc_operand *x;
    rc_fault fault = pop_exponent(b, &e);

    if (fault != RC_FAULT_NONE)
        return fault;
    base = rational_of(b, 0);
    if (base != NULL)
        return power_rational(b, base, e);
    if (e == 0)
        return become_integer(b, 1);
    if (e == 1)
        return RC_FAULT_NONE;
    x = operand(b, 0);
    fault = rc_enclose_power(x->value, x->value, e, RC_NUMBER_DOMAIN_BITS);
    if (fault != RC_FAULT_NONE)
        return fault;
    return append_operation(b, RC_STEP_POWER, e);
}

/* The last two operands become the last one: the first of them is a rational
   that leaves no trace. */
static void
keep_right(rc_builder *b)
{
    size_t start = operand(b, 1)->start;

    fmpq_clear(b->steps[start].rational);
    memmove(b->steps + start, b->steps + start + 1,
            (b->count - start - 1) * sizeof *b->steps);
    b->count--;
    arb_swap(operand(b, 1)->value, operand(b, 0)->value);
    pop_operand(b);
}

/* The last two operands become the first one: the second is a rational that
   leaves no trace. */
static void
keep_left(rc_builder *b)
{
    cut_steps(b, operand(b, 0)->start);
    pop_operand(b);
}

/* 0 x, x 0 and 0 / x, where x is finite, and certainly not zero below /. */
static rc_fault
become_zero(rc_builder *b)
{
    pop_operand(b);
    return become_integer(b, 0);
}

/* x op q for an expression x, where that needs no step: *done is set. */
static rc_fault
simplify_right(rc_builder *b, rc_step_kind kind, const fmpq *q, int *done)
{
    int scales = kind == RC_STEP_MULTIPLY || kind == RC_STEP_DIVIDE;

    *done = 1;
    if (scales && fmpq_is_zero(q))
        return kind == RC_STEP_DIVIDE ? RC_FAULT_ZERO_DIVISOR : become_zero(b);
    if (scales ? fmpq_is_one(q) : fmpq_is_zero(q))
        keep_left(b);
    else
        *done = 0;
    return RC_FAULT_NONE;
}

/* q op x for an expression x, where that needs no step: *done is set. */
static rc_fault
simplify_left(rc_builder *b, rc_step_kind kind, const fmpq *q, int *done)
{
    *done = 1;
    if (fmpq_is_zero(q)) {
        if (kind == RC_STEP_DIVIDE && arb_contains_zero(operand(b, 0)->value))
            return RC_FAULT_NOT_FINITE;
        if (kind == RC_STEP_DIVIDE || kind == RC_STEP_MULTIPLY)
            return become_zero(b);
        keep_right(b);
        return kind == RC_STEP_ADD ? RC_FAULT_NONE
                                   : rc_builder_unary(b, RC_STEP_NEGATE);
    }
    if (kind == RC_STEP_MULTIPLY && fmpq_is_one(q))
        keep_right(b);
    else
        *done = 0;
    return RC_FAULT_NONE;
}

rc_fault
rc_builder_binary(rc_builder *b, rc_step_kind kind)
{
    fmpq *p = rational_of(b, 1), *q = rational_of(b, 0);
    rc_operand *x, *y;
    rc_fault fault;
    int done = 0;

    if (p != NULL && q != NULL) {
        fault = fold_binary(b, kind, p, q);
        keep_left(b);
        return fault;
    }
    fault = RC_FAULT_NONE;
    if (q != NULL)
        fault = simplify_right(b, kind, q, &done);
    else if (p != NULL)
        fault = simplify_left(b, kind, p, &done);
    if (fault != RC_FAULT_NONE || done)
        return fault;
    enclose_operand(b, 1);
    enclose_operand(b, 0);
    x = operand(b, 1);
    y = operand(b, 0);
    fault = rc_enclose_binary(x->value, kind, x->value, y->value,
                              RC_NUMBER_DOMAIN_BITS);
    if (fault != RC_FAULT_NONE)
        return fault;
    pop_operand(b);
    return append_operation(b, kind, 0);
}

/* ---- The finished number ---- */

static slong
height_of(const rc_step *steps, size_t count)
{
    slong waiting = 0, height = 0;
    size_t k;

    for (k = 0; k < count; k++) {
        if (steps[k].kind <= RC_STEP_PI)
            waiting++;
        else if (steps[k].kind >= RC_STEP_ADD)
            waiting--;
        if (waiting > height)
            height = waiting;
    }
    return height;
}

/* The normal form must be a text that can be read. */
static rc_fault
check_normal_form(const rc_number_t x)
{
    char *text = rc_number_get_text(x);
    size_t k, depth = 0, deepest = 0, powers = 0;

    if (text == NULL)
        return RC_FAULT_NOMEM;
    for (k = 0; text[k] != '\0'; k++) {
        depth += text[k] == '(';
        depth -= text[k] == ')';
        powers += text[k] == '^';
        if (depth > deepest)
            deepest = depth;
    }
    free(text);
    if (k > RC_NUMBER_MAX_LENGTH)
        return RC_FAULT_LENGTH;
    /* the exponent of a power counts as one level */
    if (deepest + (powers > 0) > RC_NUMBER_MAX_NESTING)
        return RC_FAULT_NESTING;
    return RC_FAULT_NONE;
}

/* Moves the steps out of b into a new expression. */
static rc_expr *
take_steps(rc_builder *b)
{
    rc_expr *expr = malloc(sizeof *expr);

    if (expr == NULL)
        return NULL;
    expr->steps = b->steps;
    expr->count = b->count;
    expr->height = height_of(b->steps, b->count);
    b->steps = NULL;
    b->count = b->allocated = 0;
    return expr;
}

rc_fault
rc_builder_finish(rc_builder *b, rc_number_t x)
{
    const fmpq *q = rational_of(b, 0);
    rc_number_t made;
    rc_fault fault;

    if (q != NULL) {
        rc_number_set_fmpq(x, q);
        return RC_FAULT_NONE;
    }
    rc_number_init(made);
    made->expr = take_steps(b);
    if (made->expr == NULL)
        return RC_FAULT_NOMEM;
    fault = check_normal_form(made);
    if (fault == RC_FAULT_NONE) {
        rc_number_struct swapped = *x;

        *x = *made;
        *made = swapped;
    }
    rc_number_clear(made);
    return fault;
}
