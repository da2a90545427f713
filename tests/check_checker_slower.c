/* The checker's kind `slower`: rooms at their boundaries, what the witness may
   say, and orbits that cannot be followed. */

#include "checker_support.h"

#define MODEL(attention, mask, value, norm)                                    \
    "{'attention': " attention ", 'dim': 2, 'mask': " mask ", 'norm': '" norm  \
    "', 'tokens': 2, 'value': " value "}"
#define STATEMENT(at, than, model, start)                                      \
    "{'claim': {'at': [" at "], 'kind': 'slower', 'than': " than               \
    "}, 'model': " model ", 'start': " start "}"

#define CAUSAL "[[[1,1]],[[1,2]]]"
#define COMPLETE "[[[1,2]],[[1,2]]]"
#define IDENTITY "[['1','0'],['0','1']]"
#define PLAIN(mask) MODEL("'uniform'", mask, IDENTITY, "none")
/* mu is 2^-t, and 0 from layer 1 on */
#define HALVING PLAIN(CAUSAL)
#define MEAN PLAIN(COMPLETE)
/* mu is 1 for ever */
#define STILL PLAIN("[[[1,1]],[[2,2]]]")
#define APART "[['0','0'],['1','1']]"
/* mu is sqrt(2)/2 */
#define ASKEW "[['0','0'],['1','0']]"

static checker_parts
slower_parts(const char *statement, const char *witness, const char *verdict)
{
    checker_parts parts = {.statement = statement,
                           .witness = witness,
                           .results = "['R6','R28']",
                           .verdict = verdict,
                           .bits = 64};

    if (strcmp(verdict, "undefined") == 0) {
        parts.results = "['R24']";
        parts.bits = 0;
    }
    return parts;
}

/* message: NULL when the certificate is to be accepted */
static void
expect_slower(const char *statement, const char *witness, const char *verdict,
              const char *message)
{
    checker_parts parts = slower_parts(statement, witness, verdict);

    if (message == NULL)
        expect_accepted(&parts, verdict);
    else
        expect_parts(&parts, CK_REJECTED, NULL, message);
}

#define ROOM(room) "{'rooms': ['" room "']}"
#define REFUTED(layer, room) "{'layer': " layer ", 'room': '" room "'}"

/* Exactly: 2^-t against 0, and 1 against 2^-t. */
START_TEST(rooms_of_proofs)
{
    expect_slower(STATEMENT("2", MEAN, HALVING, APART), ROOM("1*2^-2"),
                  "proved", NULL);
    expect_slower(STATEMENT("2", MEAN, HALVING, APART), ROOM("257*2^-10"),
                  "proved", "layer 2: N mu(X)^2 (in ");
    expect_slower(STATEMENT("2", MEAN, HALVING, APART), ROOM("1*2^-99"),
                  "proved", NULL);
    expect_slower(STATEMENT("2", MEAN, HALVING, APART), ROOM("0"), "proved",
                  "the room at layer 2 is not positive");
    /* with mu(Z) = 1/2 the room counts mixed: 1/2 fits, with wide roots */
    expect_slower(STATEMENT("1", HALVING, STILL, APART), ROOM("1*2^-1"),
                  "proved", NULL);
    expect_slower(STATEMENT("1", HALVING, STILL, APART), ROOM("513*2^-10"),
                  "proved", "is not at least that of the other orbit");
    expect_slower(STATEMENT("1", HALVING, STILL, APART), ROOM("511*2^-10"),
                  "proved", NULL);
    expect_slower(STATEMENT("1", HALVING, STILL, ASKEW), ROOM("361*2^-10"),
                  "proved", NULL); /* sqrt(2)/4 = 362.03.../1024 */
    expect_slower(STATEMENT("1", HALVING, STILL, ASKEW), ROOM("363*2^-10"),
                  "proved", "is not at least");
}
END_TEST

/* Neither is greater. */
START_TEST(equality)
{
    expect_slower(STATEMENT("2", HALVING, HALVING, APART), ROOM("1*2^-99"),
                  "proved", "is not at least");
    expect_slower(STATEMENT("2", HALVING, HALVING, APART), ROOM("1*2^-200"),
                  "proved", "is not at least");
    expect_slower(STATEMENT("0", MEAN, HALVING, APART), ROOM("1*2^-99"),
                  "proved", "is not at least");
    expect_slower(STATEMENT("2", HALVING, HALVING, APART), REFUTED("2", "0"),
                  "refuted", NULL);
    expect_slower(STATEMENT("0", MEAN, HALVING, ASKEW), REFUTED("0", "0"),
                  "refuted", NULL);
    expect_slower(STATEMENT("2", HALVING, HALVING, APART),
                  REFUTED("2", "1*2^-99"), "refuted", "is not at least");
    /* a third of the way is not exact */
    expect_slower(
        STATEMENT(
            "1",
            MODEL("'uniform'", CAUSAL, "[['1/3','0'],['0','1/3']]", "none"),
            MODEL("'uniform'", CAUSAL, "[['1/3','0'],['0','1/3']]", "none"),
            APART),
        REFUTED("1", "0"), "refuted", "is not certified at least");
}
END_TEST

START_TEST(rooms_of_refutations)
{
    expect_slower(STATEMENT("2", HALVING, MEAN, APART), REFUTED("2", "1*2^-2"),
                  "refuted", NULL);
    expect_slower(STATEMENT("2", HALVING, MEAN, APART), REFUTED("2", "0"),
                  "refuted", NULL);
    expect_slower(STATEMENT("2", HALVING, MEAN, APART),
                  REFUTED("2", "257*2^-10"), "refuted",
                  "layer 2: N mu(Z)^2 (in ");
    expect_slower(STATEMENT("2", MEAN, HALVING, APART), REFUTED("2", "0"),
                  "refuted", "is not at least");
    /* the one that is refuted is enough */
    expect_slower(STATEMENT("0,1", HALVING, MEAN, APART), REFUTED("1", "0"),
                  "refuted", NULL);
    /* proved ones are not refuted by what proves them */
    expect_slower(STATEMENT("1", HALVING, STILL, APART), REFUTED("1", "0"),
                  "refuted", "is not at least");
}
END_TEST

START_TEST(several_layers)
{
    checker_parts parts =
        slower_parts(STATEMENT("1,2,4", MEAN, HALVING, APART),
                     "{'rooms': ['1*2^-1','1*2^-2','1*2^-4']}", "proved");

    expect_accepted(&parts, "mu of the orbit from the start is greater than "
                            "with this model instead: 2 tokens of dimension 2, "
                            "each attends to all; uniform attention; value "
                            "matrix [[1, 0], [0, 1]]; no LayerNorm; at layers "
                            "1, 2, 4: proved");
    expect_rejected(&parts, "/witness/rooms/0", "'3*2^-2'", "layer 1: ");
    expect_rejected(&parts, "/witness/rooms/1", "'3*2^-3'", "layer 2: ");
    expect_rejected(&parts, "/witness/rooms/2", "'1*2^-3'", "layer 4: ");
    expect_rejected(&parts, "/witness/rooms/1", "'0'",
                    "the room at layer 2 is not positive");
    expect_malformed(&parts, "/witness/rooms/1", "'-1*2^-9'",
                     "/witness/rooms/1", "is not negative");
    expect_malformed(&parts, "/witness/rooms/2", NULL, "/witness/rooms",
                     "expected 3 to 3 items");
    expect_malformed(&parts, "/witness/rooms/3", "'1*2^-9'", "/witness/rooms",
                     "expected 3 to 3 items");
    expect_malformed(&parts, "/witness/rooms/0", "'1/2'", "/witness/rooms/0",
                     NULL);
    expect_malformed(&parts, "/witness/rooms", NULL, "/witness", NULL);
    expect_malformed(&parts, "/witness/layer", "1", "/witness", NULL);
    /* layers that were not asked about */
    expect_rejected(&parts, "/statement/claim/at", "[0,2,4]", "layer 0: ");
    expect_rejected(&parts, "/statement/claim/at", "[1,2,5]", "layer 5: ");
}
END_TEST

START_TEST(refutations)
{
    checker_parts parts = slower_parts(STATEMENT("1,3", HALVING, MEAN, APART),
                                       REFUTED("3", "1*2^-3"), "refuted");

    expect_parts(&parts, CK_ACCEPTED, NULL, NULL);
    expect_with(&parts, "/witness/layer", "1", CK_ACCEPTED, NULL, NULL);
    expect_malformed(&parts, "/witness/layer", "2", "/witness/layer",
                     "layer 2 is not one of the claim");
    expect_malformed(&parts, "/witness/layer", "0", "/witness/layer",
                     "layer 0 is not one of the claim");
    expect_malformed(&parts, "/witness/layer", "4", "/witness/layer", NULL);
    expect_malformed(&parts, "/witness/layer", "-1", "/witness/layer", NULL);
    expect_malformed(&parts, "/witness/layer", "'3'", "/witness/layer", NULL);
    expect_malformed(&parts, "/witness/room", "'-1*2^-3'", "/witness/room",
                     "is not negative");
    expect_malformed(&parts, "/witness/room", NULL, "/witness", NULL);
    expect_malformed(&parts, "/witness/rooms", "[]", "/witness", NULL);
}
END_TEST

START_TEST(statements)
{
    checker_parts parts = slower_parts(STATEMENT("1", MEAN, HALVING, APART),
                                       ROOM("1*2^-1"), "proved");

    expect_parts(&parts, CK_ACCEPTED, NULL, NULL);
    expect_malformed(&parts, "/statement/claim/at", "[]", "/statement/claim/at",
                     NULL);
    expect_malformed(&parts, "/statement/claim/at", "1", "/statement/claim/at",
                     NULL);
    expect_malformed(&parts, "/statement/claim/at", "[2,1]",
                     "/statement/claim/at/1", NULL);
    expect_malformed(&parts, "/statement/claim/at", "[1,1]",
                     "/statement/claim/at/1", NULL);
    expect_malformed(&parts, "/statement/claim/at", "[-1]",
                     "/statement/claim/at/0", NULL);
    expect_malformed(&parts, "/statement/claim/at", NULL, "/statement/claim",
                     NULL);
    expect_malformed(&parts, "/statement/claim/than", NULL, "/statement/claim",
                     NULL);
    expect_malformed(&parts, "/statement/claim/steps", "1", "/statement/claim",
                     "unknown key 'steps'");
    expect_malformed(&parts, "/statement/claim/than/norm", NULL,
                     "/statement/claim/than", NULL);
    expect_malformed(&parts, "/statement/claim/than/mask", "'causal'",
                     "/statement/claim/than/mask", NULL);
    expect_malformed(&parts, "/statement/claim/than",
                     "{'attention': 'uniform', 'dim': 1, 'mask': " COMPLETE
                     ", 'norm': 'none', 'tokens': 2, 'value': [['1']]}",
                     "/statement/claim/than/dim", "is 1, in the model 2");
    expect_malformed(&parts, "/statement/claim/than",
                     "{'attention': 'uniform', 'dim': 2, 'mask': [[[1,1]]], "
                     "'norm': 'none', 'tokens': 1, 'value': " IDENTITY "}",
                     "/statement/claim/than/tokens", "is 1, in the model 2");
}
END_TEST

/* ---- What holds of `than` ---- */

#define SOFTMAX(scale)                                                         \
    "{'softmax': {'key': " IDENTITY ", 'query': " IDENTITY                     \
    ", 'scale': '" scale "'}}"
#define WEIGHTS(a, b) "{'fixed': [['1/2','1/2'],['" a "','" b "']]}"

START_TEST(hypotheses)
{
    expect_slower(
        STATEMENT("1", MODEL(WEIGHTS("1/2", "1/2"), COMPLETE, IDENTITY, "none"),
                  HALVING, APART),
        ROOM("1*2^-1"), "proved", NULL);
    expect_slower(
        STATEMENT("1", MODEL(WEIGHTS("1/2", "1/4"), COMPLETE, IDENTITY, "none"),
                  HALVING, APART),
        ROOM("1*2^-2"), "proved", "do not sum to 1");
    expect_slower(
        STATEMENT("1", MODEL(WEIGHTS("2", "-1"), COMPLETE, IDENTITY, "none"),
                  STILL, APART),
        ROOM("1*2^-9"), "proved", "positive exactly on the mask");
    expect_slower(STATEMENT("1",
                            MODEL(SOFTMAX("1"), COMPLETE, IDENTITY, "none"),
                            STILL, APART),
                  ROOM("1*2^-9"), "proved", NULL);
    expect_slower(
        STATEMENT("1", MODEL(SOFTMAX("-1"), COMPLETE, IDENTITY, "none"), STILL,
                  APART),
        ROOM("1*2^-9"), "proved", "the scale of softmax is not positive");
}
END_TEST

/* The words speak of the statement's own model. */
START_TEST(hypotheses_of_the_model)
{
    checker_parts parts = slower_parts(
        STATEMENT("1", HALVING,
                  MODEL(WEIGHTS("1/2", "1/2"), COMPLETE, IDENTITY, "none"),
                  APART),
        REFUTED("1", "1*2^-1"), "refuted");

    expect_parts(&parts, CK_MALFORMED, "/hypotheses", NULL);
    parts.hypotheses = "['weights']";
    expect_parts(&parts, CK_ACCEPTED, NULL, NULL);
}
END_TEST

/* ---- Orbits that cannot be followed ---- */

#define OPPOSITE "[['1','1'],['-1','-1']]"

START_TEST(no_orbits)
{
    const char *vague =
        MODEL("'uniform'", CAUSAL,
              "[['log(sin(1)^2+cos(1)^2-1)','0'],['0','1']]", "none");
    char statement[1024];

    expect_slower(STATEMENT("1", MODEL("'uniform'", COMPLETE, IDENTITY, "rms"),
                            HALVING, OPPOSITE),
                  ROOM("1*2^-9"), "proved",
                  "||y_1|| of the step from Z(0) is not certified positive");
    expect_slower(STATEMENT("1", HALVING,
                            MODEL("'uniform'", COMPLETE, IDENTITY, "rms"),
                            OPPOSITE),
                  REFUTED("1", "0"), "refuted",
                  "||y_1|| of the step from X(0) is not certified positive");
    /* both are to exist up to the last layer, whatever a layer before shows */
    expect_slower(STATEMENT("0,1", HALVING,
                            MODEL("'uniform'", COMPLETE, IDENTITY, "rms"),
                            OPPOSITE),
                  REFUTED("0", "0"), "refuted",
                  "||y_1|| of the step from X(0) is not certified positive");
    expect_slower(STATEMENT("0", HALVING,
                            MODEL("'uniform'", COMPLETE, IDENTITY, "rms"),
                            OPPOSITE),
                  REFUTED("0", "0"), "refuted", NULL);
    snprintf(statement, sizeof statement, STATEMENT("1", "%s", HALVING, APART),
             vague);
    expect_slower(statement, ROOM("1*2^-9"), "proved",
                  "the models and the start have no bounded enclosure with 256 "
                  "bits");
    snprintf(statement, sizeof statement, STATEMENT("1", HALVING, "%s", APART),
             vague);
    expect_slower(statement, REFUTED("1", "0"), "refuted",
                  "the models and the start have no bounded enclosure");
    expect_slower(STATEMENT("0", HALVING, STILL,
                            "[['log(sin(1)^2+cos(1)^2-1)','0'],['0','1']]"),
                  REFUTED("0", "0"), "refuted",
                  "the models and the start have no bounded enclosure");
    /* too large to be held */
    expect_slower(
        STATEMENT("0", HALVING, STILL, "[['exp(700000000)','0'],['0','1']]"),
        REFUTED("0", "0"), "refuted", "(in [-inf, inf]) is not certified");
}
END_TEST

START_TEST(layernorm)
{
    /* after a step of rms both tokens of the mean are the same */
    expect_slower(STATEMENT("1", MODEL("'uniform'", COMPLETE, IDENTITY, "rms"),
                            MODEL("'uniform'", CAUSAL, IDENTITY, "rms"),
                            "[['1','0'],['0','1']]"),
                  ROOM("1*2^-2"), "proved", NULL);
}
END_TEST

/* ---- Breakdowns ---- */

START_TEST(undefined)
{
    checker_parts parts = slower_parts(
        STATEMENT("0,1", MODEL("'uniform'", COMPLETE, IDENTITY, "rms"), HALVING,
                  OPPOSITE),
        "{'layer': 0, 'of': 'than', 'token': 1}", "undefined");

    expect_accepted(&parts, "layers 0, 1: undefined");
    expect_with(&parts, "/witness/token", "2", CK_ACCEPTED, NULL, NULL);
    expect_malformed(&parts, "/witness/token", "3", "/witness/token", NULL);
    expect_malformed(&parts, "/witness/token", "0", "/witness/token", NULL);
    expect_malformed(&parts, "/witness/layer", "1", "/witness/layer", NULL);
    expect_malformed(&parts, "/witness/layer", "-1", "/witness/layer", NULL);
    expect_malformed(&parts, "/witness/of", "'both'", "/witness/of", NULL);
    expect_malformed(&parts, "/witness/of", NULL, "/witness", NULL);
    expect_malformed(&parts, "/witness/room", "'0'", "/witness", NULL);
    expect_rejected(&parts, "/witness/of", "'model'", NULL);
    expect_rejected(&parts, "/statement/start", APART, NULL);
    expect_malformed(&parts, "/statement/claim/at", "[0]", "/witness/layer",
                     NULL);
    parts.results = "['R6','R28']";
    expect_parts(&parts, CK_MALFORMED, "/results", NULL);
    parts.results = "['R24']";
    parts.bits = 64;
    expect_parts(&parts, CK_MALFORMED, "/bits", "needs none");
    parts.bits = 0;
    parts.statement = STATEMENT(
        "1", HALVING, MODEL("'uniform'", COMPLETE, IDENTITY, "rms"), OPPOSITE);
    expect_parts(&parts, CK_REJECTED, NULL, NULL);
    parts.witness = "{'layer': 0, 'of': 'model', 'token': 2}";
    expect_parts(&parts, CK_ACCEPTED, NULL, NULL);
}
END_TEST

START_TEST(envelopes)
{
    checker_parts parts = slower_parts(STATEMENT("1", MEAN, HALVING, APART),
                                       ROOM("1*2^-1"), "proved");

    parts.results = "['R28']";
    expect_parts(&parts, CK_MALFORMED, "/results", NULL);
    parts.results = "['R6']";
    expect_parts(&parts, CK_MALFORMED, "/results", NULL);
    parts.results = "['R6','R28']";
    parts.bits = 0;
    expect_parts(&parts, CK_MALFORMED, "/bits", "need intervals");
    parts.bits = 64;
    parts.verdict = "refuted";
    expect_parts(&parts, CK_MALFORMED, "/witness", NULL);
}
END_TEST

static void
expect_under(const ck_limits *limits, const char *statement, ck_verdict verdict)
{
    checker_parts parts = slower_parts(statement, ROOM("1*2^-9"), "proved");
    json_t *root = checker_build(&parts);
    char *text = checker_text(root);
    ck_outcome o;
    ck_report report;

    ck_outcome_init(&o, limits);
    ck_check_certificate(&o, &report, text, strlen(text), NULL);
    ck_assert_msg(o.verdict == verdict, "%s", o.message);
    if (verdict == CK_REJECTED)
        ck_assert_ptr_nonnull(strstr(o.message, "(--max-steps)"));
    ck_report_clear(&report);
    free(text);
    json_decref(root);
}

START_TEST(steps_have_a_limit)
{
    ck_limits limits = ck_default_limits;

    limits.max_steps = 2;
    expect_under(&limits, STATEMENT("2", MEAN, HALVING, APART), CK_ACCEPTED);
    expect_under(&limits, STATEMENT("3", MEAN, HALVING, APART), CK_REJECTED);
}
END_TEST

/* mu is 3 in layer 1 for the one, 1 for the other, and 3 for both in layer 2.
 */
#define TRIPLE "[['3','0'],['0','3']]"
#define APART_BY(first, second)                                                \
    MODEL("'uniform'", "[[[1,1]],[[2,2]]]",                                    \
          "{'layers': [" first "," second "]}", "none")

START_TEST(weights_of_layers)
{
    static const char early[] = STATEMENT("1", APART_BY(IDENTITY, TRIPLE),
                                          APART_BY(TRIPLE, IDENTITY), APART);
    static const char swapped[] = STATEMENT("1", APART_BY(TRIPLE, IDENTITY),
                                            APART_BY(IDENTITY, TRIPLE), APART);
    static const char late[] = STATEMENT("2", APART_BY(IDENTITY, TRIPLE),
                                         APART_BY(TRIPLE, IDENTITY), APART);

    expect_slower(early, ROOM("1*2^1"), "proved", NULL);
    expect_slower(early, ROOM("3*2^0"), "proved", "layer 1");
    expect_slower(swapped, ROOM("1*2^-9"), "proved", "layer 1");
    expect_slower(swapped, REFUTED("1", "1*2^1"), "refuted", NULL);
    expect_slower(late, REFUTED("2", "0"), "refuted", NULL);
    expect_slower(late, ROOM("1*2^-9"), "proved", "layer 2");
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("slower");

    tcase_add_test(tcase, rooms_of_proofs);
    tcase_add_test(tcase, equality);
    tcase_add_test(tcase, rooms_of_refutations);
    tcase_add_test(tcase, several_layers);
    tcase_add_test(tcase, refutations);
    tcase_add_test(tcase, statements);
    tcase_add_test(tcase, hypotheses);
    tcase_add_test(tcase, hypotheses_of_the_model);
    tcase_add_test(tcase, no_orbits);
    tcase_add_test(tcase, layernorm);
    tcase_add_test(tcase, undefined);
    tcase_add_test(tcase, envelopes);
    tcase_add_test(tcase, steps_have_a_limit);
    tcase_add_test(tcase, weights_of_layers);
    return run_checker_tests("slower", tcase);
}
