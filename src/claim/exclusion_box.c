/* R23: at an equilibrium y_i = lambda_i x_i with lambda_i > 0 and ||x_i|| = 1,
   so f_i = y_i - <y_i, x_i> x_i is zero and <y_i, x_i> is positive. A box is
   out when one of these is certified to fail on all of it; f_i is enclosed
   plainly and in mean value form, f(c) + f'(box)(box - c). */

#include "exclusion_box.h"

/* Radii are widened by 2^-ROOM of themselves before anything is concluded. */
#define ROOM 4

static void
widen(arb_t x)
{
    mag_t more;

    mag_init(more);
    mag_mul_2exp_si(more, arb_radref(x), -ROOM);
    arb_add_error_mag(x, more);
    mag_clear(more);
}

static int
nonzero_with_room(const arb_t x)
{
    arb_t wide;
    int nonzero;

    arb_init(wide);
    arb_set(wide, x);
    widen(wide);
    nonzero = arb_is_finite(wide) && arb_is_nonzero(wide);
    arb_clear(wide);
    return nonzero;
}

static int
some_nonzero(arb_srcptr f, slong d)
{
    for (slong a = 0; a < d; a++)
        if (nonzero_with_room(f + a))
            return 1;
    return 0;
}

/* 1 when ||x|| = 1 is certified to fail. */
static int
length_fails(arb_srcptr x, slong d, slong prec)
{
    arb_t t;
    int fails;

    arb_init(t);
    arb_dot(t, NULL, 0, x, 1, x, 1, d, prec);
    arb_sub_ui(t, t, 1, prec);
    fails = nonzero_with_room(t);
    arb_clear(t);
    return fails;
}

/* 1 when <y, x> > 0 is certified to fail. */
static int
sign_fails(arb_srcptr x, arb_srcptr y, slong d, slong prec)
{
    arb_t t;
    int fails;

    arb_init(t);
    arb_dot(t, NULL, 0, x, 1, y, 1, d, prec);
    widen(t);
    fails = arb_is_finite(t) && arb_is_nonpositive(t);
    arb_clear(t);
    return fails;
}

/* f at a point or box, plainly evaluated. */
static void
plain_f(arb_ptr f, arb_srcptr x, arb_srcptr y, slong d, slong prec)
{
    arb_t product;

    arb_init(product);
    arb_dot(product, NULL, 0, x, 1, y, 1, d, prec);
    for (slong a = 0; a < d; a++) {
        arb_mul(f + a, product, x + a, prec);
        arb_sub(f + a, y + a, f + a, prec);
    }
    arb_clear(product);
}

/* Df (d x m d) = the derivative of f by the unknown tokens, from D = that of
   y_i: Df = D - x^T (x D + y [own block]) - <y, x> I [own block]. */
static void
derivative_of_f(arb_mat_t D, arb_srcptr x, arb_srcptr y, slong d, slong own,
                slong prec)
{
    const slong m = arb_mat_ncols(D);
    arb_ptr along = _arb_vec_init(m);
    arb_t product;

    arb_init(product);
    arb_dot(product, NULL, 0, x, 1, y, 1, d, prec);
    for (slong b = 0; b < m; b++)
        for (slong a = 0; a < d; a++)
            arb_addmul(along + b, x + a, arb_mat_entry(D, a, b), prec);
    for (slong b = 0; b < d; b++)
        arb_add(along + own + b, along + own + b, y + b, prec);
    for (slong a = 0; a < d; a++) {
        for (slong b = 0; b < m; b++)
            arb_submul(arb_mat_entry(D, a, b), x + a, along + b, prec);
        arb_sub(arb_mat_entry(D, a, own + a), arb_mat_entry(D, a, own + a),
                product, prec);
    }
    arb_clear(product);
    _arb_vec_clear(along, m);
}

/* f += Df (box - c) for the unknown tokens first..last-1. */
static void
add_mean_value(arb_ptr f, const arb_mat_t Df, const arb_mat_t X, slong first,
               slong last, slong prec)
{
    const slong d = arb_mat_ncols(X);
    arb_t offset;

    arb_init(offset);
    for (slong l = first; l < last; l++)
        for (slong b = 0; b < d; b++) {
            mag_set(arb_radref(offset), arb_radref(arb_mat_entry(X, l, b)));
            for (slong a = 0; a < d; a++)
                arb_addmul(f + a, arb_mat_entry(Df, a, (l - first) * d + b),
                           offset, prec);
        }
    arb_clear(offset);
}

/* X0 = X with the unknown tokens at their midpoints. */
static void
set_centre(arb_mat_t X0, const arb_mat_t X, slong first, slong last)
{
    arb_mat_set(X0, X);
    for (slong l = first; l < last; l++)
        for (slong b = 0; b < arb_mat_ncols(X); b++)
            mag_zero(arb_radref(arb_mat_entry(X0, l, b)));
}

/* One box under way: Y over it, and Y0 about its centre X0. */
typedef struct {
    const rc_layer_ball_struct *layer;
    const arb_mat_struct *X;
    slong first, last, prec;
    arb_mat_t Y, X0, Y0;
} one_box;

static int
mean_value_fails(const one_box *w, slong i)
{
    const slong d = w->layer->dim, row = i - w->first;
    arb_ptr f = _arb_vec_init(d);
    arb_mat_t D;
    int fails;

    arb_mat_init(D, d, (w->last - w->first) * d);
    fails = rc_layer_mix_derivative(D, w->layer, w->X, i, w->first, w->last,
                                    w->prec) == RC_OK;
    if (fails) {
        derivative_of_f(D, arb_mat_entry(w->X, i, 0),
                        arb_mat_entry(w->Y, row, 0), d, row * d, w->prec);
        plain_f(f, arb_mat_entry(w->X0, i, 0), arb_mat_entry(w->Y0, row, 0), d,
                w->prec);
        add_mean_value(f, D, w->X, w->first, w->last, w->prec);
        fails = some_nonzero(f, d);
    }
    arb_mat_clear(D);
    _arb_vec_clear(f, d);
    return fails;
}

static int
plain_fails(const one_box *w, slong i)
{
    const slong d = w->layer->dim;
    arb_ptr f = _arb_vec_init(d);
    int fails;

    plain_f(f, arb_mat_entry(w->X, i, 0), arb_mat_entry(w->Y, i - w->first, 0),
            d, w->prec);
    fails = some_nonzero(f, d);
    _arb_vec_clear(f, d);
    return fails;
}

static int
fails(const one_box *w, slong i, rc_out why)
{
    arb_srcptr x = arb_mat_entry(w->X, i, 0);
    const slong d = w->layer->dim;

    switch (why) {
    case RC_OUT_LENGTH:
        return length_fails(x, d, w->prec);
    case RC_OUT_SIGN:
        return sign_fails(x, arb_mat_entry(w->Y, i - w->first, 0), d, w->prec);
    case RC_OUT_PLAIN:
        return plain_fails(w, i);
    case RC_OUT_MEAN_VALUE:
        return mean_value_fails(w, i);
    case RC_OUT_SIEVE:
    case RC_OUT_NOT:
    default:
        return 0;
    }
}

/* What `why` needs besides the box; 0 when that is not finite. */
static int
prepare(one_box *w, rc_out why)
{
    if (why == RC_OUT_SIGN)
        return rc_layer_mix(w->Y, w->layer, w->X, w->first, w->last, w->prec) ==
               RC_OK;
    if (why != RC_OUT_MEAN_VALUE)
        return 1;
    set_centre(w->X0, w->X, w->first, w->last);
    return rc_layer_mix(w->Y0, w->layer, w->X0, w->first, w->last, w->prec) ==
           RC_OK;
}

rc_out
rc_exclusion_reason(slong *token, const rc_layer_ball_t layer,
                    const arb_mat_t X, slong first, slong last, slong prec)
{
    one_box w = {
        .layer = layer, .X = X, .first = first, .last = last, .prec = prec};
    rc_out found = RC_OUT_NOT;

    arb_mat_init(w.Y, last - first, layer->dim);
    arb_mat_init(w.Y0, last - first, layer->dim);
    arb_mat_init(w.X0, layer->tokens, layer->dim);
    for (rc_out why = RC_OUT_LENGTH;
         found == RC_OUT_NOT && why < RC_OUT_SIEVE && prepare(&w, why); why++)
        for (slong i = first; found == RC_OUT_NOT && i < last; i++)
            if (fails(&w, i, why)) {
                found = why;
                *token = i;
            }
    arb_mat_clear(w.X0);
    arb_mat_clear(w.Y0);
    arb_mat_clear(w.Y);
    return found;
}
