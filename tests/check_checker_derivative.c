/* The derivative of the mixing: exact where it is constant, and in enclosures
   of difference quotients and of differences over boxes. */

#include "checker_layer.h"

START_TEST(uniform_is_exact)
{
    ck_model model;
    ck_layer layer;
    ck_imatrix X, D;

    open_layer(&layer, &model,
               LAYER_MODEL("3", "2", "[[[1, 1]], [[1, 2]], [[1, 1], [3, 3]]]",
                           "'uniform'", "rms", "[['1', '2'], ['3', '4']]"),
               64);
    ck_imatrix_init(&X, 3, 2, 64);
    ck_imatrix_init(&D, 2, 6, 64);
    ck_assert(ck_layer_mix_derivative(&D, &layer, &X, 0, 0, 3));
    expect_entries(&D, "1 3 0 0 0 0 2 4 0 0 0 0");
    ck_assert(ck_layer_mix_derivative(&D, &layer, &X, 2, 0, 3));
    expect_entries(&D, "1/2 3/2 0 0 1/2 3/2 1 2 0 0 1 2");
    ck_imatrix_clear(&D);
    ck_imatrix_init(&D, 2, 2, 64);
    ck_assert(ck_layer_mix_derivative(&D, &layer, &X, 1, 1, 2));
    expect_entries(&D, "1/2 3/2 1 2");
    ck_imatrix_clear(&D);
    ck_imatrix_clear(&X);
    close_layer(&layer, &model);
}
END_TEST

/* y(X) for X moved by h in one entry. */
static void
mix_moved(ck_imatrix *Y, const ck_model *model, const ck_imatrix *X, long entry,
          long sign)
{
    ck_imatrix moved;
    mpfr_t h;

    mpfr_init2(h, 8);
    mpfr_set_si_2exp(h, sign, -100, MPFR_RNDN);
    ck_imatrix_init(&moved, X->rows, X->cols, REFERENCE_BITS);
    ck_imatrix_set(&moved, X);
    mpfi_add_fr(moved.entries[entry], moved.entries[entry], h);
    reference_mix(Y, model, &moved);
    ck_imatrix_clear(&moved);
    mpfr_clear(h);
}

/* The quotients (y(x + h) - y(x - h)) / 2 h, h = 2^-100, of one entry of X.
   They differ from the derivative by h^2/6 times a third derivative: by less
   than 2^-150, the numbers being below 4. */
static void
expect_quotients(const ck_model *model, const ck_imatrix *X,
                 const ck_imatrix *box, const ck_layer *layer, long entry)
{
    const long l = entry / 2, b = entry % 2;
    ck_imatrix up, down, D;
    mpfr_t slack;

    mpfr_init2(slack, 8);
    mpfr_set_ui_2exp(slack, 1, -150, MPFR_RNDN);
    ck_imatrix_init(&up, 3, 2, REFERENCE_BITS);
    ck_imatrix_init(&down, 3, 2, REFERENCE_BITS);
    mix_moved(&up, model, X, entry, 1);
    mix_moved(&down, model, X, entry, -1);
    for (long first = 0; first <= l; first++) {
        ck_imatrix_init(&D, 2, (3 - first) * 2, layer->prec);
        for (long i = 0; i < 3; i++) {
            ck_assert(ck_layer_mix_derivative(&D, layer, box, i, first, 3));
            for (long a = 0; a < 2; a++) {
                mpfi_ptr quotient = ck_imatrix_at(&up, i, a);

                if (first == 0) {
                    mpfi_sub(quotient, quotient, ck_imatrix_at(&down, i, a));
                    mpfi_mul_2ui(quotient, quotient, 99);
                    mpfi_increase(quotient, slack);
                }
                expect_in(quotient, ck_imatrix_at(&D, a, (l - first) * 2 + b));
            }
        }
        ck_imatrix_clear(&D);
    }
    ck_imatrix_clear(&down);
    ck_imatrix_clear(&up);
    mpfr_clear(slack);
}

START_TEST(difference_quotients)
{
    uint64_t state = random_start();
    ck_model model;
    ck_layer layer;
    ck_imatrix box, point;

    ck_imatrix_init(&box, 3, 2, 100);
    ck_imatrix_init(&point, 3, 2, REFERENCE_BITS);
    for (int k = 0; k < LAYER_MODELS; k++) {
        open_layer(&layer, &model, layer_models[k], 100);
        for (long trial = 0; trial < random_trials(6); trial++) {
            random_box(&box, trial % 2 == 0 ? 0 : 0.1, &state);
            random_point(&point, &box, &state);
            for (long entry = 0; entry < 6; entry++)
                expect_quotients(&model, &point, &box, &layer, entry);
        }
        close_layer(&layer, &model);
    }
    ck_imatrix_clear(&point);
    ck_imatrix_clear(&box);
}
END_TEST

/* y(x) - y(c) lies in D(box) (x - c). */
static void
expect_mean_value(const ck_model *model, const ck_layer *layer,
                  const ck_imatrix *box, const ck_imatrix *x,
                  const ck_imatrix *c)
{
    ck_imatrix at_x, at_c, D, step, change;

    ck_imatrix_init(&at_x, 3, 2, REFERENCE_BITS);
    ck_imatrix_init(&at_c, 3, 2, REFERENCE_BITS);
    ck_imatrix_init(&D, 2, 6, layer->prec);
    ck_imatrix_init(&step, 6, 1, REFERENCE_BITS);
    ck_imatrix_init(&change, 2, 1, REFERENCE_BITS);
    reference_mix(&at_x, model, x);
    reference_mix(&at_c, model, c);
    for (long e = 0; e < 6; e++)
        mpfi_sub(step.entries[e], x->entries[e], c->entries[e]);
    for (long i = 0; i < 3; i++) {
        ck_assert(ck_layer_mix_derivative(&D, layer, box, i, 0, 3));
        reference_product(&change, &D, &step);
        for (long a = 0; a < 2; a++) {
            mpfi_sub(ck_imatrix_at(&at_x, i, a), ck_imatrix_at(&at_x, i, a),
                     ck_imatrix_at(&at_c, i, a));
            expect_in(ck_imatrix_at(&at_x, i, a), change.entries[a]);
        }
    }
    ck_imatrix_clear(&change);
    ck_imatrix_clear(&step);
    ck_imatrix_clear(&D);
    ck_imatrix_clear(&at_c);
    ck_imatrix_clear(&at_x);
}

START_TEST(differences_over_boxes)
{
    static const double radii[] = {1e-6, 0.05, 0.7};
    uint64_t state = random_start();
    ck_model model;
    ck_layer layer;
    ck_imatrix box, x, c;

    ck_imatrix_init(&box, 3, 2, 70);
    ck_imatrix_init(&x, 3, 2, REFERENCE_BITS);
    ck_imatrix_init(&c, 3, 2, REFERENCE_BITS);
    for (int k = 0; k < LAYER_MODELS; k++) {
        open_layer(&layer, &model, layer_models[k], 70);
        for (long trial = 0; trial < random_trials(15); trial++) {
            random_box(&box, radii[trial % 3], &state);
            random_point(&x, &box, &state);
            random_point(&c, &box, &state);
            expect_mean_value(&model, &layer, &box, &x, &c);
        }
        close_layer(&layer, &model);
    }
    ck_imatrix_clear(&c);
    ck_imatrix_clear(&x);
    ck_imatrix_clear(&box);
}
END_TEST

/* A number of tokens at the same place: softmax is uniform there, and its
   derivative that of uniform attention, but for rounding. */
START_TEST(tokens_that_coincide)
{
    ck_model model;
    ck_layer layer;
    ck_imatrix X, D;

    open_layer(&layer, &model,
               LAYER_MODEL("2", "2", "[[[1, 2]], [[1, 2]]]", LAYER_SOFTMAX,
                           "rms", "[['1', '2'], ['3', '4']]"),
               64);
    read_points(&X, 2, 2, 64, "1/2 -1 1/2 -1");
    ck_imatrix_init(&D, 2, 4, 64);
    ck_assert(ck_layer_mix_derivative(&D, &layer, &X, 1, 0, 2));
    expect_entries(&D, "1/2 3/2 1/2 3/2 1 2 1 2");
    ck_imatrix_clear(&D);
    ck_imatrix_clear(&X);
    close_layer(&layer, &model);
}
END_TEST

/* Blocks do not depend on which others are asked for; what x_i does to its own
   row belongs to its own block. */
START_TEST(groups_of_blocks)
{
    ck_model model;
    ck_layer layer;
    ck_imatrix X, all, D;

    open_layer(&layer, &model, layer_models[3], 64);
    read_points(&X, 3, 2, 64, "1 1/3 -1/2 2/3 3/4 -1");
    ck_imatrix_init(&all, 2, 6, 64);
    for (long i = 0; i < 3; i++)
        for (long first = 0; first < 3; first++)
            for (long last = first + 1; last <= 3; last++) {
                ck_imatrix_init(&D, 2, (last - first) * 2, 64);
                ck_assert(ck_layer_mix_derivative(&all, &layer, &X, i, 0, 3));
                ck_assert(
                    ck_layer_mix_derivative(&D, &layer, &X, i, first, last));
                for (long k = 0; k < 2 * D.cols; k++)
                    ck_assert(mpfr_equal_p(
                        &D.entries[k]->left,
                        &ck_imatrix_at(&all, k / D.cols, 2 * first + k % D.cols)
                             ->left));
                ck_imatrix_clear(&D);
            }
    ck_imatrix_clear(&all);
    ck_imatrix_clear(&X);
    close_layer(&layer, &model);
}
END_TEST

START_TEST(unbounded_tokens)
{
    ck_model model;
    ck_layer layer;
    ck_imatrix X, D;

    open_layer(&layer, &model, layer_models[3], 64);
    read_points(&X, 3, 2, 64, "1 1/3 -1/2 2/3 3/4 -1");
    ck_imatrix_init(&D, 2, 2, 64);
    mpfr_set_inf(&ck_imatrix_at(&X, 2, 1)->right, 1);
    ck_assert(!ck_layer_mix_derivative(&D, &layer, &X, 2, 2, 3));
    ck_assert(ck_layer_mix_derivative(&D, &layer, &X, 1, 1, 2));
    ck_assert(ck_layer_mix_derivative(&D, &layer, &X, 1, 2, 3));
    expect_entries(&D, "0 0 0 0");
    mpfr_set_nan(&ck_imatrix_at(&X, 0, 0)->left);
    ck_assert(!ck_layer_mix_derivative(&D, &layer, &X, 1, 1, 2));
    ck_imatrix_clear(&D);
    ck_imatrix_clear(&X);
    close_layer(&layer, &model);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("derivative");

    tcase_add_test(tcase, uniform_is_exact);
    tcase_add_test(tcase, difference_quotients);
    tcase_add_test(tcase, differences_over_boxes);
    tcase_add_test(tcase, tokens_that_coincide);
    tcase_add_test(tcase, groups_of_blocks);
    tcase_add_test(tcase, unbounded_tokens);
    return run_checker_tests("checker derivative", tcase);
}
