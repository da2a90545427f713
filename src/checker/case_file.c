/* The statement that a case makes by one of its claims. */

#include <string.h>

#include "case_reader.h"

/* Whether the claim, number `number` of the list, is called `id`; -1 after a
   failure. Without an id it is called by its kind and number. */
static int
is_called(const ck_node *claim, size_t number, const char *id)
{
    ck_words made = {NULL, 0, 0};
    ck_node kind, name;
    const char *text;
    int same;

    ck_member(&kind, claim, "kind");
    ck_member(&name, claim, "id");
    if (name.json != NULL)
        return ck_text(&name, &text) ? strcmp(text, id) == 0 : -1;
    if (!ck_text(&kind, &text))
        return -1;
    ck_words_add(&made, "%s-%zu", text, number);
    same = strcmp(made.bytes, id) == 0;
    ck_words_clear(&made);
    return same;
}

/* *claim = the one claim that is called so. */
static int
find_claim(ck_node *claim, const ck_node *claims, const char *id)
{
    size_t count, found = 0, place = 0;

    if (!ck_list(claims, 1, (size_t)-1, &count))
        return 0;
    for (size_t k = 0; k < count; k++) {
        int same;

        ck_item(claim, claims, k);
        same = is_called(claim, k + 1, id);
        if (same < 0)
            return 0;
        if (same) {
            place = k;
            found++;
        }
    }
    if (found != 1)
        return ck_node_malformed(claims, "%zu claims are called '%s'", found,
                                 id);
    ck_item(claim, claims, place);
    return 1;
}

/* The parts of the case that the claim speaks of. */
static json_t *
read_statement(const ck_node *root, const ck_node *claim)
{
    json_t *made = json_object();
    int needs_model = 0, needs_start = 0;
    ck_node model, start;

    ck_member(&model, root, "model");
    ck_member(&start, root, "start");
    if (ck_case_put(made, "claim",
                    ck_case_claim(claim, &model, &needs_model, &needs_start)) &&
        (!needs_model || ck_case_put(made, "model", ck_case_model(&model))) &&
        (!needs_start || ck_case_put(made, "start", ck_case_matrix(&start))))
        return made;
    json_decref(made);
    return NULL;
}

static json_t *
read_root(const ck_node *root, const char *id)
{
    ck_node format, claims, claim;
    long version;

    ck_member(&format, root, "rankcert");
    ck_member(&claims, root, "claims");
    if (!ck_object(root, "claims ?model ?paper rankcert ?start ?title") ||
        !ck_case_integer(&format, 1, 1, &version) ||
        !find_claim(&claim, &claims, id))
        return NULL;
    return read_statement(root, &claim);
}

json_t *
ck_case_statement(ck_outcome *o, const char *bytes, size_t length,
                  const char *folder, const char *id)
{
    ck_node root = {NULL};
    ck_outcome inner;
    json_t *tree, *made;

    ck_outcome_init(&inner, o->limits);
    inner.case_folder = folder;
    tree = ck_case_tree(&inner, bytes, length);
    root.o = &inner;
    root.json = tree; /* NULL: the first failure is told */
    made = read_root(&root, id);
    json_decref(tree);
    if (made == NULL)
        ck_reject(o, "the case cannot be compared: %s: %s", inner.path,
                  inner.message);
    return made;
}
