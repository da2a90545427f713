#include "orbit_follow.h"

#include "layer.h"

/* layer, which is to be cleared whatever is returned, = the model's layer t. */
static int
enclose_layer(const ck_certificate *c, ck_layer *layer, long t)
{
    return ck_layer_init(layer, &c->model, t, c->o->bits) ||
           ck_uncertain(c->o,
                        "the model has no bounded enclosure with %ld bits",
                        c->o->bits);
}

/* layer = layer t, from the one before it. Layers that are all the same are
   enclosed once; of others one is held at a time, since there may be
   thousands. */
static int
next_layer(const ck_certificate *c, ck_layer *layer, long t)
{
    /* no test can see this: it saves work */
    if (t == 0 || ck_model_period(&c->model) == 1)
        return 1;
    ck_layer_clear(layer);
    return enclose_layer(c, layer, t);
}

static int
enclose_start(const ck_certificate *c, ck_imatrix *X)
{
    return ck_imatrix_enclose(X, &c->start) ||
           ck_uncertain(c->o,
                        "the start has no bounded enclosure with %ld bits",
                        c->o->bits);
}

/* layer is layer 0 before and the last one after. */
static int
follow(const ck_certificate *c, ck_layer *layer, long steps,
       ck_orbit_visit visit, void *context)
{
    ck_imatrix X, next;
    int good;

    ck_imatrix_init(&X, layer->tokens, layer->dim, layer->prec);
    ck_imatrix_init(&next, layer->tokens, layer->dim, layer->prec);
    good = enclose_start(c, &X) && visit(context, &X, 0);
    for (long t = 0; t < steps; t++) {
        const ck_imatrix kept = X;

        if (!good) /* no test can see this: the first failure is kept */
            break;
        good = next_layer(c, layer, t) &&
               ck_orbit_step(c->o, &next, layer, &X, "X", t) &&
               visit(context, &next, t + 1);
        X = next;
        next = kept;
    }
    ck_imatrix_clear(&next);
    ck_imatrix_clear(&X);
    return good;
}

int
ck_follow_orbit(const ck_certificate *c, long steps, ck_orbit_visit visit,
                void *context)
{
    ck_layer layer;
    int good =
        enclose_layer(c, &layer, 0) && follow(c, &layer, steps, visit, context);

    ck_layer_clear(&layer);
    return good;
}
