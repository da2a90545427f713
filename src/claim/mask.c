/* Claim kind `mask`: R1 on the model's mask, with R7's witness. Exact. */

#include "claim.h"

const rc_field rc_mask_fields[] = {
    {.name = "quasi-strongly-connected",
     .type = RC_FIELD_BOOL,
     .help = "some token reaches all (true when no field is given)"},
    {.name = "strongly-connected",
     .type = RC_FIELD_BOOL,
     .help = "every token reaches all"},
    {.name = "radius",
     .type = RC_FIELD_INTEGER,
     .least = 0,
     .most = RC_MASK_MAX_TOKENS,
     .help = "least, over centres, of the greatest distance to a token"},
    {.name = "centres",
     .type = RC_FIELD_TOKENS,
     .help = "exactly the tokens that reach all"},
    {.name = NULL},
};

/* Writes what differs from the claim into `why`; nothing when all is right. */
static void
compare_flag(rc_text *why, const rc_claim *claim, const char *name, int fact)
{
    const rc_value *value = rc_claim_get(claim, name);
    const char *separator = why->length > 0 ? "; " : "";

    if (value != NULL && (value->integer != 0) != fact)
        rc_text_add(why, "%sthe mask is %s%s", separator, fact ? "" : "not ",
                    name);
}

static void
compare_radius(rc_text *why, const rc_claim *claim, const rc_mask_facts *facts)
{
    const rc_value *value = rc_claim_get(claim, "radius");
    const char *separator = why->length > 0 ? "; " : "";

    if (value == NULL || value->integer == facts->radius)
        return;
    if (facts->radius < 0)
        rc_text_add(why, "%sno token reaches all, so there is no radius",
                    separator);
    else
        rc_text_add(why, "%sthe radius is %ld, not %ld", separator,
                    facts->radius, value->integer);
}

static void
compare_centres(rc_text *why, const rc_claim *claim, const rc_mask_facts *facts)
{
    const rc_value *value = rc_claim_get(claim, "centres");
    const char *separator = why->length > 0 ? "; " : "";
    size_t centres = 0;

    if (value == NULL)
        return;
    for (size_t k = 0; k < value->count; k++)
        if (!facts->is_centre[value->tokens[k]]) {
            rc_text_add(why, "%stoken %ld does not reach all tokens", separator,
                        value->tokens[k] + 1);
            return;
        }
    for (long i = 0; i < facts->tokens; i++)
        centres += facts->is_centre[i];
    if (centres != value->count)
        rc_text_add(why, "%s%lu of the tokens reach all, not %lu", separator,
                    (unsigned long)centres, (unsigned long)value->count);
}

static int
has_no_field(const rc_claim *claim)
{
    for (const rc_field *f = rc_mask_fields; f->name != NULL; f++)
        if (rc_claim_get(claim, f->name) != NULL)
            return 0;
    return 1;
}

static void
put_marked(rc_certificate *out, const char *key, const unsigned char *marks,
           unsigned char mark, long tokens)
{
    rc_certificate_open_list(out, key);
    for (long i = 0; i < tokens; i++)
        if (marks[i] == mark)
            rc_certificate_put_integer(out, NULL, i + 1);
    rc_certificate_close(out);
}

void
rc_mask_put_sources(rc_certificate *out, const char *key,
                    const rc_mask_facts *facts)
{
    rc_certificate_open_list(out, key);
    put_marked(out, NULL, facts->source, 1, facts->tokens);
    put_marked(out, NULL, facts->source, 2, facts->tokens);
    rc_certificate_close(out);
}

static void
put_facts(rc_certificate *out, const rc_mask_facts *facts)
{
    rc_certificate_put_bool(out, "quasi-strongly-connected",
                            facts->quasi_strongly_connected);
    rc_certificate_put_bool(out, "strongly-connected",
                            facts->strongly_connected);
    put_marked(out, "centres", facts->is_centre, 1, facts->tokens);
    if (facts->quasi_strongly_connected) {
        rc_certificate_put_integer(out, "radius", facts->radius);
        rc_certificate_set_figure(out, "radius %ld", facts->radius);
        return;
    }
    rc_mask_put_sources(out, "source-components", facts);
    rc_certificate_set_figure(out, "two source components");
}

/* The claim's fields in normal form: the centres in order, and the field that
   a claim without any means. */
static void
state(rc_certificate *out, const rc_claim *claim)
{
    const rc_value *centres = rc_claim_get(claim, "centres");
    const rc_value *radius = rc_claim_get(claim, "radius");
    unsigned char stated[RC_MASK_MAX_TOKENS] = {0};

    for (size_t k = 0; centres != NULL && k < centres->count; k++)
        stated[centres->tokens[k]] = 1;
    if (centres != NULL)
        put_marked(out, "centres", stated, 1, RC_MASK_MAX_TOKENS);
    if (radius != NULL)
        rc_certificate_put_integer(out, "radius", radius->integer);
    if (has_no_field(claim))
        rc_certificate_put_bool(out, "quasi-strongly-connected", 1);
    for (const rc_field *f = rc_mask_fields; f->name != NULL; f++) {
        const rc_value *flag = rc_claim_get(claim, f->name);

        if (flag != NULL && f->type == RC_FIELD_BOOL)
            rc_certificate_put_bool(out, f->name, flag->integer != 0);
    }
}

static void
put_lengths(rc_certificate *out, const char *key, const long *lengths,
            long tokens)
{
    rc_certificate_open_list(out, key);
    for (long i = 0; i < tokens; i++)
        if (lengths[i] < 0)
            rc_certificate_put_null(out, NULL);
        else
            rc_certificate_put_integer(out, NULL, lengths[i]);
    rc_certificate_close(out);
}

static void
put_witness(rc_certificate *out, const rc_mask_facts *facts)
{
    rc_certificate_add_result(out, "R1");
    rc_certificate_fill(out, RC_PART_WITNESS);
    if (facts->quasi_strongly_connected) {
        rc_certificate_put_integer(out, "centre", facts->centre + 1);
        put_lengths(out, "distances", facts->distance, facts->tokens);
        put_lengths(out, "eccentricities", facts->eccentricity, facts->tokens);
    } else {
        rc_mask_put_sources(out, "sources", facts);
    }
    rc_certificate_fill(out, RC_PART_VALUES);
}

static rc_status
decide(const rc_job *job)
{
    rc_mask_facts facts;
    rc_text why;
    rc_status status = rc_mask_get_facts(&facts, job->c->model.mask);

    if (status != RC_OK)
        return status;
    rc_text_init(&why);
    compare_flag(&why, job->claim, "quasi-strongly-connected",
                 facts.quasi_strongly_connected);
    compare_flag(&why, job->claim, "strongly-connected",
                 facts.strongly_connected);
    compare_radius(&why, job->claim, &facts);
    compare_centres(&why, job->claim, &facts);
    if (has_no_field(job->claim) && !facts.quasi_strongly_connected)
        rc_text_add(&why, "the mask is not quasi-strongly-connected");
    put_facts(job->out, &facts);
    put_witness(job->out, &facts);
    if (why.lost)
        status = RC_NOMEM;
    else if (why.length == 0)
        rc_certificate_decide(job->out, RC_PROVED, 0, "%s", "");
    else
        rc_certificate_decide(job->out, RC_REFUTED, 0, "%s", why.bytes);
    rc_text_clear(&why);
    rc_mask_facts_clear(&facts);
    return status;
}

static void
describe(rc_text *text, const rc_case *c, const rc_claim *claim)
{
    const rc_value *qsc = rc_claim_get(claim, "quasi-strongly-connected");
    const rc_value *sc = rc_claim_get(claim, "strongly-connected");
    const rc_value *radius = rc_claim_get(claim, "radius");
    const rc_value *centres = rc_claim_get(claim, "centres");
    const char *separator = "";

    rc_text_add(text, "the mask (%s) ", c->model.mask_text);
    if (qsc != NULL || has_no_field(claim)) {
        rc_text_add(text, "is %squasi-strongly connected",
                    qsc != NULL && !qsc->integer ? "not " : "");
        separator = ", ";
    }
    if (sc != NULL) {
        rc_text_add(text, "%sis %sstrongly connected", separator,
                    sc->integer ? "" : "not ");
        separator = ", ";
    }
    if (radius != NULL) {
        rc_text_add(text, "%shas radius %ld", separator, radius->integer);
        separator = ", ";
    }
    if (centres != NULL) {
        rc_text_add(text, "%shas exactly these centres:", separator);
        for (size_t k = 0; k < centres->count; k++)
            rc_text_add(text, " %ld", centres->tokens[k] + 1);
    }
}

const rc_claim_engine rc_mask_engine = {
    .meaning = "the mask's graph has the stated reachability, radius and "
               "centres (R1)",
    .decide = decide,
    .describe = describe,
    .state = state,
};
