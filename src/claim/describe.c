#include "claim.h"

static void
describe_attention(rc_text *text, const rc_case_model *m)
{
    rc_text_add(text, "  attention: %s", rc_attention_name(m->attention));
    if (m->attention == RC_ATTENTION_FIXED) {
        rc_text_add(text, " weights ");
        rc_text_add_matrix(text, m->fixed);
    } else if (m->attention == RC_ATTENTION_SOFTMAX) {
        rc_text_add(text, " of scores <x_i W_Q, x_j W_K> / ");
        rc_text_add_number(text, m->scale);
        rc_text_add(text, "\n    W_Q = ");
        rc_text_add_matrix(text, m->query);
        rc_text_add(text, "\n    W_K = ");
        rc_text_add_matrix(text, m->key);
    } else {
        rc_text_add(text, " (1/n_i on the mask)");
    }
    rc_text_add(text, "\n");
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

static void
describe_model(rc_text *text, const rc_case *c)
{
    const rc_case_model *m = &c->model;

    rc_text_add(text, "Model: %ld token%s in dimension %ld\n", m->tokens,
                m->tokens == 1 ? "" : "s", m->dim);
    rc_text_add(text, "  mask: %s\n", m->mask_text);
    describe_attention(text, m);
    rc_text_add(text, "  value W_V = ");
    rc_text_add_matrix(text, m->value);
    rc_text_add(text, "\n  LayerNorm: %s\n", norm_in_words(m->norm));
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
