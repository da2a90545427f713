/* R29's bounds: what certificates state holds on orbits, exactly or by balls,
   and is what was worked out. */

#include <stdarg.h>

#include "collapse_support.h"
#include "random.h"

#define LAST 40

/* ---- Random cases ---- */

typedef struct {
    char text[16384];
    size_t length;
    uint64_t *state;
    slong n, d;
    int edges[6][6]; /* i attends to j */
} draft;

static void
put(draft *c, const char *format, ...)
{
    va_list list;

    va_start(list, format);
    c->length += (size_t)vsnprintf(c->text + c->length,
                                   sizeof c->text - c->length, format, list);
    va_end(list);
    ck_assert_uint_lt(c->length, sizeof c->text);
}

/* A random tree from a random token, and some edges more. */
static void
put_mask(draft *c)
{
    slong order[6];
    int more = (int)random_below(c->state, 4);
    const char *comma = "";

    memset(c->edges, 0, sizeof c->edges);
    for (slong i = 0; i < c->n; i++) {
        const slong k = random_below(c->state, i + 1);

        order[i] = order[k];
        order[k] = i;
    }
    for (slong i = 0; i < c->n; i++)
        c->edges[i][i] = 1;
    for (slong i = 1; i < c->n; i++)
        c->edges[order[i]][order[random_below(c->state, i)]] = 1;
    for (; c->n > 1 && more > 0; more--)
        c->edges[random_below(c->state, c->n)][random_below(c->state, c->n)] =
            1;
    put(c, "mask: {matrix: [");
    for (slong i = 0; i < c->n; i++) {
        put(c, "%s[", comma);
        comma = ", ";
        for (slong j = 0; j < c->n; j++)
            put(c, "%s%d", j > 0 ? ", " : "", c->edges[i][j]);
        put(c, "]");
    }
    put(c, "]}, ");
}

static void
put_fixed(draft *c)
{
    put(c, "[");
    for (slong i = 0; i < c->n; i++) {
        long weights[6] = {0}, sum = 0;

        for (slong j = 0; j < c->n; j++) {
            weights[j] = c->edges[i][j] ? 1 + random_below(c->state, 9) : 0;
            sum += weights[j];
        }
        put(c, i > 0 ? ", [" : "[");
        for (slong j = 0; j < c->n; j++)
            put(c, "%s%ld/%ld", j > 0 ? ", " : "", weights[j], sum);
        put(c, "]");
    }
    put(c, "]");
}

/* S (matrix) times 1 or, without LayerNorm, a number of at most 1. */
static void
put_signed_permutation(draft *c, int shrinks)
{
    const slong shift = random_below(c->state, c->d);
    const int turned = (int)random_below(c->state, 2);

    put(c, "[");
    for (slong i = 0; i < c->d; i++) {
        const slong at =
            turned ? (2 * c->d - i - shift) % c->d : (i + shift) % c->d;

        put(c, i > 0 ? ", [" : "[");
        for (slong j = 0; j < c->d; j++)
            if (j == at)
                put(c, "%s%s%ld/8", j > 0 ? ", " : "",
                    random_below(c->state, 2) ? "-" : "",
                    shrinks ? 8 - random_below(c->state, 3) : 8);
            else
                put(c, "%s0", j > 0 ? ", " : "");
        put(c, "]");
    }
    put(c, "]");
}

static void
put_value(draft *c, int normalise)
{
    put(c, "value: ");
    if (!normalise && c->d == 2 && random_below(c->state, 3) == 0) {
        put(c, "[[1/2, %ld], [0, 1]], ", 1 + random_below(c->state, 3));
    } else if (random_below(c->state, 3) == 0) {
        put(c, "{per-layer: [");
        put_signed_permutation(c, !normalise);
        put(c, ", ");
        put_signed_permutation(c, !normalise);
        put(c, "]}, ");
    } else {
        put_signed_permutation(c, !normalise);
        put(c, ", ");
    }
}

static void
put_attention(draft *c, int softmax)
{
    put(c, "attention: ");
    if (softmax) {
        put(c, "{softmax: {query: {identity: %ld}, key: ", (long)c->d);
        put_signed_permutation(c, 1);
        put(c, ", scale: 4}}, ");
    } else if (random_below(c->state, 2)) {
        put(c, "uniform, ");
    } else if (random_below(c->state, 3)) {
        put(c, "{fixed: ");
        put_fixed(c);
        put(c, "}, ");
    } else {
        put(c, "{fixed: {per-layer: [");
        put_fixed(c);
        put(c, ", ");
        put_fixed(c);
        put(c, "]}}, ");
    }
}

static void
put_start(draft *c, long least)
{
    put(c, "start: [");
    for (slong i = 0; i < c->n; i++) {
        put(c, i > 0 ? ", [" : "[");
        for (slong a = 0; a < c->d; a++)
            put(c, "%s%ld/%ld", a > 0 ? ", " : "",
                random_below(c->state, 1999) - 999,
                least + random_below(c->state, 500));
        put(c, "]");
    }
    put(c, "]\n");
}

static void
put_case(draft *c, const char *norm, int softmax)
{
    const int normalise = strcmp(norm, "none") != 0;

    c->length = 0;
    c->n = 1 + random_below(c->state, 6);
    c->d = 1 + normalise + random_below(c->state, 2);
    put(c, "rankcert: 1\nmodel: {tokens: %ld, dim: %ld, norm: %s, ", (long)c->n,
        (long)c->d, norm);
    put_mask(c);
    put_attention(c, softmax);
    put_value(c, normalise);
    c->text[--c->length - 1] = '}';
    put(c, "\n");
    put_start(c, softmax ? 500 : 1); /* large scores: tiny weights */
    put(c, "claims:\n  - {kind: collapse");
    if (random_below(c->state, 2))
        put(c, ", replay: %ld", random_below(c->state, LAST));
    put(c, "}\n");
}

/* ---- Against the orbit ---- */

typedef struct {
    const char *yaml;
    json_t *root;
    fmpq_mat_t start;
    int normalise;
    slong seen;
} watch;

static rc_status
watch_exactly(void *context, slong t, const fmpq_mat_t X)
{
    watch *w = context;
    fmpq_t square, bound;

    fmpq_init(square);
    fmpq_init(bound);
    rc_mu_squared(square, X);
    collapse_stated_bound(bound, w->root, w->start, w->normalise, t);
    ck_assert_msg(fmpq_cmp(square, bound) <= 0, "layer %ld of %s", (long)t,
                  w->yaml);
    w->seen = t;
    fmpq_clear(bound);
    fmpq_clear(square);
    return RC_OK;
}

static rc_status
watch_balls(void *context, slong t, const arb_mat_t X, slong prec)
{
    watch *w = context;
    arb_t square, most;
    fmpq_t bound;

    arb_init(square);
    arb_init(most);
    fmpq_init(bound);
    rc_mu(square, X, prec);
    arb_sqr(square, square, prec);
    collapse_stated_bound(bound, w->root, w->start, w->normalise, t);
    arb_set_fmpq(most, bound, prec);
    ck_assert_msg(arb_is_finite(square) && !arb_gt(square, most),
                  "layer %ld of %s", (long)t, w->yaml);
    /* they may be equal in layer 0, and mu 0 in others */
    ck_assert_msg(t == 0 || arb_contains_zero(square) || arb_le(square, most),
                  "layer %ld of %s: not certified", (long)t, w->yaml);
    w->seen = t;
    fmpq_clear(bound);
    arb_clear(most);
    arb_clear(square);
    return RC_OK;
}

/* Verifies the claim; 1 when it is proved, and then holds. */
static int
holds(const char *yaml)
{
    watch w = {.yaml = yaml, .seen = -1};
    claim_run run;
    rc_orbit orbit = {.steps = LAST};
    rc_orbit_place place;
    rc_layer *layers;
    int proved;

    claim_open(&run, yaml);
    proved = claim_verify(&run, 0, NULL) == RC_PROVED;
    ck_assert_msg(run.verdict != RC_REFUTED, "%s", yaml);
    if (proved) {
        w.root = claim_document(&run, 0);
        w.normalise = run.c.model.norm != RC_NORM_NONE;
        fmpq_mat_init(w.start, run.c.model.tokens, run.c.model.dim);
        rc_matrix_get_fmpq_mat(w.start, run.c.start);
        ck_assert_int_eq(rc_job_layers(&layers, &orbit.period, &run.c, LAST),
                         RC_OK);
        orbit.layers = layers;
        orbit.start = run.c.start;
        if (rc_orbit_is_rational(&orbit))
            ck_assert_int_eq(
                rc_rational_orbit_run(&orbit, watch_exactly, &w, NULL, NULL),
                RC_OK);
        else
            ck_assert_int_eq(
                rc_orbit_run(&orbit, watch_balls, &w, &place, 1024), RC_OK);
        ck_assert_int_eq(w.seen, LAST);
        free(layers);
        fmpq_mat_clear(w.start);
        json_decref(w.root);
    } else {
        printf("%s: %s\n%s", rc_verdict_name(run.verdict), run.reason, yaml);
    }
    claim_close(&run);
    return proved;
}

static long
count_proved(const char *norm, int softmax, long trials)
{
    uint64_t state = random_start();
    draft c = {.state = &state};
    long proved = 0;

    for (; trials > 0; trials--) {
        put_case(&c, norm, softmax);
        proved += holds(c.text);
    }
    return proved;
}

START_TEST(linear_bounds_hold)
{
    const long trials = random_trials(100);

    ck_assert_int_eq(count_proved("none", 0, trials), trials);
}
END_TEST

START_TEST(softmax_bounds_hold)
{
    const long trials = random_trials(30);

    ck_assert_int_eq(count_proved("none", 1, trials), trials);
}
END_TEST

/* A few starts stay outside every hemisphere, or turn around for ever. */
START_TEST(rms_bounds_hold)
{
    const long trials = random_trials(30);

    ck_assert_int_ge(count_proved("rms", 0, trials), trials - trials / 10);
    ck_assert_int_ge(count_proved("rms", 1, trials), trials - trials / 10);
}
END_TEST

/* ---- Constants ---- */

/* Asked for the root of `square`, rounded up and down to 2^-200, of a case
   whose text has one %s for a field: proved above, open below. */
static void
expect_constant(const char *pattern, const fmpq_t square)
{
    fmpz_t root;
    char field[512], yaml[2048], *digits;

    fmpz_init(root);
    fmpz_mul_2exp(root, fmpq_numref(square), 400);
    fmpz_fdiv_q(root, root, fmpq_denref(square));
    fmpz_sqrt(root, root);
    for (int above = 0; above < 2; above++, fmpz_add_ui(root, root, 1)) {
        digits = fmpz_get_str(NULL, 10, root);
        snprintf(field, sizeof field, ", constant-at-most: %s * 2^-200",
                 digits);
        snprintf(yaml, sizeof yaml, pattern, field);
        expect_claim(yaml, above ? RC_PROVED : RC_UNDECIDED,
                     above ? "" : "the constant", "");
        flint_free(digits);
    }
    fmpz_clear(root);
}

START_TEST(constants)
{
    static const char lined[] = COLLAPSE("3", "1", "causal", "uniform", "[[1]]",
                                         "none", "[[0], [1], [3]]", "%s");
    static const char soft[] =
        COLLAPSE("3", "1", "causal", "{softmax: {query: [[1]], key: [[1]]}}",
                 "[[-1/2]]", "none", "[[0], [1], [4]]", "%s");
    static const char late[] =
        COLLAPSE("2", "2", "causal", "uniform", "{identity: 2}", "rms",
                 "[[1, 1], [1/3, 2]]", "%s");
    static const char inside[] =
        COLLAPSE("2", "2", "causal", "uniform", "{identity: 2}", "rms",
                 "[[1/8, 0], [0, 1/3]]", "%s");
    fmpq_t square;

    fmpq_init(square);
    fmpq_set_si(square, 27, 4); /* N / 4 times 3^2 */
    expect_constant(lined, square);
    fmpq_set_si(square, 12, 1);
    expect_constant(soft, square);
    fmpq_set_si(square, 74, 9); /* N times the greatest length */
    expect_constant(late, square);
    fmpq_set_si(square, 2, 1); /* or 1 */
    expect_constant(inside, square);
    fmpq_clear(square);
}
END_TEST

/* From layer 0 on with LayerNorm it is that of S_0, as it is written. */
START_TEST(constant_of_the_first_phase)
{
    static const char pattern[] =
        COLLAPSE("2", "2", "causal", "uniform", "{identity: 2}", "rms",
                 "[[3/5, 4/5], [4/5, 3/5]]", "%s");
    char yaml[2048];
    json_t *root;
    fmpq_t square;

    fmpq_init(square);
    snprintf(yaml, sizeof yaml, pattern, "");
    root = document_of(yaml, 0, RC_PROVED);
    expect_part(root, "witness/capture", "0");
    json_dyadic(square, document_at(root, "witness/spread-squared"));
    fmpq_div_2exp(square, square, 1);
    expect_constant(pattern, square);
    json_decref(root);
    fmpq_clear(square);
}
END_TEST

/* ---- Rates ---- */

/* Blocks of several layers: every rate above that of consensus is reached, as
   far as places go, and none below. */
START_TEST(rates_of_blocks)
{
    static const char *const rates[] = {"999/1000", "51/100", "1/2 + 1e-9",
                                        "1/2", "-999/1000"};
    static const rc_verdict verdicts[] = {RC_PROVED, RC_PROVED, RC_UNDECIDED,
                                          RC_UNDECIDED, RC_UNSUPPORTED};
    static const char *const reasons[] = {"", "", "is reached, asked",
                                          "is reached, asked", "R5"};

    for (size_t k = 0; k < sizeof rates / sizeof *rates; k++) {
        char yaml[4096];

        snprintf(yaml, sizeof yaml,
                 COLLAPSE("4", "1", "{edges: [[1, 2], [2, 3], [3, 4]]}",
                          "uniform", "[[1]]", "none", "[[0], [1], [2], [3]]",
                          ", rate-at-most: %s"),
                 rates[k]);
        expect_claim(yaml, verdicts[k], reasons[k], "");
    }
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("collapse_bound");

    tcase_set_timeout(tcase, 300);
    tcase_add_test(tcase, linear_bounds_hold);
    tcase_add_test(tcase, softmax_bounds_hold);
    tcase_add_test(tcase, rms_bounds_hold);
    tcase_add_test(tcase, constants);
    tcase_add_test(tcase, constant_of_the_first_phase);
    tcase_add_test(tcase, rates_of_blocks);
    return run_claim_tests(tcase);
}
