/* Matrices: a list of rows, or one of the short forms. */

#include "case/reader.h"

#include <stdio.h>
#include <stdlib.h>

#include "case/errors.h"

enum {
    FORM_IDENTITY,
    FORM_DIAGONAL,
    FORM_BIDIAGONAL,
    FORM_BLOCK,
    FORM_CAYLEY,
    FORM_RANDOM,
    FORM_FILE,
    FORM_PER_LAYER
};

static const rc_field forms[] = {
    [FORM_IDENTITY] = {.name = "identity"},
    [FORM_DIAGONAL] = {.name = "diagonal"},
    [FORM_BIDIAGONAL] = {.name = "bidiagonal"},
    [FORM_BLOCK] = {.name = "block"},
    [FORM_CAYLEY] = {.name = "cayley"},
    [FORM_RANDOM] = {.name = "random"},
    [FORM_FILE] = {.name = "file"},
    [FORM_PER_LAYER] = {.name = "per-layer"},
    {.name = NULL},
};

static const rc_field bidiagonal_fields[] = {
    {.name = "dim", .flags = RC_FIELD_REQUIRED},
    {.name = "first", .flags = RC_FIELD_REQUIRED},
    {.name = "last", .flags = RC_FIELD_REQUIRED},
    {.name = "super", .flags = RC_FIELD_REQUIRED},
    {.name = NULL},
};

rc_status
rc_spend_entries(rc_reader *r, const rc_node *node, slong rows, slong cols)
{
    size_t entries = (size_t)rows * (size_t)cols;

    if (entries > r->entries_left) {
        rc_errors_add(r->errors, rc_node_at(node),
                      "the matrices of the file have more than %zu entries "
                      "in all, which is the most that is read",
                      RC_CASE_MAX_ENTRIES);
        return RC_INPUT;
    }
    r->entries_left -= entries;
    return RC_OK;
}

/* Row i of m, which has cols entries; a row of another length is checked and
   not kept. */
static rc_status
read_row(rc_reader *r, const rc_node *row, rc_matrix_t m, slong i)
{
    rc_status status = rc_expect_list(r, row,
                                      "a row, which is a list of "
                                      "numbers");
    rc_number_t scratch;
    slong j = 0;

    if (status != RC_OK)
        return status;
    if ((slong)row->count != m->cols) {
        rc_errors_add(r->errors, rc_node_at(row),
                      "row %ld has %ld entries, but row 1 has %ld", (long)i + 1,
                      (long)row->count, (long)m->cols);
        status = RC_INPUT;
    }
    rc_number_init(scratch);
    for (const rc_node *entry = rc_node_first(r->tree, row);
         entry != NULL && status != RC_NOMEM;
         entry = rc_node_next(r->tree, entry), j++)
        status = rc_worse(
            status,
            rc_read_number(r, entry,
                           j < m->cols ? rc_matrix_entry(m, i, j) : scratch));
    rc_number_clear(scratch);
    return status;
}

static rc_status
read_rows(rc_reader *r, const rc_node *node, rc_matrix_t m)
{
    rc_status status = rc_expect_filled_list(r, node, "a list of rows");
    slong i = 0;

    if (status != RC_OK)
        return status;

    const rc_node *row = rc_node_first(r->tree, node);

    /* Without a first row nothing is known of the others. */
    status = rc_expect_filled_list(r, row,
                                   "a row, which is a list of "
                                   "numbers");
    if (status == RC_OK)
        status =
            rc_spend_entries(r, node, (slong)node->count, (slong)row->count);
    if (status == RC_OK)
        status = rc_matrix_resize(m, (slong)node->count, (slong)row->count);
    if (status != RC_OK)
        return status;
    for (; row != NULL && status != RC_NOMEM;
         row = rc_node_next(r->tree, row), i++)
        status = rc_worse(status, read_row(r, row, m, i));
    return status;
}

static rc_status
read_identity(rc_reader *r, const rc_node *node, rc_matrix_t m)
{
    long dim;
    rc_status status = rc_read_integer(r, node, 1, RC_MATRIX_MAX_DIM, &dim);

    if (status == RC_OK)
        status = rc_spend_entries(r, node, dim, dim);
    return status == RC_OK ? rc_matrix_set_identity(m, dim) : status;
}

static rc_status
read_diagonal(rc_reader *r, const rc_node *node, rc_matrix_t m)
{
    rc_status status = rc_expect_filled_list(r, node, "a list of numbers");
    rc_matrix_t entries;

    if (status != RC_OK)
        return status;

    slong dim = (slong)node->count;
    slong k = 0;

    rc_matrix_init_empty(entries);
    status = rc_matrix_resize(entries, 1, dim);
    if (status == RC_OK)
        for (const rc_node *entry = rc_node_first(r->tree, node);
             entry != NULL && status != RC_NOMEM;
             entry = rc_node_next(r->tree, entry), k++)
            status = rc_worse(
                status,
                rc_read_number(r, entry, rc_matrix_entry(entries, 0, k)));
    if (status == RC_OK)
        status = rc_spend_entries(r, node, dim, dim);
    if (status == RC_OK)
        status = rc_matrix_set_diagonal(m, entries);
    rc_matrix_clear(entries);
    return status;
}

/* The number under a key that may be absent, which was reported. */
static rc_status
read_part(rc_reader *r, const rc_node *map, const char *name, rc_number_t x)
{
    const rc_node *value = rc_find(r, map, name, NULL);

    return value == NULL ? RC_INPUT : rc_read_number(r, value, x);
}

static rc_status
read_bidiagonal(rc_reader *r, const rc_node *node, rc_matrix_t m)
{
    rc_status status =
        rc_expect_map(r, node, "a mapping with dim, first, last and super");
    rc_number_t first, last, super;
    long dim = 0;

    if (status != RC_OK)
        return status;
    rc_number_init(first);
    rc_number_init(last);
    rc_number_init(super);
    status = rc_check_keys(r, node, "'bidiagonal'", bidiagonal_fields, NULL);

    const rc_node *size = rc_find(r, node, "dim", NULL);

    if (size != NULL)
        status = rc_worse(status,
                          rc_read_integer(r, size, 1, RC_MATRIX_MAX_DIM, &dim));
    status = rc_worse(status, read_part(r, node, "first", first));
    status = rc_worse(status, read_part(r, node, "last", last));
    status = rc_worse(status, read_part(r, node, "super", super));
    if (status == RC_OK)
        status = rc_spend_entries(r, node, dim, dim);
    if (status == RC_OK)
        status = rc_matrix_set_bidiagonal(m, dim, first, last, super);
    rc_number_clear(first);
    rc_number_clear(last);
    rc_number_clear(super);
    return status;
}

/* m = the block diagonal of good blocks, when it is not too large. */
static rc_status
join_blocks(rc_reader *r, const rc_node *node, rc_matrix_t m,
            const rc_matrix_struct *blocks, size_t count)
{
    slong rows = 0, cols = 0;

    for (size_t k = 0; k < count; k++) {
        rows += blocks[k].rows;
        cols += blocks[k].cols;
    }
    if (rows > RC_MATRIX_MAX_DIM || cols > RC_MATRIX_MAX_DIM) {
        rc_errors_add(r->errors, rc_node_at(node),
                      "the block matrix is %ld x %ld; at most %d rows and "
                      "columns are read",
                      (long)rows, (long)cols, RC_MATRIX_MAX_DIM);
        return RC_INPUT;
    }

    rc_status status = rc_spend_entries(r, node, rows, cols);

    return status == RC_OK ? rc_matrix_set_block(m, blocks, count) : status;
}

/* Recursion is as deep as the tree at most, RC_TREE_MAX_DEPTH. */
static rc_status
read_block(rc_reader *r, const rc_node *node, rc_matrix_t m)
{
    rc_status status = rc_expect_filled_list(r, node, "a list of matrices");

    if (status != RC_OK)
        return status;

    size_t count = node->count, k = 0;
    rc_matrix_struct *blocks = malloc(count * sizeof *blocks);

    if (blocks == NULL)
        return RC_NOMEM;
    for (k = 0; k < count; k++)
        rc_matrix_init_empty(&blocks[k]);
    k = 0;
    for (const rc_node *part = rc_node_first(r->tree, node);
         part != NULL && status != RC_NOMEM;
         part = rc_node_next(r->tree, part), k++)
        status = rc_worse(status, rc_read_matrix(r, part, &blocks[k]));
    if (status == RC_OK)
        status = join_blocks(r, node, m, blocks, count);
    for (k = 0; k < count; k++)
        rc_matrix_clear(&blocks[k]);
    free(blocks);
    return status;
}

/* Weights of a model are read by rc_read_weights. */
static rc_status
refuse_per_layer(rc_reader *r, const rc_node *node, rc_matrix_t m)
{
    (void)m;
    rc_errors_add(r->errors, rc_node_at(node),
                  "'per-layer' is only for a whole weight of the model: value, "
                  "query, key or fixed");
    return RC_INPUT;
}

static rc_status (*const readers[])(rc_reader *, const rc_node *,
                                    rc_matrix_t) = {
    [FORM_IDENTITY] = read_identity,     [FORM_DIAGONAL] = read_diagonal,
    [FORM_BIDIAGONAL] = read_bidiagonal, [FORM_BLOCK] = read_block,
    [FORM_CAYLEY] = rc_read_cayley,      [FORM_RANDOM] = rc_read_random,
    [FORM_FILE] = rc_read_npy,           [FORM_PER_LAYER] = refuse_per_layer,
};

rc_status
rc_read_matrix(rc_reader *r, const rc_node *node, rc_matrix_t m)
{
    size_t form = 0;
    const rc_node *value = NULL;

    if (node->kind == RC_NODE_LIST)
        return read_rows(r, node, m);

    rc_status status = rc_expect_map(
        r, node, "a matrix, which is a list of rows or a mapping");

    if (status == RC_OK)
        status = rc_read_form(r, node, "a matrix", forms, &form, &value);
    if (status != RC_OK)
        return status;
    return readers[form](r, value, m);
}

rc_status
rc_check_shape(rc_reader *r, const rc_node *node, const rc_matrix_t m,
               const char *name, slong rows, slong cols, const char *shape)
{
    if (m->rows == rows && m->cols == cols)
        return RC_OK;
    rc_errors_add(r->errors, rc_node_at(node),
                  "%s is %ld x %ld, expected %ld x %ld (%s)", name,
                  (long)m->rows, (long)m->cols, (long)rows, (long)cols, shape);
    return RC_INPUT;
}

rc_position
rc_matrix_entry_at(const rc_reader *r, const rc_node *node, slong i, slong j)
{
    const rc_node *row, *entry;

    if (node->kind != RC_NODE_LIST)
        return rc_node_at(node);
    row = rc_node_first(r->tree, node);
    while (i-- > 0)
        row = rc_node_next(r->tree, row);
    entry = rc_node_first(r->tree, row);
    while (j-- > 0)
        entry = rc_node_next(r->tree, entry);
    return rc_node_at(entry);
}
