/* Attention weights: shares of exponentials that lose nothing, and what tokens
   attend to. */

#include "checker_layer.h"

/* Two tokens x_1, x_2 on a line; token 1 sees both with scores x_1 x_1 and
   x_1 x_2, token 2 itself alone. */
#define LINE(scale)                                                            \
    LAYER_MODEL(                                                               \
        "2", "1", "[[[1, 2]], [[2, 2]]]",                                      \
        "{'softmax': {'key': [['1']], 'query': [['1']], 'scale': '" scale      \
        "'}}",                                                                 \
        "rms", "[['1']]")

typedef struct {
    ck_model model;
    ck_layer layer;
    ck_imatrix X;
    ck_attended att;
} fixture;

/* Interval tokens as texts, separated by commas in the call. */
static void
open_fixture(fixture *f, const char *text, long prec, long rows, long cols,
             const char *const *entries, long first, long last)
{
    open_layer(&f->layer, &f->model, text, prec);
    read_imatrix(&f->X, rows, cols, prec, entries);
    ck_attended_init(&f->att, &f->layer, &f->X, first, last, prec);
    ck_attended_weigh(&f->att, &f->layer, first);
}

static void
close_fixture(fixture *f)
{
    ck_attended_clear(&f->att);
    ck_imatrix_clear(&f->X);
    close_layer(&f->layer, &f->model);
}

static void
expect_weight(const fixture *f, long i, long j, double low, double high)
{
    mpfi_srcptr weight = ck_imatrix_at(&f->att.weights, i, j);

    expect_near(&weight->left, low);
    expect_near(&weight->right, high);
    ck_assert(mpfr_cmp(&weight->left, &weight->right) <= 0);
}

/* x_1 = 1, x_2 from 1 to 3: the scores differ by up to 2. */
START_TEST(shares_lose_nothing)
{
    const char *const X[] = {"1", "1..3"};
    fixture f;

    open_fixture(&f, LINE("1"), 64, 2, 1, X, 0, 2);
    ck_assert_int_eq(f.att.count, 2);
    expect_weight(&f, 0, 0, 0.11920292202211755, 0.5);
    expect_weight(&f, 0, 1, 0.5, 0.88079707797788245);
    expect_exactly(ck_imatrix_at(&f.att.weights, 1, 0), "0");
    expect_exactly(ck_imatrix_at(&f.att.weights, 1, 1), "1");
    close_fixture(&f);
}
END_TEST

/* The exact share 1/3 lies strictly between the ends. */
START_TEST(rounding_is_outward)
{
    const char *const X[] = {"0", "0", "0"};
    fixture f;
    mpq_t third;

    mpq_init(third);
    mpq_set_ui(third, 1, 3);
    open_fixture(&f,
                 LAYER_MODEL("3", "1", "[[[1, 3]], [[2, 2]], [[3, 3]]]",
                             "{'softmax': {'key': [['1']], "
                             "'query': [['1']], 'scale': '1'}}",
                             "rms", "[['1']]"),
                 40, 3, 1, X, 0, 1);
    for (long j = 0; j < 3; j++) {
        mpfi_srcptr weight = ck_imatrix_at(&f.att.weights, 0, j);

        ck_assert(mpfr_cmp_q(&weight->left, third) < 0);
        ck_assert(mpfr_cmp_q(&weight->right, third) > 0);
        expect_weight(&f, 0, j, 1.0 / 3, 1.0 / 3);
    }
    close_fixture(&f);
    mpq_clear(third);
}
END_TEST

/* Scores of -2^200 and 2^200, and intervals as wide: weights are 0 and 1, or
   anything between, but always numbers. */
#define POWER "1267650600228229401496703205376"

START_TEST(huge_scores)
{
    const char *const apart[] = {POWER, "-" POWER};
    const char *const wide[] = {"1e30..2e30", "-1e30..3e30"};
    fixture f;

    open_fixture(&f, LINE("1"), 64, 2, 1, apart, 0, 1);
    ck_assert(ck_imatrix_is_bounded(&f.att.weights));
    expect_weight(&f, 0, 0, 1, 1);
    expect_weight(&f, 0, 1, 0, 0);
    close_fixture(&f);
    open_fixture(&f, LINE("1"), 64, 2, 1, wide, 0, 1);
    ck_assert(ck_imatrix_is_bounded(&f.att.weights));
    expect_weight(&f, 0, 0, 0, 1);
    expect_weight(&f, 0, 1, 0, 1);
    close_fixture(&f);
}
END_TEST

/* A token off the mask with a score that is far greater. */
START_TEST(off_the_mask)
{
    const char *const X[] = {"1", "-" POWER, POWER};
    fixture f;

    open_fixture(&f,
                 LAYER_MODEL("3", "1", "[[[1, 1], [3, 3]], [[2, 2]], [[3, 3]]]",
                             "{'softmax': {'key': [['-1']], "
                             "'query': [['1']], 'scale': '1'}}",
                             "rms", "[['1']]"),
                 64, 3, 1, X, 0, 1);
    ck_assert_int_eq(f.att.count, 3);
    expect_weight(&f, 0, 0, 1, 1);
    expect_exactly(ck_imatrix_at(&f.att.weights, 0, 1), "0");
    expect_weight(&f, 0, 2, 0, 0);
    close_fixture(&f);
}
END_TEST

/* No number comes of scores that are not bounded. */
START_TEST(unbounded_scores)
{
    const char *const X[] = {"1", "2"};
    fixture f;

    open_fixture(&f, LINE("1"), 64, 2, 1, X, 1, 2);
    ck_attended_clear(&f.att);
    mpfr_set_inf(&ck_imatrix_at(&f.X, 1, 0)->right, 1);
    ck_attended_init(&f.att, &f.layer, &f.X, 0, 1, 64);
        ck_attended_weigh(&f.att, &f.layer, 0);
    for (long j = 0; j < 2; j++)
        ck_assert(!ck_is_bounded(ck_imatrix_at(&f.att.weights, 0, j)));
    ck_attended_clear(&f.att);
    mpfr_set_nan(&ck_imatrix_at(&f.X, 1, 0)->left);
    ck_attended_init(&f.att, &f.layer, &f.X, 0, 1, 64);
        ck_attended_weigh(&f.att, &f.layer, 0);
    for (long j = 0; j < 2; j++)
        ck_assert(!ck_is_bounded(ck_imatrix_at(&f.att.weights, 0, j)));
    close_fixture(&f);
}
END_TEST

/* How far the tokens first..last-1 look. */
START_TEST(counts)
{
    const char *const X[] = {"1", "2", "3", "4"};
    static const long expected[4][5] = {
        {0, 1, 3, 3, 4}, {0, 0, 3, 3, 4}, {0, 0, 0, 3, 4}, {0, 0, 0, 0, 4}};
    fixture f;

    for (long first = 0; first < 4; first++)
        for (long last = first + 1; last <= 4; last++) {
            open_fixture(&f,
                         LAYER_MODEL("4", "1",
                                     "[[[1, 1]], [[2, 3]], [[1, 3]], "
                                     "[[1, 1], [4, 4]]]",
                                     "'uniform'", "rms", "[['1']]"),
                         64, 4, 1, X, first, last);
            ck_assert_int_eq(f.att.count, expected[first][last]);
            ck_assert_int_eq(f.att.weights.rows, last - first);
            ck_assert_int_eq(f.att.weights.cols, f.att.count);
            ck_assert_int_eq(f.att.offset.rows, 0);
            close_fixture(&f);
        }
}
END_TEST

/* Weights and means at random points, against the plain evaluation. */
START_TEST(hold_every_point)
{
    uint64_t state = random_start();
    fixture f;
    ck_imatrix point, A, mean, means;

    ck_imatrix_init(&point, 3, 2, REFERENCE_BITS);
    ck_imatrix_init(&means, 3, 2, REFERENCE_BITS);
    ck_imatrix_init(&mean, 3, 2, 70);
    ck_imatrix_init(&f.X, 3, 2, 70);
    for (int k = 0; k < LAYER_MODELS; k++) {
        open_layer(&f.layer, &f.model, layer_models[k], 70);
        for (long trial = 0; trial < random_trials(30); trial++) {
            random_box(&f.X, trial % 3 == 0 ? 0 : 0.2, &state);
            random_point(&point, &f.X, &state);
            ck_imatrix_init(&A, 3, 3, REFERENCE_BITS);
            reference_weights(&A, &f.model, &point);
            reference_product(&means, &A, &point);
            ck_attended_init(&f.att, &f.layer, &f.X, 0, 3, 70);
            ck_attended_weigh(&f.att, &f.layer, 0);
            ck_attended_mean(&mean, &f.att, &f.X);
            for (long e = 0; e < 9; e++)
                expect_in(A.entries[e], f.att.weights.entries[e]);
            for (long e = 0; e < 6; e++)
                expect_in(means.entries[e], mean.entries[e]);
            ck_attended_clear(&f.att);
            ck_imatrix_clear(&A);
        }
        close_layer(&f.layer, &f.model);
    }
    ck_imatrix_clear(&f.X);
    ck_imatrix_clear(&mean);
    ck_imatrix_clear(&means);
    ck_imatrix_clear(&point);
}
END_TEST

/* The tokens' distance to the centre counts, not their length: tokens about
   1000 that differ by 1/8 have weights as narrow as tokens about 0, and means
   as narrow. */
START_TEST(centre_takes_out_the_mean)
{
    const char *const far[] = {"1000..1000.0078125", "1000.125"};
    fixture f;
    ck_imatrix mean;
    mpfr_t width;

    mpfr_init2(width, 32);
    open_fixture(&f, LINE("1000"), 64, 2, 1, far, 0, 1);
    ck_imatrix_init(&mean, 1, 1, 64);
    ck_attended_mean(&mean, &f.att, &f.X);
    mpfi_diam_abs(width, mean.entries[0]);
    ck_assert(mpfr_cmp_ui_2exp(width, 1, -6) < 0);
    ck_imatrix_clear(&mean);
    mpfi_diam_abs(width, ck_imatrix_at(&f.att.weights, 0, 0));
    ck_assert(mpfr_cmp_ui_2exp(width, 1, -6) < 0);
    ck_assert(mpfr_zero_p(&ck_imatrix_at(&f.att.centre, 0, 0)->left) == 0);
    close_fixture(&f);
    mpfr_clear(width);
}
END_TEST

START_TEST(products_of_few_rows)
{
    ck_imatrix a, b, c;

    for (long rows = 1; rows < 6; rows++) {
        read_points(&a, rows, 3, 64, "1 2 3 4 5 6 7 8 9 1 0 1 0 1 0");
        read_points(&b, 3, 2, 64, "1 2 3 4 5 6");
        ck_imatrix_init(&c, rows, 2, 64);
        ck_imatrix_multiply_rows(&c, &a, &b);
        c.rows = rows < 2 ? rows : 2;
        expect_entries(&c, "22 28 49 64");
        c.rows = rows;
        ck_imatrix_clear(&c);
        ck_imatrix_clear(&b);
        ck_imatrix_clear(&a);
    }
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("attention");

    tcase_add_test(tcase, shares_lose_nothing);
    tcase_add_test(tcase, rounding_is_outward);
    tcase_add_test(tcase, huge_scores);
    tcase_add_test(tcase, off_the_mask);
    tcase_add_test(tcase, unbounded_scores);
    tcase_add_test(tcase, counts);
    tcase_add_test(tcase, hold_every_point);
    tcase_add_test(tcase, centre_takes_out_the_mean);
    tcase_add_test(tcase, products_of_few_rows);
    return run_checker_tests("checker attention", tcase);
}
