/* Whether two statements are the same. */

#include <string.h>

#include "case_reader.h"

/* The beginning of a value's JSON, for messages. */
typedef struct {
    char text[64];
    size_t used;
} excerpt;

enum { EXCERPT_MOST = 60 };

static int
keep(const char *piece, size_t size, void *context)
{
    excerpt *e = context;

    for (size_t k = 0; k < size; k++) {
        if (e->used == EXCERPT_MOST) {
            memcpy(e->text + e->used, "...", 3);
            return -1; /* that is enough */
        }
        e->text[e->used++] = piece[k];
    }
    return 0;
}

/* "" when there is no value. */
static excerpt
begin(const json_t *json)
{
    excerpt e = {"", 0};

    (void)json_dump_callback(json, keep, &e,
                             JSON_ENCODE_ANY | JSON_COMPACT | JSON_SORT_KEYS |
                                 JSON_ENSURE_ASCII);
    return e;
}

/* The left value, which has the path, is the certificate's. */
static int
differ(const ck_node *left, const ck_node *right)
{
    excerpt stated = begin(left->json), read = begin(right->json);

    return ck_node_malformed(left, "the certificate has %s, the case %s",
                             stated.text,
                             right->json != NULL ? read.text : "nothing");
}

/* What is no text is read as an empty one, which is no number. */
static int
is_number(const ck_node *node, ck_number *x)
{
    const char *why;

    return ck_number_parse(x, json_string_value(node->json),
                           json_string_length(node->json), 0, node->o->limits,
                           &why);
}

/* Of texts that are not the same, or of anything else. */
static int
same_numbers(const ck_node *left, const ck_node *right)
{
    ck_number x, y;
    int same;

    ck_number_init(&x);
    ck_number_init(&y);
    same =
        is_number(left, &x) && is_number(right, &y) && ck_number_equal(&x, &y);
    ck_number_clear(&y);
    ck_number_clear(&x);
    return same || differ(left, right);
}

static int same(const ck_node *left, const ck_node *right);

static int
same_lists(const ck_node *left, const ck_node *right)
{
    ck_node a, b;

    if (json_array_size(left->json) != json_array_size(right->json))
        return differ(left, right);
    for (size_t k = 0; k < json_array_size(left->json); k++) {
        ck_item(&a, left, k);
        ck_item(&b, right, k);
        if (!same(&a, &b))
            return 0;
    }
    return 1;
}

static int
same_objects(const ck_node *left, const ck_node *right)
{
    json_t *object = (json_t *)(size_t)left->json; /* only walked over */
    void *at;
    ck_node a, b;

    if (json_object_size(left->json) != json_object_size(right->json))
        return differ(left, right);
    for (at = json_object_iter(object); at != NULL;
         at = json_object_iter_next(object, at)) {
        ck_member(&a, left, json_object_iter_key(at));
        ck_member(&b, right, json_object_iter_key(at));
        if (!same(&a, &b))
            return 0;
    }
    return 1;
}

/* The right side may be absent. */
static int
same(const ck_node *left, const ck_node *right)
{
    if (json_is_array(left->json) && json_is_array(right->json))
        return same_lists(left, right);
    if (json_is_object(left->json) && json_is_object(right->json))
        return same_objects(left, right);
    return json_equal(left->json, right->json) || same_numbers(left, right);
}

int
ck_same_statement(ck_outcome *o, const json_t *certificate,
                  const json_t *from_case)
{
    ck_outcome inner;
    ck_node left, right;

    ck_outcome_init(&inner, o->limits);
    left = (ck_node){.o = &inner, .json = certificate};
    right = (ck_node){.o = &inner, .json = from_case};
    if (same(&left, &right))
        return 1;
    return ck_reject(o, "the statement is not that of the case: %s: %s",
                     inner.path, inner.message);
}
