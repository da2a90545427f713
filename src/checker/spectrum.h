/* R30: what is shown of |lambda_2| of the consensus matrix against a number
   theta. */

#ifndef RANKCERT_CHECKER_SPECTRUM_H
#define RANKCERT_CHECKER_SPECTRUM_H

#include "model.h"

/* |lambda_2| < theta, <= theta, >= theta, > theta: 1 when it is shown. */
typedef struct {
    int less, at_most, at_least, more;
} ck_second_facts;

/* The mask is symmetric and the weights are not fixed; else 0 after
   ck_reject. */
int ck_check_symmetric(ck_outcome *o, const ck_model *m) CK_MUST_CHECK;

/* The lists of pivots {"minus", "plus"}, one at least, of such a model, with
   theta >= 0; exactly, with a rational theta, when o->bits is 0
   (spectrum_symmetric.c). */
int ck_check_symmetric_counts(const ck_node *node, const ck_model *m,
                              const ck_number *theta,
                              ck_second_facts *facts) CK_MUST_CHECK;

#endif
