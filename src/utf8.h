/* UTF-8, decoded strictly. Every room may use it. */

#ifndef RANKCERT_UTF8_H
#define RANKCERT_UTF8_H

#include <stddef.h>

/* Decodes the character at text[0..length), length > 0. Returns its bytes and
   sets *code; 0 when the bytes are not UTF-8 (overlong, surrogate, above
   U+10FFFF, cut short). */
size_t rc_utf8_decode(unsigned long *code, const char *text, size_t length);

/* Characters in text[0..length), which is UTF-8. */
size_t rc_utf8_count(const char *text, size_t length);

#endif
