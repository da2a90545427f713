/* The certificates of claims about second eigenvalues. */

#include "spectrum_support.h"
#include "symmetric_support.h"

START_TEST(bounds_are_stated_in_normal_form)
{
    json_t *root =
        document_of(SPECTRUM("3", PATH_3, "at-most: 3/4 - 1/8, at-least: 0.25"),
                    0, RC_PROVED);

    expect_part(root, "statement/claim",
                "{'at-least':'1/4','at-most':'5/8','kind':'spectrum'}");
    expect_part(root, "results", "['R30']");
    expect_part(root, "hypotheses", "[]");
    ck_assert_ptr_null(document_at(root, "statement/start"));
    json_decref(root);
}
END_TEST

START_TEST(an_order_or_sources_are_shown)
{
    json_t *root = document_of(
        SPECTRUM("3", "{edges: [[3, 1], [1, 2], [3, 2]]}", "at-most: 1/2"), 0,
        RC_PROVED);

    expect_part(root, "witness", "{'order':[3,1,2]}");
    expect_part(root, "bits", "0");
    json_decref(root);
    root = document_of(SPECTRUM("3", "causal", "at-most: sqrt(2)/3"), 0,
                       RC_REFUTED);
    expect_part(root, "witness", "{'order':[1,2,3]}");
    expect_part(root, "bits", "0");
    json_decref(root);
    root = document_of(
        SPECTRUM("3", "{edges: [[1, 3], [2, 3]]}", "at-most: 0.999"), 0,
        RC_REFUTED);
    expect_part(root, "witness", "{'order':[1,2,3]}");
    json_decref(root);
    root = document_of(SPECTRUM("4",
                                "{edges: [[1, 2], [2, 1], [3, 4], [4, "
                                "3]]}",
                                "at-least: 1"),
                       0, RC_PROVED);
    expect_part(root, "witness", "{'sources':[[1,2],[3,4]]}");
    expect_part(root, "bits", "0");
    json_decref(root);
}
END_TEST

/* ---- Pivots, followed exactly ---- */

static void
read_pivots(rc_pivots *pivots, json_t *list, slong n)
{
    size_t k, i, used = 0;
    json_t *pivot, *place;

    ck_assert_int_eq(rc_pivots_init(pivots, n), RC_OK);
    json_array_foreach(list, k, pivot)
    {
        pivots->is_pair[used] = json_array_size(pivot) == 2;
        json_array_foreach(pivot, i, place) pivots->order[used++] =
            json_integer_value(place) - 1;
    }
    pivots->n = (slong)used;
}

/* found[0] and found[1] = the positive and negative eigenvalues of
   G + sign theta D that the pivots under key count; 0 when there are none. */
static int
count(slong found[2], json_t *pivots, const char *key, int sign,
      const fmpq_t theta, const rc_mask *mask)
{
    const slong n = rc_mask_tokens(mask);
    json_t *list = json_object_get(pivots, key);
    rc_pivots listed;
    fmpq_mat_t S;

    if (list == NULL)
        return 0;
    read_pivots(&listed, list, n);
    fmpq_mat_init(S, n, n);
    for (slong i = 0; i < n; i++) {
        for (slong j = 0; j < n; j++)
            fmpq_set_si(fmpq_mat_entry(S, i, j), rc_mask_has(mask, i, j), 1);
        fmpq_mul_si(fmpq_mat_entry(S, i, i), theta,
                    sign * rc_mask_degree(mask, i));
        fmpq_add_si(fmpq_mat_entry(S, i, i), fmpq_mat_entry(S, i, i), 1);
    }
    follow_pivots(&found[0], &found[1], S, &listed);
    fmpq_mat_clear(S);
    rc_pivots_clear(&listed);
    return 1;
}

/* What R30 says of |lambda_2| and theta by the pivots for this bound:
   "<", "<=", ">", ">=", or "" when nothing follows. */
static void
expect_fact(const char *yaml, rc_verdict verdict, const char *bound,
            int is_exact, const char *fact)
{
    json_t *root = document_of(yaml, 0, verdict), *pivots;
    char path[64];
    claim_run run;
    slong minus[2] = {0}, plus[2] = {0}, n;
    int has_minus, has_plus;
    const char *found = "";
    fmpq_t theta;

    fmpq_init(theta);
    claim_open(&run, yaml);
    n = run.c.model.tokens;
    snprintf(path, sizeof path, "statement/claim/%s", bound);
    json_number(theta, document_at(root, path));
    snprintf(path, sizeof path, "witness/pivots/%s", bound);
    pivots = document_at(root, path);
    ck_assert_ptr_nonnull(pivots);
    has_minus = count(minus, pivots, "minus", -1, theta, run.c.model.mask);
    has_plus = count(plus, pivots, "plus", 1, theta, run.c.model.mask);
    if ((has_minus && minus[0] >= 2) || (has_plus && plus[1] >= 1))
        found = ">";
    else if (has_minus && has_plus && minus[1] >= n - 1 && plus[0] == n)
        found = "<";
    else if (has_minus && has_plus && minus[0] <= 1 && plus[1] == 0)
        found = "<=";
    else if ((has_minus && minus[1] <= n - 2) || (has_plus && plus[0] < n))
        found = ">=";
    ck_assert_msg(strcmp(found, fact) == 0, "%s: found '%s'", yaml, found);
    ck_assert_int_eq(json_integer_value(document_at(root, "bits")) == 0,
                     is_exact);
    claim_close(&run);
    json_decref(root);
    fmpq_clear(theta);
}

START_TEST(pivots_show_every_stated_bound)
{
    const char *path = SPECTRUM("3", PATH_3, "at-least: 2/5, at-most: 3/5");

    expect_fact(path, RC_PROVED, "at-least", 0, ">");
    expect_fact(path, RC_PROVED, "at-most", 0, "<");
    expect_fact(SPECTRUM("6", HALVES_6, "at-least: 2/5"), RC_PROVED, "at-least",
                0, ">");
    expect_fact(SPECTRUM("6", HALVES_6, "at-most: 3/5"), RC_PROVED, "at-most",
                0, "<");
    expect_fact(SPECTRUM("3", PATH_3, "at-least: 3/5"), RC_REFUTED, "at-least",
                0, "<");
    expect_fact(SPECTRUM("3", PATH_3, "at-most: 2/5"), RC_REFUTED, "at-most", 0,
                ">");
}
END_TEST

START_TEST(exact_pivots_show_equality)
{
    const char *star = SPECTRUM("5", STAR_5, "at-least: 1/2, at-most: 1/2");
    const char *halves = SPECTRUM("6", HALVES_6, "at-least: 1/2, at-most: 1/2");

    expect_fact(star, RC_PROVED, "at-least", 1, ">=");
    expect_fact(star, RC_PROVED, "at-most", 1, "<=");
    expect_fact(halves, RC_PROVED, "at-least", 1, ">=");
    expect_fact(halves, RC_PROVED, "at-most", 1, "<=");
    expect_fact(SPECTRUM("4", "complete", "at-most: 0"), RC_PROVED, "at-most",
                1, "<=");
    /* both bounds are exact when one of them has to be */
    star = SPECTRUM("5", STAR_5, "at-least: 1/2, at-most: 3/5");
    expect_fact(star, RC_PROVED, "at-most", 1, "<");
    expect_fact(SPECTRUM("5", STAR_5, "at-least: 1/2, at-most: 2/5"),
                RC_REFUTED, "at-most", 0, ">");
    expect_fact(SPECTRUM("3", PATH_3, "at-least: 1"), RC_REFUTED, "at-least", 1,
                "<");
    /* whatever the other bound is: when this one fails, or that one is beyond
       1 */
    expect_fact(SPECTRUM("3", PATH_3, "at-least: 1, at-most: sqrt(1/2)"),
                RC_REFUTED, "at-least", 1, "<");
    expect_fact(SPECTRUM("3", PATH_3, "at-least: 1/2, at-most: sqrt(2)"),
                RC_PROVED, "at-least", 1, ">=");
}
END_TEST

START_TEST(a_refutation_shows_one_bound)
{
    json_t *root = document_of(
        SPECTRUM("3", PATH_3, "at-least: 2/5, at-most: 2/5"), 0, RC_REFUTED);

    ck_assert_ptr_null(document_at(root, "witness/pivots/at-least"));
    ck_assert_ptr_nonnull(document_at(root, "witness/pivots/at-most"));
    json_decref(root);
    root = document_of(SPECTRUM("3", CYCLE_3, "at-least: 2/5, at-most: 2/5"), 0,
                       RC_REFUTED);
    expect_part(root, "witness", "{'polynomial':['at-most']}");
    json_decref(root);
}
END_TEST

START_TEST(the_polynomial_is_only_named)
{
    json_t *root = document_of(
        SPECTRUM("3", CYCLE_3, "at-least: 2/5, at-most: 3/5"), 0, RC_PROVED);

    expect_part(root, "witness", "{'polynomial':['at-least','at-most']}");
    expect_part(root, "bits", "128");
    json_decref(root);
    root = document_of(SPECTRUM("3", CYCLE_3, "at-most: 0.5000000000000000001"),
                       0, RC_PROVED);
    ck_assert_int_ge(json_integer_value(document_at(root, "bits")), 128);
    json_decref(root);
}
END_TEST

START_TEST(bounds_beyond_zero_and_one_show_nothing)
{
    json_t *root = document_of(
        SPECTRUM("3", CYCLE_3, "at-least: 2/5, at-most: 2"), 0, RC_PROVED);

    expect_part(root, "witness", "{'polynomial':['at-least']}");
    json_decref(root);
    root = document_of(SPECTRUM("3", PATH_3, "at-least: 2/5, at-most: 2"), 0,
                       RC_PROVED);
    ck_assert_ptr_null(document_at(root, "witness/pivots/at-most"));
    ck_assert_ptr_nonnull(document_at(root, "witness/pivots/at-least"));
    json_decref(root);
    root = document_of(SPECTRUM("3", PATH_3, "at-least: -1, at-most: 2"), 0,
                       RC_PROVED);
    expect_part(root, "witness", "{'polynomial':[]}");
    expect_part(root, "bits", "32");
    json_decref(root);
    root = document_of(SPECTRUM("3", PATH_3, "at-least: 2, at-most: 0.6"), 0,
                       RC_REFUTED);
    expect_part(root, "witness", "{'polynomial':[]}");
    expect_part(root, "bits", "32");
    json_decref(root);
    root = document_of(SPECTRUM("3", PATH_3, "at-most: 1 + sqrt(2) * 2^-200"),
                       0, RC_PROVED);
    expect_part(root, "witness", "{'polynomial':[]}");
    expect_part(root, "bits", "32");
    json_decref(root);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("spectrum witness");

    tcase_add_test(tcase, bounds_are_stated_in_normal_form);
    tcase_add_test(tcase, an_order_or_sources_are_shown);
    tcase_add_test(tcase, pivots_show_every_stated_bound);
    tcase_add_test(tcase, exact_pivots_show_equality);
    tcase_add_test(tcase, a_refutation_shows_one_bound);
    tcase_add_test(tcase, the_polynomial_is_only_named);
    tcase_add_test(tcase, bounds_beyond_zero_and_one_show_nothing);
    return run_claim_tests(tcase);
}
