/* Messages about bad input, in the form compilers use. */

#include <string.h>

#include "report/glyph.h"
#include "report/report.h"

enum {
    LINE_MOST = 100,  /* columns shown of a line */
    BEFORE_CARET = 60 /* of them before the caret when the line is cut */
};

/* Bytes of the line break at text[0..length), 0 when there is none. YAML 1.1
   breaks lines at CR, LF, CR LF, NEL, LS and PS, and positions count those. */
static size_t
line_break(const char *text, size_t length)
{
    if (length >= 2 && memcmp(text, "\r\n", 2) == 0)
        return 2;
    if (length >= 1 && (*text == '\n' || *text == '\r'))
        return 1;
    if (length >= 2 && memcmp(text, "\xc2\x85", 2) == 0)
        return 2;
    if (length >= 3 && (memcmp(text, "\xe2\x80\xa8", 3) == 0 ||
                        memcmp(text, "\xe2\x80\xa9", 3) == 0))
        return 3;
    return 0;
}

/* Narrows *text and *length to one line, counted from 1, without its break;
   to nothing when there are not that many. */
static void
find_line(const char **text, size_t *length, size_t line)
{
    size_t at = 0, end;

    for (size_t k = 1; k < line; k++) {
        size_t skip = 0;

        while (at < *length && skip == 0) {
            skip = line_break(*text + at, *length - at);
            at += skip > 0 ? skip : 1;
        }
    }
    end = at;
    while (end < *length && line_break(*text + end, *length - end) == 0)
        end++;
    *text += at;
    *length = end - at;
}

/* Bytes of the first `count` characters of text, or of all of it. */
static size_t
skip_characters(const char *text, size_t length, size_t count)
{
    size_t at = 0;

    for (size_t k = 0; k < count && at < length; k++)
        at += rc_glyph_at(text + at, length - at).bytes;
    return at;
}

static void
put_cut_line(FILE *out, const char *text, size_t length, const char *mark)
{
    size_t end = skip_characters(text, length, LINE_MOST);

    fputs(mark, out);
    rc_glyph_put(out, text, end);
    fputs(end < length ? "...\n" : "\n", out);
}

void
rc_report_input_error(FILE *out, const char *file, const char *bytes,
                      size_t length, const rc_report_error *error)
{
    const char *text = bytes, *mark = "";
    size_t before = error->column > 0 ? error->column - 1 : 0;
    size_t start = 0, caret;

    rc_glyph_put(out, file, strlen(file));
    fprintf(out, ":%zu:%zu: error: ", error->line, error->column);
    rc_glyph_put(out, error->message, strlen(error->message));
    fputc('\n', out);
    find_line(&text, &length, error->line);
    if (length == 0)
        return;
    if (before >= LINE_MOST) {
        start = skip_characters(text, length, before - BEFORE_CARET);
        before = BEFORE_CARET;
        mark = "...";
    }
    text += start;
    length -= start;
    put_cut_line(out, text, length, mark);
    caret = skip_characters(text, length, before);
    caret = strlen(mark) + rc_glyph_columns(text, caret);
    fprintf(out, "%*s^\n", (int)caret, "");
}
