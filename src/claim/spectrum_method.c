/* How the second eigenvalue of the consensus matrix can be had: exactly from
   the mask's structure where that is possible (R30). */

#include <stdlib.h>

#include "spectrum.h"

void
rc_spectrum_entry(fmpq_t q, const rc_job *job, long i, long j)
{
    const rc_case_model *m = &job->c->model;

    if (m->attention == RC_ATTENTION_FIXED)
        fmpq_set(q, rc_matrix_entry(m->fixed.items, i, j)->rational);
    else if (rc_mask_has(m->mask, i, j))
        fmpq_set_si(q, 1, (ulong)rc_mask_degree(m->mask, i));
    else
        fmpq_zero(q);
}

/* ---- Triangular masks ---- */

/* Puts the tokens in an order in which each attends to itself and to earlier
   ones only; how many found a place, N when there is such an order. waiting[i]
   is the number of tokens before which i cannot come. */
static slong
sort_tokens(slong *order, long *waiting, const rc_mask *mask)
{
    const long n = rc_mask_tokens(mask);
    slong placed = 0;

    for (long i = 0; i < n; i++) {
        waiting[i] = rc_mask_degree(mask, i) - 1;
        if (waiting[i] == 0)
            order[placed++] = i;
    }
    for (slong k = 0; k < placed; k++)
        for (long i = 0; i < n; i++)
            if (i != order[k] && rc_mask_has(mask, i, order[k]) &&
                --waiting[i] == 0)
                order[placed++] = i;
    return placed;
}

/* exact = the second largest M_ii; 0 for one token. */
static void
second_largest(fmpq_t exact, const rc_job *job, slong n)
{
    fmpq_t most, entry;

    fmpq_init(most);
    fmpq_init(entry);
    fmpq_zero(exact);
    for (long i = 0; i < n; i++) { /* diagonals are positive */
        rc_spectrum_entry(entry, job, i, i);
        if (fmpq_cmp(entry, most) > 0)
            fmpq_swap(entry, most);
        if (fmpq_cmp(entry, exact) > 0)
            fmpq_set(exact, entry);
    }
    fmpq_clear(entry);
    fmpq_clear(most);
}

static rc_status
try_order(rc_spectrum *s)
{
    long *waiting = calloc((size_t)s->n, sizeof *waiting);

    if (waiting == NULL)
        return RC_NOMEM;
    if (sort_tokens(s->order, waiting, s->job->c->model.mask) == s->n) {
        s->method = RC_SPECTRUM_ORDER;
        second_largest(s->exact, s->job, s->n);
    }
    free(waiting);
    return RC_OK;
}

/* ---- Two sources ---- */

static rc_status
try_sources(rc_spectrum *s)
{
    rc_status status = rc_mask_get_facts(&s->facts, s->job->c->model.mask);

    if (status == RC_OK && !s->facts.quasi_strongly_connected) {
        s->method = RC_SPECTRUM_SOURCES;
        fmpq_one(s->exact);
    }
    return status;
}

/* ---- All of them ---- */

static rc_status
try_counting(rc_spectrum *s)
{
    const rc_case_model *m = &s->job->c->model;
    rc_status status;

    if (m->attention == RC_ATTENTION_FIXED ||
        s->n > RC_SPECTRUM_MOST_SYMMETRIC ||
        !rc_spectrum_mask_is_symmetric(m->mask))
        return RC_OK;
    status = rc_spectrum_sparse_order(s->order, m->mask);
    if (status == RC_OK)
        s->method = RC_SPECTRUM_SYMMETRIC;
    return status;
}

static rc_status
try_polynomial(rc_spectrum *s)
{
    rc_status status = rc_spectrum_polynomial(s->c, s->job);

    if (status == RC_OK)
        s->method = RC_SPECTRUM_POLYNOMIAL;
    return status;
}

rc_status
rc_spectrum_init(rc_spectrum *s, const rc_job *job)
{
    static rc_status (*const methods[])(rc_spectrum *) = {
        try_order, try_sources, try_counting, try_polynomial};
    rc_status status = RC_OK;

    *s = (rc_spectrum){.job = job, .n = job->c->model.tokens};
    fmpq_init(s->exact);
    fmpz_poly_init(s->c);
    if (job->c->model.attention == RC_ATTENTION_FIXED &&
        job->c->model.fixed.count != 1)
        return RC_DOMAIN;
    s->order = calloc((size_t)s->n, sizeof *s->order);
    if (s->order == NULL)
        return RC_NOMEM;
    for (size_t k = 0; k < sizeof methods / sizeof *methods; k++)
        if (status == RC_OK && s->method == RC_SPECTRUM_NONE)
            status = methods[k](s);
    return status;
}

void
rc_spectrum_clear(rc_spectrum *s)
{
    rc_mask_facts_clear(&s->facts);
    free(s->order);
    fmpz_poly_clear(s->c);
    fmpq_clear(s->exact);
}
