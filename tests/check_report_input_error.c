/* Messages about input: the line, the caret, and lines that are odd. */

#include <string.h>

#include "check_report.h"

static void
message_is(const char *bytes, size_t line, size_t column, const char *wanted)
{
    rc_report_error error = {line, column, "wrong"};
    capture c;

    capture_open(&c);
    rc_report_input_error(c.out, "f", bytes, strlen(bytes), &error);
    capture_is(&c, wanted);
}

START_TEST(a_caret_under_the_column)
{
    message_is("abc\ndef\n", 1, 1, "f:1:1: error: wrong\nabc\n^\n");
    message_is("abc\ndef\n", 2, 3, "f:2:3: error: wrong\ndef\n  ^\n");
    message_is("abc", 1, 4, "f:1:4: error: wrong\nabc\n   ^\n");
    message_is("abc", 1, 40, "f:1:40: error: wrong\nabc\n   ^\n");
}
END_TEST

START_TEST(no_line_to_show)
{
    message_is("", 1, 1, "f:1:1: error: wrong\n");
    message_is("a\n\nb", 2, 1, "f:2:1: error: wrong\n");
    message_is("a\n", 7, 3, "f:7:3: error: wrong\n");
    message_is("a\n", 0, 0, "f:0:0: error: wrong\na\n^\n");
}
END_TEST

/* Lines break where YAML breaks them. */
START_TEST(line_breaks)
{
    message_is("a\r\nb", 2, 1, "f:2:1: error: wrong\nb\n^\n");
    message_is("a\rb\r", 2, 1, "f:2:1: error: wrong\nb\n^\n");
    message_is("a\n\rb", 3, 1, "f:3:1: error: wrong\nb\n^\n");
    message_is("a\xc2\x85z", 2, 1, "f:2:1: error: wrong\nz\n^\n");
    message_is("a\xe2\x80\xa8z\xe2\x80\xa9y", 3, 1,
               "f:3:1: error: wrong\ny\n^\n");
}
END_TEST

/* Columns count characters; the caret goes by how wide they are shown. */
START_TEST(columns_of_characters)
{
    message_is("\xc3\xa9: x", 1, 4, "f:1:4: error: wrong\n\xc3\xa9: x\n   ^\n");
    message_is("\xe6\xbc\xa2: x", 1, 2,
               "f:1:2: error: wrong\n\xe6\xbc\xa2: x\n  ^\n");
    message_is("\ta\033", 1, 3, "f:1:3: error: wrong\n a\xef\xbf\xbd\n  ^\n");
}
END_TEST

START_TEST(a_long_line_is_cut)
{
    char line[1001], wanted[400];

    memset(line, 'x', 1000);
    line[1000] = '\0';
    line[499] = '!';
    snprintf(wanted, sizeof wanted,
             "f:1:500: error: wrong\n...%.60s!%.39s...\n%63s^\n", line, line,
             "");
    message_is(line, 1, 500, wanted);
    snprintf(wanted, sizeof wanted, "f:1:2: error: wrong\n%.100s...\n ^\n",
             line);
    message_is(line, 1, 2, wanted);
    line[110] = '\0';
    snprintf(wanted, sizeof wanted, "f:1:105: error: wrong\n...%.66s\n%63s^\n",
             line, "");
    message_is(line, 1, 105, wanted);
}
END_TEST

int
main(void)
{
    TCase *tcase = tcase_create("input_error");

    tcase_add_test(tcase, a_caret_under_the_column);
    tcase_add_test(tcase, no_line_to_show);
    tcase_add_test(tcase, line_breaks);
    tcase_add_test(tcase, columns_of_characters);
    tcase_add_test(tcase, a_long_line_is_cut);
    return run_case("input_error", tcase);
}
