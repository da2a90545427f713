/* Integers, booleans, numbers, words and texts. */

#include <limits.h>

#include "check_case.h"

static int
parses(const char *text, long least, long most, long expected)
{
    long x = 12345;
    int good = rc_parse_integer(text, strlen(text), least, most, &x);

    if (good)
        ck_assert_int_eq(x, expected);
    else
        ck_assert_int_eq(x, 12345);
    return good;
}

START_TEST(integers_are_digits_in_range)
{
    static const char *const wrong[] = {"",
                                        "-",
                                        "+1",
                                        "1.0",
                                        "1e3",
                                        "0x10",
                                        " 1",
                                        "1 ",
                                        "007",
                                        "-01",
                                        "1_000",
                                        "one",
                                        "1/1",
                                        "--1",
                                        "9223372036854775808",
                                        "-9223372036854775809",
                                        "99999999999999999999999999"};
    char largest[32], smallest[32];

    snprintf(largest, sizeof largest, "%ld", LONG_MAX);
    snprintf(smallest, sizeof smallest, "%ld", LONG_MIN);
    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++)
        ck_assert_msg(!parses(wrong[k], LONG_MIN, LONG_MAX, 0), "%s", wrong[k]);
    ck_assert(parses("0", 0, 0, 0));
    ck_assert(parses("-0", 0, 0, 0));
    ck_assert(parses("4096", 1, 4096, 4096));
    ck_assert(!parses("4097", 1, 4096, 0));
    ck_assert(!parses("0", 1, 4096, 0));
    ck_assert(parses(largest, LONG_MIN, LONG_MAX, LONG_MAX));
    ck_assert(parses(smallest, LONG_MIN, LONG_MAX, LONG_MIN));
}
END_TEST

START_TEST(wrong_integers_say_what_is_allowed)
{
    fixture f;
    long x;

    fixture_open(&f, "1.0", 0, 0);
    ck_assert_int_eq(rc_read_integer(&f.r, f.root, 1, 9, &x), RC_INPUT);
    expect_errors(&f.errors,
                  "1:1: expected an integer from 1 to 9, found '1.0'", NULL);
    fixture_close(&f);
    fixture_open(&f, "[1]", 0, 0);
    ck_assert_int_eq(rc_read_integer(&f.r, f.root, 1, 9, &x), RC_INPUT);
    expect_errors(&f.errors, "1:1: found a list", NULL);
    fixture_close(&f);
}
END_TEST

START_TEST(booleans_are_true_and_false_only)
{
    static const char *const wrong[] = {"yes", "True", "1", "on", "''", "[]"};
    fixture f;
    long x = 7;

    fixture_open(&f, "true", 0, 0);
    ck_assert_int_eq(rc_read_bool(&f.r, f.root, &x), RC_OK);
    ck_assert_int_eq(x, 1);
    fixture_close(&f);
    fixture_open(&f, "false", 0, 0);
    ck_assert_int_eq(rc_read_bool(&f.r, f.root, &x), RC_OK);
    ck_assert_int_eq(x, 0);
    fixture_close(&f);
    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
        fixture_open(&f, wrong[k], 0, 0);
        ck_assert_int_eq(rc_read_bool(&f.r, f.root, &x), RC_INPUT);
        expect_errors(&f.errors, "1:1: expected true or false, found ", NULL);
        fixture_close(&f);
    }
}
END_TEST

/* The number's normal form, or NULL when it is refused. */
static void
expect_number(const char *yaml, const char *expected)
{
    rc_number_t x;
    fixture f;

    rc_number_init(x);
    fixture_open(&f, yaml, 0, 0);
    ck_assert_int_eq(rc_read_number(&f.r, f.root, x), RC_OK);

    char *text = rc_number_get_text(x);

    ck_assert_str_eq(text, expected);
    free(text);
    fixture_close(&f);
    rc_number_clear(x);
}

START_TEST(numbers_are_exact)
{
    expect_number("-6/10", "-3/5");
    expect_number("0.1", "1/10");
    expect_number("'1.5e-3'", "3/2000");
    expect_number("\"0x1.8p-3\"", "3/16");
    expect_number("1 +\n  1", "2");
}
END_TEST

START_TEST(wrong_numbers_point_at_the_fault)
{
    static const char *const wrong[] = {"nan", "inf", "''", "1 2",
                                        "0x",  "1/0", "x"};
    rc_number_t x;
    fixture f;

    rc_number_init(x);
    for (size_t k = 0; k < sizeof wrong / sizeof *wrong; k++) {
        fixture_open(&f, wrong[k], 0, 0);
        ck_assert_int_eq(rc_read_number(&f.r, f.root, x), RC_INPUT);
        ck_assert_uint_eq(f.errors.count, 1);
        ck_assert_ptr_nonnull(
            strstr(f.errors.items[0].message, "is not a number: "));
        fixture_close(&f);
    }
    fixture_open(&f, "[12 + $]", 0, 0);
    ck_assert_int_eq(rc_read_number(&f.r, rc_node_first(&f.tree, f.root), x),
                     RC_INPUT);
    expect_errors(&f.errors, "1:7: '12 + $' is not a number: ", NULL);
    fixture_close(&f);
    fixture_open(&f, "['12 + $']", 0, 0); /* escapes may shift it */
    ck_assert_int_eq(rc_read_number(&f.r, rc_node_first(&f.tree, f.root), x),
                     RC_INPUT);
    expect_errors(&f.errors, "1:2: '12 + $' is not a number: ", NULL);
    fixture_close(&f);
    fixture_open(&f, "a:\n", 0, 0);
    ck_assert_int_eq(rc_read_number(&f.r, rc_find(&f.r, f.root, "a", NULL), x),
                     RC_INPUT);
    expect_errors(&f.errors, "1:3: expected a number, found nothing", NULL);
    fixture_close(&f);
    rc_number_clear(x);
}
END_TEST

START_TEST(words_are_among_those_allowed)
{
    static const char *const words[] = {"proved", "refuted", NULL};
    size_t index = 9;
    fixture f;

    fixture_open(&f, "[refuted, prooved, zzz, '', {}]", 0, 0);

    const rc_node *node = rc_node_first(&f.tree, f.root);

    ck_assert_int_eq(rc_read_word(&f.r, node, "expect", words, &index), RC_OK);
    ck_assert_uint_eq(index, 1);
    while ((node = rc_node_next(&f.tree, node)) != NULL)
        ck_assert_int_eq(rc_read_word(&f.r, node, "expect", words, &index),
                         RC_INPUT);
    expect_errors(
        &f.errors,
        "1:11: unknown value 'prooved' for 'expect'; did you mean 'proved'?",
        "1:20: unknown value 'zzz' for 'expect'; allowed: proved, refuted",
        "1:25: expected a word, found ''", "1:29: expected a word", NULL);
    fixture_close(&f);
}
END_TEST

/* The text of yaml, or NULL when it is refused. Owned by the caller. */
static char *
text_of(const char *yaml, int several_lines)
{
    char *text = NULL;
    fixture f;

    fixture_open(&f, yaml, 0, 0);

    rc_status status = rc_read_text(&f.r, f.root, several_lines, &text);

    ck_assert_int_eq(status, text == NULL ? RC_INPUT : RC_OK);
    ck_assert_uint_eq(f.errors.count, text == NULL);
    fixture_close(&f);
    return text;
}

static void
expect_text(const char *yaml, int several_lines, const char *expected)
{
    char *text = text_of(yaml, several_lines);

    if (expected == NULL)
        ck_assert_ptr_null(text);
    else
        ck_assert_pstr_eq(text, expected);
    free(text);
}

START_TEST(texts_are_visible)
{
    expect_text("abc", 0, "abc");
    expect_text(">\n  two\n  lines\n", 0, "two lines");
    expect_text("\xc3\xa9t\xc3\xa9", 0, "\xc3\xa9t\xc3\xa9");
    expect_text("|\n  two\n  lines\n", 0, NULL);
    expect_text("|\n  two\n  lines\n", 1, "two\nlines");
    expect_text("''", 0, NULL);
    expect_text("'  '", 1, NULL);
    expect_text("\"a\\0b\"", 1, NULL);
    expect_text("\"a\\eb\"", 0, NULL);
    expect_text("\"a\\rb\"", 1, NULL);
    expect_text("\"a\\x85"
                "b\"",
                0, NULL);
    expect_text("\"a\\tb\"", 0, NULL);
    expect_text("\"a\\tb\"", 1, "a\tb");
    expect_text("[a]", 0, NULL);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        integers_are_digits_in_range,
        wrong_integers_say_what_is_allowed,
        booleans_are_true_and_false_only,
        numbers_are_exact,
        wrong_numbers_point_at_the_fault,
        words_are_among_those_allowed,
        texts_are_visible,
    };

    return RUN_SUITE("case/read_scalar", tests);
}
