/* Two source components (R7): sets of tokens that nothing enters from
   outside. */

#include <string.h>

#include "model.h"

typedef struct {
    long *tokens;
    size_t count;
} source;

/* No token of the source attends to one outside of it. */
static int
check_closed(ck_outcome *o, const ck_model *m, const source *s,
             unsigned char *inside)
{
    memset(inside, 0, (size_t)m->tokens);
    for (size_t k = 0; k < s->count; k++)
        inside[s->tokens[k]] = 1;
    for (size_t k = 0; k < s->count; k++)
        for (long j = 0; j < m->tokens; j++)
            if (ck_attends(m, s->tokens[k], j) && !inside[j])
                return ck_reject(o,
                                 "token %ld of a source attends to token %ld "
                                 "outside of it",
                                 s->tokens[k] + 1, j + 1);
    return 1;
}

static int
check_disjoint(ck_outcome *o, const ck_model *m, const source *a,
               const source *b, unsigned char *inside)
{
    memset(inside, 0, (size_t)m->tokens);
    for (size_t k = 0; k < a->count; k++)
        inside[a->tokens[k]] = 1;
    for (size_t k = 0; k < b->count; k++)
        if (inside[b->tokens[k]])
            return ck_reject(o, "token %ld is in both sources",
                             b->tokens[k] + 1);
    return 1;
}

static int
check_source_pair(const ck_node *list, const ck_model *m, source pair[2])
{
    size_t n = (size_t)m->tokens;
    unsigned char *inside;
    ck_node item;
    int good;

    for (size_t k = 0; k < 2; k++) {
        ck_item(&item, list, k);
        if (!ck_places(&item, m->tokens, 1, n, &pair[k].tokens, &pair[k].count))
            return 0;
    }
    inside = ck_allocate(n, 1);
    good = check_disjoint(list->o, m, &pair[0], &pair[1], inside) &&
           check_closed(list->o, m, &pair[0], inside) &&
           check_closed(list->o, m, &pair[1], inside);
    ck_release(inside);
    return good;
}

int
ck_check_sources(const ck_node *list, const ck_model *m)
{
    source pair[2] = {{NULL, 0}, {NULL, 0}};
    size_t count;
    int good;

    if (!ck_list(list, 2, 2, &count))
        return 0;
    good = check_source_pair(list, m, pair);
    ck_release(pair[0].tokens);
    ck_release(pair[1].tokens);
    return good;
}
