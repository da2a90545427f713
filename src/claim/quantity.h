/* The quantities an orbit is checked for, by name. */

#ifndef RC_CLAIM_QUANTITY_H
#define RC_CLAIM_QUANTITY_H

#include <rankcert/model.h>

typedef enum {
    RC_QUANTITY_MU = 0,
    RC_QUANTITY_SIGMA, /* the index-th largest singular value */
    RC_QUANTITY_RANK_ONE_DISTANCE,
    RC_QUANTITY_DIAMETER,
    RC_QUANTITY_COSINE_MIN,
    RC_QUANTITY_COSINE_MAX,
    RC_QUANTITY_COSINE_MEAN,
    RC_QUANTITY_NORM_MAX
} rc_quantity_kind;

typedef struct {
    rc_quantity_kind kind;
    long index; /* sigma's, from 1 */
} rc_quantity;

/* Reads "mu", "sigma 2", ... 1 on success, 0 when there is no such quantity. */
int rc_quantity_parse(rc_quantity *q, const char *word);

/* Writes the quantity's name in normal form, "sigma 2" with one blank. */
#define RC_QUANTITY_NAME_SIZE 32
void rc_quantity_write(char name[RC_QUANTITY_NAME_SIZE], const rc_quantity *q);

/* 1 for what is compared by the eigenvalues of X X^T (R28). */
int rc_quantity_is_spectral(const rc_quantity *q);

/* All names, for messages. */
extern const char rc_quantity_names[];

/* The quantities of one X, each worked out when first asked for. */
typedef struct {
    const arb_mat_struct *X;
    int (*stop)(void *context);
    void *context;
    slong prec;
    int have_cosines, have_sigma;
    rc_status cosine_status, sigma_status;
    arb_t least, greatest, mean;
    arb_ptr sigma;
    slong sigma_count;
} rc_quantities;

/* X is borrowed; `stop` (may be NULL) is polled in long computations. */
void rc_quantities_init(rc_quantities *all, const arb_mat_t X,
                        int (*stop)(void *context), void *context, slong prec);
void rc_quantities_clear(rc_quantities *all);

/* value = an enclosure, finite when RC_OK is returned. RC_UNCERTAIN, RC_DOMAIN
   (cosines of one token), RC_STOPPED, RC_NOMEM. */
rc_status rc_quantities_get(arb_t value, rc_quantities *all,
                            const rc_quantity *q) RC_MUST_CHECK;

/* For a spectral quantity that rc_quantities_get gave, an enclosure of the
   largest singular value, owned by all; NULL for others. */
arb_srcptr rc_quantities_scale(const rc_quantities *all, const rc_quantity *q);

#endif
