/* How many claims came out how. */

#include "report/report.h"

rc_outcome
rc_report_outcome(rc_verdict verdict, rc_verdict expected)
{
    if (verdict == RC_UNDECIDED || verdict == RC_UNSUPPORTED)
        return RC_OUTCOME_UNDECIDED;
    return verdict == expected ? RC_OUTCOME_MET : RC_OUTCOME_UNMET;
}

static void
count_case(rc_report_totals *totals, const rc_report_case *c)
{
    for (size_t k = 0; k < c->claim_count; k++)
        switch (
            rc_report_outcome(c->claims[k].verdict, c->claims[k].expected)) {
        case RC_OUTCOME_MET:
            totals->met++;
            break;
        case RC_OUTCOME_UNMET:
            totals->unmet++;
            break;
        case RC_OUTCOME_UNDECIDED:
            totals->undecided++;
            break;
        }
}

rc_report_totals
rc_report_count(const rc_report_case *cases, size_t count)
{
    rc_report_totals totals = {0, 0, 0};

    for (size_t k = 0; k < count; k++)
        count_case(&totals, &cases[k]);
    return totals;
}

static const char *
plural(size_t count)
{
    return count == 1 ? "" : "s";
}

void
rc_report_summary(FILE *out, const rc_report_totals *totals,
                  const rc_report_rest *rest)
{
    size_t all = totals->met + totals->unmet + totals->undecided;

    fprintf(out, "%zu claim%s: %zu met, %zu not met, %zu undecided", all,
            plural(all), totals->met, totals->unmet, totals->undecided);
    if (rest->interrupted)
        fprintf(out, "; interrupted, %zu claim%s not run", rest->not_run,
                plural(rest->not_run));
    if (rest->bad_files > 0)
        fprintf(out, "; %zu file%s with errors", rest->bad_files,
                plural(rest->bad_files));
    if (rest->unreadable_files > 0)
        fprintf(out, "; %zu file%s could not be read", rest->unreadable_files,
                plural(rest->unreadable_files));
    fputc('\n', out);
}
