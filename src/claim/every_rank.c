/* Claim kind `every-rank`: R13, equilibria of all the ranks asked for. */

#include <stdlib.h>
#include <string.h>

#include "every_rank.h"

/* From here on more bits do not find what was not found. */
#define SETTLED_BITS 1024

/* The most tokens, and coordinates. */
#define MOST_SIZE 256

static const char *const all_word[] = {"all", NULL};

const rc_field rc_every_rank_fields[] = {
    {.name = "ranks",
     .type = RC_FIELD_INTEGERS_OR_WORD,
     .flags = RC_FIELD_REQUIRED,
     .least = 1,
     .most = RC_MATRIX_MAX_DIM,
     .words = all_word,
     .help = "the ranks; all: from 1 to the lesser of tokens and dim"},
    {.name = "branches",
     .type = RC_FIELD_WORD,
     .words = all_word,
     .help = "of all choices of branches, not of one for each rank"},
    {.name = "basis",
     .type = RC_FIELD_MATRIX,
     .shape = RC_SHAPE_ANY,
     .help = "T, rational and invertible, with T W T^-1 upper triangular"},
    {.name = NULL},
};

/* ---- What the fields cannot say ---- */

static int
is_invertible(const rc_matrix_struct *T)
{
    fmpq_mat_t basis;
    fmpq_t det;
    int invertible;

    fmpq_mat_init(basis, T->rows, T->cols);
    fmpq_init(det);
    rc_matrix_get_fmpq_mat(basis, T);
    fmpq_mat_det(det, basis);
    invertible = !fmpq_is_zero(det);
    fmpq_clear(det);
    fmpq_mat_clear(basis);
    return invertible;
}

void
rc_every_rank_validate(const rc_case *c, const rc_claim *claim,
                       rc_errors *errors)
{
    const rc_value *value = rc_claim_get(claim, "basis");
    const rc_matrix_struct *T;

    if (value == NULL)
        return;
    T = value->matrix;
    if (T->rows != c->model.dim || T->cols != c->model.dim)
        rc_errors_add(errors, value->at,
                      "the basis is %ld x %ld, but dim is %ld", (long)T->rows,
                      (long)T->cols, c->model.dim);
    else if (!rc_matrix_is_rational(T))
        rc_errors_add(errors, value->at, "the basis is not rational");
    else if (!is_invertible(T))
        rc_errors_add(errors, value->at, "the basis is not invertible");
}

/* ---- The work ---- */

static slong
least_size(const rc_job *job)
{
    const rc_case_model *m = &job->c->model;

    return m->tokens < m->dim ? m->tokens : m->dim;
}

/* RC_NOMEM; to be cleared in any case. */
static rc_status
work_init(rc_every_rank_work *w, const rc_job *job)
{
    const rc_value *ranks = rc_claim_get(job->claim, "ranks");
    const rc_value *basis = rc_claim_get(job->claim, "basis");

    *w = (rc_every_rank_work){
        .job = job,
        .basis = basis == NULL ? NULL : basis->matrix,
        .all_branches = rc_claim_get(job->claim, "branches") != NULL,
        .rank_count =
            ranks->word == NULL ? (slong)ranks->count : least_size(job)};
    arb_init(w->value);
    rc_job_layer(&w->layer, job->c, 0);
    w->ranks = malloc((size_t)w->rank_count * sizeof *w->ranks);
    if (w->ranks == NULL)
        return RC_NOMEM;
    for (slong k = 0; k < w->rank_count; k++)
        w->ranks[k] = ranks->word == NULL ? ranks->integers[k] : k + 1;
    return RC_OK;
}

static void
work_clear(rc_every_rank_work *w)
{
    rc_ladder_records_clear(&w->found);
    free(w->ranks);
    arb_clear(w->value);
}

static slong
greatest(const rc_every_rank_work *w)
{
    return w->ranks[w->rank_count - 1];
}

/* ---- What is decided without a search ---- */

/* Refuted because no matrix X has that rank, or because no equilibrium
   has: X = Lambda^-1 A X W. */
static int
is_refuted(const rc_every_rank_work *w)
{
    const slong rank = greatest(w), most = least_size(w->job);
    const slong d = w->layer.dim;
    fmpq_mat_t W, echelon;
    slong bound = most;

    if (rank > most) {
        rc_certificate_decide(w->job->out, RC_REFUTED, 0,
                              "rank %ld is more than %ld, the lesser of "
                              "tokens and dim",
                              (long)rank, (long)most);
        rc_every_rank_put_bound(w, rank, NULL);
        return 1;
    }
    fmpq_mat_init(W, d, d);
    fmpq_mat_init(echelon, d, d);
    if (rc_layer_rational_value(W, &w->layer))
        bound = fmpq_mat_rref(echelon, W);
    if (rank > bound) {
        rc_certificate_decide(w->job->out, RC_REFUTED, 0,
                              "rank %ld is more than %ld, the rank of the "
                              "value matrix%s",
                              (long)rank, (long)bound,
                              w->layer.norm == RC_NORM_LAYER ? ", centred"
                                                             : "");
        rc_every_rank_put_bound(w, rank, W);
    }
    fmpq_mat_clear(echelon);
    fmpq_mat_clear(W);
    return rank > bound;
}

static void
refuse(const rc_every_rank_work *w, const char *why)
{
    rc_certificate_decide(w->job->out, RC_UNSUPPORTED, 0, "%s", why);
}

static int
has_triangular_value(const rc_every_rank_work *w)
{
    slong row = 0, col = 0;

    switch (rc_ladder_is_triangular(&row, &col, &w->layer, w->basis)) {
    case 1:
        return 1;
    case 0:
        rc_certificate_decide(
            w->job->out, RC_UNSUPPORTED, 0,
            "R13 needs an upper triangular value matrix%s: entry %ld, %ld of "
            "%s%s is not exactly zero",
            w->basis == NULL ? " (give a basis in which it is)" : "",
            (long)row + 1, (long)col + 1, w->basis == NULL ? "W" : "T W T^-1",
            w->layer.norm == RC_NORM_LAYER ? ", with W centred," : "");
        return 0;
    default:
        refuse(w, w->basis == NULL
                      ? "R13 needs an upper triangular value matrix: W, "
                        "centred, is not rational"
                      : "R13 needs an upper triangular value matrix: W is not "
                        "rational, so T W T^-1 is not known exactly");
        return 0;
    }
}

/* All choices for all ranks. */
static int
has_too_many_choices(const rc_every_rank_work *w)
{
    slong choices = 0;

    for (slong k = 0; k < w->rank_count; k++)
        if (w->ranks[k] > 12 ||
            (choices += (slong)1 << (w->ranks[k] - 1)) > RC_LADDER_MOST_CHOICES)
            return 1;
    return 0;
}

static int
is_supported(const rc_every_rank_work *w)
{
    const rc_case_model *m = &w->job->c->model;

    if (!rc_mask_is_lower_triangular(m->mask))
        refuse(w, "R13 needs a lower triangular mask: some token attends to a "
                  "later one");
    else if (m->tokens > MOST_SIZE || m->dim > MOST_SIZE)
        refuse(w, "more than 256 tokens or coordinates");
    else if (w->all_branches && has_too_many_choices(w))
        refuse(w, "more than 4096 choices of branches");
    else
        return has_triangular_value(w);
    return 0;
}

/* ---- The search ---- */

static void
note_missing(rc_every_rank_work *w, const rc_ladder_chain *chain, slong rank,
             slong token)
{
    w->missing = rank;
    w->missing_token = token;
    w->obstacle = chain->obstacle;
    arb_set(w->value, chain->value);
}

/* One rank. RC_DOMAIN and RC_LIMIT: it is missing. */
static rc_status
find_rank(rc_every_rank_work *w, rc_ladder_chain *chain, slong rank)
{
    slong token = 0;
    rc_status status, added = RC_OK;

    rc_job_progress(w->job, "rank %ld of %ld at %ld bits", (long)rank,
                    (long)greatest(w), (long)w->bits);
    status = w->all_branches
                 ? rc_ladder_all(&w->found, chain, rank, &token, w->job)
                 : rc_ladder_search(chain, rank, &token, w->job);
    if (status == RC_OK && !w->all_branches)
        added = rc_ladder_records_add(&w->found, chain, rank);
    if (status != RC_OK && status != RC_NOMEM && w->missing == 0)
        note_missing(w, chain, rank, token);
    if (added == RC_UNCERTAIN && 2 * w->bits > w->job->limits.max_bits)
        return RC_OK; /* all but the figures */
    return status == RC_OK ? added : status;
}

/* RC_UNCERTAIN: more bits may help; RC_LIMIT: they will not, and some rank is
   missing. */
static rc_status
find_all(rc_every_rank_work *w, rc_ladder_chain *chain)
{
    int missing = 0;

    for (slong k = w->rank_count; k-- > 0;) {
        const rc_status status = find_rank(w, chain, w->ranks[k]);

        if (status == RC_LIMIT && w->bits < SETTLED_BITS)
            return RC_UNCERTAIN;
        if (status != RC_OK && status != RC_DOMAIN && status != RC_LIMIT)
            return status;
        missing = missing || status != RC_OK;
    }
    return missing ? RC_LIMIT : RC_OK;
}

static rc_status
attempt(rc_every_rank_work *w, slong prec)
{
    rc_ladder_model model;
    rc_ladder_chain chain;
    rc_status status = rc_ladder_model_init(&model, &w->layer, w->basis, prec);

    rc_ladder_records_clear(&w->found);
    w->bits = prec;
    w->missing = 0;
    if (status == RC_OK) {
        status = rc_ladder_chain_init(&chain, &model);
        if (status == RC_OK)
            status = find_all(w, &chain);
        rc_ladder_chain_clear(&chain);
    }
    rc_ladder_model_clear(&model);
    return status;
}

/* ---- The verdict ---- */

static rc_status
conclude(rc_every_rank_work *w, rc_status status)
{
    if (status == RC_NOMEM)
        return status;
    if (status == RC_OK) {
        rc_certificate_decide(w->job->out, RC_PROVED, w->bits, "%s", "");
        rc_every_rank_put_witness(w);
        return rc_every_rank_put_found(w);
    }
    if (status == RC_STOPPED || w->missing == 0) {
        rc_job_give_up(w->job, status, w->bits, "building the ladder");
        return RC_OK;
    }
    w->uncertain = status == RC_UNCERTAIN;
    status = rc_every_rank_put_missing(w);
    return status == RC_OK ? rc_every_rank_put_found(w) : status;
}

static rc_status
search(rc_every_rank_work *w)
{
    rc_status status = RC_UNCERTAIN;

    for (slong bits = RC_FIRST_BITS;
         status == RC_UNCERTAIN && bits <= w->job->limits.max_bits; bits *= 2)
        status = attempt(w, bits);
    return conclude(w, status);
}

static rc_status
decide(const rc_job *job)
{
    rc_every_rank_work w;
    rc_status status;

    if (job->c->model.norm == RC_NORM_NONE) {
        rc_certificate_decide(job->out, RC_UNSUPPORTED, 0,
                              "R13 needs LayerNorm: norm is none");
        return RC_OK;
    }
    if (rc_job_period(job->c) > 1) {
        rc_certificate_decide(job->out, RC_UNSUPPORTED, 0,
                              "R13 speaks of one layer map: the weights differ "
                              "by layer");
        return RC_OK;
    }
    status = work_init(&w, job);
    if (status == RC_OK && !is_refuted(&w) && is_supported(&w))
        status = search(&w);
    work_clear(&w);
    return status;
}

const rc_claim_engine rc_every_rank_engine = {
    .meaning = "for each of the ranks the model has an equilibrium of exactly "
               "that rank, all with the same weights (R13)",
    .decide = decide,
    .describe = rc_every_rank_describe,
    .state = rc_every_rank_state,
    .needs_norm = 1,
};
