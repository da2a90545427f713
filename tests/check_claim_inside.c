/* Equilibria solved for inside a subspace: only those that lie there. */

#include "claim/inside.h"
#include "claim_layer.h"
#include "random.h"

typedef struct {
    layer_fixture f;
    rc_radii *radii;
    slong groups;
    rc_subspace s;
    arb_mat_t Z;
} inside_fixture;

/* Certifies the equilibrium near `guess` and looks for a subspace of dimension
   `rank`. 0 when there is no equilibrium. */
static int
inside_open(inside_fixture *t, const fmpq_mat_t guess, slong rank)
{
    layer_fixture *f = &t->f;
    const rc_job job = claim_job(&f->run, 0);
    arb_mat_t X;
    slong token;
    rc_status status;

    t->groups = f->ball->tokens / rc_equilibrium_group(f->ball);
    t->radii = rc_radii_new(t->groups);
    ck_assert_ptr_nonnull(t->radii);
    arb_mat_init(X, f->ball->tokens, f->ball->dim);
    arb_mat_set_fmpq_mat(X, guess, f->prec);
    status = rc_equilibrium_certify(&f->tight, &f->wide, t->radii, &token,
                                    f->ball, X, &job, f->prec);
    ck_assert_int_eq(
        rc_subspace_find(&t->s, &f->layer, f->ball, X, rank, &job, f->prec),
        RC_OK);
    arb_mat_init(t->Z, f->ball->tokens, t->s.dim);
    arb_mat_clear(X);
    return status == RC_OK;
}

static void
inside_close(inside_fixture *t)
{
    arb_mat_clear(t->Z);
    rc_subspace_clear(&t->s);
    rc_radii_free(t->radii, t->groups);
    layer_close(&t->f);
}

static rc_status
certify(inside_fixture *t)
{
    layer_fixture *f = &t->f;
    const rc_job job = claim_job(&f->run, 0);

    return rc_inside_certify(t->Z, &f->tight, t->radii, &f->wide, &t->s,
                             f->ball, &job, f->prec);
}

/* X = Figure 1's tokens, numerators over five. */
static void
figure_1(inside_fixture *t, const slong *X, slong rank)
{
    fmpq_mat_t exact;

    fmpq_mat_init(exact, 2, 2);
    for (slong k = 0; k < 4; k++)
        fmpq_set_si(fmpq_mat_entry(exact, k / 2, k % 2), X[k], 5);
    layer_open(&t->f, FIGURE_1_MODEL, 128);
    ck_assert(inside_open(t, exact, rank));
    fmpq_mat_clear(exact);
}

START_TEST(tokens_on_an_axis_are_solved_for_there)
{
    static const slong up[] = {0, 5, 0, 5};
    inside_fixture t;

    figure_1(&t, up, 1);
    ck_assert_int_eq(t.s.dim, 1);
    ck_assert_int_eq(certify(&t), RC_OK);
    for (slong i = 0; i < 2; i++) {
        ck_assert(arb_is_zero(arb_mat_entry(t.f.tight.X, i, 0)));
        ck_assert(arb_contains_si(arb_mat_entry(t.f.tight.X, i, 1), 1));
        ck_assert(arb_contains_si(arb_mat_entry(t.Z, i, 0), 1));
        ck_assert(arb_contains_si(arb_mat_entry(t.f.tight.lambda, i, 0), 1));
        ck_assert_int_gt(arf_sgn(t.radii[i].e), 0);
    }
    inside_close(&t);
}
END_TEST

/* The second token is not on the axis that the first one is on. */
START_TEST(tokens_elsewhere_are_not)
{
    static const slong up[] = {0, 5, 0, 5}, b[] = {0, 5, -3, -4};
    inside_fixture axis, t;

    figure_1(&axis, up, 1);
    figure_1(&t, b, 2);
    rc_subspace_clear(&t.s);
    arb_mat_clear(t.Z);
    t.s = axis.s;
    arb_mat_init(t.Z, 2, 1);
    {
        arb_mat_t before;

        arb_mat_init(before, 2, 2);
        arb_mat_set(before, t.f.tight.X);
        ck_assert_int_eq(certify(&t), RC_UNCERTAIN);
        ck_assert(arb_mat_equal(before, t.f.tight.X));
        arb_mat_clear(before);
    }
    arb_mat_clear(axis.Z);
    rc_radii_free(axis.radii, axis.groups);
    layer_close(&axis.f);
    inside_close(&t);
}
END_TEST

/* Z U must fit where the full space is certified. */
START_TEST(the_proof_in_the_full_space_is_asked_again)
{
    static const slong up[] = {0, 5, 0, 5};

    for (slong g = 0; g < 2; g++)
        for (int kind = 0; kind < 3; kind++) {
            inside_fixture t;

            figure_1(&t, up, 1);
            if (kind == 0) /* the cube is too small for the tokens */
                arf_mul_2exp_si(t.radii[g].u, t.radii[g].u, -1000);
            else if (kind == 1) /* lambda is not in its interval */
                arf_mul_2exp_si(t.radii[g].r, t.radii[g].r, -20);
            else /* nor is the solution unique in so large a box */
                arf_mul_2exp_si(t.radii[g].r, t.radii[g].r, 10);
            ck_assert_int_eq(certify(&t), RC_UNCERTAIN);
            inside_close(&t);
        }
}
END_TEST

START_TEST(looking_inside_can_be_stopped)
{
    static const slong up[] = {0, 5, 0, 5};
    inside_fixture t;
    rc_status status = RC_STOPPED;
    int left;

    figure_1(&t, up, 1);
    for (left = 0; status == RC_STOPPED; left++) {
        rc_job job = claim_job(&t.f.run, 0);
        int asked = left;

        job.limits.stop = stop_after;
        job.limits.context = &asked;
        status = rc_inside_certify(t.Z, &t.f.tight, t.radii, &t.f.wide, &t.s,
                                   t.f.ball, &job, 128);
    }
    ck_assert_int_eq(status, RC_OK);
    ck_assert_int_eq(left, 3);
    inside_close(&t);
}
END_TEST

/* Random models: what is found inside holds the exact equilibrium. */
START_TEST(random_equilibria_are_found_inside)
{
    const long trials = random_trials(200);
    uint64_t state = random_start();
    long smaller = 0, found = 0, forms[3] = {0};

    for (long trial = 0; trial < trials; trial++) {
        exact_model m;
        inside_fixture t;

        exact_model_random(&m, &state);
        m.irrational = 0; /* its lambda is known exactly */
        layer_open_exact(&t.f, &m, 192);
        if (inside_open(&t, m.X, m.rank) && matrix_contains(t.f.wide.X, m.X) &&
            t.s.dim > 0 && t.s.dim < m.d) {
            smaller++;
            if (certify(&t) == RC_OK) {
                ck_assert(matrix_contains(t.f.tight.X, m.X));
                ck_assert(matrix_contains(t.f.tight.lambda, m.lambda));
                ck_assert(arb_mat_contains(t.f.wide.X, t.f.tight.X));
                ck_assert_int_ge(t.s.dim, m.rank);
                found++;
                forms[t.s.form]++;
            }
        }
        inside_close(&t);
        exact_model_clear(&m);
    }
    printf("%ld of %ld found inside: %ld coordinates, %ld bases, %ld lines\n",
           found, smaller, forms[0], forms[1], forms[2]);
    ck_assert_int_gt(found, smaller * 9 / 10);
    ck_assert_int_gt(forms[0], 0);
    ck_assert_int_gt(forms[1], 0);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("inside");

    tcase_add_test(tcase, tokens_on_an_axis_are_solved_for_there);
    tcase_add_test(tcase, tokens_elsewhere_are_not);
    tcase_add_test(tcase, the_proof_in_the_full_space_is_asked_again);
    tcase_add_test(tcase, looking_inside_can_be_stopped);
    tcase_add_test(tcase, random_equilibria_are_found_inside);
    return run_claim_tests(tcase);
}
