#include <string.h>

#include "claim.h"

/* "name = M", or a line for each of the layers that begin anew after count. */
static void
add_weights(rc_text *text, const char *name, const rc_weights *weights)
{
    if (weights->count == 1) {
        rc_text_add(text, "%s = ", name);
        rc_text_add_matrix(text, weights->items);
        return;
    }
    rc_text_add(text,
                "%s differs by layer and begins anew after %zu layers:", name,
                weights->count);
    for (size_t k = 0; k < weights->count; k++) {
        rc_text_add(text, "\n      layer %zu: ", k);
        rc_text_add_matrix(text, weights->items + k);
    }
}

static void
describe_attention(rc_text *text, const rc_case_model *m)
{
    rc_text_add(text, "attention: %s", rc_attention_name(m->attention));
    if (m->attention == RC_ATTENTION_FIXED) {
        add_weights(text, ", weights A", &m->fixed);
    } else if (m->attention == RC_ATTENTION_SOFTMAX) {
        rc_text_add(text, " of scores <x_i W_Q, x_j W_K> / ");
        rc_text_add_number(text, m->scale);
        add_weights(text, "\n    W_Q", &m->query);
        add_weights(text, "\n    W_K", &m->key);
    } else {
        rc_text_add(text, " (1/n_i on the mask)");
    }
}

static const char *
norm_in_words(rc_norm norm)
{
    switch (norm) {
    case RC_NORM_RMS:
        return "rms: every token is divided by its norm";
    case RC_NORM_LAYER:
        return "layer: every token loses the mean of its coordinates and is "
               "divided by its norm";
    case RC_NORM_NONE:
        break;
    }
    return "none";
}

void
rc_model_describe_key(rc_text *text, const rc_case_model *m, const char *key)
{
    if (strcmp(key, "mask") == 0)
        rc_text_add(text, "mask: %s", m->mask_text);
    else if (strcmp(key, "attention") == 0)
        describe_attention(text, m);
    else if (strcmp(key, "value") == 0)
        add_weights(text, "value W_V", &m->value);
    else if (strcmp(key, "norm") == 0)
        rc_text_add(text, "LayerNorm: %s", norm_in_words(m->norm));
}

static void
describe_model(rc_text *text, const rc_case *c)
{
    static const char *const keys[] = {"mask", "attention", "value", "norm"};
    const rc_case_model *m = &c->model;

    rc_text_add(text, "Model: %ld token%s in dimension %ld\n", m->tokens,
                m->tokens == 1 ? "" : "s", m->dim);
    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
        rc_text_add(text, "  ");
        rc_model_describe_key(text, m, keys[k]);
        rc_text_add(text, "\n");
    }
    if (c->has_start) {
        rc_text_add(text, "  start X(0) = ");
        rc_text_add_matrix(text, c->start);
        rc_text_add(text, "\n");
    }
}

char *
rc_case_describe(const rc_case *c)
{
    rc_text text;

    rc_text_init(&text);
    if (c->title != NULL)
        rc_text_add(&text, "%s\n", c->title);
    if (c->paper != NULL)
        rc_text_add(&text, "Speaks to the paper's statement %s.\n", c->paper);
    if (c->has_model)
        describe_model(&text, c);
    rc_text_add(&text, "Claims:\n");
    for (size_t k = 0; k < c->claim_count; k++) {
        const rc_claim *claim = c->claims + k;

        rc_text_add(&text, "  %s: ", claim->id);
        claim->schema->engine->describe(&text, c, claim);
        rc_text_add(&text, " (expected: %s)\n", rc_verdict_name(claim->expect));
        if (claim->note != NULL)
            rc_text_add(&text, "    note: %s\n", claim->note);
    }
    return rc_text_take(&text);
}
