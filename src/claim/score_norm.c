#include "score_norm.h"

#include "search/search.h"

#define NORM_BITS 32

/* b = about a (1 + 2^-slack), of few bits. */
static void
set_above(arf_t b, const arf_t a, slong slack)
{
    arf_t part;

    arf_init(part);
    arf_mul_2exp_si(part, a, -slack);
    arf_add(b, a, part, NORM_BITS, ARF_RND_UP);
    arf_clear(part);
}

/* Whether b^2 I - B^T B is certified positive definite. */
static int
is_above(const arf_t b, const arb_mat_t B, slong prec)
{
    const slong d = arb_mat_ncols(B);
    arb_mat_t turned, S;
    arb_t square;
    int answer;

    arb_mat_init(turned, d, arb_mat_nrows(B));
    arb_mat_init(S, d, d);
    arb_init(square);
    arb_set_arf(square, b);
    arb_mul(square, square, square, prec);
    arb_mat_transpose(turned, B);
    arb_mat_mul(S, turned, B, prec);
    arb_mat_neg(S, S);
    for (slong i = 0; i < d; i++)
        arb_add(arb_mat_entry(S, i, i), arb_mat_entry(S, i, i), square, prec);
    answer = arb_mat_is_finite(S) && arb_mat_cho(S, S, prec);
    arb_clear(square);
    arb_mat_clear(S);
    arb_mat_clear(turned);
    return answer;
}

/* b = a bound of one layer's. */
static rc_status
norm_of_layer(arf_t b, const rc_layer *layer, slong prec)
{
    rc_layer_ball_t ball;
    arf_t near;
    rc_status status = rc_layer_ball_init(ball, layer, prec);
    slong slack;

    arf_init(near);
    if (status == RC_OK)
        status = rc_approx_norm(near, ball->scores);
    if (status == RC_OK && arf_is_zero(near))
        arf_set_si_2exp_si(near, 1, -64);
    /* The slack is far above what other arithmetic rounds away. */
    for (slack = 20; status == RC_OK && slack >= 0; slack -= 2) {
        set_above(b, near, slack);
        if (is_above(b, ball->scores, prec))
            break;
    }
    if (status == RC_OK && slack < 0)
        status = RC_UNCERTAIN;
    arf_clear(near);
    rc_layer_ball_clear(ball);
    return status;
}

/* After how many layers queries and keys begin anew. */
static uint64_t
score_period(const rc_case_model *m)
{
    const ulong queries = m->query.count, keys = m->key.count;

    return queries / n_gcd(queries, keys) * keys;
}

rc_status
rc_score_norm(arf_t b, const rc_job *job, slong prec)
{
    const uint64_t period = score_period(&job->c->model);
    rc_status status = RC_OK;
    rc_layer layer;
    arf_t one;

    arf_init(one);
    arf_zero(b);
    for (uint64_t t = 0; status == RC_OK && t < period; t++) {
        if (rc_job_stopped(job)) {
            status = RC_STOPPED;
            break;
        }
        rc_job_layer(&layer, job->c, t);
        status = norm_of_layer(one, &layer, prec);
        if (status == RC_OK && arf_cmp(one, b) > 0)
            arf_set(b, one);
    }
    arf_clear(one);
    return status;
}
