/* librankcert: certified claims about the dynamics of self-attention. */

#ifndef RANKCERT_RANKCERT_H
#define RANKCERT_RANKCERT_H

#include <rankcert/case.h>
#include <rankcert/certificate.h>
#include <rankcert/claim.h>
#include <rankcert/exact.h>
#include <rankcert/flint.h>
#include <rankcert/mask.h>
#include <rankcert/model.h>
#include <rankcert/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The version of the library as built, "0.1.0"; static storage. */
const char *rc_version(void);

#ifdef __cplusplus
}
#endif

#endif
