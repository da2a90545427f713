/* Counting eigenvalues of either sign, and singular values above a number. */

#ifndef RC_CLAIM_INERTIA_H
#define RC_CLAIM_INERTIA_H

#include <rankcert/certificate.h>
#include <rankcert/flint.h>
#include <rankcert/types.h>

/* The pivots in the order of the elimination: order[k] is the row of S that
   came to place k, and is_pair[k] is 1 where places k and k + 1 made one pivot,
   two by two. Places from 0. */
typedef struct {
    slong n;
    slong *order;
    unsigned char *is_pair;
} rc_pivots;

/* For an n x n matrix; released with rc_pivots_clear. RC_OK, RC_NOMEM with
   nothing to release. */
rc_status rc_pivots_init(rc_pivots *pivots, slong n) RC_MUST_CHECK;
void rc_pivots_clear(rc_pivots *pivots); /* all zero is fine */

/* n rows, for which there is room, in their own order, each a pivot; NULL is
   fine. */
void rc_pivots_start(rc_pivots *pivots, slong n);

/* The list of pivots as certificates write it: [i] or [i, j], from 1. */
void rc_pivots_put(rc_certificate *out, const char *key,
                   const rc_pivots *pivots);

/* *positive and *negative = the numbers of positive and negative eigenvalues
   of the symmetric S (n x n), certified by Sylvester's law on a block LDL^T
   with complete pivoting in balls; S is destroyed and only its lower triangle
   is read. pivots, for as many rows, may be NULL; it holds what was used when
   RC_OK is returned. RC_OK: positive + negative = n. RC_UNCERTAIN: some pivot's
   sign is open. `stop` (may be NULL) is polled; RC_STOPPED. */
rc_status rc_inertia(slong *positive, slong *negative, rc_pivots *pivots,
                     arb_mat_t S, int (*stop)(void *context), void *context,
                     slong prec) RC_MUST_CHECK;

/* The same with the rows in their own order, so that what is sparse stays so
   when that order is a good one; a row with a diagonal entry that is small next
   to its column is taken together with that of the largest entry. More bits are
   lost than by rc_inertia. */
rc_status rc_inertia_in_order(slong *positive, slong *negative,
                              rc_pivots *pivots, arb_mat_t S,
                              int (*stop)(void *context), void *context,
                              slong prec) RC_MUST_CHECK;

/* The same of a rational symmetric S, exactly; S is destroyed and only its
   lower triangle is read. positive + negative may be less than n: the
   elimination ends when all that is left is zero, and pivots->n (for as many
   rows at first) is then the number of rows that it used. The other eigenvalues
   are zero. RC_OK; RC_STOPPED. exact_inertia.c */
rc_status rc_exact_inertia(slong *positive, slong *negative, rc_pivots *pivots,
                           fmpq_mat_t S, int (*stop)(void *context),
                           void *context) RC_MUST_CHECK;

/* *above = the number of singular values of M that are > t, *below that of
   those < t, t > 0, out of n = min(rows, cols). The pivots, for n rows or NULL,
   are those of M M^T - t^2, or of M^T M - t^2 when M has more rows than
   columns. Statuses as above. */
rc_status rc_count_singular_values(slong *above, slong *below,
                                   rc_pivots *pivots, const arb_mat_t M,
                                   const arb_t t, int (*stop)(void *context),
                                   void *context, slong prec) RC_MUST_CHECK;

#endif
