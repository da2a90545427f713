/* Mixing tokens: Y = A(X) X W. */

#include "softmax_row.h"

/* mean's row i = the mean of what token first + i attends to. */
static void
mean_of_row(ck_imatrix *mean, long i, const ck_vector *weights,
            const ck_vectors *columns, const ck_imatrix *centre, ck_sum *sum)
{
    for (long a = 0; a < mean->cols; a++) {
        mpfi_ptr entry = ck_imatrix_at(mean, i, a);

        ck_vector_dot(sum, weights, &columns->at[a]);
        ck_sum_enclose(entry, sum);
        mpfi_add(entry, entry, ck_imatrix_at(centre, 0, a));
    }
}

static int
mean_of_rows(ck_imatrix *mean, const ck_attended *att, const ck_layer *layer,
             long first, const ck_vectors *queries)
{
    ck_vectors offsets, columns;
    ck_softmax_row row;
    ck_sum sum;
    int good = 1;

    ck_vectors_init_rows(&offsets, &att->offset, mean->prec);
    ck_vectors_init_columns(&columns, &att->offset, mean->prec);
    ck_softmax_row_init(&row, att->count, mean->prec);
    mpz_init(sum.middle);
    for (long i = 0; good && i < mean->rows; i++) {
        good = ck_softmax_row_set(&row, layer->model, first + i,
                                  &queries->at[i], &offsets);
        if (good)
            mean_of_row(mean, i, &row.weights, &columns, &att->centre, &sum);
    }
    mpz_clear(sum.middle);
    ck_softmax_row_clear(&row);
    ck_vectors_clear(&columns);
    ck_vectors_clear(&offsets);
    return good;
}

/* The softmax means in integers; 0, mean spoilt, where scores are not narrow.
 */
static int
mean_in_integers(ck_imatrix *mean, const ck_attended *att,
                 const ck_layer *layer, long first)
{
    ck_vectors queries;
    int good;

    ck_vectors_init_rows(&queries, &att->query, mean->prec);
    good = mean_of_rows(mean, att, layer, first, &queries);
    ck_vectors_clear(&queries);
    return good;
}

/* The other way is there for wide tokens, and cheaper for few of them. */
static void
find_mean(ck_imatrix *mean, ck_attended *att, const ck_layer *layer,
          const ck_imatrix *X, long first)
{
    const int softmax = layer->scores.rows > 0;

    /* no test can see this: both are enclosures */
    if (softmax && mean->rows >= CK_MANY_ROWS &&
        mean_in_integers(mean, att, layer, first))
        return;
    ck_attended_weigh(att, layer, first);
    ck_attended_mean(mean, att, X);
}

int
ck_layer_mix(ck_imatrix *Y, const ck_layer *layer, const ck_imatrix *X,
             long first, long last)
{
    ck_attended attended;
    ck_imatrix mean;

    ck_attended_init(&attended, layer, X, first, last, Y->prec);
    ck_imatrix_init(&mean, last - first, layer->dim, Y->prec);
    find_mean(&mean, &attended, layer, X, first);
    ck_imatrix_multiply_rows(Y, &mean, &layer->value);
    ck_imatrix_clear(&mean);
    ck_attended_clear(&attended);
    return ck_imatrix_is_bounded(Y);
}
