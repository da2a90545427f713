/* The equations of an equilibrium and their derivative, at points where both
   are known. */

#include "checker_system.h"

START_TEST(unknowns_in_order)
{
    system_fixture f;

    open_system(&f, SYSTEM_TWO("6"), 64, 0, 2, "1 2 3 4", "5 6");
    ck_assert_int_eq(ck_system_size(&f.system), 6);
    for (long u = 0; u < 6; u++) {
        static const char *const values[] = {"1", "2", "5", "3", "4", "6"};

        expect_exactly(ck_system_unknown(&f.system, &f.centre, &f.lambda, u),
                       values[u]);
    }
    f.system.first = 1;
    ck_assert_int_eq(ck_system_size(&f.system), 3);
    expect_exactly(ck_system_unknown(&f.system, &f.centre, &f.lambda, 0), "3");
    expect_exactly(ck_system_unknown(&f.system, &f.centre, &f.lambda, 2), "6");
    close_system(&f);
}
END_TEST

/* y_1 = (2, 12), y_2 = (4, 18). */
START_TEST(residual_is_exact)
{
    system_fixture f;
    ck_imatrix G;

    open_system(&f, SYSTEM_TWO("6"), 64, 0, 2, "1 2 3 4", "5 6");
    ck_imatrix_init(&G, 6, 1, 64);
    ck_assert(ck_system_residual(&G, &f.system, &f.centre, &f.lambda));
    expect_entries(&G, "-3 2 4 -14 -6 24");
    ck_imatrix_clear(&G);
    f.system.first = 1;
    ck_imatrix_init(&G, 3, 1, 64);
    ck_assert(ck_system_residual(&G, &f.system, &f.centre, &f.lambda));
    expect_entries(&G, "-14 -6 24");
    ck_imatrix_clear(&G);
    close_system(&f);
}
END_TEST

/* Squares are squares: of -1..1 the square is 0..1, not -1..1. */
START_TEST(lengths_are_sums_of_squares)
{
    system_fixture f;
    ck_imatrix G;

    open_system(&f, SYSTEM_ONE("2", "[['1', '0'], ['0', '1']]"), 64, 0, 1,
                "0 0", "0");
    set_box(&f, 1);
    ck_imatrix_init(&G, 3, 1, 64);
    ck_assert(ck_system_residual(&G, &f.system, &f.box, &f.lambda));
    expect_near(&G.entries[2]->left, -1);
    expect_near(&G.entries[2]->right, 1);
    ck_imatrix_clear(&G);
    close_system(&f);
}
END_TEST

START_TEST(jacobian_is_exact)
{
    system_fixture f;
    ck_imatrix J;

    open_system(&f, SYSTEM_TWO("6"), 64, 0, 2, "1 2 3 4", "5 6");
    ck_imatrix_init(&J, 6, 6, 64);
    for (long e = 0; e < 36; e++)
        mpfi_set_ui(J.entries[e], 7);
    ck_assert(ck_system_jacobian(&J, &f.system, &f.centre, &f.lambda));
    expect_entries(&J, "-3 0 -1 0 0 0 "
                       "0 1 -2 0 0 0 "
                       "2 4 0 0 0 0 "
                       "1 0 0 -5 0 -3 "
                       "0 3 0 0 -3 -4 "
                       "0 0 0 6 8 0");
    ck_imatrix_clear(&J);
    f.system.first = 1;
    ck_imatrix_init(&J, 3, 3, 64);
    ck_assert(ck_system_jacobian(&J, &f.system, &f.centre, &f.lambda));
    expect_entries(&J, "-5 0 -3 0 -3 -4 6 8 0");
    ck_imatrix_clear(&J);
    close_system(&f);
}
END_TEST

/* x_2 = (3, 4), y_2 = (4, 18); lambda_1 is left alone when token 1 is data. */
START_TEST(lambda_is_exact)
{
    system_fixture f;

    open_system(&f, SYSTEM_TWO("6"), 64, 1, 2, "1 2 3 4", "5 6");
    ck_assert(ck_system_lambda(&f.lambda, &f.system, &f.centre));
    expect_entries(&f.lambda, "5 84");
    f.system.first = 0;
    ck_assert(ck_system_lambda(&f.lambda, &f.system, &f.centre));
    expect_entries(&f.lambda, "26 84");
    close_system(&f);
}
END_TEST

/* Lengths and products in the coordinates of a subspace. */
START_TEST(gram_counts)
{
    system_fixture f;
    ck_imatrix gram, G, J;

    open_system(&f, SYSTEM_TWO("6"), 64, 1, 2, "1 2 3 4", "5 6");
    read_points(&gram, 2, 2, 64, "2 1 1 5");
    f.system.gram = &gram;
    ck_imatrix_init(&G, 3, 1, 64);
    ck_assert(ck_system_residual(&G, &f.system, &f.centre, &f.lambda));
    expect_entries(&G, "-14 -6 121");
    ck_imatrix_init(&J, 3, 3, 64);
    ck_assert(ck_system_jacobian(&J, &f.system, &f.centre, &f.lambda));
    expect_entries(&J, "-5 0 -3 0 -3 -4 20 46 0");
    ck_assert(ck_system_lambda(&f.lambda, &f.system, &f.centre));
    expect_exactly(ck_imatrix_at(&f.lambda, 1, 0), "454");
    ck_imatrix_clear(&J);
    ck_imatrix_clear(&G);
    ck_imatrix_clear(&gram);
    close_system(&f);
}
END_TEST

/* G(x) - G(c) lies in G'(box) (x - c) for softmax too. */
START_TEST(differences_over_boxes)
{
    uint64_t state = random_start();
    system_fixture f;
    ck_imatrix J, at_x, at_c, step, change;
    ck_imatrix x, x_lambda, c, c_lambda;

    open_system(&f, layer_models[3], 120, 1, 3, "1 0 0 1 1 1", "1 2 3");
    ck_imatrix_init(&J, 6, 6, 80);
    ck_imatrix_init(&at_x, 6, 1, 120);
    ck_imatrix_init(&at_c, 6, 1, 120);
    ck_imatrix_init(&step, 6, 1, REFERENCE_BITS);
    ck_imatrix_init(&change, 6, 1, REFERENCE_BITS);
    ck_imatrix_init(&x, 3, 2, REFERENCE_BITS);
    ck_imatrix_init(&c, 3, 2, REFERENCE_BITS);
    ck_imatrix_init(&x_lambda, 3, 1, REFERENCE_BITS);
    ck_imatrix_init(&c_lambda, 3, 1, REFERENCE_BITS);
    for (long trial = 0; trial < random_trials(30); trial++) {
        set_box(&f, trial % 2 == 0 ? 1e-3 : 0.2);
        random_point(&x, &f.box, &state);
        random_point(&c, &f.box, &state);
        random_point(&x_lambda, &f.box_lambda, &state);
        random_point(&c_lambda, &f.box_lambda, &state);
        ck_assert(ck_system_jacobian(&J, &f.system, &f.box, &f.box_lambda));
        ck_assert(ck_system_residual(&at_x, &f.system, &x, &x_lambda));
        ck_assert(ck_system_residual(&at_c, &f.system, &c, &c_lambda));
        for (long u = 0; u < 6; u++) {
            mpfi_sub(step.entries[u],
                     ck_system_unknown(&f.system, &x, &x_lambda, u),
                     ck_system_unknown(&f.system, &c, &c_lambda, u));
            mpfi_sub(at_x.entries[u], at_x.entries[u], at_c.entries[u]);
        }
        reference_product(&change, &J, &step);
        for (long u = 0; u < 6; u++)
            expect_in(at_x.entries[u], change.entries[u]);
    }
    ck_imatrix_clear(&c_lambda);
    ck_imatrix_clear(&x_lambda);
    ck_imatrix_clear(&c);
    ck_imatrix_clear(&x);
    ck_imatrix_clear(&change);
    ck_imatrix_clear(&step);
    ck_imatrix_clear(&at_c);
    ck_imatrix_clear(&at_x);
    ck_imatrix_clear(&J);
    close_system(&f);
}
END_TEST

static void
expect_none(system_fixture *f)
{
    const long size = ck_system_size(&f->system);
    ck_imatrix G, J;

    ck_imatrix_init(&G, size, 1, 64);
    ck_imatrix_init(&J, size, size, 64);
    ck_assert(!ck_system_residual(&G, &f->system, &f->centre, &f->lambda));
    ck_assert(!ck_system_jacobian(&J, &f->system, &f->centre, &f->lambda));
    ck_imatrix_clear(&J);
    ck_imatrix_clear(&G);
}

/* A token or lambda without bounds, and data without bounds under softmax. */
START_TEST(unbounded)
{
    system_fixture f;

    open_system(&f, SYSTEM_TWO("6"), 64, 0, 2, "1 2 3 4", "5 6");
    mpfr_set_inf(&f.centre.entries[1]->right, 1);
    expect_none(&f);
    ck_assert(!ck_system_lambda(&f.lambda, &f.system, &f.centre));
    close_system(&f);
    open_system(&f, SYSTEM_TWO("6"), 64, 0, 2, "1 2 3 4", "5 6");
    mpfr_set_nan(&f.lambda.entries[0]->left);
    expect_none(&f);
    close_system(&f);
    open_system(&f, layer_models[3], 64, 1, 3, "1 0 0 1 1 1", "1 2 3");
    mpfr_set_inf(&f.centre.entries[0]->left, -1);
    expect_none(&f);
    ck_assert(!ck_system_lambda(&f.lambda, &f.system, &f.centre));
    close_system(&f);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("system");

    tcase_add_test(tcase, unknowns_in_order);
    tcase_add_test(tcase, residual_is_exact);
    tcase_add_test(tcase, lengths_are_sums_of_squares);
    tcase_add_test(tcase, jacobian_is_exact);
    tcase_add_test(tcase, lambda_is_exact);
    tcase_add_test(tcase, gram_counts);
    tcase_add_test(tcase, differences_over_boxes);
    tcase_add_test(tcase, unbounded);
    return run_checker_tests("checker system", tcase);
}
