/* The normal form as text: as few brackets as give back the same steps. */

#include <stdio.h>
#include <string.h>

#include "number_steps.h"

/* How tightly the outermost operation of a piece binds. */
typedef enum { IS_SUM, IS_PRODUCT, IS_SIGNED, IS_POWER, IS_ATOM } tightness;

typedef struct {
    char *text;
    tightness binds;
} piece;

/* a b c in one text; a and c may be "". */
static char *
joined(const char *a, const char *b, const char *c)
{
    const size_t size = strlen(a) + strlen(b) + strlen(c) + 1;
    char *text = ck_allocate(size, 1);

    snprintf(text, size, "%s%s%s", a, b, c);
    return text;
}

static void
wrap(piece *x, const char *before, const char *after)
{
    char *text = joined(before, x->text, after);

    ck_release(x->text);
    x->text = text;
}

static void
set_rational(piece *x, const mpq_t q)
{
    const size_t size = mpz_sizeinbase(mpq_numref(q), 10) +
                        mpz_sizeinbase(mpq_denref(q), 10) + 3;

    x->text = ck_allocate(size, 1);
    mpq_get_str(x->text, 10, q);
    x->binds = mpz_cmp_ui(mpq_denref(q), 1) != 0 ? IS_PRODUCT
               : mpq_sgn(q) < 0                  ? IS_SIGNED
                                                 : IS_ATOM;
}

static void
apply_unary(piece *x, const ck_step *step)
{
    static const char *const names[] = {
        [CK_STEP_SQRT] = "sqrt(", [CK_STEP_EXP] = "exp(",
        [CK_STEP_LOG] = "log(",   [CK_STEP_SIN] = "sin(",
        [CK_STEP_COS] = "cos(",   [CK_STEP_ATAN] = "atan(",
    };
    char exponent[32];

    if (step->kind == CK_STEP_NEGATE) {
        if (x->binds < IS_POWER)
            wrap(x, "(", ")");
        wrap(x, "-", "");
        x->binds = IS_SIGNED;
    } else if (step->kind == CK_STEP_POWER) {
        if (x->binds < IS_ATOM)
            wrap(x, "(", ")");
        snprintf(exponent, sizeof exponent, "^%ld", step->exponent);
        wrap(x, "", exponent);
        x->binds = IS_POWER;
    } else {
        wrap(x, names[step->kind], ")");
        x->binds = IS_ATOM;
    }
}

static void
apply_binary(piece *x, piece *y, ck_step_kind kind)
{
    static const char *const signs[] = {
        [CK_STEP_ADD] = "+",
        [CK_STEP_SUBTRACT] = "-",
        [CK_STEP_MULTIPLY] = "*",
        [CK_STEP_DIVIDE] = "/",
    };
    const tightness level = kind <= CK_STEP_SUBTRACT ? IS_SUM : IS_PRODUCT;
    char *text;

    if (x->binds < level)
        wrap(x, "(", ")");
    if (y->binds <= level || y->text[0] == '-')
        wrap(y, "(", ")");
    text = joined(x->text, signs[kind], y->text);
    ck_release(x->text);
    ck_release(y->text);
    x->text = text;
    x->binds = level;
}

char *
ck_number_text(const ck_number *x)
{
    const ck_expression *e = x->expression;
    piece *stack, one;
    size_t used = 0;
    char *text;

    if (e == NULL) {
        set_rational(&one, x->rational);
        return one.text;
    }
    stack = ck_allocate(e->count, sizeof *stack);
    for (size_t k = 0; k < e->count; k++) {
        const ck_step *step = &e->steps[k];

        if (step->kind == CK_STEP_RATIONAL) {
            set_rational(&stack[used++], step->rational);
        } else if (step->kind == CK_STEP_PI) {
            stack[used++] = (piece){joined("pi", "", ""), IS_ATOM};
        } else if (step->kind <= CK_STEP_POWER) {
            apply_unary(&stack[used - 1], step);
        } else {
            used--;
            apply_binary(&stack[used - 1], &stack[used], step->kind);
        }
    }
    text = stack[0].text;
    ck_release(stack);
    return text;
}
