/* R13: chains as they were found, with what reports say of them. */

#include <stdlib.h>

#include "every_rank.h"
#include "least_singular.h"

/* Bits for figures: of sigma at first, of cosines. */
#define SIGMA_BITS 128
#define COSINE_BITS 128

static void
record_clear(rc_ladder_record *r)
{
    for (slong i = 0; r->tokens != NULL && i < r->count; i++) {
        arf_clear(r->tokens[i].lambda);
        arf_clear(r->tokens[i].e);
    }
    free(r->tokens);
    arb_mat_clear(r->centre);
    arb_clear(r->radius);
    arb_clear(r->sigma);
    arb_clear(r->least);
    arb_clear(r->mean);
    arb_clear(r->value);
}

void
rc_ladder_records_clear(rc_ladder_records *records)
{
    for (slong k = 0; k < records->count; k++)
        record_clear(records->items + k);
    free(records->items);
    *records = (rc_ladder_records){0};
}

static int
make_room(rc_ladder_records *records)
{
    const slong most = 2 * records->count + 4;
    rc_ladder_record *moved;

    if (records->count < records->allocated)
        return 1;
    moved = realloc(records->items, (size_t)most * sizeof *moved);
    if (moved == NULL)
        return 0;
    records->items = moved;
    records->allocated = most;
    return 1;
}

/* r = the chain's tokens, without figures. */
static rc_status
record_init(rc_ladder_record *r, const rc_ladder_chain *chain, slong rank)
{
    const slong rows = chain->model->layer->softmax ? chain->count : 0;

    *r = (rc_ladder_record){.rank = rank, .count = chain->count};
    arb_mat_init(r->centre, rows, rows > 0 ? chain->model->dim : 0);
    arb_init(r->radius);
    arb_init(r->sigma);
    arb_init(r->least);
    arb_init(r->mean);
    arb_init(r->value);
    arb_set(r->value, chain->value);
    r->tokens = malloc((size_t)r->count * sizeof *r->tokens);
    if (r->tokens == NULL)
        return RC_NOMEM;
    for (slong i = 0; i < r->count; i++) {
        r->tokens[i] = chain->tokens[i];
        arf_init(r->tokens[i].lambda);
        arf_init(r->tokens[i].e);
        arf_set(r->tokens[i].lambda, chain->tokens[i].lambda);
        arf_set(r->tokens[i].e, chain->tokens[i].e);
    }
    for (slong i = 0; i < rows; i++)
        for (slong k = 0; k < chain->model->dim; k++)
            arb_set(arb_mat_entry(r->centre, i, k),
                    arb_mat_entry(chain->centre, i, k));
    return RC_OK;
}

/* How many tokens are alike: what comes of equal branches is equal. */
static slong
count_alike(const rc_ladder_record *a, const rc_ladder_record *b)
{
    slong i = 0;

    while (i < a->count && i < b->count &&
           a->tokens[i].branch == b->tokens[i].branch &&
           a->tokens[i].coordinate == b->tokens[i].coordinate)
        i++;
    return i;
}

/* ---- Figures ---- */

static void
set_radius(rc_ladder_record *r, const rc_ladder_chain *chain)
{
    mag_t most;

    mag_init(most);
    for (slong i = 0; i < chain->count; i++)
        for (slong k = 0; k < chain->model->dim; k++)
            mag_max(most, most, arb_radref(arb_mat_entry(chain->Z, i, k)));
    arf_set_mag(arb_midref(r->radius), most);
    mag_clear(most);
}

/* M (N x rank) = the coordinates that are used; with a basis times the
   Cholesky factor of its part of the gram matrix: the singular values of X. */
static rc_status
set_used(arb_mat_t M, const rc_ladder_chain *chain, slong prec)
{
    const slong k = arb_mat_ncols(M), low = chain->model->dim - k;
    arb_mat_t factor, part;
    rc_status status = RC_OK;

    for (slong i = 0; i < chain->count; i++)
        for (slong a = 0; a < k; a++)
            arb_set_round(arb_mat_entry(M, i, a),
                          arb_mat_entry(chain->Z, i, low + a), prec);
    if (!chain->model->has_basis)
        return RC_OK;
    arb_mat_init(factor, k, k);
    arb_mat_window_init(part, chain->model->gram, low, low, low + k, low + k);
    if (!arb_mat_cho(factor, part, prec))
        status = RC_UNCERTAIN;
    arb_mat_window_clear(part);
    if (status == RC_OK)
        arb_mat_mul(M, M, factor, prec);
    arb_mat_clear(factor);
    return status;
}

/* The chain may need more bits than its least singular value. */
static rc_status
set_sigma(rc_ladder_record *r, const rc_ladder_chain *chain)
{
    const slong most = chain->model->prec;
    rc_status status = RC_UNCERTAIN;
    arb_mat_t M;

    arb_mat_init(M, chain->count, r->rank);
    for (slong bits = SIGMA_BITS; status == RC_UNCERTAIN; bits *= 2) {
        const slong prec = bits < most ? bits : most;

        status = set_used(M, chain, prec);
        if (status == RC_OK)
            status = rc_least_singular(r->sigma, M, prec);
        if (prec == most)
            break;
    }
    arb_mat_clear(M);
    return status;
}

static rc_status
set_cosines(rc_ladder_record *r, const rc_ladder_chain *chain)
{
    const slong most = chain->model->prec;
    const slong prec = most < COSINE_BITS ? most : COSINE_BITS;
    rc_status status;
    arb_mat_t X;

    if (chain->count < 2)
        return RC_OK;
    arb_mat_init(X, chain->count, chain->model->dim);
    for (slong i = 0; i < chain->count; i++)
        _arb_vec_set_round(arb_mat_entry(X, i, 0),
                           arb_mat_entry(chain->Z, i, 0), chain->model->dim,
                           prec);
    if (chain->model->has_basis)
        arb_mat_mul(X, X, chain->model->basis, prec);
    status = rc_cosines(r->least, NULL, r->mean, X, prec);
    arb_mat_clear(X);
    return status == RC_OK ? RC_OK : RC_UNCERTAIN;
}

static rc_status
set_figures(rc_ladder_record *r, const rc_ladder_chain *chain)
{
    rc_status status;

    set_radius(r, chain);
    status = set_sigma(r, chain);
    if (status != RC_OK)
        arb_indeterminate(r->sigma);
    if (set_cosines(r, chain) != RC_OK) {
        arb_indeterminate(r->least);
        arb_indeterminate(r->mean);
        status = RC_UNCERTAIN;
    }
    return status;
}

rc_status
rc_ladder_records_add(rc_ladder_records *records, const rc_ladder_chain *chain,
                      slong rank)
{
    const slong count = records->count;
    rc_ladder_record *r;
    rc_status status;

    if (!make_room(records))
        return RC_NOMEM;
    r = records->items + count;
    status = record_init(r, chain, rank);
    if (status != RC_OK) {
        record_clear(r);
        return status;
    }
    if (count > 0)
        r->kept = count_alike(r - 1, r);
    records->count++;
    return chain->count == chain->model->tokens ? set_figures(r, chain) : RC_OK;
}
