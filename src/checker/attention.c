/* Attention weights and the means they make (R22). */

#include "layer.h"

void
ck_imatrix_multiply_rows(ck_imatrix *c, const ck_imatrix *a,
                         const ck_imatrix *b)
{
    const mpfi_t *left = (const mpfi_t *)a->entries;
    const mpfi_t *right = (const mpfi_t *)b->entries;

    /* no test can see this: products of both kinds are enclosures */
    if (a->rows >= CK_MANY_ROWS) {
        ck_imatrix_multiply(c, a, b);
        return;
    }
    for (long i = 0; i < c->rows; i++)
        for (long j = 0; j < c->cols; j++)
            ck_dot(ck_imatrix_at(c, i, j), left + i * a->cols, 1, right + j,
                   b->cols, a->cols);
}

/* ---- One row of softmax ---- */

/* e[j] = exp(s_j - greatest upper end of a score of the row), so that nothing
   overflows; 0 off the mask. A score that is not bounded makes no number. */
static void
exponentials(ck_imatrix *e, const mpfi_t *s, const ck_layer *layer, long i)
{
    mpfr_t shift;

    mpfr_init2(shift, e->prec);
    mpfr_set_inf(shift, -1);
    for (long j = 0; j < e->cols; j++)
        if (ck_attends(layer->model, i, j))
            mpfr_max(shift, shift, &s[j]->right, MPFR_RNDN);
    for (long j = 0; j < e->cols; j++) {
        mpfi_ptr entry = ck_imatrix_at(e, 0, j);

        mpfi_set_ui(entry, 0);
        if (!ck_attends(layer->model, i, j))
            continue;
        mpfi_sub_fr(entry, s[j], shift);
        ck_exp(entry, entry);
    }
    mpfr_clear(shift);
}

/* ---- Softmax ---- */

/* A point near the mean of the tokens. Any point will do. */
static void
choose_centre(ck_attended *att, const ck_imatrix *X)
{
    mpfr_t middle;

    mpfr_init2(middle, att->centre.prec);
    for (long a = 0; a < X->cols; a++) {
        mpfi_ptr entry = ck_imatrix_at(&att->centre, 0, a);

        for (long j = 0; j < att->count; j++) {
            mpfi_mid(middle, ck_imatrix_at(X, j, a));
            mpfi_add_fr(entry, entry, middle);
        }
        mpfi_mid(middle, entry);
        mpfr_div_ui(middle, middle, (unsigned long)att->count, MPFR_RNDN);
        mpfi_set_fr(entry, middle);
    }
    mpfr_clear(middle);
}

static void
set_offsets(ck_attended *att, const ck_imatrix *X)
{
    for (long j = 0; j < att->count; j++)
        for (long a = 0; a < X->cols; a++)
            mpfi_sub(ck_imatrix_at(&att->offset, j, a), ck_imatrix_at(X, j, a),
                     ck_imatrix_at(&att->centre, 0, a));
}

/* The rows first..last-1 of X, borrowed. */
static ck_imatrix
rows_of(const ck_imatrix *X, long first, long last)
{
    return (ck_imatrix){.rows = last - first,
                        .cols = X->cols,
                        .prec = X->prec,
                        .entries = X->entries + first * X->cols};
}

static void
softmax_weights(ck_attended *att, const ck_layer *layer, long first)
{
    ck_imatrix e;

    ck_imatrix_init(&e, 1, att->count, att->weights.prec);
    /* the scores, for a while */
    ck_imatrix_multiply_transpose(&att->weights, &att->query, &att->offset);
    for (long i = 0; i < att->weights.rows; i++) {
        mpfi_t *row = att->weights.entries + i * att->count;

        exponentials(&e, (const mpfi_t *)row, layer, first + i);
        ck_shares(row, &e);
    }
    ck_imatrix_clear(&e);
}

/* ---- All of it ---- */

static int
is_attended(const ck_layer *layer, long first, long last, long j)
{
    int found = 0;

    for (long i = first; i < last; i++)
        found |= ck_attends(layer->model, i, j);
    return found;
}

/* One more than the last token attended to: there is one, as every token
   attends to itself. */
static long
furthest(const ck_layer *layer, long first, long last)
{
    long count = layer->tokens;

    while (!is_attended(layer, first, last, count - 1))
        count--;
    return count;
}

static void
copy_weights(ck_attended *att, const ck_layer *layer, long first)
{
    for (long i = 0; i < att->weights.rows; i++)
        for (long j = 0; j < att->count; j++)
            mpfi_set(ck_imatrix_at(&att->weights, i, j),
                     ck_imatrix_at(&layer->weights, first + i, j));
}

void
ck_attended_init(ck_attended *att, const ck_layer *layer, const ck_imatrix *X,
                 long first, long last, long prec)
{
    const int softmax = layer->scores.rows > 0;
    const long m = last - first, k = softmax ? layer->dim : 0;
    ck_imatrix rows;

    att->count = furthest(layer, first, last);
    att->rows = m;
    ck_imatrix_init(&att->weights, 0, 0, prec);
    ck_imatrix_init(&att->centre, softmax ? 1 : 0, k, prec);
    ck_imatrix_init(&att->offset, softmax ? att->count : 0, k, prec);
    ck_imatrix_init(&att->query, softmax ? m : 0, k, prec);
    if (!softmax)
        return;
    choose_centre(att, X);
    set_offsets(att, X);
    rows = rows_of(X, first, last);
    ck_imatrix_multiply_rows(&att->query, &rows, &layer->scores);
}

void
ck_attended_weigh(ck_attended *att, const ck_layer *layer, long first)
{
    const long prec = att->weights.prec;

    ck_imatrix_clear(&att->weights);
    ck_imatrix_init(&att->weights, att->rows, att->count, prec);
    if (layer->scores.rows > 0)
        softmax_weights(att, layer, first);
    else
        copy_weights(att, layer, first);
}

void
ck_attended_clear(ck_attended *att)
{
    ck_imatrix_clear(&att->query);
    ck_imatrix_clear(&att->offset);
    ck_imatrix_clear(&att->centre);
    ck_imatrix_clear(&att->weights);
}

void
ck_attended_mean(ck_imatrix *mean, const ck_attended *att, const ck_imatrix *X)
{
    ck_imatrix rows;

    if (att->offset.rows == 0) {
        rows = rows_of(X, 0, att->count);
        ck_imatrix_multiply_rows(mean, &att->weights, &rows);
        return;
    }
    ck_imatrix_multiply_rows(mean, &att->weights, &att->offset);
    for (long i = 0; i < mean->rows; i++)
        for (long a = 0; a < mean->cols; a++)
            mpfi_add(ck_imatrix_at(mean, i, a), ck_imatrix_at(mean, i, a),
                     ck_imatrix_at(&att->centre, 0, a));
}
