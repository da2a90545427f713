/* What the tests of the mask reader share. */

#ifndef CHECK_CASE_MASK_H
#define CHECK_CASE_MASK_H

#include "check_case.h"

/* The mask of yaml on this many tokens has these rows, "110 110 011", and
   these words. */
static inline void
expect_mask(const char *yaml, long tokens, const char *rows, const char *words)
{
    rc_mask *mask;
    char *text;
    fixture f;

    fixture_open(&f, yaml, tokens, 2);
    ck_assert_int_eq(rc_read_mask(&f.r, f.root, &mask, &text), RC_OK);
    ck_assert_uint_eq(f.errors.count, 0);
    ck_assert_int_eq(rc_mask_tokens(mask), tokens);
    for (long i = 0; i < tokens; i++)
        for (long j = 0; j < tokens; j++)
            ck_assert_msg(rc_mask_has(mask, i, j) ==
                              (rows[i * (tokens + 1) + j] == '1'),
                          "%s: entry %ld %ld", yaml, i, j);
    ck_assert_str_eq(text, words);
    rc_mask_free(mask);
    free(text);
    fixture_close(&f);
}

/* The mask of yaml is refused with these errors, at most three; NULL: none. */
static inline void
refuse_mask(const char *yaml, long tokens, const char *a, const char *b,
            const char *c)
{
    rc_mask *mask;
    char *text;
    fixture f;

    fixture_open(&f, yaml, tokens, 2);
    ck_assert_int_eq(rc_read_mask(&f.r, f.root, &mask, &text), RC_INPUT);
    ck_assert_ptr_null(mask);
    ck_assert_ptr_null(text);
    expect_errors(&f.errors, a, b, c, NULL);
    fixture_close(&f);
}

#endif
