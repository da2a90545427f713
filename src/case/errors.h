/* What the room itself needs to know of rc_errors beyond the public face. */

#ifndef RANKCERT_CASE_ERRORS_H
#define RANKCERT_CASE_ERRORS_H

#include <rankcert/case.h>

/* 1 when further errors would be dropped: callers may skip costly messages. */
int rc_errors_full(const rc_errors *errors);

#endif
