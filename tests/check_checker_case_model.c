/* Models of case files. */

#include "checker_case.h"

#define HEAD "{tokens: 1, dim: 1, mask: causal, "
#define MADE "{'tokens': 1, 'dim': 1, 'mask': [[[1,1]]], "

START_TEST(uniform)
{
    expect_part(ck_case_model,
                HEAD "attention: uniform, value: [[1/2]], norm: rms}",
                MADE "'attention':'uniform','value':[['1/2']],'norm':'rms'}");
    expect_part(ck_case_model,
                "norm: layer\nvalue: {identity: 2}\nattention: uniform\n"
                "mask: {star: 3}\ndim: 2\ntokens: 3\n",
                "{'tokens':3,'dim':2,'mask':[[[1,1],[3,3]],[[2,3]],[[1,3]]],"
                "'attention':'uniform','value':[['1','0'],['0','1']],"
                "'norm':'layer'}");
}
END_TEST

START_TEST(softmax)
{
    expect_part(ck_case_model,
                HEAD "attention: {softmax: {query: [[1, 2]], key: [[3, 4]], "
                     "scale: sqrt(2)}}, value: [[1]], norm: none}",
                MADE "'attention':{'softmax':{'query':[['1','2']],"
                     "'key':[['3','4']],'scale':'sqrt(2)'}},"
                     "'value':[['1']],'norm':'none'}");
    expect_part(ck_case_model,
                HEAD "attention: {softmax: {query: [[1]], key: {diagonal: "
                     "[2]}}}, value: [[1]], norm: none}",
                MADE "'attention':{'softmax':{'query':[['1']],"
                     "'key':[['2']],'scale':'1'}},"
                     "'value':[['1']],'norm':'none'}");
}
END_TEST

START_TEST(fixed)
{
    expect_part(ck_case_model,
                HEAD "attention: {fixed: {identity: 1}}, value: [[1]], "
                     "norm: none}",
                MADE "'attention':{'fixed':[['1']]},"
                     "'value':[['1']],'norm':'none'}");
}
END_TEST

static void
expect_no_model(const char *tail, const char *path, const char *message)
{
    char yaml[512];

    snprintf(yaml, sizeof yaml, HEAD "%s}", tail);
    expect_no_part(ck_case_model, yaml, path, message);
}

START_TEST(no_other_attention)
{
    expect_no_model("value: [[1]], norm: none, attention: {bounded: 1}",
                    "/attention", "none of the forms");
    expect_no_model("value: [[1]], norm: none, attention: [uniform]",
                    "/attention", "one key");
    expect_no_model("value: [[1]], norm: none, "
                    "attention: {fixed: [[1]], softmax: {}}",
                    "/attention", "one key");
    expect_no_model("value: [[1]], norm: none, attention: {fixed: [1]}",
                    "/attention/fixed/0", "expected a list");
    expect_no_model("value: [[1]], norm: none, "
                    "attention: {softmax: {key: [[1]]}}",
                    "/attention/softmax", "'query' is missing");
    expect_no_model("value: [[1]], norm: none, "
                    "attention: {softmax: {query: [[1]]}}",
                    "/attention/softmax", "'key' is missing");
    expect_no_model("value: [[1]], norm: none, attention: "
                    "{softmax: {query: [[1]], key: [[1]], bias: [[1]]}}",
                    "/attention/softmax", "unknown key 'bias'");
    expect_no_model("value: [[1]], norm: none, attention: "
                    "{softmax: {query: [[1]], key: [[1]], scale: [1]}}",
                    "/attention/softmax/scale", "expected a text");
    expect_no_model("value: [[1]], norm: none, attention: "
                    "{softmax: {query: [[1]], key: 1, scale: 1}}",
                    "/attention/softmax/key", "one key");
    expect_no_model("value: [[1]], norm: none, attention: "
                    "{softmax: {query: 1, key: [[1]], scale: 1}}",
                    "/attention/softmax/query", "one key");
    expect_no_model("value: [[1]], norm: none, attention: {softmax: [1]}",
                    "/attention/softmax", "expected an object");
}
END_TEST

START_TEST(all_keys_are_needed)
{
    expect_no_model("attention: uniform, value: [[1]]", "/",
                    "'norm' is missing");
    expect_no_model("attention: uniform, norm: none", "/",
                    "'value' is missing");
    expect_no_model("value: [[1]], norm: none", "/", "'attention' is missing");
    expect_no_model("attention: uniform, value: [[1]], norm: none, layer: 2",
                    "/", "unknown key 'layer'");
    expect_no_model("attention: uniform, value: [[1]], norm: [none]", "/norm",
                    "expected a text");
    expect_no_model("attention: uniform, value: 1, norm: none", "/value",
                    "one key");
    expect_no_part(ck_case_model,
                   "{dim: 1, mask: causal, attention: uniform, value: [[1]], "
                   "norm: none}",
                   "/", "'tokens' is missing");
    expect_no_part(ck_case_model,
                   "{tokens: 1, mask: causal, attention: uniform, value: "
                   "[[1]], norm: none}",
                   "/", "'dim' is missing");
    expect_no_part(ck_case_model,
                   "{tokens: 1, dim: 1, attention: uniform, value: [[1]], "
                   "norm: none}",
                   "/", "'mask' is missing");
    expect_no_part(ck_case_model, "[1]", "/", "expected an object");
}
END_TEST

/* ---- Layers ---- */

#define RANDOM "{random: {rows: 1, cols: 1, seed: 7, range: 1}}"
#define E0 "[['-992325408184767/4503599627370496']]"
#define E1 "[['-1088096028352029/1125899906842624']]"
#define TWO "{'layers': [" E0 "," E1 "]}"

START_TEST(layers)
{
    expect_part(ck_case_model,
                HEAD "attention: uniform, value: " RANDOM ", norm: rms}",
                MADE "'attention':'uniform','value':" E0 ",'norm':'rms'}");
    expect_part(ck_case_model,
                HEAD "attention: uniform, value: " RANDOM
                     ", norm: rms, layers: 1}",
                MADE "'attention':'uniform','value':" E0 ",'norm':'rms'}");
    expect_part(ck_case_model,
                HEAD "attention: uniform, value: " RANDOM
                     ", norm: rms, layers: 2}",
                MADE "'attention':'uniform','value':" TWO ",'norm':'rms'}");
    expect_part(ck_case_model,
                HEAD "attention: uniform, value: [[1]], norm: rms, layers: 2}",
                MADE "'attention':'uniform','value':[['1']],'norm':'rms'}");
    expect_part(ck_case_model,
                HEAD "attention: {fixed: " RANDOM "}, value: {per-layer: "
                     "[[[3]], [[4]], [[5]]]}, norm: rms, layers: 2}",
                MADE "'attention':{'fixed':" TWO "},'value':{'layers':"
                     "[[['3']],[['4']],[['5']]]},'norm':'rms'}");
    expect_part(ck_case_model,
                HEAD "attention: {softmax: {query: " RANDOM ", key: [[1]]}}, "
                     "value: [[1]], norm: rms, layers: 2}",
                MADE "'attention':{'softmax':{'query':" TWO ",'key':[['1']],"
                     "'scale':'1'}},'value':[['1']],'norm':'rms'}");
    expect_part(ck_case_model,
                HEAD "attention: {softmax: {query: [[1]], key: " RANDOM "}}, "
                     "value: [[1]], norm: rms, layers: 2}",
                MADE "'attention':{'softmax':{'key':" TWO ",'query':[['1']],"
                     "'scale':'1'}},'value':[['1']],'norm':'rms'}");
}
END_TEST

START_TEST(numbers_of_layers)
{
    expect_no_model("attention: uniform, value: [[1]], norm: none, layers: 0",
                    "/layers", "from 1 to 4096");
    expect_no_model(
        "attention: uniform, value: [[1]], norm: none, layers: 4097", "/layers",
        "from 1 to 4096");
    expect_no_model("attention: uniform, value: [[1]], norm: none, layers: [1]",
                    "/layers", "expected a text");
    expect_no_model("attention: uniform, value: {per-layer: [" RANDOM "]}, "
                    "norm: none, layers: 2",
                    "/value/per-layer/0", "random matrix inside per-layer");
}
END_TEST

static void
expect_no_sizes(const char *sizes, const char *path)
{
    char yaml[256];

    snprintf(yaml, sizeof yaml,
             "{%s, mask: causal, attention: uniform, value: [[1]], norm: none}",
             sizes);
    expect_no_part(ck_case_model, yaml, path, "from 1 to 4096");
}

START_TEST(sizes)
{
    expect_no_sizes("tokens: 0, dim: 1", "/tokens");
    expect_no_sizes("tokens: 4097, dim: 1", "/tokens");
    expect_no_sizes("tokens: 1000000000000, dim: 1", "/tokens");
    expect_no_sizes("tokens: 1, dim: 0", "/dim");
    expect_no_sizes("tokens: 1, dim: 4097", "/dim");
    expect_part(ck_case_model,
                "{tokens: 1, dim: 4096, mask: causal, attention: uniform, "
                "value: [[1]], norm: none}",
                "{'tokens': 1, 'dim': 4096, 'mask': [[[1,1]]], "
                "'attention':'uniform','value':[['1']],'norm':'none'}");
    expect_no_part(ck_case_model,
                   "{tokens: 1, dim: 1, mask: ring, attention: uniform, "
                   "value: [[1]], norm: none}",
                   "/mask", "unknown word");
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("case_model");

    tcase_add_test(tcase, uniform);
    tcase_add_test(tcase, softmax);
    tcase_add_test(tcase, fixed);
    tcase_add_test(tcase, no_other_attention);
    tcase_add_test(tcase, all_keys_are_needed);
    tcase_add_test(tcase, sizes);
    tcase_add_test(tcase, layers);
    tcase_add_test(tcase, numbers_of_layers);
    return run_checker_tests("case_model", tcase);
}
