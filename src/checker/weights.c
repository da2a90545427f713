/* Weights of a model: one matrix for all layers, or one for each layer of a
   period. */

#include <limits.h>

#include "model.h"

const ck_matrix *
ck_weights_at(const ck_weights *w, long t)
{
    return w->count == 0 ? NULL : &w->items[(size_t)t % w->count];
}

void
ck_weights_clear(ck_weights *w)
{
    for (size_t k = 0; k < w->count; k++)
        ck_matrix_clear(&w->items[k]);
    ck_release(w->items);
    *w = (ck_weights){0, NULL};
}

static void
make_room(ck_weights *w, size_t count)
{
    w->items = ck_allocate(count, sizeof *w->items);
    w->count = count;
    for (size_t k = 0; k < count; k++)
        ck_matrix_init(&w->items[k]);
}

/* The matrices of {"layers": [...]}; a single one has the plain form. */
static int
read_layers(const ck_node *node, long rows, long cols, ck_weights *w)
{
    ck_node list, item;
    size_t count;

    if (!ck_object(node, "layers"))
        return 0;
    ck_member(&list, node, "layers");
    if (!ck_list(&list, 2, (size_t)node->o->limits->max_dim, &count))
        return 0;
    make_room(w, count);
    for (size_t k = 0; k < count; k++) {
        ck_item(&item, &list, k);
        if (!ck_read_matrix(&item, rows, cols, &w->items[k]))
            return 0;
        rows = w->items[0].rows;
        cols = w->items[0].cols;
    }
    return 1;
}

int
ck_read_weights(const ck_node *node, long rows, long cols, ck_weights *w)
{
    if (json_is_object(node->json))
        return read_layers(node, rows, cols, w);
    make_room(w, 1);
    return ck_read_matrix(node, rows, cols, &w->items[0]);
}

/* ---- The period of all weights ---- */

static long
greatest_common_divisor(long a, long b)
{
    while (b > 0) {
        const long rest = a % b;

        a = b;
        b = rest;
    }
    return a;
}

/* The least common multiple of a period and that of the weights, if any; not
   more than LONG_MAX. */
static long
join_period(long period, const ck_weights *w)
{
    const long count = (long)w->count;
    long part;

    if (count == 0)
        return period;
    part = count / greatest_common_divisor(period, count);
    return period > LONG_MAX / part ? LONG_MAX : period * part;
}

long
ck_model_period(const ck_model *m)
{
    long period = 1;

    period = join_period(period, &m->fixed);
    period = join_period(period, &m->query);
    period = join_period(period, &m->key);
    return join_period(period, &m->value);
}

int
ck_check_one_layer(ck_outcome *o, const ck_model *m)
{
    const long period = ck_model_period(m);

    if (period == 1)
        return 1;
    return ck_reject(o,
                     "R11 speaks of one layer map: the weights differ by "
                     "layer and begin anew after %ld layers",
                     period);
}
