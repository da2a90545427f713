/* The JSON document of a run. */

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "report/report.h"
#include "utf8.h"

/* Writes one character of a string: at most `bytes` bytes of text. */
static void
put_character(FILE *out, const char *text, size_t bytes)
{
    unsigned char first = (unsigned char)*text;

    if (bytes == 0)
        fputs("\\ufffd", out);
    else if (first == '"' || first == '\\')
        fprintf(out, "\\%c", first);
    else if (first == '\n')
        fputs("\\n", out);
    else if (first == '\t')
        fputs("\\t", out);
    else if (first < 0x20 || first == 0x7f)
        fprintf(out, "\\u%04x", (unsigned)first);
    else
        fwrite(text, 1, bytes, out);
}

/* A string; bytes that are not UTF-8 become U+FFFD. NULL becomes null. */
static void
put_string(FILE *out, const char *text)
{
    size_t length, bytes;
    unsigned long code;

    if (text == NULL) {
        fputs("null", out);
        return;
    }
    length = strlen(text);
    fputc('"', out);
    for (size_t at = 0; at < length; at += bytes + (bytes == 0)) {
        bytes = rc_utf8_decode(&code, text + at, length - at);
        put_character(out, text + at, bytes);
    }
    fputc('"', out);
}

static void
put_member(FILE *out, const char *before, const char *text)
{
    fputs(before, out);
    put_string(out, text);
}

static rc_status
put_values(FILE *out, const rc_certificate *certificate)
{
    char *values;

    if (certificate == NULL) {
        fputs("{}", out);
        return RC_OK;
    }
    values = rc_certificate_values_json(certificate);
    if (values == NULL)
        return RC_NOMEM;
    fputs(values, out);
    free(values);
    return RC_OK;
}

static rc_status
put_claim(FILE *out, const rc_report_claim *claim)
{
    rc_outcome outcome = rc_report_outcome(claim->verdict, claim->expected);
    int64_t milliseconds = (claim->microseconds + 500) / 1000;
    rc_status status;

    put_member(out, "{\"id\": ", claim->id);
    put_member(out, ", \"kind\": ", claim->kind);
    put_member(out, ", \"verdict\": ", rc_verdict_name(claim->verdict));
    put_member(out, ",\n     \"expected\": ", rc_verdict_name(claim->expected));
    fprintf(out, ", \"met\": %s", outcome == RC_OUTCOME_MET ? "true" : "false");
    fprintf(out, ", \"bits\": %" PRIdMAX, (intmax_t)claim->bits);
    fprintf(out, ", \"seconds\": %" PRId64 ".%03" PRId64, milliseconds / 1000,
            milliseconds % 1000);
    put_member(out, ",\n     \"reason\": ", claim->reason);
    fputs(", \"values\": ", out);
    status = put_values(out, claim->certificate);
    put_member(out, ",\n     \"certificate\": ", claim->document);
    fputc('}', out);
    return status;
}

static void
put_errors(FILE *out, const rc_report_case *c)
{
    fputs("   \"errors\": [", out);
    for (size_t k = 0; k < c->error_count; k++) {
        fprintf(out, "%s{\"line\": %zu, \"column\": %zu",
                k == 0 ? "" : ",\n    ", c->errors[k].line,
                c->errors[k].column);
        put_member(out, ", \"message\": ", c->errors[k].message);
        fputc('}', out);
    }
    fputs("],\n", out);
}

static rc_status
put_case(FILE *out, const rc_report_case *c)
{
    rc_status status = RC_OK;

    put_member(out, "{\"file\": ", c->file);
    put_member(out, ", \"sha256\": ", c->sha256);
    put_member(out, ",\n   \"title\": ", c->title);
    fputs(",\n", out);
    if (c->error_count > 0)
        put_errors(out, c);
    fputs("   \"claims\": [", out);
    for (size_t k = 0; k < c->claim_count && status == RC_OK; k++) {
        fputs(k == 0 ? "\n    " : ",\n    ", out);
        status = put_claim(out, &c->claims[k]);
    }
    fputs("]}", out);
    return status;
}

static void
put_change(FILE *out, const rc_report_change *change)
{
    put_member(out, "{\"case\": ", change->name);
    put_member(out, ", \"id\": ", change->id);
    put_member(out, ", \"change\": ", rc_report_change_name(change->kind));
    if (change->check > 0)
        fprintf(out, ", \"check\": %zu", change->check);
    put_member(out, ", \"before\": ", change->before);
    put_member(out, ", \"after\": ", change->after);
    fputc('}', out);
}

static void
put_against(FILE *out, const rc_report_against *against)
{
    put_member(out, ",\n \"against\": {\"directory\": ", against->directory);
    fputs(", \"changes\": [", out);
    for (size_t k = 0; k < against->count; k++) {
        fputs(k == 0 ? "\n  " : ",\n  ", out);
        put_change(out, &against->changes[k]);
    }
    fprintf(out, "],\n  \"losses\": %zu}", rc_report_count_losses(against));
}

rc_status
rc_report_json(FILE *out, const char *version, const rc_report_case *cases,
               size_t count, const rc_report_against *against)
{
    rc_report_totals totals = rc_report_count(cases, count);
    rc_status status = RC_OK;

    put_member(out, "{\"rankcert\": ", version);
    fputs(",\n \"cases\": [", out);
    for (size_t k = 0; k < count && status == RC_OK; k++) {
        fputs(k == 0 ? "\n  " : ",\n  ", out);
        status = put_case(out, &cases[k]);
    }
    fprintf(out, "],\n \"met\": %zu, \"unmet\": %zu, \"undecided\": %zu",
            totals.met, totals.unmet, totals.undecided);
    if (against != NULL)
        put_against(out, against);
    fputs("}\n", out);
    if (status == RC_OK && ferror(out))
        status = RC_IO;
    return status;
}
