/* The lines about what changed since an earlier run. */

#include "check_report.h"

START_TEST(every_kind_of_change)
{
    rc_report_change changes[] = {
        {"P1/a", "A", RC_CHANGE_VERDICT, 0, "proved", "undecided"},
        {"P1/a", "B", RC_CHANGE_STATEMENT, 0, "00", "01"},
        {"P1/a", "C", RC_CHANGE_MARGIN, 0, "0.75", "0.125"},
        {"P1/a", "D", RC_CHANGE_MARGIN, 3, "0.75", NULL},
        {"b\033", "E", RC_CHANGE_APPEARED, 0, NULL, "refuted"},
        {"b", "F", RC_CHANGE_VANISHED, 0, "undefined", NULL}};
    static const char *const names[] = {"verdict", "statement", "margin",
                                        "appeared", "vanished"};
    rc_report_against against = {"old\n", changes, 6};
    capture c;

    for (int k = 0; k < 5; k++)
        ck_assert_str_eq(rc_report_change_name((rc_report_change_kind)k),
                         names[k]);
    for (size_t k = 0; k < 6; k++)
        ck_assert_int_eq(rc_report_is_loss(&changes[k]), k != 4);
    ck_assert_uint_eq(rc_report_count_losses(&against), 5);
    capture_open(&c);
    rc_report_changes(c.out, &against);
    capture_is(&c, "lost: P1/a A: was proved, is undecided\n"
                   "lost: P1/a B: states something else\n"
                   "lost: P1/a C: margin was 0.75, is 0.125\n"
                   "lost: P1/a D: check 3: margin was 0.75, is none\n"
                   "new: b\xef\xbf\xbd E: appeared, refuted\n"
                   "lost: b F: has no certificate any more, was undefined\n"
                   "against old\xef\xbf\xbd: 6 changes, 5 losses\n");
}
END_TEST

START_TEST(one_and_none)
{
    rc_report_change change = {"a", "A", RC_CHANGE_STATEMENT, 0, "", ""};
    rc_report_against against = {"old", &change, 1};
    capture c;

    capture_open(&c);
    rc_report_changes(c.out, &against);
    capture_is(&c, "lost: a A: states something else\n"
                   "against old: 1 change, 1 loss\n");
    against.count = 0;
    capture_open(&c);
    rc_report_changes(c.out, &against);
    capture_is(&c, "against old: 0 changes, 0 losses\n");
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("against");

    tcase_add_test(tcase, every_kind_of_change);
    tcase_add_test(tcase, one_and_none);
    return run_case("against", tcase);
}
