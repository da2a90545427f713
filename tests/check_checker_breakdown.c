/* R24, exactly: where y_i is zero, and where that cannot be told. */

#include "checker_model.h"

#include "checker/breakdown.h"

#define MODEL(tokens, dim, mask, attention, value, norm)                       \
    "{'attention': " attention ", 'dim': " dim ", 'mask': " mask               \
    ", 'norm': '" norm "', 'tokens': " tokens ", 'value': " value "}"
#define UNIFORM "'uniform'"
#define IDENTITY "[['1','0'],['0','1']]"
#define COMPLETE "[[[1,2]],[[1,2]]]"
#define CAUSAL "[[[1,1]],[[1,2]]]"
#define RMS(mask) MODEL("2", "2", mask, UNIFORM, IDENTITY, "rms")

/* message: NULL when the breakdown is to be found. token from 1 */
static void
expect_zero(const char *model, const char *start, long layer, long token,
            const char *message)
{
    json_t *json = checker_json(start);
    ck_outcome o;
    ck_node node;
    ck_model m;
    ck_matrix x;
    int found;

    read_model(&m, model);
    ck_outcome_init(&o, &ck_default_limits);
    node = (ck_node){.o = &o, .json = json};
    ck_matrix_init(&x);
    ck_assert(ck_read_matrix(&node, m.tokens, m.dim, &x));
    found = ck_check_breakdown(&o, &m, &x, layer, token - 1);
    ck_assert_msg(found == (message == NULL), "%s", o.message);
    ck_assert_int_eq(ck_good(&o), found);
    if (message != NULL)
        ck_assert_msg(strstr(o.message, message) != NULL, "%s", o.message);
    ck_matrix_clear(&x);
    ck_model_clear(&m);
    json_decref(json);
}

#define OPEN "is not shown to be exactly zero"

START_TEST(opposite_tokens)
{
    expect_zero(RMS(COMPLETE), "[['3','4'],['-3','-4']]", 0, 1, NULL);
    expect_zero(RMS(COMPLETE), "[['3','4'],['-3','-4']]", 0, 2, NULL);
    expect_zero(RMS(CAUSAL), "[['3','4'],['-3','-4']]", 0, 2, NULL);
    expect_zero(RMS(CAUSAL), "[['3','4'],['-3','-4']]", 0, 1, OPEN);
    expect_zero(RMS(COMPLETE), "[['3','4'],['-3','-5']]", 0, 1, OPEN);
    expect_zero(RMS(COMPLETE), "[['0','0'],['0','0']]", 0, 1, NULL);
    expect_zero(RMS(COMPLETE), "[['0','0'],['0','1']]", 0, 1, OPEN);
    expect_zero(MODEL("2", "2", COMPLETE, UNIFORM, IDENTITY, "none"),
                "[['3','4'],['-3','-4']]", 0, 1, "the norm is none");
}
END_TEST

/* x_2 = -2 x_1: after one layer of causal attention the tokens are opposite,
   so that y_2 is zero in the second. */
START_TEST(second_layer)
{
    expect_zero(RMS(CAUSAL), "[['1','2'],['-2','-4']]", 1, 2, NULL);
    expect_zero(RMS(CAUSAL), "[['1/3','2/3'],['-2/3','-4/3']]", 1, 2, NULL);
    expect_zero(RMS(CAUSAL), "[['1','2'],['-2','-4']]", 1, 1, OPEN);
    expect_zero(RMS(CAUSAL), "[['1','2'],['-2','-4']]", 0, 2, OPEN);
    expect_zero(RMS(CAUSAL), "[['1','2'],['-2','-4']]", 2, 2,
                "y_2 is zero before that, in layer 1");
    expect_zero(RMS(CAUSAL), "[['1','2'],['-1','-2']]", 1, 2,
                "y_2 is zero before that, in layer 0");
    expect_zero(RMS(CAUSAL), "[['1','2'],['-1/2','-1']]", 1, 2, OPEN);
    expect_zero(RMS(CAUSAL), "[['1','2'],['-2','-4']]", 0, 1, OPEN);
}
END_TEST

/* ---- Classes ---- */

#define LAST "[[[1,1]],[[2,2]],[[1,3]]]"
#define FIXED(row)                                                             \
    MODEL("3", "2", LAST,                                                      \
          "{'fixed': [['1','0','0'],['0','1','0'],[" row "]]}", IDENTITY,      \
          "rms")

/* X(1) is (1, 1)/sqrt 2, (-7, -1)/sqrt 50, (17, -7)/sqrt 338: all of the class
   of 2, and with these weights their sum is zero. */
START_TEST(roots_within_a_class)
{
    expect_zero(FIXED("'1/4','5/11','13/44'"),
                "[['1','1'],['-7','-1'],['877/13','-23']]", 1, 3, NULL);
    expect_zero(FIXED("'1/4','5/11','13/44'"),
                "[['1','1'],['-7','-1'],['877/13','-22']]", 1, 3, OPEN);
    expect_zero(FIXED("'1/4','1/4','1/2'"),
                "[['1','1'],['-7','-1'],['877/13','-23']]", 1, 3, OPEN);
    expect_zero(FIXED("'1/4','5/11','13/44'"),
                "[['1','1'],['-7','-1'],['877/13','-23']]", 0, 3, OPEN);
}
END_TEST

#define FOUR "[[[1,1]],[[2,2]],[[3,3]],[[1,4]]]"

/* X(1) is +-(1, 1)/sqrt 2, +-(1, 2)/sqrt 5; in the second case (1, 1)/sqrt 2
   twice. */
START_TEST(two_classes)
{
    expect_zero(MODEL("4", "2", FOUR, UNIFORM, IDENTITY, "rms"),
                "[['1','1'],['-2','-2'],['1','2'],['-1','-3']]", 1, 4, NULL);
    expect_zero(MODEL("4", "2", FOUR, UNIFORM, IDENTITY, "rms"),
                "[['1','1'],['2','2'],['1','2'],['-5','-7']]", 1, 4, OPEN);
}
END_TEST

/* X(1) is (1, 2)/sqrt 5, (1, 1)/sqrt 2, -(2, 1)/sqrt 5, -(1, 2)/sqrt 5, so
   that x_4(2) = -(1, 1)/sqrt 2, and x_3(2) is (-1, 1)/sqrt 5 + (1, 1)/sqrt 2
   over its length, which is given up. */
START_TEST(given_up)
{
    expect_zero(MODEL("4", "2", "[[[1,1]],[[2,2]],[[1,3]],[[3,4]]]", UNIFORM,
                      IDENTITY, "rms"),
                "[['1','2'],['1','1'],['-4','-4'],['3','2']]", 2, 4, OPEN);
}
END_TEST

/* X(1) is (2, 1)/sqrt 5, (-1, 0), (0, -1) in some order. Were 1/5 or 5 taken
   for a square (its root for 1/2 or 2), the sum with these weights would be
   zero. */
START_TEST(no_common_class)
{
    expect_zero(FIXED("'2/5','2/5','1/5'"),
                "[['2','1'],['-1','0'],['-2','-7']]", 1, 3, OPEN);
    expect_zero(FIXED("'2/5','2/5','1/5'"),
                "[['-1','0'],['2','1'],['-2','-7']]", 1, 3, OPEN);
}
END_TEST

/* W takes (a, b, c) to (0, a, b). Token 2 ends in layer 0, token 1 in layer 2.
 */
START_TEST(earlier_zeros)
{
    const char *shift =
        MODEL("2", "3", "[[[1,1]],[[2,2]]]", UNIFORM,
              "[['0','1','0'],['0','0','1'],['0','0','0']]", "rms");

    expect_zero(shift, "[['1','0','0'],['2','0','0']]", 2, 1, NULL);
    expect_zero(shift, "[['1','0','0'],['2','0','0']]", 1, 1, OPEN);
    expect_zero(shift, "[['1','0','0'],['0','0','1']]", 2, 1,
                "y_2 is zero before that, in layer 0");
}
END_TEST

/* x_1 = (number, 1), x_2 = -2 x_1, see second_layer. */
static void
expect_large(const mpz_t number, const char *message)
{
    char *digits = mpz_get_str(NULL, 10, number);
    char *start;
    mpz_t twice;
    char *more;

    mpz_init(twice);
    mpz_mul_ui(twice, number, 2);
    more = mpz_get_str(NULL, 10, twice);
    start = malloc(strlen(digits) + strlen(more) + 64);
    ck_assert_ptr_nonnull(start);
    sprintf(start, "[['%s','1'],['-%s','-2']]", digits, more);
    expect_zero(RMS(CAUSAL), start, 1, 2, message);
    mpz_clear(twice);
    free(start);
    free(more);
    free(digits);
}

/* A token is given up when its q = number^2 + 1 has more than 2^17 bits. */
START_TEST(large_tokens)
{
    mpz_t number;

    mpz_init(number);
    mpz_ui_pow_ui(number, 2, 65534);
    mpz_mul_ui(number, number, 3);
    expect_large(number, NULL);
    mpz_ui_pow_ui(number, 2, 65536);
    expect_large(number, OPEN);
    mpz_clear(number);
}
END_TEST

/* ---- What is not rational ---- */

#define ONE(value, norm) MODEL("1", "2", "[[[1,1]]]", UNIFORM, value, norm)
#define IRRATIONAL "[['sqrt(2)','0'],['0','sqrt(2)']]"
#define NOTHING "[['0','0'],['0','0']]"

START_TEST(irrational_tokens)
{
    expect_zero(ONE(IDENTITY, "rms"), "[['sqrt(2)','0']]", 0, 1, OPEN);
    expect_zero(RMS(COMPLETE), "[['sqrt(2)','0'],['0','0']]", 0, 2, OPEN);
    expect_zero(RMS(COMPLETE), "[['0','0'],['sqrt(2)','0']]", 0, 1, OPEN);
    expect_zero(RMS(CAUSAL), "[['0','0'],['sqrt(2)','0']]", 0, 1, NULL);
    /* whatever token 1 is */
    expect_zero(
        MODEL("3", "2", "[[[1,1]],[[2,2]],[[2,3]]]", UNIFORM, IDENTITY, "rms"),
        "[['sqrt(2)','0'],['1','2'],['-2','-4']]", 1, 3, NULL);
    expect_zero(ONE(NOTHING, "rms"), "[['sqrt(2)','0']]", 0, 1, NULL);
    expect_zero(ONE(NOTHING, "rms"), "[['sqrt(2)','0']]", 1, 1,
                "y_1 is zero before that, in layer 0");
}
END_TEST

START_TEST(irrational_values)
{
    const char *complete =
        MODEL("2", "2", COMPLETE, UNIFORM, IRRATIONAL, "rms");
    const char *causal = MODEL("2", "2", CAUSAL, UNIFORM, IRRATIONAL, "rms");

    expect_zero(complete, "[['3','4'],['-3','-4']]", 0, 1, NULL);
    expect_zero(complete, "[['3','4'],['-3','-5']]", 0, 1, OPEN);
    expect_zero(causal, "[['1','2'],['-2','-4']]", 1, 2, OPEN);
}
END_TEST

START_TEST(centred_values)
{
    expect_zero(ONE("[['1','1'],['2','2']]", "layer"), "[['1','2']]", 0, 1,
                NULL);
    expect_zero(ONE("[['1','1'],['2','2']]", "rms"), "[['1','2']]", 0, 1, OPEN);
    expect_zero(ONE(IDENTITY, "layer"), "[['2','2']]", 0, 1, NULL);
    expect_zero(ONE(IDENTITY, "layer"), "[['1','2']]", 0, 1, OPEN);
    expect_zero(MODEL("1", "1", "[[[1,1]]]", UNIFORM, "[['sqrt(2)']]", "layer"),
                "[['3']]", 0, 1, NULL);
    expect_zero(MODEL("1", "1", "[[[1,1]]]", UNIFORM, "[['sqrt(2)']]", "rms"),
                "[['3']]", 0, 1, OPEN);
    expect_zero(MODEL("1", "1", "[[[1,1]]]", UNIFORM, "[['2']]", "rms"),
                "[['3']]", 0, 1, OPEN);
    expect_zero(ONE(IRRATIONAL, "layer"), "[['1','2']]", 0, 1, OPEN);
}
END_TEST

/* ---- Softmax ---- */

#define SOFTMAX(query, key)                                                    \
    "{'softmax': {'key': " key ", 'query': " query ", 'scale': '1'}}"
#define ATTENTIVE(mask, query, key, value)                                     \
    MODEL("2", "2", mask, SOFTMAX(query, key), value, "rms")
#define SECOND "[['0'],['1']]" /* scores are products of second coordinates */
#define APART "[[[1,1]],[[1,2]],[[3,3]]]"
#define PROJECTION "[['1','0'],['0','0']]"

START_TEST(softmax)
{
    expect_zero(ATTENTIVE(COMPLETE, NOTHING, IDENTITY, IDENTITY),
                "[['3','4'],['-3','-4']]", 0, 1, NULL);
    expect_zero(ATTENTIVE(COMPLETE, IDENTITY, IDENTITY, IDENTITY),
                "[['3','4'],['-3','-4']]", 0, 1, OPEN);
    /* equal scores that are not zero */
    expect_zero(ATTENTIVE(COMPLETE, SECOND, SECOND, PROJECTION),
                "[['1','1'],['-1','1']]", 0, 1, NULL);
    expect_zero(ATTENTIVE(COMPLETE, SECOND, SECOND, PROJECTION),
                "[['1','1'],['-1','2']]", 0, 1, OPEN);
    expect_zero(ATTENTIVE(COMPLETE, SECOND, SECOND, PROJECTION),
                "[['1','2'],['-1','1']]", 0, 1, OPEN);
    /* only scores of tokens attended to matter */
    expect_zero(
        MODEL("3", "2", APART, SOFTMAX(SECOND, SECOND), PROJECTION, "rms"),
        "[['1','1'],['-1','1'],['5','7']]", 0, 2, NULL);
    /* not symmetric: s_ij is the product of x_i1 and x_j2 */
    expect_zero(ATTENTIVE(COMPLETE, "[['1'],['0']]", SECOND, PROJECTION),
                "[['1','2'],['-1','2']]", 0, 1, NULL);
    expect_zero(ATTENTIVE(COMPLETE, SECOND, "[['1'],['0']]", PROJECTION),
                "[['1','2'],['-1','2']]", 0, 1, OPEN);
}
END_TEST

START_TEST(any_weights)
{
    const char *causal = ATTENTIVE(CAUSAL, IDENTITY, IDENTITY, PROJECTION);

    expect_zero(causal, "[['0','1'],['0','2']]", 0, 2, NULL);
    expect_zero(causal, "[['0','1'],['1','0']]", 0, 1, NULL);
    expect_zero(causal, "[['0','1'],['1','0']]", 0, 2, OPEN);
    expect_zero(
        MODEL("3", "2", APART, SOFTMAX(IDENTITY, IDENTITY), PROJECTION, "rms"),
        "[['0','1'],['0','2'],['1','0']]", 0, 2, NULL);
    expect_zero(causal, "[['1','0'],['0','1']]", 0, 2, OPEN);
}
END_TEST

START_TEST(irrational_scores)
{
    expect_zero(ATTENTIVE(COMPLETE, "[['sqrt(2)'],['0']]", SECOND, IDENTITY),
                "[['3','4'],['-3','-4']]", 0, 1, OPEN);
    expect_zero(ATTENTIVE(COMPLETE, SECOND, "[['sqrt(2)'],['0']]", IDENTITY),
                "[['3','4'],['-3','-4']]", 0, 1, OPEN);
    expect_zero(ATTENTIVE(COMPLETE, "[['sqrt(2)'],['0']]",
                          "[['sqrt(2)'],['0']]", NOTHING),
                "[['3','4'],['-3','-4']]", 0, 1, NULL);
}
END_TEST

/* W takes (a, b, c) to (a, 0, b). X(1) is (+-2, 0, 1)/sqrt 5 and, in the first
   two cases, (+-1, 0, 1)/sqrt 2 for tokens 1 and 2; scores are products of the
   last coordinates. */
#define SHIFTED(query)                                                         \
    MODEL("4", "3", FOUR, SOFTMAX(query, "[['0'],['0'],['1']]"),               \
          "[['1','0','0'],['0','0','1'],['0','0','0']]", "rms")

START_TEST(scores_of_classes)
{
    expect_zero(SHIFTED("[['0'],['0'],['1']]"),
                "[['1','1','0'],['-1','1','0'],['2','1','0'],['-4','-2','0']]",
                1, 4, OPEN);
    expect_zero(SHIFTED("[['0'],['0'],['0']]"),
                "[['1','1','0'],['-1','1','0'],['2','1','0'],['-4','-2','0']]",
                1, 4, NULL);
    expect_zero(SHIFTED("[['0'],['0'],['1']]"),
                "[['2','1','0'],['-2','1','0'],['2','1','0'],['-4','-2','0']]",
                1, 4, NULL);
}
END_TEST

/* ---- Layers ---- */

/* The axes are swapped, then the second one is lost. */
#define SWAP "[['0','1'],['1','0']]"
#define LOSE "[['1','0'],['0','0']]"
#define ALONE(first, second)                                                   \
    MODEL("1", "2", "[[[1,1]]]", UNIFORM,                                      \
          "{'layers': [" first ", " second "]}", "rms")

START_TEST(values_of_layers)
{
    expect_zero(ALONE(SWAP, LOSE), "[['1','0']]", 1, 1, NULL);
    expect_zero(ALONE(SWAP, LOSE), "[['1','0']]", 0, 1, OPEN);
    expect_zero(ALONE(SWAP, LOSE), "[['0','1']]", 1, 1, OPEN);
    expect_zero(ALONE(SWAP, LOSE), "[['0','1']]", 3, 1, NULL);
    expect_zero(ALONE(LOSE, SWAP), "[['1','0']]", 1, 1, OPEN);
    expect_zero(ALONE(LOSE, SWAP), "[['1','0']]", 2, 1, NULL);
    expect_zero(ALONE(LOSE, SWAP), "[['0','1']]", 0, 1, NULL);
    /* a value matrix that is not rational is that of its layer alone */
    expect_zero(ALONE(SWAP, "[['pi','0'],['0','0']]"), "[['1','0']]", 1, 1,
                OPEN);
    expect_zero(ALONE("[['pi','0'],['0','0']]", LOSE), "[['0','1']]", 1, 1,
                OPEN);
}
END_TEST

#define LINE(attention) MODEL("2", "1", CAUSAL, attention, "[['1']]", "rms")
#define WEIGHTS(first, second)                                                 \
    LINE("{'fixed': {'layers': [[['1','0'],[" first "]], [['1','0'],[" second  \
         "]]]}}")
#define HALVES "'1/2','1/2'"
#define THIRDS "'1/3','2/3'"

/* Tokens on the line: X(1) = (1, -1), with halves y_2 is then zero. */
START_TEST(weights_of_layers)
{
    expect_zero(WEIGHTS(HALVES, HALVES), "[['1'],['-3']]", 1, 2, NULL);
    expect_zero(WEIGHTS(THIRDS, HALVES), "[['1'],['-3']]", 1, 2, NULL);
    expect_zero(WEIGHTS(HALVES, THIRDS), "[['1'],['-3']]", 1, 2, OPEN);
    expect_zero(WEIGHTS(HALVES, THIRDS), "[['1'],['-3']]", 2, 2, NULL);
}
END_TEST

#define SCORES(query, key)                                                     \
    LINE("{'softmax': {'key': " key ", 'query': " query ", 'scale': '1'}}")
#define NONE_THEN(x) "{'layers': [[['0']], [['" x "']]]}"

/* Scores that are all zero weigh as uniform attention does. */
START_TEST(scores_of_layers)
{
    expect_zero(SCORES(NONE_THEN("0"), "[['1']]"), "[['1'],['-3']]", 1, 2,
                NULL);
    expect_zero(SCORES(NONE_THEN("1"), "[['1']]"), "[['1'],['-3']]", 1, 2,
                OPEN);
    expect_zero(SCORES("[['1']]", NONE_THEN("0")), "[['1'],['-3']]", 1, 2,
                NULL);
    expect_zero(SCORES("[['1']]", NONE_THEN("1")), "[['1'],['-3']]", 1, 2,
                OPEN);
    expect_zero(SCORES("[['1']]", NONE_THEN("pi")), "[['1'],['-3']]", 1, 2,
                OPEN);
    expect_zero(SCORES(NONE_THEN("pi"), "[['1']]"), "[['1'],['-3']]", 1, 2,
                OPEN);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("breakdown");

    tcase_add_test(tcase, opposite_tokens);
    tcase_add_test(tcase, second_layer);
    tcase_add_test(tcase, roots_within_a_class);
    tcase_add_test(tcase, two_classes);
    tcase_add_test(tcase, given_up);
    tcase_add_test(tcase, no_common_class);
    tcase_add_test(tcase, earlier_zeros);
    tcase_add_test(tcase, large_tokens);
    tcase_add_test(tcase, irrational_tokens);
    tcase_add_test(tcase, irrational_values);
    tcase_add_test(tcase, centred_values);
    tcase_add_test(tcase, softmax);
    tcase_add_test(tcase, any_weights);
    tcase_add_test(tcase, irrational_scores);
    tcase_add_test(tcase, scores_of_classes);
    tcase_add_test(tcase, values_of_layers);
    tcase_add_test(tcase, weights_of_layers);
    tcase_add_test(tcase, scores_of_layers);
    return run_checker_tests("breakdown", tcase);
}
