/* Statements in normal form, and the hypotheses that go with them. */

#include "claim_document.h"

#define CASE(model, claim)                                                     \
    "rankcert: 1\nmodel: {" model "}\n"                                        \
    "start: [[1, 0], [0, 1], [1, 1]]\nclaims:\n  - {" claim "}"
#define SIZES "tokens: 3, dim: 2, value: [[1, 2/4], [sqrt(2)*1, 0]], "
#define UNIFORM SIZES "attention: uniform, "

static void
expect_model(const char *yaml, const char *part, const char *expected)
{
    json_t *root = document_of(yaml, 0, RC_PROVED);

    expect_part(root, part, expected);
    json_decref(root);
}

START_TEST(a_model_is_written_out)
{
    json_t *root = document_of(
        CASE(UNIFORM "mask: causal, norm: none", "kind: mask"), 0, RC_PROVED);

    expect_part(root, "statement",
                "{'claim':{'kind':'mask','quasi-strongly-connected':true},"
                "'model':{'attention':'uniform','dim':2,"
                "'mask':[[[1,1]],[[1,2]],[[1,3]]],'norm':'none','tokens':3,"
                "'value':[['1','1/2'],['sqrt(2)','0']]}}");
    expect_part(root, "hypotheses", "[]");
    json_decref(root);
}
END_TEST

START_TEST(masks_are_maximal_runs)
{
    expect_model(CASE(UNIFORM "mask: complete, norm: rms", "kind: mask"),
                 "statement/model/mask", "[[[1,3]],[[1,3]],[[1,3]]]");
    expect_model(CASE(UNIFORM "mask: {matrix: [[1, 0, 1], [0, 1, 1], [1, 0, "
                              "1]]}, norm: rms",
                      "kind: mask"),
                 "statement/model/mask",
                 "[[[1,1],[3,3]],[[2,3]],[[1,1],[3,3]]]");
    expect_model("rankcert: 1\nmodel: {tokens: 7, dim: 1, value: [[1]], "
                 "attention: uniform, norm: none, mask: {edges: [[1, 7], [2, "
                 "7], [4, 7], [5, 7], [1, 2], [2, 3], [3, 4], [4, 5], [5, "
                 "6]]}}\nclaims:\n  - {kind: mask}",
                 "statement/model/mask/7", "[[1,2],[4,5],[7,7]]");
}
END_TEST

START_TEST(norms_have_their_names)
{
    expect_model(CASE(UNIFORM "mask: causal, norm: rms", "kind: mask"),
                 "statement/model/norm", "'rms'");
    expect_model(CASE(UNIFORM "mask: causal, norm: layer", "kind: mask"),
                 "statement/model/norm", "'layer'");
}
END_TEST

#define FIXED                                                                  \
    SIZES "mask: causal, norm: none, attention: {fixed: [[1, 0, 0], [1/2, "    \
          "2/4, 0], [0.5, 0.25, 0.25]]}"
#define KEYS "query: [[1], [2]], key: [[1/2], [sqrt(4)]]"

START_TEST(attention_is_written_out_with_its_hypotheses)
{
    json_t *root = document_of(CASE(FIXED, "kind: mask"), 0, RC_PROVED);

    expect_part(root, "statement/model/attention",
                "{'fixed':[['1','0','0'],['1/2','1/2','0'],"
                "['1/2','1/4','1/4']]}");
    expect_part(root, "hypotheses", "['weights']");
    json_decref(root);
    root = document_of(CASE(SIZES "mask: causal, norm: none, attention: "
                                  "{softmax: {" KEYS ", scale: sqrt(2)}}",
                            "kind: mask"),
                       0, RC_PROVED);
    expect_part(root, "statement/model/attention",
                "{'softmax':{'key':[['1/2'],['2']],'query':[['1'],['2']],"
                "'scale':'sqrt(2)'}}");
    expect_part(root, "hypotheses", "['scale']");
    json_decref(root);
}
END_TEST

#define PLAIN "tokens: 3, dim: 2, mask: causal, norm: none, "
#define VALUES                                                                 \
    "value: {per-layer: [[[1, 0.5], [0, 1]], {identity: 2}, [[sqrt(2), 0], "   \
    "[0, 2]]]}, "

START_TEST(weights_that_differ_by_layer_are_lists)
{
    json_t *root = document_of(
        CASE(PLAIN VALUES "attention: uniform", "kind: orbit, steps: 1"), 0,
        RC_PROVED);

    expect_part(root, "statement/model/value",
                "{'layers':[[['1','1/2'],['0','1']],[['1','0'],['0','1']],"
                "[['sqrt(2)','0'],['0','2']]]}");
    json_decref(root);
    root = document_of(
        CASE(PLAIN "value: {identity: 2}, attention: {fixed: {per-layer: [[[1, "
                   "0, 0], [1/2, 1/2, 0], [1/3, 1/3, 1/3]], [[1, 0, 0], [1/4, "
                   "3/4, 0], [1/3, 1/3, 1/3]]]}}",
             "kind: mask"),
        0, RC_PROVED);
    expect_part(root, "statement/model/attention",
                "{'fixed':{'layers':[[['1','0','0'],['1/2','1/2','0'],"
                "['1/3','1/3','1/3']],[['1','0','0'],['1/4','3/4','0'],"
                "['1/3','1/3','1/3']]]}}");
    expect_part(root, "statement/model/value", "[['1','0'],['0','1']]");
    expect_part(root, "hypotheses", "['weights']");
    json_decref(root);
    root = document_of(CASE(PLAIN "value: {identity: 2}, attention: {softmax: "
                                  "{query: {per-layer: [[[1], [2]], [[3], "
                                  "[4]]]}, key: {per-layer: [[[1], [1]], [[2], "
                                  "[2]], [[3], [3]]]}}}",
                            "kind: mask"),
                       0, RC_PROVED);
    expect_part(root, "statement/model/attention/softmax",
                "{'key':{'layers':[[['1'],['1']],[['2'],['2']],[['3'],['3']]]},"
                "'query':{'layers':[[['1'],['2']],[['3'],['4']]]},"
                "'scale':'1'}");
    json_decref(root);
}
END_TEST

/* However it was written in the case. */
START_TEST(a_list_of_one_is_the_matrix)
{
    expect_model(CASE(PLAIN "value: {per-layer: [[[1, 2], [3, 4]]]}, "
                            "attention: uniform",
                      "kind: mask"),
                 "statement/model/value", "[['1','2'],['3','4']]");
    expect_model(CASE(PLAIN "value: {cayley: [[0, 1/2], [-1/2, 0]]}, layers: "
                            "7, attention: uniform",
                      "kind: mask"),
                 "statement/model/value", "[['3/5','-4/5'],['4/5','3/5']]");
    expect_model("rankcert: 1\nmodel: {tokens: 1, dim: 1, mask: causal, norm: "
                 "none, attention: uniform, layers: 2, value: {random: {rows: "
                 "1, cols: 1, seed: 0, range: 2^52}}}\n"
                 "claims:\n  - {kind: mask}",
                 "statement/model/value",
                 "{'layers':[[['3452556826076089']],[['-616740973955284']]]}");
}
END_TEST

START_TEST(the_scale_is_always_written)
{
    expect_model(CASE(SIZES "mask: causal, norm: none, attention: {softmax: "
                            "{" KEYS "}}",
                      "kind: mask"),
                 "statement/model/attention/softmax/scale", "'1'");
}
END_TEST

START_TEST(only_orbits_have_a_start)
{
    json_t *root = document_of(
        CASE(UNIFORM "mask: causal, norm: none", "kind: orbit, steps: 1"), 0,
        RC_PROVED);

    expect_part(root, "statement/start", "[['1','0'],['0','1'],['1','1']]");
    expect_part(root, "statement/model/tokens", "3");
    json_decref(root);
    root = document_of(CASE(UNIFORM "mask: causal, norm: none", "kind: mask"),
                       0, RC_PROVED);
    ck_assert_ptr_null(document_at(root, "statement/start"));
    json_decref(root);
}
END_TEST

START_TEST(ranks_have_no_model)
{
    json_t *root = document_of(
        CASE(SIZES "mask: causal, norm: layer, attention: {softmax: {" KEYS
                   "}}",
             "kind: matrix-rank, matrix: [[1]], rank: 1"),
        0, RC_PROVED);

    expect_part(root, "statement",
                "{'claim':{'kind':'matrix-rank','matrix':[['1']],'rank':1}}");
    expect_part(root, "hypotheses", "[]");
    json_decref(root);
}
END_TEST

START_TEST(equilibria_need_a_norm)
{
    json_t *root = document_of(
        "rankcert: 1\nmodel: {tokens: 2, dim: 2, mask: causal, norm: layer, "
        "value: {identity: 2}, attention: {softmax: {query: [[1], [2]], key: "
        "[[1], [1]]}}}\nclaims:\n  - {kind: equilibrium, near: [[0, 0], [0, "
        "0]]}",
        0, RC_UNDEFINED);

    expect_part(root, "hypotheses", "['norm','scale']");
    ck_assert_ptr_null(document_at(root, "statement/start"));
    json_decref(root);
}
END_TEST

START_TEST(the_digest_is_that_of_the_statement)
{
    json_t *root = document_of(CASE(FIXED, "kind: mask"), 0, RC_PROVED);
    char *text = json_dumps(document_at(root, "statement"),
                            JSON_COMPACT | JSON_SORT_KEYS | JSON_ENSURE_ASCII);
    char digest[65];

    rc_sha256_hex(digest, text, strlen(text));
    ck_assert_str_eq(
        json_string_value(json_object_get(root, "statement-sha256")), digest);
    free(text);
    json_decref(root);
}
END_TEST

START_TEST(a_document_can_be_made_again)
{
    claim_run run;
    json_t *first, *second;
    char *text;

    claim_open(&run, CASE(FIXED, "kind: orbit, steps: 1"));
    claim_verify(&run, 0, NULL);
    first = claim_document(&run, 0);
    second = claim_document(&run, 0);
    ck_assert(json_equal(first, second));
    json_decref(second);
    json_decref(first);
    /* nothing decided, no document */
    rc_certificate_reset(run.out);
    ck_assert_int_eq(rc_claim_document(&text, run.out, &run.c, 0, ""),
                     RC_DOMAIN);
    ck_assert_ptr_null(text);
    claim_close(&run);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("statement");

    tcase_add_test(tcase, a_model_is_written_out);
    tcase_add_test(tcase, masks_are_maximal_runs);
    tcase_add_test(tcase, norms_have_their_names);
    tcase_add_test(tcase, attention_is_written_out_with_its_hypotheses);
    tcase_add_test(tcase, weights_that_differ_by_layer_are_lists);
    tcase_add_test(tcase, a_list_of_one_is_the_matrix);
    tcase_add_test(tcase, the_scale_is_always_written);
    tcase_add_test(tcase, only_orbits_have_a_start);
    tcase_add_test(tcase, ranks_have_no_model);
    tcase_add_test(tcase, equilibria_need_a_norm);
    tcase_add_test(tcase, the_digest_is_that_of_the_statement);
    tcase_add_test(tcase, a_document_can_be_made_again);
    return run_claim_tests(tcase);
}
