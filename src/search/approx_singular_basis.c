#include <stdlib.h>

#include "search.h"

#define MAX_SWEEPS 80

/* An n x m array of floating-point numbers, row after row. */
typedef struct {
    slong n, m;
    arf_struct *entries;
} grid;

static rc_status
grid_init(grid *g, slong n, slong m)
{
    g->n = n;
    g->m = m;
    g->entries = malloc((size_t)(n * m + 1) * sizeof(*g->entries));
    if (g->entries == NULL)
        return RC_NOMEM;
    for (slong k = 0; k < n * m; k++)
        arf_init(g->entries + k);
    return RC_OK;
}

static void
grid_clear(grid *g)
{
    for (slong k = 0; g->entries != NULL && k < g->n * g->m; k++)
        arf_clear(g->entries + k);
    free(g->entries);
}

static arf_struct *
grid_row(const grid *g, slong i)
{
    return g->entries + i * g->m;
}

static void
row_product(arf_t r, const grid *g, slong p, slong q, slong prec)
{
    arf_zero(r);
    for (slong k = 0; k < g->m; k++)
        arf_addmul(r, grid_row(g, p) + k, grid_row(g, q) + k, prec,
                   ARF_RND_NEAR);
}

/* (row p, row q) = (c p - s q, s p + c q). */
static void
rotate_rows(grid *g, slong p, slong q, const arf_t c, const arf_t s, slong prec)
{
    arf_t keep;

    arf_init(keep);
    for (slong k = 0; k < g->m; k++) {
        arf_struct *x = grid_row(g, p) + k, *y = grid_row(g, q) + k;

        arf_mul(keep, s, x, prec, ARF_RND_NEAR);
        arf_mul(x, c, x, prec, ARF_RND_NEAR);
        arf_submul(x, s, y, prec, ARF_RND_NEAR);
        arf_mul(y, c, y, prec, ARF_RND_NEAR);
        arf_add(y, y, keep, prec, ARF_RND_NEAR);
    }
    arf_clear(keep);
}

/* c and s of the rotation that makes two rows with squares alpha, beta and
   product gamma orthogonal: t = sign(z) / (|z| + sqrt(1 + z^2)),
   z = (beta - alpha) / (2 gamma), c = 1 / sqrt(1 + t^2), s = c t. */
static void
rotation(arf_t c, arf_t s, const arf_t alpha, const arf_t beta,
         const arf_t gamma, slong prec)
{
    arf_t z, t;

    arf_init(z);
    arf_init(t);
    arf_sub(z, beta, alpha, prec, ARF_RND_NEAR);
    arf_div(z, z, gamma, prec, ARF_RND_NEAR);
    arf_mul_2exp_si(z, z, -1);
    arf_mul(t, z, z, prec, ARF_RND_NEAR);
    arf_add_ui(t, t, 1, prec, ARF_RND_NEAR);
    arf_sqrt(t, t, prec, ARF_RND_NEAR);
    if (arf_sgn(z) < 0)
        arf_neg(t, t);
    arf_add(t, t, z, prec, ARF_RND_NEAR);
    arf_ui_div(t, 1, t, prec, ARF_RND_NEAR);
    arf_mul(c, t, t, prec, ARF_RND_NEAR);
    arf_add_ui(c, c, 1, prec, ARF_RND_NEAR);
    arf_rsqrt(c, c, prec, ARF_RND_NEAR);
    arf_mul(s, c, t, prec, ARF_RND_NEAR);
    arf_clear(t);
    arf_clear(z);
}

/* 1 when gamma^2 > 2^(-2 bits) alpha beta: the rows are not orthogonal yet. */
static int
needs_rotation(const arf_t alpha, const arf_t beta, const arf_t gamma,
               slong bits)
{
    arf_t square, product;
    int needs;

    arf_init(square);
    arf_init(product);
    arf_mul(square, gamma, gamma, 64, ARF_RND_NEAR);
    arf_mul(product, alpha, beta, 64, ARF_RND_NEAR);
    arf_mul_2exp_si(product, product, -2 * bits);
    needs = arf_is_finite(square) && arf_cmp(square, product) > 0;
    arf_clear(product);
    arf_clear(square);
    return needs;
}

/* Rotates row p with every later row; returns how many times. */
static slong
rotate_with_later(grid *w, grid *v, slong p, slong prec)
{
    slong rotated = 0;
    arf_t alpha, beta, gamma, c, s;

    arf_init(alpha);
    arf_init(beta);
    arf_init(gamma);
    arf_init(c);
    arf_init(s);
    for (slong q = p + 1; q < w->n; q++) {
        row_product(alpha, w, p, p, prec);
        row_product(beta, w, q, q, prec);
        row_product(gamma, w, p, q, prec);
        if (!needs_rotation(alpha, beta, gamma, prec - 16))
            continue;
        rotation(c, s, alpha, beta, gamma, prec);
        rotate_rows(w, p, q, c, s, prec);
        rotate_rows(v, p, q, c, s, prec);
        rotated++;
    }
    arf_clear(s);
    arf_clear(c);
    arf_clear(gamma);
    arf_clear(beta);
    arf_clear(alpha);
    return rotated;
}

/* Sweeps over all pairs until nothing is left to rotate. */
static rc_status
sweep(grid *w, grid *v, int (*stop)(void *context), void *context, slong prec)
{
    slong rotated = 1;

    for (int k = 0; k < MAX_SWEEPS && rotated != 0; k++) {
        rotated = 0;
        for (slong p = 0; p < w->n; p++) {
            if (stop != NULL && stop(context))
                return RC_STOPPED;
            rotated += rotate_with_later(w, v, p, prec);
        }
    }
    return RC_OK;
}

static void
load(grid *w, grid *v, const arb_mat_t X)
{
    const int transposed = arb_mat_nrows(X) > arb_mat_ncols(X);

    for (slong i = 0; i < w->n; i++) {
        for (slong k = 0; k < w->m; k++)
            arf_set(grid_row(w, i) + k,
                    arb_midref(transposed ? arb_mat_entry(X, k, i)
                                          : arb_mat_entry(X, i, k)));
        for (slong k = 0; k < v->m; k++)
            arf_set_si(grid_row(v, i) + k, i == k);
    }
}

rc_status
rc_approx_singular_basis(arb_mat_t Q, const arb_mat_t X,
                         int (*stop)(void *context), void *context, slong prec)
{
    const slong rows = arb_mat_nrows(X), cols = arb_mat_ncols(X);
    const slong n = rows < cols ? rows : cols, m = rows < cols ? cols : rows;
    grid w = {0}, v = {0};
    rc_status status;

    status = grid_init(&w, n, m);
    if (status == RC_OK)
        status = grid_init(&v, n, n);
    if (status == RC_OK) {
        load(&w, &v, X);
        status = sweep(&w, &v, stop, context, prec);
        for (slong i = 0; i < n; i++)
            for (slong k = 0; k < n; k++)
                arb_set_arf(arb_mat_entry(Q, k, i), grid_row(&v, i) + k);
    }
    grid_clear(&v);
    grid_clear(&w);
    return status;
}
