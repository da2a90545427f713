/* R18: elimination decides. A zero on the diagonal of what is left must have
   zeros beside it, else two coordinates make a negative value. */

#include "semidefinite.h"

#include "search/search.h"

#define BALL_BITS 192
#define NORM_BITS 16 /* of bounds of norms */

/* The first place from k on with a diagonal entry that is not zero; n: none. */
static slong
next_pivot(const fmpq_mat_t S, slong k)
{
    slong n = fmpq_mat_nrows(S);

    while (k < n && fmpq_is_zero(fmpq_mat_entry(S, k, k)))
        k++;
    return k;
}

/* Whether rows and columns from k on hold nothing but zeros, below the
   diagonal and on it. */
static int
is_zero_from(const fmpq_mat_t S, slong k)
{
    for (slong i = k; i < fmpq_mat_nrows(S); i++)
        for (slong j = k; j <= i; j++)
            if (!fmpq_is_zero(fmpq_mat_entry(S, i, j)))
                return 0;
    return 1;
}

/* The entry (i, j) of the lower triangle. */
static fmpq *
entry(const fmpq_mat_t S, slong i, slong j)
{
    return i >= j ? fmpq_mat_entry(S, i, j) : fmpq_mat_entry(S, j, i);
}

/* Exchanges places p and k of the symmetric S. */
static void
exchange(fmpq_mat_t S, slong p, slong k)
{
    if (p == k)
        return;
    for (slong j = 0; j < fmpq_mat_nrows(S); j++)
        if (j != p && j != k)
            fmpq_swap(entry(S, p, j), entry(S, k, j));
    fmpq_swap(entry(S, p, p), entry(S, k, k));
}

/* Subtracts from what is below place k its part along k. */
static void
eliminate(fmpq_mat_t S, slong k)
{
    fmpq_t factor;

    fmpq_init(factor);
    for (slong i = k + 1; i < fmpq_mat_nrows(S); i++) {
        if (fmpq_is_zero(entry(S, i, k)))
            continue;
        fmpq_div(factor, entry(S, i, k), entry(S, k, k));
        for (slong j = k + 1; j <= i; j++)
            fmpq_submul(entry(S, i, j), factor, entry(S, j, k));
    }
    fmpq_clear(factor);
}

/* Whether balls certify that S is positive definite: much faster, and no answer
   where S is singular. */
static int
is_definite(const fmpq_mat_t S)
{
    const slong n = fmpq_mat_nrows(S);
    arb_mat_t balls;
    int answer;

    arb_mat_init(balls, n, n);
    arb_mat_set_fmpq_mat(balls, S, BALL_BITS);
    answer = arb_mat_cho(balls, balls, BALL_BITS);
    arb_mat_clear(balls);
    return answer;
}

int
rc_is_semidefinite(const fmpq_mat_t S)
{
    const slong n = fmpq_mat_nrows(S);
    fmpq_mat_t left;
    int answer = 1;
    slong k;

    if (is_definite(S))
        return 1;
    fmpq_mat_init(left, n, n);
    fmpq_mat_set(left, S);
    for (k = 0; answer && k < n; k++) {
        slong p = next_pivot(left, k);

        if (p == n)
            break;
        exchange(left, p, k);
        answer = fmpq_sgn(entry(left, k, k)) > 0;
        if (answer)
            eliminate(left, k);
    }
    if (answer)
        answer = is_zero_from(left, k);
    fmpq_mat_clear(left);
    return answer;
}

int
rc_norm_is_at_most(const fmpq_mat_t M, const fmpq_t bound)
{
    const slong n = fmpq_mat_ncols(M);
    fmpq_mat_t transpose, S;
    fmpq_t square;
    int answer;

    fmpq_mat_init(transpose, n, fmpq_mat_nrows(M));
    fmpq_mat_init(S, n, n);
    fmpq_init(square);
    fmpq_mul(square, bound, bound);
    fmpq_mat_transpose(transpose, M);
    fmpq_mat_mul(S, transpose, M);
    fmpq_mat_neg(S, S);
    for (slong i = 0; i < n; i++)
        fmpq_add(fmpq_mat_entry(S, i, i), fmpq_mat_entry(S, i, i), square);
    answer = rc_is_semidefinite(S);
    fmpq_clear(square);
    fmpq_mat_clear(S);
    fmpq_mat_clear(transpose);
    return answer;
}

/* norm = a number of few bits near it: as near as can be when that seems to be
   an equality, else somewhat above, where the test is fast. */
static void
round_norm(arf_t norm)
{
    arf_t near, away;

    arf_init(near);
    arf_init(away);
    arf_set_round(near, norm, NORM_BITS, ARF_RND_NEAR);
    arf_sub(away, norm, near, NORM_BITS, ARF_RND_NEAR);
    arf_mul_2exp_si(away, away, 32);
    if (arf_cmpabs(away, norm) > 0) {
        arf_mul_2exp_si(away, norm, 2 - NORM_BITS);
        arf_add(near, norm, away, NORM_BITS, ARF_RND_UP);
    }
    arf_swap(norm, near);
    arf_clear(away);
    arf_clear(near);
}

/* Raises norm > 0 until it is a bound. */
static void
raise_norm(arf_t norm, const fmpq_mat_t M)
{
    arf_t step;
    fmpq_t bound;

    arf_init(step);
    fmpq_init(bound);
    arf_mul_2exp_si(step, norm, 1 - NORM_BITS);
    for (;;) {
        arf_get_fmpq(bound, norm);
        if (rc_norm_is_at_most(M, bound))
            break;
        arf_add(norm, norm, step, NORM_BITS, ARF_RND_UP);
        arf_mul_2exp_si(step, step, 1); /* ends soon in any case */
    }
    fmpq_clear(bound);
    arf_clear(step);
}

rc_status
rc_norm_bound(arf_t norm, const fmpq_mat_t M)
{
    arb_mat_t near;
    rc_status status;

    arb_mat_init(near, fmpq_mat_nrows(M), fmpq_mat_ncols(M));
    arb_mat_set_fmpq_mat(near, M, 64);
    status = rc_approx_norm(norm, near);
    if (arf_is_zero(norm))
        arf_set_si_2exp_si(norm, 1, -64);
    if (status == RC_OK) {
        round_norm(norm);
        raise_norm(norm, M);
    }
    arb_mat_clear(near);
    return status;
}
