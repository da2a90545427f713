/* Text from a case file made fit for a one-line message. */

#ifndef RANKCERT_CASE_QUOTE_H
#define RANKCERT_CASE_QUOTE_H

#include <stddef.h>

enum {
    RC_QUOTE_CHARACTERS = 48, /* longer text is cut after these */
    RC_QUOTE_ESCAPE = 6,      /* bytes of the longest escape, \u2028 */
    /* two quotes, "..." and the zero byte */
    RC_QUOTE_SIZE = RC_QUOTE_CHARACTERS * RC_QUOTE_ESCAPE + 6
};

typedef struct {
    char text[RC_QUOTE_SIZE];
} rc_quotation;

/* 'text' in single quotes, cut with "..." when long. What would disturb a
   terminal or a log is escaped: controls, line separators and characters that
   hide or reorder text. text[0..length) is UTF-8. Returns q->text. */
const char *rc_quote(rc_quotation *q, const char *text, size_t length);

#endif
