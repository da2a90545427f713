/* The model of a case, as statements have it. */

#include "case_reader.h"

static json_t *
read_softmax(const ck_node *node, long layers)
{
    json_t *made = json_object();
    ck_node key, query, scale;

    ck_member(&key, node, "key");
    ck_member(&query, node, "query");
    ck_member(&scale, node, "scale");
    if (ck_object(node, "key query ?scale") &&
        ck_case_put(made, "key", ck_case_weights(&key, layers)) &&
        ck_case_put(made, "query", ck_case_weights(&query, layers)) &&
        ck_case_put(made, "scale",
                    scale.json != NULL ? ck_case_text(&scale)
                                       : json_string("1")))
        return made;
    json_decref(made);
    return NULL;
}

static json_t *
read_attention(const ck_node *node, long layers)
{
    static const char *const forms[] = {"fixed", "softmax", NULL};
    json_t *made;
    ck_node value;
    int form;

    if (json_is_string(node->json))
        return ck_case_share(node);
    if (!ck_case_form(node, forms, &form, &value))
        return NULL;
    made = json_object();
    if (ck_case_put(made, forms[form],
                    form == 0 ? ck_case_weights(&value, layers)
                              : read_softmax(&value, layers)))
        return made;
    json_decref(made);
    return NULL;
}

json_t *
ck_case_model(const ck_node *node)
{
    const long most = node->o->limits->max_dim;
    ck_node attention, dim, layers, mask, norm, tokens, value;
    json_t *made = json_object();
    long n, t = 1;

    ck_member(&attention, node, "attention");
    ck_member(&dim, node, "dim");
    ck_member(&layers, node, "layers");
    ck_member(&mask, node, "mask");
    ck_member(&norm, node, "norm");
    ck_member(&tokens, node, "tokens");
    ck_member(&value, node, "value");
    if (ck_object(node, "attention dim ?layers mask norm tokens value") &&
        (layers.json == NULL || ck_case_integer(&layers, 1, most, &t)) &&
        ck_case_integer(&tokens, 1, most, &n) &&
        ck_case_put(made, "tokens", json_integer(n)) &&
        ck_case_put(made, "dim", ck_case_integer_json(&dim, 1, most)) &&
        ck_case_put(made, "mask", ck_case_mask(&mask, n)) &&
        ck_case_put(made, "attention", read_attention(&attention, t)) &&
        ck_case_put(made, "value", ck_case_weights(&value, t)) &&
        ck_case_put(made, "norm", ck_case_text(&norm)))
        return made;
    json_decref(made);
    return NULL;
}
