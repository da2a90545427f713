/* The statement of a collapse, and what another program needs to check it
   (proofs/certificate-format.md). */

#include "collapse.h"

#define SPARE_BITS 64
#define LEAST_BITS 128

void
rc_collapse_state(rc_certificate *out, const rc_claim *claim)
{
    const rc_value *constant = rc_claim_get(claim, "constant-at-most");
    const rc_value *rate = rc_claim_get(claim, "rate-at-most");
    const rc_value *replay = rc_claim_get(claim, "replay");

    if (constant != NULL)
        rc_certificate_put_number(out, "constant-at-most", constant->number);
    if (rate != NULL)
        rc_certificate_put_number(out, "rate-at-most", rate->number);
    if (replay != NULL)
        rc_certificate_put_integer(out, "replay", replay->integer);
}

/* ---- Not proved ---- */

void
rc_collapse_put_sources(const rc_collapse *c)
{
    rc_certificate *out = c->job->out;

    rc_certificate_add_result(out, "R1");
    rc_certificate_add_result(out, "R7");
    rc_certificate_fill(out, RC_PART_WITNESS);
    rc_mask_put_sources(out, "sources", &c->facts);
    rc_certificate_fill(out, RC_PART_VALUES);
    rc_mask_put_sources(out, "source-components", &c->facts);
}

void
rc_collapse_put_breakdown(const rc_collapse *c, const rc_orbit_place *place)
{
    rc_certificate *out = c->job->out;

    rc_certificate_add_result(out, "R24");
    rc_certificate_fill(out, RC_PART_WITNESS);
    rc_certificate_put_integer(out, "layer", place->step);
    rc_certificate_put_integer(out, "token", place->token + 1);
    rc_certificate_fill(out, RC_PART_VALUES);
    rc_certificate_decide(out, RC_UNDEFINED, 0,
                          "y_%ld is exactly zero in layer %ld, where "
                          "LayerNorm is undefined",
                          (long)place->token + 1, (long)place->step);
}

/* ---- Proved ---- */

static void
put_fmpz(rc_certificate *out, const char *key, const fmpz_t x)
{
    fmpq_t q;

    fmpq_init(q);
    fmpq_set_fmpz(q, x);
    rc_certificate_put_fmpq(out, key, q);
    fmpq_clear(q);
}

static void
put_fmpq_row(rc_certificate *out, const char *key, const fmpq_mat_t m, slong i)
{
    rc_certificate_open_list(out, key);
    for (slong j = 0; j < fmpq_mat_ncols(m); j++)
        rc_certificate_put_fmpq(out, NULL, fmpq_mat_entry(m, i, j));
    rc_certificate_close(out);
}

static void
put_value(rc_certificate *out, const rc_value_bound *value)
{
    rc_certificate_open_map(out, "value");
    if (value->contraction) {
        rc_certificate_put_bool(out, "contraction", 1);
    } else {
        rc_certificate_open_list(out, "basis");
        for (slong i = 0; i < fmpq_mat_nrows(value->basis); i++)
            put_fmpq_row(out, NULL, value->basis, i);
        rc_certificate_close(out);
        rc_certificate_open_list(out, "norms");
        rc_certificate_put_dyadic(out, NULL, value->alpha);
        rc_certificate_put_dyadic(out, NULL, value->beta);
        rc_certificate_close(out);
    }
    rc_certificate_close(out);
}

/* Whether some token attends to exactly n tokens. */
static int
degree_occurs(const rc_mask *mask, slong n)
{
    for (slong i = 0; i < rc_mask_tokens(mask); i++)
        if (rc_mask_degree(mask, i) == n)
            return 1;
    return 0;
}

static void
put_floors(rc_certificate *out, const rc_collapse_phase *phase,
           const rc_mask *mask)
{
    rc_certificate_open_list(out, "floors");
    for (slong n = 1; n <= rc_mask_tokens(mask); n++) {
        if (!degree_occurs(mask, n))
            continue;
        rc_certificate_open_list(out, NULL);
        rc_certificate_put_integer(out, NULL, n);
        put_fmpz(out, NULL, phase->floors + n);
        rc_certificate_close(out);
    }
    rc_certificate_close(out);
}

static void
put_phase(rc_certificate *out, const rc_collapse *c, slong k)
{
    const rc_collapse_phase *phase = c->phases + k;

    rc_certificate_open_map(out, NULL);
    rc_certificate_put_integer(out, "length", (slong)phase->block.length);
    put_fmpz(out, "factor", phase->block.factor);
    if (c->softmax) {
        rc_certificate_put_dyadic(out, "exponent", phase->exponent);
        put_floors(out, phase, c->layers->mask);
    }
    if (c->normalise)
        rc_certificate_put_dyadic(out, "tilt", phase->tilt);
    if (k + 1 < c->phase_count) {
        put_fmpz(out, "blocks", phase->blocks);
        rc_certificate_put_dyadic(out, "spread-squared", phase[1].spread);
    }
    rc_certificate_close(out);
}

static void
put_paper(rc_certificate *out, const rc_collapse *c)
{
    rc_certificate_open_map(out, "paper");
    rc_certificate_put_integer(out, "centre", c->facts.centre + 1);
    rc_certificate_open_list(out, "distances");
    for (slong i = 0; i < c->tokens; i++)
        rc_certificate_put_integer(out, NULL, c->facts.distance[i]);
    rc_certificate_close(out);
    rc_certificate_put_dyadic(out, "epsilon", c->epsilon);
    if (c->softmax && !c->normalise)
        rc_certificate_put_dyadic(out, "size", c->paper_size);
    rc_certificate_close(out);
}

static void
add_results(rc_certificate *out, const rc_collapse *c, int replayed)
{
    rc_certificate_add_result(out, "R3");
    rc_certificate_add_result(out, c->normalise ? "R8" : "R4");
    rc_certificate_add_result(out, c->normalise ? "R9" : "R18");
    rc_certificate_add_result(out, "R29");
    if (c->softmax)
        rc_certificate_add_result(out, "R2");
    if (c->phase_count > 1)
        rc_certificate_add_result(out, "R5");
    if (c->capture > 0)
        rc_certificate_add_result(out, "R10");
    if (replayed)
        rc_certificate_add_result(out, "R1");
}

/* With so many bits the conditions of the witness have room: what was certified
   here. A checker adds what powers and floors take (certificate-format.md). */
static slong
check_bits(const rc_collapse *c)
{
    const slong most = c->bits > LEAST_BITS ? c->bits : LEAST_BITS;

    return (most + SPARE_BITS + 31) / 32 * 32;
}

void
rc_collapse_put_witness(const rc_collapse *c)
{
    rc_certificate *out = c->job->out;
    const int replayed = rc_claim_get(c->job->claim, "replay") != NULL;

    add_results(out, c, replayed);
    rc_certificate_set_check_bits(out, check_bits(c));
    rc_certificate_fill(out, RC_PART_WITNESS);
    rc_certificate_put_integer(out, "capture", c->capture);
    put_fmpz(out, "denominator", c->denominator);
    if (!c->normalise)
        put_value(out, &c->value);
    if (c->softmax)
        rc_certificate_put_dyadic(out, "scores", c->scores);
    if (c->softmax && !c->normalise)
        rc_certificate_put_dyadic(out, "size", c->size);
    if (c->normalise) {
        put_fmpq_row(out, "direction", c->direction, 0);
        rc_certificate_put_dyadic(out, "height", c->height);
    }
    if (c->normalise || c->capture > 0)
        rc_certificate_put_dyadic(out, "spread-squared", c->spread);
    rc_certificate_open_list(out, "phases");
    for (slong k = 0; k < c->phase_count; k++)
        put_phase(out, c, k);
    rc_certificate_close(out);
    if (replayed)
        put_paper(out, c);
    rc_certificate_fill(out, RC_PART_VALUES);
}
