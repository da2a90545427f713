/* R13: chains of tokens. */

#include <stdlib.h>

#include "ladder.h"

const char *
rc_ladder_branch_name(rc_ladder_branch branch)
{
    static const char *const names[] = {"A", "B", "inside"};

    return names[branch];
}

rc_status
rc_ladder_chain_init(rc_ladder_chain *chain, const rc_ladder_model *model)
{
    const slong n = model->tokens;

    *chain = (rc_ladder_chain){.model = model};
    chain->tokens = malloc((size_t)n * sizeof *chain->tokens);
    for (slong i = 0; chain->tokens != NULL && i < n; i++) {
        chain->tokens[i] = (rc_ladder_token){.coordinate = 0};
        arf_init(chain->tokens[i].lambda);
        arf_init(chain->tokens[i].e);
    }
    arb_mat_init(chain->Z, n, model->dim);
    arb_mat_init(chain->centre, model->layer->softmax ? n : 0,
                 model->layer->softmax ? model->dim : 0);
    arb_init(chain->value);
    return chain->tokens == NULL ? RC_NOMEM : RC_OK;
}

void
rc_ladder_chain_clear(rc_ladder_chain *chain)
{
    for (slong i = 0; chain->tokens != NULL && i < chain->model->tokens; i++) {
        arf_clear(chain->tokens[i].e);
        arf_clear(chain->tokens[i].lambda);
    }
    free(chain->tokens);
    arb_mat_clear(chain->Z);
    arb_mat_clear(chain->centre);
    arb_clear(chain->value);
}

void
rc_ladder_chain_cut(rc_ladder_chain *chain, slong count)
{
    for (slong i = count; i < chain->count; i++)
        _arb_vec_zero(arb_mat_entry(chain->Z, i, 0), chain->model->dim);
    if (count < chain->count)
        chain->count = count;
}

slong
rc_ladder_chain_lowest(const rc_ladder_chain *chain)
{
    slong lowest = chain->model->dim;

    for (slong i = 0; i < chain->count; i++)
        if (chain->tokens[i].coordinate < lowest)
            lowest = chain->tokens[i].coordinate;
    return lowest;
}

slong
rc_ladder_chain_rank(const rc_ladder_chain *chain)
{
    slong lowest = chain->model->dim, rank = 0;

    for (slong i = 0; i < chain->count; i++)
        if (chain->tokens[i].coordinate < lowest) {
            lowest = chain->tokens[i].coordinate;
            rank++;
        }
    return rank;
}

slong
rc_ladder_chain_attended(const rc_ladder_chain *chain)
{
    slong lowest = chain->model->dim;

    for (slong j = 0; j < chain->count; j++)
        if (rc_mask_has(chain->model->mask, chain->count, j) &&
            chain->tokens[j].coordinate < lowest)
            lowest = chain->tokens[j].coordinate;
    return lowest;
}

/* A token in a new direction raises the rank only if it does not vanish
   there. */
static rc_status
check_coordinate(rc_ladder_chain *chain, const rc_ladder_token *token)
{
    arb_srcptr c = arb_mat_entry(chain->Z, chain->count, token->coordinate);

    if (token->coordinate >= rc_ladder_chain_lowest(chain) || arb_is_nonzero(c))
        return RC_OK;
    chain->obstacle = RC_LADDER_COORDINATE;
    arb_set(chain->value, c);
    return RC_UNCERTAIN;
}

/* The value in the way is known so well that it must be zero, or as good as
   zero: more bits will hardly tell. */
static int
is_as_good_as_zero(const rc_ladder_chain *chain)
{
    return chain->obstacle != RC_LADDER_PROOF &&
           mag_cmp_2exp_si(arb_radref(chain->value), -chain->model->prec / 2) <
               0;
}

rc_status
rc_ladder_append(rc_ladder_chain *chain, rc_ladder_branch branch, slong p,
                 const rc_job *job)
{
    const slong i = chain->count;
    rc_ladder_token *token = chain->tokens + i;
    rc_status status;

    if (rc_job_stopped(job))
        return RC_STOPPED;
    token->branch = branch;
    token->coordinate = p;
    chain->obstacle = RC_LADDER_NOTHING;
    if (chain->model->layer->softmax)
        status = rc_ladder_solve_softmax(chain, token, job);
    else
        status = rc_ladder_solve(
            chain, token, arb_mat_entry(chain->model->layer->weights, i, 0),
            job);
    if (status == RC_OK)
        status = check_coordinate(chain, token);
    if (status == RC_UNCERTAIN && is_as_good_as_zero(chain))
        status = RC_LIMIT;
    if (status == RC_OK)
        chain->count++;
    else
        _arb_vec_zero(arb_mat_entry(chain->Z, i, 0), chain->model->dim);
    return status;
}
