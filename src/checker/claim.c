/* The one table of claim kinds. */

#include <string.h>

#include "claim.h"

static const ck_kind *const kinds[] = {&ck_collapse_kind, &ck_equilibrium_kind,
                                       &ck_mask_kind,     &ck_matrix_rank_kind,
                                       &ck_orbit_kind,    &ck_slower_kind,
                                       &ck_spectrum_kind, NULL};

const ck_kind *
ck_kind_at(size_t k)
{
    return kinds[k];
}

const ck_kind *
ck_find_kind(const char *name)
{
    for (size_t k = 0; kinds[k] != NULL; k++)
        if (strcmp(kinds[k]->kind, name) == 0)
            return kinds[k];
    return NULL;
}

const char *
ck_claimed_name(ck_claimed verdict)
{
    switch (verdict) {
    case CK_PROVED:
        return "proved";
    case CK_REFUTED:
        return "refuted";
    case CK_UNDEFINED:
        return "undefined";
    }
    return "?";
}
