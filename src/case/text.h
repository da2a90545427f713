/* The bytes of a case file before they are YAML: one encoding, no controls. */

#ifndef RANKCERT_CASE_TEXT_H
#define RANKCERT_CASE_TEXT_H

#include <stddef.h>

#include <rankcert/case.h>

/* Decodes the character at text[0..length), length > 0. Returns its bytes and
   sets *code; 0 when the bytes are not UTF-8 (overlong, surrogate, above
   U+10FFFF, cut short). */
size_t rc_utf8_decode(unsigned long *code, const char *text, size_t length);

/* Characters in text[0..length), which is UTF-8. */
size_t rc_utf8_count(const char *text, size_t length);

/* RC_OK when text[0..length) is UTF-8 without control characters other than
   tab and line breaks; else RC_INPUT with one error at the first offence. */
rc_status rc_utf8_check(const char *text, size_t length,
                        rc_errors *errors) RC_MUST_CHECK;

#endif
