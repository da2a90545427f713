#include <stdlib.h>

#include "value_bound.h"

#include "semidefinite.h"

void
rc_value_bound_init(rc_value_bound *bound)
{
    bound->contraction = 0;
    fmpq_mat_init(bound->basis, 0, 0);
    arf_init(bound->alpha);
    arf_init(bound->beta);
    fmpq_init(bound->squared);
}

void
rc_value_bound_clear(rc_value_bound *bound)
{
    fmpq_clear(bound->squared);
    arf_clear(bound->beta);
    arf_clear(bound->alpha);
    fmpq_mat_clear(bound->basis);
}

/* ---- The value matrices ---- */

typedef struct {
    fmpq_mat_struct *W;
    slong count;
} matrices;

static void
matrices_clear(matrices *all)
{
    for (slong k = 0; k < all->count; k++)
        fmpq_mat_clear(all->W + k);
    free(all->W);
}

/* RC_OK; RC_DOMAIN when some matrix is not rational; all is to be cleared. */
static rc_status
matrices_init(matrices *all, const rc_case_model *m)
{
    all->count = 0;
    all->W = malloc(m->value.count * sizeof *all->W);
    if (all->W == NULL)
        return RC_NOMEM;
    for (size_t k = 0; k < m->value.count; k++) {
        if (!rc_matrix_is_rational(m->value.items + k))
            return RC_DOMAIN;
        fmpq_mat_init(all->W + k, m->dim, m->dim);
        all->count++;
        rc_matrix_get_fmpq_mat(all->W + k, m->value.items + k);
    }
    return RC_OK;
}

/* ---- R18 ---- */

/* The place of the first whose norm is above 1; the count: there is none. */
static slong
first_expansion(const matrices *all, const rc_job *job)
{
    slong k = 0;
    fmpq_t one;

    fmpq_init(one);
    fmpq_one(one);
    while (k < all->count && !rc_job_stopped(job) &&
           rc_norm_is_at_most(all->W + k, one))
        k++;
    fmpq_clear(one);
    return k;
}

/* squared = d alpha^2 beta^2. */
static void
set_squared(rc_value_bound *bound)
{
    fmpq_t factor;

    fmpq_init(factor);
    fmpq_set_si(bound->squared, fmpq_mat_nrows(bound->basis), 1);
    arf_get_fmpq(factor, bound->alpha);
    fmpq_mul(factor, factor, factor);
    fmpq_mul(bound->squared, bound->squared, factor);
    arf_get_fmpq(factor, bound->beta);
    fmpq_mul(factor, factor, factor);
    fmpq_mul(bound->squared, bound->squared, factor);
    fmpq_clear(factor);
}

static rc_status
bound_in_basis(rc_value_bound *bound, const matrices *all, const rc_job *job)
{
    const slong d = fmpq_mat_nrows(all->W);
    fmpq_mat_t S, inverse;
    rc_status status;

    fmpq_mat_init(S, d, d);
    fmpq_mat_init(inverse, d, d);
    status = rc_basis_find(S, all->W, all->count, job);
    if (status == RC_OK && !fmpq_mat_inv(inverse, S))
        status = RC_DOMAIN;
    if (status == RC_OK)
        status = rc_norm_bound(bound->alpha, S);
    if (status == RC_OK)
        status = rc_norm_bound(bound->beta, inverse);
    if (status == RC_OK) {
        fmpq_mat_swap(bound->basis, S);
        set_squared(bound);
    }
    fmpq_mat_clear(inverse);
    fmpq_mat_clear(S);
    return status;
}

static void
explain(rc_text *why, const matrices *all, slong expansion)
{
    rc_text_add(why, "R18 does not bound the products of the value matrices: "
                     "the norm of ");
    if (all->count == 1)
        rc_text_add(why, "W_V");
    else
        rc_text_add(why, "W_V of layer %ld", (long)expansion);
    rc_text_add(why,
                " is above 1, and no basis was found in which its row "
                "sums%s are at most 1",
                all->count == 1 ? "" : " and those of the other layers");
}

rc_status
rc_value_bound_find(rc_value_bound *bound, rc_text *why, const rc_job *job)
{
    matrices all;
    rc_status status = matrices_init(&all, &job->c->model);

    if (status == RC_DOMAIN)
        rc_text_add(why, "R18 is decided for rational value matrices, and W_V "
                         "is not rational");
    if (status == RC_OK) {
        slong expansion = first_expansion(&all, job);

        if (rc_job_stopped(job)) {
            status = RC_STOPPED;
        } else if (expansion == all.count) {
            bound->contraction = 1;
            fmpq_one(bound->squared);
        } else {
            status = bound_in_basis(bound, &all, job);
            if (status == RC_DOMAIN)
                explain(why, &all, expansion);
        }
    }
    matrices_clear(&all);
    return status == RC_OK && why->lost ? RC_NOMEM : status;
}

/* ---- R9 ---- */

/* M = C M C: the means of rows and columns taken off. */
static void
centre(fmpq_mat_t M)
{
    const slong d = fmpq_mat_nrows(M);
    fmpq_mat_t C, half;
    fmpq_t part;

    fmpq_mat_init(C, d, d);
    fmpq_mat_init(half, d, d);
    fmpq_init(part);
    fmpq_set_si(part, 1, (ulong)d);
    for (slong i = 0; i < d; i++)
        for (slong j = 0; j < d; j++) {
            fmpq_set_si(fmpq_mat_entry(C, i, j), i == j, 1);
            fmpq_sub(fmpq_mat_entry(C, i, j), fmpq_mat_entry(C, i, j), part);
        }
    fmpq_mat_mul(half, C, M);
    fmpq_mat_mul(M, half, C);
    fmpq_clear(part);
    fmpq_mat_clear(half);
    fmpq_mat_clear(C);
}

/* Whether M M^T = C, M being C W C, or W W^T = I. */
static int
preserves_norms(const fmpq_mat_t W, rc_norm norm)
{
    const slong d = fmpq_mat_nrows(W);
    fmpq_mat_t M, turned, product, wanted;
    int answer;

    fmpq_mat_init(M, d, d);
    fmpq_mat_init(turned, d, d);
    fmpq_mat_init(product, d, d);
    fmpq_mat_init(wanted, d, d);
    fmpq_mat_set(M, W);
    fmpq_mat_one(wanted);
    if (norm == RC_NORM_LAYER) {
        centre(M);
        centre(wanted);
    }
    fmpq_mat_transpose(turned, M);
    fmpq_mat_mul(product, M, turned);
    answer = fmpq_mat_equal(product, wanted);
    fmpq_mat_clear(wanted);
    fmpq_mat_clear(product);
    fmpq_mat_clear(turned);
    fmpq_mat_clear(M);
    return answer;
}

rc_status
rc_value_preserves_norms(rc_text *why, const rc_job *job)
{
    const rc_norm norm = job->c->model.norm;
    matrices all;
    rc_status status = matrices_init(&all, &job->c->model);

    if (status == RC_DOMAIN)
        rc_text_add(why, "R9 is decided for rational value matrices, and W_V "
                         "is not rational");
    for (slong k = 0; status == RC_OK && k < all.count; k++) {
        if (preserves_norms(all.W + k, norm))
            continue;
        status = RC_DOMAIN;
        rc_text_add(why, "R9 needs %s value matrix, and W_V",
                    norm == RC_NORM_LAYER ? "a centred orthogonal"
                                          : "an orthogonal");
        if (all.count > 1)
            rc_text_add(why, " of layer %ld", (long)k);
        rc_text_add(why, " is not");
    }
    matrices_clear(&all);
    return status == RC_OK && why->lost ? RC_NOMEM : status;
}
