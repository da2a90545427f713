#include <stdlib.h>

#include "search.h"

/* The largest entry of the rows and columns from k on; 0 when it is not above
   threshold. */
static int
find_pivot(slong *row, slong *col, const arb_mat_t A, slong k,
           const arf_t threshold)
{
    int found = 0;

    for (slong i = k; i < arb_mat_nrows(A); i++)
        for (slong j = k; j < arb_mat_ncols(A); j++) {
            const arf_struct *entry = arb_midref(arb_mat_entry(A, i, j));

            if (!arf_is_finite(entry) ||
                arf_cmpabs(entry, found
                                      ? arb_midref(arb_mat_entry(A, *row, *col))
                                      : threshold) <= 0)
                continue;
            *row = i;
            *col = j;
            found = 1;
        }
    return found;
}

static void
swap_to(arb_mat_t A, slong *rows, slong *cols, slong k, slong row, slong col)
{
    slong keep;

    for (slong j = 0; j < arb_mat_ncols(A); j++)
        arb_swap(arb_mat_entry(A, k, j), arb_mat_entry(A, row, j));
    for (slong i = 0; i < arb_mat_nrows(A); i++)
        arb_swap(arb_mat_entry(A, i, k), arb_mat_entry(A, i, col));
    keep = rows[k];
    rows[k] = rows[row];
    rows[row] = keep;
    keep = cols[k];
    cols[k] = cols[col];
    cols[col] = keep;
}

/* Subtracts multiples of row k from those below. */
static void
eliminate(arb_mat_t A, slong k, slong prec)
{
    arb_t factor;

    arb_init(factor);
    for (slong i = k + 1; i < arb_mat_nrows(A); i++) {
        arb_div(factor, arb_mat_entry(A, i, k), arb_mat_entry(A, k, k), prec);
        for (slong j = k; j < arb_mat_ncols(A); j++) {
            arb_ptr entry = arb_mat_entry(A, i, j);

            arb_submul(entry, factor, arb_mat_entry(A, k, j), prec);
            mag_zero(arb_radref(entry));
        }
    }
    arb_clear(factor);
}

rc_status
rc_approx_rank(slong *rank, slong *rows, slong *cols, const arb_mat_t X,
               slong bits, int (*stop)(void *context), void *context,
               slong prec)
{
    const slong m = arb_mat_nrows(X), n = arb_mat_ncols(X);
    const slong least = m < n ? m : n;
    slong *all_rows = calloc((size_t)m + 1, sizeof(slong));
    slong *all_cols = calloc((size_t)n + 1, sizeof(slong));
    slong row = 0, col = 0, k = 0;
    rc_status status = RC_OK;
    arb_mat_t A;
    arf_t threshold;

    if (all_rows == NULL || all_cols == NULL) {
        free(all_rows);
        free(all_cols);
        return RC_NOMEM;
    }
    for (slong i = 0; i < m; i++)
        all_rows[i] = i;
    for (slong j = 0; j < n; j++)
        all_cols[j] = j;
    arb_mat_init(A, m, n);
    arf_init(threshold);
    arb_mat_get_mid(A, X);
    if (find_pivot(&row, &col, A, 0, threshold)) {
        arf_abs(threshold, arb_midref(arb_mat_entry(A, row, col)));
        arf_mul_2exp_si(threshold, threshold, -bits);
    }
    while (k < least && find_pivot(&row, &col, A, k, threshold)) {
        if (stop != NULL && stop(context)) {
            status = RC_STOPPED;
            break;
        }
        swap_to(A, all_rows, all_cols, k, row, col);
        eliminate(A, k, prec);
        k++;
    }
    *rank = k;
    for (slong i = 0; i < k; i++) {
        rows[i] = all_rows[i];
        cols[i] = all_cols[i];
    }
    arf_clear(threshold);
    arb_mat_clear(A);
    free(all_rows);
    free(all_cols);
    return status;
}
