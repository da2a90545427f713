/* The checker's kind `collapse`: what is accepted and in which words, the
   envelope, and the verdicts `refuted` and `undefined`. */

#include "checker/collapse.h"
#include "checker_collapse.h"

START_TEST(accepted)
{
    const checker_parts good[] = {
        collapse_halving(),  collapse_replayed(), collapse_phased(),
        collapse_captured(), collapse_window(),   collapse_fixed(),
        collapse_softmax(),  collapse_rms(),      collapse_rms_captured()};

    for (size_t k = 0; k < sizeof good / sizeof *good; k++)
        expect_parts(&good[k], CK_ACCEPTED, NULL, NULL);
}
END_TEST

START_TEST(words)
{
    checker_parts parts = collapse_halving();

    expect_accepted(
        &parts,
        "for every t, mu(X(t)) stays below a bound that is C at t = 0 and "
        "falls by the rate r per layer in the end, r < 1, r <= 1/2, C <= 1: "
        "proved, with C = 1 and r = 0.5 rounded up");
    parts = collapse_replayed();
    expect_accepted(&parts, "in the end, r < 1, and below the paper's form of "
                            "it up to layer 6: proved, with C = 1 and");
    parts.statement =
        COLLAPSE_STATEMENT("'replay': 0, ", COLLAPSE_HALVING, COLLAPSE_APART);
    expect_accepted(&parts, "and below the paper's form of it up to layer 0");
    parts = collapse_window();
    /* sqrt(3/4 (1 + 4)), (1/2)^(1/3) */
    expect_accepted(&parts, "with C = 1.9365 and r = 0.793701 rounded up");
    parts = collapse_rms_captured();
    /* sqrt(2 25) */
    expect_accepted(&parts, "with C = 7.07107 and r = 0.515625 rounded up");
}
END_TEST

/* What was found is not told of a certificate that is not accepted. */
START_TEST(words_of_rejected)
{
    checker_parts parts = collapse_halving();
    json_t *root = checker_build(&parts);
    char *text;
    ck_outcome o;
    ck_report report;

    checker_put(root, "/witness/phases/0/factor", "'0'");
    text = checker_text(root);
    ck_outcome_init(&o, &ck_default_limits);
    ck_check_certificate(&o, &report, text, strlen(text), NULL);
    ck_assert_int_eq(o.verdict, CK_REJECTED);
    ck_assert_ptr_nonnull(strstr(report.words.bytes, ": proved"));
    ck_assert_ptr_null(strstr(report.words.bytes, "with C"));
    ck_report_clear(&report);
    free(text);
    json_decref(root);
}
END_TEST

START_TEST(fields)
{
    checker_parts parts = collapse_replayed();

    expect_malformed(&parts, "/statement/claim/rate-at-most", "'0.5'",
                     "/statement/claim/rate-at-most", NULL);
    expect_malformed(&parts, "/statement/claim/constant-at-most", "1",
                     "/statement/claim/constant-at-most", NULL);
    expect_malformed(&parts, "/statement/claim/replay", "-1",
                     "/statement/claim/replay", NULL);
    expect_malformed(&parts, "/statement/claim/replay", "'6'",
                     "/statement/claim/replay", NULL);
    expect_malformed(&parts, "/statement/claim/rate", "'1/2'",
                     "/statement/claim", NULL);
    expect_malformed(&parts, "/statement/start", NULL, "/statement", NULL);
    expect_with(&parts, "/statement/claim/replay", "0", CK_ACCEPTED, NULL,
                NULL);
}
END_TEST

/* Each result is there exactly when it applies. */
START_TEST(results)
{
    checker_parts parts = collapse_halving();

    expect_malformed(&parts, "/results", "['R3','R4','R29']", "/results", NULL);
    expect_malformed(&parts, "/results", "['R3','R4','R5','R18','R29']",
                     "/results", NULL);
    expect_malformed(&parts, "/results", "['R1','R3','R4','R18','R29']",
                     "/results", NULL);
    expect_malformed(&parts, "/results", "['R2','R3','R4','R18','R29']",
                     "/results", NULL);
    expect_malformed(&parts, "/results", "['R3','R4','R10','R18','R29']",
                     "/results", NULL);
    expect_malformed(&parts, "/results", "['R3','R8','R9','R29']", "/results",
                     NULL);
    parts = collapse_softmax();
    expect_malformed(&parts, "/results", "['R1','R3','R4','R5','R18','R29']",
                     "/results", NULL);
    expect_malformed(&parts, "/results", "['R1','R2','R3','R4','R18','R29']",
                     "/results", NULL);
    parts = collapse_captured();
    expect_malformed(&parts, "/results", "['R1','R3','R4','R18','R29']",
                     "/results", NULL);
    parts = collapse_rms();
    expect_malformed(&parts, "/results", "['R1','R3','R4','R18','R29']",
                     "/results", NULL);
    expect_malformed(&parts, "/results", "['R3','R8','R9','R29']", "/results",
                     NULL);
    parts = collapse_rms_captured();
    expect_malformed(&parts, "/results", "['R1','R3','R8','R9','R29']",
                     "/results", NULL);
}
END_TEST

START_TEST(bits)
{
    checker_parts parts = collapse_halving();

    parts.bits = 0;
    expect_parts(&parts, CK_MALFORMED, "/bits", NULL);
    parts.bits = 32;
    expect_parts(&parts, CK_ACCEPTED, NULL, NULL);
}
END_TEST

/* A proof is none of the other verdicts. */
START_TEST(flipped)
{
    checker_parts parts = collapse_halving();

    expect_malformed(&parts, "/verdict", "'refuted'", "/results", NULL);
    expect_malformed(&parts, "/verdict", "'undefined'", "/results", NULL);
    parts.verdict = "refuted";
    parts.results = "['R1','R7']";
    parts.bits = 0;
    expect_parts(&parts, CK_MALFORMED, "/witness", NULL);
    parts.verdict = "undefined";
    parts.results = "['R24']";
    expect_parts(&parts, CK_MALFORMED, "/witness", NULL);
}
END_TEST

/* What is certified not to hold, and what more bits may settle. */
START_TEST(conclusions)
{
    ck_outcome o;
    ck_certificate c = {.o = &o};
    ck_collapse k = {.c = &c};

    ck_outcome_init(&o, &ck_default_limits);
    o.bits = 64;
    ck_assert(ck_collapse_conclude(&k, CK_HOLDS, "no %d", 1));
    ck_assert(ck_good(&o));
    ck_assert(!ck_collapse_conclude(&k, CK_FAILS, "no %d", 2));
    ck_assert_str_eq(o.message, "no 2");
    ck_assert(!o.uncertain);
    ck_outcome_init(&o, &ck_default_limits);
    o.bits = 64;
    ck_assert(!ck_collapse_conclude(&k, CK_UNKNOWN, "no %d", 3));
    ck_assert_str_eq(o.message, "no 3: not certified otherwise with 64 bits");
    ck_assert(o.uncertain);
}
END_TEST

static void
expect_limit(checker_parts parts, const char *at, const char *value, long most,
             ck_verdict verdict)
{
    json_t *root = checker_build(&parts);
    ck_limits limits = ck_default_limits;
    char *text;
    ck_outcome o;
    ck_report report;

    if (at != NULL)
        checker_put(root, at, value);
    checker_sign(root);
    text = checker_text(root);
    limits.max_steps = most;
    ck_outcome_init(&o, &limits);
    ck_check_certificate(&o, &report, text, strlen(text), NULL);
    ck_assert_msg(o.verdict == verdict, "%s", o.message);
    if (verdict == CK_REJECTED)
        ck_assert_ptr_nonnull(strstr(o.message, "(--max-steps)"));
    ck_report_clear(&report);
    free(text);
    json_decref(root);
}

#define APART_MASK "[[[1,1]],[[2,2]]]"
#define COMPLETE "[[[1,2]],[[1,2]]]"
#define OPPOSITE "[['3','4'],['-3','-4']]"

static checker_parts
refuted(const char *mask_model)
{
    checker_parts parts = {.statement = mask_model,
                           .witness = "{'sources': [[1], [2]]}",
                           .results = "['R1','R7']",
                           .verdict = "refuted",
                           .bits = 0};

    return parts;
}

static checker_parts
undefined(void)
{
    checker_parts parts = {.statement = COLLAPSE_STATEMENT(
                               "",
                               COLLAPSE_MODEL("'uniform'", "2", COMPLETE,
                                              COLLAPSE_IDENTITY, "rms"),
                               OPPOSITE),
                           .witness = "{'layer': 0, 'token': 1}",
                           .results = "['R24']",
                           .verdict = "undefined",
                           .bits = 0};

    return parts;
}

START_TEST(limits)
{
    expect_limit(collapse_replayed(), NULL, NULL, 6, CK_ACCEPTED);
    expect_limit(collapse_replayed(), NULL, NULL, 5, CK_REJECTED);
    expect_limit(collapse_captured(), "/statement/claim/replay", "0", 1,
                 CK_ACCEPTED);
    expect_limit(collapse_captured(), "/statement/claim/replay", "0", 0,
                 CK_REJECTED);
    expect_limit(undefined(), NULL, NULL, 0, CK_ACCEPTED);
    expect_limit(undefined(), "/witness/layer", "1", 0, CK_REJECTED);
}
END_TEST

START_TEST(refutations)
{
    checker_parts parts = refuted(COLLAPSE_STATEMENT(
        "'constant-at-most': '9', 'replay': 3, ",
        COLLAPSE_MODEL("'uniform'", "2", APART_MASK, COLLAPSE_IDENTITY, "none"),
        COLLAPSE_APART));

    expect_accepted(&parts, "in the end, r < 1, C <= 9, and below the paper's "
                            "form of it up to layer 3: refuted");
    expect_rejected(&parts, "/witness/sources", "[[1], [1]]",
                    "token 1 is in both sources");
    expect_rejected(&parts, "/statement/model/mask", COLLAPSE_CAUSAL,
                    "token 2 of a source attends to token 1 outside");
    expect_malformed(&parts, "/witness/sources", "[[1], []]",
                     "/witness/sources/1", NULL);
    expect_malformed(&parts, "/witness/sources", "[[1], [3]]",
                     "/witness/sources/1/0", NULL);
    expect_malformed(&parts, "/witness/sources", "[[1]]", "/witness/sources",
                     NULL);
    expect_malformed(&parts, "/witness/sources", NULL, "/witness", NULL);
    expect_malformed(&parts, "/witness/layer", "1", "/witness", NULL);
    expect_malformed(&parts, "/results", "['R7']", "/results", NULL);
    expect_malformed(&parts, "/verdict", "'proved'", "/bits", NULL);
    parts.bits = 64;
    expect_parts(&parts, CK_MALFORMED, "/bits", NULL);
}
END_TEST

/* Whatever the norm and the weights are. */
START_TEST(refutations_anywhere)
{
    checker_parts parts = refuted(
        COLLAPSE_STATEMENT("",
                           COLLAPSE_MODEL(COLLAPSE_SOFTMAX, "2", APART_MASK,
                                          COLLAPSE_ROTATION, "rms"),
                           COLLAPSE_APART));

    parts.hypotheses = "['scale']";
    expect_parts(&parts, CK_ACCEPTED, NULL, NULL);
}
END_TEST

START_TEST(breakdowns)
{
    checker_parts parts = undefined();

    expect_accepted(&parts, "in the end, r < 1: undefined");
    expect_with(&parts, "/witness/token", "2", CK_ACCEPTED, NULL, NULL);
    expect_malformed(&parts, "/witness/token", "0", "/witness/token", NULL);
    expect_malformed(&parts, "/witness/token", "3", "/witness/token", NULL);
    expect_malformed(&parts, "/witness/layer", "-1", "/witness/layer", NULL);
    expect_malformed(&parts, "/witness/layer", NULL, "/witness", NULL);
    expect_malformed(&parts, "/witness/room", "'0'", "/witness", NULL);
    expect_malformed(&parts, "/results", "['R1']", "/results", NULL);
    expect_rejected(&parts, "/statement/model/norm", "'none'",
                    "the norm is none");
    expect_rejected(&parts, "/statement/model/mask", COLLAPSE_CAUSAL,
                    "is not shown to be exactly zero");
    parts.bits = 64;
    expect_parts(&parts, CK_MALFORMED, "/bits", NULL);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("collapse");

    tcase_add_test(tcase, accepted);
    tcase_add_test(tcase, words);
    tcase_add_test(tcase, words_of_rejected);
    tcase_add_test(tcase, fields);
    tcase_add_test(tcase, results);
    tcase_add_test(tcase, bits);
    tcase_add_test(tcase, flipped);
    tcase_add_test(tcase, conclusions);
    tcase_add_test(tcase, limits);
    tcase_add_test(tcase, refutations);
    tcase_add_test(tcase, refutations_anywhere);
    tcase_add_test(tcase, breakdowns);
    return run_checker_tests("collapse", tcase);
}
