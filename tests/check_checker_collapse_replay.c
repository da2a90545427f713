/* `replay` of a collapse. What it checks follows from the other conditions, so
   that only bounds made by hand can fail. */

#include "checker/collapse.h"
#include "checker_collapse.h"

/* Reads a certificate and its witness, and lets `change` spoil them before the
   replay. */
static void
expect_replay(checker_parts parts, void (*change)(ck_collapse *k), long steps,
              const char *message)
{
    json_t *root = checker_build(&parts);
    ck_outcome o;
    ck_certificate c = {.o = &o, .verdict = CK_PROVED, .bits = 64};
    ck_node top = {.o = &o, .json = root}, statement, model, start;
    ck_collapse k;

    ck_outcome_init(&o, &ck_default_limits);
    o.bits = 64;
    ck_model_init(&c.model);
    ck_matrix_init(&c.start);
    ck_member(&statement, &top, "statement");
    ck_member(&model, &statement, "model");
    ck_member(&start, &statement, "start");
    ck_member(&c.witness, &top, "witness");
    ck_assert(ck_read_model(&model, &c.model));
    ck_assert(ck_read_matrix(&start, c.model.tokens, c.model.dim, &c.start));
    ck_collapse_init(&k, &c);
    k.replay = steps;
    ck_assert_msg(ck_collapse_read_witness(&k), "%s: %s", o.path, o.message);
    ck_assert_msg(ck_collapse_value(&k) && ck_collapse_start(&k), "%s",
                  o.message);
    if (change != NULL)
        change(&k);
    ck_assert_msg(ck_collapse_replay(&k) == (message == NULL), "%s", o.message);
    if (message != NULL)
        ck_assert_msg(strstr(o.message, message) != NULL, "%s", o.message);
    ck_collapse_clear(&k);
    ck_matrix_clear(&c.start);
    ck_model_clear(&c.model);
    json_decref(root);
}

/* ---- What can be changed ---- */

/* R / D = 1/3: below what the tokens do from layer 1 on. */
static void
lessen_factor(ck_collapse *k)
{
    mpz_set_ui(k->denominator, 3);
}

/* S_0 just below 2. */
static void
lessen_spread(ck_collapse *k)
{
    mpq_t x;

    mpq_init(x);
    mpq_set_str(x, "1999999999999999999999999999/1000000000000000000000000000",
                10);
    ck_magnitude_set(&k->phases[0].spread, x);
    mpq_clear(x);
}

static void
lessen_start(ck_collapse *k)
{
    lessen_spread(k);
    ck_magnitude_copy(&k->start_spread, &k->phases[0].spread);
}

/* 1 - epsilon = 1/4 */
static void
raise_epsilon(ck_collapse *k)
{
    mpq_set_ui(k->paper.epsilon, 3, 4);
}

static void
lessen_start_norm(ck_collapse *k)
{
    mpq_t x;

    mpq_init(x);
    mpq_set_str(x, "1/4", 10);
    ck_magnitude_set(&k->start_norm, x);
    mpq_clear(x);
}

static void
widen(ck_collapse *k)
{
    k->phases[0].length = 2;
}

START_TEST(equality)
{
    expect_replay(collapse_halving(), lessen_spread, -1, NULL);
    expect_replay(collapse_replayed(), NULL, 0, NULL);
    expect_replay(collapse_replayed(), NULL, 100, NULL);
    expect_replay(collapse_replayed(), widen, 7, NULL);
    expect_replay(collapse_replayed(), lessen_factor, 0, NULL);
    expect_replay(collapse_replayed(), lessen_factor, 1,
                  "replay: mu at layer 1 is above the bound");
    expect_replay(collapse_replayed(), lessen_spread, 0,
                  "replay: mu at layer 0 is above the bound");
    expect_replay(collapse_replayed(), raise_epsilon, 0, NULL);
    expect_replay(collapse_replayed(), raise_epsilon, 1,
                  "replay: mu at layer 1 is above the paper's form");
}
END_TEST

/* The radius is the greatest distance, wherever it stands. */
START_TEST(radius)
{
    checker_parts parts = collapse_replayed();

    parts.statement =
        COLLAPSE_STATEMENT("'replay': 6, ",
                           COLLAPSE_MODEL("'uniform'", "2", "[[[1,2]],[[2,2]]]",
                                          COLLAPSE_IDENTITY, "none"),
                           "[['1','1'],['0','0']]");
    parts.witness = "{'capture': 0, 'denominator': '2', 'paper': {'centre': 2, "
                    "'distances': [1, 0], 'epsilon': '1*2^-1'}, 'phases': "
                    "[{'factor': '1', 'length': 1}], "
                    "'value': {'contraction': true}}";
    expect_parts(&parts, CK_ACCEPTED, NULL, NULL);
    expect_replay(parts, raise_epsilon, 4,
                  "replay: mu at layer 1 is above the paper's form");
}
END_TEST

START_TEST(phases)
{
    expect_replay(collapse_phased(), NULL, 100, NULL);
    expect_replay(collapse_phased(), lessen_spread, 0,
                  "replay: mu at layer 0 is above the bound");
}
END_TEST

/* Before T the start's spread counts. */
START_TEST(captured)
{
    expect_replay(collapse_captured(), NULL, 30, NULL);
    expect_replay(collapse_captured(), lessen_start, 0,
                  "replay: mu at layer 0 is above the bound");
    {
        /* without LayerNorm the paper's form is from layer 0 on, whatever T */
        checker_parts parts = collapse_captured();

        parts.witness = "{'capture': 5, 'denominator': '2', 'paper': "
                        "{'centre': 1, 'distances': [0, 1], "
                        "'epsilon': '1*2^-1'}, 'phases': "
                        "[{'factor': '1', 'length': 1}], "
                        "'spread-squared': '1*2^-9', "
                        "'value': {'contraction': true}}";
        expect_replay(parts, NULL, 30, NULL);
        expect_replay(parts, raise_epsilon, 4,
                      "replay: mu at layer 1 is above the paper's form");
    }
    expect_replay(collapse_rms_captured(), NULL, 30, NULL);
    {
        /* under LayerNorm it says nothing of layers before T, where tokens are
           as far apart as they like */
        checker_parts parts = collapse_rms_captured();

        parts.statement =
            COLLAPSE_STATEMENT("'replay': 6, ",
                               COLLAPSE_MODEL("'uniform'", "2", COLLAPSE_CAUSAL,
                                              COLLAPSE_ROTATION, "rms"),
                               "[['300','400'],['400','300']]");
        expect_replay(parts, NULL, 30, NULL);
        expect_replay(parts, raise_epsilon, 30,
                      "replay: mu at layer 3 is above the paper's form");
    }
    /* N max(1, 1/4) is still enough for sum ||x_i||^2, but not for mu */
    expect_replay(collapse_rms_captured(), lessen_start_norm, 0, NULL);
}
END_TEST

/* Thirds: intervals are never sharp, and equality is exact. */
#define THIRDS                                                                 \
    COLLAPSE_STATEMENT("'replay': 6, ",                                        \
                       COLLAPSE_MODEL("{'fixed': [['1','0'],['1/3','2/3']]}",  \
                                      "2", COLLAPSE_CAUSAL, COLLAPSE_IDENTITY, \
                                      "none"),                                 \
                       "[['0','0'],['1/3','1/7']]")

static checker_parts
thirds(void)
{
    checker_parts parts = collapse_replayed();

    parts.statement = THIRDS;
    parts.witness = "{'capture': 0, 'denominator': '3', 'paper': {'centre': 1, "
                    "'distances': [0, 1], 'epsilon': '1*2^-2'}, 'phases': "
                    "[{'factor': '2', 'length': 1}], "
                    "'value': {'contraction': true}}";
    parts.hypotheses = "['weights']";
    return parts;
}

static void
lessen_by_little(ck_collapse *k)
{
    mpq_t x;

    mpq_init(x);
    mpq_set_str(x, "1/1000000000000000000000000000000000000000000", 10);
    mpq_sub(x, k->phases[0].spread.rational, x);
    ck_magnitude_set(&k->phases[0].spread, x);
    mpq_clear(x);
}

/* Just below 2/3, by less than intervals tell. */
static void
lessen_factor_by_little(ck_collapse *k)
{
    mpz_ui_pow_ui(k->denominator, 10, 30);
    mpz_mul_ui(k->phases[0].factor, k->denominator, 2);
    mpz_sub_ui(k->phases[0].factor, k->phases[0].factor, 1);
    mpz_mul_ui(k->denominator, k->denominator, 3);
}

static void
take_exactness(ck_collapse *k)
{
    k->phases[0].spread.exact = 0;
}

START_TEST(exactly)
{
    checker_parts parts = thirds();

    expect_parts(&parts, CK_ACCEPTED, NULL, NULL);
    expect_replay(thirds(), NULL, 40, NULL);
    expect_replay(thirds(), lessen_by_little, 40,
                  "replay: mu at layer 0 is above the bound");
    expect_replay(thirds(), lessen_factor_by_little, 40,
                  "replay: mu at layer 1 is above the bound");
    expect_replay(thirds(), take_exactness, 40,
                  "is not certified to be below both bounds with 64 bits");
}
END_TEST

/* 1/2, which the weights of softmax without scores reach. */
static void
halve(ck_collapse *k)
{
    mpz_set_ui(k->denominator, 2);
    mpz_set_ui(k->phases[0].factor, 1);
}

/* S(X(1)) = 5/4, and room in layer 0. */
static void
leave_room_before(ck_collapse *k)
{
    mpq_t x;

    mpq_init(x);
    mpq_set_ui(x, 6, 1);
    ck_magnitude_set(&k->start_spread, x);
    mpq_set_ui(x, 5, 4);
    ck_magnitude_set(&k->phases[0].spread, x);
    mpq_clear(x);
}

/* What is not rational is not settled exactly: here the start, and after layer
   0 softmax. */
START_TEST(not_exactly)
{
    checker_parts parts = collapse_softmax();

    parts = collapse_replayed();
    parts.statement = COLLAPSE_STATEMENT("'replay': 6, ", COLLAPSE_HALVING,
                                         "[['0','0'],['sqrt(2)','sqrt(3)']]");
    expect_parts(&parts, CK_REJECTED, NULL,
                 "replay: mu at layer 0 is not certified to be below both");
    /* equality at layer 0, in thirds, and strictly below later */
    parts = collapse_softmax();
    parts.statement = COLLAPSE_STATEMENT(
        "'replay': 6, ",
        COLLAPSE_MODEL(COLLAPSE_SOFTMAX, "2", COLLAPSE_CAUSAL,
                       COLLAPSE_IDENTITY, "none"),
        "[['0','0'],['1/3','1/7']]");
    expect_parts(&parts, CK_ACCEPTED, NULL, NULL);
    /* equality in layers 1 to 4 */
    parts.statement = COLLAPSE_STATEMENT(
        "'replay': 6, ",
        COLLAPSE_MODEL("{'softmax': {'key': [['1/2','0'],['0','1/2']], "
                       "'query': [['0','0'],['0','0']], 'scale': '1'}}",
                       "2", COLLAPSE_CAUSAL, COLLAPSE_IDENTITY, "none"),
        "[['0','0'],['1/3','1/7']]");
    expect_replay(parts, halve, 4,
                  "replay: mu at layer 4 is not certified to be below both");
    parts = collapse_captured();
    parts.statement = COLLAPSE_STATEMENT("'replay': 6, ", COLLAPSE_HALVING,
                                         "[['0','0'],['sqrt(2)','sqrt(3)']]");
    parts.witness = "{'capture': 1, 'denominator': '2', 'paper': {'centre': 1, "
                    "'distances': [0, 1], 'epsilon': '1*2^-1'}, 'phases': "
                    "[{'factor': '1', 'length': 1}], "
                    "'spread-squared': '3*2^-1', "
                    "'value': {'contraction': true}}";
    expect_replay(parts, leave_room_before, 5,
                  "replay: mu at layer 5 is not certified to be below both");
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("collapse_replay");

    tcase_add_test(tcase, equality);
    tcase_add_test(tcase, radius);
    tcase_add_test(tcase, phases);
    tcase_add_test(tcase, captured);
    tcase_add_test(tcase, exactly);
    tcase_add_test(tcase, not_exactly);
    return run_checker_tests("collapse_replay", tcase);
}
