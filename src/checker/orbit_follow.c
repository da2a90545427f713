#include "orbit_follow.h"

#include "layer.h"

static int
enclose_start(const ck_certificate *c, ck_imatrix *X)
{
    return ck_imatrix_enclose(X, &c->start) ||
           ck_uncertain(c->o,
                        "the start has no bounded enclosure with %ld bits",
                        c->o->bits);
}

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
        good = ck_orbit_step(c->o, &next, layer, &X, "X", t) &&
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
    int good = ck_layer_init(&layer, &c->model, 0, c->o->bits)
                   ? follow(c, &layer, steps, visit, context)
                   : ck_uncertain(c->o,
                                  "the model has no bounded enclosure with "
                                  "%ld bits",
                                  c->o->bits);

    ck_layer_clear(&layer);
    return good;
}
