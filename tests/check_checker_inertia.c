/* Signs of eigenvalues by pivots: listed ones, and those of our own choice. */

#include "checker_interval.h"

#include "checker/rank.h"

/* The upper triangle; what is below it is never read. */
static void
read_symmetric(ck_imatrix *S, long n, const char *const *entries)
{
    long k = 0;

    ck_imatrix_init(S, n, n, 64);
    for (long i = 0; i < n; i++)
        for (long j = i; j < n; j++)
            read_interval(ck_imatrix_at(S, i, j), entries[k++]);
    for (long i = 0; i < n; i++)
        for (long j = 0; j < i; j++)
            mpfr_set_nan(&ck_imatrix_at(S, i, j)->left);
}

static int
check_listed(ck_outcome *o, long n, const char *const *entries,
             const char *pivots, long *positive, long *negative)
{
    json_t *json = checker_json(pivots);
    ck_node node = {.o = o, .json = json};
    ck_imatrix S;
    int good;

    ck_outcome_init(o, &ck_default_limits);
    o->bits = 64;
    read_symmetric(&S, n, entries);
    good = ck_check_inertia(&node, &S, positive, negative);
    ck_imatrix_clear(&S);
    json_decref(json);
    return good;
}

static void
expect_listed(long n, const char *const *entries, const char *pivots,
              long positive, long negative)
{
    long above, below;
    ck_outcome o;

    ck_assert_msg(check_listed(&o, n, entries, pivots, &above, &below), "%s",
                  o.message);
    ck_assert_int_eq(above, positive);
    ck_assert_int_eq(below, negative);
}

static void
expect_uncertain(long n, const char *const *entries, const char *pivots,
                 const char *message)
{
    long above, below;
    ck_outcome o;

    ck_assert(!check_listed(&o, n, entries, pivots, &above, &below));
    ck_assert_int_eq(o.verdict, CK_REJECTED);
    ck_assert(o.uncertain);
    ck_assert_msg(strstr(o.message, message) != NULL, "%s", o.message);
}

static void
expect_broken_list(const char *pivots, const char *path, const char *message)
{
    static const char *const three[] = {"1", "0", "0", "2", "0", "3"};
    long above, below;
    ck_outcome o;

    ck_assert(!check_listed(&o, 3, three, pivots, &above, &below));
    ck_assert_int_eq(o.verdict, CK_MALFORMED);
    ck_assert_str_eq(o.path, path);
    ck_assert_msg(strstr(o.message, message) != NULL, "%s", o.message);
}

static void
expect_counts(long n, const char *const *entries, long positive, long negative,
              long zero)
{
    ck_inertia_counts counts;
    ck_imatrix S;

    read_symmetric(&S, n, entries);
    ck_inertia(&S, &counts);
    ck_imatrix_clear(&S);
    ck_assert_int_eq(counts.positive, positive);
    ck_assert_int_eq(counts.negative, negative);
    ck_assert_int_eq(counts.zero, zero);
}

/* ---- Matrices ---- */

static const char *const diagonal[] = {"1", "0", "0", "-2", "0", "3"};
/* positive definite but for the last step: 2 1 1; 1 2 1; 1 1 s */
static const char *const above_edge[] = {"2", "1", "1", "2", "1", "0.6667"};
static const char *const below_edge[] = {"2", "1", "1", "2", "1", "0.6666"};
static const char *const swap[] = {"0", "1", "0"};
static const char *const hollow[] = {"0", "1", "2", "0", "3", "0"};

START_TEST(single_pivots)
{
    expect_listed(3, diagonal, "[[1],[2],[3]]", 2, 1);
    expect_listed(3, diagonal, "[[3],[1],[2]]", 2, 1);
    expect_listed(3, above_edge, "[[1],[2],[3]]", 3, 0);
    expect_listed(3, below_edge, "[[1],[2],[3]]", 2, 1);
    expect_listed(3, above_edge, "[[3],[1],[2]]", 3, 0);
    expect_listed(3, below_edge, "[[3],[2],[1]]", 2, 1);
}
END_TEST

/* hollow: determinant 12, so one positive and two negative */
START_TEST(pairs_of_pivots)
{
    expect_listed(2, swap, "[[1,2]]", 1, 1);
    expect_listed(2, swap, "[[2,1]]", 1, 1);
    expect_listed(3, hollow, "[[1,2],[3]]", 1, 2);
    expect_listed(3, hollow, "[[2,1],[3]]", 1, 2);
    expect_listed(3, hollow, "[[3,1],[2]]", 1, 2);
    expect_listed(3, hollow, "[[2,3],[1]]", 1, 2);
    expect_listed(3, below_edge, "[[1],[2],[3]]", 2, 1);
}
END_TEST

/* Entries that are all different: the leading minors of 1 2 3 4; 2 -1 5 6;
   3 5 2 7; 4 6 7 s are 1, -5, 34 and 34 s - 411, with 411/34 = 12.0882... */
START_TEST(rest_after_pivots)
{
    static const char *const more[] = {"1", "2", "3", "4", "-1",
                                       "5", "6", "2", "7", "12.089"};
    static const char *const less[] = {"1", "2", "3", "4", "-1",
                                       "5", "6", "2", "7", "12.088"};
    static const char *const lists[] = {
        "[[1],[2],[3],[4]]", "[[1,2],[3],[4]]", "[[1,2],[4],[3]]",
        "[[2,1],[3],[4]]",   "[[4,2],[1],[3]]", "[[3,1],[2],[4]]",
        "[[2],[1,3],[4]]",   "[[2,3],[4],[1]]", "[[4,3],[2],[1]]",
        "[[2,3],[1],[4]]",   "[[1,4],[3],[2]]"};

    for (size_t k = 0; k < sizeof lists / sizeof *lists; k++) {
        expect_listed(4, more, lists[k], 2, 2);
        expect_listed(4, less, lists[k], 1, 3);
    }
    expect_listed(4, more, "[[3,1],[2,4]]", 2, 2);
    expect_uncertain(4, less, "[[3,1],[2,4]]", "determinant of pivot 2");
    expect_counts(4, more, 2, 2, 0);
    expect_counts(4, less, 1, 3, 0);
}
END_TEST

START_TEST(signs_must_be_certified)
{
    static const char *const touching[] = {"0..1"};
    static const char *const inside[] = {"0.001..1"};
    static const char *const from_below[] = {"-1..0"};
    static const char *const negative[] = {"-1..-0.001"};
    static const char *const zero_pair[] = {"1", "1", "1"};
    static const char *const wide_pair[] = {"1", "1..2", "1"};
    static const char *const good_pair[] = {"1", "1.001..2", "1"};
    static const char *const definite[] = {"2", "1", "2"};

    expect_uncertain(1, touching, "[[1]]", "pivot 1, in [0, 1]");
    expect_uncertain(1, from_below, "[[1]]", "pivot 1, in [-1, 0]");
    expect_listed(1, inside, "[[1]]", 1, 0);
    expect_listed(1, negative, "[[1]]", 0, 1);
    expect_uncertain(2, zero_pair, "[[1,2]]",
                     "determinant of pivot 1 is not certified negative");
    expect_uncertain(2, wide_pair, "[[1,2]]", "determinant of pivot 1");
    expect_listed(2, good_pair, "[[1,2]]", 1, 1);
    expect_uncertain(2, definite, "[[1,2]]", "determinant of pivot 1");
    expect_uncertain(2, zero_pair, "[[1],[2]]", "pivot 2, in [0, -0]");
}
END_TEST

START_TEST(unbounded_entries)
{
    static const char *const entries[] = {"1..2", "1", "3"};
    long positive, negative;
    json_t *json = checker_json("[[1],[2]]");
    ck_outcome o;
    ck_node node = {.o = &o, .json = json};
    ck_inertia_counts counts;
    ck_imatrix S;

    for (int place = 0; place < 2; place++) {
        ck_outcome_init(&o, &ck_default_limits);
        read_symmetric(&S, 2, entries);
        mpfr_set_inf(&ck_imatrix_at(&S, 0, place)->right, 1);
        ck_assert(!ck_check_inertia(&node, &S, &positive, &negative));
        ck_imatrix_clear(&S);
        read_symmetric(&S, 2, entries);
        mpfr_set_nan(&ck_imatrix_at(&S, 0, place)->right);
        ck_inertia(&S, &counts);
        ck_assert_int_le(counts.positive + counts.negative + counts.zero, 1);
        ck_imatrix_clear(&S);
        read_symmetric(&S, 2, entries);
        mpfr_set_inf(&ck_imatrix_at(&S, 0, place)->right, 1);
        ck_inertia(&S, &counts);
        ck_assert_int_eq(counts.negative + counts.zero, 0);
        ck_assert_int_le(counts.positive, 1);
        ck_imatrix_clear(&S);
    }
    json_decref(json);
}
END_TEST

/* A repeated place counts although all have been used. */
START_TEST(broken_lists)
{
    static const char *const broken[] = {"[[1,2],[3],[1]]", "[[1,2],[1],[3]]"};
    long above, below;
    ck_outcome o;

    for (int k = 0; k < 2; k++) {
        ck_assert(!check_listed(&o, 3, hollow, broken[k], &above, &below));
        ck_assert_int_eq(o.verdict, CK_MALFORMED);
    }
}
END_TEST

START_TEST(lists)
{
    expect_broken_list("[]", "/", "expected 1 to 3 items");
    expect_broken_list("[[1],[2]]", "/", "index 3 is missing");
    expect_broken_list("[[2],[3]]", "/", "index 1 is missing");
    expect_broken_list("[[1],[2],[3],[1]]", "/", "expected 1 to 3 items");
    expect_broken_list("[[1],[2],[2]]", "/2/0", "index 2 is used twice");
    expect_broken_list("[[1],[1,2]]", "/1/0", "index 1 is used twice");
    expect_broken_list("[[1],[2,1]]", "/1/1", "index 1 is used twice");
    expect_broken_list("[[2,2],[1],[3]]", "/0/1", "index 2 is used twice");
    expect_broken_list("[[1],[2],[4]]", "/2/0", "from 1 to 3");
    expect_broken_list("[[1],[2],[0]]", "/2/0", "from 1 to 3");
    expect_broken_list("[[1],[2],[]]", "/2", "expected 1 to 2 items");
    expect_broken_list("[[1,2,3]]", "/0", "expected 1 to 2 items");
}
END_TEST

START_TEST(own_choice)
{
    static const char *const exact_rest[] = {"1", "2", "4", "4", "8", "16"};
    static const char *const open_rest[] = {"1", "2", "4", "3.999..4.001",
                                            "8", "16"};
    static const char *const open_side[] = {"1", "1.999..2.001", "4", "4", "8",
                                            "16"};
    static const char *const right_side[] = {"1", "2..2.001", "4",
                                             "4", "8",        "16"};
    static const char *const left_side[] = {"1", "1.999..2", "4",
                                            "4", "8",        "16"};
    static const char *const nothing[] = {"0", "0", "0"};
    static const char *const wide[] = {"-1..1"};
    static const char *const dominated[] = {"1", "10", "1"};
    static const char *const slope[] = {"-2", "1", "-2"};
    /* the pair 1, 2 is preferred, and of no use */
    static const char *const vague[] = {"-9..9", "1",   "0.1",
                                        "-9..9", "0.1", "0.5"};

    expect_counts(3, diagonal, 2, 1, 0);
    expect_counts(3, above_edge, 3, 0, 0);
    expect_counts(3, below_edge, 2, 1, 0);
    expect_counts(2, swap, 1, 1, 0);
    expect_counts(3, hollow, 1, 2, 0);
    expect_counts(2, dominated, 1, 1, 0);
    expect_counts(2, slope, 0, 2, 0);
    expect_counts(2, nothing, 0, 0, 2);
    expect_counts(3, vague, 1, 0, 0);
    expect_counts(3, exact_rest, 1, 0, 2);
    expect_counts(3, open_rest, 1, 0, 0);
    expect_counts(3, open_side, 1, 0, 0);
    expect_counts(3, right_side, 1, 0, 0);
    expect_counts(3, left_side, 1, 0, 0);
    expect_counts(1, wide, 0, 0, 0);
}
END_TEST

/* x x^T - y y^T of integers, n = 8: one of either sign and six zeros, or a
   large diagonal part, known by design. */
START_TEST(larger)
{
    ck_inertia_counts counts;
    ck_imatrix S;

    for (int shift = -1; shift <= 1; shift++) {
        ck_imatrix_init(&S, 8, 8, 256);
        for (long i = 0; i < 8; i++)
            for (long j = 0; j < 8; j++) {
                long entry = (i + 1) * (j + 1) - (i * i - 3) * (j * j - 3);

                mpfi_set_si(ck_imatrix_at(&S, i, j),
                            64 * entry + (i == j ? shift : 0));
            }
        ck_inertia(&S, &counts);
        ck_assert_int_eq(counts.positive, shift > 0 ? 7 : 1);
        ck_assert_int_eq(counts.negative, shift < 0 ? 7 : 1);
        if (shift == 0)
            ck_assert_int_le(counts.zero, 6);
        else
            ck_assert_int_eq(counts.zero, 0);
        ck_imatrix_clear(&S);
    }
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("inertia");

    tcase_add_test(tcase, single_pivots);
    tcase_add_test(tcase, pairs_of_pivots);
    tcase_add_test(tcase, rest_after_pivots);
    tcase_add_test(tcase, signs_must_be_certified);
    tcase_add_test(tcase, unbounded_entries);
    tcase_add_test(tcase, broken_lists);
    tcase_add_test(tcase, lists);
    tcase_add_test(tcase, own_choice);
    tcase_add_test(tcase, larger);
    return run_checker_tests("inertia", tcase);
}
