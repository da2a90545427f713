/* Why no equilibrium lies in a box (R23). At one, ||x_i|| = 1, <y_i, x_i> > 0
   and f_i = y_i - <y_i, x_i> x_i = 0 for every token i, and its x_i together
   with lambda_i = <y_i, x_i> are a zero of G, so that they lie in K. All is
   enclosed over the data as well, so it holds whatever the earlier tokens
   are. */

#include "exclusion_steps.h"

const char *const ck_why_names[] = {"length",     "sign",  "plain",
                                    "mean-value", "sieve", NULL};

int
ck_lacks(mpfi_srcptr x, long number)
{
    return ck_is_bounded(x) && (mpfr_cmp_si(&x->right, number) < 0 ||
                                mpfr_cmp_si(&x->left, number) > 0);
}

int
ck_are_apart(mpfi_srcptr x, mpfi_srcptr y)
{
    return mpfr_less_p(&x->right, &y->left) || mpfr_less_p(&y->right, &x->left);
}

static int
some_lacks_zero(const ck_imatrix *f)
{
    for (long a = 0; a < f->rows * f->cols; a++)
        if (ck_lacks(f->entries[a], 0))
            return 1;
    return 0;
}

/* ---- length ---- */

static int
length_is_not_one(const ck_imatrix *X, long i)
{
    mpfi_t sum, square;
    int out;

    mpfi_init2(sum, X->prec);
    mpfi_init2(square, X->prec);
    mpfi_set_ui(sum, 0);
    for (long a = 0; a < X->cols; a++) {
        mpfi_sqr(square, ck_imatrix_at(X, i, a));
        mpfi_add(sum, sum, square);
    }
    out = ck_lacks(sum, 1);
    mpfi_clear(square);
    mpfi_clear(sum);
    return out;
}

/* ---- sign and plain ---- */

/* What token i's equation is made of, over X. */
typedef struct {
    ck_imatrix y; /* 1 x d */
    mpfi_t along; /* <y_i, x_i> */
    ck_imatrix f; /* d x 1 */
} equation;

/* The equation is initialised by this call and to be cleared whatever is
   returned; 0 when y_i is not bounded. */
static int
equation_init(equation *q, const ck_layer *layer, const ck_imatrix *X, long i)
{
    const long d = layer->dim;
    const mpfi_t *x = (const mpfi_t *)X->entries + i * d;
    int good;

    ck_imatrix_init(&q->y, 1, d, layer->prec);
    ck_imatrix_init(&q->f, d, 1, layer->prec);
    mpfi_init2(q->along, layer->prec);
    good = ck_layer_mix(&q->y, layer, X, i, i + 1);
    ck_dot(q->along, (const mpfi_t *)q->y.entries, 1, x, 1, d);
    for (long a = 0; a < d; a++) {
        mpfi_mul(q->f.entries[a], q->along, x[a]);
        mpfi_sub(q->f.entries[a], q->y.entries[a], q->f.entries[a]);
    }
    return good;
}

static void
equation_clear(equation *q)
{
    mpfi_clear(q->along);
    ck_imatrix_clear(&q->f);
    ck_imatrix_clear(&q->y);
}

static int
sign_is_not_positive(const ck_layer *layer, const ck_imatrix *X, long i)
{
    equation q;
    int out = equation_init(&q, layer, X, i);

    out = out && mpfr_cmp_si(&q.along->right, 0) <= 0;
    equation_clear(&q);
    return out;
}

static int
plain_is_not_zero(const ck_layer *layer, const ck_imatrix *X, long i)
{
    equation q;
    const int bounded = equation_init(&q, layer, X, i);
    int out = some_lacks_zero(&q.f);

    if (!bounded) /* no test can see this: f is 0 then, or not bounded */
        out = 0;
    equation_clear(&q);
    return out;
}

/* ---- mean-value: f_i(c) + f_i'(box) (box - c) ---- */

/* centre = X, the group's tokens being replaced by their middles. */
static void
set_centre(ck_imatrix *centre, const ck_imatrix *X, long first, long last)
{
    mpfr_t middle;

    ck_imatrix_set(centre, X);
    mpfr_init2(middle, X->prec);
    for (long k = first * X->cols; k < last * X->cols; k++) {
        mpfi_mid(middle, X->entries[k]);
        mpfi_set_fr(centre->entries[k], middle);
    }
    mpfr_clear(middle);
}

/* D = f_i' by the group's tokens, from D = y_i':
   D - x^T (x D + y [own]) - <y, x> I [own], own being the columns of x_i. */
static void
to_derivative_of_f(ck_imatrix *D, const equation *q, const mpfi_t *x, long own)
{
    const long d = D->rows;
    mpfi_t along, product;

    mpfi_init2(along, D->prec);
    mpfi_init2(product, D->prec);
    for (long c = 0; c < D->cols; c++) {
        const int is_own = c >= own && c < own + d;

        ck_dot(along, x, 1, (const mpfi_t *)D->entries + c, D->cols, d);
        if (is_own)
            mpfi_add(along, along, q->y.entries[c - own]);
        for (long a = 0; a < d; a++) {
            mpfi_mul(product, x[a], along);
            mpfi_sub(ck_imatrix_at(D, a, c), ck_imatrix_at(D, a, c), product);
        }
        if (is_own)
            mpfi_sub(ck_imatrix_at(D, c - own, c), ck_imatrix_at(D, c - own, c),
                     q->along);
    }
    mpfi_clear(product);
    mpfi_clear(along);
}

/* f (d x 1) += D (box - c), columns being the tokens from `first` on. */
static void
add_slopes(ck_imatrix *f, const ck_imatrix *D, const ck_imatrix *X,
           const ck_imatrix *centre, long first)
{
    mpfi_t offset, product;

    mpfi_init2(offset, D->prec);
    mpfi_init2(product, D->prec);
    for (long c = 0; c < D->cols; c++) {
        const long at = first * X->cols + c;

        mpfi_sub(offset, X->entries[at], centre->entries[at]);
        for (long a = 0; a < D->rows; a++) {
            mpfi_mul(product, ck_imatrix_at(D, a, c), offset);
            mpfi_add(f->entries[a], f->entries[a], product);
        }
    }
    mpfi_clear(product);
    mpfi_clear(offset);
}

static int
mean_value_is_not_zero(const ck_system *system, const ck_imatrix *X, long i)
{
    const ck_layer *layer = system->layer;
    const long d = layer->dim, first = system->first, last = system->last;
    ck_imatrix centre, D;
    equation box, point;
    int bounded, out;

    ck_imatrix_init(&centre, X->rows, d, layer->prec);
    ck_imatrix_init(&D, d, (last - first) * d, layer->prec);
    set_centre(&centre, X, first, last);
    /* All three, since all are made. */
    bounded = equation_init(&box, layer, X, i) &
              equation_init(&point, layer, &centre, i) &
              ck_layer_mix_derivative(&D, layer, X, i, first, last);
    to_derivative_of_f(&D, &box, (const mpfi_t *)X->entries + i * d,
                       (i - first) * d);
    add_slopes(&point.f, &D, X, &centre, first);
    out = some_lacks_zero(&point.f);
    if (!bounded) /* no test can see this: f is 0 then, or not bounded */
        out = 0;
    equation_clear(&point);
    equation_clear(&box);
    ck_imatrix_clear(&D);
    ck_imatrix_clear(&centre);
    return out;
}

/* ---- sieve ---- */

int
ck_box_image(ck_imatrix *image, ck_imatrix *lambda, const ck_system *system,
             const ck_imatrix *X)
{
    const int bounded = ck_system_lambda(lambda, system, X);
    ck_imatrix centre, centre_lambda;
    int good;

    ck_imatrix_init(&centre, X->rows, X->cols, X->prec);
    ck_imatrix_init(&centre_lambda, X->rows, 1, X->prec);
    set_centre(&centre, X, system->first, system->last);
    set_centre(&centre_lambda, lambda, system->first, system->last);
    good =
        ck_krawczyk(image->entries, system, &centre, &centre_lambda, X, lambda);
    if (!bounded) /* no test can see this: K is not bounded either */
        good = 0;
    ck_imatrix_clear(&centre_lambda);
    ck_imatrix_clear(&centre);
    return good;
}

static int
sieve_is_empty(const ck_system *system, const ck_imatrix *X, long i)
{
    const long d = system->layer->dim, base = (i - system->first) * (d + 1);
    ck_imatrix image, lambda;
    int good, out = 0;

    ck_imatrix_init(&image, ck_system_size(system), 1, X->prec);
    ck_imatrix_init(&lambda, X->rows, 1, X->prec);
    good = ck_box_image(&image, &lambda, system, X);
    /* no test can see this: the image is the centre when it fails */
    for (long a = 0; good && a < d; a++)
        if (ck_are_apart(image.entries[base + a], ck_imatrix_at(X, i, a)))
            out = 1;
    ck_imatrix_clear(&lambda);
    ck_imatrix_clear(&image);
    return out;
}

int
ck_is_out(const ck_system *system, const ck_imatrix *X, long i, ck_why why)
{
    switch (why) {
    case CK_OUT_LENGTH:
        return length_is_not_one(X, i);
    case CK_OUT_SIGN:
        return sign_is_not_positive(system->layer, X, i);
    case CK_OUT_PLAIN:
        return plain_is_not_zero(system->layer, X, i);
    case CK_OUT_MEAN_VALUE:
        return mean_value_is_not_zero(system, X, i);
    case CK_OUT_SIEVE:
        return sieve_is_empty(system, X, i);
    }
    return 0;
}
