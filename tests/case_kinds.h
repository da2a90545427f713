/* Kinds of claims for tests of the case reader, with every type of field. */

#ifndef CASE_KINDS_H
#define CASE_KINDS_H

#include <rankcert/case.h>

static const char *const at_words[] = {"all", "last", NULL};
static const char *const side_words[] = {"above", "below", NULL};

static const rc_field mask_fields[] = {
    {.name = "strongly-connected", .type = RC_FIELD_BOOL},
    {.name = "radius", .type = RC_FIELD_INTEGER, .least = 0, .most = 4096},
    {.name = "centres", .type = RC_FIELD_TOKENS},
    {.name = NULL},
};

static const rc_field range_fields[] = {
    {.name = "low", .type = RC_FIELD_NUMBER, .flags = RC_FIELD_REQUIRED},
    {.name = "high", .type = RC_FIELD_NUMBER},
    {.name = NULL},
};

static const rc_field check_fields[] = {
    {.name = "quantity", .type = RC_FIELD_WORD, .flags = RC_FIELD_REQUIRED},
    {.name = "at",
     .type = RC_FIELD_INTEGER_OR_WORD,
     .flags = RC_FIELD_REQUIRED,
     .least = 0,
     .most = 1000,
     .words = at_words},
    {.name = "side", .type = RC_FIELD_WORD, .words = side_words},
    {.name = "within", .type = RC_FIELD_MAP, .fields = range_fields},
    {.name = NULL},
};

static const rc_field orbit_fields[] = {
    {.name = "steps",
     .type = RC_FIELD_INTEGER,
     .flags = RC_FIELD_REQUIRED,
     .least = -5,
     .most = 1000},
    {.name = "checks",
     .type = RC_FIELD_LIST,
     .flags = RC_FIELD_REQUIRED,
     .fields = check_fields},
    {.name = NULL},
};

static const rc_field equilibrium_fields[] = {
    {.name = "near",
     .type = RC_FIELD_MATRIX,
     .flags = RC_FIELD_REQUIRED,
     .shape = RC_SHAPE_TOKENS_BY_DIM},
    {.name = "rank", .type = RC_FIELD_INTEGER, .least = 1, .most = 4096},
    {.name = "basin", .type = RC_FIELD_NUMBER, .flags = RC_FIELD_LATER},
    {.name = NULL},
};

static const rc_field matrix_rank_fields[] = {
    {.name = "matrix", .type = RC_FIELD_MATRIX, .flags = RC_FIELD_REQUIRED},
    {.name = "rank", .type = RC_FIELD_INTEGER, .least = 0, .most = 4096},
    {.name = NULL},
};

/* Ranks beyond the model's size: what fields alone cannot say. */
static inline void
validate_equilibrium(const rc_case *c, const rc_claim *claim, rc_errors *errors)
{
    const rc_value *rank = rc_claim_get(claim, "rank");

    if (rank != NULL && rank->integer > c->model.dim)
        rc_errors_add(errors, rank->at, "rank %ld exceeds the dimension %ld",
                      rank->integer, c->model.dim);
}

static const rc_claim_schema kinds[] = {
    {.kind = "mask", .fields = mask_fields, .needs_model = 1},
    {.kind = "orbit",
     .fields = orbit_fields,
     .needs_model = 1,
     .needs_start = 1},
    {.kind = "equilibrium",
     .fields = equilibrium_fields,
     .validate = validate_equilibrium,
     .needs_model = 1},
    {.kind = "matrix-rank", .fields = matrix_rank_fields},
    {.kind = "collapse", .needs_model = 1, .needs_start = 1},
};

#define KIND_COUNT (sizeof kinds / sizeof *kinds)

#endif
