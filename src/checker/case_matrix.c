/* Matrices of case files, written out. */

#include "case_reader.h"

enum { IDENTITY, DIAGONAL, BIDIAGONAL, BLOCK, CAYLEY, RANDOM, NPY };

static const char *const forms[] = {"identity", "diagonal", "bidiagonal",
                                    "block",    "cayley",   "random",
                                    "file",     NULL};

/* Rows of one length; what the entries are is seen when they are compared. */
static json_t *
read_rows(const ck_node *node)
{
    const size_t most = (size_t)node->o->limits->max_dim;
    size_t rows, cols, count;
    ck_node row;

    if (!ck_list(node, 1, most, &rows))
        return NULL;
    ck_item(&row, node, 0);
    if (!ck_list(&row, 1, most, &cols))
        return NULL;
    for (size_t i = 1; i < rows; i++) {
        ck_item(&row, node, i);
        if (!ck_list(&row, cols, cols, &count))
            return NULL;
    }
    return ck_case_share(node);
}

/* Takes over both: the diagonal's entries, and what stands right of each. */
static json_t *
banded(json_t *diagonal, json_t *super)
{
    const size_t dim = json_array_size(diagonal);
    json_t *made = json_array(), *zero = json_string("0");

    for (size_t i = 0; i < dim; i++) {
        json_t *row = json_array();

        for (size_t j = 0; j < dim; j++)
            (void)json_array_append(row, i == j ? json_array_get(diagonal, i)
                                         : i + 1 == j ? super
                                                      : zero);
        (void)json_array_append_new(made, row);
    }
    json_decref(zero);
    json_decref(super);
    json_decref(diagonal);
    return made;
}

static json_t *
read_identity(const ck_node *node)
{
    json_t *ones, *one;
    long dim;

    if (!ck_case_integer(node, 1, node->o->limits->max_dim, &dim))
        return NULL;
    ones = json_array();
    one = json_string("1");
    for (long k = 0; k < dim; k++)
        (void)json_array_append(ones, one);
    json_decref(one);
    return banded(ones, json_string("0"));
}

static json_t *
read_diagonal(const ck_node *node)
{
    size_t count;

    if (!ck_list(node, 1, (size_t)node->o->limits->max_dim, &count))
        return NULL;
    return banded(ck_case_share(node), json_string("0"));
}

/* ---- Bidiagonal ---- */

/* The normal form of the number, in brackets. */
static int
add_number(ck_words *w, const ck_node *node)
{
    ck_number x;
    int good;

    ck_number_init(&x);
    good = ck_case_number(node, &x);
    if (good) {
        char *normal = ck_number_text(&x);

        ck_words_add(w, "(%s)", normal);
        ck_release(normal);
    }
    ck_number_clear(&x);
    return good;
}

/* Entry k of dim on the diagonal, neither the first nor the last:
   first + (k / (dim - 1)) (last - first). */
static json_t *
between(const ck_node *node, const char *first, const char *last, long k,
        long dim)
{
    ck_words w = {NULL, 0, 0};
    json_t *made = NULL;
    const char *why;
    ck_number x;

    ck_number_init(&x);
    ck_words_add(&w, "%s+(%ld/%ld)*(%s-%s)", first, k, dim - 1, last, first);
    if (ck_number_parse(&x, w.bytes, w.length, 0, node->o->limits, &why)) {
        char *normal = ck_number_text(&x);

        made = json_string(normal);
        ck_release(normal);
    } else
        ck_node_malformed(node, "entry %ld of the diagonal: %s", k + 1, why);
    ck_number_clear(&x);
    ck_words_clear(&w);
    return made;
}

/* NULL after a failure. */
static json_t *
steps(const ck_node *node, const char *first, const char *last, long dim)
{
    json_t *made = json_array();

    for (long k = 0; k < dim; k++) {
        json_t *entry = k == 0         ? json_string(first)
                        : k + 1 == dim ? json_string(last)
                                       : between(node, first, last, k, dim);

        if (json_array_append_new(made, entry) != 0) {
            json_decref(made);
            return NULL;
        }
    }
    return made;
}

static json_t *
read_bidiagonal(const ck_node *node)
{
    ck_words first = {NULL, 0, 0}, last = {NULL, 0, 0};
    ck_node size, from, to, super;
    json_t *diagonal = NULL;
    long dim;

    if (!ck_object(node, "dim first last super"))
        return NULL;
    ck_member(&size, node, "dim");
    ck_member(&from, node, "first");
    ck_member(&to, node, "last");
    ck_member(&super, node, "super");
    if (ck_case_integer(&size, 1, node->o->limits->max_dim, &dim) &&
        add_number(&first, &from) && add_number(&last, &to))
        diagonal = steps(node, first.bytes, last.bytes, dim);
    ck_words_clear(&first);
    ck_words_clear(&last);
    return diagonal != NULL ? banded(diagonal, ck_case_share(&super)) : NULL;
}

/* ---- Block ---- */

static size_t
columns(const json_t *matrix)
{
    return json_array_size(json_array_get(matrix, 0));
}

static void
append_zeros(json_t *row, json_t *zero, size_t count)
{
    for (size_t k = 0; k < count; k++)
        (void)json_array_append(row, zero);
}

/* Appends the rows of the part, with zeros before and after. */
static void
append_block(json_t *made, const json_t *part, size_t before, size_t after)
{
    json_t *zero = json_string("0");

    for (size_t i = 0; i < json_array_size(part); i++) {
        json_t *row = json_array();

        append_zeros(row, zero, before);
        (void)json_array_extend(row, json_array_get(part, i));
        append_zeros(row, zero, after);
        (void)json_array_append_new(made, row);
    }
    json_decref(zero);
}

static json_t *
join_blocks(const json_t *parts)
{
    json_t *made = json_array();
    size_t before = 0, after = 0;

    /* no test can see this: behind the last there is an empty one */
    for (size_t k = 0; k < json_array_size(parts); k++)
        after += columns(json_array_get(parts, k));
    /* no test can see this, either */
    for (size_t k = 0; k < json_array_size(parts); k++) {
        const json_t *part = json_array_get(parts, k);

        after -= columns(part);
        append_block(made, part, before, after);
        before += columns(part);
    }
    return made;
}

/* As deep as the tree at most. */
static json_t *
read_block(const ck_node *node, long layer, int *drawn)
{
    json_t *parts, *made = NULL;
    size_t count;
    int good = 1;

    if (!ck_list(node, 1, (size_t)node->o->limits->max_dim, &count))
        return NULL;
    parts = json_array();
    for (size_t k = 0; good && k < count; k++) {
        ck_node part;

        ck_item(&part, node, k);
        good = json_array_append_new(
                   parts, ck_case_layer_matrix(&part, layer, drawn)) == 0;
    }
    if (good)
        made = join_blocks(parts);
    json_decref(parts);
    return made;
}

/* ---- The others ---- */

/* Of any form that is skew-symmetric. */
static json_t *
read_cayley(const ck_node *node, long layer, int *drawn)
{
    json_t *read = ck_case_layer_matrix(node, layer, drawn), *made = NULL;
    ck_node matrix = *node;

    matrix.json = read;
    if (read != NULL)
        made = ck_case_cayley(&matrix);
    json_decref(read);
    return made;
}

json_t *
ck_case_matrix(const ck_node *node)
{
    int drawn;

    return ck_case_layer_matrix(node, 0, &drawn);
}

json_t *
ck_case_layer_matrix(const ck_node *node, long layer, int *drawn)
{
    ck_node value;
    int form;

    if (json_is_array(node->json))
        return read_rows(node);
    if (!ck_case_form(node, forms, &form, &value))
        return NULL;
    switch (form) {
    case IDENTITY:
        return read_identity(&value);
    case DIAGONAL:
        return read_diagonal(&value);
    case BIDIAGONAL:
        return read_bidiagonal(&value);
    case BLOCK:
        return read_block(&value, layer, drawn);
    case CAYLEY:
        return read_cayley(&value, layer, drawn);
    case RANDOM:
        *drawn = 1;
        return ck_case_random(&value, layer);
    default:
        return ck_case_npy(&value);
    }
}
