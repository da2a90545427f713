/* Headers of .npy files: a magic word, a version, a length, and a dictionary
   as Python writes it. */

#include "case/npy.h"

#include <stdio.h>
#include <string.h>

#include "case/quote.h"

enum { KEY_TYPE = 1, KEY_ORDER = 2, KEY_SHAPE = 4, ALL_KEYS = 7 };

/* Digits that a dimension may have: more are too many rows anyway. */
enum { DIMENSION_DIGITS = 9 };

typedef struct {
    const char *text; /* of the dictionary */
    size_t length, at;
    rc_npy *npy;
    rc_npy_error *error;
} header;

static rc_status
fail(rc_npy_error *error, const char *why)
{
    snprintf(error->text, sizeof error->text, "%s", why);
    return RC_INPUT;
}

static rc_status
malformed(const header *h)
{
    return fail(h->error,
                "has a header that is no dictionary with just 'descr', "
                "'fortran_order' and 'shape'");
}

/* ---- Pieces of the dictionary ---- */

static void
skip_blanks(header *h)
{
    while (h->at < h->length &&
           (h->text[h->at] == ' ' || h->text[h->at] == '\n'))
        h->at++;
}

/* Takes c, after blanks; 0 when something else is there. */
static int
take(header *h, char c)
{
    skip_blanks(h);
    if (h->at == h->length || h->text[h->at] != c)
        return 0;
    h->at++;
    return 1;
}

/* Takes a word, after blanks. */
static int
take_word(header *h, const char *word)
{
    const size_t length = strlen(word);

    skip_blanks(h);
    if (h->length - h->at < length ||
        memcmp(h->text + h->at, word, length) != 0)
        return 0;
    h->at += length;
    return 1;
}

/* Takes a string in quotes of either kind; 0 when there is none. */
static int
take_string(header *h, const char **text, size_t *length)
{
    const char quote = take(h, '\'') ? '\'' : '"';
    const char *end;

    if (quote == '"' && !take(h, '"'))
        return 0;
    *text = h->text + h->at;
    end = memchr(*text, quote, h->length - h->at);
    if (end == NULL)
        return 0;
    *length = (size_t)(end - *text);
    h->at += *length + 1;
    return 1;
}

/* ---- The values of the keys ---- */

/* c may be any byte, also the one that ends set. */
static int
is_one_of(char c, const char *set)
{
    return memchr(set, c, strlen(set)) != NULL;
}

/* "<f8": the byte order, the kind, the bytes. */
static int
set_type(rc_npy *npy, const char *text, size_t length)
{
    if (length != 3 || !is_one_of(text[0], "<>|") ||
        !is_one_of(text[1], "fiu") || !is_one_of(text[2], "1248"))
        return 0;
    npy->type = text[1] == 'f'   ? RC_NPY_FLOAT
                : text[1] == 'i' ? RC_NPY_SIGNED
                                 : RC_NPY_UNSIGNED;
    npy->size = (size_t)(text[2] - '0');
    npy->big_endian = text[0] == '>';
    if (npy->size == 1)
        return npy->type != RC_NPY_FLOAT;
    return text[0] != '|';
}

static rc_status
read_type(header *h)
{
    static const char allowed[] =
        "floats '<f2', '<f4', '<f8', integers '|i1', '<i2', '<i4', '<i8', "
        "'|u1', '<u2', '<u4', '<u8', and the same with '>'";
    const char *text;
    size_t length;
    rc_quotation q;

    if (!take_string(h, &text, &length)) {
        snprintf(h->error->text, sizeof h->error->text,
                 "has entries of several parts; allowed are %s", allowed);
        return RC_INPUT;
    }
    if (length > 0 && set_type(h->npy, text, length))
        return RC_OK;
    snprintf(h->error->text, sizeof h->error->text,
             "has entries of type %s; allowed are %s",
             rc_quote(&q, text, length), allowed);
    return RC_INPUT;
}

static rc_status
read_order(header *h)
{
    h->npy->by_columns = take_word(h, "True");
    return h->npy->by_columns || take_word(h, "False") ? RC_OK : malformed(h);
}

/* Takes decimal digits, after blanks. */
static rc_status
read_dimension(header *h, long *x)
{
    int digits = 0;

    skip_blanks(h);
    *x = 0;
    for (; h->at < h->length && h->text[h->at] >= '0' && h->text[h->at] <= '9';
         h->at++) {
        if (++digits > DIMENSION_DIGITS)
            return fail(h->error, "has more entries than can be read");
        *x = 10 * *x + (h->text[h->at] - '0');
    }
    return digits > 0 ? RC_OK : malformed(h);
}

/* (3, 4): the parenthesis may have a comma at its end. */
static rc_status
read_shape(header *h)
{
    long size[2] = {0, 0}, x;
    int count = 0, more = 1;

    if (!take(h, '('))
        return malformed(h);
    while (!take(h, ')')) {
        rc_status status = more ? read_dimension(h, &x) : malformed(h);

        if (status != RC_OK)
            return status;
        if (count < 2)
            size[count] = x;
        count++;
        more = take(h, ',');
    }
    if (count != 2) {
        snprintf(h->error->text, sizeof h->error->text,
                 "holds an array of %d dimension%s; a matrix has 2", count,
                 count == 1 ? "" : "s");
        return RC_INPUT;
    }
    h->npy->rows = size[0];
    h->npy->cols = size[1];
    if (size[0] >= 1 && size[0] <= RC_MATRIX_MAX_DIM && size[1] >= 1 &&
        size[1] <= RC_MATRIX_MAX_DIM)
        return RC_OK;
    snprintf(h->error->text, sizeof h->error->text,
             "holds a %ld x %ld matrix; from 1 to %d rows and columns are read",
             size[0], size[1], RC_MATRIX_MAX_DIM);
    return RC_INPUT;
}

/* ---- The whole ---- */

/* The key's bit; 0 for any other text. */
static int
find_key(const char *text, size_t length)
{
    if (length == strlen("descr") && memcmp(text, "descr", length) == 0)
        return KEY_TYPE;
    if (length == strlen("fortran_order") &&
        memcmp(text, "fortran_order", length) == 0)
        return KEY_ORDER;
    if (length == strlen("shape") && memcmp(text, "shape", length) == 0)
        return KEY_SHAPE;
    return 0;
}

/* One key with its value. *seen has the bits of the keys so far. */
static rc_status
read_pair(header *h, int *seen)
{
    const char *text;
    size_t length;
    int key;

    if (!take_string(h, &text, &length) || !take(h, ':'))
        return malformed(h);
    key = find_key(text, length);
    if (key == 0 || (*seen & key) != 0)
        return malformed(h);
    *seen |= key;
    return key == KEY_TYPE    ? read_type(h)
           : key == KEY_ORDER ? read_order(h)
                              : read_shape(h);
}

static rc_status
read_dictionary(header *h)
{
    int seen = 0, more = 1;

    if (!take(h, '{'))
        return malformed(h);
    while (!take(h, '}')) {
        rc_status status = more ? read_pair(h, &seen) : malformed(h);

        if (status != RC_OK)
            return status;
        more = take(h, ',');
    }
    skip_blanks(h);
    return seen == ALL_KEYS && h->at == h->length ? RC_OK : malformed(h);
}

rc_status
rc_npy_read_header(rc_npy *npy, const unsigned char *bytes, size_t length,
                   rc_npy_error *error)
{
    static const unsigned char magic[6] = {0x93, 'N', 'U', 'M', 'P', 'Y'};
    size_t start, size;

    if (length < 10 || memcmp(bytes, magic, sizeof magic) != 0)
        return fail(error, "is no .npy file: it does not begin like one");
    if (bytes[6] < 1 || bytes[6] > 3 || bytes[7] != 0) {
        snprintf(error->text, sizeof error->text,
                 "is of version %d.%d; 1.0, 2.0 and 3.0 are read", bytes[6],
                 bytes[7]);
        return RC_INPUT;
    }
    start = bytes[6] == 1 ? 10 : 12;
    if (length < start)
        return fail(error, "ends within its header");
    size = bytes[8] | (size_t)bytes[9] << 8;
    if (start == 12)
        size |= (size_t)bytes[10] << 16 | (size_t)bytes[11] << 24;
    if (size > RC_NPY_HEADER_MAX - start) {
        snprintf(error->text, sizeof error->text,
                 "has a header of %zu bytes; at most %zu are read", size,
                 RC_NPY_HEADER_MAX - start);
        return RC_INPUT;
    }
    if (size > length - start)
        return fail(error, "ends within its header");

    header h = {(const char *)bytes + start, size, 0, npy, error};

    npy->offset = start + size;
    return read_dictionary(&h);
}
