/* Mask builders against the formulas that define the families. */

#include <limits.h>
#include <stdlib.h>

#include <check.h>

#include <rankcert/mask.h>

/* Sizes around the edges of machine words, and small ones. */
static const long sizes[] = {1, 2, 3, 5, 8, 63, 64, 65, 127, 128, 129, 200};
static const long widths[] = {0,  1,  2,  3,   7,   62,
                              63, 64, 65, 128, 199, LONG_MAX};
static const long steps[] = {1, 2, 3, 31, 64, 65, 200, LONG_MAX};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static rc_mask *
new_mask(long n)
{
    rc_mask *mask;

    ck_assert_int_eq(rc_mask_new(&mask, n), RC_OK);
    return mask;
}

/* i - j without overflow for any width. */
static long
distance(long i, long j)
{
    return i > j ? i - j : j - i;
}

typedef struct {
    long a, b;
} parameters;

/* Compares mask with its definition, and the accessors with each other. */
static void
compare(const rc_mask *mask, int (*defined)(long, long, long, parameters),
        parameters p)
{
    long i, j, n = rc_mask_tokens(mask);
    int lower = 1;

    for (i = 0; i < n; i++) {
        long degree = 0;

        for (j = 0; j < n; j++) {
            int expected = i == j || defined(n, i, j, p);

            if (rc_mask_has(mask, i, j) != expected)
                ck_abort_msg("n %ld parameters %ld %ld token %ld at %ld", n,
                             p.a, p.b, i, j);
            degree += expected;
            lower = lower && !(expected && j > i);
        }
        ck_assert_int_eq(rc_mask_degree(mask, i), degree);
    }
    ck_assert_int_eq(rc_mask_is_lower_triangular(mask), lower);
}

static int
in_nothing(long n, long i, long j, parameters p)
{
    (void)n, (void)i, (void)j, (void)p;
    return 0;
}

static int
in_complete(long n, long i, long j, parameters p)
{
    (void)n, (void)i, (void)j, (void)p;
    return 1;
}

static int
in_causal(long n, long i, long j, parameters p)
{
    (void)n, (void)p;
    return j <= i;
}

static int
in_window(long n, long i, long j, parameters p)
{
    (void)n;
    return distance(i, j) <= p.a;
}

static int
in_causal_window(long n, long i, long j, parameters p)
{
    (void)n;
    return j <= i && i - j < p.a;
}

static int
in_dilated_window(long n, long i, long j, parameters p)
{
    (void)n;
    return distance(i, j) % p.b == 0 && distance(i, j) / p.b <= p.a;
}

static int
in_global(long n, long i, long j, parameters p)
{
    (void)n;
    return i < p.a || j < p.a;
}

static int
in_star(long n, long i, long j, parameters p)
{
    (void)n;
    return i == p.a || j == p.a;
}

static int
in_edge(long n, long i, long j, parameters p)
{
    (void)n;
    return j == p.a && i == p.b;
}

START_TEST(a_new_mask_has_self_loops_only)
{
    size_t s;
    parameters none = {0, 0};

    for (s = 0; s < COUNT(sizes); s++) {
        rc_mask *mask = new_mask(sizes[s]);

        ck_assert_int_eq(rc_mask_tokens(mask), sizes[s]);
        compare(mask, in_nothing, none);
        rc_mask_free(mask);
    }
}
END_TEST

START_TEST(sizes_out_of_range_are_refused)
{
    static const long bad[] = {0, -1, LONG_MIN, RC_MASK_MAX_TOKENS + 1,
                               LONG_MAX};
    rc_mask *mask = NULL;
    size_t s;

    for (s = 0; s < COUNT(bad); s++) {
        ck_assert_int_eq(rc_mask_new(&mask, bad[s]), RC_LIMIT);
        ck_assert_ptr_null(mask);
    }
    mask = new_mask(RC_MASK_MAX_TOKENS);
    rc_mask_add_complete(mask);
    ck_assert_int_eq(rc_mask_degree(mask, RC_MASK_MAX_TOKENS - 1),
                     RC_MASK_MAX_TOKENS);
    rc_mask_free(mask);
    rc_mask_free(NULL);
}
END_TEST

START_TEST(complete_and_causal_follow_their_definitions)
{
    size_t s;
    parameters none = {0, 0};

    for (s = 0; s < COUNT(sizes); s++) {
        rc_mask *mask = new_mask(sizes[s]);

        rc_mask_add_causal(mask);
        compare(mask, in_causal, none);
        rc_mask_add_complete(mask);
        compare(mask, in_complete, none);
        rc_mask_free(mask);
    }
}
END_TEST

START_TEST(windows_follow_their_definitions)
{
    size_t s, w;

    for (s = 0; s < COUNT(sizes); s++)
        for (w = 0; w < COUNT(widths); w++) {
            parameters p = {widths[w], 0};
            rc_mask *mask = new_mask(sizes[s]);

            ck_assert_int_eq(rc_mask_add_window(mask, widths[w]), RC_OK);
            compare(mask, in_window, p);
            rc_mask_free(mask);
            if (widths[w] == 0)
                continue;
            mask = new_mask(sizes[s]);
            ck_assert_int_eq(rc_mask_add_causal_window(mask, widths[w]), RC_OK);
            compare(mask, in_causal_window, p);
            rc_mask_free(mask);
        }
}
END_TEST

START_TEST(dilated_windows_follow_their_definition)
{
    size_t s, w, d;

    for (s = 0; s < COUNT(sizes); s++)
        for (w = 0; w < COUNT(widths); w++)
            for (d = 0; d < COUNT(steps); d++) {
                parameters p = {widths[w], steps[d]};
                rc_mask *mask = new_mask(sizes[s]);

                ck_assert_int_eq(rc_mask_add_dilated_window(mask, p.a, p.b),
                                 RC_OK);
                compare(mask, in_dilated_window, p);
                rc_mask_free(mask);
            }
}
END_TEST

/* Every number of global tokens, every centre and every edge. */
START_TEST(global_star_and_edge_follow_their_definitions)
{
    static const long some[] = {1, 2, 3, 12, 64, 66};
    size_t s;

    for (s = 0; s < COUNT(some); s++) {
        parameters p = {0, 0};
        long n = some[s];

        for (p.a = 0; p.a <= n; p.a++) {
            rc_mask *mask = new_mask(n);

            ck_assert_int_eq(rc_mask_add_global(mask, p.a), RC_OK);
            compare(mask, in_global, p);
            rc_mask_free(mask);
        }
        for (p.a = 0; p.a < n; p.a++) {
            rc_mask *mask = new_mask(n);

            ck_assert_int_eq(rc_mask_add_star(mask, p.a), RC_OK);
            compare(mask, in_star, p);
            rc_mask_free(mask);
            mask = new_mask(n);
            p.b = (p.a * 7 + 3) % n;
            ck_assert_int_eq(rc_mask_add_edge(mask, p.a, p.b), RC_OK);
            compare(mask, in_edge, p);
            rc_mask_free(mask);
        }
    }
}
END_TEST

START_TEST(parameters_out_of_range_change_nothing)
{
    static const long below[] = {-1, LONG_MIN};
    parameters none = {0, 0};
    rc_mask *mask = new_mask(70), *other = new_mask(71);
    size_t k;

    for (k = 0; k < COUNT(below); k++) {
        long bad = below[k];

        ck_assert_int_eq(rc_mask_add_window(mask, bad), RC_DOMAIN);
        ck_assert_int_eq(rc_mask_add_causal_window(mask, bad), RC_DOMAIN);
        ck_assert_int_eq(rc_mask_add_dilated_window(mask, bad, 1), RC_DOMAIN);
        ck_assert_int_eq(rc_mask_add_dilated_window(mask, 1, bad), RC_DOMAIN);
        ck_assert_int_eq(rc_mask_add_global(mask, bad), RC_DOMAIN);
        ck_assert_int_eq(rc_mask_add_star(mask, bad), RC_DOMAIN);
        ck_assert_int_eq(rc_mask_add_edge(mask, bad, 0), RC_DOMAIN);
        ck_assert_int_eq(rc_mask_add_edge(mask, 0, bad), RC_DOMAIN);
    }
    ck_assert_int_eq(rc_mask_add_causal_window(mask, 0), RC_DOMAIN);
    ck_assert_int_eq(rc_mask_add_dilated_window(mask, 1, 0), RC_DOMAIN);
    ck_assert_int_eq(rc_mask_add_global(mask, 71), RC_DOMAIN);
    ck_assert_int_eq(rc_mask_add_star(mask, 70), RC_DOMAIN);
    ck_assert_int_eq(rc_mask_add_edge(mask, 70, 0), RC_DOMAIN);
    ck_assert_int_eq(rc_mask_add_edge(mask, 0, 70), RC_DOMAIN);
    rc_mask_add_complete(other);
    ck_assert_int_eq(rc_mask_add_mask(mask, other), RC_DOMAIN);
    compare(mask, in_nothing, none);
    rc_mask_free(mask);
    rc_mask_free(other);
}
END_TEST

START_TEST(calls_in_a_row_give_the_union)
{
    long i, j, n = 130;
    rc_mask *mask = new_mask(n), *other = new_mask(n);
    parameters dilated = {3, 20}, star = {77, 0};

    ck_assert_int_eq(rc_mask_add_star(mask, star.a), RC_OK);
    ck_assert_int_eq(rc_mask_add_dilated_window(other, 3, 20), RC_OK);
    ck_assert_int_eq(rc_mask_add_mask(mask, other), RC_OK);
    ck_assert_int_eq(rc_mask_add_mask(mask, mask), RC_OK);
    for (i = 0; i < n; i++)
        for (j = 0; j < n; j++)
            ck_assert_int_eq(rc_mask_has(mask, i, j),
                             in_star(n, i, j, star) ||
                                 in_dilated_window(n, i, j, dilated));
    compare(other, in_dilated_window, dilated);
    rc_mask_free(mask);
    rc_mask_free(other);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("mask");
    TCase *tcase = tcase_create("builders");
    SRunner *runner;
    int failed;

    tcase_add_test(tcase, a_new_mask_has_self_loops_only);
    tcase_add_test(tcase, sizes_out_of_range_are_refused);
    tcase_add_test(tcase, complete_and_causal_follow_their_definitions);
    tcase_add_test(tcase, windows_follow_their_definitions);
    tcase_add_test(tcase, dilated_windows_follow_their_definition);
    tcase_add_test(tcase, global_star_and_edge_follow_their_definitions);
    tcase_add_test(tcase, parameters_out_of_range_change_nothing);
    tcase_add_test(tcase, calls_in_a_row_give_the_union);
    suite_add_tcase(suite, tcase);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
