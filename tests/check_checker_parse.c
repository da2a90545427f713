/* From bytes to a tree: canonical JSON only. */

#include "checker_support.h"

static void
expect_bytes_of(const char *bytes, size_t length, const ck_limits *limits,
                const char *message)
{
    ck_outcome o;
    json_t *json;

    ck_outcome_init(&o, limits);
    json = ck_parse(&o, bytes, length);
    if (message == NULL) {
        ck_assert_msg(json != NULL, "%s", o.message);
        ck_assert(ck_good(&o));
        json_decref(json);
        return;
    }
    ck_assert_msg(json == NULL, "%s", bytes);
    ck_assert_int_eq(o.verdict, CK_MALFORMED);
    ck_assert_msg(strstr(o.message, message) != NULL, "%s: %s", message,
                  o.message);
}

static void
expect(const char *bytes, const char *message)
{
    expect_bytes_of(bytes, strlen(bytes), &ck_default_limits, message);
}

START_TEST(canonical)
{
    expect("{}\n", NULL);
    expect("{\"a\":[1,-2,true,null,\"x\\\"\\\\\"],\"b\":{}}\n", NULL);
    expect("{\"a\":9223372036854775807}\n", NULL);
    expect("{\"a\":\" ~\"}\n", NULL);
}
END_TEST

START_TEST(not_canonical)
{
    expect("{} ", "not in canonical form from byte 3");
    expect("{}", "not in canonical form from byte 3");
    expect("{}\n\n", "byte 3 is not a printing character");
    expect("{} \n", "not in canonical form");
    expect(" {}\n", "not in canonical form from byte 1");
    expect("{\"b\":1,\"a\":2}\n", "not in canonical form from byte 3");
    expect("{\"a\": 1}\n", "not in canonical form");
    expect("{\"a\":\"\\u0041\"}\n", "not in canonical form");
    expect("{\"a\":-0}\n", "not in canonical form");
    expect("{\"a\":\"\\/\"}\n", "not in canonical form");
}
END_TEST

START_TEST(not_json)
{
    expect("", "not JSON");
    expect("\n", "not JSON");
    expect("{\"a\":1\n", "not JSON");
    expect("{\"a\":01}\n", "not JSON");
    expect("{\"a\":NaN}\n", "not JSON");
    expect("{\"a\":1,\"a\":1}\n", "duplicate");
    expect("{\"a\":1,\"a\":2}\n", "duplicate");
    expect("{\"a\":9223372036854775808}\n", "not JSON");
    expect("{}{}\n", "not JSON");
}
END_TEST

START_TEST(no_object)
{
    expect("[1]\n", "expected an object");
    expect("[]\n", "expected an object");
}
END_TEST

START_TEST(bytes_that_do_not_print)
{
    expect("{\"a\":\"\xc3\xa9\"}\n", "byte 7 is not a printing character");
    expect("{\"a\":\"\x7f\"}\n", "byte 7 is not a printing character");
    expect("{\t}\n", "byte 2 is not a printing character");
    expect_bytes_of("{\"a\":\"\0\"}\n", 10, &ck_default_limits,
                    "byte 7 is not a printing character");
    expect_bytes_of("{}\0", 3, &ck_default_limits, "");
}
END_TEST

START_TEST(no_real_numbers)
{
    ck_outcome o;
    static const char nested[] = "{\"a\":[0,{\"b\":1.0}]}\n";

    expect("{\"a\":1.5}\n", "integers");
    expect("{\"a\":1e2}\n", "integers");
    expect("{\"a\":1e400}\n", "not JSON");
    ck_outcome_init(&o, &ck_default_limits);
    ck_assert_ptr_null(ck_parse(&o, nested, strlen(nested)));
    ck_assert_str_eq(o.path, "/a/1/b");
}
END_TEST

START_TEST(limits)
{
    ck_limits few = ck_default_limits;

    few.max_bytes = 8;
    expect_bytes_of("{\"a\":1}\n", 8, &few, NULL);
    expect_bytes_of("{\"a\":10}\n", 9, &few, "limit: more than 8 bytes");
    few = ck_default_limits;
    few.max_depth = 3;
    expect_bytes_of("{\"a\":[[]]}\n", 11, &few, NULL);
    expect_bytes_of("{\"a\":[[[]]]}\n", 13, &few,
                    "limit: nested deeper than 3");
    expect_bytes_of("{\"a\":[{\"b\":[]}]}\n", 17, &few,
                    "limit: nested deeper than 3");
    expect_bytes_of("{\"a\":[{},{},{}]}\n", 17, &few, NULL);
    /* Brackets in texts do not nest, also behind escapes. */
    expect_bytes_of("{\"a\":[\"]\",\"}\",[[]]]}\n", 21, &few,
                    "limit: nested deeper than 3");
    expect_bytes_of("{\"a\":\"[[[[[\"}\n", 14, &few, NULL);
    expect_bytes_of("{\"a\":\"\\\"[[[[\"}\n", 15, &few, NULL);
    expect_bytes_of("{\"a\":\"\\\\\",\"b\":[[[]]]}\n", 22, &few,
                    "limit: nested deeper than 3");
}
END_TEST

START_TEST(a_million_brackets)
{
    char *deep = malloc(1000001);

    ck_assert_ptr_nonnull(deep);
    memset(deep, '[', 1000000);
    deep[1000000] = '\0';
    expect_bytes_of(deep, 1000000, &ck_default_limits,
                    "limit: nested deeper than");
    free(deep);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("parse");

    tcase_add_test(tcase, canonical);
    tcase_add_test(tcase, not_canonical);
    tcase_add_test(tcase, not_json);
    tcase_add_test(tcase, no_object);
    tcase_add_test(tcase, bytes_that_do_not_print);
    tcase_add_test(tcase, no_real_numbers);
    tcase_add_test(tcase, limits);
    tcase_add_test(tcase, a_million_brackets);
    return run_checker_tests("parse", tcase);
}
