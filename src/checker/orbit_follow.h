/* Following an orbit in intervals (R28). */

#ifndef RANKCERT_CHECKER_ORBIT_FOLLOW_H
#define RANKCERT_CHECKER_ORBIT_FOLLOW_H

#include "claim.h"
#include "interval.h"

/* Shows X(0), ..., X(steps) of the certificate's model and start to `visit`,
   until it returns 0. 1; or 0, then or after a failure: no bounded enclosure,
   or under LayerNorm some ||y_i|| that is not certified positive. */
typedef int (*ck_orbit_visit)(void *context, const ck_imatrix *X, long t);
int ck_follow_orbit(const ck_certificate *c, long steps, ck_orbit_visit visit,
                    void *context) CK_MUST_CHECK;

#endif
