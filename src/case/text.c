#include "case/text.h"

#include "utf8.h"

static int
is_allowed(unsigned long code)
{
    return code == '\t' || code == '\n' || code == '\r' ||
           (code >= 0x20 && code < 0x7f) || code >= 0xa0 || code == 0x85;
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

rc_status
rc_utf8_check(const char *text, size_t length, rc_errors *errors)
{
    rc_position at = {1, 1};
    unsigned long code = 0, before = 0;

    for (size_t k = 0; k < length; before = code) {
        size_t bytes = rc_utf8_decode(&code, text + k, length - k);

        if (bytes == 0) {
            rc_errors_add(errors, at,
                          "byte 0x%02x is not valid UTF-8; case files are "
                          "UTF-8 text",
                          (unsigned)(unsigned char)text[k]);
            return RC_INPUT;
        }
        if (!is_allowed(code)) {
            rc_errors_add(errors, at,
                          "control character U+%04lX is not allowed", code);
            return RC_INPUT;
        }
        advance(&at, code, before);
        k += bytes;
    }
    return RC_OK;
}
