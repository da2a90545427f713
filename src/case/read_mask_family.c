/* Families of masks that a few numbers describe. */

#include "case/read_mask.h"

static const rc_field dilated_fields[] = {
    {.name = "width", .flags = RC_FIELD_REQUIRED},
    {.name = "step", .flags = RC_FIELD_REQUIRED},
    {.name = NULL},
};

static const rc_field global_fields[] = {
    {.name = "global", .flags = RC_FIELD_REQUIRED},
    {.name = "width", .flags = RC_FIELD_REQUIRED},
    {.name = NULL},
};

rc_status
rc_read_window(rc_mask_reader *m, const rc_node *node)
{
    long width = 0;
    rc_status status =
        rc_read_integer(m->r, node, 0, RC_MASK_MAX_TOKENS, &width);

    if (status != RC_OK)
        return status;
    rc_mask_say(m, "window of width %ld", width);
    return m->mask == NULL
               ? RC_OK
               : rc_mask_built(m, node, rc_mask_add_window(m->mask, width));
}

rc_status
rc_read_causal_window(rc_mask_reader *m, const rc_node *node)
{
    long width = 0;
    rc_status status =
        rc_read_integer(m->r, node, 1, RC_MASK_MAX_TOKENS, &width);

    if (status != RC_OK)
        return status;
    rc_mask_say(m, "causal window of width %ld", width);
    return m->mask == NULL
               ? RC_OK
               : rc_mask_built(m, node,
                               rc_mask_add_causal_window(m->mask, width));
}

/* The integer under a key; an absent key was reported. */
static rc_status
read_part(rc_mask_reader *m, const rc_node *map, const char *name, long least,
          long most, long *x)
{
    const rc_node *value = rc_find(m->r, map, name, NULL);

    if (value == NULL)
        return RC_INPUT;
    return rc_read_integer(m->r, value, least, most, x);
}

rc_status
rc_read_dilated_window(rc_mask_reader *m, const rc_node *node)
{
    long width = 0, step = 0;
    rc_status status =
        rc_expect_map(m->r, node, "a mapping with width and step");

    if (status != RC_OK)
        return status;
    status =
        rc_check_keys(m->r, node, "'dilated-window'", dilated_fields, NULL);
    status = rc_worse(
        status, read_part(m, node, "width", 0, RC_MASK_MAX_TOKENS, &width));
    status = rc_worse(status,
                      read_part(m, node, "step", 1, RC_MASK_MAX_TOKENS, &step));
    if (status != RC_OK)
        return status;
    rc_mask_say(m, "dilated window of width %ld and step %ld", width, step);
    if (m->mask == NULL)
        return RC_OK;
    return rc_mask_built(m, node,
                         rc_mask_add_dilated_window(m->mask, width, step));
}

rc_status
rc_read_global_window(rc_mask_reader *m, const rc_node *node)
{
    long global = 0, width = 0;
    rc_status status =
        rc_expect_map(m->r, node, "a mapping with global and width");

    if (status != RC_OK)
        return status;
    status = rc_check_keys(m->r, node, "'global-window'", global_fields, NULL);
    status = rc_worse(status, read_part(m, node, "global", 0,
                                        rc_mask_most_tokens(m), &global));
    status = rc_worse(
        status, read_part(m, node, "width", 0, RC_MASK_MAX_TOKENS, &width));
    if (status != RC_OK)
        return status;
    rc_mask_say(m, "window of width %ld with %ld global token%s", width, global,
                global == 1 ? "" : "s");
    if (m->mask == NULL)
        return RC_OK;
    status = rc_mask_add_global(m->mask, global);
    if (status == RC_OK)
        status = rc_mask_add_window(m->mask, width);
    return rc_mask_built(m, node, status);
}

rc_status
rc_read_star(rc_mask_reader *m, const rc_node *node)
{
    long centre = 0;
    rc_status status =
        rc_read_integer(m->r, node, 1, rc_mask_most_tokens(m), &centre);

    if (status != RC_OK)
        return status;
    rc_mask_say(m, "star with centre %ld", centre);
    return m->mask == NULL
               ? RC_OK
               : rc_mask_built(m, node, rc_mask_add_star(m->mask, centre - 1));
}
