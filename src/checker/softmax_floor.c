/* R2: a lower bound of softmax weights, compared. */

#include "collapse.h"
#include "layer.h"

/* f (1 + (n - 1) exp(E)) <= limit by intervals. */
static ck_answer
compare(mpq_srcptr f, long n, mpq_srcptr E, mpq_srcptr limit, long prec)
{
    ck_answer answer = CK_UNKNOWN;
    mpfi_t x, bound;

    mpfi_init2(x, (mpfr_prec_t)prec);
    mpfi_init2(bound, (mpfr_prec_t)prec);
    mpfi_set_q(bound, limit);
    mpfi_set_q(x, E);
    ck_exp(x, x);
    mpfi_mul_ui(x, x, (unsigned long)(n - 1));
    mpfi_add_ui(x, x, 1);
    mpfi_mul_q(x, x, f);
    if (mpfr_lessequal_p(&x->right, &bound->left)) /* not for NaN */
        answer = CK_HOLDS;
    else if (mpfr_greater_p(&x->left, &bound->right))
        answer = CK_FAILS;
    mpfi_clear(bound);
    mpfi_clear(x);
    return answer;
}

ck_answer
ck_floor_fits(mpq_srcptr f, long n, mpq_srcptr E, mpq_srcptr limit, long prec)
{
    ck_answer answer;
    mpq_t product;

    /* no test can see this: what is far from equal comes out the same */
    if (mpq_sgn(f) != 0 && n > 1 && mpq_sgn(E) != 0)
        return compare(f, n, E, limit, prec);
    /* the exponential is 1, or times zero */
    mpq_init(product);
    mpq_set_si(product, n, 1);
    mpq_mul(product, product, f);
    answer = mpq_cmp(product, limit) <= 0 ? CK_HOLDS : CK_FAILS;
    mpq_clear(product);
    return answer;
}
