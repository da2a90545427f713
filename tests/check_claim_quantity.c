/* Quantities by name. */

#include "claim/quantity.h"
#include "claim_support.h"

START_TEST(names_are_read_whole)
{
    static const struct {
        const char *word;
        rc_quantity_kind kind;
        long index;
    } known[] = {
        {"mu", RC_QUANTITY_MU, 0},
        {"sigma 1", RC_QUANTITY_SIGMA, 1},
        {"sigma   12", RC_QUANTITY_SIGMA, 12},
        {"sigma 0", RC_QUANTITY_SIGMA, 0}, /* its caller knows the range */
        {"rank-one-distance", RC_QUANTITY_RANK_ONE_DISTANCE, 0},
        {"diameter", RC_QUANTITY_DIAMETER, 0},
        {"cosine-min", RC_QUANTITY_COSINE_MIN, 0},
        {"cosine-max", RC_QUANTITY_COSINE_MAX, 0},
        {"cosine-mean", RC_QUANTITY_COSINE_MEAN, 0},
        {"norm-max", RC_QUANTITY_NORM_MAX, 0},
    };
    static const char *const unknown[] = {
        "",       "mu ",     "Mu",        "sigma",    "sigma ",
        "sigma1", "sigma x", "sigma 1 2", "sigma 1.", "sigma -1",
        "cosine", "norm",    " mu",       "sigmas 1", "sigma 99999"};
    rc_quantity q;

    for (size_t k = 0; k < sizeof known / sizeof *known; k++) {
        ck_assert_int_eq(rc_quantity_parse(&q, known[k].word), 1);
        ck_assert_int_eq(q.kind, known[k].kind);
        ck_assert_int_eq(q.index, known[k].index);
    }
    for (size_t k = 0; k < sizeof unknown / sizeof *unknown; k++)
        ck_assert_msg(!rc_quantity_parse(&q, unknown[k]), "'%s'", unknown[k]);
}
END_TEST

START_TEST(all_names_are_in_the_message)
{
    static const char *const names[] = {
        "mu",         "sigma K",    "rank-one-distance", "diameter",
        "cosine-min", "cosine-max", "cosine-mean",       "norm-max"};

    for (size_t k = 0; k < sizeof names / sizeof *names; k++)
        ck_assert_ptr_nonnull(strstr(rc_quantity_names, names[k]));
}
END_TEST

START_TEST(names_are_written_in_normal_form)
{
    static const char *const words[][2] = {
        {"mu", "mu"},
        {"sigma  7", "sigma 7"},
        {"sigma 0012", "sigma 12"},
        {"rank-one-distance", "rank-one-distance"},
        {"diameter", "diameter"},
        {"cosine-min", "cosine-min"},
        {"cosine-max", "cosine-max"},
        {"cosine-mean", "cosine-mean"},
        {"norm-max", "norm-max"},
    };
    char name[RC_QUANTITY_NAME_SIZE];
    rc_quantity q;

    for (size_t k = 0; k < sizeof words / sizeof *words; k++) {
        ck_assert_int_eq(rc_quantity_parse(&q, words[k][0]), 1);
        rc_quantity_write(name, &q);
        ck_assert_str_eq(name, words[k][1]);
    }
}
END_TEST

/* X = (3 e_1, 4 e_2, -4 e_2): sigma = 4 sqrt 2, 3, and no third. */
static void
set_known(arb_mat_t X)
{
    arb_mat_zero(X);
    arb_set_si(arb_mat_entry(X, 0, 0), 3);
    arb_set_si(arb_mat_entry(X, 1, 1), 4);
    arb_set_si(arb_mat_entry(X, 2, 1), -4);
}

/* The enclosure is finite, holds root/denominator with root = sqrt(square),
   and is tight. */
static void
expect_value(rc_quantities *all, const char *word, slong square,
             slong denominator, int sign)
{
    rc_quantity q;
    arb_t value, expected;

    arb_init(value);
    arb_init(expected);
    ck_assert_int_eq(rc_quantity_parse(&q, word), 1);
    ck_assert_int_eq(rc_quantities_get(value, all, &q), RC_OK);
    arb_sqrt_ui(expected, (ulong)square, 256);
    arb_div_si(expected, expected, sign * denominator, 256);
    ck_assert_msg(arb_contains(value, expected), "%s", word);
    arb_sub(value, value, expected, 256);
    arb_mul_2exp_si(value, value, 90);
    arb_abs(value, value);
    arb_sub_ui(value, value, 1, 256);
    ck_assert_msg(arb_is_negative(value), "%s is wide", word);
    arb_clear(expected);
    arb_clear(value);
}

START_TEST(values_are_the_known_ones)
{
    rc_quantities all;
    arb_mat_t X;

    arb_mat_init(X, 3, 2);
    set_known(X);
    rc_quantities_init(&all, X, NULL, NULL, 128);
    /* rows minus their mean (1, 0): 4 + (1 + 16) + (1 + 16) = 38 */
    expect_value(&all, "mu", 38, 1, 1);
    expect_value(&all, "sigma 1", 32, 1, 1);
    expect_value(&all, "sigma 2", 9, 1, 1);
    expect_value(&all, "rank-one-distance", 9, 1, 1);
    expect_value(&all, "diameter", 64, 1, 1);
    expect_value(&all, "norm-max", 16, 1, 1);
    expect_value(&all, "cosine-min", 1, 1, -1);
    expect_value(&all, "cosine-max", 0, 1, 1);
    expect_value(&all, "cosine-mean", 1, 3, -1);
    rc_quantities_clear(&all);
    arb_mat_clear(X);
}
END_TEST

START_TEST(spectral_quantities_have_the_largest_as_their_scale)
{
    static const struct {
        const char *word;
        int is_spectral;
    } known[] = {{"mu", 0},         {"sigma 2", 1},    {"rank-one-distance", 1},
                 {"diameter", 0},   {"norm-max", 0},   {"cosine-min", 0},
                 {"cosine-max", 0}, {"cosine-mean", 0}};
    rc_quantities all;
    rc_quantity q;
    arb_mat_t X;
    arb_t value;

    arb_mat_init(X, 3, 2);
    arb_init(value);
    set_known(X);
    rc_quantities_init(&all, X, NULL, NULL, 128);
    for (size_t k = 0; k < sizeof known / sizeof *known; k++) {
        arb_srcptr scale;

        ck_assert_int_eq(rc_quantity_parse(&q, known[k].word), 1);
        ck_assert_int_eq(rc_quantity_is_spectral(&q), known[k].is_spectral);
        ck_assert_int_eq(rc_quantities_get(value, &all, &q), RC_OK);
        scale = rc_quantities_scale(&all, &q);
        ck_assert_int_eq(scale != NULL, known[k].is_spectral);
        if (scale != NULL) { /* sqrt(32) */
            arb_sqr(value, scale, 128);
            ck_assert(arb_contains_si(value, 32));
        }
    }
    rc_quantities_clear(&all);
    arb_clear(value);
    arb_mat_clear(X);
}
END_TEST

START_TEST(what_is_not_finite_is_uncertain)
{
    rc_quantities all;
    rc_quantity q;
    arb_mat_t X;
    arb_t value;
    static const char *const words[] = {
        "mu",         "sigma 1",    "rank-one-distance", "diameter",
        "cosine-min", "cosine-max", "cosine-mean",       "norm-max"};

    arb_mat_init(X, 2, 2);
    arb_init(value);
    for (int infinite = 0; infinite < 2; infinite++)
        for (size_t k = 0; k < 8; k++) {
            arb_mat_one(X);
            if (infinite)
                arb_zero_pm_inf(arb_mat_entry(X, 1, 0));
            else
                arb_indeterminate(arb_mat_entry(X, 1, 0));
            rc_quantities_init(&all, X, NULL, NULL, 128);
            ck_assert_int_eq(rc_quantity_parse(&q, words[k]), 1);
            ck_assert_msg(rc_quantities_get(value, &all, &q) == RC_UNCERTAIN,
                          "%s", words[k]);
            /* asked again it says the same */
            ck_assert_int_eq(rc_quantities_get(value, &all, &q), RC_UNCERTAIN);
            rc_quantities_clear(&all);
        }
    arb_clear(value);
    arb_mat_clear(X);
}
END_TEST

START_TEST(cosines_need_two_tokens_and_no_zero)
{
    rc_quantities all;
    rc_quantity q;
    arb_mat_t X;
    arb_t value;

    arb_init(value);
    ck_assert_int_eq(rc_quantity_parse(&q, "cosine-min"), 1);
    arb_mat_init(X, 1, 2);
    arb_mat_one(X);
    rc_quantities_init(&all, X, NULL, NULL, 64);
    ck_assert_int_eq(rc_quantities_get(value, &all, &q), RC_DOMAIN);
    rc_quantities_clear(&all);
    arb_mat_clear(X);
    arb_mat_init(X, 2, 2);
    rc_quantities_init(&all, X, NULL, NULL, 64);
    ck_assert_int_eq(rc_quantities_get(value, &all, &q), RC_UNCERTAIN);
    /* asked again it says the same */
    ck_assert_int_eq(rc_quantities_get(value, &all, &q), RC_UNCERTAIN);
    rc_quantities_clear(&all);
    arb_mat_clear(X);
    arb_clear(value);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("quantity");

    tcase_add_test(tcase, names_are_read_whole);
    tcase_add_test(tcase, all_names_are_in_the_message);
    tcase_add_test(tcase, names_are_written_in_normal_form);
    tcase_add_test(tcase, values_are_the_known_ones);
    tcase_add_test(tcase, spectral_quantities_have_the_largest_as_their_scale);
    tcase_add_test(tcase, what_is_not_finite_is_uncertain);
    tcase_add_test(tcase, cosines_need_two_tokens_and_no_zero);
    return run_claim_tests(tcase);
}
