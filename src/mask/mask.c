/* Attention masks: building them and asking for edges. */

#include <stdlib.h>

#include "mask/mask.h"

rc_status
rc_mask_new(rc_mask **mask, long n)
{
    rc_mask *made;
    long i;

    *mask = NULL;
    if (n < 1 || n > RC_MASK_MAX_TOKENS)
        return RC_LIMIT;
    made = malloc(sizeof *made);
    if (made == NULL)
        return RC_NOMEM;
    made->n = n;
    made->words = rc_words_for(n);
    made->rows = calloc((size_t)n * made->words, sizeof *made->rows);
    if (made->rows == NULL) {
        free(made);
        return RC_NOMEM;
    }
    for (i = 0; i < n; i++)
        rc_bits_set(rc_mask_row(made, i), i);
    *mask = made;
    return RC_OK;
}

void
rc_mask_free(rc_mask *mask)
{
    if (mask != NULL)
        free(mask->rows);
    free(mask);
}

/* Token i attends to tokens first..last, 0 <= first <= last < n. */
static void
add_range(rc_mask *mask, long i, long first, long last)
{
    uint64_t *row = rc_mask_row(mask, i);
    size_t from = (size_t)first / RC_WORD_BITS;
    size_t to = (size_t)last / RC_WORD_BITS;
    uint64_t head = ~(uint64_t)0 << (first % RC_WORD_BITS);
    uint64_t tail = ~(uint64_t)0 >> (RC_WORD_BITS - 1 - last % RC_WORD_BITS);
    size_t k;

    if (from == to) {
        row[from] |= head & tail;
        return;
    }
    row[from] |= head;
    for (k = from + 1; k < to; k++)
        row[k] = ~(uint64_t)0;
    row[to] |= tail;
}

static long
least(long a, long b)
{
    return a < b ? a : b;
}

static long
greatest(long a, long b)
{
    return a > b ? a : b;
}

void
rc_mask_add_complete(rc_mask *mask)
{
    long i;

    for (i = 0; i < mask->n; i++)
        add_range(mask, i, 0, mask->n - 1);
}

void
rc_mask_add_causal(rc_mask *mask)
{
    long i;

    for (i = 0; i < mask->n; i++)
        add_range(mask, i, 0, i);
}

rc_status
rc_mask_add_window(rc_mask *mask, long width)
{
    long i, n = mask->n;

    if (width < 0)
        return RC_DOMAIN;
    width = least(width, n); /* no sum below overflows */
    for (i = 0; i < n; i++)
        add_range(mask, i, greatest(i - width, 0), least(i + width, n - 1));
    return RC_OK;
}

rc_status
rc_mask_add_causal_window(rc_mask *mask, long width)
{
    long i;

    if (width < 1)
        return RC_DOMAIN;
    width = least(width, mask->n);
    for (i = 0; i < mask->n; i++)
        add_range(mask, i, greatest(i - width + 1, 0), i);
    return RC_OK;
}

rc_status
rc_mask_add_dilated_window(rc_mask *mask, long width, long step)
{
    long m, i, n = mask->n;

    if (width < 0 || step < 1)
        return RC_DOMAIN;
    if (step >= n) /* only m = 0 is left */
        return RC_OK;
    for (m = 1; m <= width && m * step < n; m++)
        for (i = m * step; i < n; i++) {
            rc_bits_set(rc_mask_row(mask, i), i - m * step);
            rc_bits_set(rc_mask_row(mask, i - m * step), i);
        }
    return RC_OK;
}

rc_status
rc_mask_add_global(rc_mask *mask, long global)
{
    long i, n = mask->n;

    if (global < 0 || global > n)
        return RC_DOMAIN;
    if (global == 0)
        return RC_OK;
    for (i = 0; i < n; i++)
        add_range(mask, i, 0, i < global ? n - 1 : global - 1);
    return RC_OK;
}

rc_status
rc_mask_add_star(rc_mask *mask, long centre)
{
    long i;

    if (centre < 0 || centre >= mask->n)
        return RC_DOMAIN;
    add_range(mask, centre, 0, mask->n - 1);
    for (i = 0; i < mask->n; i++)
        rc_bits_set(rc_mask_row(mask, i), centre);
    return RC_OK;
}

rc_status
rc_mask_add_edge(rc_mask *mask, long from, long to)
{
    if (from < 0 || from >= mask->n || to < 0 || to >= mask->n)
        return RC_DOMAIN;
    rc_bits_set(rc_mask_row(mask, to), from);
    return RC_OK;
}

rc_status
rc_mask_add_mask(rc_mask *mask, const rc_mask *other)
{
    size_t k, count = (size_t)mask->n * mask->words;

    if (mask->n != other->n)
        return RC_DOMAIN;
    for (k = 0; k < count; k++)
        mask->rows[k] |= other->rows[k];
    return RC_OK;
}

long
rc_mask_tokens(const rc_mask *mask)
{
    return mask->n;
}

int
rc_mask_has(const rc_mask *mask, long i, long j)
{
    return rc_bits_has(rc_mask_row(mask, i), j);
}

long
rc_mask_degree(const rc_mask *mask, long i)
{
    const uint64_t *row = rc_mask_row(mask, i);
    long degree = 0;
    size_t k;

    for (k = 0; k < mask->words; k++)
        degree += rc_bits_count(row[k]);
    return degree;
}

int
rc_mask_is_lower_triangular(const rc_mask *mask)
{
    long i, n = mask->n;

    for (i = 0; i < n; i++) {
        const uint64_t *row = rc_mask_row(mask, i);
        size_t k = (size_t)i / RC_WORD_BITS;

        /* Shifted twice: a shift by the whole word is undefined. */
        if (row[k] >> (i % RC_WORD_BITS) >> 1 != 0)
            return 0;
        for (k++; k < mask->words; k++)
            if (row[k] != 0)
                return 0;
    }
    return 1;
}
