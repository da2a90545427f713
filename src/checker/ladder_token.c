/* R13: a token whose weights do not depend on it, by its equations. */

#include <stdio.h>

#include "ladder.h"

/* One token under way. Vectors have d entries, of which those before `first`
   are zero. */
typedef struct {
    ck_ladder *l;
    long i, d, first, prec;
    mpfi_t *right; /* S U */
} work;

/* ---- Vectors ---- */

static mpfi_t *
vector_new(long d, long prec)
{
    mpfi_t *x = ck_allocate((size_t)d, sizeof *x);

    for (long k = 0; k < d; k++) {
        mpfi_init2(x[k], (mpfr_prec_t)prec);
        mpfi_set_ui(x[k], 0);
    }
    return x;
}

static void
vector_free(mpfi_t *x, long d)
{
    for (long k = 0; k < d; k++)
        mpfi_clear(x[k]);
    ck_release(x);
}

/* sum = sum + a b; product is room. */
static void
add_product(mpfi_ptr sum, mpfi_ptr product, mpfi_srcptr a, mpfi_srcptr b)
{
    /* no test can see this: products with zero are zero */
    if (mpfi_is_zero(a) || mpfi_is_zero(b))
        return;
    mpfi_mul(product, a, b);
    mpfi_add(sum, sum, product);
}

/* ---- S U ---- */

/* sum = S. For uniform weights A_ij / A_ii is 1. */
static void
add_tokens(work *w, mpfi_t *sum)
{
    const ck_model *m = w->l->model;
    mpfi_t part;

    mpfi_init2(part, (mpfr_prec_t)w->l->o->bits);
    for (long j = 0; j < w->i; j++) {
        if (!ck_attends(m, w->i, j))
            continue;
        for (long k = w->l->coordinate[j]; k < w->d; k++) {
            mpfi_srcptr z = ck_imatrix_at(&w->l->Z, j, k);

            if (m->attention == CK_UNIFORM) {
                mpfi_add(sum[k], sum[k], z);
                continue;
            }
            mpfi_mul(part, z, ck_imatrix_at(&w->l->layer.weights, w->i, j));
            mpfi_add(sum[k], sum[k], part);
        }
    }
    for (long k = 0; m->attention != CK_UNIFORM && k < w->d; k++)
        mpfi_div(sum[k], sum[k],
                 ck_imatrix_at(&w->l->layer.weights, w->i, w->i));
    mpfi_clear(part);
}

/* Bits that are known of the longest number. What is exact counts as all. */
static long
known_bits(mpfi_t *x, long d, long full)
{
    long most = 0;
    mpfr_t width, size;

    mpfr_init2(width, 32);
    mpfr_init2(size, 32);
    for (long k = 0; k < d; k++) {
        long bits = full;

        mpfi_diam_abs(width, x[k]);
        mpfi_mag(size, x[k]);
        if (!mpfr_regular_p(size))
            continue;
        if (mpfr_regular_p(width))
            bits = (long)(mpfr_get_exp(size) - mpfr_get_exp(width));
        most = bits > most ? bits : most;
    }
    mpfr_clear(size);
    mpfr_clear(width);
    return most;
}

/* right = S U, with no more bits than its numbers are worth. */
static void
set_right(work *w)
{
    enum { SPARE = 64 };
    const long full = w->l->o->bits;
    mpfi_t *sum = vector_new(w->d, full);
    mpfi_t product;
    long known;

    add_tokens(w, sum);
    known = known_bits(sum, w->d, full);
    /* no test can see this: any precision encloses */
    w->prec = known > 0 && known + SPARE < full ? known + SPARE : full;
    w->right = vector_new(w->d, w->prec);
    mpfi_init2(product, (mpfr_prec_t)w->prec);
    for (long k = 0; k < w->d; k++)
        for (long j = 0; j <= k; j++)
            add_product(w->right[k], product, ck_imatrix_at(&w->l->U, j, k),
                        sum[j]);
    mpfi_clear(product);
    vector_free(sum, w->d);
}

/* ---- The recursion ---- */

/* x_k for k >= from by (mu - a_k) x_k = right_k + sum over j < k of U_jk x_j;
   with homogeneous 1 without right. 0 with *k when mu - a_k is not certified
   to be other than zero. */
static int
recur(work *w, mpfi_t *x, mpfi_srcptr mu, long from, int homogeneous, long *at)
{
    mpfi_t pivot, product;
    int good = 1;

    mpfi_init2(pivot, (mpfr_prec_t)w->prec);
    mpfi_init2(product, (mpfr_prec_t)w->prec);
    for (long k = from; good && k < w->d; k++) {
        if (homogeneous)
            mpfi_set_ui(x[k], 0);
        else
            mpfi_set(x[k], w->right[k]);
        for (long j = w->first; j < k; j++)
            add_product(x[k], product, ck_imatrix_at(&w->l->U, j, k), x[j]);
        mpfi_sub(pivot, mu, ck_imatrix_at(&w->l->U, k, k));
        good = ck_is_bounded(pivot) && !mpfi_has_zero(pivot);
        if (good)
            mpfi_div(x[k], x[k], pivot);
        good = good && ck_is_bounded(x[k]);
        *at = k;
    }
    mpfi_clear(product);
    mpfi_clear(pivot);
    return good;
}

/* product = x gram y^T; squares as squares when gram is the identity. */
static void
multiply(mpfi_ptr product, work *w, mpfi_t *x, mpfi_t *y)
{
    mpfi_t row, term;

    mpfi_init2(row, (mpfr_prec_t)w->prec);
    mpfi_init2(term, (mpfr_prec_t)w->prec);
    mpfi_set_ui(product, 0);
    for (long k = w->first; k < w->d; k++) {
        if (w->l->gram.rows > 0) {
            mpfi_set_ui(row, 0);
            for (long j = w->first; j < w->d; j++)
                add_product(row, term, x[j], ck_imatrix_at(&w->l->gram, j, k));
            add_product(product, term, row, y[k]);
        } else if (x == y) {
            mpfi_sqr(term, x[k]);
            mpfi_add(product, product, term);
        } else {
            add_product(product, term, x[k], y[k]);
        }
    }
    mpfi_clear(term);
    mpfi_clear(row);
}

/* ---- A and B ---- */

/* square c^2 + 2 half c + rest = 0 and what came of it. */
typedef struct {
    mpfi_t square, half, rest, discriminant, c;
    mpfi_t *v, *s;
} quadratic;

static void
quadratic_init(quadratic *q, const work *w)
{
    mpfi_ptr each[5] = {q->square, q->half, q->rest, q->discriminant, q->c};

    for (int k = 0; k < 5; k++)
        mpfi_init2(each[k], (mpfr_prec_t)w->prec);
    q->v = vector_new(w->d, w->prec);
    q->s = vector_new(w->d, w->prec);
}

static void
quadratic_clear(quadratic *q, const work *w)
{
    mpfi_ptr each[5] = {q->square, q->half, q->rest, q->discriminant, q->c};

    for (int k = 0; k < 5; k++)
        mpfi_clear(each[k]);
    vector_free(q->v, w->d);
    vector_free(q->s, w->d);
}

/* lambda = A_ii a_p is positive when a_p is. */
static int
check_eigenvalue(const work *w)
{
    mpfi_srcptr a = ck_imatrix_at(&w->l->U, w->first, w->first);
    char text[80];

    if (mpfi_is_strictly_pos(a))
        return 1;
    ck_interval_text(text, a);
    return ck_uncertain(w->l->o,
                        "token %ld: a_%ld = %s is not certified positive",
                        w->i + 1, w->first + 1, text);
}

/* v, s, the coefficients and the discriminant. */
static int
set_quadratic(quadratic *q, work *w)
{
    mpfi_srcptr a = ck_imatrix_at(&w->l->U, w->first, w->first);
    long k = 0;

    mpfi_set_ui(q->v[w->first], 1);
    if (!recur(w, q->v, a, w->first + 1, 1, &k) ||
        !recur(w, q->s, a, w->first + 1, 0, &k))
        return ck_uncertain(w->l->o,
                            "token %ld: a_%ld - a_%ld is not certified to be "
                            "other than zero",
                            w->i + 1, w->first + 1, k + 1);
    multiply(q->square, w, q->v, q->v);
    multiply(q->half, w, q->v, q->s);
    multiply(q->rest, w, q->s, q->s);
    mpfi_sub_ui(q->rest, q->rest, 1);
    mpfi_sqr(q->discriminant, q->half);
    mpfi_mul(q->c, q->square, q->rest);
    mpfi_sub(q->discriminant, q->discriminant, q->c);
    return 1;
}

/* c, the lesser or the greater root. */
static void
set_root(quadratic *q, ck_branch branch)
{
    mpfi_sqrt(q->c, q->discriminant);
    if (branch == CK_BRANCH_A)
        mpfi_neg(q->c, q->c);
    mpfi_sub(q->c, q->c, q->half);
    mpfi_div(q->c, q->c, q->square);
}

static int
put_direction(work *w, quadratic *q, ck_branch branch)
{
    char text[80];
    int good = 1;

    if (!mpfi_is_strictly_pos(q->discriminant)) {
        ck_interval_text(text, q->discriminant);
        return ck_uncertain(w->l->o,
                            "token %ld: the discriminant %s is not certified "
                            "positive",
                            w->i + 1, text);
    }
    set_root(q, branch);
    for (long k = w->first; k < w->d; k++) {
        mpfi_ptr z = ck_imatrix_at(&w->l->Z, w->i, k);

        mpfi_mul(z, q->c, q->v[k]);
        mpfi_add(z, z, q->s[k]);
        good &= ck_is_bounded(z);
    }
    /* no test can see this: what is divided by is at least 1 */
    return good || ck_uncertain(w->l->o, "token %ld is not bounded", w->i + 1);
}

/* ---- Inside ---- */

/* mu = (lambda + sign e) / A_ii; sign 0: lambda +- e. */
static void
set_mu(mpfi_ptr mu, const work *w, const ck_ladder_item *item, int sign)
{
    const ck_model *m = w->l->model;

    mpfi_set_fr(mu, item->lambda);
    if (sign <= 0)
        mpfr_sub(&mu->left, &mu->left, item->e, MPFR_RNDD);
    if (sign >= 0)
        mpfr_add(&mu->right, &mu->right, item->e, MPFR_RNDU);
    if (sign < 0)
        mpfr_sub(&mu->right, &mu->right, item->e, MPFR_RNDU);
    if (sign > 0)
        mpfr_add(&mu->left, &mu->left, item->e, MPFR_RNDD);
    if (m->attention == CK_UNIFORM)
        mpfi_mul_ui(mu, mu, (unsigned long)m->degree[w->i]);
    else
        mpfi_div(mu, mu, ck_imatrix_at(&w->l->layer.weights, w->i, w->i));
}

/* x over that mu, and length = ||x||^2 - 1. */
static int
resolve(work *w, mpfi_t *x, mpfi_ptr length, const ck_ladder_item *item,
        int sign)
{
    long k = 0;
    mpfi_t mu;
    int good;

    mpfi_init2(mu, (mpfr_prec_t)w->prec);
    set_mu(mu, w, item, sign);
    good = recur(w, x, mu, w->first, 0, &k) ||
           ck_uncertain(w->l->o,
                        "token %ld: lambda - A_ii a_%ld is not certified to be "
                        "other than zero",
                        w->i + 1, k + 1);
    multiply(length, w, x, x);
    mpfi_sub_ui(length, length, 1);
    mpfi_clear(mu);
    return good;
}

/* ||x||^2 - 1 has opposite signs at the ends, which way round does not
   matter. */
static int
check_signs(work *w, mpfi_srcptr low, mpfi_srcptr high)
{
    char left[80], right[80];

    if ((mpfi_is_strictly_pos(low) && mpfi_is_strictly_neg(high)) ||
        (mpfi_is_strictly_neg(low) && mpfi_is_strictly_pos(high)))
        return 1;
    ck_interval_text(left, low);
    ck_interval_text(right, high);
    return ck_uncertain(w->l->o,
                        "token %ld: ||x||^2 - 1 is not certified to change "
                        "its sign: it is %s at lambda - e and %s at lambda + e",
                        w->i + 1, left, right);
}

/* lambda - e > 0. */
static int
check_lambda(const work *w, const ck_ladder_item *item)
{
    char lambda[40], e[40];

    if (mpfr_greater_p(item->lambda, item->e))
        return 1;
    mpfr_snprintf(lambda, sizeof lambda, "%.12RDg", item->lambda);
    mpfr_snprintf(e, sizeof e, "%.12RUg", item->e);
    return ck_reject(w->l->o, "token %ld: lambda = %s is not above e = %s",
                     w->i + 1, lambda, e);
}

static int
check_inside(work *w, const ck_ladder_item *item)
{
    mpfi_t *x = vector_new(w->d, w->prec);
    mpfi_t low, high;
    int good;

    mpfi_init2(low, (mpfr_prec_t)w->prec);
    mpfi_init2(high, (mpfr_prec_t)w->prec);
    good = check_lambda(w, item) && resolve(w, x, low, item, -1) &&
           resolve(w, x, high, item, 1) && check_signs(w, low, high) &&
           resolve(w, x, low, item, 0);
    for (long k = w->first; k < w->d; k++)
        mpfi_set(ck_imatrix_at(&w->l->Z, w->i, k), x[k]);
    mpfi_clear(high);
    mpfi_clear(low);
    vector_free(x, w->d);
    return good;
}

/* ---- All of them ---- */

static void
work_init(work *w, ck_ladder *l, long first)
{
    *w = (work){.l = l, .i = l->count, .d = l->model->dim, .first = first};
    set_right(w);
    for (long k = 0; k < w->d; k++)
        mpfi_set_ui(ck_imatrix_at(&l->Z, w->i, k), 0);
}

static int
check_direction(work *w, ck_branch branch)
{
    quadratic q;
    int good;

    quadratic_init(&q, w);
    good = check_eigenvalue(w) && set_quadratic(&q, w) &&
           put_direction(w, &q, branch);
    quadratic_clear(&q, w);
    return good;
}

int
ck_ladder_direct(ck_ladder *l, const ck_ladder_item *item)
{
    work w;
    int good;

    work_init(&w, l, item->coordinate);
    good = item->branch == CK_BRANCH_INSIDE ? check_inside(&w, item)
                                            : check_direction(&w, item->branch);
    vector_free(w.right, w.d);
    return good;
}

int
ck_ladder_none(ck_ladder *l, long p)
{
    char text[80];
    quadratic q;
    work w;
    int good;

    work_init(&w, l, p);
    quadratic_init(&q, &w);
    good = check_eigenvalue(&w) && set_quadratic(&q, &w);
    if (good && !mpfi_is_strictly_neg(q.discriminant)) {
        ck_interval_text(text, q.discriminant);
        good = ck_uncertain(l->o,
                            "token %ld: the discriminant %s is not certified "
                            "negative",
                            w.i + 1, text);
    }
    quadratic_clear(&q, &w);
    vector_free(w.right, w.d);
    return good;
}
