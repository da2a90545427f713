/* Invariant subspaces: U W = W_U U must hold exactly. */

#include "claim/subspace.h"
#include "claim_layer.h"
#include "random.h"

/* U is the identity on its pivots, and some W_U gives U W = W_U U: W_U is what
   U W has on the pivots, and the rest must follow. For enclosures: overlap. */
static void
expect_invariant(const rc_subspace *s, const layer_fixture *f)
{
    const slong d = f->ball->dim;
    arb_mat_t image, inner, back;

    arb_mat_init(image, s->dim, d);
    arb_mat_init(inner, s->dim, s->dim);
    arb_mat_init(back, s->dim, d);
    ck_assert(arb_mat_is_finite(s->U));
    arb_mat_mul(image, s->U, f->ball->value, f->prec);
    for (slong i = 0; i < s->dim; i++)
        for (slong j = 0; j < s->dim; j++) {
            ck_assert(
                arb_equal_si(arb_mat_entry(s->U, i, s->pivots[j]), i == j));
            arb_set(arb_mat_entry(inner, i, j),
                    arb_mat_entry(image, i, s->pivots[j]));
        }
    arb_mat_mul(back, inner, s->U, f->prec);
    ck_assert_msg(arb_mat_overlaps(back, image), "%s", s->kind);
    arb_mat_sub(back, back, image, f->prec);
    for (slong i = 0; i < s->dim; i++)
        for (slong a = 0; a < d; a++)
            ck_assert_int_lt(
                mag_cmp_2exp_si(arb_radref(arb_mat_entry(back, i, a)),
                                -f->prec / 3),
                0);
    arb_mat_clear(back);
    arb_mat_clear(inner);
    arb_mat_clear(image);
}

/* The model of this norm and value finds dim for X (rank as given). */
static void
expect_found(const char *norm, const char *value, slong tokens, slong dim,
             const slong *X, slong denominator, slong rank, slong found,
             const char *kind)
{
    char text[512];
    layer_fixture f;
    rc_subspace s;
    rc_job job;
    arb_mat_t points;

    snprintf(text, sizeof text,
             "rankcert: 1\nmodel: {tokens: %ld, dim: %ld, mask: causal, "
             "attention: uniform, norm: %s, value: %s}\nclaims: [{kind: "
             "mask}]\n",
             (long)tokens, (long)dim, norm, value);
    layer_open(&f, text, 128);
    job = claim_job(&f.run, 0);
    arb_mat_init(points, tokens, dim);
    set_quotients(points, X, denominator, 128);
    ck_assert_int_eq(
        rc_subspace_find(&s, &f.layer, f.ball, points, rank, &job, 128), RC_OK);
    expect_invariant(&s, &f);
    ck_assert_msg(s.dim == found && strstr(s.kind, kind),
                  "%s: dimension %ld by %s", value, (long)s.dim, s.kind);
    rc_subspace_clear(&s);
    arb_mat_clear(points);
    layer_close(&f);
}

START_TEST(coordinates_close_under_exact_zeros)
{
    static const slong e3[] = {0, 0, 1}, e2[] = {0, 1, 0}, e1[] = {1, 0, 0},
                       tiny[] = {1, 0, 1000000000};

#define UPPER "[[sqrt(2), 1, 1], [0, 2, 1], [0, 0, 3]]"
    expect_found("rms", UPPER, 1, 3, e3, 1, 3, 1, "coordinates");
    expect_found("rms", UPPER, 1, 3, e2, 1, 3, 2, "coordinates");
    expect_found("rms", UPPER, 1, 3, e1, 1, 3, 3, "the whole space");
    /* a small coordinate is no zero */
    expect_found("rms", UPPER, 1, 3, tiny, 1000000000, 3, 3, "the whole space");
    /* neither is a small entry of W, nor one that only looks like zero */
    expect_found("rms", "[[2, 0, 0], [0, 2, 0], [1e-60, 0, 3]]", 1, 3, e3, 1, 3,
                 2, "coordinates");
    expect_found("rms", "[[2, 0], [sqrt(8)-2*sqrt(2), sqrt(3)]]", 1, 2,
                 (const slong[]){0, 1}, 1, 2, 2, "the whole space");
    expect_found("rms", "[[0, 1], [1, 0]]", 1, 2, (const slong[]){0, 1}, 1, 2,
                 2, "the whole space");
    /* closing takes several rounds */
    expect_found("rms", "[[2, 0, 0], [1, 2, 0], [0, 1, 2]]", 1, 3, e3, 1, 3, 3,
                 "the whole space");
}
END_TEST

START_TEST(centring_spoils_zeros)
{
    static const slong axis[] = {0, 1}, mean_free[] = {0, 1, -1};

    /* W e_2-row is (0, 1), centred (-1/2, 1/2) */
    expect_found("rms", "{diagonal: [sqrt(2), 1]}", 1, 2, axis, 1, 1, 1,
                 "coordinates");
    expect_found("layer", "{diagonal: [sqrt(2), 1]}", 1, 2, axis, 1, 2, 2,
                 "the whole space");
    expect_found("layer", "{diagonal: [2, 1]}", 1, 2, axis, 1, 2, 2,
                 "the whole space");
    /* rows (1, 1, 1) vanish when centred */
    expect_found("layer", "[[1, 1, 1], [1, 2, 0], [1, 0, 2]]", 1, 3, mean_free,
                 1, 3, 2, "coordinates");
}
END_TEST

START_TEST(rational_factors_are_used_when_they_help)
{
    /* (1, 1) and (1, -1) are eigenvectors of [[2, 1], [1, 2]] */
    static const slong diagonal[] = {1, 1};

    expect_found("rms", "[[2, 1], [1, 2]]", 1, 2, diagonal, 1, 1, 1,
                 "rational invariant");
    /* the rank seen is met already */
    expect_found("rms", "[[2, 1], [1, 2]]", 1, 2, diagonal, 1, 2, 2,
                 "the whole space");
    /* the factor of a derogatory W holds more than the coordinate does */
    expect_found("rms", "{diagonal: [2, 2, 3]}", 1, 3, (const slong[]){1, 0, 0},
                 1, 0, 1, "coordinates");
}
END_TEST

START_TEST(lines_are_certified_eigenvectors)
{
    /* eigenvector (1, (sqrt(5) - 1)/2) of the golden eigenvalue of
       [[1, 1], [1, 0]], which no rational factor splits off */
    static const slong golden[] = {850651, 525731}, other[] = {525731, -850651},
                       rough[] = {9, 5};

    expect_found("rms", "[[1, 1], [1, 0]]", 1, 2, golden, 1000000, 1, 1,
                 "the line of an eigenvector");
    expect_found("rms", "[[1, 1], [1, 0]]", 1, 2, rough, 10, 1, 1,
                 "the line of an eigenvector");
    expect_found("rms", "{diagonal: [sqrt(2), sqrt(2)]}", 1, 2, golden, 1000000,
                 1, 2, "the whole space");
    /* the other one's eigenvalue is negative: no equilibrium is on it */
    expect_found("rms", "[[1, 1], [1, 0]]", 1, 2, other, 1000000, 1, 2,
                 "the whole space");
    /* lines are for tokens of rank one */
    expect_found("rms", "[[sqrt(2), 1], [1, 0]]", 1, 2, golden, 1000000, 2, 2,
                 "the whole space");
}
END_TEST

/* Whatever is proposed for random models and tokens is invariant. */
START_TEST(random_subspaces_are_invariant)
{
    const long trials = random_trials(300);
    uint64_t state = random_start();
    long smaller = 0, exact = 0;

    for (long trial = 0; trial < trials; trial++) {
        exact_model m;
        layer_fixture f;
        rc_subspace s;
        rc_job job;
        arb_mat_t X;

        exact_model_random(&m, &state);
        layer_open_exact(&f, &m, 256);
        job = claim_job(&f.run, 0);
        arb_mat_init(X, m.n, m.d);
        arb_mat_set_fmpq_mat(X, m.X, 256);
        ck_assert_int_eq(
            rc_subspace_find(&s, &f.layer, f.ball, X, m.rank, &job, 256),
            RC_OK);
        expect_invariant(&s, &f);
        ck_assert_int_ge(s.dim, m.rank);
        smaller += s.dim < m.d;
        exact += s.dim == m.rank && m.rank < m.d;
        rc_subspace_clear(&s);
        arb_mat_clear(X);
        layer_close(&f);
        exact_model_clear(&m);
    }
    printf("%ld of %ld are smaller than the space, %ld as small as can be\n",
           smaller, trials, exact);
    ck_assert_int_gt(exact, trials / 4);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("subspace");

    tcase_add_test(tcase, coordinates_close_under_exact_zeros);
    tcase_add_test(tcase, centring_spoils_zeros);
    tcase_add_test(tcase, rational_factors_are_used_when_they_help);
    tcase_add_test(tcase, lines_are_certified_eigenvectors);
    tcase_add_test(tcase, random_subspaces_are_invariant);
    return run_claim_tests(tcase);
}
