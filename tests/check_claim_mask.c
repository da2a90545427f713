/* Claim kind `mask`: every field held and not held. */

#include "claim_support.h"

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
    return run_claim_tests(tcase);
}
