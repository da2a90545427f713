/* Claim kind `mask`: every field held and not held. */

#include "claim_document.h"
#include "random.h"

#define MASK(mask, fields)                                                     \
    "rankcert: 1\n"                                                            \
    "model: {tokens: 5, dim: 1, mask: " mask ", attention: uniform, norm: "    \
    "none, value: [[1]]}\n"                                                    \
    "claims:\n  - {kind: mask" fields "}"

/* 1 -> 2 -> 3 -> 4 -> 5; centre 1, radius 4 */
#define CHAIN "{edges: [[1, 2], [2, 3], [3, 4], [4, 5]]}"
/* 1 -> 3 <- 2, 4 -> 5: sources 1, 2 and 4 */
#define TORN "{edges: [[1, 3], [2, 3], [4, 5]]}"

START_TEST(no_field_asks_for_quasi_strong_connectivity)
{
    expect_claim(MASK("complete", ""), RC_PROVED, "", "\"radius\":1");
    expect_claim(MASK(CHAIN, ""), RC_PROVED, "", "\"radius\":4");
    expect_claim(MASK(TORN, ""), RC_REFUTED, "not quasi-strongly-connected",
                 "\"source-components\":[[2],[4]]");
}
END_TEST

START_TEST(quasi_strong_connectivity_is_compared)
{
    expect_claim(MASK(CHAIN, ", quasi-strongly-connected: true"), RC_PROVED, "",
                 "\"quasi-strongly-connected\":true");
    expect_claim(MASK(CHAIN, ", quasi-strongly-connected: false"), RC_REFUTED,
                 "the mask is quasi-strongly-connected", "");
    expect_claim(MASK(TORN, ", quasi-strongly-connected: false"), RC_PROVED, "",
                 "\"quasi-strongly-connected\":false");
    expect_claim(MASK(TORN, ", quasi-strongly-connected: true"), RC_REFUTED,
                 "the mask is not quasi-strongly-connected", "");
}
END_TEST

START_TEST(strong_connectivity_is_compared)
{
    expect_claim(MASK("{window: 1}", ", strongly-connected: true"), RC_PROVED,
                 "", "\"strongly-connected\":true");
    expect_claim(MASK("{window: 1}", ", strongly-connected: false"), RC_REFUTED,
                 "the mask is strongly-connected", "");
    expect_claim(MASK(CHAIN, ", strongly-connected: false"), RC_PROVED, "", "");
    expect_claim(MASK(CHAIN, ", strongly-connected: true"), RC_REFUTED,
                 "the mask is not strongly-connected", "");
}
END_TEST

START_TEST(the_radius_is_compared)
{
    expect_claim(MASK(CHAIN, ", radius: 4"), RC_PROVED, "", "");
    expect_claim(MASK(CHAIN, ", radius: 3"), RC_REFUTED,
                 "the radius is 4, not 3", "");
    expect_claim(MASK(CHAIN, ", radius: 5"), RC_REFUTED, "4, not 5", "");
    expect_claim(MASK(TORN, ", radius: 0"), RC_REFUTED, "there is no radius",
                 "");
    expect_claim(MASK("{window: 1}", ", radius: 2"), RC_PROVED, "", "");
}
END_TEST

START_TEST(the_centres_are_compared_as_a_set)
{
    expect_claim(MASK(CHAIN, ", centres: [1]"), RC_PROVED, "",
                 "\"centres\":[1]");
    expect_claim(MASK(CHAIN, ", centres: [1, 2]"), RC_REFUTED,
                 "token 2 does not reach all", "");
    expect_claim(MASK("complete", ", centres: [1, 2, 3, 4]"), RC_REFUTED,
                 "5 of the tokens reach all, not 4", "");
    expect_claim(MASK("complete", ", centres: [4, 2, 1, 3, 5]"), RC_PROVED, "",
                 "\"centres\":[1,2,3,4,5]");
}
END_TEST

START_TEST(every_difference_is_told)
{
    expect_claim(MASK(CHAIN, ", radius: 1, centres: [2], strongly-connected: "
                             "true, quasi-strongly-connected: false"),
                 RC_REFUTED,
                 "the mask is quasi-strongly-connected; the mask is not "
                 "strongly-connected; the radius is 4, not 1; token 2",
                 "");
    /* one wrong field among right ones */
    expect_claim(MASK(CHAIN, ", radius: 4, centres: [1], strongly-connected: "
                             "true, quasi-strongly-connected: true"),
                 RC_REFUTED, "the mask is not strongly-connected", "");
}
END_TEST

START_TEST(fields_are_stated_in_normal_form)
{
    json_t *root = document_of(MASK(CHAIN, ""), 0, RC_PROVED);

    expect_part(root, "statement/claim",
                "{'kind':'mask','quasi-strongly-connected':true}");
    expect_part(root, "statement/model/mask",
                "[[[1,1]],[[1,2]],[[2,3]],[[3,4]],[[4,5]]]");
    json_decref(root);
    root = document_of(MASK("complete", ", centres: [4, 2, 1, 3, 5]"), 0,
                       RC_PROVED);
    expect_part(root, "statement/claim",
                "{'centres':[1,2,3,4,5],'kind':'mask'}");
    json_decref(root);
    root = document_of(MASK(TORN, ", centres: [], radius: 3, "
                                  "quasi-strongly-connected: false, "
                                  "strongly-connected: true"),
                       0, RC_REFUTED);
    expect_part(root, "statement/claim",
                "{'centres':[],'kind':'mask','quasi-strongly-connected':false,"
                "'radius':3,'strongly-connected':true}");
    json_decref(root);
}
END_TEST

START_TEST(documents_hold_distances_or_sources)
{
    json_t *root = document_of(MASK(CHAIN, ", radius: 4"), 0, RC_PROVED);

    expect_part(root, "witness",
                "{'centre':1,'distances':[0,1,2,3,4],"
                "'eccentricities':[4,null,null,null,null]}");
    expect_part(root, "bits", "0");
    expect_part(root, "results", "['R1']");
    expect_part(root, "hypotheses", "[]");
    json_decref(root);
    root = document_of(MASK("{window: 1}", ", radius: 1"), 0, RC_REFUTED);
    expect_part(root, "witness",
                "{'centre':3,'distances':[2,1,0,1,2],"
                "'eccentricities':[4,3,2,3,4]}");
    json_decref(root);
    root = document_of(MASK(TORN, ", radius: 4"), 0, RC_REFUTED);
    expect_part(root, "witness", "{'sources':[[2],[4]]}");
    expect_part(root, "results", "['R1']");
    json_decref(root);
}
END_TEST

/* ---- The witness, verified from the statement ---- */

enum { FAR = 1000 };

/* to[j][i] = the least number of edges from j to i (Floyd and Warshall). */
static void
distances_of(json_t *mask, int to[5][5])
{
    for (int j = 0; j < 5; j++)
        for (int i = 0; i < 5; i++)
            to[j][i] = i == j ? 0 : FAR;
    for (size_t i = 0; i < 5; i++) {
        size_t k;
        json_t *run, *runs = json_array_get(mask, i);

        json_array_foreach(
            runs, k,
            run) for (json_int_t j = json_integer_value(json_array_get(run, 0));
                      j <= json_integer_value(json_array_get(run, 1));
                      j++) if (j - 1 != (json_int_t)i) to[j - 1][i] = 1;
    }
    for (int k = 0; k < 5; k++)
        for (int j = 0; j < 5; j++)
            for (int i = 0; i < 5; i++)
                if (to[j][k] + to[k][i] < to[j][i])
                    to[j][i] = to[j][k] + to[k][i];
}

/* Returns the greatest distance, at least FAR when some token is not
   reached. */
static int
farthest(int to[5])
{
    int most = 0;

    for (int i = 0; i < 5; i++)
        if (to[i] > most)
            most = to[i];
    return most;
}

static void
verify_distances(json_t *witness, int to[5][5])
{
    const long centre =
        (long)json_integer_value(json_object_get(witness, "centre")) - 1;
    const int least = farthest(to[centre]);

    ck_assert_int_lt(least, FAR);
    for (int i = 0; i < 5; i++) {
        json_t *e = json_array_get(json_object_get(witness, "eccentricities"),
                                   (size_t)i);
        const int most = farthest(to[i]);

        ck_assert_int_eq(json_integer_value(json_array_get(
                             json_object_get(witness, "distances"), (size_t)i)),
                         to[centre][i]);
        if (most >= FAR)
            ck_assert(json_is_null(e));
        else
            ck_assert_int_eq(json_integer_value(e), most);
        ck_assert_int_ge(most, i < centre ? least + 1 : least);
    }
}

/* Both sets are closed: what reaches a member is a member. */
static void
verify_sources(json_t *sources, int to[5][5])
{
    int member[5] = {0};
    size_t which, k;
    json_t *set, *token;

    ck_assert_uint_eq(json_array_size(sources), 2);
    json_array_foreach(sources, which, set)
    {
        ck_assert_uint_gt(json_array_size(set), 0);
        json_array_foreach(set, k, token)
        {
            const json_int_t i = json_integer_value(token) - 1;

            ck_assert_int_eq(member[i], 0);
            member[i] = 1 + (int)which;
        }
    }
    for (int j = 0; j < 5; j++)
        for (int i = 0; i < 5; i++)
            if (to[j][i] < FAR && member[i] != 0)
                ck_assert_int_eq(member[j], member[i]);
}

START_TEST(random_witnesses_follow_from_the_statement)
{
    const long trials = random_trials(500);
    uint64_t state = random_start();
    long with_centre = 0, torn = 0;

    for (long trial = 0; trial < trials; trial++) {
        char mask[256], text[1024];
        int to[5][5], used = snprintf(mask, sizeof mask, "{edges: [");
        claim_run run;
        json_t *root, *witness;

        for (int k = 0; k < 6; k++) {
            const long from = random_below(&state, 5);
            const long step = 1 + random_below(&state, 4);

            used += snprintf(mask + used, sizeof mask - (size_t)used,
                             "%s[%ld, %ld]", k > 0 ? ", " : "", from + 1,
                             (from + step) % 5 + 1);
        }
        snprintf(mask + used, sizeof mask - (size_t)used, "]}");
        snprintf(text, sizeof text, MASK("%s", ", radius: 2"), mask);
        claim_open(&run, text);
        claim_verify(&run, 0, NULL);
        root = claim_document(&run, 0);
        claim_close(&run);
        distances_of(document_at(root, "statement/model/mask"), to);
        witness = document_at(root, "witness");
        if (json_object_get(witness, "sources") != NULL) {
            torn++;
            verify_sources(json_object_get(witness, "sources"), to);
        } else {
            with_centre++;
            verify_distances(witness, to);
        }
        json_decref(root);
    }
    ck_assert_int_gt(with_centre, 0);
    ck_assert_int_gt(torn, 0);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("mask");

    tcase_add_test(tcase, no_field_asks_for_quasi_strong_connectivity);
    tcase_add_test(tcase, quasi_strong_connectivity_is_compared);
    tcase_add_test(tcase, strong_connectivity_is_compared);
    tcase_add_test(tcase, the_radius_is_compared);
    tcase_add_test(tcase, the_centres_are_compared_as_a_set);
    tcase_add_test(tcase, every_difference_is_told);
    tcase_add_test(tcase, fields_are_stated_in_normal_form);
    tcase_add_test(tcase, documents_hold_distances_or_sources);
    tcase_add_test(tcase, random_witnesses_follow_from_the_statement);
    return run_claim_tests(tcase);
}
