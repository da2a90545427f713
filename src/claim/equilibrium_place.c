/* Where the equilibrium lies: in its cube, near `near`. */

#include "equilibrium.h"

void
rc_equilibrium_set_radius(rc_equilibrium_decision *s)
{
    arf_set(s->radius, s->radii[0].u);
    for (slong g = 1; g < s->groups; g++)
        if (arf_cmp(s->radii[g].u, s->radius) < 0)
            arf_set(s->radius, s->radii[g].u);
}

int
rc_equilibrium_fits(const rc_equilibrium_decision *s)
{
    arb_t cube, radius;
    int fits = 1;

    arb_init(cube);
    arb_init(radius);
    arb_set_arf(radius, s->radius);
    arb_mul_ui(radius, radius, 15, s->bits);
    arb_mul_2exp_si(radius, radius, -4);
    for (slong i = 0; fits && i < arb_mat_nrows(s->wide.X); i++)
        for (slong a = 0; fits && a < arb_mat_ncols(s->wide.X); a++) {
            arb_get_mid_arb(cube, arb_mat_entry(s->wide.X, i, a));
            arb_add_error(cube, radius);
            fits = arb_contains(cube, arb_mat_entry(s->tight.X, i, a));
        }
    arb_clear(radius);
    arb_clear(cube);
    return fits;
}

void
rc_equilibrium_reach(arb_t reach, slong prec)
{
    arb_one(reach);
    arb_div_si(reach, reach, RC_REACH_DENOMINATOR, prec);
}

/* distance = an enclosure of the greatest difference in a coordinate between
   the equilibrium and `near`; not finite when one of them is not. */
static void
distance_to_near(arb_t distance, const rc_equilibrium_decision *s, slong prec)
{
    arb_t one;

    arb_init(one);
    arb_zero(distance);
    for (slong i = 0; i < arb_mat_nrows(s->near); i++)
        for (slong a = 0; a < arb_mat_ncols(s->near); a++) {
            arb_sub(one, arb_mat_entry(s->tight.X, i, a),
                    arb_mat_entry(s->near, i, a), prec);
            arb_abs(one, one);
            arb_max(distance, distance, one, prec);
        }
    arb_clear(one);
}

int
rc_equilibrium_within_reach(const rc_equilibrium_decision *s, slong prec)
{
    arb_t reach, distance;
    int answer = 0;

    arb_init(reach);
    arb_init(distance);
    rc_equilibrium_reach(reach, prec);
    distance_to_near(distance, s, prec);
    if (arb_is_finite(distance) && arb_le(distance, reach))
        answer = 1;
    else if (arb_is_finite(distance) && arb_gt(distance, reach))
        answer = -1;
    arb_clear(distance);
    arb_clear(reach);
    return answer;
}

void
rc_equilibrium_set_least_reach(rc_equilibrium_decision *s, slong prec)
{
    arb_t distance;
    mag_t most, spare;

    arb_init(distance);
    mag_init(most);
    mag_init(spare);
    distance_to_near(distance, s, prec);
    arb_get_mag(most, distance);
    mag_mul_2exp_si(spare, most, -10);
    mag_add(most, most, spare);
    arf_set_mag(s->reach, most);
    mag_clear(spare);
    mag_clear(most);
    arb_clear(distance);
}
