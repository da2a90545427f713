/* R30: Schur's criterion, in intervals. Each step is divided by its leading
   coefficient, so that nothing grows. */

#include "polynomial.h"

#include "interval.h"

/* q(z) = c(theta z) and the polynomials of the steps, in the column `q`. */
typedef struct {
    ck_imatrix q, next;
    mpfi_t factor, low, high;
} chain;

static void
chain_init(chain *s, const ck_polynomial *c, mpfi_srcptr theta)
{
    const mpfr_prec_t prec = mpfi_get_prec(theta);
    mpfi_t power;

    ck_imatrix_init(&s->q, c->degree + 1, 1, prec);
    ck_imatrix_init(&s->next, c->degree + 1, 1, prec);
    mpfi_init2(s->factor, prec);
    mpfi_init2(s->low, prec);
    mpfi_init2(s->high, prec);
    mpfi_init2(power, prec);
    mpfi_set_ui(power, 1);
    for (long k = 0; k <= c->degree; k++) {
        mpfi_mul_z(ck_imatrix_at(&s->q, k, 0), power, c->coefficients[k]);
        mpfi_mul(power, power, theta);
    }
    mpfi_clear(power);
}

static void
chain_clear(chain *s)
{
    ck_imatrix_clear(&s->q);
    ck_imatrix_clear(&s->next);
    mpfi_clear(s->factor);
    mpfi_clear(s->low);
    mpfi_clear(s->high);
}

/* How |q_0| compares with |q_n|. */
static ck_side
compare_ends(chain *s, long n)
{
    mpfi_srcptr low = ck_imatrix_at(&s->q, 0, 0);
    mpfi_srcptr high = ck_imatrix_at(&s->q, n, 0);

    /* no test can see this: q_0 is bounded where q_n is */
    if (!ck_is_bounded(low) || !ck_is_bounded(high))
        return CK_NEITHER;
    mpfi_abs(s->low, low);
    mpfi_abs(s->high, high);
    if (mpfr_less_p(&s->low->right, &s->high->left))
        return CK_BELOW;
    return mpfr_greater_p(&s->low->left, &s->high->right) ? CK_ABOVE
                                                          : CK_NEITHER;
}

/* q = (q - (q_0 / q_n) q*) / z, of degree n - 1. */
static void
step(chain *s, long n)
{
    const ck_imatrix kept = s->q;

    mpfi_div(s->factor, ck_imatrix_at(&s->q, 0, 0), ck_imatrix_at(&s->q, n, 0));
    for (long k = 1; k <= n; k++) {
        mpfi_ptr x = ck_imatrix_at(&s->next, k - 1, 0);

        mpfi_mul(x, s->factor, ck_imatrix_at(&s->q, n - k, 0));
        mpfi_sub(x, ck_imatrix_at(&s->q, k, 0), x);
    }
    s->q = s->next;
    s->next = kept;
}

ck_side
ck_schur_side(const ck_polynomial *c, mpfi_srcptr theta)
{
    ck_side side = CK_BELOW;
    chain s;

    chain_init(&s, c, theta);
    for (long n = c->degree; side == CK_BELOW && n > 0; n--) {
        side = compare_ends(&s, n);
        step(&s, n);
    }
    chain_clear(&s);
    return side;
}
