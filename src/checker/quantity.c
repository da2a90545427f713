/* R28. Lengths are compared by their squares, so that what is exact stays
   exact; singular values by the signs of X X^T - t^2 (R26). */

#include <stdio.h>
#include <string.h>

#include "quantity.h"
#include "rank.h"

static const char *const kind_words[] = {
    "mu",         "sigma",      "rank-one-distance", "diameter",
    "cosine-min", "cosine-max", "cosine-mean",       "norm-max"};

/* ---- Names ---- */

/* The K of "sigma K": one blank, no sign, no leading zero; 0: not of that form
   or above `most`. */
static long
read_index(const char *text, long most)
{
    long index = 0;

    if (strncmp(text, "sigma ", 6) != 0 || text[6] == '0')
        return 0;
    for (const char *c = text + 6; *c != '\0'; c++) {
        if (*c < '0' || *c > '9')
            return 0;
        index = 10 * index + (*c - '0');
        if (index > most)
            return 0;
    }
    return index;
}

static int
is_cosine(ck_quantity_kind kind)
{
    return kind == CK_COSINE_MIN || kind == CK_COSINE_MAX ||
           kind == CK_COSINE_MEAN;
}

int
ck_read_quantity(const ck_node *node, long tokens, long dim, ck_quantity *q)
{
    const char *text;

    if (!ck_text(node, &text))
        return 0;
    q->kind = CK_SIGMA;
    /* no test can see this: when they are equal it is either */
    q->index = read_index(text, tokens < dim ? tokens : dim);
    if (q->index > 0)
        return 1;
    for (int k = 0; k < CK_QUANTITY_KINDS; k++) {
        if (k == CK_SIGMA || strcmp(text, kind_words[k]) != 0)
            continue;
        q->kind = (ck_quantity_kind)k;
        if (is_cosine(q->kind) && tokens < 2)
            return ck_node_malformed(node, "cosines need two tokens");
        return 1;
    }
    return ck_node_malformed(node,
                             "\"%.40s\" is no quantity of %ld tokens in "
                             "dimension %ld",
                             text, tokens, dim);
}

/* ---- Singular values ---- */

/* S_ii = S_ii - ||X||_F^2: the other entries of the diagonal with a minus, so
   that nothing is left of it when there is but one. */
static void
subtract_trace(ck_imatrix *S, const ck_imatrix *gram)
{
    for (long i = 0; i < S->rows; i++) {
        mpfi_set_ui(ck_imatrix_at(S, i, i), 0);
        for (long k = 0; k < S->rows; k++)
            if (k != i)
                mpfi_sub(ck_imatrix_at(S, i, i), ck_imatrix_at(S, i, i),
                         ck_imatrix_at(gram, k, k));
    }
}

/* The signs of sigma_k^2 - t^2 (`sigma`), or of t^2 - D^2 (`rank-one-distance`,
   D^2 = ||X||_F^2 - sigma_1^2) as the greatest of sigma_k^2 - ||X||_F^2 +
   t^2. */
static void
count_signs(ck_quantities *all, ck_quantity_kind kind, mpfr_srcptr square,
            ck_inertia_counts *counts)
{
    const ck_imatrix *gram = ck_quantity_gram(all);
    ck_imatrix S;

    ck_imatrix_init(&S, gram->rows, gram->rows, all->X->prec);
    ck_imatrix_set(&S, gram);
    if (kind == CK_RANK_ONE_DISTANCE)
        subtract_trace(&S, gram);
    for (long i = 0; i < S.rows; i++) {
        mpfi_ptr x = ck_imatrix_at(&S, i, i);

        if (kind == CK_SIGMA)
            mpfi_sub_fr(x, x, square);
        else
            mpfi_add_fr(x, x, square);
    }
    ck_inertia(&S, counts);
    ck_imatrix_clear(&S);
}

/* ---- Comparison with one exact number ---- */

typedef enum { AT_LEAST, ABOVE, AT_MOST, BELOW } relation;

static int
sigma_relates(const ck_inertia_counts *is, long index, long n, relation to)
{
    switch (to) {
    case AT_LEAST:
        return is->positive + is->zero >= index;
    case ABOVE:
        return is->positive >= index;
    case AT_MOST:
        return is->negative + is->zero >= n - index + 1;
    case BELOW:
        return is->negative >= n - index + 1;
    }
    return 0;
}

static int
distance_relates(const ck_inertia_counts *is, long n, relation to)
{
    switch (to) {
    case AT_LEAST:
        return is->negative + is->zero >= n;
    case ABOVE:
        return is->negative >= n;
    case AT_MOST:
        return is->positive + is->zero >= 1;
    case BELOW:
        return is->positive >= 1;
    }
    return 0;
}

/* Every point of x stands in the relation to t. */
static int
interval_relates(mpfi_srcptr x, mpfr_srcptr t, relation to)
{
    switch (to) {
    case AT_LEAST:
        return mpfr_greaterequal_p(&x->left, t);
    case ABOVE:
        return mpfr_greater_p(&x->left, t);
    case AT_MOST:
        return mpfr_lessequal_p(&x->right, t);
    case BELOW:
        return mpfr_less_p(&x->right, t);
    }
    return 0;
}

/* q >= 0 in the relation to t >= 0, by squares. They are exact, but where their
   exponents are beyond all range: there they are rounded to the safe side. */
static int
square_relates(ck_quantities *all, const ck_quantity *q, mpfr_srcptr t,
               relation to)
{
    enum { COUNT_BITS = 64 }; /* of N */
    static const mpfr_rnd_t roundings[] = {[AT_LEAST] = MPFR_RNDU,
                                           [ABOVE] = MPFR_RNDU,
                                           [AT_MOST] = MPFR_RNDD,
                                           [BELOW] = MPFR_RNDD};
    const mpfr_rnd_t safe = roundings[to];
    ck_inertia_counts counts;
    mpfr_t square;
    int answer;

    mpfr_init2(square, 2 * mpfr_get_prec(t) + COUNT_BITS);
    mpfr_sqr(square, t, safe);
    if (q->kind == CK_SIGMA || q->kind == CK_RANK_ONE_DISTANCE) {
        count_signs(all, q->kind, square, &counts);
        answer = q->kind == CK_SIGMA
                     ? sigma_relates(&counts, q->index, all->gram.rows, to)
                     : distance_relates(&counts, all->gram.rows, to);
    } else {
        if (q->kind == CK_MU)
            mpfr_mul_ui(square, square, (unsigned long)all->X->rows, safe);
        answer = interval_relates(ck_quantity_value(all, q->kind), square, to);
    }
    mpfr_clear(square);
    return answer;
}

/* 1 when q(X) is certified to stand in the relation to t. */
static int
relates(ck_quantities *all, const ck_quantity *q, mpfr_srcptr t, relation to)
{
    const int sign = mpfr_sgn(t);

    if (is_cosine(q->kind)) {
        mpfi_srcptr value = ck_quantity_value(all, q->kind);

        return all->zero_row < 0 && interval_relates(value, t, to);
    }
    /* all others are not negative */
    if (sign < 0)
        return to == AT_LEAST || to == ABOVE;
    if (sign == 0 && to == AT_LEAST)
        return 1;
    return square_relates(all, q, t, to);
}

ck_answer
ck_quantity_at_least(ck_quantities *all, const ck_quantity *q,
                     mpfi_srcptr bound)
{
    if (relates(all, q, &bound->right, AT_LEAST))
        return CK_HOLDS;
    return relates(all, q, &bound->left, BELOW) ? CK_FAILS : CK_UNKNOWN;
}

ck_answer
ck_quantity_at_most(ck_quantities *all, const ck_quantity *q, mpfi_srcptr bound)
{
    if (relates(all, q, &bound->left, AT_MOST))
        return CK_HOLDS;
    return relates(all, q, &bound->right, ABOVE) ? CK_FAILS : CK_UNKNOWN;
}

/* ---- Messages ---- */

/* x = an enclosure of q(X), no singular value or cosine */
static void
unsquare(mpfi_t x, ck_quantities *all, const ck_quantity *q)
{
    mpfi_set(x, ck_quantity_value(all, q->kind));
    if (q->kind == CK_MU)
        mpfi_div_ui(x, x, (unsigned long)all->X->rows);
    if (mpfr_sgn(&x->left) < 0) /* no test can see this: 0 stays 0 */
        mpfr_set_ui(&x->left, 0, MPFR_RNDD);
    mpfi_sqrt(x, x);
}

static void
counts_text(char text[160], ck_quantities *all, mpfi_srcptr bound)
{
    ck_inertia_counts counts;
    mpfr_t square;

    mpfr_init2(square, 2 * mpfr_get_prec(&bound->left));
    mpfr_sqr(square, &bound->left, MPFR_RNDN);
    count_signs(all, CK_SIGMA, square, &counts);
    snprintf(text, 160,
             "%ld of %ld singular values certified above and %ld below",
             counts.positive, all->gram.rows, counts.negative);
    mpfr_clear(square);
}

static void
cosine_text(char text[160], ck_quantities *all, const ck_quantity *q)
{
    mpfi_srcptr value = ck_quantity_value(all, q->kind);
    char interval[80];

    ck_interval_text(interval, value);
    if (all->zero_row >= 0)
        snprintf(text, 160, "||x_%ld|| is not certified positive",
                 all->zero_row + 1);
    else
        snprintf(text, 160, "in %s", interval);
}

static void
length_text(char text[160], ck_quantities *all, const ck_quantity *q)
{
    char interval[80];
    mpfi_t x;

    mpfi_init2(x, (mpfr_prec_t)all->X->prec);
    unsquare(x, all, q);
    ck_interval_text(interval, x);
    snprintf(text, 160, "in %s", interval);
    mpfi_clear(x);
}

void
ck_quantity_text(char text[160], ck_quantities *all, const ck_quantity *q,
                 mpfi_srcptr bound)
{
    if (q->kind == CK_SIGMA)
        counts_text(text, all, bound);
    else if (q->kind == CK_RANK_ONE_DISTANCE)
        snprintf(text, 160, "not enclosed");
    else if (is_cosine(q->kind))
        cosine_text(text, all, q);
    else
        length_text(text, all, q);
}
