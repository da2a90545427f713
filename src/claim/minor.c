#include "minor.h"

#include <stdlib.h>

#include "search/search.h"

/* det of the rows and columns named. */
static void
enclose_minor(arb_t det, const arb_mat_t M, slong rank, const slong *rows,
              const slong *cols, slong prec)
{
    arb_mat_t part;

    arb_mat_init(part, rank, rank);
    for (slong i = 0; i < rank; i++)
        for (slong j = 0; j < rank; j++)
            arb_set(arb_mat_entry(part, i, j),
                    arb_mat_entry(M, rows[i], cols[j]));
    arb_mat_det_precond(det, part, prec);
    arb_mat_clear(part);
}

rc_status
rc_place_minor(slong *rank, slong *rows, slong *cols, arb_ptr det,
               const arb_mat_t M, int (*stop)(void *context), void *context,
               slong prec)
{
    rc_status status =
        rc_approx_rank(rank, rows, cols, M, prec / 2, stop, context, prec);

    if (status == RC_OK && det != NULL)
        enclose_minor(det, M, *rank, rows, cols, prec);
    return status;
}

rc_status
rc_largest_minor(slong *rank, arb_ptr det, const arb_mat_t M,
                 int (*stop)(void *context), void *context, slong prec)
{
    const slong m = arb_mat_nrows(M), n = arb_mat_ncols(M);
    const size_t least = (size_t)(m < n ? m : n);
    slong *rows = calloc(least + 1, sizeof(slong));
    slong *cols = calloc(least + 1, sizeof(slong));
    rc_status status = RC_NOMEM;

    *rank = 0;
    if (rows != NULL && cols != NULL)
        status = rc_place_minor(rank, rows, cols, det, M, stop, context, prec);
    free(cols);
    free(rows);
    return status;
}
