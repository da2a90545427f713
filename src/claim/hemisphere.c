/* R8: y_i = x_i ||v|| / <x_i, v>, the tokens seen in the plane <y, v> = ||v||.
 */

#include "hemisphere.h"

#define BOUND_BITS 40
#define ROOM_BITS 32   /* 2^-32 of a bound is given away */
#define UNSEEN_BITS 32 /* given to a spread that is not told from 0 */

/* bound = x (1 + 2^-32) rounded up, or x (1 - 2^-32) rounded down. */
static void
set_with_room(arf_t bound, const arf_t x, arf_rnd_t rounding)
{
    arf_t part;

    arf_init(part);
    arf_mul_2exp_si(part, x, -ROOM_BITS);
    if (rounding == ARF_RND_UP)
        arf_add(bound, x, part, BOUND_BITS, ARF_RND_UP);
    else
        arf_sub(bound, x, part, BOUND_BITS, ARF_RND_DOWN);
    arf_clear(part);
}

/* spread = max - min of column j. */
static void
column_spread(arb_t spread, const arb_mat_t X, slong j, slong prec)
{
    arb_t least;

    arb_zero(spread);
    if (arb_mat_nrows(X) == 1)
        return;
    arb_init(least);
    arb_set(spread, arb_mat_entry(X, 0, j));
    arb_set(least, spread);
    for (slong i = 1; i < arb_mat_nrows(X); i++) {
        arb_max(spread, spread, arb_mat_entry(X, i, j), prec);
        arb_min(least, least, arb_mat_entry(X, i, j), prec);
    }
    arb_sub(spread, spread, least, prec);
    arb_clear(least);
}

rc_status
rc_spread_squared(arf_t spread_squared, const arb_mat_t X, slong prec)
{
    arb_t sum, one;
    arf_t most;

    if (!arb_mat_is_finite(X))
        return RC_UNCERTAIN;
    arb_init(sum);
    arb_init(one);
    arf_init(most);
    for (slong j = 0; j < arb_mat_ncols(X); j++) {
        column_spread(one, X, j, prec);
        arb_addmul(sum, one, one, prec);
    }
    arb_get_ubound_arf(most, sum, prec);
    if (arb_contains_zero(sum)) /* all of it may be rounding: others' is not */
        arf_mul_2exp_si(most, most, UNSEEN_BITS);
    set_with_room(spread_squared, most, ARF_RND_UP);
    arf_clear(most);
    arb_clear(one);
    arb_clear(sum);
    return RC_OK;
}

/* heights (N x 1) = <x_i, v> / ||v||; 0 unless all are certified positive. */
static int
get_heights(arb_mat_t heights, const arb_mat_t X, const fmpq_mat_t v,
            slong prec)
{
    const slong d = arb_mat_ncols(X);
    arb_mat_t column;
    arb_t length;
    int good = 1;

    arb_mat_init(column, d, 1);
    arb_init(length);
    for (slong j = 0; j < d; j++) {
        arb_ptr x = arb_mat_entry(column, j, 0);

        arb_set_fmpq(x, fmpq_mat_entry(v, 0, j), prec);
        arb_addmul(length, x, x, prec);
    }
    arb_mat_mul(heights, X, column, prec);
    if (!arb_is_positive(length))
        good = 0;
    arb_sqrt(length, length, prec);
    for (slong i = 0; good && i < arb_mat_nrows(X); i++) {
        arb_ptr height = arb_mat_entry(heights, i, 0);

        arb_div(height, height, length, prec);
        good = arb_is_finite(height) && arb_is_positive(height);
    }
    arb_clear(length);
    arb_mat_clear(column);
    return good;
}

static void
least_height(arf_t height, const arb_mat_t heights, slong prec)
{
    arf_t one, least;

    arf_init(one);
    arf_init(least);
    arf_pos_inf(least);
    for (slong i = 0; i < arb_mat_nrows(heights); i++) {
        arb_get_lbound_arf(one, arb_mat_entry(heights, i, 0), prec);
        if (arf_cmp(one, least) < 0)
            arf_set(least, one);
    }
    set_with_room(height, least, ARF_RND_DOWN);
    arf_clear(least);
    arf_clear(one);
}

rc_status
rc_hemisphere_bounds(arf_t height, arf_t spread_squared, const arb_mat_t X,
                     const fmpq_mat_t v, slong prec)
{
    const slong n = arb_mat_nrows(X), d = arb_mat_ncols(X);
    arb_mat_t heights, Y;
    rc_status status = RC_UNCERTAIN;

    arb_mat_init(heights, n, 1);
    arb_mat_init(Y, n, d);
    if (arb_mat_is_finite(X) && get_heights(heights, X, v, prec)) {
        least_height(height, heights, prec);
        for (slong i = 0; i < n; i++)
            for (slong j = 0; j < d; j++)
                arb_div(arb_mat_entry(Y, i, j), arb_mat_entry(X, i, j),
                        arb_mat_entry(heights, i, 0), prec);
        status = rc_spread_squared(spread_squared, Y, prec);
    }
    arb_mat_clear(Y);
    arb_mat_clear(heights);
    return status;
}
