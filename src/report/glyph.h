/* Text as it stands in columns of a terminal. */

#ifndef RANKCERT_REPORT_GLYPH_H
#define RANKCERT_REPORT_GLYPH_H

#include <stddef.h>
#include <stdio.h>

/* One character: the bytes it takes, and how it is shown. Unfit ones (see
   report.h) are shown as U+FFFD, tabs as spaces. */
typedef struct {
    size_t bytes;
    size_t columns; /* 0 for combining marks, 2 for wide characters */
    const char *shown;
    size_t shown_bytes;
} rc_glyph;

/* The character at text[0..length), length > 0. shown may point into text. */
rc_glyph rc_glyph_at(const char *text, size_t length);

/* Columns that text[0..length) takes. */
size_t rc_glyph_columns(const char *text, size_t length);

/* Writes text[0..length). */
void rc_glyph_put(FILE *out, const char *text, size_t length);

typedef enum {
    RC_CELL_LEFT,      /* padded on the right, cut at the end */
    RC_CELL_RIGHT,     /* padded on the left, never cut: for numbers */
    RC_CELL_LEFT_TAIL, /* padded on the right, cut at the start */
    RC_CELL_LAST       /* not padded, cut at the end */
} rc_cell;

/* Writes text in exactly width columns (a number may take more, the last cell
   less), with "..." where it was cut. */
void rc_cell_put(FILE *out, const char *text, size_t width, rc_cell cell);

#endif
