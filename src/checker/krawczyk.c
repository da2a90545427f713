#include "krawczyk.h"

/* K(b) = c - Y G(c) + (I - Y G'(b)) (b - c). With a point matrix P in place of
   part of G'(b),

       (I - Y G') (x - c) = (I - Y P) (x - c) - Y ((G' - P) (x - c))

   for every x in b: matrices are multiplied once for all boxes, and Y by a
   vector for each. Nothing is lost where b - c is symmetric: the radii on both
   sides are |I - Y P| r + |Y| |G' - P| r.

   All but G(c) is multiplied by b - c or may be any matrix, so that half of the
   precision is enough for it: K's radii are the box's times something small. */

/* Of P, Y, I - Y P and G'(b). Numbers of one word less a bit are the fastest,
   and of two words less a bit. */
static long
half_precision(long prec)
{
    const long most_of_word = 63;

    /* no test can see this: any precision encloses */
    return prec / 2 > most_of_word ? prec / 2 - 1 : most_of_word;
}

/* 1 when the centre lies in the box in every unknown. */
static int
is_centre_of(const ck_operator *k, const ck_imatrix *box,
             const ck_imatrix *box_lambda)
{
    for (long u = 0; u < k->step.rows; u++)
        if (!mpfi_is_inside(
                ck_system_unknown(k->system, k->centre, k->centre_lambda, u),
                ck_system_unknown(k->system, box, box_lambda, u)))
            return 0;
    return 1;
}

/* y (rows x 1) = m x. */
static void
apply(ck_imatrix *y, const ck_imatrix *m, const ck_imatrix *x)
{
    for (long u = 0; u < m->rows; u++)
        ck_dot(ck_imatrix_at(y, u, 0), (const mpfi_t *)m->entries + u * m->cols,
               1, (const mpfi_t *)x->entries, 1, m->cols);
}

/* point = the middles of the derivative. */
static void
set_point(ck_operator *k)
{
    mpfr_t middle;

    mpfr_init2(middle, k->point.prec);
    for (long e = 0; e < k->point.rows * k->point.cols; e++) {
        mpfi_mid(middle, k->jacobian.entries[e]);
        mpfi_set_fr(k->point.entries[e], middle);
    }
    mpfr_clear(middle);
}

/* defect = I - Y P. */
static void
set_defect(ck_operator *k)
{
    ck_imatrix_multiply(&k->defect, &k->inverse, &k->point);
    for (long u = 0; u < k->defect.rows; u++)
        for (long v = 0; v < k->defect.cols; v++)
            mpfi_ui_sub(ck_imatrix_at(&k->defect, u, v), u == v,
                        ck_imatrix_at(&k->defect, u, v));
}

/* step = -Y G(c). */
static int
set_step(ck_operator *k)
{
    ck_imatrix residual;
    int good;

    ck_imatrix_init(&residual, k->step.rows, 1, k->step.prec);
    good =
        ck_system_residual(&residual, k->system, k->centre, k->centre_lambda);
    apply(&k->step, &k->inverse, &residual);
    for (long u = 0; u < k->step.rows; u++)
        mpfi_neg(k->step.entries[u], k->step.entries[u]);
    ck_imatrix_clear(&residual);
    return good;
}

int
ck_operator_init(ck_operator *k, const ck_system *system,
                 const ck_imatrix *centre, const ck_imatrix *centre_lambda,
                 const ck_imatrix *box, const ck_imatrix *box_lambda)
{
    const long size = ck_system_size(system), prec = system->layer->prec;
    const long half = half_precision(prec);

    k->system = system;
    k->centre = centre;
    k->centre_lambda = centre_lambda;
    ck_imatrix_init(&k->point, size, size, half);
    ck_imatrix_init(&k->inverse, size, size, half);
    ck_imatrix_init(&k->defect, size, size, half);
    ck_imatrix_init(&k->step, size, 1, prec);
    ck_imatrix_init(&k->jacobian, size, size, half);
    if (!ck_system_jacobian(&k->jacobian, system, box, box_lambda))
        return 0;
    set_point(k);
    if (!ck_imatrix_approx_inverse(&k->inverse, &k->point))
        return 0;
    set_defect(k);
    return set_step(k);
}

void
ck_operator_clear(ck_operator *k)
{
    ck_imatrix_clear(&k->jacobian);
    ck_imatrix_clear(&k->step);
    ck_imatrix_clear(&k->defect);
    ck_imatrix_clear(&k->inverse);
    ck_imatrix_clear(&k->point);
}

/* shift = step + defect (b - c) - Y ((G'(b) - P) (b - c)), from jacobian =
   G'(b), which is used up. */
static int
put_together(ck_imatrix *shift, ck_operator *k, const ck_imatrix *box,
             const ck_imatrix *box_lambda)
{
    const long size = shift->rows;
    ck_imatrix reach, moved, error;

    ck_imatrix_init(&reach, size, 1, shift->prec);
    ck_imatrix_init(&moved, size, 1, shift->prec);
    ck_imatrix_init(&error, size, 1, shift->prec);
    for (long u = 0; u < size; u++)
        mpfi_sub(reach.entries[u],
                 ck_system_unknown(k->system, box, box_lambda, u),
                 ck_system_unknown(k->system, k->centre, k->centre_lambda, u));
    for (long e = 0; e < size * size; e++)
        mpfi_sub(k->jacobian.entries[e], k->jacobian.entries[e],
                 k->point.entries[e]);
    apply(&moved, &k->jacobian, &reach);
    apply(&error, &k->inverse, &moved);
    apply(shift, &k->defect, &reach);
    for (long u = 0; u < size; u++) {
        mpfi_sub(shift->entries[u], shift->entries[u], error.entries[u]);
        mpfi_add(shift->entries[u], shift->entries[u], k->step.entries[u]);
    }
    ck_imatrix_clear(&error);
    ck_imatrix_clear(&moved);
    ck_imatrix_clear(&reach);
    return ck_imatrix_is_bounded(shift);
}

int
ck_operator_shift(ck_imatrix *shift, ck_operator *k, const ck_imatrix *box,
                  const ck_imatrix *box_lambda)
{
    return is_centre_of(k, box, box_lambda) &&
           ck_system_jacobian(&k->jacobian, k->system, box, box_lambda) &&
           put_together(shift, k, box, box_lambda);
}

int
ck_krawczyk_shift(ck_imatrix *shift, const ck_system *system,
                  const ck_imatrix *centre, const ck_imatrix *centre_lambda,
                  const ck_imatrix *box, const ck_imatrix *box_lambda)
{
    ck_operator k;
    int good;

    good =
        ck_operator_init(&k, system, centre, centre_lambda, box, box_lambda) &&
        is_centre_of(&k, box, box_lambda) &&
        put_together(shift, &k, box, box_lambda);
    ck_operator_clear(&k);
    return good;
}

int
ck_krawczyk(mpfi_t *image, const ck_system *system, const ck_imatrix *centre,
            const ck_imatrix *centre_lambda, const ck_imatrix *box,
            const ck_imatrix *box_lambda)
{
    const long size = ck_system_size(system);
    ck_imatrix shift;
    int good;

    ck_imatrix_init(&shift, size, 1, system->layer->prec);
    good = ck_krawczyk_shift(&shift, system, centre, centre_lambda, box,
                             box_lambda);
    for (long u = 0; u < size; u++)
        mpfi_add(image[u], ck_system_unknown(system, centre, centre_lambda, u),
                 shift.entries[u]);
    ck_imatrix_clear(&shift);
    return good;
}
