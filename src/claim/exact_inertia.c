/* Sylvester's law over the rationals: the pivots of a symmetric elimination,
   exactly. A diagonal entry that is not zero is a pivot; where there is none an
   entry b that is not zero gives the pivot [[0, b], [b, 0]], one eigenvalue of
   either sign; where there is none either, all that is left is zero. */

#include "inertia.h"

/* The lower triangle's entry for rows i, j in any order. */
static fmpq *
at(const fmpq_mat_t S, slong i, slong j)
{
    return i >= j ? fmpq_mat_entry(S, i, j) : fmpq_mat_entry(S, j, i);
}

static void
swap_symmetric(fmpq_mat_t S, rc_pivots *pivots, slong i, slong j)
{
    if (i == j)
        return;
    if (pivots != NULL) {
        const slong kept = pivots->order[i];

        pivots->order[i] = pivots->order[j];
        pivots->order[j] = kept;
    }
    for (slong k = 0; k < fmpq_mat_nrows(S); k++)
        if (k != i && k != j)
            fmpq_swap(at(S, i, k), at(S, j, k));
    fmpq_swap(at(S, i, i), at(S, j, j));
}

/* Row i from column `from` on loses f times column k. */
static void
subtract_column(fmpq_mat_t S, slong i, slong from, const fmpq_t f, slong k)
{
    if (fmpq_is_zero(f))
        return;
    for (slong j = from; j <= i; j++)
        if (!fmpq_is_zero(at(S, j, k)))
            fmpq_submul(at(S, i, j), f, at(S, j, k));
}

static void
eliminate_one(fmpq_mat_t S, slong k)
{
    fmpq_t f;

    fmpq_init(f);
    for (slong i = k + 1; i < fmpq_mat_nrows(S); i++) {
        fmpq_div(f, at(S, i, k), at(S, k, k));
        subtract_column(S, i, k + 1, f, k);
    }
    fmpq_clear(f);
}

/* The pivot [[0, b], [b, 0]] at k: its inverse exchanges the two columns. */
static void
eliminate_two(fmpq_mat_t S, slong k)
{
    fmpq_t f, g;

    fmpq_init(f);
    fmpq_init(g);
    for (slong i = k + 2; i < fmpq_mat_nrows(S); i++) {
        fmpq_div(f, at(S, i, k + 1), at(S, k + 1, k));
        fmpq_div(g, at(S, i, k), at(S, k + 1, k));
        subtract_column(S, i, k + 2, f, k);
        subtract_column(S, i, k + 2, g, k + 1);
    }
    fmpq_clear(g);
    fmpq_clear(f);
}

/* The first row from k on whose diagonal entry is not zero, or n. */
static slong
find_diagonal(const fmpq_mat_t S, slong k)
{
    while (k < fmpq_mat_nrows(S) && fmpq_is_zero(at(S, k, k)))
        k++;
    return k;
}

/* An entry (*p, *q), p > q >= k, that is not zero; 0 when there is none. */
static int
find_entry(const fmpq_mat_t S, slong k, slong *p, slong *q)
{
    for (*p = k + 1; *p < fmpq_mat_nrows(S); ++*p)
        for (*q = k; *q < *p; ++*q)
            if (!fmpq_is_zero(at(S, *p, *q)))
                return 1;
    return 0;
}

rc_status
rc_exact_inertia(slong *positive, slong *negative, rc_pivots *pivots,
                 fmpq_mat_t S, int (*stop)(void *context), void *context)
{
    const slong n = fmpq_mat_nrows(S);
    slong p, q, k = 0;

    *positive = *negative = 0;
    rc_pivots_start(pivots, n);
    while (k < n) {
        const slong d = find_diagonal(S, k);

        if (stop != NULL && stop(context))
            return RC_STOPPED;
        if (d < n) {
            swap_symmetric(S, pivots, k, d);
            *(fmpq_sgn(at(S, k, k)) > 0 ? positive : negative) += 1;
            eliminate_one(S, k);
            k += 1;
        } else if (find_entry(S, k, &p, &q)) {
            swap_symmetric(S, pivots, k, q);
            swap_symmetric(S, pivots, k + 1, p);
            if (pivots != NULL)
                pivots->is_pair[k] = 1;
            *positive += 1;
            *negative += 1;
            eliminate_two(S, k);
            k += 2;
        } else {
            break;
        }
    }
    if (pivots != NULL)
        pivots->n = k;
    return RC_OK;
}
