/* Weights of a case's model, as statements have them: one matrix, or
   {"layers": [...]}. */

#include "case_reader.h"

/* Takes the list over; one matrix is the same in every layer. */
static json_t *
join(json_t *list)
{
    json_t *made;

    if (json_array_size(list) == 1) {
        made = json_incref(json_array_get(list, 0));
        json_decref(list);
        return made;
    }
    made = json_object();
    (void)json_object_set_new(made, "layers", list);
    return made;
}

/* One of the list under `per-layer`: a random matrix is that of one layer. */
static json_t *
read_of_layer(const ck_node *node, long layers)
{
    int drawn = 0;
    json_t *made = ck_case_layer_matrix(node, 0, &drawn);

    /* no test can see this: after a failure only its message counts */
    if (made == NULL || !drawn || layers == 1)
        return made;
    json_decref(made);
    ck_node_malformed(node, "a random matrix inside per-layer, in a model with "
                            "layers");
    return NULL;
}

static json_t *
read_per_layer(const ck_node *list, long layers)
{
    json_t *made;
    size_t count;

    if (!ck_list(list, 1, (size_t)list->o->limits->max_dim, &count))
        return NULL;
    made = json_array();
    for (size_t k = 0; k < count; k++) {
        ck_node item;

        ck_item(&item, list, k);
        if (json_array_append_new(made, read_of_layer(&item, layers)) != 0) {
            json_decref(made);
            return NULL;
        }
    }
    return join(made);
}

json_t *
ck_case_weights(const ck_node *node, long layers)
{
    json_t *made;
    ck_node list;
    int drawn = 0;

    ck_member(&list, node, "per-layer");
    if (list.json != NULL && json_object_size(node->json) == 1)
        return read_per_layer(&list, layers);
    made = json_array();
    for (long t = 0; t == 0 || (drawn && t < layers); t++)
        if (json_array_append_new(made,
                                  ck_case_layer_matrix(node, t, &drawn)) != 0) {
            json_decref(made);
            return NULL;
        }
    return join(made);
}
