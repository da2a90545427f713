#include <string.h>

#include "claim.h"

/* In the format, and not decided by this version yet. */
#define LATER(name)                                                            \
    {                                                                          \
        .kind = name                                                           \
    }

/* The one table of kinds. */
static const rc_claim_schema kinds[] = {
    {.kind = "mask",
     .fields = rc_mask_fields,
     .needs_model = 1,
     .engine = &rc_mask_engine},
    {.kind = "orbit",
     .fields = rc_orbit_fields,
     .validate = rc_orbit_validate,
     .needs_model = 1,
     .needs_start = 1,
     .engine = &rc_orbit_engine},
    {.kind = "equilibrium",
     .fields = rc_equilibrium_fields,
     .needs_model = 1,
     .engine = &rc_equilibrium_engine},
    {.kind = "matrix-rank",
     .fields = rc_matrix_rank_fields,
     .validate = rc_matrix_rank_validate,
     .engine = &rc_matrix_rank_engine},
    {.kind = "spectrum",
     .fields = rc_spectrum_fields,
     .validate = rc_spectrum_validate,
     .needs_model = 1,
     .engine = &rc_spectrum_engine},
    {.kind = "collapse",
     .fields = rc_collapse_fields,
     .needs_model = 1,
     .needs_start = 1,
     .engine = &rc_collapse_engine},
    {.kind = "slower",
     .fields = rc_slower_fields,
     .needs_model = 1,
     .needs_start = 1,
     .engine = &rc_slower_engine},
    LATER("every-rank"),
    LATER("unstable"),
    LATER("attracting"),
    LATER("invariant"),
    LATER("keeps-rank"),
    LATER("portrait"),
};

#define KIND_COUNT (sizeof(kinds) / sizeof(kinds[0]))

const rc_claim_schema *
rc_claim_schemas(size_t *count)
{
    *count = KIND_COUNT;
    return kinds;
}

const char *
rc_claim_meaning(const char *kind)
{
    for (size_t k = 0; k < KIND_COUNT; k++)
        if (strcmp(kinds[k].kind, kind) == 0 && kinds[k].engine != NULL)
            return kinds[k].engine->meaning;
    return NULL;
}

rc_status
rc_claim_verify(rc_certificate *certificate, const rc_case *c, size_t index,
                const rc_limits *limits)
{
    rc_job job = {.c = c, .claim = c->claims + index, .out = certificate};
    rc_status status;

    if (limits != NULL)
        job.limits = *limits;
    if (job.limits.max_bits <= 0)
        job.limits.max_bits = RC_DEFAULT_MAX_BITS;
    rc_certificate_reset(certificate);
    status = job.claim->schema->engine->decide(&job);
    if (status == RC_OK)
        status = rc_certificate_status(certificate);
    if (status != RC_OK) /* half-filled is not decided */
        rc_certificate_reset(certificate);
    return status;
}
