/* A whole case file. */

#include <rankcert/case.h>

#include <stdlib.h>
#include <string.h>

#include "case/errors.h"
#include "case/reader.h"
#include "case/text.h"
#include "case/tree.h"

/* 64 MiB holds the largest matrix, one digit an entry. */
#define FILE_BYTES_MAX ((size_t)64 << 20)

static const rc_field top_fields[] = {
    {.name = "rankcert", .flags = RC_FIELD_REQUIRED},
    {.name = "title"},
    {.name = "paper"},
    {.name = "parameters", .flags = RC_FIELD_LATER},
    {.name = "model"},
    {.name = "start"},
    {.name = "claims", .flags = RC_FIELD_REQUIRED},
    {.name = NULL},
};

static const char *const paper_words[] = {"P1", "P2", "P3", "P4", "P5",
                                          "P6", "P7", "P8", NULL};

static void
init(rc_case *c)
{
    memset(c, 0, sizeof *c);
    rc_case_model_init(&c->model);
    rc_matrix_init_empty(c->start);
}

void
rc_case_clear(rc_case *c)
{
    for (size_t k = 0; k < c->claim_count; k++)
        rc_claim_clear(&c->claims[k]);
    free(c->claims);
    free(c->title);
    free(c->paper);
    rc_case_model_clear(&c->model);
    rc_matrix_clear(c->start);
    init(c);
}

static rc_status
read_version(rc_reader *r, const rc_node *map)
{
    const rc_node *version = rc_find(r, map, "rankcert", NULL);

    if (version == NULL || rc_node_is(r->tree, version, "1"))
        return RC_OK; /* an absent one is reported with the other keys */
    return rc_expected(r, version, "1, the number of the case format");
}

static rc_status
read_heading(rc_reader *r, const rc_node *map, rc_case *c)
{
    const rc_node *title = rc_find(r, map, "title", NULL);
    const rc_node *paper = rc_find(r, map, "paper", NULL);
    rc_status status = RC_OK;
    size_t index = 0;

    if (title != NULL)
        status = rc_read_text(r, title, 0, &c->title);
    if (paper == NULL || status == RC_NOMEM)
        return status;

    rc_status other = rc_read_word(r, paper, "paper", paper_words, &index);

    if (other == RC_OK) {
        c->paper = strdup(paper_words[index]);
        if (c->paper == NULL)
            other = RC_NOMEM;
    }
    return rc_worse(status, other);
}

static rc_status
read_start(rc_reader *r, const rc_node *node, rc_matrix_t start)
{
    rc_status status = rc_read_matrix(r, node, start);

    if (status == RC_OK && r->tokens > 0 && r->dim > 0)
        status = rc_check_shape(r, node, start, "'start'", r->tokens, r->dim,
                                "tokens x dim");
    return status;
}

/* Everything below the top level. */
static rc_status
read_body(rc_reader *r, const rc_node *map, const rc_claim_schema *kinds,
          size_t kind_count, rc_case *c)
{
    const rc_node *model = rc_find(r, map, "model", NULL);
    const rc_node *start = rc_find(r, map, "start", NULL);
    const rc_node *claims = rc_find(r, map, "claims", NULL);
    rc_status status = RC_OK;

    c->has_model = model != NULL;
    c->has_start = start != NULL;
    if (model != NULL)
        status = rc_read_model(r, model, &c->model);
    if (model != NULL && status == RC_OK)
        r->model = model;
    if (start != NULL && status != RC_NOMEM)
        status = rc_worse(status, read_start(r, start, c->start));
    if (claims != NULL && status != RC_NOMEM)
        status = rc_worse(status, rc_read_claims(r, claims, kinds, kind_count,
                                                 status == RC_OK, c));
    return status;
}

static rc_status
read_top(rc_reader *r, const rc_claim_schema *kinds, size_t kind_count,
         rc_case *c)
{
    const rc_node *root = rc_tree_root(r->tree);
    rc_status status =
        rc_expect_map(r, root, "a mapping with rankcert, model and claims");

    if (status == RC_OK) /* another version has other rules: stop there */
        status = read_version(r, root);
    if (status != RC_OK)
        return status;
    status = rc_check_keys(r, root, "the file", top_fields, NULL);
    if (status != RC_NOMEM)
        status = rc_worse(status, read_heading(r, root, c));
    if (status != RC_NOMEM)
        status = rc_worse(status, read_body(r, root, kinds, kind_count, c));
    return status;
}

/* Bytes that are worth giving to the YAML parser. */
static rc_status
check_bytes(const char *bytes, size_t length, rc_errors *errors)
{
    rc_position start = {1, 1};

    if (length <= FILE_BYTES_MAX)
        return rc_text_check(bytes, length, errors);
    rc_errors_add(errors, start, "the file has %zu bytes; at most %zu are read",
                  length, FILE_BYTES_MAX);
    return RC_INPUT;
}

static rc_status
read_bytes(rc_case *c, const char *bytes, size_t length, const char *folder,
           const rc_claim_schema *kinds, size_t kind_count, rc_errors *errors)
{
    rc_tree tree;
    rc_status status = check_bytes(bytes, length, errors);

    if (status != RC_OK)
        return status;
    status = rc_tree_parse(&tree, bytes, length, errors);
    if (status == RC_OK) {
        rc_reader r = {.tree = &tree,
                       .errors = errors,
                       .folder = folder,
                       .entries_left = RC_CASE_MAX_ENTRIES};

        status = read_top(&r, kinds, kind_count, c);
    }
    rc_tree_clear(&tree);
    return status;
}

rc_status
rc_case_read(rc_case *c, const char *bytes, size_t length, const char *folder,
             const rc_claim_schema *kinds, size_t kind_count, rc_errors *errors)
{
    size_t before = errors->count;

    init(c);

    rc_status status =
        read_bytes(c, bytes, length, folder, kinds, kind_count, errors);

    /* Errors of the tree leave it readable, and the case is bad all the same.
       A status without an error would be a mistake here; RC_INPUT promises
       one. */
    if (errors->lost)
        status = RC_NOMEM;
    else if (status == RC_OK && errors->count > before)
        status = RC_INPUT;
    if (status != RC_OK)
        rc_case_clear(c);
    rc_errors_sort(errors);
    return status;
}
