#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "quantity.h"
#include "search/search.h"

const char rc_quantity_names[] =
    "mu, sigma K, rank-one-distance, diameter, cosine-min, cosine-max, "
    "cosine-mean, norm-max";

static const struct {
    const char *name;
    rc_quantity_kind kind;
} names[] = {
    {"mu", RC_QUANTITY_MU},
    {"rank-one-distance", RC_QUANTITY_RANK_ONE_DISTANCE},
    {"diameter", RC_QUANTITY_DIAMETER},
    {"cosine-min", RC_QUANTITY_COSINE_MIN},
    {"cosine-max", RC_QUANTITY_COSINE_MAX},
    {"cosine-mean", RC_QUANTITY_COSINE_MEAN},
    {"norm-max", RC_QUANTITY_NORM_MAX},
};

/* "sigma 12": one space or more, digits, nothing else. */
static int
parse_sigma(rc_quantity *q, const char *word)
{
    const char *digits = word + 5;

    if (strncmp(word, "sigma", 5) != 0 || *digits != ' ')
        return 0;
    digits += strspn(digits, " ");
    if (*digits == '\0' || strlen(digits) > 4 ||
        strspn(digits, "0123456789") != strlen(digits))
        return 0;
    q->kind = RC_QUANTITY_SIGMA;
    q->index = strtol(digits, NULL, 10);
    return 1;
}

int
rc_quantity_parse(rc_quantity *q, const char *word)
{
    q->index = 0;
    for (size_t k = 0; k < sizeof(names) / sizeof(names[0]); k++)
        if (strcmp(names[k].name, word) == 0) {
            q->kind = names[k].kind;
            return 1;
        }
    return parse_sigma(q, word);
}

void
rc_quantity_write(char name[RC_QUANTITY_NAME_SIZE], const rc_quantity *q)
{
    if (q->kind == RC_QUANTITY_SIGMA)
        snprintf(name, RC_QUANTITY_NAME_SIZE, "sigma %ld", q->index);
    for (size_t k = 0; k < sizeof(names) / sizeof(names[0]); k++)
        if (names[k].kind == q->kind)
            snprintf(name, RC_QUANTITY_NAME_SIZE, "%s", names[k].name);
}

int
rc_quantity_is_spectral(const rc_quantity *q)
{
    return q->kind == RC_QUANTITY_SIGMA ||
           q->kind == RC_QUANTITY_RANK_ONE_DISTANCE;
}

void
rc_quantities_init(rc_quantities *all, const arb_mat_t X,
                   int (*stop)(void *context), void *context, slong prec)
{
    const slong n = arb_mat_nrows(X), d = arb_mat_ncols(X);

    *all =
        (rc_quantities){.X = X, .stop = stop, .context = context, .prec = prec};
    arb_init(all->least);
    arb_init(all->greatest);
    arb_init(all->mean);
    all->sigma_count = n < d ? n : d;
    all->sigma = _arb_vec_init(all->sigma_count);
}

void
rc_quantities_clear(rc_quantities *all)
{
    _arb_vec_clear(all->sigma, all->sigma_count);
    arb_clear(all->mean);
    arb_clear(all->greatest);
    arb_clear(all->least);
}

static rc_status
need_cosines(rc_quantities *all)
{
    if (!all->have_cosines)
        all->cosine_status =
            rc_cosines(all->least, all->greatest, all->mean, all->X, all->prec);
    all->have_cosines = 1;
    return all->cosine_status;
}

static rc_status
need_sigma(rc_quantities *all)
{
    arb_mat_t Q;

    if (all->have_sigma)
        return all->sigma_status;
    all->have_sigma = 1;
    arb_mat_init(Q, all->sigma_count, all->sigma_count);
    all->sigma_status =
        rc_approx_singular_basis(Q, all->X, all->stop, all->context, all->prec);
    if (all->sigma_status == RC_OK)
        all->sigma_status =
            rc_singular_values(all->sigma, all->X, Q, all->prec);
    arb_mat_clear(Q);
    return all->sigma_status;
}

/* sqrt of the sum of sigma_k^2, k >= 2. */
static void
rank_one_distance(arb_t value, const rc_quantities *all)
{
    arb_zero(value);
    for (slong k = 1; k < all->sigma_count; k++)
        arb_addmul(value, all->sigma + k, all->sigma + k, all->prec);
    arb_sqrtpos(value, value, all->prec);
}

rc_status
rc_quantities_get(arb_t value, rc_quantities *all, const rc_quantity *q)
{
    rc_status status = RC_OK;

    switch (q->kind) {
    case RC_QUANTITY_MU:
        rc_mu(value, all->X, all->prec);
        break;
    case RC_QUANTITY_NORM_MAX:
        rc_norm_max(value, all->X, all->prec);
        break;
    case RC_QUANTITY_DIAMETER:
        rc_diameter(value, all->X, all->prec);
        break;
    case RC_QUANTITY_SIGMA:
    case RC_QUANTITY_RANK_ONE_DISTANCE:
        status = need_sigma(all);
        if (status == RC_OK && q->kind == RC_QUANTITY_SIGMA)
            arb_set(value, all->sigma + q->index - 1);
        else if (status == RC_OK)
            rank_one_distance(value, all);
        break;
    case RC_QUANTITY_COSINE_MIN:
    case RC_QUANTITY_COSINE_MAX:
    case RC_QUANTITY_COSINE_MEAN:
        status = need_cosines(all);
        if (status == RC_OK)
            arb_set(value, q->kind == RC_QUANTITY_COSINE_MIN   ? all->least
                           : q->kind == RC_QUANTITY_COSINE_MAX ? all->greatest
                                                               : all->mean);
        break;
    }
    if (status == RC_OK && !arb_is_finite(value))
        status = RC_UNCERTAIN;
    return status;
}

arb_srcptr
rc_quantities_scale(const rc_quantities *all, const rc_quantity *q)
{
    return rc_quantity_is_spectral(q) ? all->sigma : NULL;
}
