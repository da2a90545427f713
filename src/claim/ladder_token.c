/* R13: one token for weights that do not depend on it, by its equations. */

#include "ladder.h"
#include "search/search.h"

/* lambda +- e leaves other arithmetic this many bits of room. */
#define ROOM_BITS 4
/* ... and has so many bits below e. */
#define GRID_BITS 6
#define MAX_WIDENINGS 8

/* e need not be smaller than 2^-(KEPT_BITS + GROWTH_BITS per token to come), or
   with high precision a part of that for KEPT_BITS: short numbers are written
   down and worked with faster. */
#define KEPT_BITS 128
#define KEPT_PART 16
#define GROWTH_BITS 12
#define SPARE_BITS 64

typedef struct {
    rc_ladder_chain *chain;
    rc_ladder_token *token;
    const rc_ladder_model *model;
    rc_resolvent r;
    arb_ptr right; /* (sum of the earlier tokens, weighted) U */
    arb_ptr x;     /* the token's row of Z, zero at first */
    slong prec;
} work;

/* right = S U for S = sum over j < i of w_j z_j. */
static void
set_right(work *s, arb_srcptr w)
{
    const slong d = s->model->dim, i = s->chain->count;
    const slong low = rc_ladder_chain_attended(s->chain);
    arb_ptr sum = _arb_vec_init(d);

    for (slong k = low; k < d; k++)
        arb_dot(sum + k, NULL, 0, w, 1, arb_mat_entry(s->chain->Z, 0, k), d, i,
                s->prec);
    for (slong k = low; k < d; k++)
        arb_dot(s->right + k, NULL, 0, sum + low, 1,
                arb_mat_entry(s->model->layer->value, low, k), d, k - low + 1,
                s->prec);
    _arb_vec_clear(sum, d);
}

/* Bits beyond what the data know of themselves are of no use. */
static void
limit_precision(work *s)
{
    slong known = 0;

    for (slong k = 0; k < s->model->dim; k++) {
        const slong bits = arb_rel_accuracy_bits(s->right + k);

        if (!arb_is_zero(s->right + k) && bits > known)
            known = bits;
    }
    if (known > 0 && known < s->prec - SPARE_BITS)
        s->prec = known + SPARE_BITS;
}

static void
work_init(work *s, rc_ladder_chain *chain, rc_ladder_token *token, arb_srcptr w)
{
    const rc_ladder_model *model = chain->model;

    s->chain = chain;
    s->token = token;
    s->model = model;
    s->prec = model->prec;
    s->right = _arb_vec_init(model->dim);
    s->x = arb_mat_entry(chain->Z, chain->count, 0);
    s->r = (rc_resolvent){.dim = model->dim,
                          .first = token->coordinate,
                          .value = model->layer->value,
                          .gram = model->has_basis ? model->gram : NULL,
                          .right = s->right,
                          .weight = w + chain->count};
    set_right(s, w);
    limit_precision(s);
}

static void
work_clear(work *s)
{
    _arb_vec_clear(s->right, s->model->dim);
}

static rc_status
fail(work *s, rc_ladder_obstacle obstacle, const arb_t value, rc_status status)
{
    s->chain->obstacle = obstacle;
    if (value != NULL)
        arb_set(s->chain->value, value);
    return status;
}

/* ---- A and B ---- */

/* lambda = A_ii a_p > 0, and A_ii a_k differs from it for k > p. */
static rc_status
check_eigenvalue(work *s, const arb_t lambda)
{
    const slong p = s->token->coordinate;
    arb_t difference;
    rc_status status = RC_OK;

    if (!arb_is_positive(lambda))
        return fail(s, RC_LADDER_EIGENVALUE, lambda,
                    arb_is_nonpositive(lambda) ? RC_DOMAIN : RC_UNCERTAIN);
    arb_init(difference);
    for (slong k = p + 1; status == RC_OK && k < s->model->dim; k++) {
        arb_sub(difference, arb_mat_entry(s->model->layer->value, p, p),
                arb_mat_entry(s->model->layer->value, k, k), s->prec);
        if (!arb_is_nonzero(difference) || !arb_is_finite(difference))
            status = fail(s, RC_LADDER_DIFFERENCE, difference,
                          arb_is_zero(difference) ? RC_LIMIT : RC_UNCERTAIN);
    }
    arb_clear(difference);
    return status;
}

/* c from square c^2 + 2 half c + rest = 0. */
static rc_status
solve_quadratic(arb_t c, work *s, const arb_t square, const arb_t half,
                const arb_t rest)
{
    arb_t discriminant;
    rc_status status = RC_OK;

    arb_init(discriminant);
    arb_mul(discriminant, half, half, s->prec);
    arb_submul(discriminant, square, rest, s->prec);
    if (!arb_is_finite(discriminant) || !arb_is_positive(discriminant)) {
        status = fail(s, RC_LADDER_DISCRIMINANT, discriminant,
                      arb_is_negative(discriminant) ? RC_DOMAIN : RC_UNCERTAIN);
    } else {
        arb_sqrt(c, discriminant, s->prec);
        if (s->token->branch == RC_LADDER_A)
            arb_neg(c, c);
        arb_sub(c, c, half, s->prec);
        arb_div(c, c, square, s->prec);
    }
    arb_clear(discriminant);
    return status;
}

/* x = c v + rest, with v_p = 1 and rest_p = 0. */
static rc_status
combine(work *s, arb_srcptr v, arb_srcptr rest)
{
    arb_t square, half, product, c;
    rc_status status;

    arb_init(square);
    arb_init(half);
    arb_init(product);
    arb_init(c);
    rc_resolvent_product(square, &s->r, v, v, s->prec);
    rc_resolvent_product(half, &s->r, v, rest, s->prec);
    rc_resolvent_product(product, &s->r, rest, rest, s->prec);
    arb_sub_ui(product, product, 1, s->prec);
    status = solve_quadratic(c, s, square, half, product);
    for (slong k = s->r.first; status == RC_OK && k < s->r.dim; k++) {
        arb_set(s->x + k, rest + k);
        arb_addmul(s->x + k, c, v + k, s->prec);
        if (!arb_is_finite(s->x + k))
            status = fail(s, RC_LADDER_COORDINATE, s->x + k, RC_UNCERTAIN);
    }
    arb_clear(c);
    arb_clear(product);
    arb_clear(half);
    arb_clear(square);
    return status;
}

static rc_status
solve_direction(work *s)
{
    const slong d = s->model->dim, p = s->token->coordinate;
    arb_ptr v = _arb_vec_init(d), rest = _arb_vec_init(d);
    arb_t lambda;
    rc_status status;

    arb_init(lambda);
    arb_mul(lambda, s->r.weight, arb_mat_entry(s->model->layer->value, p, p),
            s->prec);
    arf_set(s->token->lambda, arb_midref(lambda)); /* a guess for softmax */
    status = check_eigenvalue(s, lambda);
    if (status == RC_OK) {
        rc_resolvent_apply(rest, &s->r, lambda, p + 1, s->prec);
        arb_one(v + p);
        s->r.right = NULL;
        rc_resolvent_apply(v, &s->r, lambda, p + 1, s->prec);
        status = combine(s, v, rest);
    }
    arb_clear(lambda);
    _arb_vec_clear(rest, d);
    _arb_vec_clear(v, d);
    return status;
}

/* ---- Inside ---- */

/* difference = ||x(lambda)||^2 - 1; x is left in the row. */
static void
set_difference(arb_t difference, work *s, const arb_t lambda)
{
    rc_resolvent_apply(s->x, &s->r, lambda, s->r.first, s->prec);
    rc_resolvent_product(difference, &s->r, s->x, s->x, s->prec);
    arb_sub_ui(difference, difference, 1, s->prec);
}

/* *exponent = e such that ||x||^2 - 1 can be told from zero 2^e away from
   lambda, about; 0 when that is not known. */
static int
find_width(slong *exponent, work *s)
{
    arb_ptr slope = _arb_vec_init(s->model->dim);
    arb_t lambda, difference, product;
    int known;

    arb_init(lambda);
    arb_init(difference);
    arb_init(product);
    arb_set_arf(lambda, s->token->lambda);
    set_difference(difference, s, lambda);
    rc_resolvent_slope(slope, &s->r, lambda, s->x, s->prec);
    rc_resolvent_product(product, &s->r, s->x, slope, s->prec);
    arb_div(difference, difference, product, s->prec);
    known = arb_is_finite(difference);
    if (known) {
        mag_t far;

        mag_init(far);
        arb_get_mag(far, difference);
        mag_add_ui_2exp_si(far, far, 1, -s->prec);
        known = fmpz_fits_si(MAG_EXPREF(far)) && MAG_EXP(far) < s->prec;
        *exponent = known ? MAG_EXP(far) + ROOM_BITS : 0;
        mag_clear(far);
    }
    arb_clear(product);
    arb_clear(difference);
    arb_clear(lambda);
    _arb_vec_clear(slope, s->model->dim);
    return known;
}

/* x = a multiple of 2^e near it. */
static void
round_to_grid(arf_t x, slong e)
{
    fmpz_t whole;

    fmpz_init(whole);
    arf_mul_2exp_si(x, x, -e);
    arf_get_fmpz(whole, x, ARF_RND_NEAR);
    arf_set_fmpz(x, whole);
    arf_mul_2exp_si(x, x, e);
    fmpz_clear(whole);
}

/* The sign of ||x||^2 - 1 at an end of lambda +- e is as it should be. */
static int
has_sign(work *s, int upper)
{
    arb_t end, difference;
    int good;

    arb_init(end);
    arb_init(difference);
    if (upper)
        arf_add(arb_midref(end), s->token->lambda, s->token->e, ARF_PREC_EXACT,
                ARF_RND_DOWN);
    else
        arf_sub(arb_midref(end), s->token->lambda, s->token->e, ARF_PREC_EXACT,
                ARF_RND_DOWN);
    set_difference(difference, s, end);
    good = arb_is_finite(difference) &&
           (upper ? arb_is_negative(difference) : arb_is_positive(difference));
    arb_clear(difference);
    arb_clear(end);
    return good;
}

/* x over lambda +- e, every pivot of which is certified positive. */
static int
enclose(work *s)
{
    arb_t lambda, pivot;
    int good;

    arb_init(lambda);
    arb_init(pivot);
    arb_set_arf(lambda, s->token->lambda);
    arb_add_error_arf(lambda, s->token->e);
    good = arb_is_positive(lambda);
    for (slong k = s->r.first; good && k < s->r.dim; k++) {
        arb_set(pivot, lambda);
        arb_submul(pivot, s->r.weight,
                   arb_mat_entry(s->model->layer->value, k, k), s->prec);
        good = arb_is_positive(pivot);
    }
    rc_resolvent_apply(s->x, &s->r, lambda, s->r.first, s->prec);
    arb_clear(pivot);
    arb_clear(lambda);
    return good && _arb_vec_is_finite(s->x, s->r.dim);
}

/* The least exponent of e that is of use. */
static slong
least_width(const work *s)
{
    const slong part = s->model->prec / KEPT_PART;
    const slong left = s->model->tokens - s->chain->count;

    return -(part > KEPT_BITS ? part : KEPT_BITS) - GROWTH_BITS * left;
}

static rc_status
solve_inside(work *s)
{
    slong e = 0;

    if (rc_approx_resolvent(s->token->lambda, &s->r, s->prec) != RC_OK)
        return fail(s, RC_LADDER_RESOLVENT, NULL, RC_LIMIT);
    if (!find_width(&e, s))
        return fail(s, RC_LADDER_PROOF, NULL, RC_UNCERTAIN);
    if (e < least_width(s))
        e = least_width(s);
    for (int k = 0; k < MAX_WIDENINGS; k++, e++) {
        round_to_grid(s->token->lambda, e - GRID_BITS);
        arf_one(s->token->e);
        arf_mul_2exp_si(s->token->e, s->token->e, e);
        if (has_sign(s, 0) && has_sign(s, 1) && enclose(s))
            return RC_OK;
    }
    return fail(s, RC_LADDER_PROOF, NULL, RC_UNCERTAIN);
}

rc_status
rc_ladder_solve(rc_ladder_chain *chain, rc_ladder_token *token, arb_srcptr w,
                const rc_job *job)
{
    work s;
    rc_status status;

    (void)job;
    work_init(&s, chain, token, w);
    status = token->branch == RC_LADDER_INSIDE ? solve_inside(&s)
                                               : solve_direction(&s);
    work_clear(&s);
    return status;
}
