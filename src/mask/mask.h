/* How a mask is held; for the files of this room. */

#ifndef RANKCERT_MASK_MASK_H
#define RANKCERT_MASK_MASK_H

#include <stddef.h>
#include <stdint.h>

#include <rankcert/mask.h>

#define RC_WORD_BITS 64

/* Row i is the set N_i as bits: word k of it holds tokens 64 k .. 64 k + 63,
   bits past the last token are zero. */
struct rc_mask {
    long n;
    size_t words; /* per row */
    uint64_t *rows;
};

static inline size_t
rc_words_for(long n)
{
    return ((size_t)n + RC_WORD_BITS - 1) / RC_WORD_BITS;
}

static inline uint64_t *
rc_mask_row(const rc_mask *mask, long i)
{
    return mask->rows + (size_t)i * mask->words;
}

static inline void
rc_bits_set(uint64_t *bits, long i)
{
    bits[i / RC_WORD_BITS] |= (uint64_t)1 << (i % RC_WORD_BITS);
}

static inline int
rc_bits_has(const uint64_t *bits, long i)
{
    return (int)(bits[i / RC_WORD_BITS] >> (i % RC_WORD_BITS) & 1);
}

/* The number of ones in a word. */
static inline long
rc_bits_count(uint64_t word)
{
    word -= word >> 1 & UINT64_C(0x5555555555555555);
    word = (word & UINT64_C(0x3333333333333333)) +
           (word >> 2 & UINT64_C(0x3333333333333333));
    word = (word + (word >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
    return (long)(word * UINT64_C(0x0101010101010101) >> 56);
}

/* The place of the lowest one in a word that is not zero. */
static inline long
rc_bits_lowest(uint64_t word)
{
    return rc_bits_count((word & (~word + 1)) - 1);
}

#endif
