/* The fields of a claim, as its schema declares them. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "case/errors.h"
#include "case/reader.h"

static rc_status
read_integer_or_word(rc_reader *r, const rc_node *node, rc_value *value)
{
    const rc_field *field = value->field;
    const char *text;

    if (node->kind != RC_NODE_SCALAR || node->count == 0)
        return rc_expected(r, node, "an integer or a word");
    text = rc_node_text(r->tree, node);
    if ((text[0] >= '0' && text[0] <= '9') || text[0] == '-')
        return rc_read_integer(r, node, field->least, field->most,
                               &value->integer);

    size_t index = 0;
    rc_status status = rc_read_word(r, node, field->name, field->words, &index);

    if (status != RC_OK)
        return status;
    value->word = strdup(field->words[index]);
    return value->word == NULL ? RC_NOMEM : RC_OK;
}

static rc_status
read_word(rc_reader *r, const rc_node *node, rc_value *value)
{
    const rc_field *field = value->field;
    size_t index = 0;

    if (field->words == NULL)
        return rc_read_text(r, node, 0, &value->word);

    rc_status status = rc_read_word(r, node, field->name, field->words, &index);

    if (status != RC_OK)
        return status;
    value->word = strdup(field->words[index]);
    return value->word == NULL ? RC_NOMEM : RC_OK;
}

/* seen marks the tokens listed before. */
static rc_status
read_token(rc_reader *r, const rc_node *node, long most, unsigned char *seen,
           rc_value *value)
{
    long token = 0;
    rc_status status = rc_read_integer(r, node, 1, most, &token);

    if (status != RC_OK)
        return status;
    if (seen[token - 1]) {
        rc_errors_add(r->errors, rc_node_at(node), "token %ld is listed twice",
                      token);
        return RC_INPUT;
    }
    seen[token - 1] = 1;
    value->tokens[value->count++] = token - 1;
    return RC_OK;
}

/* Distinct tokens are as many as there are at most, so the room is bounded
   whatever the list's length. */
static rc_status
read_tokens(rc_reader *r, const rc_node *node, rc_value *value)
{
    long most = r->tokens > 0 ? r->tokens : RC_MASK_MAX_TOKENS;
    rc_status status = rc_expect_list(r, node, "a list of token numbers");

    if (status != RC_OK)
        return status;

    unsigned char *seen = calloc((size_t)most, 1);

    value->tokens = malloc((size_t)most * sizeof *value->tokens);
    if (seen == NULL || value->tokens == NULL)
        status = RC_NOMEM;
    for (const rc_node *token = rc_node_first(r->tree, node);
         token != NULL && status != RC_NOMEM;
         token = rc_node_next(r->tree, token))
        status = rc_worse(status, read_token(r, token, most, seen, value));
    free(seen);
    return status;
}

static int
compare_integers(const void *left, const void *right)
{
    const long a = *(const long *)left, b = *(const long *)right;

    return (a > b) - (a < b);
}

static rc_status
read_integer(rc_reader *r, const rc_node *node, rc_value *value)
{
    long x = 0;
    rc_status status =
        rc_read_integer(r, node, value->field->least, value->field->most, &x);

    if (status != RC_OK)
        return status;
    for (size_t k = 0; k < value->count; k++)
        if (value->integers[k] == x) {
            rc_errors_add(r->errors, rc_node_at(node), "%ld is listed twice",
                          x);
            return RC_INPUT;
        }
    value->integers[value->count++] = x;
    return RC_OK;
}

static rc_status
read_integers(rc_reader *r, const rc_node *node, rc_value *value)
{
    rc_status status = rc_expect_filled_list(r, node, "a list of integers");

    if (status != RC_OK)
        return status;
    value->integers = malloc(node->count * sizeof *value->integers);
    if (value->integers == NULL)
        return RC_NOMEM;
    for (const rc_node *entry = rc_node_first(r->tree, node); entry != NULL;
         entry = rc_node_next(r->tree, entry))
        status = rc_worse(status, read_integer(r, entry, value));
    qsort(value->integers, value->count, sizeof *value->integers,
          compare_integers);
    return status;
}

/* "mask, norm": the keys of a mapping whose keys are known ones, in their
   order. */
static char *
join_keys(const rc_reader *r, const rc_node *map)
{
    size_t size = 1, length = 0;
    char *text;

    for (const rc_node *key = rc_node_first(r->tree, map); key != NULL;
         key = rc_node_next(r->tree, rc_node_next(r->tree, key)))
        size += key->count + strlen(", ");
    text = calloc(size, 1);
    for (const rc_node *key = rc_node_first(r->tree, map);
         key != NULL && text != NULL;
         key = rc_node_next(r->tree, rc_node_next(r->tree, key)))
        length += (size_t)snprintf(text + length, size - length, "%s%s",
                                   length > 0 ? ", " : "",
                                   rc_node_text(r->tree, key));
    return text;
}

static rc_status
read_model(rc_reader *r, const rc_node *node, rc_value *value)
{
    rc_status status;

    value->model = malloc(sizeof *value->model);
    if (value->model == NULL)
        return RC_NOMEM;
    rc_case_model_init(value->model);
    status = rc_read_other_model(r, node, value->model);
    if (status != RC_OK)
        return status;
    value->word = join_keys(r, node);
    return value->word == NULL ? RC_NOMEM : RC_OK;
}

static rc_status
read_matrix(rc_reader *r, const rc_node *node, rc_value *value)
{
    rc_status status = rc_read_matrix(r, node, value->matrix);
    char name[64];

    if (status != RC_OK || value->field->shape == RC_SHAPE_ANY ||
        r->tokens == 0 || r->dim == 0)
        return status;
    snprintf(name, sizeof name, "'%s'", value->field->name);
    return rc_check_shape(r, node, value->matrix, name, r->tokens, r->dim,
                          "tokens x dim");
}

static rc_status
read_map(rc_reader *r, const rc_node *node, rc_value *value)
{
    rc_status status = rc_expect_map(r, node, "a mapping");
    char owner[64];

    if (status != RC_OK)
        return status;
    snprintf(owner, sizeof owner, "'%s'", value->field->name);
    status = rc_check_keys(r, node, owner, value->field->fields, NULL);
    return rc_worse(status,
                    rc_read_fields(r, node, value->field->fields, value));
}

/* An empty list would say nothing, and say it is proved. */
static rc_status
read_list(rc_reader *r, const rc_node *node, rc_value *value)
{
    rc_status status = rc_expect_filled_list(r, node, "a list of mappings");

    if (status != RC_OK)
        return status;
    for (const rc_node *entry = rc_node_first(r->tree, node);
         entry != NULL && status != RC_NOMEM;
         entry = rc_node_next(r->tree, entry)) {
        rc_value *item = rc_value_new(value->field);

        if (item == NULL)
            return RC_NOMEM;
        item->at = rc_node_at(entry);
        item->key_at = value->key_at;
        status = rc_worse(status, read_map(r, entry, item));
        status = rc_worse(status, rc_value_append(value, item));
    }
    return status;
}

static rc_status
read_value(rc_reader *r, const rc_node *node, rc_value *value)
{
    const rc_field *field = value->field;

    switch (field->type) {
    case RC_FIELD_BOOL:
        return rc_read_bool(r, node, &value->integer);
    case RC_FIELD_INTEGER:
        return rc_read_integer(r, node, field->least, field->most,
                               &value->integer);
    case RC_FIELD_INTEGER_OR_WORD:
        return read_integer_or_word(r, node, value);
    case RC_FIELD_WORD:
        return read_word(r, node, value);
    case RC_FIELD_NUMBER:
        return rc_read_number(r, node, value->number);
    case RC_FIELD_TOKENS:
        return read_tokens(r, node, value);
    case RC_FIELD_INTEGERS:
        return read_integers(r, node, value);
    case RC_FIELD_MATRIX:
        return read_matrix(r, node, value);
    case RC_FIELD_MODEL:
        return read_model(r, node, value);
    case RC_FIELD_MAP:
        return read_map(r, node, value);
    case RC_FIELD_LIST:
        return read_list(r, node, value);
    }
    return rc_expected(r, node, "a field of a known type");
}

static rc_status
read_field(rc_reader *r, const rc_node *key, const rc_node *node,
           const rc_field *field, rc_value *map)
{
    rc_value *value = rc_value_new(field);

    if (value == NULL)
        return RC_NOMEM;
    value->at = rc_node_at(node);
    value->key_at = rc_node_at(key);

    rc_status status = read_value(r, node, value);

    return rc_worse(status, rc_value_append(map, value));
}

rc_status
rc_read_fields(rc_reader *r, const rc_node *node, const rc_field *fields,
               rc_value *map)
{
    rc_status status = RC_OK;

    for (; fields->name != NULL && status != RC_NOMEM; fields++) {
        const rc_node *key = NULL;
        const rc_node *value = rc_find(r, node, fields->name, &key);

        if (value != NULL && !(fields->flags & RC_FIELD_LATER))
            status = rc_worse(status, read_field(r, key, value, fields, map));
    }
    return status;
}
