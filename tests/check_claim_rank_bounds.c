/* R12's bounds, against equilibria of known rank. */

#include "claim/rank_bounds.h"
#include "claim_layer.h"
#include "random.h"

/* wide.lambda = <y_i, x_i> at the box's midpoints, which are the centre. */
static void
set_lambda(layer_fixture *f)
{
    const rc_equilibrium_system all = {.layer = f->ball,
                                       .last = f->ball->tokens};
    arb_mat_t X;

    arb_mat_init(X, f->ball->tokens, f->ball->dim);
    arb_mat_get_mid(X, f->wide.X);
    ck_assert_int_eq(rc_equilibrium_lambda(f->wide.lambda, &all, X, f->prec),
                     RC_OK);
    arb_mat_get_mid(f->wide.lambda, f->wide.lambda);
    arb_mat_clear(X);
}

/* The box has the radius u = 2^exponent, and r = 16 u. */
static rc_status
bounds_of(rc_rank_bounds *bounds, layer_fixture *f, slong exponent)
{
    const rc_job job = claim_job(&f->run, 0);
    const slong groups = f->ball->tokens / rc_equilibrium_group(f->ball);
    rc_radii *radii = rc_radii_new(groups);
    rc_status status;

    ck_assert_ptr_nonnull(radii);
    for (slong g = 0; g < groups; g++) {
        arf_one(radii[g].u);
        arf_mul_2exp_si(radii[g].u, radii[g].u, exponent);
        arf_mul_2exp_si(radii[g].r, radii[g].u, 4);
    }
    set_lambda(f);
    status = rc_equilibrium_rank_bounds(bounds, &f->tight, &f->wide, radii,
                                        &f->layer, f->ball, &job, f->prec);
    for (slong g = 0; g < groups; g++)
        ck_assert_int_eq(arf_sgn(radii[g].e), bounds->inside);
    rc_radii_free(radii, groups);
    return status;
}

static void
bounds_open(rc_rank_bounds *bounds, const layer_fixture *f)
{
    ck_assert_int_eq(rc_rank_bounds_init(bounds, f->ball->tokens, f->ball->dim),
                     RC_OK);
    rc_rank_bounds_start(bounds, &f->layer);
}

/* X = numerators over a denominator, as the enclosure and, with radius
   2^exponent, as the box. */
static void
set_point(layer_fixture *f, const slong *X, slong denominator, slong exponent)
{
    set_quotients(f->tight.X, X, denominator, f->prec);
    arb_mat_set(f->wide.X, f->tight.X);
    for (slong i = 0; i < f->ball->tokens; i++)
        for (slong a = 0; a < f->ball->dim; a++)
            arb_add_error_2exp_si(arb_mat_entry(f->wide.X, i, a), exponent);
}

static void
expect_bounds(layer_fixture *f, rc_status status, slong lower, slong upper,
              const char *from)
{
    rc_rank_bounds bounds;

    bounds_open(&bounds, f);
    bounds.lower = 77; /* what was known of another one does not count */
    ck_assert_int_eq(bounds_of(&bounds, f, -12), status);
    ck_assert_int_eq(bounds.lower, lower);
    ck_assert_int_eq(bounds.upper, upper);
    ck_assert_msg(strstr(bounds.from, from) != NULL, "%s", bounds.from);
    if (lower > 0)
        ck_assert(arb_is_finite(bounds.minor) && arb_is_nonzero(bounds.minor));
    for (slong k = 1; k < lower; k++)
        ck_assert(bounds.rows[k - 1] < bounds.rows[k] &&
                  bounds.cols[k - 1] < bounds.cols[k]);
    rc_rank_bounds_clear(&bounds);
}

START_TEST(figure_1_has_both_bounds)
{
    static const slong b[] = {0, 5, -3, -4}, up[] = {0, 1, 0, 1};
    layer_fixture f;

    layer_open(&f, FIGURE_1_MODEL, 128);
    set_point(&f, b, 5, -12);
    expect_bounds(&f, RC_OK, 2, 2, "number of tokens");
    set_point(&f, up, 1, -12);
    expect_bounds(&f, RC_OK, 1, 1, "coordinates closed under W");
    layer_close(&f);
}
END_TEST

/* A claim looks again at every precision, and nothing says that it finds the
   same equilibrium: what bounded the rank of one must not bound another's. */
START_TEST(bounds_of_one_equilibrium_do_not_stay)
{
    static const slong b[] = {0, 5, -3, -4}, up[] = {0, 1, 0, 1};
    layer_fixture f;
    rc_rank_bounds bounds;

    layer_open(&f, FIGURE_1_MODEL, 128);
    bounds_open(&bounds, &f);
    set_point(&f, up, 1, -12);
    ck_assert_int_eq(bounds_of(&bounds, &f, -12), RC_OK);
    ck_assert_int_eq(bounds.upper, 1);
    ck_assert_int_eq(bounds.inside, 1);
    set_point(&f, b, 5, -12);
    ck_assert_int_eq(bounds_of(&bounds, &f, -12), RC_OK);
    ck_assert_int_eq(bounds.lower, 2);
    ck_assert_int_eq(bounds.upper, 2);
    ck_assert_int_eq(bounds.inside, 0);
    ck_assert_int_eq(bounds.source, RC_BOUND_SIZE);
    rc_rank_bounds_clear(&bounds);
    layer_close(&f);
}
END_TEST

/* The equilibrium solved in the subspace must be the one of the box: here the
   box is elsewhere. */
START_TEST(another_equilibrium_bounds_nothing)
{
    static const slong up[] = {0, 1, 0, 1};
    layer_fixture f;

    layer_open(&f, FIGURE_1_MODEL, 128);
    for (slong i = 0; i < 2; i++)
        for (slong a = 0; a < 2; a++) {
            arb_ptr box;

            set_point(&f, up, 1, -12);
            box = arb_mat_entry(f.wide.X, i, a);
            arb_sub_ui(box, box, 1, 128);
            expect_bounds(&f, RC_UNCERTAIN, 1, 2, "number of tokens");
            if (a == 0)
                continue; /* that coordinate is exactly zero */
            /* nor does one that may lie in the box: 1 at its very edge */
            set_point(&f, up, 1, -12);
            arb_set_si(box, 3);
            mag_one(arb_radref(box));
            arb_mul_2exp_si(box, box, -1);
            expect_bounds(&f, RC_UNCERTAIN, 1, 2, "number of tokens");
        }
    layer_close(&f);
}
END_TEST

START_TEST(a_minor_that_may_be_zero_bounds_nothing)
{
    static const slong b[] = {0, 5, -3, -4};
    layer_fixture f;
    arb_ptr entry;

    layer_open(&f, FIGURE_1_MODEL, 128);
    set_point(&f, b, 5, -12);
    for (slong i = 0; i < 2; i++)
        for (slong a = 0; a < 2; a++)
            arb_add_error_2exp_si(arb_mat_entry(f.tight.X, i, a), 1);
    expect_bounds(&f, RC_OK, 0, 2, "number of tokens");
    for (int kind = 0; kind < 2; kind++) {
        set_point(&f, b, 5, -12);
        entry = arb_mat_entry(f.tight.X, 1, 0);
        if (kind == 0)
            mag_inf(arb_radref(entry));
        else
            arb_pos_inf(entry);
        {
            rc_rank_bounds bounds;

            bounds_open(&bounds, &f);
            (void)!bounds_of(&bounds, &f, -12);
            ck_assert_int_lt(bounds.lower, 2);
            ck_assert_int_eq(bounds.upper, 2);
            rc_rank_bounds_clear(&bounds);
        }
    }
    layer_close(&f);
}
END_TEST

#define MODEL(tokens, dim, mask, attention, value)                             \
    "rankcert: 1\nmodel: {tokens: " tokens ", dim: " dim ", mask: " mask       \
    ", attention: " attention ", norm: rms, value: " value                     \
    "}\nclaims: [{kind: mask}]\n"

START_TEST(exact_ranks_of_w_and_of_a_are_bounds)
{
    static const slong any[] = {1, 2, 3, 4, 5, 7, 1, 1, 2};
    layer_fixture f;

    layer_open(&f,
               MODEL("3", "3", "causal", "uniform",
                     "[[1, 2, 3], [2, 4, 6], [0, 1, 1]]"),
               128);
    set_point(&f, any, 10, -12);
    expect_bounds(&f, RC_OK, 3, 2, "rank of the value matrix");
    layer_close(&f);
    layer_open(&f, MODEL("3", "3", "complete", "uniform", "{identity: 3}"),
               128);
    set_point(&f, any, 10, -12);
    expect_bounds(&f, RC_OK, 3, 1, "rank of the weights");
    layer_close(&f);
    layer_open(&f,
               MODEL("3", "3", "complete",
                     "{fixed: [[1/2, 1/4, 1/4], [1/2, 1/4, 1/4], [1/4, "
                     "1/4, 1/2]]}",
                     "{identity: 3}"),
               128);
    set_point(&f, any, 10, -12);
    expect_bounds(&f, RC_OK, 3, 2, "rank of the weights");
    layer_close(&f);
    /* softmax weights depend on X */
    layer_open(&f,
               MODEL("3", "3", "complete",
                     "{softmax: {query: {identity: 3}, key: {identity: 3}}}",
                     "{identity: 3}"),
               128);
    set_point(&f, any, 10, -12);
    expect_bounds(&f, RC_OK, 3, 3, "number of tokens");
    layer_close(&f);
}
END_TEST

/* The bounds of the certified equilibrium at X; 0 when it is none. */
static int
bounds_at(rc_rank_bounds *bounds, layer_fixture *f, const fmpq_mat_t X)
{
    const rc_job job = claim_job(&f->run, 0);
    const slong groups = f->ball->tokens / rc_equilibrium_group(f->ball);
    rc_radii *radii = rc_radii_new(groups);
    arb_mat_t guess;
    slong token;
    int found;

    ck_assert_ptr_nonnull(radii);
    arb_mat_init(guess, f->ball->tokens, f->ball->dim);
    arb_mat_set_fmpq_mat(guess, X, f->prec);
    found = rc_equilibrium_certify(&f->tight, &f->wide, radii, &token, f->ball,
                                   guess, &job, f->prec) == RC_OK &&
            matrix_contains(f->wide.X, X);
    if (found) {
        ck_assert_int_le(rc_equilibrium_rank_bounds(bounds, &f->tight, &f->wide,
                                                    radii, &f->layer, f->ball,
                                                    &job, f->prec),
                         RC_UNCERTAIN);
        ck_assert(matrix_contains(f->tight.X, X));
    }
    arb_mat_clear(guess);
    rc_radii_free(radii, groups);
    return found;
}

/* Random models: bounds enclose the exact rank, and meet when W is rational. */
START_TEST(random_bounds_hold_the_exact_rank)
{
    const long trials = random_trials(300);
    uint64_t state = random_start();
    long found = 0, tight = 0, deficient = 0;

    for (long trial = 0; trial < trials; trial++) {
        exact_model m;
        layer_fixture f;
        rc_rank_bounds bounds;

        exact_model_random(&m, &state);
        layer_open_exact(&f, &m, 192);
        bounds_open(&bounds, &f);
        if (bounds_at(&bounds, &f, m.X)) {
            ck_assert_int_le(bounds.lower, m.rank);
            ck_assert_int_ge(bounds.upper, m.rank);
            found++;
            tight += bounds.lower == bounds.upper;
            deficient +=
                bounds.lower == bounds.upper && m.rank < m.n && m.rank < m.d;
        }
        rc_rank_bounds_clear(&bounds);
        layer_close(&f);
        exact_model_clear(&m);
    }
    printf("%ld of %ld bounds meet, %ld of them below full rank\n", tight,
           found, deficient);
    ck_assert_int_gt(tight, trials * 3 / 4);
    ck_assert_int_gt(deficient, trials / 8);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("rank bounds");

    tcase_add_test(tcase, figure_1_has_both_bounds);
    tcase_add_test(tcase, bounds_of_one_equilibrium_do_not_stay);
    tcase_add_test(tcase, another_equilibrium_bounds_nothing);
    tcase_add_test(tcase, a_minor_that_may_be_zero_bounds_nothing);
    tcase_add_test(tcase, exact_ranks_of_w_and_of_a_are_bounds);
    tcase_add_test(tcase, random_bounds_hold_the_exact_rank);
    return run_claim_tests(tcase);
}
