/* What changed since an earlier run. */

#include <string.h>

#include "report/glyph.h"
#include "report/report.h"

const char *
rc_report_change_name(rc_report_change_kind kind)
{
    switch (kind) {
    case RC_CHANGE_VERDICT:
        return "verdict";
    case RC_CHANGE_STATEMENT:
        return "statement";
    case RC_CHANGE_MARGIN:
        return "margin";
    case RC_CHANGE_APPEARED:
        return "appeared";
    case RC_CHANGE_VANISHED:
        break;
    }
    return "vanished";
}

int
rc_report_is_loss(const rc_report_change *change)
{
    return change->kind != RC_CHANGE_APPEARED;
}

size_t
rc_report_count_losses(const rc_report_against *against)
{
    size_t losses = 0;

    for (size_t k = 0; k < against->count; k++)
        losses += rc_report_is_loss(&against->changes[k]) != 0;
    return losses;
}

static void
put_what(FILE *out, const rc_report_change *change)
{
    const char *after = change->after != NULL ? change->after : "none";

    switch (change->kind) {
    case RC_CHANGE_VERDICT:
        fprintf(out, "was %s, is %s", change->before, after);
        break;
    case RC_CHANGE_STATEMENT:
        fputs("states something else", out);
        break;
    case RC_CHANGE_MARGIN:
        if (change->check > 0)
            fprintf(out, "check %zu: ", change->check);
        fprintf(out, "margin was %s, is %s", change->before, after);
        break;
    case RC_CHANGE_APPEARED:
        fprintf(out, "appeared, %s", after);
        break;
    case RC_CHANGE_VANISHED:
        fputs("has no certificate any more", out);
        if (change->before != NULL)
            fprintf(out, ", was %s", change->before);
        break;
    }
}

static const char *
plural(size_t count)
{
    return count == 1 ? "" : "s";
}

void
rc_report_changes(FILE *out, const rc_report_against *against)
{
    size_t losses = rc_report_count_losses(against);

    for (size_t k = 0; k < against->count; k++) {
        const rc_report_change *change = &against->changes[k];

        fputs(rc_report_is_loss(change) ? "lost: " : "new: ", out);
        rc_glyph_put(out, change->name, strlen(change->name));
        fprintf(out, " %s: ", change->id);
        put_what(out, change);
        fputc('\n', out);
    }
    fputs("against ", out);
    rc_glyph_put(out, against->directory, strlen(against->directory));
    fprintf(out, ": %zu change%s, %zu loss%s\n", against->count,
            plural(against->count), losses, losses == 1 ? "" : "es");
}
