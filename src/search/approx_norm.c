#include <math.h>
#include <stdlib.h>

#include "search.h"

#define MAX_STEPS 2000

/* The least e with |M_ij| < 2^e for all entries; WORD_MIN for zeros. */
static slong
common_exponent(const arb_mat_t M)
{
    slong most = WORD_MIN;

    for (slong i = 0; i < arb_mat_nrows(M); i++)
        for (slong j = 0; j < arb_mat_ncols(M); j++) {
            const arf_struct *x = arb_midref(arb_mat_entry(M, i, j));

            if (!arf_is_zero(x) && arf_abs_bound_lt_2exp_si(x) > most)
                most = arf_abs_bound_lt_2exp_si(x);
        }
    return most;
}

/* y = m x or, turned, y = m^T x, m being rows x cols. */
static void
apply(double *y, const double *m, const double *x, slong rows, slong cols,
      int turned)
{
    const slong n = turned ? cols : rows;

    for (slong k = 0; k < n; k++)
        y[k] = 0;
    for (slong i = 0; i < rows; i++)
        for (slong j = 0; j < cols; j++)
            if (turned)
                y[j] += m[i * cols + j] * x[i];
            else
                y[i] += m[i * cols + j] * x[j];
}

static double
length(const double *x, slong n)
{
    double sum = 0;

    for (slong k = 0; k < n; k++)
        sum += x[k] * x[k];
    return sqrt(sum);
}

/* Power iteration on m^T m; the last ratio of lengths, which never falls. */
static double
iterate(const double *m, double *x, double *y, slong rows, slong cols)
{
    double norm = 0;

    for (slong j = 0; j < cols; j++)
        x[j] = 1 + 0.37 * sin(1.7 * (double)j);
    for (int step = 0; step < MAX_STEPS; step++) {
        double size = length(x, cols), before = norm;

        if (size == 0)
            break;
        for (slong j = 0; j < cols; j++)
            x[j] /= size;
        apply(y, m, x, rows, cols, 0);
        norm = length(y, rows);
        apply(x, m, y, rows, cols, 1);
        if (step > 20 && norm - before <= 1e-12 * norm)
            break;
    }
    return norm;
}

rc_status
rc_approx_norm(arf_t norm, const arb_mat_t M)
{
    const slong rows = arb_mat_nrows(M), cols = arb_mat_ncols(M);
    const slong exponent = common_exponent(M);
    double *m;
    arf_t scaled;

    if (!arb_mat_is_finite(M))
        return RC_UNCERTAIN;
    arf_zero(norm);
    if (exponent == WORD_MIN)
        return RC_OK;
    m = malloc((size_t)(rows * cols + rows + cols + 1) * sizeof *m);
    if (m == NULL)
        return RC_NOMEM;
    arf_init(scaled);
    for (slong i = 0; i < rows; i++)
        for (slong j = 0; j < cols; j++) {
            arf_mul_2exp_si(scaled, arb_midref(arb_mat_entry(M, i, j)),
                            -exponent);
            m[i * cols + j] = arf_get_d(scaled, ARF_RND_NEAR);
        }
    arf_set_d(norm,
              iterate(m, m + rows * cols, m + rows * cols + cols, rows, cols));
    arf_mul_2exp_si(norm, norm, exponent);
    arf_clear(scaled);
    free(m);
    return RC_OK;
}
