/* `replay`: mu(X(t)) is below both bounds on the orbit, in layers 0 to T'. By
   intervals, and where these leave it open exactly, while all is rational. */

#include "collapse.h"
#include "orbit_follow.h"
#include "rational_orbit.h"

typedef struct {
    const ck_collapse *k;
    ck_bound bound;
    ck_magnitude mu;     /* N mu(X(t))^2 */
    unsigned char *open; /* the layers that intervals leave open */
    long last;           /* of these; -1 */
} replay;

static const char *const names[] = {"the bound", "the paper's form"};

/* N mu^2 is at most N times the bound, at layer t. */
static ck_answer
compare(replay *r, long t, int which)
{
    const ck_power power = {&r->bound.scale, &r->bound.base, r->bound.exponent};
    mpq_t tokens;
    ck_answer answer;

    if (which == 0)
        ck_collapse_bound(&r->bound, r->k, t);
    else
        ck_paper_bound(&r->bound, r->k, t);
    mpq_init(tokens);
    mpq_set_si(tokens, r->k->m->tokens, 1);
    ck_magnitude_multiply_rational(&r->bound.scale, tokens);
    mpq_clear(tokens);
    answer = ck_at_most_power(&r->mu, &power);
    if (answer == CK_FAILS)
        ck_reject(r->k->c->o, "replay: mu at layer %ld is above %s", t,
                  names[which]);
    return answer;
}

/* Both bounds at layer t; under LayerNorm the paper's is from layer T on. */
static ck_answer
compare_both(replay *r, long t)
{
    ck_answer answer = compare(r, t, 0), other = CK_HOLDS;

    /* no test can see this: of two failures the first is kept, and at layer T
       the bounds are one */
    if (answer != CK_FAILS && (!r->k->normed || t >= r->k->capture))
        other = compare(r, t, 1);
    /* no test can see this: the first failure is kept */
    if (answer == CK_FAILS || other == CK_FAILS)
        return CK_FAILS;
    return answer == CK_HOLDS ? other : answer;
}

static int
visit(void *context, const ck_imatrix *X, long t)
{
    replay *r = context;
    ck_quantities all;
    ck_answer answer;

    ck_quantities_init(&all, X);
    ck_magnitude_set_interval(&r->mu, ck_quantity_value(&all, CK_MU));
    ck_quantities_clear(&all);
    answer = compare_both(r, t);
    if (answer == CK_UNKNOWN) {
        r->open[t] = 1;
        r->last = t;
    }
    return answer != CK_FAILS;
}

static int
not_certified(const replay *r, long t)
{
    return ck_uncertain(r->k->c->o,
                        "replay: mu at layer %ld is not certified to be below "
                        "both bounds with %ld bits",
                        t, r->k->c->o->bits);
}

/* Layer t, which was left open, exactly. */
static int
settle(replay *r, const ck_qmatrix *X, long t)
{
    mpq_t square, tokens;
    int good;

    mpq_init(square);
    mpq_init(tokens);
    mpq_set_si(tokens, X->rows, 1);
    ck_mu_square(square, X);
    mpq_mul(square, square, tokens);
    ck_magnitude_set(&r->mu, square);
    good = compare_both(r, t) == CK_HOLDS || not_certified(r, t);
    mpq_clear(tokens);
    mpq_clear(square);
    return good;
}

/* Layer 0 needs the start alone, whatever the model is. */
static int
settle_start(replay *r)
{
    ck_qmatrix X;
    int good;

    if (!ck_matrix_is_rational(&r->k->c->start))
        return not_certified(r, 0);
    ck_qmatrix_init(&X);
    ck_qmatrix_from(&X, &r->k->c->start);
    good = settle(r, &X, 0);
    ck_qmatrix_clear(&X);
    return good;
}

/* The layers after it. Why the orbit is not rational is no reason to reject:
   that intervals left a layer open is. */
static int
settle_rest(replay *r)
{
    ck_rational_orbit orbit;
    ck_outcome aside;
    int good;

    ck_outcome_init(&aside, r->k->c->o->limits);
    good = ck_rational_orbit_init(&aside, &orbit, r->k->m, &r->k->c->start);
    /* no test can see this: a layer more would not be open */
    while (good && orbit.t < r->last) {
        good = ck_rational_orbit_step(&aside, &orbit);
        /* no test can see this: what is not open holds exactly, too */
        if (good && r->open[orbit.t] && !settle(r, &orbit.X, orbit.t))
            break;
    }
    ck_rational_orbit_clear(&orbit);
    return ck_good(r->k->c->o) && (good || not_certified(r, r->last));
}

static int
check_open(replay *r)
{
    if (r->open[0] && !settle_start(r))
        return 0;
    return r->last <= 0 || settle_rest(r);
}

int
ck_collapse_replay(const ck_collapse *k)
{
    replay r = {.k = k, .last = -1};
    int good;

    if (k->replay < 0)
        return 1;
    ck_bound_init(&r.bound, k->c->o->bits);
    ck_magnitude_init(&r.mu, k->c->o->bits);
    r.open = ck_allocate((size_t)k->replay + 1, 1);
    good = ck_follow_orbit(k->c, k->replay, visit, &r) && check_open(&r);
    ck_release(r.open);
    ck_magnitude_clear(&r.mu);
    ck_bound_clear(&r.bound);
    return good;
}
