/* What the tests of claim kind `collapse` share: cases in few words, and a
   collapse that is worked out step by step. */

#ifndef RANKCERT_TESTS_COLLAPSE_SUPPORT_H
#define RANKCERT_TESTS_COLLAPSE_SUPPORT_H

#include "claim/collapse.h"
#include "claim_document.h"

#define COLLAPSE(tokens, dim, mask, attention, value, norm, start, fields)     \
    "rankcert: 1\n"                                                            \
    "model: {tokens: " tokens ", dim: " dim ", mask: " mask                    \
    ", attention: " attention ", value: " value ", norm: " norm "}\n"          \
    "start: " start "\n"                                                       \
    "claims:\n  - {kind: collapse" fields "}"

/* Two causal tokens, W = I: mu(X(t)) = 2^-t and every bound is equal to it. */
#define HALVING(fields)                                                        \
    COLLAPSE("2", "2", "causal", "uniform", "{identity: 2}", "none",           \
             "[[0, 0], [1, 1]]", fields)

/* Scores x (I / 2) y^T. */
#define SOFTMAX                                                                \
    "{softmax: {query: [[1, 0], [0, 1]], key: [[1/2, 0], [0, 1/2]]}}"

/* ---- Step by step ---- */

/* A collapse under way, of the first claim of a case. */
typedef struct {
    claim_run run;
    rc_job job;
    rc_collapse c;
} collapse_run;

/* Up to and with the layer of capture. */
static inline void
collapse_open(collapse_run *r, const char *yaml, slong max_bits)
{
    claim_open(&r->run, yaml);
    r->job = claim_job(&r->run, max_bits);
    ck_assert_int_eq(rc_collapse_init(&r->c, &r->job), RC_OK);
    rc_collapse_read_start(&r->c);
    ck_assert_int_eq(rc_collapse_check_model(&r->c), RC_OK);
    ck_assert_int_eq(rc_collapse_capture(&r->c), RC_OK);
}

static inline void
collapse_close(collapse_run *r)
{
    rc_collapse_clear(&r->c);
    claim_close(&r->run);
}

/* ---- What a certificate states ---- */

/* x = the integer, or rational, that a JSON string holds. */
static inline void
collapse_number(fmpq_t x, json_t *text)
{
    ck_assert(json_is_string(text));
    ck_assert_int_eq(fmpq_set_str(x, json_string_value(text), 10), 0);
}

/* square = B^2: 1, or d alpha^2 beta^2. */
static inline void
collapse_value_squared(fmpq_t square, json_t *root, slong dim)
{
    json_t *norms = document_at(root, "witness/value/norms");
    fmpq_t x;

    fmpq_one(square);
    if (norms == NULL)
        return;
    fmpq_init(x);
    for (size_t k = 0; k < 2; k++) {
        json_dyadic(x, json_array_get(norms, k));
        fmpq_mul(square, square, x);
        fmpq_mul(square, square, x);
    }
    fmpq_mul_si(square, square, dim);
    fmpq_clear(x);
}

/* S = the sum of squared spreads of X, length = the greatest ||x_i||^2. */
static inline void
collapse_start(fmpq_t S, fmpq_t length, const fmpq_mat_t X)
{
    fmpq_t x;

    fmpq_init(x);
    fmpq_zero(S);
    for (slong a = 0; a < fmpq_mat_ncols(X); a++) {
        slong least = 0, most = 0;

        for (slong i = 1; i < fmpq_mat_nrows(X); i++) {
            const fmpq *here = fmpq_mat_entry(X, i, a);

            if (fmpq_cmp(here, fmpq_mat_entry(X, least, a)) < 0)
                least = i;
            if (fmpq_cmp(here, fmpq_mat_entry(X, most, a)) > 0)
                most = i;
        }
        fmpq_sub(x, fmpq_mat_entry(X, most, a), fmpq_mat_entry(X, least, a));
        fmpq_addmul(S, x, x);
    }
    rc_norm_max_squared(length, X);
    fmpq_clear(x);
}

/* S and T_k of the phase in which layer t is; its place, -1 before the
   first. S is that of X(0) when it comes in. */
static inline slong
collapse_phase_at(fmpq_t S, fmpz_t from, json_t *root, slong t)
{
    json_t *phases = document_at(root, "witness/phases"), *given;
    slong k;
    fmpz_t next;
    fmpq_t blocks;

    fmpz_set_si(from, json_integer_value(document_at(root, "witness/capture")));
    if (fmpz_cmp_si(from, t) > 0)
        return -1;
    given = document_at(root, "witness/spread-squared");
    if (given != NULL)
        json_dyadic(S, given);
    fmpz_init(next);
    fmpq_init(blocks);
    for (k = 0; k + 1 < (slong)json_array_size(phases); k++) {
        json_t *phase = json_array_get(phases, (size_t)k);

        collapse_number(blocks, json_object_get(phase, "blocks"));
        fmpz_set(next, from);
        fmpz_addmul_ui(
            next, fmpq_numref(blocks),
            (ulong)json_integer_value(json_object_get(phase, "length")));
        if (fmpz_cmp_si(next, t) > 0)
            break;
        fmpz_set(from, next);
        json_dyadic(S, json_object_get(phase, "spread-squared"));
    }
    fmpq_clear(blocks);
    fmpz_clear(next);
    return k;
}

/* x = (R / D)^(2 floor((t - from) / m)) of phase k. */
static inline void
collapse_power(fmpq_t x, json_t *root, slong k, slong t, const fmpz_t from)
{
    json_t *phase =
        json_array_get(document_at(root, "witness/phases"), (size_t)k);
    const slong m = json_integer_value(json_object_get(phase, "length"));
    fmpq_t D;

    fmpq_init(D);
    collapse_number(x, json_object_get(phase, "factor"));
    collapse_number(D, document_at(root, "witness/denominator"));
    fmpq_div(x, x, D);
    fmpq_pow_si(x, x, 2 * ((t - fmpz_get_si(from)) / m));
    fmpq_clear(D);
}

/* bound = R29's bound of mu(X(t))^2 as the document states it, for a rational
   start. */
static inline void
collapse_stated_bound(fmpq_t bound, json_t *root, const fmpq_mat_t start,
                      int normalise, slong t)
{
    fmpq_t x, length;
    fmpz_t from;
    slong k;

    fmpq_init(x);
    fmpq_init(length);
    fmpz_init(from);
    collapse_start(bound, length, start);
    k = collapse_phase_at(bound, from, root, t);
    if (k < 0 && normalise) {
        fmpq_one(bound);
        if (fmpq_cmp(length, bound) > 0)
            fmpq_set(bound, length);
    } else {
        collapse_value_squared(x, root, fmpq_mat_ncols(start));
        fmpq_mul(bound, bound, x);
        fmpq_div_2exp(bound, bound, 2);
    }
    if (k >= 0) {
        collapse_power(x, root, k, t, from);
        fmpq_mul(bound, bound, x);
    }
    fmpq_mul_si(bound, bound, fmpq_mat_nrows(start));
    fmpz_clear(from);
    fmpq_clear(length);
    fmpq_clear(x);
}

#endif
