/* The claims of a case, as statements have them. */

#include <string.h>

#include "case_reader.h"

/* No integer of a claim is greater. */
enum { INTEGER_MOST = 1000000000 };

/* A reader adds the fields of the claim to `made`. */
typedef int (*fields_reader)(const ck_node *claim, json_t *made);

/* ---- Fields that may be absent ---- */

static int
put_integer(json_t *made, const ck_node *map, const char *key)
{
    ck_node value;

    ck_member(&value, map, key);
    return value.json == NULL ||
           ck_case_put(made, key,
                       ck_case_integer_json(&value, 0, INTEGER_MOST));
}

static int
put_bool(json_t *made, const ck_node *map, const char *key)
{
    ck_node value;

    ck_member(&value, map, key);
    return value.json == NULL || ck_case_put(made, key, ck_case_bool(&value));
}

/* ---- mask ---- */

static json_int_t
integer_at(const json_t *list, size_t k)
{
    return json_integer_value(json_array_get(list, k));
}

/* Puts the token or layer, of those from `least`, where it belongs in a rising
   list. */
static int
insert_place(const ck_node *node, json_t *list, long least, long place)
{
    size_t k = 0;

    while (k < json_array_size(list) && integer_at(list, k) < place)
        k++;
    if (k < json_array_size(list) && integer_at(list, k) == place)
        return ck_node_malformed(node, "%s %ld is listed twice",
                                 least == 0 ? "layer" : "token", place);
    return json_array_insert_new(list, k, json_integer(place)) == 0;
}

/* Tokens, from 1, or layers, from 0, in rising order. */
static int
read_places(const ck_node *node, long least, size_t at_least, json_t *made)
{
    size_t count;

    if (!ck_list(node, at_least, (size_t)node->o->limits->max_dim, &count))
        return 0;
    for (size_t k = 0; k < count; k++) {
        ck_node item;
        long place;

        ck_item(&item, node, k);
        if (!ck_case_integer(&item, least, INTEGER_MOST, &place) ||
            !insert_place(&item, made, least, place))
            return 0;
    }
    return 1;
}

static int
put_centres(json_t *made, const ck_node *claim)
{
    json_t *list;
    ck_node centres;

    ck_member(&centres, claim, "centres");
    if (centres.json == NULL)
        return 1;
    list = json_array();
    return ck_case_put(made, "centres", list) &&
           read_places(&centres, 1, 0, list);
}

static int
read_mask_fields(const ck_node *claim, json_t *made)
{
    if (!put_bool(made, claim, "quasi-strongly-connected") ||
        !put_bool(made, claim, "strongly-connected") ||
        !put_integer(made, claim, "radius") || !put_centres(made, claim))
        return 0;
    return json_object_size(made) > 0 ||
           ck_case_put(made, "quasi-strongly-connected", json_true());
}

/* ---- matrix-rank ---- */

static json_t *
read_numerical_rank(const ck_node *node)
{
    json_t *made = json_object();
    ck_node tolerance;

    ck_member(&tolerance, node, "tolerance");
    if (ck_object(node, "rank tolerance") && put_integer(made, node, "rank") &&
        ck_case_put(made, "tolerance", ck_case_text(&tolerance)))
        return made;
    json_decref(made);
    return NULL;
}

static int
read_matrix_rank_fields(const ck_node *claim, json_t *made)
{
    ck_node matrix, numerical;

    ck_member(&matrix, claim, "matrix");
    ck_member(&numerical, claim, "numerical-rank");
    return ck_case_put(made, "matrix", ck_case_matrix(&matrix)) &&
           put_integer(made, claim, "rank") &&
           put_integer(made, claim, "rank-at-least") &&
           (numerical.json == NULL ||
            ck_case_put(made, "numerical-rank",
                        read_numerical_rank(&numerical)));
}

/* ---- orbit ---- */

/* "sigma", blanks and a number: with one blank. */
static json_t *
read_quantity(const ck_node *node)
{
    ck_words w = {NULL, 0, 0};
    const char *text;
    json_t *made;

    if (!ck_text(node, &text))
        return NULL;
    if (strncmp(text, "sigma ", 6) != 0)
        return ck_case_share(node);
    ck_words_add(&w, "sigma %s", text + 6 + strspn(text + 6, " "));
    made = json_string_nocheck(w.bytes);
    ck_words_clear(&w);
    return made;
}

static int
is_all(const ck_node *node)
{
    const char *text = json_string_value(node->json);

    return text != NULL && strcmp(text, "all") == 0;
}

/* A layer, or "all", which is meant when it is absent. */
static json_t *
read_layer(const ck_node *node)
{
    if (node->json == NULL || is_all(node))
        return json_string("all");
    return ck_case_integer_json(node, 0, INTEGER_MOST);
}

/* One comparison of a check. */
static json_t *
read_comparison(const ck_node *check, const ck_node *bound)
{
    json_t *made = json_object();
    ck_node at, quantity;

    ck_member(&at, check, "at");
    ck_member(&quantity, check, "quantity");
    if (ck_case_put(made, "at", read_layer(&at)) &&
        ck_case_put(made, "bound", ck_case_text(bound)) &&
        ck_case_put(made, "comparison", json_string(bound->key)) &&
        ck_case_put(made, "quantity", read_quantity(&quantity)))
        return made;
    json_decref(made);
    return NULL;
}

/* Appends a check for each bound, and one is needed. */
static int
read_check(const ck_node *node, json_t *checks)
{
    static const char *const comparisons[] = {"at-least", "at-most",
                                              "less-than", "more-than"};
    const size_t before = json_array_size(checks);

    if (!ck_object(node, "?at ?at-least ?at-most ?less-than ?more-than "
                         "quantity"))
        return 0;
    for (size_t k = 0; k < sizeof comparisons / sizeof *comparisons; k++) {
        ck_node bound;

        ck_member(&bound, node, comparisons[k]);
        if (bound.json != NULL &&
            json_array_append_new(checks, read_comparison(node, &bound)) != 0)
            return 0;
    }
    return json_array_size(checks) > before ||
           ck_node_malformed(node, "a check without a bound");
}

static int
read_checks(const ck_node *node, json_t *checks)
{
    ck_node check;
    size_t count;

    if (node->json == NULL)
        return 1;
    if (!ck_list(node, 1, (size_t)-1, &count))
        return 0;
    for (size_t k = 0; k < count; k++) {
        ck_item(&check, node, k);
        if (!read_check(&check, checks))
            return 0;
    }
    return 1;
}

static int
read_orbit_fields(const ck_node *claim, json_t *made)
{
    json_t *checks = json_array();
    ck_node list;

    ck_member(&list, claim, "checks");
    return ck_case_put(made, "checks", checks) && read_checks(&list, checks) &&
           put_integer(made, claim, "steps");
}

/* ---- equilibrium ---- */

static int
read_equilibrium_fields(const ck_node *claim, json_t *made)
{
    ck_node near;

    ck_member(&near, claim, "near");
    return ck_case_put(made, "near", ck_case_matrix(&near)) &&
           put_integer(made, claim, "rank");
}

/* ---- collapse ---- */

static int
put_text(json_t *made, const ck_node *map, const char *key)
{
    ck_node value;

    ck_member(&value, map, key);
    return value.json == NULL || ck_case_put(made, key, ck_case_text(&value));
}

static int
read_collapse_fields(const ck_node *claim, json_t *made)
{
    return put_text(made, claim, "rate-at-most") &&
           put_text(made, claim, "constant-at-most") &&
           put_integer(made, claim, "replay");
}

/* ---- spectrum ---- */

/* The bounds, which statements have beside the kind. */
static int
read_spectrum_fields(const ck_node *claim, json_t *made)
{
    ck_node bounds;

    ck_member(&bounds, claim, "second-eigenvalue");
    if (!ck_object(&bounds, "?at-least ?at-most") ||
        !put_text(made, &bounds, "at-least") ||
        !put_text(made, &bounds, "at-most"))
        return 0;
    return json_object_size(made) > 0 ||
           ck_node_malformed(&bounds, "no bound is given");
}

/* ---- slower ---- */

static int
read_slower_fields(const ck_node *claim, json_t *made)
{
    json_t *list = json_array();
    ck_node at;

    ck_member(&at, claim, "at");
    return ck_case_put(made, "at", list) && read_places(&at, 0, 1, list);
}

/* The case's model with the keys of `than` in place of its own. */
static json_t *
read_than(const ck_node *than, const ck_node *model)
{
    json_t *merged = json_object(), *made = NULL;
    ck_node node = *than;

    node.json = merged;
    if (!json_is_object(than->json))
        ck_node_malformed(than, "expected a mapping of keys of the model");
    else if (!json_is_object(model->json))
        ck_node_malformed(model, "expected the model");
    /* what is copied is left as it is */
    else if (json_object_update(merged, (json_t *)(size_t)model->json) == 0 &&
             json_object_update(merged, (json_t *)(size_t)than->json) == 0)
        made = ck_case_model(&node);
    json_decref(merged);
    return made;
}

/* `than`, for the kinds that have it. */
static int
put_than(json_t *made, const ck_node *claim, const ck_node *model)
{
    ck_node than;

    ck_member(&than, claim, "than");
    return than.json == NULL ||
           ck_case_put(made, "than", read_than(&than, model));
}

/* ---- Any claim ---- */

#define COMMON "?expect ?id kind ?note "

enum { COLLAPSE, EQUILIBRIUM, MASK, MATRIX_RANK, ORBIT, SLOWER, SPECTRUM };

static const char *const names[] = {"collapse",    "equilibrium", "mask",
                                    "matrix-rank", "orbit",       "slower",
                                    "spectrum",    NULL};

static const struct {
    const char *keys;
    int needs_model, needs_start;
    fields_reader read;
} kinds[] = {
    [COLLAPSE] = {COMMON "?constant-at-most ?rate-at-most ?replay", 1, 1,
                  read_collapse_fields},
    [EQUILIBRIUM] = {COMMON "near ?rank", 1, 0, read_equilibrium_fields},
    [MASK] = {COMMON "?centres ?quasi-strongly-connected ?radius "
                     "?strongly-connected",
              1, 0, read_mask_fields},
    [MATRIX_RANK] = {COMMON "matrix ?numerical-rank ?rank ?rank-at-least", 0, 0,
                     read_matrix_rank_fields},
    [ORBIT] = {COMMON "?checks steps", 1, 1, read_orbit_fields},
    [SLOWER] = {COMMON "at than", 1, 1, read_slower_fields},
    [SPECTRUM] = {COMMON "second-eigenvalue", 1, 0, read_spectrum_fields},
};

json_t *
ck_case_claim(const ck_node *node, const ck_node *model, int *needs_model,
              int *needs_start)
{
    json_t *made;
    ck_node kind;
    int k;

    ck_member(&kind, node, "kind");
    if (!ck_word(&kind, names, &k) || !ck_object(node, kinds[k].keys))
        return NULL;
    *needs_model = kinds[k].needs_model;
    *needs_start = kinds[k].needs_start;
    made = json_object();
    if (kinds[k].read(node, made) && put_than(made, node, model) &&
        ck_case_put(made, "kind", ck_case_share(&kind)))
        return made;
    json_decref(made);
    return NULL;
}
