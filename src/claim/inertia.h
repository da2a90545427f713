/* Counting singular values above a number. */

#ifndef RC_CLAIM_INERTIA_H
#define RC_CLAIM_INERTIA_H

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

/* *positive and *negative = the numbers of positive and negative eigenvalues
   of the symmetric S (n x n), certified by Sylvester's law on a block LDL^T
   with complete pivoting in balls; S is destroyed and only its lower triangle
   is read. pivots, for as many rows, may be NULL; it holds what was used when
   RC_OK is returned. RC_OK: positive + negative = n. RC_UNCERTAIN: some pivot's
   sign is open. `stop` (may be NULL) is polled; RC_STOPPED. */
rc_status rc_inertia(slong *positive, slong *negative, rc_pivots *pivots,
                     arb_mat_t S, int (*stop)(void *context), void *context,
                     slong prec) RC_MUST_CHECK;

/* *above = the number of singular values of M that are > t, *below that of
   those < t, t > 0, out of n = min(rows, cols). The pivots, for n rows or NULL,
   are those of M M^T - t^2, or of M^T M - t^2 when M has more rows than
   columns. Statuses as above. */
rc_status rc_count_singular_values(slong *above, slong *below,
                                   rc_pivots *pivots, const arb_mat_t M,
                                   const arb_t t, int (*stop)(void *context),
                                   void *context, slong prec) RC_MUST_CHECK;

#endif
