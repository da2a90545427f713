/* What is known of the start and of X(T): `scores`, `orbit`, `direction`,
   `spread` and `size`. */

#include "collapse.h"
#include "layer.h"
#include "orbit_follow.h"
#include "rank.h"

/* ---- Spreads ---- */

/* s += the square of the spread of column a. */
static void
add_spread(mpfi_t s, const ck_imatrix *Y, long a)
{
    mpfi_t least, most;

    mpfi_init2(least, (mpfr_prec_t)Y->prec);
    mpfi_init2(most, (mpfr_prec_t)Y->prec);
    mpfi_set(least, ck_imatrix_at(Y, 0, a));
    mpfi_set(most, least);
    for (long i = 1; i < Y->rows; i++) {
        ck_fold_min(least, ck_imatrix_at(Y, i, a));
        ck_fold_max(most, ck_imatrix_at(Y, i, a));
    }
    mpfi_sub(most, most, least);
    mpfi_sqr(most, most);
    mpfi_add(s, s, most);
    mpfi_clear(most);
    mpfi_clear(least);
}

/* spread = the sum of the squared spreads of Y's columns, for one row 0. */
static void
find_spread(ck_magnitude *spread, const ck_imatrix *Y)
{
    mpfi_t s;

    mpfi_init2(s, (mpfr_prec_t)Y->prec);
    mpfi_set_ui(s, 0);
    for (long a = 0; Y->rows > 1 && a < Y->cols; a++)
        add_spread(s, Y, a);
    ck_magnitude_set_interval(spread, s);
    mpfi_clear(s);
}

/* ---- The start, exactly ---- */

/* The same of a matrix of rationals. */
static void
find_exact_spread(mpq_t s, const ck_qmatrix *X)
{
    mpq_t difference;

    mpq_init(difference);
    mpq_set_ui(s, 0, 1);
    for (long a = 0; a < X->cols; a++) {
        mpq_t *least = ck_qmatrix_at(X, 0, a), *most = least;

        for (long i = 1; i < X->rows; i++) {
            mpq_t *x = ck_qmatrix_at(X, i, a);

            /* no test can see this: equal ones are the same */
            if (mpq_cmp(*x, *least) < 0)
                least = x;
            /* no test can see this: equal ones are the same */
            if (mpq_cmp(*x, *most) > 0)
                most = x;
        }
        mpq_sub(difference, *most, *least);
        mpq_mul(difference, difference, difference);
        mpq_add(s, s, difference);
    }
    mpq_clear(difference);
}

static void
find_square(mpq_t square, const ck_qmatrix *X, long i)
{
    mpq_t term;

    mpq_init(term);
    mpq_set_ui(square, 0, 1);
    for (long a = 0; a < X->cols; a++) {
        mpq_mul(term, *ck_qmatrix_at(X, i, a), *ck_qmatrix_at(X, i, a));
        mpq_add(square, square, term);
    }
    mpq_clear(term);
}

/* *are_unit: every row has length 1. */
static void
find_exact_start(ck_collapse *k, int *are_unit)
{
    ck_qmatrix X;
    mpq_t x, most;

    ck_qmatrix_init(&X);
    mpq_init(x);
    mpq_init(most);
    ck_qmatrix_from(&X, &k->c->start);
    find_exact_spread(x, &X);
    ck_magnitude_set(&k->start_spread, x);
    *are_unit = 1;
    for (long i = 0; i < X.rows; i++) {
        find_square(x, &X, i);
        /* no test can see this: equal ones are the same */
        if (mpq_cmp(x, most) > 0)
            mpq_set(most, x);
        *are_unit = *are_unit && mpq_cmp_ui(x, 1, 1) == 0;
    }
    ck_magnitude_set(&k->start_norm, most);
    mpq_clear(most);
    mpq_clear(x);
    ck_qmatrix_clear(&X);
}

/* norm = max_i ||x_i||^2 */
static void
find_norm(ck_magnitude *norm, const ck_imatrix *X)
{
    ck_quantities all;

    ck_quantities_init(&all, X);
    ck_magnitude_set_interval(norm, ck_quantity_value(&all, CK_NORM_MAX));
    ck_quantities_clear(&all);
}

static int
find_start(ck_collapse *k, int *are_unit)
{
    const ck_matrix *start = &k->c->start;
    ck_imatrix X;
    int good;

    *are_unit = 0;
    if (ck_matrix_is_rational(start)) {
        find_exact_start(k, are_unit);
        return 1;
    }
    ck_imatrix_init(&X, start->rows, start->cols, k->c->o->bits);
    good = ck_imatrix_enclose(&X, start) ||
           ck_uncertain(k->c->o,
                        "the start has no bounded enclosure with %ld bits",
                        k->c->o->bits);
    find_spread(&k->start_spread, &X);
    find_norm(&k->start_norm, &X);
    ck_imatrix_clear(&X);
    return good;
}

/* ---- Scores ---- */

/* b^2 I - B^T B is positive definite, B being the scores of layer t. */
static int
check_scores_of(const ck_collapse *k, const ck_imatrix *scores, long t)
{
    const long d = scores->cols;
    ck_inertia_counts counts;
    ck_imatrix turned, S;
    mpfi_t square;

    ck_imatrix_init(&turned, d, scores->rows, scores->prec);
    ck_imatrix_init(&S, d, d, scores->prec);
    mpfi_init2(square, (mpfr_prec_t)scores->prec);
    for (long a = 0; a < d; a++)
        for (long b = 0; b < scores->rows; b++)
            mpfi_set(ck_imatrix_at(&turned, a, b), ck_imatrix_at(scores, b, a));
    ck_imatrix_multiply_transpose(&S, &turned, &turned);
    mpfi_set_q(square, k->scores);
    mpfi_sqr(square, square);
    for (long a = 0; a < d * d; a++)
        mpfi_neg(S.entries[a], S.entries[a]);
    for (long a = 0; a < d; a++)
        mpfi_add(ck_imatrix_at(&S, a, a), ck_imatrix_at(&S, a, a), square);
    ck_inertia(&S, &counts);
    mpfi_clear(square);
    ck_imatrix_clear(&S);
    ck_imatrix_clear(&turned);
    if (counts.negative > 0)
        return ck_reject(k->c->o,
                         "scores: b^2 I - B^T B of layer %ld has a negative "
                         "eigenvalue",
                         t);
    return counts.positive == d ||
           ck_uncertain(k->c->o,
                        "scores: b^2 I - B^T B of layer %ld is not certified "
                        "positive definite with %ld bits",
                        t, k->c->o->bits);
}

static int
check_scores(const ck_collapse *k)
{
    const long count = k->softmax ? ck_model_period(k->m) : 0;
    ck_outcome *o = k->c->o;
    int good = 1;

    /* no test can see this: the first failure is kept, layers repeat */
    for (long t = 0; good && t < count; t++) {
        ck_layer layer;

        good = ck_layer_init(&layer, k->m, t, o->bits)
                   ? check_scores_of(k, &layer.scores, t)
                   : ck_uncertain(o,
                                  "scores: those of layer %ld have no bounded "
                                  "enclosure with %ld bits",
                                  t, o->bits);
        ck_layer_clear(&layer);
    }
    return good;
}

/* ---- X(T) ---- */

int
ck_collapse_size(const ck_collapse *k, mpq_srcptr size,
                 const ck_magnitude *norm, const char *what)
{
    ck_magnitude needed, square;
    char text[80];
    mpq_t z;
    int good;

    if (!k->softmax)
        return 1;
    mpq_init(z);
    ck_magnitude_init(&needed, k->c->o->bits);
    ck_magnitude_init(&square, k->c->o->bits);
    mpq_mul(z, size, size);
    ck_magnitude_set(&square, z);
    ck_magnitude_copy(&needed, norm);
    ck_magnitude_multiply_rational(&needed, k->value);
    ck_magnitude_text(text, &needed);
    good = ck_collapse_conclude(k, ck_magnitude_at_most(&needed, &square),
                                "%s: its square is less than B^2 max "
                                "||x_i||^2, which is in %s",
                                what, text);
    ck_magnitude_clear(&square);
    ck_magnitude_clear(&needed);
    mpq_clear(z);
    return good;
}

static int
check_spread(const ck_collapse *k, const ck_imatrix *Y)
{
    ck_magnitude spread;
    char text[80];
    int good;

    ck_magnitude_init(&spread, k->c->o->bits);
    find_spread(&spread, Y);
    ck_magnitude_text(text, &spread);
    good = ck_collapse_conclude(
        k, ck_magnitude_at_most(&spread, &k->phases[0].spread),
        "spread-squared is less than the sum of the squared spreads, which is "
        "in %s",
        text);
    ck_magnitude_clear(&spread);
    return good;
}

/* <x_i, v> >= h ||v||; *dot = <x_i, v>. */
static int
check_height(const ck_collapse *k, const ck_imatrix *X, const ck_imatrix *v,
             mpfi_srcptr length, long i, mpfi_t dot)
{
    ck_outcome *o = k->c->o;
    mpfi_t needed;
    int good;

    mpfi_init2(needed, (mpfr_prec_t)X->prec);
    mpfi_mul_q(needed, length, k->height);
    ck_dot(dot, (const mpfi_t *)(X->entries + i * X->cols), 1,
           (const mpfi_t *)v->entries, 1, X->cols);
    good =
        /* no test can see this: what is not bounded is not above */
        ck_is_bounded(dot) && mpfr_greaterequal_p(&dot->left, &needed->right);
    if (!good) {
        char is[80], wanted[80];

        ck_interval_text(is, dot);
        ck_interval_text(wanted, needed);
        if (mpfr_less_p(&dot->right, &needed->left))
            ck_reject(o, "direction: <x_%ld, v> in %s is below h ||v|| in %s",
                      i + 1, is, wanted);
        else
            ck_uncertain(o,
                         "direction: <x_%ld, v> in %s is not certified at "
                         "least h ||v|| in %s",
                         i + 1, is, wanted);
    }
    mpfi_clear(needed);
    return good;
}

/* Row i of Y = x_i ||v|| / <x_i, v>. */
static int
project_row(const ck_collapse *k, ck_imatrix *Y, const ck_imatrix *X,
            const ck_imatrix *v, mpfi_srcptr length, long i)
{
    mpfi_t dot, factor;
    int good;

    mpfi_init2(dot, (mpfr_prec_t)X->prec);
    mpfi_init2(factor, (mpfr_prec_t)X->prec);
    good = check_height(k, X, v, length, i, dot);
    mpfi_div(factor, length, dot); /* unbounded, when the height is not good */
    for (long a = 0; a < X->cols; a++)
        mpfi_mul(ck_imatrix_at(Y, i, a), ck_imatrix_at(X, i, a), factor);
    mpfi_clear(factor);
    mpfi_clear(dot);
    return good;
}

/* `direction`; Y = the tokens seen in the plane <y, v> = ||v||. */
static int
project(const ck_collapse *k, ck_imatrix *Y, const ck_imatrix *X)
{
    ck_imatrix v;
    mpfi_t length;
    int good;

    ck_imatrix_init(&v, 1, X->cols, X->prec);
    mpfi_init2(length, (mpfr_prec_t)X->prec);
    ck_imatrix_set_rationals(&v, &k->direction);
    ck_dot(length, (const mpfi_t *)v.entries, 1, (const mpfi_t *)v.entries, 1,
           v.cols);
    good = mpfr_sgn(&length->left) > 0;
    mpfi_sqrt(length, length);
    if (!good)
        ck_uncertain(k->c->o, "direction: ||v|| is not certified positive");
    /* no test can see this: the first failure is kept */
    for (long i = 0; good && i < X->rows; i++)
        good = project_row(k, Y, X, &v, length, i);
    mpfi_clear(length);
    ck_imatrix_clear(&v);
    return good;
}

static int
check_hemisphere(const ck_collapse *k, const ck_imatrix *X)
{
    ck_imatrix Y;
    int good;

    ck_imatrix_init(&Y, X->rows, X->cols, X->prec);
    good = project(k, &Y, X);
    /* no test can see this: all heights are positive then */
    if (good && !ck_imatrix_is_bounded(&Y))
        good = ck_uncertain(k->c->o, "direction: the tokens seen along it have "
                                     "no bounded enclosure");
    /* no test can see this: after a failure only its message counts */
    good = good && check_spread(k, &Y);
    ck_imatrix_clear(&Y);
    return good;
}

static int
check_captured(const ck_collapse *k, const ck_imatrix *X)
{
    ck_magnitude norm;
    int good;

    if (k->normed)
        return check_hemisphere(k, X);
    if (k->capture == 0)
        return ck_collapse_size(k, k->size, &k->start_norm, "size");
    ck_magnitude_init(&norm, k->c->o->bits);
    find_norm(&norm, X);
    good = check_spread(k, X) && ck_collapse_size(k, k->size, &norm, "size");
    ck_magnitude_clear(&norm);
    return good;
}

static int
visit(void *context, const ck_imatrix *X, long t)
{
    const ck_collapse *k = context;

    return t < k->capture || check_captured(k, X);
}

int
ck_collapse_start(ck_collapse *k)
{
    int are_unit;

    /* no test can see this: after a failure only its message counts */
    if (!find_start(k, &are_unit))
        return 0;
    if (k->normed && k->capture == 0 &&
        (k->m->norm != CK_NORM_RMS || !are_unit))
        return ck_reject(k->c->o,
                         k->m->norm != CK_NORM_RMS
                             ? "capture: tokens have mean 0 from layer 1 on"
                             : "capture: the rows of the start are not "
                               "rational with length 1");
    if (!k->normed && k->capture == 0)
        ck_magnitude_copy(&k->phases[0].spread, &k->start_spread);
    return check_scores(k) && ck_follow_orbit(k->c, k->capture, visit, k);
}
