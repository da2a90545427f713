/* Bases in which value matrices have row sums of at most 1 (R18): rescaled
   coordinates, or exact eigenvectors of 1 and -1 beside an approximate basis of
   the rest. Only rc_basis_bounds decides. */

#include <stdlib.h>

#include "value_bound.h"

#include "search/search.h"

#define MOST_BASES 2 /* that are tried for several matrices */

/* ---- The test ---- */

static int
row_sums_are_at_most_one(const fmpq_mat_t M)
{
    fmpq_t sum, one;
    int answer = 1;

    fmpq_init(sum);
    fmpq_init(one);
    for (slong i = 0; answer && i < fmpq_mat_nrows(M); i++) {
        fmpq_zero(sum);
        for (slong j = 0; j < fmpq_mat_ncols(M); j++) {
            fmpq_abs(one, fmpq_mat_entry(M, i, j));
            fmpq_add(sum, sum, one);
        }
        answer = fmpq_cmp_si(sum, 1) <= 0;
    }
    fmpq_clear(one);
    fmpq_clear(sum);
    return answer;
}

/* M = S^-1 W S. */
static void
change_basis(fmpq_mat_t M, const fmpq_mat_t inverse, const fmpq_mat_t W,
             const fmpq_mat_t S)
{
    fmpq_mat_t half;

    fmpq_mat_init(half, fmpq_mat_nrows(W), fmpq_mat_ncols(W));
    fmpq_mat_mul(half, inverse, W);
    fmpq_mat_mul(M, half, S);
    fmpq_mat_clear(half);
}

int
rc_basis_bounds(const fmpq_mat_t S, const fmpq_mat_struct *W, slong count)
{
    const slong d = fmpq_mat_nrows(S);
    fmpq_mat_t inverse, M;
    int answer;

    fmpq_mat_init(inverse, d, d);
    fmpq_mat_init(M, d, d);
    answer = fmpq_mat_inv(inverse, S);
    for (slong k = 0; answer && k < count; k++) {
        change_basis(M, inverse, W + k, S);
        answer = row_sums_are_at_most_one(M);
    }
    fmpq_mat_clear(M);
    fmpq_mat_clear(inverse);
    return answer;
}

/* ---- Eigenvectors ---- */

/* The columns of a basis under way: S[., 0..count). */
typedef struct {
    fmpq_mat_struct *S;
    slong count;
} columns;

/* Adds a basis of the right kernel of M; 0 when there is no room. */
static int
add_kernel(columns *c, const fmpq_mat_t M)
{
    const slong d = fmpq_mat_nrows(M);
    slong rank, pivot = 0;
    int has_room;
    fmpq_mat_t R;

    fmpq_mat_init(R, d, d);
    rank = fmpq_mat_rref(R, M);
    has_room = c->count + d - rank <= d;
    for (slong free_column = 0; has_room && free_column < d; free_column++) {
        if (pivot < rank &&
            fmpq_is_one(fmpq_mat_entry(R, pivot, free_column))) {
            pivot++;
            continue;
        }
        /* Unknowns of the pivots before it follow from this one. */
        for (slong i = 0, at = 0; i < rank; i++) {
            while (!fmpq_is_one(fmpq_mat_entry(R, i, at)))
                at++;
            fmpq_neg(fmpq_mat_entry(c->S, at, c->count),
                     fmpq_mat_entry(R, i, free_column));
        }
        fmpq_one(fmpq_mat_entry(c->S, free_column, c->count));
        c->count++;
    }
    fmpq_mat_clear(R);
    return has_room;
}

/* Adds a basis of the column space of M; 0 when there is no room. */
static int
add_image(columns *c, const fmpq_mat_t M)
{
    const slong d = fmpq_mat_nrows(M);
    fmpq_mat_t turned;
    slong rank;

    fmpq_mat_init(turned, d, d);
    fmpq_mat_transpose(turned, M);
    rank = fmpq_mat_rref(turned, turned);
    for (slong k = 0; k < rank && c->count < d; k++, c->count++)
        for (slong i = 0; i < d; i++)
            fmpq_set(fmpq_mat_entry(c->S, i, c->count),
                     fmpq_mat_entry(turned, k, i));
    fmpq_mat_clear(turned);
    return c->count == d;
}

/* S = eigenvectors of 1, then of -1, then the image of (W - I)(W + I), when
   together they are a basis; *exact of the first two. */
static int
split_space(fmpq_mat_t S, slong *exact, const fmpq_mat_t W)
{
    const slong d = fmpq_mat_nrows(W);
    columns c = {S, 0};
    fmpq_mat_t minus, plus, both;
    int good;

    fmpq_mat_init(minus, d, d);
    fmpq_mat_init(plus, d, d);
    fmpq_mat_init(both, d, d);
    fmpq_mat_one(both);
    fmpq_mat_sub(minus, W, both);
    fmpq_mat_add(plus, W, both);
    fmpq_mat_mul(both, minus, plus);
    fmpq_mat_zero(S);
    good = add_kernel(&c, minus) && add_kernel(&c, plus);
    *exact = c.count;
    good = good && add_image(&c, both);
    fmpq_mat_clear(both);
    fmpq_mat_clear(plus);
    fmpq_mat_clear(minus);
    return good;
}

/* S = S times the block diagonal matrix of I and E. */
static void
refine(fmpq_mat_t S, const fmpq_mat_t E, slong exact)
{
    const slong d = fmpq_mat_nrows(S);
    fmpq_mat_t block, product;

    fmpq_mat_init(block, d, d);
    fmpq_mat_init(product, d, d);
    for (slong i = 0; i < d; i++)
        for (slong j = 0; j < d; j++)
            if (i >= exact && j >= exact)
                fmpq_set(fmpq_mat_entry(block, i, j),
                         fmpq_mat_entry(E, i - exact, j - exact));
            else if (i == j)
                fmpq_one(fmpq_mat_entry(block, i, j));
    fmpq_mat_mul(product, S, block);
    fmpq_mat_swap(S, product);
    fmpq_mat_clear(product);
    fmpq_mat_clear(block);
}

/* W in the basis S, its part from `exact` on: the rest is a block of its
   own. */
static void
rest_of(fmpq_mat_t rest, const fmpq_mat_t M, slong exact)
{
    for (slong i = 0; i < fmpq_mat_nrows(rest); i++)
        for (slong j = 0; j < fmpq_mat_nrows(rest); j++)
            fmpq_set(fmpq_mat_entry(rest, i, j),
                     fmpq_mat_entry(M, exact + i, exact + j));
}

/* Refines S by an approximate eigenbasis of the rest of W in it. */
static int
split_rest(fmpq_mat_t S, slong exact, const fmpq_mat_t W)
{
    const slong d = fmpq_mat_nrows(W), left = d - exact;
    fmpq_mat_t inverse, M, rest, E;
    int good;

    if (left == 0)
        return 1;
    fmpq_mat_init(inverse, d, d);
    fmpq_mat_init(M, d, d);
    fmpq_mat_init(rest, left, left);
    fmpq_mat_init(E, left, left);
    good = fmpq_mat_inv(inverse, S);
    if (good) {
        change_basis(M, inverse, W, S);
        rest_of(rest, M, exact);
        good = rc_approx_eigenbasis(E, rest) == RC_OK;
    }
    if (good)
        refine(S, E, exact);
    fmpq_mat_clear(E);
    fmpq_mat_clear(rest);
    fmpq_mat_clear(M);
    fmpq_mat_clear(inverse);
    return good;
}

/* S = S times a scaling that makes each W bounded in it. */
static rc_status
scale_columns(fmpq_mat_t S, const fmpq_mat_struct *W, slong count,
              const rc_job *job)
{
    const slong d = fmpq_mat_nrows(W);
    fmpq_mat_struct *M = malloc((size_t)count * sizeof *M);
    fmpq_mat_t inverse, scaling;
    rc_status status = RC_DOMAIN;

    if (M == NULL)
        return RC_NOMEM;
    fmpq_mat_init(inverse, d, d);
    fmpq_mat_init(scaling, d, d);
    for (slong k = 0; k < count; k++)
        fmpq_mat_init(M + k, d, d);
    if (fmpq_mat_inv(inverse, S)) {
        for (slong k = 0; k < count; k++)
            change_basis(M + k, inverse, W + k, S);
        status = rc_scaling_find(scaling, M, count, job);
    }
    if (status == RC_OK) {
        fmpq_mat_mul(inverse, S, scaling);
        fmpq_mat_swap(S, inverse);
    }
    for (slong k = 0; k < count; k++)
        fmpq_mat_clear(M + k);
    fmpq_mat_clear(scaling);
    fmpq_mat_clear(inverse);
    free(M);
    return status;
}

/* A basis made for one of the matrices may do for all. */
static rc_status
find_eigenbasis(fmpq_mat_t S, const fmpq_mat_struct *W, slong count,
                const rc_job *job)
{
    const slong most = count < MOST_BASES ? count : MOST_BASES;
    rc_status status = RC_DOMAIN;
    slong exact;

    for (slong k = 0; status == RC_DOMAIN && k < most; k++) {
        if (rc_job_stopped(job))
            return RC_STOPPED;
        if (split_space(S, &exact, W + k) && split_rest(S, exact, W + k))
            status = scale_columns(S, W, count, job);
    }
    return status;
}

rc_status
rc_basis_find(fmpq_mat_t S, const fmpq_mat_struct *W, slong count,
              const rc_job *job)
{
    rc_status status = rc_scaling_find(S, W, count, job);

    if (status == RC_DOMAIN)
        status = find_eigenbasis(S, W, count, job);
    return status;
}
