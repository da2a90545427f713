#include "model.h"

static void
column_mean(arb_t mean, const arb_mat_t X, slong column, slong prec)
{
    const slong n = arb_mat_nrows(X);

    arb_zero(mean);
    for (slong i = 0; i < n; i++)
        arb_add(mean, mean, arb_mat_entry(X, i, column), prec);
    arb_div_si(mean, mean, n, prec);
}

void
rc_model_centre(arb_mat_t c, const arb_mat_t X, slong prec)
{
    for (slong a = 0; a < arb_mat_ncols(X); a++) {
        arb_ptr mean = arb_mat_entry(c, 0, a);

        column_mean(mean, X, a, prec);
        arb_get_mid_arb(mean, mean);
        if (!arb_is_finite(mean))
            arb_zero(mean);
    }
}

void
rc_model_subtract_row(arb_mat_t R, const arb_mat_t X, const arb_mat_t c,
                      slong prec)
{
    for (slong i = 0; i < arb_mat_nrows(X); i++)
        for (slong a = 0; a < arb_mat_ncols(X); a++)
            arb_sub(arb_mat_entry(R, i, a), arb_mat_entry(X, i, a),
                    arb_mat_entry(c, 0, a), prec);
}

void
rc_model_add_row(arb_mat_t B, const arb_mat_t M, const arb_mat_t c, slong prec)
{
    for (slong i = 0; i < arb_mat_nrows(M); i++)
        for (slong a = 0; a < arb_mat_ncols(M); a++)
            arb_add(arb_mat_entry(B, i, a), arb_mat_entry(M, i, a),
                    arb_mat_entry(c, 0, a), prec);
}
