/* Models built backwards from an equilibrium that is known exactly.

   Tokens are rational unit vectors (Householder images of a rational one).
   From k linearly independent ones, X_k, attention A_k between them and
   factors lambda_i > 0, the value matrix follows: with T = (X_k; R) invertible
   and T W = ((A_k^-1 Lambda, 0), (E, F)) T one has A_k X_k W = Lambda X_k. This
   is R21 for causal uniform attention, and every other mask alike. More tokens
   are copies of these k that attend as they do, so the rank is k exactly.
   Softmax: all tokens lie on the hyperplane <w, x> = c, and scores
   <x_i, u> <w, x_j> are then equal in each row, their derivatives not. */

#ifndef RANKCERT_TESTS_EXACT_EQUILIBRIA_H
#define RANKCERT_TESTS_EXACT_EQUILIBRIA_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <check.h>

#include <rankcert/flint.h>

#include "random.h"

typedef enum { EXACT_UNIFORM = 0, EXACT_FIXED, EXACT_SOFTMAX } exact_attention;

#define EXACT_MAX_TOKENS 6

typedef struct {
    slong n, d, rank;
    exact_attention attention;
    int norm_layer;
    int irrational; /* the case has sqrt(2) W: the same equilibria */
    slong of[EXACT_MAX_TOKENS]; /* the base token that this one copies */
    unsigned char mask[EXACT_MAX_TOKENS][EXACT_MAX_TOKENS];
    fmpq_mat_t X, W, A, lambda; /* n x d, d x d, n x n, n x 1 */
    fmpq_mat_t query, key;      /* softmax: u and w, d x 1 */
} exact_model;

static inline void
exact_random(fmpq_t q, uint64_t *state, long most)
{
    fmpq_set_si(q, random_below(state, 2 * most + 1) - most,
                (ulong)(1 + random_below(state, 3)));
}

static inline void
exact_random_positive(fmpq_t q, uint64_t *state)
{
    fmpq_set_si(q, 1 + random_below(state, 8),
                (ulong)(1 + random_below(state, 5)));
}

/* Row i of X = a rational unit vector; its entries sum to zero when asked. */
static inline void
exact_unit_row(fmpq_mat_t X, slong i, int sum_zero, uint64_t *state)
{
    const slong d = fmpq_mat_ncols(X);
    fmpq_mat_t v, u;
    fmpq_t square, product, sum;

    fmpq_mat_init(v, 1, d);
    fmpq_mat_init(u, 1, d);
    fmpq_init(square);
    fmpq_init(product);
    fmpq_init(sum);
    if (sum_zero) /* (1/2, 1/2, -1/2, -1/2, 0, ...) */
        for (slong a = 0; a < 4; a++)
            fmpq_set_si(fmpq_mat_entry(v, 0, a), a < 2 ? 1 : -1, 2);
    else
        fmpq_one(fmpq_mat_entry(v, 0, random_below(state, d)));
    do {
        fmpq_zero(square);
        fmpq_zero(sum);
        for (slong a = 0; a < d; a++) {
            fmpq_set_si(fmpq_mat_entry(u, 0, a), random_below(state, 7) - 3, 1);
            if (sum_zero && a == d - 1)
                fmpq_neg(fmpq_mat_entry(u, 0, a), sum);
            fmpq_add(sum, sum, fmpq_mat_entry(u, 0, a));
            fmpq_addmul(square, fmpq_mat_entry(u, 0, a),
                        fmpq_mat_entry(u, 0, a));
        }
    } while (fmpq_is_zero(square));
    for (slong a = 0; a < d; a++)
        fmpq_addmul(product, fmpq_mat_entry(u, 0, a), fmpq_mat_entry(v, 0, a));
    fmpq_add(product, product, product);
    fmpq_div(product, product, square);
    fmpq_neg(product, product);
    for (slong a = 0; a < d; a++) {
        fmpq_addmul(fmpq_mat_entry(v, 0, a), product, fmpq_mat_entry(u, 0, a));
        fmpq_set(fmpq_mat_entry(X, i, a), fmpq_mat_entry(v, 0, a));
    }
    fmpq_clear(sum);
    fmpq_clear(product);
    fmpq_clear(square);
    fmpq_mat_clear(u);
    fmpq_mat_clear(v);
}

/* T's first k rows: tokens. The rest: anything, in the hyperplane of sum zero
   but for the last row when the tokens are there. 1 when T is invertible. */
static inline int
exact_frame(fmpq_mat_t T, slong k, int sum_zero, uint64_t *state)
{
    const slong d = fmpq_mat_nrows(T);
    fmpq_mat_t inverse;
    int good;

    for (slong i = 0; i < d; i++)
        if (i < k)
            exact_unit_row(T, i, sum_zero, state);
        else if (sum_zero && i < d - 1)
            exact_unit_row(T, i, 1, state);
        else
            for (slong a = 0; a < d; a++)
                if (sum_zero)
                    fmpq_one(fmpq_mat_entry(T, i, a));
                else
                    exact_random(fmpq_mat_entry(T, i, a), state, 3);
    fmpq_mat_init(inverse, d, d);
    good = fmpq_mat_inv(inverse, T);
    fmpq_mat_clear(inverse);
    return good;
}

static inline void
exact_model_init(exact_model *m, slong n, slong d)
{
    m->n = n;
    m->d = d;
    fmpq_mat_init(m->X, n, d);
    fmpq_mat_init(m->W, d, d);
    fmpq_mat_init(m->A, n, n);
    fmpq_mat_init(m->lambda, n, 1);
    fmpq_mat_init(m->query, d, 1);
    fmpq_mat_init(m->key, d, 1);
}

static inline void
exact_model_clear(exact_model *m)
{
    fmpq_mat_clear(m->key);
    fmpq_mat_clear(m->query);
    fmpq_mat_clear(m->lambda);
    fmpq_mat_clear(m->A);
    fmpq_mat_clear(m->W);
    fmpq_mat_clear(m->X);
}

/* Who copies whom, and a mask that lets copies attend alike. */
static inline void
exact_mask(exact_model *m, uint64_t *state)
{
    const slong n = m->n, k = m->rank, width = 1 + random_below(state, 3);
    const int family = (int)random_below(state, 5);
    /* copies of the last token can be causal, when weights are free */
    const int causal = n > k && m->attention == EXACT_FIXED && family < 2;
    unsigned char base[EXACT_MAX_TOKENS][EXACT_MAX_TOKENS];

    for (slong i = 0; i < n; i++)
        m->of[i] = i < k ? i : causal ? k - 1 : random_below(state, k);
    for (slong i = 0; i < k; i++)
        for (slong j = 0; j < k; j++)
            base[i][j] =
                (unsigned char)(i == j || (family == 0 && j <= i) ||
                                (family == 1 && j <= i &&
                                 (causal || i - j < width)) ||
                                family == 2 ||
                                (family == 3 && random_below(state, 2)) ||
                                (family == 4 && j < i &&
                                 random_below(state, 2)));
    for (slong i = 0; i < n; i++)
        for (slong j = 0; j < n; j++)
            m->mask[i][j] = (unsigned char)(base[m->of[i]][m->of[j]] &&
                                            (!causal || j <= i));
    if (k == 1) /* equal tokens do not see the mask: any will do */
        for (slong i = 0; i < n; i++)
            for (slong j = 0; j < n; j++)
                m->mask[i][j] =
                    (unsigned char)(i == j || (family == 0 && j < i) ||
                                    (family > 2 && random_below(state, 2)));
}

/* A, with rows of copies that agree on what goes to each base token. */
static inline void
exact_weights(exact_model *m, uint64_t *state)
{
    long weight[EXACT_MAX_TOKENS], total, among;

    for (slong i = 0; i < m->n; i++) {
        uint64_t row = 77 * (uint64_t)m->of[i] + *state;

        total = 0;
        for (slong c = 0; c < m->rank; c++) {
            int seen = 0;

            for (slong j = 0; j < m->n; j++)
                seen = seen || (m->of[j] == c && m->mask[i][j]);
            weight[c] = 1 + random_below(&row, 6);
            total += seen ? weight[c] : 0;
        }
        for (slong j = 0; j < m->n; j++) {
            among = 0;
            if (!m->mask[i][j])
                continue;
            for (slong l = 0; l < m->n; l++)
                among += m->of[l] == m->of[j] && m->mask[i][l];
            fmpq_set_si(fmpq_mat_entry(m->A, i, j), weight[m->of[j]],
                        (ulong)(total * among));
        }
        if (m->attention == EXACT_FIXED)
            continue;
        total = 0;
        for (slong j = 0; j < m->n; j++)
            total += m->mask[i][j];
        for (slong j = 0; j < m->n; j++)
            fmpq_set_si(fmpq_mat_entry(m->A, i, j), m->mask[i][j],
                        (ulong)total);
    }
    (void)random_bits(state);
}

/* W from T and A; 0 when A_k is singular. */
static inline int
exact_value(exact_model *m, const fmpq_mat_t T, uint64_t *state)
{
    const slong k = m->rank, d = m->d;
    fmpq_mat_t base, inverse, block, product;
    int good;

    fmpq_mat_init(base, k, k);
    fmpq_mat_init(inverse, k, k);
    fmpq_mat_init(block, d, d);
    fmpq_mat_init(product, d, d);
    for (slong i = 0; i < k; i++)
        for (slong j = 0; j < m->n; j++)
            fmpq_add(fmpq_mat_entry(base, i, m->of[j]),
                     fmpq_mat_entry(base, i, m->of[j]),
                     fmpq_mat_entry(m->A, i, j));
    good = fmpq_mat_inv(inverse, base);
    for (slong i = 0; good && i < d; i++)
        for (slong j = 0; j < d; j++)
            if (i < k && j < k)
                fmpq_mul(fmpq_mat_entry(block, i, j),
                         fmpq_mat_entry(inverse, i, j),
                         fmpq_mat_entry(m->lambda, j, 0));
            else if (i >= k && (!m->norm_layer || j < d - 1))
                exact_random(fmpq_mat_entry(block, i, j), state, 3);
    if (good) {
        fmpq_mat_mul(product, block, T);
        good = fmpq_mat_solve(m->W, T, product);
    }
    /* what LayerNorm `layer` takes off again */
    for (slong i = 0; good && m->norm_layer && i < d; i++) {
        fmpq_t shift;

        fmpq_init(shift);
        exact_random(shift, state, 2);
        for (slong j = 0; j < d; j++)
            fmpq_add(fmpq_mat_entry(m->W, i, j), fmpq_mat_entry(m->W, i, j),
                     shift);
        fmpq_clear(shift);
    }
    fmpq_mat_clear(product);
    fmpq_mat_clear(block);
    fmpq_mat_clear(inverse);
    fmpq_mat_clear(base);
    return good;
}

/* u at random, and w with <w, x> = 1 for every token. */
static inline void
exact_scores(exact_model *m, const fmpq_mat_t T, uint64_t *state)
{
    fmpq_mat_t right;

    fmpq_mat_init(right, m->d, 1);
    for (slong i = 0; i < m->d; i++) {
        exact_random(fmpq_mat_entry(m->query, i, 0), state, 2);
        if (i < m->rank)
            fmpq_one(fmpq_mat_entry(right, i, 0));
        else
            exact_random(fmpq_mat_entry(right, i, 0), state, 2);
    }
    ck_assert(fmpq_mat_solve(m->key, T, right));
    fmpq_mat_clear(right);
}

/* A random model; to be cleared. */
static inline void
exact_model_random(exact_model *m, uint64_t *state)
{
    int good = 0;

    while (!good) {
        fmpq_mat_t T;
        const int layer = random_below(state, 4) == 0;
        const slong d = layer ? 4 : 2 + random_below(state, 3);
        const slong k =
            1 + random_below(state, layer ? d - 1 : d); /* the rank */
        const slong copies = random_below(state, 3);

        exact_model_init(m, k + copies, d);
        m->rank = k;
        m->norm_layer = layer;
        m->irrational = random_below(state, 4) == 0;
        m->attention = (exact_attention)random_below(state, 3);
        exact_mask(m, state);
        exact_weights(m, state);
        fmpq_mat_init(T, d, d);
        while (!exact_frame(T, k, layer, state))
            ;
        for (slong i = 0; i < k; i++)
            exact_random_positive(fmpq_mat_entry(m->lambda, i, 0), state);
        for (slong i = 0; i < m->n; i++) {
            fmpq_set(fmpq_mat_entry(m->lambda, i, 0),
                     fmpq_mat_entry(m->lambda, m->of[i], 0));
            for (slong a = 0; a < d; a++)
                fmpq_set(fmpq_mat_entry(m->X, i, a),
                         fmpq_mat_entry(T, m->of[i], a));
        }
        good = exact_value(m, T, state);
        exact_scores(m, T, state);
        fmpq_mat_clear(T);
        if (!good)
            exact_model_clear(m);
    }
}

/* W as the tokens see it: centred for LayerNorm `layer`. */
static inline void
exact_centred(fmpq_mat_t W, const exact_model *m)
{
    fmpq_t mean;
    fmpz_t dim;

    fmpq_mat_set(W, m->W);
    if (!m->norm_layer)
        return;
    fmpq_init(mean);
    fmpz_init_set_si(dim, m->d);
    for (slong i = 0; i < m->d; i++) {
        fmpq_zero(mean);
        for (slong j = 0; j < m->d; j++)
            fmpq_add(mean, mean, fmpq_mat_entry(W, i, j));
        fmpq_div_fmpz(mean, mean, dim);
        for (slong j = 0; j < m->d; j++)
            fmpq_sub(fmpq_mat_entry(W, i, j), fmpq_mat_entry(W, i, j), mean);
    }
    fmpz_clear(dim);
    fmpq_clear(mean);
}

/* A X W = Lambda X and unit rows, exactly. */
static inline int
exact_model_holds(const exact_model *m)
{
    fmpq_mat_t W, Y, Z;
    fmpq_t square, difference;
    int holds = 1;

    fmpq_mat_init(W, m->d, m->d);
    fmpq_mat_init(Y, m->n, m->d);
    fmpq_mat_init(Z, m->n, m->d);
    fmpq_init(square);
    fmpq_init(difference);
    exact_centred(W, m);
    fmpq_mat_mul(Y, m->A, m->X);
    fmpq_mat_mul(Z, Y, W);
    for (slong i = 0; i < m->n; i++) {
        fmpq_zero(square);
        for (slong a = 0; a < m->d; a++) {
            fmpq_mul(difference, fmpq_mat_entry(m->lambda, i, 0),
                     fmpq_mat_entry(m->X, i, a));
            holds = holds && fmpq_equal(difference, fmpq_mat_entry(Z, i, a));
            fmpq_addmul(square, fmpq_mat_entry(m->X, i, a),
                        fmpq_mat_entry(m->X, i, a));
        }
        holds = holds && fmpq_is_one(square);
    }
    fmpq_clear(difference);
    fmpq_clear(square);
    fmpq_mat_clear(Z);
    fmpq_mat_clear(Y);
    fmpq_mat_clear(W);
    return holds;
}

/* The derivative of y_i by x_l into J, at the exact equilibrium. */
static inline void
exact_block(fmpq_mat_t J, const exact_model *m, const fmpq_mat_t W,
            const fmpq_mat_t XW, slong i, slong l)
{
    const slong d = m->d;
    fmpq_t score, entry, shift;

    fmpq_init(score);
    fmpq_init(entry);
    fmpq_init(shift);
    for (slong a = 0; a < d; a++)
        fmpq_addmul(score, fmpq_mat_entry(m->X, i, a),
                    fmpq_mat_entry(m->query, a, 0));
    for (slong a = 0; a < d; a++)
        for (slong b = 0; b < d; b++) {
            fmpq_set(entry, fmpq_mat_entry(W, b, a));
            if (m->attention == EXACT_SOFTMAX) {
                /* (x_i u) w_b ((x_l - m_i) W)_a, m_i the mean attended to */
                fmpq_mul(shift, fmpq_mat_entry(m->lambda, i, 0),
                         fmpq_mat_entry(m->X, i, a));
                fmpq_sub(shift, fmpq_mat_entry(XW, l, a), shift);
                fmpq_mul(shift, shift, score);
                fmpq_addmul(entry, shift, fmpq_mat_entry(m->key, b, 0));
            }
            fmpq_mul(fmpq_mat_entry(J, i * (d + 1) + a, l * (d + 1) + b), entry,
                     fmpq_mat_entry(m->A, i, l));
        }
    fmpq_clear(shift);
    fmpq_clear(entry);
    fmpq_clear(score);
}

/* 1 when R11's system is singular at the equilibrium, decided exactly. */
static inline int
exact_model_is_singular(const exact_model *m)
{
    const slong n = m->n, d = m->d, size = n * (d + 1);
    fmpq_mat_t J, W, XW;
    fmpq_t det;
    int singular;

    fmpq_mat_init(J, size, size);
    fmpq_mat_init(W, d, d);
    fmpq_mat_init(XW, n, d);
    fmpq_init(det);
    exact_centred(W, m);
    fmpq_mat_mul(XW, m->X, W);
    for (slong i = 0; i < n; i++) {
        for (slong l = 0; l < n; l++)
            exact_block(J, m, W, XW, i, l);
        for (slong a = 0; a < d; a++) {
            fmpq *x = fmpq_mat_entry(m->X, i, a);
            const slong at = i * (d + 1);

            fmpq_sub(fmpq_mat_entry(J, at + a, at + a),
                     fmpq_mat_entry(J, at + a, at + a),
                     fmpq_mat_entry(m->lambda, i, 0));
            fmpq_neg(fmpq_mat_entry(J, at + a, at + d), x);
            fmpq_add(fmpq_mat_entry(J, at + d, at + a), x, x);
        }
    }
    fmpq_mat_det(det, J);
    singular = fmpq_is_zero(det);
    fmpq_clear(det);
    fmpq_mat_clear(XW);
    fmpq_mat_clear(W);
    fmpq_mat_clear(J);
    return singular;
}

/* P(m) = -(2m, 1 - m^2) / (1 + m^2), a point of the circle. */
static inline void
exact_circle_point(fmpq_t x, fmpq_t y, const fmpq_t m)
{
    fmpq_t square, one;

    fmpq_init(square);
    fmpq_init(one);
    fmpq_one(one);
    fmpq_mul(square, m, m);
    fmpq_add(x, m, m);
    fmpq_sub(y, one, square);
    fmpq_add(square, square, one);
    fmpq_div(x, x, square);
    fmpq_neg(x, x);
    fmpq_div(y, y, square);
    fmpq_neg(y, y);
    fmpq_clear(one);
    fmpq_clear(square);
}

/* R16 backwards: uniform weights, b = 1, and the line w x + (1 - a) y = -1
   through two points of the circle: both are second tokens over (0, 1). */
static inline void
exact_two_roots(exact_model *m, exact_model *other, slong bits)
{
    fmpq_t p, q, det, one;
    fmpq *x, *y, *u, *v;

    exact_model_init(m, 2, 2);
    exact_model_init(other, 2, 2);
    m->norm_layer = m->irrational = 0;
    m->attention = EXACT_UNIFORM;
    m->mask[0][0] = m->mask[1][0] = m->mask[1][1] = 1;
    m->mask[0][1] = 0;
    fmpq_init(p);
    fmpq_init(q);
    fmpq_init(det);
    fmpq_init(one);
    fmpq_one(one);
    fmpq_set_si(p, 1, 2);
    fmpq_div_2exp(q, one, (ulong)bits);
    fmpq_add(q, q, p);
    fmpq_one(fmpq_mat_entry(m->X, 0, 1));
    fmpq_one(fmpq_mat_entry(other->X, 0, 1));
    x = fmpq_mat_entry(m->X, 1, 0);
    y = fmpq_mat_entry(m->X, 1, 1);
    u = fmpq_mat_entry(other->X, 1, 0);
    v = fmpq_mat_entry(other->X, 1, 1);
    exact_circle_point(x, y, p);
    exact_circle_point(u, v, q);
    /* (w, 1 - a) solves [[x, y], [u, v]] (w, 1 - a)^T = (-1, -1)^T */
    fmpq_mul(det, x, v);
    fmpq_submul(det, y, u);
    fmpq_sub(p, y, v);
    fmpq_div(fmpq_mat_entry(m->W, 0, 1), p, det);
    fmpq_sub(q, u, x);
    fmpq_div(q, q, det);
    fmpq_sub(fmpq_mat_entry(m->W, 0, 0), one, q);
    fmpq_one(fmpq_mat_entry(m->W, 1, 1));
    fmpq_mat_set(other->W, m->W);
    other->norm_layer = other->irrational = 0;
    other->attention = EXACT_UNIFORM;
    memcpy(other->mask, m->mask, sizeof m->mask);
    fmpq_clear(one);
    fmpq_clear(det);
    fmpq_clear(q);
    fmpq_clear(p);
}

/* ---- As a case ---- */

/* "[[1, 2], [3, 4]]", every entry that is not zero after `factor`. */
static inline void
exact_put_multiple(FILE *out, const char *factor, const fmpq_mat_t M)
{
    fputc('[', out);
    for (slong i = 0; i < fmpq_mat_nrows(M); i++) {
        fputs(i == 0 ? "[" : ", [", out);
        for (slong j = 0; j < fmpq_mat_ncols(M); j++) {
            char *text = fmpq_get_str(NULL, 10, fmpq_mat_entry(M, i, j));

            fprintf(out, "%s%s%s", j == 0 ? "" : ", ",
                    fmpq_is_zero(fmpq_mat_entry(M, i, j)) ? "" : factor, text);
            flint_free(text);
        }
        fputc(']', out);
    }
    fputc(']', out);
}

static inline void
exact_put_matrix(FILE *out, const fmpq_mat_t M)
{
    exact_put_multiple(out, "", M);
}

/* "rankcert: 1\nmodel: ..." up to the claims. */
static inline void
exact_put_model(FILE *out, const exact_model *m)
{
    fprintf(out,
            "rankcert: 1\nmodel:\n  tokens: %ld\n  dim: %ld\n  norm: %s\n"
            "  mask: {matrix: [",
            (long)m->n, (long)m->d, m->norm_layer ? "layer" : "rms");
    for (slong i = 0; i < m->n; i++) {
        fputs(i == 0 ? "[" : ", [", out);
        for (slong j = 0; j < m->n; j++)
            fprintf(out, "%s%d", j == 0 ? "" : ", ", m->mask[i][j]);
        fputc(']', out);
    }
    fputs("]}\n  value: ", out);
    exact_put_multiple(out, m->irrational ? "sqrt(2)*" : "", m->W);
    fputs("\n  attention: ", out);
    if (m->attention == EXACT_UNIFORM) {
        fputs("uniform\n", out);
    } else if (m->attention == EXACT_FIXED) {
        fputs("{fixed: ", out);
        exact_put_matrix(out, m->A);
        fputs("}\n", out);
    } else {
        fputs("{softmax: {query: ", out);
        exact_put_matrix(out, m->query);
        fputs(", key: ", out);
        exact_put_matrix(out, m->key);
        fputs("}}\n", out);
    }
}

#endif
