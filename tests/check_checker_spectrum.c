/* The checker's kind `spectrum`: what each witness shows against each bound,
   and what it may say. */

#include "checker_support.h"

#define MODEL(tokens, mask, attention)                                         \
    "{'attention': " attention ", 'dim': 1, 'mask': " mask ", 'norm': 'none'," \
    " 'tokens': " tokens ", 'value': [['1']]}"
#define STATEMENT(fields, model)                                               \
    "{'claim': {" fields ", 'kind': 'spectrum'}, 'model': " model "}"
#define AT_LEAST(x) "'at-least': '" x "'"
#define AT_MOST(x) "'at-most': '" x "'"
#define BOTH(x, y) AT_LEAST(x) "," AT_MOST(y)

/* 1, 1/2, 1/3 */
#define CAUSAL MODEL("3", "[[[1,1]],[[1,2]],[[1,3]]]", "'uniform'")
/* 1, 1/2, -1/6 */
#define PATH MODEL("3", "[[[1,2]],[[1,3]],[[2,3]]]", "'uniform'")
/* 1, and two of absolute value 1/2 */
#define CYCLE MODEL("3", "[[[1,2]],[[2,3]],[[1,1],[3,3]]]", "'uniform'")
#define ISLANDS MODEL("3", "[[[1,2]],[[1,2]],[[3,3]]]", "'uniform'")
#define FIXED "{'fixed': [['1','0','0'],['1/4','3/4','0'],['0','9/10','1/10']]}"
#define FIXED_CHAIN MODEL("3", "[[[1,1]],[[1,2]],[[2,3]]]", FIXED)
#define SOFTMAX "{'softmax': {'key': [['1']], 'query': [['2']], 'scale': '3'}}"

static checker_parts
spectrum_parts(const char *statement, const char *witness, const char *verdict,
               long bits)
{
    checker_parts parts = {.statement = statement,
                           .witness = witness,
                           .results = "['R30']",
                           .verdict = verdict,
                           .bits = bits};

    if (strstr(statement, "'fixed'") != NULL)
        parts.hypotheses = "['weights']";
    if (strstr(statement, "'softmax'") != NULL)
        parts.hypotheses = "['scale']";
    return parts;
}

/* message: NULL when the certificate is to be accepted */
static void
expect_spectrum(const char *statement, const char *witness, const char *verdict,
                long bits, const char *message)
{
    checker_parts parts = spectrum_parts(statement, witness, verdict, bits);

    if (message == NULL)
        expect_accepted(&parts, verdict);
    else
        expect_parts(&parts, CK_REJECTED, NULL, message);
}

/* That verdict is accepted, and the other is not. */
static void
expect_verdict(const char *statement, const char *witness, const char *verdict,
               long bits)
{
    const int proved = strcmp(verdict, "proved") == 0;

    expect_spectrum(statement, witness, verdict, bits, NULL);
    expect_spectrum(statement, witness, proved ? "refuted" : "proved", bits,
                    "does not make the claim");
}

/* ---- Exact ones ---- */

#define ORDER "{'order': [1,2,3]}"

START_TEST(triangular)
{
    expect_verdict(STATEMENT(AT_LEAST("1/2"), CAUSAL), ORDER, "proved", 0);
    expect_verdict(STATEMENT(AT_MOST("1/2"), CAUSAL), ORDER, "proved", 0);
    expect_verdict(STATEMENT(BOTH("1/2", "1/2"), CAUSAL), ORDER, "proved", 0);
    expect_verdict(STATEMENT(AT_LEAST("51/100"), CAUSAL), ORDER, "refuted", 0);
    expect_verdict(STATEMENT(AT_MOST("49/100"), CAUSAL), ORDER, "refuted", 0);
    expect_verdict(STATEMENT(BOTH("51/100", "1"), CAUSAL), ORDER, "refuted", 0);
    expect_verdict(STATEMENT(BOTH("0", "49/100"), CAUSAL), ORDER, "refuted", 0);
    expect_verdict(STATEMENT(BOTH("49/100", "51/100"), CAUSAL), ORDER, "proved",
                   0);
    expect_verdict(STATEMENT(AT_LEAST("-1"), CAUSAL), ORDER, "proved", 0);
    expect_verdict(STATEMENT(AT_MOST("-1"), CAUSAL), ORDER, "refuted", 0);
    expect_verdict(STATEMENT(AT_MOST("3/4"), FIXED_CHAIN), ORDER, "proved", 0);
    expect_verdict(STATEMENT(AT_LEAST("3/4"), FIXED_CHAIN), ORDER, "proved", 0);
    /* the smallest first, and the second largest twice */
    expect_verdict(
        STATEMENT(BOTH("1/2", "1/2"),
                  MODEL("3", "[[[1,3]],[[2,3]],[[3,3]]]", "'uniform'")),
        "{'order': [3,2,1]}", "proved", 0);
    expect_verdict(
        STATEMENT(BOTH("1", "1"),
                  MODEL("3", "[[[1,1]],[[2,2]],[[1,3]]]", "'uniform'")),
        "{'order': [2,1,3]}", "proved", 0);
    expect_verdict(
        STATEMENT(BOTH("1/2", "1/2"),
                  MODEL("3", "[[[1,1]],[[1,2]],[[1,1],[3,3]]]", "'uniform'")),
        "{'order': [1,3,2]}", "proved", 0);
    expect_verdict(
        STATEMENT(BOTH("1/2", "1/2"), MODEL("2", "[[[1,1]],[[1,2]]]", SOFTMAX)),
        "{'order': [1,2]}", "proved", 0);
    expect_verdict(
        STATEMENT(BOTH("0", "0"), MODEL("1", "[[[1,1]]]", "'uniform'")),
        "{'order': [1]}", "proved", 0);
}
END_TEST

START_TEST(orders)
{
    checker_parts parts =
        spectrum_parts(STATEMENT(AT_MOST("1/2"), CAUSAL), ORDER, "proved", 0);

    expect_accepted(&parts, "the second eigenvalue of the consensus matrix is, "
                            "in absolute value, at most 1/2: proved");
    expect_rejected(&parts, "/witness/order", "[2,1,3]",
                    "token 2 attends to token 1, which comes later");
    expect_rejected(&parts, "/witness/order", "[1,3,2]",
                    "token 3 attends to token 2, which comes later");
    expect_malformed(&parts, "/witness/order", "[1,2]", "/witness/order",
                     "expected 3 to 3 items");
    expect_malformed(&parts, "/witness/order", "[1,2,3,3]", "/witness/order",
                     "expected 3 to 3 items");
    expect_malformed(&parts, "/witness/order", "[1,2,2]", "/witness/order/2",
                     "token 2 is listed twice");
    expect_malformed(&parts, "/witness/order", "[1,1,2]", "/witness/order/1",
                     "token 1 is listed twice");
    expect_malformed(&parts, "/witness/order", "[0,1,2]", "/witness/order/0",
                     NULL);
    expect_malformed(&parts, "/witness/order", "[1,2,4]", "/witness/order/2",
                     NULL);
    expect_malformed(&parts, "/witness/order", "'1'", "/witness/order", NULL);
}
END_TEST

#define SOURCES "{'sources': [[1,2],[3]]}"

START_TEST(two_sources)
{
    expect_verdict(STATEMENT(AT_LEAST("1"), ISLANDS), SOURCES, "proved", 0);
    expect_verdict(STATEMENT(AT_MOST("1"), ISLANDS), SOURCES, "proved", 0);
    expect_verdict(STATEMENT(AT_LEAST("101/100"), ISLANDS), SOURCES, "refuted",
                   0);
    expect_verdict(STATEMENT(AT_MOST("99/100"), ISLANDS), SOURCES, "refuted",
                   0);
    expect_verdict(STATEMENT(BOTH("1/2", "99/100"), ISLANDS), SOURCES,
                   "refuted", 0);
    expect_spectrum(STATEMENT(AT_LEAST("1"), ISLANDS), "{'sources': [[1],[3]]}",
                    "proved", 0, "attends to token 2 outside of it");
    expect_spectrum(STATEMENT(AT_LEAST("1"), PATH), SOURCES, "proved", 0,
                    "outside of it");
    expect_spectrum(STATEMENT(AT_MOST("99/100"), PATH),
                    "{'sources': [[1,2,3],[3]]}", "refuted", 0,
                    "is in both sources");
}
END_TEST

/* log(8)/log(4)/3 is 1/2, which no enclosure tells. */
START_TEST(bounds_that_are_not_rational)
{
    expect_verdict(STATEMENT(AT_LEAST("sqrt(2)/3"), CAUSAL), ORDER, "proved",
                   0);
    expect_verdict(STATEMENT(AT_LEAST("sqrt(2)/2"), CAUSAL), ORDER, "refuted",
                   0);
    expect_verdict(STATEMENT(AT_MOST("sqrt(2)/2"), CAUSAL), ORDER, "proved", 0);
    expect_verdict(STATEMENT(AT_MOST("sqrt(2)/3"), CAUSAL), ORDER, "refuted",
                   0);
    /* within 2^-500 */
    expect_verdict(STATEMENT(AT_MOST("1/2+exp(-350)"), CAUSAL), ORDER, "proved",
                   0);
    expect_verdict(STATEMENT(AT_MOST("1/2-exp(-350)"), CAUSAL), ORDER,
                   "refuted", 0);
    expect_verdict(STATEMENT(AT_MOST("1/2+exp(-5000)"), CAUSAL), ORDER,
                   "proved", 0);
    expect_spectrum(STATEMENT(AT_MOST("1/2+exp(-6000)"), CAUSAL), ORDER,
                    "proved", 0,
                    "at-most: the bound is not certified to "
                    "differ");
    expect_spectrum(STATEMENT(AT_MOST("log(8)/log(4)/3"), CAUSAL), ORDER,
                    "proved", 0,
                    "at-most: the bound is not certified to "
                    "differ");
    expect_spectrum(STATEMENT(AT_LEAST("log(8)/log(4)/3"), CAUSAL), ORDER,
                    "refuted", 0,
                    "at-least: the bound is not certified to "
                    "differ");
    expect_spectrum(STATEMENT(AT_LEAST("log(sin(1)^2+cos(1)^2-1)"), CAUSAL),
                    ORDER, "proved", 0, "at-least: the bound is not certified");
}
END_TEST

/* Enclosures that end in the number itself. */
START_TEST(ends_of_enclosures)
{
    const char *one = MODEL("1", "[[[1,1]]]", "'uniform'");
    char statement[512];

    expect_spectrum(STATEMENT(AT_MOST("cos(pi-pi)"), ISLANDS), SOURCES,
                    "refuted", 0, "is not certified to differ");
    snprintf(statement, sizeof statement,
             STATEMENT(AT_LEAST("(pi-pi)^2"), "%s"), one);
    expect_spectrum(statement, "{'order': [1]}", "refuted", 0,
                    "is not certified to differ");
}
END_TEST

/* ---- Pivots ---- */

#define THREE "[[1],[2],[3]]"
#define MINUS(pivots) "{'minus': " pivots "}"
#define SIDES(pivots) "{'minus': " pivots ", 'plus': " pivots "}"
#define PIVOTS(name, lists) "{'pivots': {'" name "': " lists "}}"
#define TWO_PIVOTS(first, second)                                              \
    "{'pivots': {'at-least': " first ", 'at-most': " second "}}"

START_TEST(pivots)
{
    for (long bits = 0; bits <= 64; bits += 64) {
        expect_verdict(STATEMENT(AT_LEAST("49/100"), PATH),
                       PIVOTS("at-least", MINUS(THREE)), "proved", bits);
        expect_verdict(STATEMENT(AT_MOST("51/100"), PATH),
                       PIVOTS("at-most", SIDES(THREE)), "proved", bits);
        expect_verdict(STATEMENT(AT_LEAST("51/100"), PATH),
                       PIVOTS("at-least", SIDES(THREE)), "refuted", bits);
        expect_verdict(STATEMENT(AT_MOST("49/100"), PATH),
                       PIVOTS("at-most", MINUS(THREE)), "refuted", bits);
        expect_spectrum(STATEMENT(BOTH("49/100", "51/100"), PATH),
                        TWO_PIVOTS(MINUS(THREE), SIDES(THREE)), "proved", bits,
                        NULL);
        /* the count of the other bound does not count for this one */
        expect_spectrum(STATEMENT(BOTH("49/100", "51/100"), PATH),
                        PIVOTS("at-least", MINUS(THREE)), "proved", bits,
                        "does not make the claim");
        expect_spectrum(STATEMENT(BOTH("49/100", "51/100"), PATH),
                        PIVOTS("at-most", SIDES(THREE)), "proved", bits,
                        "does not make the claim");
        /* what refutes is said of the bound that is refuted */
        expect_spectrum(STATEMENT(BOTH("49/100", "12/25"), PATH),
                        PIVOTS("at-most", MINUS(THREE)), "refuted", bits, NULL);
        expect_spectrum(STATEMENT(BOTH("49/100", "12/25"), PATH),
                        PIVOTS("at-least", MINUS(THREE)), "refuted", bits,
                        "does not make the claim");
    }
}
END_TEST

START_TEST(exact_pivots)
{
    expect_spectrum(STATEMENT(BOTH("1/2", "1/2"), PATH),
                    TWO_PIVOTS(MINUS("[[2],[1]]"),
                               "{'minus': [[2],[1]], 'plus': " THREE "}"),
                    "proved", 0, NULL);
    expect_spectrum(
        STATEMENT(AT_LEAST("1/2"), PATH),
        PIVOTS("at-least", "{'minus': [[2],[1]], 'plus': " THREE "}"),
        "refuted", 0, "does not make the claim");
    expect_spectrum(STATEMENT(AT_MOST("1/2"), PATH),
                    PIVOTS("at-most", MINUS("[[2],[1]]")), "refuted", 0,
                    "does not make the claim");
    expect_spectrum(
        STATEMENT(AT_MOST("1/2"), PATH),
        PIVOTS("at-most", "{'minus': [[2],[1],[3]], 'plus': " THREE "}"),
        "proved", 64, "pivot 3, in [");
}
END_TEST

START_TEST(forms_of_pivots)
{
    checker_parts parts =
        spectrum_parts(STATEMENT(AT_LEAST("49/100"), PATH),
                       PIVOTS("at-least", MINUS(THREE)), "proved", 64);

    expect_accepted(&parts, "in absolute value, at least 49/100: proved");
    expect_malformed(&parts, "/witness/pivots/at-most", SIDES(THREE),
                     "/witness/pivots/at-most", "no bound at-most is stated");
    expect_malformed(&parts, "/witness/pivots/at-least", NULL,
                     "/witness/pivots", "speaks of no bound");
    expect_malformed(&parts, "/witness/pivots/above", MINUS(THREE),
                     "/witness/pivots", "unknown key 'above'");
    expect_malformed(&parts, "/witness/pivots/at-least/minus", NULL,
                     "/witness/pivots/at-least", "neither minus nor plus");
    expect_malformed(&parts, "/witness/pivots/at-least/minus", "[[1],[2],[2]]",
                     "/witness/pivots/at-least/minus/2/0",
                     "index 2 is used twice");
    expect_malformed(&parts, "/witness/pivots/at-least/minus", "[[1],[2]]",
                     "/witness/pivots/at-least/minus", "index 3 is missing");
    expect_with(&parts, "/statement/claim/at-least", "'sqrt(2)/3'", CK_ACCEPTED,
                NULL, NULL);
    expect_with(&parts, "/statement/model/mask", "[[[1,2]],[[1,3]],[[3,3]]]",
                CK_REJECTED, NULL, "the mask is not symmetric");
    parts.bits = 0;
    expect_parts(&parts, CK_ACCEPTED, NULL, NULL);
    expect_malformed(&parts, "/statement/claim/at-least", "'sqrt(2)/3'",
                     "/bits", "not rational");
    expect_malformed(&parts, "/statement/claim",
                     "{'at-most': '49/100', "
                     "'kind': 'spectrum'}",
                     "/witness/pivots/at-least", "no bound at-least is stated");
    parts.statement = STATEMENT(BOTH("51/100", "49/100"), PATH);
    parts.witness = TWO_PIVOTS(SIDES(THREE), MINUS(THREE));
    parts.verdict = "refuted";
    expect_parts(&parts, CK_MALFORMED, "/witness/pivots",
                 "a refutation speaks of one bound");
    parts.witness = PIVOTS("at-least", SIDES(THREE));
    expect_parts(&parts, CK_ACCEPTED, NULL, NULL);
    parts.witness = PIVOTS("at-most", MINUS(THREE));
    expect_parts(&parts, CK_ACCEPTED, NULL, NULL);
    parts.statement =
        STATEMENT(AT_LEAST("-1/100"), PATH); /* so by itself, but not so */
    parts.witness = PIVOTS("at-least", MINUS(THREE));
    parts.verdict = "proved";
    expect_parts(&parts, CK_REJECTED, NULL, "a bound is negative");
    expect_spectrum(STATEMENT(AT_LEAST("1/2"), FIXED_CHAIN),
                    PIVOTS("at-least", MINUS(THREE)), "proved", 0,
                    "the weights are fixed");
}
END_TEST

START_TEST(softmax)
{
    expect_verdict(
        STATEMENT(AT_MOST("1/100"), MODEL("2", "[[[1,2]],[[1,2]]]", SOFTMAX)),
        PIVOTS("at-most", SIDES("[[1],[2]]")), "proved", 0);
}
END_TEST

/* ---- The polynomial ---- */

#define POLYNOMIAL(names) "{'polynomial': [" names "]}"

START_TEST(polynomials)
{
    expect_verdict(STATEMENT(AT_LEAST("49/100"), CYCLE),
                   POLYNOMIAL("'at-least'"), "proved", 64);
    expect_verdict(STATEMENT(AT_LEAST("51/100"), CYCLE),
                   POLYNOMIAL("'at-least'"), "refuted", 64);
    expect_verdict(STATEMENT(AT_MOST("51/100"), CYCLE), POLYNOMIAL("'at-most'"),
                   "proved", 64);
    expect_verdict(STATEMENT(AT_MOST("49/100"), CYCLE), POLYNOMIAL("'at-most'"),
                   "refuted", 64);
    expect_verdict(STATEMENT(AT_MOST("sqrt(2)/2"), CYCLE),
                   POLYNOMIAL("'at-most'"), "proved", 64);
    expect_spectrum(STATEMENT(BOTH("49/100", "51/100"), CYCLE),
                    POLYNOMIAL("'at-least','at-most'"), "proved", 64, NULL);
    expect_spectrum(STATEMENT(BOTH("49/100", "51/100"), CYCLE),
                    POLYNOMIAL("'at-least'"), "proved", 64,
                    "does not make the claim");
    expect_spectrum(STATEMENT(BOTH("49/100", "51/100"), CYCLE),
                    POLYNOMIAL("'at-most'"), "proved", 64,
                    "does not make the claim");
    expect_spectrum(STATEMENT(AT_LEAST("1/2"), CYCLE), POLYNOMIAL("'at-least'"),
                    "proved", 64,
                    "at-least: Schur's criterion does not come "
                    "to an end with 256 bits");
    expect_spectrum(STATEMENT(AT_MOST("1/2"), CYCLE), POLYNOMIAL("'at-most'"),
                    "refuted", 64, "at-most: Schur's criterion");
    expect_spectrum(STATEMENT(AT_LEAST("0"), CYCLE), POLYNOMIAL("'at-least'"),
                    "proved", 64,
                    "at-least: the bound is not certified "
                    "positive");
    expect_spectrum(STATEMENT(AT_LEAST("-1/2"), CYCLE),
                    POLYNOMIAL("'at-least'"), "proved", 64,
                    "at-least: the bound is not certified positive");
    expect_spectrum(STATEMENT(AT_LEAST("log(sin(1)^2+cos(1)^2-1)"), CYCLE),
                    POLYNOMIAL("'at-least'"), "proved", 64,
                    "at-least: the bound is not certified positive");
    expect_verdict(STATEMENT(AT_MOST("19/25"), FIXED_CHAIN),
                   POLYNOMIAL("'at-most'"), "proved", 64);
    expect_verdict(STATEMENT(AT_MOST("37/50"), FIXED_CHAIN),
                   POLYNOMIAL("'at-most'"), "refuted", 64);
    expect_verdict(
        STATEMENT(AT_MOST("51/100"),
                  MODEL("3", "[[[1,2]],[[2,3]],[[1,1],[3,3]]]", SOFTMAX)),
        POLYNOMIAL("'at-most'"), "proved", 64);
    expect_verdict(
        STATEMENT(AT_LEAST("1/100"), MODEL("1", "[[[1,1]]]", "'uniform'")),
        POLYNOMIAL("'at-least'"), "refuted", 64);
}
END_TEST

START_TEST(forms_of_polynomials)
{
    checker_parts parts =
        spectrum_parts(STATEMENT(AT_LEAST("49/100"), CYCLE),
                       POLYNOMIAL("'at-least'"), "proved", 64);

    expect_malformed(&parts, "/witness/polynomial/1", "'at-most'",
                     "/witness/polynomial/1", "no bound at-most is stated");
    expect_malformed(&parts, "/witness/polynomial/0", "'at-most'",
                     "/witness/polynomial/0", "no bound at-most is stated");
    expect_malformed(&parts, "/witness/polynomial/1", "'at-least'",
                     "/witness/polynomial/1", "is listed twice");
    expect_malformed(&parts, "/witness/polynomial/0", "'above'",
                     "/witness/polynomial/0", "unknown word");
    expect_malformed(&parts, "/witness/polynomial", "{}", "/witness/polynomial",
                     NULL);
    expect_malformed(&parts, "/witness/polynomial/0", NULL, "/bits",
                     "is 64, not 32");
    parts.bits = 0;
    expect_parts(&parts, CK_MALFORMED, "/bits", "needs intervals");
    parts.bits = 64;
    parts.statement = STATEMENT(BOTH("51/100", "49/100"), CYCLE);
    parts.witness = POLYNOMIAL("'at-least','at-most'");
    parts.verdict = "refuted";
    expect_parts(&parts, CK_MALFORMED, "/witness/polynomial",
                 "a refutation speaks of one bound");
    parts.witness = POLYNOMIAL("'at-least'");
    expect_parts(&parts, CK_ACCEPTED, NULL, NULL);
    parts.witness = POLYNOMIAL("'at-most'");
    expect_parts(&parts, CK_ACCEPTED, NULL, NULL);
    parts.witness = "{'polynomial': ['at-least','at-most','at-least']}";
    parts.verdict = "proved";
    expect_parts(&parts, CK_MALFORMED, "/witness/polynomial", "0 to 2 items");
}
END_TEST

/* ---- Bounds outside of [0, 1] ---- */

START_TEST(outside)
{
    const char *nothing = POLYNOMIAL("");

    expect_verdict(STATEMENT(AT_MOST("101/100"), CYCLE), nothing, "proved", 32);
    expect_verdict(STATEMENT(AT_LEAST("-1/100"), CYCLE), nothing, "proved", 32);
    expect_verdict(STATEMENT(AT_LEAST("101/100"), CYCLE), nothing, "refuted",
                   32);
    expect_verdict(STATEMENT(AT_MOST("-1/100"), CYCLE), nothing, "refuted", 32);
    expect_verdict(STATEMENT(BOTH("-1", "2"), CYCLE), nothing, "proved", 32);
    expect_verdict(STATEMENT(BOTH("-1", "-2"), CYCLE), nothing, "refuted", 32);
    expect_verdict(STATEMENT(BOTH("3", "2"), CYCLE), nothing, "refuted", 32);
    expect_verdict(STATEMENT(AT_MOST("sqrt(2)"), CYCLE), nothing, "proved", 32);
    expect_verdict(STATEMENT(AT_MOST("1+exp(-350)"), CYCLE), nothing, "proved",
                   32);
    /* 0 and 1 themselves are known on one side only */
    expect_verdict(STATEMENT(AT_MOST("1"), CYCLE), nothing, "proved", 32);
    expect_verdict(STATEMENT(AT_LEAST("0"), CYCLE), nothing, "proved", 32);
    expect_spectrum(STATEMENT(AT_LEAST("1"), CYCLE), nothing, "refuted", 32,
                    "does not make the claim");
    expect_spectrum(STATEMENT(AT_LEAST("1"), CYCLE), nothing, "proved", 32,
                    "does not make the claim");
    expect_spectrum(STATEMENT(AT_MOST("0"), CYCLE), nothing, "refuted", 32,
                    "does not make the claim");
    expect_spectrum(STATEMENT(AT_MOST("0"), CYCLE), nothing, "proved", 32,
                    "does not make the claim");
    expect_spectrum(STATEMENT(AT_MOST("log(sin(1)^2+cos(1)^2-1)"), CYCLE),
                    nothing, "proved", 32, "does not make the claim");
    /* beside a bound that needs a witness */
    expect_verdict(STATEMENT(BOTH("49/100", "2"), CYCLE),
                   POLYNOMIAL("'at-least'"), "proved", 64);
    expect_verdict(STATEMENT(BOTH("-1", "51/100"), PATH),
                   PIVOTS("at-most", SIDES(THREE)), "proved", 0);
    expect_spectrum(STATEMENT(BOTH("49/100", "2"), CYCLE), nothing, "proved",
                    32, "does not make the claim");
    expect_verdict(STATEMENT(AT_MOST("2"), PATH),
                   PIVOTS("at-most", MINUS(THREE)), "proved", 0);
}
END_TEST

/* ---- Forms ---- */

START_TEST(statements)
{
    checker_parts parts =
        spectrum_parts(STATEMENT(AT_MOST("1/2"), CAUSAL), ORDER, "proved", 0);

    expect_malformed(&parts, "/statement/claim/at-most", NULL,
                     "/statement/claim", "no field says anything");
    expect_malformed(&parts, "/statement/claim/at-most", "'0.5'",
                     "/statement/claim/at-most", NULL);
    expect_malformed(&parts, "/statement/claim/at-least", "1",
                     "/statement/claim/at-least", NULL);
    expect_malformed(&parts, "/statement/claim/less-than", "'1'",
                     "/statement/claim", "unknown key 'less-than'");
    expect_malformed(&parts, "/statement/start", "[['1'],['2'],['3']]",
                     "/statement", "unknown key 'start'");
}
END_TEST

/* M is the same in every layer. */
START_TEST(layers)
{
    checker_parts parts = spectrum_parts(
        STATEMENT(AT_MOST("1/2"),
                  MODEL("2", "[[[1,1]],[[1,2]]]",
                        "{'fixed': {'layers': [[['1','0'],['1/2','1/2']],"
                        "[['1','0'],['1/4','3/4']]]}}")),
        "{'order': [1,2]}", "proved", 0);

    expect_parts(&parts, CK_MALFORMED, "/statement/model/attention/fixed",
                 "differ by layer");
    expect_with(&parts, "/statement/model/attention/fixed",
                "[['1','0'],['1/2','1/2']]", CK_ACCEPTED, NULL, NULL);
    expect_with(&parts, "/statement/model/value",
                "{'layers': [[['1']],[['2']]]}", CK_MALFORMED,
                "/statement/model/attention/fixed", NULL);
    parts = spectrum_parts(
        STATEMENT(AT_MOST("1/2"),
                  MODEL("2", "[[[1,1]],[[1,2]]]",
                        "{'softmax': {'key': {'layers': [[['1']],[['2']]]}, "
                        "'query': [['1']], 'scale': '1'}}")),
        "{'order': [1,2]}", "proved", 0);
    expect_parts(&parts, CK_ACCEPTED, NULL, NULL);
    expect_with(&parts, "/statement/model/value",
                "{'layers': [[['1']],[['2']]]}", CK_ACCEPTED, NULL, NULL);
}
END_TEST

START_TEST(envelopes)
{
    checker_parts parts =
        spectrum_parts(STATEMENT(AT_MOST("1/2"), CAUSAL), ORDER, "proved", 0);

    expect_malformed(&parts, "/witness", "{}", "/witness", "exactly one");
    expect_malformed(&parts, "/witness/sources", "[[1],[2]]", "/witness",
                     "exactly one");
    expect_malformed(&parts, "/witness/centre", "1", "/witness",
                     "unknown key 'centre'");
    expect_malformed(&parts, "/witness", "[]", "/witness", NULL);
    parts.results = "['R1']";
    expect_parts(&parts, CK_MALFORMED, "/results", NULL);
    parts.results = "['R30','R7']";
    expect_parts(&parts, CK_MALFORMED, "/results", NULL);
    parts.results = "['R30']";
    parts.verdict = "undefined";
    expect_parts(&parts, CK_MALFORMED, "/verdict", "never undefined");
    parts.verdict = "proved";
    parts.bits = 64;
    expect_parts(&parts, CK_MALFORMED, "/bits", "this witness needs none");
    parts.statement = STATEMENT(AT_LEAST("1"), ISLANDS);
    parts.witness = SOURCES;
    expect_parts(&parts, CK_MALFORMED, "/bits", "this witness needs none");
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("spectrum");

    tcase_add_test(tcase, triangular);
    tcase_add_test(tcase, orders);
    tcase_add_test(tcase, two_sources);
    tcase_add_test(tcase, bounds_that_are_not_rational);
    tcase_add_test(tcase, ends_of_enclosures);
    tcase_add_test(tcase, pivots);
    tcase_add_test(tcase, exact_pivots);
    tcase_add_test(tcase, forms_of_pivots);
    tcase_add_test(tcase, softmax);
    tcase_add_test(tcase, polynomials);
    tcase_add_test(tcase, forms_of_polynomials);
    tcase_add_test(tcase, outside);
    tcase_add_test(tcase, statements);
    tcase_add_test(tcase, layers);
    tcase_add_test(tcase, envelopes);
    return run_checker_tests("spectrum", tcase);
}
