/* Offending text in messages: short, on one line, harmless. */

#include "check_case.h"

#include "case/quote.h"

static void
expect_quote(const char *text, size_t length, const char *expected)
{
    rc_quotation q;

    ck_assert_str_eq(rc_quote(&q, text, length), expected);
}

#define QUOTE(text, expected) expect_quote(text, sizeof(text) - 1, expected)

START_TEST(plain_text_stands_in_quotes)
{
    QUOTE("", "''");
    QUOTE("1/2", "'1/2'");
    QUOTE("\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80",
          "'\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80'");
}
END_TEST

START_TEST(controls_and_reordering_are_escaped)
{
    QUOTE("a\nb\tc", "'a\\nb\\tc'");
    QUOTE("\x1b[31m", "'\\x1b[31m'");
    QUOTE("\0", "'\\x00'");
    QUOTE("\x7f\xc2\x85", "'\\x7f\\x85'");
    QUOTE("\xe2\x80\xae", "'\\u202e'");
    QUOTE("\xe2\x81\xa6\xe2\x80\xa8\xef\xbb\xbf", "'\\u2066\\u2028\\ufeff'");
}
END_TEST

START_TEST(long_text_is_cut_between_characters)
{
    char text[200], expected[400] = "'";

    memset(text, 'x', sizeof text);
    memset(expected + 1, 'x', 48);
    strcpy(expected + 49, "'");
    expect_quote(text, 48, expected);
    strcpy(expected + 49, "...'");
    expect_quote(text, 49, expected);
    expect_quote(text, sizeof text, expected);

    /* the longest escapes fill the room exactly */
    for (size_t k = 0; k < 50; k++)
        memcpy(text + 3 * k, "\xe2\x80\xae", 3);
    expected[1] = '\0';
    for (size_t k = 0; k < 48; k++)
        strcat(expected, "\\u202e");
    strcat(expected, "...'");
    ck_assert_uint_eq(strlen(expected) + 1, RC_QUOTE_SIZE);
    expect_quote(text, 150, expected);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        plain_text_stands_in_quotes,
        controls_and_reordering_are_escaped,
        long_text_is_cut_between_characters,
    };

    return RUN_SUITE("case/quote", tests);
}
