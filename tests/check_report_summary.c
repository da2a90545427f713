/* Outcomes, totals and the summary line. */

#include "check_report.h"

START_TEST(outcomes)
{
    static const rc_verdict expected[] = {RC_PROVED, RC_REFUTED, RC_UNDEFINED};
    int met = 0;

    for (size_t k = 0; k < 3; k++) {
        for (int v = RC_UNDECIDED; v <= RC_UNSUPPORTED; v++) {
            rc_outcome outcome = rc_report_outcome((rc_verdict)v, expected[k]);

            if (v == RC_UNDECIDED || v == RC_UNSUPPORTED)
                ck_assert_int_eq(outcome, RC_OUTCOME_UNDECIDED);
            else if (v == (int)expected[k])
                ck_assert_int_eq(outcome, RC_OUTCOME_MET);
            else
                ck_assert_int_eq(outcome, RC_OUTCOME_UNMET);
            met += outcome == RC_OUTCOME_MET;
        }
    }
    ck_assert_int_eq(met, 3);
}
END_TEST

START_TEST(totals_of_all_cases)
{
    rc_report_claim claims[] = {
        {.verdict = RC_PROVED, .expected = RC_PROVED},
        {.verdict = RC_REFUTED, .expected = RC_PROVED},
        {.verdict = RC_UNDECIDED, .expected = RC_PROVED},
        {.verdict = RC_UNSUPPORTED, .expected = RC_REFUTED},
        {.verdict = RC_UNDEFINED, .expected = RC_REFUTED},
        {.verdict = RC_UNDEFINED, .expected = RC_UNDEFINED},
        {.verdict = RC_REFUTED, .expected = RC_REFUTED}};
    rc_report_case cases[] = {{.claims = claims, .claim_count = 3},
                              {.claim_count = 0},
                              {.claims = claims + 3, .claim_count = 4}};
    rc_report_totals totals = rc_report_count(cases, 3);

    ck_assert_uint_eq(totals.met, 3);
    ck_assert_uint_eq(totals.unmet, 2);
    ck_assert_uint_eq(totals.undecided, 2);
}
END_TEST

static void
summary_is(rc_report_totals totals, rc_report_rest rest, const char *wanted)
{
    capture c;

    capture_open(&c);
    rc_report_summary(c.out, &totals, &rest);
    capture_is(&c, wanted);
}

START_TEST(summaries)
{
    rc_report_totals none = {0, 0, 0}, one = {1, 0, 0}, some = {5, 2, 4};
    rc_report_rest clean = {0, 0, 0, 0};
    rc_report_rest stopped = {.not_run = 1, .interrupted = 1};
    rc_report_rest all = {
        .not_run = 2, .interrupted = 1, .bad_files = 1, .unreadable_files = 3};

    summary_is(none, clean, "0 claims: 0 met, 0 not met, 0 undecided\n");
    summary_is(one, clean, "1 claim: 1 met, 0 not met, 0 undecided\n");
    summary_is(some, clean, "11 claims: 5 met, 2 not met, 4 undecided\n");
    summary_is(one, stopped,
               "1 claim: 1 met, 0 not met, 0 undecided; "
               "interrupted, 1 claim not run\n");
    summary_is(some, all,
               "11 claims: 5 met, 2 not met, 4 undecided; interrupted, 2 "
               "claims not run; 1 file with errors; 3 files could not be "
               "read\n");
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("summary");

    tcase_add_test(tcase, outcomes);
    tcase_add_test(tcase, totals_of_all_cases);
    tcase_add_test(tcase, summaries);
    return run_case("summary", tcase);
}
