/* R28: the square of a number, when it is rational. */

#include <stdlib.h>

#include "number_steps.h"

enum { SQUARE_BITS = 2 * CK_RATIONAL_BITS }; /* of a square on the way */
enum { WORK_LOG = 27 }; /* log2 of the bits of all of them together */

typedef struct {
    const ck_expression *e;
    size_t work;
} search;

static size_t
size_of(mpq_srcptr x)
{
    return mpz_sizeinbase(mpq_numref(x), 2) + mpz_sizeinbase(mpq_denref(x), 2);
}

/* x = x^e, e not negative. */
static void
raise_to(mpq_t x, unsigned long e)
{
    mpz_pow_ui(mpq_numref(x), mpq_numref(x), e);
    mpz_pow_ui(mpq_denref(x), mpq_denref(x), e);
}

/* Whether numbers of so many bits may be made. */
static int
afford(search *s, size_t bits)
{
    s->work += bits;
    return bits <= 2 * SQUARE_BITS && s->work >> WORK_LOG == 0;
}

static int find(search *s, size_t *end, mpq_t square, int *sign);

/* The square root of what ends at *end: its square is the radicand, a rational
   that is known by its square and sign. */
static int
find_root(search *s, size_t *end, mpq_t square, int *sign)
{
    if (!find(s, end, square, sign) || *sign != 1 ||
        !mpz_perfect_square_p(mpq_numref(square)) ||
        !mpz_perfect_square_p(mpq_denref(square)))
        return 0;
    mpz_sqrt(mpq_numref(square), mpq_numref(square));
    mpz_sqrt(mpq_denref(square), mpq_denref(square));
    return 1;
}

static int
find_power(search *s, size_t *end, long exponent, mpq_t square, int *sign)
{
    const unsigned long e = (unsigned long)labs(exponent);

    if (!find(s, end, square, sign))
        return 0;
    /* no test can see this: zeros are folded, and powers have a limit */
    if (*sign == 0 || e > 2 * (unsigned long)SQUARE_BITS)
        return 0;
    if (!afford(s, e * size_of(square)))
        return 0;
    raise_to(square, e);
    if (exponent < 0) /* no test can see this made <= 0: x^0 is folded */
        mpq_inv(square, square);
    if (e % 2 == 0)
        *sign = 1;
    return 1;
}

/* A product, or a quotient when `divide`: the right operand ends at *end, the
   left one before it. */
static int
find_product(search *s, size_t *end, int divide, mpq_t square, int *sign)
{
    int good, other_sign;
    mpq_t other;

    mpq_init(other);
    good = find(s, end, other, &other_sign) &&
           other_sign != 0 && /* no test can see this: zeros are folded */
           find(s, end, square, sign) &&
           afford(s, size_of(square) + size_of(other));
    if (good) {
        if (divide)
            mpq_inv(other, other);
        mpq_mul(square, square, other);
        *sign *= other_sign;
    }
    mpq_clear(other);
    return good;
}

/* Of the operand whose last step is before *end, which becomes the place where
   it begins. 0: not seen to be rational. */
static int
find(search *s, size_t *end, mpq_t square, int *sign)
{
    const ck_step *step = &s->e->steps[--*end];

    switch (step->kind) {
    case CK_STEP_RATIONAL:
        *sign = mpq_sgn(step->rational);
        mpq_mul(square, step->rational, step->rational);
        return 1;
    case CK_STEP_NEGATE:
        if (!find(s, end, square, sign))
            return 0;
        *sign = -*sign;
        return 1;
    case CK_STEP_SQRT:
        return find_root(s, end, square, sign);
    case CK_STEP_POWER:
        return find_power(s, end, step->exponent, square, sign);
    case CK_STEP_MULTIPLY:
    case CK_STEP_DIVIDE:
        return find_product(s, end, step->kind == CK_STEP_DIVIDE, square, sign);
    default:
        return 0;
    }
}

int
ck_number_square(mpq_t square, int *sign, const ck_number *x)
{
    search s = {x->expression, 0};
    size_t end;

    if (x->expression == NULL) {
        *sign = mpq_sgn(x->rational);
        mpq_mul(square, x->rational, x->rational);
        return 1;
    }
    end = s.e->count;
    return find(&s, &end, square, sign);
}
