#include "search.h"

#define WORK_BITS 256
#define ROUNDED_BITS 48 /* of the numbers that come out */

/* x = the midpoint, rounded: relative to 1, entries being at most that. */
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

/* Divides column k by its largest entry, which makes real vectors real. */
static void
scale_column(acb_mat_t R, slong k)
{
    slong most = 0;
    acb_t factor;

    acb_init(factor);
    for (slong i = 1; i < acb_mat_nrows(R); i++) {
        mag_t a, b;

        mag_init(a);
        mag_init(b);
        acb_get_mag(a, acb_mat_entry(R, i, k));
        acb_get_mag(b, acb_mat_entry(R, most, k));
        if (mag_cmp(a, b) > 0)
            most = i;
        mag_clear(b);
        mag_clear(a);
    }
    acb_set(factor, acb_mat_entry(R, most, k));
    for (slong i = 0; i < acb_mat_nrows(R); i++)
        acb_div(acb_mat_entry(R, i, k), acb_mat_entry(R, i, k), factor,
                WORK_BITS);
    acb_clear(factor);
}

/* 0 for a real eigenvalue, else the sign of its imaginary part; what is below
   half of the working precision counts as real. */
static int
imaginary_sign(const acb_t lambda)
{
    const arf_struct *part = arb_midref(acb_imagref(lambda));

    if (arf_cmpabs_2exp_si(part, -WORK_BITS / 4) < 0)
        return 0;
    return arf_sgn(part);
}

/* The columns of E from those of R: real parts, and of each conjugate pair the
   real and the imaginary part of one. The number of columns. */
static slong
take_columns(fmpq_mat_t E, acb_mat_t R, acb_srcptr lambda)
{
    const slong d = acb_mat_nrows(R);
    slong made = 0;

    for (slong k = 0; k < d; k++) {
        int sign = imaginary_sign(lambda + k);

        if (sign < 0 || made + (sign > 0) >= d)
            continue;
        scale_column(R, k);
        for (slong i = 0; i < d; i++) {
            set_rounded(fmpq_mat_entry(E, i, made),
                        acb_realref(acb_mat_entry(R, i, k)));
            if (sign > 0)
                set_rounded(fmpq_mat_entry(E, i, made + 1),
                            acb_imagref(acb_mat_entry(R, i, k)));
        }
        made += sign > 0 ? 2 : 1;
    }
    return made;
}

rc_status
rc_approx_eigenbasis(fmpq_mat_t E, const fmpq_mat_t W)
{
    const slong d = fmpq_mat_nrows(W);
    acb_mat_t A, R;
    acb_ptr lambda;
    slong made = 0;

    acb_mat_init(A, d, d);
    acb_mat_init(R, d, d);
    lambda = _acb_vec_init(d);
    acb_mat_set_fmpq_mat(A, W, WORK_BITS);
    if (acb_mat_approx_eig_qr(lambda, NULL, R, A, NULL, 0, WORK_BITS) &&
        acb_mat_is_finite(R))
        made = take_columns(E, R, lambda);
    _acb_vec_clear(lambda, d);
    acb_mat_clear(R);
    acb_mat_clear(A);
    return made == d ? RC_OK : RC_UNCERTAIN;
}
