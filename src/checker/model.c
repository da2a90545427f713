#include "model.h"

#include <string.h>

void
ck_model_init(ck_model *m)
{
    memset(m, 0, sizeof *m);
    ck_number_init(&m->scale);
}

void
ck_model_clear(ck_model *m)
{
    ck_release(m->mask);
    ck_release(m->degree);
    ck_weights_clear(&m->fixed);
    ck_weights_clear(&m->query);
    ck_weights_clear(&m->key);
    ck_weights_clear(&m->value);
    ck_number_clear(&m->scale);
}

int
ck_attends(const ck_model *m, long i, long j)
{
    return m->mask[i * m->tokens + j];
}

/* One maximal run [first, last] of row i, beyond `before`, the last token of
   the run before it (from 1; -1 at first: runs must not touch). */
static int
read_run(const ck_node *node, ck_model *m, long i, long *before)
{
    ck_node end;
    size_t count;
    long first, last;

    if (!ck_list(node, 2, 2, &count))
        return 0;
    ck_item(&end, node, 0);
    if (!ck_integer(&end, *before + 2, m->tokens, &first))
        return 0;
    ck_item(&end, node, 1);
    if (!ck_integer(&end, first, m->tokens, &last))
        return 0;
    memset(m->mask + i * m->tokens + first - 1, 1, (size_t)(last - first + 1));
    m->degree[i] += last - first + 1;
    if (last > i + 1)
        m->lower_triangular = 0;
    *before = last;
    return 1;
}

static int
read_mask_row(const ck_node *node, ck_model *m, long i)
{
    ck_node run;
    size_t count;
    long before = -1;

    if (!ck_list(node, 1, (size_t)m->tokens, &count))
        return 0;
    for (size_t k = 0; k < count; k++) {
        ck_item(&run, node, k);
        if (!read_run(&run, m, i, &before))
            return 0;
    }
    if (!ck_attends(m, i, i))
        return ck_node_malformed(node, "token %ld does not attend to itself",
                                 i + 1);
    return 1;
}

static int
read_mask(const ck_node *node, ck_model *m)
{
    const size_t n = (size_t)m->tokens;
    ck_node row;
    size_t count;

    if (!ck_list(node, n, n, &count))
        return 0;
    m->mask = ck_allocate(n * n, 1);
    m->degree = ck_allocate(n, sizeof *m->degree);
    m->lower_triangular = 1;
    for (long i = 0; i < m->tokens; i++) {
        ck_item(&row, node, (size_t)i);
        if (!read_mask_row(&row, m, i))
            return 0;
    }
    return 1;
}

static int
read_softmax(const ck_node *node, ck_model *m)
{
    ck_node member;

    m->attention = CK_SOFTMAX;
    if (!ck_object(node, "key query scale"))
        return 0;
    ck_member(&member, node, "key");
    if (!ck_read_weights(&member, m->dim, 0, &m->key))
        return 0;
    ck_member(&member, node, "query");
    if (!ck_read_weights(&member, m->dim, m->key.items[0].cols, &m->query))
        return 0;
    ck_member(&member, node, "scale");
    return ck_read_number(&member, &m->scale);
}

static int
read_attention(const ck_node *node, ck_model *m)
{
    static const char *const words[] = {"uniform", NULL};
    ck_node member;
    int which;

    if (json_is_string(node->json)) {
        m->attention = CK_UNIFORM;
        return ck_word(node, words, &which);
    }
    if (!ck_object(node, "?fixed ?softmax"))
        return 0;
    if (json_object_size(node->json) != 1)
        return ck_node_malformed(node, "expected one of fixed and softmax");
    ck_member(&member, node, "softmax");
    if (member.json != NULL)
        return read_softmax(&member, m);
    m->attention = CK_FIXED;
    ck_member(&member, node, "fixed");
    return ck_read_weights(&member, m->tokens, m->tokens, &m->fixed);
}

int
ck_read_model(const ck_node *node, ck_model *m)
{
    static const char *const norms[] = {"none", "rms", "layer", NULL};
    const long most = node->o->limits->max_dim;
    ck_node member;
    int norm;

    if (!ck_object(node, "attention dim mask norm tokens value"))
        return 0;
    ck_member(&member, node, "dim");
    if (!ck_integer(&member, 1, most, &m->dim))
        return 0;
    ck_member(&member, node, "tokens");
    if (!ck_integer(&member, 1, most, &m->tokens))
        return 0;
    ck_member(&member, node, "mask");
    if (!read_mask(&member, m))
        return 0;
    ck_member(&member, node, "norm");
    if (!ck_word(&member, norms, &norm))
        return 0;
    m->norm = (ck_norm)norm;
    ck_member(&member, node, "attention");
    if (!read_attention(&member, m))
        return 0;
    ck_member(&member, node, "value");
    return ck_read_weights(&member, m->dim, m->dim, &m->value);
}

/* ---- Exact data ---- */

void
ck_qmatrix_centre_rows(ck_qmatrix *w)
{
    mpq_t mean, count;

    mpq_init(mean);
    mpq_init(count);
    mpq_set_si(count, w->cols, 1);
    for (long i = 0; i < w->rows; i++) {
        mpq_set_ui(mean, 0, 1);
        for (long j = 0; j < w->cols; j++)
            mpq_add(mean, mean, *ck_qmatrix_at(w, i, j));
        mpq_div(mean, mean, count);
        for (long j = 0; j < w->cols; j++)
            mpq_sub(*ck_qmatrix_at(w, i, j), *ck_qmatrix_at(w, i, j), mean);
    }
    mpq_clear(count);
    mpq_clear(mean);
}

int
ck_model_value(ck_qmatrix *w, const ck_model *m, long t)
{
    const ck_matrix *value = ck_weights_at(&m->value, t);

    if (!ck_matrix_is_rational(value)) {
        ck_qmatrix_resize(w, 0, 0);
        return 0;
    }
    ck_qmatrix_from(w, value);
    if (m->norm == CK_NORM_LAYER)
        ck_qmatrix_centre_rows(w);
    return 1;
}

void
ck_model_consensus(ck_qmatrix *a, const ck_model *m, long t)
{
    if (m->attention == CK_FIXED) {
        ck_qmatrix_from(a, ck_weights_at(&m->fixed, t));
        return;
    }
    ck_qmatrix_resize(a, m->tokens, m->tokens);
    for (long i = 0; i < m->tokens; i++)
        for (long j = 0; j < m->tokens; j++)
            if (ck_attends(m, i, j))
                mpq_set_ui(*ck_qmatrix_at(a, i, j), 1,
                           (unsigned long)m->degree[i]);
}

int
ck_model_weights(ck_qmatrix *a, const ck_model *m, long t)
{
    if (m->attention == CK_SOFTMAX ||
        (m->attention == CK_FIXED &&
         !ck_matrix_is_rational(ck_weights_at(&m->fixed, t))))
        return 0;
    ck_model_consensus(a, m, t);
    return 1;
}
