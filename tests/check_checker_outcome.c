/* Outcomes: the first failure is kept, and nothing accepts by default. */

#include "checker_support.h"

START_TEST(nothing_is_concluded_at_first)
{
    ck_outcome o;

    memset(&o, 1, sizeof o);
    ck_outcome_init(&o, &ck_default_limits);
    ck_assert_int_eq(o.verdict, CK_OPEN);
    ck_assert_int_eq(o.uncertain, 0);
    ck_assert_int_eq(o.bits, 0);
    ck_assert_str_eq(o.path, "");
    ck_assert_str_eq(o.message, "");
    ck_assert_ptr_eq(o.limits, &ck_default_limits);
    ck_assert(ck_good(&o));
}
END_TEST

START_TEST(accepting)
{
    ck_outcome o;

    ck_outcome_init(&o, &ck_default_limits);
    ck_assert_int_eq(ck_accept(&o), 1);
    ck_assert_int_eq(o.verdict, CK_ACCEPTED);
    /* A failure that is found later counts all the same. */
    ck_assert_int_eq(ck_reject(&o, "late"), 0);
    ck_assert_int_eq(o.verdict, CK_REJECTED);
}
END_TEST

START_TEST(failures_are_never_accepted)
{
    for (int kind = 0; kind < 3; kind++) {
        ck_outcome o;

        ck_outcome_init(&o, &ck_default_limits);
        if (kind == 0)
            ck_assert_int_eq(ck_malformed(&o, "/x", "first %d", 1), 0);
        else if (kind == 1)
            ck_assert_int_eq(ck_reject(&o, "first %d", 1), 0);
        else
            ck_assert_int_eq(ck_uncertain(&o, "first %d", 1), 0);
        ck_assert(!ck_good(&o));
        ck_assert_int_eq(ck_accept(&o), 0);
        ck_assert_int_eq(o.verdict, kind == 0 ? CK_MALFORMED : CK_REJECTED);
        ck_assert_str_eq(o.path, kind == 0 ? "/x" : "");
        ck_assert_str_eq(o.message, "first 1");
        ck_assert_int_eq(o.uncertain, kind == 2);
    }
}
END_TEST

START_TEST(the_first_failure_is_kept)
{
    ck_outcome o;

    ck_outcome_init(&o, &ck_default_limits);
    ck_assert_int_eq(ck_reject(&o, "first"), 0);
    ck_assert_int_eq(ck_malformed(&o, "/later", "second"), 0);
    ck_assert_int_eq(ck_uncertain(&o, "third"), 0);
    ck_assert_int_eq(o.verdict, CK_REJECTED);
    ck_assert_str_eq(o.message, "first");
    ck_assert_str_eq(o.path, "");
    ck_assert_int_eq(o.uncertain, 0);

    ck_outcome_init(&o, &ck_default_limits);
    ck_assert_int_eq(ck_malformed(&o, "/here", "first"), 0);
    ck_assert_int_eq(ck_reject(&o, "second"), 0);
    ck_assert_int_eq(o.verdict, CK_MALFORMED);
    ck_assert_str_eq(o.path, "/here");
    ck_assert_str_eq(o.message, "first");
}
END_TEST

START_TEST(long_texts_are_cut)
{
    char text[4096];
    ck_outcome o;

    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = '\0';
    ck_outcome_init(&o, &ck_default_limits);
    ck_assert_int_eq(ck_malformed(&o, text, "%s", text), 0);
    ck_assert_uint_eq(strlen(o.path), sizeof o.path - 1);
    ck_assert_uint_eq(strlen(o.message), sizeof o.message - 1);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("outcome");

    tcase_add_test(tcase, nothing_is_concluded_at_first);
    tcase_add_test(tcase, accepting);
    tcase_add_test(tcase, failures_are_never_accepted);
    tcase_add_test(tcase, the_first_failure_is_kept);
    tcase_add_test(tcase, long_texts_are_cut);
    return run_checker_tests("outcome", tcase);
}
