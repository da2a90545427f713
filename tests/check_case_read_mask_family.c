/* Families of masks: edges, words and ranges of their numbers. */

#include "check_case_mask.h"

START_TEST(families_have_their_edges)
{
    expect_mask("{window: 0}", 2, "10 01", "window of width 0");
    expect_mask("{window: 1}", 4, "1100 1110 0111 0011", "window of width 1");
    expect_mask("{window: 4096}", 2, "11 11", "window of width 4096");
    expect_mask("{causal-window: 1}", 2, "10 01", "causal window of width 1");
    expect_mask("{causal-window: 2}", 4, "1000 1100 0110 0011",
                "causal window of width 2");
    expect_mask("{dilated-window: {width: 1, step: 2}}", 4,
                "1010 0101 1010 0101", "dilated window of width 1 and step 2");
    expect_mask("{dilated-window: {width: 2, step: 2}}", 5,
                "10101 01010 10101 01010 10101",
                "dilated window of width 2 and step 2");
    expect_mask("{global-window: {global: 1, width: 0}}", 3, "111 110 101",
                "window of width 0 with 1 global token");
    expect_mask("{global-window: {global: 0, width: 1}}", 3, "110 111 011",
                "window of width 1 with 0 global tokens");
    expect_mask("{star: 2}", 3, "110 111 011", "star with centre 2");
}
END_TEST

START_TEST(numbers_out_of_range_are_refused)
{
    refuse_mask("{window: -1}", 3, "1:10: expected an integer from 0 to 4096",
                NULL, NULL);
    refuse_mask("{window: 1.0}", 3, "1:10: expected an integer", NULL, NULL);
    refuse_mask("{window: 4097}", 3, "1:10: expected an integer", NULL, NULL);
    refuse_mask("{causal-window: 0}", 3,
                "1:17: expected an integer from 1 to 4096, found '0'", NULL,
                NULL);
    refuse_mask("{dilated-window: {width: -1, step: 0}}", 3,
                "1:26: expected an integer from 0 to 4096, found '-1'",
                "1:36: expected an integer from 1 to 4096, found '0'", NULL);
    refuse_mask("{global-window: {global: 4, width: 1}}", 3,
                "1:26: expected an integer from 0 to 3, found '4'", NULL, NULL);
    refuse_mask("{star: 0}", 3, "1:8: expected an integer from 1 to 3", NULL,
                NULL);
    refuse_mask("{star: 4}", 3, "1:8: expected an integer from 1 to 3", NULL,
                NULL);
}
END_TEST

START_TEST(mappings_have_all_their_keys)
{
    refuse_mask("{dilated-window: 3}", 3,
                "1:18: expected a mapping with width and step, found '3'", NULL,
                NULL);
    refuse_mask("{dilated-window: {}}", 3,
                "1:18: 'dilated-window' has no 'width', which is required",
                "1:18: 'dilated-window' has no 'step', which is required",
                NULL);
    refuse_mask("{global-window: []}", 3,
                "1:17: expected a mapping with global and width", NULL, NULL);
    refuse_mask("{global-window: {globl: 1, width: 1}}", 3,
                "1:17: 'global-window' has no 'global'",
                "1:18: unknown key 'globl' in 'global-window'; did you mean "
                "'global'?",
                NULL);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        families_have_their_edges,
        numbers_out_of_range_are_refused,
        mappings_have_all_their_keys,
    };

    return RUN_SUITE("case/read_mask_family", tests);
}
