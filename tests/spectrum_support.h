/* What the tests of second eigenvalues share. */

#ifndef RANKCERT_TESTS_SPECTRUM_SUPPORT_H
#define RANKCERT_TESTS_SPECTRUM_SUPPORT_H

#include "claim/second_eigenvalue.h"
#include "claim_document.h"

/* A claim with these bounds about a mask under this attention. */
#define SPECTRUM_OF(tokens, mask, attention, bounds)                           \
    "rankcert: 1\n"                                                            \
    "model: {tokens: " tokens ", dim: 1, mask: " mask                          \
    ", attention: " attention ", norm: none, value: [[1]]}\n"                  \
    "claims:\n  - {kind: spectrum, second-eigenvalue: {" bounds "}}"

#define SPECTRUM(tokens, mask, bounds)                                         \
    SPECTRUM_OF(tokens, mask, "uniform", bounds)

/* |lambda_2| of masks that say something (R30):
   1/2, from below; */
#define PATH_3 "{window: 1}"
/* 1/2, three times; */
#define STAR_5 "{star: 3}"
/* 1/2, of the eigenvalue -1/2: the two halves of six tokens see each other; */
#define HALVES_6                                                               \
    "{edges: [[1, 4], [1, 5], [1, 6], [2, 4], [2, 5], [2, 6], [3, 4], [3, "    \
    "5], [3, 6], [4, 1], [5, 1], [6, 1], [4, 2], [5, 2], [6, 2], [4, 3], "     \
    "[5, 3], [6, 3]]}"
/* 1/2, a pair of complex ones; not symmetric. */
#define CYCLE_3 "{edges: [[1, 2], [2, 3], [3, 1]]}"

/* The case and the spectrum of its model. */
typedef struct {
    claim_run run;
    rc_job job;
    rc_spectrum s;
} spectrum_fixture;

static inline rc_status
spectrum_open(spectrum_fixture *f, const char *yaml)
{
    claim_open(&f->run, yaml);
    f->job = claim_job(&f->run, RC_DEFAULT_MAX_BITS);
    return rc_spectrum_init(&f->s, &f->job);
}

static inline void
spectrum_close(spectrum_fixture *f)
{
    rc_spectrum_clear(&f->s);
    claim_close(&f->run);
}

/* ball = p / q */
static inline void
set_ratio(arb_t ball, slong p, ulong q)
{
    arb_set_si(ball, p);
    arb_div_ui(ball, ball, q, 128);
}

#endif
