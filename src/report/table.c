/* The table of claims, one row at a time. */

#include <inttypes.h>
#include <string.h>

#include "report/glyph.h"
#include "report/report.h"

enum {
    VERDICT_WIDTH = 11, /* "unsupported" */
    EXPECTED_WIDTH = 9, /* "undefined" */
    TIME_WIDTH = 10,
    GAP = 2,
    FIGURE_LEAST = 24,
    FILE_LEAST = 16
};

#define UNLIMITED ((size_t)-1)

static size_t
wider(size_t width, const char *text)
{
    size_t columns = rc_glyph_columns(text, strlen(text));

    return columns > width ? columns : width;
}

static size_t
larger(size_t x, size_t y)
{
    return x > y ? x : y;
}

/* What is left of the terminal's columns goes to the figure first, then to the
   file's name. */
static void
fit(rc_report_table *table)
{
    size_t fixed = table->id_width + VERDICT_WIDTH + EXPECTED_WIDTH +
                   table->bits_width + TIME_WIDTH + 6 * GAP;
    size_t columns = table->style.columns;
    size_t left = columns > fixed ? columns - fixed : 0;
    size_t most;

    table->figure_width = UNLIMITED;
    if (columns == 0)
        return;
    most = left > FIGURE_LEAST ? left - FIGURE_LEAST : 0;
    most = larger(most, FILE_LEAST);
    if (table->file_width > most)
        table->file_width = most;
    left = left > table->file_width ? left - table->file_width : 0;
    table->figure_width = larger(left, FIGURE_LEAST);
}

void
rc_report_table_init(rc_report_table *table, const rc_report_case *cases,
                     size_t count, slong max_bits, const rc_report_style *style)
{
    char digits[24];

    table->style = *style;
    table->has_header = 0;
    table->file_width = strlen("case");
    table->id_width = strlen("claim");
    for (size_t k = 0; k < count; k++) {
        if (cases[k].claim_count > 0)
            table->file_width = wider(table->file_width, cases[k].file);
        for (size_t j = 0; j < cases[k].claim_count; j++)
            table->id_width = wider(table->id_width, cases[k].claims[j].id);
    }
    snprintf(digits, sizeof digits, "%" PRIdMAX, (intmax_t)max_bits);
    table->bits_width = wider(strlen("exact"), digits);
    fit(table);
}

/* One cell and the gap after it. */
static void
put(FILE *out, const char *text, size_t width, rc_cell cell)
{
    rc_cell_put(out, text, width, cell);
    fprintf(out, "%*s", GAP, "");
}

static void
put_header(rc_report_table *table, FILE *out)
{
    put(out, "case", table->file_width, RC_CELL_LEFT);
    put(out, "claim", table->id_width, RC_CELL_LEFT);
    put(out, "verdict", VERDICT_WIDTH, RC_CELL_LEFT);
    put(out, "expected", EXPECTED_WIDTH, RC_CELL_LEFT);
    put(out, "bits", table->bits_width, RC_CELL_RIGHT);
    put(out, "time", TIME_WIDTH, RC_CELL_RIGHT);
    fputs("figure\n", out);
    table->has_header = 1;
}

static const char *
colour(rc_outcome outcome)
{
    switch (outcome) {
    case RC_OUTCOME_MET:
        return "\033[32m"; /* green */
    case RC_OUTCOME_UNMET:
        return "\033[31m"; /* red */
    case RC_OUTCOME_UNDECIDED:
        break;
    }
    return "\033[33m"; /* yellow */
}

static void
put_verdict(const rc_report_table *table, FILE *out, rc_verdict verdict,
            rc_outcome outcome)
{
    if (table->style.colour)
        fputs(colour(outcome), out);
    rc_cell_put(out, rc_verdict_name(verdict), VERDICT_WIDTH, RC_CELL_LEFT);
    if (table->style.colour)
        fputs("\033[0m", out);
    fprintf(out, "%*s", GAP, "");
}

static void
put_bits(const rc_report_table *table, FILE *out, const rc_report_claim *claim)
{
    char text[24];

    if (claim->bits != 0)
        snprintf(text, sizeof text, "%" PRIdMAX, (intmax_t)claim->bits);
    else if (claim->verdict == RC_UNDECIDED || claim->verdict == RC_UNSUPPORTED)
        strcpy(text, "-");
    else
        strcpy(text, "exact");
    put(out, text, table->bits_width, RC_CELL_RIGHT);
}

static void
put_time(FILE *out, int64_t microseconds)
{
    int64_t milliseconds = (microseconds + 500) / 1000;
    char text[40];

    snprintf(text, sizeof text, "%" PRId64 ".%03" PRId64 " s",
             milliseconds / 1000, milliseconds % 1000);
    rc_cell_put(out, text, TIME_WIDTH, RC_CELL_RIGHT);
}

/* Why a claim was not met, in full however long it is. */
static void
put_reason(FILE *out, rc_outcome outcome, const char *reason)
{
    fputs(outcome == RC_OUTCOME_UNMET ? "    not met" : "    undecided", out);
    if (*reason != '\0')
        fputs(": ", out);
    rc_glyph_put(out, reason, strlen(reason));
    fputc('\n', out);
}

void
rc_report_table_row(rc_report_table *table, FILE *out, const char *file,
                    const rc_report_claim *claim)
{
    rc_outcome outcome = rc_report_outcome(claim->verdict, claim->expected);
    int met = outcome == RC_OUTCOME_MET;
    const char *figure = claim->figure;

    if (met && table->style.quiet)
        return;
    if (!table->has_header)
        put_header(table, out);
    if (met && *figure == '\0')
        figure = claim->reason;
    put(out, file, table->file_width, RC_CELL_LEFT_TAIL);
    put(out, claim->id, table->id_width, RC_CELL_LEFT);
    put_verdict(table, out, claim->verdict, outcome);
    put(out, rc_verdict_name(claim->expected), EXPECTED_WIDTH, RC_CELL_LEFT);
    put_bits(table, out, claim);
    put_time(out, claim->microseconds);
    if (*figure != '\0')
        fprintf(out, "%*s", GAP, "");
    rc_cell_put(out, figure, table->figure_width, RC_CELL_LAST);
    fputc('\n', out);
    if (!met)
        put_reason(out, outcome, claim->reason);
}
