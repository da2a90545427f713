/* Masks of case files, written out as runs. */

#include <stdlib.h>
#include <string.h>

#include "case_reader.h"

typedef struct {
    long tokens;
    unsigned char *marks; /* row i: what token i attends to */
    int parts;            /* masks read so far */
} mask;

/* Whether token i attends to token j (both from 0) in a family of masks that
   two numbers describe. */
typedef int (*family)(long i, long j, long p, long q);

static void
mark_family(mask *m, family attends, long p, long q)
{
    for (long i = 0; i < m->tokens; i++)
        for (long j = 0; j < m->tokens; j++)
            if (attends(i, j, p, q))
                m->marks[i * m->tokens + j] = 1;
}

static int
complete(long i, long j, long p, long q)
{
    (void)i, (void)j, (void)p, (void)q;
    return 1;
}

static int
causal(long i, long j, long p, long q)
{
    (void)p, (void)q;
    return j <= i;
}

static int
window(long i, long j, long width, long q)
{
    (void)q;
    return labs(i - j) <= width;
}

static int
causal_window(long i, long j, long width, long q)
{
    (void)q;
    return i - width < j && j <= i;
}

static int
dilated_window(long i, long j, long width, long step)
{
    return labs(i - j) % step == 0 && labs(i - j) / step <= width;
}

static int
global_window(long i, long j, long global, long width)
{
    return labs(i - j) <= width || i < global || j < global;
}

/* The centre counts from 1. */
static int
star(long i, long j, long centre, long q)
{
    (void)q;
    return i == j || i + 1 == centre || j + 1 == centre;
}

/* ---- Families ---- */

static int
read_word(const ck_node *node, mask *m)
{
    static const char *const words[] = {"complete", "causal", NULL};
    static const family families[] = {complete, causal};
    int which;

    if (!ck_word(node, words, &which))
        return 0;
    mark_family(m, families[which], 0, 0);
    return 1;
}

static int
read_one_number(const ck_node *node, mask *m, family attends, long least,
                long most)
{
    long p;

    if (!ck_case_integer(node, least, most, &p))
        return 0;
    mark_family(m, attends, p, 0);
    return 1;
}

static int
read_dilated_window(const ck_node *node, mask *m)
{
    ck_node width, step;
    long p, q;

    if (!ck_object(node, "step width"))
        return 0;
    ck_member(&width, node, "width");
    ck_member(&step, node, "step");
    if (!ck_case_integer(&width, 0, CK_CASE_WIDTH, &p) ||
        !ck_case_integer(&step, 1, CK_CASE_WIDTH, &q))
        return 0;
    mark_family(m, dilated_window, p, q);
    return 1;
}

static int
read_global_window(const ck_node *node, mask *m)
{
    ck_node global, width;
    long p, q;

    if (!ck_object(node, "global width"))
        return 0;
    ck_member(&global, node, "global");
    ck_member(&width, node, "width");
    if (!ck_case_integer(&global, 0, m->tokens, &p) ||
        !ck_case_integer(&width, 0, CK_CASE_WIDTH, &q))
        return 0;
    mark_family(m, global_window, p, q);
    return 1;
}

/* ---- Masks that are written out ---- */

/* [j, i]: i attends to j. */
static int
read_edge(const ck_node *node, mask *m)
{
    ck_node from, to;
    size_t count;
    long i, j;

    if (!ck_list(node, 2, 2, &count))
        return 0;
    ck_item(&from, node, 0);
    ck_item(&to, node, 1);
    if (!ck_case_integer(&from, 1, m->tokens, &j) ||
        !ck_case_integer(&to, 1, m->tokens, &i))
        return 0;
    m->marks[(i - 1) * m->tokens + j - 1] = 1;
    return 1;
}

static int
read_edges(const ck_node *node, mask *m)
{
    ck_node edge;
    size_t count;

    if (!ck_list(node, 0, (size_t)-1, &count))
        return 0;
    mark_family(m, window, 0, 0); /* each to itself */
    for (size_t k = 0; k < count; k++) {
        ck_item(&edge, node, k);
        if (!read_edge(&edge, m))
            return 0;
    }
    return 1;
}

/* Row i of 0 and 1. */
static int
read_marks(const ck_node *node, mask *m, long i)
{
    const size_t n = (size_t)m->tokens;
    size_t count;

    if (!ck_list(node, n, n, &count))
        return 0;
    for (long j = 0; j < m->tokens; j++) {
        ck_node item;
        long x;

        ck_item(&item, node, (size_t)j);
        if (!ck_case_integer(&item, i == j, 1, &x))
            return 0;
        m->marks[i * m->tokens + j] |= (unsigned char)x;
    }
    return 1;
}

static int
read_matrix(const ck_node *node, mask *m)
{
    const size_t n = (size_t)m->tokens;
    ck_node row;
    size_t count;

    if (!ck_list(node, n, n, &count))
        return 0;
    for (long i = 0; i < m->tokens; i++) {
        ck_item(&row, node, (size_t)i);
        if (!read_marks(&row, m, i))
            return 0;
    }
    return 1;
}

/* ---- Any mask ---- */

static int read_any(const ck_node *node, mask *m);

/* As deep as the tree at most. */
static int
read_union(const ck_node *node, mask *m)
{
    ck_node part;
    size_t count;

    if (!ck_list(node, 1, CK_CASE_PARTS, &count))
        return 0;
    for (size_t k = 0; k < count; k++) {
        ck_item(&part, node, k);
        if (!read_any(&part, m))
            return 0;
    }
    return 1;
}

static int
read_form(const ck_node *node, mask *m)
{
    static const char *const forms[] = {
        "window",         "causal-window", "star",
        "dilated-window", "global-window", "edges",
        "matrix",         "union",         NULL};
    ck_node value;
    int form;

    if (!ck_case_form(node, forms, &form, &value))
        return 0;
    switch (form) {
    case 0:
        return read_one_number(&value, m, window, 0, CK_CASE_WIDTH);
    case 1:
        return read_one_number(&value, m, causal_window, 1, CK_CASE_WIDTH);
    case 2:
        return read_one_number(&value, m, star, 1, m->tokens);
    case 3:
        return read_dilated_window(&value, m);
    case 4:
        return read_global_window(&value, m);
    case 5:
        return read_edges(&value, m);
    case 6:
        return read_matrix(&value, m);
    default:
        return read_union(&value, m);
    }
}

static int
read_any(const ck_node *node, mask *m)
{
    if (++m->parts > CK_CASE_PARTS)
        return ck_node_malformed(node, "limit: more than %d masks",
                                 CK_CASE_PARTS);
    return json_is_string(node->json) ? read_word(node, m) : read_form(node, m);
}

/* ---- Runs ---- */

/* The maximal runs of marks in one row. */
static json_t *
runs_of(const unsigned char *marks, long tokens)
{
    json_t *runs = json_array();
    long first = 0;

    for (long j = 0; j < tokens; j++) {
        if (!marks[j])
            first = j + 1;
        else if (j + 1 == tokens || !marks[j + 1])
            (void)json_array_append_new(
                runs, json_pack("[ii]", (int)first + 1, (int)j + 1));
    }
    return runs;
}

json_t *
ck_case_mask(const ck_node *node, long tokens)
{
    mask m = {tokens, ck_allocate((size_t)tokens, (size_t)tokens), 0};
    json_t *made = NULL;

    if (read_any(node, &m)) {
        made = json_array();
        for (long i = 0; i < tokens; i++)
            (void)json_array_append_new(made,
                                        runs_of(m.marks + i * tokens, tokens));
    }
    ck_release(m.marks);
    return made;
}
