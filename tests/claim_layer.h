/* A case's layer at some precision, for tests below whole claims. */

#ifndef RANKCERT_TESTS_CLAIM_LAYER_H
#define RANKCERT_TESTS_CLAIM_LAYER_H

#include "claim/krawczyk.h"
#include "claim_support.h"
#include "exact_equilibria.h"

typedef struct {
    claim_run run;
    rc_layer layer;
    rc_layer_ball_t ball;
    rc_point tight, wide;
    slong prec;
} layer_fixture;

static inline void
layer_open(layer_fixture *f, const char *yaml, slong prec)
{
    claim_open(&f->run, yaml);
    rc_job_layer(&f->layer, &f->run.c, 0);
    ck_assert_int_eq(rc_layer_ball_init(f->ball, &f->layer, prec), RC_OK);
    rc_point_init(&f->tight, f->ball->tokens, f->ball->dim);
    rc_point_init(&f->wide, f->ball->tokens, f->ball->dim);
    f->prec = prec;
}

static inline void
layer_close(layer_fixture *f)
{
    rc_point_clear(&f->wide);
    rc_point_clear(&f->tight);
    rc_layer_ball_clear(f->ball);
    claim_close(&f->run);
}

/* The layer of an exact model; its case's only claim is of kind mask. */
static inline void
layer_open_exact(layer_fixture *f, const exact_model *m, slong prec)
{
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);

    ck_assert_ptr_nonnull(out);
    exact_put_model(out, m);
    fputs("claims: [{kind: mask}]\n", out);
    ck_assert_int_eq(fclose(out), 0);
    layer_open(f, text, prec);
    free(text);
}

/* Figure 1: two causal tokens in the plane. */
#define FIGURE_1_MODEL                                                         \
    "rankcert: 1\n"                                                            \
    "model: {tokens: 2, dim: 2, mask: causal, attention: uniform, norm: rms, " \
    "value: [[1/2, 1], [0, 1]]}\n"                                             \
    "claims: [{kind: mask}]\n"

/* M's entries = numerators over one denominator, rounded to prec bits. */
static inline void
set_quotients(arb_mat_t M, const slong *numerators, slong denominator,
              slong prec)
{
    for (slong i = 0; i < arb_mat_nrows(M); i++)
        for (slong j = 0; j < arb_mat_ncols(M); j++) {
            arb_set_si(arb_mat_entry(M, i, j), *numerators++);
            arb_div_si(arb_mat_entry(M, i, j), arb_mat_entry(M, i, j),
                       denominator, prec);
        }
}

static inline int
matrix_contains(const arb_mat_t box, const fmpq_mat_t X)
{
    for (slong i = 0; i < fmpq_mat_nrows(X); i++)
        for (slong j = 0; j < fmpq_mat_ncols(X); j++)
            if (!arb_contains_fmpq(arb_mat_entry(box, i, j),
                                   fmpq_mat_entry(X, i, j)))
                return 0;
    return 1;
}

#endif
