/* Words, forms and unions of masks. */

#include "check_case_mask.h"

START_TEST(words_give_masks)
{
    expect_mask("complete", 2, "11 11", "complete");
    expect_mask("'causal'", 3, "100 110 111", "causal");
}
END_TEST

START_TEST(unions_have_all_edges_and_words)
{
    expect_mask("{union: [causal]}", 2, "10 11", "union of causal");
    expect_mask("{union: [{star: 3}, {window: 0}]}", 3, "101 011 111",
                "union of star with centre 3 and window of width 0");
    expect_mask("{union: [{window: 0}, {union: [{star: 1}, causal]}, "
                "{edges: [[3, 2]]}]}",
                3, "111 111 111",
                "union of window of width 0, (union of star with centre 1 "
                "and causal) and list of 1 edge");
}
END_TEST

START_TEST(what_is_no_mask_is_refused)
{
    refuse_mask("casual", 3,
                "1:1: unknown mask 'casual'; did you mean "
                "'causal'?",
                NULL, NULL);
    refuse_mask("banded", 3,
                "1:1: unknown mask 'banded'; allowed: complete, "
                "causal, {window: k}, {causal-window: k}",
                NULL, NULL);
    refuse_mask("''", 3, "1:1: expected a mask", NULL, NULL);
    refuse_mask("[causal]", 3,
                "1:1: expected a mask, which is complete, "
                "causal or a mapping, found a list",
                NULL, NULL);
    refuse_mask("{window: 1, star: 1}", 3,
                "1:1: expected exactly one key in "
                "a mask, found 2",
                NULL, NULL);
    refuse_mask("{windw: 1}", 3,
                "1:2: unknown key 'windw' in a mask; did you mean 'window'?",
                NULL, NULL);
    refuse_mask("{union: causal}", 3, "1:9: expected a list of masks", NULL,
                NULL);
    refuse_mask("{union: []}", 3,
                "1:9: expected a list of masks, found an "
                "empty list",
                NULL, NULL);
    refuse_mask("{union: [{star: 0}, {star: 4}, x]}", 3, "1:17: expected",
                "1:28: expected", "1:32: unknown mask 'x'");
}
END_TEST

START_TEST(without_tokens_a_mask_is_only_checked)
{
    rc_mask *mask;
    char *text;
    fixture f;

    fixture_open(&f, "{union: [causal, complete, {star: 4096}]}", 0, 2);
    ck_assert_int_eq(rc_read_mask(&f.r, f.root, &mask, &text), RC_OK);
    ck_assert_ptr_null(mask);
    free(text);
    fixture_close(&f);
    refuse_mask("{star: 4097}", 0, "1:8: expected an integer from 1 to 4096",
                NULL, NULL);
    refuse_mask("{union: [{window: -1}, x]}", 0, "1:19: expected",
                "1:24: unknown mask", NULL);
}
END_TEST

/* {union: [{star: 2}, {star: 2}, ...]} of this many parts. */
static char *
repeat(size_t count)
{
    char *yaml = malloc(count * 16 + 32);

    ck_assert_ptr_nonnull(yaml);
    strcpy(yaml, "{union: [");
    for (size_t k = 0; k < count; k++)
        strcat(yaml, "{star: 2},\n");
    strcat(yaml, "]}");
    return yaml;
}

START_TEST(parts_of_a_union_are_capped)
{
    char *yaml = repeat(63); /* and the union itself */
    rc_mask *mask;
    char *text;
    fixture f;

    fixture_open(&f, yaml, 2, 2);
    ck_assert_int_eq(rc_read_mask(&f.r, f.root, &mask, &text), RC_OK);
    ck_assert_uint_eq(strlen(text), strlen("union of ") +
                                        63 * strlen("star with centre 2") +
                                        61 * strlen(", ") + strlen(" and "));
    rc_mask_free(mask);
    free(text);
    fixture_close(&f);
    free(yaml);
    yaml = repeat(2000);
    refuse_mask(yaml, 2, "64:1: the mask is put together from more than 64",
                NULL, NULL);
    free(yaml);
}
END_TEST

START_TEST(the_longest_words_fit)
{
    const char part[] = "{dilated-window: {width: 4096, step: 4096}},\n";
    char yaml[63 * sizeof part + 512] = "";
    rc_mask *mask;
    char *text;
    fixture f;

    /* 31 unions in one another, of two parts each */
    for (size_t k = 0; k < 31; k++) {
        strcat(yaml, "{union: [");
        strcat(yaml, part);
    }
    strcat(yaml, "complete");
    for (size_t k = 0; k < 31; k++)
        strcat(yaml, "]}");
    fixture_open(&f, yaml, 2, 2);
    ck_assert_int_eq(rc_read_mask(&f.r, f.root, &mask, &text), RC_OK);
    ck_assert_str_eq(text + strlen(text) - 38,
                     "complete))))))))))))))))))))))))))))))");
    rc_mask_free(mask);
    free(text);
    fixture_close(&f);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        words_give_masks,
        unions_have_all_edges_and_words,
        what_is_no_mask_is_refused,
        without_tokens_a_mask_is_only_checked,
        parts_of_a_union_are_capped,
        the_longest_words_fit,
    };

    return RUN_SUITE("case/read_mask", tests);
}
