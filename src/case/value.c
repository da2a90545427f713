/* The fields of a claim, as they were given. */

#include <stdlib.h>
#include <string.h>

#include "case/reader.h"

rc_value *
rc_value_new(const rc_field *field)
{
    rc_value *value = calloc(1, sizeof *value);

    if (value == NULL)
        return NULL;
    value->field = field;
    rc_number_init(value->number);
    rc_matrix_init_empty(value->matrix);
    return value;
}

/* As deep as the schema at most. */
void
rc_value_free(rc_value *value)
{
    if (value == NULL)
        return;
    if (value->items != NULL)
        for (size_t k = 0; k < value->count; k++)
            rc_value_free(value->items[k]);
    free(value->items);
    free(value->tokens);
    free(value->integers);
    if (value->model != NULL)
        rc_case_model_clear(value->model);
    free(value->model);
    free(value->word);
    rc_number_clear(value->number);
    rc_matrix_clear(value->matrix);
    free(value);
}

/* Room doubles at each power of two. */
rc_status
rc_value_append(rc_value *value, rc_value *item)
{
    size_t count = value->count;

    if ((count & (count - 1)) == 0) {
        size_t room = count == 0 ? 1 : 2 * count;
        rc_value **items = realloc(value->items, room * sizeof *items);

        if (items == NULL) {
            rc_value_free(item);
            return RC_NOMEM;
        }
        value->items = items;
    }
    value->items[value->count++] = item;
    return RC_OK;
}

const rc_value *
rc_value_get(const rc_value *map, const char *name)
{
    if (map == NULL || map->items == NULL)
        return NULL;
    for (size_t k = 0; k < map->count; k++)
        if (strcmp(map->items[k]->field->name, name) == 0)
            return map->items[k];
    return NULL;
}

const rc_value *
rc_claim_get(const rc_claim *claim, const char *name)
{
    return rc_value_get(claim->fields, name);
}
