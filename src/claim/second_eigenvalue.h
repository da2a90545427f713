/* How large the second eigenvalue of the consensus matrix is (R30). */

#ifndef RC_CLAIM_SECOND_EIGENVALUE_H
#define RC_CLAIM_SECOND_EIGENVALUE_H

#include "spectrum.h"

/* lambda = an enclosure of |lambda_2| of R30's matrix M of the case's model
   (norm and value do not matter), of relative width about 2^-bits where that is
   reached. RC_OK; RC_DOMAIN: fixed weights that differ by layer; RC_UNCERTAIN:
   no method decided; RC_STOPPED; RC_NOMEM. */
rc_status rc_second_eigenvalue(arb_t lambda, const rc_job *job,
                               slong bits) RC_MUST_CHECK;

/* The same for a spectrum with a method. */
rc_status rc_spectrum_enclose(arb_t lambda, const rc_spectrum *spectrum,
                              slong bits) RC_MUST_CHECK;

#endif
