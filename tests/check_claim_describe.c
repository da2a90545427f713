/* Statements in words. */

#include "claim_support.h"

static void
expect_words(const char *yaml, const char *words)
{
    claim_run run;
    char *text;

    claim_open(&run, yaml);
    text = rc_case_describe(&run.c);
    ck_assert_ptr_nonnull(text);
    ck_assert_str_eq(text, words);
    free(text);
    claim_close(&run);
}

START_TEST(a_whole_case_is_put_into_words)
{
    expect_words(
        "rankcert: 1\n"
        "title: Two tokens\n"
        "paper: P4\n"
        "model: {tokens: 2, dim: 2, mask: causal, attention: uniform, norm: "
        "rms, value: [[1/2, 1], [0, 1]]}\n"
        "start: [[3/5, 4/5], [-4/5, -3/5]]\n"
        "claims:\n"
        "  - {id: B, kind: equilibrium, near: [[0, 1], [-3/5, -4/5]], rank: "
        "2, note: Figure 1}\n"
        "  - {id: O, kind: orbit, steps: 3, checks: [{quantity: mu, at: 2, "
        "at-least: 1/2, less-than: 2}, {quantity: sigma 2, more-than: 0}]}\n"
        "  - {id: M, kind: mask, expect: refuted, strongly-connected: true}\n",
        "Two tokens\n"
        "Speaks to the paper's statement P4.\n"
        "Model: 2 tokens in dimension 2\n"
        "  mask: causal\n"
        "  attention: uniform (1/n_i on the mask)\n"
        "  value W_V = [[1/2, 1], [0, 1]]\n"
        "  LayerNorm: rms: every token is divided by its norm\n"
        "  start X(0) = [[3/5, 4/5], [-4/5, -3/5]]\n"
        "Claims:\n"
        "  B: the equilibrium near [[0, 1], [-3/5, -4/5]] exists, is the only "
        "one in a box around it, and has rank exactly 2 (expected: proved)\n"
        "    note: Figure 1\n"
        "  O: the orbit from the start is defined for 3 layers, and on it\n"
        "      mu(2) >= 1/2 and < 2\n"
        "      sigma 2(t) at every t > 0 (expected: proved)\n"
        "  M: the mask (causal) is strongly connected (expected: refuted)\n");
}
END_TEST

START_TEST(softmax_and_layer_are_put_into_words)
{
    expect_words(
        "rankcert: 1\n"
        "model: {tokens: 1, dim: 2, mask: complete, norm: layer, value: "
        "{identity: 2}, attention: {softmax: {query: [[1], [0]], key: [[0], "
        "[1]], scale: sqrt(2)}}}\n"
        "claims:\n"
        "  - {id: M, kind: mask, radius: 0, centres: [1]}\n",
        "Model: 1 token in dimension 2\n"
        "  mask: complete\n"
        "  attention: softmax of scores <x_i W_Q, x_j W_K> / sqrt(2)\n"
        "    W_Q = [[1], [0]]\n"
        "    W_K = [[0], [1]]\n"
        "  value W_V = [[1, 0], [0, 1]]\n"
        "  LayerNorm: layer: every token loses the mean of its coordinates "
        "and is divided by its norm\n"
        "Claims:\n"
        "  M: the mask (complete) has radius 0, has exactly these centres: 1 "
        "(expected: proved)\n");
}
END_TEST

START_TEST(fixed_weights_and_no_norm_are_put_into_words)
{
    expect_words("rankcert: 1\n"
                 "model: {tokens: 2, dim: 1, mask: causal, norm: none, value: "
                 "[[2]], attention: {fixed: [[1, 0], [1/3, 2/3]]}}\n"
                 "claims:\n"
                 "  - {id: M, kind: mask, quasi-strongly-connected: false}\n"
                 "  - {id: N, kind: mask}\n",
                 "Model: 2 tokens in dimension 1\n"
                 "  mask: causal\n"
                 "  attention: fixed, weights A = [[1, 0], [1/3, 2/3]]\n"
                 "  value W_V = [[2]]\n"
                 "  LayerNorm: none\n"
                 "Claims:\n"
                 "  M: the mask (causal) is not quasi-strongly connected "
                 "(expected: proved)\n"
                 "  N: the mask (causal) is quasi-strongly connected "
                 "(expected: proved)\n");
}
END_TEST

START_TEST(a_matrix_alone_is_put_into_words)
{
    expect_words("rankcert: 1\n"
                 "claims:\n"
                 "  - {id: R, kind: matrix-rank, matrix: [[1, 2]], rank: 1, "
                 "rank-at-least: 1, numerical-rank: {tolerance: 1e-2, rank: "
                 "1}}\n",
                 "Claims:\n"
                 "  R: the matrix [[1, 2]] has rank exactly 1; has rank at "
                 "least 1; has exactly 1 singular values above 1/100 and none "
                 "equal to it; (expected: proved)\n");
}
END_TEST

START_TEST(layers_that_differ_are_put_into_words)
{
    expect_words(
        "rankcert: 1\n"
        "model: {tokens: 1, dim: 1, mask: causal, norm: none, value: "
        "{per-layer: [[[2]], [[3]]]}, attention: {softmax: {query: {per-layer: "
        "[[[1]], [[4]], [[5]]]}, key: [[6]]}}}\n"
        "claims:\n"
        "  - {id: M, kind: mask, radius: 0}\n",
        "Model: 1 token in dimension 1\n"
        "  mask: causal\n"
        "  attention: softmax of scores <x_i W_Q, x_j W_K> / 1\n"
        "    W_Q differs by layer and begins anew after 3 layers:\n"
        "      layer 0: [[1]]\n"
        "      layer 1: [[4]]\n"
        "      layer 2: [[5]]\n"
        "    W_K = [[6]]\n"
        "  value W_V differs by layer and begins anew after 2 layers:\n"
        "      layer 0: [[2]]\n"
        "      layer 1: [[3]]\n"
        "  LayerNorm: none\n"
        "Claims:\n"
        "  M: the mask (causal) has radius 0 (expected: proved)\n");
    expect_words(
        "rankcert: 1\n"
        "model: {tokens: 1, dim: 1, mask: causal, norm: none, value: [[2]], "
        "attention: {fixed: {per-layer: [[[1]], [[1]]]}}}\n"
        "claims:\n"
        "  - {id: M, kind: mask, radius: 0}\n",
        "Model: 1 token in dimension 1\n"
        "  mask: causal\n"
        "  attention: fixed, weights A differs by layer and begins anew after "
        "2 "
        "layers:\n"
        "      layer 0: [[1]]\n"
        "      layer 1: [[1]]\n"
        "  value W_V = [[2]]\n"
        "  LayerNorm: none\n"
        "Claims:\n"
        "  M: the mask (causal) has radius 0 (expected: proved)\n");
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("describe");

    tcase_add_test(tcase, a_whole_case_is_put_into_words);
    tcase_add_test(tcase, softmax_and_layer_are_put_into_words);
    tcase_add_test(tcase, fixed_weights_and_no_norm_are_put_into_words);
    tcase_add_test(tcase, a_matrix_alone_is_put_into_words);
    tcase_add_test(tcase, layers_that_differ_are_put_into_words);
    return run_claim_tests(tcase);
}
