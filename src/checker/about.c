/* A statement's model in words. */

#include "claim.h"

/* Masks with more runs are told by their number of edges alone, and more
   matrices than that by their number. */
enum { RUNS_MOST = 48, LAYERS_MOST = 4 };

/* The first token after j that i attends to, tokens when there is none; and
   the same for tokens that i does not attend to. */
static long
skip(const ck_model *m, long i, long j, int attended)
{
    while (j < m->tokens && (ck_attends(m, i, j) != 0) == attended)
        j++;
    return j;
}

static long
count_runs(const ck_model *m)
{
    long runs = 0;

    for (long i = 0; i < m->tokens; i++)
        for (long j = skip(m, i, 0, 0); j < m->tokens; runs++)
            j = skip(m, i, skip(m, i, j, 1), 0);
    return runs;
}

static long
count_edges(const ck_model *m)
{
    long edges = 0;

    for (long i = 0; i < m->tokens; i++)
        edges += m->degree[i];
    return edges;
}

/* "1: 1-3 5; 2: 2" */
static void
add_runs(ck_words *w, const ck_model *m)
{
    for (long i = 0; i < m->tokens; i++) {
        ck_words_add(w, "%s%ld:", i > 0 ? "; " : " ", i + 1);
        for (long j = skip(m, i, 0, 0); j < m->tokens;) {
            long end = skip(m, i, j, 1);

            ck_words_add(w, end - j > 1 ? " %ld-%ld" : " %ld", j + 1, end);
            j = skip(m, i, end, 0);
        }
    }
}

static void
add_mask(ck_words *w, const ck_model *m)
{
    long edges = count_edges(m);

    if (edges == m->tokens * m->tokens)
        ck_words_add(w, "each attends to all");
    else if (m->lower_triangular && edges == m->tokens * (m->tokens + 1) / 2)
        ck_words_add(w, "each attends to itself and all before it");
    else if (count_runs(m) <= RUNS_MOST) {
        ck_words_add(w, "attending to");
        add_runs(w, m);
    } else
        ck_words_add(w, "a mask of %ld edges", edges);
}

/* The matrix, or those of the layers in turn. */
static void
add_weights(ck_words *w, const ck_weights *weights)
{
    const ck_matrix *first = ck_weights_at(weights, 0);

    if (weights->count == 1) {
        ck_words_add_matrix(w, first);
        return;
    }
    ck_words_add(w, "(by layer: ");
    if (weights->count > LAYERS_MOST)
        ck_words_add(w, "%zu %ld x %ld matrices", weights->count, first->rows,
                     first->cols);
    else
        for (size_t k = 0; k < weights->count; k++) {
            ck_words_add(w, "%s", k > 0 ? ", " : "");
            ck_words_add_matrix(w, &weights->items[k]);
        }
    ck_words_add(w, ", and again from the first)");
}

static void
add_attention(ck_words *w, const ck_model *m)
{
    switch (m->attention) {
    case CK_UNIFORM:
        ck_words_add(w, "uniform attention");
        break;
    case CK_FIXED:
        ck_words_add(w, "fixed attention A = ");
        add_weights(w, &m->fixed);
        break;
    case CK_SOFTMAX:
        ck_words_add(w, "softmax attention with Q = ");
        add_weights(w, &m->query);
        ck_words_add(w, ", K = ");
        add_weights(w, &m->key);
        ck_words_add(w, ", scale ");
        ck_words_add_number(w, &m->scale);
        break;
    }
}

static const char *
norm_words(ck_norm norm)
{
    switch (norm) {
    case CK_NORM_NONE:
        return "no LayerNorm";
    case CK_NORM_RMS:
        return "LayerNorm without centring (rms)";
    case CK_NORM_LAYER:
        return "LayerNorm with centring";
    }
    return "?";
}

void
ck_about_model(ck_words *w, const ck_model *m)
{
    ck_words_add(w, "%ld token%s of dimension %ld, ", m->tokens,
                 m->tokens == 1 ? "" : "s", m->dim);
    add_mask(w, m);
    ck_words_add(w, "; ");
    add_attention(w, m);
    ck_words_add(w, "; value matrix ");
    add_weights(w, &m->value);
    ck_words_add(w, "; %s", norm_words(m->norm));
}
