/* What of the model is checked before anything else. */

#include <string.h>

#include "model.h"

#define LEAST_BITS 128

/* `hypotheses` is exactly this list of words. */
static int
lists_words(const ck_node *node, const char *const *words, size_t wanted)
{
    ck_node item;
    size_t count;
    const char *text;

    if (!ck_list(node, wanted, wanted, &count))
        return 0;
    for (size_t k = 0; k < count; k++) {
        ck_item(&item, node, k);
        if (!ck_text(&item, &text))
            return 0;
        if (strcmp(text, words[k]) != 0)
            return ck_node_malformed(&item, "expected '%s', found '%.40s'",
                                     words[k], text);
    }
    return 1;
}

static int
scale_is_positive(ck_outcome *o, const ck_model *m)
{
    mpfi_t scale;
    int positive, negative;

    mpfi_init2(scale, o->bits > LEAST_BITS ? o->bits : LEAST_BITS);
    positive = ck_number_enclose(scale, &m->scale);
    /* no test can see this: what has no enclosure has no sign */
    negative = positive && mpfi_is_nonpos(scale) != 0;
    /* no test can see this, either */
    positive = positive && mpfi_is_strictly_pos(scale) != 0;
    mpfi_clear(scale);
    if (negative)
        return ck_reject(o, "the scale of softmax is not positive");
    if (!positive)
        return ck_uncertain(o, "the scale of softmax is not certified "
                               "positive");
    return 1;
}

/* The A of layer t: row i is positive exactly on the mask, with sum 1. */
static int
row_is_stochastic(ck_outcome *o, const ck_model *m, long t, long i, mpq_t sum)
{
    mpq_set_ui(sum, 0, 1);
    for (long j = 0; j < m->tokens; j++) {
        const ck_number *a = ck_matrix_at(ck_weights_at(&m->fixed, t), i, j);

        if (!ck_number_is_rational(a))
            return ck_reject(o,
                             "the weight of row %ld, column %ld is not "
                             "rational",
                             i + 1, j + 1);
        if (mpq_sgn(a->rational) < 0 ||
            (mpq_sgn(a->rational) > 0) != (ck_attends(m, i, j) != 0))
            return ck_reject(o,
                             "the weight of row %ld, column %ld is not "
                             "positive exactly on the mask",
                             i + 1, j + 1);
        mpq_add(sum, sum, a->rational);
    }
    if (mpq_cmp_ui(sum, 1, 1) != 0)
        return ck_reject(o, "the weights of row %ld do not sum to 1", i + 1);
    return 1;
}

static int
weights_are_stochastic(ck_outcome *o, const ck_model *m)
{
    mpq_t sum;
    int good = 1;

    mpq_init(sum);
    /* no test can see this: after a failure no row is looked at, and layers
       repeat */
    for (size_t t = 0; good && t < m->fixed.count; t++)
        for (long i = 0; good && i < m->tokens; i++)
            good = row_is_stochastic(o, m, (long)t, i, sum);
    mpq_clear(sum);
    return good;
}

int
ck_check_model(ck_outcome *o, const ck_model *m)
{
    switch (m->attention) {
    case CK_UNIFORM:
        return 1;
    case CK_FIXED:
        return weights_are_stochastic(o, m);
    case CK_SOFTMAX:
        return scale_is_positive(o, m);
    }
    return 0;
}

int
ck_check_hypotheses(const ck_node *node, const ck_model *m, int needs_norm)
{
    const char *words[3];
    size_t count = 0;

    if (needs_norm)
        words[count++] = "norm";
    /* without a model: of uniform weights */
    if (m->attention == CK_SOFTMAX)
        words[count++] = "scale";
    if (m->attention == CK_FIXED)
        words[count++] = "weights";
    if (!lists_words(node, words, count))
        return 0;
    if (needs_norm && m->norm == CK_NORM_NONE)
        return ck_reject(node->o, "the norm is none: LayerNorm is needed");
    return ck_check_model(node->o, m);
}
