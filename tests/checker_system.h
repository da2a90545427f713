/* Systems of equations for the tests of the checker. */

#ifndef RANKCERT_TESTS_CHECKER_SYSTEM_H
#define RANKCERT_TESTS_CHECKER_SYSTEM_H

#include "checker_layer.h"

#include "checker/krawczyk.h"

/* A system, a centre and a box about it. */
typedef struct {
    ck_model model;
    ck_layer layer;
    ck_system system;
    ck_imatrix centre, lambda, box, box_lambda;
} system_fixture;

/* The group first..last-1 of a model about rational tokens and lambda. */
static inline void
open_system(system_fixture *f, const char *text, long prec, long first,
            long last, const char *tokens, const char *lambda)
{
    open_layer(&f->layer, &f->model, text, prec);
    f->system = (ck_system){&f->layer, NULL, first, last};
    read_points(&f->centre, f->layer.tokens, f->layer.dim, prec, tokens);
    read_points(&f->lambda, f->layer.tokens, 1, prec, lambda);
    ck_imatrix_init(&f->box, f->layer.tokens, f->layer.dim, prec);
    ck_imatrix_init(&f->box_lambda, f->layer.tokens, 1, prec);
}

/* The box is to be the unknown tokens and lambda +- radius. */
static inline void
set_box(system_fixture *f, double radius)
{
    mpfr_t r;

    mpfr_init2(r, 53);
    mpfr_set_d(r, radius, MPFR_RNDN);
    ck_imatrix_set(&f->box, &f->centre);
    ck_imatrix_set(&f->box_lambda, &f->lambda);
    for (long u = 0; u < ck_system_size(&f->system); u++)
        mpfi_increase(ck_system_unknown(&f->system, &f->box, &f->box_lambda, u),
                      r);
    mpfr_clear(r);
}

static inline void
close_system(system_fixture *f)
{
    ck_imatrix_clear(&f->box_lambda);
    ck_imatrix_clear(&f->box);
    ck_imatrix_clear(&f->lambda);
    ck_imatrix_clear(&f->centre);
    close_layer(&f->layer, &f->model);
}

/* One token of d coordinates: an eigenvector of the value matrix. */
#define SYSTEM_ONE(dim, value)                                                 \
    LAYER_MODEL("1", dim, "[[[1, 1]]]", "'uniform'", "rms", value)

/* Two tokens, token 2 seeing both. With `a` for W's second entry, (1, 0) and
   (c, s) are an equilibrium with lambda = 2 and a/2 when c (a/2 - 1) = 1:
   (3/5, 4/5) for 16/3, (1/2, sqrt(3)/2) for 6. */
#define SYSTEM_TWO(a)                                                          \
    LAYER_MODEL("2", "2", "[[[1, 1]], [[1, 2]]]", "'uniform'", "rms",          \
                "[['2', '0'], ['0', '" a "']]")

#endif
