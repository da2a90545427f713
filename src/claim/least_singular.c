#include "least_singular.h"

#define MAX_STEPS 200
#define MOST_DIGITS 80 /* binary ones of sigma^2 that are asked for */

/* v = v / |v|_2, without radii; 0 when it is no vector. */
static int
normalise(arb_mat_t v, slong prec)
{
    arb_t norm;
    int good;

    arb_init(norm);
    arb_mat_frobenius_norm(norm, v, prec);
    arb_mat_scalar_div_arb(v, v, norm, prec);
    arb_mat_get_mid(v, v);
    good = arb_mat_is_finite(v);
    arb_clear(norm);
    return good;
}

/* Whether the unit vectors agree to some digits, up to their sign. */
static int
is_settled(const arb_mat_t v, const arb_mat_t w, slong prec)
{
    const slong k = arb_mat_nrows(v);
    arb_t cosine;
    int settled;

    arb_init(cosine);
    arb_dot(cosine, NULL, 0, arb_mat_entry(v, 0, 0), 1, arb_mat_entry(w, 0, 0),
            1, k, prec);
    arb_abs(cosine, cosine);
    arb_sub_ui(cosine, cosine, 1, prec);
    settled = arf_cmpabs_2exp_si(arb_midref(cosine), -MOST_DIGITS - 8) < 0;
    arb_clear(cosine);
    return settled;
}

/* v (k x 1) = about the eigenvector of G's least eigenvalue, by inverse
   iteration. */
static int
approx_vector(arb_mat_t v, const arb_mat_t G, slong prec)
{
    const slong k = arb_mat_nrows(G);
    arb_mat_t inverse, next;
    int good, settled = 0;

    arb_mat_init(inverse, k, k);
    arb_mat_init(next, k, 1);
    for (slong a = 0; a < k; a++)
        arb_set_si(arb_mat_entry(v, a, 0), a % 2 == 0 ? 2 : -1);
    good = normalise(v, prec) && arb_mat_approx_inv(inverse, G, prec);
    for (int step = 0; good && !settled && step < MAX_STEPS; step++) {
        arb_mat_approx_mul(next, inverse, v, prec);
        good = normalise(next, prec);
        settled = is_settled(v, next, prec);
        arb_mat_swap(v, next);
    }
    arb_mat_clear(next);
    arb_mat_clear(inverse);
    return good;
}

/* square = an enclosure of |M v|^2 / |v|^2. */
static void
set_quotient(arb_t square, const arb_mat_t M, const arb_mat_t v, slong prec)
{
    const slong n = arb_mat_nrows(M), k = arb_mat_ncols(M);
    arb_mat_t image;
    arb_t length;

    arb_mat_init(image, n, 1);
    arb_init(length);
    arb_mat_mul(image, M, v, prec);
    arb_dot(square, NULL, 0, arb_mat_entry(image, 0, 0), 1,
            arb_mat_entry(image, 0, 0), 1, n, prec);
    arb_dot(length, NULL, 0, arb_mat_entry(v, 0, 0), 1, arb_mat_entry(v, 0, 0),
            1, k, prec);
    arb_div(square, square, length, prec);
    arb_clear(length);
    arb_mat_clear(image);
}

/* 1 when G - mu I is certified positive definite. */
static int
is_above(const arb_mat_t G, const arb_t mu, slong prec)
{
    const slong k = arb_mat_nrows(G);
    arb_mat_t shifted;
    int above;

    arb_mat_init(shifted, k, k);
    arb_mat_set(shifted, G);
    for (slong a = 0; a < k; a++)
        arb_sub(arb_mat_entry(shifted, a, a), arb_mat_entry(shifted, a, a), mu,
                prec);
    above = arb_mat_cho(shifted, shifted, prec);
    arb_mat_clear(shifted);
    return above;
}

/* sigma from an upper bound of its square, the least eigenvalue of G. */
static rc_status
find_lower(arb_t sigma, const arb_mat_t G, const arb_t square, slong prec)
{
    arb_t mu, part;
    rc_status status = RC_UNCERTAIN;

    arb_init(mu);
    arb_init(part);
    for (slong digits = MOST_DIGITS; status != RC_OK && digits > 0;
         digits /= 2) {
        arb_mul_2exp_si(part, square, -digits);
        arb_sub(mu, square, part, prec);
        arb_get_mid_arb(mu, mu);
        if (arb_is_positive(mu) && is_above(G, mu, prec))
            status = RC_OK;
    }
    if (status == RC_OK) {
        arb_sqrt(mu, mu, prec);
        arb_sqrt(part, square, prec);
        arb_union(sigma, mu, part, prec);
    }
    arb_clear(part);
    arb_clear(mu);
    return status;
}

rc_status
rc_least_singular(arb_t sigma, const arb_mat_t M, slong prec)
{
    const slong n = arb_mat_nrows(M), k = arb_mat_ncols(M);
    arb_mat_t transpose, G, v;
    arb_t square;
    rc_status status = RC_UNCERTAIN;

    arb_mat_init(transpose, k, n);
    arb_mat_init(G, k, k);
    arb_mat_init(v, k, 1);
    arb_init(square);
    arb_mat_transpose(transpose, M);
    arb_mat_mul(G, transpose, M, prec);
    if (arb_mat_is_finite(G) && approx_vector(v, G, prec)) {
        set_quotient(square, M, v, prec);
        if (arb_is_finite(square) && arb_is_positive(square))
            status = find_lower(sigma, G, square, prec);
    }
    if (status == RC_OK && !(arb_is_finite(sigma) && arb_is_positive(sigma)))
        status = RC_UNCERTAIN;
    arb_clear(square);
    arb_mat_clear(v);
    arb_mat_clear(G);
    arb_mat_clear(transpose);
    return status;
}
