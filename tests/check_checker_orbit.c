/* The checker's kind `orbit`: rooms at their boundaries, what the witness may
   say, and orbits that cannot be followed. */

#include "checker_support.h"

#define CHECK(at, bound, comparison, quantity)                                 \
    "{'at': " at ", 'bound': '" bound "', 'comparison': '" comparison          \
    "', 'quantity': '" quantity "'}"
#define STATEMENT(steps, checks, model, start)                                 \
    "{'claim': {'checks': [" checks "], 'kind': 'orbit', 'steps': " steps      \
    "}, 'model': " model ", 'start': " start "}"

/* Two tokens, the second between itself and the first: mu halves. */
#define MODEL(tokens, mask, value, norm)                                       \
    "{'attention': 'uniform', 'dim': 2, 'mask': " mask ", 'norm': '" norm      \
    "', 'tokens': " tokens ", 'value': " value "}"
#define CAUSAL "[[[1,1]],[[1,2]]]"
#define COMPLETE "[[[1,2]],[[1,2]]]"
#define IDENTITY "[['1','0'],['0','1']]"
#define HALVING MODEL("2", CAUSAL, IDENTITY, "none")
#define APART "[['0','0'],['1','1']]"

static checker_parts
orbit_parts(const char *statement, const char *witness, const char *verdict)
{
    checker_parts parts = {.statement = statement,
                           .witness = witness,
                           .results = "['R28']",
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
expect_orbit(const char *statement, const char *witness, const char *verdict,
             const char *message)
{
    checker_parts parts = orbit_parts(statement, witness, verdict);

    if (message == NULL)
        expect_accepted(&parts, verdict);
    else
        expect_parts(&parts, CK_REJECTED, NULL, message);
}

/* mu(t) = 2^-t at layer 1 */
static void
expect_room(const char *bound, const char *comparison, const char *verdict,
            const char *room, const char *message)
{
    char statement[640], witness[128];

    snprintf(statement, sizeof statement,
             STATEMENT("2", CHECK("1", "%s", "%s", "mu"), HALVING, APART),
             bound, comparison);
    snprintf(witness, sizeof witness,
             strcmp(verdict, "proved") == 0
                 ? "{'rooms': ['%s']}"
                 : "{'check': 1, 'layer': 1, 'room': '%s'}",
             room);
    expect_orbit(statement, witness, verdict, message);
}

START_TEST(rooms_of_proofs)
{
    expect_room("1/2", "at-least", "proved", "0", NULL);
    expect_room("1/2", "at-least", "proved", "1*2^-99", "is not at least");
    expect_room("1/4", "at-least", "proved", "1*2^-2", NULL);
    expect_room("1/4", "at-least", "proved", "5*2^-4", "is not at least");
    expect_room("1/2", "at-most", "proved", "0", NULL);
    expect_room("1/2", "at-most", "proved", "1*2^-99", "is not at most");
    expect_room("3/4", "at-most", "proved", "1*2^-2", NULL);
    expect_room("3/4", "at-most", "proved", "5*2^-4", "is not at most");
    expect_room("1/2", "less-than", "proved", "0", "room is not positive");
    expect_room("3/4", "less-than", "proved", "0", "room is not positive");
    expect_room("3/4", "less-than", "proved", "1*2^-2", NULL);
    expect_room("3/4", "less-than", "proved", "5*2^-4", "is not at most");
    expect_room("1/2", "more-than", "proved", "0", "room is not positive");
    expect_room("1/4", "more-than", "proved", "0", "room is not positive");
    expect_room("1/4", "more-than", "proved", "1*2^-2", NULL);
    expect_room("1/4", "more-than", "proved", "5*2^-4", "is not at least");
}
END_TEST

START_TEST(rooms_of_refutations)
{
    expect_room("1/2", "less-than", "refuted", "0", NULL);
    expect_room("1/2", "less-than", "refuted", "1*2^-99", "is not at least");
    expect_room("1/4", "less-than", "refuted", "1*2^-2", NULL);
    expect_room("1/2", "more-than", "refuted", "0", NULL);
    expect_room("1/2", "more-than", "refuted", "1*2^-99", "is not at most");
    expect_room("3/4", "more-than", "refuted", "1*2^-2", NULL);
    expect_room("1/2", "at-least", "refuted", "0", "room is not positive");
    expect_room("3/4", "at-least", "refuted", "0", "room is not positive");
    expect_room("3/4", "at-least", "refuted", "1*2^-2", NULL);
    expect_room("3/4", "at-least", "refuted", "5*2^-4", "is not at most");
    expect_room("1/2", "at-most", "refuted", "0", "room is not positive");
    expect_room("1/4", "at-most", "refuted", "0", "room is not positive");
    expect_room("1/4", "at-most", "refuted", "1*2^-2", NULL);
    expect_room("1/4", "at-most", "refuted", "5*2^-4", "is not at least");
}
END_TEST

/* mu >= 1/4 holds up to layer 2 of 3, mu <= 1 at all, <= 1/2 from layer 1. */
START_TEST(layers)
{
    expect_orbit(
        STATEMENT("2", CHECK("'all'", "1/4", "at-least", "mu"), HALVING, APART),
        "{'rooms': ['0']}", "proved", NULL);
    expect_orbit(
        STATEMENT("3", CHECK("'all'", "1/4", "at-least", "mu"), HALVING, APART),
        "{'rooms': ['0']}", "proved", "check 1: mu at layer 3 (in ");
    expect_orbit(
        STATEMENT("3", CHECK("2", "1/4", "at-least", "mu"), HALVING, APART),
        "{'rooms': ['0']}", "proved", NULL);
    expect_orbit(
        STATEMENT("3", CHECK("'all'", "1", "at-most", "mu"), HALVING, APART),
        "{'rooms': ['0']}", "proved", NULL);
    expect_orbit(
        STATEMENT("3", CHECK("'all'", "1/2", "at-most", "mu"), HALVING, APART),
        "{'rooms': ['0']}", "proved", "check 1: mu at layer 0 (in ");
    expect_orbit(
        STATEMENT("3", CHECK("1", "1/2", "at-most", "mu"), HALVING, APART),
        "{'rooms': ['0']}", "proved", NULL);
    expect_orbit(
        STATEMENT("0", CHECK("'all'", "1", "at-most", "mu"), HALVING, APART),
        "{'rooms': ['0']}", "proved", NULL);
}
END_TEST

#define TWO_CHECKS                                                             \
    CHECK("'all'", "1/8", "at-least", "mu")                                    \
    "," CHECK("3", "1/3", "less-than", "sigma 2")

START_TEST(several_checks)
{
    checker_parts parts =
        orbit_parts(STATEMENT("3", TWO_CHECKS, HALVING, APART),
                    "{'rooms': ['0', '1*2^-2']}", "proved");

    expect_accepted(&parts, "the orbit from the start is defined for 3 layers, "
                            "with mu at every layer >= 1/8, sigma 2 at layer 3 "
                            "< 1/3: proved");
    expect_rejected(&parts, "/witness/rooms/0", "'1*2^-4'", "check 1: ");
    expect_rejected(&parts, "/witness/rooms/1", "'0'", "check 2: the room");
    expect_rejected(&parts, "/witness/rooms/1", "'1*2^-1'", "check 2: sigma 2");
    expect_malformed(&parts, "/witness/rooms/1", NULL, "/witness/rooms",
                     "expected 2 to 2 items");
    expect_malformed(&parts, "/witness/rooms/2", "'0'", "/witness/rooms", NULL);
    expect_malformed(&parts, "/witness/rooms/0", "'-1*2^-4'",
                     "/witness/rooms/0", "is not negative");
    expect_malformed(&parts, "/witness/rooms/0", "'1/2'", "/witness/rooms/0",
                     NULL);
    expect_malformed(&parts, "/witness/rooms", NULL, "/witness", NULL);
    expect_malformed(&parts, "/witness/layer", "0", "/witness", NULL);
}
END_TEST

START_TEST(no_checks)
{
    expect_orbit(STATEMENT("1", "", HALVING, APART), "{'rooms': []}", "proved",
                 NULL);
}
END_TEST

START_TEST(refutations)
{
    checker_parts parts =
        orbit_parts(STATEMENT("3",
                              CHECK("'all'", "1/4", "at-least", "mu") "," CHECK(
                                  "1", "1/2", "less-than", "mu"),
                              HALVING, APART),
                    "{'check': 1, 'layer': 3, 'room': '1*2^-3'}", "refuted");

    expect_accepted(&parts, "the orbit from the start is defined for 3 layers, "
                            "with mu at every layer >= 1/4, mu at layer 1 < "
                            "1/2: refuted");
    expect_rejected(&parts, "/witness/layer", "2", "check 1: mu at layer 2");
    expect_rejected(&parts, "/witness/layer", "0", "check 1: mu at layer 0");
    expect_malformed(&parts, "/witness/layer", "4", "/witness/layer", NULL);
    expect_malformed(&parts, "/witness/layer", "-1", "/witness/layer", NULL);
    expect_malformed(&parts, "/witness/check", "0", "/witness/check", NULL);
    expect_malformed(&parts, "/witness/check", "3", "/witness/check", NULL);
    expect_malformed(&parts, "/witness/check", "2", "/witness/layer", NULL);
    expect_malformed(&parts, "/witness/room", "'-1*2^-3'", "/witness/room",
                     NULL);
    expect_malformed(&parts, "/witness/room", NULL, "/witness", NULL);
    expect_malformed(&parts, "/witness/rooms", "[]", "/witness", NULL);
    parts.witness = "{'check': 2, 'layer': 1, 'room': '0'}";
    expect_parts(&parts, CK_ACCEPTED, NULL, NULL);
    expect_malformed(&parts, "/witness/layer", "0", "/witness/layer", NULL);
    expect_malformed(&parts, "/witness/layer", "2", "/witness/layer", NULL);
    parts.statement = STATEMENT("3", "", HALVING, APART);
    expect_parts(&parts, CK_MALFORMED, "/witness/check", NULL);
}
END_TEST

START_TEST(statements)
{
    checker_parts parts = orbit_parts(
        STATEMENT("3", CHECK("3", "1", "at-most", "mu"), HALVING, APART),
        "{'rooms': ['0']}", "proved");

    expect_parts(&parts, CK_ACCEPTED, NULL, NULL);
    expect_malformed(&parts, "/statement/claim/steps", "-1",
                     "/statement/claim/steps", NULL);
    expect_malformed(&parts, "/statement/claim/steps", "2",
                     "/statement/claim/checks/0/at", NULL);
    expect_malformed(&parts, "/statement/claim/steps", NULL, "/statement/claim",
                     NULL);
    expect_malformed(&parts, "/statement/claim/near", "1", "/statement/claim",
                     NULL);
    expect_malformed(&parts, "/statement/claim/checks", "{}",
                     "/statement/claim/checks", NULL);
    expect_malformed(&parts, "/statement/claim/checks/0/at", "4",
                     "/statement/claim/checks/0/at", NULL);
    expect_malformed(&parts, "/statement/claim/checks/0/at", "-1",
                     "/statement/claim/checks/0/at", NULL);
    expect_malformed(&parts, "/statement/claim/checks/0/at", "'each'",
                     "/statement/claim/checks/0/at", NULL);
    expect_malformed(&parts, "/statement/claim/checks/0/at", NULL,
                     "/statement/claim/checks/0", NULL);
    expect_malformed(&parts, "/statement/claim/checks/0/bound", "'1.0'",
                     "/statement/claim/checks/0/bound", NULL);
    expect_malformed(&parts, "/statement/claim/checks/0/comparison", "'<'",
                     "/statement/claim/checks/0/comparison", NULL);
    expect_malformed(&parts, "/statement/claim/checks/0/quantity", "'sigma 3'",
                     "/statement/claim/checks/0/quantity", NULL);
}
END_TEST

/* A claim that is malformed is not put in words. */
START_TEST(no_words)
{
    checker_parts parts = orbit_parts(
        STATEMENT("3", CHECK("4", "1", "at-most", "mu"), HALVING, APART),
        "{'rooms': ['0']}", "proved");
    json_t *root = checker_build(&parts);
    char *text = checker_text(root);
    ck_outcome o;
    ck_report report;

    ck_outcome_init(&o, &ck_default_limits);
    ck_check_certificate(&o, &report, text, strlen(text), NULL);
    ck_assert_int_eq(o.verdict, CK_MALFORMED);
    ck_assert_ptr_null(report.words.bytes);
    ck_report_clear(&report);
    free(text);
    json_decref(root);
}
END_TEST

START_TEST(envelopes)
{
    checker_parts parts = orbit_parts(STATEMENT("1", "", HALVING, APART),
                                      "{'rooms': []}", "proved");

    parts.results = "['R24']";
    expect_parts(&parts, CK_MALFORMED, "/results", NULL);
    parts.results = "['R28']";
    parts.bits = 0;
    expect_parts(&parts, CK_MALFORMED, "/bits", NULL);
    parts = orbit_parts(
        STATEMENT("1", CHECK("1", "1", "at-least", "mu"), HALVING, APART),
        "{'check': 1, 'layer': 1, 'room': '1*2^-1'}", "refuted");
    expect_parts(&parts, CK_ACCEPTED, NULL, NULL);
    parts.bits = 0;
    expect_parts(&parts, CK_MALFORMED, "/bits", NULL);
}
END_TEST

static void
expect_under(const ck_limits *limits, const char *statement, ck_verdict verdict)
{
    checker_parts parts = orbit_parts(statement, "{'rooms': []}", "proved");
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
    expect_under(&limits, STATEMENT("2", "", HALVING, APART), CK_ACCEPTED);
    expect_under(&limits, STATEMENT("3", "", HALVING, APART), CK_REJECTED);
}
END_TEST

/* ---- Enclosures ---- */

#define ROTATION "[['3/5','4/5'],['-4/5','3/5']]"
#define CORNER "[['3','4'],['1','0']]"
#define OPPOSITE "[['3','4'],['-3','-4']]"

/* x_1 becomes (3/5, 4/5), and (-7/25, 24/25) under the rotation. */
START_TEST(layernorm)
{
    expect_orbit(STATEMENT("1",
                           CHECK("0", "5", "at-least", "norm-max") "," CHECK(
                               "1", "1", "at-most", "norm-max"),
                           MODEL("2", CAUSAL, IDENTITY, "rms"), CORNER),
                 "{'rooms': ['0','0']}", "proved", "check 2: norm-max");
    expect_orbit(STATEMENT("4",
                           CHECK("0", "5", "at-least", "norm-max") "," CHECK(
                               "4", "10000001/10000000", "at-most", "norm-max"),
                           MODEL("2", CAUSAL, ROTATION, "rms"), CORNER),
                 "{'rooms': ['0','1*2^-30']}", "proved", NULL);
}
END_TEST

START_TEST(zero_norms)
{
    expect_orbit(
        STATEMENT("1", "", MODEL("2", COMPLETE, IDENTITY, "rms"), OPPOSITE),
        "{'rooms': []}", "proved",
        "||y_1|| of the step from X(0) is not certified positive");
    expect_orbit(
        STATEMENT("0", "", MODEL("2", COMPLETE, IDENTITY, "rms"), OPPOSITE),
        "{'rooms': []}", "proved", NULL);
    expect_orbit(
        STATEMENT("2", "", MODEL("2", COMPLETE, IDENTITY, "none"), OPPOSITE),
        "{'rooms': []}", "proved", NULL);
    expect_orbit(STATEMENT("1", CHECK("0", "1", "at-most", "mu"),
                           MODEL("2", COMPLETE, IDENTITY, "rms"), OPPOSITE),
                 "{'check': 1, 'layer': 0, 'room': '1*2^0'}", "refuted",
                 "is not certified positive");
    /* x_2 = 0 stays where it is without LayerNorm alone */
    expect_orbit(STATEMENT("1", "",
                           MODEL("2", "[[[1,1]],[[2,2]]]", IDENTITY, "rms"),
                           "[['1','1'],['0','0']]"),
                 "{'rooms': []}", "proved",
                 "||y_2|| of the step from X(0) is not certified positive");
}
END_TEST

/* 1/3 >= 1/3 - 2^-50/3 needs more than 32 bits, - 2^-200/3 more than 128. */
START_TEST(more_bits)
{
    checker_parts parts =
        orbit_parts(STATEMENT("0",
                              CHECK("0", "1125899906842621/3377699720527872",
                                    "at-least", "norm-max"),
                              HALVING, "[['1/3','0'],['0','0']]"),
                    "{'rooms': ['0']}", "proved");

    parts.bits = 32;
    expect_parts(&parts, CK_ACCEPTED, NULL, NULL);
    expect_with(
        &parts, "/statement/claim/checks/0/bound",
        "'1606938044258990275541962092341162602522202993782792835301373/"
        "4820814132776970826625886277023487807566608981348378505904128"
        "'",
        CK_REJECTED, NULL, "is not certified at least");
}
END_TEST

/* What has no bounded enclosure: log(cos(1)^2 + sin(1)^2 - 1), say. */
#define NOWHERE "log(sin(1)^2+cos(1)^2-1)"

START_TEST(unbounded_parts)
{
    expect_orbit(
        STATEMENT("0", CHECK("0", NOWHERE, "at-most", "mu"), HALVING, APART),
        "{'rooms': ['0']}", "proved", "check 1: the bound has no");
    expect_orbit(STATEMENT("0", "", HALVING, "[['" NOWHERE "','0'],['0','0']]"),
                 "{'rooms': []}", "proved", "the start has no bounded");
    expect_orbit(
        STATEMENT("0", "",
                  MODEL("2", CAUSAL, "[['" NOWHERE "','0'],['0','0']]", "none"),
                  APART),
        "{'rooms': []}", "proved", "the model has no bounded");
    expect_orbit(STATEMENT("1", "",
                           MODEL("2", CAUSAL,
                                 "[['exp(700000000)','0'],['0','0']]", "none"),
                           "[['exp(700000000)','0'],['0','0']]"),
                 "{'rooms': []}", "proved",
                 "the step from X(0) has no bounded enclosure");
}
END_TEST

/* ---- Undefined ---- */

START_TEST(undefined)
{
    checker_parts parts = orbit_parts(
        STATEMENT("1", "", MODEL("2", COMPLETE, IDENTITY, "rms"), OPPOSITE),
        "{'layer': 0, 'token': 1}", "undefined");

    expect_accepted(&parts, "the orbit from the start is defined for 1 layer: "
                            "undefined");
    expect_with(&parts, "/witness/token", "2", CK_ACCEPTED, NULL, NULL);
    expect_malformed(&parts, "/witness/token", "0", "/witness/token", NULL);
    expect_malformed(&parts, "/witness/token", "3", "/witness/token", NULL);
    expect_malformed(&parts, "/witness/layer", "1", "/witness/layer", NULL);
    expect_malformed(&parts, "/witness/layer", "-1", "/witness/layer", NULL);
    expect_malformed(&parts, "/witness/layer", NULL, "/witness", NULL);
    expect_malformed(&parts, "/witness/room", "'0'", "/witness", NULL);
    parts.bits = 64;
    expect_parts(&parts, CK_MALFORMED, "/bits", NULL);
    parts.bits = 0;
    parts.results = "['R28']";
    expect_parts(&parts, CK_MALFORMED, "/results", NULL);
    expect_orbit(
        STATEMENT("1", "", MODEL("2", COMPLETE, IDENTITY, "none"), OPPOSITE),
        "{'layer': 0, 'token': 1}", "undefined", "the norm is none");
    expect_orbit(
        STATEMENT("1", "", MODEL("2", CAUSAL, IDENTITY, "rms"), OPPOSITE),
        "{'layer': 0, 'token': 1}", "undefined",
        "is not shown to be exactly zero");
    expect_orbit(
        STATEMENT("1", "", MODEL("2", CAUSAL, IDENTITY, "rms"), OPPOSITE),
        "{'layer': 0, 'token': 2}", "undefined", NULL);
}
END_TEST

/* ---- Layers ---- */

#define TRIPLE "[['3','0'],['0','3']]"
#define VALUES(first, second)                                                  \
    MODEL("2", CAUSAL, "{'layers': [" first ", " second "]}", "none")
#define WEIGHTS(first, second)                                                 \
    "{'attention': {'fixed': {'layers': [[['1','0'],[" first                   \
    "]],[['1','0'],[" second "]]]}}, 'dim': 2, 'mask': " CAUSAL                \
    ", 'norm': 'none', 'tokens': 2, 'value': " IDENTITY "}"
#define HALVES "'1/2','1/2'"
#define QUARTERS "'1/4','3/4'"

/* mu at layer t is exactly that. */
static void
expect_mu(const char *model, int t, const char *mu, const char *hypotheses,
          const char *message)
{
    char statement[1024];
    checker_parts parts;

    snprintf(statement, sizeof statement,
             "{'claim': {'checks': [{'at': %d, 'bound': '%s', 'comparison': "
             "'at-least', 'quantity': 'mu'}, {'at': %d, 'bound': '%s', "
             "'comparison': 'at-most', 'quantity': 'mu'}], 'kind': 'orbit', "
             "'steps': 5}, 'model': %s, 'start': " APART "}",
             t, mu, t, mu, model);
    parts = orbit_parts(statement, "{'rooms': ['0', '0']}", "proved");
    parts.hypotheses = hypotheses;
    expect_parts(&parts, message == NULL ? CK_ACCEPTED : CK_REJECTED, NULL,
                 message);
}

START_TEST(layers_in_turn)
{
    static const char *const mu[] = {"1", "1/2", "3/4", "3/8", "9/16", "9/32"};
    static const char *const other[] = {"1",   "3/2",  "3/4",
                                        "9/8", "9/16", "27/32"};
    static const char *const weighed[] = {"1",    "1/2",  "3/8",
                                          "3/16", "9/64", "9/128"};

    for (int t = 0; t <= 5; t++) {
        expect_mu(VALUES(IDENTITY, TRIPLE), t, mu[t], NULL, NULL);
        expect_mu(VALUES(TRIPLE, IDENTITY), t, other[t], NULL, NULL);
        expect_mu(VALUES(TRIPLE, IDENTITY), t, mu[t], NULL,
                  t % 2 == 1 ? "mu at layer" : NULL);
        expect_mu(WEIGHTS(HALVES, QUARTERS), t, weighed[t], "['weights']",
                  NULL);
    }
}
END_TEST

/* Only the layers of the orbit are enclosed. */
START_TEST(layers_without_enclosure)
{
#define NOTHING "[['1/(exp(1)-exp(1))','0'],['0','1']]"
    expect_orbit(STATEMENT("1", "", VALUES(IDENTITY, NOTHING), APART),
                 "{'rooms': []}", "proved", NULL);
    expect_orbit(STATEMENT("2", "", VALUES(IDENTITY, NOTHING), APART),
                 "{'rooms': []}", "proved", "the model has no bounded");
    expect_orbit(STATEMENT("0", "", VALUES(NOTHING, IDENTITY), APART),
                 "{'rooms': []}", "proved", "the model has no bounded");
}
END_TEST

START_TEST(undefined_in_a_layer)
{
#define SWAP "[['0','1'],['1','0']]"
#define LOSE "[['1','0'],['0','0']]"
#define ALONE(first, second)                                                   \
    MODEL("1", "[[[1,1]]]", "{'layers': [" first ", " second "]}", "rms")
    expect_orbit(STATEMENT("2", "", ALONE(SWAP, LOSE), "[['1','0']]"),
                 "{'layer': 1, 'token': 1}", "undefined", NULL);
    expect_orbit(STATEMENT("2", "", ALONE(LOSE, SWAP), "[['1','0']]"),
                 "{'layer': 1, 'token': 1}", "undefined",
                 "is not shown to be exactly zero");
    expect_orbit(STATEMENT("3", "", ALONE(LOSE, SWAP), "[['1','0']]"),
                 "{'layer': 2, 'token': 1}", "undefined", NULL);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("orbit");

    tcase_add_test(tcase, rooms_of_proofs);
    tcase_add_test(tcase, rooms_of_refutations);
    tcase_add_test(tcase, layers);
    tcase_add_test(tcase, several_checks);
    tcase_add_test(tcase, no_checks);
    tcase_add_test(tcase, refutations);
    tcase_add_test(tcase, statements);
    tcase_add_test(tcase, no_words);
    tcase_add_test(tcase, envelopes);
    tcase_add_test(tcase, steps_have_a_limit);
    tcase_add_test(tcase, layernorm);
    tcase_add_test(tcase, zero_norms);
    tcase_add_test(tcase, more_bits);
    tcase_add_test(tcase, unbounded_parts);
    tcase_add_test(tcase, undefined);
    tcase_add_test(tcase, layers_in_turn);
    tcase_add_test(tcase, layers_without_enclosure);
    tcase_add_test(tcase, undefined_in_a_layer);
    return run_checker_tests("orbit", tcase);
}
