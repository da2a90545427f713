/* Growing texts for people. */

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "claim.h"

/* Matrices with more entries, and numbers of more characters, are told by
   size. */
enum { ENTRIES_MOST = 64, NUMBER_MOST = 80 };

/* Room for `more` bytes and a zero byte. */
static void
make_room(ck_words *w, size_t more)
{
    size_t allocated = w->allocated > 0 ? w->allocated : 64;
    char *bytes;

    while (allocated - w->length <= more)
        allocated *= 2;
    if (allocated == w->allocated) /* no test can see this: it saves work */
        return;
    bytes = ck_allocate(allocated, 1);
    /* no test can see this: nothing is copied from nowhere */
    if (w->length > 0)
        memcpy(bytes, w->bytes, w->length);
    ck_release(w->bytes);
    w->bytes = bytes;
    w->allocated = allocated;
}

void
ck_words_add(ck_words *w, const char *format, ...)
{
    va_list arguments;
    int length;

    va_start(arguments, format);
    length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0) /* no test can see this: no format is wrong */
        return;
    make_room(w, (size_t)length);
    va_start(arguments, format);
    length = vsnprintf(w->bytes + w->length, w->allocated - w->length, format,
                       arguments);
    va_end(arguments);
    if (length > 0) /* no test can see this: adding 0 changes nothing */
        w->length += (size_t)length;
}

void
ck_words_clear(ck_words *w)
{
    ck_release(w->bytes);
    w->bytes = NULL;
    w->length = 0;
    w->allocated = 0;
}

void
ck_words_add_number(ck_words *w, const ck_number *x)
{
    char *text = ck_number_text(x);
    size_t length = strlen(text);

    if (length > NUMBER_MOST)
        ck_words_add(w, "(a number of %zu characters)", length);
    else
        ck_words_add(w, "%s", text);
    ck_release(text);
}

void
ck_words_add_matrix(ck_words *w, const ck_matrix *m)
{
    if (m->rows == 0 || m->cols > ENTRIES_MOST / m->rows) {
        ck_words_add(w, "a %ld x %ld matrix", m->rows, m->cols);
        return;
    }
    ck_words_add(w, "[");
    for (long i = 0; i < m->rows; i++) {
        ck_words_add(w, "%s[", i > 0 ? ", " : "");
        for (long j = 0; j < m->cols; j++) {
            if (j > 0)
                ck_words_add(w, ", ");
            ck_words_add_number(w, ck_matrix_at(m, i, j));
        }
        ck_words_add(w, "]");
    }
    ck_words_add(w, "]");
}
