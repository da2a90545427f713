/* The Krawczyk operator: what is a zero in the box is in its image. */

#include "claim/operator.h"
#include "claim_layer.h"
#include "random.h"

/* box = the exact equilibrium, each unknown off by up to its own radius, all
   of them about 2^exponent. */
static void
set_box(rc_point *box, const exact_model *m, slong exponent, slong prec,
        uint64_t *state)
{
    arb_t off;

    arb_init(off);
    for (slong i = 0; i < m->n; i++)
        for (slong a = 0; a <= m->d; a++) {
            arb_ptr x = a < m->d ? arb_mat_entry(box->X, i, a)
                                 : arb_mat_entry(box->lambda, i, 0);
            const slong radius = 1 + random_below(state, 8);

            arb_set_fmpq(x,
                         a < m->d ? fmpq_mat_entry(m->X, i, a)
                                  : fmpq_mat_entry(m->lambda, i, 0),
                         prec);
            mag_zero(arb_radref(x));
            arb_set_si(off, random_below(state, 2 * radius) - radius);
            arb_mul_2exp_si(off, off, exponent - 3);
            arb_add(x, x, off, ARF_PREC_EXACT);
            mag_set_ui_2exp_si(arb_radref(x), (ulong)radius * 65, exponent - 9);
        }
    arb_clear(off);
}

static int
point_contains(const rc_operator *w, const exact_model *m)
{
    for (slong k = 0; k < w->size; k++) {
        const slong i = k / (m->d + 1), a = k % (m->d + 1);

        if (!arb_contains_fmpq(w->image + k,
                               a < m->d ? fmpq_mat_entry(m->X, i, a)
                                        : fmpq_mat_entry(m->lambda, i, 0)))
            return 0;
    }
    return 1;
}

START_TEST(the_image_holds_every_exact_zero_of_the_box)
{
    const long trials = random_trials(600);
    uint64_t state = random_start();
    long held = 0, open = 0, smaller = 0;

    for (long trial = 0; trial < trials; trial++) {
        exact_model m;
        layer_fixture f;
        rc_equilibrium_system system = {.layer = f.ball};
        rc_operator w;
        mag_t step;

        exact_model_random(&m, &state);
        m.irrational = 0;
        layer_open_exact(&f, &m, 128);
        system.last = m.n;
        set_box(&f.wide, &m, -2 - random_below(&state, 40), 128, &state);
        rc_operator_init(&w, &system, &f.wide, 128);
        mag_init(step);
        if (rc_operator_prepare(&w, step) == RC_OK &&
            rc_operator_apply(&w, &f.wide) == RC_OK) {
            ck_assert(point_contains(&w, &m));
            held++;
            smaller += mag_cmp(arb_radref(w.image),
                               arb_radref(arb_mat_entry(f.wide.X, 0, 0))) < 0;
            ck_assert(!mag_is_inf(step));
        } else {
            open++;
        }
        mag_clear(step);
        rc_operator_clear(&w);
        layer_close(&f);
        exact_model_clear(&m);
    }
    printf("%ld images hold the zero, %ld smaller than the box, %ld open\n",
           held, smaller, open);
    ck_assert_int_gt(held, trials / 2);
    ck_assert_int_gt(smaller, trials / 4);
}
END_TEST

START_TEST(lambda_is_enclosed_over_the_box)
{
    const long trials = random_trials(200);
    uint64_t state = random_start();

    for (long trial = 0; trial < trials; trial++) {
        exact_model m;
        layer_fixture f;
        rc_equilibrium_system system = {.layer = f.ball};

        exact_model_random(&m, &state);
        m.irrational = 0;
        layer_open_exact(&f, &m, 128);
        system.last = m.n;
        set_box(&f.wide, &m, -random_below(&state, 40), 128, &state);
        ck_assert_int_eq(
            rc_equilibrium_lambda(f.tight.lambda, &system, f.wide.X, 128),
            RC_OK);
        for (slong i = 0; i < m.n; i++)
            ck_assert(arb_contains_fmpq(arb_mat_entry(f.tight.lambda, i, 0),
                                        fmpq_mat_entry(m.lambda, i, 0)));
        layer_close(&f);
        exact_model_clear(&m);
    }
}
END_TEST

/* Coordinates half as long, lengths measured by 4 I: lambda is the same, and
   so is the zero. */
START_TEST(a_gram_matrix_measures_lengths)
{
    static const slong X[] = {0, 5, -3, -4};
    layer_fixture f;
    arb_mat_t gram;
    rc_equilibrium_system system = {.layer = f.ball, .gram = gram, .last = 2};
    rc_operator w;
    mag_t step;

    layer_open(&f, FIGURE_1_MODEL, 128);
    arb_mat_init(gram, 2, 2);
    arb_mat_one(gram);
    arb_mat_scalar_mul_2exp_si(gram, gram, 2);
    set_quotients(f.tight.X, X, 10, 128);
    ck_assert_int_eq(
        rc_equilibrium_lambda(f.tight.lambda, &system, f.tight.X, 128), RC_OK);
    ck_assert(arb_contains_si(arb_mat_entry(f.tight.lambda, 0, 0), 1));
    arb_mul_2exp_si(arb_mat_entry(f.tight.lambda, 1, 0),
                    arb_mat_entry(f.tight.lambda, 1, 0), 2);
    ck_assert(arb_contains_si(arb_mat_entry(f.tight.lambda, 1, 0), 1));
    arb_mul_2exp_si(arb_mat_entry(f.tight.lambda, 1, 0),
                    arb_mat_entry(f.tight.lambda, 1, 0), -2);
    mag_init(step);
    rc_operator_init(&w, &system, &f.tight, 128);
    ck_assert_int_eq(rc_operator_prepare(&w, step), RC_OK);
    ck_assert_int_lt(mag_cmp_2exp_si(step, -100), 0);
    rc_operator_clear(&w);
    mag_clear(step);
    arb_mat_clear(gram);
    layer_close(&f);
}
END_TEST

START_TEST(what_is_not_finite_is_uncertain)
{
    static const slong X[] = {0, 5, -3, -4};

    for (int kind = 0; kind < 6; kind++) {
        layer_fixture f;
        rc_equilibrium_system system = {.layer = f.ball, .last = 2};
        rc_operator w;
        mag_t step;
        arb_ptr bad;

        layer_open(&f, FIGURE_1_MODEL, 64);
        set_quotients(f.tight.X, X, 5, 64);
        ck_assert_int_eq(
            rc_equilibrium_lambda(f.tight.lambda, &system, f.tight.X, 64),
            RC_OK);
        bad = kind < 2   ? arb_mat_entry(f.tight.X, 1, 0)
              : kind < 4 ? arb_mat_entry(f.tight.lambda, 1, 0)
                         : arb_mat_entry(f.ball->value, 0, 0);
        if (kind % 2 == 0)
            arb_indeterminate(bad);
        else
            arb_pos_inf(bad);
        mag_init(step);
        rc_operator_init(&w, &system, &f.tight, 64);
        ck_assert_msg(rc_operator_prepare(&w, step) == RC_UNCERTAIN, "%d",
                      kind);
        if (kind < 2 || kind >= 4)
            ck_assert_int_eq(
                rc_equilibrium_lambda(f.wide.lambda, &system, f.tight.X, 64),
                RC_UNCERTAIN);
        rc_operator_clear(&w);
        mag_clear(step);
        layer_close(&f);
    }
}
END_TEST

/* Prepared from what is finite, and applied to what is not. */
START_TEST(an_image_that_is_not_finite_is_uncertain)
{
    static const slong X[] = {0, 5, -3, -4};

    for (int kind = 0; kind < 4; kind++) {
        layer_fixture f;
        rc_equilibrium_system system = {.layer = f.ball, .last = 2};
        rc_operator w;
        mag_t step;

        layer_open(&f, FIGURE_1_MODEL, 64);
        set_quotients(f.tight.X, X, 5, 64);
        ck_assert_int_eq(
            rc_equilibrium_lambda(f.tight.lambda, &system, f.tight.X, 64),
            RC_OK);
        mag_init(step);
        rc_operator_init(&w, &system, &f.tight, 64);
        ck_assert_int_eq(rc_operator_prepare(&w, step), RC_OK);
        if (kind == 1)
            mag_inf(arb_radref(arb_mat_entry(f.tight.X, 1, 0)));
        else if (kind == 2)
            mag_inf(arb_radref(arb_mat_entry(f.tight.lambda, 1, 0)));
        else if (kind == 3)
            arb_indeterminate(arb_mat_entry(f.ball->value, 0, 0));
        ck_assert_int_eq(rc_operator_apply(&w, &f.tight),
                         kind == 0 ? RC_OK : RC_UNCERTAIN);
        rc_operator_clear(&w);
        mag_clear(step);
        layer_close(&f);
    }
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("operator");

    tcase_add_test(tcase, the_image_holds_every_exact_zero_of_the_box);
    tcase_add_test(tcase, lambda_is_enclosed_over_the_box);
    tcase_add_test(tcase, a_gram_matrix_measures_lengths);
    tcase_add_test(tcase, what_is_not_finite_is_uncertain);
    tcase_add_test(tcase, an_image_that_is_not_finite_is_uncertain);
    return run_claim_tests(tcase);
}
