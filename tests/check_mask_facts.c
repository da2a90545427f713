/* R1 against all-pairs shortest paths, and against radii known by hand. */

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include <check.h>

#include <rankcert/mask.h>

#include "random.h"

enum { MOST = 12, FAR = 1000 };

static rc_mask *
new_mask(long n)
{
    rc_mask *mask;

    ck_assert_int_eq(rc_mask_new(&mask, n), RC_OK);
    return mask;
}

static rc_mask_facts
facts_of(const rc_mask *mask)
{
    rc_mask_facts facts;

    ck_assert_int_eq(rc_mask_get_facts(&facts, mask), RC_OK);
    ck_assert_int_eq(facts.tokens, rc_mask_tokens(mask));
    return facts;
}

/* from[j][i] = the least number of edges from j to i (Floyd and Warshall). */
static void
all_distances(int from[MOST][MOST], const rc_mask *mask)
{
    long i, j, k, n = rc_mask_tokens(mask);

    for (i = 0; i < n; i++)
        for (j = 0; j < n; j++)
            from[j][i] = i == j ? 0 : rc_mask_has(mask, i, j) ? 1 : FAR;
    for (k = 0; k < n; k++)
        for (j = 0; j < n; j++)
            for (i = 0; i < n; i++)
                if (from[j][k] + from[k][i] < from[j][i])
                    from[j][i] = from[j][k] + from[k][i];
}

/* The two sets are what the witness of R7 says: not empty, disjoint (one mark
   per token), strongly connected, entered by no edge, first one lowest. */
static void
check_sources(const rc_mask_facts *facts, const rc_mask *mask,
              int from[MOST][MOST])
{
    long i, j, count[3] = {0, 0, 0}, lowest = -1;

    for (i = 0; i < facts->tokens; i++) {
        ck_assert_uint_le(facts->source[i], 2);
        count[facts->source[i]]++;
        if (lowest < 0 && facts->source[i] != 0)
            lowest = i;
        for (j = 0; facts->source[i] != 0 && j < facts->tokens; j++) {
            if (rc_mask_has(mask, i, j))
                ck_assert_int_eq(facts->source[j], facts->source[i]);
            if (facts->source[i] == facts->source[j])
                ck_assert_int_lt(from[j][i], FAR);
        }
    }
    if (facts->quasi_strongly_connected) {
        ck_assert_int_eq(count[0], facts->tokens);
        return;
    }
    ck_assert_int_gt(count[1], 0);
    ck_assert_int_gt(count[2], 0);
    ck_assert_int_eq(facts->source[lowest], 1);
}

static void
check_against_distances(const rc_mask_facts *facts, const rc_mask *mask)
{
    int from[MOST][MOST];
    long i, j, n = facts->tokens, centres = 0, radius = FAR;

    all_distances(from, mask);
    for (j = 0; j < n; j++) {
        int greatest = 0;

        for (i = 0; i < n; i++)
            if (from[j][i] > greatest)
                greatest = from[j][i];
        ck_assert_int_eq(facts->is_centre[j], greatest < FAR);
        ck_assert_int_eq(facts->eccentricity[j],
                         greatest < FAR ? greatest : -1);
        centres += greatest < FAR;
        radius = greatest < radius ? greatest : radius;
    }
    ck_assert_int_eq(facts->quasi_strongly_connected, centres > 0);
    ck_assert_int_eq(facts->strongly_connected, centres == n);
    ck_assert_int_eq(facts->radius, centres > 0 ? radius : -1);
    for (j = 0; j < n && facts->eccentricity[j] != facts->radius; j++)
        ;
    ck_assert_int_eq(facts->centre, centres > 0 ? j : -1);
    for (i = 0; i < n; i++)
        ck_assert_int_eq(facts->distance[i], centres > 0 ? from[j][i] : -1);
    check_sources(facts, mask, from);
}

START_TEST(random_masks_agree_with_all_pairs_shortest_paths)
{
    long trial, trials = random_trials(6000);
    long strong = 0, quasi = 0, neither = 0, three_sources_or_more = 0;
    uint64_t state = random_start();

    for (trial = 0; trial < trials; trial++) {
        long n = 1 + random_below(&state, MOST), edge;
        long edges = random_below(&state, 2 * n + 1);
        rc_mask *mask = new_mask(n);
        rc_mask_facts facts;

        for (edge = 0; edge < edges; edge++)
            ck_assert_int_eq(rc_mask_add_edge(mask, random_below(&state, n),
                                              random_below(&state, n)),
                             RC_OK);
        facts = facts_of(mask);
        check_against_distances(&facts, mask);
        if (facts.strongly_connected)
            strong++;
        else if (facts.quasi_strongly_connected)
            quasi++;
        else
            neither++;
        three_sources_or_more += edges == 0 && n > 2;
        rc_mask_facts_clear(&facts);
        rc_mask_free(mask);
    }
    printf("strongly connected %ld, quasi-strongly %ld, neither %ld\n", strong,
           quasi, neither);
    ck_assert_int_gt(strong, 100);
    ck_assert_int_gt(quasi, 100);
    ck_assert_int_gt(neither, 100);
    ck_assert_int_gt(three_sources_or_more, 10);
}
END_TEST

/* Every mask on up to three tokens and, by every choice of its off-diagonal
   edges, on four. */
START_TEST(all_masks_on_few_tokens_agree_with_shortest_paths)
{
    long n, i, j;
    unsigned choice;

    for (n = 1; n <= 4; n++)
        for (choice = 0; choice < 1u << (n * (n - 1)); choice++) {
            rc_mask *mask = new_mask(n);
            rc_mask_facts facts;
            unsigned bits = choice;

            for (i = 0; i < n; i++)
                for (j = 0; j < n; j++) {
                    if (i == j)
                        continue;
                    if (bits & 1)
                        ck_assert_int_eq(rc_mask_add_edge(mask, j, i), RC_OK);
                    bits >>= 1;
                }
            facts = facts_of(mask);
            check_against_distances(&facts, mask);
            rc_mask_facts_clear(&facts);
            rc_mask_free(mask);
        }
}
END_TEST

/* Radius and number of centres; frees the mask. */
static void
expect(rc_mask *mask, long radius, long centres)
{
    rc_mask_facts facts = facts_of(mask);
    long i, found = 0;

    for (i = 0; i < facts.tokens; i++) {
        found += facts.is_centre[i];
        ck_assert_int_eq(facts.is_centre[i], facts.eccentricity[i] >= 0);
    }
    ck_assert_int_eq(facts.radius, radius);
    ck_assert_int_eq(found, centres);
    ck_assert_int_eq(facts.quasi_strongly_connected, centres > 0);
    ck_assert_int_eq(facts.strongly_connected, centres == facts.tokens);
    rc_mask_facts_clear(&facts);
    rc_mask_free(mask);
}

static const long sizes[] = {1, 2, 3, 16, 63, 64, 65, 130};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static long
quotient_up(long a, long b)
{
    return (a + b - 1) / b;
}

START_TEST(radii_of_the_families_are_the_known_ones)
{
    size_t s;
    long k;

    for (s = 0; s < COUNT(sizes); s++) {
        long n = sizes[s];
        rc_mask *mask = new_mask(n);

        rc_mask_add_complete(mask);
        expect(mask, n == 1 ? 0 : 1, n);
        mask = new_mask(n);
        rc_mask_add_causal(mask);
        expect(mask, n == 1 ? 0 : 1, 1);
        for (k = 1; k < 8; k++) {
            mask = new_mask(n);
            ck_assert_int_eq(rc_mask_add_window(mask, k), RC_OK);
            /* from the middle token to the further end, k at a time */
            expect(mask, quotient_up(n / 2, k), n);
            mask = new_mask(n);
            ck_assert_int_eq(rc_mask_add_causal_window(mask, k + 1), RC_OK);
            expect(mask, quotient_up(n - 1, k), 1);
        }
        mask = new_mask(n);
        ck_assert_int_eq(rc_mask_add_star(mask, n / 2), RC_OK);
        expect(mask, n == 1 ? 0 : 1, n);
        mask = new_mask(n);
        ck_assert_int_eq(rc_mask_add_global(mask, 1), RC_OK);
        expect(mask, n == 1 ? 0 : 1, n);
    }
}
END_TEST

START_TEST(a_causal_mask_has_token_zero_as_its_only_centre)
{
    rc_mask *mask = new_mask(9);
    rc_mask_facts facts;

    rc_mask_add_causal(mask);
    facts = facts_of(mask);
    ck_assert_int_eq(facts.is_centre[0], 1);
    ck_assert_int_eq(facts.eccentricity[0], 1);
    ck_assert_int_eq(facts.eccentricity[1], -1);
    rc_mask_facts_clear(&facts);
    rc_mask_free(mask);
}
END_TEST

/* Edges 0 -> 2 <- 1: two lone sources, and token 2 is in neither. */
START_TEST(two_sources_that_meet_are_the_witness)
{
    rc_mask *mask = new_mask(3);
    rc_mask_facts facts;

    ck_assert_int_eq(rc_mask_add_edge(mask, 0, 2), RC_OK);
    ck_assert_int_eq(rc_mask_add_edge(mask, 1, 2), RC_OK);
    facts = facts_of(mask);
    ck_assert_int_eq(facts.quasi_strongly_connected, 0);
    ck_assert_int_eq(facts.radius, -1);
    ck_assert_int_eq(facts.source[0], 1);
    ck_assert_int_eq(facts.source[1], 2);
    ck_assert_int_eq(facts.source[2], 0);
    rc_mask_facts_clear(&facts);
    rc_mask_free(mask);
}
END_TEST

START_TEST(a_dilated_window_falls_apart_into_residue_classes)
{
    rc_mask *mask = new_mask(100);
    rc_mask_facts facts;
    long i;

    ck_assert_int_eq(rc_mask_add_dilated_window(mask, 2, 3), RC_OK);
    facts = facts_of(mask);
    ck_assert_int_eq(facts.quasi_strongly_connected, 0);
    for (i = 3; i < 100; i++)
        ck_assert_int_eq(facts.source[i], facts.source[i - 3]);
    /* two of the three classes, in the order of their first tokens */
    ck_assert_int_eq(facts.source[0] + facts.source[1] + facts.source[2], 3);
    ck_assert_int_ne(facts.source[0], 2);
    ck_assert_int_ne(facts.source[2], 1);
    rc_mask_facts_clear(&facts);
    rc_mask_free(mask);
}
END_TEST

/* The largest sizes stay within the time limit of a test. */
START_TEST(the_largest_masks_are_decided)
{
    long i, n = RC_MASK_MAX_TOKENS;
    rc_mask *mask = new_mask(n);

    rc_mask_add_complete(mask);
    expect(mask, 1, n);
    mask = new_mask(n);
    ck_assert_int_eq(rc_mask_add_window(mask, 1), RC_OK);
    expect(mask, n / 2, n);
    mask = new_mask(n); /* a cycle: every word of every row is far away */
    for (i = 0; i < n; i++)
        ck_assert_int_eq(rc_mask_add_edge(mask, i, (i + n / 2 + 1) % n), RC_OK);
    expect(mask, n - 1, n);
}
END_TEST

START_TEST(facts_can_be_cleared_twice)
{
    rc_mask *mask = new_mask(1);
    rc_mask_facts facts = facts_of(mask);

    ck_assert_int_eq(facts.radius, 0);
    ck_assert_int_eq(facts.strongly_connected, 1);
    rc_mask_facts_clear(&facts);
    rc_mask_facts_clear(&facts);
    ck_assert_ptr_null(facts.source);
    rc_mask_free(mask);
}
END_TEST

int
main(void)
{
    Suite *suite = suite_create("mask facts");
    TCase *tcase = tcase_create("R1");
    SRunner *runner;
    int failed;

    tcase_add_test(tcase, random_masks_agree_with_all_pairs_shortest_paths);
    tcase_add_test(tcase, all_masks_on_few_tokens_agree_with_shortest_paths);
    tcase_add_test(tcase, radii_of_the_families_are_the_known_ones);
    tcase_add_test(tcase, a_causal_mask_has_token_zero_as_its_only_centre);
    tcase_add_test(tcase, two_sources_that_meet_are_the_witness);
    tcase_add_test(tcase, a_dilated_window_falls_apart_into_residue_classes);
    tcase_add_test(tcase, the_largest_masks_are_decided);
    tcase_add_test(tcase, facts_can_be_cleared_twice);
    suite_add_tcase(suite, tcase);
    runner = srunner_create(suite);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
