/* R24: LayerNorm breaks down, exactly. */

#ifndef RANKCERT_CHECKER_BREAKDOWN_H
#define RANKCERT_CHECKER_BREAKDOWN_H

#include "model.h"

/* 1 when y_token (from 0) of X(layer) -> X(layer + 1) is certainly zero, from
   X(0) = start; else 0 after ck_reject. */
int ck_check_breakdown(ck_outcome *o, const ck_model *m, const ck_matrix *start,
                       long layer, long token) CK_MUST_CHECK;

#endif
