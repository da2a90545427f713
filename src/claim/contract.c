#include "contract.h"

#include "operator.h"

/* Ends are multiples of 2^-START_BITS of a first radius, of 2^-CUT_BITS of one
   that is cut: then radii always have fewer than MAG_BITS bits. */
#define START_BITS 25
#define CUT_BITS 10

/* A cut leaves half of the image's radius as room, 2^-CUT_ROOM of the box's,
   and what three quarters of the precision tell apart. */
#define CUT_ROOM 10

#define FAR (WORD_MAX / 16) /* exponents beyond are not worked with */

/* ---- Exact boxes ---- */

/* E with |x| < 2^E; 0 when it is out of range. */
static int
size_of(slong *e, const arf_t x)
{
    *e = arf_abs_bound_lt_2exp_si(x);
    if (arf_is_zero(x))
        *e = -FAR;
    return *e >= -FAR && *e <= FAR;
}

static void
get_ends(arf_t low, arf_t high, const arb_t x, slong prec)
{
    arf_t radius;

    arf_init(radius);
    arf_set_mag(radius, arb_radref(x));
    arf_sub(low, arb_midref(x), radius, prec, ARF_RND_FLOOR);
    arf_add(high, arb_midref(x), radius, prec, ARF_RND_CEIL);
    arf_clear(radius);
}

/* x = the ball with these ends, exactly; 0 when its radius has too many bits
   (x has then changed). */
static int
set_ends(arb_t x, const arf_t low, const arf_t high)
{
    arf_t half;
    fmpz_t m, e;
    int exact;

    arf_init(half);
    fmpz_init(m);
    fmpz_init(e);
    arf_sub(half, high, low, ARF_PREC_EXACT, ARF_RND_DOWN);
    arf_mul_2exp_si(half, half, -1);
    arf_get_fmpz_2exp(m, e, half);
    exact = fmpz_bits(m) <= MAG_BITS;
    mag_set_fmpz_2exp_fmpz(arb_radref(x), m, e);
    arf_add(arb_midref(x), low, half, ARF_PREC_EXACT, ARF_RND_DOWN);
    fmpz_clear(e);
    fmpz_clear(m);
    arf_clear(half);
    return exact;
}

/* low and high moved outward to multiples of 2^g. */
static void
round_ends(arf_t low, arf_t high, slong g)
{
    arf_mul_2exp_si(low, low, -g);
    arf_mul_2exp_si(high, high, -g);
    arf_floor(low, low);
    arf_ceil(high, high);
    arf_mul_2exp_si(low, low, g);
    arf_mul_2exp_si(high, high, g);
}

int
rc_box_around(arb_t box, const arb_t ball, slong prec)
{
    arf_t low, high, unit;
    slong wide, far;
    int good;

    arf_init(low);
    arf_init(high);
    arf_init(unit);
    arf_set_mag(unit, arb_radref(ball));
    good = arb_is_finite(ball) && size_of(&wide, unit) &&
           size_of(&far, arb_midref(ball));
    if (good) {
        const slong g =
            wide - START_BITS > far - prec ? wide - START_BITS : far - prec;

        get_ends(low, high, ball, 2 * prec);
        round_ends(low, high, g);
        arf_one(unit);
        arf_mul_2exp_si(unit, unit, g);
        arf_sub(low, low, unit, ARF_PREC_EXACT, ARF_RND_DOWN);
        arf_add(high, high, unit, ARF_PREC_EXACT, ARF_RND_DOWN);
        good = set_ends(box, low, high);
    }
    if (!good)
        arb_indeterminate(box);
    arf_clear(unit);
    arf_clear(high);
    arf_clear(low);
    return good;
}

void
rc_box_half(arb_t half, const arb_t whole, int side)
{
    mag_mul_2exp_si(arb_radref(half), arb_radref(whole), -1);
    arf_set_mag(arb_midref(half), arb_radref(half));
    if (side == 0)
        arf_neg(arb_midref(half), arb_midref(half));
    arf_add(arb_midref(half), arb_midref(half), arb_midref(whole),
            ARF_PREC_EXACT, ARF_RND_DOWN);
}

/* ---- lambda's part of a box ---- */

/* product = x y, with the ends of an interval product: the middle of a product
   of balls lies elsewhere, and the sieve depends on it. */
static void
multiply_ends(arb_t product, const arb_t x, const arb_t y, slong prec)
{
    arf_t low[2], high[2], least, most, end;

    arf_init(least);
    arf_init(most);
    arf_init(end);
    for (int k = 0; k < 2; k++) {
        arf_init(low[k]);
        arf_init(high[k]);
        get_ends(low[k], high[k], k == 0 ? x : y, prec);
    }
    for (int corner = 0; corner < 4; corner++) {
        const arf_struct *p = corner < 2 ? low[0] : high[0];
        const arf_struct *q = corner % 2 == 0 ? low[1] : high[1];

        arf_mul(end, p, q, prec, ARF_RND_FLOOR);
        if (corner == 0 || arf_cmp(end, least) < 0)
            arf_set(least, end);
        arf_mul(end, p, q, prec, ARF_RND_CEIL);
        if (corner == 0 || arf_cmp(end, most) > 0)
            arf_set(most, end);
    }
    arb_set_interval_arf(product, least, most, prec);
    for (int k = 0; k < 2; k++) {
        arf_clear(high[k]);
        arf_clear(low[k]);
    }
    arf_clear(end);
    arf_clear(most);
    arf_clear(least);
}

/* lambda's unknown rows = <y_i, x_i> over X: RC_OK, or RC_UNCERTAIN when it is
   not finite. */
static rc_status
enclose_lambda(arb_mat_t lambda, const rc_equilibrium_system *system,
               const arb_mat_t X, slong prec)
{
    const slong first = system->first, d = system->layer->dim;
    arb_mat_t Y;
    arb_t product;
    rc_status status;

    arb_init(product);
    arb_mat_init(Y, system->last - first, d);
    status = arb_mat_is_finite(X) ? RC_OK : RC_UNCERTAIN;
    if (status == RC_OK)
        status = rc_layer_mix(Y, system->layer, X, first, system->last, prec);
    for (slong i = first; status == RC_OK && i < system->last; i++) {
        arb_ptr sum = arb_mat_entry(lambda, i, 0);

        arb_zero(sum);
        for (slong a = 0; a < d; a++) {
            multiply_ends(product, arb_mat_entry(X, i, a),
                          arb_mat_entry(Y, i - first, a), prec);
            arb_add(sum, sum, product, prec);
        }
        if (!arb_is_finite(sum))
            status = RC_UNCERTAIN;
    }
    arb_mat_clear(Y);
    arb_clear(product);
    return status;
}

/* ---- The sieve ---- */

typedef enum { CUT_NOT = 0, CUT_EMPTY, CUT_WHOLE, CUT_PART } cut_kind;

/* after <= 3/4 before, up to rounding: how far to go on is no matter of
   proof. */
static int
lost_a_quarter(const mag_t before, const mag_t after)
{
    mag_t lost;
    int quarter;

    mag_init(lost);
    mag_sub(lost, before, after);
    mag_mul_2exp_si(lost, lost, 2);
    quarter = mag_cmp(lost, before) >= 0;
    mag_clear(lost);
    return quarter;
}

/* wide = the image with room, far more than roundings take: no coordinate is
   ever cut to less. */
static void
give_room(arb_t wide, const arb_t image, const arb_t box, slong prec)
{
    mag_t more;

    mag_init(more);
    arb_set(wide, image);
    mag_mul_2exp_si(more, arb_radref(image), -1);
    arb_add_error_mag(wide, more);
    mag_mul_2exp_si(more, arb_radref(box), -CUT_ROOM);
    arb_add_error_mag(wide, more);
    arb_add_error_2exp_si(wide, prec / 4 - prec);
    mag_clear(more);
}

/* part = what one coordinate of the box shares with its image, with room.
   CUT_NOT: that cannot be said in few bits. */
static cut_kind
cut(arb_t part, const arb_t box, const arb_t image, slong prec)
{
    arf_t low, high, other_low, other_high;
    arb_t wide;
    slong e;
    cut_kind kind = CUT_NOT;

    arf_init(low);
    arf_init(high);
    arf_init(other_low);
    arf_init(other_high);
    arb_init(wide);
    give_room(wide, image, box, prec);
    get_ends(low, high, box, ARF_PREC_EXACT);
    get_ends(other_low, other_high, wide, prec);
    arf_set_mag(arb_midref(wide), mag_cmp(arb_radref(wide), arb_radref(box)) < 0
                                      ? arb_radref(wide)
                                      : arb_radref(box));
    if (size_of(&e, arb_midref(wide))) {
        round_ends(other_low, other_high, e - CUT_BITS);
        arf_max(low, low, other_low);
        arf_min(high, high, other_high);
        if (arf_cmp(low, high) > 0)
            kind = CUT_EMPTY;
        else if (arf_cmp(low, high) < 0 && set_ends(part, low, high))
            kind = lost_a_quarter(arb_radref(box), arb_radref(part))
                       ? CUT_PART
                       : CUT_WHOLE;
    }
    arb_clear(wide);
    arf_clear(other_high);
    arf_clear(other_low);
    arf_clear(high);
    arf_clear(low);
    return kind;
}

/* The unknown tokens of `rows` become what box and image share. The best that
   was found for a coordinate (CUT_EMPTY ends the search; *token is then its
   token). */
static cut_kind
cut_rows(arb_mat_t rows, slong *token, const rc_operator *w,
         const rc_point *box)
{
    const slong each = w->dim + 1;
    cut_kind best = CUT_WHOLE;

    for (slong k = 0; best != CUT_NOT && best != CUT_EMPTY && k < w->size; k++)
        if (k % each < w->dim) {
            const slong i = w->system->first + k / each;
            const cut_kind kind =
                cut(arb_mat_entry(rows, i, k % each),
                    rc_operator_unknown(w, box, k), w->image + k, w->prec);

            if (kind != CUT_WHOLE)
                best = kind;
            if (kind == CUT_EMPTY)
                *token = i;
        }
    return best;
}

rc_status
rc_equilibrium_contract(int *empty, int *shrunk, slong *token, arb_mat_t X,
                        const rc_equilibrium_system *system, slong prec)
{
    rc_operator w;
    rc_point box;
    mag_t step;
    arb_mat_t rows;
    rc_status status;

    *empty = *shrunk = 0;
    mag_init(step);
    arb_mat_init(rows, arb_mat_nrows(X), arb_mat_ncols(X));
    arb_mat_set(rows, X);
    rc_point_init(&box, arb_mat_nrows(X), arb_mat_ncols(X));
    arb_mat_set(box.X, X);
    status = enclose_lambda(box.lambda, system, X, prec);
    rc_operator_init(&w, system, &box, prec);
    if (status == RC_OK)
        status = rc_operator_prepare(&w, step);
    if (status == RC_OK)
        status = rc_operator_apply(&w, &box);
    if (status == RC_OK) {
        const cut_kind kind = cut_rows(rows, token, &w, &box);

        *empty = kind == CUT_EMPTY;
        *shrunk = kind == CUT_PART;
        if (*shrunk)
            arb_mat_swap(X, rows);
        if (kind == CUT_NOT)
            status = RC_UNCERTAIN;
    }
    rc_operator_clear(&w);
    rc_point_clear(&box);
    arb_mat_clear(rows);
    mag_clear(step);
    return status;
}
