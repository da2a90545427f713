/* R11's proof: what it proves must hold the exact equilibrium, and what is
   singular, has lambda <= 0 or is not finite is never proved. */

#include "claim_layer.h"
#include "random.h"

/* What rc_krawczyk_certify promises of its boxes, whatever they hold. */
static void
expect_contract(const layer_fixture *f, const rc_equilibrium_system *system)
{
    const slong n = f->ball->tokens, d = f->ball->dim;
    arb_mat_t X, Y;
    arb_t product;

    arb_mat_init(X, n, d);
    arb_mat_init(Y, system->last - system->first, d);
    arb_init(product);
    arb_mat_set(X, f->tight.X); /* data, and the box of unknowns */
    for (slong i = system->first; i < system->last; i++)
        for (slong a = 0; a < d; a++) {
            ck_assert(arb_is_finite(arb_mat_entry(f->wide.X, i, a)));
            ck_assert(arb_contains(arb_mat_entry(f->wide.X, i, a),
                                   arb_mat_entry(f->tight.X, i, a)));
            arb_set(arb_mat_entry(X, i, a), arb_mat_entry(f->wide.X, i, a));
        }
    ck_assert_int_eq(
        rc_layer_mix(Y, system->layer, X, system->first, system->last, f->prec),
        RC_OK);
    for (slong i = system->first; i < system->last; i++) {
        arb_srcptr lambda = arb_mat_entry(f->wide.lambda, i, 0);

        ck_assert(arb_is_finite(lambda) && arb_is_positive(lambda));
        ck_assert(arb_contains(lambda, arb_mat_entry(f->tight.lambda, i, 0)));
        arb_dot(product, NULL, 0, arb_mat_entry(X, i, 0), 1,
                arb_mat_entry(Y, i - system->first, 0), 1, d, f->prec);
        ck_assert_msg(arb_contains(lambda, product),
                      "the tokens' box does not force lambda");
    }
    arb_clear(product);
    arb_mat_clear(Y);
    arb_mat_clear(X);
}

/* tight = the exact equilibrium, each coordinate off by up to 2^-bits. */
static void
set_centre(layer_fixture *f, const exact_model *m, slong bits, uint64_t *state)
{
    arb_t off;

    arb_init(off);
    for (slong i = 0; i < m->n; i++)
        for (slong a = 0; a <= m->d; a++) {
            arb_ptr x = a < m->d ? arb_mat_entry(f->tight.X, i, a)
                                 : arb_mat_entry(f->tight.lambda, i, 0);

            arb_set_fmpq(x,
                         a < m->d ? fmpq_mat_entry(m->X, i, a)
                                  : fmpq_mat_entry(m->lambda, i, 0),
                         f->prec);
            arb_set_si(off, random_below(state, 2001) - 1000);
            arb_mul_2exp_si(off, off, -10 - bits);
            arb_add(x, x, off, f->prec);
            mag_zero(arb_radref(x));
        }
    arb_clear(off);
}

START_TEST(random_proofs_hold_the_exact_equilibrium)
{
    const long trials = random_trials(400);
    uint64_t state = random_start();
    long proved = 0, open = 0, singular = 0;

    for (long trial = 0; trial < trials; trial++) {
        const slong bits = random_below(&state, 4) * 20 + 5;
        exact_model m;
        layer_fixture f;
        rc_equilibrium_system system = {.layer = f.ball};

        exact_model_random(&m, &state);
        m.irrational = 0;
        layer_open_exact(&f, &m, 64 << random_below(&state, 3));
        system.last = m.n;
        set_centre(&f, &m, bits, &state);
        if (exact_model_is_singular(&m)) {
            ck_assert_int_ne(
                rc_krawczyk_certify(&f.tight, &f.wide, NULL, &system, f.prec),
                RC_OK);
            singular++;
        } else if (rc_krawczyk_certify(&f.tight, &f.wide, NULL, &system,
                                       f.prec) == RC_OK) {
            expect_contract(&f, &system);
            /* far from it there might be another one */
            if (bits > 5 || matrix_contains(f.wide.X, m.X)) {
                ck_assert(matrix_contains(f.tight.X, m.X));
                ck_assert(matrix_contains(f.tight.lambda, m.lambda));
                proved++;
            }
        } else {
            open++;
        }
        layer_close(&f);
        exact_model_clear(&m);
    }
    printf("%ld proved, %ld open, %ld singular\n", proved, open, singular);
    ck_assert_int_gt(proved, trials / 2);
    ck_assert_int_gt(open, 0);
    ck_assert_int_gt(singular, 0);
}
END_TEST

START_TEST(a_box_of_uniqueness_holds_one_of_two_close_roots)
{
    long proved = 0;

    for (slong bits = 2; bits < 60; bits++) {
        exact_model m, other;
        layer_fixture f;
        rc_equilibrium_system system = {.layer = f.ball, .first = 1, .last = 2};

        exact_two_roots(&m, &other, bits);
        layer_open_exact(&f, &m, 256);
        arb_mat_set_fmpq_mat(f.tight.X, m.X, 256);
        arb_mat_get_mid(f.tight.X, f.tight.X);
        /* lambda = a / 2, the factor of every second token off the axis */
        arb_set_fmpq(arb_mat_entry(f.tight.lambda, 1, 0),
                     fmpq_mat_entry(m.W, 0, 0), 256);
        arb_mul_2exp_si(arb_mat_entry(f.tight.lambda, 1, 0),
                        arb_mat_entry(f.tight.lambda, 1, 0), -1);
        arb_get_mid_arb(arb_mat_entry(f.tight.lambda, 1, 0),
                        arb_mat_entry(f.tight.lambda, 1, 0));
        if (rc_krawczyk_certify(&f.tight, &f.wide, NULL, &system, 256) ==
            RC_OK) {
            arb_mat_get_mid(f.tight.X, f.tight.X);
            ck_assert(arb_contains_fmpq(arb_mat_entry(f.wide.X, 1, 0),
                                        fmpq_mat_entry(m.X, 1, 0)));
            ck_assert(arb_contains_fmpq(arb_mat_entry(f.wide.X, 1, 1),
                                        fmpq_mat_entry(m.X, 1, 1)));
            ck_assert(!arb_contains_fmpq(arb_mat_entry(f.wide.X, 1, 0),
                                         fmpq_mat_entry(other.X, 1, 0)) ||
                      !arb_contains_fmpq(arb_mat_entry(f.wide.X, 1, 1),
                                         fmpq_mat_entry(other.X, 1, 1)));
            proved++;
        }
        layer_close(&f);
        exact_model_clear(&other);
        exact_model_clear(&m);
    }
    ck_assert_int_eq(proved, 58);
}
END_TEST

/* x_1 such that x_2 and lambda solve Figure 1's second equation:
   x_1 = (2 lambda x_2 - x_2 W) W^-1. */
static void
first_token_for(fmpq_t p, fmpq_t q, const fmpq_t x, const fmpq_t y)
{
    fmpq_t s, t;

    fmpq_init(s);
    fmpq_init(t);
    /* lambda = 1/4 + 1/8: r = 3/4 x_2 - x_2 W, then p = 2 r_1, q = r_2 - p */
    fmpq_set_si(s, 3, 4);
    fmpq_mul(p, x, s);
    fmpq_mul(q, y, s);
    fmpq_div_2exp(t, x, 1);
    fmpq_sub(p, p, t);
    fmpq_sub(q, q, x);
    fmpq_sub(q, q, y);
    fmpq_add(p, p, p);
    fmpq_sub(q, q, p);
    fmpq_clear(t);
    fmpq_clear(s);
}

START_TEST(data_may_be_anywhere_in_their_enclosures)
{
    long proved = 0, open = 0;

    for (slong bits = 3; bits < 50; bits++) {
        fmpq_mat_t X, P;
        fmpq_t m, step;
        layer_fixture f;
        rc_equilibrium_system system = {.layer = f.ball, .first = 1, .last = 2};

        fmpq_mat_init(X, 2, 2);
        fmpq_mat_init(P, 2, 2);
        fmpq_init(m);
        fmpq_init(step);
        fmpq_set_si(m, 1, 3);
        fmpq_one(step);
        fmpq_div_2exp(step, step, (ulong)bits);
        for (slong k = 0; k < 2; k++) {
            exact_circle_point(fmpq_mat_entry(X, k, 0), fmpq_mat_entry(X, k, 1),
                               m);
            first_token_for(fmpq_mat_entry(P, k, 0), fmpq_mat_entry(P, k, 1),
                            fmpq_mat_entry(X, k, 0), fmpq_mat_entry(X, k, 1));
            fmpq_add(m, m, step);
        }
        layer_open(&f, FIGURE_1_MODEL, 128);
        for (slong a = 0; a < 2; a++) {
            arb_ptr data = arb_mat_entry(f.tight.X, 0, a),
                    x = arb_mat_entry(f.tight.X, 1, a);

            arb_set_fmpq(data, fmpq_mat_entry(P, 0, a), 128);
            arb_set_fmpq(x, fmpq_mat_entry(P, 1, a), 128);
            arb_union(data, data, x, 128);
            arb_set_fmpq(x, fmpq_mat_entry(X, 0, a), 128);
            mag_zero(arb_radref(x));
        }
        arb_set_si(arb_mat_entry(f.tight.lambda, 1, 0), 3);
        arb_mul_2exp_si(arb_mat_entry(f.tight.lambda, 1, 0),
                        arb_mat_entry(f.tight.lambda, 1, 0), -3);
        if (rc_krawczyk_certify(&f.tight, &f.wide, NULL, &system, 128) ==
            RC_OK) {
            expect_contract(&f, &system);
            for (slong k = 0; k < 2; k++)
                for (slong a = 0; a < 2; a++)
                    ck_assert(arb_contains_fmpq(arb_mat_entry(f.tight.X, 1, a),
                                                fmpq_mat_entry(X, k, a)));
            proved++;
        } else {
            open++;
        }
        layer_close(&f);
        fmpq_clear(step);
        fmpq_clear(m);
        fmpq_mat_clear(P);
        fmpq_mat_clear(X);
    }
    ck_assert_int_gt(proved, 20);
    ck_assert_int_gt(open, 0);
}
END_TEST

/* One token on the line: x = 1, lambda = w. */
static rc_status
certify_on_line(const char *w, slong scale, rc_point *wide)
{
    char text[256];
    layer_fixture f;
    rc_equilibrium_system system = {.layer = f.ball, .last = 1};
    rc_status status;

    snprintf(text, sizeof text,
             "rankcert: 1\nmodel: {tokens: 1, dim: 1, mask: causal, attention: "
             "uniform, norm: rms, value: [[%s]]}\nclaims: [{kind: mask}]\n",
             w);
    layer_open(&f, text, 64);
    arb_one(arb_mat_entry(f.tight.X, 0, 0));
    arb_set(arb_mat_entry(f.tight.lambda, 0, 0),
            arb_mat_entry(f.ball->value, 0, 0));
    arb_mul_2exp_si(arb_mat_entry(f.tight.lambda, 0, 0),
                    arb_mat_entry(f.tight.lambda, 0, 0), scale);
    status = rc_krawczyk_certify(&f.tight, &f.wide, NULL, &system, 64);
    if (status == RC_OK)
        expect_contract(&f, &system);
    if (status == RC_OK && wide != NULL)
        rc_point_set(wide, &f.wide);
    layer_close(&f);
    return status;
}

START_TEST(lambda_must_be_positive)
{
    rc_point wide;

    rc_point_init(&wide, 1, 1);
    ck_assert_int_eq(certify_on_line("1", 0, NULL), RC_OK);
    ck_assert_int_eq(certify_on_line("-1", 0, NULL), RC_UNCERTAIN);
    ck_assert_int_eq(certify_on_line("-2^-40", 0, NULL), RC_UNCERTAIN);
    ck_assert_int_eq(certify_on_line("0", 0, NULL), RC_UNCERTAIN);
    /* a small one limits the box; one below the box's least radius is lost */
    ck_assert_int_eq(certify_on_line("2^-20", 0, &wide), RC_OK);
    ck_assert(arb_is_positive(arb_mat_entry(wide.lambda, 0, 0)));
    /* lambda's box would just touch zero */
    ck_assert_int_eq(certify_on_line("2^-16", 0, NULL), RC_OK);
    ck_assert_int_eq(certify_on_line("2^-70", 0, NULL), RC_UNCERTAIN);
    rc_point_clear(&wide);
}
END_TEST

/* A large factor moves lambda more than tokens: the tokens' part shrinks. */
START_TEST(the_tokens_box_forces_lambda)
{
    static const char *const factors[] = {"1000", "10^6", "10^12", "10^15"};

    for (size_t k = 0; k < 4; k++)
        ck_assert_int_eq(certify_on_line(factors[k], 0, NULL), RC_OK);
    /* no room is left for it when lambda = 1e30 is known to 64 bits only */
    (void)certify_on_line("10^30+1/3", 0, NULL);
    ck_assert_int_eq(certify_on_line("10^40+1/3", 0, NULL), RC_UNCERTAIN);
}
END_TEST

/* ---- The radii ---- */

/* x = 2^-k for some k. */
static void
expect_power_of_two(const arf_t x)
{
    ck_assert_int_gt(arf_sgn(x), 0);
    ck_assert_int_eq(arf_bits(x), 1);
}

/* K over the box of this radius about the centre of `wide` lies inside it, and
   lambda is positive there: worked out with twice the precision. */
static void
expect_maps_inside(const layer_fixture *f, const arf_t radius,
                   const rc_equilibrium_system *system)
{
    rc_point box;
    rc_operator w;
    mag_t step;

    mag_init(step);
    rc_point_init(&box, f->ball->tokens, f->ball->dim);
    arb_mat_set(box.X, f->tight.X);
    arb_mat_set(box.lambda, f->wide.lambda);
    for (slong i = system->first; i < system->last; i++)
        for (slong a = 0; a < f->ball->dim; a++)
            arb_set(arb_mat_entry(box.X, i, a), arb_mat_entry(f->wide.X, i, a));
    rc_operator_init(&w, system, &box, 2 * f->prec);
    rc_operator_copy(&w, &box, &w.centre);
    ck_assert_int_eq(rc_operator_prepare(&w, step), RC_OK);
    for (slong k = 0; k < w.size; k++)
        arb_add_error_arf(rc_operator_unknown(&w, &box, k), radius);
    ck_assert_int_eq(rc_operator_apply(&w, &box), RC_OK);
    for (slong k = 0; k < w.size; k++) {
        arb_srcptr part = rc_operator_unknown(&w, &box, k);

        ck_assert(arb_contains_interior(part, w.image + k));
        if (k % (w.dim + 1) == w.dim)
            ck_assert(arb_is_positive(part));
    }
    rc_operator_clear(&w);
    rc_point_clear(&box);
    mag_clear(step);
}

/* x's midpoint is a multiple of 2^-bits. */
static void
expect_on_grid(const arb_t x, slong bits)
{
    arf_t scaled;

    arf_init(scaled);
    arf_mul_2exp_si(scaled, arb_midref(x), bits);
    ck_assert(arf_is_int(scaled));
    arf_clear(scaled);
}

/* What a certificate says of a proof: c, e, r, u. */
static void
expect_radii(const layer_fixture *f, const rc_radii *radii,
             const rc_equilibrium_system *system)
{
    arf_t radius;

    expect_power_of_two(radii->e);
    expect_power_of_two(radii->r);
    expect_power_of_two(radii->u);
    ck_assert_int_le(arf_cmp(radii->u, radii->r), 0);
    expect_maps_inside(f, radii->e, system);
    expect_maps_inside(f, radii->r, system);
    arf_init(radius);
    for (slong i = system->first; i < system->last; i++) {
        arb_srcptr lambda = arb_mat_entry(f->wide.lambda, i, 0);

        expect_on_grid(lambda, f->prec - f->prec / 4);
        arf_set_mag(radius, arb_radref(lambda));
        ck_assert(arf_equal(radius, radii->r));
        for (slong a = 0; a < f->ball->dim; a++) {
            arb_srcptr x = arb_mat_entry(f->wide.X, i, a);

            expect_on_grid(x, f->prec - f->prec / 4);
            arf_set_mag(radius, arb_radref(x));
            ck_assert(arf_equal(radius, radii->u));
            ck_assert(
                arb_contains_interior(x, arb_mat_entry(f->tight.X, i, a)));
        }
    }
    arf_clear(radius);
}

START_TEST(radii_state_the_proof)
{
    const long trials = random_trials(200);
    uint64_t state = random_start();
    long proved = 0;

    for (long trial = 0; trial < trials; trial++) {
        exact_model m;
        layer_fixture f;
        rc_radii radii;
        rc_equilibrium_system system = {.layer = f.ball};

        exact_model_random(&m, &state);
        layer_open_exact(&f, &m, 64 << random_below(&state, 3));
        system.last = m.n;
        set_centre(&f, &m, 10 + random_below(&state, 60), &state);
        rc_radii_init(&radii);
        if (rc_krawczyk_certify(&f.tight, &f.wide, &radii, &system, f.prec) ==
            RC_OK) {
            expect_contract(&f, &system);
            expect_radii(&f, &radii, &system);
            proved++;
        }
        rc_radii_clear(&radii);
        layer_close(&f);
        exact_model_clear(&m);
    }
    printf("%ld of %ld proofs stated\n", proved, trials);
    ck_assert_int_gt(proved, trials / 2);
}
END_TEST

/* Figure 1's second token, the first one being data, with its radii. */
static void
open_second(layer_fixture *f, rc_equilibrium_system *system, rc_radii *radii)
{
    static const slong X[] = {0, 5, -3, -4};

    layer_open(f, FIGURE_1_MODEL, 64);
    rc_radii_init(radii);
    set_quotients(f->tight.X, X, 5, 64);
    arb_mat_get_mid(f->tight.X, f->tight.X);
    arb_one(arb_mat_entry(f->tight.lambda, 0, 0));
    arb_set_d(arb_mat_entry(f->tight.lambda, 1, 0), 0.25);
    *system = (rc_equilibrium_system){.layer = f->ball, .first = 1, .last = 2};
    ck_assert_int_eq(
        rc_krawczyk_certify(&f->tight, &f->wide, radii, system, 64), RC_OK);
    arb_set(arb_mat_entry(f->wide.X, 0, 0), arb_mat_entry(f->tight.X, 0, 0));
    arb_set(arb_mat_entry(f->wide.X, 0, 1), arb_mat_entry(f->tight.X, 0, 1));
}

START_TEST(a_proof_is_confirmed_for_data_and_tokens_that_fit)
{
    layer_fixture f;
    rc_radii radii;
    rc_equilibrium_system system;
    arf_t keep;
    arb_ptr data, x;

    open_second(&f, &system, &radii);
    data = arb_mat_entry(f.wide.X, 0, 0);
    x = arb_mat_entry(f.tight.X, 1, 1);
    arf_init(keep);
#define CONFIRM rc_krawczyk_confirm(&f.wide, f.tight.X, &radii, &system, 64)
    ck_assert_int_eq(CONFIRM, RC_OK);
    arb_add_error_2exp_si(data, -30);
    ck_assert_int_eq(CONFIRM, RC_OK);
    arb_add_error_2exp_si(data, -1); /* too vague */
    ck_assert_int_eq(CONFIRM, RC_UNCERTAIN);
    arb_indeterminate(data);
    ck_assert_int_eq(CONFIRM, RC_UNCERTAIN);
    arb_zero(data);
    arf_set(keep, radii.r); /* the box of uniqueness is too large */
    arf_one(radii.r);
    ck_assert_int_eq(CONFIRM, RC_UNCERTAIN);
    arf_set(radii.r, keep); /* lambda is not forced into it */
    arf_set(keep, radii.u);
    arf_mul_2exp_si(radii.u, radii.u, 6);
    ck_assert_int_eq(CONFIRM, RC_UNCERTAIN);
    arf_set(radii.u, keep); /* the tokens are not in it */
    arb_set(x, arb_mat_entry(f.wide.X, 1, 1));
    ck_assert_int_eq(CONFIRM, RC_UNCERTAIN);
    arb_get_mid_arb(x, x);
    ck_assert_int_eq(CONFIRM, RC_OK);
    arb_indeterminate(x);
    ck_assert_int_eq(CONFIRM, RC_UNCERTAIN);
    arf_clear(keep);
    rc_radii_clear(&radii);
    layer_close(&f);
}
END_TEST

START_TEST(a_solution_alone_is_found_again)
{
    layer_fixture f;
    rc_radii radii;
    rc_equilibrium_system system;
    rc_point again;
    arf_t e;

    open_second(&f, &system, &radii);
    arf_init(e);
    rc_point_init(&again, 2, 2);
    arb_mat_get_mid(again.X, f.wide.X);
    arb_mat_get_mid(again.lambda, f.wide.lambda);
    ck_assert_int_eq(rc_krawczyk_solve(&again, e, &system, 64), RC_OK);
    ck_assert(arf_equal(e, radii.e));
    ck_assert(arb_mat_equal(again.X, f.tight.X));
    /* halfway to nowhere there is none */
    arb_mat_get_mid(again.X, f.wide.X);
    arb_mat_get_mid(again.lambda, f.wide.lambda);
    arb_set_d(arb_mat_entry(again.X, 1, 0), 0.25);
    ck_assert_int_eq(rc_krawczyk_solve(&again, e, &system, 64), RC_UNCERTAIN);
    rc_point_clear(&again);
    arf_clear(e);
    rc_radii_clear(&radii);
    layer_close(&f);
}
END_TEST

/* From one value that is not finite nothing is proved. */
START_TEST(what_is_not_finite_is_not_proved)
{
    for (int place = 0; place < 8; place++) {
        layer_fixture f;
        static const slong X[] = {0, 5, -3, -4};
        rc_equilibrium_system system = {.layer = f.ball, .last = 2};
        arb_ptr bad;

        layer_open(&f, FIGURE_1_MODEL, 64);
        set_quotients(f.tight.X, X, 5, 64);
        arb_mat_get_mid(f.tight.X, f.tight.X);
        arb_one(arb_mat_entry(f.tight.lambda, 0, 0));
        arb_set_si(arb_mat_entry(f.tight.lambda, 1, 0), 1);
        arb_mul_2exp_si(arb_mat_entry(f.tight.lambda, 1, 0),
                        arb_mat_entry(f.tight.lambda, 1, 0), -2);
        system.first = place / 4; /* all unknown, or the first one data */
        ck_assert_int_eq(
            rc_krawczyk_certify(&f.tight, &f.wide, NULL, &system, 64), RC_OK);
        expect_contract(&f, &system);
        arb_mat_get_mid(f.tight.X, f.tight.X);
        arb_mat_get_mid(f.tight.lambda, f.tight.lambda);
        bad = place % 4 < 2   ? arb_mat_entry(f.tight.X, 0, 1)
              : place % 4 < 3 ? arb_mat_entry(f.tight.lambda, 1, 0)
                              : arb_mat_entry(f.ball->value, 0, 0);
        if (place % 2 == 0)
            arb_indeterminate(bad);
        else
            arb_zero_pm_inf(bad);
        ck_assert_msg(rc_krawczyk_certify(&f.tight, &f.wide, NULL, &system,
                                          64) == RC_UNCERTAIN,
                      "%d", place);
        layer_close(&f);
    }
}
END_TEST

/* ---- Refinement and proof ---- */

static rc_status
certify_near(layer_fixture *f, slong *token, const slong *tenths, int *stop)
{
    arb_mat_t guess;
    rc_job job = claim_job(&f->run, 0);
    const rc_layer_ball_struct *ball = f->ball;
    rc_status status;

    if (stop != NULL) {
        job.limits.stop = stop_after;
        job.limits.context = stop;
    }
    *token = -1;
    arb_mat_init(guess, ball->tokens, ball->dim);
    set_quotients(guess, tenths, 10, 64);
    status = rc_equilibrium_certify(&f->tight, &f->wide, NULL, token, ball,
                                    guess, &job, f->prec);
    arb_mat_clear(guess);
    return status;
}

START_TEST(tokens_are_certified_one_by_one)
{
    static const slong good[] = {0, 11, -7, -7}, no_second[] = {0, 11, 0, 0},
                       no_first[] = {0, 0, -7, -7};
    layer_fixture f;
    slong token;

    layer_open(&f, FIGURE_1_MODEL, 64);
    ck_assert_int_eq(certify_near(&f, &token, good, NULL), RC_OK);
    ck_assert(arb_contains_si(arb_mat_entry(f.tight.X, 0, 1), 1));
    arb_mul_si(arb_mat_entry(f.tight.X, 1, 0), arb_mat_entry(f.tight.X, 1, 0),
               5, 64);
    ck_assert(arb_contains_si(arb_mat_entry(f.tight.X, 1, 0), -3));
    ck_assert_int_eq(certify_near(&f, &token, no_second, NULL), RC_UNCERTAIN);
    ck_assert_int_eq(token, 1);
    ck_assert_int_eq(certify_near(&f, &token, no_first, NULL), RC_UNCERTAIN);
    ck_assert_int_eq(token, 0);
    layer_close(&f);
}
END_TEST

START_TEST(refinement_can_be_stopped)
{
    static const slong good[] = {0, 11, -7, -7};
    layer_fixture f;
    slong token;
    rc_status status = RC_STOPPED;

    layer_open(&f, FIGURE_1_MODEL, 64);
    for (int left = 0; status == RC_STOPPED; left++) {
        int asked = left;

        ck_assert_int_lt(left, 100);
        status = certify_near(&f, &token, good, &asked);
        ck_assert_int_eq(status, asked < 0 ? RC_STOPPED : RC_OK);
    }
    layer_close(&f);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("krawczyk");

    tcase_add_test(tcase, random_proofs_hold_the_exact_equilibrium);
    tcase_add_test(tcase, a_box_of_uniqueness_holds_one_of_two_close_roots);
    tcase_add_test(tcase, data_may_be_anywhere_in_their_enclosures);
    tcase_add_test(tcase, lambda_must_be_positive);
    tcase_add_test(tcase, the_tokens_box_forces_lambda);
    tcase_add_test(tcase, radii_state_the_proof);
    tcase_add_test(tcase, a_proof_is_confirmed_for_data_and_tokens_that_fit);
    tcase_add_test(tcase, a_solution_alone_is_found_again);
    tcase_add_test(tcase, what_is_not_finite_is_not_proved);
    tcase_add_test(tcase, tokens_are_certified_one_by_one);
    tcase_add_test(tcase, refinement_can_be_stopped);
    return run_claim_tests(tcase);
}
