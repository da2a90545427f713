/* The bytes of a case file before they are YAML: one encoding, no controls. */

#ifndef RANKCERT_CASE_TEXT_H
#define RANKCERT_CASE_TEXT_H

#include <stddef.h>

#include <rankcert/case.h>

/* RC_OK when text[0..length) is UTF-8 without control characters other than
   tab and line breaks, and no line begins with a %TAG directive; else RC_INPUT
   with one error at the first offence. */
rc_status rc_text_check(const char *text, size_t length,
                        rc_errors *errors) RC_MUST_CHECK;

#endif
