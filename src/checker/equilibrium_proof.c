/* R11, group by group: exactly one equilibrium, and where it is. */

#include <stdio.h>

#include "equilibrium.h"
#include "points.h"

/* ---- Reading ---- */

/* A group is the tokens group..last_of(group)-1: the one group of all is
   number 0. */
static long
last_of(const ck_equilibrium *at, long group)
{
    return at->groups > 1 ? group + 1 : at->X.rows;
}

/* radii: a list with one item per group, each of them read so that all may be
   cleared. */
static int
read_radii(const ck_node *node, ck_equilibrium *at)
{
    const size_t n = (size_t)at->groups;
    ck_node item;
    size_t count;
    int good = ck_list(node, n, n, &count);

    for (size_t g = 0; g < n; g++) {
        ck_item(&item, node, g);
        good = ck_read_radii(&item, &at->radii[g]) && good;
    }
    return good;
}

int
ck_equilibrium_read(const ck_node *witness, const ck_layer *layer,
                    ck_equilibrium *at)
{
    const long n = layer->tokens, d = layer->dim;
    ck_node centre, lambda, radii, radius;
    int good;

    at->layer = layer;
    at->subspace = NULL;
    at->groups = layer->model->lower_triangular ? n : 1;
    at->radii = ck_allocate((size_t)at->groups, sizeof *at->radii);
    ck_imatrix_init(&at->centre, n, d, layer->prec);
    ck_imatrix_init(&at->lambda, n, 1, layer->prec);
    ck_imatrix_init(&at->X, n, d, layer->prec);
    ck_imatrix_init(&at->Z, 0, 0, layer->prec);
    ck_member(&centre, witness, "centre");
    ck_member(&lambda, witness, "lambda");
    ck_member(&radii, witness, "radii");
    ck_member(&radius, witness, "radius");
    good = ck_read_points(&centre, &at->centre) &&
           ck_read_point_column(&lambda, &at->lambda);
    good = read_radii(&radii, at) && good;
    return ck_read_positive(&radius, at->radius) && good;
}

void
ck_equilibrium_clear(ck_equilibrium *at)
{
    mpfr_clear(at->radius);
    /* no test can see this: it frees memory */
    for (long g = 0; g < at->groups; g++)
        ck_radii_clear(&at->radii[g]);
    ck_release(at->radii);
    ck_imatrix_clear(&at->Z);
    ck_imatrix_clear(&at->X);
    ck_imatrix_clear(&at->lambda);
    ck_imatrix_clear(&at->centre);
}

/* ---- Proving ---- */

/* Where solutions are sought: the model's layer, or its restriction. The rows
   of `tokens` are the enclosures of settled groups, then the centre. */
typedef struct {
    ck_layer restricted; /* empty without a subspace */
    ck_imatrix gram;
    ck_system system;   /* of one group, in the space where it is solved */
    ck_system full;     /* of the same, among all X */
    ck_imatrix *tokens; /* N x k */
    ck_imatrix solved, solved_lambda;
} search;

/* s is all zeros. */
static void
search_init(search *s, ck_equilibrium *at)
{
    const ck_subspace *subspace = at->subspace;
    const long n = at->X.rows, prec = at->X.prec;
    const long k = subspace != NULL ? subspace->dim : at->X.cols;

    ck_imatrix_set(&at->X, &at->centre);
    s->full = (ck_system){at->layer, NULL, 0, 0};
    s->system = s->full;
    s->tokens = &at->X;
    ck_imatrix_init(&s->solved, n, k, prec);
    ck_imatrix_init(&s->solved_lambda, n, 1, prec);
    if (subspace == NULL)
        return;
    ck_imatrix_init(&s->gram, k, k, prec);
    ck_layer_restrict(&s->restricted, &s->gram, at->layer, &subspace->U,
                      subspace->pivots);
    s->system.layer = &s->restricted;
    s->system.gram = &s->gram;
    ck_imatrix_clear(&at->Z);
    ck_imatrix_init(&at->Z, n, k, prec);
    s->tokens = &at->Z;
    for (long i = 0; i < n; i++)
        for (long b = 0; b < k; b++)
            mpfi_set(ck_imatrix_at(&at->Z, i, b),
                     ck_imatrix_at(&at->centre, i, subspace->pivots[b]));
}

static void
search_clear(search *s)
{
    ck_layer_clear(&s->restricted);
    ck_imatrix_clear(&s->gram);
    ck_imatrix_clear(&s->solved_lambda);
    ck_imatrix_clear(&s->solved);
}

/* Row i of X = that of Z U. */
static void
put_token(ck_equilibrium *at, long i)
{
    const ck_imatrix *U = &at->subspace->U;

    for (long a = 0; a < U->cols; a++)
        ck_dot(ck_imatrix_at(&at->X, i, a),
               (const mpfi_t *)at->Z.entries + i * U->rows, 1,
               (const mpfi_t *)U->entries + a, U->cols, U->rows);
}

/* Solution and uniqueness of one group; its rows of `tokens` and X turn from
   the centre into its enclosure. The condition `inside` follows from the cube,
   see ck_equilibrium_prove. */
static int
prove_group(ck_outcome *o, search *s, ck_equilibrium *at, long group)
{
    const ck_radii *radii = &at->radii[group];

    s->system.first = s->full.first = group;
    s->system.last = s->full.last = last_of(at, group);
    if (!ck_check_solution(o, &s->solved, &s->solved_lambda, &s->system,
                           s->tokens, &at->lambda, radii->e) ||
        !ck_check_uniqueness(o, &s->full, &at->X, &at->lambda, radii))
        return 0;
    for (long i = s->full.first; i < s->full.last; i++) {
        for (long b = 0; b < s->tokens->cols; b++)
            mpfi_set(ck_imatrix_at(s->tokens, i, b),
                     ck_imatrix_at(&s->solved, i, b));
        if (at->subspace != NULL)
            put_token(at, i);
    }
    return 1;
}

/* radius <= u of every group. */
static int
check_radius(ck_outcome *o, const ck_equilibrium *at)
{
    char radius[40], u[40];

    for (long g = 0; g < at->groups; g++)
        if (mpfr_cmp(at->radius, at->radii[g].u) > 0) {
            mpfr_snprintf(radius, sizeof radius, "%.12RUg", at->radius);
            mpfr_snprintf(u, sizeof u, "%.12RDg", at->radii[g].u);
            return ck_reject(o, "the radius %s is above u = %s of group %ld",
                             radius, u, g + 1);
        }
    return 1;
}

static int
prove_groups(ck_outcome *o, search *s, ck_equilibrium *at)
{
    for (long g = 0; g < at->groups; g++)
        if (!prove_group(o, s, at, g))
            return 0;
    return 1;
}

int
ck_equilibrium_prove(ck_outcome *o, ck_equilibrium *at,
                     const ck_subspace *subspace)
{
    search s = {.tokens = NULL};
    int good;

    at->subspace = subspace;
    search_init(&s, at);
    good = ck_check_one_layer(o, at->layer->model) && check_radius(o, at) &&
           prove_groups(o, &s, at) &&
           ck_check_inside(o, &at->X, &at->centre, 0, at->X.rows, at->radius,
                           "centre +- radius");
    search_clear(&s);
    return good;
}

int
ck_equilibrium_holds(ck_outcome *o, const ck_equilibrium *at,
                     const ck_imatrix *x, const char *what)
{
    for (long g = 0; g < at->groups; g++)
        if (!ck_check_inside(o, x, &at->centre, g, last_of(at, g),
                             at->radii[g].u, what))
            return 0;
    return 1;
}
