/* What certificates say of equilibria. */

#include "claim_document.h"

#define MODEL(tokens, dim, mask, attention, norm, value)                       \
    "rankcert: 1\n"                                                            \
    "model: {tokens: " tokens ", dim: " dim ", mask: " mask                    \
    ", attention: " attention ", norm: " norm ", value: " value "}\n"          \
    "claims:\n  - {kind: equilibrium, near: "

#define FIGURE_1                                                               \
    MODEL("2", "2", "causal", "uniform", "rms", "[[1/2, 1], [0, 1]]")

#define AT_B FIGURE_1 "[[0, 1], [-3/5, -4/5]]"
#define AT_A FIGURE_1 "[[0, 1], [0, 1]]"

/* The part under path is not there. */
static void
expect_absent(json_t *root, const char *path)
{
    ck_assert_ptr_null(document_at(root, path));
}

/* The witness has these members and no others. */
static void
expect_members(json_t *root, const char *expected)
{
    char found[256] = {0};
    const char *key;
    json_t *value, *witness = document_at(root, "witness");

    json_object_foreach(witness, key, value)
    {
        ck_assert_uint_lt(strlen(found) + strlen(key) + 2, sizeof found);
        strcat(strcat(found, key), " ");
    }
    for (const char *at = expected; *at != '\0'; at += strcspn(at, " ") + 1) {
        char word[32] = {0};

        memcpy(word, at, strcspn(at, " "));
        ck_assert_msg(json_object_get(witness, word) != NULL, "no %s", word);
    }
    ck_assert_msg(strlen(found) == strlen(expected), "%s", found);
}

/* ---- The statement ---- */

START_TEST(statements_are_in_normal_form)
{
    json_t *root = document_of(FIGURE_1 "[[0, 2/2], [-6/10, -0.8]], rank: 2}",
                               0, RC_PROVED);

    expect_part(root, "statement/claim",
                "{'kind':'equilibrium','near':[['0','1'],['-3/5','-4/5']],"
                "'rank':2}");
    expect_part(root, "hypotheses", "['norm']");
    json_decref(root);
    root = document_of(AT_B "}", 0, RC_PROVED);
    expect_absent(root, "statement/claim/rank");
    json_decref(root);
}
END_TEST

/* ---- Proofs ---- */

/* q = the dyadic under path. */
static void
get_dyadic(fmpq_t q, json_t *root, const char *path)
{
    const json_t *text = document_at(root, path);

    ck_assert_msg(text != NULL, "nothing under %s", path);
    json_dyadic(q, text);
}

/* The numbers of a proof for tokens x, exactly known, in groups of this many:
   u <= r, radius <= u, and x is in the cube. */
static void
expect_proof(json_t *root, const slong *numerators, slong denominator, slong n,
             slong d, slong group)
{
    fmpq_t radius, e, r, u, c, x;
    char path[64];

    fmpq_init(radius);
    fmpq_init(e);
    fmpq_init(r);
    fmpq_init(u);
    fmpq_init(c);
    fmpq_init(x);
    get_dyadic(radius, root, "witness/radius");
    ck_assert_int_gt(fmpq_sgn(radius), 0);
    ck_assert_uint_eq(json_array_size(document_at(root, "witness/radii")),
                      (size_t)(n / group));
    ck_assert_uint_eq(json_array_size(document_at(root, "witness/lambda")),
                      (size_t)n);
    for (slong g = 1; g <= n / group; g++) {
        snprintf(path, sizeof path, "witness/radii/%ld/1", (long)g);
        get_dyadic(e, root, path);
        snprintf(path, sizeof path, "witness/radii/%ld/2", (long)g);
        get_dyadic(r, root, path);
        snprintf(path, sizeof path, "witness/radii/%ld/3", (long)g);
        get_dyadic(u, root, path);
        ck_assert_int_gt(fmpq_sgn(e), 0);
        ck_assert_int_le(fmpq_cmp(u, r), 0);
        ck_assert_int_le(fmpq_cmp(radius, u), 0);
    }
    for (slong i = 1; i <= n; i++)
        for (slong a = 1; a <= d; a++) {
            snprintf(path, sizeof path, "witness/centre/%ld/%ld", (long)i,
                     (long)a);
            get_dyadic(c, root, path);
            fmpq_set_si(x, *numerators++, (ulong)denominator);
            fmpq_sub(x, x, c);
            fmpq_abs(x, x);
            ck_assert_int_lt(fmpq_cmp(x, radius), 0);
        }
    fmpq_clear(x);
    fmpq_clear(c);
    fmpq_clear(u);
    fmpq_clear(r);
    fmpq_clear(e);
    fmpq_clear(radius);
}

START_TEST(a_proof_states_its_boxes)
{
    static const slong b[] = {0, 5, -3, -4}, same[] = {0, 1, 0, 1};
    json_t *root = document_of(AT_B "}", 0, RC_PROVED);

    expect_members(root, "centre lambda radii radius ");
    expect_part(root, "results", "['R11']");
    expect_part(root, "bits", "128");
    expect_proof(root, b, 5, 2, 2, 1);
    expect_part(root, "witness/centre/1", "['0','1*2^0']");
    expect_part(root, "witness/lambda", "['1*2^0','1*2^-2']");
    json_decref(root);
    root = document_of(MODEL("2", "2", "complete", "uniform", "rms",
                             "{diagonal: [1/2, 1]}") "[[0, 1], [0, 1]]}",
                       0, RC_PROVED);
    expect_proof(root, same, 1, 2, 2, 2);
    json_decref(root);
}
END_TEST

/* Two runs, and near within reach, say the same. */
START_TEST(proofs_do_not_depend_on_the_run)
{
    json_t *one = document_of(AT_B "}", 0, RC_PROVED);
    json_t *two = document_of(AT_B "}", 0, RC_PROVED);
    json_t *three =
        document_of(FIGURE_1 "[[0.01, 1.02], [-0.61, -0.79]]}", 0, RC_PROVED);

    ck_assert(json_equal(one, two));
    ck_assert(
        json_equal(document_at(one, "witness"), document_at(three, "witness")));
    json_decref(three);
    json_decref(two);
    json_decref(one);
}
END_TEST

/* ---- Ranks ---- */

START_TEST(full_rank_needs_a_minor)
{
    json_t *root = document_of(AT_B ", rank: 2}", 0, RC_PROVED);

    expect_members(root, "centre lambda minor radii radius ");
    expect_part(root, "results", "['R11','R12']");
    expect_part(root, "witness/minor", "{'cols':[1,2],'rows':[1,2]}");
    json_decref(root);
}
END_TEST

START_TEST(coordinates_bound_a_rank)
{
    static const slong a[] = {0, 1, 0, 1};
    json_t *root = document_of(AT_A ", rank: 1}", 0, RC_PROVED);

    expect_members(root, "centre lambda minor radii radius subspace upper ");
    expect_part(root, "witness/subspace", "{'coordinates':[2]}");
    expect_part(root, "witness/upper", "{'from':'subspace'}");
    expect_part(root, "witness/minor/cols", "[1]");
    expect_proof(root, a, 1, 2, 2, 1);
    json_decref(root);
}
END_TEST

/* Tokens in the plane of (3/5, 4/5, 0) and (0, 3/5, 4/5). */
#define SLANTED                                                                \
    MODEL("3", "3", "causal",                                                  \
          "{fixed: [[1, 0, 0], [1/2, 1/2, 0], [1/2, 1/4, 1/4]]}", "rms",       \
          "[[498/125, 332/125, 224/125], [-186/125, 1/125, -168/125], "        \
          "[-48/125, -157/125, 251/125]]")                                     \
    "[[0.6, 0.8, 0], [0, 0.6, 0.8], [0, 0.6, 0.8]], rank: "

START_TEST(a_rational_basis_bounds_a_rank)
{
    json_t *root = document_of(SLANTED "2}", 0, RC_PROVED);

    expect_part(root, "witness/subspace",
                "{'basis':[['1','0','-16/9'],['0','1','4/3']],'pivots':[1,2]}");
    expect_part(root, "witness/upper", "{'from':'subspace'}");
    expect_part(root, "hypotheses", "['norm','weights']");
    ck_assert_uint_eq(json_array_size(document_at(root, "witness/minor/rows")),
                      2);
    json_decref(root);
}
END_TEST

START_TEST(an_eigenvector_bounds_a_rank)
{
    json_t *root = document_of(
        MODEL("2", "2", "causal", "uniform", "rms",
              "[[1, 1], [1, 0]]") "[[0.85, 0.526], [0.85, 0.526]], rank: 1}",
        0, RC_PROVED);
    fmpq_t q, golden;

    fmpq_init(q);
    fmpq_init(golden);
    expect_part(root, "witness/subspace/line/pivot", "1");
    ck_assert_uint_eq(
        json_object_size(document_at(root, "witness/subspace/line")), 4);
    get_dyadic(q, root, "witness/subspace/line/radius");
    ck_assert_int_gt(fmpq_sgn(q), 0);
    get_dyadic(q, root, "witness/subspace/line/lambda");
    fmpq_set_si(golden, 1618, 1000);
    ck_assert_int_gt(fmpq_cmp(q, golden), 0);
    get_dyadic(q, root, "witness/subspace/line/centre/2");
    fmpq_set_si(golden, 5257, 10000);
    ck_assert_int_gt(fmpq_cmp(q, golden), 0);
    expect_part(root, "witness/upper", "{'from':'subspace'}");
    fmpq_clear(golden);
    fmpq_clear(q);
    json_decref(root);
}
END_TEST

START_TEST(kernels_bound_a_rank)
{
    /* W has rank one; A has rank one */
    json_t *root = document_of(
        MODEL("2", "2", "causal", "uniform", "rms",
              "[[1, 1], [2, 2]]") "[[0.7, 0.7], [0.7, 0.7]], rank: 1}",
        0, RC_PROVED);

    expect_members(root, "centre lambda minor radii radius upper ");
    expect_part(root, "witness/upper",
                "{'free':[2],'from':'value','side':'left',"
                "'vectors':[['-2','1']]}");
    json_decref(root);
    root = document_of(MODEL("2", "2", "complete", "uniform", "rms",
                             "[[2, 1], [0, sqrt(2)]]") "[[0.506, 0.863], "
                                                       "[0.506, 0.863]], rank: "
                                                       "1}",
                       0, RC_PROVED);
    expect_part(root, "witness/upper",
                "{'free':[2],'from':'weights','side':'left',"
                "'vectors':[['-1','1']]}");
    json_decref(root);
}
END_TEST

/* ---- Refutations ---- */

START_TEST(a_wrong_rank_near_the_centre_needs_no_exclusion)
{
    json_t *root = document_of(AT_B ", rank: 1}", 0, RC_REFUTED);

    expect_members(root, "centre lambda minor radii radius ");
    expect_part(root, "results", "['R11','R12']");
    expect_part(root, "verdict", "'refuted'");
    json_decref(root);
    root = document_of(AT_A ", rank: 2}", 0, RC_REFUTED);
    expect_members(root, "centre lambda minor radii radius subspace upper ");
    json_decref(root);
}
END_TEST

START_TEST(a_wrong_rank_farther_off_excludes_all_others)
{
    json_t *root = document_of(FIGURE_1 "[[0, 1], [-0.61, -0.79]], rank: 1}", 0,
                               RC_REFUTED);
    fmpq_t reach, least;

    fmpq_init(reach);
    fmpq_init(least);
    expect_members(root, "alone centre lambda minor radii radius ");
    expect_part(root, "results", "['R11','R12','R23']");
    get_dyadic(reach, root, "witness/alone/reach");
    fmpq_set_si(least, 1, 100);
    ck_assert_int_ge(fmpq_cmp(reach, least), 0);
    fmpq_set_si(least, 101, 10000);
    ck_assert_int_lt(fmpq_cmp(reach, least), 0);
    expect_part(root, "witness/alone/groups/1/then", "'unique'");
    expect_part(root, "witness/alone/groups/2/then", "'unique'");
    fmpq_clear(least);
    fmpq_clear(reach);
    json_decref(root);
}
END_TEST

START_TEST(nothing_near_is_an_exclusion)
{
    json_t *root =
        document_of(FIGURE_1 "[[0, 1], [3/5, -4/5]]}", 0, RC_REFUTED);

    expect_members(root, "exclusion ");
    expect_part(root, "results", "['R23']");
    expect_absent(root, "witness/exclusion/reach");
    expect_part(root, "witness/exclusion/groups/2/then", "'excluded'");
    ck_assert_int_ge(json_integer_value(document_at(root, "bits")), 96);
    json_decref(root);
}
END_TEST

START_TEST(a_breakdown_is_a_token)
{
    json_t *root = document_of(FIGURE_1 "[[0, 1], [0, -1]]}", 0, RC_UNDEFINED);

    expect_part(root, "witness", "{'token':2}");
    expect_part(root, "results", "['R24']");
    expect_part(root, "bits", "0");
    json_decref(root);
}
END_TEST

START_TEST(what_is_open_has_no_certificate)
{
    static const char *const open[] = {
        /* at the very edge of reach */
        FIGURE_1 "[[0, 1.05], [-3/5, -4/5]]}",
        /* an equilibrium of rank two, another one nearer */
        MODEL("2", "2", "causal", "{fixed: [[1, 0], [1/4, 3/4]]}", "rms",
              "[[20596/29997, 1], [0, 1]]") "[[0, 1], [-0.015, -1.03]], rank: "
                                            "1}"};

    for (size_t k = 0; k < sizeof open / sizeof *open; k++) {
        const rc_limits limits = {.max_bits = 256};
        claim_run run;

        claim_open(&run, open[k]);
        ck_assert_int_eq(claim_verify(&run, 0, &limits), RC_UNDECIDED);
        ck_assert(!rc_certificate_has_document(run.out));
        claim_close(&run);
    }
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("equilibrium witness");

    tcase_add_test(tcase, statements_are_in_normal_form);
    tcase_add_test(tcase, a_proof_states_its_boxes);
    tcase_add_test(tcase, proofs_do_not_depend_on_the_run);
    tcase_add_test(tcase, full_rank_needs_a_minor);
    tcase_add_test(tcase, coordinates_bound_a_rank);
    tcase_add_test(tcase, a_rational_basis_bounds_a_rank);
    tcase_add_test(tcase, an_eigenvector_bounds_a_rank);
    tcase_add_test(tcase, kernels_bound_a_rank);
    tcase_add_test(tcase, a_wrong_rank_near_the_centre_needs_no_exclusion);
    tcase_add_test(tcase, a_wrong_rank_farther_off_excludes_all_others);
    tcase_add_test(tcase, nothing_near_is_an_exclusion);
    tcase_add_test(tcase, a_breakdown_is_a_token);
    tcase_add_test(tcase, what_is_open_has_no_certificate);
    return run_claim_tests(tcase);
}
