#include "case/quote.h"

#include <stdio.h>
#include <string.h>

#include "utf8.h"

/* Controls, and the format characters that hide or reorder their
   neighbours. */
static int
must_escape(unsigned long code)
{
    return code < 0x20 || (code >= 0x7f && code <= 0x9f) || code == 0x61c ||
           (code >= 0x200b && code <= 0x200f) ||
           (code >= 0x2028 && code <= 0x202e) ||
           (code >= 0x2060 && code <= 0x206f) || code == 0xfeff;
}

/* Writes the escape and returns its length. */
static size_t
put_escape(char *to, unsigned long code)
{
    size_t room = RC_QUOTE_ESCAPE + 1;

    if (code == '\n')
        snprintf(to, room, "\\n");
    else if (code == '\t')
        snprintf(to, room, "\\t");
    else if (code < 0x100)
        snprintf(to, room, "\\x%02x", (unsigned)(code & 0xff));
    else
        snprintf(to, room, "\\u%04x", (unsigned)(code & 0xffff));
    return strlen(to);
}

const char *
rc_quote(rc_quotation *q, const char *text, size_t length)
{
    char *to = q->text;
    size_t at = 0;

    *to++ = '\'';
    for (int k = 0; k < RC_QUOTE_CHARACTERS && at < length; k++) {
        unsigned long code = 0;
        size_t bytes = rc_utf8_decode(&code, text + at, length - at);

        if (bytes == 0) /* cannot happen for UTF-8; end the text here */
            break;
        if (must_escape(code)) {
            to += put_escape(to, code);
        } else {
            memcpy(to, text + at, bytes);
            to += bytes;
        }
        at += bytes;
    }
    if (at < length) {
        memcpy(to, "...", 3);
        to += 3;
    }
    *to++ = '\'';
    *to = '\0';
    return q->text;
}
