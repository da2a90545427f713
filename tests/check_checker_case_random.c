/* Random matrices of case files: the outputs of SplitMix64, exactly. */

#include "checker_case.h"

static long layer;

static json_t *
read_random(const ck_node *node)
{
    return ck_case_random(node, layer);
}

static void
expect_random(long of_layer, const char *yaml, const char *json)
{
    layer = of_layer;
    expect_part(read_random, yaml, json);
}

static void
expect_no_random(const char *yaml, const char *path, const char *message)
{
    layer = 0;
    expect_no_part(read_random, yaml, path, message);
}

#define KEYS(rows, cols, seed, range)                                          \
    "{rows: " rows ", cols: " cols ", seed: " seed ", range: " range "}"

/* The reference outputs for this seed are 6457827717110365317,
   3203168211198807973, 9817491932198370423, 4593380528125082431, ... */
START_TEST(outputs)
{
    expect_random(0, KEYS("2", "2", "1234567", "1"),
                  "[['-1350363437375201/4503599627370496',"
                  "'-2939552649246079/4503599627370496'],"
                  "['290097605148239/4503599627370496',"
                  "'-2260738041371921/4503599627370496']]");
    expect_random(0, KEYS("1", "3", "1234567", "1"),
                  "[['-1350363437375201/4503599627370496',"
                  "'-2939552649246079/4503599627370496',"
                  "'290097605148239/4503599627370496']]");
    expect_random(0, KEYS("1", "1", "9223372036854775807", "1"),
                  "[['-3011584181550989/4503599627370496']]");
    expect_random(0, KEYS("1", "1", "0", "4503599627370496"),
                  "[['3452556826076089']]");
}
END_TEST

START_TEST(layers)
{
    expect_random(1, KEYS("2", "1", "1234567", "1"),
                  "[['290097605148239/4503599627370496'],"
                  "['-2260738041371921/4503599627370496']]");
    expect_random(2, KEYS("1", "2", "1234567", "3/7"),
                  "[['1503672744685431/4503599627370496',"
                  "'-37112263932519/562949953421312']]");
}
END_TEST

START_TEST(keys)
{
    const char *const one = "[['-1350363437375201/4503599627370496']]";

    expect_random(0, KEYS("1", "1", "1234567", "2 / 2"), one);
    expect_no_random("{rows: 1, cols: 1, seed: 1}", "/", "'range' is missing");
    expect_no_random("{rows: 1, cols: 1, range: 1}", "/", "'seed' is missing");
    expect_no_random("{rows: 1, range: 1, seed: 1}", "/", "'cols' is missing");
    expect_no_random("{cols: 1, range: 1, seed: 1}", "/", "'rows' is missing");
    expect_no_random("{rows: 1, cols: 1, seed: 1, range: 1, dim: 1}", "/",
                     "unknown key 'dim'");
    expect_no_random("[1]", "/", "expected an object");
    expect_no_random(KEYS("0", "1", "1", "1"), "/rows", "from 1 to 4096");
    expect_no_random(KEYS("4097", "1", "1", "1"), "/rows", "from 1 to 4096");
    expect_no_random(KEYS("1", "0", "1", "1"), "/cols", "from 1 to 4096");
    expect_no_random(KEYS("1", "4097", "1", "1"), "/cols", "from 1 to 4096");
    expect_no_random(KEYS("1", "1", "-1", "1"), "/seed", "from 0 to");
    expect_no_random(KEYS("1", "1", "9223372036854775808", "1"), "/seed",
                     "from 0 to 9223372036854775807");
    expect_no_random(KEYS("1", "1", "1e3", "1"), "/seed", "from 0 to");
}
END_TEST

START_TEST(ranges)
{
    expect_no_random(KEYS("1", "1", "1", "0"), "/range", "positive");
    expect_no_random(KEYS("1", "1", "1", "-1"), "/range", "positive");
    expect_no_random(KEYS("1", "1", "1", "pi"), "/range", "is not rational");
    expect_no_random(KEYS("1", "1", "1", "x"), "/range", "'x' is not a number");
    expect_no_random(KEYS("1", "1", "1", "[1]"), "/range", "expected a text");
    expect_no_random(KEYS("1", "1", "1", "2^64"), "/range", "64 bits");
    expect_no_random(KEYS("1", "1", "1", "2^-64"), "/range", "64 bits");
    expect_random(0, KEYS("1", "1", "1234567", "2^63"),
                  "[['-2765544319744411648']]");
    expect_random(0, KEYS("1", "1", "1234567", "2^-63"),
                  "[['-1350363437375201/"
                  "41538374868278621028243970633760768']]");
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("case_random");

    tcase_add_test(tcase, outputs);
    tcase_add_test(tcase, layers);
    tcase_add_test(tcase, keys);
    tcase_add_test(tcase, ranges);
    return run_checker_tests("case_random", tcase);
}
