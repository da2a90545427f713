/* The table of kinds. */

#include "checker_support.h"

START_TEST(kinds_have_names_of_their_own)
{
    size_t count = 0;

    for (const ck_kind *kind; (kind = ck_kind_at(count)) != NULL; count++) {
        ck_assert_ptr_nonnull(kind->kind);
        ck_assert_ptr_nonnull(kind->check);
        ck_assert_ptr_eq(ck_find_kind(kind->kind), kind);
        /* a start and LayerNorm are of a model */
        ck_assert(kind->needs_model ||
                  (!kind->needs_start && !kind->needs_norm));
    }
    ck_assert_uint_eq(count, 7);
    ck_assert_ptr_null(ck_find_kind(""));
    ck_assert_ptr_null(ck_find_kind("mas"));
    ck_assert_ptr_null(ck_find_kind("masks"));
}
END_TEST

START_TEST(what_kinds_need)
{
    ck_assert(ck_find_kind("mask")->needs_model);
    ck_assert(!ck_find_kind("mask")->needs_start);
    ck_assert(!ck_find_kind("mask")->needs_norm);
    ck_assert(ck_find_kind("orbit")->needs_model);
    ck_assert(ck_find_kind("orbit")->needs_start);
    ck_assert(!ck_find_kind("orbit")->needs_norm);
    ck_assert(ck_find_kind("collapse")->needs_model);
    ck_assert(ck_find_kind("collapse")->needs_start);
    ck_assert(!ck_find_kind("collapse")->needs_norm);
    ck_assert(ck_find_kind("equilibrium")->needs_model);
    ck_assert(!ck_find_kind("equilibrium")->needs_start);
    ck_assert(ck_find_kind("equilibrium")->needs_norm);
    ck_assert(!ck_find_kind("matrix-rank")->needs_model);
    ck_assert(ck_find_kind("slower")->needs_model);
    ck_assert(ck_find_kind("slower")->needs_start);
    ck_assert(ck_find_kind("spectrum")->needs_model);
    ck_assert(!ck_find_kind("spectrum")->needs_start);
}
END_TEST

START_TEST(verdicts_have_names)
{
    ck_assert_str_eq(ck_claimed_name(CK_PROVED), "proved");
    ck_assert_str_eq(ck_claimed_name(CK_REFUTED), "refuted");
    ck_assert_str_eq(ck_claimed_name(CK_UNDEFINED), "undefined");
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("claim");

    tcase_add_test(tcase, kinds_have_names_of_their_own);
    tcase_add_test(tcase, what_kinds_need);
    tcase_add_test(tcase, verdicts_have_names);
    return run_checker_tests("checker claim", tcase);
}
