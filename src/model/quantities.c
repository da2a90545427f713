#include "model.h"

void
rc_mu(arb_t mu, const arb_mat_t X, slong prec)
{
    const slong n = arb_mat_nrows(X), d = arb_mat_ncols(X);
    arb_mat_t centre, deviation;
    arb_t mean, sum;

    if (n == 1) { /* exactly */
        arb_zero(mu);
        return;
    }

    arb_mat_init(centre, 1, d);
    arb_mat_init(deviation, n, d);
    arb_init(mean);
    arb_init(sum);
    /* mu does not see a common shift: take off an exact one first */
    rc_model_centre(centre, X, prec);
    rc_model_subtract_row(deviation, X, centre, prec);
    for (slong a = 0; a < d; a++) {
        arb_zero(mean);
        for (slong i = 0; i < n; i++)
            arb_add(mean, mean, arb_mat_entry(deviation, i, a), prec);
        arb_div_si(mean, mean, n, prec);
        for (slong i = 0; i < n; i++) {
            arb_ptr entry = arb_mat_entry(deviation, i, a);

            arb_sub(entry, entry, mean, prec);
            arb_sqr(entry, entry, prec);
            arb_add(sum, sum, entry, prec);
        }
    }
    arb_sqrtpos(mu, sum, prec);
    arb_clear(sum);
    arb_clear(mean);
    arb_mat_clear(deviation);
    arb_mat_clear(centre);
}

/* z = an enclosure of max(z, x) whose lower end is that of z or of x, without
   rounding: one exact x is enough for ">=", whatever the others are. */
static void
raise_to(arb_t z, const arb_t x, slong prec)
{
    arf_t low, other;
    mag_t radius;

    arf_init(low);
    arf_init(other);
    mag_init(radius);
    arb_get_lbound_arf(low, z, ARF_PREC_EXACT);
    arb_get_lbound_arf(other, x, ARF_PREC_EXACT);
    if (arf_cmp(other, low) > 0)
        arf_swap(other, low);
    arb_max(z, z, x, prec);
    if (!arb_is_exact(z) && arb_is_finite(z)) {
        arb_get_ubound_arf(other, z, prec);
        arf_sub(other, other, low, MAG_BITS, ARF_RND_UP);
        arf_get_mag(radius, other);
        mag_mul_2exp_si(arb_radref(z), radius, -1);
        arf_set_mag(arb_midref(z), arb_radref(z));
        arf_add(arb_midref(z), arb_midref(z), low, ARF_PREC_EXACT,
                ARF_RND_DOWN);
    }
    mag_clear(radius);
    arf_clear(other);
    arf_clear(low);
}

void
rc_norm_max(arb_t norm, const arb_mat_t X, slong prec)
{
    const slong d = arb_mat_ncols(X);
    arb_t one;

    arb_init(one);
    arb_zero(norm);
    for (slong i = 0; i < arb_mat_nrows(X); i++) {
        arb_srcptr x = arb_mat_entry(X, i, 0);

        arb_dot(one, NULL, 0, x, 1, x, 1, d, prec);
        arb_sqrtpos(one, one, prec);
        raise_to(norm, one, prec);
    }
    arb_clear(one);
}

void
rc_diameter(arb_t diameter, const arb_mat_t X, slong prec)
{
    const slong n = arb_mat_nrows(X), d = arb_mat_ncols(X);
    arb_ptr difference = _arb_vec_init(d);
    arb_t one;

    arb_init(one);
    arb_zero(diameter);
    for (slong i = 0; i < n; i++)
        for (slong k = 0; k < i; k++) {
            _arb_vec_sub(difference, arb_mat_entry(X, i, 0),
                         arb_mat_entry(X, k, 0), d, prec);
            arb_dot(one, NULL, 0, difference, 1, difference, 1, d, prec);
            arb_sqrtpos(one, one, prec);
            raise_to(diameter, one, prec);
        }
    arb_clear(one);
    _arb_vec_clear(difference, d);
}

static void
fold_cosine(arb_t least, arb_t greatest, arb_t sum, const arb_t cosine,
            int is_first, slong prec)
{
    arb_t negative;

    arb_init(negative);
    if (is_first) {
        arb_set(least, cosine);
        arb_set(greatest, cosine);
    }
    arb_neg(least, least);
    arb_neg(negative, cosine);
    raise_to(least, negative, prec);
    arb_neg(least, least);
    raise_to(greatest, cosine, prec);
    arb_add(sum, sum, cosine, prec);
    arb_clear(negative);
}

rc_status
rc_cosines(arb_t least, arb_t greatest, arb_t mean, const arb_mat_t X,
           slong prec)
{
    const slong n = arb_mat_nrows(X), d = arb_mat_ncols(X);
    arb_mat_t unit;
    arb_t low, high, sum, cosine;
    rc_status status;

    if (n < 2)
        return RC_DOMAIN;
    arb_mat_init(unit, n, d);
    arb_init(low);
    arb_init(high);
    arb_init(sum);
    arb_init(cosine);
    arb_mat_set(unit, X);
    status = rc_normalise_rows(unit, NULL, prec);
    for (slong i = 0; status == RC_OK && i < n; i++)
        for (slong k = 0; k < i; k++) {
            arb_dot(cosine, NULL, 0, arb_mat_entry(unit, i, 0), 1,
                    arb_mat_entry(unit, k, 0), 1, d, prec);
            fold_cosine(low, high, sum, cosine, i == 1, prec);
        }
    arb_div_si(sum, sum, n * (n - 1) / 2, prec);
    if (status == RC_OK && least != NULL)
        arb_set(least, low);
    if (status == RC_OK && greatest != NULL)
        arb_set(greatest, high);
    if (status == RC_OK && mean != NULL)
        arb_set(mean, sum);
    arb_clear(cosine);
    arb_clear(sum);
    arb_clear(high);
    arb_clear(low);
    arb_mat_clear(unit);
    return status;
}
