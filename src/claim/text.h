/* A growing text. */

#ifndef RC_CLAIM_TEXT_H
#define RC_CLAIM_TEXT_H

#include <stddef.h>

#include <rankcert/exact.h>
#include <rankcert/types.h>

typedef struct {
    char *bytes; /* NULL while empty */
    size_t length, allocated;
    int lost; /* memory ran out: the text is of no use */
} rc_text;

void rc_text_init(rc_text *text);
void rc_text_clear(rc_text *text);
void rc_text_add(rc_text *text, const char *format, ...) RC_PRINTF(2, 3);
void rc_text_add_number(rc_text *text, const rc_number_t x);
/* "[[1, 2], [3, 4]]", or its size in words when it has many entries */
void rc_text_add_matrix(rc_text *text, const rc_matrix_t m);
/* Hands the text over to the caller, who frees it; NULL: out of memory. */
char *rc_text_take(rc_text *text);

#endif
