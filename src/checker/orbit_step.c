/* R28: one step of an orbit. */

#include "layer.h"

int
ck_orbit_step(ck_outcome *o, ck_imatrix *next, ck_layer *layer,
              const ck_imatrix *X, const char *name, long t)
{
    long row;

    if (!ck_layer_turn(layer, t))
        return ck_uncertain(o,
                            "layer %ld of the model has no bounded enclosure "
                            "with %ld bits",
                            t, o->bits);
    if (!ck_layer_mix(next, layer, X, 0, layer->tokens))
        return ck_uncertain(o,
                            "the step from %s(%ld) has no bounded enclosure "
                            "with %ld bits",
                            name, t, o->bits);
    if (layer->model->norm != CK_NORM_NONE && !ck_normalise_rows(next, &row))
        return ck_uncertain(o,
                            "||y_%ld|| of the step from %s(%ld) is not "
                            "certified positive with %ld bits",
                            row + 1, name, t, o->bits);
    return 1;
}
