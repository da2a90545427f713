/* Bounded products of value matrices, and matrices that keep lengths. */

#include <rankcert/types.h>

#include "claim/semidefinite.h"
#include "claim/value_bound.h"
#include "claim_support.h"

/* A case with this dimension, norm and value. */
static void
open_case(claim_run *run, long dim, const char *norm, const char *value)
{
    char yaml[4096];

    snprintf(yaml, sizeof yaml,
             "rankcert: 1\nmodel: {tokens: 2, dim: %ld, mask: causal, "
             "attention: uniform, norm: %s, value: %s}\n"
             "claims: [{kind: mask}]\n",
             dim, norm, value);
    claim_open(run, yaml);
}

/* norm >= ||M||_2, exactly, is of few bits and close to that. */
static void
expect_norm(const arf_t norm, const fmpq_mat_t M)
{
    fmpq_t bound, less;

    fmpq_init(bound);
    fmpq_init(less);
    ck_assert_int_le(arf_bits(norm), 16);
    arf_get_fmpq(bound, norm);
    ck_assert_int_eq(rc_norm_is_at_most(M, bound), 1);
    fmpq_set_si(less, 999, 1000);
    fmpq_mul(less, less, bound);
    ck_assert_int_eq(rc_norm_is_at_most(M, less), 0);
    fmpq_clear(less);
    fmpq_clear(bound);
}

/* Of a basis: its norms, and that B^2 = d alpha^2 beta^2. */
static void
expect_norms(const rc_value_bound *bound, long dim)
{
    fmpq_mat_t inverse;
    fmpq_t product, factor;

    fmpq_mat_init(inverse, dim, dim);
    fmpq_init(product);
    fmpq_init(factor);
    ck_assert_int_ne(fmpq_mat_inv(inverse, bound->basis), 0);
    expect_norm(bound->alpha, bound->basis);
    expect_norm(bound->beta, inverse);
    arf_get_fmpq(product, bound->alpha);
    arf_get_fmpq(factor, bound->beta);
    fmpq_mul(product, product, factor);
    fmpq_mul(product, product, product);
    fmpq_mul_si(product, product, dim);
    ck_assert(fmpq_equal(product, bound->squared));
    fmpq_clear(factor);
    fmpq_clear(product);
    fmpq_mat_clear(inverse);
}

/* B^2 as bound; "" when the products are not shown to be bounded, and why then
   says so with `reason`. */
static void
expect_bound(long dim, const char *value, const char *squared,
             const char *reason)
{
    rc_value_bound bound;
    claim_run run;
    rc_text why;
    rc_status status;

    open_case(&run, dim, "none", value);
    rc_value_bound_init(&bound);
    rc_text_init(&why);

    rc_job job = claim_job(&run, 0);

    status = rc_value_bound_find(&bound, &why, &job);
    ck_assert_msg(status == (*reason == '\0' ? RC_OK : RC_DOMAIN), "%s: %s",
                  value, why.bytes != NULL ? why.bytes : "bounded");
    if (*reason != '\0')
        ck_assert_msg(strstr(why.bytes, reason) != NULL, "%s", why.bytes);
    if (status == RC_OK && !bound.contraction)
        expect_norms(&bound, dim);
    if (*squared != '\0') {
        char *text = fmpq_get_str(NULL, 10, bound.squared);

        ck_assert_str_eq(text, squared);
        ck_assert_int_eq(bound.contraction, strcmp(squared, "1") == 0);
        flint_free(text);
    }
    rc_text_clear(&why);
    rc_value_bound_clear(&bound);
    claim_close(&run);
}

START_TEST(contractions)
{
    expect_bound(2, "{identity: 2}", "1", "");
    expect_bound(2, "[[0, 1], [-1, 0]]", "1", "");
    expect_bound(2, "[[3/5, 4/5], [-4/5, 3/5]]", "1", "");
    expect_bound(2, "{diagonal: [1, -1/2]}", "1", "");
    expect_bound(3, "{cayley: [[0, 1, 2], [-1, 0, 1/3], [-2, -1/3, 0]]}", "1",
                 "");
    expect_bound(2, "{per-layer: [[[0, 1], [-1, 0]], [[1/2, 0], [0, 1]]]}", "1",
                 "");
    expect_bound(1, "[[0]]", "1", "");
}
END_TEST

START_TEST(other_bases)
{
    /* The basis diag(2, 1), whose norms are exact: B^2 = 2 2^2 1. */
    expect_bound(2, "[[1/2, 1], [0, 1]]", "8", "");
    expect_bound(2, "[[1, 0], [-1, 1/2]]", "8", "");
    /* diag(10, 4, 1): B^2 = 3 10^2 1. */
    expect_bound(3, "[[1/2, 1, 1], [0, 3/4, 1], [0, 0, 1]]", "300", "");
    /* s_i = 32 s_(i+1) / (16 - i) */
    expect_bound(16, "{bidiagonal: {dim: 16, first: 1/16, last: 1, super: 2}}",
                 "", "");
    expect_bound(2, "[[1 - 1e-9, 1], [0, 1]]", "", "");
    /* Eigenvalues 1, 1/2 and -1/3 without a zero. */
    expect_bound(3, "[[1/3, 1/4, -5/12], [2/3, 3/4, 5/12], [-2/3, -1/4, 1/12]]",
                 "", "");
    /* 1 and -1 twice each, mixed. */
    expect_bound(4,
                 "[[1, 5, 0, 0], [0, -1, 0, 0], [0, 0, 1, -7], [0, 0, 0, -1]]",
                 "", "");
    /* The same basis for several. */
    expect_bound(2,
                 "{per-layer: [[[1/2, 1], [0, 1]], [[1/3, -1/2], [0, 1]], "
                 "[[-1/2, 1], [0, -1]]]}",
                 "8", "");
    expect_bound(2, "{per-layer: [[[1/4, 1], [0, 1]], [[1/2, 4], [0, -1]]]}",
                 "128", "");
    /* A permutation of three, rescaled: diag(2, 1, 1). */
    expect_bound(3, "[[0, 2, 0], [0, 0, 1], [1/2, 0, 0]]", "12", "");
    /* T^-1 diag(1, 1/2) T and T^-1 diag(-1, 1/3) T, without a zero. */
    expect_bound(2,
                 "{per-layer: [[[3/2, -1], [1/2, 0]], [[-7/3, 8/3], "
                 "[-4/3, 5/3]]]}",
                 "", "");
    /* Fewer eigenvectors than roots, inside of the circle. */
    expect_bound(2, "[[3/2, -1], [1, -1/2]]", "", "");
    /* Row sums of at most 1 as it is: B^2 = d. */
    expect_bound(2, "[[1, 0], [1, 0]]", "2", "");
    /* Eigenvalues that are not real, well inside of the circle. */
    expect_bound(2, "[[0, 4], [-1/16, 0]]", "", "");
    expect_bound(3, "[[1/4, 2, 0], [-1/8, 1/4, 3], [0, 0, 1]]", "", "");
}
END_TEST

START_TEST(growing_products)
{
    expect_bound(2, "[[1, 1], [0, 1]]", "", "W_V is above 1");
    expect_bound(2, "{diagonal: [2, 2]}", "", "R18");
    expect_bound(1, "[[1 + 1e-40]]", "", "R18");
    expect_bound(2, "[[1, 1e-40], [0, 1]]", "", "R18");
    expect_bound(2, "[[-1, 1], [0, -1]]", "", "R18");
    expect_bound(2, "{per-layer: [{identity: 2}, {diagonal: [1, 3/2]}]}", "",
                 "layer 1");
    /* ... or on it. */
    expect_bound(2, "[[2, -1], [1, 0]]", "", "R18");
    /* Each is bounded, their product grows. */
    expect_bound(2, "{per-layer: [[[0, 2], [0, 0]], [[0, 0], [2, 0]]]}", "",
                 "R18");
    expect_bound(1, "[[sqrt(1/2)]]", "", "not rational");
}
END_TEST

/* ---- The test of a basis ---- */

static void
expect_basis(const char *shift, int answer)
{
    fmpq_mat_t S, W;

    fmpq_mat_init(S, 2, 2);
    fmpq_mat_init(W, 2, 2);
    fmpq_set_str(fmpq_mat_entry(W, 0, 0), "1/2", 10);
    fmpq_one(fmpq_mat_entry(W, 0, 1));
    fmpq_one(fmpq_mat_entry(W, 1, 1));
    fmpq_set_str(fmpq_mat_entry(S, 0, 0), shift, 10);
    fmpq_one(fmpq_mat_entry(S, 1, 1));
    ck_assert_int_eq(rc_basis_bounds(S, W, 1), answer);
    fmpq_mat_clear(W);
    fmpq_mat_clear(S);
}

START_TEST(bases_are_tested_exactly)
{
    expect_basis("2", 1);
    expect_basis("3", 1);
    expect_basis("-2", 1);
    expect_basis("1999999999999999999999999999999/"
                 "1000000000000000000000000000000",
                 0);
    expect_basis("0", 0);
}
END_TEST

/* ---- R9 ---- */

static void
expect_preserved(long dim, const char *norm, const char *value,
                 const char *reason)
{
    claim_run run;
    rc_text why;
    rc_status status;

    open_case(&run, dim, norm, value);
    rc_text_init(&why);

    rc_job job = claim_job(&run, 0);

    status = rc_value_preserves_norms(&why, &job);
    ck_assert_msg(status == (*reason == '\0' ? RC_OK : RC_DOMAIN), "%s", value);
    if (*reason != '\0')
        ck_assert_msg(strstr(why.bytes, reason) != NULL, "%s", why.bytes);
    rc_text_clear(&why);
    claim_close(&run);
}

START_TEST(orthogonal_matrices)
{
    expect_preserved(2, "rms", "{identity: 2}", "");
    expect_preserved(2, "rms", "[[3/5, 4/5], [-4/5, 3/5]]", "");
    expect_preserved(2, "rms", "[[0, -1], [-1, 0]]", "");
    expect_preserved(2, "rms", "{per-layer: [{identity: 2}, [[0, 1], [1, 0]]]}",
                     "");
    expect_preserved(2, "rms", "[[1, 0], [0, 1 - 1e-40]]", "R9");
    expect_preserved(2, "rms", "[[1, 1e-40], [0, 1]]", "R9");
    expect_preserved(2, "rms", "{diagonal: [1, 2]}", "is not");
    expect_preserved(2, "rms", "{per-layer: [{identity: 2}, [[0, 1], [2, 0]]]}",
                     "layer 1");
    expect_preserved(2, "rms", "[[cos(1), sin(1)], [-sin(1), cos(1)]]",
                     "not rational");
}
END_TEST

/* On what has mean 0: permutations, and anything that is one but for means. */
START_TEST(centred_orthogonal_matrices)
{
    expect_preserved(3, "layer", "[[0, 1, 0], [0, 0, 1], [1, 0, 0]]", "");
    expect_preserved(3, "layer", "[[2, 1, 1], [1, 2, 1], [1, 1, 2]]", "");
    expect_preserved(3, "layer", "[[7, 0, 0], [0, 1, 0], [0, 0, 1]]", "R9");
    expect_preserved(2, "layer", "[[3/5, 4/5], [-4/5, 3/5]]", "centred");
    expect_preserved(2, "rms", "[[2, 1], [1, 2]]", "R9");
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("value_bound");

    tcase_add_test(tcase, contractions);
    tcase_add_test(tcase, other_bases);
    tcase_add_test(tcase, growing_products);
    tcase_add_test(tcase, bases_are_tested_exactly);
    tcase_add_test(tcase, orthogonal_matrices);
    tcase_add_test(tcase, centred_orthogonal_matrices);
    return run_claim_tests(tcase);
}
