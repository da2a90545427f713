/* The equations of an equilibrium (R11). */

#include "krawczyk.h"

long
ck_system_size(const ck_system *system)
{
    return (system->last - system->first) * (system->layer->dim + 1);
}

mpfi_ptr
ck_system_unknown(const ck_system *system, const ck_imatrix *X,
                  const ck_imatrix *lambda, long u)
{
    const long k = system->layer->dim;
    const long i = system->first + u / (k + 1), a = u % (k + 1);

    return a < k ? ck_imatrix_at(X, i, a) : ck_imatrix_at(lambda, i, 0);
}

/* row (1 x k) = x_i gram. */
static void
times_gram(ck_imatrix *row, const ck_system *system, const ck_imatrix *X,
           long i)
{
    const long k = X->cols;

    for (long a = 0; a < k; a++)
        if (system->gram == NULL)
            mpfi_set(ck_imatrix_at(row, 0, a), ck_imatrix_at(X, i, a));
        else
            ck_dot(ck_imatrix_at(row, 0, a), (const mpfi_t *)X->entries + i * k,
                   1, (const mpfi_t *)system->gram->entries + a, k, k);
}

/* length = x_i gram x_i^T; every square is one when gram is the identity. */
static void
squared_length(mpfi_ptr length, ck_imatrix *row, const ck_system *system,
               const ck_imatrix *X, long i)
{
    mpfi_t square;

    times_gram(row, system, X, i);
    if (system->gram != NULL) {
        ck_dot(length, (const mpfi_t *)X->entries + i * X->cols, 1,
               (const mpfi_t *)row->entries, 1, X->cols);
        return;
    }
    mpfi_init2(square, X->prec);
    mpfi_set_ui(length, 0);
    for (long a = 0; a < X->cols; a++) {
        mpfi_sqr(square, ck_imatrix_at(X, i, a));
        mpfi_add(length, length, square);
    }
    mpfi_clear(square);
}

/* G from the mixed tokens Y. */
static int
put_residual(ck_imatrix *G, const ck_system *system, const ck_imatrix *X,
             const ck_imatrix *lambda, const ck_imatrix *Y)
{
    const long k = system->layer->dim, first = system->first;
    ck_imatrix row;
    mpfi_t product;

    ck_imatrix_init(&row, 1, k, G->prec);
    mpfi_init2(product, G->prec);
    for (long i = first; i < system->last; i++) {
        const long base = (i - first) * (k + 1);
        mpfi_ptr length = ck_imatrix_at(G, base + k, 0);

        for (long a = 0; a < k; a++) {
            mpfi_mul(product, ck_imatrix_at(lambda, i, 0),
                     ck_imatrix_at(X, i, a));
            mpfi_sub(ck_imatrix_at(G, base + a, 0),
                     ck_imatrix_at(Y, i - first, a), product);
        }
        squared_length(length, &row, system, X, i);
        mpfi_sub_ui(length, length, 1);
    }
    mpfi_clear(product);
    ck_imatrix_clear(&row);
    return ck_imatrix_is_bounded(G);
}

int
ck_system_residual(ck_imatrix *G, const ck_system *system, const ck_imatrix *X,
                   const ck_imatrix *lambda)
{
    const long first = system->first, last = system->last;
    ck_imatrix Y;
    int good;

    ck_imatrix_init(&Y, last - first, system->layer->dim, G->prec);
    good = ck_layer_mix(&Y, system->layer, X, first, last) &&
           put_residual(G, system, X, lambda, &Y);
    ck_imatrix_clear(&Y);
    return good;
}

/* The rows of token i from y_i's derivative D. */
static void
put_mix(ck_imatrix *J, const ck_imatrix *D, const ck_system *system, long i)
{
    const long k = system->layer->dim, base = (i - system->first) * (k + 1);

    for (long a = 0; a < k; a++)
        for (long c = 0; c < D->cols; c++)
            mpfi_set(ck_imatrix_at(J, base + a, c + c / k),
                     ck_imatrix_at(D, a, c));
}

/* What the equations of token i owe to x_i and lambda_i besides: -lambda_i on
   the diagonal, -x_i as the last column, 2 x_i gram as the last row. */
static void
put_borders(ck_imatrix *J, ck_imatrix *row, const ck_system *system,
            const ck_imatrix *X, const ck_imatrix *lambda, long i)
{
    const long k = system->layer->dim, base = (i - system->first) * (k + 1);

    times_gram(row, system, X, i);
    for (long a = 0; a < k; a++) {
        mpfi_ptr diagonal = ck_imatrix_at(J, base + a, base + a);

        mpfi_sub(diagonal, diagonal, ck_imatrix_at(lambda, i, 0));
        mpfi_neg(ck_imatrix_at(J, base + a, base + k), ck_imatrix_at(X, i, a));
        mpfi_mul_2ui(ck_imatrix_at(J, base + k, base + a),
                     ck_imatrix_at(row, 0, a), 1);
    }
}

int
ck_system_jacobian(ck_imatrix *J, const ck_system *system, const ck_imatrix *X,
                   const ck_imatrix *lambda)
{
    const long k = system->layer->dim, first = system->first;
    const long last = system->last;
    ck_imatrix D, row;
    int good = 1;

    for (long e = 0; e < J->rows * J->cols; e++)
        mpfi_set_ui(J->entries[e], 0);
    ck_imatrix_init(&D, k, (last - first) * k, J->prec);
    ck_imatrix_init(&row, 1, k, J->prec);
    for (long i = first; i < last; i++) {
        good &= ck_layer_mix_derivative(&D, system->layer, X, i, first, last);
        put_mix(J, &D, system, i);
        put_borders(J, &row, system, X, lambda, i);
    }
    ck_imatrix_clear(&row);
    ck_imatrix_clear(&D);
    good &= ck_imatrix_is_bounded(J);
    return good;
}

/* lambda's unknown rows from the mixed tokens Y. */
static int
put_lambda(ck_imatrix *lambda, const ck_system *system, const ck_imatrix *X,
           const ck_imatrix *Y)
{
    const long k = system->layer->dim, first = system->first;
    ck_imatrix row;
    int good = 1;

    ck_imatrix_init(&row, 1, k, lambda->prec);
    for (long i = first; i < system->last; i++) {
        mpfi_ptr product = ck_imatrix_at(lambda, i, 0);

        times_gram(&row, system, X, i);
        ck_dot(product, (const mpfi_t *)row.entries, 1,
               (const mpfi_t *)Y->entries + (i - first) * k, 1, k);
        good &= ck_is_bounded(product);
    }
    ck_imatrix_clear(&row);
    return good;
}

int
ck_system_lambda(ck_imatrix *lambda, const ck_system *system,
                 const ck_imatrix *X)
{
    const long first = system->first, last = system->last;
    ck_imatrix Y;
    int good;

    ck_imatrix_init(&Y, last - first, system->layer->dim, lambda->prec);
    good = ck_layer_mix(&Y, system->layer, X, first, last) &&
           put_lambda(lambda, system, X, &Y);
    ck_imatrix_clear(&Y);
    return good;
}
