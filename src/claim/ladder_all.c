/* R13: all choices of branches for one rank. */

#include "every_rank.h"

typedef struct {
    rc_ladder_records *records;
    rc_ladder_chain *chain;
    const rc_job *job;
    slong rank;
    arb_mat_t others; /* N x d: of tokens with two branches, the first */
} walk;

static rc_status go_on(walk *w);

/* The tokens that are left, inside. */
static rc_status
fill(walk *w)
{
    const slong count = w->chain->count;
    rc_status status = RC_OK;

    while (status == RC_OK && w->chain->count < w->chain->model->tokens) {
        const slong attended = rc_ladder_chain_attended(w->chain);

        w->chain->obstacle = RC_LADDER_RESOLVENT;
        status =
            attended < w->chain->model->dim
                ? rc_ladder_append(w->chain, RC_LADDER_INSIDE, attended, w->job)
                : RC_LIMIT;
    }
    if (status == RC_OK)
        status = rc_ladder_records_add(w->records, w->chain, w->rank);
    if (status == RC_OK)
        rc_ladder_chain_cut(w->chain, count);
    return status;
}

/* The two branches of a token are two equilibria: certified for what follows
   from steps in softmax, where both might come to one. */
static rc_status
compare(walk *w, rc_ladder_branch branch)
{
    const slong i = w->chain->count - 1, d = w->chain->model->dim;
    arb_srcptr x = arb_mat_entry(w->chain->Z, i, 0);
    arb_ptr other = arb_mat_entry(w->others, i, 0);

    if (branch == RC_LADDER_A) {
        _arb_vec_set(other, x, d);
        return RC_OK;
    }
    for (slong k = 0; i > 0 && k < d; k++)
        if (!arb_overlaps(other + k, x + k))
            return RC_OK;
    w->chain->obstacle = RC_LADDER_PROOF;
    return i == 0 ? RC_OK : RC_LIMIT;
}

/* One branch, *missing when there is neither it nor the other. */
static rc_status
follow(walk *w, rc_ladder_branch branch, int *missing)
{
    const slong count = w->chain->count;
    rc_status status = rc_ladder_append(
        w->chain, branch, rc_ladder_chain_lowest(w->chain) - 1, w->job);

    if (status == RC_OK) {
        status = compare(w, branch);
        if (status == RC_OK)
            status = go_on(w);
        if (status == RC_OK)
            rc_ladder_chain_cut(w->chain, count);
        return status;
    }
    if (status != RC_DOMAIN || w->chain->obstacle != RC_LADDER_DISCRIMINANT)
        return status == RC_DOMAIN ? RC_LIMIT : status;
    *missing = 1;
    return rc_ladder_records_add(w->records, w->chain, w->rank);
}

static rc_status
go_on(walk *w)
{
    int missing = 0;
    rc_status status = RC_OK;

    if (rc_ladder_chain_rank(w->chain) == w->rank)
        return fill(w);
    /* the mirror images of all that follows are left out */
    if (w->chain->count > 0)
        status = follow(w, RC_LADDER_A, &missing);
    if (status == RC_OK && !missing)
        status = follow(w, RC_LADDER_B, &missing);
    return status;
}

/* Whether some record from `first` on is an equilibrium. */
static int
has_equilibrium(const rc_ladder_records *records, slong first, slong tokens)
{
    for (slong k = first; k < records->count; k++)
        if (records->items[k].count == tokens)
            return 1;
    return 0;
}

rc_status
rc_ladder_all(rc_ladder_records *records, rc_ladder_chain *chain, slong k,
              slong *failed, const rc_job *job)
{
    const slong first = records->count, n = chain->model->tokens;
    walk w = {.records = records, .chain = chain, .job = job, .rank = k};
    rc_status status;

    arb_mat_init(w.others, n, chain->model->dim);
    rc_ladder_chain_cut(chain, 0);
    status = go_on(&w);
    *failed = chain->count;
    if (status == RC_OK && !has_equilibrium(records, first, n)) {
        *failed = records->items[records->count - 1].count;
        status = RC_DOMAIN;
    }
    arb_mat_clear(w.others);
    return status;
}
