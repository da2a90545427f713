/* Softmax weights in integers hold the weights of every score that its ball
   holds, and are hardly wider; wide scores are left alone. */

#include "checker/softmax_row.h"
#include "checker_layer.h"

enum { PREC = 80, COUNT = 5, MORE = 300 };

#define MASK                                                                   \
    "[[[1, 5]], [[2, 2]], [[1, 1], [3, 5]], [[1, 2], [4, 4]], [[5, 5]]]"

typedef struct {
    ck_model model;
    ck_imatrix query, offset; /* 1 x 1, COUNT x 1 */
    ck_vectors queries, offsets;
    ck_softmax_row row;
} fixture;

static void
open_fixture(fixture *f)
{
    read_model(&f->model,
               LAYER_MODEL("5", "1", MASK, "'uniform'", "none", "[['1']]"));
    ck_imatrix_init(&f->query, 1, 1, PREC);
    mpfi_set_ui(f->query.entries[0], 1);
    ck_imatrix_init(&f->offset, COUNT, 1, PREC);
    ck_softmax_row_init(&f->row, COUNT, PREC);
}

static void
close_fixture(fixture *f)
{
    ck_softmax_row_clear(&f->row);
    ck_imatrix_clear(&f->offset);
    ck_imatrix_clear(&f->query);
    ck_model_clear(&f->model);
}

static int
set_row(fixture *f, long i)
{
    int good;

    ck_vectors_init_rows(&f->queries, &f->query, PREC);
    ck_vectors_init_rows(&f->offsets, &f->offset, PREC);
    good = ck_softmax_row_set(&f->row, &f->model, i, &f->queries.at[0],
                              &f->offsets);
    ck_vectors_clear(&f->offsets);
    ck_vectors_clear(&f->queries);
    return good;
}

/* The weights of token i when score j is the end of its ball that bit j of
   `ends` names. */
static void
reference(mpfr_t *weights, const fixture *f, long i, unsigned ends)
{
    mpfr_t sum;

    mpfr_init2(sum, MORE);
    mpfr_set_ui(sum, 0, MPFR_RNDN);
    for (long j = 0; j < COUNT; j++) {
        mpfi_srcptr score = f->offset.entries[j];

        mpfr_set_ui(weights[j], 0, MPFR_RNDN);
        if (!ck_attends(&f->model, i, j))
            continue;
        mpfr_exp(weights[j], ends >> j & 1 ? &score->right : &score->left,
                 MPFR_RNDN);
        mpfr_add(sum, sum, weights[j], MPFR_RNDN);
    }
    for (long j = 0; j < COUNT; j++)
        mpfr_div(weights[j], weights[j], sum, MPFR_RNDN);
    mpfr_clear(sum);
}

/* |w - what the row says| <= its radius, up to the reference's own error. */
static void
expect_held(const fixture *f, long j, mpfr_srcptr w)
{
    mpfr_t middle, radius;
    const ck_ball *weight = &f->row.weights.items[j];

    mpfr_init2(middle, MORE);
    mpfr_init2(radius, 64);
    mpfr_set_z_2exp(middle, weight->middle, f->row.weights.exponent, MPFR_RNDN);
    mpfr_sub(middle, middle, w, MPFR_RNDN);
    mpfr_abs(middle, middle, MPFR_RNDN);
    ck_upper_get(radius, &weight->radius);
    mpfr_sub(middle, middle, radius, MPFR_RNDN);
    ck_assert(mpfr_sgn(middle) <= 0 || (mpfr_zero_p(radius) == 0 &&
                                        mpfr_cmp_ui_2exp(middle, 1, -250) < 0));
    mpfr_set_z_2exp(middle, weight->middle, f->row.weights.exponent, MPFR_RNDN);
    ck_upper_get(radius, &weight->length);
    ck_assert(mpfr_greaterequal_p(radius, middle));
    mpfr_clear(radius);
    mpfr_clear(middle);
}

static void
expect_row(fixture *f, long i)
{
    mpfr_t weights[COUNT];

    for (long j = 0; j < COUNT; j++)
        mpfr_init2(weights[j], MORE);
    ck_assert(set_row(f, i));
    for (unsigned ends = 0; ends < 1u << COUNT; ends++) {
        reference(weights, f, i, ends);
        for (long j = 0; j < COUNT; j++)
            expect_held(f, j, weights[j]);
    }
    for (long j = 0; j < COUNT; j++)
        mpfr_clear(weights[j]);
}

/* Scores about `size`, known to 2^-known. */
static void
random_scores(fixture *f, uint64_t *state, double size, long known)
{
    mpfr_t radius;

    mpfr_init2(radius, 32);
    for (long j = 0; j < COUNT; j++) {
        mpfi_set_d(f->offset.entries[j], size * random_share(state));
        mpfr_set_d(radius, fabs(random_share(state)), MPFR_RNDU);
        mpfr_mul_2si(radius, radius, -known, MPFR_RNDU);
        mpfi_increase(f->offset.entries[j], radius);
    }
    mpfr_clear(radius);
}

START_TEST(hold_every_score)
{
    static const double sizes[] = {1e-9, 0.01, 1, 10, 60};
    uint64_t state = random_start();
    fixture f;

    open_fixture(&f);
    for (long trial = 0; trial < random_trials(20); trial++)
        for (size_t s = 0; s < sizeof sizes / sizeof *sizes; s++)
            for (long i = 0; i < COUNT; i++) {
                random_scores(&f, &state, sizes[s], 18 + 4 * (trial % 20));
                expect_row(&f, i);
            }
    close_fixture(&f);
}
END_TEST

/* Scores that are exact make weights with an error of a few units; scores
   known to 2^-40 weights known to that. */
START_TEST(are_sharp)
{
    uint64_t state = random_start();
    mpfr_t radius;
    fixture f;

    mpfr_init2(radius, 32);
    open_fixture(&f);
    for (long trial = 0; trial < 50; trial++)
        for (int known = 40; known <= 1000; known += 960) {
            random_scores(&f, &state, 2, known);
            ck_assert(set_row(&f, 0));
            for (long j = 0; j < COUNT; j++) {
                ck_upper_get(radius, &f.row.weights.items[j].radius);
                ck_assert(mpfr_cmp_ui_2exp(radius, 1,
                                           known == 40 ? -40 : 6 - PREC) < 0);
            }
        }
    close_fixture(&f);
    mpfr_clear(radius);
}
END_TEST

/* A row that comes after another leaves nothing of it off the mask. */
START_TEST(off_the_mask)
{
    fixture f;

    open_fixture(&f);
    ck_assert(set_row(&f, 0));
    ck_assert(set_row(&f, 2));
    for (long j = 0; j < COUNT; j++) {
        const ck_ball *weight = &f.row.weights.items[j];

        ck_assert_int_eq(mpz_sgn(weight->middle) == 0, j == 1);
        ck_assert_int_eq(weight->radius.mantissa == 0, j == 1);
        ck_assert_int_eq(weight->length.mantissa == 0, j == 1);
    }
    close_fixture(&f);
}
END_TEST

static int
set_with(fixture *f, long left, long right, long exponent)
{
    mpfi_ptr x = f->offset.entries[3];

    mpfr_set_si_2exp(&x->left, left, exponent, MPFR_RNDD);
    mpfr_set_si_2exp(&x->right, right, exponent, MPFR_RNDU);
    return set_row(f, 0);
}

/* Radii of 2^-17 and more, and scores beyond all bounds. */
START_TEST(wide_scores)
{
    fixture f;

    open_fixture(&f);
    ck_assert(set_with(&f, 0, 1, -17));
    ck_assert(!set_with(&f, 0, 1, -14));
    ck_assert(!set_with(&f, 0, 1, 1000));
    ck_assert(set_with(&f, -1, -1, 40));
    ck_assert(!set_with(&f, -1, -1, 1000));
    ck_assert(!set_with(&f, -1, -1, 1000000000));
    ck_assert(set_with(&f, -1, -1, -1000000000));
    mpfr_set_inf(&f.offset.entries[3]->right, 1);
    ck_assert(!set_row(&f, 0));
    ck_assert(set_row(&f, 1)); /* it does not attend to that one */
    close_fixture(&f);
}
END_TEST

/* One weight is all of it, but for what no unit measures. */
START_TEST(huge_differences)
{
    fixture f;

    open_fixture(&f);
    mpfi_set_si(f.offset.entries[0], -200);
    mpfi_set_si(f.offset.entries[4], 1000000);
    expect_row(&f, 0);
    ck_assert(mpz_sgn(f.row.weights.items[0].middle) >= 0);
    close_fixture(&f);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("softmax_row");

    tcase_add_test(tcase, hold_every_score);
    tcase_add_test(tcase, are_sharp);
    tcase_add_test(tcase, off_the_mask);
    tcase_add_test(tcase, wide_scores);
    tcase_add_test(tcase, huge_differences);
    return run_checker_tests("softmax_row", tcase);
}
