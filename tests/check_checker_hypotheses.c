/* Which hypotheses a model has, and that each is checked. */

#include "checker_model.h"

#define MODEL(attention, norm)                                                 \
    "{'tokens': 2, 'dim': 1, 'mask': [[[1, 1]], [[1, 2]]], "                   \
    "'attention': " attention ", 'norm': '" norm "', 'value': [['1']]}"
#define SOFTMAX(scale)                                                         \
    "{'softmax': {'key': [['1']], 'query': [['1']], 'scale': '" scale "'}}"
#define FIXED(weights) "{'fixed': " weights "}"

/* message NULL: they hold. */
static void
expect_bits(const char *model, const char *hypotheses, int needs_norm,
            long bits, ck_verdict verdict, const char *message)
{
    json_t *json = checker_json(hypotheses);
    ck_model m;
    ck_outcome o;
    ck_node node;

    if (model != NULL)
        read_model(&m, model);
    else
        ck_model_init(&m);
    ck_outcome_init(&o, &ck_default_limits);
    o.bits = bits;
    node = (ck_node){.o = &o, .json = json};
    ck_assert_msg(ck_check_hypotheses(&node, &m, needs_norm) ==
                      (message == NULL),
                  "%s", o.message);
    ck_assert_int_eq(o.verdict, verdict);
    if (message != NULL)
        ck_assert_msg(strstr(o.message, message) != NULL, "%s", o.message);
    ck_model_clear(&m);
    json_decref(json);
}

static void
expect(const char *model, const char *hypotheses, int needs_norm,
       ck_verdict verdict, const char *message)
{
    expect_bits(model, hypotheses, needs_norm, 0, verdict, message);
}

START_TEST(words)
{
    static const char uniform[] = MODEL("'uniform'", "rms");
    static const char soft[] = MODEL(SOFTMAX("2"), "rms");
    static const char fixed[] =
        MODEL(FIXED("[['1', '0'], ['1/3', '2/3']]"), "rms");

    expect(uniform, "[]", 0, CK_OPEN, NULL);
    expect(uniform, "['norm']", 1, CK_OPEN, NULL);
    expect(soft, "['scale']", 0, CK_OPEN, NULL);
    expect(soft, "['norm', 'scale']", 1, CK_OPEN, NULL);
    expect(fixed, "['weights']", 0, CK_OPEN, NULL);
    expect(fixed, "['norm', 'weights']", 1, CK_OPEN, NULL);
    expect(NULL, "[]", 0, CK_OPEN, NULL);
    expect(uniform, "[]", 1, CK_MALFORMED, "expected 1 to 1 items");
    expect(uniform, "['norm']", 0, CK_MALFORMED, "expected 0 to 0 items");
    expect(soft, "[]", 0, CK_MALFORMED, "expected 1 to 1 items");
    expect(soft, "['weights']", 0, CK_MALFORMED, "expected 'scale'");
    expect(soft, "['scale', 'norm']", 1, CK_MALFORMED, "expected 'norm'");
    expect(fixed, "['scale']", 0, CK_MALFORMED, "expected 'weights'");
    expect(fixed, "[1]", 0, CK_MALFORMED, "expected a text");
    expect(fixed, "{}", 0, CK_MALFORMED, "expected a list");
    expect(NULL, "['scale']", 0, CK_MALFORMED, "expected 0 to 0 items");
}
END_TEST

START_TEST(norm)
{
    expect(MODEL("'uniform'", "layer"), "['norm']", 1, CK_OPEN, NULL);
    expect(MODEL("'uniform'", "none"), "['norm']", 1, CK_REJECTED,
           "the norm is none");
    expect(MODEL("'uniform'", "none"), "[]", 0, CK_OPEN, NULL);
}
END_TEST

START_TEST(scale)
{
#define SCALE(text) MODEL(SOFTMAX(text), "none"), "['scale']", 0
    expect(SCALE("1/1000000000000000000000000000000000"), CK_OPEN, NULL);
    expect(SCALE("sqrt(2)"), CK_OPEN, NULL);
    expect(SCALE("0"), CK_REJECTED, "is not positive");
    expect(SCALE("-1"), CK_REJECTED, "is not positive");
    expect(SCALE("-sqrt(2)"), CK_REJECTED, "is not positive");
    expect(SCALE("pi-pi"), CK_REJECTED, "not certified positive");
    expect(SCALE("1/(pi-pi)"), CK_REJECTED, "not certified positive");
}
END_TEST

/* 2^-200 above zero, in rounding that hides it at first. */
START_TEST(scale_with_more_bits)
{
#define TINY                                                                   \
    MODEL(SOFTMAX("pi+"                                                        \
                  "1/16069380442589902755419620923411626025222029937827928353" \
                  "01376"                                                      \
                  "-pi"),                                                      \
          "none")
    expect_bits(TINY, "['scale']", 0, 0, CK_REJECTED, "not certified positive");
    expect_bits(TINY, "['scale']", 0, 512, CK_OPEN, NULL);
}
END_TEST

START_TEST(weights)
{
#define WEIGHTS(rows) MODEL(FIXED(rows), "none"), "['weights']", 0
    expect(WEIGHTS("[['1', '0'], ['1/3', '2/3']]"), CK_OPEN, NULL);
    expect(WEIGHTS("[['1', '0'], ['1/3', '1/3']]"), CK_REJECTED,
           "row 2 do not sum to 1");
    expect(WEIGHTS("[['2', '0'], ['1/3', '2/3']]"), CK_REJECTED,
           "row 1 do not sum to 1");
    /* An edge dropped, one too many, a negative weight. */
    expect(WEIGHTS("[['1', '0'], ['0', '1']]"), CK_REJECTED,
           "row 2, column 1 is not positive exactly on the mask");
    expect(WEIGHTS("[['1/2', '1/2'], ['1/3', '2/3']]"), CK_REJECTED,
           "row 1, column 2 is not positive exactly on the mask");
    expect(WEIGHTS("[['1', '0'], ['-1/3', '4/3']]"), CK_REJECTED,
           "row 2, column 1 is not positive exactly on the mask");
    expect(WEIGHTS("[['2', '-1'], ['1/3', '2/3']]"), CK_REJECTED,
           "row 1, column 2 is not positive exactly on the mask");
    expect(WEIGHTS("[['1', '0'], ['pi/4', '1-pi/4']]"), CK_REJECTED,
           "row 2, column 1 is not rational");
}
END_TEST

/* Of every layer. */
START_TEST(weights_of_layers)
{
#define LAYERS(second)                                                         \
    WEIGHTS("{'layers': [[['1', '0'], ['1/3', '2/3']], " second "]}")
    expect(LAYERS("[['1', '0'], ['1/4', '3/4']]"), CK_OPEN, NULL);
    expect(LAYERS("[['1', '0'], ['1/4', '1/4']]"), CK_REJECTED,
           "row 2 do not sum to 1");
    expect(LAYERS("[['1/2', '1/2'], ['1/4', '3/4']]"), CK_REJECTED,
           "row 1, column 2 is not positive exactly on the mask");
    expect(LAYERS("[['1', '0'], ['1/4', '1/4']], [['1', '0'], ['1/4', '3/4']]"),
           CK_REJECTED, "row 2 do not sum to 1");
    expect(WEIGHTS("{'layers': [[['1', '0'], ['1/3', '1/3']], "
                   "[['1', '0'], ['1/4', '3/4']]]}"),
           CK_REJECTED, "row 2 do not sum to 1");
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("hypotheses");

    tcase_add_test(tcase, words);
    tcase_add_test(tcase, norm);
    tcase_add_test(tcase, scale);
    tcase_add_test(tcase, scale_with_more_bits);
    tcase_add_test(tcase, weights);
    tcase_add_test(tcase, weights_of_layers);
    return run_checker_tests("hypotheses", tcase);
}
