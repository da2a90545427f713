/* What of the model a collapse rests on: masks, values, scores. */

#include "collapse_support.h"

/* The model's steps, up to this one. */
static rc_status
check(collapse_run *r, const char *yaml, slong max_bits)
{
    claim_open(&r->run, yaml);
    r->job = claim_job(&r->run, max_bits);
    ck_assert_int_eq(rc_collapse_init(&r->c, &r->job), RC_OK);
    rc_collapse_read_start(&r->c);
    return rc_collapse_check_model(&r->c);
}

static void
expect_verdict(const char *yaml, rc_verdict verdict, const char *reason)
{
    collapse_run r;

    ck_assert_int_eq(check(&r, yaml, 256), RC_DOMAIN);
    ck_assert_int_eq(rc_certificate_verdict(r.run.out), verdict);
    ck_assert_msg(strstr(rc_certificate_reason(r.run.out), reason) != NULL,
                  "%s: %s", yaml, rc_certificate_reason(r.run.out));
    collapse_close(&r);
}

#define ON(mask, attention, value, norm)                                       \
    COLLAPSE("3", "2", mask, attention, value, norm,                           \
             "[[1, 0], [0, 1], [3/5, 4/5]]", "")

START_TEST(masks)
{
    collapse_run r;

    ck_assert_int_eq(
        check(&r, ON("{window: 1}", "uniform", "{identity: 2}", "none"), 256),
        RC_OK);
    collapse_close(&r);
    ck_assert_int_eq(check(&r,
                           ON("{edges: [[1, 2], [1, 3]]}", "uniform",
                              "{identity: 2}", "none"),
                           256),
                     RC_OK);
    collapse_close(&r);
    expect_verdict(
        ON("{edges: [[1, 3], [2, 3]]}", "uniform", "{identity: 2}", "none"),
        RC_REFUTED, "(R7)");
    expect_verdict(ON("{window: 0}", "uniform", "{identity: 2}", "none"),
                   RC_REFUTED, "(R7)");
    /* the mask comes first, whatever the rest is */
    expect_verdict(ON("{window: 0}", "uniform", "[[1, 1], [0, 1]]", "rms"),
                   RC_REFUTED, "(R7)");
}
END_TEST

/* B^2 of R18, and 1 under LayerNorm. */
START_TEST(values)
{
    collapse_run r;

    ck_assert_int_eq(
        check(&r, ON("causal", "uniform", "[[0, 1], [-1, 0]]", "none"), 256),
        RC_OK);
    ck_assert(r.c.value.contraction && fmpq_is_one(r.c.value_squared));
    collapse_close(&r);
    ck_assert_int_eq(
        check(&r, ON("causal", "uniform", "[[1/2, 1], [0, 1]]", "none"), 256),
        RC_OK);
    ck_assert(!r.c.value.contraction);
    ck_assert(fmpq_equal(r.c.value_squared, r.c.value.squared));
    /* W^t tends to (0, 2; 0, 1), of norm sqrt(5) */
    ck_assert(fmpq_cmp_si(r.c.value_squared, 5) > 0);
    collapse_close(&r);
    ck_assert_int_eq(
        check(&r, ON("causal", "uniform", "[[0, 1], [-1, 0]]", "rms"), 256),
        RC_OK);
    ck_assert(fmpq_is_one(r.c.value_squared));
    collapse_close(&r);
    expect_verdict(ON("causal", "uniform", "[[1, 1], [0, 1]]", "none"),
                   RC_UNSUPPORTED,
                   "R18 does not bound the products of the value matrices: ");
    expect_verdict(ON("causal", "uniform", "[[1, 1], [0, 1]]", "rms"),
                   RC_UNSUPPORTED, "R9 needs an orthogonal value matrix");
    /* each layer counts */
    expect_verdict(ON("causal", "uniform",
                      "{per-layer: [[[1, 0], [0, 1]], [[1, 0], [0, 1/2]]]}",
                      "rms"),
                   RC_UNSUPPORTED, "R9 ");
    expect_verdict(ON("causal", "uniform",
                      "{per-layer: [[[1, 0], [0, 1]], [[1, 0], [0, 3/2]]]}",
                      "none"),
                   RC_UNSUPPORTED, "R18 does not");
}
END_TEST

static void
expect_scores(const char *yaml, const char *least, const char *most)
{
    collapse_run r;
    arb_t b, bound;

    ck_assert_int_eq(check(&r, yaml, 256), RC_OK);
    ck_assert_int_ge(r.c.bits, 1);
    ck_assert_int_le(r.c.bits, 256);
    arb_init(b);
    arb_init(bound);
    arb_set_arf(b, r.c.scores);
    ck_assert_int_eq(arb_set_str(bound, least, 128), 0);
    ck_assert(arb_gt(b, bound));
    ck_assert_int_eq(arb_set_str(bound, most, 128), 0);
    ck_assert(arb_lt(b, bound));
    arb_clear(bound);
    arb_clear(b);
    collapse_close(&r);
}

START_TEST(scores)
{
    collapse_run r;

    expect_scores(ON("causal", SOFTMAX, "{identity: 2}", "none"), "0.5",
                  "0.50001");
    expect_scores(ON("causal",
                     "{softmax: {query: [[3, 0], [0, 1]], key: [[0, 1], [-1, "
                     "0]], scale: 2}}",
                     "{identity: 2}", "rms"),
                  "1.5", "1.50001");
    expect_scores(ON("causal",
                     "{softmax: {query: [[0, 0], [0, 0]], key: [[1, 0], [0, "
                     "1]]}}",
                     "{identity: 2}", "none"),
                  "0", "0.00001");
    /* of every layer */
    expect_scores(ON("causal",
                     "{softmax: {query: {per-layer: [[[1, 0], [0, 1]], [[5, "
                     "0], [0, 0]]]}, key: [[1, 0], [0, 1]]}}",
                     "{identity: 2}", "none"),
                  "5", "5.0001");
    ck_assert_int_eq(
        check(&r, ON("causal", "uniform", "{identity: 2}", "none"), 256),
        RC_OK);
    ck_assert(arf_is_zero(r.c.scores));
    ck_assert_int_eq(r.c.bits, 0);
    collapse_close(&r);
}
END_TEST

START_TEST(it_can_be_stopped)
{
    int left = 0;
    collapse_run r;

    claim_open(&r.run, ON("causal", SOFTMAX, "{identity: 2}", "rms"));
    r.job = claim_job(&r.run, 256);
    r.job.limits.stop = stop_after;
    r.job.limits.context = &left;
    ck_assert_int_eq(rc_collapse_init(&r.c, &r.job), RC_OK);
    ck_assert_int_eq(rc_collapse_check_model(&r.c), RC_DOMAIN);
    ck_assert_int_eq(rc_certificate_verdict(r.run.out), RC_UNDECIDED);
    ck_assert_ptr_nonnull(strstr(rc_certificate_reason(r.run.out),
                                 "stopped while bounding W_Q W_K^T"));
    collapse_close(&r);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("collapse_model");

    tcase_add_test(tcase, masks);
    tcase_add_test(tcase, values);
    tcase_add_test(tcase, scores);
    tcase_add_test(tcase, it_can_be_stopped);
    return run_claim_tests(tcase);
}
