#include "vector.h"

#define RADIUS_BITS 31

/* Most middles of a vector need no more than these to have one exponent. */
enum { SPARE_BITS = 2 * GMP_NUMB_BITS };

/* What vectors are made with. */
typedef struct {
    mpz_t left, right;
    /* of each middle: its exponent, and that of its last bit */
    long *exponents, *lasts;
    long most; /* bits of a middle */
} tools;

static void
tools_init(tools *t, long count, long prec)
{
    mpz_init(t->left);
    mpz_init(t->right);
    t->exponents = ck_allocate((size_t)count, sizeof *t->exponents);
    t->lasts = ck_allocate((size_t)count, sizeof *t->lasts);
    t->most = 4 * prec;
}

static void
tools_clear(tools *t)
{
    ck_release(t->lasts);
    ck_release(t->exponents);
    mpz_clear(t->right);
    mpz_clear(t->left);
}

/* x 2^shift, rounded downwards. x may be y. */
static void
shift_floor(mpz_ptr y, mpz_srcptr x, long shift)
{
    if (shift >= 0)
        mpz_mul_2exp(y, x, (mp_bitcnt_t)shift);
    else
        mpz_fdiv_q_2exp(y, x, (mp_bitcnt_t)-shift);
}

/* Upwards. */
static void
shift_ceiling(mpz_ptr y, mpz_srcptr x, long shift)
{
    if (shift >= 0)
        mpz_mul_2exp(y, x, (mp_bitcnt_t)shift);
    else
        mpz_cdiv_q_2exp(y, x, (mp_bitcnt_t)-shift);
}

/* t->left 2^e and t->right 2^e for the e returned: the ends of x, which is
   bounded and not 0, exactly unless their sizes are far apart. */
static long
get_ends(tools *t, mpfi_srcptr x)
{
    long left = 0, right = 0, common;

    mpz_set_ui(t->left, 0);
    mpz_set_ui(t->right, 0);
    if (!mpfr_zero_p(&x->left))
        left = (long)mpfr_get_z_2exp(t->left, &x->left);
    if (!mpfr_zero_p(&x->right))
        right = (long)mpfr_get_z_2exp(t->right, &x->right);
    if (mpfr_zero_p(&x->left))
        left = right;
    if (mpfr_zero_p(&x->right))
        right = left;
    common = left < right ? left : right;
    if (left - common > t->most)
        common = left - t->most;
    if (right - common > t->most)
        common = right - t->most;
    shift_floor(t->left, t->left, left - common);
    shift_ceiling(t->right, t->right, right - common);
    return common;
}

/* The k-th ball is x, with the exponent of its own. 0 when x is not bounded. */
static int
set_ball(ck_ball *b, tools *t, long k, mpfi_srcptr x)
{
    long exponent;

    if (mpfi_is_zero(x))
        return 1;
    if (!ck_is_bounded(x))
        return 0;
    exponent = get_ends(t, x) - 1;
    mpz_add(b->middle, t->left, t->right);
    mpz_sub(t->right, t->right, t->left);
    ck_upper_set(&b->radius, t->right, exponent);
    t->exponents[k] = exponent;
    t->lasts[k] = exponent;
    if (mpz_sgn(b->middle) != 0)
        t->lasts[k] += (long)mpz_scan1(b->middle, 0);
    return 1;
}

/* The exponent that all middles get: that of the last bit of any, unless the
   largest middle would have more than `most` bits. */
static long
common_exponent(const ck_vector *v, const tools *t)
{
    long least = 0, top = 0, seen = 0;

    for (long k = 0; k < v->count; k++) {
        long high;

        if (mpz_sgn(v->items[k].middle) == 0)
            continue;
        high =
            (long)t->exponents[k] + (long)mpz_sizeinbase(v->items[k].middle, 2);
        least = seen == 0 || t->lasts[k] < least ? t->lasts[k] : least;
        top = seen == 0 || high > top ? high : top;
        seen = 1;
    }
    return top - least > t->most ? top - t->most : least;
}

/* radius + 2^exponent */
static void
widen(ck_upper *radius, tools *t, long exponent)
{
    MPFR_DECL_INIT(sum, RADIUS_BITS);
    MPFR_DECL_INIT(cut, RADIUS_BITS);

    ck_upper_get(sum, radius);
    mpfr_set_ui_2exp(cut, 1, exponent, MPFR_RNDU);
    mpfr_add(sum, sum, cut, MPFR_RNDU);
    exponent = (long)mpfr_get_z_2exp(t->left, sum);
    ck_upper_set(radius, t->left, exponent);
}

/* Brings the k-th middle from its exponent to the common one. What is cut off
   is less than 2^common, and makes the middle no longer. */
static void
move_ball(ck_ball *b, tools *t, long k, long common)
{
    const long shift = t->exponents[k] - common;

    if (shift >= 0)
        mpz_mul_2exp(b->middle, b->middle, (mp_bitcnt_t)shift);
    else
        mpz_tdiv_q_2exp(b->middle, b->middle, (mp_bitcnt_t)-shift);
    ck_upper_set(&b->length, b->middle, common);
    if (t->lasts[k] < common)
        widen(&b->radius, t, common);
}

/* Entries step apart, from x on. */
static void
set_vector(ck_vector *v, tools *t, const mpfi_t *x, long step)
{
    for (long k = 0; k < v->count; k++)
        if (!set_ball(&v->items[k], t, k, x[k * step]))
            v->bounded = 0;
    v->exponent = common_exponent(v, t);
    for (long k = 0; k < v->count; k++)
        if (mpz_sgn(v->items[k].middle) != 0)
            move_ball(&v->items[k], t, k, v->exponent);
}

static void
init_balls(ck_ball *items, long count, long bits)
{
    for (long k = 0; k < count; k++) {
        mpz_init2(items[k].middle, (mp_bitcnt_t)bits);
        items[k].radius = items[k].length = (ck_upper){0, 0};
    }
}

/* `count` vectors of `length` entries, which start `apart` and go on `step`
   apart. */
static void
init_vectors(ck_vectors *v, const ck_imatrix *m, long count, long apart,
             long length, long step, long prec)
{
    tools t;

    v->count = count;
    v->at = ck_allocate((size_t)count, sizeof *v->at);
    v->items = ck_allocate((size_t)count * (size_t)length, sizeof *v->items);
    init_balls(v->items, count * length, prec + SPARE_BITS);
    tools_init(&t, length, prec);
    for (long k = 0; k < count; k++) {
        v->at[k] = (ck_vector){v->items + k * length, length, 0, 1};
        set_vector(&v->at[k], &t, (const mpfi_t *)m->entries + k * apart, step);
    }
    tools_clear(&t);
}

void
ck_vectors_init_rows(ck_vectors *v, const ck_imatrix *m, long prec)
{
    init_vectors(v, m, m->rows, m->cols, m->cols, 1, prec);
}

void
ck_vectors_init_columns(ck_vectors *v, const ck_imatrix *m, long prec)
{
    init_vectors(v, m, m->cols, 1, m->rows, m->cols, prec);
}

void
ck_vectors_clear(ck_vectors *v)
{
    for (long k = 0; k < v->count; k++)
        for (long l = 0; l < v->at[k].count; l++)
            mpz_clear(v->at[k].items[l].middle);
    ck_release(v->items);
    ck_release(v->at);
}

void
ck_vector_init(ck_vector *v, long count, long bits)
{
    *v = (ck_vector){NULL, count, 0, 1};
    v->items = ck_allocate((size_t)count, sizeof *v->items);
    init_balls(v->items, count, bits);
}

void
ck_vector_clear(ck_vector *v)
{
    for (long k = 0; k < v->count; k++)
        mpz_clear(v->items[k].middle);
    ck_release(v->items);
}

/* |x y - x' y'| <= |x'| r + s |y'| + r s, for |y - y'| <= r, |x - x'| <= s. */
static void
add_radii(ck_upper *sum, const ck_ball *x, const ck_ball *y)
{
    if (y->radius.mantissa != 0) { /* no test can see this: it saves work */
        ck_upper_add_product(sum, &x->length, &y->radius);
        ck_upper_add_product(sum, &x->radius, &y->radius);
    }
    ck_upper_add_product(sum, &x->radius, &y->length);
}

void
ck_vector_dot(ck_sum *s, const ck_vector *a, const ck_vector *b)
{
    s->exponent = a->exponent + b->exponent;
    s->radius = (ck_upper){0, 0};
    s->bounded = a->bounded && b->bounded;
    mpz_set_ui(s->middle, 0);
    for (long k = 0; s->bounded && k < a->count; k++) {
        const ck_ball *x = &a->items[k], *y = &b->items[k];

        mpz_addmul(s->middle, x->middle, y->middle);
        add_radii(&s->radius, x, y);
    }
}

void
ck_sum_enclose(mpfi_ptr y, const ck_sum *s)
{
    MPFR_DECL_INIT(radius, RADIUS_BITS);

    if (!s->bounded) {
        mpfr_set_inf(&y->left, -1);
        mpfr_set_inf(&y->right, 1);
        return;
    }
    ck_upper_get(radius, &s->radius);
    mpfr_set_z_2exp(&y->left, s->middle, s->exponent, MPFR_RNDD);
    mpfr_set_z_2exp(&y->right, s->middle, s->exponent, MPFR_RNDU);
    mpfr_sub(&y->left, &y->left, radius, MPFR_RNDD);
    mpfr_add(&y->right, &y->right, radius, MPFR_RNDU);
}
