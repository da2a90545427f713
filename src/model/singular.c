/* R25: singular values from a proposed right factor.

   X or its transpose, whichever has no fewer columns than rows, is X here. Let
   Z = Q^T X with Q square and eps = ||Q^T Q - I||_F < 1. The singular values of
   Q lie in [sqrt(1 - eps), sqrt(1 + eps)], so sigma_k(X) lies between
   sigma_k(Z) / sqrt(1 + eps) and sigma_k(Z) / sqrt(1 - eps). The rows of Z that
   are certified nonzero are scaled to Z_1 = D U, U with unit rows,
   delta = ||U U^T - I||_F; when delta < 1, sigma_k(Z_1) lies between
   d_(k) sqrt(1 - delta) and d_(k) sqrt(1 + delta) (the multiplicative form of
   Weyl's inequality: relative, so tiny values are as good as large ones). The
   other rows Z_2 move every value by at most ||Z_2||_F (Weyl). */

#include <stdlib.h>

#include "model.h"

/* bound = || R R^T - I ||_F for the rows of R. */
static void
orthogonality_defect(arb_t bound, const arb_mat_t R, slong prec)
{
    const slong n = arb_mat_nrows(R);
    arb_mat_t transpose, product;

    arb_mat_init(transpose, arb_mat_ncols(R), n);
    arb_mat_init(product, n, n);
    arb_mat_transpose(transpose, R);
    arb_mat_mul(product, R, transpose, prec);
    for (slong i = 0; i < n; i++)
        arb_sub_ui(arb_mat_entry(product, i, i), arb_mat_entry(product, i, i),
                   1, prec);
    arb_mat_frobenius_norm(bound, product, prec);
    arb_mat_clear(product);
    arb_mat_clear(transpose);
}

/* factor = [sqrt(1 - defect), sqrt(1 + defect)] or its inverse interval; 0
   when defect < 1 is not certified. */
static int
distortion(arb_t factor, const arb_t defect, int inverse, slong prec)
{
    arb_t low, high;
    int good;

    arb_init(low);
    arb_init(high);
    arb_sub_ui(low, defect, 1, prec);
    arb_neg(low, low);
    arb_add_ui(high, defect, 1, prec);
    good = arb_is_finite(defect) && arb_is_positive(low);
    if (good) {
        arb_sqrt(low, low, prec);
        arb_sqrt(high, high, prec);
        arb_union(factor, low, high, prec);
        if (inverse)
            arb_inv(factor, factor, prec);
        good = arb_is_finite(factor) && arb_is_positive(factor);
    }
    arb_clear(high);
    arb_clear(low);
    return good;
}

/* A row this inaccurate is noise: it counts with those bounded from above.
   Where the line is drawn costs tightness only. */
#define NOISE_BITS 16

/* Scales the rows of Z that are certified nonzero to length one, moves them to
   the front, and keeps their norms. Returns how many; *rest = Frobenius norm
   of the others. */
static slong
split_rows(arb_mat_t Z, arb_ptr norms, arb_t rest, slong prec)
{
    const slong m = arb_mat_ncols(Z);
    slong used = 0;
    arb_t square;

    arb_init(square);
    arb_zero(rest);
    for (slong k = 0; k < arb_mat_nrows(Z); k++) {
        arb_ptr row = arb_mat_entry(Z, k, 0);

        arb_dot(square, NULL, 0, row, 1, row, 1, m, prec);
        if (!arb_is_positive(square) ||
            arb_rel_accuracy_bits(square) < NOISE_BITS) {
            arb_add(rest, rest, square, prec);
            continue;
        }
        arb_sqrt(norms + used, square, prec);
        _arb_vec_scalar_div(arb_mat_entry(Z, used, 0), row, m, norms + used,
                            prec);
        used++;
    }
    arb_sqrtpos(rest, rest, prec);
    arb_clear(square);
    return used;
}

static int
compare_falling(const void *left, const void *right)
{
    return arf_cmp(right, left);
}

/* Replaces used enclosures by enclosures of their order statistics, greatest
   first: the k-th largest value lies between the k-th largest lower end and
   the k-th largest upper end. */
static rc_status
order_norms(arb_ptr norms, slong used, slong prec)
{
    arf_struct *ends = malloc(2 * (size_t)(used + 1) * sizeof(*ends));
    arf_struct *upper = ends + used;

    if (ends == NULL)
        return RC_NOMEM;
    for (slong k = 0; k < 2 * used; k++)
        arf_init(ends + k);
    for (slong k = 0; k < used; k++)
        arb_get_interval_arf(ends + k, upper + k, norms + k, prec);
    qsort(ends, (size_t)used, sizeof(*ends), compare_falling);
    qsort(upper, (size_t)used, sizeof(*ends), compare_falling);
    for (slong k = 0; k < used; k++)
        arb_set_interval_arf(norms + k, ends + k, upper + k, prec);
    for (slong k = 0; k < 2 * used; k++)
        arf_clear(ends + k);
    free(ends);
    return RC_OK;
}

/* sigma_k of Z from the norms of its split rows. */
static void
combine(arb_ptr sigma, slong n, arb_srcptr norms, slong used, const arb_t rest,
        const arb_t inner, const arb_t outer, slong prec)
{
    arb_t zero;

    arb_init(zero);
    for (slong k = 0; k < n; k++) {
        if (k < used) {
            arb_mul(sigma + k, norms + k, inner, prec);
            arb_add_error(sigma + k, rest);
        } else {
            arb_union(sigma + k, zero, rest, prec);
        }
        arb_mul(sigma + k, sigma + k, outer, prec);
        arb_nonnegative_part(sigma + k, sigma + k);
    }
    arb_clear(zero);
}

/* Z = Q^T X^T or Q^T X: the smaller side of X is the one Q acts on. */
static void
rotate(arb_mat_t Z, const arb_mat_t X, const arb_mat_t Q, slong prec)
{
    const slong n = arb_mat_nrows(Q);
    arb_mat_t left, right;

    arb_mat_init(left, n, n);
    arb_mat_transpose(left, Q);
    if (arb_mat_nrows(X) == n && arb_mat_ncols(X) >= n) {
        arb_mat_mul(Z, left, X, prec);
    } else {
        arb_mat_init(right, n, arb_mat_nrows(X));
        arb_mat_transpose(right, X);
        arb_mat_mul(Z, left, right, prec);
        arb_mat_clear(right);
    }
    arb_mat_clear(left);
}

rc_status
rc_singular_values(arb_ptr sigma, const arb_mat_t X, const arb_mat_t Q,
                   slong prec)
{
    const slong rows = arb_mat_nrows(X), cols = arb_mat_ncols(X);
    const slong n = rows < cols ? rows : cols, m = rows < cols ? cols : rows;
    rc_status status = RC_UNCERTAIN;
    slong used;
    arb_mat_t Z, unit;
    arb_ptr norms = _arb_vec_init(n);
    arb_t rest, defect, inner, outer;

    arb_mat_init(Z, n, m);
    arb_init(rest);
    arb_init(defect);
    arb_init(inner);
    arb_init(outer);
    rotate(Z, X, Q, prec);
    used = split_rows(Z, norms, rest, prec);
    arb_mat_window_init(unit, Z, 0, 0, used, m);
    orthogonality_defect(defect, Q, prec);
    if (arb_is_finite(rest) && distortion(outer, defect, 1, prec)) {
        orthogonality_defect(defect, unit, prec);
        if (distortion(inner, defect, 0, prec))
            status = order_norms(norms, used, prec);
    }
    if (status == RC_OK)
        combine(sigma, n, norms, used, rest, inner, outer, prec);
    if (status == RC_OK && !_arb_vec_is_finite(sigma, n))
        status = RC_UNCERTAIN;
    arb_mat_window_clear(unit);
    arb_clear(outer);
    arb_clear(inner);
    arb_clear(defect);
    arb_clear(rest);
    arb_mat_clear(Z);
    _arb_vec_clear(norms, n);
    return status;
}
