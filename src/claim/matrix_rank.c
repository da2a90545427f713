/* Claim kind `matrix-rank`: the exact rank of a matrix, and how many of its
   singular values lie above a tolerance. */

#include <stdlib.h>

#include "matrix_rank.h"
#include "minor.h"

static const rc_field numerical_fields[] = {
    {.name = "tolerance",
     .type = RC_FIELD_NUMBER,
     .flags = RC_FIELD_REQUIRED,
     .help = "a positive number no singular value equals"},
    {.name = "rank",
     .type = RC_FIELD_INTEGER,
     .flags = RC_FIELD_REQUIRED,
     .least = 0,
     .most = RC_MATRIX_MAX_DIM,
     .help = "how many singular values are above the tolerance"},
    {.name = NULL},
};

const rc_field rc_matrix_rank_fields[] = {
    {.name = "matrix",
     .type = RC_FIELD_MATRIX,
     .flags = RC_FIELD_REQUIRED,
     .help = "the matrix, of any shape"},
    {.name = "rank",
     .type = RC_FIELD_INTEGER,
     .least = 0,
     .most = RC_MATRIX_MAX_DIM,
     .help = "its exact rank"},
    {.name = "rank-at-least",
     .type = RC_FIELD_INTEGER,
     .least = 0,
     .most = RC_MATRIX_MAX_DIM,
     .help = "a lower bound of its exact rank"},
    {.name = "numerical-rank",
     .type = RC_FIELD_MAP,
     .fields = numerical_fields,
     .help = "the number of singular values above a tolerance"},
    {.name = NULL},
};

void
rc_matrix_rank_validate(const rc_case *c, const rc_claim *claim,
                        rc_errors *errors)
{
    const rc_value *numerical = rc_claim_get(claim, "numerical-rank");
    const rc_value *tolerance;
    arb_t t;

    (void)c;
    if (numerical == NULL && rc_claim_get(claim, "rank") == NULL &&
        rc_claim_get(claim, "rank-at-least") == NULL)
        rc_errors_add(errors, claim->at,
                      "matrix-rank needs one of rank, rank-at-least, "
                      "numerical-rank");
    if (numerical == NULL)
        return;
    tolerance = rc_value_get(numerical, "tolerance");
    arb_init(t);
    rc_number_get_arb(t, tolerance->number, RC_NUMBER_DOMAIN_BITS);
    if (!arb_is_finite(t) || !arb_is_positive(t))
        rc_errors_add(errors, tolerance->at,
                      "the tolerance must be certainly positive");
    arb_clear(t);
}

/* ---- The exact rank ---- */

static void
exact_rank(rc_rank_work *w)
{
    fmpq_mat_t q;
    fmpz_mat_t z;
    fmpz *den = _fmpz_vec_init(w->rows);

    fmpq_mat_init(q, w->rows, w->cols);
    fmpz_mat_init(z, w->rows, w->cols);
    rc_matrix_get_fmpq_mat(q, w->matrix);
    fmpq_mat_get_fmpz_mat_rowwise(z, den, q);
    w->lower = w->upper = fmpz_mat_rank(z);
    fmpz_mat_clear(z);
    fmpq_mat_clear(q);
    _fmpz_vec_clear(den, w->rows);
}

/* Takes over the places of a certified minor; the old ones go back. */
static void
keep_minor(rc_rank_work *w, slong rank, slong **rows, slong **cols, slong prec)
{
    slong *const old_rows = w->minor_rows, *const old_cols = w->minor_cols;

    w->lower = rank;
    w->minor_rows = *rows;
    w->minor_cols = *cols;
    w->minor_bits = prec;
    *rows = old_rows;
    *cols = old_cols;
}

/* Raises w->lower to the size of a minor certified nonzero with prec bits. */
static rc_status
minor_bound(rc_rank_work *w, slong prec)
{
    slong *rows = calloc((size_t)w->least, sizeof(slong));
    slong *cols = calloc((size_t)w->least, sizeof(slong));
    slong rank;
    arb_mat_t M;
    arb_t det;
    rc_status status = RC_NOMEM;

    arb_mat_init(M, w->rows, w->cols);
    arb_init(det);
    if (rows != NULL && cols != NULL) {
        rc_matrix_get_arb_mat(M, w->matrix, prec);
        status = rc_place_minor(&rank, rows, cols, det, M, w->job->limits.stop,
                                w->job->limits.context, prec);
    }
    if (status == RC_OK && arb_is_finite(det) && arb_is_nonzero(det) &&
        rank > w->lower)
        keep_minor(w, rank, &rows, &cols, prec);
    arb_clear(det);
    arb_mat_clear(M);
    free(cols);
    free(rows);
    return status;
}

/* 1 proved, -1 refuted, 0 open, for the fields rank and rank-at-least. */
static int
judge_exact(const rc_rank_work *w)
{
    const rc_value *rank = rc_claim_get(w->job->claim, "rank");
    const slong stated = rc_rank_stated(w);

    if (stated > w->upper || (rank != NULL && rank->integer < w->lower))
        return -1;
    if (stated > w->lower || (rank != NULL && w->lower != w->upper))
        return 0;
    return 1;
}

/* ---- The numerical rank ---- */

static rc_status
count(rc_rank_work *w, const rc_number_struct *tolerance, slong prec)
{
    arb_mat_t M;
    arb_t t;
    slong above, below;
    rc_status status;

    arb_mat_init(M, w->rows, w->cols);
    arb_init(t);
    rc_matrix_get_arb_mat(M, w->matrix, prec);
    rc_number_get_arb(t, tolerance, prec);
    status = rc_count_singular_values(&above, &below, &w->pivots, M, t,
                                      w->job->limits.stop,
                                      w->job->limits.context, prec);
    if (status == RC_OK) {
        w->above = above;
        w->below = below;
        w->count_bits = prec;
    }
    arb_clear(t);
    arb_mat_clear(M);
    return status;
}

static int
judge_numerical(const rc_rank_work *w)
{
    const rc_value *numerical = rc_claim_get(w->job->claim, "numerical-rank");

    if (numerical == NULL)
        return 1;
    if (w->above < 0)
        return 0;
    return rc_value_get(numerical, "rank")->integer == w->above ? 1 : -1;
}

/* ---- Both ---- */

slong
rc_rank_stated(const rc_rank_work *w)
{
    const rc_value *rank = rc_claim_get(w->job->claim, "rank");
    const rc_value *least = rc_claim_get(w->job->claim, "rank-at-least");
    slong stated = rank == NULL ? 0 : rank->integer;

    return least != NULL && least->integer > stated ? least->integer : stated;
}

/* A verdict needs something that a certificate can show: what follows from the
   matrix's shape alone waits for a minor. */
static int
has_witness(const rc_rank_work *w)
{
    return w->is_rational || w->lower > 0 || w->above >= 0;
}

static int
is_decided(const rc_rank_work *w)
{
    const int exact = judge_exact(w), numeric = judge_numerical(w);

    return has_witness(w) &&
           (exact < 0 || numeric < 0 || (exact > 0 && numeric > 0));
}

static rc_status
raise_precision(rc_rank_work *w)
{
    const rc_value *numerical = rc_claim_get(w->job->claim, "numerical-rank");
    rc_status status = RC_OK;

    if (w->is_rational)
        exact_rank(w);
    for (slong bits = RC_FIRST_BITS; bits <= w->job->limits.max_bits;
         bits *= 2) {
        if (is_decided(w))
            return RC_OK;
        if (rc_job_stopped(w->job))
            return RC_STOPPED;
        rc_job_progress(w->job, "a %ld by %ld matrix at %ld bits",
                        (long)w->rows, (long)w->cols, (long)bits);
        w->bits = bits;
        if (!w->is_rational && (judge_exact(w) == 0 || !has_witness(w)))
            status = minor_bound(w, bits);
        if (status == RC_OK && judge_numerical(w) == 0)
            status =
                count(w, rc_value_get(numerical, "tolerance")->number, bits);
        if (status != RC_OK && status != RC_UNCERTAIN)
            return status;
        status = RC_OK;
    }
    return RC_LIMIT;
}

static void
put_values(const rc_rank_work *w)
{
    rc_certificate *out = w->job->out;

    rc_certificate_put_integer(out, "rows", w->rows);
    rc_certificate_put_integer(out, "cols", w->cols);
    rc_certificate_put_integer(out, "rank-at-least", w->lower);
    rc_certificate_put_integer(out, "rank-at-most", w->upper);
    if (w->lower == w->upper) {
        rc_certificate_put_integer(out, "rank", w->lower);
        rc_certificate_set_figure(out, "rank %ld", (long)w->lower);
    }
    if (w->above >= 0) {
        rc_certificate_put_integer(out, "singular-values-above", w->above);
        rc_certificate_put_integer(out, "singular-values-below", w->below);
        rc_certificate_set_figure(out, "%ld above, %ld below", (long)w->above,
                                  (long)w->below);
    }
}

static rc_status
conclude_decided(const rc_rank_work *w)
{
    rc_certificate *out = w->job->out;

    if (judge_exact(w) < 0) {
        rc_certificate_decide(out, RC_REFUTED, w->bits,
                              w->lower == w->upper
                                  ? "the rank is %ld"
                                  : "the rank is between %ld and %ld",
                              (long)w->lower, (long)w->upper);
        return rc_rank_put_witness(w, RC_RANK_REFUTED);
    }
    if (judge_numerical(w) < 0) {
        rc_certificate_decide(out, RC_REFUTED, w->bits,
                              "%ld singular values are above the tolerance",
                              (long)w->above);
        return rc_rank_put_witness(w, RC_RANK_REFUTED_BY_COUNT);
    }
    rc_certificate_decide(out, RC_PROVED, w->bits, "%s", "");
    return rc_rank_put_witness(w, RC_RANK_PROVED);
}

static void
conclude_open(const rc_rank_work *w, rc_status status)
{
    rc_certificate *out = w->job->out;

    if (status == RC_STOPPED)
        rc_job_give_up(w->job, status, w->bits, "working on the matrix");
    else if (judge_numerical(w) == 0)
        rc_certificate_decide(out, RC_UNDECIDED, w->bits,
                              "some singular value does not separate from the "
                              "tolerance with %ld bits, the limit",
                              (long)w->bits);
    else if (w->lower < rc_rank_stated(w) || !has_witness(w))
        rc_certificate_decide(out, RC_UNDECIDED, w->bits,
                              "the largest minor certified nonzero with %ld "
                              "bits, the limit, has size %ld",
                              (long)w->bits, (long)w->lower);
    else
        rc_certificate_decide(
            out, RC_UNSUPPORTED, w->bits,
            "the rank is at least %ld; an upper bound below %ld needs rational "
            "entries, and some entry is not rational",
            (long)w->lower, (long)w->upper);
}

static rc_status
decide(const rc_job *job)
{
    const rc_matrix_struct *m = rc_claim_get(job->claim, "matrix")->matrix;
    rc_rank_work w = {.job = job,
                      .matrix = m,
                      .rows = m->rows,
                      .cols = m->cols,
                      .is_rational = rc_matrix_is_rational(m),
                      .above = -1};
    rc_status status;

    w.least = w.rows < w.cols ? w.rows : w.cols;
    w.upper = w.least;
    status = rc_pivots_init(&w.pivots, w.least);
    if (status == RC_OK)
        status = raise_precision(&w);
    if (status != RC_NOMEM) {
        put_values(&w);
        if (is_decided(&w)) {
            status = conclude_decided(&w);
        } else {
            conclude_open(&w, status);
            status = RC_OK;
        }
    }
    free(w.minor_rows);
    free(w.minor_cols);
    rc_pivots_clear(&w.pivots);
    return status;
}

static void
describe(rc_text *text, const rc_case *c, const rc_claim *claim)
{
    const rc_value *rank = rc_claim_get(claim, "rank");
    const rc_value *least = rc_claim_get(claim, "rank-at-least");
    const rc_value *numerical = rc_claim_get(claim, "numerical-rank");

    (void)c;
    rc_text_add(text, "the matrix ");
    rc_text_add_matrix(text, rc_claim_get(claim, "matrix")->matrix);
    if (rank != NULL)
        rc_text_add(text, " has rank exactly %ld;", rank->integer);
    if (least != NULL)
        rc_text_add(text, " has rank at least %ld;", least->integer);
    if (numerical != NULL) {
        rc_text_add(text, " has exactly %ld singular values above ",
                    rc_value_get(numerical, "rank")->integer);
        rc_text_add_number(text, rc_value_get(numerical, "tolerance")->number);
        rc_text_add(text, " and none equal to it;");
    }
}

const rc_claim_engine rc_matrix_rank_engine = {
    .meaning = "the matrix has the stated exact rank, or the stated number of "
               "singular values above the tolerance and none at it",
    .decide = decide,
    .describe = describe,
    .state = rc_rank_state,
};
