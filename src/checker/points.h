/* Dyadics of witnesses, read into intervals. */

#ifndef RANKCERT_CHECKER_POINTS_H
#define RANKCERT_CHECKER_POINTS_H

#include "interval.h"

/* Each reads to the last entry and returns 0 after ck_malformed. A dyadic with
   more digits than the interval's precision is enclosed: conditions that hold
   for the interval hold for the number. */

/* x (initialised) = an enclosure of the dyadic. */
int ck_read_point(const ck_node *node, mpfi_ptr x) CK_MUST_CHECK;

/* A list of m->cols dyadics into row i of m. */
int ck_read_point_row(const ck_node *node, const ck_imatrix *m,
                      long i) CK_MUST_CHECK;

/* A list of m->rows such lists. */
int ck_read_points(const ck_node *node, const ck_imatrix *m) CK_MUST_CHECK;

/* A list of m->rows dyadics into the column m. */
int ck_read_point_column(const ck_node *node,
                         const ck_imatrix *m) CK_MUST_CHECK;

/* A positive dyadic, exactly. x is initialised by this call and to be cleared
   whatever is returned. */
int ck_read_positive(const ck_node *node, mpfr_t x) CK_MUST_CHECK;

#endif
