/* Claim kind `equilibrium`, end to end: models built backwards from exact
   equilibria, the plane with all its equilibria known, and hard cases by
   hand. */

#include "claim_support.h"
#include "exact_equilibria.h"

/* ---- Random exact equilibria ---- */

/* Perturbations of `near`: thousandths of a millionth of 1. */
static const long distances[] = {0, 1, 1000, 1000000, 20000000, 47000000};

/* near = X + errors of at most `distance`, but for one coordinate that is off
   by `shift`. */
static void
set_near(fmpq_mat_t near, const exact_model *m, long distance, long shift,
         uint64_t *state)
{
    const long moved = random_below(state, m->n * m->d);
    fmpq_t error;

    fmpq_init(error);
    for (slong i = 0; i < m->n; i++)
        for (slong a = 0; a < m->d; a++) {
            fmpq_set_si(error, random_below(state, 2 * distance + 1) - distance,
                        1000000000);
            if (shift != 0 && i * m->d + a == moved)
                fmpq_set_si(error, shift, 1000000000);
            fmpq_add(fmpq_mat_entry(near, i, a), fmpq_mat_entry(m->X, i, a),
                     error);
        }
    fmpq_clear(error);
}

static void
put_claim(FILE *out, const fmpq_mat_t near, slong rank)
{
    fputs("  - {kind: equilibrium, near: ", out);
    exact_put_matrix(out, near);
    if (rank >= 0)
        fprintf(out, ", rank: %ld", (long)rank);
    fputs("}\n", out);
}

/* The case: near with no rank, with ranks k - 1, k, k + 1, and a claim that
   does not mean this equilibrium. */
static char *
write_case(const exact_model *m, const fmpq_mat_t near, const fmpq_mat_t far)
{
    char *text = NULL;
    size_t length;
    FILE *out = open_memstream(&text, &length);

    ck_assert_ptr_nonnull(out);
    exact_put_model(out, m);
    fputs("claims:\n", out);
    for (slong rank = m->rank - 1; rank <= m->rank + 1; rank++)
        put_claim(out, near, rank);
    put_claim(out, near, -1);
    put_claim(out, far, -1);
    ck_assert_int_eq(fclose(out), 0);
    return text;
}

/* What an enclosure of tokens says of a point: 1 it holds it; -1 it certainly
   does not. */
static int
encloses(const json_t *tokens, const fmpq_mat_t X)
{
    fmpq_t low, high;
    int holds = 1;

    fmpq_init(low);
    fmpq_init(high);
    ck_assert_int_eq((slong)json_array_size(tokens), fmpq_mat_nrows(X));
    for (slong i = 0; i < fmpq_mat_nrows(X); i++)
        for (slong a = 0; a < fmpq_mat_ncols(X); a++) {
            const json_t *pair =
                json_array_get(json_array_get(tokens, (size_t)i), (size_t)a);

            json_number(low, json_array_get(pair, 0));
            json_number(high, json_array_get(pair, 1));
            ck_assert_int_le(fmpq_cmp(low, high), 0);
            if (fmpq_cmp(low, fmpq_mat_entry(X, i, a)) > 0 ||
                fmpq_cmp(high, fmpq_mat_entry(X, i, a)) < 0)
                holds = -1;
        }
    fmpq_clear(high);
    fmpq_clear(low);
    return holds;
}

/* M = the enclosure's midpoints. */
static void
get_midpoints(fmpq_mat_t M, const json_t *tokens)
{
    fmpq_t high;

    fmpq_init(high);
    for (slong i = 0; i < fmpq_mat_nrows(M); i++)
        for (slong a = 0; a < fmpq_mat_ncols(M); a++) {
            const json_t *pair =
                json_array_get(json_array_get(tokens, (size_t)i), (size_t)a);
            fmpq *mid = fmpq_mat_entry(M, i, a);

            json_number(mid, json_array_get(pair, 0));
            json_number(high, json_array_get(pair, 1));
            fmpq_add(mid, mid, high);
            fmpq_div_2exp(mid, mid, 1);
        }
    fmpq_clear(high);
}

/* weights of row i of softmax at M, by the plain formula. */
static void
plain_softmax(arb_ptr weight, const exact_model *m, const fmpq_mat_t M, slong i)
{
    fmpq_t query, key;
    arb_t sum;

    fmpq_init(query);
    fmpq_init(key);
    arb_init(sum);
    for (slong a = 0; a < m->d; a++)
        fmpq_addmul(query, fmpq_mat_entry(M, i, a),
                    fmpq_mat_entry(m->query, a, 0));
    for (slong j = 0; j < m->n; j++) {
        arb_zero(weight + j);
        if (!m->mask[i][j])
            continue;
        fmpq_zero(key);
        for (slong a = 0; a < m->d; a++)
            fmpq_addmul(key, fmpq_mat_entry(M, j, a),
                        fmpq_mat_entry(m->key, a, 0));
        fmpq_mul(key, key, query);
        arb_set_fmpq(weight + j, key, 256);
        arb_exp(weight + j, weight + j, 256);
        arb_add(sum, sum, weight + j, 256);
    }
    _arb_vec_scalar_div(weight, weight, m->n, sum, 256);
    arb_clear(sum);
    fmpq_clear(key);
    fmpq_clear(query);
}

/* The layer leaves the midpoints where they are, but for 1e-9: worked out here
   by plain formulas, for an equilibrium that is not known. */
static void
expect_at_rest(const exact_model *m, const json_t *tokens)
{
    fmpq_mat_t M, W;
    arb_mat_t A, X, V, Y, Z;
    arb_t norm, off;

    fmpq_mat_init(M, m->n, m->d);
    fmpq_mat_init(W, m->d, m->d);
    arb_mat_init(A, m->n, m->n);
    arb_mat_init(X, m->n, m->d);
    arb_mat_init(Y, m->n, m->d);
    arb_mat_init(Z, m->n, m->d);
    arb_mat_init(V, m->d, m->d);
    arb_init(norm);
    arb_init(off);
    get_midpoints(M, tokens);
    exact_centred(W, m);
    arb_mat_set_fmpq_mat(X, M, 256);
    arb_mat_set_fmpq_mat(V, W, 256);
    arb_mat_set_fmpq_mat(A, m->A, 256);
    for (slong i = 0; m->attention == EXACT_SOFTMAX && i < m->n; i++)
        plain_softmax(arb_mat_entry(A, i, 0), m, M, i);
    arb_mat_mul(Y, A, X, 256);
    arb_mat_mul(Z, Y, V, 256);
    for (slong i = 0; i < m->n; i++) {
        arb_zero(norm);
        for (slong a = 0; a < m->d; a++)
            arb_addmul(norm, arb_mat_entry(Z, i, a), arb_mat_entry(Z, i, a),
                       256);
        arb_sqrt(norm, norm, 256);
        for (slong a = 0; a < m->d; a++) {
            arb_div(off, arb_mat_entry(Z, i, a), norm, 256);
            arb_sub(off, off, arb_mat_entry(X, i, a), 256);
            arb_mul_ui(off, off, 1000000000, 256);
            ck_assert(arb_is_finite(off));
            arb_abs(off, off);
            arb_sub_ui(off, off, 1, 256);
            ck_assert(arb_is_negative(off));
        }
    }
    arb_clear(off);
    arb_clear(norm);
    arb_mat_clear(V);
    arb_mat_clear(Z);
    arb_mat_clear(Y);
    arb_mat_clear(X);
    arb_mat_clear(A);
    fmpq_mat_clear(W);
    fmpq_mat_clear(M);
}

/* Every midpoint is within 1/20 (and a little) of near. */
static void
expect_near(const json_t *tokens, const fmpq_mat_t near)
{
    fmpq_mat_t M;
    fmpq_t off, reach;

    fmpq_mat_init(M, fmpq_mat_nrows(near), fmpq_mat_ncols(near));
    fmpq_init(off);
    fmpq_init(reach);
    fmpq_set_si(reach, 50000001, 1000000000);
    get_midpoints(M, tokens);
    for (slong i = 0; i < fmpq_mat_nrows(near); i++)
        for (slong a = 0; a < fmpq_mat_ncols(near); a++) {
            fmpq_sub(off, fmpq_mat_entry(M, i, a), fmpq_mat_entry(near, i, a));
            fmpq_abs(off, off);
            ck_assert_int_lt(fmpq_cmp(off, reach), 0);
        }
    fmpq_clear(reach);
    fmpq_clear(off);
    fmpq_mat_clear(M);
}

/* Whether the cube of uniqueness holds X: exactly one equilibrium is there. */
static int
cube_holds(const json_t *values, const fmpq_mat_t X)
{
    fmpq_mat_t M;
    fmpq_t off, radius;
    int holds = 1;

    fmpq_mat_init(M, fmpq_mat_nrows(X), fmpq_mat_ncols(X));
    fmpq_init(off);
    fmpq_init(radius);
    get_midpoints(M, json_object_get(values, "equilibrium"));
    json_number(radius, json_object_get(values, "radius"));
    ck_assert_int_gt(fmpq_sgn(radius), 0);
    fmpq_div_2exp(radius, radius, 1); /* the cube's centre is not reported */
    for (slong i = 0; i < fmpq_mat_nrows(X); i++)
        for (slong a = 0; a < fmpq_mat_ncols(X); a++) {
            fmpq_sub(off, fmpq_mat_entry(M, i, a), fmpq_mat_entry(X, i, a));
            fmpq_abs(off, off);
            if (fmpq_cmp(off, radius) > 0)
                holds = 0;
        }
    fmpq_clear(radius);
    fmpq_clear(off);
    fmpq_mat_clear(M);
    return holds;
}

typedef struct {
    long models, singular, elsewhere;
    long proved, undecided, rank_proved, rank_unsupported, rank_undecided;
    long rank_refuted, far_proved, far_refuted, far_undecided;
    long by_attention[3], layer, deficient, irrational;
} tally;

/* Whatever is proved must be at rest, near, and this one when it is in its
   cube. Returns 1 when it is this one. */
static int
check_proof(const exact_model *m, const claim_run *run, const fmpq_mat_t near)
{
    const json_t *tokens = json_object_get(run->values, "equilibrium");
    const int this = encloses(tokens, m->X) > 0;

    expect_at_rest(m, tokens);
    expect_near(tokens, near);
    if (!this)
        ck_assert_msg(!cube_holds(run->values, m->X),
                      "two equilibria in the cube of uniqueness");
    return this;
}

/* The claim of rank m->rank + off. */
static void
check_rank(tally *t, const exact_model *m, const claim_run *run,
           const fmpq_mat_t near, slong off)
{
    if (run->verdict == RC_REFUTED || run->verdict == RC_PROVED) {
        const json_t *tokens = json_object_get(run->values, "equilibrium");

        ck_assert_ptr_nonnull(tokens); /* never excluded: it is there */
        if (!check_proof(m, run, near))
            return; /* another one's rank is not known */
        ck_assert_int_eq(run->verdict == RC_PROVED, off == 0);
    }
    t->rank_proved += run->verdict == RC_PROVED;
    t->rank_refuted += run->verdict == RC_REFUTED;
    t->rank_unsupported += run->verdict == RC_UNSUPPORTED;
    t->rank_undecided += run->verdict == RC_UNDECIDED;
}

static void
check_far(tally *t, const exact_model *m, const claim_run *run,
          const fmpq_mat_t far)
{
    if (run->verdict == RC_PROVED)
        ck_assert_msg(!check_proof(m, run, far),
                      "proved an equilibrium out of reach");
    t->far_proved += run->verdict == RC_PROVED;
    t->far_refuted += run->verdict == RC_REFUTED;
    t->far_undecided += run->verdict == RC_UNDECIDED;
}

static void
check_model(tally *t, uint64_t *state)
{
    const rc_limits limits = {.max_bits = 512};
    const long distance = distances[random_below(state, 6)];
    exact_model m;
    fmpq_mat_t near, far;
    claim_run run;
    char *text;
    int singular;

    exact_model_random(&m, state);
    ck_assert(exact_model_holds(&m));
    singular = exact_model_is_singular(&m);
    fmpq_mat_init(near, m.n, m.d);
    fmpq_mat_init(far, m.n, m.d);
    set_near(near, &m, distance, 0, state);
    set_near(far, &m, 1000, random_below(state, 2) ? 51000000 : -130000000,
             state);
    text = write_case(&m, near, far);
    claim_open(&run, text);
    t->models++;
    t->by_attention[m.attention]++;
    t->layer += m.norm_layer;
    t->irrational += m.irrational;
    t->deficient += m.rank < m.n && m.rank < m.d;
    t->singular += singular;
    claim_verify(&run, 3, &limits);
    ck_assert_msg(run.verdict == RC_PROVED || run.verdict == RC_UNDECIDED,
                  "%s\n%s: %s", text, rc_verdict_name(run.verdict), run.reason);
    t->undecided += run.verdict == RC_UNDECIDED;
    if (run.verdict == RC_PROVED) {
        const int this = check_proof(&m, &run, near);

        ck_assert_msg(!this || !singular, "%s", text);
        t->proved += this;
        t->elsewhere += !this;
    }
    for (slong off = -1; off <= 1; off++) {
        claim_verify(&run, (size_t)(off + 1), &limits);
        check_rank(t, &m, &run, near, off);
    }
    claim_verify(&run, 4, &limits);
    check_far(t, &m, &run, far);
    claim_close(&run);
    free(text);
    fmpq_mat_clear(far);
    fmpq_mat_clear(near);
    exact_model_clear(&m);
}

START_TEST(random_exact_equilibria_are_told_from_false_claims)
{
    const long trials = random_trials(40);
    uint64_t state = random_start();
    tally t = {0};

    for (long k = 0; k < trials; k++)
        check_model(&t, &state);
    printf("%ld models: %ld uniform, %ld fixed, %ld softmax, %ld layer, %ld "
           "rank deficient, %ld irrational, %ld singular\n",
           t.models, t.by_attention[0], t.by_attention[1], t.by_attention[2],
           t.layer, t.deficient, t.irrational, t.singular);
    printf("near: %ld proved, %ld elsewhere, %ld undecided; rank: %ld proved, "
           "%ld refuted, %ld unsupported, %ld undecided; moved: %ld proved "
           "elsewhere, %ld refuted, %ld undecided\n",
           t.proved, t.elsewhere, t.undecided, t.rank_proved, t.rank_refuted,
           t.rank_unsupported, t.rank_undecided, t.far_proved, t.far_refuted,
           t.far_undecided);
    ck_assert_int_gt(t.by_attention[0], 0);
    ck_assert_int_gt(t.by_attention[1], 0);
    ck_assert_int_gt(t.by_attention[2], 0);
    ck_assert_int_gt(t.layer, 0);
    ck_assert_int_gt(t.deficient, 0);
    ck_assert_int_gt(t.irrational, 0);
    /* one in fifteen, and one in sixty: a short run may miss them */
    ck_assert(t.models < 500 || t.singular > 0);
    ck_assert_int_gt(t.proved, t.models * 3 / 4);
    ck_assert_int_gt(t.rank_proved, t.models * 3 / 4);
    ck_assert_int_gt(t.rank_refuted, t.models);
    ck_assert(t.models < 500 || t.rank_unsupported > 0);
    ck_assert_int_gt(t.far_refuted, t.models / 4);
}
END_TEST

/* ---- Two tokens in the plane: every equilibrium is known (R16) ---- */

#define PLANE_BITS 192
#define PLANE_MOST 16

/* W = [[a, w], [0, b]], a != b, causal, A_21 = alpha: the equilibria, as
   (x_11, x_12, x_21, x_22), and whether the second token is on the first's
   line. */
typedef struct {
    arb_ptr points[PLANE_MOST];
    int parallel[PLANE_MOST];
    slong count;
    int doubtful; /* some condition is too close to call */
} plane;

static int
certainly_positive(plane *p, const arb_t x)
{
    arb_t far;
    int close;

    arb_init(far);
    arb_abs(far, x);
    arb_mul_2exp_si(far, far, 20);
    arb_sub_ui(far, far, 1, PLANE_BITS);
    close = !arb_is_positive(far);
    arb_clear(far);
    p->doubtful |= close;
    return !close && arb_is_positive(x);
}

static void
add_point(plane *p, arb_srcptr first, const arb_t x, const arb_t y,
          int parallel)
{
    arb_ptr point = _arb_vec_init(4);

    ck_assert_int_lt(p->count, PLANE_MOST);
    arb_set(point, first);
    arb_set(point + 1, first + 1);
    arb_set(point + 2, x);
    arb_set(point + 3, y);
    p->parallel[p->count] = parallel;
    p->points[p->count++] = point;
}

typedef struct {
    arb_t a, b, w, alpha, beta, s;
} plane_data;

/* Second tokens on the first one's line: x_2 = sign x_1, whose factor is
   eigenvalue (beta + sign alpha). */
static void
parallel_points(plane *p, const plane_data *m, arb_srcptr first,
                const arb_t eigenvalue)
{
    arb_t x, y, factor;

    arb_init(x);
    arb_init(y);
    arb_init(factor);
    for (int sign = -1; sign <= 1; sign += 2) {
        arb_mul_si(factor, m->alpha, sign, PLANE_BITS);
        arb_add(factor, factor, m->beta, PLANE_BITS);
        arb_mul(factor, factor, eigenvalue, PLANE_BITS);
        arb_mul_si(x, first, sign, PLANE_BITS);
        arb_mul_si(y, first + 1, sign, PLANE_BITS);
        if (certainly_positive(p, factor))
            add_point(p, first, x, y, 1);
    }
    arb_clear(factor);
    arb_clear(y);
    arb_clear(x);
}

/* x_1 = (0, sign) with others where w x + (b - a) y = -alpha b sign / beta
   meets the circle, with factor beta a. */
static void
points_over_axis(plane *p, const plane_data *m, int sign)
{
    arb_ptr first = _arb_vec_init(2);
    arb_t n, square, t, root, x, y;

    arb_init(n);
    arb_init(square);
    arb_init(t);
    arb_init(root);
    arb_init(x);
    arb_init(y);
    arb_set_si(first + 1, sign);
    parallel_points(p, m, first, m->b);
    arb_sub(n, m->b, m->a, PLANE_BITS);
    arb_sqr(square, n, PLANE_BITS);
    arb_addmul(square, m->w, m->w, PLANE_BITS);
    arb_mul(t, m->alpha, m->b, PLANE_BITS);
    arb_div(t, t, m->beta, PLANE_BITS);
    arb_mul_si(t, t, -sign, PLANE_BITS);
    arb_set(root, square);
    arb_submul(root, t, t, PLANE_BITS);
    if (certainly_positive(p, m->a) && certainly_positive(p, root))
        for (int side = -1; side <= 1; side += 2) {
            arb_sqrt(y, root, PLANE_BITS);
            arb_mul_si(y, y, side, PLANE_BITS);
            arb_mul(x, t, m->w, PLANE_BITS);
            arb_submul(x, y, n, PLANE_BITS);
            arb_mul(y, y, m->w, PLANE_BITS);
            arb_addmul(y, t, n, PLANE_BITS);
            arb_div(x, x, square, PLANE_BITS);
            arb_div(y, y, square, PLANE_BITS);
            arb_abs(n, x);
            (void)certainly_positive(p, n); /* x = 0 is the other case */
            add_point(p, first, x, y, 0);
            arb_sub(n, m->b, m->a, PLANE_BITS);
        }
    arb_clear(y);
    arb_clear(x);
    arb_clear(root);
    arb_clear(t);
    arb_clear(square);
    arb_clear(n);
    _arb_vec_clear(first, 2);
}

/* x_1 = sign v / |v|, v = (1, s) with v W = a v; x_2 = p v + q e_2 with factor
   beta b, p = alpha a sign / (|v| beta (b - a)), q = -p s +- sqrt(1 - p^2). */
static void
points_over_other(plane *p, const plane_data *m, int sign)
{
    arb_ptr first = _arb_vec_init(2);
    arb_t along, root, q, length;

    arb_init(along);
    arb_init(root);
    arb_init(q);
    arb_init(length);
    arb_sqr(length, m->s, PLANE_BITS);
    arb_add_ui(length, length, 1, PLANE_BITS);
    arb_sqrt(length, length, PLANE_BITS);
    arb_set_si(first, sign);
    arb_div(first, first, length, PLANE_BITS);
    arb_mul(first + 1, first, m->s, PLANE_BITS);
    parallel_points(p, m, first, m->a);
    arb_sub(along, m->b, m->a, PLANE_BITS);
    arb_mul(along, along, m->beta, PLANE_BITS);
    arb_mul(along, along, length, PLANE_BITS);
    arb_div(along, m->alpha, along, PLANE_BITS);
    arb_mul(along, along, m->a, PLANE_BITS);
    arb_mul_si(along, along, sign, PLANE_BITS);
    arb_one(root);
    arb_submul(root, along, along, PLANE_BITS);
    if (certainly_positive(p, m->b) && certainly_positive(p, root))
        for (int side = -1; side <= 1; side += 2) {
            arb_sqrt(q, root, PLANE_BITS);
            arb_mul_si(q, q, side, PLANE_BITS);
            arb_submul(q, along, m->s, PLANE_BITS);
            arb_abs(length, q);
            (void)certainly_positive(p, length); /* q = 0 is the other case */
            arb_addmul(q, along, m->s, PLANE_BITS);
            add_point(p, first, along, q, 0);
        }
    arb_clear(length);
    arb_clear(q);
    arb_clear(root);
    arb_clear(along);
    _arb_vec_clear(first, 2);
}

/* q holds a, b, w, alpha. */
static void
find_all(plane *p, const fmpq_mat_t q)
{
    plane_data m;

    p->count = 0;
    p->doubtful = 0;
    arb_init(m.a);
    arb_init(m.b);
    arb_init(m.w);
    arb_init(m.alpha);
    arb_init(m.beta);
    arb_init(m.s);
    arb_set_fmpq(m.a, fmpq_mat_entry(q, 0, 0), PLANE_BITS);
    arb_set_fmpq(m.b, fmpq_mat_entry(q, 0, 1), PLANE_BITS);
    arb_set_fmpq(m.w, fmpq_mat_entry(q, 0, 2), PLANE_BITS);
    arb_set_fmpq(m.alpha, fmpq_mat_entry(q, 0, 3), PLANE_BITS);
    arb_sub_ui(m.beta, m.alpha, 1, PLANE_BITS);
    arb_neg(m.beta, m.beta);
    arb_sub(m.s, m.a, m.b, PLANE_BITS);
    arb_div(m.s, m.w, m.s, PLANE_BITS);
    for (int sign = -1; sign <= 1; sign += 2) {
        if (certainly_positive(p, m.b))
            points_over_axis(p, &m, sign);
        if (certainly_positive(p, m.a))
            points_over_other(p, &m, sign);
    }
    arb_clear(m.s);
    arb_clear(m.beta);
    arb_clear(m.alpha);
    arb_clear(m.w);
    arb_clear(m.b);
    arb_clear(m.a);
}

static void
plane_clear(plane *p)
{
    for (slong k = 0; k < p->count; k++)
        _arb_vec_clear(p->points[k], 4);
}

/* 1 when every coordinate of the point is within reach (of 1e-9) of X. */
static int
point_within(arb_srcptr point, const fmpq_mat_t X, long reach)
{
    arb_t off;
    int within = 1;

    arb_init(off);
    for (slong k = 0; k < 4; k++) {
        arb_set_fmpq(off, fmpq_mat_entry(X, k / 2, k % 2), PLANE_BITS);
        arb_sub(off, off, point + k, PLANE_BITS);
        arb_mul_si(off, off, 1000000000, PLANE_BITS);
        arb_abs(off, off);
        arb_sub_si(off, off, reach, PLANE_BITS);
        within = within && arb_is_negative(off);
    }
    arb_clear(off);
    return within;
}

static slong
count_within(const plane *p, const fmpq_mat_t X, long reach)
{
    slong count = 0;

    for (slong k = 0; k < p->count; k++)
        count += point_within(p->points[k], X, reach);
    return count;
}

/* near = some equilibrium, or any two unit vectors when there is none, with
   errors up to a tenth; to multiples of 1e-9. */
static void
choose_near(fmpq_mat_t near, const plane *p, uint64_t *state)
{
    static const long errors[] = {0, 1000000, 45000000, 60000000, 100000000};
    const long error = errors[random_below(state, 5)];
    const slong chosen = p->count > 0 && random_below(state, 4) != 0
                             ? random_below(state, p->count)
                             : -1;
    arb_t scaled;
    fmpq_t off;

    arb_init(scaled);
    fmpq_init(off);
    for (slong i = 0; i < 2; i++)
        exact_unit_row(near, i, 0, state);
    for (slong k = 0; k < 4; k++) {
        fmpq *entry = fmpq_mat_entry(near, k / 2, k % 2);

        if (chosen >= 0) {
            arb_mul_si(scaled, p->points[chosen] + k, 1000000000, PLANE_BITS);
            arf_get_fmpz(fmpq_numref(entry), arb_midref(scaled), ARF_RND_NEAR);
            fmpz_set_si(fmpq_denref(entry), 1000000000);
            fmpq_canonicalise(entry);
        }
        fmpq_set_si(off, random_below(state, 2 * error + 1) - error,
                    1000000000);
        fmpq_add(entry, entry, off);
    }
    fmpq_clear(off);
    arb_clear(scaled);
}

static char *
write_plane(const fmpq_mat_t q, const fmpq_mat_t near)
{
    char *text = NULL, *number[5];
    size_t length;
    FILE *out = open_memstream(&text, &length);
    fmpq_t rest;

    ck_assert_ptr_nonnull(out);
    fmpq_init(rest);
    fmpq_one(rest);
    fmpq_sub(rest, rest, fmpq_mat_entry(q, 0, 3));
    for (slong k = 0; k < 5; k++)
        number[k] =
            fmpq_get_str(NULL, 10, k < 4 ? fmpq_mat_entry(q, 0, k) : rest);
    fprintf(out,
            "rankcert: 1\nmodel: {tokens: 2, dim: 2, mask: causal, norm: rms, "
            "value: [[%s, %s], [0, %s]], attention: {fixed: [[1, 0], [%s, "
            "%s]]}}\nclaims:\n",
            number[0], number[2], number[1], number[3], number[4]);
    for (slong rank = -1; rank <= 2; rank++)
        put_claim(out, near, rank);
    ck_assert_int_eq(fclose(out), 0);
    for (slong k = 0; k < 5; k++)
        flint_free(number[k]);
    fmpq_clear(rest);
    return text;
}

typedef struct {
    long models, doubtful, proved, refuted, undecided;
    long rank_proved, rank_refuted, rank_open;
} plane_tally;

/* The one known equilibrium that the enclosure means, or -1. */
static slong
which_point(const plane *p, const json_t *tokens)
{
    fmpq_mat_t M;
    slong which = -1;

    fmpq_mat_init(M, 2, 2);
    get_midpoints(M, tokens);
    for (slong k = 0; k < p->count; k++)
        if (point_within(p->points[k], M, 10))
            which = k;
    fmpq_mat_clear(M);
    return which;
}

/* How many known equilibria lie in half the cube of uniqueness. */
static slong
count_in_cube(const plane *p, const json_t *values)
{
    fmpq_mat_t M;
    fmpq_t radius;
    fmpz_t units;
    slong count;

    fmpq_mat_init(M, 2, 2);
    fmpq_init(radius);
    fmpz_init(units);
    get_midpoints(M, json_object_get(values, "equilibrium"));
    json_number(radius, json_object_get(values, "radius"));
    fmpz_set_si(units, 500000000);
    fmpq_mul_fmpz(radius, radius, units);
    fmpz_fdiv_q(units, fmpq_numref(radius), fmpq_denref(radius));
    count = count_within(p, M, fmpz_get_si(units) + 10);
    fmpz_clear(units);
    fmpq_clear(radius);
    fmpq_mat_clear(M);
    return count;
}

static void
check_plane_claims(plane_tally *t, const plane *p, claim_run *run,
                   const fmpq_mat_t near)
{
    const rc_limits limits = {.max_bits = 512};

    claim_verify(run, 0, &limits);
    t->proved += run->verdict == RC_PROVED;
    t->refuted += run->verdict == RC_REFUTED;
    t->undecided += run->verdict == RC_UNDECIDED;
    if (run->verdict == RC_REFUTED)
        ck_assert_int_eq(count_within(p, near, 49999998), 0);
    if (run->verdict == RC_PROVED) {
        ck_assert_int_gt(count_within(p, near, 50000002), 0);
        ck_assert_int_eq(count_in_cube(p, run->values), 1);
    }
    for (slong rank = 0; rank <= 2; rank++) {
        const json_t *tokens;

        claim_verify(run, (size_t)rank + 1, &limits);
        tokens = json_object_get(run->values, "equilibrium");
        t->rank_proved += run->verdict == RC_PROVED;
        t->rank_refuted += run->verdict == RC_REFUTED && tokens != NULL;
        t->rank_open += tokens == NULL;
        if (run->verdict == RC_REFUTED && tokens == NULL)
            ck_assert_int_eq(count_within(p, near, 49999998), 0);
        else if (run->verdict == RC_REFUTED || run->verdict == RC_PROVED) {
            const slong k = which_point(p, tokens);

            ck_assert_int_ge(k, 0);
            ck_assert_int_eq(run->verdict == RC_PROVED,
                             rank == (p->parallel[k] ? 1 : 2));
        }
    }
}

static void
check_plane(plane_tally *t, uint64_t *state)
{
    fmpq_mat_t q, near;
    claim_run run;
    plane p;
    char *text;

    fmpq_mat_init(q, 1, 4);
    fmpq_mat_init(near, 2, 2);
    do {
        for (slong k = 0; k < 3; k++)
            exact_random(fmpq_mat_entry(q, 0, k), state, 6);
        fmpq_set_si(fmpq_mat_entry(q, 0, 3), 1 + random_below(state, 9), 10);
    } while (fmpq_equal(fmpq_mat_entry(q, 0, 0), fmpq_mat_entry(q, 0, 1)));
    find_all(&p, q);
    choose_near(near, &p, state);
    t->models++;
    t->doubtful += p.doubtful;
    text = write_plane(q, near);
    if (!p.doubtful) {
        claim_open(&run, text);
        check_plane_claims(t, &p, &run, near);
        claim_close(&run);
    }
    free(text);
    plane_clear(&p);
    fmpq_mat_clear(near);
    fmpq_mat_clear(q);
}

START_TEST(in_the_plane_verdicts_agree_with_all_equilibria)
{
    const long trials = random_trials(300);
    uint64_t state = random_start();
    plane_tally t = {0};

    for (long k = 0; k < trials; k++)
        check_plane(&t, &state);
    printf("%ld models (%ld too close to call): %ld proved, %ld refuted, %ld "
           "undecided; rank: %ld proved, %ld refuted, %ld without one\n",
           t.models, t.doubtful, t.proved, t.refuted, t.undecided,
           t.rank_proved, t.rank_refuted, t.rank_open);
    ck_assert_int_gt(t.proved, t.models / 4);
    ck_assert_int_gt(t.refuted, t.models / 8);
    ck_assert_int_gt(t.rank_proved, t.models / 4);
    ck_assert_int_gt(t.rank_refuted, t.models / 2);
    ck_assert_int_lt(t.doubtful + t.undecided, t.models / 2);
}
END_TEST

/* ---- By hand ---- */

/* Figure 1: W_V = [[1/2, 1], [0, 1]], uniform causal weights. */
#define FIGURE_1                                                               \
    "rankcert: 1\n"                                                            \
    "model: {tokens: 2, dim: 2, mask: causal, attention: uniform, norm: rms, " \
    "value: [[1/2, 1], [0, 1]]}\n"                                             \
    "claims:\n  - {kind: equilibrium, near: "

START_TEST(figure_1_has_rank_two_and_rank_one_equilibria)
{
    expect_claim(FIGURE_1 "[[0, 1], [-3/5, -4/5]], rank: 2}", RC_PROVED, "",
                 "\"rank\":2");
    expect_claim(FIGURE_1 "[[0, 1], [-1, 0]], rank: 2}", RC_PROVED, "",
                 "\"rank\":2");
    expect_claim(FIGURE_1 "[[0, -1], [3/5, 4/5]]}", RC_PROVED, "",
                 "\"radius\":");
    expect_claim(FIGURE_1 "[[0, 1], [0, 1]], rank: 1}", RC_PROVED, "",
                 "\"rank-bound\":\"coordinates closed under W\"");
    expect_claim(FIGURE_1 "[[0, 1], [-3/5, -4/5]], rank: 1}", RC_REFUTED,
                 "rank at least 2, not 1", "\"rank-at-least\":2");
    expect_claim(FIGURE_1 "[[0, 1], [0, 1]], rank: 2}", RC_REFUTED,
                 "rank at most 1, not 2, by coordinates closed",
                 "\"rank-at-most\":1");
    expect_claim(FIGURE_1 "[[0, 1], [0, 1]], rank: 0}", RC_REFUTED,
                 "rank at least 1", "");
    expect_claim(FIGURE_1 "[[0, 1], [-3/5, -4/5]], rank: 0}", RC_REFUTED,
                 "rank at least 2, not 0", "");
    expect_claim(FIGURE_1 "[[0, 1], [0, 1]], rank: 3}", RC_REFUTED,
                 "rank at most 1", "");
}
END_TEST

START_TEST(where_nothing_rests_is_refuted_with_the_token)
{
    expect_claim(FIGURE_1 "[[0, 1], [3/5, -4/5]]}", RC_REFUTED,
                 "token 2 cannot be at rest", "\"token\":2");
    expect_claim(FIGURE_1 "[[1, 0], [3/5, -4/5]]}", RC_REFUTED,
                 "token 1 cannot be at rest", "\"token\":1");
    /* the right direction and a wrong length */
    expect_claim(FIGURE_1 "[[0, 1.2], [-3/5, -4/5]]}", RC_REFUTED, "token 1",
                 "");
}
END_TEST

START_TEST(near_reaches_a_twentieth_and_no_farther)
{
    expect_claim(FIGURE_1 "[[0, 1.0499], [-3/5, -4/5]]}", RC_PROVED, "", "");
    expect_claim(FIGURE_1 "[[0, 1.0501], [-3/5, -4/5]]}", RC_REFUTED, "", "");
    expect_claim(FIGURE_1 "[[0, 1], [-3/5, -0.8499]]}", RC_PROVED, "", "");
    expect_claim(FIGURE_1 "[[0, 1], [-3/5, -0.8501]]}", RC_REFUTED, "", "");
    /* at the very edge neither side is certified */
    expect_claim_bits(FIGURE_1 "[[0, 1.05], [-3/5, -4/5]]}", 256, RC_UNDECIDED,
                      "256 bits, the limit", "");
}
END_TEST

START_TEST(a_zero_row_is_undefined)
{
    expect_claim(FIGURE_1 "[[0, 1], [0, -1]]}", RC_UNDEFINED,
                 "y_2 is exactly zero", "");
}
END_TEST

START_TEST(without_layernorm_it_is_unsupported)
{
    expect_claim("rankcert: 1\n"
                 "model: {tokens: 1, dim: 1, mask: causal, attention: uniform, "
                 "norm: none, value: [[1]]}\n"
                 "claims:\n  - {kind: equilibrium, near: [[1]]}",
                 RC_UNSUPPORTED, "norm is none", "{}");
}
END_TEST

/* The fixed point of one layer is none of the next. */
START_TEST(layers_that_differ_are_unsupported)
{
    static const char *const several[] = {
        "value: {per-layer: [[[1, 0], [0, 2]], [[2, 0], [0, 1]]]}, attention: "
        "uniform",
        /* alike, but nobody has said so */
        "value: {per-layer: [{identity: 2}, {identity: 2}]}, attention: "
        "uniform",
        "value: {random: {rows: 2, cols: 2, seed: 1, range: 1}}, layers: 2, "
        "attention: uniform",
        "value: {identity: 2}, attention: {softmax: {key: {identity: 2}, "
        "query: {per-layer: [{identity: 2}, {diagonal: [1, 2]}]}}}",
        "value: {identity: 2}, attention: {softmax: {query: {identity: 2}, "
        "key: {per-layer: [{identity: 2}, {diagonal: [1, 2]}]}}}",
        "value: {identity: 2}, attention: {fixed: {per-layer: [[[1]], [[1]]]}}",
    };
    char text[1024];

    for (size_t k = 0; k < sizeof several / sizeof *several; k++) {
        snprintf(text, sizeof text,
                 "rankcert: 1\nmodel: {tokens: 1, dim: 2, mask: causal, norm: "
                 "rms, %s}\nclaims:\n  - {kind: equilibrium, near: [[0, 1]]}",
                 several[k]);
        expect_claim(text, RC_UNSUPPORTED, "the weights differ by layer", "{}");
    }
}
END_TEST

/* One matrix for all layers is one layer map, however it is written. */
START_TEST(layers_that_are_one_are_supported)
{
    static const char *const one[] = {
        "value: {per-layer: [[[1, 0], [0, 2]]]}",
        "value: {diagonal: [1, 2]}, layers: 9",
    };
    char text[1024];

    for (size_t k = 0; k < sizeof one / sizeof *one; k++) {
        snprintf(text, sizeof text,
                 "rankcert: 1\nmodel: {tokens: 1, dim: 2, mask: causal, norm: "
                 "rms, attention: uniform, %s}\n"
                 "claims:\n  - {kind: equilibrium, near: [[0, 1]]}",
                 one[k]);
        expect_claim(text, RC_PROVED, "", "");
    }
}
END_TEST

/* The equilibrium exists and its system is singular: neither proved nor
   refuted at any precision, with a rank or without. */
static void
expect_open(const char *model, const char *claim)
{
    static const char *const ranks[] = {"}", ", rank: 1}", ", rank: 2}"};
    char text[1024];

    for (size_t k = 0; k < 3; k++) {
        snprintf(text, sizeof text, "%s%s%s", model, claim, ranks[k]);
        expect_claim_bits(text, 1024, RC_UNDECIDED, "the limit", "{}");
    }
}

START_TEST(singular_systems_stay_open)
{
    /* R16 with (w, b - a) = (4, 3)/5: the line touches the circle of second
       tokens, at (-4/5, -3/5): a double root */
    static const char fold[] =
        "rankcert: 1\n"
        "model: {tokens: 2, dim: 2, mask: causal, attention: uniform, norm: "
        "rms, value: [[2/5, 4/5], [0, 1]]}\n"
        "claims:\n  - {kind: equilibrium, near: ";
    /* W_V = I: equal tokens may be anywhere */
    static const char identity[] =
        "rankcert: 1\n"
        "model: {tokens: 2, dim: 2, mask: complete, attention: uniform, norm: "
        "rms, value: {identity: 2}}\n"
        "claims:\n  - {kind: equilibrium, near: ";
    static const char no_directions[] =
        "rankcert: 1\n"
        "model: {tokens: 1, dim: 3, mask: causal, attention: uniform, norm: "
        "rms, value: {diagonal: [1, 1, 1/2]}}\n"
        "claims:\n  - {kind: equilibrium, near: ";

    expect_open(fold, "[[0, 1], [-4/5, -3/5]]");
    expect_open(fold, "[[0, 1], [-0.81, -0.59]]");
    expect_open(identity, "[[3/5, 4/5], [3/5, 4/5]]");
    expect_open(identity, "[[0, 1], [0, 1]]");
    expect_open(no_directions, "[[3/5, 4/5, 0]]");
    /* LayerNorm `layer` in the plane has two directions left: no continuum */
    expect_claim("rankcert: 1\n"
                 "model: {tokens: 2, dim: 2, mask: causal, attention: uniform, "
                 "norm: layer, value: {identity: 2}}\n"
                 "claims:\n  - {kind: equilibrium, near: [[0.707, -0.707], "
                 "[0.707, -0.707]], rank: 1}",
                 RC_PROVED, "", "");
}
END_TEST

/* Inside the fold there are two roots, outside none: both are decided. */
START_TEST(near_the_fold_both_sides_are_decided)
{
#define FOLD(w)                                                                \
    "rankcert: 1\n"                                                            \
    "model: {tokens: 2, dim: 2, mask: causal, attention: uniform, norm: rms, " \
    "value: [[2/5, " w "], [0, 1]]}\n"                                         \
    "claims:\n  - {kind: equilibrium, near: [[0, 1], [-4/5, -3/5]]}"
    expect_claim(FOLD("0.80001"), RC_PROVED, "", "");
    expect_claim(FOLD("0.79999"), RC_REFUTED, "token 2", "");
}
END_TEST

/* One entry of W has no finite enclosure below 100 bits: its value is 1. */
START_TEST(what_is_not_finite_is_not_proved)
{
    static const char text[] =
        "rankcert: 1\n"
        "model: {tokens: 2, dim: 2, mask: causal, attention: uniform, norm: "
        "rms, value: [[1/2, 1/(2^100*(sin(1)^2+cos(1)^2-1+2^-100))], [0, 1]]}\n"
        "claims:\n  - {kind: equilibrium, near: [[0, 1], [-3/5, -4/5]]}";

    expect_claim_bits(text, 64, RC_UNDECIDED, "64 bits, the limit", "{}");
    expect_claim_bits(text, 4096, RC_PROVED, "", "");
}
END_TEST

/* Tokens (3/5, 4/5, 0), (0, 3/5, 4/5) and a copy of the second, built backwards
   from factors 2, 1/2, 1/2: W keeps their plane, which is no coordinate plane.
   Rank 2 is true of sqrt(2) W as well, and nothing known here shows it. */
#define SLANTED(r, rank)                                                       \
    "rankcert: 1\n"                                                            \
    "model: {tokens: 3, dim: 3, mask: causal, norm: rms, attention: {fixed: "  \
    "[[1, 0, 0], [1/2, 1/2, 0], [1/2, 1/4, 1/4]]}, value: "                    \
    "[[" r "*498/125, " r "*332/125, " r "*224/125], "                         \
    "[" r "*-186/125, " r "*1/125, " r "*-168/125], "                          \
    "[" r "*-48/125, " r "*-157/125, " r "*251/125]]}\n"                       \
    "claims:\n  - {kind: equilibrium, near: "                                  \
    "[[0.6, 0.8, 0], [0, 0.6, 0.8], [0, 0.6, 0.8]], rank: " rank "}"

START_TEST(a_rank_that_no_structure_bounds_is_unsupported)
{
    expect_claim(SLANTED("1", "2"), RC_PROVED, "",
                 "\"rank-bound\":\"a rational invariant subspace of W\"");
    expect_claim(SLANTED("1", "3"), RC_REFUTED, "rank at most 2, not 3", "");
    expect_claim(SLANTED("sqrt(2)", "1"), RC_REFUTED, "rank at least 2", "");
    expect_claim(SLANTED("sqrt(2)", "2"), RC_UNSUPPORTED,
                 "no invariant subspace of W known here",
                 "\"rank-at-least\":2,\"rank-at-most\":3");
    expect_claim_bits(SLANTED("sqrt(2)", "2"), 256, RC_UNDECIDED,
                      "its rank only between 2 and 3 with 256 bits", "");
    expect_claim_bits(SLANTED("sqrt(2)", "3"), 1024, RC_UNDECIDED,
                      "its rank only between 2 and 3 with 1024 bits", "");
}
END_TEST

/* R16 with alpha = 1/4 and W chosen so that x_2 = -(200, 9999)/10001 rests,
   beside x_2 = (0, -1): rank two and rank one, 0.02 apart. */
#define BESIDE                                                                 \
    "rankcert: 1\n"                                                            \
    "model: {tokens: 2, dim: 2, mask: causal, norm: rms, attention: {fixed: "  \
    "[[1, 0], [1/4, 3/4]]}, value: [[20596/29997, 1], [0, 1]]}\n"              \
    "claims:\n  - {kind: equilibrium, near: "

START_TEST(a_rank_is_refuted_by_the_nearest_equilibrium_only)
{
    static const long percents[] = {-50, -5, 0,  25,  45,  49,
                                    51,  55, 75, 100, 110, 150};
    long proved = 0, refuted = 0, elsewhere = 0;

    for (size_t k = 0; k < sizeof percents / sizeof *percents; k++)
        for (long rank = 1; rank <= 2; rank++) {
            const long nearest = percents[k] < 50 ? 1 : 2;
            char text[512];
            claim_run run;

            snprintf(text, sizeof text,
                     BESIDE "[[0, 1], [%ld/10001, -1+%ld/500050]], rank: %ld}",
                     -2 * percents[k], percents[k], rank);
            claim_open(&run, text);
            claim_verify(&run, 0, NULL);
            if (run.verdict == RC_REFUTED)
                ck_assert_msg(rank != nearest, "%s", text);
            proved += run.verdict == RC_PROVED;
            refuted += run.verdict == RC_REFUTED;
            elsewhere += run.verdict == RC_PROVED && rank != nearest;
            claim_close(&run);
        }
    printf("beside: %ld proved, %ld of them not the nearest, %ld refuted\n",
           proved, elsewhere, refuted);
    ck_assert_int_gt(proved, 6);
    ck_assert_int_gt(refuted, 6);
    /* Newton's method leads to the one of rank two; the other one is nearer */
    expect_claim(BESIDE "[[0, 1], [-0.015, -1.03]], rank: 2}", RC_PROVED, "",
                 "");
    expect_claim(BESIDE "[[0, 1], [-0.015, -1.03]], rank: 1}", RC_UNDECIDED,
                 "not precise enough", "");
    expect_claim(BESIDE "[[0, 1], [0, -1]], rank: 1}", RC_PROVED, "", "");
    expect_claim(BESIDE "[[0, 1], [0, -1]], rank: 2}", RC_REFUTED, "at most 1",
                 "");
    expect_claim(BESIDE "[[0, 1], [-200/10001, -9999/10001]], rank: 2}",
                 RC_PROVED, "", "");
}
END_TEST

START_TEST(stopping_leaves_it_undecided)
{
    int left;
    claim_run run;

    claim_open(&run, FIGURE_1 "[[0.02, 1.03], [-0.57, -0.83]], rank: 2}");
    for (left = 0;;) {
        int asked = left;
        const rc_limits limits = {.stop = stop_after, .context = &asked};

        if (claim_verify(&run, 0, &limits) == RC_PROVED)
            break;
        ck_assert_int_eq(run.verdict, RC_UNDECIDED);
        ck_assert_msg(strstr(run.reason, "stopped while") != NULL, "%s",
                      run.reason);
        left++;
    }
    ck_assert_int_gt(left, 3);
    claim_close(&run);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("equilibrium");

    tcase_add_test(tcase, random_exact_equilibria_are_told_from_false_claims);
    tcase_add_test(tcase, in_the_plane_verdicts_agree_with_all_equilibria);
    tcase_add_test(tcase, figure_1_has_rank_two_and_rank_one_equilibria);
    tcase_add_test(tcase, where_nothing_rests_is_refuted_with_the_token);
    tcase_add_test(tcase, near_reaches_a_twentieth_and_no_farther);
    tcase_add_test(tcase, a_zero_row_is_undefined);
    tcase_add_test(tcase, without_layernorm_it_is_unsupported);
    tcase_add_test(tcase, layers_that_differ_are_unsupported);
    tcase_add_test(tcase, layers_that_are_one_are_supported);
    tcase_add_test(tcase, singular_systems_stay_open);
    tcase_add_test(tcase, near_the_fold_both_sides_are_decided);
    tcase_add_test(tcase, what_is_not_finite_is_not_proved);
    tcase_add_test(tcase, a_rank_that_no_structure_bounds_is_unsupported);
    tcase_add_test(tcase, a_rank_is_refuted_by_the_nearest_equilibrium_only);
    tcase_add_test(tcase, stopping_leaves_it_undecided);
    return run_claim_tests(tcase);
}
