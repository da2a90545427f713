/* Headers of .npy files: "\x93NUMPY", a version, a length, and a dictionary in
   Python's notation with the keys descr, fortran_order and shape. */

#include <stdio.h>
#include <string.h>

#include "case_npy.h"

enum { MAGIC = 6, VERSION_END = 8, DESCR = 1, ORDER = 2, SHAPE = 4, ALL = 7 };

/* The longest word is fortran_order. */
enum { WORD_MOST = 13 };

/* The rest of the dictionary's text. */
typedef struct {
    const char *at, *end;
} rest;

static const char not_a_dictionary[] =
    "its header is no dictionary of just descr, fortran_order and shape";

static void
skip_blanks(rest *r)
{
    while (r->at < r->end && (*r->at == ' ' || *r->at == '\n'))
        r->at++;
}

/* Takes the word when it comes next, after blanks. */
static int
take(rest *r, const char *word)
{
    const size_t length = strlen(word);

    skip_blanks(r);
    if ((size_t)(r->end - r->at) < length || memcmp(r->at, word, length) != 0)
        return 0;
    r->at += length;
    return 1;
}

/* Takes the word in quotes of either kind. */
static int
take_quoted(rest *r, const char *word)
{
    char text[WORD_MOST + 3];

    /* no test can see this: the order of the two, or the last one twice */
    for (int k = 0; k < 2; k++) {
        /* no test can see this, either */
        const char quote = k == 0 ? '\'' : '"';

        (void)snprintf(text, sizeof text, "%c%s%c", quote, word, quote);
        if (take(r, text))
            return 1;
    }
    return 0;
}

/* Of the sizes 1, 2, 4 and 8. */
static int
is_known_size(char type, size_t size)
{
    return size != 1 || type != 'f';
}

/* '<f8': the order of bytes, the type, the size. */
static int
read_descr(rest *r, ck_npy *npy)
{
    static const char orders[] = "<>|";
    static const char types[] = "fiu";
    static const char digits[] = "1248";

    /* no test can see this: one more would be a float of one byte */
    for (size_t k = 0; k < 3 * 3 * 4; k++) {
        const char word[] = {orders[k / 12], types[k / 4 % 3], digits[k % 4],
                             '\0'};

        npy->type = word[1];
        npy->size = (size_t)(word[2] - '0');
        npy->big_endian = word[0] == '>';
        if (is_known_size(npy->type, npy->size) &&
            (word[0] != '|' || npy->size == 1) && take_quoted(r, word))
            return 1;
    }
    return 0;
}

static int
read_order(rest *r, ck_npy *npy)
{
    npy->by_columns = take(r, "True");
    return npy->by_columns || take(r, "False");
}

/* A number from 1 to most. */
static int
read_dimension(rest *r, long most, long *x)
{
    *x = 0;
    skip_blanks(r);
    for (; r->at < r->end && *r->at >= '0' && *r->at <= '9'; r->at++) {
        if (*x > most / 10)
            return 0;
        *x = 10 * *x + (*r->at - '0');
    }
    return *x >= 1 && *x <= most;
}

/* (3, 4) or (3, 4,) */
static int
read_shape(rest *r, ck_npy *npy, long most)
{
    if (!take(r, "(") || !read_dimension(r, most, &npy->rows) ||
        !take(r, ",") || !read_dimension(r, most, &npy->cols))
        return 0;
    (void)take(r, ",");
    return take(r, ")");
}

/* One key with its value; *seen has those so far. */
static int
read_pair(rest *r, ck_npy *npy, long most, int *seen, const char **why)
{
    static const char *const keys[] = {"descr", "fortran_order", "shape"};
    int key = 0;

    /* no test can see this: another key would be looked for behind the list */
    while (key < 3 && !take_quoted(r, keys[key]))
        key++;
    if (key == 3 || (*seen & 1 << key) != 0 || !take(r, ":"))
        return 0;
    *seen |= 1 << key;
    switch (1 << key) {
    case DESCR:
        *why = "its entries are neither floats of 2, 4 or 8 bytes nor integers";
        return read_descr(r, npy);
    case ORDER:
        return read_order(r, npy);
    default:
        *why = "its shape is not rows x columns, or larger than is read "
               "(--max-dim)";
        return read_shape(r, npy, most);
    }
}

static int
read_dictionary(rest *r, ck_npy *npy, long most, const char **why)
{
    int seen = 0, more = 1;

    *why = not_a_dictionary;
    if (!take(r, "{"))
        return 0;
    while (!take(r, "}")) {
        *why = not_a_dictionary;
        if (!more || !read_pair(r, npy, most, &seen, why))
            return 0;
        more = take(r, ",");
    }
    skip_blanks(r);
    *why = not_a_dictionary;
    return seen == ALL && r->at == r->end;
}

/* Where the dictionary begins, and npy->offset, where it ends. */
static int
read_start(ck_npy *npy, const unsigned char *bytes, size_t length,
           size_t *start, const char **why)
{
    size_t size = 0;

    *why = "it is no .npy file of version 1.0, 2.0 or 3.0";
    if (length < VERSION_END || memcmp(bytes, "\x93NUMPY", MAGIC) != 0 ||
        bytes[6] < 1 || bytes[6] > 3 || bytes[7] != 0)
        return 0;
    *start = VERSION_END + (bytes[6] == 1 ? 2 : 4);
    *why = "it ends within its header";
    if (length < *start)
        return 0;
    for (size_t k = *start; k > VERSION_END; k--)
        size = size << 8 | bytes[k - 1];
    npy->offset = *start + size;
    return size <= length - *start;
}

/* The entries are all of the rest, without overflow. */
static int
is_filled(const ck_npy *npy, size_t length)
{
    const size_t count = (length - npy->offset) / npy->size;
    const size_t cols = (size_t)npy->cols;

    return (length - npy->offset) % npy->size == 0 && count % cols == 0 &&
           count / cols == (size_t)npy->rows;
}

int
ck_npy_header(ck_npy *npy, const unsigned char *bytes, size_t length, long most,
              const char **why)
{
    size_t start;
    rest r;

    *npy = (ck_npy){.size = 1};
    if (!read_start(npy, bytes, length, &start, why))
        return 0;
    r.at = (const char *)bytes + start;
    r.end = (const char *)bytes + npy->offset;
    if (!read_dictionary(&r, npy, most, why))
        return 0;
    *why = "its size is not that of its entries";
    return is_filled(npy, length);
}
