/* R26. Pivoting after Bunch and Parlett: a diagonal pivot when it is not small
   next to the largest entry, else a 2 x 2 block around that entry. Pivots are
   chosen from midpoints; their signs are certified. */

#include <stdlib.h>

#include "inertia.h"

#define SMALL_BITS 6 /* how much smaller than its column a pivot may be */

/* ---- The pivots' list ---- */

rc_status
rc_pivots_init(rc_pivots *pivots, slong n)
{
    pivots->n = n;
    pivots->order = calloc((size_t)n + 1, sizeof *pivots->order);
    pivots->is_pair = calloc((size_t)n + 1, 1);
    if (pivots->order != NULL && pivots->is_pair != NULL)
        return RC_OK;
    rc_pivots_clear(pivots);
    return RC_NOMEM;
}

void
rc_pivots_clear(rc_pivots *pivots)
{
    free(pivots->order);
    free(pivots->is_pair);
    *pivots = (rc_pivots){.n = 0};
}

void
rc_pivots_put(rc_certificate *out, const char *key, const rc_pivots *pivots)
{
    slong k = 0;

    rc_certificate_open_list(out, key);
    while (k < pivots->n) {
        const slong size = pivots->is_pair[k] ? 2 : 1;

        rc_certificate_put_places(out, NULL, pivots->order + k, size);
        k += size;
    }
    rc_certificate_close(out);
}

void
rc_pivots_start(rc_pivots *pivots, slong n)
{
    if (pivots == NULL)
        return;
    pivots->n = n;
    for (slong k = 0; k < n; k++) {
        pivots->order[k] = k;
        pivots->is_pair[k] = 0;
    }
}

/* ---- Elimination ---- */

/* The lower triangle's entry for rows i, j in any order. */
static arb_ptr
at(const arb_mat_t S, slong i, slong j)
{
    return i >= j ? arb_mat_entry(S, i, j) : arb_mat_entry(S, j, i);
}

/* Swaps rows and columns i and j of a symmetric matrix from row `first` on, and
   so notes it. */
static void
swap_symmetric(arb_mat_t S, rc_pivots *pivots, slong i, slong j, slong first)
{
    if (i == j)
        return;
    if (pivots != NULL) {
        const slong kept = pivots->order[i];

        pivots->order[i] = pivots->order[j];
        pivots->order[j] = kept;
    }
    for (slong k = first; k < arb_mat_nrows(S); k++)
        if (k != i && k != j)
            arb_swap(at(S, i, k), at(S, j, k));
    arb_swap(at(S, i, i), at(S, j, j));
}

/* The largest diagonal entry (row *d) and the largest other one (*p, *q), from
   row k on, by absolute midpoints. */
static void
find_largest(const arb_mat_t S, slong k, slong *d, slong *p, slong *q)
{
    const slong n = arb_mat_nrows(S);

    *d = k;
    *p = k + 1 < n ? k + 1 : k;
    *q = k;
    for (slong i = k; i < n; i++) {
        if (arf_cmpabs(arb_midref(at(S, i, i)), arb_midref(at(S, *d, *d))) > 0)
            *d = i;
        for (slong j = k; j < i; j++)
            if (arf_cmpabs(arb_midref(at(S, i, j)), arb_midref(at(S, *p, *q))) >
                0) {
                *p = i;
                *q = j;
            }
    }
}

/* Bunch and Parlett's choice, with 5/8 for (1 + sqrt 17)/8 = 0.6404. */
static int
diagonal_is_good(const arb_mat_t S, slong d, slong p, slong q)
{
    arf_t left, right;
    int good;

    if (p == q)
        return 1;
    arf_init(left);
    arf_init(right);
    arf_mul_ui(left, arb_midref(at(S, d, d)), 8, 64, ARF_RND_NEAR);
    arf_mul_ui(right, arb_midref(at(S, p, q)), 5, 64, ARF_RND_NEAR);
    good = arf_cmpabs(left, right) >= 0;
    arf_clear(right);
    arf_clear(left);
    return good;
}

/* Row i of what is left of S after pivots 0..k-1 loses f times column k. Exact
   zeros are passed over: what is sparse costs little. */
static void
subtract_column(arb_mat_t S, slong i, slong from, const arb_t f, slong k,
                slong prec)
{
    if (arb_is_zero(f))
        return;
    for (slong j = from; j <= i; j++)
        if (!arb_is_zero(at(S, j, k)))
            arb_submul(at(S, i, j), f, at(S, j, k), prec);
}

/* Eliminates with the 1 x 1 pivot at k. */
static void
eliminate_one(arb_mat_t S, slong k, slong prec)
{
    arb_t f;

    arb_init(f);
    for (slong i = k + 1; i < arb_mat_nrows(S); i++) {
        if (arb_is_zero(at(S, i, k)))
            continue;
        arb_div(f, at(S, i, k), at(S, k, k), prec);
        subtract_column(S, i, k + 1, f, k, prec);
    }
    arb_clear(f);
}

/* Eliminates with the 2 x 2 pivot [[a, b], [b, c]] at k, determinant det. */
static void
eliminate_two(arb_mat_t S, slong k, const arb_t det, slong prec)
{
    arb_t f, g;

    arb_init(f);
    arb_init(g);
    for (slong i = k + 2; i < arb_mat_nrows(S); i++) {
        if (arb_is_zero(at(S, i, k)) && arb_is_zero(at(S, i, k + 1)))
            continue;
        arb_mul(f, at(S, i, k), at(S, k + 1, k + 1), prec);
        arb_submul(f, at(S, i, k + 1), at(S, k + 1, k), prec);
        arb_div(f, f, det, prec);
        arb_mul(g, at(S, i, k + 1), at(S, k, k), prec);
        arb_submul(g, at(S, i, k), at(S, k + 1, k), prec);
        arb_div(g, g, det, prec);
        subtract_column(S, i, k + 2, f, k, prec);
        subtract_column(S, i, k + 2, g, k + 1, prec);
    }
    arb_clear(g);
    arb_clear(f);
}

/* The determinant of the 2 x 2 pivot of rows k and p > k; 1 when it is
   certified negative: one eigenvalue of either sign. */
static int
block_is_indefinite(arb_t det, const arb_mat_t S, slong k, slong p, slong prec)
{
    arb_mul(det, at(S, k, k), at(S, p, p), prec);
    arb_submul(det, at(S, p, k), at(S, p, k), prec);
    return arb_is_finite(det) && arb_is_negative(det);
}

/* The 1 x 1 pivot at k. RC_OK, RC_UNCERTAIN. */
static rc_status
take_one(slong *positive, slong *negative, arb_mat_t S, slong k, slong prec)
{
    arb_srcptr pivot = at(S, k, k);

    if (!arb_is_finite(pivot) || !arb_is_nonzero(pivot))
        return RC_UNCERTAIN;
    *(arb_is_positive(pivot) ? positive : negative) += 1;
    eliminate_one(S, k, prec);
    return RC_OK;
}

/* The 2 x 2 pivot at k. RC_OK, RC_UNCERTAIN. */
static rc_status
take_two(slong *positive, slong *negative, arb_mat_t S, slong k, slong prec)
{
    rc_status status = RC_UNCERTAIN;
    arb_t det;

    arb_init(det);
    if (block_is_indefinite(det, S, k, k + 1, prec)) {
        *positive += 1;
        *negative += 1;
        eliminate_two(S, k, det, prec);
        status = RC_OK;
    }
    arb_clear(det);
    return status;
}

rc_status
rc_inertia(slong *positive, slong *negative, rc_pivots *pivots, arb_mat_t S,
           int (*stop)(void *context), void *context, slong prec)
{
    const slong n = arb_mat_nrows(S);
    rc_status status = RC_OK;
    slong d, p, q, k = 0;

    *positive = *negative = 0;
    rc_pivots_start(pivots, n);
    while (status == RC_OK && k < n) {
        if (stop != NULL && stop(context))
            return RC_STOPPED;
        find_largest(S, k, &d, &p, &q);
        if (diagonal_is_good(S, d, p, q)) {
            swap_symmetric(S, pivots, k, d, k);
            status = take_one(positive, negative, S, k, prec);
            k += 1;
        } else {
            swap_symmetric(S, pivots, k, q, k);
            swap_symmetric(S, pivots, k + 1, p, k);
            if (pivots != NULL)
                pivots->is_pair[k] = 1;
            status = take_two(positive, negative, S, k, prec);
            k += 2;
        }
    }
    return status;
}

/* ---- Rows in their own order ---- */

/* The row of the largest entry below the diagonal in column k, by absolute
   midpoints; k when there is none. */
static slong
largest_below(const arb_mat_t S, slong k)
{
    slong p = k;

    for (slong i = k + 1; i < arb_mat_nrows(S); i++)
        if (!arb_is_zero(at(S, i, k)) &&
            (p == k ||
             arf_cmpabs(arb_midref(at(S, i, k)), arb_midref(at(S, p, k))) > 0))
            p = i;
    return p;
}

/* Whether row k is to be eliminated alone: its diagonal entry is not too small
   next to the largest entry of its column, that of row p, or the two rows make
   no pivot. Every step may lose SMALL_BITS bits. */
static int
stands_alone(const arb_mat_t S, slong k, slong p, slong prec)
{
    arf_t scaled;
    arb_t det;
    int alone;

    if (p == k)
        return 1;
    arf_init(scaled);
    arb_init(det);
    arf_mul_2exp_si(scaled, arb_midref(at(S, k, k)), SMALL_BITS);
    alone = arf_cmpabs(scaled, arb_midref(at(S, p, k))) >= 0 ||
            !block_is_indefinite(det, S, k, p, prec);
    arb_clear(det);
    arf_clear(scaled);
    return alone;
}

rc_status
rc_inertia_in_order(slong *positive, slong *negative, rc_pivots *pivots,
                    arb_mat_t S, int (*stop)(void *context), void *context,
                    slong prec)
{
    const slong n = arb_mat_nrows(S);
    rc_status status = RC_OK;
    slong k = 0;

    *positive = *negative = 0;
    rc_pivots_start(pivots, n);
    while (status == RC_OK && k < n) {
        const slong p = largest_below(S, k);

        if (stop != NULL && stop(context))
            return RC_STOPPED;
        if (stands_alone(S, k, p, prec)) {
            status = take_one(positive, negative, S, k, prec);
            k += 1;
        } else {
            swap_symmetric(S, pivots, k + 1, p, k);
            if (pivots != NULL)
                pivots->is_pair[k] = 1;
            status = take_two(positive, negative, S, k, prec);
            k += 2;
        }
    }
    return status;
}

/* ---- Singular values ---- */

rc_status
rc_count_singular_values(slong *above, slong *below, rc_pivots *pivots,
                         const arb_mat_t M, const arb_t t,
                         int (*stop)(void *context), void *context, slong prec)
{
    const slong rows = arb_mat_nrows(M), cols = arb_mat_ncols(M);
    const slong n = rows < cols ? rows : cols;
    arb_mat_t transpose, S;
    arb_t square;
    rc_status status;

    arb_mat_init(transpose, cols, rows);
    arb_mat_init(S, n, n);
    arb_init(square);
    arb_mat_transpose(transpose, M);
    if (rows <= cols)
        arb_mat_mul(S, M, transpose, prec);
    else
        arb_mat_mul(S, transpose, M, prec);
    arb_sqr(square, t, prec);
    for (slong i = 0; i < n; i++)
        arb_sub(arb_mat_entry(S, i, i), arb_mat_entry(S, i, i), square, prec);
    status = rc_inertia(above, below, pivots, S, stop, context, prec);
    arb_clear(square);
    arb_mat_clear(S);
    arb_mat_clear(transpose);
    return status;
}
