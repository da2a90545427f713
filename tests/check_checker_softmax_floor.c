/* R2's lower bound of softmax weights, compared. */

#include "checker/collapse.h"
#include "checker_support.h"

static void
expect_fit(const char *f, long n, const char *E, const char *limit, long prec,
           ck_answer wanted)
{
    mpq_t a, b, c;

    mpq_inits(a, b, c, NULL);
    mpq_set_str(a, f, 10);
    mpq_set_str(b, E, 10);
    mpq_set_str(c, limit, 10);
    ck_assert_msg(ck_floor_fits(a, n, b, c, prec) == wanted, "%s, %ld, %s, %s",
                  f, n, E, limit);
    mpq_clears(a, b, c, NULL);
}

/* Equality where the exponential is 1, or multiplied by 0. */
START_TEST(exactly)
{
    expect_fit("1/3", 3, "0", "1", 64, CK_HOLDS);
    expect_fit("333333333333333333333333333334/"
               "1000000000000000000000000000000",
               3, "0", "1", 64, CK_FAILS);
    expect_fit("1/3", 1, "7", "1/3", 64, CK_HOLDS);
    expect_fit("1/3", 1, "7",
               "333333333333333333333333333333/"
               "1000000000000000000000000000000",
               64, CK_FAILS);
    expect_fit("0", 9, "1000000000000000000000000", "0", 64, CK_HOLDS);
    expect_fit("0", 9, "7", "-1", 64, CK_FAILS);
}
END_TEST

/* 1 + 2 e = 6.43656365691809... */
START_TEST(by_intervals)
{
    expect_fit("1", 3, "1", "6436564/1000000", 64, CK_HOLDS);
    expect_fit("1", 3, "1", "6436563/1000000", 64, CK_FAILS);
    expect_fit("1/2", 3, "1", "3218282/1000000", 64, CK_HOLDS);
    expect_fit("1/2", 3, "1", "3218281/1000000", 64, CK_FAILS);
    expect_fit("2", 2, "1", "7436564/1000000", 64, CK_HOLDS);
    expect_fit("2", 2, "1", "7436563/1000000", 64, CK_FAILS);
    /* nearer than 32 bits: 6.436563656918090470720574942706 */
    expect_fit("1", 3, "1",
               "6436563656918090470720574942706/"
               "1000000000000000000000000000000",
               32, CK_UNKNOWN);
    expect_fit("1", 3, "1",
               "6436563656918090470720574942706/"
               "1000000000000000000000000000000",
               200, CK_HOLDS);
    expect_fit("1", 3, "1",
               "6436563656918090470720574942705/"
               "1000000000000000000000000000000",
               200, CK_FAILS);
    /* beyond all range */
    expect_fit("1", 2, "10000000000000000000000000", "5", 64, CK_FAILS);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("softmax_floor");

    tcase_add_test(tcase, exactly);
    tcase_add_test(tcase, by_intervals);
    return run_checker_tests("softmax_floor", tcase);
}
