/* The norm of the matrix of scores. */

#ifndef RC_CLAIM_SCORE_NORM_H
#define RC_CLAIM_SCORE_NORM_H

#include "claim.h"

/* b = a dyadic number above 0, of at most 32 bits, with ||B||_2 < b for
   B = W_Q W_K^T / scale of every layer of the job's softmax model, close to the
   least: b^2 I - B^T B is certified positive definite, with some room for other
   arithmetic. RC_OK; RC_UNCERTAIN (not with prec bits); RC_STOPPED. */
rc_status rc_score_norm(arf_t b, const rc_job *job, slong prec) RC_MUST_CHECK;

#endif
