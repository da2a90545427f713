/* Claim kind `collapse`: mu is below a bound that falls exponentially, for all
   time (R4, R9, R29); refuted by two sources (R7); undefined where LayerNorm
   breaks down (R24). */

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>

#include "breakdown.h"
#include "collapse.h"

enum { RESULTS_MOST = 64, MESSAGE_MOST = 256 };

int
ck_collapse_conclude(const ck_collapse *k, ck_answer answer, const char *format,
                     ...)
{
    char message[MESSAGE_MOST];
    va_list arguments;

    if (answer == CK_HOLDS)
        return 1;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    if (answer == CK_FAILS)
        return ck_reject(k->c->o, "%s", message);
    return ck_uncertain(k->c->o, "%s: not certified otherwise with %ld bits",
                        message, k->c->o->bits);
}

/* ---- The statement ---- */

static int
read_number(const ck_node *claim, const char *key, int *has, ck_number *x)
{
    ck_node node;

    ck_member(&node, claim, key);
    *has = node.json != NULL;
    return !*has || ck_read_number(&node, x);
}

static int
read_fields(ck_collapse *k)
{
    const ck_node *claim = &k->c->claim;
    ck_node replay;

    if (!ck_object(claim, "?constant-at-most kind ?rate-at-most ?replay") ||
        !read_number(claim, "constant-at-most", &k->has_constant,
                     &k->constant) ||
        !read_number(claim, "rate-at-most", &k->has_rate, &k->rate))
        return 0;
    ck_member(&replay, claim, "replay");
    return replay.json == NULL || ck_integer(&replay, 0, LONG_MAX, &k->replay);
}

static void
say(ck_words *words, const ck_collapse *k)
{
    ck_words_add(words, "for every t, mu(X(t)) stays below a bound that is C "
                        "at t = 0 and falls by the rate r per layer in the "
                        "end, r < 1");
    if (k->has_rate) {
        ck_words_add(words, ", r <= ");
        ck_words_add_number(words, &k->rate);
    }
    if (k->has_constant) {
        ck_words_add(words, ", C <= ");
        ck_words_add_number(words, &k->constant);
    }
    if (k->replay >= 0)
        ck_words_add(words,
                     ", and below the paper's form of it up to layer %ld",
                     k->replay);
    ck_words_add(words, ": %s", ck_claimed_name(k->c->verdict));
}

/* ---- Proved ---- */

/* The numbered results that apply, in order. */
static int
check_results(const ck_collapse *k)
{
    char words[RESULTS_MOST];

    snprintf(words, sizeof words, "%s%sR3%s%s%s%s%s",
             k->replay >= 0 ? "R1 " : "", k->softmax ? "R2 " : "",
             k->normed ? "" : " R4", k->phase_count > 1 ? " R5" : "",
             k->normed ? " R8 R9" : "", k->capture > 0 ? " R10" : "",
             k->normed ? " R29" : " R18 R29");
    return ck_results_are(k->c, words);
}

static int
check_limits(const ck_collapse *k)
{
    const long most = k->c->o->limits->max_steps;

    if (k->capture <= most && k->replay <= most)
        return 1;
    return ck_reject(k->c->o,
                     "limit: the orbit has more than %ld layers (--max-steps)",
                     most);
}

static int
check_proved(ck_collapse *k, ck_words *words)
{
    if (k->c->bits == 0)
        return ck_node_malformed(&k->c->bits_at, "a bound needs intervals");
    if (!ck_collapse_read_witness(k) || !check_results(k) || !check_limits(k) ||
        !ck_collapse_value(k) || !ck_collapse_start(k) ||
        !ck_collapse_phases(k) || !ck_collapse_bounds(k) ||
        !ck_collapse_paper(k) || !ck_collapse_replay(k))
        return 0;
    ck_collapse_tell(words, k);
    return 1;
}

/* ---- Refuted, undefined ---- */

static int
check_exact_bits(const ck_collapse *k)
{
    return k->c->bits == 0 ||
           ck_node_malformed(&k->c->bits_at, "exact arithmetic needs none");
}

static int
check_refuted(const ck_collapse *k)
{
    const ck_node *witness = &k->c->witness;
    ck_node sources;

    if (!ck_results_are(k->c, "R1 R7") || !check_exact_bits(k) ||
        !ck_object(witness, "sources"))
        return 0;
    ck_member(&sources, witness, "sources");
    return ck_check_sources(&sources, k->m);
}

static int
check_undefined(const ck_collapse *k)
{
    const ck_node *witness = &k->c->witness;
    const long most = k->c->o->limits->max_steps;
    ck_node layer_node, token_node;
    long layer, token;

    if (!ck_results_are(k->c, "R24") || !check_exact_bits(k) ||
        !ck_object(witness, "layer token"))
        return 0;
    ck_member(&layer_node, witness, "layer");
    ck_member(&token_node, witness, "token");
    if (!ck_integer(&layer_node, 0, LONG_MAX, &layer) ||
        !ck_integer(&token_node, 1, k->m->tokens, &token))
        return 0;
    if (layer > most)
        return ck_reject(k->c->o,
                         "limit: the orbit has more than %ld layers "
                         "(--max-steps)",
                         most);
    return ck_check_breakdown(k->c->o, k->m, &k->c->start, layer, token - 1);
}

/* ---- The kind ---- */

static int
check_claim(ck_collapse *k, ck_words *words)
{
    if (!read_fields(k))
        return 0;
    say(words, k);
    switch (k->c->verdict) {
    case CK_PROVED:
        return check_proved(k, words);
    case CK_REFUTED:
        return check_refuted(k);
    case CK_UNDEFINED:
        return check_undefined(k);
    }
    return 0;
}

static int
check(ck_certificate *c, ck_words *words)
{
    ck_collapse k;
    int good;

    ck_collapse_init(&k, c);
    good = check_claim(&k, words);
    ck_collapse_clear(&k);
    return good;
}

const ck_kind ck_collapse_kind = {
    .kind = "collapse", .needs_model = 1, .needs_start = 1, .check = check};
