/* Where equilibria lie: bounds right at their edges. */

#include "claim/equilibrium.h"
#include "claim_support.h"

#define BITS 64

/* One token of two coordinates in two groups' worth of radii, at the origin. */
static void
place_open(rc_equilibrium_decision *s)
{
    *s = (rc_equilibrium_decision){.groups = 2, .bits = BITS};
    s->radii = rc_radii_new(2);
    ck_assert_ptr_nonnull(s->radii);
    arb_mat_init(s->near, 1, 2);
    rc_point_init(&s->tight, 1, 2);
    rc_point_init(&s->wide, 1, 2);
    arf_init(s->radius);
    arf_init(s->reach);
}

static void
place_close(rc_equilibrium_decision *s)
{
    arf_clear(s->reach);
    arf_clear(s->radius);
    rc_point_clear(&s->wide);
    rc_point_clear(&s->tight);
    arb_mat_clear(s->near);
    rc_radii_free(s->radii, 2);
}

START_TEST(the_radius_is_the_least_of_all_groups)
{
    rc_equilibrium_decision s;

    place_open(&s);
    for (int k = 0; k < 2; k++) {
        arf_set_si_2exp_si(s.radii[k].u, 1, -3);
        arf_set_si_2exp_si(s.radii[1 - k].u, 1, -5);
        rc_equilibrium_set_radius(&s);
        ck_assert_int_eq(arf_cmp_2exp_si(s.radius, -5), 0);
    }
    place_close(&s);
}
END_TEST

START_TEST(enclosures_fit_with_a_sixteenth_to_spare)
{
    for (slong a = 0; a < 2; a++) {
        rc_equilibrium_decision s;
        arb_ptr x;

        place_open(&s);
        x = arb_mat_entry(s.tight.X, 0, a);
        arf_one(s.radius);
        ck_assert(rc_equilibrium_fits(&s));
        arb_set_si(x, -15);
        arb_mul_2exp_si(x, x, -4);
        ck_assert(rc_equilibrium_fits(&s));
        arb_add_error_2exp_si(x, -20);
        ck_assert(!rc_equilibrium_fits(&s));
        arb_set_si(arb_mat_entry(s.wide.X, 0, a), -1);
        ck_assert(rc_equilibrium_fits(&s));
        arb_indeterminate(x);
        ck_assert(!rc_equilibrium_fits(&s));
        place_close(&s);
    }
}
END_TEST

START_TEST(a_twentieth_is_near)
{
    static const struct {
        slong thousandths, answer;
    } cases[] = {{0, 1}, {49, 1}, {-49, 1}, {51, -1}, {-51, -1}, {50, 0}};

    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++)
        for (slong a = 0; a < 2; a++) {
            rc_equilibrium_decision s;
            arb_ptr x;

            place_open(&s);
            x = arb_mat_entry(s.tight.X, 0, a);
            arb_set_si(x, cases[k].thousandths);
            arb_div_si(x, x, 1000, BITS);
            ck_assert_int_eq(rc_equilibrium_within_reach(&s, BITS),
                             cases[k].answer);
            arb_add_error_2exp_si(x, 0);
            ck_assert_int_eq(rc_equilibrium_within_reach(&s, BITS), 0);
            arb_indeterminate(x);
            ck_assert_int_eq(rc_equilibrium_within_reach(&s, BITS), 0);
            place_close(&s);
        }
}
END_TEST

START_TEST(the_least_reach_is_a_little_more_than_the_distance)
{
    for (slong a = 0; a < 2; a++) {
        rc_equilibrium_decision s;

        place_open(&s);
        arb_set_si(arb_mat_entry(s.near, 0, a), -1);
        arb_mul_2exp_si(arb_mat_entry(s.near, 0, a),
                        arb_mat_entry(s.near, 0, a), -5);
        rc_equilibrium_set_least_reach(&s, BITS);
        arf_mul_2exp_si(s.reach, s.reach, 5 + 9);
        ck_assert_int_gt(arf_cmp_si(s.reach, 512), 0);
        ck_assert_int_lt(arf_cmp_si(s.reach, 513), 0);
        place_close(&s);
    }
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("equilibrium place");

    tcase_add_test(tcase, the_radius_is_the_least_of_all_groups);
    tcase_add_test(tcase, enclosures_fit_with_a_sixteenth_to_spare);
    tcase_add_test(tcase, a_twentieth_is_near);
    tcase_add_test(tcase, the_least_reach_is_a_little_more_than_the_distance);
    return run_claim_tests(tcase);
}
