/* Random models, all masks, norms and attentions: what 64 bits enclose
   contains what 1024 bits give, for one layer, ten layers and the derivative,
   and points of an input ball map into the output ball. */

#include "model_support.h"

enum { MODELS = 200, STEPS = 10, LOW = 64, HIGH = 1024 };

/* Outcomes of one kind of enclosure: finite, finite and accurate, refused. */
typedef struct {
    const char *name;
    long decided, tight, undecided;
} outcome;

enum { LAYER, ORBIT, DERIVATIVE, BALL_LAYER, BALL_DERIVATIVE, OUTCOMES };

static void
count(outcome *o, rc_status status, const arb_mat_t enclosure, slong bits)
{
    if (status != RC_OK) {
        ck_assert_int_eq(status, RC_UNCERTAIN);
        o->undecided++;
        return;
    }
    ck_assert(arb_mat_is_finite(enclosure));
    o->decided++;
    o->tight += accuracy_bits(enclosure) >= bits;
}

/* Prints the counts; an outcome that never occurs, or a share of finite or of
   accurate enclosures that is too low, means that nothing was tested. */
static void
expect_outcomes(const outcome *outcomes)
{
    for (int k = 0; k < OUTCOMES; k++) {
        const outcome *o = outcomes + k;
        const long all = o->decided + o->undecided;

        printf("%s: decided %ld, of them tight %ld, undecided %ld\n", o->name,
               o->decided, o->tight, o->undecided);
        ck_assert_int_gt(all, 0);
        ck_assert_int_gt(o->undecided, 0);
        ck_assert_msg(4 * o->decided > 3 * all, "%s: too few", o->name);
        ck_assert_msg(4 * o->tight > 3 * all, "%s: too wide", o->name);
    }
}

/* The balls of low contain those of high. What low precision happens to know
   exactly need not be exact at high precision, where the tokens' centre has
   more digits; an exact entry must then be inside the much smaller ball. */
static void
expect_contains(const arb_mat_t low, const arb_mat_t high)
{
    ck_assert_int_ge(accuracy_bits(high), 200);
    for (slong i = 0; i < arb_mat_nrows(low); i++)
        for (slong k = 0; k < arb_mat_ncols(low); k++) {
            arb_srcptr x = arb_mat_entry(low, i, k);
            arb_srcptr y = arb_mat_entry(high, i, k);

            ck_assert(arb_contains(x, y) ||
                      (arb_is_exact(x) && arb_contains(y, x)));
        }
}

typedef struct {
    exact_layer layers[2];
    slong n, d, period;
    fmpq_mat_t X;
    rc_matrix_t start;
} random_model;

/* Mostly up to 6 tokens in 6 dimensions; now and then more. */
static void
model_start(random_model *m, long trial, uint64_t *state)
{
    const rc_attention attention = (rc_attention)(trial % 3);
    const rc_norm norm = (rc_norm)(trial / 3 % 3);
    const int mask = (int)(trial / 9 % MASK_KINDS);
    const long most = 1 + random_below(state, 4);
    const int large = random_below(state, 25) == 0;

    m->n = 1 + random_below(state, large ? 14 : 6);
    m->d = 1 + random_below(state, large ? 9 : 6);
    m->period = 1 + random_below(state, 2);
    for (slong t = 0; t < m->period; t++)
        random_layer(m->layers + t, m->n, m->d, attention, norm, mask, most,
                     state);
    fmpq_mat_init(m->X, m->n, m->d);
    random_fmpq_mat(m->X, state, most);
    rc_matrix_init_empty(m->start);
    set_exact(m->start, m->X);
}

static void
model_end(random_model *m)
{
    rc_matrix_clear(m->start);
    fmpq_mat_clear(m->X);
    for (slong t = 0; t < m->period; t++)
        layer_end(m->layers + t);
}

/* F and D = the first layer and its derivative at X. Each output comes with
   its status. */
static void
enclose(arb_mat_t F, rc_status *layer_status, arb_mat_t D,
        rc_status *derivative_status, const random_model *m, const arb_mat_t X,
        slong prec)
{
    rc_layer_ball_t ball;

    ck_assert_int_eq(rc_layer_ball_init(ball, &m->layers[0].layer, prec),
                     RC_OK);
    *layer_status = rc_layer_apply(F, ball, X, NULL, prec);
    *derivative_status = rc_layer_derivative(D, ball, X, prec);
    rc_layer_ball_clear(ball);
}

/* Everything at the point X and, independently, by the definition. */
static void
check_point(const random_model *m, outcome *layer, outcome *derivative)
{
    const slong n = m->n, d = m->d;
    arb_mat_t X, F, D, fine, F_fine, D_fine;
    rc_status status[4];

    arb_mat_init(X, n, d);
    arb_mat_init(F, n, d);
    arb_mat_init(D, n * d, n * d);
    arb_mat_init(fine, n, d);
    arb_mat_init(F_fine, n, d);
    arb_mat_init(D_fine, n * d, n * d);
    arb_mat_set_fmpq_mat(X, m->X, LOW);
    arb_mat_set_fmpq_mat(fine, m->X, HIGH);
    enclose(F, status, D, status + 1, m, X, LOW);
    enclose(F_fine, status + 2, D_fine, status + 3, m, fine, HIGH);
    count(layer, status[0], F, 20);
    count(derivative, status[1], D, 20);
    if (status[0] == RC_OK) {
        ck_assert_int_eq(status[2], RC_OK);
        expect_contains(F, F_fine);
        naive_layer(F_fine, &m->layers[0].layer, fine, HIGH);
        expect_encloses(F, F_fine);
    }
    if (status[1] == RC_OK) {
        ck_assert_int_eq(status[3], RC_OK);
        expect_contains(D, D_fine);
    }
    arb_mat_clear(D_fine);
    arb_mat_clear(F_fine);
    arb_mat_clear(fine);
    arb_mat_clear(D);
    arb_mat_clear(F);
    arb_mat_clear(X);
}

/* Exact points inside a ball map into the ball's image. */
static void
check_ball(const random_model *m, outcome *layer, outcome *derivative,
           uint64_t *state)
{
    const slong n = m->n, d = m->d, bits = 3 + random_below(state, 40);
    arb_mat_t X, F, D, fine, F_fine, D_fine;
    fmpq_mat_t point;
    rc_status status[4];

    arb_mat_init(X, n, d);
    arb_mat_init(F, n, d);
    arb_mat_init(D, n * d, n * d);
    arb_mat_init(fine, n, d);
    arb_mat_init(F_fine, n, d);
    arb_mat_init(D_fine, n * d, n * d);
    fmpq_mat_init(point, n, d);
    arb_mat_set_fmpq_mat(X, m->X, LOW);
    widen(X, bits);
    enclose(F, status, D, status + 1, m, X, LOW);
    count(layer, status[0], F, 1);
    count(derivative, status[1], D, 0);
    for (int sample = 0; sample < 2; sample++) {
        random_point_near(point, m->X, bits, state);
        arb_mat_set_fmpq_mat(fine, point, HIGH);
        enclose(F_fine, status + 2, D_fine, status + 3, m, fine, HIGH);
        ck_assert(status[0] != RC_OK || status[2] == RC_OK);
        ck_assert(status[1] != RC_OK || status[3] == RC_OK);
        if (status[0] == RC_OK)
            expect_contains(F, F_fine);
        if (status[1] == RC_OK)
            expect_contains(D, D_fine);
    }
    fmpq_mat_clear(point);
    arb_mat_clear(D_fine);
    arb_mat_clear(F_fine);
    arb_mat_clear(fine);
    arb_mat_clear(D);
    arb_mat_clear(F);
    arb_mat_clear(X);
}

static rc_status
keep_last(void *context, slong t, const arb_mat_t X, slong prec)
{
    (void)prec;
    if (t == STEPS)
        arb_mat_set(context, X);
    return RC_OK;
}

static void
check_orbit(const random_model *m, outcome *orbit_outcome)
{
    const rc_layer layers[2] = {m->layers[0].layer,
                                m->layers[m->period - 1].layer};
    const rc_orbit orbit = {layers, m->period, m->start, STEPS};
    rc_orbit_place place;
    arb_mat_t last, fine, naive;
    rc_status status;

    arb_mat_init(last, m->n, m->d);
    arb_mat_init(fine, m->n, m->d);
    arb_mat_init(naive, m->n, m->d);
    status = rc_orbit_run(&orbit, keep_last, last, &place, LOW);
    count(orbit_outcome, status, last, 8);
    if (status == RC_OK) {
        ck_assert_int_eq(rc_orbit_run(&orbit, keep_last, fine, &place, HIGH),
                         RC_OK);
        expect_contains(last, fine);
        arb_mat_set_fmpq_mat(naive, m->X, HIGH);
        for (slong t = 0; t < STEPS; t++) {
            naive_layer(fine, layers + t % m->period, naive, HIGH);
            arb_mat_swap(naive, fine);
        }
        expect_encloses(last, naive);
    }
    arb_mat_clear(naive);
    arb_mat_clear(fine);
    arb_mat_clear(last);
}

START_TEST(low_precision_contains_high_precision)
{
    outcome outcomes[OUTCOMES] = {
        [LAYER] = {.name = "layer"},
        [ORBIT] = {.name = "ten layers"},
        [DERIVATIVE] = {.name = "derivative"},
        [BALL_LAYER] = {.name = "layer of a ball"},
        [BALL_DERIVATIVE] = {.name = "derivative over a ball"},
    };
    const long models = random_trials(MODELS);
    uint64_t state = random_start();
    random_model m;

    for (long trial = 0; trial < models; trial++) {
        model_start(&m, trial, &state);
        check_point(&m, outcomes + LAYER, outcomes + DERIVATIVE);
        check_ball(&m, outcomes + BALL_LAYER, outcomes + BALL_DERIVATIVE,
                   &state);
        check_orbit(&m, outcomes + ORBIT);
        model_end(&m);
    }
    printf("%ld models\n", models);
    expect_outcomes(outcomes);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {low_precision_contains_high_precision};

    return RUN_TESTS("containment", tests);
}
