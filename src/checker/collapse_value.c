/* `value`: the products of value matrices are bounded (R18), or each matrix
   preserves norms (R9); all of it exactly. */

#include "collapse.h"
#include "semidefinite.h"

/* ---- R18 ---- */

static int
check_contraction(ck_outcome *o, const ck_qmatrix *w, long t)
{
    mpq_t one;
    int good;

    mpq_init(one);
    mpq_set_ui(one, 1, 1);
    good = ck_norm_is_within(w, one);
    mpq_clear(one);
    return good || ck_reject(o,
                             "value: I - W^T W of layer %ld is not positive "
                             "semidefinite",
                             t);
}

/* The sum of the absolute values of row i is at most 1. */
static int
row_is_within(const ck_qmatrix *m, long i)
{
    mpq_t sum, term;
    int good;

    mpq_init(sum);
    mpq_init(term);
    for (long j = 0; j < m->cols; j++) {
        mpq_abs(term, *ck_qmatrix_at(m, i, j));
        mpq_add(sum, sum, term);
    }
    good = mpq_cmp_ui(sum, 1, 1) <= 0;
    mpq_clear(term);
    mpq_clear(sum);
    return good;
}

/* ||S^-1 W S||_inf <= 1 */
static int
check_rows(ck_outcome *o, const ck_qmatrix *w, const ck_qmatrix *basis,
           const ck_qmatrix *inverse, long t)
{
    ck_qmatrix left, conjugate;
    int good = 1;

    ck_qmatrix_init(&left);
    ck_qmatrix_init(&conjugate);
    ck_qmatrix_multiply(&left, inverse, w);
    ck_qmatrix_multiply(&conjugate, &left, basis);
    /* no test can see this: the first failure is kept */
    for (long i = 0; good && i < conjugate.rows; i++)
        if (!row_is_within(&conjugate, i))
            good = ck_reject(o,
                             "value: row %ld of |S^-1 W S| of layer %ld has a "
                             "sum above 1",
                             i + 1, t);
    ck_qmatrix_clear(&conjugate);
    ck_qmatrix_clear(&left);
    return good;
}

/* ||m||_2 <= norm */
static int
check_norm(ck_outcome *o, const ck_qmatrix *m, mpq_srcptr norm,
           const char *names)
{
    mpq_t square;
    int good;

    mpq_init(square);
    mpq_mul(square, norm, norm);
    good = ck_norm_is_within(m, square);
    mpq_clear(square);
    return good ||
           ck_reject(o, "value: %s is not positive semidefinite", names);
}

/* B^2 = d alpha^2 beta^2 */
static void
set_bound(ck_collapse *k)
{
    mpq_set_si(k->value, k->m->dim, 1);
    for (int which = 0; which < 2; which++) {
        mpq_mul(k->value, k->value, k->norms[which]);
        mpq_mul(k->value, k->value, k->norms[which]);
    }
}

/* ---- R9 ---- */

/* p = C m m^T C, C being I for `rms`. */
static void
find_gram(ck_qmatrix *p, const ck_qmatrix *m, int centred)
{
    ck_qmatrix left, right;

    ck_qmatrix_init(&left);
    ck_qmatrix_init(&right);
    ck_qmatrix_transpose(&right, m);
    if (centred)
        ck_qmatrix_centre_rows(&right);
    ck_qmatrix_transpose(&left, &right);
    ck_qmatrix_multiply(p, &left, &right);
    ck_qmatrix_clear(&right);
    ck_qmatrix_clear(&left);
}

/* p = C, the identity for `rms`. */
static int
is_projection(const ck_qmatrix *p, int centred)
{
    ck_qmatrix wanted;
    int good = 1;

    ck_qmatrix_init(&wanted);
    ck_qmatrix_resize(&wanted, p->rows, p->cols);
    for (long i = 0; i < p->rows; i++)
        mpq_set_ui(*ck_qmatrix_at(&wanted, i, i), 1, 1);
    if (centred)
        ck_qmatrix_centre_rows(&wanted);
    for (long k = 0; k < p->rows * p->cols; k++)
        if (!mpq_equal(p->entries[k], wanted.entries[k]))
            good = 0;
    ck_qmatrix_clear(&wanted);
    return good;
}

static int
check_isometry(ck_outcome *o, const ck_qmatrix *w, int centred, long t)
{
    ck_qmatrix gram;
    int good;

    ck_qmatrix_init(&gram);
    find_gram(&gram, w, centred);
    good = is_projection(&gram, centred);
    ck_qmatrix_clear(&gram);
    return good ||
           ck_reject(o, "value: W of layer %ld does not preserve norms%s", t,
                     centred ? " where the mean is 0" : ": W W^T is not I");
}

/* ---- Both ---- */

/* The matrix of layer t; inverse: of the basis, when there is one. */
static int
check_layer(const ck_collapse *k, const ck_qmatrix *inverse, long t)
{
    ck_outcome *o = k->c->o;
    ck_qmatrix w;
    int good;

    ck_qmatrix_init(&w);
    if (!ck_model_value(&w, k->m, t))
        good = ck_reject(o, "value: W of layer %ld is not rational", t);
    else if (k->normed)
        good = check_isometry(o, &w, k->m->norm == CK_NORM_LAYER, t);
    else if (k->basis.rows > 0)
        good = check_rows(o, &w, &k->basis, inverse, t);
    else
        good = check_contraction(o, &w, t);
    ck_qmatrix_clear(&w);
    return good;
}

static int
check_basis(ck_collapse *k, ck_qmatrix *inverse)
{
    ck_outcome *o = k->c->o;

    if (k->basis.rows == 0)
        return 1;
    set_bound(k);
    if (!ck_qmatrix_invert(inverse, &k->basis))
        return ck_reject(o, "value: the basis S is not invertible");
    return check_norm(o, &k->basis, k->norms[0], "alpha^2 I - S^T S") &&
           check_norm(o, inverse, k->norms[1], "beta^2 I - S^-T S^-1");
}

int
ck_collapse_value(ck_collapse *k)
{
    ck_qmatrix inverse;
    int good;

    ck_qmatrix_init(&inverse);
    good = check_basis(k, &inverse);
    /* no test can see this: the first failure is kept, layers repeat */
    for (long t = 0; good && t < (long)k->m->value.count; t++)
        good = check_layer(k, &inverse, t);
    ck_qmatrix_clear(&inverse);
    return good;
}
