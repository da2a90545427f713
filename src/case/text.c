#include "case/text.h"

#include <string.h>

#include "utf8.h"

static int
is_allowed(unsigned long code)
{
    return code == '\t' || code == '\n' || code == '\r' ||
           (code >= 0x20 && code < 0x7f) || code == 0x85 ||
           (code >= 0xa0 && code != 0xfffe && code != 0xffff);
}

/* Lines break where YAML breaks them, so that positions agree with those of
   the YAML scanner. */
static void
advance(rc_position *at, unsigned long code, unsigned long before)
{
    if (code == '\n' && before == '\r')
        return; /* the second half of one line break */
    if (code == '\n' || code == '\r' || code == 0x85 || code == 0x2028 ||
        code == 0x2029) {
        at->line++;
        at->column = 1;
    } else {
        at->column++;
    }
}

/* libyaml compares each with all before it, which takes hours for a file of
   them, and tags are refused anyway. */
static int
is_tag_directive(const char *text, size_t length)
{
    return length >= 4 && memcmp(text, "%TAG", 4) == 0;
}

/* One character of code, of this many bytes (0: none), at text[0..length).
   RC_OK, or RC_INPUT with an error. */
static rc_status
check_character(const char *text, size_t length, size_t bytes,
                unsigned long code, rc_position at, rc_errors *errors)
{
    if (bytes == 0)
        rc_errors_add(errors, at,
                      "byte 0x%02x is not valid UTF-8; case files are UTF-8 "
                      "text",
                      (unsigned)(unsigned char)text[0]);
    else if (!is_allowed(code))
        rc_errors_add(errors, at,
                      "character U+%04lX is not allowed in a case file", code);
    else if (at.column == 1 && is_tag_directive(text, length))
        rc_errors_add(errors, at,
                      "%%TAG directive: tags are not part of the case format");
    else
        return RC_OK;
    return RC_INPUT;
}

rc_status
rc_text_check(const char *text, size_t length, rc_errors *errors)
{
    rc_position at = {1, 1};
    unsigned long code = 0, before = 0;

    for (size_t k = 0; k < length; before = code) {
        size_t bytes = rc_utf8_decode(&code, text + k, length - k);

        if (check_character(text + k, length - k, bytes, code, at, errors) !=
            RC_OK)
            return RC_INPUT;
        advance(&at, code, before);
        k += bytes;
    }
    return RC_OK;
}
