/* The checker's kind `orbit`: comparisons over the rationals, at equality and
   one part in 10^101 beside it, and what may not be compared so. */

#include "checker_support.h"

#define ZEROS "00000000000000000000000000000000000000000000000000"
#define NINES "99999999999999999999999999999999999999999999999999"
/* 10^101, and the roots of 1 - 10^-101 and 1 + 10^-101 */
#define HUGE_NUMBER "10" ZEROS ZEROS
#define LESS "sqrt(9" NINES NINES "/" HUGE_NUMBER ")"
#define MORE "sqrt(1" ZEROS ZEROS "1/" HUGE_NUMBER ")"

#define CHECK(at, bound, comparison, quantity)                                 \
    "{'at': " at ", 'bound': '" bound "', 'comparison': '" comparison          \
    "', 'quantity': '" quantity "'}"
#define STATEMENT(checks, model, start)                                        \
    "{'claim': {'checks': [" checks "], 'kind': 'orbit', 'steps': 3}, "        \
    "'model': " model ", 'start': " start "}"
#define MODEL(attention, norm, value)                                          \
    "{'attention': " attention ", 'dim': 1, 'mask': "                          \
    "[[[1,1]],[[1,2]],[[1,3]]], 'norm': '" norm                                \
    "', 'tokens': 3, 'value': " value "}"

/* X(2) = (1, 3/4, 7/6): norm-max 7/6, diameter 5/12, mu^2 = 19/216;
   X(3) = (1, 7/8, 35/36), where mu^2 = 67/7776. */
#define THREE MODEL("'uniform'", "none", "[['1']]")
#define START "[['1'],['0'],['5']]"

static void
expect(const char *statement, const char *verdict, const char *witness,
       long bits, const char *message)
{
    checker_parts parts = {.statement = statement,
                           .witness = witness,
                           .results = "['R28']",
                           .verdict = verdict,
                           .bits = bits};

    if (message == NULL)
        expect_accepted(&parts, verdict);
    else
        expect_parts(&parts, CK_REJECTED, NULL, message);
}

/* One comparison at layer 2; exactly what follows of it is accepted: `holds`,
   that it is proved, or else that it is refuted. */
static void
expect_one(const char *quantity, const char *comparison, const char *bound,
           int holds)
{
    char statement[1024];

    snprintf(statement, sizeof statement,
             STATEMENT(CHECK("2", "%s", "%s", "%s"), THREE, START), bound,
             comparison, quantity);
    expect(statement, "proved", "{'rooms': ['exact']}", 0,
           holds ? NULL : "check 1: the square of ");
    expect(statement, "refuted", "{'check': 1, 'layer': 2, 'room': 'exact'}", 0,
           holds ? "check 1: the square of " : NULL);
}

/* Below, at and above the bound. */
static void
expect_around(const char *quantity, const char *below, const char *at,
              const char *above)
{
    expect_one(quantity, "at-least", below, 1);
    expect_one(quantity, "at-least", at, 1);
    expect_one(quantity, "at-least", above, 0);
    expect_one(quantity, "more-than", below, 1);
    expect_one(quantity, "more-than", at, 0);
    expect_one(quantity, "more-than", above, 0);
    expect_one(quantity, "at-most", below, 0);
    expect_one(quantity, "at-most", at, 1);
    expect_one(quantity, "at-most", above, 1);
    expect_one(quantity, "less-than", below, 0);
    expect_one(quantity, "less-than", at, 0);
    expect_one(quantity, "less-than", above, 1);
}

START_TEST(equality_and_both_sides_of_it)
{
    expect_around("norm-max", "7/6*" LESS, "7/6", "7/6*" MORE);
    expect_around("diameter", "5/12*" LESS, "5/12", "5/12*" MORE);
    expect_around("mu", "sqrt(19/216)*" LESS, "sqrt(19/216)",
                  "sqrt(19/216)*" MORE);
}
END_TEST

START_TEST(negative_and_zero_bounds)
{
    expect_one("mu", "at-least", "-5", 1);
    expect_one("mu", "more-than", "-1/9", 1);
    expect_one("mu", "at-most", "-5", 0);
    expect_one("mu", "less-than", "-sqrt(2)", 0);
    expect_one("mu", "more-than", "0", 1);
    expect_one("mu", "at-most", "0", 0);
    expect(STATEMENT(CHECK("2", "0", "at-most", "mu"), THREE,
                     "[['5'],['5'],['5']]"),
           "proved", "{'rooms': ['exact']}", 0, NULL);
    expect(STATEMENT(CHECK("2", "0", "more-than", "mu"), THREE,
                     "[['5'],['5'],['5']]"),
           "proved", "{'rooms': ['exact']}", 0, "is not more than");
}
END_TEST

/* Every layer of the check, and no other one. */
START_TEST(layers)
{
    expect(STATEMENT(CHECK("'all'", "sqrt(67/7776)", "at-least", "mu"), THREE,
                     START),
           "proved", "{'rooms': ['exact']}", 0, NULL);
    expect(STATEMENT(CHECK("'all'", "sqrt(67/7776)", "more-than", "mu"), THREE,
                     START),
           "proved", "{'rooms': ['exact']}", 0, "mu at layer 3 (67/7776)");
    expect(STATEMENT(CHECK("'all'", "sqrt(67/7776)", "more-than", "mu"), THREE,
                     START),
           "refuted", "{'check': 1, 'layer': 3, 'room': 'exact'}", 0, NULL);
    expect(STATEMENT(CHECK("'all'", "sqrt(67/7776)", "more-than", "mu"), THREE,
                     START),
           "refuted", "{'check': 1, 'layer': 2, 'room': 'exact'}", 0,
           "mu at layer 2 (19/216) is not at most");
    expect(STATEMENT(CHECK("'all'", "sqrt(14)", "at-most", "mu"), THREE, START),
           "proved", "{'rooms': ['exact']}", 0, NULL);
    expect(
        STATEMENT(CHECK("'all'", "sqrt(14)", "less-than", "mu"), THREE, START),
        "proved", "{'rooms': ['exact']}", 0, "mu at layer 0 (14)");
    expect(STATEMENT(CHECK("0", "sqrt(14)", "at-least", "mu"), THREE, START),
           "proved", "{'rooms': ['exact']}", 0, NULL);
    expect(
        STATEMENT(CHECK("3", "sqrt(67/7776)", "at-most", "mu"), THREE, START),
        "proved", "{'rooms': ['exact']}", 0, NULL);
}
END_TEST

/* Of two checks each is compared at its own layers. */
START_TEST(layers_of_two_checks)
{
    expect(STATEMENT(CHECK("2", "5/12", "at-least", "diameter") "," CHECK(
                         "3", "sqrt(67/7776)", "at-most", "mu"),
                     THREE, START),
           "proved", "{'rooms': ['exact', 'exact']}", 0, NULL);
}
END_TEST

/* Exact checks and rooms side by side; each counts. */
START_TEST(some_checks_by_intervals)
{
#define TWO(first, second)                                                     \
    STATEMENT(CHECK("2", first, "at-least",                                    \
                    "diameter") "," CHECK("2", second, "at-most", "norm-max"), \
              THREE, START)
    expect(TWO("5/12", "2"), "proved", "{'rooms': ['exact', '1*2^-1']}", 64,
           NULL);
    expect(TWO("5/12", "2"), "proved", "{'rooms': ['exact', '1*2^0']}", 64,
           "is not at most");
    expect(TWO("1/2", "2"), "proved", "{'rooms': ['exact', '1*2^-1']}", 64,
           "check 1: the square of diameter at layer 2 (25/144) is not at "
           "least that of the bound (1/4)");
    expect(TWO("1/12", "7/6"), "proved", "{'rooms': ['1*2^-2', 'exact']}", 64,
           NULL);
    expect(TWO("1/12", "1"), "proved", "{'rooms': ['1*2^-2', 'exact']}", 64,
           "check 2: the square of norm-max");
    expect(TWO("5/12", "2"), "proved", "{'rooms': ['0', 'exact']}", 64,
           "is not certified at least");
    /* of a refutation only the check that fails is compared */
    expect(TWO("1/2", "1"), "refuted",
           "{'check': 2, 'layer': 2, 'room': 'exact'}", 0, NULL);
    expect(TWO("1/2", "7/6"), "refuted",
           "{'check': 2, 'layer': 2, 'room': 'exact'}", 0, "is not more than");
}
END_TEST

/* Intervals are used where something needs them, and only there. */
START_TEST(bits)
{
    checker_parts parts = {
        .statement =
            STATEMENT(CHECK("2", "5/12", "at-least", "diameter"), THREE, START),
        .witness = "{'rooms': ['exact']}",
        .results = "['R28']",
        .verdict = "proved",
        .bits = 64};

    expect_parts(&parts, CK_MALFORMED, "/bits", "needs none");
    parts.bits = 0;
    expect_parts(&parts, CK_ACCEPTED, NULL, NULL);
    parts.statement = TWO("5/12", "2");
    parts.witness = "{'rooms': ['exact', '1*2^-1']}";
    expect_parts(&parts, CK_MALFORMED, "/bits", "needs intervals");
    parts.witness = "{'rooms': ['exact', 'exact']}";
    expect_parts(&parts, CK_ACCEPTED, NULL, NULL);
    parts.statement = STATEMENT("", THREE, START);
    parts.witness = "{'rooms': []}";
    expect_parts(&parts, CK_MALFORMED, "/bits", "needs intervals");
    parts.bits = 64;
    expect_parts(&parts, CK_ACCEPTED, NULL, NULL);
}
END_TEST

START_TEST(what_is_not_compared_exactly)
{
    static const char one[] = "{'rooms': ['exact']}";

    /* quantities */
    expect(STATEMENT(CHECK("2", "0", "at-least", "cosine-min"), THREE, START),
           "proved", one, 0, "cosine-min is not compared exactly");
    expect(STATEMENT(CHECK("2", "0", "at-least", "cosine-max"), THREE, START),
           "proved", one, 0, "cosine-max is not compared exactly");
    expect(STATEMENT(CHECK("2", "0", "at-least", "cosine-mean"), THREE, START),
           "proved", one, 0, "cosine-mean is not compared exactly");
    expect(STATEMENT(CHECK("2", "0", "at-least", "sigma 1"), THREE, START),
           "proved", one, 0, "sigma 1 is not compared exactly");
    expect(STATEMENT(CHECK("2", "0", "at-least", "rank-one-distance"), THREE,
                     START),
           "proved", one, 0, "rank-one-distance is not compared exactly");
    /* bounds */
    expect(STATEMENT(CHECK("2", "pi", "at-most", "mu"), THREE, START), "proved",
           one, 0, "the bound's square");
    expect(STATEMENT(CHECK("2", "sqrt(2)+1", "at-most", "mu"), THREE, START),
           "proved", one, 0, "the bound's square");
    /* models and starts */
    expect(STATEMENT(CHECK("2", "5", "at-most", "mu"),
                     MODEL("'uniform'", "rms", "[['1']]"), START),
           "proved", one, 0, "LayerNorm");
    expect(STATEMENT(CHECK("2", "5", "at-most", "mu"),
                     MODEL("'uniform'", "none", "[['sqrt(2)']]"), START),
           "proved", one, 0, "W is not rational");
    expect(STATEMENT(CHECK("2", "5", "at-most", "mu"), THREE,
                     "[['1'],['0'],['sqrt(2)']]"),
           "proved", one, 0, "the start is not rational");
    expect(STATEMENT(CHECK("0", "5", "at-most", "mu"), THREE,
                     "[['1'],['0'],['sqrt(2)']]"),
           "refuted", "{'check': 1, 'layer': 0, 'room': 'exact'}", 0,
           "the start is not rational");
}
END_TEST

START_TEST(the_word_is_exact)
{
    checker_parts parts = {
        .statement =
            STATEMENT(CHECK("2", "5/12", "at-least", "diameter"), THREE, START),
        .witness = "{'rooms': ['Exact']}",
        .results = "['R28']",
        .verdict = "proved",
        .bits = 64};

    expect_parts(&parts, CK_MALFORMED, "/witness/rooms/0", NULL);
    parts.witness = "{'rooms': ['exact ']}";
    expect_parts(&parts, CK_MALFORMED, "/witness/rooms/0", NULL);
    parts.witness = "{'rooms': [true]}";
    expect_parts(&parts, CK_MALFORMED, "/witness/rooms/0", NULL);
    parts.witness = "{'rooms': ['exact', 'exact']}";
    expect_parts(&parts, CK_MALFORMED, "/witness/rooms", NULL);
    parts.witness = "{'rooms': []}";
    expect_parts(&parts, CK_MALFORMED, "/witness/rooms", NULL);
    parts.witness = "{'rooms': 'exact'}";
    expect_parts(&parts, CK_MALFORMED, "/witness/rooms", NULL);
}
END_TEST

/* Numbers that outgrow the limit end the check; long ones are shortened. */
START_TEST(sizes)
{
    ck_limits limits = ck_default_limits;
    checker_parts parts = {
        .statement =
            STATEMENT(CHECK("3", "1", "at-most", "diameter"),
                      MODEL("'uniform'", "none", "[['1/65536']]"), START),
        .witness = "{'rooms': ['exact']}",
        .results = "['R28']",
        .verdict = "proved",
        .bits = 0};
    json_t *root = checker_build(&parts);
    char *text = checker_text(root);
    ck_outcome o;
    ck_report report;

    limits.max_bits = 40;
    ck_outcome_init(&o, &limits);
    ck_check_certificate(&o, &report, text, strlen(text), NULL);
    ck_assert_int_eq(o.verdict, CK_REJECTED);
    ck_assert_msg(strstr(o.message, "limit: X(3)") != NULL, "%s", o.message);
    ck_report_clear(&report);
    free(text);
    json_decref(root);
    expect_parts(&parts, CK_ACCEPTED, NULL, NULL);
    parts.statement = STATEMENT(
        CHECK("0", "1/" HUGE_NUMBER, "at-most", "diameter"), THREE, START);
    expect_parts(&parts, CK_REJECTED, NULL,
                 "(25) is not at most that of the "
                 "bound ([");
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("orbit exact");

    tcase_add_test(tcase, equality_and_both_sides_of_it);
    tcase_add_test(tcase, negative_and_zero_bounds);
    tcase_add_test(tcase, layers);
    tcase_add_test(tcase, layers_of_two_checks);
    tcase_add_test(tcase, some_checks_by_intervals);
    tcase_add_test(tcase, bits);
    tcase_add_test(tcase, what_is_not_compared_exactly);
    tcase_add_test(tcase, the_word_is_exact);
    tcase_add_test(tcase, sizes);
    return run_checker_tests("orbit exact", tcase);
}
