/* The derivative of the mixing (R22). */

#include "layer.h"

/* The blocks that are a number times W: y_i depends on x_l through its weight
   alone. */
static void
constant_blocks(ck_imatrix *D, const ck_layer *layer, long i, long first,
                long last)
{
    const long k = layer->dim;

    for (long l = first; l < last; l++)
        for (long b = 0; b < k; b++)
            for (long a = 0; a < k; a++)
                mpfi_mul(ck_imatrix_at(D, a, (l - first) * k + b),
                         ck_imatrix_at(&layer->weights, i, l),
                         ck_imatrix_at(&layer->value, b, a));
}

/* What softmax needs for one token i. */
typedef struct {
    ck_attended attended;
    ck_imatrix mean;   /* 1 x k: m_i - c */
    ck_imatrix delta;  /* count x k: x_j - m_i */
    ck_imatrix moved;  /* count x k: (x_j - m_i) W */
    ck_imatrix spread; /* k x k: sum_j A_ij B Delta_j^T Delta_j W */
} slopes;

/* delta = x_j - m_i as (x_j - c) - (m_i - c), both of them small. */
static void
set_delta(slopes *s)
{
    const ck_attended *att = &s->attended;

    ck_imatrix_multiply_rows(&s->mean, &att->weights, &att->offset);
    for (long j = 0; j < att->count; j++)
        for (long a = 0; a < s->mean.cols; a++)
            mpfi_sub(ck_imatrix_at(&s->delta, j, a),
                     ck_imatrix_at(&att->offset, j, a),
                     ck_imatrix_at(&s->mean, 0, a));
}

/* spread = (B Delta^T) (diag(A_i) Delta W). */
static void
set_spread(slopes *s, const ck_layer *layer)
{
    const long k = layer->dim, count = s->attended.count, prec = s->spread.prec;
    ck_imatrix turned, weighted;

    ck_imatrix_init(&turned, k, count, prec);
    ck_imatrix_init(&weighted, count, k, prec);
    ck_imatrix_multiply_transpose(&turned, &layer->scores, &s->delta);
    for (long j = 0; j < count; j++)
        for (long a = 0; a < k; a++)
            mpfi_mul(ck_imatrix_at(&weighted, j, a),
                     ck_imatrix_at(&s->attended.weights, 0, j),
                     ck_imatrix_at(&s->moved, j, a));
    ck_imatrix_multiply(&s->spread, &turned, &weighted);
    ck_imatrix_clear(&weighted);
    ck_imatrix_clear(&turned);
}

static void
slopes_init(slopes *s, const ck_layer *layer, const ck_imatrix *X, long i,
            long prec)
{
    const long k = layer->dim;

    ck_attended_init(&s->attended, layer, X, i, i + 1, prec);
    ck_attended_weigh(&s->attended, layer, i);
    ck_imatrix_init(&s->mean, 1, k, prec);
    ck_imatrix_init(&s->delta, s->attended.count, k, prec);
    ck_imatrix_init(&s->moved, s->attended.count, k, prec);
    ck_imatrix_init(&s->spread, k, k, prec);
    set_delta(s);
    ck_imatrix_multiply(&s->moved, &s->delta, &layer->value);
    set_spread(s, layer);
}

static void
slopes_clear(slopes *s)
{
    ck_imatrix_clear(&s->spread);
    ck_imatrix_clear(&s->moved);
    ck_imatrix_clear(&s->delta);
    ck_imatrix_clear(&s->mean);
    ck_attended_clear(&s->attended);
}

/* The block of token l, from column `base` on, without the spread:
   A_il (W_ba + (x_i B)_b ((x_l - m_i) W)_a). */
static void
put_block(ck_imatrix *D, const slopes *s, const ck_layer *layer, long l,
          long base)
{
    mpfi_srcptr weight = ck_imatrix_at(&s->attended.weights, 0, l);
    mpfi_t entry;

    mpfi_init2(entry, D->prec);
    for (long b = 0; b < layer->dim; b++)
        for (long a = 0; a < layer->dim; a++) {
            mpfi_mul(entry, ck_imatrix_at(&s->attended.query, 0, b),
                     ck_imatrix_at(&s->moved, l, a));
            mpfi_add(entry, entry, ck_imatrix_at(&layer->value, b, a));
            mpfi_mul(ck_imatrix_at(D, a, base + b), entry, weight);
        }
    mpfi_clear(entry);
}

/* Adds what x_i does to all the scores of its own row. */
static void
add_spread(ck_imatrix *D, const slopes *s, long base)
{
    for (long a = 0; a < D->rows; a++)
        for (long b = 0; b < D->rows; b++)
            mpfi_add(ck_imatrix_at(D, a, base + b),
                     ck_imatrix_at(D, a, base + b),
                     ck_imatrix_at(&s->spread, b, a));
}

static void
softmax_blocks(ck_imatrix *D, const ck_layer *layer, const ck_imatrix *X,
               long i, long first, long last)
{
    slopes s;

    slopes_init(&s, layer, X, i, D->prec);
    for (long e = 0; e < D->rows * D->cols; e++)
        mpfi_set_ui(D->entries[e], 0);
    for (long l = first; l < last && l < s.attended.count; l++)
        put_block(D, &s, layer, l, (l - first) * layer->dim);
    if (first <= i && i < last)
        add_spread(D, &s, (i - first) * layer->dim);
    slopes_clear(&s);
}

int
ck_layer_mix_derivative(ck_imatrix *D, const ck_layer *layer,
                        const ck_imatrix *X, long i, long first, long last)
{
    if (layer->scores.rows == 0)
        constant_blocks(D, layer, i, first, last);
    else
        softmax_blocks(D, layer, X, i, first, last);
    return ck_imatrix_is_bounded(D);
}
