/* R13: the search for a chain of a given rank, with the way back from branches
   that are missing. */

#include "ladder.h"

/* Tokens tried for one chain, beyond those of a straight way. */
#define MAX_TRIES 4096

typedef struct {
    rc_ladder_chain *chain;
    const rc_job *job;
    slong rank, tries;
    int open; /* something is missing, though not for certain */
    /* the longest chain that failed: its next token and why */
    slong failed;
    rc_ladder_obstacle obstacle;
    arb_t value;
} search;

static void
note_failure(search *s)
{
    if (s->chain->count < s->failed)
        return;
    s->failed = s->chain->count;
    s->obstacle = s->chain->obstacle;
    arb_set(s->value, s->chain->value);
}

static rc_status extend(search *s);

/* One way to go on, and all that follows from it. RC_DOMAIN: it leads
   nowhere. */
static rc_status
try_token(search *s, rc_ladder_branch branch, slong p)
{
    const slong i = s->chain->count;
    rc_status status;

    if (s->tries-- <= 0)
        return RC_LIMIT;
    status = rc_ladder_append(s->chain, branch, p, s->job);
    if (status == RC_OK) {
        status = extend(s);
        if (status == RC_DOMAIN)
            rc_ladder_chain_cut(s->chain, i);
        return status;
    }
    if (status == RC_STOPPED || status == RC_NOMEM)
        return status;
    note_failure(s);
    if (status == RC_UNCERTAIN)
        return RC_UNCERTAIN;
    s->open = s->open || status != RC_DOMAIN;
    return RC_DOMAIN;
}

/* Both branches with lowest coordinate p. */
static rc_status
try_branches(search *s, slong p)
{
    rc_status status = try_token(s, RC_LADDER_B, p);

    /* without tokens before it A is the mirror image of B */
    if (status == RC_DOMAIN && s->chain->count > 0)
        status = try_token(s, RC_LADDER_A, p);
    return status;
}

/* Without a new direction: inside, or where that is not to be had in the
   direction of a coordinate that others have used. */
static rc_status
try_inside(search *s)
{
    const slong attended = rc_ladder_chain_attended(s->chain);
    rc_status status = RC_DOMAIN;

    if (attended < s->chain->model->dim)
        status = try_token(s, RC_LADDER_INSIDE, attended);
    if (status == RC_DOMAIN && attended > rc_ladder_chain_lowest(s->chain))
        status = try_branches(s, attended - 1);
    return status;
}

/* All ways to go on from the chain as it is. */
static rc_status
extend(search *s)
{
    const slong missing = s->rank - rc_ladder_chain_rank(s->chain);
    const slong left = s->chain->model->tokens - s->chain->count;
    rc_status status = RC_DOMAIN;

    if (left == 0)
        return RC_OK;
    if (missing > 0)
        status = try_branches(s, rc_ladder_chain_lowest(s->chain) - 1);
    if (status == RC_DOMAIN && left > missing && s->chain->count > 0)
        status = try_inside(s);
    return status;
}

/* How much of the chain is of use for rank k: up to its k-th new direction. */
static slong
useful(const rc_ladder_chain *chain, slong k)
{
    slong lowest = chain->model->dim, rank = 0, i = 0;

    for (; i < chain->count && rank < k; i++)
        if (chain->tokens[i].coordinate < lowest) {
            lowest = chain->tokens[i].coordinate;
            rank++;
        }
    return i;
}

/* From the useful part on; when that leads nowhere, from the first token. */
static rc_status
search_both(search *s)
{
    const slong kept = useful(s->chain, s->rank);
    rc_status status;

    rc_ladder_chain_cut(s->chain, kept);
    status = extend(s);
    if (status == RC_DOMAIN && kept > 0) {
        rc_ladder_chain_cut(s->chain, 0);
        status = extend(s);
    }
    return status;
}

rc_status
rc_ladder_search(rc_ladder_chain *chain, slong k, slong *failed,
                 const rc_job *job)
{
    search s = {.chain = chain,
                .job = job,
                .rank = k,
                .tries = MAX_TRIES + 4 * chain->model->tokens,
                .failed = -1};
    rc_status status;

    arb_init(s.value);
    status = search_both(&s);
    if (status != RC_OK) {
        *failed = s.failed;
        chain->obstacle = s.obstacle;
        arb_set(chain->value, s.value);
    }
    if (status == RC_DOMAIN && s.open)
        status = RC_LIMIT;
    arb_clear(s.value);
    return status;
}
