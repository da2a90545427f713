/* Diagonal bases: scalings s of the coordinates with |W_k| s <= s (R18). */

#include <stdlib.h>

#include "value_bound.h"

#include "search/search.h"

#define ROUNDED_BITS 32 /* of entries that are too long to keep */

/* ---- The least scaling, exactly ---- */

/* Scalings with s >= 1 have a least one: |W| min(s, s') is at most |W| s and
   |W| s'. It has the least norms of S and S^-1 together. Coordinates are done
   after those that they are coupled to. */
typedef struct {
    const fmpq_mat_struct *W;
    slong count, dim;
    char *done;
    fmpq *s;
} least_scaling;

/* Whether all that coordinate i is coupled to is done. */
static int
is_ready(const least_scaling *l, slong i)
{
    for (slong j = 0; j < l->dim; j++) {
        if (j == i || l->done[j])
            continue;
        for (slong k = 0; k < l->count; k++)
            if (!fmpq_is_zero(fmpq_mat_entry(l->W + k, i, j)))
                return 0;
    }
    return 1;
}

/* s = 2^e ceil(s / 2^e) with some ROUNDED_BITS left, if it is longer: what is
   raised stays possible, since couplings are resolved in order. */
static void
round_up(fmpq_t s)
{
    slong shift;
    fmpz_t n;

    if (fmpz_bits(fmpq_numref(s)) <= ROUNDED_BITS &&
        fmpz_bits(fmpq_denref(s)) <= ROUNDED_BITS)
        return;
    fmpz_init(n);
    shift = ROUNDED_BITS + (slong)fmpz_bits(fmpq_denref(s)) -
            (slong)fmpz_bits(fmpq_numref(s));
    if (shift >= 0)
        fmpq_mul_2exp(s, s, (flint_bitcnt_t)shift);
    else
        fmpq_div_2exp(s, s, (flint_bitcnt_t)-shift);
    fmpz_cdiv_q(n, fmpq_numref(s), fmpq_denref(s));
    fmpq_set_fmpz(s, n);
    if (shift >= 0)
        fmpq_div_2exp(s, s, (flint_bitcnt_t)shift);
    else
        fmpq_mul_2exp(s, s, (flint_bitcnt_t)-shift);
    fmpz_clear(n);
}

/* Raises s_i so that row i of |W_k| s is at most s_i; 0: nothing is enough. */
static int
raise_for(const least_scaling *l, slong i, slong k)
{
    const fmpq_mat_struct *W = l->W + k;
    fmpq_t need, room;
    int good = 1;

    fmpq_init(need);
    fmpq_init(room);
    for (slong j = 0; j < l->dim; j++) {
        if (j == i || fmpq_is_zero(fmpq_mat_entry(W, i, j)))
            continue;
        fmpq_abs(room, fmpq_mat_entry(W, i, j));
        fmpq_addmul(need, room, l->s + j);
    }
    fmpq_abs(room, fmpq_mat_entry(W, i, i));
    fmpq_sub_si(room, room, 1);
    fmpq_neg(room, room);
    if (!fmpq_is_zero(need)) {
        good = fmpq_sgn(room) > 0;
        if (good)
            fmpq_div(need, need, room);
        if (good && fmpq_cmp(need, l->s + i) > 0)
            fmpq_set(l->s + i, need);
    }
    fmpq_clear(room);
    fmpq_clear(need);
    return good;
}

static int
do_coordinate(const least_scaling *l, slong i)
{
    fmpq_one(l->s + i);
    for (slong k = 0; k < l->count; k++)
        if (!raise_for(l, i, k))
            return 0;
    round_up(l->s + i);
    l->done[i] = 1;
    return 1;
}

/* s = the least scaling, up to roundings. RC_DOMAIN: there is none, or
   coordinates are coupled in a circle. */
static rc_status
least(fmpq *s, const fmpq_mat_struct *W, slong count)
{
    const slong d = fmpq_mat_nrows(W);
    least_scaling l = {W, count, d, calloc((size_t)d, 1), s};
    slong left = d, before = d + 1;

    if (l.done == NULL)
        return RC_NOMEM;
    while (left > 0 && left < before) {
        before = left;
        for (slong i = d - 1; i >= 0; i--)
            if (!l.done[i] && is_ready(&l, i) && do_coordinate(&l, i))
                left--;
    }
    free(l.done);
    return left == 0 ? RC_OK : RC_DOMAIN;
}

/* ---- Equality everywhere ---- */

/* s = the vector with |W| s = s, when it is unique up to a factor and has no
   zero and no two signs; its least entry is 1. */
static rc_status
fixed_vector(fmpq *s, const fmpq_mat_t W)
{
    const slong d = fmpq_mat_nrows(W);
    fmpq_mat_t M;
    fmpq_t low;
    int good;

    fmpq_mat_init(M, d, d);
    fmpq_init(low);
    for (slong i = 0; i < d; i++)
        for (slong j = 0; j < d; j++)
            fmpq_abs(fmpq_mat_entry(M, i, j), fmpq_mat_entry(W, i, j));
    for (slong i = 0; i < d; i++)
        fmpq_sub_si(fmpq_mat_entry(M, i, i), fmpq_mat_entry(M, i, i), 1);
    good = fmpq_mat_rref(M, M) == d - 1;
    fmpq_one(s + d - 1);
    fmpq_one(low);
    /* Without zeros in s the last column is the free one. */
    for (slong i = 0; good && i < d - 1; i++) {
        fmpq_neg(s + i, fmpq_mat_entry(M, i, d - 1));
        good = fmpq_is_one(fmpq_mat_entry(M, i, i)) && fmpq_sgn(s + i) > 0;
        if (fmpq_cmp(s + i, low) < 0)
            fmpq_set(low, s + i);
    }
    for (slong i = 0; good && i < d; i++)
        fmpq_div(s + i, s + i, low);
    fmpq_clear(low);
    fmpq_mat_clear(M);
    return good ? RC_OK : RC_DOMAIN;
}

/* ---- All of them ---- */

static rc_status
approximate(fmpq *s, const fmpq_mat_struct *W, slong count, slong slack)
{
    rc_status status = rc_approx_scaling(s, W, count, slack);

    return status == RC_UNCERTAIN ? RC_DOMAIN : status;
}

static rc_status
propose(fmpq *s, const fmpq_mat_struct *W, slong count, slong way)
{
    static const slong slacks[] = {14, 10, 6, 3, 1};

    switch (way) {
    case 0:
        for (slong i = 0; i < fmpq_mat_nrows(W); i++)
            fmpq_one(s + i);
        return RC_OK;
    case 1:
        return least(s, W, count);
    case 2:
        return fixed_vector(s, W);
    default:
        return approximate(s, W, count, slacks[way - 3]);
    }
}

rc_status
rc_scaling_find(fmpq_mat_t S, const fmpq_mat_struct *W, slong count,
                const rc_job *job)
{
    const slong d = fmpq_mat_nrows(S);
    rc_status status = RC_DOMAIN;
    fmpq *s = _fmpq_vec_init(d);

    for (slong way = 0; status == RC_DOMAIN && way < 8; way++) {
        if (rc_job_stopped(job)) {
            status = RC_STOPPED;
            break;
        }
        status = propose(s, W, count, way);
        if (status != RC_OK)
            continue;
        fmpq_mat_zero(S);
        for (slong i = 0; i < d; i++)
            fmpq_set(fmpq_mat_entry(S, i, i), s + i);
        if (!rc_basis_bounds(S, W, count))
            status = RC_DOMAIN;
    }
    _fmpq_vec_clear(s, d);
    return status;
}
