/* What the parts of the mask reader share. Private to read_mask*.c. */

#ifndef RANKCERT_CASE_READ_MASK_H
#define RANKCERT_CASE_READ_MASK_H

#include "case/reader.h"

enum {
    /* Masks that one mask may be put together from: each can cost N^2. */
    RC_MASK_PARTS_MAX = 64,
    /* Room for the words of so many: no part takes more than 90 bytes. */
    RC_MASK_WORDS_SIZE = RC_MASK_PARTS_MAX * 96
};

typedef struct {
    rc_reader *r;
    rc_mask *mask; /* NULL: only check */
    int parts;
    char words[RC_MASK_WORDS_SIZE];
    size_t length; /* of words */
} rc_mask_reader;

/* Adds to the mask in words. */
void rc_mask_say(rc_mask_reader *m, const char *format, ...) RC_PRINTF(2, 3);

/* The largest token number that may be right. */
long rc_mask_most_tokens(const rc_mask_reader *m);

/* The status of a builder as that of a reader: builders refuse what readers
   should have refused before. */
rc_status rc_mask_built(rc_mask_reader *m, const rc_node *node,
                        rc_status status) RC_MUST_CHECK;

/* ---- read_mask_family.c: the values of these keys ---- */

rc_status rc_read_window(rc_mask_reader *m, const rc_node *node) RC_MUST_CHECK;
rc_status rc_read_causal_window(rc_mask_reader *m,
                                const rc_node *node) RC_MUST_CHECK;
rc_status rc_read_dilated_window(rc_mask_reader *m,
                                 const rc_node *node) RC_MUST_CHECK;
rc_status rc_read_global_window(rc_mask_reader *m,
                                const rc_node *node) RC_MUST_CHECK;
rc_status rc_read_star(rc_mask_reader *m, const rc_node *node) RC_MUST_CHECK;

/* ---- read_mask_list.c ---- */

rc_status rc_read_edges(rc_mask_reader *m, const rc_node *node) RC_MUST_CHECK;
rc_status rc_read_mask_matrix(rc_mask_reader *m,
                              const rc_node *node) RC_MUST_CHECK;

#endif
