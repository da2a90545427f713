#include "case/text.h"

/* The least code that needs a sequence of this many bytes. */
static const unsigned long least_code[5] = {0, 0, 0x80, 0x800, 0x10000};

static size_t
sequence_length(unsigned char first)
{
    if (first < 0x80)
        return 1;
    if ((first & 0xe0) == 0xc0)
        return 2;
    if ((first & 0xf0) == 0xe0)
        return 3;
    if ((first & 0xf8) == 0xf0)
        return 4;
    return 0;
}

size_t
rc_utf8_decode(unsigned long *code, const char *text, size_t length)
{
    const unsigned char *s = (const unsigned char *)text;
    size_t bytes = sequence_length(s[0]);

    if (bytes == 0 || bytes > length)
        return 0;
    *code = bytes == 1 ? s[0] : s[0] & (0x7fUL >> bytes);
    for (size_t k = 1; k < bytes; k++) {
        if ((s[k] & 0xc0) != 0x80)
            return 0;
        *code = *code << 6 | (s[k] & 0x3fUL);
    }
    if (*code < least_code[bytes] || *code > 0x10ffff ||
        (*code >= 0xd800 && *code <= 0xdfff))
        return 0;
    return bytes;
}

size_t
rc_utf8_count(const char *text, size_t length)
{
    size_t count = 0;

    for (size_t k = 0; k < length; k++)
        count += ((unsigned char)text[k] & 0xc0) != 0x80;
    return count;
}

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
