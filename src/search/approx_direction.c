/* Wolfe, Finding the nearest point in a polytope, Mathematical Programming 11
   (1976). */

#include <stdlib.h>

#include "search.h"

/* The corral: some rows of X, and positive weights that sum to one. */
typedef struct {
    const arb_mat_struct *gram; /* of all rows; exact points */
    slong *rows;
    arb_ptr weights, wanted; /* as many as there are rows of X */
    slong count;
    slong prec;
} corral;

static void
forget_radius(arb_t x)
{
    mag_zero(arb_radref(x));
}

/* gram = X X^T, as points. */
static void
set_gram(arb_mat_t gram, const arb_mat_t X, slong prec)
{
    arb_mat_t M, turned;

    arb_mat_init(M, arb_mat_nrows(X), arb_mat_ncols(X));
    arb_mat_init(turned, arb_mat_ncols(X), arb_mat_nrows(X));
    arb_mat_get_mid(M, X);
    arb_mat_transpose(turned, M);
    arb_mat_approx_mul(gram, M, turned, prec);
    arb_mat_clear(turned);
    arb_mat_clear(M);
}

/* value = <point, row i>. */
static void
product_with(arb_t value, const corral *c, slong i)
{
    arb_zero(value);
    for (slong k = 0; k < c->count; k++)
        arb_addmul(value, c->weights + k, arb_mat_entry(c->gram, i, c->rows[k]),
                   c->prec);
    forget_radius(value);
}

/* The row with the least product with the point, which goes to `least`. */
static slong
lowest_row(arb_t least, const corral *c)
{
    slong found = 0;
    arb_t value;

    arb_init(value);
    product_with(least, c, 0);
    for (slong i = 1; i < arb_mat_nrows(c->gram); i++) {
        product_with(value, c, i);
        if (arf_cmp(arb_midref(value), arb_midref(least)) < 0) {
            arb_set(least, value);
            found = i;
        }
    }
    arb_clear(value);
    return found;
}

static void
get_square(arb_t square, const corral *c)
{
    arb_t value;

    arb_init(value);
    arb_zero(square);
    for (slong k = 0; k < c->count; k++) {
        product_with(value, c, c->rows[k]);
        arb_addmul(square, value, c->weights + k, c->prec);
    }
    forget_radius(square);
    arb_clear(value);
}

/* wanted = the weights of the point of least norm in the affine hull: those of
   a solution of (G + 1 1^T) z = 1, scaled. 0 when there is none. */
static int
get_wanted(corral *c)
{
    arb_mat_t A, z;
    arb_t sum;
    int good;

    arb_mat_init(A, c->count, c->count);
    arb_mat_init(z, c->count, 1);
    arb_init(sum);
    for (slong i = 0; i < c->count; i++) {
        arb_one(arb_mat_entry(z, i, 0));
        for (slong j = 0; j < c->count; j++) {
            arb_add_si(arb_mat_entry(A, i, j),
                       arb_mat_entry(c->gram, c->rows[i], c->rows[j]), 1,
                       c->prec);
            forget_radius(arb_mat_entry(A, i, j));
        }
    }
    good = arb_mat_approx_solve(z, A, z, c->prec);
    for (slong i = 0; i < c->count; i++)
        arb_add(sum, sum, arb_mat_entry(z, i, 0), c->prec);
    good = good && arb_is_nonzero(sum);
    for (slong i = 0; good && i < c->count; i++) {
        arb_div(c->wanted + i, arb_mat_entry(z, i, 0), sum, c->prec);
        forget_radius(c->wanted + i);
        good = arb_is_finite(c->wanted + i);
    }
    arb_clear(sum);
    arb_mat_clear(z);
    arb_mat_clear(A);
    return good;
}

static int
is_inside(const corral *c)
{
    for (slong k = 0; k < c->count; k++)
        if (arf_sgn(arb_midref(c->wanted + k)) <= 0)
            return 0;
    return 1;
}

/* Goes from the weights towards the wanted ones until one becomes zero, which
   leaves. */
static void
go_to_the_edge(corral *c)
{
    slong leaves = 0;
    arb_t step, least;

    arb_init(step);
    arb_init(least);
    arb_pos_inf(least);
    for (slong k = 0; k < c->count; k++) {
        if (arf_sgn(arb_midref(c->wanted + k)) > 0)
            continue;
        arb_sub(step, c->weights + k, c->wanted + k, c->prec);
        arb_div(step, c->weights + k, step, c->prec);
        forget_radius(step);
        if (arf_cmp(arb_midref(step), arb_midref(least)) < 0) {
            arb_set(least, step);
            leaves = k;
        }
    }
    for (slong k = 0; k < c->count; k++) {
        arb_sub(step, c->wanted + k, c->weights + k, c->prec);
        arb_addmul(c->weights + k, step, least, c->prec);
        forget_radius(c->weights + k);
    }
    c->count--;
    for (slong k = leaves; k < c->count; k++) {
        c->rows[k] = c->rows[k + 1];
        arb_swap(c->weights + k, c->weights + k + 1);
    }
    arb_clear(least);
    arb_clear(step);
}

static int
has_row(const corral *c, slong row)
{
    for (slong k = 0; k < c->count; k++)
        if (c->rows[k] == row)
            return 1;
    return 0;
}

/* One row more, or 0 when the point is as near to 0 as it gets. */
static int
take_lowest(corral *c)
{
    arb_t least, square;
    slong row;
    int more;

    arb_init(least);
    arb_init(square);
    row = lowest_row(least, c);
    get_square(square, c);
    arb_sub(least, square, least, c->prec);
    arb_mul_2exp_si(square, square, -c->prec / 2);
    more =
        arf_cmp(arb_midref(least), arb_midref(square)) > 0 && !has_row(c, row);
    if (more) {
        c->rows[c->count] = row;
        arb_zero(c->weights + c->count);
        c->count++;
    }
    arb_clear(square);
    arb_clear(least);
    return more;
}

/* Both loops of the method. */
static rc_status
descend(corral *c, slong steps, int (*stop)(void *context), void *context)
{
    while (steps-- > 0 && take_lowest(c)) {
        while (c->count > 1) {
            if (stop != NULL && stop(context))
                return RC_STOPPED;
            if (!get_wanted(c))
                return RC_OK; /* as good as it gets with these bits */
            if (is_inside(c)) {
                for (slong k = 0; k < c->count; k++)
                    arb_swap(c->weights + k, c->wanted + k);
                break;
            }
            go_to_the_edge(c);
        }
        if (c->count == 1)
            arb_one(c->weights);
    }
    return RC_OK;
}

/* v = the point, with `bits` digits below its largest entry. */
static rc_status
get_point(fmpq_mat_t v, const corral *c, const arb_mat_t X)
{
    const slong d = arb_mat_ncols(X);
    slong most = WORD_MIN;
    arb_mat_t point;
    arf_t x;
    fmpz_t n;

    arb_mat_init(point, 1, d);
    arf_init(x);
    fmpz_init(n);
    for (slong j = 0; j < d; j++) {
        arb_ptr entry = arb_mat_entry(point, 0, j);

        for (slong k = 0; k < c->count; k++)
            arb_addmul(entry, c->weights + k, arb_mat_entry(X, c->rows[k], j),
                       2 * c->prec);
        if (!arf_is_zero(arb_midref(entry)) &&
            arf_abs_bound_lt_2exp_si(arb_midref(entry)) > most)
            most = arf_abs_bound_lt_2exp_si(arb_midref(entry));
    }
    for (slong j = 0; most != WORD_MIN && j < d; j++) {
        arf_mul_2exp_si(x, arb_midref(arb_mat_entry(point, 0, j)),
                        c->prec - most);
        arf_get_fmpz(n, x, ARF_RND_NEAR);
        fmpq_set_fmpz(fmpq_mat_entry(v, 0, j), n);
        fmpq_div_2exp(fmpq_mat_entry(v, 0, j), fmpq_mat_entry(v, 0, j),
                      (flint_bitcnt_t)c->prec);
    }
    fmpz_clear(n);
    arf_clear(x);
    arb_mat_clear(point);
    return most == WORD_MIN ? RC_UNCERTAIN : RC_OK;
}

rc_status
rc_approx_direction(fmpq_mat_t v, const arb_mat_t X, int (*stop)(void *context),
                    void *context, slong prec)
{
    const slong n = arb_mat_nrows(X);
    corral c = {.prec = prec};
    arb_mat_t gram;
    rc_status status;

    if (!arb_mat_is_finite(X))
        return RC_UNCERTAIN;
    c.rows = malloc((size_t)n * sizeof *c.rows);
    if (c.rows == NULL)
        return RC_NOMEM;
    arb_mat_init(gram, n, n);
    c.weights = _arb_vec_init(n);
    c.wanted = _arb_vec_init(n);
    set_gram(gram, X, 2 * prec);
    c.gram = gram;
    c.rows[0] = 0;
    c.count = 1;
    arb_one(c.weights);
    status = descend(&c, 16 * (n + arb_mat_ncols(X)) + 64, stop, context);
    if (status == RC_OK)
        status = get_point(v, &c, X);
    _arb_vec_clear(c.wanted, n);
    _arb_vec_clear(c.weights, n);
    arb_mat_clear(gram);
    free(c.rows);
    return status;
}
