/* Models in words. */

#include "checker_support.h"

static void
expect_about(const char *model, const char *words)
{
    json_t *json = checker_json(model);
    ck_words w = {NULL, 0, 0};
    ck_outcome o;
    ck_node node = {.o = &o, .json = json};
    ck_model m;

    ck_outcome_init(&o, &ck_default_limits);
    ck_model_init(&m);
    ck_assert_msg(ck_read_model(&node, &m), "%s: %s", o.path, o.message);
    ck_about_model(&w, &m);
    ck_assert_str_eq(w.bytes, words);
    ck_words_clear(&w);
    ck_model_clear(&m);
    json_decref(json);
}

#define UNIFORM(tokens, mask, norm)                                            \
    "{'attention': 'uniform', 'dim': 1, 'mask': " mask ", 'norm': '" norm      \
    "', 'tokens': " tokens ", 'value': [['1/2']]}"

START_TEST(masks)
{
    expect_about(UNIFORM("1", "[[[1,1]]]", "none"),
                 "1 token of dimension 1, each attends to all; uniform "
                 "attention; value matrix [[1/2]]; no LayerNorm");
    expect_about(UNIFORM("2", "[[[1,2]],[[1,2]]]", "rms"),
                 "2 tokens of dimension 1, each attends to all; uniform "
                 "attention; value matrix [[1/2]]; LayerNorm without centring "
                 "(rms)");
    expect_about(UNIFORM("2", "[[[1,1]],[[1,2]]]", "layer"),
                 "2 tokens of dimension 1, each attends to itself and all "
                 "before it; uniform attention; value matrix [[1/2]]; "
                 "LayerNorm with centring");
    expect_about(
        UNIFORM("4", "[[[1,1],[3,4]],[[2,2]],[[2,4]],[[4,4]]]", "none"),
        "4 tokens of dimension 1, attending to 1: 1 3-4; 2: 2; 3: "
        "2-4; 4: 4; uniform attention; value matrix [[1/2]]; no "
        "LayerNorm");
    /* As many edges as the causal mask, and some of it. */
    expect_about(UNIFORM("2", "[[[1,2]],[[2,2]]]", "none"),
                 "2 tokens of dimension 1, attending to 1: 1-2; 2: 2; uniform "
                 "attention; value matrix [[1/2]]; no LayerNorm");
    expect_about(UNIFORM("2", "[[[1,1]],[[2,2]]]", "none"),
                 "2 tokens of dimension 1, attending to 1: 1; 2: 2; uniform "
                 "attention; value matrix [[1/2]]; no LayerNorm");
}
END_TEST

/* Tokens that attend to themselves alone: 48 runs are written out, and 49
   are not. */
START_TEST(many_runs)
{
    char model[2048], words[2048];

    for (int tokens = 48; tokens <= 49; tokens++) {
        size_t mask = (size_t)snprintf(model, sizeof model,
                                       "{'attention': 'uniform', 'dim': 1, "
                                       "'mask': [");
        size_t list = (size_t)snprintf(words, sizeof words,
                                       "%d tokens of dimension 1, ", tokens);

        list += (size_t)snprintf(words + list, sizeof words - list, "%s",
                                 tokens == 48 ? "attending to"
                                              : "a mask of 49 edges");
        for (int i = 1; i <= tokens; i++) {
            mask += (size_t)snprintf(model + mask, sizeof model - mask,
                                     "%s[[%d,%d]]", i > 1 ? "," : "", i, i);
            if (tokens == 48)
                list += (size_t)snprintf(words + list, sizeof words - list,
                                         "%s %d: %d", i > 1 ? ";" : "", i, i);
        }
        snprintf(model + mask, sizeof model - mask,
                 "], 'norm': 'none', 'tokens': %d, 'value': [['1/2']]}",
                 tokens);
        snprintf(words + list, sizeof words - list,
                 "; uniform attention; value matrix [[1/2]]; no LayerNorm");
        expect_about(model, words);
    }
}
END_TEST

START_TEST(attention)
{
    expect_about("{'attention': {'fixed': [['1','0'],['1/3','2/3']]}, "
                 "'dim': 1, 'mask': [[[1,1]],[[1,2]]], 'norm': 'none', "
                 "'tokens': 2, 'value': [['1']]}",
                 "2 tokens of dimension 1, each attends to itself and all "
                 "before it; fixed attention A = [[1, 0], [1/3, 2/3]]; value "
                 "matrix [[1]]; no LayerNorm");
    expect_about("{'attention': {'softmax': {'key': [['1']], 'query': "
                 "[['2']], 'scale': '3'}}, 'dim': 1, 'mask': [[[1,1]]], "
                 "'norm': 'none', 'tokens': 1, 'value': [['1']]}",
                 "1 token of dimension 1, each attends to all; softmax "
                 "attention with Q = [[2]], K = [[1]], scale 3; value matrix "
                 "[[1]]; no LayerNorm");
}
END_TEST

#define VALUES(values)                                                         \
    "{'attention': 'uniform', 'dim': 1, 'mask': [[[1,1]]], 'norm': 'none', "   \
    "'tokens': 1, 'value': {'layers': [" values "]}}"
#define ABOUT(values)                                                          \
    "1 token of dimension 1, each attends to all; uniform attention; value "   \
    "matrix (by layer: " values ", and again from the first); no LayerNorm"

START_TEST(layers)
{
    expect_about(VALUES("[['1']], [['1/2']]"), ABOUT("[[1]], [[1/2]]"));
    expect_about(VALUES("[['1']], [['2']], [['3']], [['4']]"),
                 ABOUT("[[1]], [[2]], [[3]], [[4]]"));
    expect_about(VALUES("[['1']], [['2']], [['3']], [['4']], [['5']]"),
                 ABOUT("5 1 x 1 matrices"));
    expect_about("{'attention': {'fixed': {'layers': [[['1']], [['1']]]}}, "
                 "'dim': 1, 'mask': [[[1,1]]], 'norm': 'none', 'tokens': 1, "
                 "'value': [['1']]}",
                 "1 token of dimension 1, each attends to all; fixed attention "
                 "A = (by layer: [[1]], [[1]], and again from the first); "
                 "value matrix [[1]]; no LayerNorm");
    expect_about("{'attention': {'softmax': {'key': {'layers': [[['1']], "
                 "[['2']]]}, 'query': {'layers': [[['3']], [['4']]]}, "
                 "'scale': '3'}}, 'dim': 1, 'mask': [[[1,1]]], "
                 "'norm': 'none', 'tokens': 1, 'value': [['1']]}",
                 "1 token of dimension 1, each attends to all; softmax "
                 "attention with Q = (by layer: [[3]], [[4]], and again from "
                 "the first), K = (by layer: [[1]], [[2]], and again from the "
                 "first), scale 3; value matrix [[1]]; no LayerNorm");
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("about");

    tcase_add_test(tcase, masks);
    tcase_add_test(tcase, many_runs);
    tcase_add_test(tcase, attention);
    tcase_add_test(tcase, layers);
    return run_checker_tests("checker about", tcase);
}
