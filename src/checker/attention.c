/* Attention weights and the means they make (R22). */

#include "layer.h"

/* From this many rows on, products prepare their right factor. */
enum { MANY_ROWS = 4 };

void
ck_imatrix_multiply_rows(ck_imatrix *c, const ck_imatrix *a,
                         const ck_imatrix *b)
{
    const mpfi_t *left = (const mpfi_t *)a->entries;
    const mpfi_t *right = (const mpfi_t *)b->entries;

    if (a->rows >= MANY_ROWS) {
        ck_imatrix_multiply(c, a, b);
        return;
    }
    for (long i = 0; i < c->rows; i++)
        for (long j = 0; j < c->cols; j++)
            ck_dot(ck_imatrix_at(c, i, j), left + i * a->cols, 1, right + j,
                   b->cols, a->cols);
}

/* Whether token i attends to token j. */
static int
attends(const ck_layer *layer, long i, long j)
{
    return layer->own_weight || ck_attends(layer->model, i, j);
}

static int
is_attended(const ck_layer *layer, long first, long last, long j)
{
    for (long i = first; i < last; i++)
        if (attends(layer, i, j))
            return 1;
    return 0;
}

/* ---- One row of softmax ---- */

/* e[j] = exp(s_j - greatest upper end of a score of the row), so that nothing
   overflows; 0 off the mask. */
static void
exponentials(ck_imatrix *e, const mpfi_t *s, const ck_layer *layer, long i)
{
    mpfr_srcptr shift = NULL;

    for (long j = 0; j < e->cols; j++)
        if (attends(layer, i, j) &&
            (shift == NULL || mpfr_cmp(&s[j]->right, shift) > 0))
            shift = &s[j]->right;
    for (long j = 0; j < e->cols; j++) {
        mpfi_ptr entry = ck_imatrix_at(e, 0, j);

        mpfi_set_ui(entry, 0);
        if (!attends(layer, i, j))
            continue;
        mpfi_sub_fr(entry, s[j], shift);
        mpfi_exp(entry, entry);
    }
}

/* after[j] = the sum of e[k] for k >= j. */
static void
sums_from(ck_imatrix *after, const ck_imatrix *e)
{
    mpfi_set_ui(ck_imatrix_at(after, 0, e->cols), 0);
    for (long j = e->cols - 1; j >= 0; j--)
        mpfi_add(ck_imatrix_at(after, 0, j), ck_imatrix_at(after, 0, j + 1),
                 ck_imatrix_at(e, 0, j));
}

/* end = 1 / (1 + others / own), rounded in direction `round`, for numbers
   others >= 0 and own >= 0, not both 0; 0 when own is 0. */
static void
share(mpfr_ptr end, mpfr_srcptr own, mpfr_srcptr others, mpfr_rnd_t round)
{
    const mpfr_rnd_t opposite = round == MPFR_RNDU ? MPFR_RNDD : MPFR_RNDU;

    if (mpfr_zero_p(own)) {
        mpfr_set_ui(end, 0, MPFR_RNDN);
        return;
    }
    mpfr_div(end, others, own, opposite);
    mpfr_add_ui(end, end, 1, opposite);
    mpfr_ui_div(end, 1, end, round);
}

/* a[j] = e_j / (sum of e_k), where e_j and the sum of the others are never the
   same number: each e_k counts once. */
static void
weigh_row(mpfi_t *a, const ck_imatrix *e, const ck_imatrix *after,
          const ck_layer *layer, long i)
{
    mpfi_t before, others;

    mpfi_init2(before, e->prec);
    mpfi_init2(others, e->prec);
    mpfi_set_ui(before, 0);
    for (long j = 0; j < e->cols; j++) {
        mpfi_srcptr own = ck_imatrix_at(e, 0, j);

        if (!attends(layer, i, j))
            continue;
        mpfi_add(others, before, ck_imatrix_at(after, 0, j + 1));
        share(&a[j]->left, &own->left, &others->right, MPFR_RNDD);
        share(&a[j]->right, &own->right, &others->left, MPFR_RNDU);
        mpfi_add(before, before, own);
    }
    mpfi_clear(others);
    mpfi_clear(before);
}

/* ---- Softmax ---- */

/* A point near the mean of the tokens attended to. Any point will do. */
static void
choose_centre(ck_attended *att, const ck_layer *layer, const ck_imatrix *X,
              long first, long last)
{
    unsigned long number = 0;
    mpfr_t middle;

    mpfr_init2(middle, layer->prec);
    for (long j = 0; j < att->count; j++) {
        if (!is_attended(layer, first, last, j))
            continue;
        number++;
        for (long a = 0; a < layer->dim; a++) {
            mpfi_mid(middle, ck_imatrix_at(X, j, a));
            mpfi_add_fr(ck_imatrix_at(&att->centre, 0, a),
                        ck_imatrix_at(&att->centre, 0, a), middle);
        }
    }
    for (long a = 0; a < layer->dim; a++) {
        mpfi_ptr entry = ck_imatrix_at(&att->centre, 0, a);

        mpfi_mid(middle, entry);
        mpfr_div_ui(middle, middle, number, MPFR_RNDN);
        mpfi_set_fr(entry, middle);
    }
    mpfr_clear(middle);
}

static void
set_offsets(ck_attended *att, const ck_layer *layer, const ck_imatrix *X,
            long first, long last)
{
    for (long j = 0; j < att->count; j++)
        if (is_attended(layer, first, last, j))
            for (long a = 0; a < layer->dim; a++)
                mpfi_sub(ck_imatrix_at(&att->offset, j, a),
                         ck_imatrix_at(X, j, a),
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

static int
softmax_weights(ck_attended *att, const ck_layer *layer, long first)
{
    ck_imatrix scores, e, after;
    int good;

    ck_imatrix_init(&scores, att->weights.rows, att->count, layer->prec);
    ck_imatrix_init(&e, 1, att->count, layer->prec);
    ck_imatrix_init(&after, 1, att->count + 1, layer->prec);
    ck_imatrix_multiply_transpose(&scores, &att->query, &att->offset);
    good = ck_imatrix_is_bounded(&scores);
    for (long i = 0; good && i < att->weights.rows; i++) {
        const long at = i * att->count;

        exponentials(&e, (const mpfi_t *)scores.entries + at, layer, first + i);
        sums_from(&after, &e);
        weigh_row(att->weights.entries + at, &e, &after, layer, first + i);
    }
    ck_imatrix_clear(&after);
    ck_imatrix_clear(&e);
    ck_imatrix_clear(&scores);
    return good && ck_imatrix_is_bounded(&att->weights);
}

/* ---- All of it ---- */

/* One more than the last token attended to. */
static long
furthest(const ck_layer *layer, long first, long last)
{
    long count = layer->tokens;

    while (count > 1 && !is_attended(layer, first, last, count - 1))
        count--;
    return count;
}

static int
tokens_are_bounded(const ck_attended *att, const ck_layer *layer,
                   const ck_imatrix *X, long first, long last)
{
    for (long j = 0; j < att->count; j++)
        if (is_attended(layer, first, last, j))
            for (long a = 0; a < layer->dim; a++)
                if (!ck_is_bounded(ck_imatrix_at(X, j, a)))
                    return 0;
    return 1;
}

int
ck_attended_init(ck_attended *att, const ck_layer *layer, const ck_imatrix *X,
                 long first, long last)
{
    const int softmax = layer->scores.rows > 0;
    const long m = last - first, k = softmax ? layer->dim : 0;
    ck_imatrix rows;

    att->count = furthest(layer, first, last);
    ck_imatrix_init(&att->weights, m, att->count, layer->prec);
    ck_imatrix_init(&att->centre, softmax ? 1 : 0, k, layer->prec);
    ck_imatrix_init(&att->offset, softmax ? att->count : 0, k, layer->prec);
    ck_imatrix_init(&att->query, softmax ? m : 0, k, layer->prec);
    if (!tokens_are_bounded(att, layer, X, first, last))
        return 0;
    if (!softmax) {
        for (long i = 0; i < m; i++)
            for (long j = 0; j < att->count; j++)
                mpfi_set(ck_imatrix_at(&att->weights, i, j),
                         ck_imatrix_at(&layer->weights, first + i, j));
        return 1;
    }
    choose_centre(att, layer, X, first, last);
    set_offsets(att, layer, X, first, last);
    rows = rows_of(X, first, last);
    ck_imatrix_multiply_rows(&att->query, &rows, &layer->scores);
    return softmax_weights(att, layer, first);
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
