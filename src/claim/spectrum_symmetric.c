/* R30 for symmetric masks: how many eigenvalues of M lie above theta and below
   -theta, from the signs of G - theta D and G + theta D. */

#include <stdlib.h>

#include "spectrum.h"

int
rc_spectrum_mask_is_symmetric(const rc_mask *mask)
{
    const long n = rc_mask_tokens(mask);

    for (long i = 0; i < n; i++)
        for (long j = 0; j < i; j++)
            if (rc_mask_has(mask, i, j) != rc_mask_has(mask, j, i))
                return 0;
    return 1;
}

/* ---- An order that keeps it sparse ---- */

/* The graph of what is left while tokens are eliminated: edge[i N + j], and
   the neighbours' number, -1 for a token that is gone. */
typedef struct {
    long n;
    unsigned char *edge;
    long *degree;
    long *near; /* room for the neighbours of one token */
} graph;

static long
least_degree(const graph *g)
{
    long best = -1;

    for (long i = 0; i < g->n; i++)
        if (g->degree[i] >= 0 && (best < 0 || g->degree[i] < g->degree[best]))
            best = i;
    return best;
}

static void
join(graph *g, long i, long j)
{
    unsigned char *const edge = g->edge + (size_t)i * (size_t)g->n + j;

    if (i == j || *edge)
        return;
    *edge = 1;
    g->degree[i]++;
}

/* Removes a token and joins its neighbours to each other. */
static void
eliminate(graph *g, long k)
{
    const unsigned char *const row = g->edge + (size_t)k * (size_t)g->n;
    long count = 0;

    for (long i = 0; i < g->n; i++)
        if (row[i] && g->degree[i] >= 0)
            g->near[count++] = i;
    g->degree[k] = -1;
    for (long a = 0; a < count; a++) {
        g->degree[g->near[a]]--;
        for (long b = 0; b < count; b++)
            join(g, g->near[a], g->near[b]);
    }
}

rc_status
rc_spectrum_sparse_order(slong *order, const rc_mask *mask)
{
    const long n = rc_mask_tokens(mask);
    graph g = {.n = n,
               .edge = calloc((size_t)n, (size_t)n),
               .degree = calloc((size_t)n, sizeof(long)),
               .near = calloc((size_t)n, sizeof(long))};
    const int lost = g.edge == NULL || g.degree == NULL || g.near == NULL;

    for (long i = 0; !lost && i < n; i++)
        for (long j = 0; j < n; j++)
            if (rc_mask_has(mask, i, j))
                join(&g, i, j);
    for (long k = 0; !lost && k < n; k++) {
        order[k] = least_degree(&g);
        eliminate(&g, order[k]);
    }
    free(g.near);
    free(g.degree);
    free(g.edge);
    return lost ? RC_NOMEM : RC_OK;
}

/* ---- Counting ---- */

rc_status
rc_spectrum_pivots_init(rc_spectrum_pivots *pivots, slong n)
{
    rc_status status;

    *pivots = (rc_spectrum_pivots){.has_minus = 0};
    status = rc_pivots_init(&pivots->minus, n);
    if (status == RC_OK)
        status = rc_pivots_init(&pivots->plus, n);
    return status;
}

void
rc_spectrum_pivots_clear(rc_spectrum_pivots *pivots)
{
    rc_pivots_clear(&pivots->plus);
    rc_pivots_clear(&pivots->minus);
}

/* The eigenvalues of one of the two matrices, once counted. */
typedef struct {
    int known;
    slong positive, negative;
} counts;

/* R30. Each of the two matrices alone can show ABOVE; all else needs both. */
static rc_spectrum_relation
relation_of(const counts *minus, const counts *plus, slong n)
{
    if (minus->known && minus->positive >= 2)
        return RC_SPECTRUM_ABOVE;
    if (plus->known && plus->negative >= 1)
        return RC_SPECTRUM_ABOVE;
    if (!minus->known || !plus->known)
        return RC_SPECTRUM_OPEN;
    return minus->negative >= n - 1 && plus->positive == n ? RC_SPECTRUM_BELOW
                                                           : RC_SPECTRUM_EQUAL;
}

/* Which of the two a proof rests on: of |lambda_2| >= theta when `lower`. */
static void
choose(rc_spectrum_pivots *pivots, rc_spectrum_relation relation, int lower,
       const counts *minus, slong n)
{
    pivots->has_minus = pivots->has_plus = 1;
    if (relation == RC_SPECTRUM_ABOVE) {
        pivots->has_minus = minus->known && minus->positive >= 2;
        pivots->has_plus = !pivots->has_minus;
    } else if (relation == RC_SPECTRUM_EQUAL && lower) {
        pivots->has_minus = minus->negative <= n - 2;
        pivots->has_plus = !pivots->has_minus;
    }
}

/* The pivots of the matrix in the order of elimination, as tokens. */
static void
name_rows(rc_pivots *pivots, const slong *order)
{
    for (slong k = 0; k < pivots->n; k++)
        pivots->order[k] = order[pivots->order[k]];
}

/* S = G + sign theta D, rows in the order of elimination. */
static void
fill(arb_mat_t S, const rc_spectrum *s, int sign, const arb_t theta, slong prec)
{
    const rc_mask *mask = s->job->c->model.mask;

    for (slong i = 0; i < s->n; i++) {
        arb_ptr entry = arb_mat_entry(S, i, i);

        for (slong j = 0; j < i; j++)
            arb_set_si(arb_mat_entry(S, i, j),
                       rc_mask_has(mask, s->order[i], s->order[j]));
        arb_mul_si(entry, theta, sign * rc_mask_degree(mask, s->order[i]),
                   prec);
        arb_add_si(entry, entry, 1, prec);
    }
}

static rc_status
count(counts *found, rc_pivots *pivots, const rc_spectrum *s, int sign,
      const arb_t theta, slong prec)
{
    const rc_limits *limits = &s->job->limits;
    arb_mat_t S;
    rc_status status;

    arb_mat_init(S, s->n, s->n);
    fill(S, s, sign, theta, prec);
    status = rc_inertia_in_order(&found->positive, &found->negative, pivots, S,
                                 limits->stop, limits->context, prec);
    found->known = status == RC_OK;
    if (found->known && pivots != NULL)
        name_rows(pivots, s->order);
    arb_mat_clear(S);
    return status == RC_UNCERTAIN ? RC_OK : status;
}

rc_status
rc_spectrum_count(rc_spectrum_relation *relation, rc_spectrum_pivots *pivots,
                  const rc_spectrum *s, const arb_t theta, slong prec)
{
    counts minus = {0}, plus = {0};
    rc_status status = count(&minus, pivots == NULL ? NULL : &pivots->minus, s,
                             -1, theta, prec);

    *relation = relation_of(&minus, &plus, s->n);
    if (status == RC_OK && *relation == RC_SPECTRUM_OPEN)
        status = count(&plus, pivots == NULL ? NULL : &pivots->plus, s, 1,
                       theta, prec);
    *relation =
        status == RC_OK ? relation_of(&minus, &plus, s->n) : RC_SPECTRUM_OPEN;
    if (pivots != NULL)
        choose(pivots, *relation, 0, &minus, s->n);
    return status;
}

/* ---- Exactly ---- */

static void
fill_exactly(fmpq_mat_t S, const rc_spectrum *s, int sign, const fmpq_t theta)
{
    const rc_mask *mask = s->job->c->model.mask;

    for (slong i = 0; i < s->n; i++) {
        fmpq *entry = fmpq_mat_entry(S, i, i);

        for (slong j = 0; j < i; j++)
            fmpq_set_si(fmpq_mat_entry(S, i, j),
                        rc_mask_has(mask, s->order[i], s->order[j]), 1);
        fmpq_mul_si(entry, theta, sign * rc_mask_degree(mask, s->order[i]));
        fmpq_add_si(entry, entry, 1);
    }
}

static rc_status
count_exactly(counts *found, rc_pivots *pivots, const rc_spectrum *s, int sign,
              const fmpq_t theta)
{
    const rc_limits *limits = &s->job->limits;
    fmpq_mat_t S;
    rc_status status;

    fmpq_mat_init(S, s->n, s->n);
    fill_exactly(S, s, sign, theta);
    status = rc_exact_inertia(&found->positive, &found->negative, pivots, S,
                              limits->stop, limits->context);
    found->known = status == RC_OK;
    if (found->known && pivots != NULL)
        name_rows(pivots, s->order);
    fmpq_mat_clear(S);
    return status;
}

rc_status
rc_spectrum_count_exactly(rc_spectrum_relation *relation,
                          rc_spectrum_pivots *pivots, int lower,
                          const rc_spectrum *s, const fmpq_t theta)
{
    counts minus = {0}, plus = {0};
    rc_status status = count_exactly(
        &minus, pivots == NULL ? NULL : &pivots->minus, s, -1, theta);

    if (status == RC_OK)
        status = count_exactly(&plus, pivots == NULL ? NULL : &pivots->plus, s,
                               1, theta);
    *relation =
        status == RC_OK ? relation_of(&minus, &plus, s->n) : RC_SPECTRUM_OPEN;
    if (pivots != NULL)
        choose(pivots, *relation, lower, &minus, s->n);
    return status;
}
