/* What another program needs to check a rank again: R27's minor and kernel,
   R26's pivots.

   Nothing here decides: minor, kernel and pivots are proposals that a checker
   tests, and so are the bits. */

#include <stdlib.h>

#include "kernel.h"
#include "matrix_rank.h"

#define SPARE_BITS 64 /* on top of what the engine had to do with */

/* ---- The statement ---- */

static void
state_integer(rc_certificate *out, const rc_claim *claim, const char *name)
{
    const rc_value *value = rc_claim_get(claim, name);

    if (value != NULL)
        rc_certificate_put_integer(out, name, value->integer);
}

void
rc_rank_state(rc_certificate *out, const rc_claim *claim)
{
    const rc_value *numerical = rc_claim_get(claim, "numerical-rank");

    rc_certificate_put_matrix(out, "matrix",
                              rc_claim_get(claim, "matrix")->matrix);
    if (numerical != NULL) {
        rc_certificate_open_map(out, "numerical-rank");
        rc_certificate_put_integer(out, "rank",
                                   rc_value_get(numerical, "rank")->integer);
        rc_certificate_put_number(out, "tolerance",
                                  rc_value_get(numerical, "tolerance")->number);
        rc_certificate_close(out);
    }
    state_integer(out, claim, "rank");
    state_integer(out, claim, "rank-at-least");
}

/* ---- A minor ---- */

static int
compare_places(const void *a, const void *b)
{
    const slong x = *(const slong *)a, y = *(const slong *)b;

    return (x > y) - (x < y);
}

static void
put_minor(const rc_rank_work *w)
{
    const size_t size = (size_t)w->lower;

    qsort(w->minor_rows, size, sizeof(slong), compare_places);
    qsort(w->minor_cols, size, sizeof(slong), compare_places);
    rc_certificate_put_places(w->job->out, "cols", w->minor_cols, w->lower);
    rc_certificate_put_places(w->job->out, "rows", w->minor_rows, w->lower);
}

/* The first `count` pivots' columns of the echelon form of A, which is
   destroyed; its rank. */
static slong
pivot_columns(slong *places, slong most, nmod_mat_t A)
{
    const slong rank = nmod_mat_rref(A);
    slong i = 0;

    for (slong j = 0; i < rank && i < most; j++)
        if (nmod_mat_entry(A, i, j) != 0)
            places[i++] = j;
    return rank;
}

/* Rows and columns of a minor of z that is not zero modulo the prime p, of size
   w->lower; 0 when modulo p the rank is smaller. Independent rows and columns,
   as many as the rank, always meet in such a minor. */
static int
modular_minor(slong *rows, slong *cols, const rc_rank_work *w,
              const fmpz_mat_t z, ulong p)
{
    nmod_mat_t A, turned;
    int good;

    nmod_mat_init(A, w->rows, w->cols, p);
    nmod_mat_init(turned, w->cols, w->rows, p);
    fmpz_mat_get_nmod_mat(A, z);
    nmod_mat_transpose(turned, A);
    good = pivot_columns(cols, w->lower, A) == w->lower;
    if (good)
        (void)pivot_columns(rows, w->lower, turned);
    nmod_mat_clear(turned);
    nmod_mat_clear(A);
    return good;
}

static int
divides_one(const fmpz *dens, slong count, ulong p)
{
    for (slong i = 0; i < count; i++)
        if (fmpz_fdiv_ui(dens + i, p) == 0)
            return 1;
    return 0;
}

/* The largest prime below 2^63 that divides no denominator and leaves the
   rank. */
static ulong
find_modulus(slong *rows, slong *cols, const rc_rank_work *w)
{
    fmpz *dens = _fmpz_vec_init(w->rows);
    ulong p = (ulong)WORD_MAX;
    fmpq_mat_t q;
    fmpz_mat_t z;

    fmpq_mat_init(q, w->rows, w->cols);
    fmpz_mat_init(z, w->rows, w->cols);
    rc_matrix_get_fmpq_mat(q, w->matrix);
    fmpq_mat_get_fmpz_mat_rowwise(z, dens, q);
    while (!n_is_prime(p) || divides_one(dens, w->rows, p) ||
           !modular_minor(rows, cols, w, z, p))
        p -= 2;
    fmpz_mat_clear(z);
    fmpq_mat_clear(q);
    _fmpz_vec_clear(dens, w->rows);
    return p;
}

static rc_status
put_modular_minor(const rc_rank_work *w)
{
    slong *rows = calloc((size_t)w->lower, sizeof(slong));
    slong *cols = calloc((size_t)w->lower, sizeof(slong));
    const int lost = rows == NULL || cols == NULL;

    if (!lost) {
        const ulong p = find_modulus(rows, cols, w);

        rc_certificate_put_places(w->job->out, "cols", cols, w->lower);
        rc_certificate_put_integer(w->job->out, "modulus", (slong)p);
        rc_certificate_put_places(w->job->out, "rows", rows, w->lower);
    }
    free(cols);
    free(rows);
    return lost ? RC_NOMEM : RC_OK;
}

/* ---- The parts ---- */

/* Raises the bits to what this part, certified with `used` bits, needs. */
static void
ask_for_bits(slong *bits, slong used)
{
    if (*bits < used + SPARE_BITS)
        *bits = used + SPARE_BITS;
}

static rc_status
put_lower(const rc_rank_work *w, slong *bits)
{
    rc_status status = RC_OK;

    rc_certificate_add_result(w->job->out, "R27");
    rc_certificate_open_map(w->job->out, "lower");
    if (w->is_rational) {
        status = put_modular_minor(w);
    } else {
        put_minor(w);
        ask_for_bits(bits, w->minor_bits);
    }
    rc_certificate_close(w->job->out);
    return status;
}

static void
put_upper(const rc_rank_work *w)
{
    fmpq_mat_t q;

    fmpq_mat_init(q, w->rows, w->cols);
    rc_matrix_get_fmpq_mat(q, w->matrix);
    rc_certificate_add_result(w->job->out, "R27");
    rc_certificate_open_map(w->job->out, "upper");
    rc_kernel_put(w->job->out, q);
    rc_certificate_close(w->job->out);
    fmpq_mat_clear(q);
}

static void
put_count(const rc_rank_work *w, slong *bits)
{
    rc_certificate *out = w->job->out;

    rc_certificate_add_result(out, "R26");
    rc_certificate_open_map(out, "count");
    rc_certificate_put_integer(out, "above", w->above);
    rc_certificate_put_integer(out, "below", w->below);
    rc_pivots_put(out, "pivots", &w->pivots);
    rc_certificate_close(out);
    ask_for_bits(bits, w->count_bits);
}

/* ---- Which of them ---- */

typedef struct {
    int lower, upper, count;
} parts;

/* What the conclusion rests on; a bound that the matrix's shape gives has no
   part. */
static parts
parts_needed(const rc_rank_work *w, rc_rank_conclusion conclusion)
{
    const rc_value *rank = rc_claim_get(w->job->claim, "rank");
    const int too_great = rc_rank_stated(w) > w->upper;
    const int has_kernel = w->upper < w->least;

    switch (conclusion) {
    case RC_RANK_PROVED:
        break;
    case RC_RANK_REFUTED:
        return (parts){.lower = !too_great, .upper = too_great && has_kernel};
    case RC_RANK_REFUTED_BY_COUNT:
        return (parts){.count = 1};
    }
    return (parts){.lower = rc_rank_stated(w) > 0,
                   .upper = rank != NULL && has_kernel,
                   .count = w->above >= 0};
}

/* Something must be shown even where the shape says it all. */
static void
add_some_part(parts *p, const rc_rank_work *w)
{
    if (p->lower || p->upper || p->count)
        return;
    if (w->lower > 0)
        p->lower = 1;
    else if (w->is_rational)
        p->upper = 1;
    else
        p->count = 1;
}

rc_status
rc_rank_put_witness(const rc_rank_work *w, rc_rank_conclusion conclusion)
{
    parts p = parts_needed(w, conclusion);
    rc_status status = RC_OK;
    slong bits = 0;

    add_some_part(&p, w);
    rc_certificate_fill(w->job->out, RC_PART_WITNESS);
    if (p.lower)
        status = put_lower(w, &bits);
    if (p.upper)
        put_upper(w);
    if (p.count)
        put_count(w, &bits);
    rc_certificate_set_check_bits(w->job->out, bits);
    rc_certificate_fill(w->job->out, RC_PART_VALUES);
    return status;
}
