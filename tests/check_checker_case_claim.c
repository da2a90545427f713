/* Claims of case files, kind by kind. */

#include "checker_case.h"

static int needs_model, needs_start;

/* The case's model; NULL: it has none. */
static const char *model_yaml;

static json_t *
read_claim(const ck_node *node)
{
    ck_node root = {.o = node->o};
    ck_node model = {.o = node->o, .parent = &root, .key = "model"};
    json_t *tree = NULL, *made;

    if (model_yaml != NULL)
        tree = ck_case_tree(node->o, model_yaml, strlen(model_yaml));
    model.json = tree;
    needs_model = needs_start = -1;
    made = ck_case_claim(node, &model, &needs_model, &needs_start);
    json_decref(tree);
    return made;
}

static void
expect_claim(const char *yaml, const char *json)
{
    expect_part(read_claim, yaml, json);
}

static void
expect_no_claim(const char *yaml, const char *path, const char *message)
{
    expect_no_part(read_claim, yaml, path, message);
}

START_TEST(any_kind)
{
    expect_no_claim("{id: a}", "/kind", "expected a text, found nothing");
    expect_no_claim("{kind: [mask]}", "/kind", "expected a text");
    expect_no_claim("{kind: unstable}", "/kind", "unknown word 'unstable'");
    expect_no_claim("{kind: mask, rank: 1}", "/", "unknown key 'rank'");
    expect_no_claim("[mask]", "/kind", "expected a text");
    /* what every claim may have says nothing */
    expect_claim("{kind: mask, id: x, expect: refuted, note: n, radius: 1}",
                 "{'kind':'mask','radius':1}");
}
END_TEST

START_TEST(masks)
{
    expect_claim("kind: mask", "{'kind':'mask',"
                               "'quasi-strongly-connected':true}");
    ck_assert_int_eq(needs_model, 1);
    ck_assert_int_eq(needs_start, 0);
    expect_claim("{kind: mask, quasi-strongly-connected: false}",
                 "{'kind':'mask','quasi-strongly-connected':false}");
    expect_claim("{kind: mask, strongly-connected: true}",
                 "{'kind':'mask','strongly-connected':true}");
    expect_claim("{kind: mask, centres: [12, 3, 1], radius: 0, "
                 "strongly-connected: false, quasi-strongly-connected: true}",
                 "{'kind':'mask','centres':[1,3,12],'radius':0,"
                 "'strongly-connected':false,"
                 "'quasi-strongly-connected':true}");
    expect_claim("{kind: mask, centres: []}", "{'kind':'mask','centres':[]}");
    expect_no_claim("{kind: mask, radius: 1.0}", "/radius",
                    "expected an integer");
    expect_no_claim("{kind: mask, radius: 1000000001}", "/radius",
                    "expected an integer");
    expect_no_claim("{kind: mask, strongly-connected: yes}",
                    "/strongly-connected", "unknown word");
    expect_no_claim("{kind: mask, quasi-strongly-connected: 1}",
                    "/quasi-strongly-connected", "unknown word");
    expect_claim("{kind: mask, centres: [2, 4096, 7, 1, 3]}",
                 "{'kind':'mask','centres':[1,2,3,7,4096]}");
    expect_no_claim("{kind: mask, centres: [1, 3, 2, 3]}", "/centres/3",
                    "token 3 is listed twice");
    expect_no_claim("{kind: mask, centres: [1, 1]}", "/centres/1",
                    "token 1 is listed twice");
    expect_no_claim("{kind: mask, centres: 1}", "/centres", "expected a list");
    expect_no_claim("{kind: mask, centres: [1, 0]}", "/centres/1",
                    "expected an integer");
    expect_no_claim("{kind: mask, centres: [0, 1]}", "/centres/0",
                    "expected an integer");
}
END_TEST

START_TEST(matrix_ranks)
{
    expect_claim("{kind: matrix-rank, matrix: {identity: 1}, rank: 1}",
                 "{'kind':'matrix-rank','matrix':[['1']],'rank':1}");
    ck_assert_int_eq(needs_model, 0);
    ck_assert_int_eq(needs_start, 0);
    expect_claim("{kind: matrix-rank, matrix: [[2]], rank-at-least: 0, "
                 "numerical-rank: {tolerance: 1e-3, rank: 1}}",
                 "{'kind':'matrix-rank','matrix':[['2']],'rank-at-least':0,"
                 "'numerical-rank':{'rank':1,'tolerance':'1e-3'}}");
    expect_no_claim("{kind: matrix-rank, rank: 1}", "/", "'matrix' is missing");
    expect_no_claim("{kind: matrix-rank, matrix: 1, rank: 1}", "/matrix",
                    "one key");
    expect_no_claim("{kind: matrix-rank, matrix: [[1]], rank: x}", "/rank",
                    "expected an integer");
    expect_no_claim("{kind: matrix-rank, matrix: [[1]], rank-at-least: x}",
                    "/rank-at-least", "expected an integer");
    expect_no_claim("{kind: matrix-rank, matrix: [[1]], numerical-rank: 1}",
                    "/numerical-rank", "expected an object");
    expect_no_claim("{kind: matrix-rank, matrix: [[1]], "
                    "numerical-rank: {rank: 1}}",
                    "/numerical-rank", "'tolerance' is missing");
    expect_no_claim("{kind: matrix-rank, matrix: [[1]], "
                    "numerical-rank: {tolerance: 1}}",
                    "/numerical-rank", "'rank' is missing");
    expect_no_claim("{kind: matrix-rank, matrix: [[1]], "
                    "numerical-rank: {tolerance: [1], rank: 1}}",
                    "/numerical-rank/tolerance", "expected a text");
    expect_no_claim("{kind: matrix-rank, matrix: [[1]], "
                    "numerical-rank: {tolerance: 1, rank: -1}}",
                    "/numerical-rank/rank", "expected an integer");
}
END_TEST

START_TEST(collapses)
{
    expect_claim("{kind: collapse}", "{'kind':'collapse'}");
    expect_claim("{kind: collapse, rate-at-most: 0.5, constant-at-most: "
                 "sqrt(2), replay: 128, expect: refuted}",
                 "{'kind':'collapse','rate-at-most':'0.5',"
                 "'constant-at-most':'sqrt(2)','replay':128}");
    expect_no_claim("{kind: collapse, rate: 1}", "/", "unknown key 'rate'");
    expect_no_claim("{kind: collapse, replay: -1}", "/replay",
                    "expected an integer");
    expect_no_claim("{kind: collapse, replay: all}", "/replay",
                    "expected an integer");
    expect_no_claim("{kind: collapse, rate-at-most: [1]}", "/rate-at-most",
                    "expected a text");
    expect_no_claim("{kind: collapse, constant-at-most: {}}",
                    "/constant-at-most", "expected a text");
}
END_TEST

START_TEST(orbits)
{
    expect_claim("{kind: orbit, steps: 5}",
                 "{'kind':'orbit','steps':5,'checks':[]}");
    ck_assert_int_eq(needs_model, 1);
    ck_assert_int_eq(needs_start, 1);
    expect_claim("{kind: orbit, steps: 5, checks: ["
                 "{quantity: mu, at: 3, less-than: 1e1}, "
                 "{quantity: sigma 2, more-than: 0}]}",
                 "{'kind':'orbit','steps':5,'checks':["
                 "{'at':3,'bound':'1e1','comparison':'less-than',"
                 "'quantity':'mu'},"
                 "{'at':'all','bound':'0','comparison':'more-than',"
                 "'quantity':'sigma 2'}]}");
    /* the order of several bounds is the format's */
    expect_claim("{kind: orbit, steps: 0, checks: [{more-than: 4, "
                 "less-than: 3, at-most: 2, at-least: 1, quantity: "
                 "'sigma   12', at: all}]}",
                 "{'kind':'orbit','steps':0,'checks':["
                 "{'at':'all','bound':'1','comparison':'at-least',"
                 "'quantity':'sigma 12'},"
                 "{'at':'all','bound':'2','comparison':'at-most',"
                 "'quantity':'sigma 12'},"
                 "{'at':'all','bound':'3','comparison':'less-than',"
                 "'quantity':'sigma 12'},"
                 "{'at':'all','bound':'4','comparison':'more-than',"
                 "'quantity':'sigma 12'}]}");
}
END_TEST

static void
expect_no_checks(const char *checks, const char *path, const char *message)
{
    char yaml[256];

    snprintf(yaml, sizeof yaml, "{kind: orbit, steps: 1, checks: %s}", checks);
    expect_no_claim(yaml, path, message);
}

START_TEST(orbits_that_are_none)
{
    expect_no_claim("{kind: orbit}", "/", "'steps' is missing");
    expect_no_claim("{kind: orbit, steps: all}", "/steps",
                    "expected an integer");
    expect_no_checks("[]", "/checks", "expected 1");
    expect_no_checks("mu", "/checks", "expected a list");
    expect_no_checks("[{quantity: mu}]", "/checks/0", "without a bound");
    expect_no_checks("[{quantity: mu, at-most: 1}, {quantity: mu}]",
                     "/checks/1", "without a bound");
    expect_no_checks("[{at-most: 1}]", "/checks/0", "'quantity' is missing");
    expect_no_checks("[{quantity: mu, equals: 1}]", "/checks/0",
                     "unknown key 'equals'");
    expect_no_checks("[{quantity: mu, at-most: 1, at: ALL}]", "/checks/0/at",
                     "expected an integer");
    expect_no_checks("[{quantity: mu, at-most: 1, at: [all]}]", "/checks/0/at",
                     "expected a text");
    expect_no_checks("[{quantity: mu, at-most: [1]}]", "/checks/0/at-most",
                     "expected a text");
    expect_no_checks("[{quantity: [mu], at-most: 1}]", "/checks/0/quantity",
                     "expected a text");
    expect_no_checks("[mu]", "/checks/0", "expected an object");
}
END_TEST

START_TEST(equilibria)
{
    expect_claim("{kind: equilibrium, near: [[0, 1]]}",
                 "{'kind':'equilibrium','near':[['0','1']]}");
    ck_assert_int_eq(needs_model, 1);
    ck_assert_int_eq(needs_start, 0);
    expect_claim("{kind: equilibrium, near: {identity: 1}, rank: 0}",
                 "{'kind':'equilibrium','near':[['1']],'rank':0}");
    expect_no_claim("{kind: equilibrium, rank: 1}", "/", "'near' is missing");
    expect_no_claim("{kind: equilibrium, near: 1}", "/near", "one key");
    expect_no_claim("{kind: equilibrium, near: [[1]], rank: -1}", "/rank",
                    "expected an integer");
}
END_TEST

START_TEST(spectra)
{
    expect_claim("{kind: spectrum, second-eigenvalue: {at-least: 1e-1, "
                 "at-most: sqrt(2)/2}}",
                 "{'kind':'spectrum','at-least':'1e-1',"
                 "'at-most':'sqrt(2)/2'}");
    ck_assert_int_eq(needs_model, 1);
    ck_assert_int_eq(needs_start, 0);
    expect_claim("{kind: spectrum, second-eigenvalue: {at-most: 0}}",
                 "{'kind':'spectrum','at-most':'0'}");
    expect_no_claim("{kind: spectrum}", "/", "'second-eigenvalue' is missing");
    expect_no_claim("{kind: spectrum, at-most: 1}", "/", "unknown key");
    expect_no_claim("{kind: spectrum, second-eigenvalue: 1}",
                    "/second-eigenvalue", "expected an object");
    expect_no_claim("{kind: spectrum, second-eigenvalue: {}}",
                    "/second-eigenvalue", "no bound is given");
    expect_no_claim("{kind: spectrum, second-eigenvalue: {less-than: 1}}",
                    "/second-eigenvalue", "unknown key");
    expect_no_claim("{kind: spectrum, second-eigenvalue: {at-least: [1]}}",
                    "/second-eigenvalue/at-least", "expected a text");
    expect_no_claim("{kind: spectrum, second-eigenvalue: {at-most: [1]}}",
                    "/second-eigenvalue/at-most", "expected a text");
}
END_TEST

#define THAN_MODEL(mask, norm)                                                 \
    "{'attention':'uniform','dim':1,'mask':" mask ",'norm':'" norm             \
    "','tokens':2,'value':[['1']]}"

START_TEST(comparisons)
{
    model_yaml = "{tokens: 2, dim: 1, mask: complete, attention: uniform, "
                 "value: [[1]], norm: none}";
    expect_claim("{kind: slower, at: [10, 0, 3], than: {mask: causal}}",
                 "{'kind':'slower','at':[0,3,10],'than':" THAN_MODEL(
                     "[[[1,1]],[[1,2]]]", "none") "}");
    ck_assert_int_eq(needs_model, 1);
    ck_assert_int_eq(needs_start, 1);
    expect_claim("{kind: slower, at: [1], than: {norm: rms, mask: {window: "
                 "0}}}",
                 "{'kind':'slower','at':[1],'than':" THAN_MODEL(
                     "[[[1,1]],[[2,2]]]", "rms") "}");
    expect_claim("{kind: slower, at: [1], than: {}}",
                 "{'kind':'slower','at':[1],'than':" THAN_MODEL(
                     "[[[1,2]],[[1,2]]]", "none") "}");
    expect_no_claim("{kind: slower, at: [0, 1, 0], than: {}}", "/at/2",
                    "layer 0 is listed twice");
    expect_no_claim("{kind: slower, at: [2, 1, 2], than: {}}", "/at/2",
                    "layer 2 is listed twice");
    expect_no_claim("{kind: slower, at: [], than: {}}", "/at", "expected 1");
    expect_no_claim("{kind: slower, at: 3, than: {}}", "/at",
                    "expected a list");
    expect_no_claim("{kind: slower, at: [-1], than: {}}", "/at/0",
                    "expected an integer");
    expect_no_claim("{kind: slower, than: {}}", "/", "'at' is missing");
    expect_no_claim("{kind: slower, at: [1]}", "/", "'than' is missing");
    expect_no_claim("{kind: slower, at: [1], than: causal}", "/than",
                    "expected a mapping");
    expect_no_claim("{kind: slower, at: [1], than: {depth: 2}}", "/than",
                    "unknown key 'depth'");
    expect_no_claim("{kind: slower, at: [1], than: {mask: never}}",
                    "/than/mask", "");
    model_yaml = "complete";
    expect_no_claim("{kind: slower, at: [1], than: {mask: causal}}", "/model",
                    "expected the model");
    model_yaml = NULL;
    expect_no_claim("{kind: slower, at: [1], than: {mask: causal}}", "/model",
                    "expected the model");
    /* the others need none */
    expect_no_claim("{kind: orbit, steps: 1, than: {}}", "/", "unknown key");
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("case_claim");

    tcase_add_test(tcase, any_kind);
    tcase_add_test(tcase, masks);
    tcase_add_test(tcase, matrix_ranks);
    tcase_add_test(tcase, collapses);
    tcase_add_test(tcase, orbits);
    tcase_add_test(tcase, orbits_that_are_none);
    tcase_add_test(tcase, equilibria);
    tcase_add_test(tcase, spectra);
    tcase_add_test(tcase, comparisons);
    return run_checker_tests("case_claim", tcase);
}
