/* `orbit`: the layers from the start, in intervals (R28). */

#include "collapse.h"
#include "layer.h"

static int
follow(const ck_collapse *k, const ck_layer *layer, long steps,
       ck_orbit_visit visit, void *context)
{
    ck_outcome *o = k->c->o;
    ck_imatrix X, next;
    int good;

    ck_imatrix_init(&X, layer->tokens, layer->dim, layer->prec);
    ck_imatrix_init(&next, layer->tokens, layer->dim, layer->prec);
    good = ck_imatrix_enclose(&X, &k->c->start)
               ? visit(context, &X, 0)
               : ck_uncertain(o,
                              "the start has no bounded enclosure with "
                              "%ld bits",
                              o->bits);
    for (long t = 0; good && t < steps; t++) {
        const ck_imatrix kept = X;

        good = ck_orbit_step(o, &next, layer, &X, "X", t) &&
               visit(context, &next, t + 1);
        X = next;
        next = kept;
    }
    ck_imatrix_clear(&next);
    ck_imatrix_clear(&X);
    return good;
}

int
ck_collapse_follow(const ck_collapse *k, long steps, ck_orbit_visit visit,
                   void *context)
{
    ck_outcome *o = k->c->o;
    ck_layer layer;
    int good;

    good = ck_layer_init(&layer, k->m, o->bits)
               ? follow(k, &layer, steps, visit, context)
               : ck_uncertain(o,
                              "the model has no bounded enclosure with "
                              "%ld bits",
                              o->bits);
    ck_layer_clear(&layer);
    return good;
}
