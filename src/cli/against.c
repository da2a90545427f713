/* This run compared with the certificates of an earlier one. */

#include <stdlib.h>
#include <string.h>

#include <rankcert/exact.h>

#include "cli/against.h"

void
cli_against_init(cli_against *against)
{
    memset(against, 0, sizeof *against);
    fmpq_init(against->factor);
    fmpq_set_si(against->factor, 2, 1);
}

void
cli_against_clear(cli_against *against)
{
    for (size_t k = 0; k < 2 * against->count; k++)
        free(against->texts[k]);
    free(against->texts);
    free(against->changes);
    fmpq_clear(against->factor);
    cli_golden_clear(&against->golden);
}

int
cli_parse_factor(fmpq_t factor, const char *text)
{
    rc_text_error error;
    rc_number_t x;
    int failed;

    rc_number_init(x);
    failed = rc_number_set_text(x, text, strlen(text), &error) != RC_OK ||
             !rc_number_is_rational(x) || fmpq_cmp_si(x->rational, 1) < 0;
    if (!failed)
        fmpq_set(factor, x->rational);
    rc_number_clear(x);
    return failed ? -1 : 0;
}

/* ---- The list of changes ---- */

static rc_status
grow(cli_against *against)
{
    size_t allocated = against->allocated == 0 ? 16 : 2 * against->allocated;
    rc_report_change *changes =
        realloc(against->changes, allocated * sizeof *changes);
    char **texts = realloc(against->texts, 2 * allocated * sizeof *texts);

    /* What was moved stays, though there is no room for more. */
    if (changes != NULL)
        against->changes = changes;
    if (texts != NULL)
        against->texts = texts;
    if (changes == NULL || texts == NULL)
        return RC_NOMEM;
    against->allocated = allocated;
    return RC_OK;
}

/* A copy of text, or NULL for NULL; *lost is set when memory ran out. */
static char *
copy(const char *text, int *lost)
{
    char *made = text != NULL ? strdup(text) : NULL;

    if (text != NULL && made == NULL)
        *lost = 1;
    return made;
}

/* Adds a change of one text to another; NULL: from or to nothing. */
static rc_status
add(cli_against *against, rc_report_change change)
{
    char **texts;
    int lost = 0;

    if (against->count == against->allocated && grow(against) != RC_OK)
        return RC_NOMEM;
    texts = against->texts + 2 * against->count;
    texts[0] = copy(change.before, &lost);
    texts[1] = copy(change.after, &lost);
    change.before = texts[0];
    change.after = texts[1];
    against->changes[against->count++] = change;
    return lost ? RC_NOMEM : RC_OK;
}

static rc_status
add_texts(cli_against *against, const cli_golden_item *item,
          rc_report_change_kind kind, const char *before, const char *after)
{
    rc_report_change change = {item->name, item->id, kind, 0, before, after};

    return add(against, change);
}

static rc_status
add_margins(cli_against *against, const cli_golden_item *item, size_t check,
            const arf_t before, arf_srcptr after)
{
    char *first = rc_margin_text(before);
    char *second = after != NULL ? rc_margin_text(after) : NULL;
    rc_status status = RC_NOMEM;

    if (first != NULL && (after == NULL) == (second == NULL))
        status = add(against,
                     (rc_report_change){item->name, item->id, RC_CHANGE_MARGIN,
                                        check, first, second});
    free(first);
    free(second);
    return status;
}

/* ---- Comparing ---- */

/* A margin that is not there any more has shrunk to nothing; none that was
   infinite, as of an exact comparison, or zero can shrink. */
static rc_status
compare_margins(cli_against *against, const cli_golden_item *item,
                const rc_summary *now)
{
    const rc_summary *then = &item->summary;
    rc_status status = RC_OK;

    for (size_t k = 0; k < then->count && status == RC_OK; k++) {
        arf_srcptr before = then->margins + k;
        arf_srcptr after = k < now->count ? now->margins + k : NULL;

        if (arf_is_special(before) ||
            (after != NULL &&
             !rc_margin_shrank(before, after, against->factor)))
            continue;
        status = add_margins(against, item, then->per_check ? k + 1 : 0, before,
                             after);
    }
    return status;
}

static rc_status
compare_documents(cli_against *against, const cli_golden_item *item,
                  const rc_summary *now)
{
    const rc_summary *then = &item->summary;

    if (strcmp(then->statement, now->statement) != 0)
        return add_texts(against, item, RC_CHANGE_STATEMENT, then->statement,
                         now->statement);
    if (then->verdict != now->verdict)
        return RC_OK; /* and the verdicts were compared */
    return compare_margins(against, item, now);
}

static int
is_decided(rc_verdict verdict)
{
    return verdict == RC_PROVED || verdict == RC_REFUTED ||
           verdict == RC_UNDEFINED;
}

static rc_status
compare_item(cli_against *against, const cli_golden_item *item,
             rc_verdict verdict, const char *document)
{
    const char *before = rc_verdict_name(item->summary.verdict);
    rc_summary_error error;
    rc_summary now;
    rc_status status = RC_OK;

    if (item->summary.verdict != verdict)
        status = add_texts(against, item, RC_CHANGE_VERDICT, before,
                           rc_verdict_name(verdict));
    else if (document == NULL)
        status = add_texts(against, item, RC_CHANGE_VANISHED, before, NULL);
    if (status != RC_OK || document == NULL)
        return status;
    status = rc_summary_read(&now, document, strlen(document), &error);
    if (status != RC_OK)
        return status;
    status = compare_documents(against, item, &now);
    rc_summary_clear(&now);
    return status;
}

rc_status
cli_against_compare(cli_against *against, const char *name, const char *id,
                    rc_verdict verdict, const char *document)
{
    cli_golden_item *item = cli_golden_find(&against->golden, name, id);
    rc_report_change change = {name, id,   RC_CHANGE_APPEARED,
                               0,    NULL, rc_verdict_name(verdict)};

    if (item == NULL)
        return is_decided(verdict) ? add(against, change) : RC_OK;
    item->met = 1;
    return item->readable ? compare_item(against, item, verdict, document)
                          : RC_OK;
}

void
cli_against_pass(cli_against *against, const char *name, const char *id)
{
    cli_golden_item *item = cli_golden_find(&against->golden, name, id);

    if (item != NULL)
        item->met = 1;
}

rc_status
cli_against_finish(cli_against *against)
{
    rc_status status = RC_OK;

    for (size_t k = 0; k < against->golden.count && status == RC_OK; k++) {
        const cli_golden_item *item = &against->golden.items[k];

        if (!item->met && item->readable)
            status = add_texts(against, item, RC_CHANGE_VANISHED,
                               rc_verdict_name(item->summary.verdict), NULL);
    }
    return status;
}

rc_report_against
cli_against_report(const cli_against *against)
{
    rc_report_against report = {against->directory, against->changes,
                                against->count};

    return report;
}
