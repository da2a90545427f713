/* The equations of an equilibrium (R11): exact solutions, the Jacobian
   against difference quotients, and the same inside an invariant subspace. */

#include "model_support.h"

enum { TRIALS = 150, LOW = 128, HIGH = 512 };

/* The two tokens of R16: W = [[1/2, 1], [0, 1]], uniform, causal. */
static void
start_two_tokens(exact_layer *m, rc_layer_ball_t ball, slong prec)
{
    layer_start(m, 2, 2, RC_ATTENTION_UNIFORM, RC_NORM_RMS);
    rc_mask_add_causal(m->mask);
    read_entries(m->value, 2, 2, "1/2 1 0 1");
    ck_assert_int_eq(rc_layer_ball_init(ball, &m->layer, prec), RC_OK);
}

static void
set_matrix(arb_mat_t X, const char *text, slong prec)
{
    rc_matrix_t exact;

    rc_matrix_init_empty(exact);
    read_entries(exact, arb_mat_nrows(X), arb_mat_ncols(X), text);
    rc_matrix_get_arb_mat(X, exact, prec);
    rc_matrix_clear(exact);
}

START_TEST(exact_equilibria_have_residual_zero)
{
    static const struct {
        const char *X, *lambda;
        int solves;
    } points[] = {
        {"0 1 -3/5 -4/5", "1 1/4", 1},   {"0 1 -1 0", "1 1/4", 1},
        {"0 -1 3/5 4/5", "1 1/4", 1},    {"0 1 0 1", "1 1", 1},
        {"0 1 -3/5 4/5", "1 1/4", 0},    {"0 1 -3/5 -4/5", "1 1/5", 0},
        {"0 2 -6/5 -8/5", "1 1/4", 0},   {"0 1 -1 0", "1 -1/4", 0},
        {"0 1 -3/5 -79/100", "1 1/4", 0}};

    for (size_t k = 0; k < sizeof points / sizeof *points; k++)
        for (slong first = 0; first < 2; first++) {
            exact_layer m;
            rc_layer_ball_t ball;
            const rc_equilibrium_system system = {ball, NULL, first, 2};
            const slong size = (2 - first) * 3;
            arb_mat_t X, lambda, G, zero;

            start_two_tokens(&m, ball, LOW);
            arb_mat_init(X, 2, 2);
            arb_mat_init(lambda, 2, 1);
            arb_mat_init(G, size, 1);
            arb_mat_init(zero, size, 1);
            ck_assert_int_eq(rc_equilibrium_system_size(&system), size);
            set_matrix(X, points[k].X, LOW);
            set_matrix(lambda, points[k].lambda, LOW);
            ck_assert_int_eq(
                rc_equilibrium_residual(G, &system, X, lambda, LOW), RC_OK);
            ck_assert_int_ge(accuracy_bits(G), LOW - 10);
            ck_assert_msg(arb_mat_contains(G, zero) == points[k].solves, "%s",
                          points[k].X);
            arb_mat_clear(zero);
            arb_mat_clear(G);
            arb_mat_clear(lambda);
            arb_mat_clear(X);
            rc_layer_ball_clear(ball);
            layer_end(&m);
        }
}
END_TEST

/* ---- Against the definition ---- */

typedef struct {
    exact_layer m;
    slong n, d, first, last;
    fmpq_mat_t X, lambda, V, v; /* a point, and a direction to move it in */
    fmpq_mat_t gram;
} random_system;

static void
system_start(random_system *s, long trial, uint64_t *state)
{
    fmpq_mat_t root, transpose;

    s->n = 1 + random_below(state, 4);
    s->d = 1 + random_below(state, 4);
    s->first = random_below(state, s->n);
    s->last = s->first + 1 + random_below(state, s->n - s->first);
    random_layer(&s->m, s->n, s->d, (rc_attention)(trial % 3), RC_NORM_RMS,
                 (int)(trial / 3 % MASK_KINDS), 2, state);
    fmpq_mat_init(s->X, s->n, s->d);
    fmpq_mat_init(s->lambda, s->n, 1);
    fmpq_mat_init(s->V, s->n, s->d);
    fmpq_mat_init(s->v, s->n, 1);
    fmpq_mat_init(s->gram, s->d, s->d);
    fmpq_mat_init(root, s->d, s->d);
    fmpq_mat_init(transpose, s->d, s->d);
    random_fmpq_mat(s->X, state, 3);
    random_fmpq_mat(s->lambda, state, 3);
    random_fmpq_mat(s->V, state, 3);
    random_fmpq_mat(s->v, state, 3);
    random_fmpq_mat(root, state, 3);
    fmpq_mat_transpose(transpose, root);
    fmpq_mat_mul(s->gram, root, transpose);
    if (trial % 2)
        fmpq_mat_one(s->gram);
    /* tokens outside the unknowns stay where they are */
    for (slong i = 0; i < s->n; i++)
        for (slong a = 0; (i < s->first || i >= s->last) && a < s->d; a++)
            fmpq_zero(fmpq_mat_entry(s->V, i, a));
    fmpq_mat_clear(transpose);
    fmpq_mat_clear(root);
}

static void
system_end(random_system *s)
{
    fmpq_mat_clear(s->gram);
    fmpq_mat_clear(s->v);
    fmpq_mat_clear(s->V);
    fmpq_mat_clear(s->lambda);
    fmpq_mat_clear(s->X);
    layer_end(&s->m);
}

/* out = start + 2^-k step, or start when k is negative. */
static void
move(arb_mat_t out, const fmpq_mat_t start, const fmpq_mat_t step, slong k,
     slong prec)
{
    fmpq_t at;

    fmpq_init(at);
    for (slong i = 0; i < fmpq_mat_nrows(start); i++)
        for (slong a = 0; a < fmpq_mat_ncols(start); a++) {
            fmpq_zero(at);
            if (k >= 0)
                fmpq_div_2exp(at, fmpq_mat_entry(step, i, a), (ulong)k);
            fmpq_add(at, at, fmpq_mat_entry(start, i, a));
            arb_set_fmpq(arb_mat_entry(out, i, a), at, prec);
        }
    fmpq_clear(at);
}

/* The residual at X + 2^-k V, lambda + 2^-k v, by the definition. */
static void
naive_residual(arb_mat_t G, const random_system *s, slong k)
{
    const slong d = s->d;
    arb_mat_t X, lambda, Y;
    arb_t term, entry;

    arb_mat_init(X, s->n, d);
    arb_mat_init(lambda, s->n, 1);
    arb_mat_init(Y, s->n, d);
    arb_init(term);
    arb_init(entry);
    move(X, s->X, s->V, k, HIGH);
    move(lambda, s->lambda, s->v, k, HIGH);
    naive_mix(Y, &s->m.layer, X, HIGH);
    arb_mat_zero(G);
    for (slong i = s->first; i < s->last; i++) {
        const slong base = (i - s->first) * (d + 1);
        arb_ptr norm = arb_mat_entry(G, base + d, 0);

        for (slong a = 0; a < d; a++) {
            arb_mul(term, arb_mat_entry(lambda, i, 0), arb_mat_entry(X, i, a),
                    HIGH);
            arb_sub(arb_mat_entry(G, base + a, 0), arb_mat_entry(Y, i, a), term,
                    HIGH);
        }
        for (slong e = 0; e < d * d; e++) {
            arb_mul(term, arb_mat_entry(X, i, e / d),
                    arb_mat_entry(X, i, e % d), HIGH);
            arb_set_fmpq(entry, fmpq_mat_entry(s->gram, e / d, e % d), HIGH);
            arb_addmul(norm, term, entry, HIGH);
        }
        arb_sub_ui(norm, norm, 1, HIGH);
    }
    arb_clear(entry);
    arb_clear(term);
    arb_mat_clear(Y);
    arb_mat_clear(lambda);
    arb_mat_clear(X);
}

/* Over the segment: J times the direction contains the quotient. */
static void
check_jacobian(const random_system *s, const rc_equilibrium_system *system,
               const arb_mat_t X, const arb_mat_t lambda, slong k)
{
    const slong size = rc_equilibrium_system_size(system), d = s->d;
    arb_mat_t J, step, product, before, after;

    arb_mat_init(J, size, size);
    arb_mat_init(step, size, 1);
    arb_mat_init(product, size, 1);
    arb_mat_init(before, size, 1);
    arb_mat_init(after, size, 1);
    ck_assert_int_eq(rc_equilibrium_jacobian(J, system, X, lambda, LOW), RC_OK);
    for (slong e = 0; e < size; e++) {
        const slong i = s->first + e / (d + 1), a = e % (d + 1);

        arb_set_fmpq(arb_mat_entry(step, e, 0),
                     a < d ? fmpq_mat_entry(s->V, i, a)
                           : fmpq_mat_entry(s->v, i, 0),
                     LOW);
    }
    arb_mat_mul(product, J, step, LOW);
    naive_residual(before, s, -1);
    naive_residual(after, s, k);
    arb_mat_sub(after, after, before, HIGH);
    arb_mat_scalar_mul_2exp_si(after, after, k);
    expect_encloses(product, after);
    ck_assert(k < 45 || accuracy_bits(product) >= 10);
    arb_mat_clear(after);
    arb_mat_clear(before);
    arb_mat_clear(product);
    arb_mat_clear(step);
    arb_mat_clear(J);
}

/* Widens every entry of A to hold that of B too. */
static void
join(arb_mat_t A, const arb_mat_t B)
{
    for (slong i = 0; i < arb_mat_nrows(A); i++)
        for (slong a = 0; a < arb_mat_ncols(A); a++)
            arb_union(arb_mat_entry(A, i, a), arb_mat_entry(A, i, a),
                      arb_mat_entry(B, i, a), LOW);
}

START_TEST(residual_and_jacobian_enclose_the_definition)
{
    const long trials = random_trials(TRIALS);
    uint64_t state = random_start();

    for (long trial = 0; trial < trials; trial++) {
        const slong k = random_below(&state, 70);
        random_system s;
        rc_layer_ball_t ball;
        arb_mat_t X, lambda, moved, gram, G, naive;
        slong size;

        system_start(&s, trial, &state);
        ck_assert_int_eq(rc_layer_ball_init(ball, &s.m.layer, LOW), RC_OK);
        arb_mat_init(X, s.n, s.d);
        arb_mat_init(moved, s.n, s.d);
        arb_mat_init(lambda, s.n, 1);
        arb_mat_init(gram, s.d, s.d);
        arb_mat_set_fmpq_mat(gram, s.gram, LOW);
        const rc_equilibrium_system system = {ball, trial % 2 ? NULL : gram,
                                              s.first, s.last};
        size = rc_equilibrium_system_size(&system);
        arb_mat_init(G, size, 1);
        arb_mat_init(naive, size, 1);
        arb_mat_set_fmpq_mat(X, s.X, LOW);
        arb_mat_set_fmpq_mat(lambda, s.lambda, LOW);
        ck_assert_int_eq(rc_equilibrium_residual(G, &system, X, lambda, LOW),
                         RC_OK);
        naive_residual(naive, &s, -1);
        expect_encloses(G, naive);
        ck_assert_int_ge(accuracy_bits(G), 60);
        move(moved, s.X, s.V, k, LOW);
        join(X, moved);
        arb_mat_clear(moved);
        arb_mat_init(moved, s.n, 1);
        move(moved, s.lambda, s.v, k, LOW);
        join(lambda, moved);
        check_jacobian(&s, &system, X, lambda, k);
        arb_mat_clear(naive);
        arb_mat_clear(G);
        arb_mat_clear(gram);
        arb_mat_clear(lambda);
        arb_mat_clear(moved);
        arb_mat_clear(X);
        rc_layer_ball_clear(ball);
        system_end(&s);
    }
}
END_TEST

/* ---- Inside an invariant subspace ---- */

/* G is the residual of x = z U with U = (0 I), `inside` that of z: they agree
   in the last k coordinates, and the others of G vanish. */
static void
expect_agreement(const arb_mat_t G, slong d, const arb_mat_t inside, slong k,
                 slong n)
{
    for (slong i = 0; i < n; i++)
        for (slong a = 0; a <= d; a++) {
            arb_srcptr g = arb_mat_entry(G, i * (d + 1) + a, 0);

            if (a < d - k)
                ck_assert(arb_contains_zero(g));
            else
                ck_assert(arb_overlaps(
                    g, arb_mat_entry(inside, i * (k + 1) + a - (d - k), 0)));
        }
    ck_assert_int_ge(accuracy_bits(G), 80);
    ck_assert_int_ge(accuracy_bits(inside), 80);
}

/* Compares the two systems at a random z in the last k coordinates, which W,
   upper triangular, leaves invariant. */
static void
compare_systems(const rc_layer_ball_t ball, slong k, uint64_t *state)
{
    const slong n = ball->tokens, d = ball->dim;
    slong pivots[4];
    rc_layer_ball_t inner;
    fmpq_mat_t q;
    arb_mat_t X, Z, lambda, U, gram, G, inside;
    const rc_equilibrium_system full = {ball, NULL, 0, n};
    const rc_equilibrium_system part = {inner, gram, 0, n};

    fmpq_mat_init(q, n, k);
    arb_mat_init(X, n, d);
    arb_mat_init(Z, n, k);
    arb_mat_init(lambda, n, 1);
    arb_mat_init(U, k, d);
    arb_mat_init(gram, k, k);
    arb_mat_init(G, n * (d + 1), 1);
    arb_mat_init(inside, n * (k + 1), 1);
    random_fmpq_mat(q, state, 5);
    arb_mat_set_fmpq_mat(Z, q, LOW);
    for (slong a = 0; a < k; a++) {
        pivots[a] = d - k + a;
        arb_one(arb_mat_entry(U, a, pivots[a]));
    }
    arb_mat_mul(X, Z, U, LOW);
    for (slong i = 0; i < n; i++)
        arb_set_si(arb_mat_entry(lambda, i, 0), i + 1);
    rc_layer_ball_restrict(inner, gram, ball, U, pivots, LOW);
    ck_assert_int_eq(rc_equilibrium_residual(G, &full, X, lambda, LOW), RC_OK);
    ck_assert_int_eq(rc_equilibrium_residual(inside, &part, Z, lambda, LOW),
                     RC_OK);
    expect_agreement(G, d, inside, k, n);
    rc_layer_ball_clear(inner);
    arb_mat_clear(inside);
    arb_mat_clear(G);
    arb_mat_clear(gram);
    arb_mat_clear(U);
    arb_mat_clear(lambda);
    arb_mat_clear(Z);
    arb_mat_clear(X);
    fmpq_mat_clear(q);
}

START_TEST(the_restricted_system_agrees_with_the_full_one)
{
    const slong n = 4, d = 4;
    uint64_t state = random_start();

    for (int trial = 0; trial < 36; trial++) {
        exact_layer m;
        rc_layer_ball_t ball;

        random_layer(&m, n, d, (rc_attention)(trial % 3), RC_NORM_RMS, CAUSAL,
                     3, &state);
        for (slong a = 0; a < d; a++)
            for (slong b = 0; b < a; b++)
                fmpq_zero(rc_matrix_entry(m.value, a, b)->rational);
        ck_assert_int_eq(rc_layer_ball_init(ball, &m.layer, LOW), RC_OK);
        compare_systems(ball, 1 + trial / 3 % d, &state);
        rc_layer_ball_clear(ball);
        layer_end(&m);
    }
}
END_TEST

/* ---- What is not finite ---- */

START_TEST(what_is_not_finite_is_uncertain)
{
    for (int kind = 0; kind < 3; kind++)
        for (int where = 0; where < 4; where++) {
            exact_layer m;
            rc_layer_ball_t ball;
            arb_mat_t X, lambda, gram, G, J;
            arb_ptr bad;

            start_two_tokens(&m, ball, LOW);
            arb_mat_init(X, 2, 2);
            arb_mat_init(lambda, 2, 1);
            arb_mat_init(gram, 2, 2);
            arb_mat_init(G, 6, 1);
            arb_mat_init(J, 6, 6);
            set_matrix(X, "0 1 -1 0", LOW);
            set_matrix(lambda, "1 1/4", LOW);
            arb_mat_one(gram);
            const rc_equilibrium_system system = {ball, gram, 0, 2};

            ck_assert_int_eq(
                rc_equilibrium_residual(G, &system, X, lambda, LOW), RC_OK);
            ck_assert_int_eq(
                rc_equilibrium_jacobian(J, &system, X, lambda, LOW), RC_OK);
            bad = where == 0   ? arb_mat_entry(X, 1, 0)
                  : where == 1 ? arb_mat_entry(lambda, 1, 0)
                  : where == 2 ? arb_mat_entry(gram, 0, 0)
                               : arb_mat_entry(ball->value, 0, 0);
            if (kind == 0)
                arb_indeterminate(bad);
            else if (kind == 1)
                arb_zero_pm_inf(bad);
            else
                arb_pos_inf(bad);
            ck_assert_int_eq(
                rc_equilibrium_residual(G, &system, X, lambda, LOW),
                RC_UNCERTAIN);
            ck_assert_int_eq(
                rc_equilibrium_jacobian(J, &system, X, lambda, LOW),
                RC_UNCERTAIN);
            arb_mat_clear(J);
            arb_mat_clear(G);
            arb_mat_clear(gram);
            arb_mat_clear(lambda);
            arb_mat_clear(X);
            rc_layer_ball_clear(ball);
            layer_end(&m);
        }
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        exact_equilibria_have_residual_zero,
        residual_and_jacobian_enclose_the_definition,
        the_restricted_system_agrees_with_the_full_one,
        what_is_not_finite_is_uncertain,
    };

    return RUN_TESTS("equilibrium system", tests);
}
