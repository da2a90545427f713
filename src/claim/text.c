#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "text.h"

#define SHOWN_ENTRIES 256

void
rc_text_init(rc_text *text)
{
    *text = (rc_text){0};
}

void
rc_text_clear(rc_text *text)
{
    free(text->bytes);
    rc_text_init(text);
}

static int
reserve(rc_text *text, size_t more)
{
    size_t wanted = text->length + more + 1;
    char *bytes;

    if (wanted <= text->allocated)
        return 1;
    wanted += wanted / 2 + 64;
    bytes = realloc(text->bytes, wanted);
    if (bytes == NULL) {
        text->lost = 1;
        return 0;
    }
    text->bytes = bytes;
    text->allocated = wanted;
    return 1;
}

void
rc_text_add(rc_text *text, const char *format, ...)
{
    va_list list, again;
    int length;

    va_start(list, format);
    va_copy(again, list);
    length = vsnprintf(NULL, 0, format, list);
    if (length < 0)
        text->lost = 1;
    else if (reserve(text, (size_t)length)) {
        vsnprintf(text->bytes + text->length, (size_t)length + 1, format,
                  again);
        text->length += (size_t)length;
    }
    va_end(again);
    va_end(list);
}

void
rc_text_add_number(rc_text *text, const rc_number_t x)
{
    char *number = rc_number_get_text(x);

    if (number == NULL)
        text->lost = 1;
    else
        rc_text_add(text, "%s", number);
    free(number);
}

void
rc_text_add_matrix(rc_text *text, const rc_matrix_t m)
{
    if (m->rows * m->cols > SHOWN_ENTRIES) {
        rc_text_add(text, "a %ld by %ld matrix", (long)m->rows, (long)m->cols);
        return;
    }
    rc_text_add(text, "[");
    for (slong i = 0; i < m->rows; i++) {
        rc_text_add(text, i == 0 ? "[" : ", [");
        for (slong j = 0; j < m->cols; j++) {
            if (j > 0)
                rc_text_add(text, ", ");
            rc_text_add_number(text, rc_matrix_entry(m, i, j));
        }
        rc_text_add(text, "]");
    }
    rc_text_add(text, "]");
}

char *
rc_text_take(rc_text *text)
{
    char *bytes = NULL;

    if (!text->lost && reserve(text, 0)) {
        text->bytes[text->length] = '\0';
        bytes = text->bytes;
        text->bytes = NULL;
    }
    rc_text_clear(text);
    return bytes;
}
