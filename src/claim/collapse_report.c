/* What is said about a collapse: the paper's form, the sharp bound, the second
   eigenvalue and what is seen on the orbit, side by side. */

#include <stdlib.h>

#include "collapse.h"

#define PREC 128
#define FIGURE_DIGITS 5

/* key: exp(-decay) */
static void
put_rate(rc_certificate *out, const char *key, const arb_t decay)
{
    arb_t rate;

    arb_init(rate);
    if (arb_is_finite(decay)) {
        arb_neg(rate, decay);
        arb_exp(rate, rate, PREC);
    }
    rc_certificate_put_enclosure(out, key, rate);
    arb_clear(rate);
}

/* `decay` of a rate 0 is infinite and left out. */
static void
put_decay(rc_certificate *out, const arb_t decay)
{
    put_rate(out, "rate", decay);
    if (arb_is_finite(decay))
        rc_certificate_put_enclosure(out, "decay", decay);
}

/* The square root of a bound of mu^2. */
static void
put_constant(rc_certificate *out, const arb_t square)
{
    arb_t root;

    arb_init(root);
    arb_sqrt(root, square, PREC);
    rc_certificate_put_upper(out, "constant", root);
    arb_clear(root);
}

static void
put_integer(rc_certificate *out, const char *key, const fmpz_t x)
{
    if (fmpz_fits_si(x)) {
        rc_certificate_put_integer(out, key, fmpz_get_si(x));
    } else {
        arb_t y;

        arb_init(y);
        arb_set_fmpz(y, x);
        rc_certificate_put_upper(out, key, y);
        arb_clear(y);
    }
}

static void
put_phase(rc_certificate *out, const rc_collapse *c, slong k)
{
    const rc_collapse_phase *phase = c->phases + k;
    arb_t x;

    arb_init(x);
    rc_certificate_open_map(out, NULL);
    put_integer(out, "from", phase->from);
    rc_certificate_put_integer(out, "length", (slong)phase->block.length);
    put_decay(out, phase->block.decay);
    if (c->softmax) {
        arb_set_arf(x, phase->exponent);
        rc_certificate_put_upper(out, "exponent", x);
    }
    rc_certificate_close(out);
    arb_clear(x);
}

static void
put_sharp(rc_certificate *out, const rc_collapse *c)
{
    arb_t x;
    fmpz_t zero;

    arb_init(x);
    fmpz_init(zero);
    rc_certificate_open_map(out, "sharp");
    rc_certificate_put_integer(out, "capture", c->capture);
    if (c->normalise) {
        arb_set_arf(x, c->height);
        rc_certificate_put_lower(out, "height", x);
    }
    rc_certificate_open_list(out, "phases");
    for (slong k = 0; k < c->phase_count; k++)
        put_phase(out, c, k);
    rc_certificate_close(out);
    rc_certificate_put_integer(
        out, "block-length", (slong)c->phases[c->phase_count - 1].block.length);
    put_decay(out, c->decay);
    rc_collapse_bound(x, c, zero, PREC);
    put_constant(out, x);
    rc_certificate_close(out);
    fmpz_clear(zero);
    arb_clear(x);
}

static void
put_paper(rc_certificate *out, const rc_collapse *c)
{
    arb_t x;

    arb_init(x);
    rc_certificate_open_map(out, "paper");
    arb_set_arf(x, c->epsilon);
    rc_certificate_put_lower(out, "epsilon", x);
    rc_certificate_put_integer(out, "radius", c->facts.radius);
    put_decay(out, c->paper_decay);
    rc_collapse_paper_bound(x, c, c->normalise ? c->capture : 0, PREC);
    put_constant(out, x);
    rc_certificate_close(out);
    arb_clear(x);
}

/* decay = -log |lambda_2|, not finite for 0. */
static void
spectral_decay(arb_t decay, const rc_collapse *c)
{
    arb_log(decay, c->lambda, PREC);
    arb_neg(decay, decay);
}

static void
put_spectral(rc_certificate *out, const rc_collapse *c)
{
    arb_t decay;

    if (!c->has_lambda)
        return;
    arb_init(decay);
    spectral_decay(decay, c);
    rc_certificate_open_map(out, "spectral");
    rc_certificate_put_enclosure(out, "second-eigenvalue", c->lambda);
    if (arb_is_finite(decay))
        rc_certificate_put_enclosure(out, "decay", decay);
    rc_certificate_close(out);
    arb_clear(decay);
}

static void
put_observed(rc_certificate *out, const rc_collapse_observed *seen)
{
    if (!seen->has_rate)
        return;
    rc_certificate_open_map(out, "observed");
    rc_certificate_put_integer(out, "from", seen->from);
    rc_certificate_put_integer(out, "to", seen->to);
    put_decay(out, seen->decay);
    rc_certificate_close(out);
}

/* key: sharp decay / other decay, where both are positive and finite. */
static void
put_ratio(rc_certificate *out, const char *key, const rc_collapse *c,
          const arb_t other)
{
    arb_t ratio;

    arb_init(ratio);
    if (arb_is_finite(c->decay) && arb_is_finite(other) &&
        arb_is_positive(other)) {
        arb_div(ratio, c->decay, other, PREC);
        rc_certificate_put_enclosure(out, key, ratio);
    }
    arb_clear(ratio);
}

static void
put_replay(rc_certificate *out, const rc_collapse *c)
{
    const rc_collapse_observed *seen = &c->observed;

    if (rc_claim_get(c->job->claim, "replay") == NULL)
        return;
    rc_certificate_open_map(out, "replay");
    rc_certificate_put_integer(out, "to", seen->last);
    if (seen->margin_at >= 0) {
        rc_certificate_put_lower(out, "margin", seen->margin);
        rc_certificate_put_integer(out, "margin-at", seen->margin_at);
    }
    if (seen->paper_margin_at >= 0) {
        rc_certificate_put_lower(out, "paper-margin", seen->paper_margin);
        rc_certificate_put_integer(out, "paper-margin-at",
                                   seen->paper_margin_at);
    }
    rc_certificate_close(out);
}

/* "rate 0.5012, |lambda_2| 0.5, paper's decay 1e-12" */
static rc_status
set_figure(const rc_collapse *c)
{
    arb_t rate;
    char *sharp, *lambda = NULL, *paper;
    int good;

    arb_init(rate);
    arb_neg(rate, c->decay);
    arb_exp(rate, rate, PREC);
    if (!arb_is_finite(c->decay))
        arb_zero(rate);
    sharp = rc_decimal_upper(rate, FIGURE_DIGITS);
    paper = rc_decimal_lower(c->paper_decay, 2);
    if (c->has_lambda)
        lambda = rc_decimal_lower(c->lambda, FIGURE_DIGITS);
    good = sharp != NULL && paper != NULL && (!c->has_lambda || lambda != NULL);
    if (good && c->has_lambda)
        rc_certificate_set_figure(c->job->out,
                                  "rate %s, |lambda_2| %s, paper's decay %s",
                                  sharp, lambda, paper);
    else if (good)
        rc_certificate_set_figure(c->job->out, "rate %s, paper's decay %s",
                                  sharp, paper);
    free(lambda);
    free(paper);
    free(sharp);
    arb_clear(rate);
    return good ? RC_OK : RC_NOMEM;
}

rc_status
rc_collapse_report(rc_collapse *c)
{
    rc_certificate *out = c->job->out;
    arb_t spectral;

    rc_collapse_enclose_start(c, PREC);
    put_paper(out, c);
    put_sharp(out, c);
    put_spectral(out, c);
    put_observed(out, &c->observed);
    put_replay(out, c);
    arb_init(spectral);
    if (c->has_lambda) {
        spectral_decay(spectral, c);
        put_ratio(out, "to-spectral", c, spectral);
    }
    if (c->observed.has_rate)
        put_ratio(out, "tightness", c, c->observed.decay);
    put_ratio(out, "gain", c, c->paper_decay);
    arb_clear(spectral);
    return set_figure(c);
}

/* ---- In words ---- */

void
rc_collapse_describe(rc_text *text, const rc_case *c, const rc_claim *claim)
{
    const rc_value *rate = rc_claim_get(claim, "rate-at-most");
    const rc_value *constant = rc_claim_get(claim, "constant-at-most");
    const rc_value *replay = rc_claim_get(claim, "replay");

    (void)c;
    rc_text_add(text, "the attention of the orbit from the start contracts, so "
                      "that mu(X(t)) falls below a bound that tends to 0 "
                      "exponentially, for all t");
    if (rate != NULL) {
        rc_text_add(text, ", at a rate of at most ");
        rc_text_add_number(text, rate->number);
    }
    if (constant != NULL) {
        rc_text_add(text, ", from a constant of at most ");
        rc_text_add_number(text, constant->number);
    }
    if (replay != NULL)
        rc_text_add(text,
                    ", and mu is certified below it and below the paper's form "
                    "in layers 0 to %ld",
                    replay->integer);
}
