/* Eigenvectors as far as there are any; then those of what is left beside them,
   and so on. */

#include <stdlib.h>

#include "search.h"

#define WORK_BITS 256
#define ROUNDED_BITS 48 /* of the numbers that come out */
#define QR_STEPS 4000   /* chains make it slow to converge */
#define REAL_BITS 20    /* imaginary parts below 2^-20 count as 0 */
#define APART_BITS 24   /* vectors closer than 2^-24 count as dependent */

/* Columns found for one block, and the same reduced to an echelon form. */
typedef struct {
    arb_mat_t vectors, reduced;
    slong *pivots; /* where the reduced ones are 1 */
    slong count;
} independent;

/* x -= y z, midpoints only. */
static void
submul(arb_t x, const arb_t y, const arb_t z)
{
    arf_submul(arb_midref(x), arb_midref(y), arb_midref(z), WORK_BITS,
               ARF_RND_DOWN);
}

/* The row of the largest entry of column k. */
static slong
largest(const arb_mat_t M, slong k)
{
    slong most = 0;

    for (slong i = 1; i < arb_mat_nrows(M); i++)
        if (arf_cmpabs(arb_midref(arb_mat_entry(M, i, k)),
                       arb_midref(arb_mat_entry(M, most, k))) > 0)
            most = i;
    return most;
}

/* Reduces the column that was put at c->count; 1 when it is kept. */
static int
keep_column(independent *c)
{
    const slong m = arb_mat_nrows(c->reduced), k = c->count;
    slong pivot;
    arb_t x;

    arb_init(x);
    for (slong q = 0; q < k; q++) {
        arb_set(x, arb_mat_entry(c->reduced, c->pivots[q], k));
        for (slong i = 0; i < m; i++)
            submul(arb_mat_entry(c->reduced, i, k), x,
                   arb_mat_entry(c->reduced, i, q));
    }
    pivot = largest(c->reduced, k);
    arb_set(x, arb_mat_entry(c->reduced, pivot, k));
    for (slong i = 0; !arb_is_zero(x) && i < m; i++) {
        arb_ptr y = arb_mat_entry(c->reduced, i, k);

        arf_div(arb_midref(y), arb_midref(y), arb_midref(x), WORK_BITS,
                ARF_RND_DOWN);
    }
    c->pivots[k] = pivot;
    pivot = arf_cmpabs_2exp_si(arb_midref(x), -APART_BITS) > 0;
    c->count += pivot;
    arb_clear(x);
    return (int)pivot;
}

/* Divides column k by its largest entry, which makes real vectors real. */
static void
scale_column(acb_mat_t R, slong k)
{
    slong most = 0;
    acb_t factor;
    mag_t a, b;

    acb_init(factor);
    mag_init(a);
    mag_init(b);
    for (slong i = 1; i < acb_mat_nrows(R); i++) {
        acb_get_mag(a, acb_mat_entry(R, i, k));
        acb_get_mag(b, acb_mat_entry(R, most, k));
        if (mag_cmp(a, b) > 0)
            most = i;
    }
    acb_set(factor, acb_mat_entry(R, most, k));
    for (slong i = 0; i < acb_mat_nrows(R); i++)
        acb_div(acb_mat_entry(R, i, k), acb_mat_entry(R, i, k), factor,
                WORK_BITS);
    mag_clear(b);
    mag_clear(a);
    acb_clear(factor);
}

/* 0 for a real eigenvalue, else the sign of its imaginary part. An eigenvalue
   with a chain of k vectors comes out as k ones about 2^(-WORK_BITS / k) apart,
   which are not real: what is small counts as real. */
static int
imaginary_sign(const acb_t lambda)
{
    const arf_struct *part = arb_midref(acb_imagref(lambda));

    if (arf_cmpabs_2exp_si(part, -REAL_BITS) < 0)
        return 0;
    return arf_sgn(part);
}

/* Takes column k of R if it is independent of those before: its real part, and
   with `pair` its imaginary part too. */
static void
take_vector(independent *c, const acb_mat_t R, slong k, int pair)
{
    const slong m = acb_mat_nrows(R);

    for (int part = 0; part <= pair; part++) {
        if (c->count == m)
            break;
        for (slong i = 0; i < m; i++) {
            const acb_struct *x = acb_mat_entry(R, i, k);
            arb_ptr y = arb_mat_entry(c->vectors, i, c->count);

            arb_get_mid_arb(y, part == 0 ? acb_realref(x) : acb_imagref(x));
            arb_set(arb_mat_entry(c->reduced, i, c->count), y);
        }
        if (!keep_column(c))
            break;
    }
}

/* The independent ones among A's eigenvectors; 0 when none was found. */
static int
find_vectors(independent *c, const arb_mat_t A)
{
    const slong m = arb_mat_nrows(A);
    acb_mat_t copy, R;
    acb_ptr lambda = _acb_vec_init(m);

    acb_mat_init(copy, m, m);
    acb_mat_init(R, m, m);
    acb_mat_set_arb_mat(copy, A);
    if (acb_mat_approx_eig_qr(lambda, NULL, R, copy, NULL, QR_STEPS,
                              WORK_BITS) &&
        acb_mat_is_finite(R))
        for (slong k = 0; k < m; k++) {
            int sign = imaginary_sign(lambda + k);

            if (sign < 0)
                continue;
            scale_column(R, k);
            take_vector(c, R, k, sign);
        }
    acb_mat_clear(R);
    acb_mat_clear(copy);
    _acb_vec_clear(lambda, m);
    return c->count > 0;
}

/* Fills the columns that are left with unit vectors of the other rows. */
static void
complete(independent *c)
{
    const slong m = arb_mat_nrows(c->vectors);
    slong at = c->count;

    for (slong row = 0; row < m; row++) {
        slong q = 0;

        while (q < c->count && c->pivots[q] != row)
            q++;
        if (q < c->count)
            continue;
        for (slong i = 0; i < m; i++)
            arb_set_si(arb_mat_entry(c->vectors, i, at), i == row);
        at++;
    }
}

/* E's columns from `from` on are combined by the basis B. */
static void
combine(arb_mat_t E, const arb_mat_t B, slong from)
{
    const slong d = arb_mat_nrows(E), m = arb_mat_nrows(B);
    arb_mat_t part;

    arb_mat_init(part, d, m);
    for (slong i = 0; i < d; i++)
        for (slong j = 0; j < m; j++)
            arb_set(arb_mat_entry(part, i, j), arb_mat_entry(E, i, from + j));
    arb_mat_approx_mul(part, part, B, WORK_BITS);
    for (slong i = 0; i < d; i++)
        for (slong j = 0; j < m; j++)
            arb_set(arb_mat_entry(E, i, from + j), arb_mat_entry(part, i, j));
    arb_mat_clear(part);
}

/* A = the part of B^-1 A B from place k on. */
static int
restrict_to_rest(arb_mat_t A, const arb_mat_t B, slong k)
{
    const slong m = arb_mat_nrows(A);
    arb_mat_t M, rest;
    int good;

    arb_mat_init(M, m, m);
    arb_mat_init(rest, m - k, m - k);
    arb_mat_approx_mul(M, A, B, WORK_BITS);
    good = arb_mat_approx_solve(M, B, M, WORK_BITS);
    for (slong i = k; i < m; i++)
        for (slong j = k; j < m; j++)
            arb_set(arb_mat_entry(rest, i - k, j - k), arb_mat_entry(M, i, j));
    arb_mat_swap(A, rest);
    arb_mat_clear(rest);
    arb_mat_clear(M);
    return good;
}

/* One round: E's columns from *from on become eigenvectors of A, which acts on
   them, and others; A and *from become what is left. */
static int
split_off(arb_mat_t E, arb_mat_t A, slong *from)
{
    const slong m = arb_mat_nrows(A);
    independent c = {.count = 0};
    int good;

    c.pivots = malloc((size_t)m * sizeof *c.pivots);
    if (c.pivots == NULL)
        return 0;
    arb_mat_init(c.vectors, m, m);
    arb_mat_init(c.reduced, m, m);
    good = find_vectors(&c, A);
    if (good) {
        complete(&c);
        combine(E, c.vectors, *from);
        good = restrict_to_rest(A, c.vectors, c.count);
        *from += c.count;
    }
    arb_mat_clear(c.reduced);
    arb_mat_clear(c.vectors);
    free(c.pivots);
    return good;
}

/* x = the midpoint, rounded: relative to 1, as entries are of that order. */
static void
set_rounded(fmpq_t x, const arb_t near)
{
    arf_t scaled;
    fmpz_t n;

    arf_init(scaled);
    fmpz_init(n);
    arf_mul_2exp_si(scaled, arb_midref(near), ROUNDED_BITS);
    arf_get_fmpz(n, scaled, ARF_RND_NEAR);
    fmpq_set_fmpz(x, n);
    fmpq_div_2exp(x, x, ROUNDED_BITS);
    fmpz_clear(n);
    arf_clear(scaled);
}

rc_status
rc_approx_eigenbasis(fmpq_mat_t E, const fmpq_mat_t W)
{
    const slong d = fmpq_mat_nrows(W);
    slong from = 0;
    arb_mat_t A, basis;
    int good = 1;

    arb_mat_init(A, d, d);
    arb_mat_init(basis, d, d);
    arb_mat_set_fmpq_mat(A, W, WORK_BITS);
    arb_mat_get_mid(A, A);
    arb_mat_one(basis);
    while (good && from < d)
        good = split_off(basis, A, &from) && arb_mat_is_finite(A);
    for (slong i = 0; good && i < d; i++)
        for (slong j = 0; j < d; j++)
            set_rounded(fmpq_mat_entry(E, i, j), arb_mat_entry(basis, i, j));
    arb_mat_clear(basis);
    arb_mat_clear(A);
    return good ? RC_OK : RC_UNCERTAIN;
}
