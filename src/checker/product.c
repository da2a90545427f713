/* Sums of products of intervals, as midpoints and radii.

   Midpoints are multiplied and added in rounding to nearest. An operation that
   was not exact errs by at most half a unit in its result's last place, so k of
   them err together by at most k 2^(e - p - 1), e being the largest exponent
   among their results: what was exact stays exact. Radii are added up in 32
   bits, rounded upwards. */

#include "interval.h"

#define RADIUS_BITS 32

/* An interval: |x - middle| <= radius, |x| <= size, |middle| <= length. */
typedef struct {
    mpfr_t middle;
    mpfr_t radius, size, length;
} ball;

typedef struct {
    ball *items;
    long count;
    int bounded; /* all of them */
} balls;

/* Returns 0 when x is not bounded. */
static int
set_ball(ball *b, mpfi_srcptr x)
{
    mpfr_t other;

    mpfr_init2(other, RADIUS_BITS);
    mpfi_mid(b->middle, x);
    mpfr_sub(b->radius, &x->right, b->middle, MPFR_RNDU);
    mpfr_sub(other, b->middle, &x->left, MPFR_RNDU);
    mpfr_max(b->radius, b->radius, other, MPFR_RNDU);
    mpfr_abs(b->length, b->middle, MPFR_RNDU);
    mpfr_add(b->size, b->length, b->radius, MPFR_RNDU);
    mpfr_clear(other);
    return ck_is_bounded(x) && mpfr_number_p(b->size) != 0;
}

/* Entries step apart, from x on. */
static void
balls_init(balls *made, const mpfi_t *x, long step, long count, long prec)
{
    made->count = count;
    made->bounded = 1;
    made->items = ck_allocate((size_t)count, sizeof *made->items);
    for (long k = 0; k < count; k++) {
        ball *b = &made->items[k];

        mpfr_init2(b->middle, prec);
        mpfr_inits2(RADIUS_BITS, b->radius, b->size, b->length, (mpfr_ptr)NULL);
        made->bounded &= set_ball(b, x[k * step]);
    }
}

static void
balls_clear(balls *made)
{
    for (long k = 0; k < made->count; k++) {
        mpfr_clear(made->items[k].middle);
        mpfr_clears(made->items[k].radius, made->items[k].size,
                    made->items[k].length, (mpfr_ptr)NULL);
    }
    ck_release(made->items);
}

/* A sum that grows. */
typedef struct {
    mpfr_t middle, radius, product, small;
    long inexact;       /* operations on middles that were not exact */
    mpfr_exp_t largest; /* exponent of their results */
} sum;

static void
sum_init(sum *s, long prec)
{
    mpfr_inits2(prec, s->middle, s->product, (mpfr_ptr)NULL);
    mpfr_inits2(RADIUS_BITS, s->radius, s->small, (mpfr_ptr)NULL);
}

static void
sum_clear(sum *s)
{
    mpfr_clears(s->middle, s->product, s->radius, s->small, (mpfr_ptr)NULL);
}

/* Notes that x came out with this ternary value. Not called with an inexact
   zero but after an underflow, which spoils the sum anyway. */
static void
note(sum *s, int ternary, mpfr_srcptr x)
{
    if (ternary == 0 || !mpfr_regular_p(x))
        return;
    if (s->inexact == 0 || mpfr_get_exp(x) > s->largest)
        s->largest = mpfr_get_exp(x);
    s->inexact++;
}

static void
add_radius(sum *s, mpfr_srcptr x, mpfr_srcptr y)
{
    if (mpfr_zero_p(x) || mpfr_zero_p(y))
        return;
    mpfr_mul(s->small, x, y, MPFR_RNDU);
    mpfr_add(s->radius, s->radius, s->small, MPFR_RNDU);
}

static void
add_product(sum *s, const ball *x, const ball *y)
{
    int ternary;

    if (!mpfr_zero_p(x->middle) && !mpfr_zero_p(y->middle)) {
        ternary = mpfr_mul(s->product, x->middle, y->middle, MPFR_RNDN);
        note(s, ternary, s->product);
        ternary = mpfr_add(s->middle, s->middle, s->product, MPFR_RNDN);
        note(s, ternary, s->middle);
    }
    add_radius(s, x->length, y->radius);
    add_radius(s, x->radius, y->size);
}

/* y = the sum; the whole line when something was not bounded, overflowed or
   underflowed. */
static void
enclose_sum(mpfi_ptr y, sum *s, int bounded, long prec)
{
    if (!bounded || mpfr_nanflag_p() || mpfr_overflow_p() ||
        mpfr_underflow_p() || !mpfr_number_p(s->middle) ||
        !mpfr_number_p(s->radius)) {
        mpfr_set_inf(&y->left, -1);
        mpfr_set_inf(&y->right, 1);
        return;
    }
    if (s->inexact > 0) {
        mpfr_set_si_2exp(s->small, s->inexact, s->largest - prec - 1,
                         MPFR_RNDU);
        mpfr_add(s->radius, s->radius, s->small, MPFR_RNDU);
    }
    mpfr_sub(&y->left, s->middle, s->radius, MPFR_RNDD);
    mpfr_add(&y->right, s->middle, s->radius, MPFR_RNDU);
}

/* y = sum of x[k] y[k]. */
static void
multiply_balls(mpfi_ptr y, sum *s, const balls *a, const balls *b, long prec)
{
    mpfr_set_ui(s->middle, 0, MPFR_RNDN);
    mpfr_set_ui(s->radius, 0, MPFR_RNDN);
    s->inexact = 0;
    s->largest = 0;
    mpfr_clear_flags();
    for (long k = 0; k < a->count; k++)
        add_product(s, &a->items[k], &b->items[k]);
    enclose_sum(y, s, a->bounded && b->bounded, prec);
}

void
ck_dot(mpfi_t s, const mpfi_t *x, long xstep, const mpfi_t *y, long ystep,
       long count)
{
    mpfi_t product;

    mpfi_init2(product, mpfi_get_prec(s));
    mpfi_set_ui(s, 0);
    for (long k = 0; k < count; k++) {
        mpfi_mul(product, x[k * xstep], y[k * ystep]);
        mpfi_add(s, s, product);
    }
    mpfi_clear(product);
}

/* c = a b, where b's columns start `column` entries apart and step through b
   `step` apart. */
static void
multiply(ck_imatrix *c, const ck_imatrix *a, const ck_imatrix *b, long column,
         long step)
{
    const long count = a->cols, prec = c->prec;
    balls *columns = ck_allocate((size_t)c->cols, sizeof *columns);
    balls row;
    sum s;

    sum_init(&s, prec);
    for (long j = 0; j < c->cols; j++)
        balls_init(&columns[j], (const mpfi_t *)b->entries + j * column, step,
                   count, prec);
    for (long i = 0; i < c->rows; i++) {
        balls_init(&row, (const mpfi_t *)a->entries + i * count, 1, count,
                   prec);
        for (long j = 0; j < c->cols; j++)
            multiply_balls(ck_imatrix_at(c, i, j), &s, &row, &columns[j], prec);
        balls_clear(&row);
    }
    for (long j = 0; j < c->cols; j++)
        balls_clear(&columns[j]);
    ck_release(columns);
    sum_clear(&s);
}

void
ck_imatrix_multiply(ck_imatrix *c, const ck_imatrix *a, const ck_imatrix *b)
{
    multiply(c, a, b, 1, b->cols);
}

void
ck_imatrix_multiply_transpose(ck_imatrix *c, const ck_imatrix *a,
                              const ck_imatrix *b)
{
    multiply(c, a, b, b->cols, 1);
}
