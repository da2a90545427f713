/* LayerNorm's division (norm `layer` has been centred in the value matrix). */

#include "layer.h"

/* end = y / sqrt(y^2 + others), rounded in direction `round`; others >= 0,
   rounded the same way as is good for this end. */
static void
divide_end(mpfr_ptr end, mpfr_srcptr y, mpfr_srcptr others, mpfr_rnd_t round)
{
    const int negative = mpfr_signbit(y) != 0;
    const int outward = negative == (round == MPFR_RNDD);
    const mpfr_rnd_t below = outward ? MPFR_RNDD : MPFR_RNDU;
    mpfr_t length;

    mpfr_init2(length, mpfr_get_prec(end));
    mpfr_sqr(length, y, below);
    mpfr_add(length, length, others, below);
    mpfr_sqrt(length, length, below);
    mpfr_div(end, y, length, round);
    mpfr_clear(length);
}

/* u = y / sqrt(y^2 + others), which rises with y, and whose absolute value
   falls with others: both ends are found exactly, up to rounding. */
static void
divide(mpfi_ptr u, mpfi_srcptr y, mpfi_srcptr others)
{
    const int all_negative = mpfr_signbit(&y->right) != 0;
    const int some_negative = mpfr_signbit(&y->left) != 0;

    divide_end(&u->right, &y->right,
               all_negative ? &others->right : &others->left, MPFR_RNDU);
    divide_end(&u->left, &y->left,
               some_negative ? &others->left : &others->right, MPFR_RNDD);
}

/* after[a] = the sum of the squares from y_a on. */
static void
squares_from(ck_imatrix *after, const ck_imatrix *Y, long row)
{
    mpfi_t square;

    mpfi_init2(square, Y->prec);
    mpfi_set_ui(ck_imatrix_at(after, 0, Y->cols), 0);
    for (long a = Y->cols - 1; a >= 0; a--) {
        mpfi_sqr(square, ck_imatrix_at(Y, row, a));
        mpfi_add(ck_imatrix_at(after, 0, a), ck_imatrix_at(after, 0, a + 1),
                 square);
    }
    mpfi_clear(square);
}

/* Row by row; `u` is one row. */
static void
divide_row(ck_imatrix *Y, const ck_imatrix *after, ck_imatrix *u, long row)
{
    mpfi_t before, others;

    mpfi_init2(before, Y->prec);
    mpfi_init2(others, Y->prec);
    mpfi_set_ui(before, 0);
    for (long a = 0; a < Y->cols; a++) {
        mpfi_srcptr y = ck_imatrix_at(Y, row, a);

        mpfi_add(others, before, ck_imatrix_at(after, 0, a + 1));
        divide(ck_imatrix_at(u, 0, a), y, others);
        mpfi_sqr(others, y);
        mpfi_add(before, before, others);
    }
    for (long a = 0; a < Y->cols; a++)
        mpfi_set(ck_imatrix_at(Y, row, a), ck_imatrix_at(u, 0, a));
    mpfi_clear(others);
    mpfi_clear(before);
}

int
ck_normalise_rows(ck_imatrix *Y, long *row)
{
    ck_imatrix after, u;
    int good = 1;

    ck_imatrix_init(&after, 1, Y->cols + 1, Y->prec);
    ck_imatrix_init(&u, 1, Y->cols, Y->prec);
    for (long i = 0; good && i < Y->rows; i++) {
        mpfi_srcptr length = ck_imatrix_at(&after, 0, 0);

        squares_from(&after, Y, i);
        good = ck_is_bounded(length) && mpfr_sgn(&length->left) > 0;
        if (good)
            divide_row(Y, &after, &u, i);
        else
            *row = i;
    }
    ck_imatrix_clear(&u);
    ck_imatrix_clear(&after);
    return good;
}
