/* Growing texts for people. */

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "claim.h"

/* Matrices with more entries, or texts longer than this, are told by size. */
enum { ENTRIES_MOST = 64, NUMBER_MOST = 80 };

/* Room for `more` bytes and a zero byte. */
static void
make_room(ck_words *w, size_t more)
{
    size_t allocated = w->allocated > 0 ? w->allocated : 64;
    char *bytes;

    while (allocated - w->length <= more)
        allocated *= 2;
    if (allocated == w->allocated)
        return;
    bytes = ck_allocate(allocated, 1);
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
    if (length < 0)
        return;
    make_room(w, (size_t)length);
    va_start(arguments, format);
    length = vsnprintf(w->bytes + w->length, w->allocated - w->length, format,
                       arguments);
    va_end(arguments);
    if (length > 0)
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

static void
add_rational(ck_words *w, mpq_srcptr x)
{
    size_t digits =
        mpz_sizeinbase(mpq_numref(x), 10) + mpz_sizeinbase(mpq_denref(x), 10);
    char *text;

    if (digits > NUMBER_MOST) {
        ck_words_add(w, "(a fraction of %zu digits)", digits);
        return;
    }
    text = ck_allocate(digits + 3, 1);
    ck_words_add(w, "%s", mpq_get_str(text, 10, x));
    ck_release(text);
}

/* An expression by its value, to a few digits. */
static void
add_value(ck_words *w, const ck_number *x)
{
    mpfi_t value;
    mpfr_t middle;

    mpfi_init2(value, 128);
    mpfr_init2(middle, 128);
    if (ck_number_enclose(value, x)) {
        char text[64];

        mpfi_mid(middle, value);
        mpfr_snprintf(text, sizeof text, "%.12Rg...", middle);
        ck_words_add(w, "%s", text);
    } else {
        ck_words_add(w, "(an expression)");
    }
    mpfr_clear(middle);
    mpfi_clear(value);
}

void
ck_words_add_number(ck_words *w, const ck_number *x)
{
    if (ck_number_is_rational(x))
        add_rational(w, x->rational);
    else
        add_value(w, x);
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
