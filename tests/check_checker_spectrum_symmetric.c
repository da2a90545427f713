/* Counts on both sides of theta and -theta, and what follows of them. */

#include "checker_model.h"

#include "checker/spectrum.h"

#define MODEL(tokens, mask, attention)                                         \
    "{'attention': " attention ", 'dim': 1, 'mask': " mask ", 'norm': 'none'," \
    " 'tokens': " tokens ", 'value': [['1']]}"
#define UNIFORM(tokens, mask) MODEL(tokens, mask, "'uniform'")

/* A path of three: 1, 1/2, -1/6. */
#define PATH UNIFORM("3", "[[[1,2]],[[1,3]],[[2,3]]]")
/* Three and three, each attending to itself and to the others: 1, 1/4 four
   times, -1/2. */
#define HALVES                                                                 \
    UNIFORM("6", "[[[1,1],[4,6]],[[2,2],[4,6]],[[3,6]],"                       \
                 "[[1,4]],[[1,3],[5,5]],[[1,3],[6,6]]]")
#define COMPLETE UNIFORM("3", "[[[1,3]],[[1,3]],[[1,3]]]")
#define ONE UNIFORM("1", "[[[1,1]]]")

#define THREE "[[1],[2],[3]]"
#define SIX "[[1],[2],[3],[4],[5],[6]]"

static int
check_counts(ck_outcome *o, ck_second_facts *facts, const char *model,
             const char *theta, const char *witness, long bits)
{
    json_t *json = checker_json(witness);
    ck_node node = {.o = o, .json = json};
    const char *why;
    ck_number number;
    ck_model m;
    int good;

    ck_outcome_init(o, &ck_default_limits);
    o->bits = bits;
    read_model(&m, model);
    ck_number_init(&number);
    ck_assert_msg(ck_number_parse(&number, theta, strlen(theta), 1,
                                  &ck_default_limits, &why),
                  "%s", why);
    good = ck_check_symmetric_counts(&node, &m, &number, facts);
    ck_number_clear(&number);
    ck_model_clear(&m);
    json_decref(json);
    return good;
}

/* wanted: of "<", "l" (<=), "g" (>=) and ">" those that are shown. */
static void
expect_facts(const char *model, const char *theta, const char *witness,
             long bits, const char *wanted)
{
    ck_second_facts facts;
    ck_outcome o;

    ck_assert_msg(check_counts(&o, &facts, model, theta, witness, bits),
                  "%s: %s", theta, o.message);
    ck_assert_msg(facts.less == (strchr(wanted, '<') != NULL), "< %s", theta);
    ck_assert_msg(facts.at_most == (strchr(wanted, 'l') != NULL), "<= %s",
                  theta);
    ck_assert_msg(facts.at_least == (strchr(wanted, 'g') != NULL), ">= %s",
                  theta);
    ck_assert_msg(facts.more == (strchr(wanted, '>') != NULL), "> %s", theta);
}

static void
expect_failure(const char *model, const char *theta, const char *witness,
               long bits, ck_verdict verdict, const char *message)
{
    ck_second_facts facts;
    ck_outcome o;

    ck_assert(!check_counts(&o, &facts, model, theta, witness, bits));
    ck_assert_int_eq(o.verdict, verdict);
    ck_assert_msg(strstr(o.message, message) != NULL, "%s", o.message);
}

#define BOTH(pivots) "{'minus': " pivots ", 'plus': " pivots "}"

START_TEST(strict_sides)
{
    for (long bits = 0; bits <= 64; bits += 64) {
        expect_facts(PATH, "501/1000", BOTH(THREE), bits, "<l");
        expect_facts(PATH, "499/1000", BOTH(THREE), bits, "g>");
        expect_facts(PATH, "499/1000", "{'minus': " THREE "}", bits, "g>");
        expect_facts(PATH, "499/1000", "{'plus': " THREE "}", bits, "");
        expect_facts(PATH, "501/1000", "{'minus': " THREE "}", bits, "");
        expect_facts(PATH, "501/1000", "{'plus': " THREE "}", bits, "");
        expect_facts(HALVES, "501/1000", BOTH(SIX), bits, "<l");
        expect_facts(HALVES, "499/1000", BOTH(SIX), bits, "g>");
        expect_facts(HALVES, "499/1000", "{'plus': " SIX "}", bits, "g>");
        expect_facts(HALVES, "499/1000", "{'minus': " SIX "}", bits, "");
        /* below both */
        expect_facts(HALVES, "6/25", BOTH(SIX), bits, "g>");
        expect_facts(HALVES, "6/25", "{'minus': " SIX "}", bits, "g>");
    }
}
END_TEST

START_TEST(two_tokens)
{
    const char *two = UNIFORM("2", "[[[1,2]],[[1,2]]]");

    expect_facts(two, "1/100", BOTH("[[1],[2]]"), 0, "<l");
    expect_facts(two, "1/100", "{'plus': [[1],[2]]}", 0, "");
}
END_TEST

/* The signs of what is equal need exact arithmetic. */
START_TEST(equality)
{
    expect_facts(PATH, "1/2", "{'minus': [[2],[1]], 'plus': " THREE "}", 0,
                 "lg");
    expect_facts(PATH, "1/2", "{'minus': [[2],[1]]}", 0, "g");
    expect_facts(PATH, "1/2", "{'plus': " THREE "}", 0, "");
    expect_facts(HALVES, "1/2",
                 "{'minus': " SIX ", 'plus': [[1],[2],[3],[4],[5]]}", 0, "lg");
    expect_facts(HALVES, "1/2", "{'plus': [[1],[2],[3],[4],[5]]}", 0, "g");
    expect_facts(COMPLETE, "0", "{'minus': [[1]], 'plus': [[2]]}", 0, "lg");
    expect_facts(COMPLETE, "0", "{'minus': [[1]]}", 0, "g");
    expect_facts(COMPLETE, "0", "{'plus': [[1]]}", 0, "g");
    expect_facts(COMPLETE, "1/100", BOTH(THREE), 0, "<l");
    expect_failure(PATH, "1/2", "{'minus': [[2],[1],[3]]}", 64, CK_REJECTED,
                   "pivot 3, in [");
    expect_failure(PATH, "1/2", "{'minus': [[2],[1],[3]]}", 0, CK_REJECTED,
                   "pivot 3 is zero");
    expect_failure(PATH, "1/2", "{'minus': [[2]]}", 0, CK_REJECTED,
                   "that is not zero");
    expect_failure(PATH, "499/1000", "{'minus': [[2],[1]]}", 64, CK_MALFORMED,
                   "index 3 is missing");
}
END_TEST

/* 1 and theta >= 1 on the one side: at most one eigenvalue is greater. */
START_TEST(great_bounds)
{
    expect_facts(PATH, "1", "{'minus': [[1],[2]], 'plus': " THREE "}", 0, "<l");
    expect_facts(PATH, "2", BOTH(THREE), 64, "<l");
}
END_TEST

/* One token has no second eigenvalue: 0 stands for it. */
START_TEST(one_token)
{
    expect_facts(ONE, "0", BOTH("[[1]]"), 0, "l");
    expect_facts(ONE, "0", BOTH("[[1]]"), 64, "l");
    expect_facts(ONE, "1", "{'minus': [], 'plus': [[1]]}", 0, "l");
}
END_TEST

START_TEST(pairs)
{
    /* [[3/4, 1], [1, 1/4]] and so on */
    expect_facts(PATH, "3/8", "{'minus': [[1,2],[3]]}", 0, "g>");
    expect_facts(PATH, "3/8", "{'minus': [[1,2],[3]]}", 64, "g>");
}
END_TEST

START_TEST(bounds)
{
    expect_failure(PATH, "-1/1000", BOTH(THREE), 0, CK_REJECTED, "negative");
    expect_failure(PATH, "-1/1000", BOTH(THREE), 64, CK_REJECTED,
                   "not certified >= 0");
    expect_failure(PATH, "sqrt(2)-3/2", BOTH(THREE), 64, CK_REJECTED,
                   "not certified >= 0");
    expect_failure(PATH, "log(sin(1)^2+cos(1)^2-1)", BOTH(THREE), 64,
                   CK_REJECTED, "no bounded enclosure with 64 bits");
    expect_facts(PATH, "sqrt(2)-9/10", BOTH(THREE), 64, "<l");
    expect_facts(COMPLETE, "0", "{'minus': [[1]]}", 0, "g");
}
END_TEST

START_TEST(forms)
{
    expect_failure(PATH, "499/1000", "{}", 0, CK_MALFORMED,
                   "neither minus nor plus");
    expect_failure(PATH, "499/1000", "{'less': []}", 0, CK_MALFORMED,
                   "unknown key 'less'");
    expect_failure(PATH, "499/1000", "[]", 0, CK_MALFORMED,
                   "expected an object");
    expect_failure(PATH, "499/1000", "{'minus': [[1],[1]]}", 0, CK_MALFORMED,
                   "used twice");
    /* the other count is checked though it is not needed */
    expect_failure(PATH, "499/1000", "{'minus': " THREE ", 'plus': [[1],[2]]}",
                   0, CK_REJECTED, "that is not zero");
    expect_failure(PATH, "499/1000", "{'minus': [[1],[2]], 'plus': " THREE "}",
                   0, CK_REJECTED, "that is not zero");
}
END_TEST

/* ---- Masks ---- */

static void
check_mask(const char *model, const char *message)
{
    ck_outcome o;
    ck_model m;

    ck_outcome_init(&o, &ck_default_limits);
    read_model(&m, model);
    ck_assert_int_eq(ck_check_symmetric(&o, &m), message == NULL);
    if (message != NULL) {
        ck_assert_int_eq(o.verdict, CK_REJECTED);
        ck_assert_msg(strstr(o.message, message) != NULL, "%s", o.message);
    }
    ck_model_clear(&m);
}

START_TEST(masks)
{
    check_mask(PATH, NULL);
    check_mask(HALVES, NULL);
    check_mask(ONE, NULL);
    check_mask(MODEL("2", "[[[1,2]],[[1,2]]]",
                     "{'softmax': {'key': [['1']], 'query': [['1']], 'scale': "
                     "'1'}}"),
               NULL);
    check_mask(UNIFORM("3", "[[[1,2]],[[1,3]],[[3,3]]]"),
               "token 2 attends to token 3, which does not");
    check_mask(UNIFORM("3", "[[[1,3]],[[2,3]],[[1,3]]]"),
               "token 1 attends to token 2, which does not");
    check_mask(MODEL("2", "[[[1,2]],[[1,2]]]",
                     "{'fixed': [['1/2','1/2'],['1/2','1/2']]}"),
               "the weights are fixed");
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("spectrum_symmetric");

    tcase_add_test(tcase, strict_sides);
    tcase_add_test(tcase, two_tokens);
    tcase_add_test(tcase, equality);
    tcase_add_test(tcase, great_bounds);
    tcase_add_test(tcase, one_token);
    tcase_add_test(tcase, pairs);
    tcase_add_test(tcase, bounds);
    tcase_add_test(tcase, forms);
    tcase_add_test(tcase, masks);
    return run_checker_tests("spectrum_symmetric", tcase);
}
