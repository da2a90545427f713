/* The normal form of numbers: the fewest parentheses with which the reader
   builds the same steps again. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exact/expression.h"

/* How tightly the outermost operation of a text binds. */
typedef enum {
    BINDS_SUM,
    BINDS_PRODUCT,
    BINDS_SIGN,
    BINDS_POWER,
    BINDS_ATOM
} binding;

typedef struct {
    char *bytes; /* length of them and a zero byte */
    size_t length, allocated;
    binding binds;
} piece;

typedef struct {
    piece *pieces;
    size_t count;
    int failed; /* no memory */
} printer;

/* Opens a gap of `size` bytes at place `at`; NULL when there is no memory. */
static char *
make_gap(printer *p, piece *x, size_t at, size_t size)
{
    size_t wanted = x->length + size + 1;

    if (wanted > x->allocated) {
        char *moved;

        wanted = wanted < 32 ? 32 : 2 * wanted;
        moved = realloc(x->bytes, wanted);
        if (moved == NULL) {
            p->failed = 1;
            return NULL;
        }
        x->bytes = moved;
        x->allocated = wanted;
    }
    memmove(x->bytes + at + size, x->bytes + at, x->length - at);
    x->length += size;
    x->bytes[x->length] = '\0';
    return x->bytes + at;
}

static void
insert(printer *p, piece *x, size_t at, const char *text)
{
    size_t size = strlen(text);
    char *gap = make_gap(p, x, at, size);

    if (gap != NULL)
        memcpy(gap, text, size);
}

static void
append(printer *p, piece *x, const char *text)
{
    insert(p, x, x->length, text);
}

static void
parenthesise(printer *p, piece *x)
{
    insert(p, x, 0, "(");
    append(p, x, ")");
    x->binds = BINDS_ATOM;
}

static piece *
last_piece(printer *p, size_t from_last)
{
    return &p->pieces[p->count - 1 - from_last];
}

static piece *
new_piece(printer *p, const char *text, binding binds)
{
    piece *x = &p->pieces[p->count++];

    memset(x, 0, sizeof *x);
    x->binds = binds;
    append(p, x, text);
    return x;
}

static void
print_rational(printer *p, const fmpq_t q)
{
    char *text = fmpq_get_str(NULL, 10, q);

    if (!fmpz_is_one(fmpq_denref(q)))
        new_piece(p, text, BINDS_PRODUCT);
    else
        new_piece(p, text, fmpq_sgn(q) < 0 ? BINDS_SIGN : BINDS_ATOM);
    flint_free(text);
}

static void
print_power(printer *p, slong exponent)
{
    piece *x = last_piece(p, 0);
    char text[32];

    if (x->binds < BINDS_ATOM)
        parenthesise(p, x);
    snprintf(text, sizeof text, "^%ld", (long)exponent);
    append(p, x, text);
    x->binds = BINDS_POWER;
}

static void
print_unary(printer *p, rc_step_kind kind)
{
    static const char *const names[] = {
        [RC_STEP_SQRT] = "sqrt", [RC_STEP_EXP] = "exp", [RC_STEP_LOG] = "log",
        [RC_STEP_SIN] = "sin",   [RC_STEP_COS] = "cos", [RC_STEP_ATAN] = "atan",
    };
    piece *x = last_piece(p, 0);

    if (kind == RC_STEP_NEGATE) {
        if (x->binds < BINDS_POWER)
            parenthesise(p, x);
        insert(p, x, 0, "-");
        x->binds = BINDS_SIGN;
        return;
    }
    parenthesise(p, x);
    insert(p, x, 0, names[kind]);
}

static void
print_binary(printer *p, rc_step_kind kind)
{
    static const char *const signs[] = {
        [RC_STEP_ADD] = "+",
        [RC_STEP_SUBTRACT] = "-",
        [RC_STEP_MULTIPLY] = "*",
        [RC_STEP_DIVIDE] = "/",
    };
    piece *x = last_piece(p, 1), *y = last_piece(p, 0);
    binding binds = kind == RC_STEP_ADD || kind == RC_STEP_SUBTRACT
                        ? BINDS_SUM
                        : BINDS_PRODUCT;

    if (x->binds < binds)
        parenthesise(p, x);
    if (y->binds <= binds || (y->length > 0 && y->bytes[0] == '-'))
        parenthesise(p, y);
    append(p, x, signs[kind]);
    if (!p->failed)
        append(p, x, y->bytes);
    x->binds = binds;
    free(y->bytes);
    p->count--;
}

static void
print_step(printer *p, const rc_step *step)
{
    if (step->kind == RC_STEP_RATIONAL)
        print_rational(p, step->rational);
    else if (step->kind == RC_STEP_PI)
        new_piece(p, "pi", BINDS_ATOM);
    else if (step->kind == RC_STEP_POWER)
        print_power(p, step->exponent);
    else if (step->kind < RC_STEP_POWER)
        print_unary(p, step->kind);
    else
        print_binary(p, step->kind);
}

static char *
print_expression(const rc_expr *expr)
{
    printer p = {NULL, 0, 0};
    char *text = NULL;
    size_t k;

    p.pieces = calloc((size_t)expr->height, sizeof *p.pieces);
    if (p.pieces == NULL)
        return NULL;
    for (k = 0; k < expr->count && !p.failed; k++)
        print_step(&p, &expr->steps[k]);
    while (p.count > (p.failed ? 0u : 1u))
        free(p.pieces[--p.count].bytes);
    if (!p.failed)
        text = p.pieces[0].bytes;
    free(p.pieces);
    return text;
}

char *
rc_number_get_text(const rc_number_t x)
{
    char *text, *copy;
    size_t size;

    if (x->expr != NULL)
        return print_expression(x->expr);
    text = fmpq_get_str(NULL, 10, x->rational);
    size = strlen(text) + 1;
    copy = malloc(size);
    if (copy != NULL)
        memcpy(copy, text, size);
    flint_free(text);
    return copy;
}
