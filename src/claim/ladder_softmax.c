/* R13 with weights that depend on the tokens: from the token for uniform
   weights in steps to softmax, and then R11 in the span of its coordinates. */

#include "krawczyk.h"
#include "ladder.h"
#include "search/search.h"

/* Steps of the scores are no smaller than 2^-LEAST_STEP of them. */
#define LEAST_STEP 10
#define FIRST_STEP 2

typedef struct {
    rc_ladder_chain *chain;
    rc_ladder_token *token;
    const rc_job *job;
    slong p, size, prec;
    rc_layer_ball_struct layer; /* over the coordinates from p on */
    arb_mat_t gram, scores;     /* scores: all of them */
    rc_point point;             /* tokens over these coordinates */
    rc_equilibrium_system system;
} work;

/* to = from's rows and columns from p on. */
static void
take_square(arb_mat_t to, const arb_mat_t from, slong p)
{
    for (slong j = 0; j < arb_mat_nrows(to); j++)
        for (slong k = 0; k < arb_mat_ncols(to); k++)
            arb_set(arb_mat_entry(to, j, k), arb_mat_entry(from, p + j, p + k));
}

static void
work_init(work *w, rc_ladder_chain *chain, rc_ladder_token *token,
          const rc_job *job)
{
    const rc_ladder_model *model = chain->model;
    const slong i = chain->count;

    *w = (work){.chain = chain, .token = token, .job = job};
    w->p = token->coordinate;
    w->size = model->dim - w->p;
    w->prec = model->prec;
    w->layer = *model->layer;
    w->layer.dim = w->size;
    arb_mat_init(w->layer.weights, 0, 0);
    arb_mat_init(w->layer.scores, w->size, w->size);
    arb_mat_init(w->layer.value, w->size, w->size);
    arb_mat_init(w->scores, w->size, w->size);
    arb_mat_init(w->gram, w->size, w->size);
    take_square(w->layer.value, model->layer->value, w->p);
    take_square(w->scores, model->layer->scores, w->p);
    take_square(w->gram, model->gram, w->p);
    rc_point_init(&w->point, model->tokens, w->size);
    w->system =
        (rc_equilibrium_system){.layer = &w->layer,
                                .gram = model->has_basis ? w->gram : NULL,
                                .first = i,
                                .last = i + 1};
}

static void
work_clear(work *w)
{
    rc_point_clear(&w->point);
    arb_mat_clear(w->gram);
    arb_mat_clear(w->scores);
    rc_layer_ball_clear(&w->layer);
}

static rc_status
fail(work *w, rc_ladder_obstacle obstacle, rc_status status)
{
    w->chain->obstacle = obstacle;
    return status;
}

/* ---- From uniform weights ---- */

/* The token for uniform weights, about, into its row of the chain. */
static rc_status
solve_uniform(work *w)
{
    const slong n = w->chain->model->tokens, i = w->chain->count;
    const rc_mask *mask = w->chain->model->mask;
    arb_ptr weights = _arb_vec_init(n);
    rc_status status;

    for (slong j = 0; j <= i; j++)
        if (rc_mask_has(mask, i, j)) {
            arb_one(weights + j);
            arb_div_si(weights + j, weights + j, rc_mask_degree(mask, i),
                       w->prec);
        }
    status = rc_ladder_solve(w->chain, w->token, weights, w->job);
    _arb_vec_clear(weights, n);
    /* nothing follows for softmax where there is none for certain */
    return status == RC_DOMAIN ? RC_LIMIT : status;
}

/* The tokens from p on, and lambda. */
static void
set_point(work *w)
{
    const slong i = w->chain->count;

    for (slong j = 0; j <= i; j++)
        for (slong k = 0; k < w->size; k++)
            arb_set(arb_mat_entry(w->point.X, j, k),
                    arb_mat_entry(w->chain->Z, j, w->p + k));
    for (slong k = 0; k < w->size; k++)
        mag_zero(arb_radref(arb_mat_entry(w->point.X, i, k)));
    arb_set_arf(arb_mat_entry(w->point.lambda, i, 0), w->token->lambda);
}

/* Whether a token in a new direction is still on its branch: its coordinate
   there has kept its sign and half of its size. */
static int
is_on_branch(const work *w, const rc_point *next)
{
    const slong i = w->chain->count;
    arb_t twice;
    int on;

    if (w->token->branch == RC_LADDER_INSIDE)
        return 1;
    arb_init(twice);
    arb_mul_2exp_si(twice, arb_mat_entry(next->X, i, 0), 1);
    on = arf_sgn(arb_midref(twice)) ==
             arf_sgn(arb_midref(arb_mat_entry(w->point.X, i, 0))) &&
         arf_cmpabs(arb_midref(twice),
                    arb_midref(arb_mat_entry(w->point.X, i, 0))) >= 0;
    arb_clear(twice);
    return on;
}

/* Newton's method for the scores times 2^-LEAST_STEP part; the point moves
   only when it comes to rest. */
static rc_status
settle(work *w, slong part)
{
    rc_point next;
    rc_status status;

    arb_mat_scalar_mul_si(w->layer.scores, w->scores, part, w->prec);
    arb_mat_scalar_mul_2exp_si(w->layer.scores, w->layer.scores, -LEAST_STEP);
    rc_point_init(&next, arb_mat_nrows(w->point.X), w->size);
    rc_point_set(&next, &w->point);
    status = rc_approx_equilibrium(next.X, next.lambda, &w->system,
                                   w->job->limits.stop, w->job->limits.context,
                                   w->prec);
    if (status == RC_OK && !is_on_branch(w, &next))
        status = RC_UNCERTAIN;
    if (status == RC_OK)
        rc_point_set(&w->point, &next);
    rc_point_clear(&next);
    return status;
}

/* From no scores to all of them. */
static rc_status
go_on(work *w)
{
    const slong all = (slong)1 << LEAST_STEP;
    slong done = 0, step = all >> FIRST_STEP;

    while (done < all && step > 0) {
        const slong part = done + step < all ? done + step : all;
        const rc_status status = settle(w, part);

        if (status == RC_STOPPED || status == RC_NOMEM)
            return status;
        if (status == RC_OK)
            done = part;
        else
            step /= 2;
    }
    return done == all ? RC_OK : fail(w, RC_LADDER_PATH, RC_LIMIT);
}

/* ---- The proof ---- */

/* x = a multiple of 2^-bits near its midpoint. */
static void
round_to_grid(arb_t x, slong bits)
{
    arf_ptr mid = arb_midref(x);
    fmpz_t whole;

    fmpz_init(whole);
    arf_mul_2exp_si(mid, mid, bits);
    arf_get_fmpz(whole, mid, ARF_RND_NEAR);
    arf_set_fmpz(mid, whole);
    arf_mul_2exp_si(mid, mid, -bits);
    mag_zero(arb_radref(x));
    fmpz_clear(whole);
}

/* The centre of the box, as it is written down. */
static void
set_centre(work *w)
{
    const slong i = w->chain->count, bits = w->prec - w->prec / 4;
    arb_ptr lambda = arb_mat_entry(w->point.lambda, i, 0);

    round_to_grid(lambda, bits);
    arf_set(w->token->lambda, arb_midref(lambda));
    _arb_vec_zero(arb_mat_entry(w->chain->centre, i, 0), w->chain->model->dim);
    for (slong k = 0; k < w->size; k++) {
        arb_ptr x = arb_mat_entry(w->point.X, i, k);

        round_to_grid(x, bits);
        arb_set(arb_mat_entry(w->chain->centre, i, w->p + k), x);
    }
}

static rc_status
prove(work *w)
{
    const slong i = w->chain->count;

    arb_mat_set(w->layer.scores, w->scores);
    set_centre(w);
    if (rc_krawczyk_solve(&w->point, w->token->e, &w->system, w->prec) != RC_OK)
        return fail(w, RC_LADDER_PROOF, RC_UNCERTAIN);
    for (slong k = 0; k < w->size; k++)
        arb_set(arb_mat_entry(w->chain->Z, i, w->p + k),
                arb_mat_entry(w->point.X, i, k));
    return RC_OK;
}

rc_status
rc_ladder_solve_softmax(rc_ladder_chain *chain, rc_ladder_token *token,
                        const rc_job *job)
{
    rc_status status;
    work w;

    work_init(&w, chain, token, job);
    status = solve_uniform(&w);
    if (status == RC_OK) {
        set_point(&w);
        status = go_on(&w);
    }
    if (status == RC_OK)
        status = prove(&w);
    work_clear(&w);
    return status;
}
