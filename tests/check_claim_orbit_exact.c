/* Equality on rational orbits: what is compared exactly, and what is not. */

#include "claim/orbit.h"
#include "claim_document.h"

#define MODEL(sizes, mask, more, start)                                        \
    "rankcert: 1\n"                                                            \
    "model: {" sizes ", mask: " mask ", " more "}\n"                           \
    "start: " start "\n"                                                       \
    "claims:\n  - {kind: orbit, "
#define UNIFORM(norm, value) "attention: uniform, norm: " norm ", value: " value

/* X(1) = (1, 1/2, 2), X(2) = (1, 3/4, 7/6): thirds, which balls never enclose
   exactly. */
#define THREE                                                                  \
    MODEL("tokens: 3, dim: 1", "causal", UNIFORM("none", "[[1]]"),             \
          "[[1], [0], [5]]")
#define CHECKS(steps, checks) "steps: " steps ", checks: [" checks "]}"

static void
expect_witness(const char *yaml, rc_verdict verdict, const char *witness,
               const char *bits)
{
    json_t *root = document_of(yaml, 0, verdict);

    expect_part(root, "witness", witness);
    expect_part(root, "results", "['R28']");
    if (bits != NULL)
        expect_part(root, "bits", bits);
    ck_assert_int_eq(
        json_object_get(json_object_get(root, "producer"), "flint") == NULL,
        bits != NULL && strcmp(bits, "0") == 0);
    json_decref(root);
}

static void
expect_equal(const char *quantity, const char *bound)
{
    static const char *const holds[] = {"at-least", "at-most"};
    static const char *const fails[] = {"less-than", "more-than"};
    char text[512];

    for (int k = 0; k < 2; k++) {
        snprintf(text, sizeof text,
                 THREE CHECKS("3", "{quantity: %s, at: 2, %s: %s}"), quantity,
                 holds[k], bound);
        expect_witness(text, RC_PROVED, "{'rooms':['exact']}", "0");
        snprintf(text, sizeof text,
                 THREE CHECKS("3", "{quantity: %s, at: 2, %s: %s}"), quantity,
                 fails[k], bound);
        expect_witness(text, RC_REFUTED, "{'check':1,'layer':2,'room':'exact'}",
                       "0");
    }
}

/* mu(2)^2 = 19/216: the mean is 35/36, the offsets 1/36, -8/36, 7/36. */
START_TEST(equality_is_decided)
{
    expect_equal("norm-max", "7/6");
    expect_equal("diameter", "5/12");
    expect_equal("mu", "sqrt(19/216)");
    expect_equal("mu", "sqrt(19)/sqrt(6)/6");
    expect_equal("mu", "-sqrt(19/216)*-1");
}
END_TEST

/* One part in 10^200 away: 512 bits leave that open, the rationals do not. */
START_TEST(close_calls_are_decided_on_either_side)
{
    expect_witness(THREE CHECKS("2", "{quantity: diameter, at: 2, at-least: "
                                     "5/12-1e-200, more-than: 5/12-1e-200}"),
                   RC_PROVED, "{'rooms':['exact','exact']}", "0");
    expect_witness(THREE CHECKS("2", "{quantity: diameter, at: 2, at-most: "
                                     "5/12+1e-200, less-than: 5/12+1e-200}"),
                   RC_PROVED, "{'rooms':['exact','exact']}", "0");
    expect_witness(
        THREE CHECKS("2", "{quantity: diameter, at: 2, at-least: 5/12+1e-200}"),
        RC_REFUTED, "{'check':1,'layer':2,'room':'exact'}", "0");
    expect_witness(
        THREE CHECKS("2", "{quantity: diameter, at: 2, at-most: 5/12-1e-200}"),
        RC_REFUTED, "{'check':1,'layer':2,'room':'exact'}", "0");
    expect_witness(THREE CHECKS("2",
                                "{quantity: mu, at: 2, less-than: sqrt(19/216)*"
                                "(1+1e-200)}"),
                   RC_PROVED, "{'rooms':['exact']}", "0");
}
END_TEST

/* Balls decide what they can: first, and with a room. */
START_TEST(what_balls_decide_keeps_its_room)
{
    json_t *root;

    expect_witness(
        THREE CHECKS("2", "{quantity: diameter, at: 2, at-least: 5/12-1e-40}"),
        RC_PROVED, "{'rooms':['1*2^-134']}", NULL);
    root = document_of(
        THREE CHECKS("3", "{quantity: diameter, at: 2, at-least: 5/12, "
                          "at-most: 1}, {quantity: sigma 1, at: 0, at-least: "
                          "5}, {quantity: mu, at: all, more-than: 0}"),
        0, RC_PROVED);
    expect_part(root, "witness/rooms", "['exact','1*2^-2','1*2^-5','1*2^-5']");
    ck_assert_int_gt(json_integer_value(json_object_get(root, "bits")), 0);
    json_decref(root);
    /* another check is refuted, by balls */
    root = document_of(
        THREE CHECKS("3", "{quantity: diameter, at: 2, at-least: 5/12}, "
                          "{quantity: norm-max, at: 3, less-than: 1}"),
        0, RC_REFUTED);
    expect_part(root, "witness/check", "2");
    json_decref(root);
}
END_TEST

/* Layers that balls have decided count, those left open are compared. */
START_TEST(layers)
{
    expect_witness(THREE CHECKS("3", "{quantity: diameter, at-least: 0}, "
                                     "{quantity: mu, at-most: sqrt(14)}"),
                   RC_PROVED, "{'rooms':['1*2^-4','exact']}", NULL);
    /* X(3) = (1, 7/8, 35/36), of which mu^2 = 67/7776 */
    expect_witness(THREE CHECKS("3", "{quantity: mu, at-least: "
                                     "sqrt(67/7776)}"),
                   RC_PROVED, "{'rooms':['exact']}", "0");
    expect_witness(THREE CHECKS("3", "{quantity: mu, more-than: "
                                     "sqrt(67/7776)}"),
                   RC_REFUTED, "{'check':1,'layer':3,'room':'exact'}", "0");
    /* a later layer refutes by balls before layer 2 is compared */
    expect_witness(THREE CHECKS("3", "{quantity: mu, at-least: sqrt(19/216)}"),
                   RC_REFUTED, "{'check':1,'layer':3,'room':'1*2^-4'}", NULL);
    /* the first check of a layer, the first layer */
    expect_witness(THREE CHECKS("3", "{quantity: diameter, at: 2, less-than: "
                                     "5/12}, {quantity: norm-max, at: 2, "
                                     "more-than: 7/6}"),
                   RC_REFUTED, "{'check':1,'layer':2,'room':'exact'}", "0");
    expect_witness(THREE CHECKS("3", "{quantity: mu, at: 3, less-than: "
                                     "sqrt(67/7776)}, {quantity: norm-max, "
                                     "at: 2, more-than: 7/6}"),
                   RC_REFUTED, "{'check':2,'layer':2,'room':'exact'}", "0");
}
END_TEST

START_TEST(fixed_weights_and_layers_that_differ)
{
    expect_witness(
        MODEL("tokens: 2, dim: 1", "complete",
              "attention: {fixed: [[1/3, 2/3], [1/7, 6/7]]}, norm: none, "
              "value: {per-layer: [[[1/3]], [[3/5]]]}",
              "[[1], [0]]")
            CHECKS("2", "{quantity: diameter, at: 1, at-least: 4/63, at-most: "
                        "4/63}, {quantity: diameter, at: 2, at-least: "
                        "16/2205, at-most: 16/2205}"),
        RC_PROVED, "{'rooms':['exact','exact','exact','exact']}", "0");
}
END_TEST

static void
expect_open(const char *yaml)
{
    expect_claim_bits(yaml, 1024, RC_UNDECIDED, "its bound is open", "");
}

START_TEST(nothing_else_is_compared)
{
    /* quantities */
    expect_open(
        THREE CHECKS("3", "{quantity: cosine-min, at: 2, at-least: 1}"));
    expect_open(THREE CHECKS("3", "{quantity: sigma 1, at: 2, at-least: "
                                  "sqrt(3789)/36}"));
    /* bounds */
    expect_open(THREE CHECKS("3", "{quantity: diameter, at: 2, at-least: "
                                  "5/12+exp(-1000)-exp(-1000)}"));
    expect_open(THREE CHECKS("3", "{quantity: diameter, at: 2, at-least: "
                                  "5/12*cos(1)/cos(1)}"));
    /* LayerNorm, softmax, irrational W and start */
    expect_open(MODEL("tokens: 2, dim: 2", "complete",
                      UNIFORM("rms", "{identity: 2}"), "[[1, 2], [3, 1]]")
                    CHECKS("1", "{quantity: norm-max, at: 1, at-most: 1}"));
    expect_open(MODEL("tokens: 3, dim: 1", "causal",
                      "attention: {softmax: {query: [[0]], key: [[0]]}}, "
                      "norm: none, value: [[1]]",
                      "[[1], [0], [5]]")
                    CHECKS("2", "{quantity: diameter, at: 2, at-most: 5/12}"));
    expect_open(MODEL("tokens: 2, dim: 1", "causal",
                      UNIFORM("none", "[[sqrt(2)]]"), "[[1], [0]]")
                    CHECKS("1", "{quantity: norm-max, at: 1, at-most: "
                                "sqrt(2)}"));
    /* of a layer that is not used */
    expect_open(MODEL("tokens: 3, dim: 1", "causal",
                      UNIFORM("none", "{per-layer: [[[1]], [[1]], [[pi]]]}"),
                      "[[1], [0], [5]]")
                    CHECKS("2", "{quantity: diameter, at: 2, at-most: 5/12}"));
    expect_open(MODEL("tokens: 2, dim: 1", "causal", UNIFORM("none", "[[1]]"),
                      "[[sqrt(2)], [0]]")
                    CHECKS("1", "{quantity: norm-max, at: 1, at-most: "
                                "sqrt(2)}"));
}
END_TEST

/* mu stays sqrt(1/18) while the tokens outgrow what is followed exactly. */
START_TEST(checks_are_exact_as_a_whole)
{
    expect_claim_bits(
        MODEL("tokens: 2, dim: 2", "{window: 0}",
              UNIFORM("none", "[[1, 0], [0, 2^4095]]"), "[[1/3, 1], [0, 1]]")
            CHECKS("260", "{quantity: mu, at-least: sqrt(1/18)}, {quantity: "
                          "mu, at: 9, at-most: sqrt(1/18)}"),
        512, RC_UNDECIDED, "open at 261 of 261 layers", "\"proved\"");
}
END_TEST

START_TEST(the_last_precision_is_tried_too)
{
    const rc_limits limits = {.max_bits = 64};
    claim_run run;

    claim_open(&run, THREE CHECKS("3", "{quantity: diameter, at: 2, at-least: "
                                       "5/12}"));
    ck_assert_int_eq(claim_verify(&run, 0, &limits), RC_PROVED);
    ck_assert_int_eq(rc_certificate_bits(run.out), 0);
    claim_close(&run);
    claim_open(&run, THREE CHECKS("3", "{quantity: diameter, at: 2, at-least: "
                                       "5/12, more-than: 0}"));
    ck_assert_int_eq(claim_verify(&run, 0, &limits), RC_PROVED);
    ck_assert_int_eq(rc_certificate_bits(run.out), 64);
    claim_close(&run);
}
END_TEST

static int
stop_at_last(void *context)
{
    long *left = context;

    return (*left)-- == 0;
}

/* Wherever it is stopped nothing is claimed. */
START_TEST(stops_are_obeyed)
{
    long stops = 0;

    for (;; stops++) {
        long left = stops;
        const rc_limits limits = {
            .max_bits = 64, .stop = stop_at_last, .context = &left};
        claim_run run;
        rc_verdict verdict;

        claim_open(&run, THREE CHECKS("3", "{quantity: diameter, at: 2, "
                                           "at-least: 5/12, at-most: 5/12}"));
        verdict = claim_verify(&run, 0, &limits);
        ck_assert_int_eq(rc_certificate_has_document(run.out),
                         verdict == RC_PROVED);
        claim_close(&run);
        if (verdict == RC_PROVED)
            break;
        ck_assert_int_eq(verdict, RC_UNDECIDED);
    }
    ck_assert_int_ge(stops, 4 + 2); /* layers by balls, then exactly */
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("orbit exact");

    tcase_add_test(tcase, equality_is_decided);
    tcase_add_test(tcase, close_calls_are_decided_on_either_side);
    tcase_add_test(tcase, what_balls_decide_keeps_its_room);
    tcase_add_test(tcase, layers);
    tcase_add_test(tcase, fixed_weights_and_layers_that_differ);
    tcase_add_test(tcase, nothing_else_is_compared);
    tcase_add_test(tcase, checks_are_exact_as_a_whole);
    tcase_add_test(tcase, the_last_precision_is_tried_too);
    tcase_add_test(tcase, stops_are_obeyed);
    return run_claim_tests(tcase);
}
