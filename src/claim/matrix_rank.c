/* Claim kind `matrix-rank`: the exact rank of a matrix, and how many of its
   singular values lie above a tolerance. */

#include <stdlib.h>

#include "claim.h"
#include "inertia.h"
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

/* What is known of one part of the claim; parts combine to the worst. */
typedef struct {
    const rc_job *job;
    slong rows, cols, least;
    slong lower, upper; /* bounds of the exact rank */
    slong above, below; /* certified counts; -1 while unknown */
    slong bits;         /* what the exact rank (0) and the counts took */
} work;

/* ---- The exact rank ---- */

static void
exact_rank(work *w, const rc_matrix_struct *m)
{
    fmpq_mat_t q;
    fmpz_mat_t z;
    fmpz *den = _fmpz_vec_init(w->rows);

    fmpq_mat_init(q, w->rows, w->cols);
    fmpz_mat_init(z, w->rows, w->cols);
    rc_matrix_get_fmpq_mat(q, m);
    fmpq_mat_get_fmpz_mat_rowwise(z, den, q);
    w->lower = w->upper = fmpz_mat_rank(z);
    fmpz_mat_clear(z);
    fmpq_mat_clear(q);
    _fmpz_vec_clear(den, w->rows);
}

/* Raises w->lower to the size of a minor certified nonzero with prec bits. */
static rc_status
minor_bound(work *w, const rc_matrix_struct *m, slong prec)
{
    slong rank;
    arb_mat_t M;
    arb_t det;
    rc_status status;

    arb_mat_init(M, w->rows, w->cols);
    arb_init(det);
    rc_matrix_get_arb_mat(M, m, prec);
    status = rc_largest_minor(&rank, det, M, w->job->limits.stop,
                              w->job->limits.context, prec);
    if (status == RC_OK && arb_is_finite(det) && arb_is_nonzero(det) &&
        rank > w->lower)
        w->lower = rank;
    arb_clear(det);
    arb_mat_clear(M);
    return status;
}

/* 1 proved, -1 refuted, 0 open, for the fields rank and rank-at-least. */
static int
judge_exact(const work *w)
{
    const rc_value *rank = rc_claim_get(w->job->claim, "rank");
    const rc_value *least = rc_claim_get(w->job->claim, "rank-at-least");
    int answer = 1;

    if (rank != NULL && (rank->integer < w->lower || rank->integer > w->upper))
        return -1;
    if (least != NULL && least->integer > w->upper)
        return -1;
    if (rank != NULL && w->lower != w->upper)
        answer = 0;
    if (least != NULL && least->integer > w->lower)
        answer = 0;
    return answer;
}

/* ---- The numerical rank ---- */

static rc_status
count(work *w, const rc_matrix_struct *m, const rc_number_struct *tolerance,
      slong prec)
{
    arb_mat_t M;
    arb_t t;
    slong above, below;
    rc_status status;

    arb_mat_init(M, w->rows, w->cols);
    arb_init(t);
    rc_matrix_get_arb_mat(M, m, prec);
    rc_number_get_arb(t, tolerance, prec);
    status = rc_count_singular_values(&above, &below, M, t, w->job->limits.stop,
                                      w->job->limits.context, prec);
    if (status == RC_OK) {
        w->above = above;
        w->below = below;
    }
    arb_clear(t);
    arb_mat_clear(M);
    return status;
}

static int
judge_numerical(const work *w)
{
    const rc_value *numerical = rc_claim_get(w->job->claim, "numerical-rank");

    if (numerical == NULL)
        return 1;
    if (w->above < 0)
        return 0;
    return rc_value_get(numerical, "rank")->integer == w->above ? 1 : -1;
}

/* ---- Both ---- */

static rc_status
raise_precision(work *w)
{
    const rc_matrix_struct *m = rc_claim_get(w->job->claim, "matrix")->matrix;
    const rc_value *numerical = rc_claim_get(w->job->claim, "numerical-rank");
    const int rational = rc_matrix_is_rational(m);
    rc_status status = RC_OK;

    if (rational)
        exact_rank(w, m);
    for (slong bits = RC_FIRST_BITS; bits <= w->job->limits.max_bits;
         bits *= 2) {
        const int exact = judge_exact(w), numeric = judge_numerical(w);

        if (exact < 0 || numeric < 0 || (exact > 0 && numeric > 0))
            return RC_OK;
        if (rc_job_stopped(w->job))
            return RC_STOPPED;
        rc_job_progress(w->job, "a %ld by %ld matrix at %ld bits",
                        (long)w->rows, (long)w->cols, (long)bits);
        w->bits = bits;
        if (exact == 0 && !rational)
            status = minor_bound(w, m, bits);
        if (status == RC_OK && numeric == 0)
            status =
                count(w, m, rc_value_get(numerical, "tolerance")->number, bits);
        if (status != RC_OK && status != RC_UNCERTAIN)
            return status;
        status = RC_OK;
    }
    return RC_LIMIT;
}

static void
put_values(const work *w)
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

/* The greatest rank that the claim says is reached. */
static slong
stated_rank(const work *w)
{
    const rc_value *rank = rc_claim_get(w->job->claim, "rank");
    const rc_value *least = rc_claim_get(w->job->claim, "rank-at-least");
    slong stated = rank == NULL ? 0 : rank->integer;

    return least != NULL && least->integer > stated ? least->integer : stated;
}

static void
conclude(const work *w, rc_status status)
{
    rc_certificate *out = w->job->out;
    const int exact = judge_exact(w), numeric = judge_numerical(w);

    put_values(w);
    if (exact < 0)
        rc_certificate_decide(out, RC_REFUTED, w->bits,
                              w->lower == w->upper
                                  ? "the rank is %ld"
                                  : "the rank is between %ld and %ld",
                              (long)w->lower, (long)w->upper);
    else if (numeric < 0)
        rc_certificate_decide(out, RC_REFUTED, w->bits,
                              "%ld singular values are above the tolerance",
                              (long)w->above);
    else if (exact > 0 && numeric > 0)
        rc_certificate_decide(out, RC_PROVED, w->bits, "%s", "");
    else if (status == RC_STOPPED)
        rc_job_give_up(w->job, status, w->bits, "working on the matrix");
    else if (numeric == 0)
        rc_certificate_decide(out, RC_UNDECIDED, w->bits,
                              "some singular value does not separate from the "
                              "tolerance with %ld bits, the limit",
                              (long)w->bits);
    else if (w->lower < stated_rank(w))
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
    work w = {.job = job, .rows = m->rows, .cols = m->cols, .above = -1};
    rc_status status;

    w.least = w.rows < w.cols ? w.rows : w.cols;
    w.upper = w.least;
    status = raise_precision(&w);
    if (status == RC_NOMEM)
        return status;
    conclude(&w, status);
    return RC_OK;
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
};
