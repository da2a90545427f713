/* What a claim states, in the normal form of certificates
   (proofs/certificate-format.md). */

#include "claim.h"

/* The maximal runs of tokens that token i attends to. */
static void
put_runs(rc_certificate *out, const rc_mask *mask, long i)
{
    long tokens = rc_mask_tokens(mask), first = 0;

    rc_certificate_open_list(out, NULL);
    while (first < tokens) {
        long end = first;

        while (end < tokens && rc_mask_has(mask, i, end))
            end++;
        if (end == first) {
            first++;
            continue;
        }
        rc_certificate_open_list(out, NULL);
        rc_certificate_put_integer(out, NULL, first + 1);
        rc_certificate_put_integer(out, NULL, end);
        rc_certificate_close(out);
        first = end;
    }
    rc_certificate_close(out);
}

static void
put_mask(rc_certificate *out, const rc_mask *mask)
{
    rc_certificate_open_list(out, "mask");
    for (long i = 0; i < rc_mask_tokens(mask); i++)
        put_runs(out, mask, i);
    rc_certificate_close(out);
}

/* One matrix, or {"layers": [...]}. */
static void
put_weights(rc_certificate *out, const char *key, const rc_weights *weights)
{
    if (weights->count == 1) {
        rc_certificate_put_matrix(out, key, weights->items);
        return;
    }
    rc_certificate_open_map(out, key);
    rc_certificate_open_list(out, "layers");
    for (size_t k = 0; k < weights->count; k++)
        rc_certificate_put_matrix(out, NULL, weights->items + k);
    rc_certificate_close(out);
    rc_certificate_close(out);
}

static void
put_softmax(rc_certificate *out, const rc_case_model *m)
{
    rc_certificate_open_map(out, "attention");
    rc_certificate_open_map(out, "softmax");
    put_weights(out, "key", &m->key);
    put_weights(out, "query", &m->query);
    rc_certificate_put_number(out, "scale", m->scale);
    rc_certificate_close(out);
    rc_certificate_close(out);
}

static void
put_attention(rc_certificate *out, const rc_case_model *m)
{
    switch (m->attention) {
    case RC_ATTENTION_UNIFORM:
        rc_certificate_put_text(out, "attention", "uniform");
        break;
    case RC_ATTENTION_FIXED:
        rc_certificate_open_map(out, "attention");
        put_weights(out, "fixed", &m->fixed);
        rc_certificate_close(out);
        break;
    case RC_ATTENTION_SOFTMAX:
        put_softmax(out, m);
        break;
    }
}

void
rc_model_put(rc_certificate *out, const char *key, const rc_case_model *m)
{
    rc_certificate_open_map(out, key);
    put_attention(out, m);
    rc_certificate_put_integer(out, "dim", m->dim);
    put_mask(out, m->mask);
    rc_certificate_put_text(out, "norm", rc_norm_name(m->norm));
    rc_certificate_put_integer(out, "tokens", m->tokens);
    put_weights(out, "value", &m->value);
    rc_certificate_close(out);
}

static void
put_statement(rc_certificate *out, const rc_case *c, const rc_claim *claim)
{
    rc_certificate_clear_statement(out);
    rc_certificate_fill(out, RC_PART_STATEMENT);
    rc_certificate_open_map(out, "claim");
    rc_certificate_put_text(out, "kind", claim->schema->kind);
    claim->schema->engine->state(out, claim);
    rc_certificate_close(out);
    if (claim->schema->needs_model)
        rc_model_put(out, "model", &c->model);
    if (claim->schema->needs_start)
        rc_certificate_put_matrix(out, "start", c->start);
    rc_certificate_fill(out, RC_PART_VALUES);
}

/* What a checker checks of the model first: sorted words. */
static void
list_hypotheses(rc_text *words, const rc_case *c, const rc_claim *claim)
{
    if (!claim->schema->needs_model)
        return;
    if (claim->schema->engine->needs_norm)
        rc_text_add(words, "norm ");
    if (c->model.attention == RC_ATTENTION_SOFTMAX)
        rc_text_add(words, "scale ");
    if (c->model.attention == RC_ATTENTION_FIXED)
        rc_text_add(words, "weights ");
}

rc_status
rc_claim_document(char **text, rc_certificate *certificate, const rc_case *c,
                  size_t index, const char *case_sha256)
{
    const rc_claim *claim = &c->claims[index];
    rc_status status;
    rc_text words;

    *text = NULL;
    if (claim->schema->engine->state == NULL ||
        !rc_certificate_has_document(certificate))
        return RC_DOMAIN;
    put_statement(certificate, c, claim);
    status = rc_certificate_status(certificate);
    if (status != RC_OK)
        return status;
    rc_text_init(&words);
    list_hypotheses(&words, c, claim);
    if (words.lost)
        status = RC_NOMEM;
    else
        status =
            rc_certificate_document(text, certificate, claim->id, case_sha256,
                                    words.bytes != NULL ? words.bytes : "");
    rc_text_clear(&words);
    return status;
}
