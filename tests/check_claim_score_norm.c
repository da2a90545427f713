/* Bounds of the norm of scores. */

#include "claim/score_norm.h"
#include "claim_support.h"

static void
expect_norm(const char *attention, rc_status wanted, const char *least,
            const char *most)
{
    char yaml[2048];
    claim_run run;
    rc_status status;
    arf_t b;
    arb_t norm, bound;

    snprintf(yaml, sizeof yaml,
             "rankcert: 1\nmodel: {tokens: 2, dim: 2, mask: causal, "
             "attention: {softmax: %s}, norm: rms, value: {identity: 2}}\n"
             "claims: [{kind: mask}]\n",
             attention);
    claim_open(&run, yaml);

    rc_job job = claim_job(&run, 0);

    arf_init(b);
    arb_init(norm);
    arb_init(bound);
    status = rc_score_norm(b, &job, 64);
    ck_assert_int_eq(status, wanted);
    if (wanted == RC_OK) {
        arb_set_arf(norm, b);
        ck_assert_int_eq(arb_set_str(bound, least, 128), 0);
        ck_assert_msg(arb_ge(norm, bound), "%s", attention);
        ck_assert_int_eq(arb_set_str(bound, most, 128), 0);
        ck_assert_msg(arb_le(norm, bound), "%s", attention);
        ck_assert_int_le(arf_bits(b), 32);
    }
    arb_clear(bound);
    arb_clear(norm);
    arf_clear(b);
    claim_close(&run);
}

START_TEST(known_norms)
{
    /* The rooms: above the norm, by a millionth at most. */
    expect_norm("{query: {identity: 2}, key: {identity: 2}}", RC_OK,
                "1.00000001", "1.000002");
    expect_norm("{query: [[3], [4]], key: [[1], [0]]}", RC_OK, "5.00000001",
                "5.00001");
    expect_norm("{query: [[3], [4]], key: [[1], [0]], scale: 1/8}", RC_OK,
                "40.0000001", "40.0001");
    expect_norm("{query: {identity: 2}, key: {identity: 2}, scale: sqrt(2)}",
                RC_OK, "0.70710679", "0.707109");
    expect_norm("{query: [[1e-100], [0]], key: [[0], [1e-100]]}", RC_OK,
                "1e-200", "1.00001e-200");
    /* Of several layers the greatest. */
    expect_norm("{query: {per-layer: [{identity: 2}, {diagonal: [1, 3]}, "
                "{identity: 2}]}, key: {identity: 2}}",
                RC_OK, "3.00000001", "3.00001");
}
END_TEST

/* Every pair of a query and a key: the greatest product is that of layer 5. */
START_TEST(all_pairs_of_layers)
{
    expect_norm("{query: {per-layer: [{identity: 2}, {diagonal: [1, 3]}]}, "
                "key: {per-layer: [{identity: 2}, {identity: 2}, "
                "{diagonal: [1, 5]}]}}",
                RC_OK, "15.0000001", "15.0001");
    expect_norm("{query: {per-layer: [{identity: 2}, {diagonal: [1, 3]}]}, "
                "key: {per-layer: [{diagonal: [1, 5]}, {diagonal: [4, 1]}]}}",
                RC_OK, "5.00000001", "5.00001");
}
END_TEST

START_TEST(no_scores)
{
    expect_norm("{query: [[0], [0]], key: [[1], [1]]}", RC_OK, "1e-30",
                "1e-15");
    /* Nothing in one layer does not hide another. */
    expect_norm("{query: {per-layer: [[[0], [0]], [[3], [4]]]}, "
                "key: [[1], [0]]}",
                RC_OK, "5.00000001", "5.00001");
}
END_TEST

/* 64 bits say nothing of this matrix. */
START_TEST(too_few_bits)
{
    expect_norm("{query: [[exp(1) * exp(-1) - 1 + 1e-40], [0]], "
                "key: [[1], [1]]}",
                RC_UNCERTAIN, "", "");
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("score_norm");

    tcase_add_test(tcase, known_norms);
    tcase_add_test(tcase, all_pairs_of_layers);
    tcase_add_test(tcase, no_scores);
    tcase_add_test(tcase, too_few_bits);
    return run_claim_tests(tcase);
}
