/* Retries with more precision, with a kind that does as it is told in place of
   the room's own. */

#include "checker_support.h"

typedef enum {
    UNCERTAIN,
    REJECTS,
    ACCEPTS,
    FAILS_SILENTLY,
    FAILS_AND_PASSES
} act;

static struct {
    act acts[8];
    long bits[8];
    size_t runs;
} script;

static int
play(ck_certificate *c, ck_words *words)
{
    act now = script.acts[script.runs];

    ck_assert_uint_lt(script.runs, 8);
    ck_assert_int_eq(ck_good(c->o), 1);
    ck_assert_int_eq(c->bits, 64);
    ck_assert_uint_eq(words->length, 0);
    ck_words_add(words, "run %zu", script.runs);
    script.bits[script.runs++] = c->o->bits;
    switch (now) {
    case UNCERTAIN:
        return ck_uncertain(c->o, "not certified");
    case REJECTS:
        return ck_reject(c->o, "false");
    case ACCEPTS:
        return 1;
    case FAILS_SILENTLY:
        return 0;
    case FAILS_AND_PASSES:
        (void)ck_reject(c->o, "false");
        return 1;
    }
    return 0;
}

const ck_kind ck_matrix_rank_kind = {.kind = "matrix-rank", .check = play};

static const checker_parts parts = {.statement =
                                        "{'claim': {'kind': 'matrix-rank'}}",
                                    .witness = "{}",
                                    .results = "['R1']",
                                    .verdict = "proved",
                                    .bits = 64};

static void
expect_runs(act first, act second, act third, long max_bits, ck_verdict verdict,
            size_t runs)
{
    ck_limits limits = ck_default_limits;
    json_t *root = checker_build(&parts);
    char *text = checker_text(root), words[16];
    ck_outcome o;
    ck_report report;

    limits.max_bits = max_bits;
    script.runs = 0;
    script.acts[0] = first;
    script.acts[1] = second;
    script.acts[2] = third;
    script.acts[3] = ACCEPTS;
    ck_outcome_init(&o, &limits);
    ck_check_certificate(&o, &report, text, strlen(text), NULL);
    ck_assert_int_eq(o.verdict, verdict);
    ck_assert_uint_eq(script.runs, runs);
    for (size_t k = 0; k < runs; k++)
        ck_assert_int_eq(script.bits[k], 64L << k);
    ck_assert_int_eq(o.bits, 64L << (runs - 1));
    snprintf(words, sizeof words, "run %zu", runs - 1);
    ck_assert_str_eq(report.words.bytes, words);
    ck_report_clear(&report);
    free(text);
    json_decref(root);
}

START_TEST(what_is_settled_is_not_tried_again)
{
    expect_runs(ACCEPTS, ACCEPTS, ACCEPTS, 1024, CK_ACCEPTED, 1);
    expect_runs(REJECTS, ACCEPTS, ACCEPTS, 1024, CK_REJECTED, 1);
}
END_TEST

START_TEST(more_precision_may_settle_it)
{
    expect_runs(UNCERTAIN, ACCEPTS, ACCEPTS, 1024, CK_ACCEPTED, 2);
    expect_runs(UNCERTAIN, REJECTS, ACCEPTS, 1024, CK_REJECTED, 2);
    expect_runs(UNCERTAIN, UNCERTAIN, ACCEPTS, 1024, CK_ACCEPTED, 3);
    expect_runs(UNCERTAIN, UNCERTAIN, UNCERTAIN, 1024, CK_REJECTED, 3);
}
END_TEST

START_TEST(precision_is_limited)
{
    expect_runs(UNCERTAIN, ACCEPTS, ACCEPTS, 127, CK_REJECTED, 1);
    expect_runs(UNCERTAIN, UNCERTAIN, ACCEPTS, 128, CK_REJECTED, 2);
    expect_runs(UNCERTAIN, UNCERTAIN, ACCEPTS, 255, CK_REJECTED, 2);
    expect_runs(UNCERTAIN, UNCERTAIN, ACCEPTS, 256, CK_ACCEPTED, 3);
}
END_TEST

/* A kind with a fault: neither makes an accept. */
START_TEST(nothing_is_accepted_by_default)
{
    expect_runs(FAILS_SILENTLY, ACCEPTS, ACCEPTS, 1024, CK_OPEN, 1);
    expect_runs(FAILS_AND_PASSES, ACCEPTS, ACCEPTS, 1024, CK_REJECTED, 1);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("retries");

    tcase_add_test(tcase, what_is_settled_is_not_tried_again);
    tcase_add_test(tcase, more_precision_may_settle_it);
    tcase_add_test(tcase, precision_is_limited);
    tcase_add_test(tcase, nothing_is_accepted_by_default);
    return run_checker_tests("checker retries", tcase);
}
