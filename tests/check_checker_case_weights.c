/* Weights of models of case files: one matrix, or one for each layer. */

#include "checker_case.h"

static long layers;

static json_t *
read_weights(const ck_node *node)
{
    return ck_case_weights(node, layers);
}

static void
expect_weights(long count, const char *yaml, const char *json)
{
    layers = count;
    expect_part(read_weights, yaml, json);
}

static void
expect_no_weights(long count, const char *yaml, const char *path,
                  const char *message)
{
    layers = count;
    expect_no_part(read_weights, yaml, path, message);
}

#define RANDOM(rows, cols)                                                     \
    "{random: {rows: " rows ", cols: " cols ", seed: 7, range: 1}}"
/* The first outputs for seed 7. */
#define E0 "'-992325408184767/4503599627370496'"
#define E1 "'-1088096028352029/1125899906842624'"
#define E2 "'3609731303691813/4503599627370496'"
#define E3 "'746969673557957/4503599627370496'"

START_TEST(plain)
{
    expect_weights(1, "[[1, 2]]", "[['1','2']]");
    expect_weights(3, "[[1, 2]]", "[['1','2']]");
    expect_weights(3, "{identity: 1}", "[['1']]");
    expect_no_weights(1, "[[1], [2, 3]]", "/1", "1 to 1 items");
    expect_no_weights(2, "1", "/", "one key");
}
END_TEST

START_TEST(per_layer)
{
    expect_weights(1, "per-layer: [[[1]], {identity: 1}, [[1/2]]]",
                   "{'layers': [[['1']],[['1']],[['1/2']]]}");
    expect_weights(4, "per-layer: [[[1]], [[2]]]",
                   "{'layers': [[['1']],[['2']]]}");
    expect_weights(4, "per-layer: [[[1, 2]]]", "[['1','2']]");
    expect_no_weights(1, "per-layer: []", "/per-layer", "1 to 4096 items");
    expect_no_weights(1, "per-layer: {identity: 1}", "/per-layer",
                      "expected a list");
    expect_no_weights(1, "per-layer: [[[1]], [1]]", "/per-layer/1/0",
                      "expected a list");
    expect_no_weights(1, "per-layer: [{per-layer: [[[1]]]}]", "/per-layer/0",
                      "none of the forms");
    expect_no_weights(1, "{per-layer: [[[1]]], identity: 1}", "/", "one key");
}
END_TEST

/* Each layer continues the stream where the one before it has ended. */
START_TEST(random_layers)
{
    expect_weights(1, RANDOM("1", "2"), "[[" E0 "," E1 "]]");
    expect_weights(2, RANDOM("1", "2"),
                   "{'layers': [[[" E0 "," E1 "]],[[" E2 "," E3 "]]]}");
    expect_weights(2, RANDOM("2", "1"),
                   "{'layers': [[[" E0 "],[" E1 "]],[[" E2 "],[" E3 "]]]}");
    expect_weights(4, RANDOM("1", "1"),
                   "{'layers': [[[" E0 "]],[[" E1 "]],[[" E2 "]],[[" E3 "]]]}");
    expect_weights(2, "block: [[[5]], " RANDOM("1", "1") "]",
                   "{'layers': [[['5','0'],['0'," E0 "]],"
                   "[['5','0'],['0'," E1 "]]]}");
    expect_weights(2, "block: [" RANDOM("1", "1") ", [[5]]]",
                   "{'layers': [[[" E0 ",'0'],['0','5']],"
                   "[[" E1 ",'0'],['0','5']]]}");
    expect_no_weights(2, "random: {rows: 1, cols: 1, seed: 7, range: 0}",
                      "/random/range", "positive");
}
END_TEST

/* A list says the layers itself. */
START_TEST(random_per_layer)
{
    expect_weights(1, "per-layer: [" RANDOM("1", "1") ", [[2]]]",
                   "{'layers': [[[" E0 "]],[['2']]]}");
    expect_no_weights(2, "per-layer: [[[2]], " RANDOM("1", "1") "]",
                      "/per-layer/1", "random matrix inside per-layer");
    expect_no_weights(2, "per-layer: [{block: [" RANDOM("1", "1") "]}, [[2]]]",
                      "/per-layer/0", "random matrix inside per-layer");
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("case_weights");

    tcase_add_test(tcase, plain);
    tcase_add_test(tcase, per_layer);
    tcase_add_test(tcase, random_layers);
    tcase_add_test(tcase, random_per_layer);
    return run_checker_tests("case_weights", tcase);
}
