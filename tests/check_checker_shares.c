/* Shares of intervals: the ends are the shares of ends. */

#include "checker/layer.h"
#include "checker_interval.h"

static void
expect_share(mpfi_srcptr share, double low, double high)
{
    ck_assert(mpfr_cmp_d(&share->left, low) == 0);
    ck_assert(mpfr_cmp_d(&share->right, high) == 0);
}

static void
find_shares(ck_imatrix *a, long count, const char *const *numbers)
{
    ck_imatrix e;

    read_imatrix(&e, 1, count, 53, numbers);
    ck_imatrix_init(a, 1, count, 53);
    for (long j = 0; j < count; j++)
        mpfi_set_ui(a->entries[j], 7);
    ck_shares(a->entries, &e);
    ck_imatrix_clear(&e);
}

START_TEST(of_points)
{
    const char *const numbers[] = {"1", "2", "0", "5"};
    ck_imatrix a;

    find_shares(&a, 4, numbers);
    expect_share(a.entries[0], 0.125, 0.125);
    expect_share(a.entries[1], 0.25, 0.25);
    expect_share(a.entries[2], 0, 0);
    expect_share(a.entries[3], 0.625, 0.625);
    ck_imatrix_clear(&a);
}
END_TEST

/* [1, 3] beside 1 is from 1/2 to 3/4 of the whole. */
START_TEST(of_intervals)
{
    const char *const numbers[] = {"1..3", "1"};
    ck_imatrix a;

    find_shares(&a, 2, numbers);
    expect_share(a.entries[0], 0.5, 0.75);
    expect_share(a.entries[1], 0.25, 0.5);
    ck_imatrix_clear(&a);
}
END_TEST

START_TEST(of_a_single_one)
{
    const char *const numbers[] = {"0", "1..3", "0"};
    ck_imatrix a;

    find_shares(&a, 3, numbers);
    expect_share(a.entries[0], 0, 0);
    expect_share(a.entries[1], 1, 1);
    expect_share(a.entries[2], 0, 0);
    ck_imatrix_clear(&a);
}
END_TEST

/* All may be 0: nothing is known of the share of one that may be. */
START_TEST(of_what_may_be_nothing)
{
    const char *const numbers[] = {"0..1"};
    ck_imatrix a;

    find_shares(&a, 1, numbers);
    ck_assert(!ck_is_bounded(a.entries[0]));
    ck_imatrix_clear(&a);
}
END_TEST

/* Thirds are no numbers of 53 bits. */
START_TEST(roundings)
{
    const char *const numbers[] = {"1", "1", "1"};
    ck_imatrix a;
    mpq_t third;

    mpq_init(third);
    mpq_set_ui(third, 1, 3);
    find_shares(&a, 3, numbers);
    for (long j = 0; j < 3; j++) {
        ck_assert(mpfr_cmp_q(&a.entries[j]->left, third) < 0);
        ck_assert(mpfr_cmp_q(&a.entries[j]->right, third) > 0);
    }
    ck_imatrix_clear(&a);
    mpq_clear(third);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("shares");

    tcase_add_test(tcase, of_points);
    tcase_add_test(tcase, of_intervals);
    tcase_add_test(tcase, of_a_single_one);
    tcase_add_test(tcase, of_what_may_be_nothing);
    tcase_add_test(tcase, roundings);
    return run_checker_tests("shares", tcase);
}
