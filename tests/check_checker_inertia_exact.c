/* Signs of eigenvalues by listed pivots, over the rationals. */

#include "checker_support.h"

#include "checker/rank.h"

/* The upper triangle; what is below it is never read. */
static int
check_listed(ck_outcome *o, long n, const char *const *entries,
             const char *pivots, ck_inertia_counts *counts)
{
    json_t *json = checker_json(pivots);
    ck_node node = {.o = o, .json = json};
    ck_qmatrix S;
    int good;

    ck_outcome_init(o, &ck_default_limits);
    ck_qmatrix_init(&S);
    ck_qmatrix_resize(&S, n, n);
    for (long i = 0; i < n; i++)
        for (long j = 0; j < n; j++)
            if (j >= i)
                ck_assert_int_eq(
                    mpq_set_str(*ck_qmatrix_at(&S, i, j), *entries++, 10), 0);
            else
                mpq_set_si(*ck_qmatrix_at(&S, i, j), 77, 1);
    good = ck_check_exact_inertia(&node, &S, counts);
    ck_qmatrix_clear(&S);
    json_decref(json);
    return good;
}

static void
expect_counts(long n, const char *const *entries, const char *pivots,
              long positive, long negative, long zero)
{
    ck_inertia_counts counts;
    ck_outcome o;

    ck_assert_msg(check_listed(&o, n, entries, pivots, &counts), "%s",
                  o.message);
    ck_assert_int_eq(counts.positive, positive);
    ck_assert_int_eq(counts.negative, negative);
    ck_assert_int_eq(counts.zero, zero);
}

static void
expect_failure(long n, const char *const *entries, const char *pivots,
               ck_verdict verdict, const char *message)
{
    ck_inertia_counts counts;
    ck_outcome o;

    ck_assert(!check_listed(&o, n, entries, pivots, &counts));
    ck_assert_int_eq(o.verdict, verdict);
    ck_assert_int_eq(o.uncertain, 0);
    ck_assert_msg(strstr(o.message, message) != NULL, "%s", o.message);
}

static const char *const diagonal[] = {"3", "0", "0", "-1/2", "0", "2"};
static const char *const hollow[] = {"0", "1", "1", "0", "1", "0"};
/* rank one */
static const char *const ones[] = {"1", "1", "1", "1", "1", "1"};
static const char *const coupled[] = {"1", "2", "0",  "1", "1",
                                      "3", "0", "-1", "0", "2"};
static const char *const crossed[] = {"0", "1", "1", "0", "0",
                                      "0", "1", "0", "2", "0"};
static const char *const nothing[] = {"0", "0", "0", "0", "0", "0"};

START_TEST(single_pivots)
{
    expect_counts(3, diagonal, "[[1],[2],[3]]", 2, 1, 0);
    expect_counts(3, diagonal, "[[3],[1],[2]]", 2, 1, 0);
    /* [[2, 1], [1, 1/2 + tiny]] */
    expect_counts(2, (const char *[]){"2", "1", "1000001/2000000"}, "[[1],[2]]",
                  2, 0, 0);
    expect_counts(2, (const char *[]){"2", "1", "999999/2000000"}, "[[2],[1]]",
                  1, 1, 0);
    expect_counts(1, (const char *[]){"-7"}, "[[1]]", 0, 1, 0);
    expect_failure(3, hollow, "[[1]]", CK_REJECTED, "pivot 1 is zero");
    expect_failure(3, nothing, "[[1]]", CK_REJECTED, "pivot 1 is zero");
    expect_failure(3, ones, "[[2],[1]]", CK_REJECTED, "pivot 2 is zero");
}
END_TEST

/* The eigenvalues of hollow are 2, -1, -1. */
START_TEST(pairs_of_pivots)
{
    expect_counts(3, hollow, "[[1,2],[3]]", 1, 2, 0);
    expect_counts(3, hollow, "[[3,1],[2]]", 1, 2, 0);
    expect_counts(3, hollow, "[[2,3],[1]]", 1, 2, 0);
    expect_counts(4, coupled, "[[1,2],[3],[4]]", 3, 1, 0);
    expect_counts(4, coupled, "[[1],[2],[3],[4]]", 3, 1, 0);
    expect_counts(4, coupled, "[[4],[2,3],[1]]", 3, 1, 0);
    expect_counts(4, crossed, "[[1,2],[3,4]]", 2, 2, 0);
    expect_counts(4, crossed, "[[4,3],[2,1]]", 2, 2, 0);
    expect_failure(3, ones, "[[1,2],[3]]", CK_REJECTED,
                   "the determinant of pivot 1 is not negative");
    expect_failure(2, (const char *[]){"1", "1", "1"}, "[[1,2]]", CK_REJECTED,
                   "the determinant of pivot 1 is not negative");
    expect_failure(2, (const char *[]){"2", "1", "1"}, "[[1,2]]", CK_REJECTED,
                   "the determinant of pivot 1 is not negative");
}
END_TEST

START_TEST(early_ends)
{
    expect_counts(3, ones, "[[1]]", 1, 0, 2);
    expect_counts(3, ones, "[[3]]", 1, 0, 2);
    expect_counts(3, nothing, "[]", 0, 0, 3);
    expect_failure(3, diagonal, "[[1],[2]]", CK_REJECTED,
                   "leave an entry 3, 3 that is not zero");
    expect_failure(3, diagonal, "[]", CK_REJECTED, "leave an entry 1, 1");
    expect_failure(3, hollow, "[]", CK_REJECTED, "leave an entry 1, 2");
    expect_failure(2, (const char *[]){"0", "0", "1"}, "[]", CK_REJECTED,
                   "leave an entry 2, 2");
}
END_TEST

START_TEST(lists)
{
    expect_failure(3, diagonal, "[[1],[2],[1]]", CK_MALFORMED,
                   "index 1 is used twice");
    expect_failure(3, hollow, "[[1,1]]", CK_MALFORMED, "index 1 is used twice");
    expect_failure(3, hollow, "[[1,2],[2]]", CK_MALFORMED,
                   "index 2 is used twice");
    expect_failure(3, hollow, "[[1,2],[1]]", CK_MALFORMED,
                   "index 1 is used twice");
    expect_failure(3, diagonal, "[[4]]", CK_MALFORMED, "from 1 to 3");
    expect_failure(3, diagonal, "[[0]]", CK_MALFORMED, "from 1 to 3");
    expect_failure(3, diagonal, "[[]]", CK_MALFORMED, "expected 1 to 2 items");
    expect_failure(3, diagonal, "[[1],[2],[3],[1]]", CK_MALFORMED,
                   "expected 0 to 3 items");
    expect_failure(3, diagonal, "{}", CK_MALFORMED, "expected a list");
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("inertia_exact");

    tcase_add_test(tcase, single_pivots);
    tcase_add_test(tcase, pairs_of_pivots);
    tcase_add_test(tcase, early_ends);
    tcase_add_test(tcase, lists);
    return run_checker_tests("inertia_exact", tcase);
}
