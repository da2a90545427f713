/* Shares e_j / (sum of e_k) of numbers e_k >= 0: softmax weights are these. */

#include "layer.h"

/* after[j] = the sum of e[k] for k > j. */
static void
sums_after(ck_imatrix *after, const ck_imatrix *e)
{
    mpfi_set_ui(ck_imatrix_at(after, 0, e->cols - 1), 0);
    for (long j = e->cols - 1; j > 0; j--)
        mpfi_add(ck_imatrix_at(after, 0, j - 1), ck_imatrix_at(after, 0, j),
                 ck_imatrix_at(e, 0, j));
}

/* end = own / (own + others), rounded in direction `round`, for numbers
   others >= 0 and own >= 0, not both 0. */
static void
share(mpfr_ptr end, mpfr_srcptr own, mpfr_srcptr others, mpfr_rnd_t round)
{
    const mpfr_rnd_t opposite = round == MPFR_RNDU ? MPFR_RNDD : MPFR_RNDU;

    mpfr_add(end, own, others, opposite);
    mpfr_div(end, own, end, round);
}

/* The share rises with e_j and falls with the sum of the others, which are
   never the same number: each e_k counts once. */
void
ck_shares(mpfi_t *a, const ck_imatrix *e)
{
    ck_imatrix after;
    mpfi_t before, others;

    ck_imatrix_init(&after, 1, e->cols, e->prec);
    mpfi_init2(before, e->prec);
    mpfi_init2(others, e->prec);
    sums_after(&after, e);
    mpfi_set_ui(before, 0);
    for (long j = 0; j < e->cols; j++) {
        mpfi_srcptr own = ck_imatrix_at(e, 0, j);

        mpfi_set_ui(a[j], 0);
        if (mpfi_is_zero(own)) /* no test can see this: a share of 0 is 0 */
            continue;
        mpfi_add(others, before, ck_imatrix_at(&after, 0, j));
        share(&a[j]->left, &own->left, &others->right, MPFR_RNDD);
        share(&a[j]->right, &own->right, &others->left, MPFR_RNDU);
        mpfi_add(before, before, own);
    }
    mpfi_clear(others);
    mpfi_clear(before);
    ck_imatrix_clear(&after);
}
