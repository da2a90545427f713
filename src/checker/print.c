/* What rankcert-check prints. */

#include <stdio.h>
#include <string.h>

#include "program.h"

/* ---- Texts from files ---- */

/* How many bytes at `text` are one printable character of UTF-8; 0: none. */
static size_t
printable(const unsigned char *text)
{
    unsigned long code;
    size_t size;

    if (text[0] < 0x80)
        return text[0] >= 0x20 && text[0] != 0x7f;
    if (text[0] >= 0xc2 && text[0] < 0xe0)
        size = 2;
    else if (text[0] >= 0xe0 && text[0] < 0xf0)
        size = 3;
    else if (text[0] >= 0xf0 && text[0] < 0xf5)
        size = 4;
    else
        return 0;
    code = text[0] & (0xffUL >> (size + 1));
    for (size_t k = 1; k < size; k++) {
        if ((text[k] & 0xc0) != 0x80)
            return 0;
        code = code << 6 | (text[k] & 0x3f);
    }
    /* overlong, surrogates, beyond Unicode */
    if ((size == 3 && code < 0x800) || (size == 4 && code < 0x10000) ||
        (code >= 0xd800 && code < 0xe000) || code > 0x10ffff)
        return 0;
    /* controls, and marks that turn the direction of text */
    if (code < 0xa0 || (code >= 0x2028 && code <= 0x202e) ||
        (code >= 0x2066 && code <= 0x2069) || code == 0x200e || code == 0x200f)
        return 0;
    return size;
}

void
ck_put_clean(FILE *out, const char *text)
{
    const unsigned char *at = (const unsigned char *)text;

    while (*at != 0) {
        size_t size = printable(at);

        if (size > 0)
            fwrite(at, 1, size, out);
        else
            fprintf(out, "\\x%02x", *at);
        at += size > 0 ? size : 1;
    }
}

static void
put_json_text(const char *text)
{
    const unsigned char *at = (const unsigned char *)text;

    putchar('"');
    while (*at != 0) {
        size_t size = printable(at);

        if (*at == '"' || *at == '\\')
            printf("\\%c", *at);
        else if (size > 0)
            fwrite(at, 1, size, stdout);
        else if (*at < 0x80)
            printf("\\u%04x", *at);
        else /* no text at all: shown as a clean text shows it */
            printf("\\\\x%02x", *at);
        at += size > 0 ? size : 1;
    }
    putchar('"');
}

/* ---- One file ---- */

static const char *const names[CK_RESULTS] = {
    [CK_RESULT_INTERNAL] = "internal-error",
    [CK_RESULT_ACCEPTED] = "accepted",
    [CK_RESULT_REJECTED] = "rejected",
    [CK_RESULT_MALFORMED] = "malformed",
    [CK_RESULT_UNREADABLE] = "unreadable",
};

static void
put_line(const char *label, const char *text)
{
    if (*text == '\0')
        return;
    printf("  %-10s ", label);
    ck_put_clean(stdout, text);
    putchar('\n');
}

/* Which case the statement is of, once that is known. */
static void
put_case(const ck_options *options, const ck_record *record)
{
    if (record->texts[CK_TEXT_CASE][0] == '\0')
        return;
    printf("  %-10s claim ", "case:");
    ck_put_clean(stdout, record->texts[CK_TEXT_ID]);
    fputs(" of the case with SHA-256 ", stdout);
    ck_put_clean(stdout, record->texts[CK_TEXT_CASE]);
    putchar('\n');
    if (options->case_path == NULL)
        printf("  %-10s the statement stands alone: compare it with its case "
               "by --case\n",
               "");
    else if (record->result == CK_RESULT_ACCEPTED) {
        printf("  %-10s the statement is that of ", "");
        ck_put_clean(stdout, options->case_path);
        putchar('\n');
    }
}

static void
put_result(const ck_record *record)
{
    const char *path = record->texts[CK_TEXT_PATH];

    switch (record->result) {
    case CK_RESULT_ACCEPTED:
        fputs("  ACCEPTED", stdout);
        break;
    case CK_RESULT_REJECTED:
        fputs("  REJECTED: ", stdout);
        break;
    case CK_RESULT_MALFORMED:
        fputs("  MALFORMED: ", stdout);
        ck_put_clean(stdout, *path != '\0' ? path : "/");
        fputs(": ", stdout);
        break;
    case CK_RESULT_UNREADABLE:
        fputs("  UNREADABLE: ", stdout);
        break;
    default:
        fputs("  INTERNAL ERROR: ", stdout);
        break;
    }
    ck_put_clean(stdout, record->texts[CK_TEXT_MESSAGE]);
    putchar('\n');
}

static void
print_text(const ck_options *options, const char *path, const ck_record *record)
{
    ck_put_clean(stdout, path);
    putchar('\n');
    put_line("claim:", record->texts[CK_TEXT_CLAIM]);
    put_line("model:", record->texts[CK_TEXT_MODEL]);
    put_line("results:", record->texts[CK_TEXT_RESULTS]);
    if (record->texts[CK_TEXT_RESULTS][0] != '\0') {
        if (record->bits > 0)
            printf("  %-10s %lld bits\n",
                   "precision:", (long long)record->bits);
        else
            printf("  %-10s exact\n", "precision:");
    }
    put_case(options, record);
    put_result(record);
}

static void
print_json(const char *path, const ck_record *record, int first)
{
    static const char *const keys[CK_TEXTS] = {
        [CK_TEXT_PATH] = "path",       [CK_TEXT_MESSAGE] = "message",
        [CK_TEXT_CLAIM] = "claim",     [CK_TEXT_MODEL] = "model",
        [CK_TEXT_RESULTS] = "results", [CK_TEXT_CASE] = "case-sha256",
        [CK_TEXT_ID] = "claim-id",
    };

    printf("%s\n    {\"file\": ", first ? "" : ",");
    put_json_text(path);
    printf(", \"result\": \"%s\", \"bits\": %lld", names[record->result],
           (long long)record->bits);
    for (size_t k = 0; k < CK_TEXTS; k++)
        if (record->texts[k][0] != '\0') {
            printf(", \"%s\": ", keys[k]);
            put_json_text(record->texts[k]);
        }
    putchar('}');
}

void
ck_print_start(const ck_options *options)
{
    if (options->json)
        fputs("{\"certificates\": [", stdout);
}

int
ck_print_file(const ck_options *options, const char *path,
              const ck_record *record, int first)
{
    if (options->quiet && record->result == CK_RESULT_ACCEPTED)
        return 0;
    if (options->json)
        print_json(path, record, first);
    else
        print_text(options, path, record);
    return 1;
}

/* ---- The summary ---- */

static void
print_json_summary(const ck_options *options, const ck_summary *summary)
{
    printf("\n  ],\n  \"case-compared\": %s,\n  \"summary\": "
           "{\"certificates\": %zu",
           options->case_path != NULL ? "true" : "false", summary->total);
    for (size_t k = 0; k < CK_RESULTS; k++)
        printf(", \"%s\": %zu", names[k], summary->counts[k]);
    printf(", \"unreadable-folders\": %d, \"not-checked\": %zu}}\n",
           summary->unreadable, summary->unchecked);
}

void
ck_print_summary(const ck_options *options, const ck_summary *summary)
{
    const size_t *counts = summary->counts;
    size_t unreadable =
        counts[CK_RESULT_UNREADABLE] + (size_t)summary->unreadable;

    if (options->json) {
        print_json_summary(options, summary);
        return;
    }
    printf("%zu certificate%s: %zu accepted, %zu rejected, %zu malformed",
           summary->total, summary->total == 1 ? "" : "s",
           counts[CK_RESULT_ACCEPTED], counts[CK_RESULT_REJECTED],
           counts[CK_RESULT_MALFORMED]);
    if (unreadable > 0)
        printf(", %zu unreadable", unreadable);
    if (counts[CK_RESULT_INTERNAL] > 0)
        printf(", %zu internal error%s", counts[CK_RESULT_INTERNAL],
               counts[CK_RESULT_INTERNAL] == 1 ? "" : "s");
    if (summary->unchecked > 0)
        printf(", %zu not checked", summary->unchecked);
    putchar('\n');
}
