/* A layer and a box of tokens for the tests of exclusions. */

#ifndef RANKCERT_TESTS_CHECKER_EXCLUSION_H
#define RANKCERT_TESTS_CHECKER_EXCLUSION_H

#include "checker_interval.h"
#include "checker_model.h"

#include "checker/exclusion_steps.h"

#define SCENE_BITS 64

#define SCENE_MODEL(tokens, dim, mask, attention, value)                       \
    "{'tokens': " tokens ", 'dim': " dim ", 'mask': " mask                     \
    ", 'attention': " attention ", 'norm': 'rms', 'value': " value "}"

/* One token and one coordinate: y = w x. */
#define SCENE_ONE(w)                                                           \
    SCENE_MODEL("1", "1", "[[[1, 1]]]", "'uniform'", "[['" w "']]")

typedef struct {
    ck_model model;
    ck_layer layer;
    ck_system system;
    ck_imatrix X;
} scene;

/* The tokens first..last-1 (from 0) of the model, all rows of X being given:
   intervals as for read_interval. */
static inline void
scene_init(scene *s, const char *model, long first, long last,
           const char *const *X)
{
    read_model(&s->model, model);
    ck_assert(ck_layer_init(&s->layer, &s->model, 0, SCENE_BITS));
    s->system = (ck_system){.layer = &s->layer, .first = first, .last = last};
    read_imatrix(&s->X, s->model.tokens, s->model.dim, SCENE_BITS, X);
}

static inline void
scene_clear(scene *s)
{
    ck_imatrix_clear(&s->X);
    ck_layer_clear(&s->layer);
    ck_model_clear(&s->model);
}

#endif
