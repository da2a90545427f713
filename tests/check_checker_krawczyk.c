/* The Krawczyk operator: its image holds every solution in the box, is as
   narrow as it should be, and is none where something is missing. */

#include "checker_system.h"

/* K of the box, in image (size entries). */
static int
krawczyk(ck_imatrix *image, const system_fixture *f)
{
    return ck_krawczyk(image->entries, &f->system, &f->centre, &f->lambda,
                       &f->box, &f->box_lambda);
}

/* x = (1, 0), lambda = 2 for W = diag(2, 1): the middle of G' inverts exactly,
   and K is the centre +- 2 r^2. */
START_TEST(known_image)
{
    system_fixture f;
    ck_imatrix image;

    open_system(&f, SYSTEM_ONE("2", "[['2', '0'], ['0', '1']]"), 128, 0, 1,
                "1 0", "2");
    ck_imatrix_init(&image, 3, 1, 128);
    set_box(&f, 0.25);
    ck_assert(krawczyk(&image, &f));
    for (long u = 0; u < 3; u++) {
        static const double middles[] = {1, 0, 2};

        expect_near(&image.entries[u]->left, middles[u] - 0.125);
        expect_near(&image.entries[u]->right, middles[u] + 0.125);
    }
    ck_imatrix_clear(&image);
    close_system(&f);
}
END_TEST

/* One operator for boxes of several sizes, each with its own derivative. */
START_TEST(several_boxes)
{
    static const double radii[] = {0.25, 0.125, 0.375, 0.125};
    system_fixture f;
    ck_operator k;
    ck_imatrix shift;

    open_system(&f, SYSTEM_ONE("2", "[['2', '0'], ['0', '1']]"), 128, 0, 1,
                "1 0", "2");
    ck_imatrix_init(&shift, 3, 1, 128);
    set_box(&f, 0.5);
    ck_assert(ck_operator_init(&k, &f.system, &f.centre, &f.lambda, &f.box,
                               &f.box_lambda));
    for (int which = 0; which < 4; which++) {
        set_box(&f, radii[which]);
        ck_assert(ck_operator_shift(&shift, &k, &f.box, &f.box_lambda));
        for (long u = 0; u < 3; u++) {
            const double reach = 2 * radii[which] * radii[which];

            expect_near(&shift.entries[u]->left, -reach);
            expect_near(&shift.entries[u]->right, reach);
        }
    }
    ck_operator_clear(&k);
    ck_imatrix_clear(&shift);
    close_system(&f);
}
END_TEST

/* The same, not from the solution but beside it: K holds it. */
START_TEST(centre_beside)
{
    system_fixture f;
    ck_imatrix image;

    open_system(&f, SYSTEM_TWO("16/3"), 100, 0, 2, "257/256 0 19/32 13/16",
                "129/64 85/32");
    ck_imatrix_init(&image, 6, 1, 100);
    set_box(&f, 1.0 / 32);
    ck_assert(krawczyk(&image, &f));
    for (long u = 0; u < 6; u++) {
        static const char *const zero[] = {"1", "0", "2", "3/5", "4/5", "8/3"};
        mpq_t q;

        mpq_init(q);
        ck_assert_int_eq(mpq_set_str(q, zero[u], 10), 0);
        ck_assert(mpfi_is_inside_q(q, image.entries[u]));
        mpq_clear(q);
        ck_assert(mpfi_is_strictly_inside(
            image.entries[u],
            ck_system_unknown(&f.system, &f.box, &f.box_lambda, u)));
    }
    ck_imatrix_clear(&image);
    close_system(&f);
}
END_TEST

/* Half of the precision is enough: about sqrt(3)/2 to 2^-110, K of a box of
   radius 2^-100 is no wider than 2^-108. */
START_TEST(narrow_box)
{
    system_fixture f;
    ck_imatrix image;
    mpfr_t width;

    mpfr_init2(width, 32);
    open_system(&f, SYSTEM_TWO("6"), 128, 1, 2, "1 0 1/2 0", "2 3");
    mpfi_set_ui(ck_imatrix_at(&f.centre, 1, 1), 3);
    mpfi_sqrt(ck_imatrix_at(&f.centre, 1, 1), ck_imatrix_at(&f.centre, 1, 1));
    mpfi_div_2ui(ck_imatrix_at(&f.centre, 1, 1), ck_imatrix_at(&f.centre, 1, 1),
                 1);
    set_box(&f, 0x1p-100);
    ck_imatrix_init(&image, 3, 1, 128);
    ck_assert(krawczyk(&image, &f));
    for (long u = 0; u < 3; u++) {
        mpfi_diam_abs(width, image.entries[u]);
        ck_assert(mpfr_cmp_ui_2exp(width, 1, -108) < 0);
    }
    ck_imatrix_clear(&image);
    close_system(&f);
    mpfr_clear(width);
}
END_TEST

/* A solution of token 2's equations, for data made to fit: with x_2 = (c, s) on
   the circle and any lambda, x_1 = (c (lambda - 1), s (lambda - 3) / 3). */
static void
fitting_data(mpq_t x[5], uint64_t *state)
{
    const double t = 0.57735 + random_share(state) / 1000;
    mpq_t one, square;

    mpq_inits(one, square, (mpq_ptr)NULL);
    mpq_set_ui(one, 1, 1);
    mpq_set_d(x[0], t);
    mpq_mul(square, x[0], x[0]);
    mpq_sub(x[2], one, square);
    mpq_add(square, one, square);
    mpq_div(x[2], x[2], square);
    mpq_add(x[3], x[0], x[0]);
    mpq_div(x[3], x[3], square);
    mpq_set_d(x[4], 3 + random_share(state) / 1000);
    mpq_sub(x[0], x[4], one);
    mpq_mul(x[0], x[0], x[2]);
    mpq_set_ui(one, 3, 1);
    mpq_sub(x[1], x[4], one);
    mpq_mul(x[1], x[1], x[3]);
    mpq_div(x[1], x[1], one);
    mpq_clears(one, square, (mpq_ptr)NULL);
}

/* For every token 1 in its enclosure K holds the solution that belongs to it.
 */
START_TEST(every_choice_of_data)
{
    uint64_t state = random_start();
    system_fixture f;
    ck_imatrix image;
    mpq_t x[5];

    for (int k = 0; k < 5; k++)
        mpq_init(x[k]);
    open_system(&f, SYSTEM_TWO("6"), 80, 1, 2, "1 0 1/2 56756/65536", "2 3");
    for (int a = 0; a < 2; a++)
        mpfi_interv_d(ck_imatrix_at(&f.centre, 0, a), a == 0 ? 0.995 : -0.005,
                      a == 0 ? 1.005 : 0.005);
    set_box(&f, 1.0 / 16);
    ck_imatrix_init(&image, 3, 1, 80);
    ck_assert(krawczyk(&image, &f));
    for (long trial = 0; trial < random_trials(200); trial++) {
        fitting_data(x, &state);
        for (int a = 0; a < 2; a++)
            ck_assert(mpfi_is_inside_q(x[a], ck_imatrix_at(&f.centre, 0, a)));
        for (int u = 0; u < 3; u++)
            ck_assert(mpfi_is_inside_q(x[2 + u], image.entries[u]));
    }
    ck_imatrix_clear(&image);
    close_system(&f);
    for (int k = 0; k < 5; k++)
        mpq_clear(x[k]);
}
END_TEST

/* Softmax, from a centre that solves nothing: what the operator adds to the
   centre holds x - Y G(x) - c at random x of the box, Y being the operator's.
 */
START_TEST(holds_every_step)
{
    uint64_t state = random_start();
    system_fixture f;
    ck_operator k;
    ck_imatrix shift, x, x_lambda, G, step;

    open_system(&f, layer_models[3], 120, 0, 3, "1 1/4 -1/2 1 3/4 1", "2 3 1");
    set_box(&f, 0.125);
    ck_imatrix_init(&shift, 9, 1, 120);
    ck_imatrix_init(&G, 9, 1, 120);
    ck_imatrix_init(&step, 9, 1, 120);
    ck_imatrix_init(&x, 3, 2, REFERENCE_BITS);
    ck_imatrix_init(&x_lambda, 3, 1, REFERENCE_BITS);
    ck_assert(ck_operator_init(&k, &f.system, &f.centre, &f.lambda, &f.box,
                               &f.box_lambda));
    for (long trial = 0; trial < random_trials(30); trial++) {
        set_box(&f, trial % 2 == 0 ? 0.125 : 0x1p-30);
        ck_assert(ck_operator_shift(&shift, &k, &f.box, &f.box_lambda));
        random_point(&x, &f.box, &state);
        random_point(&x_lambda, &f.box_lambda, &state);
        ck_assert(ck_system_residual(&G, &f.system, &x, &x_lambda));
        reference_product(&step, &k.inverse, &G);
        for (long u = 0; u < 9; u++) {
            mpfi_sub(step.entries[u],
                     ck_system_unknown(&f.system, &x, &x_lambda, u),
                     step.entries[u]);
            mpfi_sub(step.entries[u], step.entries[u],
                     ck_system_unknown(&f.system, &f.centre, &f.lambda, u));
            expect_in(step.entries[u], shift.entries[u]);
        }
    }
    ck_operator_clear(&k);
    ck_imatrix_clear(&x_lambda);
    ck_imatrix_clear(&x);
    ck_imatrix_clear(&step);
    ck_imatrix_clear(&G);
    ck_imatrix_clear(&shift);
    close_system(&f);
}
END_TEST

/* ---- No image ---- */

/* Neither at once nor through an operator made for a box that will do. */
static void
expect_none(system_fixture *f)
{
    const long size = ck_system_size(&f->system);
    ck_imatrix image, box, box_lambda;
    ck_operator k;

    ck_imatrix_init(&image, size, 1, 64);
    ck_assert(!krawczyk(&image, f));
    ck_imatrix_init(&box, f->box.rows, f->box.cols, 64);
    ck_imatrix_init(&box_lambda, f->box.rows, 1, 64);
    ck_imatrix_set(&box, &f->box);
    ck_imatrix_set(&box_lambda, &f->box_lambda);
    set_box(f, 0.25);
    ck_assert(ck_operator_init(&k, &f->system, &f->centre, &f->lambda, &f->box,
                               &f->box_lambda));
    ck_assert(ck_operator_shift(&image, &k, &f->box, &f->box_lambda));
    ck_assert(!ck_operator_shift(&image, &k, &box, &box_lambda));
    ck_operator_clear(&k);
    ck_imatrix_clear(&box_lambda);
    ck_imatrix_clear(&box);
    ck_imatrix_clear(&image);
}

static void
open_small(system_fixture *f)
{
    open_system(f, SYSTEM_ONE("2", "[['2', '0'], ['0', '1']]"), 64, 0, 1, "1 0",
                "2");
    set_box(f, 0.25);
}

/* In every unknown and on both sides; at the box's end it still lies inside. */
START_TEST(centre_outside)
{
    system_fixture f;
    ck_imatrix image;

    ck_imatrix_init(&image, 3, 1, 64);
    for (long u = 0; u < 6; u++) {
        mpfi_ptr x, c;

        open_small(&f);
        x = ck_system_unknown(&f.system, &f.box, &f.box_lambda, u / 2);
        c = ck_system_unknown(&f.system, &f.centre, &f.lambda, u / 2);
        mpfr_set(u % 2 == 0 ? &x->left : &x->right,
                 u % 2 == 0 ? &c->left : &c->right, MPFR_RNDN);
        ck_assert(krawczyk(&image, &f));
        if (u % 2 == 0)
            mpfr_nextabove(&x->left);
        else
            mpfr_nextbelow(&x->right);
        expect_none(&f);
        close_system(&f);
    }
    ck_imatrix_clear(&image);
}
END_TEST

START_TEST(unbounded_box)
{
    system_fixture f;

    for (long u = 0; u < 3; u++) {
        open_small(&f);
        mpfr_set_inf(
            &ck_system_unknown(&f.system, &f.box, &f.box_lambda, u)->right, 1);
        expect_none(&f);
        close_system(&f);
    }
}
END_TEST

/* W = 2 I: lambda = 2 belongs to every direction, G' is singular. */
START_TEST(no_inverse)
{
    system_fixture f;
    ck_imatrix image;
    ck_operator k;

    open_system(&f, SYSTEM_ONE("2", "[['2', '0'], ['0', '2']]"), 64, 0, 1,
                "1 0", "2");
    set_box(&f, 0.25);
    ck_imatrix_init(&image, 3, 1, 64);
    ck_assert(!krawczyk(&image, &f));
    ck_assert(!ck_operator_init(&k, &f.system, &f.centre, &f.lambda, &f.box,
                                &f.box_lambda));
    ck_operator_clear(&k);
    ck_imatrix_clear(&image);
    close_system(&f);
}
END_TEST

/* Data without bounds: uniform attention's derivative does not show it, the
   residual does. */
START_TEST(unbounded_data)
{
    system_fixture f;
    ck_imatrix image;

    open_system(&f, SYSTEM_TWO("6"), 64, 1, 2, "1 0 1/2 56756/65536", "2 3");
    mpfr_set_inf(&f.centre.entries[0]->right, 1);
    set_box(&f, 0.0625);
    ck_imatrix_init(&image, 3, 1, 64);
    ck_assert(!krawczyk(&image, &f));
    ck_imatrix_clear(&image);
    close_system(&f);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("krawczyk");

    tcase_add_test(tcase, known_image);
    tcase_add_test(tcase, several_boxes);
    tcase_add_test(tcase, centre_beside);
    tcase_add_test(tcase, narrow_box);
    tcase_add_test(tcase, every_choice_of_data);
    tcase_add_test(tcase, holds_every_step);
    tcase_add_test(tcase, centre_outside);
    tcase_add_test(tcase, unbounded_box);
    tcase_add_test(tcase, no_inverse);
    tcase_add_test(tcase, unbounded_data);
    return run_checker_tests("checker krawczyk", tcase);
}
