/* Claim kind `equilibrium`: R11, and R12 when a rank is stated. */

#include "equilibrium.h"
#include "exclusion.h"

/* Precisions: below the first a failure is not worth a survey, from the second
   on what Newton's method finds elsewhere and what structure does not bound
   will stay so. */
#define SURVEY_BITS 128
#define SETTLED_BITS 512

/* The most unknowns of one system: its matrices take 48 bytes an entry. */
#define MAX_UNKNOWNS 5000

const rc_field rc_equilibrium_fields[] = {
    {.name = "near",
     .type = RC_FIELD_MATRIX,
     .flags = RC_FIELD_REQUIRED,
     .shape = RC_SHAPE_TOKENS_BY_DIM,
     .help = "the tokens, each coordinate right to within 1/20"},
    {.name = "rank",
     .type = RC_FIELD_INTEGER,
     .least = 0,
     .most = RC_MATRIX_MAX_DIM,
     .help = "its exact rank"},
    {.name = NULL},
};

typedef rc_equilibrium_decision work;

/* RC_NOMEM; to be cleared in any case. */
static rc_status
work_init(work *s, const rc_job *job)
{
    const slong n = job->c->model.tokens, d = job->c->model.dim;
    const rc_value *rank = rc_claim_get(job->claim, "rank");

    *s = (work){.job = job, .wanted = rank == NULL ? -1 : rank->integer};
    s->groups = rc_mask_is_lower_triangular(job->c->model.mask) ? n : 1;
    s->radii = rc_radii_new(s->groups);
    rc_job_layer(&s->layer, job->c, 0);
    arb_mat_init(s->near, n, d);
    arb_mat_init(s->guess, n, d);
    rc_point_init(&s->tight, n, d);
    rc_point_init(&s->wide, n, d);
    arf_init(s->radius);
    arf_init(s->reach);
    rc_exclusion_init(&s->exclusion);
    if (rc_rank_bounds_init(&s->rank, n, d) != RC_OK || s->radii == NULL)
        return RC_NOMEM;
    rc_rank_bounds_start(&s->rank, &s->layer);
    return RC_OK;
}

static void
work_clear(work *s)
{
    rc_rank_bounds_clear(&s->rank);
    rc_exclusion_clear(&s->exclusion);
    arf_clear(s->reach);
    arf_clear(s->radius);
    rc_point_clear(&s->wide);
    rc_point_clear(&s->tight);
    arb_mat_clear(s->guess);
    arb_mat_clear(s->near);
    rc_radii_free(s->radii, s->groups);
}

/* ---- Steps of the decision. RC_OK: the certificate is filled; RC_UNCERTAIN:
   more precision may help; RC_LIMIT: it will not ---- */

/* y_i = 0 exactly at `near` itself. Asked only when nothing was certified:
   where LayerNorm breaks down there may be an equilibrium close by. */
static rc_status
look_for_breakdown(const work *s)
{
    const rc_orbit orbit = {.layers = &s->layer,
                            .period = 1,
                            .start =
                                rc_claim_get(s->job->claim, "near")->matrix,
                            .steps = 1};
    rc_orbit_place place;
    rc_status status = rc_orbit_find_breakdown(
        &orbit, &place, s->job->limits.stop, s->job->limits.context);

    if (status != RC_DOMAIN)
        return status == RC_OK ? RC_UNCERTAIN : status;
    rc_certificate_decide(s->job->out, RC_UNDEFINED, 0,
                          "y_%ld is exactly zero at `near`, where LayerNorm is "
                          "undefined",
                          (long)place.token + 1);
    rc_equilibrium_put_breakdown(s, place.token);
    return RC_OK;
}

/* Refuted because no equilibrium is near. */
static rc_status
exclude(work *s, const rc_layer_ball_t ball, slong prec)
{
    int excluded, alone;
    slong barred = 0;
    arb_t reach;
    rc_status status;

    if (s->surveyed)
        return RC_UNCERTAIN;
    s->surveyed = 1;
    status = look_for_breakdown(s);
    if (status != RC_UNCERTAIN)
        return status;
    arb_init(reach);
    rc_equilibrium_reach(reach, prec);
    status = rc_equilibrium_exclude(&excluded, &alone, &barred, ball, s->near,
                                    reach, &s->exclusion, s->job, prec);
    arb_clear(reach);
    if (status != RC_OK)
        return status;
    if (!excluded)
        return RC_UNCERTAIN;
    rc_certificate_decide(s->job->out, RC_REFUTED, prec,
                          "no equilibrium has every coordinate within 1/%d of "
                          "`near`: token %ld cannot be at rest there",
                          RC_REACH_DENOMINATOR, (long)barred + 1);
    rc_certificate_put_integer(s->job->out, "token", barred + 1);
    rc_certificate_set_figure(s->job->out, "none within 1/%d",
                              RC_REACH_DENOMINATOR);
    rc_equilibrium_put_exclusion(s);
    return RC_OK;
}

/* Whether `near` means the certified equilibrium and no other, so that its rank
   may refute the claim: `near` lies in the box where it is unique, or no other
   is as near. */
static rc_status
single_out(int *single, work *s, const rc_layer_ball_t ball, slong prec)
{
    int excluded;
    slong barred;
    arb_t reach;
    rc_status status;

    *single = arb_mat_contains(s->wide.X, s->near);
    s->alone = !*single;
    if (*single)
        return RC_OK;
    arb_init(reach);
    rc_equilibrium_set_least_reach(s, prec);
    arb_set_arf(reach, s->reach);
    status = rc_equilibrium_exclude(&excluded, single, &barred, ball, s->near,
                                    reach, &s->exclusion, s->job, prec);
    arb_clear(reach);
    return status;
}

/* Refuted because the equilibrium there has another rank. */
static rc_status
refute_rank(work *s, const rc_layer_ball_t ball, slong prec)
{
    const slong lower = s->rank.lower;
    rc_certificate *out = s->job->out;
    int single;
    rc_status status = single_out(&single, s, ball, prec);

    if (status != RC_OK)
        return status;
    if (!single)
        rc_certificate_decide(
            out, RC_UNDECIDED, prec,
            "the equilibrium that was found has another rank, "
            "but `near` is not precise enough to mean it and "
            "no other");
    else if (lower > s->wanted)
        rc_certificate_decide(out, RC_REFUTED, prec,
                              "the equilibrium there has rank at least %ld, "
                              "not %ld: a minor of that size is not zero",
                              (long)lower, (long)s->wanted);
    else
        rc_certificate_decide(out, RC_REFUTED, prec,
                              "the equilibrium there has rank at most %ld, not "
                              "%ld, by %s",
                              (long)s->rank.upper, (long)s->wanted,
                              s->rank.from);
    if (single)
        rc_equilibrium_put_proof(s, 1);
    return rc_equilibrium_put_found(s, 1);
}

/* What is said of the place of the equilibrium must hold for the enclosure that
   its rank was found with. */
static int
is_placed(const work *s, slong prec)
{
    return rc_equilibrium_fits(s) && rc_equilibrium_within_reach(s, prec) > 0;
}

static rc_status
decide_rank(work *s, const rc_layer_ball_t ball, slong prec)
{
    const rc_rank_bounds *rank = &s->rank;
    rc_status status = rc_equilibrium_rank_bounds(
        &s->rank, &s->tight, &s->wide, s->radii, &s->layer, ball, s->job, prec);

    if (status == RC_STOPPED || status == RC_NOMEM)
        return status;
    if (!is_placed(s, prec))
        return RC_UNCERTAIN;
    if (rank->lower > s->wanted || rank->upper < s->wanted)
        return refute_rank(s, ball, prec);
    if (rank->lower == rank->upper) {
        rc_certificate_decide(s->job->out, RC_PROVED, prec, "%s", "");
        rc_equilibrium_put_proof(s, 1);
        return rc_equilibrium_put_found(s, 1);
    }
    if (status != RC_OK || prec < SETTLED_BITS || rank->lower != s->wanted)
        return RC_UNCERTAIN;
    rc_certificate_decide(s->job->out, RC_UNSUPPORTED, prec,
                          "the rank is at least %ld, and no invariant subspace "
                          "of W known here (R12) bounds it by %ld; the least "
                          "bound found is %ld, %s",
                          (long)rank->lower, (long)s->wanted, (long)rank->upper,
                          rank->from);
    return rc_equilibrium_put_found(s, 1);
}

/* What follows from a certified equilibrium. */
static rc_status
use_found(work *s, const rc_layer_ball_t ball, slong prec)
{
    int near;

    rc_equilibrium_set_radius(s);
    near = rc_equilibrium_within_reach(s, prec);
    if (near < 0) {
        rc_status status = exclude(s, ball, prec);

        return status == RC_UNCERTAIN && prec >= SETTLED_BITS ? RC_LIMIT
                                                              : status;
    }
    if (near == 0 || !rc_equilibrium_fits(s))
        return RC_UNCERTAIN;
    s->certified = 1;
    arb_mat_get_mid(s->guess, s->tight.X);
    if (s->wanted >= 0)
        return decide_rank(s, ball, prec);
    rc_certificate_decide(s->job->out, RC_PROVED, prec, "%s", "");
    rc_equilibrium_put_proof(s, 0);
    return rc_equilibrium_put_found(s, 0);
}

static rc_status
attempt(work *s, slong prec)
{
    rc_layer_ball_t ball;
    rc_status status = rc_layer_ball_init(ball, &s->layer, prec);

    s->bits = prec;
    rc_matrix_get_arb_mat(s->near, rc_claim_get(s->job->claim, "near")->matrix,
                          prec);
    if (status == RC_OK && !arb_mat_is_finite(s->near))
        status = RC_UNCERTAIN;
    if (status == RC_OK) {
        status = rc_equilibrium_certify(
            &s->tight, &s->wide, s->radii, &s->token, ball,
            s->certified ? s->guess : s->near, s->job, prec);
        if (status == RC_OK)
            status = use_found(s, ball, prec);
        else if (status == RC_UNCERTAIN && prec >= SURVEY_BITS && !s->certified)
            status = exclude(s, ball, prec);
    }
    rc_layer_ball_clear(ball);
    return status;
}

/* ---- The verdict ---- */

static void
give_up(const work *s, rc_status status)
{
    rc_certificate *out = s->job->out;

    if (status == RC_STOPPED)
        rc_job_give_up(s->job, status, s->bits, "proving the equilibrium");
    else if (status == RC_LIMIT)
        rc_certificate_decide(out, RC_UNDECIDED, s->bits,
                              "Newton's method leads to an equilibrium farther "
                              "than 1/%d from `near`, and that none is nearer "
                              "could not be certified",
                              RC_REACH_DENOMINATOR);
    else if (s->certified)
        rc_certificate_decide(out, RC_UNDECIDED, s->bits,
                              "the equilibrium is certified, its rank only "
                              "between %ld and %ld with %ld bits, the limit",
                              (long)s->rank.lower, (long)s->rank.upper,
                              (long)s->bits);
    else
        rc_certificate_decide(
            out, RC_UNDECIDED, s->bits,
            "no equilibrium was certified near token %ld, and "
            "none excluded, with %ld bits, the limit",
            (long)s->token + 1, (long)s->bits);
}

static int
is_supported(const rc_job *job)
{
    const rc_case_model *m = &job->c->model;
    const long group = rc_mask_is_lower_triangular(m->mask) ? 1 : m->tokens;
    const long unknowns = group * (m->dim + 1);

    if (m->norm == RC_NORM_NONE)
        rc_certificate_decide(job->out, RC_UNSUPPORTED, 0,
                              "R11 needs LayerNorm: norm is none");
    else if (rc_job_period(job->c) > 1)
        rc_certificate_decide(job->out, RC_UNSUPPORTED, 0,
                              "R11 speaks of one layer map: the weights differ "
                              "by layer");
    else if (unknowns > MAX_UNKNOWNS)
        rc_certificate_decide(job->out, RC_UNSUPPORTED, 0,
                              "the equations to be solved together have %ld "
                              "unknowns, %d is the most",
                              unknowns, MAX_UNKNOWNS);
    else
        return 1;
    return 0;
}

static rc_status
decide(const rc_job *job)
{
    work s;
    rc_status status;

    if (!is_supported(job))
        return RC_OK;
    status = work_init(&s, job) == RC_OK ? RC_UNCERTAIN : RC_NOMEM;
    for (slong bits = RC_FIRST_BITS;
         status == RC_UNCERTAIN && bits <= job->limits.max_bits; bits *= 2)
        status = attempt(&s, bits);
    if (status == RC_UNCERTAIN || status == RC_LIMIT || status == RC_STOPPED) {
        give_up(&s, status);
        status = RC_OK;
    }
    work_clear(&s);
    return status;
}

static void
describe(rc_text *text, const rc_case *c, const rc_claim *claim)
{
    const rc_value *rank = rc_claim_get(claim, "rank");

    (void)c;
    rc_text_add(text, "the equilibrium near ");
    rc_text_add_matrix(text, rc_claim_get(claim, "near")->matrix);
    rc_text_add(text, " exists, is the only one in a box around it");
    if (rank != NULL)
        rc_text_add(text, ", and has rank exactly %ld", rank->integer);
}

const rc_claim_engine rc_equilibrium_engine = {
    .meaning = "exactly one equilibrium lies within a certified radius of "
               "`near` after refinement (R11), of exactly the stated rank "
               "(R12)",
    .decide = decide,
    .describe = describe,
    .state = rc_equilibrium_state,
    .needs_norm = 1,
};
