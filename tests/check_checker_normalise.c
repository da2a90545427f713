/* LayerNorm's division: hulls that are exact but for rounding. */

#include "checker_layer.h"

static void
open_row(ck_imatrix *Y, long cols, const char *const *entries)
{
    read_imatrix(Y, 1, cols, 64, entries);
}

static void
expect_ends(mpfi_srcptr u, double low, double high)
{
    expect_near(&u->left, low);
    expect_near(&u->right, high);
}

START_TEST(points)
{
    const char *const entries[] = {"3", "-4"};
    ck_imatrix Y;
    mpq_t share;
    long row = -1;

    mpq_init(share);
    open_row(&Y, 2, entries);
    ck_assert(ck_normalise_rows(&Y, &row));
    ck_assert_int_eq(row, -1);
    mpq_set_si(share, 3, 5);
    ck_assert(mpfi_is_inside_q(share, Y.entries[0]));
    mpq_set_si(share, -4, 5);
    ck_assert(mpfi_is_inside_q(share, Y.entries[1]));
    expect_ends(Y.entries[0], 0.6, 0.6);
    expect_ends(Y.entries[1], -0.8, -0.8);
    ck_imatrix_clear(&Y);
    mpq_clear(share);
}
END_TEST

/* One interval and a 4: the ends are those of y / sqrt(y^2 + 16). */
START_TEST(one_interval)
{
    static const struct {
        const char *y;
        double low, high, low4, high4;
    } cases[] = {
        {"3..4", 0.6, 0.70710678118654752, 0.70710678118654752, 0.8},
        {"-4..-3", -0.70710678118654752, -0.6, 0.70710678118654752, 0.8},
        {"-3..4", -0.6, 0.70710678118654752, 0.70710678118654752, 1},
        {"0..3", 0, 0.6, 0.8, 1},
        {"-3..0", -0.6, 0, 0.8, 1},
    };

    for (size_t k = 0; k < sizeof cases / sizeof *cases; k++) {
        const char *const entries[] = {cases[k].y, "4"};
        ck_imatrix Y;
        long row;

        open_row(&Y, 2, entries);
        ck_assert(ck_normalise_rows(&Y, &row));
        expect_ends(Y.entries[0], cases[k].low, cases[k].high);
        expect_ends(Y.entries[1], cases[k].low4, cases[k].high4);
        ck_imatrix_clear(&Y);
    }
}
END_TEST

/* Both ends take the other's least or greatest square, as their sign asks. */
START_TEST(two_intervals)
{
    const char *const up[] = {"3..6", "4..8"}, *const down[] = {"-6..-3",
                                                                "4..8"};
    const char *const about[] = {"-3..3", "4..8"};
    const double low = 0.35112344158839165, high = 0.83205029433784368;
    ck_imatrix Y;
    long row;

    open_row(&Y, 2, up);
    ck_assert(ck_normalise_rows(&Y, &row));
    expect_ends(Y.entries[0], low, high);
    ck_imatrix_clear(&Y);
    open_row(&Y, 2, down);
    ck_assert(ck_normalise_rows(&Y, &row));
    expect_ends(Y.entries[0], -high, -low);
    ck_imatrix_clear(&Y);
    open_row(&Y, 2, about);
    ck_assert(ck_normalise_rows(&Y, &row));
    expect_ends(Y.entries[0], -0.6, 0.6);
    ck_imatrix_clear(&Y);
}
END_TEST

START_TEST(one_coordinate)
{
    const char *const entries[] = {"-5..-3"};
    ck_imatrix Y;
    long row;

    open_row(&Y, 1, entries);
    ck_assert(ck_normalise_rows(&Y, &row));
    expect_ends(Y.entries[0], -1, -1);
    ck_assert(mpfi_is_inside_si(-1, Y.entries[0]));
    ck_imatrix_clear(&Y);
}
END_TEST

/* Rows are left as they are, or divided, until one has no certified length. */
START_TEST(no_length)
{
    static const char *const rows[][2] = {
        {"0", "0"}, {"-1..1", "-1..1"}, {"0..1", "-1..0"}};
    ck_imatrix Y;
    long row;

    for (int k = 0; k < 3; k++) {
        const char *const entries[] = {"3",        "4", rows[k][0],
                                       rows[k][1], "1", "1"};

        row = -1;
        read_imatrix(&Y, 3, 2, 64, entries);
        ck_assert(!ck_normalise_rows(&Y, &row));
        ck_assert_int_eq(row, 1);
        ck_imatrix_clear(&Y);
    }
}
END_TEST

START_TEST(unbounded)
{
    const char *const entries[] = {"3", "4"};
    ck_imatrix Y;
    long row;

    for (int nan = 0; nan < 2; nan++) {
        row = -1;
        open_row(&Y, 2, entries);
        if (nan)
            mpfr_set_nan(&Y.entries[1]->right);
        else
            mpfr_set_inf(&Y.entries[1]->right, 1);
        ck_assert(!ck_normalise_rows(&Y, &row));
        ck_assert_int_eq(row, 0);
        ck_imatrix_clear(&Y);
    }
}
END_TEST

/* The smallest length that is not zero. */
START_TEST(tiny)
{
    const char *const entries[] = {"1e-1000000", "0"};
    ck_imatrix Y;
    long row;

    open_row(&Y, 2, entries);
    ck_assert(ck_normalise_rows(&Y, &row));
    expect_ends(Y.entries[0], 1, 1);
    expect_exactly(Y.entries[1], "0");
    ck_imatrix_clear(&Y);
}
END_TEST

START_TEST(hold_every_point)
{
    uint64_t state = random_start();
    ck_imatrix box, point;
    mpfi_t length, u;
    long row;

    ck_imatrix_init(&box, 1, 4, 60);
    ck_imatrix_init(&point, 1, 4, REFERENCE_BITS);
    mpfi_init2(length, REFERENCE_BITS);
    mpfi_init2(u, REFERENCE_BITS);
    for (long trial = 0; trial < random_trials(500); trial++) {
        random_box(&box, trial % 4 == 0 ? 0 : 0.3, &state);
        random_point(&point, &box, &state);
        if (!ck_normalise_rows(&box, &row))
            continue;
        mpfi_set_ui(length, 0);
        for (long a = 0; a < 4; a++) {
            mpfi_sqr(u, point.entries[a]);
            mpfi_add(length, length, u);
        }
        mpfi_sqrt(length, length);
        for (long a = 0; a < 4; a++) {
            mpfi_div(u, point.entries[a], length);
            expect_in(u, box.entries[a]);
        }
    }
    mpfi_clear(u);
    mpfi_clear(length);
    ck_imatrix_clear(&point);
    ck_imatrix_clear(&box);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("normalise");

    tcase_add_test(tcase, points);
    tcase_add_test(tcase, one_interval);
    tcase_add_test(tcase, two_intervals);
    tcase_add_test(tcase, one_coordinate);
    tcase_add_test(tcase, no_length);
    tcase_add_test(tcase, unbounded);
    tcase_add_test(tcase, tiny);
    tcase_add_test(tcase, hold_every_point);
    return run_checker_tests("checker normalise", tcase);
}
