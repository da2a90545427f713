/* What the tests of symmetric eliminations share. */

#ifndef RANKCERT_TESTS_SYMMETRIC_SUPPORT_H
#define RANKCERT_TESTS_SYMMETRIC_SUPPORT_H

#include "claim/inertia.h"
#include "claim_support.h"
#include "random.h"

/* ---- The signs of a rational symmetric matrix, exactly ---- */

/* Congruence by elimination: a nonzero diagonal entry of S counts and is
   eliminated; where the diagonal is zero, adding row and column j to i makes
   entry i 2 S_ij. Returns the rank; S is destroyed. */
static inline slong
count_signs(slong *positive, slong *negative, fmpq_mat_t S)
{
    const slong n = fmpq_mat_nrows(S);
    unsigned char done[16] = {0};
    fmpq_t f;

    fmpq_init(f);
    *positive = *negative = 0;
    for (;;) {
        slong p = -1, q = -1;

        for (slong i = 0; i < n; i++)
            for (slong j = 0; j < n; j++)
                if (!done[i] && !done[j] &&
                    !fmpq_is_zero(fmpq_mat_entry(S, i, j)) &&
                    (p < 0 || (p != q && i == j))) {
                    p = i;
                    q = j;
                }
        if (p < 0)
            break;
        if (p != q) {
            for (slong k = 0; k < n; k++)
                fmpq_add(fmpq_mat_entry(S, p, k), fmpq_mat_entry(S, p, k),
                         fmpq_mat_entry(S, q, k));
            for (slong k = 0; k < n; k++)
                fmpq_add(fmpq_mat_entry(S, k, p), fmpq_mat_entry(S, k, p),
                         fmpq_mat_entry(S, k, q));
        }
        *(fmpq_sgn(fmpq_mat_entry(S, p, p)) > 0 ? positive : negative) += 1;
        done[p] = 1;
        for (slong i = 0; i < n; i++) {
            if (done[i])
                continue;
            fmpq_div(f, fmpq_mat_entry(S, i, p), fmpq_mat_entry(S, p, p));
            for (slong j = 0; j < n; j++)
                if (!done[j])
                    fmpq_submul(fmpq_mat_entry(S, i, j), f,
                                fmpq_mat_entry(S, p, j));
        }
    }
    fmpq_clear(f);
    return *positive + *negative;
}

/* A random symmetric matrix, often with zeros on the diagonal and sometimes
   singular (row and column r repeat another). */
static inline void
random_symmetric(fmpq_mat_t S, uint64_t *state)
{
    const slong n = fmpq_mat_nrows(S);
    const int kind = (int)random_below(state, 4);

    for (slong i = 0; i < n; i++)
        for (slong j = 0; j <= i; j++) {
            fmpq *entry = fmpq_mat_entry(S, i, j);

            fmpq_set_si(entry, random_below(state, 9) - 4,
                        (ulong)(1 + random_below(state, 3)));
            if ((kind == 0 && i == j) || (kind == 1 && random_below(state, 2)))
                fmpq_zero(entry);
            fmpq_set(fmpq_mat_entry(S, j, i), entry);
        }
    if (kind == 2 && n > 1) {
        for (slong k = 0; k < n; k++)
            fmpq_add(fmpq_mat_entry(S, n - 1, k), fmpq_mat_entry(S, 0, k),
                     fmpq_mat_entry(S, n / 2, k));
        for (slong k = 0; k < n; k++)
            fmpq_add(fmpq_mat_entry(S, k, n - 1), fmpq_mat_entry(S, k, 0),
                     fmpq_mat_entry(S, k, n / 2));
    }
}

/* ---- Pivots, followed exactly ---- */

/* S_ij loses S_ip (S_pp)^-1 S_pj for all rows that are not done; 1 when the
   pivot is not zero. */
static inline int
follow_one(slong *positive, slong *negative, fmpq_mat_t S, slong p,
           const unsigned char *done)
{
    fmpq_t f;

    if (fmpq_is_zero(fmpq_mat_entry(S, p, p)))
        return 0;
    *(fmpq_sgn(fmpq_mat_entry(S, p, p)) > 0 ? positive : negative) += 1;
    fmpq_init(f);
    for (slong i = 0; i < fmpq_mat_nrows(S); i++) {
        if (done[i])
            continue;
        fmpq_div(f, fmpq_mat_entry(S, i, p), fmpq_mat_entry(S, p, p));
        for (slong j = 0; j < fmpq_mat_nrows(S); j++)
            if (!done[j])
                fmpq_submul(fmpq_mat_entry(S, i, j), f,
                            fmpq_mat_entry(S, p, j));
    }
    fmpq_clear(f);
    return 1;
}

/* The pivot of rows p and q; 1 when its determinant is negative. */
static inline int
follow_two(slong *positive, slong *negative, fmpq_mat_t S, slong p, slong q,
           const unsigned char *done)
{
    fmpq_t det, f;
    int good;

    fmpq_init(det);
    fmpq_init(f);
    fmpq_mul(det, fmpq_mat_entry(S, p, p), fmpq_mat_entry(S, q, q));
    fmpq_submul(det, fmpq_mat_entry(S, p, q), fmpq_mat_entry(S, p, q));
    good = fmpq_sgn(det) < 0;
    *positive += 1;
    *negative += 1;
    for (slong i = 0; good && i < fmpq_mat_nrows(S); i++)
        for (slong j = 0; j < fmpq_mat_nrows(S); j++) {
            if (done[i] || done[j])
                continue;
            /* (S_ip S_qq - S_iq S_pq) S_pj + (S_iq S_pp - S_ip S_pq) S_qj */
            fmpq_mul(f, fmpq_mat_entry(S, i, p), fmpq_mat_entry(S, q, q));
            fmpq_submul(f, fmpq_mat_entry(S, i, q), fmpq_mat_entry(S, p, q));
            fmpq_div(f, f, det);
            fmpq_submul(fmpq_mat_entry(S, i, j), f, fmpq_mat_entry(S, p, j));
            fmpq_mul(f, fmpq_mat_entry(S, i, q), fmpq_mat_entry(S, p, p));
            fmpq_submul(f, fmpq_mat_entry(S, i, p), fmpq_mat_entry(S, p, q));
            fmpq_div(f, f, det);
            fmpq_submul(fmpq_mat_entry(S, i, j), f, fmpq_mat_entry(S, q, j));
        }
    fmpq_clear(f);
    fmpq_clear(det);
    return good;
}

/* Eliminates S, which is destroyed, with these pivots (places from 0). Every
   one must be what it says, and what is left, if anything, is zero. */
static inline void
follow_pivots(slong *positive, slong *negative, fmpq_mat_t S,
              const rc_pivots *pivots)
{
    const slong n = fmpq_mat_nrows(S);
    unsigned char *done = calloc((size_t)n, 1);
    slong k = 0;

    ck_assert_ptr_nonnull(done);
    *positive = *negative = 0;
    while (k < pivots->n) {
        const slong p = pivots->order[k];

        ck_assert(!done[p]);
        done[p] = 1;
        if (pivots->is_pair[k]) {
            const slong q = pivots->order[k + 1];

            ck_assert(!done[q]);
            done[q] = 1;
            ck_assert(follow_two(positive, negative, S, p, q, done));
            k += 2;
        } else {
            ck_assert(follow_one(positive, negative, S, p, done));
            k += 1;
        }
    }
    for (slong i = 0; i < n; i++)
        for (slong j = 0; j < n; j++)
            ck_assert(done[i] || done[j] ||
                      fmpq_is_zero(fmpq_mat_entry(S, i, j)));
    free(done);
}

#endif
