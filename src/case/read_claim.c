/* The claims of a case: what all kinds share, and the kind's own fields. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "case/errors.h"
#include "case/quote.h"
#include "case/reader.h"

/* Ids name files: long enough to speak, short enough for every system. */
enum { ID_LENGTH_MAX = 100 };

static const rc_field common_fields[] = {
    {.name = "id"},     {.name = "kind", .flags = RC_FIELD_REQUIRED},
    {.name = "expect"}, {.name = "note"},
    {.name = NULL},
};

static const char *const expect_words[] = {"proved", "refuted", "undefined",
                                           NULL};
static const rc_verdict expect_verdicts[] = {RC_PROVED, RC_REFUTED,
                                             RC_UNDEFINED};

/* Where an id came from: its text in the file, or the claim it was made for. */
typedef struct {
    const char *id; /* borrowed from the claim; NULL: none */
    rc_position at;
    int is_default;
} id_source;

/* What reading the claims needs to know throughout. */
typedef struct {
    rc_reader *r;
    const rc_claim_schema *kinds;
    size_t kind_count;
    const char **kind_names; /* NULL-terminated */
    const rc_case *c;
    int good;
} claims_reader;

void
rc_claim_clear(rc_claim *claim)
{
    free(claim->id);
    free(claim->note);
    rc_value_free(claim->fields);
    memset(claim, 0, sizeof *claim);
}

/* ---- Ids ---- */

static int
is_file_safe(const char *id)
{
    static const char safe[] = "abcdefghijklmnopqrstuvwxyz"
                               "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                               "0123456789._-";
    size_t length = strlen(id);

    return length <= ID_LENGTH_MAX && id[0] != '.' &&
           strspn(id, safe) == length;
}

static rc_status
read_id(rc_reader *r, const rc_node *node, char **id)
{
    rc_status status = rc_read_text(r, node, 0, id);

    if (status != RC_OK || is_file_safe(*id))
        return status;
    free(*id);
    *id = NULL;
    return rc_expected(r, node,
                       "an id of letters, digits and . _ - that does not "
                       "start with a dot and has at most 100 characters");
}

static char *
make_default_id(const char *kind, size_t number)
{
    size_t size = strlen(kind) + 32;
    char *id = malloc(size);

    if (id != NULL)
        snprintf(id, size, "%s-%zu", kind, number);
    return id;
}

static int
compare_ids(const void *left, const void *right)
{
    const id_source *a = left, *b = right;
    int order = strcmp(a->id, b->id);

    if (order != 0)
        return order;
    if (a->at.line != b->at.line)
        return a->at.line < b->at.line ? -1 : 1;
    return (a->at.column > b->at.column) - (a->at.column < b->at.column);
}

static void
report_duplicate_id(rc_errors *errors, const id_source *first,
                    const id_source *again)
{
    rc_quotation q;

    rc_errors_add(errors, again->at,
                  "duplicate claim id %s%s; it is already that of the claim "
                  "at %zu:%zu",
                  rc_quote(&q, again->id, strlen(again->id)),
                  again->is_default ? " (the default, since no id is given)"
                                    : "",
                  first->at.line, first->at.column);
}

/* Sorts the ids. */
static rc_status
check_ids(rc_errors *errors, id_source *ids, size_t count)
{
    const id_source *first = ids;
    rc_status status = RC_OK;

    qsort(ids, count, sizeof *ids, compare_ids);
    for (size_t k = 1; k < count; k++) {
        if (strcmp(first->id, ids[k].id) != 0) {
            first = &ids[k];
            continue;
        }
        report_duplicate_id(errors, first, &ids[k]);
        status = RC_INPUT;
    }
    return status;
}

/* ---- One claim ---- */

static rc_status
read_expect(rc_reader *r, const rc_node *node, rc_verdict *expect)
{
    size_t index = 0;
    rc_status status = rc_read_word(r, node, "expect", expect_words, &index);

    *expect = expect_verdicts[index];
    return status;
}

static rc_status
read_kind(claims_reader *cr, const rc_node *node,
          const rc_claim_schema **schema)
{
    rc_reader *r = cr->r;
    rc_quotation q;

    if (node->kind != RC_NODE_SCALAR || node->count == 0)
        return rc_expected(r, node, "a kind of claim");
    for (size_t k = 0; k < cr->kind_count; k++) {
        if (!rc_node_is(r->tree, node, cr->kinds[k].kind))
            continue;
        if (cr->kinds[k].fields != NULL) {
            *schema = &cr->kinds[k];
            return RC_OK;
        }
        rc_errors_add(
            r->errors, rc_node_at(node), "claim kind %s is not yet supported",
            rc_quote(&q, cr->kinds[k].kind, strlen(cr->kinds[k].kind)));
        return RC_INPUT;
    }
    return rc_unknown(r, node, "claim kind", "", cr->kind_names);
}

/* id, expect and note. */
static rc_status
read_common(rc_reader *r, const rc_node *node, rc_claim *claim)
{
    const rc_node *id = rc_find(r, node, "id", NULL);
    const rc_node *expect = rc_find(r, node, "expect", NULL);
    const rc_node *note = rc_find(r, node, "note", NULL);
    rc_status status = RC_OK;

    claim->expect = RC_PROVED;
    if (id != NULL)
        status = read_id(r, id, &claim->id);
    if (expect != NULL)
        status = rc_worse(status, read_expect(r, expect, &claim->expect));
    if (note != NULL)
        status = rc_worse(status, rc_read_text(r, note, 1, &claim->note));
    return status;
}

/* The kind's own fields, once the kind is known. */
static rc_status
read_own(claims_reader *cr, const rc_node *node, rc_claim *claim)
{
    const rc_field *own = claim->schema->fields;
    rc_status status =
        rc_check_keys(cr->r, node, "the claim", common_fields, own);

    claim->fields = rc_value_new(NULL);
    if (claim->fields == NULL)
        return RC_NOMEM;
    claim->fields->at = claim->at;
    claim->fields->key_at = claim->at;
    return rc_worse(status, rc_read_fields(cr->r, node, own, claim->fields));
}

/* What fields alone cannot say; only asked of claims without an error. */
static rc_status
validate(claims_reader *cr, const rc_claim *claim)
{
    const rc_claim_schema *schema = claim->schema;
    size_t before = cr->r->errors->count;

    if (schema->validate == NULL || !cr->good ||
        (schema->needs_model && !cr->c->has_model) ||
        (schema->needs_start && !cr->c->has_start))
        return RC_OK;
    schema->validate(cr->c, claim, cr->r->errors);
    return cr->r->errors->count > before ? RC_INPUT : RC_OK;
}

/* A mapping without a good kind is checked for what every claim has. */
static rc_status
read_fields(claims_reader *cr, const rc_node *node, rc_claim *claim)
{
    const rc_node *kind = rc_find(cr->r, node, "kind", NULL);

    if (kind == NULL) {
        rc_errors_add(cr->r->errors, rc_node_at(node),
                      "the claim has no 'kind', which is required");
        return RC_INPUT;
    }

    rc_status status = read_kind(cr, kind, &claim->schema);

    return status == RC_OK ? read_own(cr, node, claim) : status;
}

static rc_status
read_claim(claims_reader *cr, const rc_node *node, size_t number,
           rc_claim *claim, id_source *source)
{
    rc_reader *r = cr->r;
    rc_status status = rc_expect_map(r, node, "a mapping: a claim");

    if (status != RC_OK)
        return status;
    claim->at = rc_node_at(node);

    const rc_node *id = rc_find(r, node, "id", NULL);

    status = read_common(r, node, claim);
    if (status != RC_NOMEM)
        status = rc_worse(status, read_fields(cr, node, claim));
    source->at = id == NULL ? claim->at : rc_node_at(id);
    source->is_default = id == NULL;
    if (id == NULL && claim->schema != NULL) {
        claim->id = make_default_id(claim->schema->kind, number);
        if (claim->id == NULL)
            return RC_NOMEM;
    }
    source->id = claim->id;
    return status == RC_OK ? validate(cr, claim) : status;
}

/* ---- All claims ---- */

/* Said once for each, at the first claim that needs it. */
static rc_status
check_needs(rc_reader *r, const rc_case *c)
{
    int wants_model = !c->has_model, wants_start = !c->has_start;
    rc_status status = RC_OK;

    for (size_t k = 0; k < c->claim_count; k++) {
        const rc_claim *claim = &c->claims[k];
        const rc_claim_schema *schema = claim->schema;

        if (schema == NULL)
            continue;
        if (wants_model && schema->needs_model) {
            rc_errors_add(r->errors, claim->at,
                          "a claim of kind '%s' needs a 'model', and the "
                          "file has none",
                          schema->kind);
            wants_model = 0;
            status = RC_INPUT;
        }
        if (wants_start && schema->needs_start) {
            rc_errors_add(r->errors, claim->at,
                          "a claim of kind '%s' needs a 'start', and the "
                          "file has none",
                          schema->kind);
            wants_start = 0;
            status = RC_INPUT;
        }
    }
    return status;
}

static rc_status
read_all(claims_reader *cr, const rc_node *node, id_source *ids, rc_case *c)
{
    rc_status status = RC_OK;
    size_t id_count = 0;

    for (const rc_node *claim = rc_node_first(cr->r->tree, node);
         claim != NULL && status != RC_NOMEM;
         claim = rc_node_next(cr->r->tree, claim)) {
        rc_claim *place = &c->claims[c->claim_count++];
        id_source *source = &ids[id_count];

        status = rc_worse(status,
                          read_claim(cr, claim, c->claim_count, place, source));
        id_count += source->id != NULL;
    }
    if (status == RC_NOMEM)
        return status;
    status = rc_worse(status, check_ids(cr->r->errors, ids, id_count));
    return rc_worse(status, check_needs(cr->r, c));
}

/* The names of the kinds that can be claimed, NULL-terminated. */
static const char **
list_kinds(const rc_claim_schema *kinds, size_t count)
{
    const char **names = malloc((count + 1) * sizeof *names);
    size_t listed = 0;

    if (names == NULL)
        return NULL;
    for (size_t k = 0; k < count; k++)
        if (kinds[k].fields != NULL)
            names[listed++] = kinds[k].kind;
    names[listed] = NULL;
    return names;
}

rc_status
rc_read_claims(rc_reader *r, const rc_node *node, const rc_claim_schema *kinds,
               size_t kind_count, int good, rc_case *c)
{
    claims_reader cr = {r, kinds, kind_count, NULL, c, good};
    rc_status status = rc_expect_filled_list(r, node, "a list of claims");

    if (status != RC_OK)
        return status;

    id_source *ids = calloc(node->count, sizeof *ids);

    cr.kind_names = list_kinds(kinds, kind_count);
    c->claims = calloc(node->count, sizeof *c->claims);
    if (ids == NULL || cr.kind_names == NULL || c->claims == NULL)
        status = RC_NOMEM;
    else
        status = read_all(&cr, node, ids, c);
    free(cr.kind_names);
    free(ids);
    return status;
}
