/* The leaves of case files. */

#include "checker_case.h"

#include <limits.h>

static json_t *
one_to_nine(const ck_node *node)
{
    return ck_case_integer_json(node, 1, 9);
}

static json_t *
any_integer(const ck_node *node)
{
    return ck_case_integer_json(node, 0, 1000000000);
}

START_TEST(integers_are_digits_in_shortest_form)
{
    static const char *const bad[] = {"''",
                                      "01",
                                      "007",
                                      "+1",
                                      "-0",
                                      "-1",
                                      "1.0",
                                      "1e3",
                                      "' 1'",
                                      "'1 '",
                                      "0x1",
                                      "1 + 1",
                                      "1_0",
                                      "a",
                                      "12345678901234567890",
                                      "1000000001",
                                      "9223372036854775808"};

    expect_part(any_integer, "0", "0");
    expect_part(any_integer, "7", "7");
    expect_part(any_integer, "'10'", "10");
    expect_part(any_integer, "1000000000", "1000000000");
    expect_part(one_to_nine, "1", "1");
    expect_part(one_to_nine, "9", "9");
    expect_no_part(one_to_nine, "0", "/", "from 1 to 9, found '0'");
    expect_no_part(one_to_nine, "10", "/", "from 1 to 9, found '10'");
    for (size_t k = 0; k < sizeof bad / sizeof *bad; k++)
        expect_no_part(any_integer, bad[k], "/", "expected an integer");
    expect_no_part(any_integer, "[1]", "/", "expected a text");
}
END_TEST

START_TEST(booleans_are_two_words)
{
    expect_part(ck_case_bool, "true", "true");
    expect_part(ck_case_bool, "false", "false");
    expect_part(ck_case_bool, "'true'", "true");
    expect_no_part(ck_case_bool, "yes", "/", "unknown word 'yes'");
    expect_no_part(ck_case_bool, "True", "/", "unknown word");
    expect_no_part(ck_case_bool, "1", "/", "unknown word");
    expect_no_part(ck_case_bool, "", "the file", "is empty");
    expect_no_part(ck_case_bool, "[true]", "/", "expected a text");
}
END_TEST

START_TEST(texts)
{
    expect_part(ck_case_text, "1/2", "'1/2'");
    expect_no_part(ck_case_text, "[1/2]", "/", "expected a text");
    expect_no_part(ck_case_text, "{a: b}", "/", "expected a text");
    expect_part(ck_case_share, "{a: [b]}", "{'a':['b']}");
}
END_TEST

static json_t *
one_form(const ck_node *node)
{
    static const char *const forms[] = {"a", "b", NULL};
    ck_node value;
    int which;

    if (!ck_case_form(node, forms, &which, &value))
        return NULL;
    return json_pack("[io]", which, ck_case_share(&value));
}

START_TEST(forms_are_one_key)
{
    expect_part(one_form, "a: x", "[0,'x']");
    expect_part(one_form, "b: [x]", "[1,['x']]");
    expect_no_part(one_form, "c: x", "/", "none of the forms");
    expect_no_part(one_form, "{a: x, b: y}", "/", "one key");
    expect_no_part(one_form, "{a: x, c: y}", "/", "one key");
    expect_no_part(one_form, "{}", "/", "one key");
    expect_no_part(one_form, "a", "/", "one key");
    expect_no_part(one_form, "[a]", "/", "one key");
}
END_TEST

START_TEST(nothing_is_not_put)
{
    json_t *object = json_object();

    ck_assert_int_eq(ck_case_put(object, "a", json_integer(1)), 1);
    ck_assert_int_eq(ck_case_put(object, "b", NULL), 0);
    expect_json(object, "{'a':1}");
}
END_TEST

static json_t *
integer_up_to_the_most(const ck_node *node)
{
    return ck_case_integer_json(node, 0, LONG_MAX);
}

START_TEST(the_greatest_integer)
{
    expect_part(integer_up_to_the_most, "9223372036854775807",
                "9223372036854775807");
    expect_no_part(integer_up_to_the_most, "9223372036854775808", "/",
                   "expected an integer");
    expect_no_part(integer_up_to_the_most, "99999999999999999999", "/",
                   "expected an integer");
}
END_TEST

/* The rational at the node, in its normal form. */
static json_t *
rational(const ck_node *node)
{
    json_t *made = NULL;
    mpq_t x;

    mpq_init(x);
    if (ck_case_rational(node, x))
        made = ck_case_rational_json(x);
    mpq_clear(x);
    return made;
}

START_TEST(rationals)
{
    expect_part(rational, "-6/4", "'-3/2'");
    expect_part(rational, "0.25", "'1/4'");
    expect_part(rational, "sqrt(4) - 2", "'0'");
    expect_part(rational, "0x1.8p1", "'3'");
    expect_no_part(rational, "pi", "/", "is not rational");
    expect_no_part(rational, "nan", "/", "'nan' is not a number");
    expect_no_part(rational, "1/0", "/", "'1/0' is not a number");
    expect_no_part(rational, "", "the file", "is empty");
    expect_no_part(rational, "[1]", "/", "expected a text");
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("case_scalar");

    tcase_add_test(tcase, integers_are_digits_in_shortest_form);
    tcase_add_test(tcase, booleans_are_two_words);
    tcase_add_test(tcase, texts);
    tcase_add_test(tcase, forms_are_one_key);
    tcase_add_test(tcase, nothing_is_not_put);
    tcase_add_test(tcase, the_greatest_integer);
    tcase_add_test(tcase, rationals);
    return run_checker_tests("case_scalar", tcase);
}
