/* Widths of characters, and text cut and padded to them. */

#include <string.h>

#include "report/glyph.h"
#include "utf8.h"

typedef struct {
    unsigned long first, last;
} range;

/* Marks that join the character before them. */
static const range no_columns[] = {
    {0x0300, 0x036f}, {0x0483, 0x0489},  {0x0591, 0x05bd}, {0x0610, 0x061a},
    {0x064b, 0x065f}, {0x093c, 0x093c},  {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff},
    {0x200b, 0x200d}, {0x20d0, 0x20ff},  {0x3099, 0x309a}, {0xfe00, 0xfe0f},
    {0xfe20, 0xfe2f}, {0xe0100, 0xe01ef}};

/* East Asian wide and full-width characters, and pictographs. */
static const range two_columns[] = {
    {0x1100, 0x115f},   {0x2e80, 0x303e},   {0x3041, 0x4dbf},
    {0x4e00, 0xa4cf},   {0xa960, 0xa97c},   {0xac00, 0xd7a3},
    {0xf900, 0xfaff},   {0xfe30, 0xfe6f},   {0xff01, 0xff60},
    {0xffe0, 0xffe6},   {0x1f300, 0x1f64f}, {0x1f680, 0x1f6ff},
    {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd}};

/* C0 and C1 controls, line separators, and what reorders text or hides. */
static const range unfit[] = {
    {0x0000, 0x001f}, {0x007f, 0x009f}, {0x061c, 0x061c}, {0x200e, 0x200f},
    {0x2028, 0x202e}, {0x2060, 0x206f}, {0xfeff, 0xfeff}, {0xfff9, 0xfffb}};

#define COUNT(ranges) (sizeof(ranges) / sizeof(ranges)[0])

static int
is_in(unsigned long code, const range *ranges, size_t count)
{
    for (size_t k = 0; k < count; k++)
        if (ranges[k].first <= code && code <= ranges[k].last)
            return 1;
    return 0;
}

rc_glyph
rc_glyph_at(const char *text, size_t length)
{
    unsigned long code = 0;
    rc_glyph glyph;

    glyph.bytes = rc_utf8_decode(&code, text, length);
    if (glyph.bytes == 1 && code == '\t') {
        glyph.shown = " ";
        glyph.shown_bytes = 1;
        glyph.columns = 1;
    } else if (glyph.bytes == 0 || is_in(code, unfit, COUNT(unfit))) {
        glyph.bytes += glyph.bytes == 0;
        glyph.shown = "\xef\xbf\xbd";
        glyph.shown_bytes = 3;
        glyph.columns = 1;
    } else {
        glyph.shown = text;
        glyph.shown_bytes = glyph.bytes;
        glyph.columns = is_in(code, no_columns, COUNT(no_columns))     ? 0
                        : is_in(code, two_columns, COUNT(two_columns)) ? 2
                                                                       : 1;
    }
    return glyph;
}

size_t
rc_glyph_columns(const char *text, size_t length)
{
    size_t columns = 0;

    for (size_t at = 0; at < length;) {
        rc_glyph glyph = rc_glyph_at(text + at, length - at);

        columns += glyph.columns;
        at += glyph.bytes;
    }
    return columns;
}

/* Writes text[0..length) as far as `most` columns go; returns those used. */
static size_t
put_start(FILE *out, const char *text, size_t length, size_t most)
{
    size_t columns = 0;

    for (size_t at = 0; at < length;) {
        rc_glyph glyph = rc_glyph_at(text + at, length - at);

        if (columns + glyph.columns > most)
            break;
        fwrite(glyph.shown, 1, glyph.shown_bytes, out);
        columns += glyph.columns;
        at += glyph.bytes;
    }
    return columns;
}

void
rc_glyph_put(FILE *out, const char *text, size_t length)
{
    put_start(out, text, length, (size_t)-1);
}

/* Writes the end of text that takes at most `most` columns. */
static size_t
put_end(FILE *out, const char *text, size_t length, size_t most)
{
    size_t columns = rc_glyph_columns(text, length);
    size_t at = 0;

    while (at < length && columns > most) {
        rc_glyph glyph = rc_glyph_at(text + at, length - at);

        columns -= glyph.columns;
        at += glyph.bytes;
    }
    return put_start(out, text + at, length - at, most);
}

static const char dots[] = "...";

static size_t
put_cut(FILE *out, const char *text, size_t length, size_t width, rc_cell cell)
{
    size_t mark = width < 3 ? width : 3;
    size_t used;

    if (cell == RC_CELL_LEFT_TAIL) {
        fwrite(dots, 1, mark, out);
        return mark + put_end(out, text, length, width - mark);
    }
    used = put_start(out, text, length, width - mark);
    fwrite(dots, 1, mark, out);
    return used + mark;
}

static void
put_spaces(FILE *out, size_t count)
{
    for (; count > 0; count--)
        fputc(' ', out);
}

void
rc_cell_put(FILE *out, const char *text, size_t width, rc_cell cell)
{
    size_t length = strlen(text);
    size_t columns = rc_glyph_columns(text, length);

    if (cell == RC_CELL_RIGHT) {
        put_spaces(out, columns < width ? width - columns : 0);
        rc_glyph_put(out, text, length);
        return;
    }
    if (columns > width)
        columns = put_cut(out, text, length, width, cell);
    else
        rc_glyph_put(out, text, length);
    if (cell != RC_CELL_LAST)
        put_spaces(out, width - columns);
}
