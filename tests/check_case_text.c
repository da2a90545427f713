/* The first offence in a file. */

#include "check_case.h"

#include "case/text.h"

static void
expect_offence(const char *text, size_t length, const char *expected)
{
    rc_errors errors;

    rc_errors_init(&errors);
    ck_assert_int_eq(rc_text_check(text, length, &errors), RC_INPUT);
    expect_errors(&errors, expected, NULL);
    rc_errors_clear(&errors);
}

START_TEST(the_first_offence_has_its_position)
{
    expect_offence("\x80", 1, "1:1: byte 0x80 is not valid UTF-8");
    expect_offence("ab\n\xc3\xa9 \xff\xfe", 8, "2:3: byte 0xff");
    expect_offence("a\r\nb\rc\x01", 7, "3:2: character U+0001 is not allowed");
    expect_offence("a\0", 2, "1:2: character U+0000 is not allowed");
    expect_offence("a\x7f", 2, "1:2: character U+007F is not allowed");
    expect_offence("\xc2\x80", 2, "1:1: character U+0080 is not allowed");
    expect_offence("a\xc2\x85"
                   "b\xe2\x80\xa8\x02",
                   8, "3:1: character U+0002");
    expect_offence("a\xe2\x82", 3, "1:2: byte 0xe2");
    expect_offence("a\xef\xbf\xbe", 4, "1:2: character U+FFFE");
    expect_offence("a\xef\xbf\xbf", 4, "1:2: character U+FFFF");
}
END_TEST

START_TEST(tag_directives_begin_lines)
{
    expect_offence("%TAG", 4, "1:1: %TAG directive: tags are not part of");
    expect_offence("a\xc2\x85%TAG !a! b", 14, "2:1: %TAG directive");
}
END_TEST

START_TEST(text_passes)
{
    const char text[] = "%YAML 1.1\n a: %TAG \xc3\xa9\t\r\n\xf0\x9f\x98\x80\n";
    rc_errors errors;

    rc_errors_init(&errors);
    ck_assert_int_eq(rc_text_check(text, sizeof text - 1, &errors), RC_OK);
    ck_assert_int_eq(rc_text_check(text, 0, &errors), RC_OK);
    ck_assert_uint_eq(errors.count, 0);
}
END_TEST

int
main(void)
{
    const TTest *const tests[] = {
        the_first_offence_has_its_position,
        tag_directives_begin_lines,
        text_passes,
    };

    return RUN_SUITE("case/text", tests);
}
