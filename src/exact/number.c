/* Exact numbers: a rational, or an expression. */

#include <stdlib.h>

#include "exact/expression.h"

void
rc_expr_free(rc_expr *expr)
{
    size_t k;

    if (expr == NULL)
        return;
    for (k = 0; k < expr->count; k++)
        if (expr->steps[k].kind == RC_STEP_RATIONAL)
            fmpq_clear(expr->steps[k].rational);
    free(expr->steps);
    free(expr);
}

rc_expr *
rc_expr_copy(const rc_expr *expr)
{
    rc_expr *copy = malloc(sizeof *copy);
    size_t k;

    if (copy == NULL)
        return NULL;
    *copy = *expr;
    copy->steps = malloc(expr->count * sizeof *copy->steps);
    if (copy->steps == NULL) {
        free(copy);
        return NULL;
    }
    for (k = 0; k < expr->count; k++) {
        copy->steps[k].kind = expr->steps[k].kind;
        copy->steps[k].exponent = expr->steps[k].exponent;
        if (expr->steps[k].kind == RC_STEP_RATIONAL) {
            fmpq_init(copy->steps[k].rational);
            fmpq_set(copy->steps[k].rational, expr->steps[k].rational);
        }
    }
    return copy;
}

void
rc_number_init(rc_number_t x)
{
    fmpq_init(x->rational);
    x->expr = NULL;
}

void
rc_number_clear(rc_number_t x)
{
    fmpq_clear(x->rational);
    rc_expr_free(x->expr);
    x->expr = NULL;
}

void
rc_number_set_fmpq(rc_number_t x, const fmpq_t q)
{
    fmpq_set(x->rational, q);
    rc_expr_free(x->expr);
    x->expr = NULL;
}

rc_status
rc_number_set(rc_number_t x, const rc_number_t y)
{
    rc_expr *copy;

    if (x == y)
        return RC_OK;
    if (y->expr == NULL) {
        rc_number_set_fmpq(x, y->rational);
        return RC_OK;
    }
    copy = rc_expr_copy(y->expr);
    if (copy == NULL)
        return RC_NOMEM;
    fmpq_zero(x->rational);
    rc_expr_free(x->expr);
    x->expr = copy;
    return RC_OK;
}

int
rc_number_is_rational(const rc_number_t x)
{
    return x->expr == NULL;
}

int
rc_number_is_zero(const rc_number_t x)
{
    return x->expr == NULL && fmpq_is_zero(x->rational);
}
